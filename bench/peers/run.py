#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Our engine beside Lucene and Tantivy on the same tokens, in the same run.

Makes tokens and queries from the corpora, builds every engine and its index,
then lets the engines answer in turn, class by class and round by round, each
pinned to one core. A query's time is its best pass. Prints Markdown tables
with the ratio of ours to the best peer, and checks our results against an
exhaustive scorer and the peers' against each other. See docs/bench/engines.md.
"""

import argparse
import json
import os
import platform
import sys
from collections import defaultdict
from pathlib import Path

import toolchain
from engines import LUCENE_WARM, Engine, measured, rows
from judge import geometric_mean, judge, times

MODES = ("top10", "top100", "top1000", "top10count", "count")
EXACT_DEPTH = 100
TANTIVY_FACTOR = 1.9  # Tantivy multiplies BM25 by k1 + 1.
RATIO_MEAN_MAX = 1.3
RATIO_CLASS_MAX = 2.0


def options_of_the_command_line():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=toolchain.ROOT.parent / "shared" / "data",
                        help="the folder that holds corpora/ and ir/")
    parser.add_argument("--work", type=Path, default=toolchain.ROOT / "build" / "bench-data",
                        help="where tokens, queries, peers and indexes are kept between runs")
    parser.add_argument("--ours", type=Path, default=toolchain.ROOT / "build" / "bench" / "engine")
    parser.add_argument("--engines", default="ours,lucene,lucene-bp,tantivy")
    parser.add_argument("--modes", default=",".join(MODES))
    parser.add_argument("--classes", default="", help="only these classes, separated by commas")
    parser.add_argument("--rounds", type=int, default=2, help="turns of each engine at each class")
    parser.add_argument("--passes", type=int, default=3, help="timed passes in each turn")
    parser.add_argument("--rebuild", action="store_true", help="build every index again, which times it")
    parser.add_argument("--threads", default="1,2", help="thread counts at which a build is timed")
    parser.add_argument("--json", type=Path, help="writes every figure of the tables to this file too")
    return parser.parse_args()


def make_inputs(options):
    """Tokens and queries; both are kept, since the same corpora give the same bytes."""
    tokens, queries = options.work / "tokens.tsv", options.work / "queries.tsv"
    if not (options.data / "corpora").is_dir():
        sys.exit(f"peers: no corpora in {options.data}; name their folder with --data")
    python = toolchain.python(options.work)
    if not tokens.exists():
        toolchain.say("making tokens (a minute)")
        toolchain.run([python, toolchain.PEERS / "make_tokens.py", options.data / "corpora", tokens])
    if not queries.exists():
        toolchain.say("making queries (a minute)")
        toolchain.run([python, toolchain.PEERS / "make_queries.py", options.data, tokens, queries])
    return tokens, queries


def make_engines(options):
    """The engines that were asked for, ready to run, with what a reader should know of each."""
    wanted = options.engines.split(",")
    java = toolchain.Java(options.work)
    classpath, version = toolchain.lucene(options.work, java)
    peer = [*java.command(classpath, "2g"), "Peer"]
    vectors = "vector module on" if java.vectors else "**vector module missing**"
    notes = [f"Lucene {version}, Java {java.version}, {vectors}"]
    made = {}
    if "ours" in wanted:
        if not options.ours.exists():
            sys.exit(f"peers: {options.ours} is missing; build it, or leave ours out with --engines")
        made["ours"] = Engine("ours", [str(options.ours)], exact=True)
    if "lucene" in wanted:
        made["lucene"] = Engine("lucene", peer, warm=LUCENE_WARM)
    if "lucene-bp" in wanted:
        made["lucene-bp"] = Engine("lucene-bp", peer, order=["bp"], warm=LUCENE_WARM)
    if "tantivy" in wanted:
        program = toolchain.tantivy(options.work)
        made["tantivy"] = Engine("tantivy", [str(program)], factor=TANTIVY_FACTOR)
        notes.append(f"Tantivy {toolchain.TANTIVY}, release, fat LTO, target-cpu=native")
    exhaustive = [*java.command(classpath, "8g"), "Peer"]
    return made, exhaustive, notes


def build_indexes(engines, tokens, options):
    """One index of each engine, and what building cost at each number of threads."""
    folder, costs = options.work / "index", {}
    folder.mkdir(exist_ok=True)
    for engine in engines.values():
        index = folder / engine.name
        if index.exists() and not options.rebuild and engine.name != "ours":
            continue
        for threads in sorted((int(number) for number in options.threads.split(",")), reverse=True):
            # The index of one thread is built last and stays: it has the file's order.
            if threads != 1 and engine.order:
                continue
            toolchain.say(f"building {engine.name} with {threads} thread(s)")
            costs[engine.name, threads] = engine.build(tokens, index, threads)
    return costs


def split_queries(queries, options):
    """A query file for each class, in the order of the classes."""
    classes = defaultdict(list)
    for line in queries.read_text(encoding="utf-8").splitlines():
        classes[line.split("\t")[0]].append(line)
    wanted = options.classes.split(",") if options.classes else list(classes)
    paths = {}
    for name in wanted:
        paths[name] = options.work / f"queries.{name}.tsv"
        paths[name].write_text("\n".join(classes[name]) + "\n", encoding="utf-8")
    return paths


def exhaustive_results(command, tokens, queries, options):
    """The exhaustive result of each query by class, kept until tokens or queries change."""
    path = options.work / "exact.tsv"
    newest = max(tokens.stat().st_mtime, queries.stat().st_mtime)
    if not path.exists() or path.stat().st_mtime < newest:
        toolchain.say("scoring every query exhaustively (minutes)")
        unfinished = path.with_suffix(".tmp")
        measured([*command, "exact", str(tokens), str(queries), str(EXACT_DEPTH), str(unfinished)])
        unfinished.rename(path)
    found, names = rows(path), [line.split("\t", 1)[0] for line in open(path, encoding="utf-8")]
    by_class = defaultdict(list)
    for name, row in zip(names, found):
        by_class[name].append(row)
    return by_class


def measure(engines, paths, exact, mode, options):
    """Lets the engines answer in turn; gives times and verdicts by class and engine."""
    core = max(os.sched_getaffinity(0))
    out = options.work / "answers.tsv"
    timed, verdicts = {}, {}
    for name, path in paths.items():
        operator = name.split(".")[0]
        best, first = {}, {}
        for turn in range(options.rounds):
            for engine in engines.values():
                index = options.work / "index" / engine.name
                found = engine.search(index, path, mode, out, operator, options.passes, core)
                count = len(exact[name])
                if turn == 0:
                    first[engine.name] = found[:count]
                slots = best.setdefault(engine.name, [float("inf")] * count)
                for place, row in enumerate(found):
                    slots[place % count] = min(slots[place % count], row.us)
        for engine in engines.values():
            right, factor = exact[name], engine.factor
            if not engine.exact:
                # A peer is compared with the first peer: both round lengths, and in the same way.
                other = next(other for other in engines.values() if not other.exact)
                right, factor = first[other.name], engine.factor / other.factor
            verdicts[name, engine.name] = judge(first[engine.name], right, mode, factor, engine.exact)
        for engine, slots in best.items():
            timed[name, engine] = times(slots)
        toolchain.say(f"{mode} {name}: " + ", ".join(f"{e} {timed[name, e].p50:.1f}" for e in best))
    return timed, verdicts


def microseconds(value):
    return f"{value:.1f}" if value < 10 else f"{value:.0f}" if value < 10_000 else f"{value / 1000:.1f}k"


def times_table(timed, names, engines):
    """The table of one mode, and the ratios of ours to the best peer of each class."""
    peers = [engine for engine in engines if engine != "ours"]
    compared = "ours" in engines and bool(peers)
    head = ["class", *engines] + (["p50 ratio", "p99 ratio"] if compared else [])
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    ratios = {}
    for name in names:
        cells = [name]
        for engine in engines:
            of = timed[name, engine]
            cells.append(" / ".join(microseconds(value) for value in (of.mean, of.p50, of.p99)))
        if compared:
            ours = timed[name, "ours"]
            ratios[name] = (ours.p50 / min(timed[name, peer].p50 for peer in peers),
                            ours.p99 / min(timed[name, peer].p99 for peer in peers))
            cells += [f"{ratio:.2f}" for ratio in ratios[name]]
        lines.append("| " + " | ".join(cells) + " |")
    if compared:
        means = [geometric_mean([pair[i] for pair in ratios.values()]) for i in (0, 1)]
        lines.append("| geometric mean |" + " |" * len(engines) + f" {means[0]:.2f} | {means[1]:.2f} |")
    return lines, ratios


def verdict_lines(verdicts, names, engines):
    """How the results compare with what they should be, by engine."""
    lines = []
    for engine in engines.values():
        of = [verdicts[name, engine.name] for name in names]
        wrong, queries = sum(v.wrong for v in of), sum(v.queries for v in of)
        what = "from the exhaustive ones" if engine.exact else "from the first peer's"
        worst = max(v.deviation_max for v in of)
        lines.append(f"* {engine.name}: {wrong} of {queries} results differ {what}; greatest deviation of a score "
                     f"{worst:.1e}")
        lines += [f"  * {name}: {verdicts[name, engine.name].wrong}, as {verdicts[name, engine.name].example}"
                  for name in names if verdicts[name, engine.name].wrong]
    return lines


def build_table(costs):
    lines = ["| build | threads | wall s | CPU s | peak MB | index MB |", "| --- |" + " ---: |" * 5]
    for (name, threads), cost in sorted(costs.items()):
        lines.append(f"| {name} | {threads} | {cost['wall']:.1f} | {cost['cpu']:.1f} | {cost['peak_mb']:.0f} "
                     f"| {cost['mb']:.1f} |")
    for threads in sorted({threads for _, threads in costs}):
        if ("ours", threads) in costs and ("tantivy", threads) in costs:
            ratio = costs["ours", threads]["wall"] / costs["tantivy", threads]["wall"]
            lines.append(f"\nOurs to Tantivy, {threads} thread(s): {ratio:.2f}")
    return lines


def machine():
    model = "unknown"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    return f"{model}, {os.cpu_count()} cores, Linux {platform.release()}"


def main():
    options = options_of_the_command_line()
    options.work.mkdir(parents=True, exist_ok=True)
    tokens, queries = make_inputs(options)
    engines, exhaustive, notes = make_engines(options)
    exact = exhaustive_results(exhaustive, tokens, queries, options)
    costs = build_indexes(engines, tokens, options)
    paths = split_queries(queries, options)

    print(f"Machine: {machine()}. {'; '.join(notes)}. Microseconds: mean / p50 / p99, each query's best of "
          f"{options.rounds * options.passes} passes.\n")
    if costs:
        print("\n".join(build_table(costs)) + "\n", flush=True)
    figures = {"build": {f"{name} {threads}": cost for (name, threads), cost in costs.items()}}
    failed = False
    for mode in options.modes.split(","):
        timed, verdicts = measure(engines, paths, exact, mode, options)
        lines, ratios = times_table(timed, paths, engines)
        print(f"### {mode}\n\n" + "\n".join(lines) + "\n")
        print("\n".join(verdict_lines(verdicts, paths, engines)) + "\n", flush=True)
        figures[mode] = {f"{name} {engine}": vars(of) for (name, engine), of in timed.items()}
        failed |= any(v.wrong for (_, engine), v in verdicts.items() if engine == "ours")
        if mode == "top10" and ratios:
            every = [ratio for pair in ratios.values() for ratio in pair]
            print(f"Over all: geometric mean {geometric_mean(every):.2f} (at most {RATIO_MEAN_MAX} wanted), "
                  f"worst {max(every):.2f} (at most {RATIO_CLASS_MAX} wanted)\n", flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
