#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Kills the server at random moments while readers vote, save, follow, submit, ask for papers, comment, edit and react, papers
merge, and files go in.

After each kill `check` is clean, the server is ready again, every act that was acknowledged is there once and as it
was last acknowledged, what no answer came for is there or is not, and the numbers that papers show are those of the
rows.

    tests/crash/acts_test.py --broadsheet build/broadsheet --rounds 500 --seed 7
"""

import argparse
import collections
import json
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from pathlib import Path

from http_acts import Lost, Reader
from http_client import get
from program import COMMAND_SECONDS_MAX, Failure, Program
from serve_test import Crowd, READY_SECONDS_MAX, Server
from story import ROOT, SAMPLE, Story

READERS = 6
PAPERS = 8
CHAPTERS = 20
PAPERS_EACH = 40
REACTIONS = ("rocket", "heart", "brain")
AUTHORS = ("Mina Okafor", "Jun Tae Roh", "Ana García")
SUBMISSIONS = 8  # of a reader, below what one may submit in a day
QUESTIONS = 12  # for papers that are not here, of a reader: below what may wait
ASKING = 80  # so many readers ask, for of jobs that have ended the last 1,000 are remembered
TO_SUBMIT = 800
KINDS = ("vote", "vote", "save", "follow", "submit", "ask", "comment", "edit", "react", "delete")


class Voter:
    """A reader, what they were told that they had done, and the one act of which they do not know."""

    def __init__(self, number, to_submit):
        self.number, self.reader = number, Reader(f"voter-{number}")
        self.votes = {}  # paper to True or False
        self.comments = {}  # id to [words, set of reactions], None once it was taken back
        self.saves = {}  # paper to the note, or None for one that was taken out again
        self.follows = {}  # author to the number of the follow, or None for one that is followed no more
        self.submitted, self.to_submit = set(), to_submit
        self.asked = set()
        self.unknown = None  # ("vote", paper, up), ("save", paper, note), ("comment", words), ("edit", id, words), …
        self.count = 0
        self.has_said_enough = False  # for an hour, as the server counts

    def act(self, rng, papers):
        paper = rng.choice(papers)
        kind = rng.choice(KINDS)
        mine = [place for place, state in self.comments.items() if state is not None and place[0]]
        if kind in ("edit", "react", "delete") and not mine:
            kind = "comment"
        if kind == "vote":
            self.vote(paper, rng.random() < 0.6)
        elif kind == "save":
            self.save(paper, rng.random() < 0.7)
        elif kind == "follow":
            self.follow(rng.choice(AUTHORS))
        elif kind == "submit":
            self.submit()
        elif kind == "ask":
            self.ask()
        elif kind == "comment":
            self.comment(paper)
        else:
            self.change(kind, rng.choice(mine), rng)

    def vote(self, paper, up):
        self.unknown = ("vote", paper, up)
        answer = self.reader.act("POST" if up else "DELETE", f"/api/papers/{paper}/vote")
        if answer["upvoted"] != up:
            raise Failure(f"a vote was answered with {answer}")
        self.votes[paper] = up
        self.unknown = None

    def save(self, paper, kept):
        note = self.words() if kept else None
        self.unknown = ("save", paper, note)
        path = f"/api/papers/{paper}/save"
        if kept:
            self.reader.act("POST", path, {"note": note, "tags": ["tides"]})
        else:
            self.reader.act("DELETE", path)
        self.saves[paper] = note
        self.unknown = None

    def follow(self, author):
        """Or no more, where the author is followed."""
        number = self.follows.get(author)
        self.unknown = ("follow", author)
        if number is None:
            answer = self.reader.act("POST", "/api/following", {"kind": "author", "target": author})
            self.follows[author] = answer["number"]
        else:
            self.reader.act("DELETE", f"/api/following/{number}")
            self.follows[author] = None
        self.unknown = None

    def submit(self):
        if not self.to_submit:
            return
        paper = self.to_submit.pop()
        self.unknown = ("submit", paper)
        self.reader.act("POST", f"/api/papers/{paper}/submit")
        self.submitted.add(paper)
        self.unknown = None

    def ask(self):
        if len(self.asked) == QUESTIONS or self.number > ASKING:
            return
        paper = f"2112.{self.number * QUESTIONS + len(self.asked):05d}"
        self.unknown = ("ask", paper)
        self.reader.act("POST", "/api/papers/index", {"arxivId": paper})
        self.asked.add(paper)
        self.unknown = None

    def words(self):
        self.count += 1
        return f"{self.reader.name} says {self.count}"

    def comment(self, paper):
        words = self.words()
        self.unknown = ("comment", words)
        try:
            comment = self.reader.act("POST", f"/api/papers/{paper}/comment", {"comment": words})["newMessage"]
        except AssertionError as error:
            if "within an hour" not in str(error):
                raise
            self.unknown, self.has_said_enough = None, True
            return
        self.comments[(paper, comment["id"])] = [words, set()]
        self.unknown = None

    def change(self, kind, place, rng):
        paper, comment = place
        path = f"/api/papers/{paper}/comment/{comment}"
        if kind == "edit":
            words = self.words()
            self.unknown = (kind, place, words)
            self.reader.act("POST", path + "/edit", {"comment": words})
            self.comments[place][0] = words
        elif kind == "react":
            reaction = rng.choice(REACTIONS)
            self.unknown = (kind, place, reaction)
            self.reader.act("POST", path + "/reaction", {"reaction": reaction})
            self.comments[place][1].add(reaction)
        else:
            self.unknown = (kind, place)
            self.reader.act("DELETE", path)
            self.comments[place] = None
        self.unknown = None


class Rows:
    """What the record has of readers' acts, read without the program."""

    def __init__(self, data):
        with sqlite3.connect(f"file:{data / 'record.db'}?mode=ro", uri=True) as record:
            self.votes = {(name, identity) for name, identity in record.execute(
                "SELECT accounts.name, identities.id FROM votes JOIN accounts USING (account) JOIN identities USING (identity)")}
            self.saves = {(name, identity): note for name, identity, note in record.execute(
                "SELECT accounts.name, identities.id, note FROM library_entries JOIN accounts USING (account)"
                " JOIN identities USING (identity)")}
            self.comments = {comment: (name, raw, deleted is not None) for comment, name, raw, deleted in record.execute(
                "SELECT comments.id, accounts.name, raw, comments.deleted_at FROM comments JOIN accounts USING (account)")}
            self.follows = set(record.execute("SELECT accounts.name, target FROM follows JOIN accounts USING (account) WHERE kind = 1"))
            self.submissions = {(name, identity.removeprefix("arxiv:")) for name, identity in record.execute(
                "SELECT accounts.name, identities.id FROM submissions JOIN accounts USING (account) JOIN identities USING (identity)")}
            jobs = record.execute("SELECT accounts.name, subject FROM jobs JOIN accounts USING (account)").fetchall()
            self.jobs = collections.Counter((name, subject.removeprefix("arxiv:")) for name, subject in jobs)
            self.taken_off = {identity.removeprefix("arxiv:") for identity, in record.execute(
                "SELECT identities.id FROM taken_off JOIN identities USING (identity)")}
            self.reactions = collections.defaultdict(set)
            numbers = {1: "brain", 6: "heart", 10: "rocket"}
            for comment, reaction in record.execute(
                    "SELECT comments.id, reaction FROM reactions JOIN comments USING (comment)"):
                self.reactions[comment].add(numbers[reaction])


class Life:
    def __init__(self, program, story, log, rng):
        self.program, self.story, self.log, self.rng = program, story, Path(log), rng
        self.next_chapter = 1
        self.longest_ready = 0.0
        self.acts = self.lost = self.voters_made = 0
        gone = {paper for chapter in story.chapters for paper in chapter.withdraws}
        there = [json.loads(line)["id"] for line in open(SAMPLE, encoding="utf-8")]
        self.papers = [paper.removeprefix("arxiv:") for paper in there if paper not in gone][:PAPERS + 4]
        # Two pairs that merge and part again; their readers' votes are looked at only where a vote stays whatever happens.
        self.pairs = [(self.papers[PAPERS], self.papers[PAPERS + 1]), (self.papers[PAPERS + 2], self.papers[PAPERS + 3])]
        self.merged = [False, False]
        self.papers = self.papers[:PAPERS]
        self.to_submit = [f"2111.{number:05d}" for number in range(TO_SUBMIT)]
        self.taken_off = {}  # paper to whether a moderator took it off its page
        self.server = self.start()
        self.voters = [self.new_voter() for _ in range(READERS)]
        self.before = []  # who has said enough; what they did stays
        for voter in self.voters:  # on each side of a pair, for ever
            voter.vote(self.pairs[0][0], True)
        self.voters[0].vote(self.pairs[0][1], True)

    def new_voter(self):
        self.voters_made += 1
        at = SUBMISSIONS * (self.voters_made - 1)
        voter = Voter(self.voters_made, self.to_submit[at:at + SUBMISSIONS])
        voter.reader.open(self.server.port)
        self.program.run("account", "confirm", voter.reader.name)
        return voter

    def start(self):
        self.log.unlink(missing_ok=True)
        server = Server(self.program, self.log)
        self.longest_ready = max(self.longest_ready, server.ready_seconds)
        return server

    def work(self, voter, seed, stop):
        rng = random.Random(seed)
        try:
            while not stop.is_set():
                voter.act(rng, self.papers)
                self.acts += 1
        except Lost:
            if not stop.is_set():
                raise
            self.lost += 1

    def merge(self, stop, submitted):
        """Merges a pair, or takes that back, or moderates a submission, until the server is killed; the command's end is its
        acknowledgement."""
        while not stop.is_set():
            if submitted and self.rng.random() < 0.4:
                paper = self.rng.choice(submitted)
                self.program.run("moderate", "put-back" if self.taken_off.get(paper) else "take-off", paper)
                self.taken_off[paper] = not self.taken_off.get(paper)
                continue
            which = self.rng.randrange(len(self.pairs))
            one, other = self.pairs[which]
            words = ("merge", "--undo", other) if self.merged[which] else ("merge", one, other)
            self.program.run(*words, wanted=(0, 1))
            self.merged[which] = not self.merged[which]

    def turn(self):
        crowd, stop = Crowd(), threading.Event()
        self.before += [voter for voter in self.voters if voter.has_said_enough]
        self.voters = [self.new_voter() if voter.has_said_enough else voter for voter in self.voters]
        if self.rng.random() < 0.5:
            crowd.add(self.merge, stop, sorted(paper for voter in self.before + self.voters for paper in voter.submitted))
        for voter in self.voters:
            voter.reader.reconnect(self.server.port)
            crowd.add(self.work, voter, self.rng.random(), stop)
        ingest = None
        if self.next_chapter < len(self.story.chapters) and self.rng.random() < 0.3:
            ingest = self.program.start("ingest", self.story.chapters[self.next_chapter].path)
            self.next_chapter += 1
        time.sleep(self.rng.uniform(0.02, 0.4))
        if self.server.process.poll() is not None:
            raise Failure(f"the server ended by itself: {self.server.complaints()}")
        stop.set()
        self.server.end(signal.SIGKILL)
        crowd.join()
        if ingest and ingest.wait(COMMAND_SECONDS_MAX) != 0:
            raise Failure(f"ingest ended with {ingest.returncode}")
        self.program.check()
        # What a killed writer left behind its last commit in the log counts from the moment at which the log is read
        # anew, which is when nobody has it open any more: so not before the server is there again.
        self.server = self.start()
        self.look()
        self.look_at_numbers()

    def look(self):
        rows = Rows(self.program.data)
        for voter in self.before + self.voters:
            self.look_at_votes(voter, rows)
            self.look_at_saves(voter, rows)
            self.look_at_comments(voter, rows)
            self.look_at_follows(voter, rows)
            self.look_at_questions(voter, rows)
            voter.unknown = None

    def look_at_votes(self, voter, rows):
        name = voter.reader.name
        for paper, up in voter.votes.items():
            ids = {f"arxiv:{paper}"}
            for pair in self.pairs:  # a vote of a merged paper is on one of its ids
                if paper in pair:
                    ids = {f"arxiv:{one}" for one in pair}
            there = any((name, one) in rows.votes for one in ids)
            if voter.unknown and voter.unknown[:2] == ("vote", paper):
                voter.votes[paper] = there
            elif there != up:
                raise Failure(f"{name} was told that a vote for {paper} is {up}, and it is {there}")
        if voter.unknown and voter.unknown[0] == "vote" and voter.unknown[1] not in voter.votes:
            voter.votes[voter.unknown[1]] = (name, f"arxiv:{voter.unknown[1]}") in rows.votes

    @staticmethod
    def look_at_saves(voter, rows):
        name, unknown = voter.reader.name, voter.unknown or ("nothing",)
        if unknown[0] == "save":
            there = rows.saves.get((name, f"arxiv:{unknown[1]}"))
            if there not in (voter.saves.get(unknown[1]), unknown[2]):
                raise Failure(f"{name} keeps {unknown[1]} with {there!r}")
            voter.saves[unknown[1]] = there
        for paper, note in voter.saves.items():
            there = rows.saves.get((name, f"arxiv:{paper}"))
            if there != note:
                raise Failure(f"{name} kept {paper} with {note!r}, and it is {there!r}")

    @staticmethod
    def look_at_follows(voter, rows):
        name, unknown = voter.reader.name, voter.unknown or ("nothing",)
        for author in AUTHORS:
            there = (name, author) in rows.follows
            if unknown == ("follow", author):
                # Its number was in the answer that did not come: whoever follows asks once more, and is told it.
                if not there:
                    voter.follows[author] = None
                elif voter.follows.get(author) is None:
                    voter.follows.pop(author, None)
            elif author in voter.follows and there != (voter.follows[author] is not None):
                raise Failure(f"{name} was told otherwise of following {author}: {there}")

    def look_at_questions(self, voter, rows):
        name, unknown = voter.reader.name, voter.unknown or ("nothing",)
        if unknown[0] == "submit" and (name, unknown[1]) in rows.submissions:
            voter.submitted.add(unknown[1])
        if unknown[0] == "ask" and rows.jobs[(name, unknown[1])] > 0:
            voter.asked.add(unknown[1])
        submitted = {paper for who, paper in rows.submissions if who == name}
        if submitted != voter.submitted:
            raise Failure(f"{name} submitted {submitted} and was told of {voter.submitted}")
        asked = {paper: times for (who, paper), times in rows.jobs.items() if who == name}
        if asked != dict.fromkeys(voter.asked, 1):
            raise Failure(f"{name} asked for {asked} and was told of {voter.asked}")
        for paper in voter.submitted:
            if (paper in rows.taken_off) != bool(self.taken_off.get(paper)):
                raise Failure(f"{paper} was taken off its page, or put back, and is not")
            body = json.loads(get(self.server.port, f"/api/papers/{paper}").content)
            if ("submittedOnDailyAt" in body) == bool(self.taken_off.get(paper)):
                raise Failure(f"{paper} is not where it was put: {body}")

    def look_at_comments(self, voter, rows):
        name, unknown = voter.reader.name, voter.unknown or ("nothing",)
        mine = {comment: row for comment, row in rows.comments.items() if row[0] == name}
        known = {comment for _, comment in voter.comments}
        more = [comment for comment in mine if comment not in known]
        if len(more) > 1 or (more and unknown[0] != "comment"):
            raise Failure(f"{name} has comments that nobody wrote: {more}")
        for place, state in voter.comments.items():
            row = mine.get(place[1])
            if row is None:
                raise Failure(f"a comment of {name} is gone: {place}")
            _, raw, deleted = row
            reactions = rows.reactions[place[1]]
            if unknown[0] in ("edit", "react", "delete") and unknown[1] == place:
                if deleted:
                    voter.comments[place] = None
                else:
                    if raw not in (state[0], unknown[2] if unknown[0] == "edit" else state[0]):
                        raise Failure(f"a comment of {name} says {raw!r}")
                    voter.comments[place] = [raw, set(reactions)]
            elif state is None and not deleted:
                raise Failure(f"a comment that {name} took back is there again: {place}")
            elif state is not None and (deleted or raw != state[0] or reactions != state[1]):
                raise Failure(f"a comment of {name} is {(raw, deleted, reactions)} and was {state}")
        for comment in more:
            if mine[comment][1] != unknown[1]:
                raise Failure(f"{name} never wrote {mine[comment][1]!r}")
            # On which paper is not known: it is left alone from now on.
            voter.comments[(None, comment)] = None if mine[comment][2] else [unknown[1], set()]

    def look_at_numbers(self):
        rows = Rows(self.program.data)
        for paper in self.papers:
            body = json.loads(get(self.server.port, f"/api/papers/{paper}?field=comments").content)
            votes = sum(1 for _, identity in rows.votes if identity == f"arxiv:{paper}")
            if body["ownUpvotes"] != votes:
                raise Failure(f"{paper} shows {body['ownUpvotes']} votes and has {votes}")
            shown = [comment for comment in body["comments"] if not comment["data"]["hidden"]]
            if body["numComments"] < len(shown) or any(comment["id"] not in rows.comments for comment in shown):
                raise Failure(f"{paper} shows {body['numComments']} comments of {len(shown)}")


def papers_to_submit(path):
    """Writes papers that are on no daily page yet; the file's name."""
    with open(path, "w", encoding="utf-8") as file:
        for number in range(TO_SUBMIT):
            file.write(json.dumps({"id": f"arxiv:2111.{number:05d}", "source": "arxiv", "title": f"Harbours of {number} kinds",
                                   "authors": [f"Writer Of {number}"], "published": "2021-11-08"}) + "\n")
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broadsheet", type=Path, default=ROOT / "build" / "broadsheet")
    parser.add_argument("--rounds", type=int, default=20, help="SIGKILLs")
    parser.add_argument("--seed", type=int, default=None, help="of acts and moments; printed")
    parser.add_argument("--strict", action="store_true", help="fail when it takes longer than it should")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1_000_000)
    print(f"acts_test: seed {options.seed}", flush=True)
    work = Path(tempfile.mkdtemp(prefix="broadsheet-acts-"))
    rng = random.Random(options.seed)
    program = Program(options.broadsheet, work / "data")
    program.run("config", "set", "readers.sign_up", "open")
    program.run("config", "set", "readers.votes_count_after_days", "0")
    program.run("config", "set", "jobs.arxiv_paper", "off")
    program.run("ingest", SAMPLE)
    program.run("ingest", papers_to_submit(work / "to-submit.jsonl"))
    (work / "story").mkdir()
    life = Life(program, Story(work / "story", options.seed, CHAPTERS, PAPERS_EACH), work / "serve.log", rng)
    try:
        for number in range(options.rounds):
            try:
                life.turn()
            except Failure as failure:
                raise Failure(f"after {number} kills: {failure}; folder {program.data}") from failure
        if options.strict and life.longest_ready > READY_SECONDS_MAX:
            raise Failure(f"too slow: {life.longest_ready:.2f} s to be ready")
    except Failure as failure:
        print(f"acts_test: FAILED with seed {options.seed}: {failure}", file=sys.stderr)
        sys.exit(1)
    finally:
        life.server.end(signal.SIGKILL)
    shutil.rmtree(work)
    print(f"acts_test: {options.rounds} x SIGKILL, {life.acts} acts acknowledged, {life.lost} cut off, all there once; ready "
          f"again after at most {life.longest_ready:.2f} s")


if __name__ == "__main__":
    main()
