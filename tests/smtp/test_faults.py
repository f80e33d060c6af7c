# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Every fault at every stage: 11 x 8 cases (reliability E1), each with the outcome that a queue may build on."""

import pytest

from conftest import FROM, MESSAGE, TO
from fault_server import KINDS, STAGES, FaultServer

OPENING = ("connect", "banner", "ehlo", "starttls", "auth")
# More than the buffers of both ends hold, so that it matters when the server speaks.
LARGE = MESSAGE + b"0123456789abcdef" * 4 + b"\r\n" + (b"0123456789abcdef" * 60 + b"\r\n") * 26_000


def expected(stage, kind):
    if kind == "slow" or stage == "quit":
        return "accepted"
    if stage in OPENING:
        return "unreachable"
    if kind == "5xx":
        return "refused_address" if stage == "rcpt" else "refused_message"
    if stage == "end" and kind in ("close", "hang", "garbage", "long"):
        return "unknown"
    return "try_later"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stage", STAGES)
def test_a_fault_has_the_outcome_that_it_must_have(stage, kind, send, certificate):
    with FaultServer(certificate, users={"ada": "secret"}) as server:
        server.fault_connection(0, stage, kind)
        message = LARGE if stage == "body" else MESSAGE
        [outcome] = send(server.port, [message], security="starttls", user="ada", password="secret", ca_file=certificate[0])
        want = expected(stage, kind)
        assert outcome.result == want, outcome
        assert outcome.text.isascii() and outcome.text.isprintable() and len(outcome.text) <= 400
        assert [found for _, found in server.faults] == [kind]
        # Taken if it says so, perhaps taken if it can't know, and else not.
        assert [taken.data for taken in server.accepted] == ([message] if want in ("accepted", "unknown") else [])
        assert len(server.cuts) == (want == "unknown")
        # The queue was asked to note it down just when the end may have gone out.
        assert outcome.asked == (stage in ("end", "quit") or want == "accepted")
        if want in ("accepted", "unknown", "refused_message") and stage == "end":
            assert outcome.stage == "end"
        if kind in ("421", "4xx", "5xx") and want != "accepted":
            assert str(outcome.code)[0] == kind[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_short_message_that_the_server_interrupts_is_never_taken_for_delivered(kind, send):
    with FaultServer() as server:
        server.fault_recipient(TO, "body", kind)
        [outcome] = send(server.port)
        assert (outcome.result == "accepted") == (kind == "slow")
        assert outcome.result in {"slow": {"accepted"}, "421": {"try_later"}, "4xx": {"try_later"}, "5xx": {"refused_message"}}.get(
            kind, {"try_later", "unknown"})
        assert len(server.accepted) == (kind == "slow")


@pytest.mark.parametrize("stage", ("rcpt", "data", "end"))
@pytest.mark.parametrize("kind", KINDS)
def test_the_next_message_of_a_connection_does_not_suffer(stage, kind, send):
    others = ["bob@readers.test", "cyd@readers.test"]
    with FaultServer() as server:
        server.fault_recipient(TO, stage, kind)
        outcomes = send(server.port, [MESSAGE] * 3, to=[others[0], TO, others[1]])
        assert [outcomes[0].result, outcomes[2].result] == ["accepted"] * 2
        for address in others:
            [taken] = server.to(address)
            assert (taken.sender, taken.recipients, taken.data) == (FROM, (address,), MESSAGE)
        assert len(server.to(TO)) == (expected(stage, kind) in ("accepted", "unknown"))


def test_a_server_that_never_stops_to_answer_is_left(send):
    """Within the limits of time alone: each byte comes just before patience ends."""
    with FaultServer(drip_s=0.3) as server:
        server.fault_always("mail", "slow")
        [outcome] = send(server.port)
        assert (outcome.result, outcome.stage) == ("try_later", "mail")
        assert not server.accepted


def test_the_whole_of_a_message_is_bounded(send):
    """Each step is patient enough, all of them together are not."""
    with FaultServer(drip_s=0.02) as server:
        for stage in ("mail", "rcpt", "data"):
            server.fault_always(stage, "slow")
        [outcome] = send(server.port, reply_ms=5000, whole_ms=500)
        assert outcome.result == "try_later"


def test_the_whole_of_an_opening_is_bounded(send, certificate):
    with FaultServer(certificate, users={"ada": "secret"}, drip_s=0.02) as server:
        for stage in ("banner", "ehlo", "starttls", "auth"):
            server.fault_always(stage, "slow")
        [outcome] = send(server.port, security="starttls", user="ada", password="secret", ca_file=certificate[0], reply_ms=5000,
                         whole_ms=700)
        assert outcome.result == "unreachable" and outcome.stage not in ("connect", "banner"), outcome


def test_dots_are_stuffed_on_the_wire(send):
    message = b".\r\n..\r\n.a\r\na.\r\n\r\n.\r\nend\r\n"
    with FaultServer() as server:
        [outcome] = send(server.port, [message])
        assert outcome.result == "accepted"
        [taken] = server.accepted
        assert taken.data == message
        assert taken.wire == b"..\r\n...\r\n..a\r\na.\r\n\r\n..\r\nend\r\n"


@pytest.mark.parametrize("message", (b"a\nb\r\n", b"a\rb\r\n", b"a\r\n.\nMAIL FROM:<x@y.test>\r\n", b"a\r\n.\r.\r\n", b"a", b"", b"a\0\r\n"))
def test_what_a_server_might_read_as_two_messages_never_leaves(message, send):
    with FaultServer() as server:
        [outcome] = send(server.port, [message])
        assert (outcome.result, outcome.stage, outcome.asked) == ("refused_message", "prepare", 0)
        assert server.connections == 0


def test_a_thousand_messages_go_over_one_connection(send):
    addresses = [f"reader{number}@readers.test" for number in range(1000)]
    with FaultServer() as server:
        outcomes = send(server.port, [MESSAGE] * len(addresses), to=addresses)
        assert {outcome.result for outcome in outcomes} == {"accepted"}
        assert server.connections == 1
        assert [taken.recipients[0] for taken in server.accepted] == addresses
