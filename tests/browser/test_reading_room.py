# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What pages promise besides their words: valid HTML, few bytes, no jumping, and a way through them by keyboard."""

import gzip
import re
import urllib.request

import pytest

from test_pages import EVERY_PAGE, PAGES
from valid_html import complaints_of

PAGE_BYTES_MAX = 60 * 1024  # compressed, with what it loads but fonts


def test_every_page_is_valid_html(endpoint, tmp_path):
    for name, (path, _) in PAGES.items():
        request = urllib.request.Request(endpoint + path, headers={"Accept": "text/html"})
        try:
            body = urllib.request.urlopen(request, timeout=30).read()
        except urllib.error.HTTPError as error:
            body = error.read()
        (tmp_path / (re.sub(r"\W+", "-", name) + ".html")).write_bytes(body)
    assert complaints_of(tmp_path) == ""


@EVERY_PAGE
def test_a_page_is_small(readers, path, status):
    reader = readers()
    sizes = {}

    def count(response):
        if response.status != 200 and response.url.endswith(path):
            return
        encoding = response.headers.get("content-encoding")
        body = response.body() if response.status == 200 else b""
        if "font" in response.headers.get("content-type", ""):
            return
        # Browsers give bodies unpacked; gzip stands for what was sent, which is never more.
        sizes[response.url] = len(gzip.compress(body)) if encoding or "image/svg" in response.headers.get(
            "content-type", "") else len(body)

    reader.page.on("response", count)
    try:
        assert reader.open(path) == status
    finally:
        reader.page.remove_listener("response", count)
    assert sum(sizes.values()) <= PAGE_BYTES_MAX, sizes


@EVERY_PAGE
def test_nothing_jumps(readers, path, status):
    reader = readers()
    assert reader.open(path) == status
    shift = reader.page.evaluate("""() => new Promise(resolve => {
        let shift = 0;
        new PerformanceObserver(list => {
            for (const entry of list.getEntries()) shift += entry.value;
        }).observe({type: 'layout-shift', buffered: true});
        setTimeout(() => resolve(shift), 150);
    })""")
    assert shift == 0


def test_similar_papers_come_where_a_reader_comes_near(readers):
    reader = readers()
    reader.open(PAGES["paper"][0])
    similar = reader.page.locator(".similar")
    similar.scroll_into_view_if_needed()
    first = similar.locator("ol a").first
    first.wait_for()
    assert 1 <= similar.locator("ol a").count() <= 5 and similar.locator("mark").count() == 0
    with reader.page.expect_navigation():
        first.click()
    assert reader.page.locator("article.paper").count() == 1


def test_similar_papers_are_a_link_without_scripts(readers):
    reader = readers(scripts=False)
    reader.open(PAGES["paper"][0])
    with reader.page.expect_navigation():
        reader.page.locator(".similar a").click()
    assert reader.page.locator(".results .card").count() > 0


def test_a_walk_by_keyboard_reads_searches_opens_and_cites(readers):
    reader = readers()
    page = reader.page
    reader.open(PAGES["day"][0])
    first, second = page.locator(".card .headline a").all()[:2]
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.href").endswith(first.get_attribute("href"))
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.href").endswith(second.get_attribute("href"))
    page.keyboard.press("k")
    address = first.get_attribute("href")
    with page.expect_navigation():
        page.keyboard.press("o")
    assert page.url.endswith(address)

    page.keyboard.press("c")
    assert page.locator("details.cite").get_attribute("open") is not None
    assert "@" in page.inner_text("details.cite pre")
    page.keyboard.press("Tab")
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog#keys").is_visible()

    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("language models")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "q=language+models" in page.url and page.locator(".results .card").count() > 0
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/papers/" in page.url
    assert reader.complaints == []


def test_keys_are_letters_where_somebody_types(readers):
    reader = readers()
    reader.open(PAGES["day"][0])
    reader.page.focus("#q")
    reader.page.keyboard.type("jk?/o")
    assert reader.page.input_value("#q") == "jk?/o"
    assert reader.page.locator("dialog#keys").count() == 0


def test_suggestions_come_while_somebody_types_and_are_chosen_by_keyboard(readers):
    reader = readers()
    page = reader.page
    reader.open("/papers")
    page.focus("#q")
    page.keyboard.type("Bin Lin", delay=20)
    page.wait_for_selector("#suggestions li:has-text('Bin Lin')")
    texts = page.locator("#suggestions li").all_inner_texts()
    assert any(text.startswith("Bin Lin") for text in texts), texts
    assert page.get_attribute("#q", "aria-expanded") == "true"
    at = next(index for index, text in enumerate(texts) if text.startswith("Bin Lin"))
    for _ in range(at + 1):
        page.keyboard.press("ArrowDown")
    assert page.get_attribute("#q", "aria-activedescendant") == f"suggestion-{at}"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/authors/Bin%20Lin")
    assert reader.complaints == []


def test_suggestions_go_with_escape_and_without_focus(readers):
    reader = readers()
    page = reader.page
    reader.open("/papers")
    page.focus("#q")
    page.keyboard.type("langu", delay=20)
    page.wait_for_selector("#suggestions li")
    page.keyboard.press("Escape")
    assert page.locator("#suggestions").is_hidden() and page.input_value("#q") == "langu"


def test_hostile_titles_stay_text_in_suggestions(readers):
    reader = readers()
    page = reader.page
    reader.open("/papers")
    page.focus("#q")
    page.keyboard.type("Paper ", delay=20)
    page.wait_for_selector("#suggestions li")
    assert page.query_selector("#suggestions script, #suggestions img, #suggestions a") is None
    assert page.title() != "owned" and reader.complaints == []


def test_filters_hold_as_soon_as_they_are_set(readers):
    reader = readers()
    page = reader.page
    reader.open("/papers?q=language")
    before = page.inner_text(".count >> nth=0")
    page.click(".filters summary")
    page.check("input[name=code]")
    page.wait_for_function("text => document.querySelector('.count').innerText !== text", arg=before)
    assert "code=true" in page.url and "With code" in page.inner_text(".set-filters")
    page.click(".set-filters a")
    assert page.inner_text(".count >> nth=0") == before


def test_filters_work_without_scripts(readers):
    reader = readers(scripts=False)
    page = reader.page
    reader.open("/papers?q=language")
    page.click(".filters summary")
    page.fill("input[name=category]", "cs.CV-cs.CL")
    page.fill("input[name=from]", "2026-05")
    page.click(".filters button")
    assert page.locator(".set-filters li").count() == 2
    cards = page.locator(".results .card").all_inner_texts()
    assert cards and all("cs.CL" not in card for card in cards)
    page.click(".set-filters a >> nth=0")
    assert page.locator(".set-filters li").count() == 1


def test_the_reader_chooses_the_colours(readers):
    reader = readers()
    page = reader.page
    reader.open("/papers")
    background = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(background)
    page.click("#theme")
    page.click("#theme")
    assert page.inner_text("#theme") == "Colours: dark" and page.evaluate(background) != light
    dark = page.evaluate(background)
    page.reload()
    assert page.evaluate(background) == dark
    page.click("#theme")
    assert page.evaluate(background) == light


def test_citations_are_copied(readers):
    reader = readers()
    page = reader.page
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open(PAGES["paper"][0])
    page.click("details.cite summary")
    page.click("details.cite pre + .copy")
    page.wait_for_selector("text=Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@") and "\n  title = {" in copied


def test_a_page_on_paper_is_its_words(readers):
    reader = readers()
    reader.open(PAGES["paper"][0])
    reader.page.emulate_media(media="print")
    try:
        assert reader.page.locator("h1").is_visible() and reader.page.locator(".abstract").is_visible()
        for part in (".search", ".sections", ".colophon", ".thumbnail >> nth=0"):
            assert not reader.page.locator(part).is_visible(), part
    finally:
        reader.page.emulate_media(media="screen")


def test_the_calendar_leads_to_other_days(readers):
    reader = readers(scripts=False)
    page = reader.page
    reader.open(PAGES["day"][0])
    page.click(".month summary")
    page.click(".calendar td a:text-is('11')")
    assert page.url.endswith("/papers/date/2026-06-11")
