#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Makes sample/daily-papers-2025-2026.jsonl from the shared corpus of Daily Papers.

Takes whole days, newest first without a gap, beginning with the newest day on which enough papers have
known categories (the last weeks of the corpus have hardly any), until PAPERS are reached. Only facts
are taken: id, title, authors, dates, categories, votes. Abstracts are left out on purpose: they are
their authors' text. The same corpus always gives the same bytes.

    tools/make_sample.py [--shared ../shared] [--out sample/daily-papers-2025-2026.jsonl]
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys

PAPERS = 2700
FIRST_DAY_PAPERS_MIN = 20
FILE_BYTES_MAX = 1_900_000
KEYS = ["id", "title", "authors", "published", "date_precision", "categories", "source", "url",
        "featured", "upvotes", "upvotes_at"]


def read_days(corpus):
    """The records with known categories, by the day that featured them, in the order of the corpus."""
    days = collections.defaultdict(list)
    unpacked = subprocess.run(["zstd", "-dc", "--long=27", corpus], stdout=subprocess.PIPE, check=True).stdout
    for line in unpacked.decode("utf-8").splitlines():
        record = json.loads(line)
        if record["categories"] and record["featured"] >= "2025":
            days[record["featured"]].append({key: record[key] for key in KEYS})
    return days


def choose(days):
    newest_first = sorted(days, reverse=True)
    while newest_first and len(days[newest_first[0]]) < FIRST_DAY_PAPERS_MIN:
        newest_first.pop(0)
    lines = []
    size = 0
    for day in newest_first:
        new = [json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in days[day]]
        size += sum(len(line.encode("utf-8")) for line in new)
        if len(lines) >= PAPERS or size > FILE_BYTES_MAX:
            break
        lines += new
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("sample/daily-papers-2025-2026.jsonl"))
    options = parser.parse_args()
    corpus = options.shared / "data" / "corpora" / "hf-daily-papers.jsonl.zst"
    if not corpus.exists():
        sys.exit(f"{corpus} is not there: say --shared FOLDER")
    lines = choose(read_days(corpus))
    options.out.write_text("".join(lines), encoding="utf-8")
    print(f"{options.out}: {len(lines)} papers", file=sys.stderr)


if __name__ == "__main__":
    main()
