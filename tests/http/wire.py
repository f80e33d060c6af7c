# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The other end of a socket: sends bytes as they are, and reads answers strictly.

parse_answers() accepts nothing but whole answers one behind the other, each framed by its
Content-Length, each with the headers that protect its reader, and nothing behind the one that says
that it is the last. So a test that only counts answers also proves all that.
"""

import contextlib
import re
import select
import socket
import time
from typing import NamedTuple

PATIENCE_SECONDS = 15
PIECE_BYTES = 1 << 16

STATUS_LINE = re.compile(rb"HTTP/1\.1 ([1-5][0-9]{2}) ([A-Za-z' -]+)")
HEADER_LINE = re.compile(rb"([A-Za-z0-9-]+): ([\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?|)")
PROTECTION = {
    "content-security-policy": re.compile(r"default-src 'none'; .*frame-ancestors 'none'"),
    "x-content-type-options": re.compile("nosniff"),
    "referrer-policy": re.compile("strict-origin-when-cross-origin"),
    "cross-origin-opener-policy": re.compile("same-origin"),
    "cross-origin-resource-policy": re.compile("same-origin"),
    "x-request-id": re.compile("[0-9a-f]{16}-[0-9a-f]+"),
    "date": re.compile("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT"),
}


class NotAnAnswer(Exception):
    """The bytes are not answers of HTTP, one behind the other."""


class Answer(NamedTuple):
    status: int
    headers: dict  # by name in lower case
    body: bytes
    last: bool  # says that the connection ends


def read_head(head):
    lines = head.split(b"\r\n")
    first = STATUS_LINE.fullmatch(lines[0])
    if not first or first[2] == b"Unknown":
        raise NotAnAnswer(f"no status line: {lines[0][:200]!r}")
    headers = {}
    for line in lines[1:]:
        parts = HEADER_LINE.fullmatch(line)
        name = parts[1].decode().lower() if parts else None
        if not parts or name in headers:
            raise NotAnAnswer(f"a header that is none or stands twice: {line[:200]!r}")
        headers[name] = parts[2].decode()
    return int(first[1]), headers


def check_protection(status, headers):
    for name, pattern in PROTECTION.items():
        if not pattern.match(headers.get(name, "")):
            raise NotAnAnswer(f"{status} has {name}: {headers.get(name)}")
    if headers.get("connection") not in ("keep-alive", "close"):
        raise NotAnAnswer(f"{status} has connection: {headers.get('connection')}")


def take_answer(stream, start, method):
    """The answer that begins there, to a request of that method, and where it ends."""
    end = stream.find(b"\r\n\r\n", start)
    if end < 0:
        raise NotAnAnswer(f"no whole head: {stream[start:start + 200]!r}")
    status, headers = read_head(stream[start:end])
    end += 4
    if status < 200:
        if headers:
            raise NotAnAnswer(f"{status} with headers {headers}")
        return Answer(status, headers, b"", False), end
    check_protection(status, headers)
    if status in (204, 304):
        if "content-length" in headers:
            raise NotAnAnswer(f"{status} with a length")
        length = 0
    else:
        if not re.fullmatch("0|[1-9][0-9]*", headers.get("content-length", "")):
            raise NotAnAnswer(f"{status} of length {headers.get('content-length')}")
        length = 0 if method == "HEAD" else int(headers["content-length"])
    if len(stream) < end + length:
        raise NotAnAnswer(f"{len(stream) - end} bytes of {length}")
    return Answer(status, headers, stream[end:end + length], headers["connection"] == "close"), end + length


def parse_answers(stream, methods=()):
    """All answers of a connection. `methods` are those of the requests; where they end, GET."""
    answers = []
    waiting = list(methods)
    start = 0
    while start < len(stream):
        if answers and answers[-1].last:
            raise NotAnAnswer(f"bytes behind the last answer: {stream[start:start + 200]!r}")
        answer, start = take_answer(stream, start, waiting[0] if waiting else "GET")
        answers.append(answer)
        if answer.status >= 200 and waiting:
            waiting.pop(0)
    return answers


class Client:
    """A connection that keeps all that came."""

    def __init__(self, server):
        self.socket = socket.create_connection((server.host, server.port), timeout=PATIENCE_SECONDS)
        self.received = b""
        self.sent = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)
        return self

    def until(self, text, times=1):
        """Reads until the text has come so often; all that came."""
        while self.received.count(text) < times:
            piece = self.socket.recv(PIECE_BYTES)
            assert piece, f"closed before {text!r}: {self.received[-300:]!r}"
            self.received += piece
        return self.received

    def answer(self, method="GET"):
        """The next answer; what stands behind it is left for the next call."""
        while True:
            try:
                answer, end = take_answer(self.received, 0, method)
            except NotAnAnswer as incomplete:
                piece = self.socket.recv(PIECE_BYTES)
                assert piece, f"closed: {incomplete}"
                self.received += piece
            else:
                self.received = self.received[end:]
                return answer

    def rest(self):
        """Reads until the server closes; all that came."""
        while piece := self.socket.recv(PIECE_BYTES):
            self.received += piece
        return self.received

    def exchange(self, data):
        """Sends while it reads, as long as the server reads; ends when the server has closed its side."""
        self.socket.setblocking(False)
        pieces = []
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            readable, writable, _ = select.select([self.socket], [self.socket] if self.sent < len(data) else [],
                                                  [], deadline - time.monotonic())
            assert readable or writable, f"no answer, and not closed: {data[:300]!r}"
            if readable:
                piece = self.socket.recv(PIECE_BYTES)
                if not piece:
                    return b"".join(pieces)
                pieces.append(piece)
            elif writable:
                try:
                    self.sent += self.socket.send(data[self.sent:self.sent + PIECE_BYTES])
                except (BrokenPipeError, ConnectionResetError):
                    # The server reads no more; what it said before lies in our buffer.
                    self.sent = len(data)


def ask_bytes(server, data):
    with Client(server) as client:
        return client.exchange(data)


def ask(server, data, methods=()):
    """The answers to bytes in one write, until the server closes the connection by itself."""
    return parse_answers(ask_bytes(server, data), methods)


def ask_side_by_side(server, writes):
    """The answers to each of some writes, each on a connection of its own, all of them at once.

    Each write and its answers must fit into the buffers of the kernel: nothing is read while it is sent.
    """
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(Client(server)) for _ in writes]
        for client, data in zip(clients, writes):
            client.send(data)
        return [parse_answers(client.rest()) for client in clients]


def flood(server, head, piece, bytes_max):
    """Sends the piece again and again, until the server reads no more or has read all.

    The answers, and how many bytes went. A server that reads no more resets the connection, so what
    it said before is all there is.
    """
    with Client(server) as client:
        sent = client.socket.send(head)
        assert sent == len(head)
        try:
            while sent < bytes_max:
                client.socket.sendall(piece)
                sent += len(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            client.rest()
        except ConnectionResetError:
            pass
        return parse_answers(client.received), sent


def statuses(answers):
    return [answer.status for answer in answers]


def request(target="/healthz", *headers, method="GET", host="localhost", body=None, last=False):
    """A request that is plainly valid, if its parts are."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", *headers]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    if last:
        lines.append("Connection: close")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (body or b"")
