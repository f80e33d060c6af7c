#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""`page` mode beside the page that it is modelled on: Kendall's tau of the two orders, in both parts of the page.

    bench/page_order.py --models var/data/models

The page is a saved answer to "global behavior". Its first part are the papers with both words. Nothing is tuned by these
figures.
"""

import argparse
import itertools
import json
import math
import pathlib
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
QUERY = "global behavior"
# An abstract is the only block of its length, and its title is the block before it.
ABSTRACT_BYTES_MIN = 250
FIRST_PART = {*range(1, 37), 53}


def titles_of(page):
    blocks = [" ".join(block.split()) for block in page.read_text(encoding="utf-8").split("\n\n")]
    blocks = [block for block in blocks if block]
    return [before for before, block in itertools.pairwise(blocks) if len(block.encode()) > ABSTRACT_BYTES_MIN]


def tau(order):
    """Kendall's tau of a list of distinct numbers with their ascending order."""
    pairs = list(itertools.combinations(order, 2))
    return sum(1 if one < other else -1 for one, other in pairs) / len(pairs)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--broadsheet", type=pathlib.Path, default=ROOT / "build" / "broadsheet")
    parser.add_argument("--models", type=pathlib.Path, default=ROOT / ".cache" / "models")
    parser.add_argument("--page", type=pathlib.Path,
                        default=ROOT.parent / "shared" / "data" / "daily-papers-page" / "page.txt")
    options = parser.parse_args()
    titles = titles_of(options.page)
    with tempfile.TemporaryDirectory(prefix="broadsheet-page-") as folder:
        def run(*words):
            return subprocess.run([options.broadsheet, "--data", folder, *words], check=True, capture_output=True,
                                  text=True).stdout
        shutil.copytree(options.models, pathlib.Path(folder) / "models")
        run("ingest", options.page)
        run("follow")
        answer = json.loads(run("search", QUERY, "--mode", "page", "-n", "100", "--json"))
    number_of = {" ".join(title.split()): number for number, title in enumerate(titles, 1)}
    order = [number_of[" ".join(hit["title"].split())] for hit in answer["results"]]
    first = order[:len(FIRST_PART)]
    rest = order[len(FIRST_PART):]
    print(f"{len(titles)} papers, {len(order)} found; vectors {answer['vectors']['done']} of {answer['vectors']['of']}")
    print(f"first part is the page's: {'yes' if set(first) == FIRST_PART else 'NO'}")
    for name, part in (("first part", first), ("second part", rest)):
        deviation = math.sqrt(2 * (2 * len(part) + 5) / (9 * len(part) * (len(part) - 1)))
        print(f"{name}: {len(part)} papers, Kendall's tau {tau(part):+.3f} (by chance 0 +- {deviation:.3f})")
    print("order:", " ".join(map(str, order)))


if __name__ == "__main__":
    main()
