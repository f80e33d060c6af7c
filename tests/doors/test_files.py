# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Files of lists: read again by ourselves and by independent parsers, and made without being held."""

import csv
import gzip
import io
import json
import random
import re

import pybtex.database
import pytest
import rispy

from conftest import hostile, run, serving

MANY = 10_000
WORDS = "graph network tide harbour sensor learning proof model language parser vector memory".split()


def write_many(path):
    rng = random.Random(20260704)
    with open(path, "w") as out:
        for number in range(MANY):
            title = " ".join(rng.choice(WORDS) for _ in range(6)).capitalize() + f" {number}"
            out.write(json.dumps({
                "id": f"arxiv:{1501 + number // 5000}.{number % 5000 + 1:05}", "title": title,
                "abstract": "Lexical, " + " ".join(rng.choice(WORDS) for _ in range(80)) + ".",
                "authors": [f"Given{number} Surname{rng.randrange(500)}", "Ada Lovelace"],
                "published": f"20{15 + number // 5000}-01-01", "categories": ["cs.CL"],
                **({"doi": f"10.1000/{number}"} if number % 3 == 0 else {})}) + "\n")


@pytest.fixture(scope="session")
def many(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    write_many(folder / "many.jsonl")
    run(folder / "data", "ingest", folder / "many.jsonl")
    with serving(folder / "data") as site:
        yield site


def facts(lines):
    """Of each paper what every format can say."""
    papers = {}
    for line in lines.splitlines():
        one = json.loads(line)
        papers[one["id"] if "id" in one else one["ids"][0]] = (one["title"], tuple(one["authors"]), one["published"][:4],
                                                               one.get("doi", ""))
    return papers


@pytest.mark.parametrize("suffix, name", [(".bib", "all.bib"), (".ris", "all.ris"), (".csl.json", "all.json"),
                                          (".jsonl", "all.jsonl")])
def test_ten_thousand_hits_come_back_as_the_same_papers(many, tmp_path, suffix, name):
    status, headers, body = many.get(f"/papers{suffix}?q=lexical")
    assert status == 200 and headers["Transfer-Encoding"] == "chunked"
    assert headers["Content-Disposition"] == f'attachment; filename="lexical{suffix}"'
    (tmp_path / name).write_bytes(body)
    run(tmp_path / "again", "ingest", *(["--format", "csl-json"] if suffix == ".csl.json" else []), tmp_path / name)
    again = facts(run(tmp_path / "again", "export", "cs.CL OR lexical", "--format", "jsonl").decode())
    expected = facts(many.text("/papers.jsonl?q=lexical"))
    assert len(expected) == MANY
    assert again == expected


@pytest.mark.resources
def test_making_files_holds_no_list(many):
    before = many.peak_bytes()
    for _ in range(3):
        many.get("/papers.bib?q=lexical")
        many.get("/papers.csv?q=lexical", **{"Accept-Encoding": "gzip"})
    assert many.peak_bytes() - before < 48 << 20


def test_csv_and_markdown_are_what_independent_parsers_read(many):
    lines = many.text("/papers.jsonl?q=lexical").splitlines()
    table = list(csv.DictReader(io.StringIO(many.text("/papers.csv?q=lexical"))))
    assert [row["title"] for row in table] == [json.loads(line)["title"] for line in lines]
    assert [row["authors"].split("; ") for row in table] == [json.loads(line)["authors"] for line in lines]
    markdown = many.text("/papers.md?q=lexical&all=true")
    assert re.findall(r"(?m)^# (.*)$", markdown) == [json.loads(line)["title"] for line in lines]


def test_a_packed_file_is_the_same_file(many):
    _, headers, packed = many.get("/papers.ris?q=graph", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed).decode() == many.text("/papers.ris?q=graph")


def test_a_limit_gives_the_best_of_a_search_in_its_order(many):
    best = [json.loads(line) for line in many.text("/papers.jsonl?q=graph+tide&limit=50").splitlines()]
    page = json.loads(many.text("/api/papers/search?q=graph+tide&limit=50"))
    assert [one["title"] for one in best] == [one["title"] for one in page]


def test_hostile_texts_stay_well_formed_in_every_file(site):
    day = "/papers/date/2026-08-20"
    count = len(hostile.TEXTS)
    assert len(pybtex.database.parse_string(site.text(day + ".bib"), "bibtex").entries) == count
    assert len(rispy.loads(site.text(day + ".ris"))) == count
    assert len(json.loads(site.text(day + ".csl.json"))) == count
    assert len([json.loads(line) for line in site.text(day + ".jsonl").splitlines()]) == count
    rows = list(csv.reader(io.StringIO(site.text(day + ".csv"))))
    assert len(rows) == count + 1 and {len(row) for row in rows} == {len(rows[0])}
