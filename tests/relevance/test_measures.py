# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What `broadsheet eval` says of its rankings is what trec_eval says of its run files."""

import json
import math
import os
import random
import struct
import subprocess
from pathlib import Path

import pytest
import pytrec_eval

PROGRAM = os.environ["BROADSHEET"]
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "ir"

MODES = [("--mode", "lexical", "--plain"), ("--mode", "lexical"), ("--mode", "page")]


def single(value):
    """A number as trec_eval holds it: in single precision."""
    return struct.unpack("f", struct.pack("f", value))[0]


def run_eval(*arguments):
    done = subprocess.run([PROGRAM, "eval", *arguments, "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def read_run(path):
    run = {}
    for line in Path(path).read_text().splitlines():
        query, q0, document, _rank, score, _tag = line.split()
        assert q0 == "Q0"
        assert document not in run.setdefault(query, {})
        run[query][document] = float(score)
    return run


def read_qrels(path):
    qrels = {}
    for line in Path(path).read_text().splitlines()[1:]:
        query, document, grade = line.split("\t")
        qrels.setdefault(query, {})[document] = int(grade)
    return qrels


def first(ranking, count):
    """The best of a ranking in trec_eval's order: by score, then by descending id."""
    best = sorted(ranking.items(), key=lambda pair: (single(pair[1]), pair[0]), reverse=True)[:count]
    return dict(best)


def reference(qrels, run):
    """Means over the queries that have a positive judgement; one that found nothing counts as zero."""
    judged = {query: grades for query, grades in qrels.items() if max(grades.values()) > 0}
    names = {"ndcg_cut.10", "recall.5,20,100", "success.10", "map"}
    whole = pytrec_eval.RelevanceEvaluator(judged, names).evaluate(run)
    tens = {query: first(ranking, 10) for query, ranking in run.items()}
    of_ten = pytrec_eval.RelevanceEvaluator(judged, {"recip_rank"}).evaluate(tens)
    fifth = []
    for query, grades in judged.items():
        cut = max(len(grades) // 5, 1)
        evaluator = pytrec_eval.RelevanceEvaluator({query: grades}, {f"ndcg_cut.{cut}"})
        fifth.append(evaluator.evaluate(run).get(query, {}).get(f"ndcg_cut_{cut}", 0.0))

    def mean(values, name):
        return math.fsum(values.get(query, {}).get(name, 0.0) for query in judged) / len(judged)

    return {
        "queries": len(judged),
        "ndcg@10": mean(whole, "ndcg_cut_10"),
        "recall@5": mean(whole, "recall_5"),
        "recall@20": mean(whole, "recall_20"),
        "recall@100": mean(whole, "recall_100"),
        "success@10": mean(whole, "success_10"),
        "mrr@10": mean(of_ten, "recip_rank"),
        "map": mean(whole, "map"),
        "map>=2": mean(pytrec_eval.RelevanceEvaluator(judged, {"map"}, relevance_level=2).evaluate(run), "map"),
        "ndcg%20": math.fsum(fifth) / len(judged),
    }


def expect_same(report, expected, names):
    for name in names:
        assert report[name] == pytest.approx(expected[name], abs=1e-9), name


NAMES = ["queries", "ndcg@10", "recall@5", "recall@20", "recall@100", "success@10", "mrr@10"]


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    """Few words and repeated texts make many ties; ids of unlike lengths make their order matter."""
    folder = tmp_path_factory.mktemp("collection")
    choose = random.Random(7)
    words = "whale song deep network graph theory tide harbour sensor light".split()
    texts = [" ".join(choose.choices(words, k=choose.randint(1, 12))) for _ in range(120)]
    ids = [choose.choice(["", "a", "B-", "é"]) + str(number) for number in range(600)]
    with open(folder / "corpus.jsonl", "w", encoding="utf-8") as out:
        for document in ids:
            title = " ".join(choose.choices(words, k=2))
            out.write(json.dumps({"_id": document, "title": title, "text": choose.choice(texts)}) + "\n")
    with open(folder / "queries.jsonl", "w", encoding="utf-8") as out:
        for number in range(40):
            text = " ".join(choose.choices(words + ["nowhere"], k=choose.randint(1, 4)))
            out.write(json.dumps({"_id": f"q{number}", "text": text}) + "\n")
        out.write(json.dumps({"_id": "q40", "text": "nowhere at all"}) + "\n")
    with open(folder / "qrels.tsv", "w", encoding="utf-8") as out:
        out.write("query-id\tcorpus-id\tscore\n")
        for number in range(41):
            grades = [0] if number % 10 == 3 else [0, 0, 0, 1, 2, 3]
            for document in choose.sample(ids, 60):
                out.write(f"q{number}\t{document}\t{choose.choice(grades)}\n")
    return folder


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode[-1].lstrip("-"))
def test_measures_are_those_of_trec_eval(collection, tmp_path, mode):
    report = run_eval(str(collection), *mode, "--run", str(tmp_path / "run"))
    expected = reference(read_qrels(collection / "qrels.tsv"), read_run(tmp_path / "run"))
    assert expected["queries"] == 37
    assert 0 < expected["ndcg@10"] < 1
    expect_same(report, expected, NAMES)


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode[-1].lstrip("-"))
def test_measures_of_judged_pools_are_those_of_trec_eval(collection, tmp_path, mode):
    report = run_eval(str(collection), *mode, "--pool", "judged", "--run", str(tmp_path / "run"))
    qrels = read_qrels(collection / "qrels.tsv")
    run = read_run(tmp_path / "run")
    for query, ranking in run.items():
        assert ranking.keys() == qrels[query].keys()
    expect_same(report, reference(qrels, run), NAMES + ["ndcg%20", "map", "map>=2"])


def test_a_run_against_itself_has_no_difference(collection, tmp_path):
    run_eval(str(collection), "--mode", "lexical", "--run", str(tmp_path / "run"))
    report = run_eval(str(collection), "--mode", "lexical", "--against", str(tmp_path / "run"))
    assert report["against"] == {"measure": "ndcg@10", "delta": 0, "p": 1}


def test_a_run_of_chance_is_worse(collection, tmp_path):
    with open(tmp_path / "run", "w", encoding="utf-8") as out:
        for query, grades in read_qrels(collection / "qrels.tsv").items():
            worst = sorted(grades, key=grades.get)
            for rank, document in enumerate(worst):
                out.write(f"{query} Q0 {document} {rank + 1} {-rank} worst\n")
    report = run_eval(str(collection), "--mode", "lexical", "--pool", "judged", "--against", str(tmp_path / "run"))
    assert report["against"]["delta"] > 0
    assert report["against"]["p"] < 0.01


# Figures of reference implementations of BM25 (k1 0.9, b 0.4, English stems): nDCG@10 and Recall@100.
REFERENCE = [
    ("nfcorpus", "test", 0.328, 0.221),
    ("cranfield", None, 0.403, 0.738),
    ("cisi", None, 0.361, 0.426),
    ("lisa", None, 0.421, 0.688),
]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public collections are not at hand")
def test_plain_bm25_gives_the_reference_figures_and_the_default_is_better():
    plain_sum = lexical_sum = 0
    for name, split, ndcg, recall in REFERENCE:
        place = [str(SHARED / name)] + (["--split", split] if split else [])
        plain = run_eval(*place, "--mode", "lexical", "--plain")
        assert plain["ndcg@10"] == pytest.approx(ndcg, abs=0.004), name
        assert plain["recall@100"] == pytest.approx(recall, abs=0.01), name
        plain_sum += plain["ndcg@10"]
        lexical_sum += run_eval(*place, "--mode", "lexical")["ndcg@10"]
    assert lexical_sum >= plain_sum


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public collections are not at hand")
def test_measures_on_a_public_collection_are_those_of_trec_eval(tmp_path):
    report = run_eval(str(SHARED / "adi"), "--mode", "lexical", "--run", str(tmp_path / "run"))
    expect_same(report, reference(read_qrels(SHARED / "adi" / "qrels.tsv"), read_run(tmp_path / "run")), NAMES)
