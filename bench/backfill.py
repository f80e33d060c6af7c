#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""All of arXiv at once, then day after day: time, memory, freshness, and that nothing is lost.

Makes a snapshot of --count papers (bench/arxiv_snapshot.py; kept in --folder) and ingests it into an empty data folder.
The ingest is killed twice on the way, when it has read a third and two thirds of the file, and started again. Then it
checks, and ingests --days increments of --daily papers beside a server that is asked searches at a steady rate.
Prints one Markdown table; exits 1 if a promise is broken. Figures are printed, never judged: they depend on the machine.
"""

import argparse
import json
import multiprocessing
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from arxiv_snapshot import SEED, Maker, Pools, make_snapshot, snapshot_path
from measuring import ROOT, SHARED_CORPORA, Table, commit, ended, run
from serving_load import deal, percentile, steady
from serving_server import Inputs, Server, read_first

KILLED_AT = (1 / 3, 2 / 3)  # of the file
INCREMENT_MONTH = (2026, 12)  # of which the snapshot has none
LANES = 10
KEPT_SHARE_MIN = 0.6  # of the file, in the record after two kills
QUERIES_FROM = 20_000  # papers whose titles searches are cut from
WARMING_SEARCHES = 50
FOUND_SECONDS_MAX = 60
PAUSE_SECONDS = 2  # between two increments
POLL_SECONDS = 0.02


class Backfill:
    def __init__(self, options, table, snapshot, work):
        self.options, self.table, self.snapshot, self.work = options, table, snapshot, work
        self.data = str(work / "data")
        self.peaks = []

    def command(self, *arguments):
        """Runs one command; gives (its JSON, its cost)."""
        text, cost = run(self.options.broadsheet, self.data, *arguments, "--json")
        self.peaks.append(cost.memory)
        return json.loads(text), cost

    def killed(self, share):
        """Ingests until that share of the file was read, and kills; gives what that cost."""
        start = time.monotonic()
        process = self.ingest_beside(self.snapshot)
        place = share * os.path.getsize(self.snapshot)
        while process.poll() is None and bytes_read(process.pid, self.snapshot) < place:
            time.sleep(POLL_SECONDS)
        if process.returncode is not None:
            sys.exit(f"ingest ended before {share:.0%} of {self.snapshot} was read: exit {process.returncode}")
        process.kill()
        return self.ended(process, start)

    def ingest_beside(self, path):
        return subprocess.Popen([self.options.broadsheet, "--data", self.data, "ingest", path],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def ended(self, process, start):
        cost = ended(process, start)[1]
        self.peaks.append(cost.memory)
        return cost

    def fill(self):
        table, count = self.table, self.options.count
        costs = []
        for share in KILLED_AT:
            costs.append(self.killed(share))
            table.row(f"until SIGKILL at {share:.0%} of the file", costs[-1])
        report, cost = self.command("ingest", self.snapshot)
        costs.append(cost)
        table.row("the last run, to its end", cost)
        seconds = sum(cost.wall for cost in costs)
        table.row("all runs, record and lexical (target at 3,000,000: 1,500 s)",
                  f"{seconds:.1f} s, {count / seconds:,.0f} papers a second")
        table.row("peak memory (target 2,048 MiB)", f"{max(self.peaks):.0f} MiB")
        table.row("of the last run: new / known from the killed ones", f"{report['new']:,} / {report['unchanged']:,}")
        table.promise(report["rejected"] == 0 and report["new"] + report["unchanged"] == count,
                      "every record of the snapshot was read, none rejected")
        table.promise(report["unchanged"] > KEPT_SHARE_MIN * count, "what the killed runs had read was kept")
        self.sizes()

    def sizes(self):
        status, _ = self.command("status")
        lexical = status["followers"][0]
        self.table.row("record / index", f"{status['record_bytes'] / 2**20:,.0f} / {lexical['bytes'] / 2**20:,.0f} MiB")
        self.count_is(self.options.count, "papers in the record and in the index, as many as there were made")

    def count_is(self, count, what):
        status, _ = self.command("status")
        lexical = status["followers"][0]
        self.table.promise(status["papers"] == count and lexical["papers"] == count and lexical["lag"] == 0,
                           f"{what} ({status['papers']:,})")

    def check(self, when):
        checked, cost = self.command("check")
        self.table.promise(checked["ok"], f"check is clean {when}, in {cost}")

    def read_again(self):
        report, cost = self.command("ingest", self.snapshot)
        self.table.promise(report["unchanged"] == report["read"] == self.options.count,
                           f"reading all of it again changes nothing, in {cost}")

    def increments(self):
        """The files of the days, each with the word that only its last paper has."""
        paths = [self.work / f"day{day}.jsonl" for day in range(self.options.days)]
        apart(write_increments, paths, self.options)
        return [(mark_of(day), path) for day, path in enumerate(paths)]

    def daily(self):
        inputs = Inputs(list(read_first(self.snapshot, QUERIES_FROM)), self.options.seed)
        days = self.increments()
        server = Server(self.options.broadsheet, self.data)
        try:
            self.table.row("serve is ready after, and gives the first search after",
                           f"{server.ready_seconds:.2f} s, {seconds_until_warm(server, inputs):.2f} s")
            self.searches(server, inputs, f"searches, {self.options.rate}/s, before")
            found = []
            filling = threading.Thread(target=self.ingest_days, args=[server, days, found])
            filling.start()
            self.searches(server, inputs, f"searches, {self.options.rate}/s, beside the increments (target p99 50 ms)",
                          filling)
            self.table.row(f"from the start of an ingest of {self.options.daily:,} until a search finds the last "
                           "(target 2 s)", f"median {percentile(found, 50):.2f}, longest {max(found):.2f} s")
            self.table.promise(max(found) < FOUND_SECONDS_MAX, "all increments were found")
            self.table.row("peak memory of serve", f"{server.peak_bytes() / 2**20:.0f} MiB")
        finally:
            status = server.stop()
        self.table.promise(status == 0, "serve ends well")
        self.count_is(self.options.count + self.options.days * self.options.daily, "the increments are there too")

    def searches(self, server, inputs, what, beside=None):
        """A steady load of --seconds, begun again as long as `beside` runs."""
        answers = []
        while not answers or (beside and beside.is_alive()):
            targets = inputs.search_targets(self.options.rate * self.options.seconds, "&limit=10")
            answers += steady(server.base, deal(targets, LANES), self.options.rate, self.options.seconds)[0]
        times = [answer.milliseconds for answer in answers]
        self.table.row(what, f"p50 {percentile(times, 50):.1f}, p99 {percentile(times, 99):.1f}, "
                       f"max {max(times):.1f} ms")
        self.table.promise(all(answer.status == 200 for answer in answers), f"{len(answers):,} answers, all of them good")

    def ingest_days(self, server, days, found):
        for mark, path in days:
            start = time.monotonic()
            filling = self.ingest_beside(path)
            while not finds(server, mark) and time.monotonic() - start < FOUND_SECONDS_MAX:
                time.sleep(POLL_SECONDS)
            found.append(time.monotonic() - start)
            self.ended(filling, start)
            time.sleep(PAUSE_SECONDS)


def apart(function, *arguments):
    """Runs it in a process of its own: a program that we start counts our memory as its own peak."""
    process = multiprocessing.get_context("fork").Process(target=function, args=arguments)
    process.start()
    process.join()
    if process.exitcode != 0:
        sys.exit(f"{function.__name__}: exit {process.exitcode}")


def write_increments(paths, options):
    maker = Maker(Pools(options.corpora, options.seed), f"{options.seed} daily")
    for day, path in enumerate(paths):
        first, last = 1 + day * options.daily, (day + 1) * options.daily
        path.write_text("".join(maker.record(INCREMENT_MONTH, number, mark_of(day) if number == last else "")
                                for number in range(first, last + 1)))


def mark_of(day):
    return f"zyxomark{day}word"


def finds(server, mark):
    path = f"/api/papers/search?mode=lexical&limit=1&q={urllib.parse.quote(mark)}"
    return json.loads(server.get(path)[1]) != []


def seconds_until_warm(server, inputs):
    """What the first search takes; the next ones make the server as it is all day."""
    times = []
    for _, path in inputs.search_targets(WARMING_SEARCHES, "&limit=10"):
        start = time.monotonic()
        server.get(path)
        times.append(time.monotonic() - start)
    return times[0]


def bytes_read(pid, path):
    """How far the process has read the file."""
    wanted = os.path.realpath(path)
    try:
        for name in os.listdir(f"/proc/{pid}/fd"):
            if os.path.realpath(f"/proc/{pid}/fd/{name}") == wanted:
                return int(pathlib.Path(f"/proc/{pid}/fdinfo/{name}").read_text().split()[1])
    except FileNotFoundError:
        pass  # it was closed, or the process ended, while we looked
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broadsheet", default=str(ROOT / "build/broadsheet"))
    parser.add_argument("--corpora", default=SHARED_CORPORA)
    parser.add_argument("--count", type=int, default=3_000_000)
    parser.add_argument("--folder", default=str(ROOT / "var/backfill"), help="where snapshots are kept")
    parser.add_argument("--days", type=int, default=10)
    parser.add_argument("--daily", type=int, default=1_000, help="papers of each day")
    parser.add_argument("--rate", type=int, default=50, help="searches a second")
    parser.add_argument("--seconds", type=int, default=20, help="of each load")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    if not pathlib.Path(options.corpora).is_dir():
        print(f"{options.corpora}: no corpora there to make papers of; the back-fill is not measured")
        return 0
    if not shutil.which("h2load"):
        sys.exit("h2load: not installed; type `make packages-bench`")

    table = Table(f"back-fill of {options.count:,} papers at {commit()}")
    snapshot = snapshot_path(options.folder, options.count, options.seed)
    if not snapshot.exists():
        start = time.monotonic()
        apart(make_snapshot, snapshot, options.count, options.corpora, options.seed)
        table.row("the snapshot was made in", f"{time.monotonic() - start:.0f} s")
    table.row("the snapshot, packed", f"{os.path.getsize(snapshot) / 2**20:,.0f} MiB")
    with tempfile.TemporaryDirectory(prefix="broadsheet-backfill-", dir=options.folder) as work:
        backfill = Backfill(options, table, str(snapshot), pathlib.Path(work))
        backfill.fill()
        backfill.check("after it")
        backfill.read_again()
        if options.days > 0:
            backfill.daily()
            backfill.check("at the end")
        table.row("peak memory of all processes but serve", f"{max(backfill.peaks):.0f} MiB")
    return table.exit_status()


if __name__ == "__main__":
    sys.exit(main())
