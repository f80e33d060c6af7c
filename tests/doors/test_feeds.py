# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Feeds of every list, read by an independent parser, and by a subscriber who polls for a month."""

import datetime
import json
import random
import re
import time

import feedparser
import lxml.etree
import pytest

from conftest import run, serving

LISTS = {
    "days": "/papers", "day": "/papers/date/2026-06-12", "hostile day": "/papers/date/2026-08-20", "week": "/papers/week",
    "month": "/papers/month/2026-06", "trending": "/papers/trending", "window": "/papers/trending?days=30&category=cs.CL",
    "category": "/categories/cs.CL", "expression": "/categories/cs.AI+cs.LG-cs.CY", "author": "/authors/Bin%20Lin",
    "search": "/papers?q=language+models", "filtered": "/papers?q=agents&category=cs.CL&from=2026",
    "similar": "/papers/2603.05181/similar", "organization": "/organizations/AgiBot%20World",
}
EVERY_LIST = pytest.mark.parametrize("path", LISTS.values(), ids=LISTS.keys())
ATOM = "{http://www.w3.org/2005/Atom}"


def form(path, suffix):
    name, _, query = path.partition("?")
    return name + suffix + ("?" + query if query else "")


@EVERY_LIST
@pytest.mark.parametrize("suffix", [".atom", ".rss"])
def test_an_independent_parser_takes_every_feed(site, path, suffix):
    text = site.text(form(path, suffix))
    lxml.etree.fromstring(text.encode())  # well-formed, without mending
    feed = feedparser.parse(text.encode())
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.feed.title and feed.entries
    assert feed.version == {".atom": "atom10", ".rss": "rss20"}[suffix]
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids))
    for entry in feed.entries:
        assert entry.title and entry.link.startswith(site.base + "/papers/")
        assert entry.get("published_parsed"), entry.id


@EVERY_LIST
def test_json_feeds_are_what_version_1_1_says(site, path):
    status, headers, body = site.get(form(path, ".json"))
    feed = json.loads(body)
    assert status == 200 and headers["Content-Type"].startswith("application/feed+json")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str) and feed["items"]
    known = {"version", "title", "home_page_url", "feed_url", "next_url", "items", "description", "icon", "hubs"}
    assert set(feed) <= known
    for key in ("home_page_url", "feed_url"):
        assert feed[key].startswith(site.base)
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids)) and all(isinstance(one, str) and one for one in ids)
    for item in feed["items"]:
        assert isinstance(item["content_text"], str)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", item["date_published"])
        assert all(set(author) == {"name"} for author in item["authors"])
        assert all(isinstance(tag, str) for tag in item["tags"])


@EVERY_LIST
def test_the_page_of_a_list_leads_to_its_feeds(site, path):
    page = site.get(path, Accept="text/html")[2].decode()
    found = dict(re.findall(r'<link rel="alternate" type="([^"]+)" title="[^"]*" href="([^"]+)"', page))
    assert set(found) == {"application/atom+xml", "application/rss+xml", "application/feed+json", "text/markdown"}
    for address in found.values():
        assert site.get(address.replace("&amp;", "&"))[0] == 200


@EVERY_LIST
def test_a_feed_that_is_known_is_not_sent_again(site, path):
    for suffix in (".atom", ".rss", ".json"):
        _, headers, _ = site.get(form(path, suffix))
        assert site.get(form(path, suffix), **{"If-None-Match": headers["ETag"]})[0] == 304


def test_the_same_paper_has_the_same_id_everywhere(site):
    one = {entry.link: entry.id for entry in feedparser.parse(site.text("/papers/month/2026-06.atom")).entries}
    other = {entry.link: entry.id for entry in feedparser.parse(site.text("/papers/week/2026-W24.rss")).entries}
    common = set(one) & set(other)
    assert common and all(one[link] == other[link] for link in common)


def test_feeds_go_on_behind_their_first_page(site):
    seen, address = [], site.base + "/categories/cs.CL.atom"
    while address:
        root = lxml.etree.fromstring(site.text(address[len(site.base):]).encode())
        seen += [entry.findtext(ATOM + "id") for entry in root.iter(ATOM + "entry")]
        next_links = [link.get("href") for link in root.findall(ATOM + "link") if link.get("rel") == "next"]
        address = next_links[0] if next_links else None
    assert len(seen) == len(set(seen)) > 300


def paper(day, number, subject):
    return {"id": f"arxiv:2605.{number:05}", "title": f"{subject} of paper {number}", "abstract": f"On {subject.lower()}.",
            "authors": [f"Author {number}"], "published": day.isoformat(), "categories": ["cs.CL" if number % 2 else "cs.LG"]}


def test_a_subscriber_meets_every_paper_once_in_a_month(tmp_path):
    """A day brings up to 40 papers, some of them days old; each list is polled twice a day with what it said last."""
    rng = random.Random(20260701)
    feeds = {"/papers.atom?scope=all": lambda paper: True,
             "/categories/cs.CL.atom": lambda paper: paper["categories"] == ["cs.CL"],
             "/papers.atom?q=title:tides": lambda paper: paper["title"].startswith("Tides")}
    data = tmp_path / "data"
    made = []

    def ingest(papers):
        file = tmp_path / "batch.jsonl"
        file.write_text("".join(json.dumps(one) + "\n" for one in papers))
        run(data, "ingest", file)
        made.extend(papers)

    ingest([paper(datetime.date(2026, 4, 30), 1, "Tides"), paper(datetime.date(2026, 4, 30), 2, "Stones")])
    with serving(data) as site:
        tags, met, unchanged = {}, {path: [] for path in feeds}, 0

        def poll():
            nonlocal unchanged
            for path, entries in met.items():
                status, headers, body = site.get(path, **({"If-None-Match": tags[path]} if path in tags else {}))
                if status == 304:
                    unchanged += 1
                    continue
                assert status == 200
                tags[path] = headers["ETag"]
                known = set(entries)
                entries += [entry.id for entry in feedparser.parse(body).entries if entry.id not in known]

        poll()
        number = 3
        for offset in range(31):
            today = datetime.date(2026, 5, 1) + datetime.timedelta(days=offset)
            batch = []
            for _ in range(rng.randrange(0, 40)):
                day = today - datetime.timedelta(days=rng.choice([0, 0, 0, 1, 3]))
                batch.append(paper(day, number, rng.choice(["Tides", "Stones"])))
                number += 1
            if batch:
                ingest(batch)
                wanted = str(json.loads(site.text("/healthz"))["revision"])
                deadline = time.monotonic() + 20
                while str(json.loads(site.text("/healthz"))["searchable"]) < wanted and time.monotonic() < deadline:
                    time.sleep(0.02)
            poll()
            poll()
    for path, wants in feeds.items():
        expected = {f"https://arxiv.org/abs/{one['id'][6:]}" for one in made if wants(one)}
        assert len(met[path]) == len(set(met[path]))
        assert set(met[path]) == expected, path
    assert unchanged >= 31 * len(feeds)
