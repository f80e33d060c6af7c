# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What a reader is told of, where they want it: on the page, in the digest, by a letter at once, or nowhere."""

import pytest
from mailing import DUE_TODAY, DUE_TOMORROW, Reader

PAPER = "2611.00001"
GATHERED = "UPDATE deliveries SET next_at = next_at - 300000 WHERE state = 0 AND kind = 3"


@pytest.fixture
def mina(site, name):
    return Reader(site, name)


@pytest.fixture
def jun(site, name):
    return Reader(site, f"{name}-jun", confirmed=False)


def say(who, words):
    assert who.post(f"/papers/{PAPER}/comment", {"comment": words}).status == 303


def test_at_once_is_one_letter_for_all_of_a_few_minutes(site, mina, jun):
    mina.switch(mention="at_once")
    say(jun, f"@{mina.name} look")
    say(jun, f"@{mina.name} and look again")
    assert site.rows("SELECT COUNT(*) FROM deliveries WHERE state = 0 AND kind = 3") == [(1,)]
    assert site.pretend(GATHERED) == 1
    letter = site.letter(mina.name, 2)
    assert letter["Subject"] == "2 notifications" and letter.text.count("/comments/") == 2
    assert letter["List-Unsubscribe"] is None and "/settings/notifications" in letter.text
    # Not in the digest too.
    mina.choose(**{"front-page": "1", "replies": "1"})
    mina.choose(**{"front-page": "1", "replies": "1"}, **DUE_TODAY)
    assert "For you to know" not in site.letter(mina.name, 3).html


def test_what_was_read_on_the_page_needs_no_letter(site, mina, jun):
    mina.switch(mention="at_once")
    say(jun, f"@{mina.name} look")
    last = site.rows("SELECT MAX(notice) FROM notices")[0][0]
    assert mina.post("/notifications/read", {"last": str(last)}).status == 303
    assert site.pretend(GATHERED) == 1
    site.settled()
    site.letters(mina.name, 1)


def test_in_the_digest_as_the_switches_say(site, mina, jun):
    parts = {"front-page": "1", "replies": "1"}
    mina.choose(**parts)
    say(jun, f"@{mina.name} look")
    mina.choose(**parts, **DUE_TODAY)
    assert "wrote about you" in site.letter(mina.name, 2).text
    mina.switch(mention="none")
    say(jun, f"@{mina.name} look again")
    mina.choose(**parts, **DUE_TOMORROW)
    second = site.letter(mina.name, 3)
    assert "For you to know" not in second.html
    # None by mail is still on the page.
    assert "2 new" in mina.get("/papers").words


def test_off_the_page_is_still_in_the_digest_even_if_all_else_is_marked_as_read(site, mina, jun):
    mina.choose(**{"front-page": "1", "replies": "1"})
    kept = mina.post("/settings/notifications", {"switches": "1", "mail.mention": "digest", "page.reply": "1"})
    assert "Kept." in kept.words
    say(jun, f"@{mina.name} look")
    page = mina.get("/notifications").words
    assert "wrote about you" not in page and " new " not in mina.get("/about").words.partition("Following")[0]
    last = site.rows("SELECT MAX(notice) FROM notices")[0][0]
    mina.post("/notifications/read", {"last": str(last)})
    mina.choose(**{"front-page": "1", "replies": "1"}, **DUE_TODAY)
    assert "wrote about you" in site.letter(mina.name, 2).text


def test_whoever_has_left_is_told_so_and_asks_for_letters_again(site, mina, jun):
    mina.choose(**{"front-page": "1"})
    mina.post("/settings/mail", {"act": "leave"})
    assert "No letters are sent to your address now: you have left" in mina.get("/settings/notifications").words
    mina.switch(mention="at_once")
    assert "No letters" not in mina.get("/settings/notifications").words
    say(jun, f"@{mina.name} look")
    assert site.pretend(GATHERED) == 1
    assert "wrote about you" in site.letter(mina.name, 2).text
