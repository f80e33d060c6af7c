# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What reference managers find in our pages: the tags that Zotero's translators Embedded Metadata and COinS read."""

import json
import urllib.parse

import lxml.html


def page(site, path):
    return lxml.html.fromstring(site.get(path, Accept="text/html")[2].decode())


def tags(document):
    found = {}
    for meta in document.xpath("//head/meta[starts-with(@name, 'citation_')]"):
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


def test_each_paper_of_a_list_is_a_context_object(site):
    for path in ("/papers", "/papers?q=language+models", "/categories/cs.CL", "/authors/Bin%20Lin"):
        document = page(site, path)
        cards = document.xpath("//article[contains(@class, 'card')]")
        spans = document.xpath("//span[@class='Z3988']")
        assert len(cards) == len(spans) > 0
        for card, span in zip(cards, spans):
            fields = urllib.parse.parse_qs(span.get("title"))
            assert fields["ctx_ver"] == ["Z39.88-2004"]
            assert fields["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:journal"]
            assert fields["rft.atitle"][0] and fields["rft.au"]
            assert fields["rft_id"]


def test_files_of_one_paper_name_it(site):
    bibtex = site.text("/papers/2603.05181.bib")
    assert bibtex.startswith("@") and "2603.05181" in bibtex
    assert "TY  - " in site.text("/papers/2603.05181.ris")
    assert json.loads(site.text("/papers/2603.05181.csl.json"))[0]["title"]
