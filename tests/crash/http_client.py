# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""A plain HTTP/1.1 client that tells apart how a connection ended."""

import select
import socket
from dataclasses import dataclass

ANSWER_SECONDS_MAX = 60


class Refused(Exception):
    """Nobody listens there."""


class Cut(Exception):
    """The connection ended before the whole answer was there."""

    def __init__(self, received):
        super().__init__(f"closed after {received} bytes of an answer")
        self.received = received


@dataclass
class Answer:
    status: int
    closes: bool
    content: bytes


class Client:
    """One connection. `answered` counts what came back on it."""

    def __init__(self, port):
        self.port = port
        self.answered = 0
        self._left = b""
        self._received = 0
        try:
            self._socket = socket.create_connection(("127.0.0.1", port), ANSWER_SECONDS_MAX)
        except (ConnectionRefusedError, ConnectionResetError) as error:
            raise Refused(str(error)) from error

    def request_bytes(self, path):
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode()

    def send(self, data):
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise Cut(0) from error

    def get(self, path):
        self.send(self.request_bytes(path))
        return self.read()

    def read(self):
        """Reads one whole answer, or says after how many of its bytes there was no more."""
        self._received = len(self._left)
        while b"\r\n\r\n" not in self._left:
            self._more()
        head, _, self._left = self._left.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        length = int(fields["content-length"])
        while len(self._left) < length:
            self._more()
        content, self._left = self._left[:length], self._left[length:]
        self.answered += 1
        return Answer(int(lines[0].split()[1]), fields.get("connection", "").lower() == "close", content)

    def _more(self):
        try:
            data = self._socket.recv(1 << 16)
        except OSError as error:
            raise Cut(self._received) from error
        if not data:
            raise Cut(self._received)
        self._received += len(data)
        self._left += data

    def ended(self):
        """Whether the server has closed it, before anything else is asked on it."""
        readable, _, _ = select.select([self._socket], [], [], 0)
        return bool(readable) and not self._left

    def close(self):
        self._socket.close()


def get(port, path):
    """One request on a connection of its own."""
    client = Client(port)
    try:
        return client.get(path)
    finally:
        client.close()
