# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Kills the server while digests are chosen, composed and sent, readers change their schedules and vote, and papers go in."""

import hashlib
import hmac
import json
import random
import signal
import sqlite3
import threading
import time
import urllib.parse

from fault_server import FaultServer
from http_acts import Lost, Reader
from mail_rows import Post
from program import COMMAND_SECONDS_MAX, Failure, Program
from serve_test import Crowd, Server
from story import SAMPLE, Story

EACH = 20  # readers whose digest becomes due between two kills
VOTERS = 2
PAPERS = 20
CHAPTERS = 60
PAPERS_EACH = 20


class Life:
    def __init__(self, options, rng, work):
        self.rounds = options.rounds or (12 if options.short else 300)
        self.program, self.work, self.fill, self.rng = Program(options.broadsheet, work / "data"), work, options.fill, rng
        (work / "story").mkdir()
        self.story = Story(work / "story", options.seed, CHAPTERS, PAPERS_EACH)
        self.chapter, self.ingest, self.ingested, self.ingests_killed = 0, None, 0, 0
        self.left = list(range(1, EACH * self.rounds + 1))  # subscribers who have not asked for today's yet
        self.due, self.unknown = set(), set()  # they were told so, they were told nothing
        self.votes = {}  # (reader, paper) to what was acknowledged; None if no answer came
        self.acts = 0
        self.stop = threading.Event()

    def run(self):
        for name in ("jobs.arxiv_paper", "jobs.doi_paper"):
            self.program.run("config", "set", name, "off")
        self.program.run("config", "set", "readers.sign_up", "open")
        self.program.run("config", "set", "readers.votes_count_after_days", "0")
        with FaultServer() as mail:
            post = Post(self.program, mail, self.fill, {"mail.retry_s": 1})
            self.program.run("ingest", SAMPLE)
            post.add(len(self.left), "later")
            papers = [json.loads(line)["id"].removeprefix("arxiv:") for line in open(SAMPLE, encoding="utf-8")][:PAPERS]
            self.open_accounts(post)
            for kill in range(self.rounds):
                try:
                    self.turn(post, papers)
                except Failure as failure:
                    raise Failure(f"after {kill} kills: {failure}") from failure
            self.finish(post)
        duplicates = post.judge(post.rows(), papers_change=True)
        print(f"mail_test: life: {self.rounds} x SIGKILL beside {self.ingested} ingests ({self.ingests_killed} of them killed) and "
              f"{self.acts} votes: of {len(self.due)} digests that were asked for and {len(self.unknown)} that may have been, "
              f"0 lost, {duplicates} duplicates; {post.kills_at_the_dot} letters were between their dot and our mark")

    def open_accounts(self, post):
        server = Server(self.program, self.work / "serve.log")
        self.voters = [Reader(f"voter-{number}") for number in range(VOTERS)]
        for voter in self.voters:
            voter.open(server.port)
        server.end(signal.SIGTERM)
        post.mail.accepted.clear()  # letters that confirm their addresses
        for voter in self.voters:
            self.program.run("account", "confirm", voter.name)
        with sqlite3.connect(f"file:{self.program.data / 'record.db'}?mode=ro", uri=True) as record:
            self.key, self.secret = record.execute("SELECT key, secret FROM mail_keys").fetchone()
        record.close()

    # One life of the server.

    def turn(self, post, papers):
        server = Server(self.program, self.work / "serve.log")
        crowd, self.stop = Crowd(), threading.Event()
        for voter in self.voters:
            voter.reconnect(server.port)
            crowd.add(self.vote, voter, papers, self.rng.random())
        mine, self.left = self.left[:EACH], self.left[EACH:]
        crowd.add(self.change_schedules, server.port, mine, self.rng.random())
        self.go_on_ingesting()
        time.sleep(self.rng.choice((self.rng.uniform(0, 0.3), self.rng.uniform(0, 1.5))))
        if server.process.poll() is not None:
            raise Failure(f"the server ended by itself: {server.complaints()}")
        self.stop.set()
        server.end(signal.SIGKILL)
        if self.ingest.poll() is None and self.rng.random() < 0.2:
            self.ingest.kill()
            self.ingests_killed += 1
        crowd.join()
        post.note_kill()
        if self.rng.random() < 0.5:  # beside an ingest that merges parts of the index, `check` misses files
            self.wait_for_ingest()
            self.program.check()

    def go_on_ingesting(self):
        if self.ingest is not None and self.ingest.poll() is None:
            return
        self.wait_for_ingest()
        self.ingest = self.program.start("ingest", self.story.chapters[self.chapter % CHAPTERS].path)
        self.chapter += 1
        self.ingested += 1

    def wait_for_ingest(self):
        if self.ingest is None:
            return
        _, complaints = self.ingest.communicate(timeout=COMMAND_SECONDS_MAX)
        if self.ingest.returncode not in (0, -signal.SIGKILL):
            raise Failure(f"ingest ended with {self.ingest.returncode}: {complaints[-1000:]}")
        self.ingest = None

    def vote(self, voter, papers, seed):
        rng = random.Random(seed)
        while not self.stop.is_set():
            paper, up = rng.choice(papers), rng.random() < 0.6
            self.votes[voter.name, paper] = None
            try:
                voter.act("POST" if up else "DELETE", f"/api/papers/{paper}/vote")
            except Lost:
                if not self.stop.is_set():
                    raise
                return
            except AssertionError as error:  # a paper that was withdrawn takes no votes
                if "gave 404" not in str(error) and "withdrawn" not in str(error):
                    raise
                continue
            self.votes[voter.name, paper] = up
            self.acts += 1
            time.sleep(rng.uniform(0, 0.01))

    def change_schedules(self, port, readers, seed):
        """Each wants today's at an earlier hour, which makes it due now."""
        rng, client = random.Random(seed), Reader("nobody")
        client.reconnect(port)
        for place, number in enumerate(readers):
            if self.stop.is_set():
                self.left += readers[place:]
                return
            form = urllib.parse.urlencode({"at": f"00:{rng.randrange(60):02}", "size": str(rng.randrange(3, 20))})
            try:
                status, _, content = client.ask("POST", "/subscription/" + self.token(number), form,
                                                "application/x-www-form-urlencoded")
            except Lost:
                if not self.stop.is_set():
                    raise
                self.unknown.add(number)
                self.left += readers[place + 1:]
                return
            if status != 200:
                raise Failure(f"a change of schedule was answered with {status}: {content[-300:]!r}")
            self.due.add(number)
            time.sleep(rng.choice((0, rng.uniform(0, 0.05))))

    def token(self, number):
        meant = f"subscription.{self.key}.{number}".encode()
        return f"{number}.{self.key}.{hmac.new(self.secret, meant, hashlib.sha256).hexdigest()[:32]}"

    # At the end.

    def finish(self, post):
        self.wait_for_ingest()
        server = Server(self.program, self.work / "serve.log")
        try:
            deadline = time.monotonic() + 120
            while not self.due <= set(post.rows().digests):
                if time.monotonic() > deadline:
                    raise Failure(f"not chosen: {sorted(self.due - set(post.rows().digests))[:5]}")
                time.sleep(0.2)
            post.wait_until_over(len(self.due), 120)
        finally:
            server.end(signal.SIGTERM)
        self.program.check(deep=True)
        more = set(post.rows().digests) - self.due - self.unknown
        if more:
            raise Failure(f"nobody asked for the digests of {sorted(more)[:5]}")
        self.judge_votes()

    def judge_votes(self):
        with sqlite3.connect(f"file:{self.program.data / 'record.db'}?mode=ro", uri=True) as record:
            votes = {(name, identity.removeprefix("arxiv:")) for name, identity in record.execute(
                "SELECT accounts.name, identities.id FROM votes JOIN accounts USING (account) JOIN identities USING (identity)")}
        record.close()
        for vote, up in self.votes.items():
            if up is not None and (vote in votes) != up:
                raise Failure(f"the vote {vote} was acknowledged as {up} and is {not up}")
