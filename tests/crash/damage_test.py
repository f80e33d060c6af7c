#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Damages the files of an index, one at a time, and looks at what the program says.

Every file is cut at each hundredth and has a byte changed in each hundredth
(--every 1 changes every byte, which takes an hour). After each damage a search
must give what it gave before, `check` must be clean or name the file, and where
it was not clean `rebuild` must make it so.

    tests/crash/damage_test.py --broadsheet build/broadsheet
"""

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

from program import Failure, Program, without_fleeting
from story import ROOT

QUERIES = ("language model", '"world model"', "source:hf-daily-papers agents", "title:learning")
SEED = 3


def answers(program):
    return [without_fleeting(program.json("search", query, "-n", "20")) for query in QUERIES]


def damages(size, every):
    """(what, how) for each way in which a file of this size is damaged."""
    for cut in sorted({size * part // 100 for part in range(100)}):
        yield f"cut at {cut}", lambda data, cut=cut: data[:cut]
    rng = random.Random(SEED)
    step = every or max(1, size // 100)
    for start in range(0, size, step):
        at = min(size - 1, start + rng.randrange(step))
        bit = 1 << rng.randrange(8)
        yield f"byte {at} ^ {bit}", lambda data, at=at, bit=bit: data[:at] + bytes([data[at] ^ bit]) + data[at + 1:]


def try_one(binary, sound, name, damage, wanted):
    with tempfile.TemporaryDirectory(prefix="broadsheet-damage-") as folder:
        copy = Path(folder) / "data"
        shutil.copytree(sound, copy)
        file = copy / "index" / name
        file.write_bytes(damage(file.read_bytes()))
        program = Program(binary, copy)
        before = program.run("check", "--json", wanted=(0, 3))
        if '"ok":true' in before:
            raise Failure("check did not notice it")
        if answers(program) != wanted:
            raise Failure("the search shows something else")
        if '"ok":true' not in program.run("check", "--json", wanted=(0, 3)):
            program.run("rebuild")
        program.check(deep=True)
        if answers(program) != wanted:
            raise Failure("the rebuilt index shows something else")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broadsheet", default=ROOT / "build" / "broadsheet")
    parser.add_argument("--every", type=int, default=0, help="change a byte in each so many; 0: in each hundredth")
    options = parser.parse_args()
    failures = count = 0
    with tempfile.TemporaryDirectory(prefix="broadsheet-damage-") as folder:
        program = Program(options.broadsheet, Path(folder) / "data")
        program.run("ingest", ROOT / "sample" / "daily-papers-page.jsonl")
        wanted = answers(program)
        for path in sorted((program.data / "index").iterdir()):
            for what, damage in damages(path.stat().st_size, options.every):
                count += 1
                try:
                    try_one(options.broadsheet, program.data, path.name, damage, wanted)
                except Failure as failure:
                    failures += 1
                    print(f"{path.name}, {what}: {failure}", file=sys.stderr, flush=True)
    print(f"damage: {count} damages, {failures} of them not noticed or not mended")
    return 1 if failures or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
