#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Ends the server in the middle of its work: politely, then at once.

SIGTERM under 200 requests a second from 16 keep-alive clients, with requests half sent and an answer half read: each
request on an accepted connection that was not announced to close gets its whole answer, nobody new is let in, a
second SIGTERM changes nothing, and the exit status is 0.

SIGKILL at random moments under readers and an `ingest` beside: after each, `check` is clean, nothing acknowledged is
missing, the server is ready again, shows no older index than it showed before, and in the end everything that a
reader can see equals an undisturbed run.

Times are printed; --strict judges them as well.

    tests/crash/serve_test.py --broadsheet build/broadsheet --rounds 100 --seed 7
"""

import argparse
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from http_client import Client, Cut, Refused, get
from program import COMMAND_SECONDS_MAX, Failure, Program, difference, undisturbed
from story import ROOT, SAMPLE, Story

CLIENTS = 16
REQUESTS_A_SECOND = 200
HALVES = 4
READERS = 4
CHAPTERS = 25
PAPERS_EACH = 60
# Under --strict only.
READY_SECONDS_MAX = 2
EXIT_SECONDS_MAX = 5


class Locked(Failure):
    """Another process follows the record just now."""


class Server:
    """`serve` on a free port, until it is told to end."""

    def __init__(self, program, log):
        self.log = Path(log)
        start = time.monotonic()
        with open(log, "ab") as errors:
            self.process = subprocess.Popen(program.command("serve", "--listen", "127.0.0.1:0"),
                                            env=program.environment(), stdin=subprocess.DEVNULL,
                                            stdout=subprocess.PIPE, stderr=errors)
        line = self.process.stdout.readline().decode()
        if not line.startswith("listening on "):
            self.end(signal.SIGKILL)
            if "holds the lock" in self.complaints():
                raise Locked(self.complaints())
            raise Failure(f"serve said {line!r}: {self.complaints()}")
        self.port = int(line.rsplit(":", 1)[1])
        status = get(self.port, "/healthz").status
        if status != 200:
            raise Failure(f"/healthz gave {status}")
        self.ready_seconds = time.monotonic() - start

    def complaints(self):
        return self.log.read_text(errors="replace")[-2000:]

    def listens(self):
        try:
            Client(self.port).close()
            return True
        except Refused:
            return False

    def end(self, sign):
        if self.process.poll() is None:
            self.process.send_signal(sign)
        status = self.process.wait(COMMAND_SECONDS_MAX)
        self.process.stdout.close()
        return status


def searchable(metrics):
    """The revision of which they say that it can be searched."""
    return int(float(re.search(r"^broadsheet_searchable_revision (\S+)$", metrics.content.decode(), re.M).group(1)))


class Crowd:
    """Clients in threads; what went wrong in any of them."""

    def __init__(self):
        self.failures = []
        self.threads = []

    def add(self, work, *arguments):
        thread = threading.Thread(target=self._guard, args=(work, *arguments), daemon=True)
        self.threads.append(thread)
        thread.start()

    def _guard(self, work, *arguments):
        try:
            work(*arguments)
        except Exception as failure:  # whatever it is, the test has failed
            self.failures.append(f"{type(failure).__name__}: {failure}")

    def join(self):
        for thread in self.threads:
            thread.join(COMMAND_SECONDS_MAX)
            if thread.is_alive():
                self.failures.append("a client waits for ever")
        if self.failures:
            raise Failure(f"{len(self.failures)} clients failed, the first: {self.failures[0]}")


class Drain:
    """One server, asked to end while it is busy."""

    def __init__(self, program, log, paths, rng):
        self.server = Server(program, log)
        self.paths, self.rng = paths, rng
        self.crowd = Crowd()
        self.signalled = threading.Event()
        self.refusing = threading.Event()
        self.answers = self.told_to_close = 0
        self.lock = threading.Lock()

    def steady(self, seed):
        """Asks at its share of the rate until nobody listens any more."""
        rng = random.Random(seed)
        pause = CLIENTS / REQUESTS_A_SECOND
        due = time.monotonic() + rng.uniform(0, pause)
        client = None
        while True:
            time.sleep(max(0, due - time.monotonic()))
            due += pause
            before_signal = not self.signalled.is_set()
            try:
                client = client or Client(self.server.port)
            except Refused:
                if not self.signalled.is_set():
                    raise Failure("refused a client though nobody had asked it to end") from None
                return
            if client.ended():
                if not self.signalled.is_set():
                    raise Failure("an idle connection was closed though nobody had asked the server to end")
                return
            try:
                client = self.ask(client, rng.choice(self.paths))
            except Cut as cut:
                # A connection made since may have waited to be accepted when the listener was closed.
                if client.answered or before_signal or cut.received:
                    raise
                return

    def ask(self, client, path):
        """Gives the connection for the next request: none if this one was announced to close."""
        answer = client.get(path)
        if answer.status != 200:
            raise Failure(f"{path} gave {answer.status}")
        with self.lock:
            self.answers += 1
            self.told_to_close += answer.closes
        if not answer.closes:
            return client
        client.close()
        if not self.signalled.is_set():
            raise Failure("a connection was closed though nobody had asked the server to end")
        if self.server.listens():
            raise Failure("a client was sent away while new ones were let in")
        return None

    def half_sent(self, begun, cut_at):
        """Sends the rest of a request when the server is already ending."""
        client = Client(self.server.port)
        request = client.request_bytes(self.paths[0])
        client.send(request[:cut_at])
        begun.release()
        self.refusing.wait(COMMAND_SECONDS_MAX)
        client.send(request[cut_at:])
        self.expect_last(client)

    def half_read(self, begun):
        """Asks for much, and takes it when the server is already ending."""
        client = Client(self.server.port)
        client.send(client.request_bytes("/api/papers/search?q=learning"))
        begun.release()
        self.refusing.wait(COMMAND_SECONDS_MAX)
        answer = client.read()
        if answer.status != 200 or not json.loads(answer.content):
            raise Failure(f"an answer that was asked for before the end gave {answer.status}")

    def expect_last(self, client):
        answer = client.read()
        if answer.status != 200 or not answer.closes:
            raise Failure(f"a request sent in two halves gave {answer.status}, closes: {answer.closes}")

    def run(self):
        """Gives the number of answers and the seconds from the signal to the end."""
        begun = threading.Semaphore(0)
        for number in range(CLIENTS):
            self.crowd.add(self.steady, self.rng.random())
        for number in range(HALVES):
            self.crowd.add(self.half_sent, begun, self.rng.randint(1, 30))
            self.crowd.add(self.half_read, begun)
        for _ in range(2 * HALVES):
            if not begun.acquire(timeout=COMMAND_SECONDS_MAX):
                raise Failure("a client could not begin")
        time.sleep(self.rng.uniform(0.3, 1.0))
        self.signalled.set()
        start = time.monotonic()
        self.server.process.send_signal(signal.SIGTERM)
        while self.server.listens():
            if time.monotonic() - start > COMMAND_SECONDS_MAX:
                raise Failure("it still listens after SIGTERM")
        self.server.process.send_signal(signal.SIGTERM)
        self.refusing.set()
        status = self.server.process.wait(COMMAND_SECONDS_MAX)
        seconds = time.monotonic() - start
        self.crowd.join()
        if status != 0:
            raise Failure(f"SIGTERM ended it with {status}: {self.server.complaints()}")
        if self.answers < CLIENTS or self.told_to_close == 0:
            raise Failure(f"nothing was tested: {self.answers} answers, {self.told_to_close} in the end")
        return self.answers, seconds


class Life:
    """One data folder; servers on it, killed one after another."""

    def __init__(self, program, story, log, rng):
        self.program, self.story, self.log, self.rng = program, story, Path(log), rng
        self.next_chapter = 0
        self.acknowledged = {}
        self.searchable = 0
        self.longest_ready = 0.0
        self.locked_out = self.amid_ingest = 0
        self.server = self.start()

    def start(self):
        self.log.unlink(missing_ok=True)
        server = Server(self.program, self.log)
        self.longest_ready = max(self.longest_ready, server.ready_seconds)
        return server

    def paths(self):
        """What readers ask for; an id may be of a paper that an ingest has just withdrawn."""
        papers = self.rng.sample(sorted(self.acknowledged), min(20, len(self.acknowledged)))
        paths = ["/papers", "/papers/trending", "/papers.atom", "/api/daily_papers", "/metrics", "/healthz"]
        for paper in papers:
            paths += [f"/papers/{paper.removeprefix('arxiv:')}", f"/api/papers/{paper.removeprefix('arxiv:')}"]
        for query in self.story.queries:
            words = re.sub(r"\W+", "+", query)
            paths += [f"/papers?q={words}", f"/api/papers/search?q={words}"]
        return paths

    def read(self, seed, paths, stop):
        """A reader until the server is killed; until then nothing may go wrong in it."""
        rng = random.Random(seed)
        try:
            client = Client(self.server.port)
            while not stop.is_set():
                path = rng.choice(paths)
                answer = client.get(path)
                if answer.status >= 500:
                    raise Failure(f"{path} gave {answer.status}: {answer.content[:300]!r}")
                if path == "/metrics":
                    self.searchable = max(self.searchable, searchable(answer))
        except (Cut, Refused):
            if not stop.is_set():
                raise

    def turn(self):
        """Reads, ingests a file, kills the server and sometimes the ingest, looks, and starts it again."""
        crowd, stop = Crowd(), threading.Event()
        paths = self.paths()
        for _ in range(READERS):
            crowd.add(self.read, self.rng.random(), paths, stop)
        chapter = self.story.chapters[min(self.next_chapter, len(self.story.chapters) - 1)]
        ingest = self.program.start("ingest", chapter.path)
        time.sleep(self.rng.uniform(0, 0.25))
        if self.server.process.poll() is not None:
            raise Failure(f"the server ended by itself: {self.server.complaints()}")
        self.amid_ingest += ingest.poll() is None
        stop.set()
        if self.rng.random() < 0.3:
            ingest.kill()
        self.server.end(signal.SIGKILL)
        crowd.join()
        at_once = self.rng.random() < 0.5 and self.start_beside(ingest)
        self.settle(ingest, chapter)
        self.look(chapter)
        if not at_once:
            self.server = self.start()
        shown = searchable(get(self.server.port, "/metrics"))
        if shown < self.searchable:
            raise Failure(f"the index shows revision {shown}, after {self.searchable} had been shown")

    def start_beside(self, ingest):
        """Starts it again as its supervisor would; an ingest that follows on its own keeps it out meanwhile."""
        while ingest.poll() is None:
            try:
                self.server = self.start()
                return True
            except Locked:
                self.locked_out += 1
        return False

    def settle(self, ingest, chapter):
        _, complaints = ingest.communicate(timeout=COMMAND_SECONDS_MAX)
        if ingest.returncode == 0:
            self.acknowledge(chapter)
        elif ingest.returncode != -signal.SIGKILL:
            raise Failure(f"ingest beside a killed server ended with {ingest.returncode}: "
                          f"{complaints.decode(errors='replace')[-2000:]}")

    def acknowledge(self, chapter):
        if self.next_chapter == len(self.story.chapters):
            return
        self.acknowledged.update(dict.fromkeys(chapter.adds))
        for withdrawn in chapter.withdraws:
            self.acknowledged.pop(withdrawn, None)
        self.next_chapter += 1

    def look(self, chapter):
        self.program.check()
        # Of a file on its way some papers may already be withdrawn.
        self.program.must_hold([paper for paper in self.acknowledged if paper not in chapter.withdraws], self.rng)

    def finish(self, wanted):
        """The rest of the files; then nothing may differ from an undisturbed run."""
        while self.next_chapter < len(self.story.chapters):
            chapter = self.story.chapters[self.next_chapter]
            self.program.run("ingest", chapter.path)
            self.acknowledge(chapter)
        status = self.server.end(signal.SIGTERM)
        if status != 0:
            raise Failure(f"SIGTERM ended it with {status}: {self.server.complaints()}")
        self.program.run("follow")
        self.program.check(deep=True)
        found = difference(self.program.state(self.story), wanted)
        if found:
            raise Failure(f"the end differs from an undisturbed run: {found}")


def drain_all(options, work, rng):
    program = Program(options.broadsheet, work / "drained")
    program.run("ingest", SAMPLE)
    papers = [json.loads(line)["id"].removeprefix("arxiv:") for line in open(SAMPLE, encoding="utf-8")]
    paths = ["/papers", "/api/papers/search?q=language+models&limit=20", "/papers?q=agents", "/api/daily_papers"]
    paths += [f"/papers/{paper}" for paper in rng.sample(papers, 50)]
    answers, longest = 0, 0.0
    for number in range(options.drains):
        drain = Drain(program, work / f"drain-{number}.log", paths, rng)
        try:
            more, seconds = drain.run()
        finally:
            drain.server.end(signal.SIGKILL)
        answers, longest = answers + more, max(longest, seconds)
    print(f"serve_test: {options.drains} x SIGTERM, {answers} answers, 0 failed, longest {longest:.2f} s", flush=True)
    return longest


def kill_all(options, work, rng):
    folder = work / "story"
    folder.mkdir()
    story = Story(folder, options.seed, CHAPTERS, PAPERS_EACH)
    wanted = undisturbed(Program(options.broadsheet, work / "undisturbed"), story)
    program = Program(options.broadsheet, work / "killed")
    program.run("ingest", story.chapters[0].path)
    life = Life(program, story, work / "killed.log", rng)
    life.acknowledge(story.chapters[0])
    try:
        for number in range(options.rounds):
            try:
                life.turn()
            except Failure as failure:
                raise Failure(f"after {number} kills: {failure}; folder {program.data}") from failure
        life.finish(wanted)
    finally:
        life.server.end(signal.SIGKILL)
    print(f"serve_test: {options.rounds} x SIGKILL, {life.amid_ingest} amid an ingest, 0 failed, ready again after "
          f"at most {life.longest_ready:.2f} s; kept out by an ingest {life.locked_out} times", flush=True)
    return life.longest_ready


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broadsheet", type=Path, default=ROOT / "build" / "broadsheet")
    parser.add_argument("--drains", type=int, default=3, help="SIGTERMs")
    parser.add_argument("--rounds", type=int, default=20, help="SIGKILLs")
    parser.add_argument("--seed", type=int, default=None, help="of files and moments; printed")
    parser.add_argument("--strict", action="store_true", help="fail when it takes longer than it should")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1_000_000)
    print(f"serve_test: seed {options.seed}", flush=True)
    work = Path(tempfile.mkdtemp(prefix="broadsheet-serve-"))
    rng = random.Random(options.seed)
    try:
        exit_seconds = drain_all(options, work, rng)
        ready_seconds = kill_all(options, work, rng)
        if options.strict and (exit_seconds > EXIT_SECONDS_MAX or ready_seconds > READY_SECONDS_MAX):
            raise Failure(f"too slow: {exit_seconds:.2f} s to end, {ready_seconds:.2f} s to be ready")
    except Failure as failure:
        print(f"serve_test: FAILED with seed {options.seed}: {failure}", file=sys.stderr)
        sys.exit(1)
    shutil.rmtree(work)
    print("serve_test: passed")


if __name__ == "__main__":
    main()
