# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The engines of the bench, behind one interface: build an index, answer a query file."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

# A JVM compiles while it runs, on the one core it is pinned to: cheap
# queries need many passes until the compiler is done.
LUCENE_WARM = {"term": 60, "and": 12, "or": 8, "phrase": 5}
NATIVE_WARM = {"term": 3, "and": 1, "or": 1, "phrase": 1}


@dataclass
class Engine:
    name: str
    command: list
    # What the CLI takes after THREADS.
    order: list = field(default_factory=list)
    warm: dict = field(default_factory=lambda: NATIVE_WARM)
    # Scores carry this factor against Lucene's form of BM25.
    factor: float = 1.0
    # Whether lengths are kept whole, so that scores must be the exhaustive ones.
    exact: bool = False

    def build(self, tokens, index, threads):
        """Builds an index from nothing; gives what it cost."""
        shutil.rmtree(index, ignore_errors=True)
        command = [*self.command, "build", str(tokens), str(index), str(threads), *self.order]
        cost = measured(command)
        shutil.rmtree(Path(f"{index}.unordered"), ignore_errors=True)
        cost["mb"] = sum(path.stat().st_size for path in index.rglob("*") if path.is_file()) / 1e6
        return cost

    def search(self, index, queries, mode, out, operator, passes, core):
        warm = str(self.warm[operator])
        command = [*self.command, "search", str(index), str(queries), mode, str(out), warm, str(passes)]
        measured(["taskset", "-c", str(core), *command])
        return rows(out)


@dataclass
class Row:
    query: str
    us: float
    ids: list
    hits: int
    scores: list


def rows(path):
    """The rows that an engine wrote, in its order: pass by pass, query by query."""
    found = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            _, query, us, ids, hits, scores = line.rstrip("\n").split("\t")
            values = [float(score) for score in scores.replace(",", " ").split()]
            found.append(Row(query, float(us), ids.replace(",", " ").split(), int(hits), values))
    return found


def measured(command):
    """Runs a command to its end: wall seconds, CPU seconds, peak resident megabytes."""
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        complaints = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"peers: {' '.join(command)} failed with {process.returncode}:\n{complaints[-4000:]}")
    wall = time.monotonic() - start
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}
