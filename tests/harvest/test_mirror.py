# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""OAI-PMH as we offer it: one Broadsheet copies another through kills of both, and Sickle lists all that there is.

Run: BROADSHEET=build/broadsheet build/venv/bin/pytest tests/harvest/test_mirror.py
"""

import collections
import contextlib
import json
import random
import signal
import subprocess
import time
import urllib.parse
import urllib.request

import lxml.etree
import pytest
import sickle

from conftest import PROGRAM, ROOT

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
PAPERS = 2600
KILLS = 4
SEED = 20260701


def generated(count):
    """Papers of two archives and a conference, some with two sources and some without any id."""
    chance = random.Random(SEED)
    lines = []
    for number in range(count):
        words = " ".join(chance.choice(["tides", "small", "harbour", "graphs", "lunar", "neural", "maps"]) for _ in range(4))
        paper = {"id": f"arxiv:2607.{number:05}", "title": f"Paper {number} of {words} & <b>more</b>", "abstract": f"About $x_{{{number}}}$.",
                 "authors": [f"Author{number} Okafor", "Jun Tae Roh"], "published": "2026-07-01", "updated": "2026-07-02",
                 "categories": [chance.choice(["cs.CL", "cs.LG", "math.CO"])], "source": "arxiv", "doi": "", "venue": ""}
        if number % 3 == 0:
            paper |= {"orcids": ["", "0000-0002-1825-0097"], "comment": "12 pages", "github_repo": "https://github.com/a/b", "github_stars": 4}
        if number % 50 == 0:
            again = paper | {"id": f"acl:2026.acl-long.{number}", "source": "acl-anthology", "published": "2026", "date_precision": "year",
                             "venue": "ACL", "updated": "", "categories": []}
            lines.append(again)
        if number % 40 == 0:
            paper |= {"id": "", "source": "saved-page", "updated": ""}
        if number % 7 == 0:
            lines.append({"id": paper["id"], "title": paper["title"], "source": "hf-daily-papers", "featured": "2026-07-03", "upvotes": number,
                          "upvotes_at": "2026-07-03T10:00:00Z"} if paper["id"] else paper | {"published": "2026-07"})
        lines.append(paper)
    return lines


def ingest(harvester, folder, lines):
    folder.mkdir(exist_ok=True)
    path = folder / f"papers{len(list(folder.iterdir()))}.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    harvester.run("ingest", path, check=True)


class Served:
    """A server over a data folder that can be killed and comes back at its address."""

    def __init__(self, data):
        self.data = data
        self.listen = "127.0.0.1:0"
        self.start()

    def start(self):
        command = [PROGRAM, "--data", self.data, "serve", "--listen", self.listen]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("listening on http://"), line
        self.listen = line.removeprefix("listening on http://").strip()

    @property
    def url(self):
        return f"http://{self.listen}/oai"

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(10)
        self.process.stdout.close()


@contextlib.contextmanager
def serving(data):
    served = Served(data)
    try:
        yield served
    finally:
        served.end()


def searchable(served):
    """Waits until the index is as new as the record."""
    deadline = time.monotonic() + 30
    while True:
        with urllib.request.urlopen(served.url.replace("/oai", "/healthz"), timeout=10) as answer:
            health = json.loads(answer.read())
        if health["revision"] == health["searchable"]:
            return
        assert time.monotonic() < deadline, health
        time.sleep(0.05)


def harvest(mine, url):
    """To the end, however often it must be run. The last report."""
    for _ in range(10):
        done = mine.run("harvest", url, "--json")
        report = json.loads(done.stdout)
        if "error" not in report:
            return report
    raise AssertionError(report["error"])


def shown(harvester, name):
    return json.loads(harvester.run("show", name, "--json", check=True).stdout)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A data folder, served: (server, its harvester-like handle, a folder for files)."""
    from conftest import Harvester

    folder = tmp_path_factory.mktemp("mirror")
    mine = Harvester(folder / "data")
    ingest(mine, folder / "files", generated(PAPERS))
    mine.run("ingest", *sorted((ROOT / "sample").glob("*.jsonl")), check=True)
    ingest(mine, folder / "files", [{"id": "arxiv:2607.00001", "source": "arxiv", "updated": "2026-07-05", "deleted": True, "notice": "Not so."}])
    one = {"id": "arxiv:2607.90001", "title": "One of two that nobody took for the same", "source": "arxiv", "published": "2026-07-01"}
    other = {"id": "acl:2026.acl-long.9001", "title": "It stands in proceedings by this name", "source": "acl-anthology", "published": "2026-07-02"}
    ingest(mine, folder / "files", [one, other])
    ingest(mine, folder / "files", [one | {"ids": [other["id"]], "updated": "2026-07-05"}])
    with serving(mine.data) as served:
        searchable(served)
        yield served, mine, folder / "files"


def test_a_copy_is_equal_through_kills_of_both(harvester, library, tmp_path):
    _, original, _ = library
    mine = harvester()
    # The library has a server already; a second one may not follow, so a copy of the data is killed.
    backup = tmp_path / "backup.db"
    original.run("backup", backup, check=True)
    here = harvester()
    here.run("restore", backup, check=True)
    chance = random.Random(SEED)
    served = Served(here.data)
    try:
        for kill in range(KILLS):
            harvesting = subprocess.Popen([PROGRAM, "--data", mine.data, "harvest", served.url], stdout=subprocess.DEVNULL,
                                          stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.1, 0.6))
            if kill % 2 == 0:
                mine.killed(harvesting)
            served.end(signal.SIGKILL)
            served.start()
            if kill % 2 == 1:
                harvesting.wait(60)
        harvest(mine, served.url)
        searchable(served)
        assert mine.papers() == here.papers()
        assert len(mine.papers()) > PAPERS
        copied = shown(mine, "2607.00001")
        assert copied == shown(here, "2607.00001") and copied.get("notice", "") == "Not so."
        follow_changes(here, mine, served, tmp_path / "files")
    finally:
        served.end()


def follow_changes(here, mine, served, files):
    """What changes afterwards comes with the next harvest, and little else."""
    version = {"source": "arxiv", "published": "2026-07-01", "authors": ["Author2 Okafor", "Jun Tae Roh"], "categories": ["cs.LG"]}
    ingest(here, files, [
        version | {"id": "arxiv:2607.00002", "title": "Another title", "updated": "2026-07-09"},
        version | {"id": "arxiv:2607.99999", "title": "A paper that is new", "updated": "2026-07-09"},
        {"id": "arxiv:2607.00003", "source": "arxiv", "updated": "2026-07-09", "deleted": True, "notice": "An error in it."},
        version | {"id": "arxiv:2607.00001", "title": "It is back", "updated": "2026-07-09"},
        {"id": "arxiv:2607.00007", "title": "Paper 7", "source": "hf-daily-papers", "featured": "2026-07-03", "upvotes": 900,
         "upvotes_at": "2026-07-08T10:00:00Z"}])
    searchable(served)
    harvest(mine, served.url)
    assert mine.papers() == here.papers()
    for paper in ("2607.00002", "2607.00003", "2607.00001", "2607.00007"):
        assert shown(mine, paper) == shown(here, paper), paper
    ingest(here, files, [version | {"id": "arxiv:2607.00002", "title": "Yet another title", "updated": "2026-07-10"}])
    searchable(served)
    report = harvest(mine, served.url)
    assert 0 < report["read"] < 50, "an incremental harvest reads what changed"
    assert mine.papers() == here.papers()
    assert harvest(mine, served.url)["updated"] == 0


def test_a_source_that_is_a_broadsheet_is_asked_for_whole_papers(harvester, library):
    served, _, _ = library
    mine = harvester()
    added = json.loads(mine.run("source", "add", "other", served.url, "--json", check=True).stdout)
    assert added["upstream"] == "oai-pmh" and added["prefix"] == "broadsheet"
    tested = " ".join(mine.run("source", "test", "other", check=True).stdout.split())
    assert "records as oai-pmh" in tested
    assert json.loads(mine.run("source", "add", "plain", served.url, "--prefix", "oai_dc", "--json", check=True).stdout)["prefix"] == "oai_dc"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("prefix", ["oai_dc", "broadsheet"])
def test_sickle_lists_every_record_once(library, prefix, method):
    served, mine, _ = library
    status = json.loads(mine.run("status", "--json", check=True).stdout)
    client = sickle.Sickle(served.url, http_method=method)
    headers = list(client.ListIdentifiers(metadataPrefix=prefix))
    records = list(client.ListRecords(metadataPrefix=prefix))
    identifiers = [record.header.identifier for record in records]
    assert identifiers == [header.identifier for header in headers] and len(set(identifiers)) == len(identifiers)
    live = [record for record in records if not record.header.deleted]
    deleted = {record.header.identifier.removeprefix("oai:broadsheet.localhost:") for record in records if record.header.deleted}
    assert deleted == {"acl:2026.acl-long.9001"} | ({"arxiv:2607.00001"} if prefix == "oai_dc" else set())
    withdrawn = 1 if prefix == "broadsheet" else 0
    assert len(live) == status["papers"] + withdrawn
    assert [record.header.datestamp for record in records] == sorted(record.header.datestamp for record in records)
    if prefix == "oai_dc":
        titles = {title for record in live for title in record.metadata["title"]}
        assert any("& <b>more</b>" in title for title in titles)


def test_sickle_reads_everything_else(library):
    served, mine, _ = library
    client = sickle.Sickle(served.url)
    identity = client.Identify()
    assert identity.protocolVersion == "2.0" and identity.deletedRecord == "persistent"
    assert [form.metadataPrefix for form in client.ListMetadataFormats()] == ["oai_dc", "broadsheet"]
    sets = {one.setSpec: one.setName for one in client.ListSets()}
    assert sets["category:cs:cs.CL"] == "Computation and Language" and "source:arxiv" in sets
    for name, query in (("category:cs:cs.CL", "category:cs.CL"), ("category:math", "category:math"), ("source:acl-anthology", "source:acl-anthology")):
        wanted = mine.run("export", query, check=True).stdout.splitlines()
        found = [header for header in client.ListIdentifiers(metadataPrefix="oai_dc", set=name) if not header.deleted]
        assert len(found) == len(wanted) > 0, name
    merged = client.GetRecord(metadataPrefix="broadsheet", identifier="oai:broadsheet.localhost:acl:2026.acl-long.9001")
    assert merged.header.deleted and set(merged.header.setSpecs) == {"source:arxiv", "source:acl-anthology"}
    record = client.GetRecord(metadataPrefix="oai_dc", identifier="oai:broadsheet.localhost:arxiv:2607.00002")
    assert record.metadata["creator"][0] == "Author2 Okafor"
    for code, call in (("IdDoesNotExist", lambda: client.GetRecord(metadataPrefix="oai_dc", identifier="oai:broadsheet.localhost:acl:none")),
                       ("CannotDisseminateFormat", lambda: client.ListRecords(metadataPrefix="marc21")),
                       ("NoRecordsMatch", lambda: client.ListRecords(metadataPrefix="oai_dc", set="category:none")),
                       ("BadResumptionToken", lambda: client.ListRecords(resumptionToken="1_2_3")),
                       ("BadArgument", lambda: client.ListRecords(metadataPrefix="oai_dc", **{"from": "never"}))):
        with pytest.raises(getattr(sickle.oaiexceptions, code)):
            call()


def test_papers_fit_the_schema_that_is_served(library):
    served, _, _ = library
    client = sickle.Sickle(served.url)
    address = next(form.schema for form in client.ListMetadataFormats() if form.metadataPrefix == "broadsheet")
    with urllib.request.urlopen(address, timeout=10) as answer:
        schema = lxml.etree.XMLSchema(lxml.etree.fromstring(answer.read()))
    kinds = collections.Counter()
    for record in client.ListRecords(metadataPrefix="broadsheet"):
        if record.header.deleted:
            continue
        paper = record.xml.find(f"{OAI}metadata")[0]
        schema.assertValid(paper)
        kinds.update(lxml.etree.QName(element).localname for element in paper.iter("*"))
    assert {"withdrawn", "votes", "author", "category", "featured", "code-stars"} <= set(kinds)
    assert kinds["record"] > kinds["paper"] > PAPERS
    identify = lxml.etree.fromstring(urllib.request.urlopen(served.url + "?verb=Identify", timeout=10).read())
    schema.assertValid(identify.find(f".//{{urn:broadsheet:whole-paper:1}}whole-papers"))


def test_dublin_core_has_its_elements_and_no_others(library):
    served, _, _ = library
    query = urllib.parse.urlencode({"verb": "ListRecords", "metadataPrefix": "oai_dc"})
    with urllib.request.urlopen(f"{served.url}?{query}", timeout=10) as answer:
        root = lxml.etree.fromstring(answer.read())
    assert [lxml.etree.QName(child).localname for child in root] == ["responseDate", "request", "ListRecords"]
    named = {"title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format", "identifier", "source",
             "language", "relation", "coverage", "rights"}
    found = {element.tag for element in root.iter("*") if element.tag.startswith(DC)}
    assert found <= {DC + name for name in named} and DC + "title" in found
    token = root.find(f".//{OAI}resumptionToken")
    assert int(token.get("cursor")) == 0 and int(token.get("completeListSize")) > PAPERS
