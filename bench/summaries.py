#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Do the sentences of a summary say more of what a paper is about than the first ones do?

The title is what its authors say a paper is about, and the chooser does not see it. The measure is the share of the
title's content words (stems, without function words) that the chosen sentences have, against the beginning of the abstract
cut at the same number of words. 2,000 papers of five sources, 400 each, drawn with a fixed seed; intervals are of a paired
bootstrap over the papers. Weights are chosen on other papers of the same draw (--fit), and rarity of words on all (--words).

Prints Markdown. --read N prints that many papers with summary and keywords, to be read by a person.
"""

import argparse
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
import textwrap

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared/data"
SOURCES = {
    "ACL Anthology": ["corpora/acl-anthology.jsonl.zst"],
    "arXiv 2017": ["corpora/arxiv-2017h2.jsonl.zst"],
    "arXiv 2018-2019": ["corpora/arxiv-2018-2019.jsonl.zst"],
    "arXiv computer science 2025-2026": ["corpora/arxiv-2025-2026.jsonl.zst"],
    "medicine and software reviews": ["rec/systematic-reviews/*.jsonl.zst"],
}
SEED = 20260701
JUDGED = 400  # papers of each source
CANDIDATES = 450  # of which the first so many with a summary are judged
TRAINING = 2500
ENCODED = 500  # of those, with a model
RESAMPLES = 10_000
CHOSEN_ON = 1500  # labelled abstracts
LABELLED_CHARS = 30  # by which a sentence is found again
OWN_LABELS = {"objective", "method", "result"}
RARE = 6.0  # ln(papers / papers with the word) beyond which words are not listed
TRAITS = ("kCoverage kDensity kFirst kSecond kLast kPlace kPresents kShows kStudies kThisPaper kPurpose kContrasts "
          "kMeasures kLinks kHopes kLeansBack kConnects kAsks kLength").split()


def one_line(text):
    return " ".join((text or "").split())


def papers_of(shared, patterns):
    """(id, title, abstract) of every paper with both, each title once, in a random order that is always the same."""
    papers = {}
    for pattern in patterns:
        for path in sorted(shared.glob(pattern)):
            packed = subprocess.run(["zstd", "-dcq", path], stdout=subprocess.PIPE, check=True)
            for line in packed.stdout.splitlines():
                paper = json.loads(line)
                title, abstract = one_line(paper["title"]), one_line(paper["abstract"])
                # The parts of a structured abstract, as the reviews join them.
                abstract = abstract.replace(".; ", ". ").replace(").; ", "). ")
                if title and abstract:
                    papers.setdefault(title.lower(), (one_line(str(paper["id"])), title, abstract))
    order = [papers[title] for title in sorted(papers)]
    random.Random(SEED).shuffle(order)
    return order


def ask(bench, papers, models=None):
    """What the bench program says of each paper."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as file:
        file.writelines("\t".join(paper) + "\n" for paper in papers)
        file.flush()
        command = [bench, file.name] + ([models] if models else [])
        printed = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in printed.splitlines()]


def recalls(paper, places):
    """Of the title's terms: the share that these sentences have, and that as many words of the beginning have."""
    terms = len(paper["first_times"])
    chosen = [paper["sentences"][place] for place in places]
    words = sum(sentence["words"] for sentence in chosen)
    ours = len({term for sentence in chosen for term in sentence["terms"]})
    lead = sum(0 < first <= words for first in paper["first_times"])
    return ours / terms, lead / terms


def mean(values):
    return sum(values) / len(values)


def interval(differences):
    """The middle 95 % of the means of resampled papers."""
    chance = random.Random(SEED)
    means = sorted(mean(chance.choices(differences, k=len(differences))) for _ in range(RESAMPLES))
    return means[int(RESAMPLES * 0.025)], means[int(RESAMPLES * 0.975)]


def row(name, papers, variant="product"):
    pairs = [recalls(paper, paper["choices"][variant]) for paper in papers]
    words = mean([sum(paper["sentences"][place]["words"] for place in paper["choices"][variant]) for paper in papers])
    low, high = interval([ours - lead for ours, lead in pairs])
    ours, lead = mean([pair[0] for pair in pairs]), mean([pair[1] for pair in pairs])
    print(f"| {name} | {len(papers)} | {words:.1f} | {ours:.3f} | {lead:.3f} | {ours - lead:+.3f} | "
          f"{low:+.3f} to {high:+.3f} |", flush=True)


HEAD = ("| {} | papers | words | recall of the summary | of the first words | difference | 95 % |\n"
        "|---|---:|---:|---:|---:|---:|---|")


def judge(bench, shared, models):
    judged, seen = {}, 0
    for name, patterns in SOURCES.items():
        told = ask(bench, papers_of(shared, patterns)[:CANDIDATES], models)
        told = [paper for paper in told if paper["first_times"]]
        with_summary = [paper for paper in told if paper["choices"]["product"]]
        seen += len(told)
        print(f"{name}: {len(with_summary)} of {len(told)} papers have a summary", file=sys.stderr)
        judged[name] = with_summary[:JUDGED]
    everything = [paper for papers in judged.values() for paper in papers]
    print(HEAD.format("source"))
    for name, papers in judged.items():
        row(name, papers)
    row("**all**", everything)
    print("\n" + HEAD.format("variant"))
    for variant in sorted(everything[0]["choices"]):
        row(variant, everything, variant)
    print("\n| variant less product | difference | 95 % |\n|---|---:|---|")
    for variant in sorted(everything[0]["choices"]):
        if variant != "product":
            gains = [gain(paper, variant) - gain(paper, "product") for paper in everything]
            low, high = interval(gains)
            print(f"| {variant} | {mean(gains):+.4f} | {low:+.4f} to {high:+.4f} |", flush=True)
    labelled(bench, shared)
    times = sorted(paper["took"] for paper in everything)
    print(f"\nSummary and keywords of a paper: p50 {times[len(times) // 2]:.0f}, p99 {times[len(times) * 99 // 100]:.0f}, "
          f"longest {times[-1]:.0f} microseconds of processor time.")


def labelled(bench, shared):
    """Of the abstracts of CSFCube, whose sentences have labels: how many summaries, and how many beginnings of as many
    sentences, say anything of the paper's own aim, method or result. The first CHOSEN_ON were looked at when weights were
    chosen, and do not count."""
    found = sorted((shared / "ir/csfcube").glob("corpus.jsonl*"))[0]
    packed = found.read_bytes() if found.suffix == ".jsonl" else subprocess.run(
        ["zstd", "-dcq", found], stdout=subprocess.PIPE, check=True).stdout
    documents = [json.loads(line) for line in packed.splitlines()]
    random.Random(1).shuffle(documents)
    documents = documents[CHOSEN_ON:]
    told = ask(bench, [(document["_id"], one_line(document["title"]) or "-",
                        one_line(" ".join(sentence for _, sentence in document["sentences"]))) for document in documents])
    ours, lead = [], []
    for document, paper in zip(documents, told):
        labels = {one_line(sentence)[:LABELLED_CHARS]: label for label, sentence in document["sentences"]}
        own = [labels.get(sentence["text"][:LABELLED_CHARS]) in OWN_LABELS for sentence in paper["sentences"]]
        places = paper["choices"]["product"]
        if places:
            ours.append(any(own[place] for place in places))
            lead.append(any(own[:len(places)]))
    low, high = interval([a - b for a, b in zip(ours, lead)])
    print(f"\nOf {len(ours)} labelled abstracts {mean(ours):.1%} of the summaries and {mean(lead):.1%} of the beginnings say "
          f"something of the paper's own (difference {low:.1%} to {high:.1%}).")


def gain(paper, variant):
    ours, lead = recalls(paper, paper["choices"][variant])
    return ours - lead


def solved(matrix, right):
    """The solution of a small system of linear equations, by elimination."""
    rows = [list(row) + [value] for row, value in zip(matrix, right)]
    size = len(rows)
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(size):
            if k != i:
                factor = rows[k][i] / rows[i][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i])]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def fit(bench, shared, models):
    """Ridge regression, within each paper, of what a sentence has of the title beyond as many first words."""
    names = TRAITS + (["to_abstract", "to_centre"] if models else [])
    squares = [[0.0] * len(names) for _ in names]
    products = [0.0] * len(names)
    for patterns in SOURCES.values():
        for paper in ask(bench, papers_of(shared, patterns)[CANDIDATES:CANDIDATES + (ENCODED if models else TRAINING)], models):
            if not paper["first_times"] or len(paper["sentences"]) < 3:
                continue
            xs = [sentence["traits"] + sentence.get("meaning", []) for sentence in paper["sentences"]]
            ys = [ours - lead for ours, lead in (recalls(paper, [i]) for i in range(len(xs)))]
            middle = [mean(column) for column in zip(*xs)]
            middle_y = mean(ys)
            for x, y in zip(xs, ys):
                x = [value - m for value, m in zip(x, middle)]
                for i, value in enumerate(x):
                    products[i] += value * (y - middle_y)
                    for k in range(i, len(x)):
                        squares[i][k] += value * x[k]
    for i in range(len(names)):
        for k in range(i):
            squares[i][k] = squares[k][i]
        squares[i][i] += 10.0
    for name, weight in zip(names, solved(squares, products)):
        print(f"{name:12} {weight:+.3f}")


def words(bench, shared):
    """The table of papers/word_rarity.cc: rarity to a quarter, and the stems that have it. Without the reviews, which
    are of few subjects."""
    papers = [paper for patterns in SOURCES.values() if patterns[0].startswith("corpora/")
              for paper in papers_of(shared, patterns)[:20_000]]
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as file:
        file.writelines("\t".join(paper) + "\n" for paper in papers)
        file.flush()
        printed = subprocess.run([bench, "--words", file.name], stdout=subprocess.PIPE, check=True).stdout.decode()
    classes = {}
    for line in printed.splitlines():
        count, stem = line.split("\t")
        rarity = math.log(len(papers) / int(count))
        is_number = all(c.isdigit() or c in ".," for c in stem)
        if rarity < RARE and stem.isascii() and not is_number:
            classes.setdefault(round(rarity * 4) / 4, []).append(stem)
    for rarity in sorted(classes):
        lines = textwrap.wrap(" ".join(sorted(classes[rarity])), 100)
        print(f"    {{{rarity:.2f},")
        print("\n".join(f'     "{line}{" " if i + 1 < len(lines) else ""}"' for i, line in enumerate(lines)) + "},")


def read(bench, shared, count, draw):
    each = math.ceil(count / len(SOURCES))
    for name, patterns in SOURCES.items():
        papers = papers_of(shared, patterns)[:CANDIDATES]
        told = ask(bench, papers)
        chosen = random.Random(SEED + draw).sample(range(len(papers)), each)
        for i in chosen:
            _, title, abstract = papers[i]
            print(f"== {name}: {title}\n{abstract}\n-- {told[i]['summary']}\n-- {'; '.join(told[i]['keywords'])}\n")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", default=SHARED, type=pathlib.Path)
    options.add_argument("--bench", default=ROOT / "build/bench/summaries")
    options.add_argument("--models", help="a data folder's models/, for the variants by meaning")
    options.add_argument("--fit", action="store_true", help="prints weights of the traits")
    options.add_argument("--words", action="store_true", help="prints how rare words are")
    options.add_argument("--read", type=int, metavar="N", help="prints papers to read")
    options.add_argument("--draw", type=int, default=1, help="which papers --read prints")
    chosen = options.parse_args()
    if chosen.words:
        words(chosen.bench, chosen.shared)
    elif chosen.fit:
        fit(chosen.bench, chosen.shared, chosen.models)
    elif chosen.read:
        read(chosen.bench, chosen.shared, chosen.read, chosen.draw)
    else:
        judge(chosen.bench, chosen.shared, chosen.models)


if __name__ == "__main__":
    main()
