#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""How good the ranking is: every public collection and every set of known answers, in every mode.

Writes the table of docs/bench/relevance.md between its two marks, with the commit that it was measured at, and adds a line
for each run of the four reported collections to docs/bench/relevance-runs.tsv, which is only ever added to: whoever
chooses a number by these collections leaves a trace there. Indexes and vectors are kept in --work.
"""

import argparse
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "bench" / "relevance.md"
RUNS = ROOT / "docs" / "bench" / "relevance-runs.tsv"
MARKS = ("<!-- what `make bench-relevance` measured -->", "<!-- end -->")
REPORTED = ("nfcorpus test", "cranfield", "cisi", "lisa")
OTHERS = ("nfcorpus dev", "adi", "csfcube")
# Each mode with what it is compared with, query by query.
MODES = {"plain": None, "lexical": "plain", "semantic": None, "page": "lexical", "rrf": None, "z": None, "hybrid": "z"}
# Papers of the sets with vectors, which all have to be encoded once, and queries of a kind.
KNOWN_PAPERS = 4000
KNOWN_QUERIES = {"title": 300, "typo": 300, "first": 300, "words": 300, "aspects": 300, "sentences": 300, "aside": 300}


class Bench:
    def __init__(self, arguments):
        self.program = arguments.broadsheet
        self.data = arguments.data
        self.work = arguments.work
        self.work.mkdir(parents=True, exist_ok=True)

    def evaluate(self, name, place, mode, *more, against=None, measure="ndcg@10"):
        """The report of one run; its rankings stay in the work folder for what is compared with it."""
        run = self.work / f"{name.replace(' ', '-')}.{mode}{''.join(more)}.run"
        how = ["--mode", "lexical", "--plain"] if mode == "plain" else ["--mode", mode]
        command = [self.program, "--data", self.data, "eval", *place, *how, *more, "--json"]
        command += ["--cache", str(self.work / "cache"), "--run", str(run)]
        other = self.work / f"{name.replace(' ', '-')}.{against}.run"
        if against and other.exists():
            command += ["--against", str(other), "--measure", measure]
        print(" ".join(map(str, command)), file=sys.stderr)
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout)


def commit():
    head = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    changed = subprocess.run(["git", "diff", "--quiet", "HEAD", "--", "src"], cwd=ROOT, check=False).returncode
    return head.stdout.strip() + ("+" if changed else "")


def difference(report, against):
    if "against" not in report:
        return ""
    change = report["against"]
    return f"{change['delta']:+.4f} to {against}, p {change['p']:.4f}"


def row(name, mode, report, note=""):
    numbers = [report[key] for key in ("ndcg@10", "recall@100", "recall@20", "recall@5", "success@10", "mrr@10")]
    latency = report["latency_ms"]
    cells = [name, mode] + [f"{number:.4f}" for number in numbers]
    cells += [f"{latency['p50']:.1f}", f"{latency['p99']:.1f}", note]
    print("| " + " | ".join(cells) + " |", flush=True)
    return "| " + " | ".join(cells) + " |"


def keep_run(at, name, mode, report):
    numbers = [f"{report[key]:.4f}" for key in ("ndcg@10", "recall@100", "recall@20", "recall@5", "mrr@10")]
    with open(RUNS, "a", encoding="utf-8") as out:
        out.write("\t".join([at, name, mode, *numbers]) + "\n")


def public_collections(bench, folder, at):
    for name in REPORTED + OTHERS:
        place = [str(folder / name.split()[0])] + (["--split", name.split()[1]] if " " in name else [])
        judged = ["--pool", "judged"] if name == "csfcube" else []
        for mode, against in MODES.items():
            other = against + "".join(judged) if against else None
            measure = "ndcg%20" if judged else "ndcg@10"
            report = bench.evaluate(name, place, mode, *judged, against=other, measure=measure)
            if name in REPORTED:
                keep_run(at, name, mode, report)
            note = difference(report, against)
            if judged:
                note = f"nDCG%20 {report['ndcg%20']:.4f}, MAP of grades >= 2 {report['map>=2']:.4f}; {note}"
            yield row(name, mode, report, note)


def known_answers(bench, corpora):
    folder = bench.work / "known"
    for kind, count in KNOWN_QUERIES.items():
        command = [sys.executable, ROOT / "bench" / "query_sets.py", "--corpora", corpora, "--out", folder]
        command += ["--papers", str(KNOWN_PAPERS), "--queries", str(count), "--kinds", kind]
        subprocess.run(command, check=True)
    for kind in KNOWN_QUERIES:
        place = [str(folder / kind)]
        for mode in ("lexical", "page", "z", "hybrid"):
            against = MODES[mode] if mode != "lexical" else None
            report = bench.evaluate(kind, place, mode, against=against, measure="mrr@10")
            yield row(kind, mode, report, difference(report, against))
        for mode in ("lexical", "hybrid"):
            bench.evaluate(kind, place, mode, "--whole")
            report = bench.evaluate(kind, place, mode, against=mode + "--whole", measure="recall@20")
            yield row(kind, mode, report, "recall@20 " + difference(report, "--whole"))


def write_page(table):
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    PAGE.write_text(f"{before}{MARKS[0]}\n{table}{MARKS[1]}{after}", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broadsheet", default=str(ROOT / "build" / "broadsheet"))
    parser.add_argument("--data", default=str(ROOT / "var" / "data"), help="the data folder whose sentence model is used")
    parser.add_argument("--shared", type=pathlib.Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "var" / "relevance")
    bench = Bench(arguments := parser.parse_args())
    at = commit()
    rows = list(public_collections(bench, arguments.shared / "ir", at))
    rows += known_answers(bench, arguments.shared / "corpora")
    head = "| queries | mode | nDCG@10 | Recall@100 | Recall@20 | Recall@5 | Success@10 | MRR@10 | p50 ms | p99 ms | difference |\n"
    head += "|---|---|" + "---:|" * 8 + "---|\n"
    write_page(f"\nAt `{at}`:\n\n{head}" + "\n".join(rows) + "\n\n")


if __name__ == "__main__":
    main()
