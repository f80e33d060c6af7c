# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""A real mail server takes what we send, and delivers it byte for byte."""

import re

import pytest

import real_server
from conftest import MESSAGE

PATIENT = {"reply_ms": 20_000, "final_dot_ms": 20_000, "connect_ms": 5_000}
ODD = b"Subject: odd\r\nFrom: <a@papers.test>\r\n\r\n.\r\n..\r\n.dot\r\n" + b"x" * 998 + b"\r\n \t \r\nFrom here\r\n\r\n.\r\n"


@pytest.fixture(scope="module")
def postfix(certificate):
    if reason := real_server.unavailable():
        pytest.skip(reason)
    with real_server.RealServer(certificate) as server:
        yield server


def without_trace(delivered):
    """A Maildir's message less what servers add on the way, with the line ends of the wire."""
    headers = rb"\A(?:(?:Return-Path|X-Original-To|Delivered-To|Received|Message-Id|Date): .*\n(?:[ \t].*\n)*)*"
    return re.sub(headers, b"", delivered).replace(b"\n", b"\r\n")


@pytest.mark.parametrize("message", (MESSAGE, ODD))
@pytest.mark.parametrize("security", ("none", "starttls"))
def test_it_arrives_byte_for_byte(message, security, send, postfix, certificate):
    name = f"{security}{len(message)}"
    complete = b"Message-Id: <1@papers.test>\r\nDate: Mon, 1 Jan 2024 00:00:00 +0000\r\nFrom: <a@papers.test>\r\n" + message
    [outcome] = send(postfix.port, [complete], to=[f"{name}@readers.test"], security=security, ca_file=certificate[0], **PATIENT)
    assert (outcome.result, outcome.code) == ("accepted", 250), outcome
    [delivered] = postfix.wait_for(name, 1)
    assert complete.endswith(without_trace(delivered)), delivered
    assert without_trace(delivered).endswith(message)


def test_an_unknown_reader_is_told_apart_and_the_others_get_theirs(send, postfix):
    names = ["bob", "nobody.here", "cyd"]
    outcomes = send(postfix.port, [MESSAGE] * 3, to=[f"{name}@readers.test" for name in names], **PATIENT)
    assert [outcome.result for outcome in outcomes] == ["accepted", "refused_address", "accepted"]
    assert (outcomes[1].stage, outcomes[1].code, outcomes[1].enhanced) == ("recipient", 550, "5.1.1")
    assert len(postfix.wait_for("bob", 1)) == len(postfix.wait_for("cyd", 1)) == 1


def test_relaying_elsewhere_is_refused_without_a_word_about_the_address(send, postfix):
    [outcome] = send(postfix.port, to=["ada@elsewhere.test"], **PATIENT)
    assert (outcome.result, outcome.stage) == ("refused_message", "recipient"), outcome
