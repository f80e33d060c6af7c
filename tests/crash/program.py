# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Runs the program on a data folder and asks what is in it."""

import json
import os
import random
import signal
import subprocess
from pathlib import Path

COMMAND_SECONDS_MAX = 120
# Ids in one command line, and acknowledged ids that one look asks for.
IDS_MAX = 150
# What tells about the moment or the folder and not about the papers.
FLEETING = {"took_ms", "revision", "data", "record_bytes", "followers", "followed_by", "next_runs", "vectors"}


# Whoever runs us in the background may have had SIGINT ignored, which the program would inherit and keep to.
signal.signal(signal.SIGINT, signal.default_int_handler)


class Failure(Exception):
    """Something that a crash must not cause."""


def without_fleeting(value):
    if isinstance(value, dict):
        return {key: without_fleeting(inner) for key, inner in value.items() if key not in FLEETING}
    if isinstance(value, list):
        return [without_fleeting(inner) for inner in value]
    return value


class Program:
    def __init__(self, binary, data):
        self.binary = str(Path(binary).resolve())
        self.data = Path(data)

    def command(self, *words):
        return [self.binary, *map(str, words)]

    def environment(self):
        return dict(os.environ, BROADSHEET_DATA=str(self.data), LC_ALL="C.UTF-8")

    def start(self, *words, output=subprocess.DEVNULL):
        return subprocess.Popen(self.command(*words), env=self.environment(), stdin=subprocess.DEVNULL,
                                stdout=output, stderr=subprocess.PIPE)

    def run(self, *words, wanted=(0,)):
        """Runs a command to its end and gives its output; any other exit status is a failure."""
        done = subprocess.run(self.command(*words), env=self.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=COMMAND_SECONDS_MAX, check=False)
        if done.returncode not in wanted:
            raise Failure(f"`{' '.join(map(str, words))[:300]}` ended with {done.returncode}: "
                          f"{(done.stderr + done.stdout).decode(errors='replace')[-2000:]}")
        return done.stdout.decode()

    def json(self, *words):
        text = self.run(*words, "--json")
        try:
            return json.loads(text)
        except ValueError as error:
            raise Failure(f"`{' '.join(words)} --json` printed no JSON document: {error}: {text[:300]!r}") from error

    def has_record(self):
        """Whether anything was ever stored; a kill may come before. What was acknowledged is asked for by id."""
        done = subprocess.run(self.command("status"), env=self.environment(), capture_output=True, check=False,
                              timeout=COMMAND_SECONDS_MAX)
        if done.returncode == 1 and b"no " in done.stderr:
            return False
        if done.returncode != 0:
            raise Failure(f"`status` ended with {done.returncode}: {done.stderr.decode(errors='replace')[-2000:]}")
        return True

    def check(self, deep=False):
        """`check` must be clean; a folder in which nothing was stored yet has nothing to be checked."""
        if not self.has_record():
            return
        found = self.json("check", *(["--deep"] if deep else []))
        if not found["ok"] or found["problems"]:
            raise Failure(f"check found {found['problems'][:5]}")

    def published(self):
        """The revision that the index shows."""
        return max(follower["revision"] for follower in self.json("status")["followers"])

    def must_hold(self, ids, rng=random):
        """Fails unless the record knows these ids (some of them, if they are many)."""
        asked = ids if len(ids) <= IDS_MAX else rng.sample(ids, IDS_MAX)
        if asked:
            lines = self.run("export", *asked, "--format", "jsonl").splitlines()
            if len(lines) != len(asked):
                raise Failure(f"export gave {len(lines)} of {len(asked)} acknowledged papers")

    def state(self, story):
        """All that a reader can see, apart from times and revisions."""
        state = {"status": without_fleeting(self.json("status"))}
        for source in ("hf-daily-papers", "acl-anthology"):
            lines = self.run("export", f"source:{source}", "--format", "jsonl").splitlines()
            state[f"export {source}"] = sorted(lines)
        for query in story.queries:
            for mode in ("lexical", "page"):
                answer = self.json("search", query, "--mode", mode, "-n", "20")
                state[f"search {mode} {query}"] = without_fleeting(answer)
        for day in story.days:
            state[f"day {day}"] = without_fleeting(self.json("day", day))
        return state


def difference(found, wanted):
    """The first thing in which two states differ, in words."""
    for name, right in wanted.items():
        if found.get(name) != right:
            left = found.get(name)
            if isinstance(left, list) and isinstance(right, list):
                more, fewer = [x for x in left if x not in right], [x for x in right if x not in left]
                return f"{name}: {len(left)} instead of {len(right)}; only here {more[:2]}, only there {fewer[:2]}"
            return f"{name}: {json.dumps(left)[:1500]}\ninstead of {json.dumps(right)[:1500]}"
    return ""


def undisturbed(program, story):
    """Tells the whole story without a kill; its state is what every other telling must end in."""
    for chapter in story.chapters:
        program.run("ingest", chapter.path)
    program.run("follow")
    program.check(deep=True)
    return program.state(story)
