# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Requests one behind the other in one write are answered in their order, up to what ends the connection.

A request by a name that is not ours is answered by 421, which says the name again: so an answer tells
which request it belongs to.

Run: BROADSHEET=build/broadsheet build/venv/bin/pytest tests/http/test_pipelining.py
"""

import pytest

import wire

REQUESTS = 1000
MIDDLE = REQUESTS // 2
SMUGGLED = wire.request("/smuggled", host="smuggled.example")
LIKE_REQUESTS = SMUGGLED * 3


def numbered(number, last=False):
    return wire.request("/", host=f"n{number}.example", last=last)


def numbers(answers):
    """Of the requests that have been answered, as the answers say; None for others."""
    found = []
    for answer in answers:
        word = next((word for word in answer.headers.get("x-error-message", "").split() if ".example" in word), None)
        found.append(int(word[1:].partition(".")[0]) if answer.status == 421 and word[0] == "n" else None)
    return found


def ask_in_one_write(server, data, methods=()):
    with wire.Client(server) as client:
        assert client.socket.send(data) == len(data), "the kernel took a part of it"
        return wire.parse_answers(client.rest(), methods)


def in_the_middle(between):
    """A thousand requests with these bytes in their middle."""
    before = b"".join(map(numbered, range(MIDDLE)))
    behind = b"".join(numbered(i, last=i == REQUESTS - 1) for i in range(MIDDLE, REQUESTS))
    return before + between + behind


def post(*lines, body=b""):
    return b"\r\n".join([b"POST /api/papers/index HTTP/1.1", b"Host: localhost", *lines]) + b"\r\n\r\n" + body


def test_a_thousand_are_answered_in_order(server):
    assert numbers(ask_in_one_write(server, in_the_middle(b""))) == [*range(REQUESTS)]


def test_unlike_requests_are_answered_in_order(server):
    """Quick and slow ones, of both workers, with and without bodies."""
    kinds = [("GET", "/healthz", 200, "application/json; charset=utf-8"),
             ("GET", "/api/papers/search?q=language+model", 200, "application/json; charset=utf-8"),
             ("HEAD", "/papers/week.atom", 200, "application/atom+xml; charset=utf-8"),
             ("GET", "/thumbnails/a.svg", 200, "image/svg+xml; charset=utf-8"),
             ("GET", "/nothing", 404, "application/json; charset=utf-8"),
             ("DELETE", "/healthz", 405, "application/json; charset=utf-8"),
             ("HEAD", "/api/daily_papers?limit=no", 400, "application/json; charset=utf-8")]
    made = [kinds[(i * i + i // 7) % len(kinds)] for i in range(300)]
    data = b"".join(wire.request(target, method=method, last=i == len(made) - 1)
                    for i, (method, target, _, _) in enumerate(made))
    answers = ask_in_one_write(server, data, [method for method, *_ in made])
    assert [(answer.status, answer.headers["content-type"]) for answer in answers] == [kind[2:] for kind in made]
    assert {bool(answer.body) for answer, kind in zip(answers, made) if kind[0] == "HEAD"} == {False}
    assert not any(answer.last for answer in answers[:-1])


BODIES = {
    "no body": post(),
    "length": post(b"Content-Length: %d" % len(LIKE_REQUESTS), body=LIKE_REQUESTS),
    "chunks": post(b"Transfer-Encoding: chunked",
                   body=b"%x\r\n" % len(LIKE_REQUESTS) + LIKE_REQUESTS + b"\r\n0\r\n\r\n"),
    "large": post(b"Content-Length: 131072", body=(SMUGGLED * 4000)[:131072]),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_in_the_middle_is_no_request(server, name):
    answers = wire.ask(server, in_the_middle(BODIES[name]))
    assert numbers(answers) == [*range(MIDDLE), None, *range(MIDDLE, REQUESTS)]
    assert answers[MIDDLE].status == 401


ENDS = {
    "no request": (b"\x00\r\n\r\n", 400),
    "bare line feeds": (b"GET / HTTP/1.1\nHost: localhost\n\n", 400),
    "no Host": (b"GET / HTTP/1.1\r\n\r\n", 400),
    "two lengths": (post(b"Content-Length: 0", b"Content-Length: 0"), 400),
    "too large a body": (post(b"Content-Length: 131073"), 413),
    "too large a chunk": (post(b"Transfer-Encoding: chunked", body=b"20001\r\n"), 413),
    "compressed": (post(b"Content-Encoding: gzip", b"Content-Length: 1", body=b"x"), 415),
    "expectation": (post(b"Expect: miracles"), 417),
    "close": (wire.request("/healthz", last=True), 200),
    "close after a body": (post(b"Connection: close", b"Content-Length: 5", body=b"01234"), 401),
    "old version": (b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n", 200),
}


@pytest.mark.parametrize("name", ENDS)
def test_what_ends_the_connection_is_answered_last(server, name):
    data, status = ENDS[name]
    answers = wire.ask(server, in_the_middle(data))
    assert numbers(answers) == [*range(MIDDLE), None]
    assert answers[-1].status == status and answers[-1].last


@pytest.mark.parametrize("sent, status", [
    (wire.request("/nothing"), 404),
    (wire.request("/healthz", method="PUT"), 405),
    (wire.request("/api/daily_papers?limit=no"), 400),
    (wire.request("/%zz"), 400),
    (wire.request("/api/whoami-v2"), 401),
])
def test_an_answer_that_says_no_does_not_end_it(server, sent, status):
    answers = wire.ask(server, in_the_middle(sent))
    assert numbers(answers) == [*range(MIDDLE), None, *range(MIDDLE, REQUESTS)]
    assert answers[MIDDLE].status == status


@pytest.mark.parametrize("size", [1, 7, 61])
def test_pieces_do_not_matter(server, size):
    """The same answers as to one write, from a client that dribbles."""
    data = numbered(0) + BODIES["chunks"] + numbered(1) + wire.request(last=True)
    with wire.Client(server) as client:
        for start in range(0, len(data), size):
            client.send(data[start:start + size])
        answers = wire.parse_answers(client.rest())
    assert [answer.status for answer in answers] == [421, 401, 421, 200]
    assert numbers(answers) == [0, None, 1, None]
