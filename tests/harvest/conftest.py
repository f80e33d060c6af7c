# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The program, against an upstream of ours. The program is $BROADSHEET, else that of build/."""

import hashlib
import json
import os
import pathlib
import resource
import signal
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = pathlib.Path(os.environ.get("BROADSHEET", ROOT / "build" / "broadsheet")).resolve()
RUNS_MAX = 12


def pytest_configure(config):
    config.addinivalue_line("markers", "resources: of what the program uses, which sanitizers change")


SETTINGS = {"harvest.private_addresses": "true", "harvest.interval_ms": "0", "harvest.retry_ms": "5", "harvest.wait_max_s": "2",
            "harvest.time_max_s": "10"}


class Harvester:
    """A data folder and what is done with it."""

    def __init__(self, data, **settings):
        self.data = data
        data.mkdir(parents=True)
        for key, value in {**SETTINGS, **settings}.items():
            self.run("config", "set", key, value, check=True)

    def run(self, *words, check=False):
        done = subprocess.run([PROGRAM, "--data", self.data, *words], capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode >= 0, done.stderr
        assert not check or done.returncode == 0, done.stderr
        return done

    def harvest(self, url, *words):
        return self.run("harvest", url, "--as", "oai-pmh", "--json", *words)

    def start(self, url, *words):
        return subprocess.Popen([PROGRAM, "--data", self.data, "harvest", url, "--as", "oai-pmh", *words],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def harvest_to_the_end(self, url, *words):
        """The reports of the runs, as an operator who tries again would see them."""
        reports = []
        for _ in range(RUNS_MAX):
            done = self.harvest(url, *words)
            reports.append(json.loads(done.stdout))
            if "error" not in reports[-1]:
                return reports
        raise AssertionError(f"no end after {RUNS_MAX} runs: {reports[-1]['error']}")

    def killed(self, process):
        process.send_signal(signal.SIGKILL)
        process.wait()

    def papers(self):
        done = self.run("export", "date:1900..2100", check=True)
        return sorted(done.stdout.splitlines())

    def fingerprint(self):
        """Of all papers, withdrawn ones too."""
        status = json.loads(self.run("status", "--json", check=True).stdout)
        return hashlib.sha256(json.dumps([self.papers(), status["papers"], status["records"]]).encode()).hexdigest()


@pytest.fixture
def harvester(tmp_path):
    made = []

    def make(**settings):
        made.append(Harvester(tmp_path / f"data{len(made)}", **settings))
        return made[-1]

    yield make
    for one in made:
        assert one.run("check").returncode == 0


def peak_bytes_of_children():
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10
