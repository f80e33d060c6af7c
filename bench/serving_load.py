# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Clients of a server under measurement: steady ones (h2load), idle ones, slow ones (slowhttptest).

A steady load is made of *lanes*: each is one h2load with one connection and a list of addresses of its own, at
a fixed rate. h2load with many clients would ask the same addresses on each of them at the same instants.
"""

import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass

LANE_GRACE_SECONDS = 20
IDLE_OF_SOURCE_MAX = 5000
SOCKET_SECONDS_MAX = 30
TICK_SECONDS = 0.1  # of h2load's clock


@dataclass
class Answer:
    kind: str
    status: int
    # From the moment at which it was to be asked: an answer that is late delays the next question on its
    # connection, and a reader would have waited that long too.
    milliseconds: float


def percentile(values, share):
    """The smallest value that `share` of all are not above (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)] if ordered else float("nan")


class Lane:
    """One h2load at `rate` requests a second for `count` requests of `targets`, pairs of (kind, path)."""

    def __init__(self, folder, number, base, targets, rate, count):
        self.targets, self.rate, self.count = targets, rate, count
        self.log = folder / f"lane-{number}.tsv"
        addresses = folder / f"lane-{number}.addresses"
        addresses.write_text("".join(f"{base}{path}\n" for _, path in targets))
        self.process = subprocess.Popen(
            ["h2load", "--h1", "-c", "1", "-n", str(count), f"--rps={rate}", "-i", str(addresses),
             f"--log-file={self.log}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def answers(self):
        """Its answers, and the microseconds at which the first question and the last answer were."""
        try:
            self.process.wait(LANE_GRACE_SECONDS + self.count / self.rate)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGINT)  # what it has not asked by now counts as unanswered
            self.process.wait()
        rows = [tuple(map(int, line.split("\t"))) for line in self.log.read_text().splitlines()]
        found, ended = [], 0
        for place, (start, status, duration) in enumerate(rows):
            due = rows[0][0] + place * 1_000_000 / self.rate
            waited = max(0, ended - due)
            ended = start + duration
            kind = self.targets[place % len(self.targets)][0]
            found.append(Answer(kind, status, (duration + waited) / 1000))
        # What was never answered stands in no row.
        found += [Answer("none", -1, float("inf"))] * (self.count - len(rows))
        return found, rows[0][0] if rows else 0, ended


def begun_in_turn(lists, rate, begin):
    """Lanes that ask one after another rather than all at once: h2load asks once a period, or ten times a second."""
    period = max(TICK_SECONDS, len(lists) / rate)
    first = time.monotonic()
    for number, targets in enumerate(lists):
        time.sleep(max(0, first + period * number / len(lists) - time.monotonic()))
        yield begin(number, targets)


def steady(base, lists, rate, seconds):
    """Asks for `lists` of targets, a lane each, at `rate` in all; gives (answers, rate reached)."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-lanes-") as folder:
        of_lane = rate / len(lists)
        lanes = list(begun_in_turn(lists, rate, lambda number, targets: Lane(
            pathlib.Path(folder), number, base, targets, of_lane, round(of_lane * seconds))))
        answers, starts, ends = [], [], []
        for lane in lanes:
            found, start, end = lane.answers()
            answers += found
            starts.append(start)
            ends.append(end)
    took = max(max(ends) - min(starts), 1) / 1_000_000
    return answers, sum(answer.status != -1 for answer in answers) / took


def deal(targets, hands):
    """Deals targets to so many lanes, one after another."""
    return [targets[hand::hands] for hand in range(hands)]


class IdleConnections:
    """So many connections that asked once, each of these paths in turn, and stay."""

    def __init__(self, port, count, paths):
        self.sockets = []
        start = time.monotonic()
        for number in range(count):
            source = f"127.0.0.{2 + number // IDLE_OF_SOURCE_MAX}"
            held = socket.create_connection(("127.0.0.1", port), SOCKET_SECONDS_MAX, source_address=(source, 0))
            self.sockets.append(held)
            held.sendall(f"GET {paths[number % len(paths)]} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            read_answer(held)
        self.seconds = time.monotonic() - start

    def still_open(self):
        return sum(is_open(held) for held in self.sockets)

    def close(self):
        for held in self.sockets:
            held.close()


def read_answer(held):
    """Reads one answer with a Content-Length to its end; gives (head, content)."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = held.recv(1 << 16)
        if not more:
            raise ConnectionError("closed before an answer")
        data += more
    head, _, content = data.partition(b"\r\n\r\n")
    length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n")
                  if line.lower().startswith(b"content-length:"))
    while len(content) < length:
        more = held.recv(1 << 16)
        if not more:
            raise ConnectionError("closed within an answer")
        content += more
    return head, content


def is_open(held):
    held.setblocking(False)
    try:
        return held.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


class SlowClients:
    """slowhttptest in one of its modes, begun again whenever the server has got rid of all of them."""

    def __init__(self, *arguments):
        self.arguments = arguments
        self.stopping = threading.Event()
        self.runs = 0
        self.process = None
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        while not self.stopping.is_set():
            self.process = subprocess.Popen(["slowhttptest", *self.arguments], stdin=subprocess.DEVNULL,
                                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                            preexec_fn=lambda: os.nice(5))
            self.runs += 1
            while self.process.poll() is None and not self.stopping.wait(0.05):
                pass
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.stopping.set()
        self.thread.join()
