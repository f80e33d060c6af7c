# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What is larger than docs/operate/serving.md allows is refused as soon as that can be known.

The refusal has the right status and is the last answer of its connection, however much is sent
behind it; and the server keeps nothing of what it refused.

Run: BROADSHEET=build/broadsheet build/venv/bin/pytest tests/http/test_oversize.py
"""

import gzip

import pytest

import wire
from conftest import copy_of, serving

LINE_BYTES_MAX = 32 << 10
HEADER_BYTES_MAX = 48 << 10
HEADER_LINES_MAX = 100
BODY_BYTES_MAX = 128 << 10

POST = b"POST /api/papers/index HTTP/1.1\r\nHost: localhost\r\n"
GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
BEHIND = wire.request("/healthz?behind", last=True)

# So much is offered to a server that should read a small part of it; what the kernel holds between
# the two is less than half of it.
FLOOD_BYTES = 32 << 20
PIECE_BYTES = 1 << 20
GROWTH_BYTES_MAX = 8 << 20


def line_of(length):
    """A request whose first line is so long, without its CR LF."""
    return b"GET /healthz?" + b"a" * (length - len(b"GET /healthz? HTTP/1.1")) + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"


def headers_of(length, lines):
    """A request with so many header lines, which are so long together without their CR LF."""
    host = b"Host: localhost"
    small = [b"X-%02d: a" % i for i in range(lines - 2)]
    used = len(host) + sum(map(len, small))
    large = b"X-Large: " + b"a" * max(length - used - len(b"X-Large: "), 0)
    return b"GET /healthz HTTP/1.1\r\n" + b"\r\n".join([host, *small, large]) + b"\r\n\r\n"


def body_of(length):
    return POST + b"Content-Length: %d\r\n\r\n" % length + b"b" * length


def chunks_of(length, each):
    whole = b"%x\r\n" % each + b"b" * each + b"\r\n"
    rest = length % each
    last = b"%x\r\n" % rest + b"b" * rest + b"\r\n" if rest else b""
    return CHUNKED + whole * (length // each) + last + b"0\r\n\r\n"


AT_THE_LIMIT = {
    "line": (line_of(LINE_BYTES_MAX), 200),
    "headers": (headers_of(HEADER_BYTES_MAX, 3), 200),
    "many headers": (headers_of(HEADER_BYTES_MAX, HEADER_LINES_MAX), 200),
    "body": (body_of(BODY_BYTES_MAX), 401),
    "one chunk": (chunks_of(BODY_BYTES_MAX, BODY_BYTES_MAX), 401),
    "chunks": (chunks_of(BODY_BYTES_MAX, 1000), 401),
}

TOO_LARGE = {
    "line": (line_of(LINE_BYTES_MAX + 1), 414),
    "twice the line": (line_of(2 * LINE_BYTES_MAX), 414),
    "line without an end": (b"GET /" + b"a" * LINE_BYTES_MAX, 414),
    "headers": (headers_of(HEADER_BYTES_MAX + 1, 3), 431),
    "many headers": (headers_of(HEADER_BYTES_MAX + 1, HEADER_LINES_MAX), 431),
    "too many headers": (headers_of(2000, HEADER_LINES_MAX + 1), 431),
    "too many empty headers": (GET + b"X:\r\n" * HEADER_LINES_MAX + b"\r\n", 431),
    "header without an end": (GET + b"X: " + b"a" * HEADER_BYTES_MAX, 431),
    "header name without an end": (GET + b"X" * HEADER_BYTES_MAX, 431),
    "body": (body_of(BODY_BYTES_MAX + 1), 413),
    "one chunk": (chunks_of(BODY_BYTES_MAX + 1, BODY_BYTES_MAX + 1), 413),
    "chunks": (chunks_of(BODY_BYTES_MAX + 1, 1000), 413),
    "one more chunk": (chunks_of(BODY_BYTES_MAX + 1, BODY_BYTES_MAX), 413),
}


@pytest.fixture(scope="module")
def fresh(data, tmp_path_factory):
    """A server whose memory nobody else has used."""
    with serving(copy_of(data, tmp_path_factory.mktemp("oversize") / "data")) as running:
        yield running


@pytest.mark.parametrize("name", AT_THE_LIMIT)
def test_what_is_as_large_as_allowed_is_read(server, name):
    sent, status = AT_THE_LIMIT[name]
    assert wire.statuses(wire.ask(server, sent + BEHIND)) == [status, 200]


@pytest.mark.parametrize("name", TOO_LARGE)
def test_what_is_larger_is_refused_once(server, name):
    sent, status = TOO_LARGE[name]
    answers = wire.ask(server, sent + BEHIND)
    assert wire.statuses(answers) == [status] and answers[0].last


@pytest.mark.parametrize("length", [BODY_BYTES_MAX + 1, 1 << 30, 1 << 32, (1 << 63) - 1, 1 << 64, 10 ** 30])
@pytest.mark.parametrize("expect", [b"", b"Expect: 100-continue\r\n"])
def test_a_body_is_refused_before_any_of_it_came(server, length, expect):
    """And who asks first whether to send it is told no; a "100 Continue" would be an answer more."""
    answers = wire.ask(server, POST + expect + b"Content-Length: %d\r\n\r\n" % length)
    assert wire.statuses(answers) == [413] and answers[0].last


def test_a_chunk_is_refused_before_any_of_it_came(server):
    answers = wire.ask(server, CHUNKED + b"%x\r\n" % (BODY_BYTES_MAX + 1))
    assert wire.statuses(answers) == [413] and answers[0].last


@pytest.mark.parametrize("framed", [b"Content-Length: 5\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n"])
def test_who_asks_whether_to_send_a_body_is_told_to_once(server, framed):
    body = b"5\r\n01234\r\n0\r\n\r\n" if b"chunked" in framed else b"01234"
    with wire.Client(server) as client:
        client.send(POST + b"Expect: 100-Continue\r\n" + framed)
        assert client.until(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.send(body[:3])
        client.send(body[3:] + BEHIND)
        assert wire.statuses(wire.parse_answers(client.rest())) == [100, 401, 200]


def test_a_body_that_grows_too_large_after_100_is_refused(server):
    with wire.Client(server) as client:
        client.send(POST + b"Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n")
        client.until(b"\r\n\r\n")
        client.send(b"%x\r\n" % BODY_BYTES_MAX + b"b" * BODY_BYTES_MAX + b"\r\n1\r\n")
        assert wire.statuses(wire.parse_answers(client.rest())) == [100, 413]


@pytest.mark.parametrize("sent, expected", [
    # It came with its body, has none, or is of a client that cannot know what 100 means.
    (POST + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n01234", [401, 200]),
    (POST + b"Expect: 100-continue\r\nContent-Length: 0\r\n\r\n", [401, 200]),
    (GET + b"Expect: 100-continue\r\n\r\n", [200, 200]),
    (b"POST /api/papers/index HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\nExpect: 100-continue\r\n"
     b"Content-Length: 5\r\n\r\n01234", [401, 200]),
    (POST + b"Expect: 200-ok\r\nContent-Length: 5\r\n\r\n01234", [417]),
    (POST + b"Expect: 100-continue, more\r\nContent-Length: 5\r\n\r\n01234", [417]),
    (GET + b"Expect: cookies\r\n\r\n", [417]),
])
def test_nobody_else_is_told_to_continue(server, sent, expected):
    answers = wire.ask(server, sent + BEHIND)
    assert wire.statuses(answers) == expected and answers[-1].last


@pytest.mark.parametrize("coding", ["gzip", "GZIP", "x-gzip", "deflate", "br", "zstd", "compress", "gzip, gzip",
                                    "identity, gzip", "unheard-of"])
@pytest.mark.parametrize("chunked", [False, True])
def test_compressed_bodies_are_not_opened(server, coding, chunked):
    bomb = gzip.compress(bytes(10 << 20), mtime=0)
    if chunked:
        framed = b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(bomb) + bomb + b"\r\n0\r\n\r\n"
    else:
        framed = b"Content-Length: %d\r\n\r\n" % len(bomb) + bomb
    answers = wire.ask(server, POST + f"Content-Encoding: {coding}\r\n".encode() + framed + BEHIND)
    assert wire.statuses(answers) == [415] and answers[0].last


FLOODS = {
    "line": (b"GET /", b"a" * PIECE_BYTES, 414),
    "method": (b"", b"A" * PIECE_BYTES, 414),
    "header": (GET + b"X: ", b"a" * PIECE_BYTES, 431),
    "headers": (GET, b"X: a\r\n" * (PIECE_BYTES // 6), 431),
    "body": (POST + b"Content-Length: %d\r\n\r\n" % FLOOD_BYTES, b"b" * PIECE_BYTES, 413),
    "chunks": (CHUNKED, (b"8000\r\n" + b"b" * 0x8000 + b"\r\n") * (PIECE_BYTES // 0x8000), 413),
    "small chunks": (CHUNKED, b"1\r\nb\r\n" * (PIECE_BYTES // 6), 413),
    "chunk size": (CHUNKED, b"0" * PIECE_BYTES, 400),
    "bytes behind": (GET + b"Connection: close\r\n\r\n", b"b" * PIECE_BYTES, 200),
}


def flood_every_part(server):
    for name, (head, piece, status) in FLOODS.items():
        answers, sent = wire.flood(server, head, piece, FLOOD_BYTES)
        assert wire.statuses(answers) == [status] and answers[0].last, name
        assert sent < FLOOD_BYTES, f"{name}: all of it was read"


def test_what_has_no_end_is_not_read_to_its_end(fresh):
    """Each flood is refused in its first part and cut."""
    flood_every_part(fresh)


@pytest.mark.resources
def test_floods_leave_a_server_as_small_as_it_was(fresh):
    assert wire.statuses(wire.ask(fresh, body_of(BODY_BYTES_MAX) + BEHIND)) == [401, 200]
    before = fresh.peak_bytes()
    flood_every_part(fresh)
    assert fresh.peak_bytes() - before < GROWTH_BYTES_MAX
