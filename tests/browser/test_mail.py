# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The morning mail by its pages and letters, over a real mail server: with scripts and without. What mail programs and other
programs do is in tests/mail."""

import datetime
import itertools
import pathlib
import sys
import urllib.parse

import pytest
import valid_html
from axe_playwright_python.sync_playwright import Axe
from conftest import PASSWORD, Reader, sign_up

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "mail"))

import mailing  # noqa: E402
import real_server  # noqa: E402
from mailing import DUE_TODAY, DUE_TOMORROW, LATER, ask, papers, write_lines  # noqa: E402

NAMES = (f"mailed-{number}" for number in itertools.count())
PAPER = "2611.00000"
TITLE = "Tide 0 of the day 0 before"


@pytest.fixture(scope="module", params=["postfix", "faults"])
def site(request, tmp_path_factory):
    if request.param == "postfix" and (reason := real_server.unavailable()):
        pytest.skip(reason)
    with mailing.mail_server(request.param) as server, mailing.Site(tmp_path_factory.mktemp("mailed"), server) as one:
        yield one


@pytest.fixture(scope="module")
def quick_site(tmp_path_factory):
    with mailing.mail_server("faults") as server, mailing.Site(tmp_path_factory.mktemp("pages"), server) as one:
        yield one


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def reader(browser, site, request):
    one = Reader(browser, site.url, scripts=request.param)
    one.name = next(NAMES)
    yield one
    assert one.complaints == []
    one.context.close()


def choose_hour(page, at, zone):
    page.get_by_label("At", exact=True).fill(at)
    page.get_by_label("Time zone").fill(zone)


def path_of(url):
    split = urllib.parse.urlsplit(url)
    return split.path + ("?" + split.query if split.query else "")


def test_from_the_first_letter_to_the_last(reader, site):
    page = reader.page
    address = f"{reader.name}@readers.test"

    # By address alone.
    reader.open("/papers")
    page.get_by_role("link", name="By mail").click()
    page.get_by_label("Your mail address").fill(address)
    page.get_by_label("Every day").check()
    choose_hour(page, **LATER)
    page.get_by_label("Papers in a letter, at most").select_option("3")
    page.get_by_label("The front page").check()
    page.get_by_label("Category: one a line").fill("cs.CL\ncs.LG")
    page.get_by_role("button", name="Subscribe").click()
    page.get_by_role("heading", name="Look into your mail").wait_for()
    asks = site.letter(reader.name, 1)
    assert asks["Subject"] == "Confirm your subscription"

    reader.open(path_of(asks.link("/subscribe/confirm")))
    page.get_by_role("button", name="Yes, send them to me").click()
    page.get_by_role("heading", name="You are subscribed").wait_for()
    page.get_by_role("link", name="Change what you get").click()
    choose_hour(page, **DUE_TODAY)
    page.get_by_role("button", name="Keep these choices").click()
    page.get_by_text("Changed.").wait_for()
    first = site.letter(reader.name, 2)
    assert len(first.titles()) == 3

    # An account takes it over, once its address is confirmed.
    sign_up(reader, reader.name, address)
    confirms = site.letter(reader.name, 3)
    reader.open(path_of(confirms.link("/confirm")))
    page.get_by_role("button", name="This address is mine").click()
    page.get_by_text("Your address is confirmed").wait_for()
    reader.open(f"/papers/{PAPER}")
    page.get_by_role("button", name="+ Follow").click()
    page.get_by_role("button", name="Following. Follow no more").wait_for()
    reader.open("/settings")
    page.get_by_role("link", name="By mail", exact=True).click()
    assert "The next one is due" in page.inner_text("main")
    page.get_by_label("New versions of what I keep").check()
    page.get_by_label("What I follow").check()
    page.get_by_role("button", name="Keep these choices").click()
    page.get_by_text("Kept.").wait_for()

    # A new version of what is followed.
    record = next(one for one in papers() if one["id"].endswith(PAPER))
    day = datetime.date.fromisoformat(record["published"]) + datetime.timedelta(days=len(site.rows("SELECT 1 FROM accounts")))
    site.cli("ingest", write_lines(site.folder / "version.jsonl", [{**record, "updated": str(day)}]))
    choose_hour(page, **DUE_TOMORROW)
    page.get_by_role("button", name="Keep these choices").click()
    page.get_by_text("Kept.").wait_for()
    second = site.letter(reader.name, 4)
    assert "new version" in second.text and TITLE in second.text
    assert not (set(second.titles()) - {TITLE}) & set(first.titles())

    # One click of a mail program, with the link of an older letter.
    assert ask(first.one_click, b"List-Unsubscribe=One-Click").status == 200
    reader.open("/settings/mail")
    assert "You get no digest yet" in page.inner_text("main")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("The next one is due").wait_for()

    # And the link in the letter, by whoever has the letter, without an account.
    reader.context.clear_cookies()
    reader.open(path_of(second.link("/unsubscribe")))
    page.get_by_role("button", name="Send me nothing more").click()
    page.get_by_role("heading", name="You are unsubscribed").wait_for()
    site.pretend("UPDATE subscribers SET next_at = 0")
    site.settled()
    assert len(site.letters(reader.name, 4)) == 4


def test_a_forgotten_password(reader, site):
    page = reader.page
    sign_up(reader, reader.name, f"{reader.name}@readers.test")
    reader.open(path_of(site.letter(reader.name, 1).link("/confirm")))
    page.get_by_role("button", name="This address is mine").click()
    reader.context.clear_cookies()
    reader.open("/login")
    page.get_by_role("link", name="Forgot the password?").click()
    page.get_by_label("Name or mail address").fill(reader.name)
    page.get_by_role("button", name="Send me a link").click()
    page.get_by_text("Look into your mail").wait_for()
    reader.open(path_of(site.letter(reader.name, 2).link("/reset")))
    page.get_by_label("New password").fill(PASSWORD + " anew")
    page.get_by_role("button", name="Set it").click()
    page.get_by_text("The password is set").wait_for()


def test_what_is_wrong_is_said_and_nothing_is_to_be_filled_in_again(browser, quick_site):
    reader = Reader(browser, quick_site.url, scripts=False)
    page = reader.page
    reader.open("/subscribe")
    page.get_by_label("Your mail address").fill("ada@readers.test")
    page.get_by_label("Once a week").check()
    page.get_by_label("Day of the week").select_option("Sunday")
    page.get_by_label("Time zone").fill("Atlantis/Capital")
    page.get_by_label("Category: one a line").fill("cs.CL")
    page.get_by_role("button", name="Subscribe").click()
    page.get_by_role("alert").wait_for()
    assert "there is no time zone of that name" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Your mail address").input_value() == "ada@readers.test"
    assert page.get_by_label("Once a week").is_checked()
    assert page.get_by_label("Day of the week").input_value() == "7"
    assert page.get_by_label("Time zone").input_value() == "Atlantis/Capital"
    assert page.get_by_label("Category: one a line").input_value().strip() == "cs.CL"
    reader.context.close()


def test_a_script_proposes_the_zone_of_the_browser(browser, quick_site):
    context = browser.new_context(base_url=quick_site.url, timezone_id="Pacific/Auckland")
    page = context.new_page()
    page.goto("/subscribe")
    assert page.get_by_label("Time zone").input_value() == "Pacific/Auckland"
    page.get_by_label("Day of the month").fill("3")
    assert page.get_by_label("Once a month").is_checked()
    context.close()


def shown_pages(site, name):
    """Every page about mail, each in its states: (name of a picture, path, cookie)."""
    change = site.subscribe(name, **{"category": "cs.CL\ncs.AI+cs.LG", "author": "Mina Okafor"})
    gone = site.subscribe(f"{name}-gone").replace("/subscription/", "/unsubscribe/")
    ask(site.url + gone, b"")
    account = mailing.Reader(site, f"{name}-account")
    account.choose(**{"front-page": "1", "for-you": "1", "webhook": "slack", "webhook_url": "https://hooks.example/" + "x" * 100})
    young = mailing.Reader(site, f"{name}-young", confirmed=False)
    return [("subscribe", "/subscribe", ""), ("confirm", "/subscribe/confirm?code=" + "0" * 64, ""), ("subscription", change, ""),
            ("subscription-left", gone.replace("/unsubscribe/", "/subscription/"), ""), ("unsubscribe", change.replace("/subscription/", "/unsubscribe/"), ""),
            ("unsubscribe-left", gone, ""), ("no-link", "/subscription/1.1.x", ""), ("settings-mail", "/settings/mail", account.cookie),
            ("settings-mail-young", "/settings/mail", young.cookie), ("settings-notifications", "/settings/notifications", account.cookie),
            ("settings-young", "/settings", young.cookie), ("settings", "/settings", account.cookie), ("forgot", "/forgot", ""), ("login", "/login", "")]


@pytest.fixture(scope="module")
def all_pages(quick_site):
    return shown_pages(quick_site, next(NAMES))


def put_on(reader, url, cookie):
    reader.context.clear_cookies()
    if cookie:
        name, _, value = cookie.partition("=")
        reader.context.add_cookies([{"name": name, "value": value, "url": url}])


@pytest.mark.parametrize("dark, width", [(False, 1600), (True, 360), (False, 360), (True, 1600)], ids=lambda value: str(value))
def test_its_pages_are_accessible_and_fit(browser, quick_site, all_pages, dark, width):
    reader = Reader(browser, quick_site.url, dark=dark, width=width)
    for name, path, cookie in all_pages:
        put_on(reader, quick_site.url, cookie)
        assert reader.open(path) == (404 if name == "no-link" else 200), path
        reader.page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
        found = Axe().run(reader.page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert reader.fits(), path
    assert reader.complaints == []
    reader.context.close()


def test_its_pages_are_valid(quick_site, all_pages, tmp_path):
    for name, path, cookie in all_pages:
        answer = quick_site.get(path, **({"Cookie": cookie} if cookie else {}), Accept="text/html")
        (tmp_path / f"{name}.html").write_bytes(answer.body)
    assert valid_html.complaints_of(tmp_path) == ""


def test_all_choices_are_reached_and_made_by_keyboard(browser, quick_site):
    reader = Reader(browser, quick_site.url)
    page = reader.page
    reader.open("/subscribe")
    page.get_by_label("Your mail address").focus()
    page.keyboard.type("keys@readers.test")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # from every day to Monday to Friday
    assert page.get_by_label("Monday to Friday").is_checked()
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.name || document.activeElement.localName"))
        if seen[-1] == "button":
            break
    for wanted in ("weekday", "day", "at", "zone", "size", "quiet", "front-page", "trending", "category", "summary"):
        assert wanted in seen, (wanted, seen)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Look into your mail").wait_for()
    reader.context.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 800])
def test_a_letter_is_readable_and_fits(browser, quick_site, dark, width):
    name = next(NAMES)
    change = quick_site.subscribe(name, category="cs.CL")
    quick_site.choose(change, **DUE_TODAY, category="cs.CL", size="10")
    letter = quick_site.letter(name, 2)
    context = browser.new_context(java_script_enabled=True, color_scheme="dark" if dark else "light", viewport={"width": width, "height": 800})
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(letter.html)
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    # A letter is no page of a site: it has no landmarks.
    found = Axe().run(page, options={"rules": {"region": {"enabled": False}, "landmark-one-main": {"enabled": False}}})
    assert found.violations_count == 0, found.generate_report()
    context.close()
