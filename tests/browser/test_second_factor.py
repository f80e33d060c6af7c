# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""A reader's second factor, a lost password, everything taken along, and a last goodbye; with scripts and without."""

import base64
import hashlib
import hmac
import itertools
import json
import subprocess
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PASSWORD, PROGRAM, Reader, sign_up

NAMES = (f"member-{number}" for number in itertools.count())


def digits(secret, steps_ahead=0):
    """What a telephone shows (RFC 6238), after so many half minutes."""
    step = int(time.time()) // 30 + steps_ahead
    digest = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at:at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def log_out(reader):
    reader.open("/settings")
    reader.page.get_by_role("button", name="Log out", exact=True).click()
    reader.page.wait_for_url("**/papers")


def log_in(reader, name, password=PASSWORD):
    reader.open("/login")
    page = reader.page
    page.get_by_label("Name or mail address").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in", exact=True).click()


def switch_on(reader):
    """The secret and the recovery codes."""
    page = reader.page
    reader.open("/settings")
    page.get_by_label("Present password").nth(1).fill(PASSWORD)
    page.get_by_role("button", name="Make a secret for my telephone").click()
    secret = page.locator(".secret").inner_text().strip()
    page.get_by_label("The six digits that it shows now").fill(digits(secret))
    page.get_by_role("button", name="Switch it on").click()
    codes = page.locator(".secret").inner_text().split()
    assert len(codes) == 8
    return secret, codes


def test_logging_in_takes_a_telephone_or_a_recovery_code(reader):
    name = next(NAMES)
    page = reader.page
    sign_up(reader, name)
    secret, codes = switch_on(reader)
    log_out(reader)

    log_in(reader, name)
    field = page.get_by_label("The six digits that your telephone shows now")
    field.fill("12")
    page.get_by_role("button", name="Log in", exact=True).click()
    assert "not right" in page.get_by_role("alert").inner_text()
    field.fill(digits(secret, steps_ahead=1))
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/papers")
    log_out(reader)

    log_in(reader, name)
    field.fill(codes[3])
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/papers")

    reader.open("/settings")
    page.get_by_label("Present password").nth(1).fill(PASSWORD)
    page.get_by_label("The six digits that your telephone shows now").fill(codes[4])
    page.get_by_role("button", name="Switch it off").click()
    assert "The second factor is off" in page.get_by_role("status").inner_text()
    log_out(reader)
    log_in(reader, name)
    page.wait_for_url("**/papers")


def test_a_link_of_the_operator_sets_a_new_password(reader, open_data):
    name = next(NAMES)
    page = reader.page
    sign_up(reader, name)
    log_out(reader)
    reset = subprocess.run([PROGRAM, "--data", open_data, "account", "reset", name], check=True, capture_output=True, text=True)
    link = reset.stdout.strip()
    reader.open(link)
    reader.open(link)  # looking at it does nothing
    page.get_by_label("New password").fill("an even better password")
    page.get_by_role("button", name="Set it").click()
    page.get_by_role("status").wait_for()
    log_in(reader, name, "an even better password")
    page.wait_for_url("**/papers")
    log_out(reader)
    reader.open(link)
    page.get_by_label("New password").fill("one more password")
    page.get_by_role("button", name="Set it").click()
    assert "This link was used" in page.get_by_role("alert").inner_text()


def test_a_link_confirms_an_address(reader, open_data):
    name = next(NAMES)
    sign_up(reader, name)
    link = subprocess.run([PROGRAM, "--data", open_data, "account", "confirm-link", name], check=True, capture_output=True, text=True)
    reader.open(link.stdout.strip())
    reader.page.get_by_role("button", name="This address is mine").click()
    assert "Your address is confirmed" in reader.page.get_by_role("status").inner_text()


def test_a_reader_takes_everything_along_and_goes(reader):
    name = next(NAMES)
    page = reader.page
    sign_up(reader, name)
    reader.open("/papers/2603.05181")
    page.get_by_role("button", name="Vote for it").click()
    page.get_by_role("button", name="take it back").wait_for()
    reader.open("/settings")
    with page.expect_download() as download:
        page.get_by_role("link", name="One file with all of it").click()
    document = json.loads(download.value.path().read_text())
    assert download.value.suggested_filename == f"broadsheet-{name}.json"
    assert document["votes"][0]["paper"] == "arxiv:2603.05181"

    page.get_by_label("To delete your account").fill(PASSWORD)
    page.get_by_role("button", name="Delete my account").click()
    page.wait_for_url("**/papers")
    log_in(reader, name)
    assert "no account with this name and password" in page.get_by_role("alert").inner_text()


@pytest.mark.parametrize("dark, width", [(False, 1440), (True, 360)], ids=["light and wide", "dark and narrow"])
def test_the_pages_are_accessible_and_fit(browser, open_endpoint, dark, width):
    reader = Reader(browser, open_endpoint, dark=dark, width=width)

    def look():
        found = Axe().run(reader.page)
        assert found.violations_count == 0, found.generate_report()[:3000]
        assert reader.fits()

    name = next(NAMES)
    sign_up(reader, name)
    switch_on(reader)
    look()
    reader.open("/reset?code=x")
    look()
    log_out(reader)
    log_in(reader, name)
    reader.page.get_by_label("The six digits").wait_for()
    look()
    assert reader.complaints == []
    reader.context.close()
