# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The reader of answers is as strict as the other tests of this folder take it to be.

Run: BROADSHEET=build/broadsheet build/venv/bin/pytest tests/http/test_wire.py
"""

import pytest

import wire

HEADERS = (b"Date: Mon, 01 Jan 2024 00:00:00 GMT\r\nX-Request-Id: 0123456789abcdef-1\r\n"
           b"Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
           b"X-Content-Type-Options: nosniff\r\nReferrer-Policy: strict-origin-when-cross-origin\r\n"
           b"Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\n")
KEPT = b"HTTP/1.1 200 OK\r\n" + HEADERS + b"Content-Length: 2\r\nConnection: keep-alive\r\n\r\nhi"
CLOSED = KEPT.replace(b"keep-alive", b"close")
NOT_MODIFIED = KEPT.replace(b"200 OK", b"304 Not Modified").replace(b"Content-Length: 2\r\n", b"")[:-2]


def test_reads_answers_one_behind_the_other():
    stream = b"HTTP/1.1 100 Continue\r\n\r\n" + KEPT + KEPT[:-2] + NOT_MODIFIED + CLOSED
    answers = wire.parse_answers(stream, ["GET", "HEAD"])
    assert wire.statuses(answers) == [100, 200, 200, 304, 200]
    assert [answer.body for answer in answers] == [b"", b"hi", b"", b"", b"hi"]
    assert wire.parse_answers(b"") == []


@pytest.mark.parametrize("stream", [
    KEPT[:-1],
    KEPT + b"x",
    KEPT + b"\r\n",
    CLOSED + KEPT,
    KEPT.replace(b"HTTP/1.1", b"HTTP/1.0"),
    KEPT.replace(b"200 OK", b"200"),
    KEPT.replace(b"200 OK", b"299 Unknown"),
    KEPT.replace(b"\r\nDate", b"\nDate"),
    KEPT.replace(b"Content-Length: 2\r\n", b""),
    KEPT.replace(b"Content-Length: 2", b"Content-Length: 2\r\nContent-Length: 2"),
    KEPT.replace(b"Length: 2", b"Length: +2"),
    KEPT.replace(b"nosniff", b"none"),
    KEPT.replace(b"Connection: keep-alive\r\n", b""),
    NOT_MODIFIED.replace(b"Connection", b"Content-Length: 2\r\nConnection"),
    NOT_MODIFIED + b"hi",
])
def test_refuses_what_is_no_row_of_answers(stream):
    with pytest.raises(wire.NotAnAnswer):
        wire.parse_answers(stream)
