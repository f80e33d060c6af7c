# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Leaving (RFC 8058): by POST alone, whoever sends it and however; nothing else changes anything, and forged links do nothing."""

import http.client
import random

import pytest
from mailing import ask

FORMS = {
    "urlencoded": ("application/x-www-form-urlencoded", b"List-Unsubscribe=One-Click"),
    "multipart": ("multipart/form-data; boundary=x",
                  b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'),
    "nothing": (None, b""),
    "other words": ("text/plain", b"please"),
}
FOREIGN = {
    "no headers": {},
    "another site": {"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"},
    "a sandbox": {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    "a session that is none": {"Cookie": "session=" + "0" * 64},
}


def is_subscribed(site, name):
    [(left,)] = site.rows("SELECT left_at IS NOT NULL FROM subscribers WHERE address = ?", f"{name}@readers.test")
    return not left


@pytest.mark.parametrize("foreign", FOREIGN, ids=lambda key: key.replace(" ", "-"))
@pytest.mark.parametrize("form", FORMS, ids=lambda key: key.replace(" ", "-"))
def test_one_click_leaves_whoever_sends_it_and_twice_is_fine(site, name, form, foreign):
    path = site.subscribe(name).replace("/subscription/", "/unsubscribe/")
    kind, body = FORMS[form]
    headers = {**FOREIGN[foreign], **({"Content-Type": kind} if kind else {})}
    for _ in range(2):
        answer = ask(site.url + path, body, "POST", **headers)
        assert answer.status == 200 and answer.headers["Location"] is None
        assert "You are unsubscribed" in answer.words and answer.headers["Set-Cookie"] is None
        assert not is_subscribed(site, name)


def test_looking_changes_nothing(site, name):
    change = site.subscribe(name)
    leave = change.replace("/subscription/", "/unsubscribe/")
    before = site.rows("SELECT * FROM subscribers WHERE address = ?", f"{name}@readers.test")
    for path in (change, leave, leave + "?List-Unsubscribe=One-Click", change + "?act=leave"):
        for method in ("GET", "HEAD"):
            answer = ask(site.url + path, method=method)
            assert answer.status == 200 and answer.headers["Cache-Control"] == "private, no-store"
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
            assert ask(site.url + path, b"List-Unsubscribe=One-Click", method).status == 405
    assert site.rows("SELECT * FROM subscribers WHERE address = ?", f"{name}@readers.test") == before
    assert is_subscribed(site, name)


def test_no_search_engine_and_no_other_site_sees_the_link(site, name):
    answer = ask(site.url + site.subscribe(name))
    assert 'name="robots" content="noindex, nofollow"' in answer.text
    assert answer.headers["Referrer-Policy"] in ("no-referrer", "same-origin", "strict-origin-when-cross-origin")


def forgeries(token):
    number, key, proof = token.split(".")
    yield from [f"{int(number) + 1}.{key}.{proof}", f"{number}.{int(key) + 1}.{proof}", f"{number}.{key}.{proof[:-1]}",
                f"{number}.{key}.{proof}0", f"0{number}.{key}.{proof}", f"+{number}.{key}.{proof}", f"{number}.{key}", f"{number}..{proof}",
                f"{number}.{key}.{proof.upper()}x", f"4294967297.{key}.{proof}", f"-1.{key}.{proof}", "x", "...",
                f"{number}.{key}.", "1" * 300]
    draw = random.Random(8058)
    for _ in range(300):
        yield f"{number}.{key}.{draw.getrandbits(128):032x}"
    for place in range(len(proof)):
        for digit in draw.sample([one for one in "0123456789abcdef" if one != proof[place]], 2):
            yield f"{number}.{key}.{proof[:place]}{digit}{proof[place + 1:]}"


def test_forged_links_do_nothing_and_are_answered_alike(site, name):
    token = site.subscribe(name).rpartition("/")[2]
    before = site.rows("SELECT * FROM subscribers")
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    answers = set()
    for forged in forgeries(token):
        for method, path in [("POST", f"/unsubscribe/{forged}"), ("GET", f"/subscription/{forged}"), ("POST", f"/subscription/{forged}")]:
            connection.request(method, path, b"choices=1" if method == "POST" else None,
                               {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"})
            answer = connection.getresponse()
            answers.add((answer.status, answer.read()))
    assert {status for status, _ in answers} == {404} and len(answers) == 1
    assert site.rows("SELECT * FROM subscribers") == before


def test_whoever_has_left_gets_a_letter_only_after_confirming_anew(site, name):
    leave = site.subscribe(name).replace("/subscription/", "/unsubscribe/")
    assert ask(site.url + leave, b"").status == 200
    assert site.post("/subscribe", {"address": f"{name}@readers.test", "choices": "1", "front-page": "1"}).status == 200
    again = site.letter(name, 2)
    assert again["Subject"] == "Confirm your subscription" and not is_subscribed(site, name)
    code = again.link("/subscribe/confirm").partition("code=")[2]
    assert site.post("/subscribe/confirm", {"code": code}).status == 200
    assert is_subscribed(site, name)
