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
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
EVERYTHING = "-source:none"  # papers of any source
FAILURES = []
ROWS = []


def row(what, value):
    ROWS.append((what, value))
    print(f"| {what} | {value} |", flush=True)


def promise(holds, what):
    row(what, "yes" if holds else "**NO**")
    if not holds:
        FAILURES.append(what)


def run(broadsheet, data, *arguments, ok=(0,)):
    """Runs one command; returns (stdout, wall seconds, peak MiB)."""
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        process = subprocess.Popen([broadsheet, "--data", data, *arguments], stdout=out, stderr=subprocess.PIPE)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        code = os.waitstatus_to_exitcode(status)
        if code not in ok:
            sys.exit(f"broadsheet {' '.join(arguments)[:200]}: exit {code}: {errors.decode()[-2000:]}")
        out.seek(0)
        return out.read().decode(), wall, usage.ru_maxrss / 1024


def files_of(folder, order):
    names = sorted(str(p) for p in pathlib.Path(folder).iterdir() if p.suffix == ".zst" and "upvotes" not in p.name)
    random.Random(order).shuffle(names)
    return names


def read_records(names):
    for name in names:
        with subprocess.Popen(["zstd", "-dcq", "--long=27", name], stdout=subprocess.PIPE) as process:
            for line in process.stdout:
                yield json.loads(line)


def title_key(title):
    text = unicodedata.normalize("NFKD", title.lower())
    return " ".join(re.findall(r"\w+", "".join(c for c in text if not unicodedata.combining(c))))


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


def papers_of(broadsheet, data):
    """A digest of every paper: what is exported, one line a paper, in no particular order."""
    text, _, _ = run(broadsheet, data, "export", "--format", "jsonl", "--", EVERYTHING)
    lines = sorted(text.splitlines())
    return len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest(), lines


def top_tens(broadsheet, data, queries):
    found = []
    for query in queries:
        text, _, _ = run(broadsheet, data, "search", "--mode", "lexical", "-n", "10", "--json", "--", query)
        found.append([(hit["id"], hit["score"]) for hit in json.loads(text)["results"]])
    return found


def check_merges(records, lines):
    """Of the ACL/arXiv pairs with equal title, how many became one paper; and whether any two ACL ids did."""
    where = {}
    for line in lines:
        paper = json.loads(line)
        for identity in {paper["id"], *paper.get("ids", [])}:
            where[identity] = paper["id"]
    by_title = {}
    for record in records:
        by_title.setdefault(title_key(record["title"]), set()).add(record["id"])
    pairs = merged = 0
    for ids in by_title.values():
        acl = [i for i in ids if i.startswith("acl:")]
        arxiv = [i for i in ids if i.startswith("arxiv:")]
        if acl:
            pairs += len(arxiv)
            merged += sum(any(where.get(a) == where.get(x) for a in acl) for x in arxiv)
    acl_papers = {}
    for identity, paper in where.items():
        if identity.startswith("acl:"):
            acl_papers.setdefault(paper, []).append(identity)
    return pairs, merged, sum(len(ids) > 1 for ids in acl_papers.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broadsheet", default=str(ROOT / "build/broadsheet"))
    parser.add_argument("--corpora", default=str(ROOT.parent / "shared/data/corpora"))
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--orders", type=int, default=2, help="further orders of the files to load")
    parser.add_argument("--keep", help="keep the data folder here")
    options = parser.parse_args()
    if not pathlib.Path(options.corpora).is_dir():
        sys.exit(f"{options.corpora}: no corpora there; name them with --corpora")

    work = tempfile.mkdtemp(prefix="broadsheet-corpora-")
    data = options.keep or os.path.join(work, "data")
    names = sorted(files_of(options.corpora, 0))
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    print(f"\n| corpora at {commit} | |\n|---|---|")

    latency = ROOT / "build/bench/record_latency"
    waiting = subprocess.Popen([str(latency), data], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) if latency.exists() else None
    text, wall, memory = run(options.broadsheet, data, "ingest", "--json", *names)
    report = json.loads(text)
    row("records read / rejected", f"{report['read']:,} / {report['rejected']}")
    row("wall time, record and lexical", f"{wall:.1f} s")
    row("peak memory", f"{memory:.0f} MiB")
    if waiting:
        answer, _ = waiting.communicate()
        row("single-row FULL commits from a second process meanwhile", answer.strip())
    promise(report["rejected"] == 0, "nothing rejected")

    count, digest, lines = papers_of(options.broadsheet, data)
    row("papers", f"{count:,}")
    records = list(read_records(names))
    pairs, merged, joined = check_merges(records, lines)
    row("ACL/arXiv pairs with equal title: merged", f"{merged:,} of {pairs:,} ({100 * merged / max(pairs, 1):.1f} %)")
    promise(joined == 0, "no paper has two ids of the ACL Anthology")
    del lines
    text, seconds, _ = run(options.broadsheet, data, "check", "--json")
    promise(json.loads(text)["ok"], f"check is clean ({seconds:.1f} s)")
    text, seconds, _ = run(options.broadsheet, data, "ingest", "--json", *names)
    again = json.loads(text)
    promise(again["unchanged"] == again["read"] and again["revision"] == report["revision"],
            f"a second ingest changes nothing ({seconds:.1f} s)")

    queries = title_windows(records, options.queries, seed=20260701)
    del records
    before = top_tens(options.broadsheet, data, queries)
    shutil.rmtree(os.path.join(data, "index"))
    _, seconds, _ = run(options.broadsheet, data, "follow")
    promise(top_tens(options.broadsheet, data, queries) == before,
            f"the index, deleted and rebuilt ({seconds:.1f} s), gives the same top ten for {len(queries)} queries")

    for order in range(1, options.orders + 1):
        other = os.path.join(work, f"order{order}")
        run(options.broadsheet, other, "ingest", "--json", *files_of(options.corpora, order))
        promise(papers_of(options.broadsheet, other)[:2] == (count, digest), f"the same papers in file order {order}")
        shutil.rmtree(other)
    shutil.rmtree(work, ignore_errors=True)
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())
