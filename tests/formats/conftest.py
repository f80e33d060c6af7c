# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Recorded files, what we read of them, and how two readings are compared.

The other readings are lists of Paper. Every paper of theirs with a title must be among ours, with the authors (by
surname), date, DOI and address that theirs shows. What we read beyond theirs is no difference. EXCEPTIONS.tsv
names each difference there is and why it stands; a row that no longer tells a difference fails as well.
"""

import csv
import dataclasses
import json
import os
import pathlib
import re
import subprocess
import unicodedata

import pytest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RAW = ROOT.parent / "shared" / "data" / "raw"
PROGRAM = os.environ.get("READ_RECORDS", str(ROOT / "build" / "tests" / "formats" / "read_records"))


@dataclasses.dataclass
class Paper:
    """What another reader found. What it does not say is empty and not compared."""

    title: str
    surnames: list = dataclasses.field(default_factory=list)
    date: str = ""  # of its end as much as is known
    doi: str = ""
    url: str = ""


def fold(text):
    """Letters and digits alone, without accents and case."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in letters if c.isalnum())


@pytest.fixture(scope="session")
def recorded():
    """The recorded files below a folder, by their ends."""
    if not RAW.is_dir():
        pytest.skip("no shared data")

    def files(folder, *ends):
        found = sorted(path for path in (RAW / folder).rglob("*") if path.is_file() and path.name.endswith(ends))
        assert found, folder
        return found

    return files


@pytest.fixture(scope="session")
def read_ours():
    """Our records of files, a list for each file whose format is one of these."""

    def read(paths, *formats):
        run = subprocess.run([PROGRAM, *map(str, paths)], capture_output=True, text=True, check=True, timeout=120)
        records = {}
        for line in run.stdout.splitlines():
            path, format_name, record = line.split("\t", 2)
            if format_name in formats:
                records.setdefault(pathlib.Path(path), []).extend([json.loads(record)] if record else [])
        return records

    return read


def dois(text):
    """Those in a field, which may hold several."""
    return {doi.rstrip(".") for doi in re.split(r"[\s,;]+(?=10\.|$)", text.lower()) if doi}


def differences(theirs, ours):
    """Pairs of a field and what it is about."""
    left = {}
    for record in ours:
        left.setdefault(fold(record["title"]), []).append(record)
    for paper in theirs:
        candidates = left.get(fold(paper.title))
        if not candidates:
            yield "title", paper, ""
            continue
        # Of several of one title the one that agrees most is meant.
        found = {id(record): list(differing_fields(paper, record)) for record in candidates}
        record = min(candidates, key=lambda one: len(found[id(one)]))
        candidates.remove(record)
        for field, shown in found[id(record)]:
            yield field, paper, shown


def differing_fields(paper, record):
    names = [fold(name) for name in record["authors"]]
    surnames = [fold(name) for name in paper.surnames]
    if surnames and (len(names) != len(surnames) or any(part not in name for part, name in zip(surnames, names))):
        yield "authors", record["authors"]
    if not record["published"].startswith(paper.date):
        yield "date", record["published"]
    said = {record["id"].removeprefix("doi:"), *dois(record["doi"])}
    if not dois(paper.doi) <= said:
        yield "doi", sorted(said)
    if paper.url and record.get("url", "") != paper.url:
        yield "url", record.get("url", "")


def exceptions(reader):
    with open(HERE / "EXCEPTIONS.tsv", encoding="utf-8", newline="") as table:
        rows = csv.reader((line for line in table if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(file, field, title) for name, file, field, title, _ in rows if name == reader}


@pytest.fixture
def agree():
    """Fails where the readings differ otherwise than the table says. Answers how many papers were compared."""

    def check(reader, theirs, ours):
        allowed = {row for row in exceptions(reader) if RAW / row[0] in theirs}
        seen = set()
        unknown = []
        papers = 0
        for path, found in theirs.items():
            titled = [paper for paper in found if fold(paper.title)]
            papers += len(titled)
            for field, paper, shown in differences(titled, ours.get(path, [])):
                row = (str(path.relative_to(RAW)), field, fold(paper.title)[:40])
                seen.add(row)
                if row not in allowed:
                    unknown.append("\t".join([*row, f"{paper} / {shown}"]))
        assert not unknown, "\n" + "\n".join(unknown)
        assert not allowed - seen, "exceptions that are none"
        return papers

    return check
