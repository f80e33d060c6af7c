# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Atom and RSS against feedparser."""

import feedparser

from conftest import Paper


def entry_paper(entry):
    names = [author["name"] for author in entry.get("authors", []) if author.get("name")]
    at = entry.get("published_parsed") or entry.get("updated_parsed")
    return Paper(
        entry.get("title", ""),
        [name.split()[-1] for name in names],
        "%04d-%02d-%02d" % at[:3] if at else "",
        entry.get("arxiv_doi", ""),
        entry.get("link", ""),
    )


def feed_papers(path):
    feed = feedparser.parse(path.read_bytes(), sanitize_html=False)
    return [entry_paper(entry) for entry in feed.entries if entry.get("title") != "Error"]


def test_atom(recorded, read_ours, agree):
    files = recorded("arxiv-atom", ".xml")
    theirs = {path: feed_papers(path) for path in files}
    assert agree("feedparser", theirs, read_ours(files, "atom")) == 62


def test_rss(recorded, read_ours, agree):
    files = recorded("hf-rss", ".xml")
    theirs = {path: feed_papers(path) for path in files}
    assert agree("feedparser", theirs, read_ours(files, "rss")) == 174
