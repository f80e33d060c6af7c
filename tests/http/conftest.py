# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Servers over the sample, on free ports of this machine. The program is $BROADSHEET, else that of build/."""

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
from typing import NamedTuple

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = pathlib.Path(os.environ.get("BROADSHEET", ROOT / "build" / "broadsheet")).resolve()
READY = "listening on http://"
CANARY = b"canary-that-no-answer-may-sing"


def pytest_configure(config):
    config.addinivalue_line("markers", "resources: of what the program uses, which sanitizers change")


class Server(NamedTuple):
    host: str
    port: int
    pid: int
    data: pathlib.Path

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def cpu_seconds(self):
        """Of all its threads, so far."""
        behind_name = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(behind_name[11]) + int(behind_name[12])) / os.sysconf("SC_CLK_TCK")

    def peak_bytes(self):
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) << 10


@contextlib.contextmanager
def serving(data, before=(), pid_of=lambda process: process.pid, **options):
    """A server until the block ends.

    `before` is a command that runs the program, under its own pid if pid_of does not know better.
    """
    command = [*before, PROGRAM, "--data", data, "serve", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=data, **options) as process:
        server = None
        try:
            line = process.stdout.readline()
            assert line.startswith(READY), line
            host, port = line[len(READY):].strip().rsplit(":", 1)
            server = Server(host, int(port), pid_of(process), pathlib.Path(data))
            yield server
            os.kill(server.pid, signal.SIGTERM)
            assert process.wait(10) == 0
        finally:
            if process.poll() is None:
                # The one that watches it ends with it, and not the other way round.
                os.kill(server.pid if server else process.pid, signal.SIGKILL)


def plant_canary(data):
    """Text that stands in files which nobody may read through the server."""
    (data / "broadsheet.toml").write_bytes(b"# " + CANARY + b"\n")
    (data / "secret.txt").write_bytes(CANARY)
    (data / ".git").mkdir()
    (data / ".git" / "config").write_bytes(CANARY)
    (data.parent / "secret.txt").write_bytes(CANARY)


def copy_of(data, folder, *settings):
    """The data again for a server of its own, with settings such as ("server.hosts", "a, b")."""
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns("lock"))
    for setting in settings:
        subprocess.run([PROGRAM, "--data", folder, "config", "set", *setting], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("http") / "data"
    files = sorted((ROOT / "sample").glob("*.jsonl"))
    subprocess.run([PROGRAM, "--data", folder, "ingest", *files], check=True, capture_output=True)
    plant_canary(folder)
    return folder


@pytest.fixture(scope="session")
def server(data):
    with serving(data) as running:
        yield running
