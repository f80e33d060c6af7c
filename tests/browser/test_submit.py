# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Papers that readers ask for by their ids, and the admin who looks at it; with scripts and without."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Reader, sign_up

NAMES = (f"submitter-{number}" for number in itertools.count())


def test_a_paper_that_is_not_here_is_asked_for(reader):
    sign_up(reader, next(NAMES))
    page = reader.page
    reader.open("/papers/submit")
    assert "counts once your address is confirmed" in page.inner_text("main")
    page.get_by_label("Id or address").fill("doi:10.1000/nobody.has.this")
    page.get_by_role("button", name="Only fetch it").click()
    page.get_by_role("heading", name="What you asked for").wait_for()
    assert "10.1000/nobody.has.this" in page.inner_text(".own-things")
    page.get_by_label("Id or address").fill("<b>nothing</b>")
    page.get_by_role("button", name="Only fetch it").click()
    assert "is no id" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Id or address").input_value() == "<b>nothing</b>"


@pytest.mark.parametrize("dark, width", [(False, 1440), (True, 360)], ids=["light and wide", "dark and narrow"])
def test_its_page_is_accessible_and_fits(browser, open_endpoint, dark, width):
    reader = Reader(browser, open_endpoint, dark=dark, width=width)
    sign_up(reader, next(NAMES))
    reader.open("/papers/submit")
    found = Axe().run(reader.page)
    assert found.violations_count == 0, found.generate_report()
    assert reader.fits() and reader.complaints == []
    reader.context.close()
