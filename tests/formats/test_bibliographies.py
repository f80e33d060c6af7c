# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""BibTeX against pybtex, RIS against rispy."""

import codecs
import re

import pybtex.errors
import rispy
from pybtex.database import BibliographyData
from pybtex.database.input.bibtex import Parser
from pylatexenc.latex2text import LatexNodes2Text

from conftest import Paper


def decoded(path):
    """A file's text in the encoding that it is in."""
    data = path.read_bytes()
    for mark, encoding in (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"):
        if data.startswith(mark):
            return data.decode(encoding)
    if data[:1] == b"\0":
        return data.decode("utf-16-be")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252")


def plain(latex):
    """As people read it; formulas stay, as ours do."""
    try:
        return LatexNodes2Text(math_mode="verbatim").latex_to_text(latex)
    except IndexError:  # a command without its argument
        return latex


def title_of(entry):
    title, subtitle = (plain(entry.fields.get(name, "")) for name in ("title", "subtitle"))
    return f"{title}: {subtitle}" if title and subtitle else title


def bibtex_papers(path):
    with pybtex.errors.capture():
        data = Parser().parse_string(decoded(path))
    assert isinstance(data, BibliographyData)
    for entry in data.entries.values():
        surnames = [
            plain(" ".join([*person.prelast_names, *person.last_names]) or " ".join(person.first_names))
            for person in entry.persons.get("author", [])
            if str(person) != "others"
        ]
        year = re.search(r"\b\d{4}\b", entry.fields.get("year", entry.fields.get("date", "")))
        doi = re.search(r"10\.\d{4,9}/\S+", entry.fields.get("doi", ""))
        yield Paper(
            title_of(entry),
            surnames,
            year.group() if year else "",
            plain(doi.group()) if doi else "",
        )


def test_bibtex(recorded, read_ours, agree):
    files = recorded("bibtex", ".bib")
    theirs = {path: list(bibtex_papers(path)) for path in files}
    assert agree("pybtex", theirs, read_ours(files, "bibtex")) == 315


def ris_papers(path):
    for entry in rispy.loads(decoded(path), skip_unknown_tags=True):
        authors = entry.get("authors", entry.get("first_authors", []))
        date = entry.get("year") or entry.get("publication_year") or entry.get("date") or ""
        year = re.search(r"\b\d{4}\b", date)
        doi = re.search(r"10\.\d{4,9}/\S+", entry.get("doi", ""))
        yield Paper(
            entry.get("title") or entry.get("primary_title") or "",
            [name.split(",")[0] for name in authors],
            year.group() if year else "",
            doi.group() if doi else "",
        )


def test_ris(recorded, read_ours, agree):
    files = recorded("ris-and-others", ".ris")
    theirs = {path: list(ris_papers(path)) for path in files}
    assert agree("rispy", theirs, read_ours(files, "ris")) == 58
