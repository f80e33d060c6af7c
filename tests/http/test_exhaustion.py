# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""A server that has no more descriptors, or may start no more threads, waits and is well again.

Run: BROADSHEET=build/broadsheet build/venv/bin/pytest tests/http/test_exhaustion.py
"""

import contextlib
import json
import os
import pathlib
import subprocess
import tempfile
import time

import pytest

import wire
from conftest import PROGRAM, copy_of, serving

pytestmark = pytest.mark.resources

DESCRIPTORS_MAX = 160  # the records of all workers and of what runs beside them take some seventy
# More than fit whatever the server has open already: the others wait in its backlog.
CONNECTIONS = DESCRIPTORS_MAX + 20
ROUNDS = 3
RECOVERY_SECONDS_MAX = 1
# A spin takes a whole core. The share is of one core over so long, and the least of some: a spin is in
# each of them, what a server does once after its start is not.
CPU_SHARE_MAX = 0.05
CPU_SECONDS = 1
# Limits of processes do not bind root, so the server gets a user that has no others.
USER = 61184
PAPER = json.dumps({"id": "arxiv:2401.99999", "title": "Zyzzyva", "authors": ["A. Weevil"], "published": "2024-01-31",
                    "date_precision": "day", "source": "hf-daily-papers"}).encode()


def wait_until(condition, what):
    """For what no descriptor tells: looks again and again."""
    deadline = time.monotonic() + wire.PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.005)


def sockets(server):
    """How many it has open. What it keeps open of the record and the index comes with the work to do."""
    count = 0
    for descriptor in pathlib.Path(f"/proc/{server.pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            count += os.readlink(descriptor).startswith("socket:")
    return count


def cpu_share(server):
    began, used = time.monotonic(), server.cpu_seconds()
    time.sleep(CPU_SECONDS)
    return (server.cpu_seconds() - used) / (time.monotonic() - began)


@contextlib.contextmanager
def exhausted(server):
    """Clients until the server has no descriptor left, and some more; the first of them was let in."""
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(wire.Client(server)) for _ in range(CONNECTIONS)]
        wait_until(lambda: server.descriptors() == DESCRIPTORS_MAX, "there are descriptors left")
        yield clients


def recovery_seconds(server):
    """How long a new client waits, when all descriptors were taken until now."""
    with exhausted(server):
        pass
    began = time.monotonic()
    assert wire.statuses(wire.ask(server, wire.request(last=True))) == [200]
    return time.monotonic() - began


def test_descriptors_run_out(data, tmp_path):
    """The best of some rounds is measured, so that a busy machine is not taken for a slow server."""
    folder = copy_of(data, tmp_path / "data")
    with serving(folder, before=("prlimit", f"--nofile={DESCRIPTORS_MAX}:{DESCRIPTORS_MAX}")) as server:
        assert wire.statuses(wire.ask(server, wire.request("/papers", last=True)))[0] in (200, 302)
        assert server.descriptors() < DESCRIPTORS_MAX // 2
        with exhausted(server) as clients:
            share = min(cpu_share(server) for _ in range(ROUNDS))
            assert share <= CPU_SHARE_MAX, f"{share:.0%} of a core while there are no descriptors"
            # Whoever is in is served as ever.
            for target in ("/healthz", "/papers/week", "/api/papers/search?q=model"):
                assert clients[0].send(wire.request(target)).answer().status in (200, 302)
            # Whoever waits at the door gets in as soon as another leaves.
            clients[-1].send(wire.request(last=True))
            for client in clients[:-1]:
                client.socket.close()
            assert wire.statuses(wire.parse_answers(clients[-1].rest())) == [200]
        best = min(recovery_seconds(server) for _ in range(ROUNDS))
        assert best <= RECOVERY_SECONDS_MAX
        wait_until(lambda: sockets(server) == 1, "a connection is open though its client is gone")


def as_somebody(*command):
    """A command under a user whom limits of processes bind."""
    if os.getuid() != 0:
        return command
    return ("setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", *command)


@pytest.fixture
def owned(data):
    """The data in a folder that this user can reach and write."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-") as above:
        folder = copy_of(data, pathlib.Path(above) / "data")
        if os.getuid() == 0:
            for path in [above, folder, *folder.rglob("*")]:
                os.chown(path, USER, USER)
        tried = subprocess.run(as_somebody(PROGRAM, "--version"), capture_output=True, check=False)
        if tried.returncode != 0:
            print("no other user may run the program here:", tried.stderr.decode(errors="replace"))
            pytest.skip("no other user may run the program here")
        yield folder


def health(server):
    return json.loads(wire.ask(server, wire.request(last=True))[0].body)


def test_threads_run_out(owned):
    """A server that may start no more threads serves as ever, and finds what is ingested meanwhile."""
    with serving(owned, before=as_somebody()) as server:
        health(server)  # so one worker at least has been started
        subprocess.run(as_somebody("prlimit", f"--pid={server.pid}", "--nproc=1:1"), check=True)
        with contextlib.ExitStack() as stack:
            clients = [stack.enter_context(wire.Client(server)) for _ in range(CONNECTIONS)]
            for client in clients:
                client.send(wire.request() + wire.request("/api/papers/search?q=model", last=True))
            for client in clients:
                assert wire.statuses(wire.parse_answers(client.rest())) == [200, 200]
        before = health(server)["revision"]
        subprocess.run(as_somebody(PROGRAM, "--data", owned, "ingest", "-"), input=PAPER, check=True,
                       capture_output=True)
        wait_until(lambda: health(server)["searchable"] > before, "what was ingested can't be found")
        answer, _ = wire.ask(server, wire.request("/api/papers/search?q=zyzzyva") + wire.request(last=True))
        assert answer.status == 200 and b"2401.99999" in answer.body


def test_a_server_that_may_start_no_threads_says_so(owned):
    command = as_somebody("prlimit", "--nproc=1:1", PROGRAM, "--data", owned, "serve", "--listen", "127.0.0.1:0")
    ended = subprocess.run(command, capture_output=True, timeout=wire.PATIENCE_SECONDS, check=False)
    assert ended.returncode == 1 and b"broadsheet: start a thread: " in ended.stderr, ended
