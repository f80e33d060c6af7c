#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Makes the query file of the engine bench: 12 classes, a fixed seed.

One line a query, `class<TAB>tok tok`. What stands before the class's first
dot is the operator. Tokens are those of make_tokens.py.

  term.low    one term that 2 to 50 records hold
  term.mid    one term of more than 50 records and at most 1 % of all
  term.high   one term of more than 1 % of the records
  and.2high   two of the 300 most frequent terms
  or.2high    the same pairs
  and.title   a window of 2 to 5 words of the title of a paper that is not in
              the token file (every word of it is); or.title: the same windows
  and.3-4     3 or 4 terms of one record, each in at least 100 records
  or.3-6      a window of 3 to 6 words of a question
  or.long     a whole question of 8 to 25 different words
  phrase.nat  2 or 3 neighbouring words of a record
  phrase.freq one of the 4,000 commonest such pairs and triples

A question is a sentence of a question of the test collections (Cranfield,
CISI, LISA); they hold too few, so the rest are sentences of the abstracts of
papers that are not in the token file: full sentences, stop words and all.
AND and OR queries name a term once; phrases repeat words as the text does.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

from make_tokens import RUN, StemCache, records

SEED = 20260711
# Phrases are counted over every tenth record: the commonest of a tenth are
# the commonest of all, and the counts of all do not fit into memory.
PHRASE_SAMPLE = 10
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")


class Corpus:
    """Document frequencies of the token file, and some of its records."""

    def __init__(self, path):
        self.df = Counter()
        self.ids = set()
        self.sample = []
        with open(path, encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                record, _, text = line.rstrip("\n").partition("\t")
                toks = text.split()
                self.df.update(set(toks))
                self.ids.add(record)
                if number % PHRASE_SAMPLE == 0:
                    self.sample.append(toks)
        self.records = len(self.ids)


def once(toks):
    return list(dict.fromkeys(toks))


def held_out(corpora, corpus):
    """Papers that readers of a daily page saw and the token file lacks."""
    return [r for r in records(corpora / "hf-daily-papers.jsonl.zst") if r["id"] not in corpus.ids]


def questions(data, papers, corpus, stems, rng):
    """Tokens of the sentences of questions: first the collections', then the abstracts' in random order."""
    collected, others = [], []
    for name in ("cranfield", "cisi", "lisa"):
        for line in open(data / "ir" / name / "queries.jsonl", encoding="utf-8"):
            collected += SENTENCE_END.split(json.loads(line)["text"].lower())
    for paper in papers:
        others += SENTENCE_END.split(paper.get("abstract", "").lower())
    rng.shuffle(others)
    for sentence in collected + others:
        toks = once(stems[word] for word in RUN.findall(sentence))
        if len(toks) >= 8 and all(corpus.df[tok] for tok in toks):
            yield toks


def windows(texts, low, high, count, rng):
    """One window of low to high words from each text, until there are enough different ones."""
    found = {}
    for toks in texts:
        size = rng.randint(low, high)
        if len(toks) >= size:
            start = rng.randrange(len(toks) - size + 1)
            found[tuple(toks[start:start + size])] = None
        if len(found) == count:
            return list(found)
    sys.exit("make_queries: too few texts for windows")


def one_term_classes(corpus, count, rng):
    frequent = corpus.records // 100
    bands = {"term.low": (2, 50), "term.mid": (51, frequent), "term.high": (frequent + 1, corpus.records)}
    for name, (low, high) in bands.items():
        terms = sorted(term for term, df in corpus.df.items() if low <= df <= high)
        chosen = rng.sample(terms, min(count, len(terms)))
        # A small corpus has fewer frequent terms than a class has queries.
        yield name, [(chosen[i % len(chosen)],) for i in range(count)]


def pairs_of_frequent_terms(corpus, count, rng):
    terms = [term for term, _ in sorted(corpus.df.items(), key=lambda item: (-item[1], item[0]))[:300]]
    found = {}
    while len(found) < count:
        found[tuple(rng.sample(terms, 2))] = None
    return list(found)


def terms_of_one_record(corpus, count, rng):
    found = {}
    while len(found) < count:
        toks = once(rng.choice(corpus.sample))
        usual = [tok for tok in toks if corpus.df[tok] >= 100]
        size = rng.randint(3, 4)
        if len(usual) >= size:
            found[tuple(rng.sample(usual, size))] = None
    return list(found)


def natural_phrases(corpus, count, rng):
    found = {}
    while len(found) < count:
        toks = rng.choice(corpus.sample)
        size = rng.randint(2, 3)
        if len(toks) >= size:
            start = rng.randrange(len(toks) - size + 1)
            found[tuple(toks[start:start + size])] = None
    return list(found)


def frequent_phrases(corpus, count, rng):
    counts = Counter()
    for toks in corpus.sample:
        counts.update(zip(toks, toks[1:]))
        counts.update(zip(toks, toks[1:], toks[2:]))
    common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:4000]
    return rng.sample([phrase for phrase, _ in common], min(count, len(common)))


def all_classes(data, corpus, count):
    rng = random.Random(SEED)
    stems = StemCache()
    papers = held_out(data / "corpora", corpus)
    yield from one_term_classes(corpus, count, rng)

    pairs = pairs_of_frequent_terms(corpus, count, rng)
    titles = [once(stems[word] for word in RUN.findall(p["title"].lower())) for p in papers]
    titles = [toks for toks in titles if all(corpus.df[tok] for tok in toks)]
    rng.shuffle(titles)
    title_windows = windows(titles, 2, 5, count, rng)
    yield "and.2high", pairs
    yield "and.title", title_windows
    yield "and.3-4", terms_of_one_record(corpus, count, rng)
    yield "or.2high", pairs
    yield "or.title", title_windows

    asked = list(questions(data, papers, corpus, stems, rng))
    yield "or.3-6", windows(asked, 3, 6, count, rng)
    yield "or.long", [tuple(toks) for toks in asked if len(toks) <= 25][:count]
    yield "phrase.nat", natural_phrases(corpus, count, rng)
    yield "phrase.freq", frequent_phrases(corpus, count, rng)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder that holds corpora/ and ir/")
    parser.add_argument("tokens", type=Path, help="the file that make_tokens.py wrote")
    parser.add_argument("out", type=Path, help="the query file to write")
    parser.add_argument("--count", type=int, default=1000, help="queries of each class")
    options = parser.parse_args()

    corpus = Corpus(options.tokens)
    unfinished = options.out.with_suffix(".tmp")
    with open(unfinished, "w", encoding="utf-8", newline="\n") as out:
        for name, queries in all_classes(options.data, corpus, options.count):
            for toks in queries:
                out.write(f"{name}\t{' '.join(toks)}\n")
    unfinished.rename(options.out)


if __name__ == "__main__":
    main()
