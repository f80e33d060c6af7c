# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What the public client's own tests ask of a server, and every key of the public bodies, over seed/."""

import datetime
import json
import urllib.error
import urllib.request

import pytest

PAPER_KEYS = "id authors publishedAt title summary upvotes discussionId"
DAILY_KEYS = "paper publishedAt title summary thumbnail numComments submittedBy isAuthorParticipating"
USER_KEYS = "_id avatarUrl fullname isPro name type user isHf isHfAdmin isMod followerCount isUserFollowing"
FURTHER_PAPER_KEYS = ("mediaUrls submittedOnDailyAt submittedOnDailyBy projectPage githubRepo githubStars ai_summary "
                      "ai_keywords organization")
MODEL_KEYS = ("id author downloads likes lastModified private repoType gated isLikedByUser "
              "availableInferenceProviders pipeline_tag numParameters")
DATASET_KEYS = "id author downloads likes lastModified private repoType gated isLikedByUser"


@pytest.fixture(scope="session")
def get(endpoint):
    def ask(path):
        with urllib.request.urlopen(endpoint + path, timeout=30) as answer:
            return json.load(answer), answer.headers

    return ask


def has(thing, keys):
    assert set(keys.split()) <= thing.keys(), set(keys.split()) - thing.keys()


def utc(year, month, day):
    return datetime.datetime(year, month, day, tzinfo=datetime.timezone.utc)


def test_list_papers(hub):
    assert "The Llama 3 Herd of Models" in [paper.title for paper in hub.list_papers(query="llama")]
    assert len(list(hub.list_papers(query="llama", limit=2))) == 2


def test_paper_info(hub):
    from huggingface_hub.errors import HfHubHTTPError

    assert hub.paper_info("2407.21783").title == "The Llama 3 Herd of Models"
    with pytest.raises(HfHubHTTPError):
        hub.paper_info("1234.56789")


def test_linked_repositories(hub, get):
    paper = hub.paper_info("2601.15621")
    assert len(paper.linked_models) > 0 and len(paper.linked_spaces) > 0
    assert isinstance(paper.linked_datasets, list)
    body, _ = get("/api/papers/2601.15621")
    assert [body[f"numTotal{kind}"] for kind in ("Models", "Datasets", "Spaces")] == [1, 0, 1]


def test_a_daily_list(hub):
    papers = list(hub.list_daily_papers(date="2025-10-29"))
    assert papers and all(paper.id and paper.title for paper in papers)
    assert len(list(hub.list_daily_papers(date="2025-10-29", limit=10))) == 10
    assert list(hub.list_daily_papers(date="2025-10-29", p=100)) == []


@pytest.mark.parametrize("period, first, last", [({"week": "2025-W44"}, utc(2025, 10, 24), utc(2025, 11, 2)),
                                                 ({"month": "2025-10"}, utc(2025, 9, 30), utc(2025, 10, 31))])
def test_a_period(hub, period, first, last):
    papers = list(hub.list_daily_papers(**period))
    assert papers
    for paper in (papers[0], papers[-1]):
        assert first <= paper.submitted_at <= last


def test_a_submitter(hub):
    papers = list(hub.list_daily_papers(submitter="akhaliq"))
    assert [paper.id for paper in papers] == ["2608.02345", "2608.02346"]
    assert papers[0].submitted_by.fullname == "AK" and papers[0].submitted_by.username == "akhaliq"
    assert [paper.id for paper in hub.list_daily_papers(submitter="akhaliq", date="2026-08-20")] == ["2608.02346"]
    assert list(hub.list_daily_papers(submitter="nobody-at-all")) == []


def test_every_value_of_a_list_item(hub):
    paper = next(paper for paper in hub.list_daily_papers(date="2026-08-20") if paper.id == "2608.01234")
    assert paper.upvotes == 7 and paper.comments == 3
    assert paper.ai_summary == "Three sensors are enough to forecast a harbour."
    assert paper.ai_keywords == ["tides", "sparse sensing"]
    assert (paper.project_page, paper.github_repo) == ("https://tides.example", "https://github.com/tide-lab/tides")
    assert paper.github_stars == 42
    assert paper.organization.fullname == "Tide Lab" and paper.organization.avatar_url
    assert paper.submitted_by.username == "mokafor"
    assert paper.published_at == utc(2026, 8, 20) and paper.submitted_at == utc(2026, 8, 20)


def test_every_key_of_the_public_bodies(get):
    items, _ = get("/api/daily_papers?date=2026-08-20")
    item = next(item for item in items if item["id"] == "2608.01234")
    has(item, DAILY_KEYS)
    has(item, "mediaUrls organization")
    has(item["paper"], PAPER_KEYS)
    has(item["paper"], FURTHER_PAPER_KEYS)
    has(item["paper"]["authors"][0], "_id name hidden")
    has(item["submittedBy"], USER_KEYS)
    has(item["organization"], "_id name fullname avatar avatarUrl")
    found, _ = get("/api/papers/search?q=harbour+tides")
    has(found[0], DAILY_KEYS)
    has(found[0], "upvoted highlightedTitle highlightedSummary")
    flat, _ = get("/api/papers/2608.01234?field=comments")
    has(flat, PAPER_KEYS)
    has(flat, FURTHER_PAPER_KEYS)
    has(flat, "numComments comments linkedModels numTotalModels linkedDatasets numTotalDatasets linkedSpaces numTotalSpaces")
    has(flat["linkedModels"][0], MODEL_KEYS)
    has(flat["linkedDatasets"][0], DATASET_KEYS)
    assert flat["linkedDatasets"][0]["gated"] == "auto" and flat["linkedModels"][0]["gated"] is False
    has(flat["linkedSpaces"][0], "id emoji running featured")
    listed, _ = get("/api/papers?limit=1")
    has(listed[0], "id title upvotes publishedAt authors summary thumbnailUrl")


def test_the_whole_list_page_by_page(get):
    seen = []
    path = "/api/papers?limit=100&q=date:2026-08"
    while path:
        papers, headers = get(path)
        seen += [(paper["publishedAt"], paper["id"]) for paper in papers]
        link = headers.get("Link", "")
        assert link == "" or (link.startswith("<http://") and link.endswith('>; rel="next"'))
        path = "/api" + link.split("/api")[1].split(">")[0] if link else ""
    assert len(seen) == len(set(seen)) == int(headers["X-Total-Count"])
    assert [day for day, _ in seen] == sorted([day for day, _ in seen], reverse=True)


def test_repositories_by_filter(hub, get):
    assert [model.id for model in hub.list_models(filter="arxiv:2608.01234")] == ["tide-lab/tiny-tide"]
    assert [data.id for data in hub.list_datasets(filter="arxiv:2608.01234")] == ["tide-lab/harbour-3"]
    assert [space.id for space in hub.list_spaces(filter="arxiv:2608.01234")] == ["tide-lab/demo"]
    repositories, _ = get("/api/arxiv/2608.01234/repos")
    assert {kind: len(found) for kind, found in repositories.items()} == {"models": 1, "datasets": 1, "spaces": 1}


def test_people_and_organisations(hub):
    from huggingface_hub.errors import HfHubHTTPError

    assert hub.get_user_overview("akhaliq").fullname == "AK"
    assert list(hub.list_user_followers("akhaliq")) == []
    assert hub.get_organization_overview("tide-lab").fullname == "Tide Lab"
    assert list(hub.list_organization_members("tide-lab")) == []
    assert list(hub.list_collections(item="papers/2608.01234")) == []
    with pytest.raises(HfHubHTTPError):
        hub.get_user_overview("nobody-at-all")


@pytest.mark.parametrize("path, status", [("/api/papers/1234.56789", 404), ("/api/daily_papers?date=2025-13-40", 400),
                                          ("/api/whoami-v2", 401), ("/api/nothing", 404)])
def test_errors_are_told_as_clients_read_them(endpoint, path, status):
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(endpoint + path, timeout=30)
    answer = raised.value
    assert answer.code == status
    assert json.load(answer)["error"] == answer.headers["X-Error-Message"]
    assert answer.headers["X-Request-Id"]
    assert "X-Error-Code" not in answer.headers
