# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""A mail server on a port of this machine that misbehaves on request and remembers all it was given.

    with FaultServer() as server:
        server.fault_recipient("ada@readers.test", "rcpt", "4xx", times=2)
        server.fault_connection(3, "banner", "hang")
        ...
        server.accepted   # what it has taken: envelope, bytes, and whether its reply went out whole
        server.cuts       # those of them whose reply did not: the only messages that may come twice

A fault is one of KINDS at one of STAGES. Finer plans are a function of a Moment that answers a kind or
None (`server.plan`; it is called under the server's lock). One thread a connection; everything else may be called
from any thread.
"""

import base64
import collections
import dataclasses
import pathlib
import socket
import ssl
import struct
import subprocess
import threading
import time

STAGES = ("connect", "banner", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "body", "end", "quit")
KINDS = ("421", "4xx", "5xx", "close", "hang", "garbage", "long", "slow")
# Where a message and its recipient are known.
STAGES_OF = {"transaction": ("mail", "rcpt", "data", "body", "end"), "recipient": ("rcpt", "data", "body", "end")}
LONG = 1_000_000
# What a fault of these kinds says; "5xx" at RCPT is about the address, elsewhere about the message.
REPLIES = {
    "421": "421 4.3.2 shutting down",
    "4xx": "451 4.3.0 try again later",
    "5xx": "554 5.6.0 will not do",
}
RECIPIENT_GONE = "550 5.1.1 no such user"


@dataclasses.dataclass(frozen=True)
class Moment:
    """Where a connection is when it might misbehave."""

    stage: str
    connection: int  # from 0, in the order of coming
    transaction: int  # from 0 over all connections, -1 before the first MAIL of this connection
    sender: str = ""
    recipient: str = ""


@dataclasses.dataclass(frozen=True)
class Accepted:
    """A message that the server holds itself responsible for."""

    connection: int
    transaction: int
    sender: str
    recipients: tuple
    data: bytes  # dots taken off, without the final one
    wire: bytes  # as it came, without the final dot
    replied: bool  # whether the sender was told so
    at: float = 0  # time.monotonic()


class Gone(Exception):
    """The connection is at an end."""


class FaultServer:
    """`users` makes it ask for a login (AUTH PLAIN and LOGIN), `certificate` (a pair of files) offer STARTTLS, or
    speak TLS from the first byte if `implicit_tls`. `keeps_cut`: a message whose reply is cut counts as taken."""

    def __init__(self, certificate=None, implicit_tls=False, users=None, keeps_cut=True, drip_s=0.002, mechanisms="PLAIN LOGIN",
                 connection_class=None):
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(*map(str, certificate))
        self.implicit_tls = implicit_tls
        self.users = users or {}
        self.mechanisms = mechanisms
        self.keeps_cut = keeps_cut
        self.drip_s = drip_s
        self.connection_class = connection_class or Connection
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        self.accepted = []
        self.cuts = []
        self.faults = []  # (moment, kind), in order
        self.commands = []  # (connection, line), without passwords
        self.connections = 0
        self.transactions = 0
        self.plan = self._planned
        self._once = collections.Counter()
        self._threads = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]

    def __enter__(self):
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self._acceptor.join()
        self._listener.close()
        for thread in self._threads:
            thread.join()

    # What goes wrong.

    def fault_connection(self, number, stage, kind, times=1):
        """The first `times` times that the nth connection reaches the stage."""
        self._plan("connection", number, stage, kind, times)

    def fault_transaction(self, number, stage, kind):
        """The nth message that is begun: mail, rcpt, data, body and end."""
        self._plan("transaction", number, stage, kind, 1)

    def fault_recipient(self, address, stage, kind, times=1):
        """The first `times` times that a message to the address gets there: rcpt, data, body and end."""
        self._plan("recipient", address, stage, kind, times)

    def fault_always(self, stage, kind):
        self._plan("all", 0, stage, kind, 10**9)

    def _plan(self, what, key, stage, kind, times):
        assert stage in STAGES_OF.get(what, STAGES) and kind in KINDS, (what, stage, kind)
        with self.lock:
            self._once[what, key, stage, kind] += times

    def _planned(self, moment):
        keys = {"connection": moment.connection, "transaction": moment.transaction, "recipient": moment.recipient, "all": 0}
        for what, key in keys.items():
            for kind in KINDS:
                if self._once[what, key, moment.stage, kind] > 0:
                    self._once[what, key, moment.stage, kind] -= 1
                    return kind
        return None

    def fault_at(self, moment):
        with self.lock:
            kind = self.plan(moment)
            if kind:
                self.faults.append((moment, kind))
            return kind

    def to(self, address):
        """What was taken for an address."""
        return [message for message in self.accepted if address in message.recipients]

    # How it serves.

    def _accept(self):
        self._listener.settimeout(0.02)
        while not self.stopping.is_set():
            try:
                peer, _ = self._listener.accept()
            except TimeoutError:
                continue
            with self.lock:
                number = self.connections
                self.connections += 1
            thread = threading.Thread(target=self.connection_class(self, peer, number).serve, daemon=True)
            thread.start()
            self._threads = [one for one in self._threads if one.is_alive()] + [thread]


class Connection:
    def __init__(self, server, peer, number):
        self.server = server
        self.peer = peer
        self.peer.settimeout(0.05)
        self.peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.number = number
        self.buffer = b""
        self.secure = False
        self.known = not server.users
        self.transaction = -1
        self.reset()

    def reset(self):
        self.sender = None
        self.recipients = []

    def serve(self):
        try:
            self._serve()
        except (Gone, OSError, ValueError):
            pass
        finally:
            self.peer.close()

    def _serve(self):
        kind = self.fault("connect")
        if kind in REPLIES:
            self.send(REPLIES[kind])
            return
        if kind == "close":
            self.drop()
        if kind in ("garbage", "long"):
            self.send_bytes(b"\x00\xff\x80\r\n" if kind == "garbage" else bytes(LONG))
            return
        if kind == "hang":
            self.hang()
        if kind == "slow":
            self.server.stopping.wait(0.2)
        if self.server.implicit_tls:
            self.start_tls()
        self.reply("banner", "220 mail.readers.test ESMTP")
        while True:
            line = self.read_line()
            verb, _, rest = line.partition(" ")
            with self.server.lock:
                self.server.commands.append((self.number, "AUTH" if verb.upper() == "AUTH" else line))
            handler = getattr(self, "do_" + verb.lower(), None)
            if handler is None:
                self.send("500 5.5.2 what?")
            else:
                handler(rest)

    # Commands.

    def do_ehlo(self, _):
        lines = ["mail.readers.test", "SIZE 50000000", "8BITMIME", "ENHANCEDSTATUSCODES"]
        if self.server.context and not self.secure:
            lines.append("STARTTLS")
        if self.server.users and (self.secure or not self.server.context):
            lines.append("AUTH " + self.server.mechanisms)
        self.reset()
        self.reply("ehlo" if not self.secure else "", "\r\n".join("250-" + line for line in lines[:-1]) + "\r\n250 " + lines[-1])

    def do_helo(self, _):
        self.send("250 mail.readers.test")

    def do_starttls(self, _):
        if not self.server.context or self.secure:
            self.send("502 5.5.1 not offered")
        elif self.reply("starttls", "220 go ahead"):
            self.start_tls()

    def start_tls(self):
        self.peer.settimeout(5)
        self.peer = self.server.context.wrap_socket(self.peer, server_side=True)
        self.peer.settimeout(0.05)
        self.secure = True
        self.buffer = b""

    def do_auth(self, words):
        mechanism, _, first = words.partition(" ")
        if mechanism == "PLAIN":
            _, user, password = self.challenge("", first).split("\0")
        else:
            user = self.challenge("Username:", first)
            password = self.challenge("Password:", "")
        if self.server.users.get(user) != password:
            self.send("535 5.7.8 wrong user name or password")
        elif self.reply("auth", "235 2.7.0 welcome"):
            self.known = True

    def challenge(self, text, given):
        if not given:
            self.send("334 " + base64.b64encode(text.encode()).decode())
            given = self.read_line()
        return base64.b64decode(given).decode()

    def do_mail(self, words):
        if not self.known:
            self.send("530 5.7.0 log in first")
            return
        with self.server.lock:
            self.transaction = self.server.transactions
            self.server.transactions += 1
        sender = words.partition("<")[2].partition(">")[0]
        if self.reply("mail", "250 2.1.0 ok", sender=sender):
            self.sender = sender

    def do_rcpt(self, words):
        recipient = words.partition("<")[2].partition(">")[0]
        if self.sender is None:
            self.send("503 5.5.1 MAIL first")
        elif self.reply("rcpt", "250 2.1.5 ok", recipient=recipient):
            self.recipients.append(recipient)

    def do_data(self, _):
        if not self.recipients:
            self.send("503 5.5.1 RCPT first")
        elif self.reply("data", "354 go ahead"):
            self.take_message()
            self.reset()

    def take_message(self):
        lines = []
        said = False
        kind = None
        while (line := self.read_raw_line()) != b".\r\n":
            lines.append(line)
            if len(lines) == 1:
                kind = self.fault("body")
                if kind == "slow":
                    self.server.stopping.wait(0.2)
                elif kind:
                    said = not self.misbehave(kind, "body")
        if said:  # that was the reply
            return
        kind = self.fault("end")
        good = kind in (None, "slow")
        cut = kind in ("close", "hang", "garbage", "long")
        if good or (cut and self.server.keeps_cut):
            self.accept(lines, replied=good)
        if not kind:
            self.send("250 2.0.0 taken")
        else:
            self.misbehave(kind, "end", "250 2.0.0 taken")

    def accept(self, lines, replied):
        data = b"".join(line[1:] if line.startswith(b".") else line for line in lines)
        message = Accepted(self.number, self.transaction, self.sender, tuple(self.recipients), data, b"".join(lines), replied,
                           time.monotonic())
        with self.server.lock:
            self.server.accepted.append(message)
            if not replied:
                self.server.cuts.append(message)

    def do_rset(self, _):
        self.reset()
        self.send("250 2.0.0 ok")

    def do_noop(self, _):
        self.send("250 2.0.0 ok")

    def do_quit(self, _):
        self.reply("quit", "221 2.0.0 bye")
        raise Gone

    # Answers and faults.

    def fault(self, stage, sender=None, recipient=None):
        moment = Moment(stage, self.number, self.transaction, sender if sender is not None else self.sender or "",
                        recipient or (self.recipients[0] if self.recipients else ""))
        return self.server.fault_at(moment) if stage else None

    def reply(self, stage, text, **who):
        """True if it was the good one."""
        kind = self.fault(stage, **who)
        if not kind:
            self.send(text)
            return True
        return self.misbehave(kind, stage, text)

    def misbehave(self, kind, stage, text=""):
        """True if the good reply went out after all. False if another reply did."""
        if kind in REPLIES:
            self.send(RECIPIENT_GONE if (kind, stage) == ("5xx", "rcpt") else REPLIES[kind])
            if kind == "421":
                raise Gone
            return False
        if kind == "slow":
            for byte in (text + "\r\n").encode():
                self.send_bytes(bytes([byte]))
                self.server.stopping.wait(self.server.drip_s)
            return True
        if kind == "garbage":
            self.send("\x00\u00fft is no reply\r\n<html>")
        elif kind == "long":
            self.send_bytes(text[:3].encode() + b" " + b"x" * LONG + b"\r\n")
        elif kind == "hang":
            self.hang()
        else:
            self.drop()
        # Whoever goes on after that is heard no more.
        while True:
            self.read_raw_line()

    def drop(self):
        """At once, whatever is still on its way."""
        self.peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise Gone

    def hang(self):
        """Until the peer has gone; nothing more is read of what it says."""
        while not self.server.stopping.wait(0.02):
            raw = socket.socket(fileno=self.peer.fileno())
            try:
                state = raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]
            finally:
                raw.detach()
            if state != 1:  # no longer established
                break
        raise Gone

    def send(self, text):
        self.send_bytes((text + "\r\n").encode())

    def send_bytes(self, data):
        view = memoryview(data)
        while view:
            try:
                view = view[self.peer.send(view[:65536]):]
            except (TimeoutError, ssl.SSLWantWriteError):
                if self.server.stopping.is_set():
                    raise Gone from None

    def read_raw_line(self):
        while (end := self.buffer.find(b"\n")) < 0:
            if self.server.stopping.is_set():
                raise Gone
            try:
                data = self.peer.recv(1 << 18)
            except TimeoutError:
                continue
            if not data:
                raise Gone
            self.buffer += data
        line, self.buffer = self.buffer[:end + 1], self.buffer[end + 1:]
        return line

    def read_line(self):
        line = self.read_raw_line()
        if not line.endswith(b"\r\n"):
            raise Gone  # a bare line feed ends no command
        return line[:-2].decode("ascii")


def make_certificate(folder, name="localhost"):
    """A certificate for a name that vouches for itself: (certificate, key). To trust it, name it as the CA."""
    folder = pathlib.Path(folder)
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    return certificate, key
