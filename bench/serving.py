#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The server as its readers meet it: how long answers take under load, and what connections cost.

The server has one core to itself, the clients the other. Measured are pages and searches at a fixed rate; the same
beside 10,000 idle connections; pages beside each kind of slow client; and how soon new papers are seen.
Prints one Markdown table; figures are printed beside their targets, never judged: they depend on the machine.

    python3 bench/serving.py --broadsheet build/broadsheet --json serving.json

`--data` names a data folder in which all of `--corpora` are; a copy of it is used. Without it one is made.
"""

import argparse
import datetime
import itertools
import json
import os
import pathlib
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from serving_load import IdleConnections, SlowClients, deal, percentile, steady
from serving_server import (SERVER_CORE, Inputs, Server, busy_seconds, on_server_core, paper_path,
                            read_records)

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample" / "daily-papers-2025-2026.jsonl"
LANES = 50
IDLE = 10_000
SLOW = 4_000
NEW_PAPERS = 5_000
PAGES, SEARCHES, LONG_SEARCHES, PAGES_BESIDE_INGEST = 1000, 300, 30, 200  # a second
PAPERS = 1000
FRESH_PAGES = 200  # a second: formulas that no worker has typeset yet
MIX, HYBRID, SUGGESTIONS = 300, 60, 100  # a second
WARM_UP = 20  # searches, until both workers have read what they need
EDITIONS, FEEDS, CONDITIONAL_LANES = 200, 1000, 32
# Of wrk: an answer "not modified" has a head of some 700 bytes and nothing else.
CONDITIONAL_SCRIPT = """
local made, at = {}, 0
function init()
  made = {
%s
}
end
function request()
  at = at %% #made + 1
  return made[at]
end
function done(summary, latency)
  local errors = 0
  for _, count in pairs(summary.errors) do errors = errors + count end
  io.write(string.format('\\n{"rate": %%f, "p99": %%f, "bytes": %%f, "errors": %%d}\\n',
    summary.requests / summary.duration * 1e6, latency:percentile(99) / 1000, summary.bytes / summary.requests, errors))
end
"""
FRONT_PAGE_EVERY = 5  # readers open the front page, then some papers
SLOW_MODES = {  # the arguments that make them as nasty as they get within the limits of the server
    "slow headers": ["-H", "-i", "2", "-r", "1000"],
    "slow bodies": ["-B", "-i", "2", "-r", "1000", "-s", "65536"],
    "slow readers": ["-X", "-w", "8", "-y", "16", "-n", "2", "-z", "8", "-k", "4", "-r", "500"],
}


class Bench:
    def __init__(self, options, work):
        self.options, self.work = options, work
        self.rows = []
        self.inputs, files = self._load()
        self.data = self._data(files)
        self.server = Server(options.broadsheet, str(self.data))
        self.papers = []

    def _load(self):
        folder = pathlib.Path(self.options.corpora)
        files = sorted(folder.glob("*.zst")) if folder.is_dir() else []
        if not files:
            print(f"{folder}: no corpora there; this is the sample of {SAMPLE.name}, which is small", flush=True)
            files = [SAMPLE]
        records = [record for path in files if "upvotes" not in path.name for record in read_records(path)]
        return Inputs(records, self.options.seed), files

    def _data(self, files):
        data = self.work / "data"
        if self.options.data:
            shutil.copytree(self.options.data, data)
        else:
            subprocess.run([self.options.broadsheet, "--data", data, "ingest", "--json", *files], check=True,
                           stdout=subprocess.DEVNULL)
        return data

    def figure(self, what, value, target="", **more):
        self.rows.append({"what": what, "value": value, "target": target, "load": os.getloadavg()[0], **more})
        note = "".join(f"; {name.replace('_', ' ')} {got}" for name, got in more.items())
        print(f"| {what} | {value}{note} | {target} | {os.getloadavg()[0]:.2f} |", flush=True)

    def steady(self, what, lists, rate, target="", seconds=None):
        """One load; a row of all answers, and one for each kind if there are several."""
        cpu, (busy, clients), start = self.server.cpu_seconds(), busy_seconds(), time.monotonic()
        answers, reached = steady(self.server.base, lists, rate, seconds or self.options.seconds)
        took = time.monotonic() - start
        cpu = self.server.cpu_seconds() - cpu
        busy, clients = busy_seconds()[0] - busy - cpu, busy_seconds()[1] - clients
        self.figure(f"{what}, {rate}/s", milliseconds(answers), target, reached=f"{reached:.0f}/s",
                    errors=errors(answers), server=f"{cpu / took:.0%}", others_on_its_core=f"{max(0, busy) / took:.0%}",
                    other_cores=f"{clients / took:.0%}")
        kinds = sorted({answer.kind for answer in answers} - {"none"})
        for kind in kinds if len(kinds) > 1 else []:
            self.figure(f"- of these {kind}", milliseconds([a for a in answers if a.kind == kind]))

    def pages(self, what, rate=PAGES, target="p99 <= 10 ms", seconds=None):
        seconds = seconds or self.options.seconds
        self.steady(what, deal(self.page_targets(round(rate * seconds)), LANES), rate, target, seconds)

    def page_targets(self, count):
        return [("/papers", "/papers") if place % FRONT_PAGE_EVERY == 0 else
                ("/papers/{id}", self.papers[place % len(self.papers)]) for place in range(count)]

    def searches(self, what, more, target="p99 <= 20 ms", rate=SEARCHES):
        targets = self.inputs.search_targets(rate * self.options.seconds, more)
        self.steady(what, deal(targets, LANES), rate, target)

    def start(self):
        self.figure("ready after", f"{self.server.ready_seconds:.2f} s", "<= 2 s")
        first = [self._milliseconds(path) for path in self.inputs.paper_paths(20)]
        self.figure("the first 20 pages of papers", f"first {first[0]:.1f}, median {percentile(first, 50):.1f}, "
                    f"longest {max(first):.1f} ms")

    def unloaded(self):
        self.pages("pages")
        once = [("/papers/{id}", path) for path in self.inputs.paper_paths(FRESH_PAGES * self.options.seconds)]
        self.steady("pages of papers, each for the first time", deal(once, LANES), FRESH_PAGES)
        self.searches("search, 10 results", "&limit=10")
        self.searches("search, 20 results", "&limit=20")
        self.searches("search, the API's 120 results", "", "", LONG_SEARCHES)
        self.figure("memory after that", f"{self.server.resident_bytes() / 2**20:.0f} MiB")

    def beside_idle(self):
        before = self.server.resident_bytes()
        idle = IdleConnections(self.server.port, IDLE, self.papers)
        each = (self.server.resident_bytes() - before) / IDLE
        self.figure("memory an idle connection", f"{each / 1024:.1f} KiB", "<= 16 KiB",
                    opened_in=f"{idle.seconds:.1f} s")
        self.pages(f"pages beside {IDLE:,} idle connections")
        self.searches(f"search, 20 results, beside {IDLE:,} idle connections", "&limit=20")
        self.figure("idle connections that are still open", f"{idle.still_open():,}", f"{IDLE:,}")
        idle.close()
        self._until_gone()

    def _until_gone(self):
        deadline = time.monotonic() + 30
        while self.server.metric("broadsheet_http_connections") > 1 and time.monotonic() < deadline:
            time.sleep(0.1)

    def beside_slow(self):
        sheet = re.search(rb'href="(/site/broadsheet[^"]*\.css)"', self.server.get("/papers")[1])
        paths = {"-H": "/papers", "-B": "/api/papers/index", "-X": sheet.group(1).decode()}
        before = self.server.descriptors()
        for name, arguments in SLOW_MODES.items():
            clients = SlowClients("-c", str(SLOW), "-l", "600", "-p", "5", *arguments,
                                  "-u", self.server.base + paths[arguments[0]])
            opened = Sampler(lambda: self.server.metric("broadsheet_http_connections"))
            self.pages(f"pages beside {SLOW:,} {name}", target="p99 <= 50 ms")
            most = opened.stop()
            clients.stop()
            self.figure("- connections open at once, at most", f"{most:.0f}", begun_again=clients.runs - 1)
            self._until_gone()
        self.figure("descriptors before and after", f"{before} and {self.server.descriptors()}", "equal")

    def beside_ingest(self):
        mark = "zyxomarkword"
        records = self.inputs.new_records(NEW_PAPERS, mark)
        path = self.work / "new.jsonl"
        path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
        seen = {}
        last = Watch(seen, "page", lambda: self.server.get(paper_path(records[-1]["id"]))[0] == 200)
        found = Watch(seen, "search", lambda: json.loads(
            self.server.get(f"/api/papers/search?mode=lexical&limit=1&q={mark}")[1]) != [])
        ingest = threading.Timer(2, self._ingest, [path, seen])
        ingest.start()
        self.pages("pages beside an ingest on the server's core", PAGES_BESIDE_INGEST, "p99 <= 50 ms", 30)
        for waiting in (ingest, last, found):
            waiting.join()
        self.figure(f"ingest of {NEW_PAPERS:,} papers", f"{seen['ended'] - seen['began']:.1f} s",
                    report=seen["report"])
        for what in ("page", "search"):
            self.figure(f"the last of them in its {what}, after ingest ended", f"{seen[what] - seen['ended']:+.2f} s",
                        "<= 2 s")
        self.figure("in search after its page", f"{seen['search'] - seen['page']:+.2f} s", "<= 2 s")

    def reading_room(self):
        rate, seconds = MIX, self.options.seconds
        first = self.inputs.search_targets(WARM_UP, "&limit=20", "hybrid")
        times = [self._milliseconds(path) for _, path in first]
        self.figure("the first hybrid searches, one after another", f"first {times[0]:.0f}, second {times[1]:.0f}, "
                    f"median {percentile(times, 50):.1f} ms")
        hybrid = self.inputs.search_targets(max(rate // 10, HYBRID) * seconds, "&limit=20", "hybrid")
        papers = itertools.cycle(self.papers)
        newest = self.server.recent_days(EDITIONS)
        times = [self._milliseconds(path) for path in newest]
        self.figure(f"pages of {len(newest)} editions, each for the first time",
                    f"p50 {percentile(times, 50):.1f}, p99 {percentile(times, 99):.1f} ms")
        days = itertools.cycle(newest)
        queries = iter(hybrid)
        mix = [next(queries) if place % 10 == 9 else ("edition", next(days)) if place % 10 >= 6 else ("paper", next(papers))
               for place in range(rate * seconds)]
        self.steady("60 % papers, 30 % editions, 10 % hybrid searches, each another", deal(mix, LANES), rate, "p99 <= 20 ms")
        hybrid = self.inputs.search_targets(HYBRID * seconds, "&limit=20", "hybrid")
        self.steady("hybrid searches, each another", deal(hybrid, LANES), HYBRID, "p99 <= 40 ms")
        self.steady("suggestions at every second key", deal(self.inputs.typed_targets(SUGGESTIONS * seconds), LANES), SUGGESTIONS,
                    "p99 <= 20 ms")
        first = self.server.first_bytes("/papers", 500)
        self.figure("first byte of /papers", f"p50 {percentile(first, 50):.2f}, p99 {percentile(first, 99):.2f} ms",
                    "p50 <= 1 ms")
        self._conditional_feeds()

    def _milliseconds(self, path):
        before = time.monotonic()
        self.server.get(path)
        return 1000 * (time.monotonic() - before)

    def _conditional_feeds(self):
        """As many as can be, each with the tag of its own feed."""
        script = self.work / "feeds.lua"
        tags = {path: tag for path in self.inputs.author_feeds(FEEDS) if (tag := self.server.tag(path))}
        requests = ",\n".join(f"wrk.format('GET', {json.dumps(path)}, {{['If-None-Match'] = {json.dumps(tag)}, "
                              f"['Host'] = '127.0.0.1:{self.server.port}'}})" for path, tag in tags.items())
        script.write_text(CONDITIONAL_SCRIPT % requests)
        report = json.loads(subprocess.run(
            ["wrk", "-t1", f"-c{CONDITIONAL_LANES}", f"-d{self.options.seconds}s", "-s", script, self.server.base],
            capture_output=True, text=True, check=True).stdout.splitlines()[-1])
        self.figure(f"conditional GETs of {len(tags):,} feeds", f"{report['rate']:,.0f}/s; p99 {report['p99']:.1f} ms; "
                    f"{report['bytes']:.0f} bytes each; errors {report['errors']}", ">= 20,000/s")

    def _ingest(self, path, seen):
        seen["began"] = time.monotonic()
        done = subprocess.run(on_server_core(self.options.broadsheet, "--data", self.data, "ingest", "--json", path),
                              capture_output=True, text=True, check=True)
        seen["ended"] = time.monotonic()
        report = json.loads(done.stdout)
        seen["report"] = f"{report['new']} new, {report['rejected']} rejected"

    def run(self):
        parts = {"plain": self.unloaded, "idle": self.beside_idle, "slow": self.beside_slow,
                 "ingest": self.beside_ingest, "room": self.reading_room}
        print("\n| what | measured | target | load |\n|---|---|---|---:|")
        try:
            self.start()
            self.papers = self.server.answering(self.inputs.paper_paths(PAPERS * 11 // 10), PAPERS)
            for name in self.options.parts.split(","):
                parts[name]()
        finally:
            status = self.server.stop()
        self.figure("exit status after SIGTERM", str(status), "0")


class Watch(threading.Thread):
    """Notes the moment at which something is so."""

    def __init__(self, seen, name, is_so):
        super().__init__(daemon=True)
        self.seen, self.named, self.is_so = seen, name, is_so
        self.start()

    def run(self):
        while not self.is_so():
            time.sleep(0.02)
        self.seen[self.named] = time.monotonic()


class Sampler(threading.Thread):
    """The greatest value that was seen."""

    def __init__(self, value):
        super().__init__(daemon=True)
        self.value, self.most = value, 0.0
        self.stopping = threading.Event()
        self.start()

    def run(self):
        while not self.stopping.wait(0.5):
            self.most = max(self.most, self.value())

    def stop(self):
        self.stopping.set()
        self.join()
        return self.most


def milliseconds(answers):
    times = [answer.milliseconds for answer in answers]
    return (f"p50 {percentile(times, 50):.2f}, p99 {percentile(times, 99):.2f}, "
            f"max {max(times, default=float('nan')):.1f} ms")


def errors(answers):
    """What is no page and no redirection, by status; -1 is no answer."""
    by_status = {}
    for answer in answers:
        if answer.status not in (200, 302):
            by_status[answer.status] = by_status.get(answer.status, 0) + 1
    return ", ".join(f"{count} x {status}" for status, count in sorted(by_status.items())) or "0"


def processor():
    found = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    return found.group(1) if found else platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broadsheet", default=str(ROOT / "build/broadsheet"))
    parser.add_argument("--corpora", default=str(ROOT.parent / "shared/data/corpora"))
    parser.add_argument("--data", help="a data folder of these corpora")
    parser.add_argument("--json", help="writes the figures to this file as well")
    parser.add_argument("--parts", default="plain,idle,slow,ingest,room")
    parser.add_argument("--seconds", type=int, default=20, help="of each load")
    parser.add_argument("--seed", type=int, default=20260701)
    options = parser.parse_args()
    missing = [tool for tool in ("h2load", "slowhttptest", "taskset", "wrk") if not shutil.which(tool)]
    if missing:
        sys.exit(f"{', '.join(missing)}: not installed; type `make packages-bench`")
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if os.cpu_count() > 1:
        os.sched_setaffinity(0, set(range(os.cpu_count())) - {SERVER_CORE})
    else:
        print("one core only: the clients take their share of the server's")

    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True,
                            check=False).stdout.strip()
    machine = f"{processor()}, {os.cpu_count()} cores, Linux {platform.release()}"
    print(f"\nServing at {commit}, {datetime.date.today()}, {machine}; load average "
          + " ".join(f"{load:.2f}" for load in os.getloadavg()), flush=True)
    with tempfile.TemporaryDirectory(prefix="broadsheet-serving-") as work:
        bench = Bench(options, pathlib.Path(work))
        bench.run()
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(
            {"commit": commit, "machine": machine, "load": os.getloadavg(), "rows": bench.rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
