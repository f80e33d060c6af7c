# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""huggingface_hub as it comes from PyPI, pointed here by HF_ENDPOINT and nothing else."""

import datetime
import json
import pathlib
import subprocess
import sys

import pytest

DAY = "2026-06-12"
PAPER = "2603.05181"
TITLE = "Mario: Multimodal Graph Reasoning with Large Language Models"


@pytest.fixture(scope="session")
def hf(client_environment):
    program = pathlib.Path(sys.executable).parent / "hf"

    def run(*words):
        return subprocess.run([program, "papers", *words], env=client_environment, capture_output=True, text=True,
                              timeout=60)

    return run


def utc(year, month, day):
    return datetime.datetime(year, month, day, tzinfo=datetime.timezone.utc)


def test_search(hub):
    papers = list(hub.list_papers(query="multimodal graph reasoning"))
    assert TITLE in [paper.title for paper in papers]
    assert len(list(hub.list_papers(query="language models", limit=2))) == 2
    assert list(hub.list_papers(query="zyzzyvaxyz")) == []


def test_one_paper(hub):
    paper = hub.paper_info(PAPER)
    assert paper.id == PAPER and paper.title == TITLE
    assert paper.authors[0].name == "Yuanfu Sun"
    assert paper.published_at == utc(2026, 3, 5)
    assert hub.paper_info(f"https://arxiv.org/abs/{PAPER}").id == PAPER
    assert hub.paper_info(f"{PAPER}v2").id == PAPER


def test_a_paper_that_is_not_there(hub):
    from huggingface_hub.errors import HfHubHTTPError

    with pytest.raises(HfHubHTTPError) as raised:
        hub.paper_info("1234.56789")
    assert raised.value.response.status_code == 404


def test_markdown(hub):
    text = hub.read_paper(PAPER)
    assert text.startswith(f"# {TITLE}\n")
    assert f"- **Id:** {PAPER}\n" in text


def test_a_day(hub):
    papers = list(hub.list_daily_papers(date=DAY))
    assert papers and all(paper.id and paper.title for paper in papers)
    assert {paper.submitted_at for paper in papers} == {utc(2026, 6, 12)}
    votes = [paper.upvotes for paper in papers]
    assert votes == sorted(votes, reverse=True)
    assert len(list(hub.list_daily_papers(date=DAY, limit=3))) == 3
    assert list(hub.list_daily_papers(date=DAY, p=100)) == []
    with_sort = list(hub.list_daily_papers(date=DAY, sort="publishedAt"))
    assert [paper.id for paper in with_sort] == [paper.id for paper in papers]


def test_pages_follow_each_other(hub):
    first = [paper.id for paper in hub.list_daily_papers(date=DAY, limit=2)]
    second = [paper.id for paper in hub.list_daily_papers(date=DAY, limit=2, p=1)]
    assert first + second == [paper.id for paper in hub.list_daily_papers(date=DAY, limit=4)]


def test_a_week_and_a_month(hub):
    week = list(hub.list_daily_papers(week="2026-W24"))
    assert week and all(utc(2026, 6, 8) <= paper.submitted_at <= utc(2026, 6, 14) for paper in week)
    month = list(hub.list_daily_papers(month="2026-06"))
    assert month and all(utc(2026, 6, 1) <= paper.submitted_at <= utc(2026, 6, 30) for paper in month)


@pytest.mark.parametrize("wrong", [{"date": "2025-13-40"}, {"date": "trending"}, {"week": "2025-W60"},
                                   {"month": "2025-13"}, {"limit": 101}, {"limit": 0}])
def test_a_bad_parameter(hub, wrong):
    from huggingface_hub.errors import BadRequestError

    with pytest.raises(BadRequestError):
        list(hub.list_daily_papers(**wrong))


def test_trending(hub):
    assert list(hub.list_daily_papers(sort="trending"))


def test_whoami_of_nobody(hub):
    from huggingface_hub.errors import HfHubHTTPError

    with pytest.raises(HfHubHTTPError) as raised:
        hub.whoami(token="hf_of_nobody")
    assert raised.value.response.status_code == 401


def test_repositories_of_a_paper(hub):
    assert list(hub.list_models(filter=f"arxiv:{PAPER}")) == []


def test_the_commands(hf):
    listed = hf("ls", "--date", DAY, "--limit", "3", "--format", "json")
    assert listed.returncode == 0, listed.stderr
    assert len(json.loads(listed.stdout)) == 3
    found = hf("search", "multimodal graph reasoning", "--limit", "5", "--format", "json")
    assert PAPER in [paper["id"] for paper in json.loads(found.stdout)]
    assert json.loads(hf("info", PAPER, "--format", "json").stdout)["title"] == TITLE
    assert hf("read", PAPER).stdout.startswith(f"# {TITLE}")
    missing = hf("info", "1234.56789")
    assert missing.returncode == 1 and "not found" in missing.stderr
