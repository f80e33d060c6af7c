# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What readers say to each other, and what moderators do about it; with scripts and without."""

import itertools
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PROGRAM, Reader, sign_up

NAMES = (f"speaker-{number}" for number in itertools.count())
PAPERS = iter(["2606.22207", "2606.23127", "2606.26968", "2606.29315", "2606.29513", "2606.29667", "2606.29985", "2606.30062"])


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def readers(browser, open_endpoint, open_data, request):
    """Makes readers who are logged in, each in a browser of their own."""
    made = []

    def make(role=None):
        one = Reader(browser, open_endpoint, scripts=request.param)
        sign_up(one, next(NAMES))
        if role:
            subprocess.run([PROGRAM, "--data", open_data, "account", "role", one.name, role],
                           check=True, capture_output=True)
        made.append(one)
        return one

    yield make
    for one in made:
        assert one.complaints == []
        one.context.close()


def say(reader, paper, words):
    reader.open(f"/papers/{paper}")
    reader.page.get_by_label("Say something about it").fill(words)
    reader.page.get_by_role("button", name="Comment", exact=True).click()
    reader.page.wait_for_url("**#comment-*")


def comment(reader, words):
    return reader.page.locator(".comment", has_text=words)


def test_readers_talk_about_a_paper(readers):
    paper = next(PAPERS)
    mina, jun = readers(), readers()
    say(mina, paper, "Is the *bound* tight? $x^2$")
    assert comment(mina, "Is the").locator("em").inner_text() == "bound"
    assert comment(mina, "Is the").locator("math").count() == 1

    jun.open(f"/papers/{paper}")
    comment(jun, "Is the").get_by_role("link", name="Reply").click()
    jun.page.get_by_label("Your reply").fill(f"It is, @{mina.name}.")
    jun.page.get_by_role("button", name="Preview").click()
    assert "It is" in jun.page.locator(".prose").inner_text()
    jun.page.get_by_role("button", name="Comment", exact=True).click()
    jun.page.wait_for_url("**#comment-*")
    assert jun.page.locator(".replies .comment").count() == 1

    comment(jun, "Is the").get_by_role("link", name="React").click()
    jun.page.get_by_role("button", name="rocket").click()
    jun.page.wait_for_url("**#comment-*")
    assert comment(jun, "Is the").get_by_role("button", name="rocket").get_attribute("aria-pressed") == "true"

    mina.open(f"/papers/{paper}")
    mina.page.get_by_role("link", name="1 new").click()
    assert "replied to you" in mina.page.locator("main").inner_text()
    mina.page.get_by_role("button", name="Mark all as read").click()
    mina.page.wait_for_url("**/notifications")
    assert mina.page.get_by_role("link", name="1 new").count() == 0

    mina.open(f"/papers/{paper}")
    comment(mina, "Is the").get_by_role("link", name="Edit").click()
    mina.page.get_by_label("Your comment").fill("Is the bound *sharp*?")
    mina.page.get_by_role("button", name="Save").click()
    mina.page.wait_for_url("**#comment-*")
    comment(mina, "sharp").get_by_role("link", name="edited").click()
    assert "Is the *bound* tight? $x^2$" in mina.page.locator(".raw").inner_text()
    mina.page.get_by_role("button", name="Take it back").click()
    mina.page.wait_for_url("**#comment-*")
    assert "Its writer has taken this comment back" in mina.page.locator("#discussion").inner_text()
    assert "sharp" not in mina.page.locator("#discussion").inner_text()
    assert jun.name in mina.page.locator(".replies").inner_text()


def test_what_is_wrong_is_said_beside_what_was_written(readers):
    paper = next(PAPERS)
    mina = readers()
    mina.open(f"/papers/{paper}")
    mina.page.get_by_label("Say something about it").fill("é" * 9000)
    mina.page.get_by_role("button", name="Comment", exact=True).click()
    assert "16" in mina.page.get_by_role("alert").inner_text()
    field = mina.page.get_by_label("Go on writing")
    assert field.input_value() == "é" * 9000
    field.fill("Short words.")
    mina.page.get_by_role("button", name="Comment", exact=True).click()
    mina.page.wait_for_url("**#comment-*")
    assert "Short words." in mina.page.locator("#discussion").inner_text()


def test_moderators_hide_what_readers_report_and_everybody_sees_it(readers, browser, open_endpoint):
    paper = next(PAPERS)
    seller, mina, ada = readers(), readers(), readers("moderator")
    say(seller, paper, "Buy my tides!")
    mina.open(f"/papers/{paper}")
    comment(mina, "Buy").get_by_role("link", name="Report").click()
    mina.page.get_by_label("What is wrong").select_option("Spam")
    mina.page.get_by_label("More, for").fill("sells things")
    mina.page.get_by_role("button", name="Report it").click()
    mina.page.wait_for_url("**#comment-*")

    ada.open("/moderation")
    ada.page.get_by_role("link", name="Reported comments").click()
    assert "sells things" in ada.page.locator("main").inner_text()
    ada.page.get_by_label("Reason, which").select_option("Spam")
    ada.page.get_by_role("button", name="Hide it").click()
    ada.page.wait_for_url("**#comment-*")

    stranger = Reader(browser, open_endpoint)
    stranger.open(f"/papers/{paper}")
    assert f"Hidden by {ada.name}: Spam." in stranger.page.locator("#discussion").inner_text()
    assert "Buy my tides" not in stranger.page.content()
    stranger.open("/moderation")
    assert f"{ada.name} hid a comment: Spam" in stranger.page.locator("main").inner_text()
    assert mina.name not in stranger.page.content()  # who reported is for moderators
    assert stranger.complaints == []
    stranger.context.close()
    seller.open("/notifications")
    assert "hid your comment" in seller.page.locator("main").inner_text()

    ada.open(f"/papers/{paper}")
    comment(ada, "Hidden by").get_by_role("link", name="Moderate").click()
    ada.page.get_by_role("button", name="Show it again").click()
    ada.page.wait_for_url("**#comment-*")
    assert "Buy my tides" in ada.page.locator("#discussion").inner_text()

    # The server asks, whatever a page offers.
    mina.open("/moderation/reports")
    assert "for moderators" in mina.page.locator("main").inner_text()
    mina.complaints.clear()  # the browser's word for a 403


def test_an_author_says_so_and_a_moderator_agrees(readers):
    paper = next(PAPERS)
    mina, ada = readers(), readers("moderator")
    mina.open(f"/papers/{paper}")
    mina.page.get_by_text("Are you an author?").click()
    author = mina.page.get_by_label("I am").locator("option").first.inner_text()
    mina.page.get_by_role("button", name="Say so").click()
    mina.page.get_by_text("Are you an author?").click()
    assert "a moderator will look at it" in mina.page.locator(".claim").inner_text()

    ada.open("/moderation")
    ada.page.get_by_role("link", name="Authors").click()
    one = ada.page.get_by_role("listitem").filter(has_text=mina.name)
    assert author in one.inner_text()
    one.get_by_role("button", name="Accept").click()
    ada.page.wait_for_url("**/moderation/claims")

    mina.open(f"/papers/{paper}")
    assert mina.name in mina.page.locator(".authors").inner_text()
    mina.page.locator(".authors").get_by_role("link", name=mina.name).click()
    assert mina.page.locator("main").get_by_role("link").first.inner_text()
    mina.open("/notifications")
    assert "agreed that you are an author" in mina.page.locator("main").inner_text()


@pytest.mark.parametrize("dark, width", [(False, 1440), (True, 360)], ids=["light and wide", "dark and narrow"])
def test_pages_of_comments_are_accessible_and_fit(browser, open_endpoint, dark, width):
    reader = Reader(browser, open_endpoint, dark=dark, width=width)
    sign_up(reader, f"speaker-with-a-name-that-is-long-{width}")  # 39 letters are allowed
    paper = "2603.05181"
    say(reader, paper, "A word.\n\n```\n" + "x" * 300 + "\n```\n\n> quoted\n\n" + "w" * 300 + "\n\n$$" + "x+" * 80 + "x$$")
    place_of_comment = reader.page.url.split("#comment-")[1]
    reader.open(f"/papers/{paper}")
    for path in [f"/papers/{paper}", f"/comments/{place_of_comment}", "/comments", "/moderation", "/notifications",
                 "/users/speaker-0"]:
        reader.open(path)
        found = Axe().run(reader.page)
        assert found.violations_count == 0, path + found.generate_report()[:3000]
        assert reader.fits(), path
        lines = reader.page.evaluate("""() => {
            const words = document.createRange();
            words.selectNodeContents(document.querySelector('.nameplate a'));
            return new Set([...words.getClientRects()].map(one => one.top)).size;
        }""")
        assert lines == 1, f"{path}: the long name of a reader breaks our own"
    assert reader.complaints == []
    reader.context.close()
