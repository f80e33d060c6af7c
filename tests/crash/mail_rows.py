# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What the record and the mail server have of letters, and whether they agree."""

import collections
import email
import email.policy
import sqlite3
import subprocess
import time

from program import COMMAND_SECONDS_MAX, Failure

WAITING, IN_HAND, MAYBE_SENT, SENT, FAILED, CANCELLED = range(6)
Row = collections.namedtuple("Row", "number subscriber state tries message_id address")


def delivery_of(sender):
    """The number of the delivery that a letter comes back to: papers+NUMBER.KEY.SUM@…"""
    return int(sender.partition("+")[2].partition(".")[0])


class Rows:
    """Of the record, read without the program."""

    def __init__(self, data):
        with sqlite3.connect(f"file:{data / 'record.db'}?mode=ro", uri=True, timeout=60) as record:
            self.deliveries = {row[0]: Row(*row) for row in record.execute(
                "SELECT delivery, subscriber, state, tries, deliveries.message_id, subscribers.address FROM deliveries"
                " JOIN subscribers USING (subscriber) WHERE kind = 2")}
            self.digests = collections.Counter(number for number, in record.execute("SELECT subscriber FROM digests"))
            self.addresses = dict(record.execute("SELECT address, subscriber FROM subscribers"))
            self.suppressed = record.execute("SELECT COUNT(*) FROM mail_stops WHERE reason = 2").fetchone()[0]
        record.close()


class Post:
    """A data folder that sends its mail to a FaultServer."""

    def __init__(self, program, mail, fill, settings):
        self.program, self.mail, self.fill, self.added = program, mail, fill, 0
        self.may_repeat = collections.Counter()  # by delivery: kills after its dot may have gone out
        self.sent_then = {}  # by delivery: how often it had come when we had marked it as sent
        self.kills_at_the_dot = 0
        for name, value in ({
                "server.public_url": "http://papers.tides.example", "mail.server": f"127.0.0.1:{mail.port}",
                "mail.security": "none", "mail.from": "papers@tides.example", "mail.bounces": "papers@tides.example",
                "mail.reply_timeout_s": 1, "mail.connections": 4, "mail.per_domain_per_minute": 0} | settings).items():
            program.run("config", "set", name, value)

    def add(self, count, when):
        done = subprocess.run([self.fill, self.program.data, str(self.added + 1), str(count), when], check=False,
                              capture_output=True, timeout=COMMAND_SECONDS_MAX)
        if done.returncode != 0:
            raise Failure(f"subscribers could not be added: {done.stderr.decode()}")
        self.added += count

    def rows(self):
        return Rows(self.program.data)

    def letters(self):
        """What the server took, by the delivery."""
        by = collections.defaultdict(list)
        with self.mail.lock:
            for letter in self.mail.accepted:
                by[delivery_of(letter.sender)].append(letter)
        return by

    def is_over(self, count):
        """Whether there are so many letters and none of them waits."""
        deliveries = self.rows().deliveries.values()
        return len(deliveries) >= count and all(row.state >= SENT for row in deliveries)

    def wait_until_over(self, count, seconds):
        deadline = time.monotonic() + seconds
        while not self.is_over(count):
            if time.monotonic() > deadline:
                states = collections.Counter(row.state for row in self.rows().deliveries.values())
                raise Failure(f"after {seconds} s the letters are still in the states {dict(states)}, of {count}")
            time.sleep(0.1)

    def note_kill(self):
        """What may come once more since the program is gone, and what must not. How many may."""
        rows, letters, may = self.rows(), self.letters(), 0
        for number, row in rows.deliveries.items():
            if row.state == MAYBE_SENT:
                self.may_repeat[number] += 1
                may += 1
            elif row.state == SENT:
                self.sent_then.setdefault(number, len(letters[number]))
        self.kills_at_the_dot += may
        return may

    def judge(self, rows, refused=(), papers_change=False):
        """Fails unless everybody has one digest and got it. How many letters came that had come before."""
        letters, cuts = self.letters(), collections.Counter(delivery_of(cut.sender) for cut in self.mail.cuts)
        wrong = [number for number, count in rows.digests.items() if count != 1]
        if wrong:
            raise Failure(f"subscribers {wrong[:5]} have more than one digest")
        of_subscriber = collections.Counter(row.subscriber for row in rows.deliveries.values())
        if of_subscriber != rows.digests:
            raise Failure("not every digest has one letter")
        duplicates = 0
        for number, row in rows.deliveries.items():
            came = letters[number]
            if number in refused:
                if came:
                    raise Failure(f"letter {number} was refused and came")
                continue
            if row.state != SENT or not came:
                raise Failure(f"{row} came {len(came)} times")
            self.judge_one(row, came)
            if not papers_change and len({letter.data for letter in came}) > 1:
                raise Failure(f"{row} came with other bytes the second time")
            if len(came) - 1 > cuts[number] + self.may_repeat[number]:
                raise Failure(f"{row} came {len(came)} times, with {cuts[number]} cuts and {self.may_repeat[number]} kills")
            if number in self.sent_then and len(came) != self.sent_then[number]:
                raise Failure(f"{row} came again after it was marked as sent")
            duplicates += len(came) - 1
        return duplicates

    @staticmethod
    def judge_one(row, came):
        if any(letter.recipients != (row.address,) for letter in came):
            raise Failure(f"{row} went to {[letter.recipients for letter in came]}")
        names = {email.message_from_bytes(letter.data, policy=email.policy.default)["Message-ID"] for letter in came}
        if names != {f"<{row.message_id}>"}:
            raise Failure(f"{row} has the Message-IDs {names}")
