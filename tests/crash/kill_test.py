#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Kills the program at random moments of ingesting, following, merging and rebuilding.

Files are ingested one after another while `follow --watch` runs beside; one
of the two, or both, get SIGKILL at a random moment. After each kill `check`
must be clean, every paper of an acknowledged file must be there, and the index
may not show less than what `follow` said it had published. When all files are
in, everything a reader can see must equal an undisturbed run.

    tests/crash/kill_test.py --rounds 200 --seed 7
"""

import argparse
import json
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from program import Failure, Program, difference, undisturbed
from story import ROOT, Story

CHAPTERS = 17
PAPERS_EACH = 40
# A file that was killed this often is let in, so that the story goes on.
KILLS_OF_A_CHAPTER_MAX = 4
# Kills after the last file: of merges, of rebuilding, of reading a file that is known.
EPILOGUE_ROUNDS = 6
WATCHER_SECONDS_MAX = 60


class Watcher:
    """`follow --watch`, and the last revision that it said it had published."""

    def __init__(self, program):
        self.process = program.start("follow", "--watch", "--json", output=subprocess.PIPE)
        self.published = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        # Nothing reads its messages otherwise, and a full pipe would stop it.
        self._complaints = b""
        self._complainer = threading.Thread(target=self._listen, daemon=True)
        self._complainer.start()

    def _listen(self):
        self._complaints = self.process.stderr.read()

    def _read(self):
        for line in self.process.stdout:
            if line.endswith(b"\n"):
                self.published = max(f["revision"] for f in json.loads(line)["followers"])

    def end(self, sign):
        """Ends it and gives the last revision that it announced."""
        self.process.send_signal(sign)
        status = self.process.wait(WATCHER_SECONDS_MAX)
        self._reader.join()
        self._complainer.join()
        if status not in (-signal.SIGKILL, 130):
            raise Failure(f"follow --watch ended with {status}: {self._complaints.decode()[-2000:]}")
        return self.published


class Life:
    """One data folder, from nothing to the end of the story, killed on the way."""

    def __init__(self, program, story, typical_seconds, rng):
        self.program, self.story, self.rng = program, story, rng
        self.typical_seconds = typical_seconds
        self.next_chapter = self.kills_of_chapter = self.epilogue = self.kills = 0
        self.acknowledged = {}
        self.published = 0
        self.watcher = None
        self.did = ""

    def over(self):
        return self.next_chapter == len(self.story.chapters) and self.epilogue >= EPILOGUE_ROUNDS

    def turn(self):
        """One thing done, with a kill in the middle or not; gives the number of kills."""
        before = self.kills
        if self.watcher is None and self.rng.random() < 0.7:
            self.watcher = Watcher(self.program)
        victims = self.rng.choices(("command", "watcher", "both"), (45, 25, 30))[0]
        words, chapter = self._choose()
        if chapter and self.kills_of_chapter >= KILLS_OF_A_CHAPTER_MAX:
            victims = "watcher"
        self.did = f"killing {victims} in `{' '.join(map(str, words))}`"
        self._disturb(words, chapter, victims)
        if self.kills > before:
            self._look()
        return self.kills - before

    def _choose(self):
        if self.next_chapter < len(self.story.chapters):
            chapter = self.story.chapters[self.next_chapter]
            return ["ingest", chapter.path], chapter
        self.epilogue += 1
        if self.watcher is None and self.rng.random() < 0.5:
            # The index is made anew, so what was published before no longer binds.
            self.published = 0
            return ["rebuild"], None
        # Votes and withdrawals may be read again only in their order: the last file may.
        return ["ingest", self.story.chapters[-1].path], None

    def _disturb(self, words, chapter, victims):
        process = self.program.start(*words)
        status = None
        try:
            _, complaints = process.communicate(timeout=self.rng.uniform(0, 1.3 * self.typical_seconds))
            status = process.returncode
        except subprocess.TimeoutExpired:
            if victims in ("command", "both"):
                process.kill()
                self.kills += 1
                self.kills_of_chapter += 1
        if victims in ("watcher", "both"):
            self._kill_watcher()
        if status is None:
            _, complaints = process.communicate(timeout=WATCHER_SECONDS_MAX)
            status = process.returncode
        # A kill may come after the last thing that the process did.
        if status == 0 and chapter:
            self._acknowledge(chapter)
        elif status not in (0, -signal.SIGKILL):
            raise Failure(f"`{' '.join(map(str, words))}` ended with {status}: {complaints.decode()[-2000:]}")

    def _acknowledge(self, chapter):
        self.acknowledged.update(dict.fromkeys(chapter.adds))
        for withdrawn in chapter.withdraws:
            self.acknowledged.pop(withdrawn, None)
        self.next_chapter += 1
        self.kills_of_chapter = 0

    def _kill_watcher(self):
        if self.watcher is not None:
            self.published = max(self.published, self.watcher.end(signal.SIGKILL))
            self.watcher = None
            self.kills += 1

    def _look(self):
        """What must hold after every kill, beside a watcher or not."""
        self.program.check()
        # Of a chapter on its way some papers may already be withdrawn.
        coming = self.story.chapters[self.next_chapter:self.next_chapter + 1]
        leaving = {withdrawn for chapter in coming for withdrawn in chapter.withdraws}
        self.program.must_hold([known for known in self.acknowledged if known not in leaving], self.rng)
        if self.program.has_record() and self.published:
            shown = self.program.published()
            if shown < self.published:
                raise Failure(f"the index shows revision {shown}, after {self.published} had been published")

    def finish(self, wanted):
        """The rest of the story without a kill; then nothing may differ from an undisturbed run."""
        self.did = "finishing"
        while self.next_chapter < len(self.story.chapters):
            chapter = self.story.chapters[self.next_chapter]
            self.program.run("ingest", chapter.path)
            self._acknowledge(chapter)
        if self.watcher is not None:
            self.watcher.end(signal.SIGINT)
            self.watcher = None
        self.program.run("follow")
        self.program.check(deep=True)
        self.program.must_hold(list(self.acknowledged), self.rng)
        found = difference(self.program.state(self.story), wanted)
        if found:
            raise Failure(f"the end differs from an undisturbed run: {found}")


def tell_undisturbed(options, work, story):
    """The state to reach, and how long a file takes without a kill."""
    program = Program(options.broadsheet, work / "undisturbed")
    wanted = undisturbed(program, story)
    again = Program(options.broadsheet, work / "timed")
    seconds = []
    for chapter in story.chapters:
        start = time.monotonic()
        again.run("ingest", chapter.path)
        seconds.append(time.monotonic() - start)
    found = difference(again.state(story), wanted)
    if found:
        raise Failure(f"two undisturbed runs differ: {found}")
    return wanted, statistics.median(seconds)


def kill_all_rounds(options, work, rng):
    story_folder = work / "story"
    story_folder.mkdir()
    story = Story(story_folder, options.seed, CHAPTERS, PAPERS_EACH)
    wanted, typical_seconds = tell_undisturbed(options, work, story)
    print(f"kill_test: {len(story.chapters)} files, {typical_seconds:.3f} s each, seed {options.seed}", flush=True)
    kills = lives = 0
    while kills < options.rounds:
        data = work / f"life-{lives}"
        life = Life(Program(options.broadsheet, data), story, typical_seconds, rng)
        try:
            while not life.over() and kills < options.rounds:
                kills += life.turn()
            life.finish(wanted)
        except Exception as failure:
            if life.watcher is not None:
                life.watcher.process.kill()
                life.watcher.process.wait()
            raise Failure(f"life {lives}, after {kills} kills, {life.did}: {failure}; folder {data}") from failure
        lives += 1
        print(f"kill_test: {kills} kills, {lives} whole stories", flush=True)
        shutil.rmtree(data)
    return kills


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broadsheet", type=Path, default=ROOT / "build" / "broadsheet")
    parser.add_argument("--rounds", type=int, default=20, help="kills")
    parser.add_argument("--seed", type=int, default=None, help="of files and kills; printed")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1_000_000)
    work = Path(tempfile.mkdtemp(prefix="broadsheet-kill-"))
    try:
        kills = kill_all_rounds(options, work, random.Random(options.seed))
    except Failure as failure:
        print(f"kill_test: FAILED with seed {options.seed}: {failure}", file=sys.stderr)
        sys.exit(1)
    shutil.rmtree(work)
    print(f"kill_test: {kills} passed, 0 failed")


if __name__ == "__main__":
    main()
