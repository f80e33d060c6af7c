#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Kills the program at random moments of encoding papers.

`follow vectors` gets SIGKILL at a random moment, again and again, until all papers of the sample are encoded; then the
vectors are thrown away and it begins anew, until there were enough kills. After each kill `check` is clean, and no
vector that was kept is gone or kept twice: nothing is encoded again but the batch in hand. Whenever all is encoded, what
is found by meaning equals an undisturbed run.

Needs a model and a runtime: --models FOLDER, else $BROADSHEET_MODELS, else .cache/models. Ends with 77 without them.

    tests/crash/encode_test.py --models var/data/models --rounds 200 --seed 7
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from program import Failure, Program, without_fleeting
from story import ROOT

SKIPPED = 77
# docs/formats/vector_store.md
HEADER_BYTES = 64
KEY_BYTES = 24
HASH_BYTES = 16
# Loading the model takes a part of the first.
SECONDS_MAX = 1.2
QUERIES = ("how do language models reason step by step", "faster images", "robots that learn from videos")


def stored(data):
    """The hashes of the texts that have a vector; a torn key at the end is none."""
    hashes = []
    for keys in (data / "vectors").glob("*.keys"):
        body = keys.read_bytes()[HEADER_BYTES:]
        hashes += [body[at:at + HASH_BYTES] for at in range(0, len(body) - KEY_BYTES + 1, KEY_BYTES)]
    return hashes


def found(program):
    return [without_fleeting(program.json("search", query, "--mode", "semantic", "-n", "50")) for query in QUERIES]


def check_stored(before, after):
    if after[:len(before)] != before:
        raise Failure(f"{len(before)} vectors were kept, and now there are others: {len(after)}")
    if len(set(after)) != len(after):
        raise Failure(f"{len(after) - len(set(after))} texts were encoded twice")


def encode_and_kill(program, rng):
    """False if it was done before it could be killed."""
    process = program.start("follow", "vectors")
    try:
        time.sleep(rng.uniform(0, SECONDS_MAX))
        if process.poll() is not None:
            if process.returncode != 0:
                raise Failure(f"`follow vectors`: {process.stderr.read().decode(errors='replace')[-2000:]}")
            return False
        process.send_signal(signal.SIGKILL)
        return True
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def forget(data):
    shutil.rmtree(data / "vectors", ignore_errors=True)
    shutil.rmtree(data / "index" / "vectors", ignore_errors=True)


def kill_often(program, rng, rounds, wanted):
    kills, times_done, before = 0, 0, []
    while kills < rounds:
        killed = encode_and_kill(program, rng)
        program.check()
        after = stored(program.data)
        check_stored(before, after)
        before = after
        kills += killed
        if not killed:
            if found(program) != wanted:
                raise Failure("what is found by meaning differs from an undisturbed run")
            times_done += 1
            forget(program.data)
            before = []
    program.run("follow", "vectors")
    program.check(deep=True)
    check_stored(before, stored(program.data))
    if found(program) != wanted:
        raise Failure("what is found by meaning differs from an undisturbed run")
    print(f"encode_test: {kills} kills while {times_done + 1} times {len(stored(program.data)):,} texts were encoded; "
          "none lost, none encoded twice")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--broadsheet", default=ROOT / "build" / "broadsheet")
    parser.add_argument("--models", default=os.environ.get("BROADSHEET_MODELS", ROOT / ".cache" / "models"))
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options = parser.parse_args()
    if not (Path(options.models) / "runtime").is_dir():
        print(f"encode_test: skipped: no model in {options.models}")
        return SKIPPED
    print(f"encode_test: seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="broadsheet-encode-") as folder:
        program = Program(options.broadsheet, Path(folder) / "data")
        program.run("ingest", *sorted((ROOT / "sample").glob("*.jsonl")))
        shutil.copytree(options.models, program.data / "models")
        program.run("follow")
        wanted = found(program)
        forget(program.data)
        try:
            kill_often(program, random.Random(options.seed), options.rounds, wanted)
        except Failure as failure:
            print(f"encode_test: FAILED: {failure}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
