# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""XML that names other files, or grows while it is read: nothing else is opened, and nobody is connected to.

Run: BROADSHEET=build/broadsheet build/venv/bin/pytest tests/harvest/test_entities.py
"""

import json
import shutil
import subprocess

import pytest

from conftest import PROGRAM

SECRET = "file-that-nobody-may-read"
PEER = "127.0.0.1:9"
BOMB = ("<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>" +
        "".join(f"<!ENTITY {chr(98 + i)} '{('&' + chr(97 + i) + ';') * 10}'>" for i in range(9)) + "]>")
# What stands before the document, what stands in a title, and whether it is read all the same.
ATTACKS = {
    "bomb": (BOMB, "&j;", False),
    "file": (f"<!DOCTYPE a SYSTEM 'file:///{SECRET}' [<!ENTITY x SYSTEM 'file:///{SECRET}'>]>", "&x;", False),
    "parameter": (f"<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://{PEER}/x'> %x;]>", "", False),
    "dtd": (f"<!DOCTYPE a SYSTEM 'http://{PEER}/{SECRET}.dtd'>", "&x;", True),
    "include": ("", f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///{SECRET}'/>", True),
    "schema": ("", f"<x xmlns:s='http://www.w3.org/2001/XMLSchema-instance' s:schemaLocation='x file:///{SECRET}'/>", True),
}
DOCUMENTS = {
    "rss": "<rss><channel><item><title>Tides {}</title></item></channel></rss>",
    "atom": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Tides {}</title><id>x</id></entry></feed>",
    "oai-pmh": "<OAI-PMH><ListRecords><record><header><identifier>oai:x:1</identifier></header><metadata><dc>"
               "<title>Tides {}</title></dc></metadata></record></ListRecords></OAI-PMH>",
    "pubmed": "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>Tides {}</ArticleTitle>"
              "</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
    "acl-xml": "<collection id='2024.x'><volume id='1'><meta><booktitle>B</booktitle><year>2024</year></meta>"
               "<paper id='1'><title>Tides {}</title></paper></volume></collection>",
    "dblp-xml": "<dblp><article key='a'><title>Tides {}</title></article></dblp>",
    "endnote-xml": "<xml><records><record><titles><title>Tides {}</title></titles></record></records></xml>",
    "mods": "<modsCollection><mods><titleInfo><title>Tides {}</title></titleInfo></mods></modsCollection>",
    "marcxml": "<collection><record><leader>0</leader><datafield tag='245'><subfield code='a'>Tides {}</subfield></datafield>"
               "</record></collection>",
}


@pytest.mark.resources
def test_no_document_reaches_beyond_itself(harvester, tmp_path):
    if shutil.which("strace") is None or subprocess.run(["strace", "-o", "/dev/null", "true"], check=False).returncode != 0:
        pytest.skip("strace may not watch processes here")
    files = tmp_path / "files"
    files.mkdir()
    for kind, document in DOCUMENTS.items():
        for attack, (before, within, _) in ATTACKS.items():
            (files / f"{kind}.{attack}.xml").write_text("<?xml version='1.0'?>" + before + document.format(within))
    mine = harvester()
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-qq", "-o", trace, "-e", "trace=%file,%network", PROGRAM, "--data", mine.data]
    for name in DOCUMENTS:
        for forced in ([], ["--format", name]):
            done = subprocess.run([*command, "ingest", *sorted(files.glob(f"{name}.*")), *forced, "--json"], capture_output=True,
                                  text=True, check=False, timeout=60)
            report = json.loads(done.stdout)
            read = {file["file"].rsplit(".", 2)[1]: file["read"] - file["rejected"] for file in report["files"]}
            assert read == {attack: int(is_read) for attack, (_, _, is_read) in ATTACKS.items()}, name
            calls = trace.read_text()
            assert "execve" in calls and SECRET not in calls and "connect(" not in calls
