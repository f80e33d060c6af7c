#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Test collections whose answers are known, made out of corpora of papers: a query is made from a paper, and that
paper is what it has to find.

    python3 bench/query_sets.py --corpora ../shared/data/corpora --out var/known --queries 500

One corpus.jsonl of all papers (with --papers N of N drawn by chance), and a folder for each kind of query:

    title     the title
    typo      the title with one edit in one word of five
    first     the first sentence of the abstract
    words     words of the title and of a sentence of the abstract, half of them dropped, neighbours swapped
    aspects   a paragraph that joins the needs of three unrelated papers; all three are to be found
    sentences three sentences of one abstract: as long as `aspects`, with one aspect
    aside     the same between sentences that ask for papers and say nothing of the subject

Each folder has the queries, the judgements and links to the corpus, in the style of BEIR. Papers that have the title of
the one that was drawn are right answers too. The same arguments give the same bytes, on any machine.
"""

import argparse
import json
import pathlib
import random
import re
import subprocess

KINDS = ("title", "typo", "first", "words", "aspects", "sentences", "aside")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SENTENCE_END = re.compile(r"(?<=[a-z)][.!?])\s+(?=[A-Z])")
# What people write around a need.
BEFORE = (
    "I am looking for papers on the following subject.",
    "For my thesis I need an overview of the literature.",
    "We are starting a new project and would like to know what has been done before.",
    "Could you tell me what is known about this question?",
    "I would like to find recent work that is related to ours.",
)
AFTER = (
    "Any help would be appreciated.",
    "Surveys are welcome as well as experiments.",
    "I am mostly interested in recent results.",
    "Please send me everything that you can find about it.",
    "Papers in English only, please.",
)


class Chance:
    """random.Random promises the same random() everywhere, and nothing about its other methods."""

    def __init__(self, seed):
        self._random = random.Random(seed)

    def below(self, count):
        return int(self._random.random() * count)

    def happens(self, share):
        return self._random.random() < share

    def choice(self, options):
        return options[self.below(len(options))]

    def sample(self, options, count):
        left = list(options)
        for place in range(min(count, len(left))):
            other = place + self.below(len(left) - place)
            left[place], left[other] = left[other], left[place]
        return left[:count]


def lines_of(path):
    command = ["zstd", "-dcq", "--long=27", path] if path.suffix == ".zst" else ["cat", path]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        yield from process.stdout


def read_papers(folder):
    """By id, in the order of the files; of several records of a paper the first with an abstract."""
    papers = {}
    for path in sorted(folder.iterdir()):
        if ".jsonl" not in path.name:
            continue
        for line in lines_of(path):
            paper = json.loads(line)
            known = papers.get(paper["id"])
            if known is None or (not known["abstract"] and paper["abstract"]):
                papers[paper["id"]] = {key: paper.get(key) or "" for key in ("id", "title", "abstract", "categories")}
    return list(papers.values())


def title_key(paper):
    return re.sub(r"[^a-z0-9]+", " ", paper["title"].lower()).strip()


def sentences(paper):
    return [text for text in SENTENCE_END.split(paper["abstract"]) if 8 <= len(text.split()) <= 45]


def edited(word, chance):
    """One edit: a letter taken out, put in or replaced, or two neighbours swapped."""
    while True:
        at = chance.below(len(word))
        kind = chance.below(4)
        if kind == 0:
            new = word[:at] + word[at + 1 :]
        elif kind == 1:
            new = word[:at] + chance.choice(LETTERS) + word[at:]
        elif kind == 2:
            new = word[:at] + chance.choice(LETTERS) + word[at + 1 :]
        else:
            new = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
        if new.lower() != word.lower():
            return new


def with_typos(text, chance):
    words = text.split()
    able = [i for i, word in enumerate(words) if re.fullmatch(r"[A-Za-z]{4,}[,:;.?!]?", word)]
    for i in chance.sample(able, max(1, round(len(words) / 5))):
        core = words[i].rstrip(",:;.?!")
        words[i] = edited(core, chance) + words[i][len(core) :]
    return " ".join(words)


def half_of(words, chance):
    kept = [word for word in words if not chance.happens(0.5)]
    for i in range(len(kept) - 1):
        if chance.happens(0.3):
            kept[i], kept[i + 1] = kept[i + 1], kept[i]
    return kept


def paraphrase(paper, chance):
    return " ".join(half_of(paper["title"].split() + chance.choice(sentences(paper)).split(), chance))


def need(paper, chance):
    """What somebody might have wanted to whom this paper is an answer: a sentence of it with words left out."""
    middle = sentences(paper)[len(sentences(paper)) // 2]
    words = [word for word in middle.split() if not chance.happens(0.5)]
    return " ".join(words).rstrip(".!?;,") + "." if len(words) >= 5 else None


def as_three(paper, chance, asides):
    """Three sentences of the abstract with words left out, like those of three needs; or two between asides."""
    parts = []
    for sentence in sentences(paper)[: 2 if asides else 3]:
        words = [word for word in sentence.split() if not chance.happens(0.5)]
        parts.append(" ".join(words).rstrip(".!?;,") + ".")
    if asides:
        parts = [chance.choice(BEFORE)] + parts + [chance.choice(AFTER)]
    return " ".join(parts)


def primary(paper):
    return paper["categories"][0] if paper["categories"] else ""


class Sets:
    def __init__(self, papers, seed):
        self.papers = papers
        self.seed = seed
        self.by_title = {}
        for paper in papers:
            self.by_title.setdefault(title_key(paper), []).append(paper["id"])
        self.fit = [p for p in papers if len(title_key(p).split()) >= 3 and len(sentences(p)) >= 3]

    def right_answers(self, paper):
        return self.by_title[title_key(paper)]

    def queries(self, kind, count):
        """(text, right answers); the same papers for every kind but `aspects`."""
        if kind == "aspects":
            return self.joined_needs(count)
        chance = Chance(f"{self.seed} {kind}")
        found = []
        for paper in Chance(f"{self.seed} papers").sample(self.fit, count):
            text = {
                "title": lambda p: p["title"],
                "typo": lambda p: with_typos(p["title"], chance),
                "first": lambda p: sentences(p)[0],
                "words": lambda p: paraphrase(p, chance),
                "sentences": lambda p: as_three(p, chance, asides=False),
                "aside": lambda p: as_three(p, chance, asides=True),
            }[kind](paper)
            found.append((text, self.right_answers(paper)))
        return found

    def joined_needs(self, count):
        chance = Chance(f"{self.seed} aspects")
        found = []
        while len(found) < count:
            three = [self.fit[chance.below(len(self.fit))] for _ in range(3)]
            needs = [need(paper, chance) for paper in three]
            if len({primary(paper) for paper in three}) == 3 and all(needs):
                found.append((" ".join(needs), [id for paper in three for id in self.right_answers(paper)]))
        return found


def write_folder(folder, queries):
    folder.mkdir(exist_ok=True)
    with open(folder / "queries.jsonl", "w", encoding="utf-8") as out:
        for number, (text, _) in enumerate(queries, 1):
            out.write(json.dumps({"_id": str(number), "text": text}, ensure_ascii=False) + "\n")
    with open(folder / "qrels.tsv", "w", encoding="utf-8") as out:
        out.write("query-id\tcorpus-id\tscore\n")
        for number, (_, answers) in enumerate(queries, 1):
            out.writelines(f"{number}\t{answer}\t1\n" for answer in sorted(set(answers)))
    link = folder / "corpus.jsonl"
    link.unlink(missing_ok=True)
    link.symlink_to("../corpus.jsonl")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=pathlib.Path, required=True, help="the folder with the papers")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="the folder that is made")
    parser.add_argument("--papers", type=int, default=0, help="papers drawn by chance; all if not said")
    parser.add_argument("--queries", type=int, default=500, help="queries of each kind")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    papers = read_papers(arguments.corpora)
    if arguments.papers:
        with_abstract = [paper for paper in papers if paper["abstract"]]
        papers = Chance(f"{arguments.seed} corpus").sample(with_abstract, arguments.papers)
    arguments.out.mkdir(parents=True, exist_ok=True)
    with open(arguments.out / "corpus.jsonl", "w", encoding="utf-8") as out:
        for paper in papers:
            document = {"_id": paper["id"], "title": paper["title"], "text": paper["abstract"]}
            out.write(json.dumps(document, ensure_ascii=False) + "\n")
    sets = Sets(papers, arguments.seed)
    for kind in arguments.kinds:
        write_folder(arguments.out / kind, sets.queries(kind, arguments.queries))


if __name__ == "__main__":
    main()
