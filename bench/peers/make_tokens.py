#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Makes the token file that every engine of the bench reads.

One line a record, `id<TAB>tok tok tok`: title and abstract of the four
bibliographies below, in file order, lower case, cut into runs of Unicode
letters and digits, each run stemmed with Porter2. No stop words are removed.
The analysis happens here, once and outside the engines, so that the engines
differ in nothing but what is timed. The same corpora give the same bytes.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

import Stemmer

CORPORA = ("acl-anthology", "arxiv-2017h2", "arxiv-2018-2019", "arxiv-2025-2026")
# `\w` without the underscore is what Unicode calls letters and numbers.
RUN = re.compile(r"[^\W_]+")


class StemCache(dict):
    """Stems by word: a bibliography has a hundred times fewer words than tokens."""

    def __init__(self):
        super().__init__()
        self._stem = Stemmer.Stemmer("english", 0).stemWord

    def __missing__(self, word):
        self[word] = stem = self._stem(word)
        return stem


def records(path):
    """The JSON records of one compressed bibliography, in file order."""
    with subprocess.Popen(["zstd", "-dcq", "--long=27", str(path)], stdout=subprocess.PIPE) as unpack:
        for line in unpack.stdout:
            yield json.loads(line)
    if unpack.returncode != 0:
        sys.exit(f"make_tokens: zstd could not read {path}")


def tokens(record, stems):
    text = record["title"] + " " + record.get("abstract", "")
    return [stems[word] for word in RUN.findall(text.lower())]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="the folder that holds the *.jsonl.zst files")
    parser.add_argument("out", type=Path, help="the token file to write")
    parser.add_argument("--limit", type=int, default=0, help="stop after this many records (0: all)")
    options = parser.parse_args()

    stems = StemCache()
    written = token_count = 0
    unfinished = options.out.with_suffix(".tmp")
    with open(unfinished, "w", encoding="utf-8", newline="\n") as out:
        for name in CORPORA:
            for record in records(options.corpora / f"{name}.jsonl.zst"):
                if options.limit and written == options.limit:
                    break
                toks = tokens(record, stems)
                out.write(f"{record['id']}\t{' '.join(toks)}\n")
                written += 1
                token_count += len(toks)
    unfinished.rename(options.out)
    terms = len(set(stems.values()))
    print(f"{written} records, {token_count} tokens, {terms} terms", file=sys.stderr)


if __name__ == "__main__":
    main()
