# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What is sent only over TLS never goes out without it (reliability E6), and a login only to whom it belongs."""

import subprocess

import pytest

from conftest import FROM, MESSAGE, PROGRAM, TO
from fault_server import Connection, FaultServer, make_certificate

SECURE = ("starttls", "tls")


def verbs(server):
    return {line.split(" ")[0] for _, line in server.commands}


def refused(outcome, server):
    return outcome.result == "unreachable" and not server.accepted and not verbs(server) & {"MAIL", "AUTH"}


def test_nothing_is_sent_where_starttls_is_not_offered(send, certificate):
    with FaultServer(users={"ada": "secret"}) as server:
        [outcome] = send(server.port, security="starttls", user="ada", password="secret", ca_file=certificate[0])
        assert refused(outcome, server)
        assert outcome.stage == "tls" and "STARTTLS" in outcome.text


@pytest.mark.parametrize("security", SECURE)
def test_a_certificate_that_nobody_vouches_for_is_refused(security, send, certificate):
    with FaultServer(certificate, implicit_tls=security == "tls", users={"ada": "secret"}) as server:
        [outcome] = send(server.port, security=security, user="ada", password="secret")
        assert refused(outcome, server)
        assert outcome.stage == "tls"


@pytest.mark.parametrize("security", SECURE)
def test_a_certificate_of_another_name_is_refused(security, send, tmp_path):
    other = make_certificate(tmp_path, "mail.example.test")
    with FaultServer(other, implicit_tls=security == "tls", users={"ada": "secret"}) as server:
        [outcome] = send(server.port, security=security, user="ada", password="secret", ca_file=other[0])
        assert refused(outcome, server)


@pytest.mark.parametrize("security", SECURE)
@pytest.mark.parametrize("mechanisms", ("PLAIN", "LOGIN", "PLAIN LOGIN", "CRAM-MD5 LOGIN"))
def test_over_tls_it_logs_in_and_sends(security, mechanisms, send, certificate):
    with FaultServer(certificate, implicit_tls=security == "tls", users={"ada": "pass word\u00e9"}, mechanisms=mechanisms) as server:
        outcomes = send(server.port, [MESSAGE] * 2, security=security, user="ada", password="pass word\u00e9", ca_file=certificate[0])
        assert [outcome.result for outcome in outcomes] == ["accepted"] * 2
        assert [taken.data for taken in server.accepted] == [MESSAGE] * 2
        assert server.connections == 1


@pytest.mark.parametrize("kind, code", [("421", 421), ("4xx", 451), ("5xx", 554), ("hang", 0), ("close", 0), ("garbage", 0)])
@pytest.mark.parametrize("security", ("none", "tls"))
def test_a_greeting_that_is_none_is_not_taken_for_a_failure_of_tls(security, kind, code, send, certificate):
    with FaultServer(certificate, implicit_tls=security == "tls") as server:
        server.fault_connection(0, "banner", kind)
        [outcome] = send(server.port, security=security, ca_file=certificate[0])
        assert refused(outcome, server)
        assert (outcome.stage, outcome.code) == ("banner", code), outcome


def test_a_server_that_is_silent_before_the_handshake_fails_at_tls(send, certificate):
    with FaultServer(certificate, implicit_tls=True) as server:
        server.fault_connection(0, "connect", "hang")
        [outcome] = send(server.port, security="tls", ca_file=certificate[0])
        assert refused(outcome, server)
        assert outcome.stage == "tls", outcome


@pytest.mark.parametrize("mechanisms", ("CRAM-MD5", "X"))
def test_a_server_without_a_login_that_we_know_gets_no_mail(mechanisms, send, certificate):
    with FaultServer(certificate, users={"ada": "secret"}, mechanisms=mechanisms) as server:
        [outcome] = send(server.port, security="starttls", user="ada", password="secret", ca_file=certificate[0])
        assert (outcome.result, outcome.stage) == ("unreachable", "login")
        assert "MAIL" not in verbs(server)


def test_a_server_that_asks_for_no_login_gets_no_mail_either(send, certificate):
    """It is not the one that the password was made for."""
    with FaultServer(certificate) as server:
        [outcome] = send(server.port, security="starttls", user="ada", password="secret", ca_file=certificate[0])
        assert (outcome.result, outcome.stage) == ("unreachable", "login")


def test_a_wrong_password_concerns_the_server_and_not_the_message(send, certificate):
    with FaultServer(certificate, users={"ada": "secret"}) as server:
        [outcome] = send(server.port, security="starttls", user="ada", password="wrong", ca_file=certificate[0])
        assert (outcome.result, outcome.stage, outcome.code, outcome.enhanced) == ("unreachable", "login", 535, "5.7.8")
        assert "wrong user name" in outcome.text and not server.accepted


def test_a_server_that_wants_a_login_first_concerns_no_message_either(send):
    with FaultServer(users={"ada": "secret"}) as server:
        [outcome] = send(server.port)
        assert (outcome.result, outcome.code) == ("unreachable", 530)


def test_a_server_on_this_machine_may_be_given_the_password_in_the_clear(send):
    with FaultServer(users={"ada": "secret"}) as server:
        [outcome] = send(server.port, user="ada", password="secret")
        assert outcome.result == "accepted"


def test_another_machine_may_not():
    done = subprocess.run([PROGRAM, "host=mail.example.test", "security=none", "user=ada", "password=secret", FROM, TO, "/dev/null"],
                          capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2 and "in the clear" in done.stderr


class Eager(Connection):
    """Answers STARTTLS with more than it was asked."""

    def do_starttls(self, rest):
        self.send("220 go ahead\r\n250-mail.readers.test\r\n250 AUTH PLAIN")
        self.start_tls()


def test_what_is_put_in_before_the_handshake_is_not_believed(send, certificate):
    """CVE-2021-22947 and its kind: answers from before TLS must not count as said under it."""
    with FaultServer(certificate, users={"ada": "secret"}, connection_class=Eager) as server:
        [outcome] = send(server.port, security="starttls", user="ada", password="secret", ca_file=certificate[0])
        assert refused(outcome, server)
