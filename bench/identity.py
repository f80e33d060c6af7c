#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Which papers of the shared corpora become one, against a plain reading of the rule, and 1,000 traps.

All corpora go into an empty data folder, with pairs made for it: a real title under another id, with authors, a year,
or both that are not those of the real paper. Prints one Markdown table; exits 1 if a promise is broken: of the pairs of
the ACL Anthology and arXiv that the rule joins 99 % are one paper, of all of equal title 90 %; no two papers of the
Anthology are one; no made paper is one with any other.
"""

import argparse
import collections
import json
import pathlib
import random
import re
import sys
import tempfile
import unicodedata

from measuring import ROOT, SHARED_CORPORA, Table, commit, corpus_files, papers_of, run
from serving_server import read_first

TITLE_WORDS_MIN, YEARS_APART_MAX = 4, 2
SEED = 20260701
OTHER_YEARS = 5  # later than the real paper: no version of it is so late
EQUAL_SHARE_MIN, RULE_SHARE_MIN = 0.90, 0.99


def folded(text):
    text = unicodedata.normalize("NFKD", text.lower())
    return " ".join(re.findall(r"\w+", "".join(c for c in text if not unicodedata.combining(c))))


def title_key(title):
    """Without blanks: sources disagree on them."""
    return folded(title).replace(" ", "")


def surnames(record):
    return [folded(name).split()[-1] for name in record["authors"] if folded(name)]


def rule_joins(one, other):
    """The rule of identity for two records of equal title, read as plainly as it is written."""
    mine, theirs = surnames(one), surnames(other)
    if not mine or not theirs or len(folded(one["title"]).split()) < TITLE_WORDS_MIN:
        return False
    common = len(set(mine) & set(theirs))
    agree = mine[0] == theirs[0] or 2 * common >= max(len(set(mine)), len(set(theirs)))
    return agree and years_apart(one, other) <= YEARS_APART_MAX


def years_apart(one, other):
    return abs(int(one["published"][:4]) - int(other["published"][:4]))


def papers_by_identity(lines):
    where = {}
    for line in lines:
        paper = json.loads(line)
        for identity in {paper["id"], *paper.get("ids", [])}:
            where[identity] = paper["id"]
    return where


def by_title(records):
    groups = collections.defaultdict(list)
    for record in records:
        groups[title_key(record["title"])].append(record)
    groups.pop("", None)
    return groups


def in_scheme(group, scheme):
    """One record of each id of the scheme."""
    return list({record["id"]: record for record in group if record["id"].startswith(scheme + ":")}.values())


class Pairs:
    """Papers of arXiv that have the title of one of the Anthology, and how many became one with it."""

    def __init__(self, groups, where):
        self.equal = self.equal_merged = self.rule = self.rule_merged = 0
        self.apart = []  # of the rule's
        for group in groups.values():
            self._count(in_scheme(group, "acl"), in_scheme(group, "arxiv"), where)

    def _count(self, acl, arxiv, where):
        for preprint in arxiv if acl else []:
            merged = any(where[preprint["id"]] == where[paper["id"]] for paper in acl)
            joined = [paper for paper in acl if rule_joins(paper, preprint)]
            self.equal += 1
            self.equal_merged += merged
            # Another preprint of the same title may have taken its place: two ids of one scheme are never one paper.
            if joined and len(arxiv) <= len(acl):
                self.rule += 1
                self.rule_merged += merged
                if not merged:
                    self.apart.append((preprint["id"], joined[0]["id"]))


def alike_in_the_anthology(groups):
    """Groups of equal title, year and first author's surname or none, which must stay apart."""
    alike = collections.Counter()
    for title, group in groups.items():
        for record in in_scheme(group, "acl"):
            alike[title, record["published"][:4], (surnames(record) or [""])[0]] += 1
    return sum(count > 1 for count in alike.values())


def joined_in_the_anthology(where):
    papers = collections.Counter(paper for identity, paper in where.items() if identity.startswith("acl:"))
    return sum(count > 1 for count in papers.values())


def traps(records, count, seed):
    """Records that have the title of a real paper and are another one: by authors, by years, by both, in turn."""
    chosen = random.Random(seed)
    real = [r for r in records if r["authors"] and len(folded(r["title"]).split()) >= TITLE_WORDS_MIN]
    made = []
    for number, (paper, other) in enumerate(zip(chosen.sample(real, count), strangers(real, chosen))):
        trap = {"id": f"doi:10.5555/trap.{number}", "title": paper["title"], "abstract": other["abstract"],
                "authors": paper["authors"], "published": paper["published"], "date_precision": "day",
                "source": "traps"}
        if number % 3 != 1:
            trap["authors"] = [f"{name} Strangerson{place}" for place, name in enumerate(other["authors"])]
        if number % 3 != 0:
            trap["published"] = f"{int(paper['published'][:4]) + OTHER_YEARS}-01-01"
        made.append(trap)
    return made


def strangers(records, chosen):
    while True:
        yield chosen.choice(records)


def percent(part, whole):
    return f"{part:,} of {whole:,} ({100 * part / max(whole, 1):.2f} %)"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broadsheet", default=str(ROOT / "build/broadsheet"))
    parser.add_argument("--corpora", default=SHARED_CORPORA)
    parser.add_argument("--traps", type=int, default=1000)
    options = parser.parse_args()
    if not pathlib.Path(options.corpora).is_dir():
        sys.exit(f"{options.corpora}: no corpora there; name them with --corpora")

    names = corpus_files(options.corpora)
    records = [record for name in names for record in read_first(name)]
    made = traps(records, options.traps, SEED)
    with tempfile.TemporaryDirectory(prefix="broadsheet-identity-") as work:
        path, data = pathlib.Path(work) / "traps.jsonl", f"{work}/data"
        path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in made))
        text, cost = run(options.broadsheet, data, "ingest", "--json", *names, path)
        where = papers_by_identity(papers_of(options.broadsheet, data))
    report = json.loads(text)

    table = Table(f"identity at {commit()}")
    table.row("records read / rejected, papers", f"{report['read']:,} / {report['rejected']}, "
              f"{len(set(where.values())):,} ({cost.wall:.0f} s)")
    groups = by_title(records)
    pairs = Pairs(groups, where)
    table.row("ACL/arXiv pairs that the rule joins: one paper", percent(pairs.rule_merged, pairs.rule))
    for preprint, paper in pairs.apart:
        table.row("- apart", f"{preprint}, {paper}")
    table.row("ACL/arXiv pairs of equal title: one paper", percent(pairs.equal_merged, pairs.equal))
    table.promise(pairs.rule_merged >= RULE_SHARE_MIN * pairs.rule, "of the rule's, 99 %")
    table.promise(pairs.equal_merged >= EQUAL_SHARE_MIN * pairs.equal, "of equal titles, 90 %")
    table.row("groups of the ACL Anthology of equal title, year, and first author or none",
              f"{alike_in_the_anthology(groups):,}")
    table.promise(joined_in_the_anthology(where) == 0, "no paper has two ids of the ACL Anthology")
    alone = collections.Counter(where.values())
    table.promise(all(alone[where[trap["id"]]] == 1 for trap in made),
                  f"none of {len(made):,} made papers with a real one's title is one with another")
    return table.exit_status()


if __name__ == "__main__":
    sys.exit(main())
