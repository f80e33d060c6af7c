# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Whatever an upstream does, in the end there is what a harvest without any fault would have brought.

Each case is run as an operator would, again and again until it is done, and once more with the program killed in
the middle of it. Run: BROADSHEET=build/broadsheet build/venv/bin/pytest tests/harvest
"""

import functools
import zlib

import pytest

from conftest import peak_bytes_of_children
from upstream import (PAGE_RECORDS, Record, Upstream, answer, cut_at, first, in_seconds, once, reset, says, says_page)

PAGES = 4
MEMORY_MAX = 256 << 20


def library(count=PAGES * PAGE_RECORDS):
    return [Record(f"oai:tides.example:{i}", f"On the tides of harbour number {i} and its boats", f"2026-05-{1 + i % 27:02}")
            for i in range(count)]


def later(records):
    """The same repository days after: changes, deletions, moves, a re-used identifier, a datestamp that went back."""
    changed = list(records)
    changed[3] = Record(changed[3].identifier, changed[3].title, "2026-06-03", deleted=True)
    changed[5] = Record(changed[5].identifier, changed[5].title + ", revised", "2026-06-03")
    changed[7] = Record(changed[7].identifier, changed[7].title, "2026-06-04", sets=("boats",))
    changed[9] = Record(changed[9].identifier, "A report of quite another matter than tides", "2026-06-04", creator="Okafor, Mina")
    changed[11] = Record(changed[11].identifier, changed[11].title, "2026-04-01")
    return changed + [Record(f"oai:tides.example:n{i}", f"New things about harbour number {i} and its tides", "2026-06-05")
                      for i in range(2 * PAGE_RECORDS)]


def resets(_upstream, connection, _request):
    reset(connection)
    return True


def resets_within(upstream, connection, request):
    connection.sendall(answer(200, upstream.page(request))[:700])
    reset(connection)
    return True


def wrong_length(by):
    def act(upstream, connection, request):
        body = upstream.page(request).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body) + by}\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode() + body)
        return True
    return act


def bomb(_upstream, connection, _request):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = packer.compress(b"<OAI-PMH>") + b"".join(packer.compress(bytes(1 << 20)) for _ in range(64)) + packer.flush()
    connection.sendall(answer(200, body, ["Content-Encoding: gzip"]))
    return True


def not_gzip(_upstream, connection, _request):
    connection.sendall(answer(200, b"this is no gzip", ["Content-Encoding: gzip"]))
    return True


def wrong_charset(upstream, connection, request):
    connection.sendall(answer(200, upstream.page(request).replace("UTF-8", "US-ASCII").replace("harbour", "h\u00e4fen")))
    return True


def sent_on(where):
    def act(upstream, connection, request):
        place = where(upstream, request)
        connection.sendall(answer(302, "", [f"Location: {place}"]))
        return True
    return act


def long_headers(_upstream, connection, _request):
    connection.sendall(b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"a" * (1 << 20) + b"\r\n\r\n")
    return True


def garbage(_upstream, connection, _request):
    connection.sendall(b"\x00\xff this is no HTTP\r\n\r\n")
    return True


def same_token(upstream, request):
    """The first page with its own token, whatever was asked."""
    return upstream.records_page(upstream.matching("", "")[:PAGE_RECORDS], "||" + str(PAGE_RECORDS))


def alternating(upstream, request):
    turn = request.number % 2
    begin = turn * PAGE_RECORDS
    return upstream.records_page(upstream.matching("", "")[begin:begin + PAGE_RECORDS], f"||{PAGE_RECORDS * (2 - turn)}")


def new_token_for_ever(upstream, request):
    return upstream.records_page(upstream.matching("", "")[:PAGE_RECORDS], f"for ever {request.number}")


def empty_with_token(upstream, request):
    return upstream.records_page([], f"empty {request.number}")


def long_token(upstream, request):
    return upstream.records_page(upstream.matching("", "")[:PAGE_RECORDS], "x" * (65 << 10))


ENTITY_BOMB = ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>" +
               "".join(f"<!ENTITY {chr(98 + i)} '{('&' + chr(97 + i) + ';') * 10}'>" for i in range(9)) + "]><OAI-PMH>&j;</OAI-PMH>")
EXTERNAL = "<?xml version='1.0'?><!DOCTYPE a SYSTEM 'file:///etc/passwd' [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><OAI-PMH>&x;</OAI-PMH>"
ERROR_PAGE = "<!DOCTYPE html><html><body><h1>We will be back soon</h1></body></html>"

busy = functools.partial(says, 503)
# Requests are counted over all runs, so a fault that outlasts one run ends in a later one.
CASES = {
    "no fault": None,
    "busy for a second": once(2, busy(headers=["Retry-After: 1"])),
    "busy until a date": once(2, lambda u, c, r: says(503, "busy", [f"Retry-After: {in_seconds(2)}"])(u, c, r)),
    "busy until a date that was": once(2, busy(headers=["Retry-After: Wed, 21 Oct 2015 07:28:00 GMT"])),
    "busy, and no word of when": first(3, busy(), after=1),
    "busy for thirty years": once(3, busy(headers=["Retry-After: 1000000000"])),
    "busy for longer than numbers go": once(3, busy(headers=["Retry-After: 99999999999999999999999999"])),
    "busy for a negative time": once(2, busy(headers=["Retry-After: -5"])),
    "busy for a word": once(2, busy(headers=["Retry-After: soon"])),
    "too many requests": once(2, says(429, headers=["Retry-After: 1"])),
    "too many requests, unsaid": first(2, says(429), after=2),
    "500 twenty times": first(20, says(500), after=1),
    "502 and 504": first(4, lambda u, c, r: says(502 if r.number % 2 else 504)(u, c, r), after=1),
    "408": once(2, says(408)),
    "404 for a while": first(2, says(404), after=1),
    "403 for a while": first(2, says(403), after=1),
    "sent on to itself": first(6, sent_on(lambda u, r: r.path), after=1),
    "sent on elsewhere and found": once(1, sent_on(lambda u, r: u.base + "/elsewhere?" + r.path.split("?", 1)[1])),
    "sent on to a file": once(2, sent_on(lambda u, r: "file:///etc/passwd")),
    "sent on to nowhere": once(2, sent_on(lambda u, r: "")),
    "an error page with 200": first(2, says(200, ERROR_PAGE), after=1),
    "an error page for longer": first(5, says(200, ERROR_PAGE), after=1),
    "an empty body": once(2, says(200, "")),
    "no HTTP": once(2, garbage),
    "headers without end": once(2, long_headers),
    "a reset before the answer": once(2, resets),
    "a reset within the answer": first(2, resets_within, after=1),
    "longer than it says": once(2, wrong_length(-40)),
    "shorter than it says": once(2, wrong_length(40)),
    "a bomb of gzip": once(2, bomb),
    "no gzip after all": once(2, not_gzip),
    "a wrong character set": once(2, wrong_charset),
    "entities that explode": first(2, says(200, ENTITY_BOMB), after=1),
    "an external entity": first(2, says(200, EXTERNAL), after=1),
    "the same page and token": first(12, says_page(same_token), after=1),
    "two tokens in turn": first(12, says_page(alternating), after=1),
    "a new token for ever": first(12, says_page(new_token_for_ever), after=1),
    "nothing, but a token": first(14, says_page(empty_with_token), after=1),
    "a token of 65 KiB": once(2, says_page(long_token)),
    "an expired token": once(3, says_page(lambda u, r: u.error("badResumptionToken"))),
    "tokens that always expire": first(9, says_page(lambda u, r: u.error("badResumptionToken")), after=1),
    "an error of the protocol": once(2, says_page(lambda u, r: u.error("badArgument", "what?"))),
    **{f"cut at {percent} %": once(2, cut_at(percent)) for percent in (0, 1, 5, 20, 50, 80, 95, 99)},
}


@pytest.fixture(scope="module")
def truth(tmp_path_factory):
    """The fingerprints after the first harvest, and after that of the repository as it is later."""
    from conftest import Harvester
    upstream = Upstream(library())
    harvester = Harvester(tmp_path_factory.mktemp("truth") / "data")
    harvester.harvest_to_the_end(upstream.url)
    before = harvester.fingerprint()
    upstream.records, upstream.day = later(library()), 6
    harvester.harvest_to_the_end(upstream.url)
    upstream.close()
    assert len(harvester.papers()) == PAGES * PAGE_RECORDS + 2 * PAGE_RECORDS - 1
    return before, harvester.fingerprint()


@pytest.mark.parametrize("kill", [False, True], ids=["", "and killed"])
@pytest.mark.parametrize("fault", CASES.values(), ids=CASES.keys())
def test_ends_as_if_nothing_had_happened(harvester, truth, fault, kill):
    upstream = Upstream(library(), fault=fault)
    mine = harvester()
    if kill:
        process = mine.start(upstream.url)
        upstream.wait_for(3, 5)
        mine.killed(process)
    mine.harvest_to_the_end(upstream.url)
    assert mine.fingerprint() == truth[0]
    # The same fault once more, while changes are fetched.
    asked = len(upstream.requests)
    upstream.records, upstream.day = later(library()), 6
    if fault is not None:
        def again(one, connection, request):
            shifted = type(request)(request.number - asked, request.path, request.at, request.headers)
            return fault(one, connection, shifted)
        upstream.fault = again
    mine.harvest_to_the_end(upstream.url)
    assert mine.fingerprint() == truth[1]
    upstream.close()


@pytest.mark.resources
def test_no_case_takes_much_memory(harvester):
    for name in ("a bomb of gzip", "headers without end", "a token of 65 KiB", "entities that explode"):
        upstream = Upstream(library(), fault=CASES[name])
        harvester().harvest_to_the_end(upstream.url)
        upstream.close()
    assert peak_bytes_of_children() < MEMORY_MAX


def test_there_are_forty_cases():
    assert len(CASES) >= 40
