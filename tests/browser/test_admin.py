# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The pages of those who look after a server, and one reader alone; with scripts and without."""

import itertools
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PROGRAM, ROOT, Reader, serving
from valid_html import complaints_of

PASSWORD = "correct horse battery"
NAMES = (f"guest-{number}" for number in itertools.count())


def run(data, *words, text=None):
    return subprocess.run([PROGRAM, "--data", data, *words], check=True, capture_output=True, text=True, input=text).stdout


def sample():
    return sorted((ROOT / "sample").glob("*.jsonl"))


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("admin") / "data"
    run(folder, "config", "set", "readers.second_factor", "optional")
    run(folder, "account", "add", "boss", "--admin", text=PASSWORD + "\n")
    run(folder, "source", "add", "tides", "https://tides.invalid/oai", "--as", "oai-pmh")
    run(folder, "source", "pause", "tides")
    return folder


@pytest.fixture(scope="module")
def address(data):
    with serving(data, sample()) as endpoint:
        yield endpoint


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def boss(browser, address, request):
    one = Reader(browser, address, scripts=request.param)
    log_in(one)
    yield one
    assert one.complaints == []
    one.context.close()


def log_in(reader, name="boss"):
    reader.open("/login")
    page = reader.page
    page.get_by_label("Name or mail address").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/papers")


def test_an_admin_sees_how_it_is_doing(boss):
    page = boss.page
    page.get_by_role("link", name="Administration").click()
    assert "up to date" in page.inner_text("main")
    assert "record" in page.inner_text("main")
    page.get_by_role("link", name="settings", exact=True).click()
    assert "readers.second_factor = optional" in page.inner_text("main")


def test_an_admin_looks_after_readers(boss, data):
    name = next(NAMES)
    run(data, "account", "add", name, text=PASSWORD + "\n")
    page = boss.page
    boss.open("/admin/readers")
    page.get_by_label("Names that begin with").fill(name)
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_label("It may act as").select_option("moderator")
    page.get_by_role("button", name="Set the role").click()
    page.get_by_role("status").wait_for()
    assert page.get_by_label("It may act as").input_value() == "moderator"
    page.get_by_role("button", name="Ban", exact=True).click()
    page.get_by_role("button", name="Take the ban back").click()
    page.get_by_role("button", name="Ban", exact=True).wait_for()

    boss.open("/admin/readers/boss")
    page.get_by_role("button", name="Ban", exact=True).click()
    assert "your own account" in page.get_by_role("alert").inner_text()


def test_an_invitation_of_a_page_makes_an_account(boss, browser, address):
    page = boss.page
    boss.open("/admin/readers")
    page.get_by_role("button", name="Make an invitation").click()
    link = page.locator(".secret").inner_text().strip()
    guest = Reader(browser, address)
    guest.open(link)
    name = next(NAMES)
    guest.page.get_by_label("Name,").fill(name)
    guest.page.get_by_label("Mail address").fill(f"{name}@tides.example")
    guest.page.get_by_label("Password").fill(PASSWORD)
    guest.page.get_by_role("button", name="Make the account").click()
    guest.page.get_by_role("heading", name=name).wait_for()
    assert guest.page.get_by_role("link", name="Administration").count() == 0
    assert guest.open("/admin") == 403
    guest.context.close()


def test_a_source_is_resumed_and_paused(boss):
    page = boss.page
    boss.open("/admin/sources")
    page.get_by_role("button", name="Resume tides").click()
    assert "tides goes on" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Pause tides").click()
    assert "tides is paused" in page.get_by_role("status").inner_text()


@pytest.mark.parametrize("dark, width", [(False, 1440), (True, 360)], ids=["light and wide", "dark and narrow"])
def test_the_pages_are_accessible_and_fit(browser, address, dark, width):
    reader = Reader(browser, address, dark=dark, width=width)
    log_in(reader)
    for path in ("/admin", "/admin/readers", "/admin/readers/boss", "/admin/sources", "/admin/settings"):
        reader.open(path)
        found = Axe().run(reader.page)
        assert found.violations_count == 0, (path, found.generate_report()[:3000])
        assert reader.fits(), path
    assert reader.complaints == []
    reader.context.close()


def test_the_pages_are_valid_html(browser, address, tmp_path):
    reader = Reader(browser, address)
    log_in(reader)
    for number, path in enumerate(("/admin", "/admin/readers", "/admin/readers/boss", "/admin/sources", "/admin/settings",
                                   "/settings")):
        page = reader.page.request.get(path, headers={"Accept": "text/html"})
        (tmp_path / f"{number}.html").write_bytes(page.body())
    assert complaints_of(tmp_path) == ""
    reader.context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_one_reader_alone_logs_in_nowhere(browser, tmp_path, scripts):
    folder = tmp_path / "data"
    run(folder, "config", "set", "readers.mode", "single")
    with serving(folder, sample()) as address:
        reader = Reader(browser, address, scripts=scripts)
        page = reader.page
        reader.open("/papers/2603.05181")
        page.get_by_role("button", name="Vote for it").click()
        page.get_by_role("button", name="take it back").wait_for()
        page.get_by_role("link", name="you", exact=True).click()
        assert page.get_by_role("button", name="Log out", exact=True).count() == 0
        assert "Your votes count" in page.inner_text("main")
        page.get_by_role("link", name="Administration").click()
        page.get_by_role("heading", name="Administration").wait_for()
        assert reader.complaints == []
        reader.context.close()


def test_who_has_company_logs_in(browser, data, tmp_path):
    """One reader is what the operator says, and nothing speaks against: here others have accounts."""
    folder = tmp_path / "data"
    run(folder, "account", "add", "boss", "--admin", text=PASSWORD + "\n")
    run(folder, "config", "set", "readers.mode", "single")
    with serving(folder, sample()) as address:
        reader = Reader(browser, address)
        reader.open("/settings")
        assert reader.page.get_by_role("heading", name="Log in").count() == 1
        reader.context.close()
