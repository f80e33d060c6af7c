# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What is for a reader, by what the reader keeps; with scripts and without."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Reader, sign_up

NAMES = (f"keeper-{number}" for number in itertools.count())


def save_first_result(reader, query):
    reader.open(f"/papers?q={query}")
    reader.page.locator(".headline a").first.click()
    reader.page.get_by_role("button", name="☆ Save").click()
    reader.page.get_by_text("★ Saved").wait_for()


def test_what_is_like_what_is_kept_is_shown_until_it_is_refused(reader):
    sign_up(reader, next(NAMES))
    page = reader.page
    page.get_by_role("link", name="For you", exact=True).click()
    page.get_by_text("Nothing yet.").wait_for()
    save_first_result(reader, "autoregressive+image+generation")
    page.get_by_role("link", name="For you", exact=True).click()
    first = page.locator(".kept").first
    title = first.locator(".headline").inner_text()
    assert "words of papers you keep" in first.inner_text()
    first.get_by_role("button", name="Not for me").click()
    page.get_by_role("heading", name="For you").wait_for()
    assert page.locator(".kept").count() > 0
    assert title not in page.locator(".headline").all_inner_texts()


@pytest.mark.parametrize("dark, width", [(False, 1440), (True, 360)], ids=["light and wide", "dark and narrow"])
def test_the_page_is_accessible_and_fits(browser, open_endpoint, dark, width):
    reader = Reader(browser, open_endpoint, dark=dark, width=width)
    sign_up(reader, next(NAMES))
    save_first_result(reader, "video")
    reader.open("/for-you")
    assert reader.page.locator(".kept").count() > 0
    found = Axe().run(reader.page)
    assert found.violations_count == 0, found.generate_report()
    assert reader.fits()
    assert reader.complaints == []
    reader.context.close()
