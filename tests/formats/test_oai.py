# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""OAI-PMH against the elements as lxml finds them: Dublin Core and arXiv's own format."""

import re

from lxml import etree

from conftest import Paper

DC = "{http://purl.org/dc/elements/1.1/}"
LAST_YEAR = "2100"  # what lies behind it is a repository's "never"


def texts(element, *names):
    return ["".join(found.itertext()).strip() for name in names for found in element.iter(name)]


def surname(name):
    """Of "Surname, Given"; what has no comma is compared as a whole."""
    return name.split(",")[0] if name.count(",") == 1 else ""


def first_date(dates):
    days = [date[:10] for date in dates if re.match(r"\d{4}($|-)", date) and date < LAST_YEAR]
    return min(days)[:4] if days else ""


def dublin_core_paper(metadata):
    dois = [found.group() for text in texts(metadata, DC + "identifier") if (found := re.search(r"10\.\d{4,9}/\S+$", text))]
    return Paper(
        next(filter(None, texts(metadata, DC + "title")), ""),
        [surname(name) for name in texts(metadata, DC + "creator") if name],
        first_date(texts(metadata, DC + "date")),
        dois[0] if dois else "",
    )


def arxiv_paper(metadata):
    def first(name):
        return next(iter(texts(metadata, "{*}" + name)), "")

    return Paper(first("title"), texts(metadata, "{*}keyname"), first("created"), first("doi"))


def oai_papers(path):
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    for record in [] if root is None else root.iter("{*}record"):
        metadata = record.find("{*}metadata")
        if metadata is None or not len(metadata):
            continue
        if etree.QName(metadata[0]).localname == "arXiv":
            yield arxiv_paper(metadata)
        elif next(metadata.iter(DC + "title"), None) is not None:
            yield dublin_core_paper(metadata)


def test_oai_pmh(recorded, read_ours, agree):
    files = recorded("oai-pmh", ".xml") + recorded("arxiv-oai", ".xml")
    ours = read_ours(files, "oai-pmh")
    theirs = {path: list(oai_papers(path)) for path in files if path in ours}
    assert agree("lxml", theirs, ours) == 3348
