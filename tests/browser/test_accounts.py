# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""A reader's story: an account, a vote, a token, and out again; with scripts and without."""

import itertools
import json
import urllib.error
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PASSWORD, Reader, sign_up

NAMES = (f"reader-{number}" for number in itertools.count())


def test_a_reader_signs_up_votes_and_comes_back(reader):
    name = next(NAMES)
    sign_up(reader, name)
    page = reader.page
    assert "count" in page.inner_text("main")  # from when on votes do

    reader.open("/papers/2603.05181")
    page.get_by_role("button", name="Vote for it").click()
    page.get_by_role("button", name="take it back").wait_for()
    assert page.get_by_role("link", name=name).count() == 1

    reader.open("/settings")
    page.get_by_role("button", name="Log out", exact=True).click()
    page.wait_for_url("**/papers")
    reader.open("/papers/2603.05181")
    assert page.get_by_role("button", name="Vote").count() == 0

    # Who is sent to log in comes back to where they were going.
    reader.open("/settings")
    page.get_by_label("Name or mail address").fill(name)
    page.get_by_label("Password").fill("another password")
    page.get_by_role("button", name="Log in", exact=True).click()
    assert "no account with this name and password" in page.get_by_role("alert").inner_text()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/settings")
    reader.open("/papers/2603.05181")
    page.get_by_role("button", name="take it back").click()
    page.get_by_role("button", name="Vote for it").wait_for()


def test_a_token_of_the_page_acts_for_its_reader(reader, open_endpoint):
    sign_up(reader, next(NAMES))
    page = reader.page
    page.get_by_label("Name, so that").fill("laptop")
    page.get_by_label("It may").select_option("write")
    page.get_by_role("button", name="Make a token").click()
    token = page.locator(".secret").inner_text().strip()

    def ask(method, path):
        request = urllib.request.Request(open_endpoint + path, method=method,
                                         headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    assert ask("GET", "/api/whoami-v2")["auth"]["accessToken"]["displayName"] == "laptop"
    assert ask("POST", "/api/papers/2603.05181/vote")["upvoted"]
    reader.open("/settings")
    assert token not in page.content()
    page.get_by_role("button", name="Revoke").click()
    page.get_by_role("status").wait_for()
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask("GET", "/api/whoami-v2")
    assert refused.value.code == 401


@pytest.mark.parametrize("dark, width", [(False, 1440), (True, 360)], ids=["light and wide", "dark and narrow"])
def test_the_settings_are_accessible_and_fit(browser, open_endpoint, dark, width):
    reader = Reader(browser, open_endpoint, dark=dark, width=width)
    sign_up(reader, next(NAMES))
    found = Axe().run(reader.page)
    assert found.violations_count == 0, found.generate_report()[:3000]
    assert reader.fits()
    assert reader.complaints == []
    reader.context.close()
