#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Kills the program at every write-like system call of small scenarios.

strace counts a scenario's calls of each kind and thread, then the scenario is
run again for the Nth call of each kind with a SIGKILL on entering it. After
each kill `check` must be clean and every acknowledged paper there; then the
same command is given again and everything a reader can see must equal an
undisturbed run.

    tests/crash/syscall_test.py             # every call
    tests/crash/syscall_test.py --every 10  # each tenth
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from program import Failure, Program, difference
from story import ROOT, Story

CALLS = ("write", "pwrite64", "writev", "fsync", "fdatasync", "sync_file_range", "rename", "renameat",
         "renameat2", "unlink", "unlinkat", "ftruncate", "fallocate", "mkdir", "mkdirat", "link", "linkat", "openat")
# Of the calls that open a file only those that may change something.
OPENS = ("O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC")
CHAPTERS = 8
PAPERS_EACH = 12
SECONDS_MAX = 120
# `follow --watch` is stopped when it has been quiet: it has merged by then.
WATCH_SECONDS = 2.0


@dataclass
class Scenario:
    name: str
    # The folder it starts from, the command, and what was acknowledged before.
    prepared: Path
    words: list
    acknowledged: list
    wanted: dict = None
    points: list = None


def traced(program, words, options, trace):
    """Runs a command under strace; gives its exit status, negative for a signal."""
    command = ["strace", "-f", "-qq", "-o", str(trace), *options, *program.command(*words)]
    process = subprocess.Popen(command, env=program.environment(), stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    if "--watch" not in words:
        return process.wait(SECONDS_MAX)
    try:
        return process.wait(WATCH_SECONDS)
    except subprocess.TimeoutExpired:
        # strace itself ignores it; the program, in the same group, ends.
        os.killpg(process.pid, signal.SIGINT)
        return process.wait(SECONDS_MAX)


def points_of(trace):
    """(call, N) for every write-like call that some thread made as its Nth of that kind."""
    made = defaultdict(Counter)
    found = set()
    for line in open(trace, errors="replace"):
        match = re.match(r"(\d+)\s+(\w+)\((.*)", line)
        if not match or match.group(2) not in CALLS:
            continue
        thread, call, rest = match.groups()
        made[thread][call] += 1
        if call != "openat" or any(flag in rest for flag in OPENS):
            found.add((call, made[thread][call]))
    return sorted(found)


class Harness:
    def __init__(self, options, work):
        self.options, self.work = options, work
        story_folder = work / "story"
        story_folder.mkdir()
        self.story = Story(story_folder, options.seed, CHAPTERS, PAPERS_EACH)

    def program(self, data):
        return Program(self.options.broadsheet, data)

    def scenarios(self):
        chapters = self.story.chapters
        empty = self.work / "empty"
        empty.mkdir(mode=0o700)
        half, all_in = self.work / "half", self.work / "all"
        known = self._prepare(half, chapters[:4])
        everything = self._prepare(all_in, chapters)
        changes = [str(chapter.path) for chapter in chapters[4:]]
        kept = [one for one in known if all(one not in chapter.withdraws for chapter in chapters)]
        return [
            Scenario("first ingest", empty, ["ingest", str(chapters[0].path)], []),
            Scenario("further ingest", half, ["ingest", *changes], kept),
            Scenario("rebuild", all_in, ["rebuild"], everything),
            Scenario("merge", all_in, ["follow", "--watch"], everything),
        ]

    def _prepare(self, data, chapters):
        """A folder into which chapters went one at a time, so that the index has many segments."""
        program, known = self.program(data), {}
        for chapter in chapters:
            program.run("ingest", chapter.path)
            known.update(dict.fromkeys(chapter.adds))
            for withdrawn in chapter.withdraws:
                known.pop(withdrawn, None)
        return list(known)

    def survey(self, scenario):
        """Runs a scenario undisturbed: the calls it makes, and the state it ends in."""
        data, trace = self.work / "survey", self.work / "survey.trace"
        shutil.copytree(scenario.prepared, data)
        program = self.program(data)
        status = traced(program, scenario.words, ["-e", "trace=" + ",".join(f"?{call}" for call in CALLS)], trace)
        if status not in (0, 130):
            raise Failure(f"{scenario.name}: ended with {status} under strace")
        program.run("follow")
        program.check(deep=True)
        scenario.wanted = program.state(self.story)
        scenario.points = points_of(trace)
        shutil.rmtree(data)

    def kill_at(self, scenario, call, number):
        """One kill; gives whether the program came that far."""
        data = Path(tempfile.mkdtemp(prefix="point-", dir=self.work))
        shutil.copytree(scenario.prepared, data, dirs_exist_ok=True)
        program = self.program(data)
        options = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"]
        try:
            status = traced(program, scenario.words, options, "/dev/null")
            if status not in (0, 130, -signal.SIGKILL):
                raise Failure(f"ended with {status}")
            program.check()
            program.must_hold(scenario.acknowledged)
            if "--watch" not in scenario.words:
                program.run(*scenario.words)
            program.run("follow")
            program.check()
            found = difference(program.state(self.story), scenario.wanted)
            if found:
                raise Failure(f"the end differs from an undisturbed run: {found}")
        except Failure as failure:
            raise Failure(f"{scenario.name}, killed at {call} number {number}: {failure}; folder {data}") from failure
        shutil.rmtree(data)
        return status == -signal.SIGKILL


def run_points(harness, scenario, every, jobs):
    """Kills at each point, several at a time; gives how many kills and which failures there were."""
    chosen = scenario.points[::every]
    kills, failures = 0, []
    with ThreadPoolExecutor(jobs) as pool:
        waiting = [pool.submit(harness.kill_at, scenario, call, number) for call, number in chosen]
        for done in as_completed(waiting):
            try:
                kills += done.result()
            except (Failure, subprocess.TimeoutExpired) as failure:
                failures.append(str(failure))
                print(f"syscall_test: FAILED: {failure}", file=sys.stderr, flush=True)
    return kills, failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broadsheet", type=Path, default=ROOT / "build" / "broadsheet")
    parser.add_argument("--every", type=int, default=1, help="only each Kth call of those found")
    parser.add_argument("--seed", type=int, default=1, help="of the papers")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", help="one scenario: first ingest, further ingest, rebuild, merge")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="broadsheet-syscall-"))
    harness = Harness(options, work)
    kills, failures = 0, []
    for scenario in harness.scenarios():
        if options.only and scenario.name != options.only:
            continue
        start = time.monotonic()
        harness.survey(scenario)
        more, failed = run_points(harness, scenario, options.every, options.jobs)
        kills += more
        failures += failed
        print(f"syscall_test: {scenario.name}: {len(scenario.points)} calls, {more} kills, {len(failed)} failures, "
              f"{time.monotonic() - start:.0f} s", flush=True)
    if kills == 0:
        failures.append("nothing was killed")
    if not failures:
        shutil.rmtree(work)
    print(f"syscall_test: {kills} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
