# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Every kind of page in a real browser: with scripts and without, light and dark, narrow and wide, by keyboard."""

import json
import re
import urllib.parse
import urllib.request
import xml.etree.ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe

import hostile

DAY = "/papers/date/2026-06-12"
HOSTILE_DAY = "/papers/date/2026-08-20"
PAGES = {
    "newest": ("/papers", 200), "day": (DAY, 200), "week": ("/papers/week/2026-W24", 200),
    "month": ("/papers/month/2026-06", 200), "trending": ("/papers/trending", 200),
    "hostile day": (HOSTILE_DAY, 200), "a day without papers": ("/papers/date/2001-01-01", 200),
    "search": ("/papers?q=language+models", 200), "next page": ("/papers?q=language+models&p=1", 200),
    "filtered": ("/papers?q=language+models+category:cs.CL&sort=date", 200),
    "somebody": ("/papers?q=Bin+Lin", 200),
    "no hits": ("/papers?q=zyzzyvaxyz", 200), "hostile search": ("/papers?q=%3Cscript%3Ealert(1)%3C/script%3E", 200),
    "similar": ("/papers/2603.05181/similar", 200), "similar by date": ("/papers/2603.05181/similar?sort=date", 200),
    "similar to several": ("/papers/similar?ids=2603.05181", 200), "similar to a text": ("/papers/similar", 200),
    "paper": ("/papers/2603.05181", 200), "long paper": (f"/papers/{hostile.identifier(0)}", 200),
    "wide paper": (f"/papers/{hostile.identifier(13)}", 200), "formulas": (f"/papers/{hostile.identifier(15)}", 200),
    "tall formulas": (f"/papers/{hostile.identifier(16)}", 200),
    "categories": ("/categories", 200), "expression": ("/categories/cs.CL+cs.AI-cs.CY", 200),
    "author": ("/authors/Bin%20Lin", 200), "nobody": ("/authors/Nobody%20Atall", 404),
    "trending window": ("/papers/trending?days=30&category=cs.CL", 200),
    "filters": ("/papers?q=language&category=cs.CL&from=2026-05&code=true&why=true", 200),
    "archive": ("/archive", 200), "year": ("/archive/2026", 200), "about": ("/about", 200),
    "venues": ("/venues", 200), "organizations": ("/organizations", 200), "no venue": ("/venues/Nowhere", 404),
    "hostile organization": (f"/organizations/{urllib.parse.quote(hostile.TEXTS[0], safe='')}", 200),
    "log in": ("/login?next=%2Fpapers", 200), "sign up": ("/signup", 200),
    "new password": ("/reset?code=x", 200), "confirm": ("/confirm?code=x", 200),
    "nobody's paper": ("/papers/1234.56789", 404), "no such day": ("/papers/date/2025-13-40", 400),
}
EVERY_PAGE = pytest.mark.parametrize("path, status", PAGES.values(), ids=PAGES.keys())



@EVERY_PAGE
def test_opens_with_scripts_and_says_the_same_without(readers, path, status):
    with_scripts, without = readers(), readers(scripts=False)
    assert with_scripts.open(path) == status and without.open(path) == status
    assert with_scripts.complaints == [] and without.complaints == []
    # Scripts add buttons and the first papers of a page that is linked, and no word of this one.
    with_scripts.page.evaluate("document.querySelectorAll('.copy, #theme, .suggestions, .similar ol').forEach(one => one.remove())")
    assert with_scripts.page.inner_text("body").split() == without.page.inner_text("body").split()
    assert with_scripts.page.title() != "owned"


@EVERY_PAGE
@pytest.mark.parametrize("dark, width", [(False, 1440), (True, 360)], ids=["light and wide", "dark and narrow"])
def test_is_accessible(readers, path, status, dark, width):
    reader = readers(dark=dark, width=width)
    assert reader.open(path) == status
    found = Axe().run(reader.page)
    assert found.violations_count == 0, found.generate_report()[:3000]


@EVERY_PAGE
def test_fits_its_window(readers, path, status):
    reader = readers(scripts=True)
    assert reader.open(path) == status
    for width in (360, 768, 1600):
        reader.page.set_viewport_size({"width": width, "height": 900})
        assert reader.fits(), width


@EVERY_PAGE
def test_links_lead_nowhere_else_than_they_may(readers, path, status):
    reader = readers(scripts=False)
    reader.open(path)
    for link in reader.page.query_selector_all("a[href], form[action], img[src], link[href]"):
        address = link.get_attribute("href") or link.get_attribute("action") or link.get_attribute("src")
        assert address.startswith(("/", "#", "?", "https://", "http://")) and not address.startswith("//"), address


@pytest.mark.parametrize("number", range(len(hostile.TEXTS)))
def test_hostile_papers_stay_text_on_their_page(readers, number):
    reader = readers()
    assert reader.open(f"/papers/{hostile.identifier(number)}") == 200
    assert reader.complaints == []
    heading = reader.page.text_content("h1")
    assert heading.strip().startswith(f"Paper {number}")
    assert reader.page.query_selector("h1 script, h1 img, h1 svg, h1 iframe, h1 a, article script, main iframe") is None
    # Tags that titles are known to have go, braces are TeX; all the rest is there as it was written.
    for mark in ("<script>", "<img src=x", "</h1><svg onload", "TITLE", "[a link](javascript:alert(1))", "%3Cscript%3E"):
        if mark in hostile.TEXTS[number]:
            assert mark in heading


def test_hostile_papers_stay_text_in_feeds(endpoint):
    def read(suffix):
        with urllib.request.urlopen(endpoint + HOSTILE_DAY + suffix, timeout=30) as answer:
            return answer.read()

    atom = xml.etree.ElementTree.fromstring(read(".atom"))
    name = "{http://www.w3.org/2005/Atom}"
    titles = {entry.findtext(name + "title") for entry in atom.iter(name + "entry")}
    rss = {item.findtext("title") for item in xml.etree.ElementTree.fromstring(read(".rss")).iter("item")}
    items = {item["title"] for item in json.loads(read(".json"))["items"]}
    assert titles == rss == items and len(titles) == len(hostile.TEXTS)
    assert {f"Paper {number} {hostile.TEXTS[number]}" for number in (0, 1, 10, 12)} <= titles


def test_hostile_papers_stay_text_in_the_api_and_markdown(endpoint):
    for number, text in enumerate(hostile.TEXTS):
        with urllib.request.urlopen(f"{endpoint}/api/papers/{hostile.identifier(number)}", timeout=30) as answer:
            assert answer.headers["Content-Type"].startswith("application/json")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            body = answer.read().decode()
        assert "<" not in body, "nothing of it can open a tag wherever it is pasted"
        # Controls that turn the direction of a line are taken out, for readers everywhere.
        said = re.sub("[\u202a-\u202e\u2066-\u2069]", "", f"Paper {number} {text}")
        assert json.loads(body)["title"].startswith(said[:24].rstrip())
        with urllib.request.urlopen(f"{endpoint}/papers/{hostile.identifier(number)}.md", timeout=30) as answer:
            assert answer.headers["Content-Type"].startswith("text/markdown")
            markdown = answer.read().decode()
        unescaped = re.sub(r"\\.", "", markdown)
        assert "<script" not in unescaped and "](javascript:" not in unescaped


def test_somebody_is_found_by_name_and_leads_to_all_papers_of_that_name(readers):
    reader = readers(scripts=False)
    reader.open(PAGES["somebody"][0])
    assert "Bin Lin" in reader.page.inner_text(".results article >> nth=0")
    reader.page.click(".note a:text('Bin Lin')")
    assert reader.page.input_value("input[name=q]") == 'author:"Bin Lin"'
    cards = reader.page.locator(".results article").all_inner_texts()
    assert cards and all("Bin Lin" in card for card in cards)


def test_an_author_leads_to_all_papers_of_exactly_that_name(readers):
    reader = readers(scripts=False)
    reader.open(PAGES["somebody"][0])
    reader.page.click(".results article h2 a >> nth=0")
    reader.page.click(".authors a:text-is('Bin Lin')")
    assert reader.page.inner_text("h1") == "Bin Lin"
    assert "exactly this name" in reader.page.inner_text("main .note >> nth=0")
    assert reader.page.input_value("input[name=q]") == 'byline:"bin lin"'
    titles = reader.page.locator("article").all_inner_texts()
    assert titles and reader.page.inner_text(".count").startswith(str(len(titles)))


def fonts(reader):
    reader.page.evaluate("document.fonts.ready.then(() => true)")
    return reader.page.evaluate("[...document.fonts].map(font => [font.family.replaceAll('\"', ''), font.status])")


def test_formulas_come_with_their_font_and_other_pages_without(readers):
    reader = readers()
    reader.open("/papers?q=zyzzyvaxyz")
    assert fonts(reader) == [["Broadsheet Math", "unloaded"]]
    # A view for which the font is late goes without it; the next one has it.
    reader.open(PAGES["tall formulas"][0])
    assert fonts(reader) == [["Broadsheet Math", "loaded"]]
    reader.open(PAGES["tall formulas"][0])
    height = reader.page.evaluate("document.querySelector('h1 mfrac').getBoundingClientRect().height")
    brackets = reader.page.evaluate("""[...document.querySelectorAll('h1 mo')].filter(mo => '()'.includes(mo.textContent))
        .map(mo => mo.getBoundingClientRect().height)""")
    assert len(brackets) == 2 and min(brackets) > height * 0.9
    assert reader.complaints == []


def test_by_keyboard(readers):
    reader = readers()
    reader.open(DAY)
    seen = []
    for _ in range(12):
        reader.page.keyboard.press("Tab")
        seen.append(reader.page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.name"))
        assert reader.page.evaluate("""() => { const s = getComputedStyle(document.activeElement);
            return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0; }"""), f"no focus ring on {seen[-1]}"
    assert "q" in seen, "the search box"
    reader.page.focus("input[name=q]")
    reader.page.keyboard.type("language models")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/papers?q=language*")
    assert reader.complaints == []
