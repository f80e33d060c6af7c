# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Asking for letters: nobody gets any who has not confirmed it, nobody learns whose address is known, and nobody is flooded."""

import hashlib
import urllib.parse

import pytest
from mailing import DUE_TODAY, PASSWORD, Reader, ask


def asked(site, name, **more):
    return site.post("/subscribe", {"address": f"{name}@readers.test", "choices": "1", "front-page": "1", **more})


def code_of(letter, path="/subscribe/confirm"):
    return urllib.parse.parse_qs(urllib.parse.urlsplit(letter.link(path)).query)["code"][0]


def subscribers(site, name):
    return site.rows("SELECT COUNT(*) FROM subscribers WHERE address = ?", f"{name}@readers.test")[0][0]


def test_only_the_button_of_the_confirmation_subscribes(site, name):
    asked(site, name)
    letter = site.letter(name, 1)
    for method in ("GET", "HEAD", "GET"):
        assert ask(letter.link("/subscribe/confirm"), method=method).status == 200
    assert subscribers(site, name) == 0
    # The page is the same for every code: it tells nobody which ones there are.
    page = site.get("/subscribe/confirm?code=" + code_of(letter)).text.replace(code_of(letter), "")
    assert page == site.get("/subscribe/confirm?code=" + "0" * 64).text.replace("0" * 64, "")
    assert site.post("/subscribe/confirm", {"code": code_of(letter)}).status == 200
    assert subscribers(site, name) == 1
    assert site.post("/subscribe/confirm", {"code": code_of(letter)}).status == 403


def test_an_address_gets_one_confirmation_in_a_day_whatever_its_case(site, name):
    for _ in range(3):
        assert asked(site, name).status == 200
    assert asked(site, name.upper(), cadence="weekly").status == 200
    site.settled()
    site.letters(name, 1)
    # The first one stands: whoever asked again may be somebody else.
    assert "Every day" in site.post("/subscribe/confirm", {"code": code_of(site.letter(name, 1))}).words


def test_an_old_confirmation_is_good_for_nothing(site, name):
    asked(site, name)
    code = code_of(site.letter(name, 1))
    assert site.pretend("UPDATE subscription_requests SET asked_at = asked_at - 25 * 3600000 WHERE address = ?", f"{name}@readers.test") == 1
    assert site.post("/subscribe/confirm", {"code": code}).status == 403 and subscribers(site, name) == 0
    assert asked(site, name).status == 200
    site.letters(name, 2)


def test_what_is_answered_tells_nothing_of_an_address(site, name):
    site.subscribe(f"{name}-subscribed")
    Reader(site, f"{name}-account")
    asked(site, f"{name}-asked")
    leave = site.subscribe(f"{name}-left").replace("/subscription/", "/unsubscribe/")
    ask(site.url + leave, b"")
    site.subscribe(f"{name}-gone")
    stop = hashlib.sha256(f"mail stop: {name}-gone@readers.test".encode()).digest()
    assert site.pretend("INSERT INTO mail_stops(address, reason, stopped_at) VALUES(?, 2, 1)", stop) == 1
    kinds = ("new", "subscribed", "account", "asked", "left", "gone")
    answers = {kind: asked(site, f"{name}-{kind}") for kind in kinds}
    told = {(one.status, one.body, tuple(sorted((key, value) for key, value in one.headers.items() if key not in ("Date", "X-Request-Id"))))
            for one in answers.values()}
    assert len(told) == 1
    # The same is said and not the same done: whom mail does not reach is written to no more.
    site.letters(f"{name}-new", 1)
    site.settled()
    site.letters(f"{name}-gone", 1)


def test_a_client_asks_for_twenty_letters_in_a_day(site, name):
    answers = [site.post("/subscribe", {"address": f"{name}-{number}@readers.test", "choices": "1", "front-page": "1"},
                         **{"X-Forwarded-For": "192.0.2.77"}) for number in range(22)]
    assert [answer.status for answer in answers] == [200] * 20 + [429] * 2
    assert answers[-1].headers["Retry-After"]


@pytest.mark.parametrize("address", ["", "x", "x@y", "a b@readers.test", "a@readers.test\r\nBcc: b@readers.test", "a@readers.test,b@readers.test",
                                     "<a@readers.test>", "a@b@readers.test", "\u0430@readers.test", "a\0@readers.test", "a@readers.test" + "x" * 300,
                                     ".a@readers.test", "a@-readers.test", '"a b"@readers.test', "a@[127.0.0.1]"])
def test_what_is_no_address_gets_nothing(site, address):
    before = site.rows("SELECT COUNT(*) FROM deliveries")
    answer = site.post("/subscribe", {"address": address, "choices": "1", "front-page": "1"})
    assert answer.status == 400 and ("\0" in address or 'role="alert"' in answer.text)
    assert site.rows("SELECT COUNT(*) FROM deliveries") == before


def test_what_an_account_gets_already_stays_when_its_address_confirms(site, name):
    reader = Reader(site, name)
    reader.choose(**{"for-you": "1", "size": "5"})
    asked(site, name, category="cs.CL")
    code = code_of(site.letter(name, 2))
    said = site.post("/subscribe/confirm", {"code": code}).words
    assert "For you" in said and "cs.CL" in said and "5 papers" in said


def test_an_account_takes_over_what_its_address_had_and_nobody_gets_two(site, name):
    site.subscribe(name)
    reader = Reader(site, name, confirmed=False)
    assert "You get no digest yet" in reader.get("/settings/mail").words
    link = urllib.parse.urlsplit(site.letter(name, 2).link("/confirm"))
    site.post("/confirm", dict(urllib.parse.parse_qsl(link.query)))
    assert "The next one is due" in reader.get("/settings/mail").words
    reader.choose(**{"front-page": "1"}, **DUE_TODAY)
    site.letters(name, 3)
    site.settled()
    site.letters(name, 3)


# ------------------------------------------------------------------------------------------- accounts


def test_an_account_confirms_its_address_by_the_letter_of_its_sign_up(site, name):
    reader = Reader(site, name, confirmed=False)
    letter = site.letter(name, 1)
    assert letter["Subject"] == "Confirm your address" and letter["List-Unsubscribe"] is None
    assert f"{name}@readers.test waits to be confirmed" in reader.get("/settings").words
    assert ask(letter.link("/confirm")).status == 200
    assert "waits to be confirmed" in reader.get("/settings").words
    assert "Your address is confirmed" in site.post("/confirm", {"code": code_of(letter, "/confirm")}).words
    assert f"Yours is {name}@readers.test" in reader.get("/settings").words


def test_an_account_gets_three_such_letters_in_a_day_and_the_last_one_is_good(site, name):
    reader = Reader(site, name, confirmed=False)
    for sent in (1, 2):
        site.letters(name, sent)  # two on their way at once may arrive in any order
        assert "Another letter is on its way" in reader.post("/settings/address/letter").words
    refused = reader.post("/settings/address/letter")
    assert refused.status == 400 and "three of them in a day" in refused.words
    letters = site.letters(name, 3)
    assert site.post("/confirm", {"code": code_of(letters[0], "/confirm")}).status == 403
    assert site.post("/confirm", {"code": code_of(letters[2], "/confirm")}).status == 200


def test_an_address_gets_three_of_them_from_however_many_accounts(site, name):
    for number in range(4):
        made = site.post("/signup", {"name": f"{name}-{number}", "address": f"{name}@readers.test", "password": PASSWORD})
        assert made.status == 303
    site.settled()
    site.letters(name, 3)


def test_a_new_address_is_used_once_it_is_confirmed(site, name):
    reader = Reader(site, name)
    assert reader.post("/settings/address", {"address": f"{name}-new@readers.test", "present": "another password"}).status == 400
    assert "A letter is on its way there" in reader.post("/settings/address", {"address": f"{name}-new@readers.test", "present": PASSWORD}).words
    code = code_of(site.letter(f"{name}-new", 1), "/confirm")
    reader.choose(**{"front-page": "1"})
    reader.choose(**{"front-page": "1"}, **DUE_TODAY)
    assert "Tide" in site.letter(name, 2).text
    # A link that went to one address confirms no other.
    reader.post("/settings/address", {"address": f"{name}-third@readers.test", "present": PASSWORD})
    assert site.post("/confirm", {"code": code}).status == 403
    site.post("/confirm", {"code": code_of(site.letter(f"{name}-third", 1), "/confirm")})
    assert f"Yours is {name}-third@readers.test" in reader.get("/settings").words


def test_a_forgotten_password_is_set_anew_by_a_letter(site, name):
    Reader(site, name)
    assert "/forgot" in site.get("/login").text
    site.post("/forgot", {"name": name})
    letter = site.letter(name, 2)
    assert letter["Subject"] == "Set a new password"
    assert ask(letter.link("/reset")).status == 200
    assert site.post("/reset", {"code": code_of(letter, "/reset"), "password": "another fine password"}).status == 200
    assert site.post("/login", {"name": name, "password": PASSWORD}).status == 403
    assert site.post("/login", {"name": name, "password": "another fine password"}).status == 303
    assert site.post("/reset", {"code": code_of(letter, "/reset"), "password": "a third fine password"}).status == 403


def test_forgetting_tells_nobody_who_has_an_account_and_floods_nobody(site, name):
    Reader(site, name)
    Reader(site, f"{name}-young", confirmed=False)
    Reader(site, f"{name}-banned")
    site.cli("account", "ban", f"{name}-banned")
    names = [name, f"{name}@readers.test", f"{name}-young", f"{name}-banned", "nobody-at-all", "nobody@readers.test", "", "@", "x" * 200] + [name] * 4
    answers = [site.post("/forgot", {"name": one}) for one in names]
    assert {(answer.status, answer.body) for answer in answers} == {(200, answers[0].body)}
    site.settled()
    # Its first letter confirmed the address: two more are left.
    site.letters(name, 3)
    site.letters(f"{name}-young", 1)
    site.letters(f"{name}-banned", 1)
