#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""How long readers wait for their votes and comments to be acknowledged, alone and while corpora are ingested into the same
record: 64 connections, each a reader who acts once a second, a comment in eight acts.

    bench/acting.py build/broadsheet ../shared/data/corpora/*.jsonl.zst
    bench/acting.py build/broadsheet --pause 0 FILES      each as fast as answers come

Prints percentiles; the exit status is 1 where the 99th beside the ingest is above 150 ms.
"""

import argparse
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "crash"), str(ROOT / "bench")]

from acts_test import SAMPLE, Program, Server, Voter  # noqa: E402
from serving_load import percentile  # noqa: E402

READERS = 64
ALONE_SECONDS = 10
COMMENT_EVERY = 8
P99_MAX_MS = 150


class Acting:
    """All readers at once, for as long as it is open."""

    def __init__(self, voters, papers, pause):
        self.times, self.failures, self.stopped = [], [], threading.Event()
        self.threads = [threading.Thread(target=self.act, args=(voter, papers, pause, seed)) for seed, voter in enumerate(voters)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def act(self, voter, papers, pause, seed):
        rng = random.Random(seed)
        self.stopped.wait(pause * rng.random())
        try:
            while not self.stopped.is_set():
                comments = rng.randrange(COMMENT_EVERY) == 0 and not voter.has_said_enough
                paper, up = rng.choice(papers), rng.random() < 0.6
                began = time.perf_counter()
                if comments:
                    voter.comment(paper)
                else:
                    voter.vote(paper, up)
                self.times.append(1000 * (time.perf_counter() - began))
                self.stopped.wait(pause)
        except Exception as error:  # noqa: BLE001: told by the main thread
            self.failures.append(error)

    def __exit__(self, *_):
        self.stopped.set()
        for thread in self.threads:
            thread.join()


def told(what, acting, seconds):
    if acting.failures:
        raise acting.failures[0]
    times = acting.times
    p50, p99 = percentile(times, 50), percentile(times, 99)
    print(f"{what}: {len(times) / seconds:.0f} acts/s, p50 {p50:.1f} ms, p99 {p99:.1f} ms, slowest {max(times):.1f} ms", flush=True)
    return p99


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    parser.add_argument("--pause", type=float, default=1, help="seconds between an answer and the next act")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        program = Program(arguments.program.resolve(), folder / "data")
        for setting, value in {"readers.sign_up": "open", "readers.votes_count_after_days": "0", "server.api_requests": "0"}.items():
            program.run("config", "set", setting, value)
        program.run("ingest", SAMPLE)
        papers = [paper["id"] for paper in program.json("search", "date:2026..", "--sort", "date", "-n", "200")["results"]]
        server = Server(program, folder / "serve.log")
        voters = [Voter(number, []) for number in range(READERS)]
        for voter in voters:
            voter.reader.open(server.port)
            program.run("account", "confirm", voter.reader.name)
        with Acting(voters, papers, arguments.pause) as alone:
            time.sleep(ALONE_SECONDS)
        told("alone", alone, ALONE_SECONDS)
        began = time.monotonic()
        with Acting(voters, papers, arguments.pause) as beside:
            subprocess.run([arguments.program, "--data", folder / "data", "ingest", *arguments.files], check=True, capture_output=True)
            took = time.monotonic() - began
        p99 = told(f"beside an ingest of {took:.0f} s", beside, took)
        server.end(signal.SIGTERM)
    sys.exit(0 if p99 <= P99_MAX_MS else 1)


if __name__ == "__main__":
    main()
