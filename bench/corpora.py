#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""All corpora through the real program: time, memory, what people wait for meanwhile, and the promises.

Loads every file of --corpora into an empty data folder while a second process commits single rows with
full durability; then checks, loads again (nothing may change), loads in other orders (the same papers), deletes the
index and rebuilds it (the same top ten). Prints one Markdown table; exits 1 if a promise is broken. Figures are
printed, never judged: they depend on the machine.
"""

import argparse
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

from measuring import ROOT, SHARED_CORPORA, Table, commit, corpus_files, papers_of, run
from serving_server import read_first


def in_order(files, order):
    names = list(files)
    random.Random(order).shuffle(names)
    return names


def title_windows(records, count, seed):
    """Queries of 2 to 5 words cut from titles."""
    chosen = random.Random(seed)
    windows = []
    while len(windows) < count:
        words = re.findall(r"[A-Za-z]{3,}", chosen.choice(records)["title"])
        size = chosen.randint(2, 5)
        if len(words) >= size:
            at = chosen.randrange(len(words) - size + 1)
            windows.append(" ".join(words[at:at + size]).lower())
    return windows


def digest_of(broadsheet, data):
    """A digest of every paper: what is exported, one line a paper, in no particular order."""
    lines = sorted(papers_of(broadsheet, data))
    return len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()


def top_tens(broadsheet, data, queries):
    found = []
    for query in queries:
        text, _ = run(broadsheet, data, "search", "--mode", "lexical", "-n", "10", "--json", "--", query)
        found.append([(hit["id"], hit["score"]) for hit in json.loads(text)["results"]])
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broadsheet", default=str(ROOT / "build/broadsheet"))
    parser.add_argument("--corpora", default=SHARED_CORPORA)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--orders", type=int, default=2, help="further orders of the files to load")
    parser.add_argument("--keep", help="keep the data folder here")
    options = parser.parse_args()
    if not pathlib.Path(options.corpora).is_dir():
        sys.exit(f"{options.corpora}: no corpora there; name them with --corpora")

    work = tempfile.mkdtemp(prefix="broadsheet-corpora-")
    data = options.keep or os.path.join(work, "data")
    names = corpus_files(options.corpora)
    table = Table(f"corpora at {commit()}")

    latency = ROOT / "build/bench/record_latency"
    waiting = subprocess.Popen([str(latency), data], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) if latency.exists() else None
    text, cost = run(options.broadsheet, data, "ingest", "--json", *names)
    report = json.loads(text)
    table.row("records read / rejected", f"{report['read']:,} / {report['rejected']}")
    table.row("wall time, record and lexical", f"{cost.wall:.1f} s")
    table.row("peak memory", f"{cost.memory:.0f} MiB")
    if waiting:
        answer, _ = waiting.communicate()
        table.row("single-row FULL commits from a second process meanwhile", answer.strip())
    table.promise(report["rejected"] == 0, "nothing rejected")

    count, digest = digest_of(options.broadsheet, data)
    table.row("papers", f"{count:,}")
    text, cost = run(options.broadsheet, data, "check", "--json")
    table.promise(json.loads(text)["ok"], f"check is clean ({cost.wall:.1f} s)")
    text, cost = run(options.broadsheet, data, "ingest", "--json", *names)
    again = json.loads(text)
    table.promise(again["unchanged"] == again["read"] and again["revision"] == report["revision"],
            f"a second ingest changes nothing ({cost.wall:.1f} s)")

    queries = title_windows([record for name in names for record in read_first(name)], options.queries,
                            seed=20260701)
    before = top_tens(options.broadsheet, data, queries)
    shutil.rmtree(os.path.join(data, "index"))
    _, cost = run(options.broadsheet, data, "follow")
    table.promise(top_tens(options.broadsheet, data, queries) == before,
            f"the index, deleted and rebuilt ({cost.wall:.1f} s), gives the same top ten for {len(queries)} queries")

    for order in range(1, options.orders + 1):
        other = os.path.join(work, f"order{order}")
        run(options.broadsheet, other, "ingest", "--json", *in_order(names, order))
        table.promise(digest_of(options.broadsheet, other) == (count, digest), f"the same papers in file order {order}")
        shutil.rmtree(other)
    shutil.rmtree(work, ignore_errors=True)
    return table.exit_status()


if __name__ == "__main__":
    sys.exit(main())
