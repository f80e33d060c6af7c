# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What a reader follows: by the buttons of its pages, as one list, as a private feed; with scripts and without."""

import itertools
import urllib.error
import urllib.request

import feedparser
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Reader, sign_up

NAMES = (f"follower-{number}" for number in itertools.count())
PAPER = "2603.05181"
TITLE = "Mario: Multimodal Graph Reasoning with Large Language Models"
AUTHOR = "Yuanfu Sun"


@pytest.fixture
def reader(reader):
    sign_up(reader, next(NAMES))
    return reader


def follow(reader, path):
    reader.open(path)
    reader.page.get_by_role("button", name="+ Follow").click()
    reader.page.get_by_role("button", name="Following. Follow no more").wait_for()


def test_an_author_and_a_search_bring_their_papers(reader):
    page = reader.page
    follow(reader, f"/authors/{AUTHOR}")
    follow(reader, "/papers?q=multimodal+graph+reasoning")
    page.get_by_role("link", name="Following", exact=True).click()
    page.get_by_text("What you follow: 2").click()
    paper = page.locator(".kept", has=page.get_by_role("heading", name=TITLE))
    assert "because of" in paper.inner_text()
    for name in (AUTHOR, "multimodal graph reasoning"):
        paper.get_by_role("link", name=name, exact=True).last.wait_for()

    page.get_by_role("button", name=f"Follow {AUTHOR} no more").click()
    page.get_by_text("What you follow: 1").wait_for()
    reader.open(f"/authors/{AUTHOR}")
    page.get_by_role("button", name="+ Follow").wait_for()


def test_anything_can_be_followed_by_its_name(reader):
    page = reader.page
    reader.open("/following")
    for kind, target in [("Category", "cs.CL"), ("Keyword", "graph reasoning")]:
        page.get_by_label("Follow", exact=True).select_option(label=kind)
        page.get_by_label("Which").fill(target)
        page.get_by_role("button", name="Follow", exact=True).click()
        page.get_by_text("What you follow").wait_for()
    page.get_by_text("What you follow: 2").wait_for()
    assert page.locator(".kept").count() > 0
    page.get_by_label("Follow", exact=True).select_option("category")
    page.get_by_label("Which").fill("not an expression")
    page.get_by_role("button", name="Follow", exact=True).click()
    assert "as in cs.AI+cs.LG-cs.CY" in page.inner_text("main")
    reader.complaints.clear()  # the browser's own word for the 400


def test_what_is_followed_is_a_private_feed(reader, open_endpoint):
    page = reader.page
    follow(reader, f"/papers/{PAPER}")
    follow(reader, f"/authors/{AUTHOR}")
    reader.open("/settings/feeds")
    page.get_by_role("button", name="Make an address of: Everything that you follow").click()
    addresses = [one.inner_text() for one in page.locator("pre.secret").all()]
    assert len(addresses) == 3
    feed = feedparser.parse(urllib.request.urlopen(addresses[0]).read())
    assert not feed.bozo and TITLE in [entry.title for entry in feed.entries]
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    reader.open("/settings/feeds")
    assert "There is one since" in page.inner_text("main")
    page.get_by_role("button", name="Revoke the address of: Everything that you follow").click()
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(addresses[0])


@pytest.mark.parametrize("dark, width", [(False, 1440), (True, 360)], ids=["light and wide", "dark and narrow"])
def test_its_pages_are_accessible_and_fit(browser, open_endpoint, dark, width):
    reader = Reader(browser, open_endpoint, dark=dark, width=width)
    sign_up(reader, next(NAMES))
    follow(reader, f"/papers/{PAPER}")
    follow(reader, "/papers?q=" + "long" * 60)
    follow(reader, f"/authors/{AUTHOR}")
    for path in ["/following", "/settings/feeds", f"/authors/{AUTHOR}", "/papers?q=graphs", "/categories/cs.CL"]:
        reader.open(path)
        for summary in reader.page.locator("main details > summary").all():
            summary.click()
        found = Axe().run(reader.page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert reader.fits(), path
    assert reader.complaints == []
    reader.context.close()
