# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Recorded harvests, played back: every record comes once. Skipped where the shared data is not there.

Run: BROADSHEET=build/broadsheet build/venv/bin/pytest tests/harvest/test_recorded.py
"""

import csv
import json
import pathlib
import urllib.parse
import xml.etree.ElementTree

import pytest

from upstream import Upstream, answer

RAW = pathlib.Path(__file__).resolve().parent.parent.parent.parent / "shared" / "data" / "raw"
OAI = "{http://www.openarchives.org/OAI/2.0/}"

pytestmark = pytest.mark.skipif(not RAW.exists(), reason="no shared data")


def recorded(name):
    """The answers of one harvest by the token that asked for them; None for the first."""
    answers = {}
    with open(RAW / "MANIFEST.tsv", newline="", encoding="utf-8") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t"):
            path = pathlib.PurePath(row["file"])
            if path.parent.name == "scrapi" and path.name.split(".")[0] == name and row["url"]:
                query = urllib.parse.parse_qs(urllib.parse.urlsplit(row["url"]).query)
                answers[query.get("resumptionToken", [None])[0]] = (RAW / path).read_bytes()
    return answers


def records_in(answers):
    """Identifiers of the records that are there, by an independent reader; each with whether it has a title."""
    found = {}
    for body in answers:
        for record in xml.etree.ElementTree.fromstring(body).iter(f"{OAI}record"):
            header = record.find(f"{OAI}header")
            titles = [element for element in record.iter("{http://purl.org/dc/elements/1.1/}title") if (element.text or "").strip()]
            if header.get("status") != "deleted":
                found[header.findtext(f"{OAI}identifier")] = bool(titles)
    return found


@pytest.mark.parametrize("name, pages", [("npp_ksu", 9), ("mla", 14), ("dryad", 3)])
def test_gives_each_record_once(harvester, name, pages):
    answers = recorded(name)
    assert len(answers) == pages

    def play(_upstream, connection, request):
        connection.sendall(answer(200, answers[request.argument("resumptionToken")]))
        return True

    upstream = Upstream([], fault=play)
    mine = harvester()
    report = mine.harvest_to_the_end(upstream.url)
    assert len(report) == 1 and len(upstream.requests) == pages
    assert [request.argument("resumptionToken") for request in upstream.requests] == list(answers)
    expected = records_in(answers.values())
    assert report[0]["new"] + report[0]["updated"] + report[0]["unchanged"] + report[0]["rejected"] == report[0]["read"]
    stored = json.loads(mine.run("status", "--json", check=True).stdout)["records"]
    assert stored == sum(expected.values())
    # Played once more, nothing is new.
    again = mine.harvest_to_the_end(upstream.url)[0]
    assert again["new"] == 0 and again["updated"] == 0
    upstream.close()
