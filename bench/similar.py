#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Does `similar` find the rest of a literature review from ten of its papers?

Nine systematic reviews, each a few hundred to a few thousand screened papers of which some were included. Ten included
papers drawn at random (half of them where there are fewer than twenty) are the input, five times with fixed seeds; the
measure is the mean average precision of the other included papers among all papers that are no input, and the means are
over the draws and then over the sets. The reference is BM25 of the titles of the inputs, by our own words. Prints a
Markdown table; p is of the exact permutation test over the sets (every way to change the signs of their differences).
"""

import argparse
import itertools
import json
import pathlib
import random
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DRAWS = 5
INPUTS = 10


def read_lines(path):
    packed = subprocess.run(["zstd", "-dcq", path], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in packed.stdout.splitlines()]


def write_collection(papers, folder, seed):
    """The set in the files that `eval` reads, one query a draw, and what each draw is given."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "corpus.jsonl", "w", encoding="utf-8") as corpus:
        for paper in papers:
            document = {"_id": paper["id"], "title": paper["title"] or "", "text": paper["abstract"] or ""}
            corpus.write(json.dumps(document, ensure_ascii=False) + "\n")
    included = [paper for paper in papers if paper["included"] in (1, True)]
    with open(folder / "queries.jsonl", "w", encoding="utf-8") as queries, \
            open(folder / "qrels.tsv", "w", encoding="utf-8") as qrels, \
            open(folder / "inputs.tsv", "w", encoding="utf-8") as inputs:
        qrels.write("query-id\tcorpus-id\tscore\n")
        for draw in range(DRAWS):
            chosen = random.Random(f"{seed} {draw}").sample(included, min(INPUTS, len(included) // 2))
            titles = " ".join(paper["title"] or "" for paper in chosen)
            queries.write(json.dumps({"_id": f"draw{draw}", "text": titles}, ensure_ascii=False) + "\n")
            inputs.writelines(f"draw{draw}\t{paper['id']}\n" for paper in chosen)
            known = {paper["id"] for paper in chosen}
            qrels.writelines(f"draw{draw}\t{paper['id']}\t1\n" for paper in included if paper["id"] not in known)
    return len(included)


def p_of(differences):
    """Of the mean being this far from 0 by chance, two-sided."""
    seen = abs(sum(differences))
    flips = list(itertools.product((1, -1), repeat=len(differences)))
    extreme = sum(abs(sum(s * d for s, d in zip(signs, differences))) >= seen - 1e-12 for signs in flips)
    return extreme / len(flips)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sets", default=ROOT.parent / "shared/data/rec/systematic-reviews", type=pathlib.Path)
    options.add_argument("--bench", default=ROOT / "build/bench/similar_bench")
    options.add_argument("--models", required=True, help="a data folder's models/")
    options.add_argument("--cache", required=True, type=pathlib.Path, help="keeps collections, indexes and vectors")
    options.add_argument("--prepare", action="store_true", help="only writes the collections")
    chosen = options.parse_args()
    files = sorted(chosen.sets.glob("*.jsonl.zst"))
    if not files:
        sys.exit(f"no sets in {chosen.sets}")
    rows = {}
    for file in files:
        name = file.name.removesuffix(".jsonl.zst")
        folder = chosen.cache / "collections" / name
        papers = read_lines(file)
        included = write_collection(papers, folder, name)
        if chosen.prepare:
            continue
        printed = subprocess.run([chosen.bench, folder, chosen.models, chosen.cache / "indexes"],
                                 stdout=subprocess.PIPE, check=True).stdout
        rows[name] = (len(papers), included, json.loads(printed))
        print(name, rows[name], file=sys.stderr, flush=True)
    if rows:
        write_table(rows)


def write_table(rows):
    ways = list(next(iter(rows.values()))[2])
    print("| set | papers | included | " + " | ".join(ways) + " |\n|---|---:|---:|" + "---:|" * len(ways))
    for name, (papers, included, found) in rows.items():
        print(f"| {name} | {papers} | {included} | " + " | ".join(f"{found[way]:.3f}" for way in ways) + " |")
    means = {way: sum(found[way] for _, _, found in rows.values()) / len(rows) for way in ways}
    print("| mean | | | " + " | ".join(f"{means[way]:.3f}" for way in ways) + " |")
    reference = ways[0]
    for way in ways[1:]:
        differences = [found[way] - found[reference] for _, _, found in rows.values()]
        better = sum(difference > 0 for difference in differences)
        print(f"\n{way} less {reference}: {sum(differences) / len(rows):+.3f}, "
              f"better in {better} of {len(rows)} sets, p = {p_of(differences):.3f}")


if __name__ == "__main__":
    main()
