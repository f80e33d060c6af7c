#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Makes a snapshot of an arXiv that never was, as large as one likes, in the shape of the real one on Kaggle.

Sentences and titles are the first half of a real one and the second half of another, so that words are as frequent as
in reality, phrases are new and few titles are equal. Names are drawn from all mentions of authors: the prolific stay
prolific. Every other abstract has a word that no other has, as vocabularies never stop growing. Ids are valid and each
stands once; months grow as arXiv grew. The same corpora, count and seed give the same bytes.

    python3 bench/arxiv_snapshot.py 30000 snapshot.jsonl.zst
"""

import argparse
import datetime
import gc
import json
import multiprocessing
import os
import pathlib
import random
import re
import subprocess
import sys

from measuring import SHARED_CORPORA
from serving_server import read_records

SHAPE = 2  # part of a kept file's name: another shape must not be taken for this one
SEED = 20260701

FIRST_MONTH, LAST_MONTH = (2007, 4), (2026, 11)
FIVE_DIGITS_FROM = (2015, 1)
GROWTH = 6  # the last month has so many times the papers of the first
POOL_PAPERS = 120_000  # real papers whose parts are mixed
CHUNK = 5_000  # records made by one process at a time
REPEATED_TITLES = 5_000  # titles that several papers have on purpose
REPEATED_SHARE = 0.002
COINED_SHARE = 0.5
DOI_SHARE, VENUE_SHARE, COMMENT_SHARE = 0.45, 0.3, 0.7
VERSION_SHARES = (0.62, 0.87, 0.96)  # of papers with at most one, two, three versions

SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=[A-Z])")
CATEGORY = re.compile(r"[a-z-]+(\.[A-Za-z-]+)?")
WORD = re.compile(r"[A-Za-z]{6,12}")


def months():
    year, month = FIRST_MONTH
    while (year, month) <= LAST_MONTH:
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def room_of(month):
    return 9_999 if month < FIVE_DIGITS_FROM else 99_999


def arxiv_id(month, number):
    return f"{month[0] % 100:02}{month[1]:02}.{number:0{4 if month < FIVE_DIGITS_FROM else 5}}"


def spread(count):
    """How many papers each month has: [(month, count)]; what one has no room for comes in the next."""
    every = list(months())
    weights = [1 + (GROWTH - 1) * place / len(every) for place in range(len(every))]
    total, made, passed, dealt = sum(weights), [], 0.0, 0
    for month, weight in zip(every, weights):
        passed += weight
        here = min(round(count * passed / total) - dealt, room_of(month))
        made.append((month, here))
        dealt += here
    if dealt < count:
        sys.exit(f"{count:,} papers are more than these months have ids for")
    return made


def halves(text):
    words = text.split(" ")
    middle = (len(words) + 1) // 2
    return " ".join(words[:middle]), " ".join(words[middle:])


def inside(text):
    """The text as it stands between the quotes of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def parsed_name(name):
    given, _, family = name.rpartition(" ")
    return json.dumps([family, given, ""], ensure_ascii=False)


class Pools:
    """What is drawn from, ready to be put into JSON."""

    def __init__(self, corpora, seed):
        records = [record for path in sorted(pathlib.Path(corpora).glob("arxiv-*.zst")) for record in read_records(path)]
        records = random.Random(seed).sample(records, min(POOL_PAPERS, len(records)))
        self.title_heads, self.title_tails = map(list, zip(*(halves(inside(r["title"])) for r in records)))
        self.titles = [inside(r["title"]) for r in records[:REPEATED_TITLES]]
        self.heads, self.tails, self.lengths, self.coined = [], [], [], []
        self.names, self.author_counts = [], []
        for record in records:
            self._take_abstract(record["abstract"])
            self.author_counts.append(len(record["authors"]))
            self.names += [(inside(name), parsed_name(name)) for name in record["authors"]]
        # Classes of the MSC and the ACM stand among some, and are no categories.
        self.categories = [" ".join(filter(CATEGORY.fullmatch, r["categories"])) for r in records]
        self.comments = [inside(r.get("comment", "")) for r in records]

    def _take_abstract(self, abstract):
        sentences = SENTENCE_END.split(abstract)
        self.lengths.append(len(sentences))
        for sentence in sentences:
            head, tail = halves(inside(sentence))
            self.heads.append(head)
            self.tails.append(tail)
        word = WORD.search(abstract)
        if word:
            self.coined.append(word.group().lower())


class Maker:
    """Records in the order of their ids, from a seed of their own for each chunk."""

    def __init__(self, pools, seed):
        self.pools, self.random = pools, random.Random(seed)

    def pick(self, pool):
        return pool[int(self.random.random() * len(pool))]

    def title(self):
        if self.random.random() < REPEATED_SHARE:
            return self.pools.titles[int(len(self.pools.titles) * self.random.random() ** 3)]
        return self.pick(self.pools.title_heads) + " " + self.pick(self.pools.title_tails)

    def abstract(self):
        pools, pick = self.pools, self.pick
        text = " ".join([pick(pools.heads) + " " + pick(pools.tails) for _ in range(pick(pools.lengths))])
        if self.random.random() < COINED_SHARE:
            text += f" {pick(pools.coined)[:5]}{pick(pools.coined)[2:]}{int(self.random.random() * 1000)}."
        return text

    def version_days(self, month):
        """The days of the versions, as numbers of days."""
        first = datetime.date(*month, 1 + int(self.random.random() * 28)).toordinal()
        share, days = self.random.random(), [first]
        for bound in VERSION_SHARES:
            if share >= bound:
                days.append(days[-1] + 1 + int(self.random.random() * 200))
        return days

    def record(self, month, number, mark=""):
        """One line; `mark` is a word at the end of its title."""
        pools, pick, chance = self.pools, self.pick, self.random.random
        identity = arxiv_id(month, number)
        authors = [pick(pools.names) for _ in range(pick(pools.author_counts))]
        title = f"{self.title()} {mark}".rstrip()
        days = self.version_days(month)
        versions = ", ".join(f'{{"version": "v{place}", "created": "{created(day)}"}}'
                             for place, day in enumerate(days, 1))
        doi = f'"10.5555/s.{identity}"' if chance() < DOI_SHARE else "null"
        venue = f'"J. Synth. {month[0] - 1990} ({month[0]}) {number}"' if chance() < VENUE_SHARE else "null"
        comment = f'"{pick(pools.comments)}"' if chance() < COMMENT_SHARE else "null"
        updated = datetime.date.fromordinal(days[-1] + 1).isoformat()
        return (f'{{"id": "{identity}", "submitter": "{pick(pools.names)[0]}", '
                f'"authors": "{", ".join([name for name, _ in authors])}", "title": "{title}", '
                f'"comments": {comment}, "journal-ref": {venue}, "doi": {doi}, "report-no": null, '
                f'"categories": "{pick(pools.categories)}", "license": null, "abstract": "  {self.abstract()}\\n", '
                f'"versions": [{versions}], "update_date": "{updated}", '
                f'"authors_parsed": [{", ".join([parsed for _, parsed in authors])}]}}\n')


DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def created(day):
    date = datetime.date.fromordinal(day)
    return f"{DAYS[date.weekday()]}, {date.day} {MONTHS[date.month - 1]} {date.year} {day % 24:02}:{day % 60:02}:00 GMT"


def chunks_of(count):
    """(month, first number, count) of records that one process makes at a time."""
    for month, papers in spread(count):
        for first in range(1, papers + 1, CHUNK):
            yield month, first, min(CHUNK, papers + 1 - first)


_pools = None  # of the processes that make chunks, which inherit it


def make_chunk(work):
    seed, month, first, count = work
    maker = Maker(_pools, f"{seed} {month} {first}")
    return "".join(maker.record(month, first + place) for place in range(count)).encode()


def write_snapshot(path, count, pools, seed, processes=os.cpu_count()):
    """Writes `count` records to `path`, which is there only when it is whole."""
    global _pools
    _pools = pools
    unfinished = f"{path}.part"
    gc.freeze()  # what the processes inherit stays shared
    # The pool comes first: a process that inherited the pipe would keep it open for ever.
    with (multiprocessing.get_context("fork").Pool(processes) as pool, open(unfinished, "wb") as out,
          subprocess.Popen(["zstd", "-q", "-3", "-c"], stdin=subprocess.PIPE, stdout=out) as packing):
        for lines in pool.imap(make_chunk, ((seed, *chunk) for chunk in chunks_of(count))):
            packing.stdin.write(lines)
        packing.stdin.close()
        if packing.wait() != 0:
            sys.exit(f"{unfinished}: zstd could not write it")
    os.replace(unfinished, path)


def snapshot_path(folder, count, seed):
    return pathlib.Path(folder) / f"arxiv-{count}-{seed}-shape{SHAPE}.jsonl.zst"


def make_snapshot(path, count, corpora, seed):
    path.parent.mkdir(parents=True, exist_ok=True)
    write_snapshot(path, count, Pools(corpora, seed), seed)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("path", type=pathlib.Path)
    parser.add_argument("--corpora", default=SHARED_CORPORA)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    if not pathlib.Path(options.corpora).is_dir():
        sys.exit(f"{options.corpora}: no corpora there; name them with --corpora")
    make_snapshot(options.path, options.count, options.corpora, options.seed)


if __name__ == "__main__":
    main()
