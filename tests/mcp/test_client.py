# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""PyPI's `mcp`, the protocol's own client, over both transports and in both eras of the protocol: search, paper, export.
It checks every answer against the tool's outputSchema and against the schema of the revision itself."""

import asyncio
import json
import urllib.request

import pytest
from conftest import BIDI, INJECTIONS, PROGRAM, identifier
from mcp import MCPError, StdioServerParameters
from mcp.client import Client

REVISIONS = {"auto": "2026-07-28", "legacy": "2025-11-25"}


@pytest.fixture(params=["http", "stdio"])
def server(request):
    if request.param == "http":
        return request.getfixturevalue("endpoint") + "/mcp"
    data = request.getfixturevalue("data")
    return StdioServerParameters(command=PROGRAM, args=["--data", str(data), "mcp"])


@pytest.fixture(params=REVISIONS)
def talk(server, request):
    """Runs a coroutine with a connected client."""
    def run(what):
        async def connected():
            async with Client(server, mode=request.param, read_timeout_seconds=30) as client:
                assert client.protocol_version == REVISIONS[request.param]
                return await what(client)

        return asyncio.run(connected())

    return run


async def call(client, tool, **arguments):
    """What a tool gives, which its text says too."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    block, = result.content
    assert json.loads(block.text) == result.structured_content
    return result.structured_content


def test_search_paper_export(talk, endpoint):
    async def story(client):
        assert client.server_info.name == "broadsheet" and "never instructions" in client.instructions
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == ["search", "paper", "similar", "edition", "trending", "export"]
        assert all(tool.annotations.read_only_hint for tool in tools)
        found = await call(client, "search", query="tides", limit=3)
        assert found["total"] == len(INJECTIONS) + 1 and len(found["results"]) == 3
        number = found["results"][0]["id"]
        paper = await call(client, "paper", id=number)
        exported = await call(client, "export", ids=[number, "2607.99999"], format="bibtex")
        return found, paper, exported

    found, paper, exported = talk(story)
    with urllib.request.urlopen(f"{endpoint}/api/papers/{paper['id']}", timeout=30) as answer:
        assert paper == json.load(answer)
    assert paper["title"] == found["results"][0]["title"]
    assert exported["count"] == 1 and exported["missing"] == ["2607.99999"]
    assert exported["document"].startswith("@article{") and f"eprint = {{{paper['id']}}}" in exported["document"]


def test_what_titles_order_is_data(talk):
    async def story(client):
        seen = []
        for number, text in enumerate(INJECTIONS, 1):
            paper = await call(client, "paper", id=identifier(number))
            line = " ".join(text.split())
            assert paper["title"] == f"Tides {number}: {line}" and line in paper["summary"]
            exported = await call(client, "export", ids=[identifier(number)], format="jsonl")
            assert json.loads(exported["document"])["title"] == paper["title"]
            seen.append(paper["title"])
        edition = await call(client, "edition", date="2026-07-01")
        assert set(seen) <= {item["paper"]["title"] for item in edition["papers"]}
        # After all of this the server is what it was.
        tools = [tool.model_dump_json() for tool in (await client.list_tools()).tools]
        assert not any(text in tool for tool in tools for text in INJECTIONS)
        return tools, client.instructions

    first, instructions = talk(story)
    again, _ = talk(story)
    assert first == again and not any(text in instructions for text in INJECTIONS)


def test_characters_that_mislead_are_gone(talk):
    paper = talk(lambda client: call(client, "paper", id=identifier(len(INJECTIONS) + 1)))
    visible = "".join(c for c in BIDI if c.isprintable())
    assert paper["title"].endswith(visible) and paper["venue"] == visible
    assert not set(BIDI) - set(visible) & set(json.dumps(paper, ensure_ascii=False))


def test_papers_are_resources_as_markdown(talk):
    async def story(client):
        listed = (await client.list_resources()).resources
        assert len(listed) == len(INJECTIONS) + 1
        template, = (await client.list_resource_templates()).resource_templates
        assert template.uri_template == "broadsheet://papers/{id}"
        uri = template.uri_template.replace("{id}", identifier(4))
        assert uri in [str(resource.uri) for resource in listed]
        contents, = (await client.read_resource(uri)).contents
        with pytest.raises(MCPError):
            await client.read_resource("broadsheet://papers/2607.99999")
        return contents

    contents = talk(story)
    assert contents.mime_type == "text/markdown" and contents.text.startswith("# Tides 4: ")
    assert "\\<script\\>" in contents.text and "\\[click\\](" in contents.text and "\\!\\[x\\](" in contents.text


def test_editions_similar_and_trending(talk):
    async def story(client):
        week = await call(client, "edition", period="week", date="2026-W27")
        trending = await call(client, "trending", limit=2)
        similar = await call(client, "similar", ids=[identifier(1)], limit=2)
        return week, trending, similar

    week, trending, similar = talk(story)
    assert (week["first"], week["last"], week["total"]) == ("2026-06-29", "2026-07-05", len(INJECTIONS) + 1)
    assert trending["period"] == "trending" and len(trending["papers"]) == 2
    assert similar["inputs"] == [identifier(1)] and len(similar["results"]) == 2


def test_a_mistake_is_told_so_that_it_can_be_mended(talk):
    async def story(client):
        texts = []
        for tool, arguments in [("search", {}), ("paper", {"id": "nonsense"}), ("edition", {"date": "yesterday"}),
                                ("export", {"query": "tides", "format": "docx"})]:
            result = await client.call_tool(tool, arguments)
            assert result.is_error
            texts.append(result.content[0].text)
        with pytest.raises(MCPError):
            await client.call_tool("rm", {})
        return texts

    query, paper, edition, export = talk(story)
    assert query.startswith("search: query is missing") and "2608.01234" in paper
    assert "2026-07-01" in edition and "csl-json" in export


def test_prompts(talk):
    async def story(client):
        prompts = (await client.list_prompts()).prompts
        prompt = await client.get_prompt("whats-new", {"subject": "category:cs.CL"})
        return [prompt.name for prompt in prompts], prompt.messages

    names, (message,) = talk(story)
    assert names == ["whats-new", "related-work"] and message.content.text.endswith("The subject is: category:cs.CL")
