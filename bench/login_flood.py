#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Whether those who guess passwords slow down those who read: pages at a steady rate, alone and beside a flood of logins from
ever other addresses.

    bench/login_flood.py build/broadsheet             20 seconds each
    bench/login_flood.py build/broadsheet --seconds 5

The clients run on the same cores as the server. Prints the percentiles of the pages; the exit status is 1 where the 99th beside
the flood is above 50 ms.
"""

import argparse
import http.client
import itertools
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.parse

from serving_load import deal, percentile, steady

READY = "listening on http://"
ROOT = pathlib.Path(__file__).resolve().parent.parent
P99_MAX_MS = 50
RATE = 100  # pages a second
GUESSERS = 32


class Flood:
    """Connections that send one wrong password after another, each from another address."""

    def __init__(self, address):
        self.address = address
        self.stopped = False
        self.statuses = {}
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.guess, args=(number,)) for number in range(GUESSERS)]
        for thread in self.threads:
            thread.start()

    def guess(self, number):
        connection = http.client.HTTPConnection(self.address, timeout=60)
        for turn in itertools.count():
            if self.stopped:
                return
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin",
                       "X-Forwarded-For": f"198.{18 + number // 16}.{turn // 250 % 250}.{turn % 250 + 1}"}
            body = urllib.parse.urlencode({"name": f"reader-{number}-{turn}", "password": "a wrong password"})
            try:
                connection.request("POST", "/login", body, headers)
                answer = connection.getresponse()
                answer.read()
                status = answer.status
            except OSError:
                connection.close()
                status = 0
            with self.lock:
                self.statuses[status] = self.statuses.get(status, 0) + 1

    def stop(self):
        self.stopped = True
        for thread in self.threads:
            thread.join()


def told(what, answered):
    answers, _ = answered
    times = [answer.milliseconds for answer in answers]
    assert times and all(answer.status == 200 for answer in answers), {answer.status for answer in answers}
    p50, p99 = percentile(times, 50), percentile(times, 99)
    print(f"{what}: {len(times)} pages, p50 {p50:.2f} ms, p99 {p99:.2f} ms, slowest {max(times):.2f} ms")
    return p99


def measure(program, data, seconds):
    def run(*words):
        subprocess.run([program, "--data", data, *words], check=True, capture_output=True)

    run("ingest", *sorted((ROOT / "sample").glob("*.jsonl")))
    run("config", "set", "server.trusted_proxies", "127.0.0.1")
    run("config", "set", "server.page_requests", "0")
    papers = subprocess.run([program, "--data", data, "search", "date:2026..", "--sort", "date", "-n", "500", "--json"], check=True,
                            capture_output=True, text=True).stdout
    paths = [("paper", f"/papers/{paper['id']}") for paper in json.loads(papers)["results"]] + [("edition", "/papers")] * 100
    command = [program, "--data", data, "serve", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            address = process.stdout.readline()[len(READY):].strip()
            lanes = deal(paths, 10)
            steady(f"http://{address}", lanes, RATE, 2)
            told("alone", steady(f"http://{address}", lanes, RATE, seconds))
            flood = Flood(address)
            try:
                p99 = told("beside a flood of logins", steady(f"http://{address}", lanes, RATE, seconds))
            finally:
                flood.stop()
            print("the flood was answered " + ", ".join(f"{count} x {status}" for status, count in sorted(flood.statuses.items())))
            return p99 <= P99_MAX_MS
        finally:
            process.send_signal(signal.SIGTERM)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sound = measure(arguments.program.resolve(), folder, arguments.seconds)
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
