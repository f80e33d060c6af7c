# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""An OAI-PMH repository on loopback that can be made to misbehave.

A fault is a function (upstream, connection, request) -> bool that is asked before every answer; True says that it
has answered itself, in whatever way.
"""

import contextlib
import dataclasses
import socket
import struct
import threading
import time
import urllib.parse
from email.utils import formatdate
from xml.sax.saxutils import escape

PAGE_RECORDS = 20
RESPONSE_DATE = "2026-06-{:02}T10:00:00Z"


@dataclasses.dataclass(frozen=True)
class Record:
    identifier: str
    title: str
    datestamp: str
    creator: str = "Roh, Jun Tae"
    deleted: bool = False
    sets: tuple = ("tides",)

    def xml(self):
        status = ' status="deleted"' if self.deleted else ""
        sets = "".join(f"<setSpec>{escape(name)}</setSpec>" for name in self.sets)
        header = f"<header{status}><identifier>{escape(self.identifier)}</identifier><datestamp>{self.datestamp}</datestamp>{sets}</header>"
        if self.deleted:
            return f"<record>{header}</record>"
        return (f"<record>{header}<metadata><oai_dc:dc xmlns:oai_dc='http://www.openarchives.org/OAI/2.0/oai_dc/'"
                f" xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{escape(self.title)}</dc:title>"
                f"<dc:creator>{escape(self.creator)}</dc:creator><dc:date>{self.datestamp}</dc:date>"
                f"</oai_dc:dc></metadata></record>")


@dataclasses.dataclass
class Request:
    number: int  # from 1, over the upstream's life
    path: str
    at: float
    headers: str

    def argument(self, name):
        return urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query, keep_blank_values=True).get(name, [None])[0]


def answer(status, body, headers=(), reason="Said"):
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} {reason}", f"Content-Length: {len(body)}", "Connection: close",
             "Content-Type: text/xml; charset=utf-8", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def reset(connection):
    """Ends the connection with a reset instead of an end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


class Upstream:
    def __init__(self, records, day=1, fault=None):
        self.records = list(records)
        self.day = day
        self.fault = fault
        self.requests = []
        self.lock = threading.Lock()
        self.asked = threading.Condition(self.lock)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.url = f"{self.base}/oai"
        threading.Thread(target=self.serve, daemon=True).start()

    def close(self):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def wait_for(self, count, seconds=20):
        """Until so many requests came; False if they do not."""
        with self.asked:
            return self.asked.wait_for(lambda: len(self.requests) >= count, seconds)

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.handle, args=(connection,), daemon=True).start()

    def handle(self, connection):
        with contextlib.suppress(OSError), connection:
            connection.settimeout(30)
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(65536)
                if not piece:
                    return
                head += piece
            path = head.split(b" ", 2)[1].decode()
            with self.asked:
                request = Request(len(self.requests) + 1, path, time.monotonic(), head.decode("latin-1"))
                self.requests.append(request)
                self.asked.notify_all()
            if self.fault is None or not self.fault(self, connection, request):
                connection.sendall(answer(200, self.page(request)))

    # ------------------------------------------------------------------------------- the protocol

    def envelope(self, inner):
        return (f"<?xml version='1.0' encoding='UTF-8'?><OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'>"
                f"<responseDate>{RESPONSE_DATE.format(self.day)}</responseDate>"
                f"<request verb='ListRecords'>{escape(self.url)}</request>{inner}</OAI-PMH>")

    def error(self, code, message="no"):
        return self.envelope(f"<error code='{code}'>{message}</error>")

    def records_page(self, records, token=None, attributes=""):
        inner = "".join(record.xml() for record in records)
        if token is not None:
            inner += f"<resumptionToken{attributes}>{escape(token)}</resumptionToken>"
        return self.envelope(f"<ListRecords>{inner}</ListRecords>")

    def matching(self, since, name):
        return [record for record in sorted(self.records, key=lambda record: (record.datestamp, record.identifier))
                if record.datestamp >= (since or "") and (not name or name in record.sets)]

    def place(self, request):
        """(from, set, skip) of a request, or None for a token that this repository did not give."""
        token = request.argument("resumptionToken")
        if token is None:
            return request.argument("from"), request.argument("set"), 0
        parts = token.split("|")
        return (parts[0], parts[1], int(parts[2])) if len(parts) == 3 and parts[2].isdigit() else None

    def page(self, request):
        if request.argument("verb") == "Identify":
            return self.envelope("<Identify><repositoryName>Tides</repositoryName></Identify>")
        place = self.place(request)
        if place is None:
            return self.error("badResumptionToken")
        since, name, skip = place
        matching = self.matching(since, name)
        if not matching:
            return self.error("noRecordsMatch")
        end = skip + PAGE_RECORDS
        token = f"{since or ''}|{name or ''}|{end}" if end < len(matching) else ""
        if skip == 0 and not token:
            token = None
        return self.records_page(matching[skip:end], token)


# ------------------------------------------------------------------------------------------ faults

def once(which, act):
    """Acts on the request of that number alone."""
    return lambda upstream, connection, request: request.number == which and act(upstream, connection, request)


def first(count, act, after=0):
    """Acts on `count` requests behind the first `after`."""
    return lambda upstream, connection, request: after < request.number <= after + count and act(upstream, connection, request)


def says(status, body="busy", headers=()):
    def act(_upstream, connection, _request):
        connection.sendall(answer(status, body, headers))
        return True
    return act


def in_seconds(seconds):
    """A date so far away, as HTTP writes dates."""
    return formatdate(time.time() + seconds, usegmt=True)


def says_page(make):
    """Answers with what make(upstream, request) gives."""
    def act(upstream, connection, request):
        connection.sendall(answer(200, make(upstream, request)))
        return True
    return act


def cut_at(percent):
    def act(upstream, connection, request):
        whole = answer(200, upstream.page(request))
        head = whole.index(b"\r\n\r\n") + 4
        connection.sendall(whole[:head + (len(whole) - head) * percent // 100])
        return True
    return act
