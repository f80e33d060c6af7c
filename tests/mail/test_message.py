# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What Python's email and dkimpy read of the messages that we compose and sign, whatever stands in their fields."""

import base64
import email
import email.header
import email.policy
import email.utils
import os
import pathlib
import re
import subprocess

import dkim
import naughty
import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("COMPOSE_MESSAGES", str(ROOT / "build" / "tests" / "mail" / "compose_messages"))

SUBJECT_BYTES_MAX = 1000
NAME_BYTES_MAX = 200
LINE_BYTES_MAX = 998
URL = b"https://tides.example/leave/" + b"k" * 200

# The fields of a message as it is asked for below, with its two signatures.
FIELDS = ["DKIM-Signature", "DKIM-Signature", "Date", "From", "To", "Reply-To", "Subject", "Message-ID", "List-Id",
          "List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version", "Content-Type"]

# Blanks are those that Unicode has, and what ends lines somewhere; other controls, and what turns the direction of
# text around, have no place in a line.
BLANKS = re.compile("[ \t\n\r\v\f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
MISLEADING = "\ufeff\u202a-\u202e\u2066-\u2069\u200e\u200f"
NOT_IN_A_LINE = re.compile(f"[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{MISLEADING}]")
NOT_IN_A_TEXT = re.compile(f"[\0-\x08\x0b-\x1f\x7f-\x9f{MISLEADING}]")


def readable_line(text, bytes_max):
    """What is left of a subject or a name (mail/header_text.h)."""
    line = BLANKS.sub(" ", NOT_IN_A_LINE.sub("", text.decode("utf-8", "replace"))).strip(" ")
    if len(line.encode()) <= bytes_max:
        return line
    return line.encode()[: bytes_max - len("…".encode())].decode("utf-8", "ignore").rstrip(" ") + "…"


def readable_text(text):
    """What is left of a body (text/utf8.h, sanitize)."""
    lines = text.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = NOT_IN_A_TEXT.sub("", lines)
    return lines if lines.endswith("\n") else lines + "\n"


class Composed:
    """What the program made of some messages, and the keys that it signed with."""

    def __init__(self, messages):
        lines = ["\t".join(f"{name}={base64.b64encode(value).decode()}" for name, value in message) for message in messages]
        run = subprocess.run([PROGRAM], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True, timeout=120)
        answers = run.stdout.splitlines()
        self.records = {}
        for line in answers[:2]:
            _, name, record = line.split("\t")
            self.records[name] = record.encode()
        self.messages = [None if line.startswith("!") else base64.b64decode(line) for line in answers[2:]]
        assert len(self.messages) == len(messages)

    def find_record(self, name, timeout=None):
        name = name.decode() if isinstance(name, bytes) else name
        return self.records.get(name.rstrip("."))

    def verifies(self, message):
        """One answer for each of the two signatures."""
        answers = []
        for index in range(2):
            try:
                answers.append(dkim.DKIM(message, minkey=1024).verify(idx=index, dnsfunc=self.find_record))
            except dkim.DKIMException:
                answers.append(False)
        return answers


def message_of(text, html=True, **others):
    """A message with this text in every field that may have any."""
    fields = {"from": b"papers@tides.example", "from.name": text, "to": b"mina@reef.example", "to.name": text,
              "reply_to": b"desk@tides.example", "reply_to.name": text, "subject": text, "message_id": b"2026-07-01.7@tides.example",
              "list": text, "text": text}
    if html:
        fields["html"] = b"<p>" + text + b"</p>"
    fields.update(others)
    headers = [b"List-Unsubscribe:<" + URL + b">, <mailto:leave+k7@tides.example>",
               b"List-Unsubscribe-Post:List-Unsubscribe=One-Click"]
    return [*fields.items(), *(("header", header) for header in headers)]


@pytest.fixture(scope="module")
def naughty_messages():
    return Composed([message_of(text) for text in naughty.TEXTS])


def decoded_name(message, field):
    """The name beside the one address of a field, as a mail program that unfolds and decodes it has it. Python 3.11's
    newer parser keeps the blank between two encoded-words here."""
    value = email.message_from_bytes(message)[field].replace("\r\n", "")
    addresses = email.utils.getaddresses([value])
    assert len(addresses) == 1, value
    return str(email.header.make_header(email.header.decode_header(addresses[0][0]))) if addresses[0][0] else ""


def each(composed):
    assert len(composed.messages) == len(naughty.TEXTS) > 700
    for text, message in zip(naughty.TEXTS, composed.messages):
        assert message is not None, text[:80]
        yield text, message


def test_lines_are_those_of_the_wire(naughty_messages):
    for text, message in each(naughty_messages):
        lines = message.split(b"\r\n")
        assert lines[-1] == b"", text[:80]
        assert all(re.fullmatch(rb"[ -~]*", line) and len(line) <= LINE_BYTES_MAX for line in lines), text[:80]
        assert not any(line.startswith((b".", b"From ")) for line in lines), text[:80]
        # Only an address that is longer takes more than is advised.
        assert all(len(line) <= 78 or URL in line for line in lines), text[:80]
        head = message.split(b"\r\n\r\n", 1)[0]
        assert all(len(word) <= 75 for word in head.split() if word.startswith(b"=?")), text[:80]


def test_fields_are_those_asked_for(naughty_messages):
    for text, message in each(naughty_messages):
        parsed = email.message_from_bytes(message, policy=email.policy.default)
        assert parsed.keys() == FIELDS, text[:80]
        assert [part.keys() for part in parsed.iter_parts()] == [["Content-Type", "Content-Transfer-Encoding"]] * 2
        for part in parsed.walk():
            assert not part.defects, (text[:80], part.defects)
            for name, value in part.items():
                assert not value.defects, (text[:80], name, value.defects)
        assert parsed["List-Unsubscribe"] == f"<{URL.decode()}>, <mailto:leave+k7@tides.example>"
        assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert str(parsed["Message-ID"]) == "<2026-07-01.7@tides.example>"
        assert parsed["Date"].datetime.isoformat() == "2026-07-01T06:05:04+00:00"


def test_subjects_and_names_are_read_as_they_were_meant(naughty_messages):
    for text, message in each(naughty_messages):
        parsed = email.message_from_bytes(message, policy=email.policy.default)
        assert parsed["Subject"] == readable_line(text, SUBJECT_BYTES_MAX), text[:80]
        name = readable_line(text, NAME_BYTES_MAX)
        for field, address in [("From", "papers@tides.example"), ("To", "mina@reef.example"), ("Reply-To", "desk@tides.example")]:
            assert [found.addr_spec for found in parsed[field].addresses] == [address], text[:80]
            assert parsed[field].addresses[0].display_name.replace(" ", "") == name.replace(" ", ""), text[:80]
            assert decoded_name(message, field) == name, text[:80]
        assert str(parsed["List-Id"]).endswith("<daily.tides.example>"), text[:80]


def test_bodies_are_read_as_they_were_meant(naughty_messages):
    for text, message in each(naughty_messages):
        parsed = email.message_from_bytes(message, policy=email.policy.default)
        assert parsed.get_content_type() == "multipart/alternative"
        plain, html = parsed.iter_parts()
        assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
        assert plain.get_content().replace("\r\n", "\n") == readable_text(text), text[:80]
        assert html.get_content().replace("\r\n", "\n") == readable_text(b"<p>" + text + b"</p>"), text[:80]
        assert not (parsed.epilogue or "").strip() and not (parsed.preamble or "").strip()


def test_plain_messages_are_read_as_they_were_meant():
    for text, message in each(Composed([message_of(text, html=False) for text in naughty.TEXTS])):
        parsed = email.message_from_bytes(message, policy=email.policy.default)
        assert parsed.keys() == [*FIELDS, "Content-Transfer-Encoding"], text[:80]
        assert not parsed.defects and not parsed.is_multipart(), text[:80]
        assert parsed.get_content().replace("\r\n", "\n") == readable_text(text), text[:80]


def test_signatures_are_good(naughty_messages):
    for text, message in each(naughty_messages):
        assert naughty_messages.verifies(message) == [True, True], text[:80]


def is_safe_header(name, value):
    return (re.fullmatch(rb"[A-Za-z0-9-]{1,64}", name) and re.fullmatch(rb"[!-~]+( [!-~]+)*", value)
            and len(value) <= 8192 and max(map(len, value.split(b" "))) <= 900)


def test_headers_are_refused_or_arrive():
    """A header that is added is written as it is, or the message is not."""
    cases = [(b"X-Naughty", text) for text in naughty.TEXTS]
    cases += [(b"X-" + text.split(b":")[0], b"fine") for text in naughty.TEXTS]
    composed = Composed([[*message_of(b"Papers"), ("header", name + b":" + value)] for name, value in cases])
    for (name, value), message in zip(cases, composed.messages):
        if not is_safe_header(name, value):
            assert message is None, (name[:80], value[:80])
            continue
        assert message is not None, (name[:80], value[:80])
        parsed = email.message_from_bytes(message)
        assert parsed.keys() == FIELDS[:-2] + [name.decode()] + FIELDS[-2:]
        assert parsed[name.decode()].replace("\r\n", "") == value.decode()


def test_addresses_are_refused_or_arrive():
    cases = [address for text in naughty.TEXTS for address in (text, text + b"@reef.example", b"mina@" + text, b"mina@reef.example" + text)]
    composed = Composed([message_of(b"Papers", **{field: address}) for address in cases for field in ("to", "from", "reply_to")])
    written = 0
    for index, message in enumerate(composed.messages):
        address = cases[index // 3]
        if message is None:
            continue
        written += 1
        parsed = email.message_from_bytes(message, policy=email.policy.default)
        assert parsed.keys() == FIELDS and not parsed.defects
        field = ("To", "From", "Reply-To")[index % 3]
        assert [found.addr_spec for found in parsed[field].addresses] == [address.decode()]
        assert not parsed[field].defects, address
    # Nearly all of them are none: those of plain letters, dots within, and quiet signs are left.
    assert 20 <= written <= len(composed.messages) // 10


def test_message_ids_are_refused_or_arrive():
    cases = [message_id for text in naughty.TEXTS for message_id in (text, text + b"@tides.example", b"7@" + text)]
    composed = Composed([message_of(b"Papers", message_id=message_id) for message_id in cases])
    for message_id, message in zip(cases, composed.messages):
        if message is None:
            continue
        parsed = email.message_from_bytes(message)
        assert parsed.keys() == FIELDS
        assert parsed["Message-ID"] == f"<{message_id.decode()}>"


def test_the_same_message_has_the_same_bytes():
    one, other = Composed([message_of("Séance".encode())] * 2).messages
    assert one == other


SMALL = message_of("Séance for Mina".encode())


def changed(message, at):
    return message[:at] + bytes([message[at] ^ 1]) + message[at + 1 :]


def test_any_byte_that_is_changed_breaks_both_signatures():
    composed = Composed([SMALL])
    message = composed.messages[0]
    assert composed.verifies(message) == [True, True]
    head_end = message.index(b"\r\n\r\n")
    # Behind the signatures: every value of the head and all of the body. Blanks may change among themselves.
    first = message.index(b"\r\nDate:")
    tried = 0
    for at in range(first, len(message)):
        line = message[message.rindex(b"\n", 0, at) + 1 : at] if b"\n" in message[:at] else b""
        in_name = at < head_end and not line.startswith(b" ") and b":" not in line
        if in_name or message[at] in b" \r\n":
            continue
        tried += 1
        assert composed.verifies(changed(message, at)) == [False, False], message[at - 20 : at + 20]
    assert tried > 600


@pytest.mark.parametrize("added", [b"From: evil@x.example", b"Subject: other", b"To: evil@x.example", b"Cc: evil@x.example",
                                   b"Reply-To: evil@x.example", b"Date: Thu, 02 Jul 2026 00:00:00 +0000", b"Message-ID: <x@x>",
                                   b"List-Unsubscribe: <https://x.example>", b"List-Unsubscribe-Post: x", b"MIME-Version: 1.1",
                                   b"Content-Type: text/html", b"Content-Type: multipart/mixed; boundary=x"])
def test_a_field_that_is_added_breaks_both_signatures(added):
    composed = Composed([SMALL])
    message = composed.messages[0]
    at = message.index(b"\r\nDate:")
    for changed_message in (message[:at] + b"\r\n" + added + message[at:], message.replace(b"\r\n\r\n", b"\r\n" + added + b"\r\n\r\n", 1)):
        assert composed.verifies(changed_message) == [False, False]


def test_what_servers_do_on_the_way_breaks_nothing():
    composed = Composed([SMALL])
    message = composed.messages[0]
    head, body = message.split(b"\r\n\r\n", 1)
    on_the_way = b"Received: from a by b\r\nX-Seen: yes\r\n" + head.replace(b"\r\n ", b"\r\n\t") + b"\r\n\r\n" + body + b"\r\n\r\n"
    assert composed.verifies(on_the_way) == [True, True]


def test_a_key_that_is_not_in_the_dns_verifies_nothing():
    composed = Composed([SMALL])
    others = Composed([SMALL])
    assert others.verifies(composed.messages[0]) == [False, False]
    composed.records.clear()
    assert composed.verifies(composed.messages[0]) == [False, False]
