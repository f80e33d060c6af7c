#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The morning mail of many readers, through a mail server that misbehaves and a program that is killed.

Whatever happens, each reader has one digest, a mail server has said that it takes their letter, and it came more than
once only where a reply to its final dot was cut, or the program was killed between that dot and its own mark: then
with the same bytes, Message-ID included. Four parts:

faults  each way to go wrong at each stage 11 times. A letter to which nothing happened by itself is never put off, however
        often connections fail, and all of these have come before the first retry interval is over.
quit    the same of QUIT, on which nothing depends.
kills   SIGKILL within one digest.
life    SIGKILL while readers change their schedules, digests are chosen, papers go in and readers vote.

    tests/crash/mail_test.py --broadsheet build/broadsheet --fill build/tests/crash/fill_subscribers --part kills
"""

import argparse
import collections
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from mail_rows import FAILED, Post, delivery_of
from program import COMMAND_SECONDS_MAX, Failure, Program
from serve_test import Server
from story import ROOT, SAMPLE

sys.path.insert(0, str(ROOT / "tests" / "smtp"))
from fault_server import KINDS, FaultServer, make_certificate  # noqa: E402
from mail_life import Life  # noqa: E402

OF_CONNECTION = ("connect", "banner", "ehlo", "starttls", "auth")
OF_LETTER = ("mail", "rcpt", "data", "body", "end")
# After so many letters a connection is ended, so that there are enough of them to go wrong.
LETTERS_EACH = 2
# About how long a letter takes from MAIL to our mark, and how many come meanwhile: a kill is somewhere in that.
CYCLE_S, LETTERS_A_CYCLE = 0.012, 4
USER, PASSWORD = "papers", "correct horse battery"


class Faults:
    """Each way to go wrong so many times, on letters by their number and on every second connection."""

    def __init__(self, subscribers, times, rng):
        cases = [(stage, kind) for stage in OF_LETTER for kind in KINDS for _ in range(times)]
        numbers = rng.sample(range(1, subscribers + 1), len(cases))
        self.of_letter = dict(zip(numbers, cases))
        self.of_connection = [(stage, kind) for stage in OF_CONNECTION for kind in KINDS for _ in range(times)]
        rng.shuffle(self.of_connection)
        self.in_connection, self.letters = {}, collections.Counter()
        self.hit = collections.Counter()
        self.met = {}  # by number of the letter: the fault that it met

    def __call__(self, moment):
        number = moment.connection
        if number not in self.in_connection:
            good = number % 2 == 0 or not self.of_connection
            self.in_connection[number] = (None, None) if good else self.of_connection.pop()
        stage, kind = self.in_connection[number]
        if stage == moment.stage:
            self.in_connection[number] = (None, None)
            return self.count(stage, kind)
        if moment.stage not in OF_LETTER:
            return None
        letter = delivery_of(moment.sender)
        if moment.stage == "mail" and letter not in self.of_letter and self.of_connection:
            self.letters[number] += 1
            if self.letters[number] > LETTERS_EACH:
                return "421"  # a server that has had enough of this connection: nobody's fault
        stage, kind = self.of_letter.get(letter, (None, None))
        if stage != moment.stage:
            return None
        del self.of_letter[letter]
        self.met[letter] = (stage, kind)
        return self.count(stage, kind)

    def count(self, stage, kind):
        self.hit[stage, kind] += 1
        return kind


def is_for_good(stage, kind):
    """Whether the server said of this letter that it will never take it."""
    return kind == "5xx" and stage in OF_LETTER


class FaultsTest:
    def __init__(self, options, rng, work):
        self.times = 1 if options.short else 11
        self.subscribers = 88 if options.short else 1000
        self.short, self.retry_s = options.short, 3 if options.short else 60
        self.faults = Faults(self.subscribers, self.times, rng)
        self.certificate = make_certificate(work)
        self.program, self.work, self.fill = Program(options.broadsheet, work / "data"), work, options.fill

    def run(self):
        with FaultServer(certificate=self.certificate, users={USER: PASSWORD}) as mail:
            mail.plan = self.faults
            password = self.work / "password"
            password.write_text(PASSWORD + "\n")
            post = Post(self.program, mail, self.fill, {
                "mail.server": f"localhost:{mail.port}", "mail.security": "starttls", "mail.ca_file": self.certificate[0],
                "mail.user": USER, "mail.password_file": password, "mail.retry_s": self.retry_s})
            self.program.run("ingest", SAMPLE)
            post.add(self.subscribers, "due")
            start = time.monotonic()
            server = Server(self.program, self.work / "serve.log")
            try:
                post.wait_until_over(self.subscribers, 60 + 10 * self.retry_s)
                took = time.monotonic() - start
            finally:
                server.end(signal.SIGTERM)
        self.program.check()
        self.judge(post, start, took)

    def judge(self, post, start, took):
        rows, faults = post.rows(), self.faults
        wanted = {(stage, kind): self.times for stage in OF_CONNECTION + OF_LETTER for kind in KINDS}
        if faults.hit != wanted:
            raise Failure(f"some ways to go wrong were not met: {wanted - faults.hit}")
        refused = {number for number, fault in faults.met.items() if is_for_good(*fault)}
        failed = {number for number, row in rows.deliveries.items() if row.state == FAILED}
        if failed != refused:
            raise Failure(f"failed: {sorted(failed ^ refused)[:5]} are not as they should be")
        bounced = {number for number, fault in faults.met.items() if fault == ("rcpt", "5xx")}
        if rows.suppressed != len(bounced):
            raise Failure(f"{rows.suppressed} addresses are suppressed instead of {len(bounced)}")
        duplicates = post.judge(rows, refused=refused)
        first = {number: min(letter.at for letter in letters) for number, letters in post.letters().items()}
        others = [first[number] - start for number in first if number not in faults.met]
        put_off = [row for number, row in rows.deliveries.items() if number not in faults.met and row.tries != 1]
        if put_off:
            raise Failure(f"letters that nothing was wrong with were put off: {put_off[:3]}")
        if not self.short and max(others) > self.retry_s:
            raise Failure(f"a letter that nothing was wrong with came after {max(others):.1f} s")
        cuts = len(post.mail.cuts)
        print(f"mail_test: faults: {self.subscribers} subscribers, {len(faults.hit)} ways to go wrong {self.times} x each, "
              f"{post.mail.connections} connections: 0 lost, {duplicates} duplicates of {cuts} cuts, {len(refused)} refused "
              f"({rows.suppressed} suppressed); the others within {max(others):.1f} s of a retry interval of {self.retry_s} s, "
              f"all within {took:.1f} s")


class QuitTest:
    """What a server says to QUIT, or does not, changes nothing."""

    def __init__(self, options, rng, work):
        self.kinds = [kind for kind in KINDS for _ in range(1 if options.short else 11)]
        rng.shuffle(self.kinds)
        self.left = list(self.kinds)
        self.program, self.work, self.fill = Program(options.broadsheet, work / "data"), work, options.fill

    def plan(self, moment):
        return self.left.pop() if moment.stage == "quit" and self.left else None

    def run(self):
        subscribers = 0
        with FaultServer() as mail:
            mail.plan = self.plan
            post = Post(self.program, mail, self.fill, {"mail.retry_s": 2})
            self.program.run("ingest", SAMPLE)
            server = Server(self.program, self.work / "serve.log")
            try:
                while self.left:
                    if subscribers > 20 * len(self.kinds):
                        raise Failure(f"nobody says good-bye: {len(self.left)} ways to answer QUIT are left")
                    post.add(8, "due")
                    subscribers += 8
                    post.wait_until_over(subscribers, 60)
                    self.wait_for_quits(mail)
            finally:
                server.end(signal.SIGTERM)
        self.program.check()
        duplicates = post.judge(post.rows())
        if duplicates or mail.connections > subscribers:
            raise Failure(f"{duplicates} duplicates, {mail.connections} connections")
        print(f"mail_test: quit: {len(self.kinds)} answers to QUIT gone wrong, {subscribers} letters: 0 lost, 0 duplicates")

    @staticmethod
    def wait_for_quits(mail):
        """Until each connection that there was has been said good-bye to."""
        def quits():
            with mail.lock:
                return sum(1 for _, line in mail.commands if line == "QUIT")
        deadline = time.monotonic() + 20
        while quits() < mail.connections and time.monotonic() < deadline:
            time.sleep(0.02)


class KillsTest:
    """SIGKILL again and again within one digest."""

    def __init__(self, options, rng, work):
        self.rounds = options.rounds or (20 if options.short else 200)
        self.subscribers = 100 if options.short else 1000
        self.program, self.work, self.fill, self.rng = Program(options.broadsheet, work / "data"), work, options.fill, rng

    def run(self):
        with FaultServer() as mail:
            post = Post(self.program, mail, self.fill, {"mail.retry_s": 2})
            self.program.run("ingest", SAMPLE)
            post.add(self.subscribers, "due")
            kills = 0
            while kills < self.rounds and not post.is_over(self.subscribers):
                connections = self.rng.choice((1, 4))
                self.program.run("config", "set", "mail.connections", connections)
                # Letters go out before the server listens, which nobody waits for here.
                process = self.program.start("serve", "--listen", "127.0.0.1:0")
                self.wait(mail, self.rounds - kills)
                if process.poll() is not None:
                    raise Failure(f"serve ended by itself with {process.returncode}: {process.stderr.read()[-2000:]}")
                process.kill()
                process.communicate(timeout=COMMAND_SECONDS_MAX)
                kills += 1
                if post.note_kill() > connections:
                    raise Failure(f"more letters than connections ({connections}) were under way")
            server = Server(self.program, self.work / "serve.log")
            try:
                post.wait_until_over(self.subscribers, 120)
            finally:
                server.end(signal.SIGTERM)
        if kills < self.rounds:
            raise Failure(f"it was over after {kills} kills")
        self.program.check()
        duplicates = post.judge(post.rows())
        print(f"mail_test: kills: {kills} x SIGKILL within one digest of {self.subscribers}: 0 lost, {duplicates} duplicates; "
              f"{post.kills_at_the_dot} letters were between their dot and our mark")

    def wait(self, mail, kills_left):
        """Until some more letters have come, so that the kills are spread over all of them."""
        here = len(mail.accepted)
        share = max(0, self.subscribers - here) / kills_left
        until = here + self.rng.uniform(0, 2 * max(0, share - LETTERS_A_CYCLE))
        deadline = time.monotonic() + 10
        while len(mail.accepted) <= until and time.monotonic() < deadline:
            time.sleep(0.0005)
        time.sleep(self.rng.uniform(0, CYCLE_S))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broadsheet", type=Path, default=ROOT / "build" / "broadsheet")
    parser.add_argument("--fill", type=Path, default=ROOT / "build" / "tests" / "crash" / "fill_subscribers")
    parser.add_argument("--part", choices=("faults", "quit", "kills", "life"), action="append")
    parser.add_argument("--rounds", type=int, default=0, help="SIGKILLs, where there are any")
    parser.add_argument("--short", action="store_true", help="fewer subscribers and kills")
    parser.add_argument("--seed", type=int, default=None, help="of faults and moments; printed")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1_000_000)
    print(f"mail_test: seed {options.seed}", flush=True)
    parts = {"faults": FaultsTest, "quit": QuitTest, "kills": KillsTest, "life": Life}
    for name in options.part or parts:
        work = Path(tempfile.mkdtemp(prefix="broadsheet-mail-"))
        try:
            parts[name](options, random.Random(options.seed), work).run()
        except Failure as failure:
            print(f"mail_test: {name} FAILED with seed {options.seed}: {failure}; folder {work}", file=sys.stderr)
            sys.exit(1)
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
