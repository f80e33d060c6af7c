# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What benches of the whole program share: one run of a command, and a table of figures and promises."""

import os
import pathlib
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED_CORPORA = str(ROOT.parent / "shared/data/corpora")
BLOCK_BYTES = 512  # of what getrusage counts
EVERYTHING = "-source:none"  # papers of any source


def commit():
    return subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True,
                          check=False).stdout.strip()


@dataclass
class Cost:
    """What a process took; processor time says more than wall time where others are at work."""
    wall: float  # seconds
    cpu: float
    memory: float  # MiB at its peak. It counts ours at the start of the process, so keep that small.
    written: float  # MiB to disk

    def __str__(self):
        return (f"{self.wall:.1f} s ({self.cpu:.1f} s of processor time, {self.memory:.0f} MiB of memory, "
                f"{self.written:,.0f} MiB written)")


def ended(process, start):
    """Waits for a process that began at `start`; gives (exit code, negative for a signal, and its cost)."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, Cost(time.monotonic() - start, usage.ru_utime + usage.ru_stime,
                                    usage.ru_maxrss / 1024, usage.ru_oublock * BLOCK_BYTES / 2**20)


def run(broadsheet, data, *arguments, ok=(0,)):
    """Runs one command; gives (stdout, its cost)."""
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        process = subprocess.Popen([broadsheet, "--data", data, *arguments], stdout=out, stderr=subprocess.PIPE)
        errors = process.stderr.read()
        code, cost = ended(process, start)
        if code not in ok:
            sys.exit(f"broadsheet {' '.join(map(str, arguments))[:200]}: exit {code}: {errors.decode()[-2000:]}")
        out.seek(0)
        return out.read().decode(), cost


def corpus_files(folder):
    """The files of records of the shared corpora, by name."""
    return sorted(str(path) for path in pathlib.Path(folder).glob("*.jsonl.zst"))


def papers_of(broadsheet, data):
    """Every paper as it is exported, one line of JSON each, in no particular order."""
    return run(broadsheet, data, "export", "--format", "jsonl", "--", EVERYTHING)[0].splitlines()


class Table:
    """Prints rows of Markdown as they come, and remembers the promises that were broken."""

    def __init__(self, head):
        self.failures = []
        print(f"\n| {head} | |\n|---|---|", flush=True)

    def row(self, what, value):
        print(f"| {what} | {value} |", flush=True)

    def promise(self, holds, what):
        self.row(what, "yes" if holds else "**NO**")
        if not holds:
            self.failures.append(what)

    def exit_status(self):
        return 1 if self.failures else 0
