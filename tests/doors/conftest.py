# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The program, data folders, and servers over them. The program is $BROADSHEET, else that of build/."""

import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = pathlib.Path(os.environ.get("BROADSHEET", ROOT / "build" / "broadsheet")).resolve()
READY = "listening on "

sys.path.insert(0, str(ROOT / "tests" / "browser"))
import hostile  # noqa: E402


def pytest_configure(config):
    config.addinivalue_line("markers", "resources: of what the program uses, which sanitizers change")


def run(data, *words):
    return subprocess.run([PROGRAM, "--data", data, *words], check=True, capture_output=True).stdout


class Site:
    """A server, and what it says."""

    def __init__(self, base, pid):
        self.base, self.pid = base, pid

    def get(self, path, **headers):
        """Status, headers and bytes, whatever the status."""
        request = urllib.request.Request(self.base + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def text(self, path):
        status, _, body = self.get(path)
        assert status == 200, (path, body[:300])
        return body.decode()

    def peak_bytes(self):
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) << 10


@contextlib.contextmanager
def serving(data):
    command = [PROGRAM, "--data", data, "serve", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            yield Site(server.stdout.readline()[len(READY):].strip(), server.pid)
        finally:
            server.send_signal(signal.SIGTERM)
            assert server.wait(10) == 0


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Over the sample and hostile papers."""
    folder = tmp_path_factory.mktemp("doors")
    hostile.write(folder / "hostile.jsonl")
    run(folder / "data", "ingest", *sorted((ROOT / "sample").glob("*.jsonl")), folder / "hostile.jsonl")
    with serving(folder / "data") as one:
        yield one
