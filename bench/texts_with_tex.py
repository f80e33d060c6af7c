#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""texts_with_tex.py CORPORA COUNT: that many titles and abstracts with a dollar sign, chosen with a fixed seed, a line each."""

import json
import pathlib
import random
import subprocess
import sys

SEED = 20260701


def texts(folder):
    for file in sorted(pathlib.Path(folder).glob("*.jsonl.zst")):
        process = subprocess.Popen(["zstdcat", file], stdout=subprocess.PIPE)
        for line in process.stdout:
            record = json.loads(line)
            for text in (record.get("title"), record.get("abstract")):
                if text and "$" in text:
                    yield " ".join(text.split())


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    chosen = list(texts(folder))
    random.Random(SEED).shuffle(chosen)
    for text in chosen[:count]:
        print(text)


main()
