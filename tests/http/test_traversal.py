# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""No spelling of a way to a file, wherever it stands in a request, gives a byte of one or even opens it.

Each of traversal.py is sent in a path, as a value of a query and in a header, many on a connection.
Where the machine lets one process watch another, the server runs under strace, and each file that it
tried to reach from its start to its end must be one of those that it needs.

Run: BROADSHEET=build/broadsheet build/venv/bin/pytest tests/http/test_traversal.py
"""

import collections
import os
import pathlib
import re
import subprocess
from typing import NamedTuple

import pytest

import traversal
import wire
from conftest import CANARY, PROGRAM, copy_of, serving

SPELLINGS_MIN = 26_000
EACH_WRITE = 400
SIDE_BY_SIDE = 8
# Of the planted files, of /etc/passwd, of the record, of /proc/self/environ, of /etc/hosts.
FORBIDDEN = (CANARY, b"root:", b"SQLite format 3", b"PATH=", b"127.0.0.1\t")
STATUSES = {200, 302, 400, 401, 404, 405}
# A path of ours: no other host, by none of the ways in which browsers read one.
LOCATION = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")

# Where a spelling stands in an address; those that search come once in many, because they cost most.
PATHS = ["/", "/site/", "/thumbnails/", "/avatars/", "/papers/date/", "/papers/week/", "/api/papers/", "/papers/",
         "/api/users/", "/api/arxiv/"]
QUERIES = ["/healthz?file=", "/site/x.css?v=", "/papers/date/2025-01-01?q=", "/api/papers?limit=1&cursor=", "/?path=",
           "/api/daily_papers?date=", "/api/models?search=", "/thumbnails/a.svg?", "/api/daily_papers?limit=1&p=",
           "/api/papers/search?limit=1&q="]
HEADERS = ["X-Original-URL", "X-Rewrite-URL", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Sendfile",
           "X-Accel-Redirect", "Referer", "Cookie", "Accept", "Accept-Language", "Accept-Encoding", "If-None-Match",
           "If-Modified-Since", "User-Agent", "Authorization", "Destination", "Content-Type", "Content-Disposition",
           "Origin"]
HEADER_TARGETS = ["/healthz", "/site/x.css", "/thumbnails/a.svg", "/", "/api/papers/x"]

STRACE = ("strace", "-f", "-qq", "-y", "--seccomp-bpf", "-e", "trace=%file", "-o")
# What a program that is linked to libraries and knows time zones reaches for; no file of a person. GnuTLS is
# there through a library that libcurl is linked to, and reads its settings when it is loaded.
SYSTEM = re.compile(r"/(usr/)?lib(64)?/.*|/etc/(ld\.so\.(cache|preload)|localtime|gnutls/config)|/usr/share/(zoneinfo|locale)(/.*)?"
                    r"|/sys/(devices/system/cpu|fs/cgroup)/.*|/proc/self/.*|/dev/u?random")
OURS = re.compile(r"broadsheet\.toml|(mail\.)?lock|record\.(turn|db(-wal|-shm|-journal)?)|index(/[A-Za-z0-9_.-]+)?|"
                  r"models/default|")
CALL = re.compile(r'\d+ +(\w+)\((?:AT_FDCWD<([^>]*)>, |\d+<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')


def in_path(number, spelling):
    return wire.request(PATHS[number % len(PATHS)] + spelling)


def in_query(number, spelling):
    return wire.request(QUERIES[number % len(QUERIES)] + spelling)


def in_header(number, spelling):
    target = HEADER_TARGETS[number // len(HEADERS) % len(HEADER_TARGETS)]
    return wire.request(target, f"{HEADERS[number % len(HEADERS)]}: {spelling}")


PLACES = {"path": in_path, "query": in_query, "header": in_header}


class Attack(NamedTuple):
    wrong: list
    statuses: collections.Counter


class Run(NamedTuple):
    attacks: dict  # by place
    raw: Attack
    data: pathlib.Path
    trace: pathlib.Path | None


def what_is_wrong(answer):
    """With an answer that may say no in any way, but may not tell."""
    text = "\n".join(answer.headers.values()).encode() + b"\n" + answer.body
    told = [secret for secret in FORBIDDEN if secret in text]
    if told or answer.status not in STATUSES:
        return f"{answer.status}, with {told}"
    if answer.status == 302 and not LOCATION.fullmatch(answer.headers["location"]):
        return f"leads to {answer.headers['location']}"
    return None


def answered(server, writes):
    """Each write with its answers; several on their way at once, which is much faster."""
    for start in range(0, len(writes), SIDE_BY_SIDE):
        some = writes[start:start + SIDE_BY_SIDE]
        yield from zip(some, wire.ask_side_by_side(server, [b"".join(requests) for requests in some]))


def attacked(server, place):
    """Sends all spellings in one place, many behind each other: as many answers must come."""
    attack = Attack([], collections.Counter())
    made = [PLACES[place](number, spelling) for number, spelling in enumerate(traversal.spellings())]
    last = wire.request(last=True)
    writes = [[*made[start:start + EACH_WRITE], last] for start in range(0, len(made), EACH_WRITE)]
    for requests, answers in answered(server, writes):
        if len(answers) != len(requests):
            attack.wrong.append(f"{len(answers)} answers; the last is to {requests[len(answers) - 1]!r}")
        for request, answer in zip(requests[:-1], answers):
            attack.statuses[answer.status] += 1
            if wrong := what_is_wrong(answer):
                attack.wrong.append(f"{request!r}: {wrong}")
    return attack


def attacked_raw(server):
    """What no address may hold ends the connection, each one."""
    attack = Attack([], collections.Counter())
    for spelling in traversal.raw_spellings():
        for before in (b"/", b"", b"/healthz?file=", b"file://localhost/"):
            data = b"GET " + before + spelling + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
            answers = wire.ask(server, data + wire.request(last=True))
            attack.statuses.update(wire.statuses(answers))
            if wire.statuses(answers) != [400] or what_is_wrong(answers[0]):
                attack.wrong.append(f"{data!r}: {answers}")
    return attack


def can_trace(folder):
    """Whether a process may watch another here."""
    try:
        tried = subprocess.run([*STRACE, folder / "tried", PROGRAM, "--version"], capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return tried.returncode == 0 and (folder / "tried").stat().st_size > 0


@pytest.fixture(scope="module")
def run(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("traversal")
    copy_of(data, folder / "data")
    (folder / "secret.txt").write_bytes(CANARY)
    trace = folder / "trace" if can_trace(folder) else None
    watched = {"before": (*STRACE, trace), "pid_of": lambda _: int(trace.read_text().split()[0])} if trace else {}
    with serving(folder / "data", **watched) as server:
        attacks = {place: attacked(server, place) for place in PLACES}
        raw = attacked_raw(server)
    return Run(attacks, raw, folder / "data", trace)


def test_the_list_is_large_and_has_each_spelling_once():
    made = traversal.spellings()
    assert len(set(made)) == len(made) >= SPELLINGS_MIN
    assert all(re.fullmatch(r"[\x21-\x7e]+", spelling) and "#" not in spelling for spelling in made)


def test_a_secret_would_be_noticed(run):
    """The files are there to be read, and an answer that had their text would not pass."""
    for name in ("secret.txt", "broadsheet.toml", ".git/config", "../secret.txt"):
        assert CANARY in (run.data / name).read_bytes()
    assert b"root:" in pathlib.Path("/etc/passwd").read_bytes()
    for secret in FORBIDDEN:
        assert what_is_wrong(wire.Answer(200, {}, b"a" + secret, False))
        assert what_is_wrong(wire.Answer(404, {"x-error-message": secret.decode()}, b"", False))
    for location in ("//evil.example", "http://evil.example", "/\\evil.example", ""):
        assert what_is_wrong(wire.Answer(302, {"location": location}, b"", False))
    assert not what_is_wrong(wire.Answer(302, {"location": "/papers/date/2025-01-01"}, b"", False))


@pytest.mark.parametrize("place", PLACES)
def test_no_spelling_gives_a_byte_of_a_file(run, place):
    attack = run.attacks[place]
    assert not attack.wrong, f"{len(attack.wrong)}:\n" + "\n".join(attack.wrong[:20])
    assert attack.statuses.total() >= SPELLINGS_MIN
    # Thousands came as far as a handler or a table of files, rather than being turned away at the door.
    assert attack.statuses[404 if place == "path" else 200] > SPELLINGS_MIN // 4


def test_no_raw_spelling_is_a_request(run):
    assert not run.raw.wrong, f"{len(run.raw.wrong)}:\n" + "\n".join(run.raw.wrong[:20])
    assert set(run.raw.statuses) == {400}


def reached(trace, data):
    """The files that the trace names, below the data folder without it."""
    for line in trace.read_text(errors="replace").splitlines():
        found = CALL.match(line)
        # The first call is the program itself; a name that is empty stands for an open file.
        if found and found[4] and found[1] != "execve":
            path = os.path.normpath(os.path.join(found[2] or found[3] or data, found[4]))
            yield path


def test_no_file_is_opened_but_those_that_serving_needs(run):
    if run.trace is None:
        print("strace may not watch processes here: which files are opened is not checked")
        pytest.skip("strace may not watch processes here")
    paths = collections.Counter(reached(run.trace, run.data))
    below = {os.path.relpath(path, run.data): count for path, count in paths.items()
             if pathlib.Path(path).is_relative_to(run.data)}
    # It was the program that was watched, and from its start.
    assert {"broadsheet.toml", "record.db", "lock"} <= below.keys()
    assert below["broadsheet.toml"] == 1
    wrong = [path for path in below if not OURS.fullmatch("" if path == "." else path)]
    # Who resolves the name of the folder looks at those above it.
    above = {str(parent) for parent in run.data.parents}
    wrong += [path for path in paths if not pathlib.Path(path).is_relative_to(run.data) and path not in above
              and not SYSTEM.fullmatch(path)]
    assert not wrong
