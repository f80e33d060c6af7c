# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The papers of the crash tests: small files to ingest one after another, always the same for a seed.

They are made from the sample of this repository: its papers get abstracts of
words from other titles; later files change, withdraw and vote for papers of
earlier ones, and bring some of them from a second source, so that every kind
of change is in flight when the program dies.
"""

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample" / "daily-papers-2025-2026.jsonl"
SOURCE = "hf-daily-papers"


@dataclass
class Chapter:
    """One file, and what must be known of it once its ingest is acknowledged."""

    path: Path
    # Ids that must be found from then on, and ids that needn't any more.
    adds: list = field(default_factory=list)
    withdraws: list = field(default_factory=list)


class Story:
    def __init__(self, folder, seed, chapters, papers_each):
        self.folder = Path(folder)
        self._random = random.Random(seed)
        self._papers = [json.loads(line) for line in open(SAMPLE, encoding="utf-8")]
        self._random.shuffle(self._papers)
        self._words = sorted({word for paper in self._papers for word in paper["title"].split()})
        self._told = []
        self._papers_each = papers_each
        self.chapters = [self._chapter(number) for number in range(chapters)]
        # Words that some papers hold, in titles and abstracts.
        self.queries = [" ".join(self._random.sample(self._words, 3)) for _ in range(4)]
        self.queries += ["learning models", "a large language", '"language models"', "agents -reasoning"]
        days = sorted({paper["featured"] for paper in self._told if paper.get("featured")})
        self.days = self._random.sample(days, min(3, len(days)))

    def _chapter(self, number):
        kinds = [self._new_papers]
        if self._told:
            # New papers are every other chapter, so that there is something to change.
            kinds = [self._new_papers, self._changes, self._new_papers, self._second_source, self._new_papers,
                     self._withdrawals, self._new_papers, self._votes]
        return kinds[number % len(kinds)](number)

    def _write(self, number, records):
        path = self.folder / f"{number:03}.jsonl"
        path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records),
                        encoding="utf-8")
        return path

    def _abstract(self):
        return " ".join(self._random.choices(self._words, k=self._random.randint(40, 160))) + "."

    def _new_papers(self, number):
        # Sizes differ, so that one file is one transaction and another is many.
        size = self._papers_each * self._random.choice((1, 1, 1, 6))
        chosen = []
        while self._papers and len(chosen) < size:
            paper = self._papers.pop()
            paper["abstract"] = self._abstract()
            chosen.append(paper)
        self._told += chosen
        return Chapter(self._write(number, chosen), adds=[paper["id"] for paper in chosen])

    def _some(self):
        return self._random.sample(self._told, min(self._papers_each, len(self._told)))

    def _changes(self, number):
        changed = self._some()
        for paper in changed:
            paper["abstract"] = self._abstract()
            paper["updated"] = "2026-07-03"
        return Chapter(self._write(number, changed))

    def _second_source(self, number):
        """The same papers under an id of their own: they are merged by title and authors."""
        records = []
        for place, paper in enumerate(self._some()):
            records.append({"id": f"acl:2026.crash-{number}.{place + 1}", "title": paper["title"],
                            "abstract": paper["abstract"], "authors": paper["authors"],
                            "published": paper["published"], "source": "acl-anthology",
                            "venue": "Proceedings of the Crash Tests"})
        return Chapter(self._write(number, records), adds=[record["id"] for record in records])

    def _withdrawals(self, number):
        gone = self._some()
        self._told = [paper for paper in self._told if paper not in gone]
        records = [{"id": paper["id"], "source": paper["source"], "deleted": True} for paper in gone]
        return Chapter(self._write(number, records), withdraws=[paper["id"] for paper in gone])

    def _votes(self, number):
        path = self.folder / f"{number:03}.tsv"
        rows = ["id\tobserved_at\tupvotes\tfeed\n"]
        for paper in self._some():
            rows.append(f"{paper['id']}\t2026-08-0{self._random.randint(1, 9)}T00:00:00Z\t"
                        f"{self._random.randint(1, 400)}\tdaily\n")
        path.write_text("".join(rows), encoding="utf-8")
        return Chapter(path)
