# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The papers part of npm's @llmindset/hf-mcp, which shows papers to assistants as files under hf://papers, over seed/."""

import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.request

import pytest

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = os.environ.get("HF_MCP", str(HERE.parent.parent / "build" / "hf_mcp"))
NODE = pathlib.Path(sys.executable).parent / "node"
PAPER = "hf://papers/2608.01234"
DAY = "2026-08-21"
NOON = f"{DAY}T12:00:00Z"
TITLE = "Harbour Tides from Few Sensors"
IN_SHORT = "Three sensors are enough to forecast a harbour."


class Refused(Exception):
    pass


@pytest.fixture(scope="session")
def provider(endpoint):
    """Runs one call; what it gave, with the requests that it took under "asked"."""
    command = [NODE, HERE / "hf_mcp" / "papers.mjs", FOLDER, endpoint]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as node:

        def run(op, uri, now=NOON, **how):
            node.stdin.write(json.dumps({"now": now, "call": {"op": op, "uri": uri, **how}}) + "\n")
            node.stdin.flush()
            answer = json.loads(node.stdout.readline())
            if "error" in answer:
                raise Refused(answer["error"])
            return {**answer["result"], "asked": answer["asked"]}

        yield run
        node.stdin.close()
        assert node.wait(10) == 0


@pytest.fixture(scope="session")
def get(endpoint):
    def ask(path):
        with urllib.request.urlopen(endpoint + path, timeout=30) as answer:
            return answer.read()

    return ask


def uris(listing):
    return [entry["uri"] for entry in listing["entries"]]


def paths(listing):
    return [entry["path"] for entry in listing["entries"]]


def test_the_lock_names_hashes_and_no_address():
    packages = json.loads((HERE / "hf_mcp" / "package-lock.json").read_text())["packages"]
    assert packages.pop("")["dependencies"] == {"@llmindset/hf-mcp": "0.4.23"}
    assert all(package["integrity"].startswith("sha512-") and "resolved" not in package for package in packages.values())


def test_the_root_shows_the_newest_papers(provider, get):
    root = provider("ls", "hf://papers", limit=3)
    newest = [item["id"] for item in json.loads(get("/api/daily_papers?limit=3"))]
    assert paths(root) == ["README.md", "daily", "trending", *newest] and newest[0] == "2608.02345"
    assert root["asked"] == [{"path": "/api/daily_papers?p=0&limit=3&sort=publishedAt", "status": 200,
                              "type": "application/json; charset=utf-8"}]


def test_a_day(provider):
    day = provider("ls", "hf://papers/daily/2026/08/20")
    first, second = day["entries"]
    assert first == {
        "type": "paper", "name": "2608.01234", "path": "2608.01234", "uri": PAPER, "title": TITLE, "description": IN_SHORT,
        "upvotes": 7, "created_at": "2026-08-20T00:00:00.000Z", "published_at": "2026-08-20T00:00:00.000Z",
        "daily_papers_date": "2026-08-20", "daily_papers_uri": "hf://papers/daily/2026/08/20",
        "url": "https://huggingface.co/papers/2608.01234", "arxiv_url": "https://arxiv.org/abs/2608.01234"}
    assert (second["title"], second["description"], second["upvotes"]) == ("Lighthouses Revisited", "Light, again.", 2)
    assert "truncated" not in day


def test_a_long_day_is_in_the_order_of_votes_and_is_cut_where_asked(provider):
    day = provider("ls", "hf://papers/daily/2025/10/29")
    votes = [entry["upvotes"] for entry in day["entries"]]
    assert len(votes) == 30 and votes == sorted(votes, reverse=True) and votes[0] == 168
    assert {entry["daily_papers_date"] for entry in day["entries"]} == {"2025-10-29"} and "truncated" not in day
    cut = provider("ls", "hf://papers/daily/2025/10/29", limit=10)
    assert uris(cut) == uris(day)[:10]
    assert cut["truncated"] and cut["truncation_reason"] == "limit"


def test_a_day_without_papers(provider):
    assert provider("ls", "hf://papers/daily/2024/02/29")["entries"] == []


def test_find_within_a_day(provider):
    assert uris(provider("find", "hf://papers/daily/2026/08/20", name="*.01234")) == [PAPER]
    assert uris(provider("find", "hf://papers/daily/2026/08/20", entry_type="file")) == []


def test_the_calendar_leads_to_days_that_answer(provider):
    years = provider("ls", "hf://papers/daily")
    assert paths(years) == ["latest", "2023", "2024", "2025", "2026"]
    assert years["entries"][0]["target_uri"] == "hf://papers/daily/2026/08/21"
    assert paths(provider("ls", "hf://papers/daily/2026"))[-1] == "08"
    days = provider("ls", "hf://papers/daily/2026/08")
    assert paths(days)[-1] == "21"
    assert uris(provider("ls", uris(days)[-1])) == ["hf://papers/2608.02345"]


def test_the_latest_day_begins_at_half_past_nine_in_new_york(provider):
    def latest(now):
        return provider("stat", "hf://papers/daily/latest", now=now)["target_uri"], \
            uris(provider("ls", "hf://papers/daily/latest", now=now))

    assert latest(NOON) == ("hf://papers/daily/2026/08/21", ["hf://papers/2608.02345"])
    assert latest("2026-08-20T01:30:00Z") == ("hf://papers/daily/2026/08/20", [PAPER, "hf://papers/2608.02346"])
    assert latest("2026-08-20T01:29:59Z") == ("hf://papers/daily/2026/08/19", [])


def test_trending(provider, get):
    whole = [item["id"] for item in json.loads(get("/api/daily_papers?sort=trending&limit=100"))]
    trending = provider("ls", "hf://papers/trending", limit=2)
    assert paths(trending) == whole[:2] and trending["truncated"]
    assert all(entry["title"] and entry["upvotes"] >= 0 for entry in trending["entries"])
    assert len(paths(provider("ls", "hf://papers/trending"))) == min(20, len(whole))
    assert uris(provider("find", "hf://papers/trending", name=whole[1])) == [f"hf://papers/{whole[1]}"]


def test_search(provider):
    found = provider("search", "hf://papers", query="harbour tides")
    assert uris(found)[0] == PAPER and found["entries"][0]["description"] == IN_SHORT
    assert found["asked"][0]["path"] == "/api/papers/search?q=harbour+tides"
    llama = provider("search", "hf://papers", query="The Llama 3 Herd of Models", limit=1)
    assert [entry["title"] for entry in llama["entries"]] == ["The Llama 3 Herd of Models"]
    assert llama["truncated"] and llama["truncation_reason"] == "limit"
    many = provider("search", "hf://papers", query="models", limit=10_000)
    assert len(many["entries"]) > 20 and "truncated" not in many
    assert provider("search", "hf://papers", query="zyzzyvaxyz")["entries"] == []


@pytest.mark.parametrize("query", ['"few sensors" & <tides> #1 +x 100%', "潮汐 tides", "date:2026-08 tides", '"unclosed tides'])
def test_a_search_for_what_people_type_answers(provider, query):
    assert provider("search", "hf://papers", query=query)["asked"][0]["status"] == 200


def test_a_paper_is_a_folder(provider):
    assert paths(provider("ls", PAPER)) == ["metadata.json", "paper.md", "models", "datasets", "spaces"]
    stat = provider("stat", PAPER)
    assert (stat["exists"], stat["type"], stat["published_at"]) == (True, "paper", "2026-08-20T00:00:00.000Z")
    assert stat["daily_papers_uri"] == "hf://papers/daily/2026/08/20"


def test_metadata(provider, get):
    file = provider("cat", f"{PAPER}/metadata.json")
    assert json.loads(file["content"]) == json.loads(get("/api/papers/2608.01234"))
    paper = json.loads(file["content"])
    assert (paper["title"], paper["ai_summary"], paper["githubStars"]) == (TITLE, IN_SHORT, 42)
    assert [author["name"] for author in paper["authors"]] == ["Ines Calloway", "Tomo Brandt"]
    assert paper["linkedSpaces"][0]["emoji"] == "🌊"
    assert provider("stat", f"{PAPER}/metadata.json")["size"] == file["bytes"] == len(file["content"].encode())


def test_a_file_read_in_pieces_is_the_whole_file(provider):
    whole = provider("cat", f"{PAPER}/metadata.json")["content"]
    text, offset = "", 0
    while offset is not None:
        piece = provider("cat", f"{PAPER}/metadata.json", offset=offset, max_bytes=1000)
        text, offset = text + piece["content"], piece.get("next_offset")
    assert text == whole


def test_the_markdown_is_ours(provider, get):
    file = provider("cat", f"{PAPER}/paper.md")
    assert file["content"] == get("/papers/2608.01234.md").decode()
    assert file["content"].startswith(f"# {TITLE}\n") and "Ines Calloway" in file["content"]
    last = file["asked"][-1]
    assert (last["path"], last["status"]) == ("/papers/2608.01234.md", 200) and re.match("text/markdown", last["type"])


@pytest.mark.parametrize("kind, name, link", [
    ("models", "tiny-tide", {"likes": 4, "downloads": 51, "task": "time-series-forecasting", "private": False,
                             "updated_at": "2026-08-19T00:00:00.000Z"}),
    ("datasets", "harbour-3", {"likes": 1, "downloads": 9, "private": False, "updated_at": "2026-08-19T00:00:00.000Z"}),
    ("spaces", "demo", {})])
def test_linked_repositories(provider, kind, name, link):
    listing = provider("ls", f"{PAPER}/{kind}")
    assert paths(listing) == [f"{kind}/tide-lab"] and "truncated" not in listing
    entry, = provider("ls", f"{PAPER}/{kind}/tide-lab")["entries"]
    assert entry["type"] == "link" and entry["title"] == f"tide-lab/{name}"
    assert entry["target_uri"] == f"hf://{kind}/tide-lab/{name}"
    assert link.items() <= entry.items()
    stat = provider("stat", f"{PAPER}/{kind}/tide-lab/{name}")
    assert (stat["type"], stat["target_uri"]) == ("link", f"hf://{kind}/tide-lab/{name}")
    forwarded = provider("cat", f"{PAPER}/{kind}/tide-lab/{name}/README.md")["forwarded"]
    assert forwarded["uri"] == f"hf://{kind}/tide-lab/{name}/README.md"
    assert provider("stat", f"{PAPER}/{kind}/nobody")["exists"] is False
    with pytest.raises(Refused, match="ENOENT"):
        provider("ls", f"{PAPER}/{kind}/tide-lab/another")


def test_a_kind_without_repositories_is_an_empty_folder(provider):
    assert provider("ls", "hf://papers/2601.15621/datasets")["entries"] == []
    assert paths(provider("ls", "hf://papers/2601.15621/models")) == ["models/example"]


def test_the_whole_tree_of_a_paper(provider):
    tree = provider("ls", PAPER, recursive=True)
    assert paths(tree) == ["metadata.json", "paper.md", "models", "models/tide-lab", "models/tide-lab/tiny-tide", "datasets",
                           "datasets/tide-lab", "datasets/tide-lab/harbour-3", "spaces", "spaces/tide-lab",
                           "spaces/tide-lab/demo"]
    assert "truncated" not in tree
    assert paths(provider("find", PAPER, entry_type="link", path="*/tide-lab/*")) == [
        "models/tide-lab/tiny-tide", "datasets/tide-lab/harbour-3", "spaces/tide-lab/demo"]
    assert [request["path"] for request in tree["asked"]] == ["/api/papers/2608.01234", "/api/arxiv/2608.01234/repos"]


def test_a_paper_that_is_not_there(provider):
    stat = provider("stat", "hf://papers/1234.56789")
    assert stat["exists"] is False and stat["asked"][0]["status"] == 404
    for op, uri in (("ls", "hf://papers/1234.56789"), ("cat", "hf://papers/1234.56789/paper.md")):
        with pytest.raises(Refused, match="ENOENT: no such paper"):
            provider(op, uri)
