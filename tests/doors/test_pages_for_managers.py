# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What reference managers find in our pages: the tags that Zotero's translators Embedded Metadata and COinS read."""

import json
import urllib.parse

import lxml.html
from conftest import run, serving


def page(site, path):
    return lxml.html.fromstring(site.get(path, Accept="text/html")[2].decode())


def tags(document):
    found = {}
    for meta in document.xpath("//head/meta[starts-with(@name, 'citation_') or @name='DC.type']"):
        found.setdefault(meta.get("name"), []).append(meta.get("content"))
    return found


def test_the_page_of_a_paper_has_what_embedded_metadata_reads(site):
    paper = json.loads(site.text("/api/papers/2603.05181"))
    found = tags(page(site, "/papers/2603.05181"))
    assert found["citation_title"] == [paper["title"]]
    assert found["citation_author"] == [author["name"] for author in paper["authors"]]
    assert found["citation_arxiv_id"] == ["2603.05181"]
    assert found["citation_pdf_url"] == ["https://arxiv.org/pdf/2603.05181"]
    assert found["citation_publication_date"][0].startswith("2026/03")
    assert found["citation_abstract_html_url"] == [site.base + "/papers/2603.05181"]
    # Else a library would hold an address of this machine.
    assert found["citation_public_url"] == ["https://arxiv.org/abs/2603.05181"]
    assert found["DC.type"] == ["preprint"]


def test_what_appeared_is_named_by_where_it_did(tmp_path):
    meeting, journal = "Proceedings of the 3rd Meeting on Tides", "Journal of Tides"
    paper = {"source": "tides", "authors": ["Mina Okafor"], "published": "2026-05-04", "abstract": "On tides. " * 60}
    (tmp_path / "papers.jsonl").write_text("".join(json.dumps(paper | own) + "\n" for own in (
        {"id": "arxiv:2605.00001", "title": "Low tides", "venue": meeting},
        {"id": "arxiv:2605.00002", "title": "High tides", "venue": journal})))
    run(tmp_path / "data", "ingest", tmp_path / "papers.jsonl")
    with serving(tmp_path / "data") as site:
        low, high = (tags(page(site, f"/papers/2605.0000{number}")) for number in (1, 2))
        assert low["citation_conference_title"] == [meeting] and "citation_journal_title" not in low
        assert high["citation_journal_title"] == [journal] and "citation_conference_title" not in high
        # All of it, where the description of the page is cut short.
        assert low["citation_abstract"] == [("On tides. " * 60).strip()]
        spans = page(site, "/papers?q=tides").xpath("//span[@class='Z3988']/@title")
        kinds = {fields["rft.genre"][0]: fields for fields in map(urllib.parse.parse_qs, spans)}
        assert kinds["proceeding"]["rft.btitle"] == [meeting] and kinds["article"]["rft.jtitle"] == [journal]


def test_each_paper_of_a_list_is_a_context_object(site):
    for path in ("/papers", "/papers?q=language+models", "/categories/cs.CL", "/authors/Bin%20Lin"):
        document = page(site, path)
        cards = document.xpath("//article[contains(@class, 'card')]")
        spans = document.xpath("//span[@class='Z3988']")
        assert len(cards) == len(spans) > 0
        for card, span in zip(cards, spans):
            fields = urllib.parse.parse_qs(span.get("title"))
            assert fields["ctx_ver"] == ["Z39.88-2004"]
            kind = fields["rft.genre"][0]
            assert fields["rft_val_fmt"][0].endswith({"preprint": ":journal", "article": ":journal", "proceeding": ":book"}[kind])
            assert fields["rft.atitle"][0] and fields["rft.au"]
            assert fields["rft_id"]


def test_files_of_one_paper_name_it(site):
    bibtex = site.text("/papers/2603.05181.bib")
    assert bibtex.startswith("@") and "2603.05181" in bibtex
    assert "TY  - " in site.text("/papers/2603.05181.ris")
    assert json.loads(site.text("/papers/2603.05181.csl.json"))[0]["title"]
