#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Does *for you* find the papers of a literature review among those of fifty days?

Nine systematic reviews. Ten included papers, drawn at random, are the library (half of them where there are no more
than ten); the other included ones are hidden among 50 days of 200 papers: each falls on a day at random, the excluded
papers are spread evenly, and papers of the corpora fill the days, none twice. Ten draws a review, with fixed seeds. The
measure is the share of the hidden papers among the ten that are chosen each day, the mean over the draws. Beside ours
stand a linear SVM and the cosine to the mean of the library, both on scikit-learn's TF-IDF as arxiv-sanity-lite sets it
up (words and pairs of them; words alone, too), and with a sentence model the cosine to the mean of the library's
vectors. Intervals are of 10,000 paired resamples of the reviews. Prints Markdown.

With --lists the reading lists stand in for reviews on which the parameters were chosen: papers judged relevant to a
question of CISI or of NFCorpus' development split, ten lists of each with 20 to 250 papers.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys

import numpy
import scipy.sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.svm import LinearSVC

ROOT = pathlib.Path(__file__).resolve().parent.parent
DAYS = 50
PAPERS_A_DAY = 200
CHOSEN = 10
LIBRARY = 10
DRAWS = 10
CORPUS_PAPERS = 20_000  # drawn once, so that they need be encoded once
CORPORA = ("acl-anthology", "arxiv-2017h2", "arxiv-2018-2019", "arxiv-2025-2026")
FEATURES = 20_000
COSTS = (0.003, 0.01, 0.03, 0.1, 1.0)  # arxiv-sanity-lite (13a1d5f) has 0.1
RESAMPLES = 10_000


def read_lines(path):
    data = path.read_bytes()
    if path.suffix == ".zst":
        data = subprocess.run(["zstd", "-dcq", path], stdout=subprocess.PIPE, check=True).stdout
    return data.decode().splitlines()


class Papers:
    """Titles and abstracts by key, in an order."""

    def __init__(self):
        self.places = {}
        self.texts = []

    def add(self, key, title, abstract):
        if key not in self.places:
            self.places[key] = len(self.texts)
            self.texts.append((" ".join((title or "").split()), " ".join((abstract or "").split())))
        return self.places[key]


def read_corpus(shared, papers):
    found = {}
    for name in CORPORA:
        for line in read_lines(shared / f"corpora/{name}.jsonl.zst"):
            paper = json.loads(line)
            if paper["abstract"]:
                found.setdefault(paper["id"], paper)
    chosen = random.Random("corpus").sample([found[key] for key in sorted(found)], CORPUS_PAPERS)
    return [papers.add("corpus " + paper["id"], paper["title"], paper["abstract"]) for paper in chosen]


def read_reviews(shared, papers):
    """Name: places of the included papers, and of the excluded ones."""
    reviews = {}
    for file in sorted((shared / "rec/systematic-reviews").glob("*.jsonl.zst")):
        name = file.name.removesuffix(".jsonl.zst")
        included, excluded = [], []
        for line in read_lines(file):
            paper = json.loads(line)
            place = papers.add(f"{name} {paper['id']}", paper["title"], paper["abstract"])
            (included if paper["included"] in (1, True) else excluded).append(place)
        reviews[name] = (included, excluded)
    return reviews


def read_lists(shared, papers):
    lists = {}
    for name, judgements in (("cisi", "qrels.tsv"), ("nfcorpus", "qrels.dev.tsv.zst")):
        places = {}
        for line in read_lines(shared / f"ir/{name}/corpus.jsonl.zst"):
            paper = json.loads(line)
            places[paper["_id"]] = papers.add(f"{name} {paper['_id']}", paper["title"], paper["text"])
        relevant = {}
        for line in read_lines(shared / f"ir/{name}/{judgements}")[1:]:
            query, paper, _ = line.split("\t")
            if paper in places:
                relevant.setdefault(query, set()).add(places[paper])
        usable = [query for query in sorted(relevant) if 20 <= len(relevant[query]) <= 250]
        for query in random.Random(name).sample(usable, 10):
            others = [place for place in places.values() if place not in relevant[query]]
            lists[f"{name}-{query}"] = (sorted(relevant[query]), others)
    return lists


class Draw:
    def __init__(self, name, number, included, excluded, corpus, refused=0):
        self.name = name
        self.key = f"{name}:{number}"
        rng = random.Random(f"{name} {number}")
        included, excluded, corpus = list(included), list(excluded), list(corpus)
        rng.shuffle(included)
        rng.shuffle(excluded)
        rng.shuffle(corpus)
        kept = LIBRARY if len(included) > LIBRARY else len(included) // 2
        self.library = included[:kept]
        self.hidden = set(included[kept:])
        self.refused = excluded[len(excluded) - refused:]
        self.days = [[] for _ in range(DAYS)]
        for place in included[kept:]:
            rng.choice(self.days).append(place)
        for i, place in enumerate(excluded[:len(excluded) - refused]):
            self.days[i % DAYS].append(place)
        fill = iter(corpus)
        for day in self.days:
            while len(day) < PAPERS_A_DAY:
                day.append(next(fill))
            rng.shuffle(day)

    def found(self, chosen):
        """Share of the hidden papers; `chosen`: places, of each day at most CHOSEN."""
        return sum(place in self.hidden for day in chosen for place in day) / len(self.hidden)

    def found_by(self, scores):
        """By a score for each paper of each day, in their order; the first of equal ones comes first."""
        at = 0
        chosen = []
        for day in self.days:
            order = numpy.argsort(-scores[at:at + len(day)], kind="stable")[:CHOSEN]
            chosen.append([day[i] for i in order])
            at += len(day)
        return self.found(chosen)


class Tfidf:
    """Rows of TF-IDF of a draw's papers, as arxiv-sanity-lite makes them."""

    def __init__(self, texts, words_max):
        counter = CountVectorizer(strip_accents="unicode", stop_words="english", ngram_range=(1, words_max),
                                  token_pattern=r"(?u)\b[a-zA-Z_][a-zA-Z0-9_]+\b")
        self.counts = counter.fit_transform([f"{title} {abstract}" for title, abstract in texts])

    def rows(self, draw):
        places = draw.library + [place for day in draw.days for place in day]
        counts = self.counts[places]
        # What TfidfVectorizer's max_features keeps.
        kept = numpy.argsort(-numpy.asarray(counts.sum(0)).ravel(), kind="stable")[:FEATURES]
        rows = TfidfTransformer(sublinear_tf=True).fit_transform(counts[:, kept])
        return rows[:len(draw.library)], rows[len(draw.library):]


def by_svm(library, others, cost):
    svm = LinearSVC(class_weight="balanced", C=cost, max_iter=10_000, random_state=0)
    wanted = numpy.r_[numpy.ones(library.shape[0]), numpy.zeros(others.shape[0])]
    svm.fit(scipy.sparse.vstack([library, others]), wanted)
    return svm.decision_function(others)


def baselines(draws, papers, vectors):
    """Name: share found, by draw."""
    found = {}
    for words_max, what in ((1, "words"), (2, "words and pairs")):
        tfidf = Tfidf(papers.texts, words_max)
        for draw in draws:
            library, others = tfidf.rows(draw)
            cosine = others @ numpy.asarray(library.mean(0)).ravel()
            found.setdefault(f"cosine, {what}", []).append(draw.found_by(cosine))
            for cost in COSTS:
                scores = by_svm(library, others, cost)
                found.setdefault(f"SVM, {what}, C {cost:g}", []).append(draw.found_by(scores))
    if vectors is not None:
        for draw in draws:
            places = [place for day in draw.days for place in day]
            scores = vectors[places] @ vectors[draw.library].mean(0)
            found.setdefault("cosine, sentence vectors", []).append(draw.found_by(scores))
    return found


def encode(bench, models, papers, cache, name):
    texts = cache / f"{name}.tsv"
    texts.write_text("".join(f"{title}\t{abstract}\n" for title, abstract in papers.texts), encoding="utf-8")
    if models is None:
        return None
    file = cache / f"{name}.f32"
    if not file.exists():
        part = file.with_suffix(".part")
        with open(part, "wb") as out:
            subprocess.run([bench, "encode", models, texts], stdout=out, check=True)
        part.rename(file)
    return numpy.fromfile(file, dtype=numpy.float32).reshape(len(papers.texts), -1)


def write_days(file, draws, with_refused=False):
    with open(file, "w", encoding="ascii") as out:
        for draw in draws:
            out.write(f"draw {draw.key}\nlibrary {' '.join(map(str, draw.library))}\n")
            if with_refused:
                out.write(f"refused {' '.join(map(str, draw.refused))}\n")
            out.writelines(f"day {' '.join(map(str, day))}\n" for day in draw.days)


def ours(bench, draws, cache, name, vectors, parameters, with_refused=False):
    """Share found by each of our ways, by draw; half of the draws in each of two processes."""
    more = ([cache / f"{name}.f32"] if vectors else []) + parameters
    running = []
    for half in range(2):
        days = cache / f"{name}-{half}.days"
        write_days(days, draws[half::2], with_refused)
        command = [bench, "rank", cache / f"{name}.tsv", days] + more
        with open(days.with_suffix(".chosen"), "w", encoding="ascii") as out:
            running.append((subprocess.Popen(command, stdout=out), out.name))
    chosen = {}
    for process, file in running:
        if process.wait() != 0:
            sys.exit(process.returncode)
        for line in pathlib.Path(file).read_text(encoding="ascii").splitlines():
            way, key, _, *places = line.split("\t")
            chosen.setdefault(way, {}).setdefault(key, []).append([int(place) for place in places])
    return {f"**ours, {way}**": [draw.found(of[draw.key]) for draw in draws] for way, of in chosen.items()}


def difference(one, other):
    """The mean of the differences of pairs and its interval of 95 %."""
    differences = numpy.array(one) - numpy.array(other)
    picked = numpy.random.default_rng(1).integers(0, len(differences), (RESAMPLES, len(differences)))
    low, high = numpy.quantile(differences[picked].mean(1), (0.025, 0.975))
    return f"{differences.mean():+.3f} ({low:+.3f} to {high:+.3f})"


def print_tables(found, draws, groups):
    names = list(dict.fromkeys(draw.name for draw in draws))
    means = {way: {name: numpy.mean([share for share, draw in zip(shares, draws) if draw.name == name])
                   for name in names} for way, shares in found.items()}
    our_ways = [way for way in found if "ours" in way]
    for title, group in groups:
        print(f"\n{title}\n\n| | mean |" + "".join(f" {way.strip('*')} less it (95 %) |" for way in our_ways))
        print("|---|---:|" + "---|" * len(our_ways))
        for way in found:
            mine = [means[way][name] for name in group]
            cells = ["" if way in our_ways else difference([means[our][name] for name in group], mine)
                     for our in our_ways]
            print(f"| {way} | {numpy.mean(mine):.3f} | " + " | ".join(cells) + " |")
    best = max((way for way in found if way.startswith("SVM")), key=lambda way: numpy.mean(found[way]), default="")
    shown = [way for way in found if not way.startswith("SVM") or way == best]
    if len(names) <= 9:
        print("\n| review | hidden | " + " | ".join(shown) + " |\n|---|---:|" + "---:|" * len(shown))
        for name in names:
            hidden = next(len(draw.hidden) for draw in draws if draw.name == name)
            print(f"| {name} | {hidden} | " + " | ".join(f"{means[way][name]:.3f}" for way in shown) + " |")
    print("\n| draw | " + " | ".join(shown) + " |\n|---:|" + "---:|" * len(shown))
    for number in sorted({draw.key.rsplit(":", 1)[1] for draw in draws}):
        of = [[share for share, draw in zip(found[way], draws) if draw.key.endswith(f":{number}")] for way in shown]
        print(f"| {number} | " + " | ".join(f"{numpy.mean(shares):.3f}" for shares in of) + " |")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", default=ROOT.parent / "shared/data", type=pathlib.Path)
    options.add_argument("--bench", default=ROOT / "build/bench/for_you")
    options.add_argument("--models", help="a data folder's models/; without it nothing goes by meaning")
    options.add_argument("--cache", default=ROOT / "build/for-you", type=pathlib.Path, help="keeps the vectors")
    options.add_argument("--lists", action="store_true", help="the lists on which the parameters were chosen")
    options.add_argument("--refused", type=int, default=0, metavar="N",
                         help="only ours, with N excluded papers told to be not for the reader, and without")
    options.add_argument("--draws", default=DRAWS, type=int)
    options.add_argument("parameters", nargs="*", help="PARAMETER=VALUE, as bench/for_you takes them")
    chosen = options.parse_args()
    chosen.cache.mkdir(parents=True, exist_ok=True)
    papers = Papers()
    corpus = read_corpus(chosen.shared, papers)
    name = "lists" if chosen.lists else "reviews"
    sets = (read_lists if chosen.lists else read_reviews)(chosen.shared, papers)
    if not sets:
        sys.exit(f"no reviews in {chosen.shared}")
    vectors = encode(chosen.bench, chosen.models, papers, chosen.cache, name)
    draws = [Draw(key, number, *of, corpus, chosen.refused)
             for key, of in sets.items() for number in range(chosen.draws)]
    found = ours(chosen.bench, draws, chosen.cache, name, vectors is not None, chosen.parameters)
    if chosen.refused > 0:
        told = ours(chosen.bench, draws, chosen.cache, name, vectors is not None, chosen.parameters, True)
        found = told | {way.strip("*").replace("ours", "nothing refused"): shares for way, shares in found.items()}
    else:
        found |= baselines(draws, papers, vectors)
    groups = [(f"All {len(sets)}:", list(sets))]
    fitting = [key for key, (included, _) in sets.items() if len(included) > LIBRARY]
    if len(fitting) < len(sets):
        groups.insert(0, (f"The {len(fitting)} with more than ten included papers:", fitting))
    if chosen.lists:
        groups += [(f"{which}:", [key for key in sets if key.startswith(which)]) for which in ("cisi", "nfcorpus")]
    else:
        groups.append(("Those on which nothing was chosen:", fitting[3:]))
    print_tables(found, draws, groups)


if __name__ == "__main__":
    main()
