# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What is suggested while somebody types."""

import json
import urllib.parse

import pytest


def suggest(site, typed, limit=8):
    answer = json.loads(site.text(f"/api/suggest?q={urllib.parse.quote(typed)}&limit={limit}"))
    assert answer["q"] == typed
    return answer["suggestions"]


def of_kind(suggestions, kind):
    return [one["text"] for one in suggestions if one["kind"] == kind]


@pytest.fixture(scope="module")
def papers(site):
    return [json.loads(line) for line in site.text("/papers/month/2026-06.jsonl").splitlines()]


def test_a_title_is_found_by_its_beginning(site, papers):
    missed = []
    for paper in papers[:150]:
        title = paper["title"]
        typed = title[:max(12, len(title) // 2)]
        if title not in of_kind(suggest(site, typed), "paper"):
            missed.append(title)
    assert len(missed) <= 3, missed


def test_an_author_is_found_by_given_name_and_by_surname(site, papers):
    missed = []
    for paper in papers[:100]:
        name = paper["authors"][0]
        words = name.split()
        if len(words) != 2 or not name.isascii() or len(words[1]) < 5:
            continue
        for typed in (f"{words[0]} {words[1][:4]}", f"{words[1]} {words[0][:6]}"):
            if name not in of_kind(suggest(site, typed), "author"):
                missed.append((name, typed))
    assert len(missed) <= 4, missed


def test_a_category_is_found_by_key_and_by_name(site):
    for typed in ("cs.CL", "cs.cl", "computation and l", "Language"):
        assert "Computation and Language" in of_kind(suggest(site, typed), "category"), typed


def test_what_is_suggested_is_there(site):
    for typed in ("lang", "chen", "vision tr"):
        for one in suggest(site, typed, 20):
            folder = {"category": "/categories/", "author": "/authors/", "paper": "/papers/"}[one["kind"]]
            assert site.get(folder + urllib.parse.quote(one["key"]), Accept="text/html")[0] == 200, one


@pytest.mark.parametrize("typed", ["", " ", "a", "\"", "()", "x" * 3000, "\u202e", "中", "%00", "OR", "title:"])
def test_whatever_is_typed_is_answered(site, typed):
    assert isinstance(suggest(site, typed), list)


def test_browsers_are_answered_in_their_form(site):
    answer = json.loads(site.text("/suggest?q=language"))
    typed, texts, notes, addresses = answer
    assert typed == "language" and len(texts) == len(notes) == len(addresses) > 0
    assert all(address.startswith(site.base) for address in addresses)
