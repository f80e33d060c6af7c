# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The morning mail from the first letter to the last, as a mail program and a reader without scripts meet it: over Postfix and
over a server of ours. tests/browser/test_mail.py is the same with a browser."""

import datetime
import re
import urllib.parse

from mailing import DUE_TODAY, DUE_TOMORROW, Reader, ask, papers, write_lines

PAPER = "2611.00000"
TITLE = "Tide 0 of the day 0 before"


def test_somebody_without_an_account_subscribes_reads_and_leaves(any_site, name):
    site = any_site
    change = site.subscribe(name, category="cs.CL")
    confirmation = site.letter(name, 1)
    assert confirmation["Subject"] == "Confirm your subscription"
    assert confirmation["List-Unsubscribe"] is None and "cs.CL" in confirmation.text

    site.choose(change, **DUE_TODAY, category="cs.CL")
    digest = site.letter(name, 2)
    assert digest["From"] == "Broadsheet <papers@tides.example>"
    assert digest["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert digest.one_click.startswith(site.url + "/unsubscribe/")
    assert digest["Message-ID"].endswith("@tides.example>") and digest["Auto-Submitted"] == "auto-generated"
    first = digest.titles()
    assert len(set(first)) == len(first) == 3
    # Each with why, and nothing that is fetched or run when it is opened.
    assert digest.text.count("no. ") + digest.text.count("cs.CL") >= 3
    assert not re.search(r"<(img|script|link|iframe|form|object)|url\(|@import", digest.html, re.I)
    assert all(url.startswith(site.url) for url in re.findall(r'(?:href|src)="([^"]*)"', digest.html))
    for url in re.findall(r'href="([^"]*)"', digest.html):
        assert ask(url).status == 200, url

    # The next edition has what the first had not.
    site.choose(change, **DUE_TOMORROW, category="cs.CL")
    second = site.letter(name, 3)
    assert second.titles() and not set(second.titles()) & set(first)
    assert second["Message-ID"] != digest["Message-ID"]

    # A mail program leaves for its reader: without cookies, from nowhere, with the link of any letter.
    left = ask(digest.one_click, b"List-Unsubscribe=One-Click", Content_Type="application/x-www-form-urlencoded")
    assert left.status == 200
    site.pretend("UPDATE subscribers SET next_at = 0")
    site.settled()
    assert len(site.letters(name, 3)) == 3
    assert "You have left" in site.get(change).words


def test_a_reader_with_an_account_gets_what_they_follow_and_new_versions(any_site, name):
    site = any_site
    reader = Reader(site, name)
    assert reader.post("/following", {"act": "follow", "kind": "paper", "target": PAPER}).status == 303
    parts = {"front-page": "1", "for-you": "1", "following": "1", "versions": "1", "replies": "1"}
    reader.choose(**parts)
    assert f"Letters go to {name}@readers.test" in reader.get("/settings/mail").words
    assert TITLE in reader.get("/settings/mail/preview?as=text").text
    reader.choose(**parts, **DUE_TODAY)
    digest = site.letter(name, 2)
    assert len(digest.titles()) == 3 and "For you to know" not in digest.html

    record = next(one for one in papers() if one["id"].endswith(PAPER))
    tomorrow = datetime.date.fromisoformat(record["published"]) + datetime.timedelta(days=1)
    site.cli("ingest", write_lines(site.folder / f"{name}.jsonl", [{**record, "updated": str(tomorrow)}]))
    assert "new version" in reader.get("/notifications").words
    reader.choose(**parts, **DUE_TOMORROW)
    second = site.letter(name, 3)
    assert "For you to know" in second.html and "new version" in second.text and TITLE in second.text
    assert not (set(second.titles()) - {TITLE}) & set(digest.titles())

    # The page of the letter's link, with its button.
    page = site.get(urllib.parse.urlsplit(second.link("/unsubscribe/")).path)
    action = re.search(r'action="(/unsubscribe/[^"]+)"', page.text)[1]
    assert "You are unsubscribed" in ask(site.url + action, b"").words
    assert "You get no digest" in reader.get("/settings/mail").words


def test_after_a_stop_one_digest_makes_up_for_all_that_were_missed(site, name):
    change = site.subscribe(name)
    site.choose(change, **DUE_TODAY)
    site.letters(name, 2)
    site.stop()
    # As if it had been down for four days: the last letter was due long ago, and was for an edition of then.
    assert site.pretend("UPDATE digests SET edition = edition - 4") and site.pretend("UPDATE subscribers SET next_at = next_at - 4 * 86400000,"
                                                                                     " covered = covered - 4")
    site.start()
    made_up = site.letter(name, 3)
    assert made_up.titles()
    site.settled()
    assert site.rows("SELECT COUNT(*) FROM digests WHERE subscriber = (SELECT MAX(subscriber) FROM subscribers)") == [(2,)]
    site.stop()
    site.start()
    site.settled()
    site.letters(name, 3)


def test_a_day_that_brings_nothing_is_quiet_or_said_in_a_line(site, name):
    quiet = site.subscribe(name, category="math.NT", **{"front-page": ""})
    told = site.subscribe(f"{name}-told", category="math.NT", quiet="1", **{"front-page": ""})
    site.choose(quiet, **DUE_TODAY, category="math.NT", **{"front-page": ""})
    site.choose(told, **DUE_TODAY, category="math.NT", quiet="1", **{"front-page": ""})
    assert site.letter(f"{name}-told", 2)["Subject"].startswith("Nothing new")
    site.settled()
    site.letters(name, 1)
