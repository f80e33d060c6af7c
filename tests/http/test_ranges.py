# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The server offers no ranges, which RFC 9110 (14.2) lets a server do: it reads Range as if it were not there.

So no form of it, sensible or not, may give anything but the whole answer once: no part, no 416, no
more bytes than the file has.

Run: BROADSHEET=build/broadsheet build/venv/bin/pytest tests/http/test_ranges.py
"""

import re

import pytest

import wire

OF_EACH_ANSWER = ("date", "x-request-id", "connection")
HEADER_BYTES_MAX = 48 << 10


def forms(length):
    """Values of Range for something of so many bytes."""
    last = length - 1
    wanted = ["0-0", "0-", f"0-{last}", f"0-{length}", "1-", f"{last}-", f"{last}-{last}", "-1", f"-{length}"]
    suffixes = ["-0", f"-{length + 1}", "-99999999999", "-18446744073709551616"]
    beyond = [f"{length}-", f"{length}-{length}", "99999999999-", "18446744073709551616-18446744073709551617",
              "9223372036854775807-", f"0-0,{length}-", f"{length}-,{length + 1}-"]
    several = ["0-0,-1", "0-0, 2-2", "0-9,5-15", "0-,0-", f"0-{last},0-{last}", "5-9,0-4", "0-0,0-0,0-0", "-1,-1,-1",
               ",0-0", "0-0,", "0-0,,1-1", "-0,0-0"]
    nonsense = ["", "-", "--1", "a-b", "5-1", "0-0-0", "0x0-0x1", "+0-+1", "0 - 0", "0.0-1.0", "1e3-", "0-1;q=1",
                "*", "0", "0-\xbd", "00000000000000000000000-1", "1_0-"]
    values = [f"bytes={ranges}" for ranges in wanted + suffixes + beyond + several + nonsense]
    values += ["", "bytes", "bytes 0-0", "bytes:0-0", "Bytes=0-0", "BYTES=-1", "bytes =0-0", "bytes= 0-0", "octets=0-0",
               "lines=0-1", "none", "*=0-0", "=0-0", "bytes=0-0, bytes=1-1", "bytes 0-0/1", "0-0"]
    for count in (17, 100, 1000):
        values.append("bytes=" + ",".join(f"{i}-{i}" for i in range(count)))
        values.append("bytes=" + ",".join(f"{i}-" for i in range(count)))
    # The shortest ten thousand there are, and all of the file each time.
    return [*values, "bytes=" + ",".join(["0-"] * 10_000), "bytes=" + ",".join(["-1"] * 10_000)]


@pytest.fixture(scope="module", params=["file", "page", "edition", "api", "picture", "not there"])
def target(request, server):
    page = wire.ask(server, wire.request("/papers?q=model", last=True))[0].body.decode()
    return {"file": re.search(r'href="(/site/[^"]*\.css)"', page)[1], "page": "/papers?q=model",
            "edition": "/papers/week.atom", "api": "/api/papers?limit=3", "picture": "/thumbnails/a.svg",
            "not there": "/site/nothing.css"}[request.param]


def content(answer):
    """The answer without what is new in each."""
    return (answer.status, {name: said for name, said in answer.headers.items() if name not in OF_EACH_ANSWER},
            answer.body)


def plain(server, target, method):
    answer = wire.ask(server, wire.request(target, method=method, last=True), [method])[0]
    assert answer.status == (404 if "nothing" in target else 200)
    assert (len(answer.body) == int(answer.headers["content-length"]) > 0) == (method == "GET")
    assert "content-range" not in answer.headers and answer.headers.get("accept-ranges", "none") == "none"
    return answer


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_each_form_of_range_gives_the_whole(server, target, method):
    expected = plain(server, target, method)
    asked = forms(int(expected.headers["content-length"]))
    data = b"".join(wire.request(target, f"Range: {value}", method=method) for value in asked)
    answers = wire.ask(server, data + wire.request(last=True), [method] * len(asked))
    assert len(answers) == len(asked) + 1
    wrong = [value[:100] for value, answer in zip(asked, answers) if content(answer) != content(expected)]
    assert not wrong


def test_ranges_with_conditions_give_the_whole(server, target):
    expected = plain(server, target, "GET")
    tag = expected.headers.get("etag", '"none"')
    conditions = [tag, f"W/{tag}", '"other"', '""', "*", expected.headers["date"], "Thu, 01 Jan 1970 00:00:00 GMT",
                  "Fri, 31 Dec 9999 23:59:59 GMT", "yesterday", ""]
    asked = [(f"If-Range: {condition}", f"Range: {value}") for condition in conditions
             for value in ("bytes=0-0", "bytes=0-0,-1", "bytes=99999999-", "bytes=-0")]
    asked += [(f"If-Range: {condition}",) for condition in conditions]
    asked += [("Range: bytes=0-0", "Range: bytes=1-1"), ("Range: bytes=0-0",) * 90, ("Request-Range: bytes=0-0",),
              ("X-Range: bytes=0-0", "Content-Range: bytes 0-0/1")]
    data = b"".join(wire.request(target, *lines) for lines in asked)
    answers = wire.ask(server, data + wire.request(last=True))
    assert len(answers) == len(asked) + 1
    wrong = [lines[:3] for lines, answer in zip(asked, answers) if content(answer) != content(expected)]
    assert not wrong


def test_what_is_known_already_is_not_sent_for_a_range(server, target):
    """If-None-Match is looked at as ever; for what is not there it means nothing."""
    expected = plain(server, target, "GET")
    tag = expected.headers.get("etag", '"none"')
    data = wire.request(target, f"If-None-Match: {tag}", "Range: bytes=0-0") + wire.request(last=True)
    assert wire.statuses(wire.ask(server, data)) == [304 if "etag" in expected.headers else 404, 200]


def test_more_ranges_than_headers_may_have_are_refused(server, target):
    ranges = ",".join(f"{2 * i}-{2 * i}" for i in range(10_000))
    assert len(ranges) > HEADER_BYTES_MAX
    answers = wire.ask(server, wire.request(target, f"Range: bytes={ranges}") + wire.request(last=True))
    assert wire.statuses(answers) == [431]
