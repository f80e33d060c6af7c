# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The server answers to its names alone, whatever is asked for.

A page elsewhere whose name was made to resolve to this machine (DNS rebinding) sends that name, so it
gets 421 and nothing of ours; what is no name at all is refused and the connection ends.

Run: BROADSHEET=build/broadsheet build/venv/bin/pytest tests/http/test_hosts.py
"""

import re

import pytest

import wire
from conftest import CANARY, copy_of, serving

OURS = "papers.example, lab-server:8370, [2001:db8::1], xn--bcher-kva.example"

NAMED = [
    "localhost", "LOCALHOST", "LocalHost:8370", "localhost:0", "localhost:65535", "localhost:99999", "127.0.0.1",
    "127.0.0.1:1", "127.1", "127.255.255.254", "[::1]", "[::1]:8370", "papers.example", "PAPERS.example",
    "papers.EXAMPLE:443", "papers.example:1", "lab-server:8370", "LAB-SERVER:8370", "[2001:db8::1]", "[2001:DB8::1]:80",
    "xn--bcher-kva.example",
]
# Names, but not ours. A final dot makes another name of it, which no browser of ours sends.
FOREIGN = [
    "example", "example.org", "evil.example", "evil.example:8370", "papers.example.evil.example", "papers.example.",
    "papers.example.:80", ".papers.example", "www.papers.example", "xpapers.example", "papers.exampl",
    "papers-example", "papers..example", "lab-server", "lab-server:80", "lab-server:83700", "lab-server:08370",
    "localhost.", "localhost.:80", "localhost.evil.example", "evil.localhost", "localhosts", "local-host",
    "127.0.0.1.evil.example", "127.evil.example", "127-0-0-1.evil.example", "127.0.0.1x", "1127.0.0.1", "128.0.0.1",
    "0.0.0.0", "0", "0x7f000001", "0x7f.0.0.1", "2130706433", "017700000001", "10.0.0.1", "169.254.169.254",
    "metadata.google.internal", "[::]", "[::2]", "[::1.2.3.4]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:0:0:1]",
    "[2001:db8::2]", "[2001:db8::1:1]", "[fe80::1]", "127.0.0.1.nip.io", "_", "-", "a" * 255,
    "xn--localhost-.example", "bucher.example",
]
# No names. Each ends the connection.
NONE = [
    "", " ", "\t", "localhost ,", "localhost,localhost", "localhost localhost", "user@localhost",
    "user:pw@localhost", "localhost@evil.example", "evil.example@localhost", "@localhost", "localhost/",
    "/localhost", "localhost/papers", "localhost?", "localhost#", "localhost\\", "\\localhost", "localhost;",
    "localhost&", "localhost%", "localhost%00", "%6cocalhost", "localhost%2eevil.example", "localhost:",
    "localhost:x", "localhost:-1", "localhost:+1", "localhost: 1", "localhost:80:80", "localhost:123456",
    "localhost:8370x", ":8370", ":", "::1", "::1:8370", "[::1", "::1]", "[::1]x", "[::1]:", "[::1]:x", "[]",
    "[]:80", "[::1%25eth0]", "[::1%eth0]", "[localhost]", "[127.0.0.1", "http://localhost",
    "https://papers.example/", "//localhost", "*", "*.papers.example", "<localhost>", '"localhost"', "'localhost'",
    "localhost\x00", "\x00localhost", "localhost\x00.evil.example", "localhost\x0b", "localhost\x7f", "local\thost",
    "localhost\xa0", "\xa0localhost", "l\xf6calhost", "b\xfccher.example", "b\xc3\xbccher.example", "\xff",
    "a" * 300, "localhost|", "localhost^", "localhost`", "localhost{}", "localhost~", "localhost!", "localhost$",
    "localhost=",
]

METHODS = ["GET", "HEAD"]


@pytest.fixture(scope="module")
def named(data, tmp_path_factory):
    with serving(copy_of(data, tmp_path_factory.mktemp("hosts") / "data", ("server.hosts", OURS))) as running:
        yield running


@pytest.fixture(scope="module")
def targets(named):
    """What is there, and its status when it is asked for by a name of ours."""
    page = wire.ask(named, wire.request("/papers?q=model", last=True))[0].body.decode()
    asset = re.search(r'href="(/site/[^"]*\.css)"', page)[1]
    return {"/papers/week": 200, "/papers?q=model": 200, "/papers/week.atom": 200, "/papers.atom": 200, asset: 200,
            "/categories": 200, "/categories/cs.AI+cs.LG-cs.CY.atom": 200, "/categories/+": 400,
            "/authors/Nobody%20Atall": 404, "/thumbnails/a.svg": 200, "/api/papers?limit=1": 200, "/api/openapi.json": 200, "/api/whoami-v2": 401,
            "/healthz": 200, "/metrics": 200, "/nothing": 404, "/%zz": 400}


def asked(target, host, method="GET", *headers):
    return wire.request(target, *headers, method=method, host=host)


def wrong_among(named, hosts, targets, expected):
    """Where the status is not that which expected(status of the target) says, of requests on one connection."""
    made = [(host, target, method, expected(status)) for host in hosts for target, status in targets.items()
            for method in METHODS]
    data = b"".join(asked(target, host, method) for host, target, method, _ in made)
    answers = wire.ask(named, data + wire.request(last=True), [method for _, _, method, _ in made])
    assert len(answers) == len(made) + 1
    return [(*one, answer.status) for one, answer in zip(made, answers) if one[3] != answer.status], answers[:-1]


def test_targets_are_what_they_are_taken_for(named, targets):
    wrong, _ = wrong_among(named, ["localhost"], targets, lambda status: status)
    assert not wrong


def test_our_names_are_answered_everywhere(named, targets):
    wrong, _ = wrong_among(named, NAMED, targets, lambda status: status)
    assert not wrong


def test_other_names_get_nothing_of_ours(named, targets):
    wrong, answers = wrong_among(named, FOREIGN, targets, lambda _: 421)
    assert not wrong
    for answer in answers:
        assert len(answer.body) < 1000 and CANARY not in answer.body and b"html" not in answer.body
        # Neither a cache nor a browser may take it for what is at that address.
        assert not {"etag", "cache-control", "location", "set-cookie"} & answer.headers.keys()
        assert answer.headers["content-type"] == "application/json; charset=utf-8"


def test_what_is_no_name_ends_the_connection(named, targets):
    behind = wire.request("/healthz?behind", last=True)
    wrong = []
    for i, host in enumerate(NONE):
        target, method = [*targets][i % len(targets)], METHODS[i // 2 % 2]
        answers = wire.ask(named, asked(target, host, method) + behind, [method])
        if wire.statuses(answers) != [400]:
            wrong.append((host, target, method, wire.statuses(answers)))
    assert not wrong


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_exactly_one_host(named, targets, method, version):
    """None and several are no request, even if the several agree."""
    names = [(), ("localhost", "localhost"), ("localhost", "evil.example"), ("evil.example", "localhost"),
             ("localhost", ""), ("", "localhost"), ("localhost",) * 3]
    for target in targets:
        for each in names:
            lines = [f"{method} {target} HTTP/{version}", *[f"{spelled}: {name}" for name, spelled in
                                                            zip(each, ("Host", "host", "HOST"))]]
            data = "\r\n".join(lines).encode() + b"\r\n\r\n" + wire.request(last=True)
            assert wire.statuses(wire.ask(named, data, [method])) == [400], (target, each)


@pytest.mark.parametrize("address, host, status", [
    ("http://localhost", "localhost", 200),
    ("HTTP://LOCALHOST", "localhost", 200),
    ("https://papers.example", "Papers.Example", 200),
    ("http://localhost:80", "localhost:80", 200),
    ("http://[::1]:80", "[::1]:80", 200),
    ("http://evil.example", "evil.example", 421),
    ("http://evil.example", "localhost", 400),
    ("http://localhost", "evil.example", 400),
    ("http://papers.example", "localhost", 400),
    ("http://localhost:80", "localhost", 400),
    ("http://localhost", "localhost:80", 400),
    ("http://localhost:80", "localhost:81", 400),
    ("http://localhost.", "localhost", 400),
    ("http://user@localhost", "localhost", 400),
    ("http://user:pw@localhost", "localhost", 400),
    ("http://localhost@evil.example", "localhost", 400),
    ("http://localhost\\@evil.example", "localhost", 400),
    ("http://localhost#@evil.example", "localhost", 400),
    ("http://", "localhost", 400),
    ("http:/localhost", "localhost", 400),
    ("//localhost", "localhost", 404),
    ("//evil.example", "localhost", 404),
    ("ftp://localhost", "localhost", 400),
    ("file://localhost", "localhost", 400),
    ("http://localhost", "", 400),
])
@pytest.mark.parametrize("method", METHODS)
def test_an_address_with_a_name(named, address, host, status, method):
    """The name in the address and that of Host are one, to the port."""
    answers = wire.ask(named, asked(address + "/healthz", host, method) + wire.request(last=True), [method])
    assert wire.statuses(answers) == [status] + [200] * (status != 400)


OTHER_HEADERS = ["X-Forwarded-Host: {}", "X-Host: {}", "X-Forwarded-Server: {}", "Forwarded: host={}",
                 "X-HTTP-Host-Override: {}", "X-Original-URL: http://{}/", "X-Original-Host: {}", "Origin: http://{}",
                 "Referer: http://{}/", ":authority: {}"]


@pytest.mark.parametrize("header", OTHER_HEADERS[:-1])
def test_no_other_header_names_the_host(named, targets, header):
    """Not to get in by it, and not to have it in an answer that others are given."""
    foreign = asked("/papers.atom", "evil.example", "GET", header.format("localhost"))
    ours = asked("/papers.atom", "localhost", "GET", header.format("evil.example"))
    answers = wire.ask(named, foreign + ours + wire.request("/papers.atom", last=True))
    assert wire.statuses(answers) == [421, 200, 200]
    for answer in answers[1:]:
        assert b"evil.example" not in answer.body and "evil.example" not in str(answer.headers)
        assert b"http://localhost/" in answer.body


def test_a_name_of_http_2_is_no_header(named):
    answers = wire.ask(named, asked("/healthz", "localhost", "GET", OTHER_HEADERS[-1].format("localhost")))
    assert wire.statuses(answers) == [400]


@pytest.mark.parametrize("target", ["/papers.atom", "/api/papers?limit=1", "/papers?q=model&p=1"])
def test_an_answer_kept_for_one_name_is_not_given_to_another(named, target):
    """Absolute links have the name by which this reader asked, whoever asked before."""
    hosts = ["localhost", "papers.example", "papers.example:8080", "[::1]:8370", "localhost"] * 2
    answers = wire.ask(named, b"".join(asked(target, host) for host in hosts) + wire.request(last=True))
    assert wire.statuses(answers) == [200] * (len(hosts) + 1)
    for host, answer in zip(hosts, answers):
        said = answer.body.decode() + str(answer.headers)
        found = {name for name in set(hosts) if f"http://{name}/" in said}
        assert found <= {host}
    assert any(f"http://{hosts[1]}/" in answer.body.decode() + str(answer.headers) for answer in answers)
