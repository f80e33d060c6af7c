#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Whether time tells who has an account: logging in with a wrong password to names that are known and unknown, and signing
up with addresses that somebody has and nobody has.

    bench/login_timing.py build/broadsheet            200 of each kind, in turns; on a quiet machine
    bench/login_timing.py build/broadsheet --quick    20 of each, to see that it runs

Prints the medians and their distance in milliseconds; the exit status is 1 where a distance is above 1 ms.
"""

import argparse
import http.client
import itertools
import pathlib
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

READY = "listening on http://"
PASSWORD = "correct horse battery"
TRIES_OF_ACCOUNT = 8  # below those after which it has to wait (web/login_limits.h)
GAP_MAX_MS = 1.0


class Server:
    """Asked over one connection, each time from another address, so that nobody has to wait for too many tries."""

    def __init__(self, address):
        self.connection = http.client.HTTPConnection(address, timeout=60)
        self.clients = (f"203.0.{one}.{other}" for one in itertools.count() for other in range(1, 255))

    def post(self, path, **form):
        """The status, and how long it took in milliseconds."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin",
                   "X-Forwarded-For": next(self.clients)}
        body = urllib.parse.urlencode(form)
        began = time.perf_counter()
        self.connection.request("POST", path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status, 1000 * (time.perf_counter() - began)


def compared(ask, kinds, times):
    """Asks for each kind so many times, in an order that is drawn anew each round: {kind: [ms]}."""
    taken = {kind: [] for kind in kinds}
    draw = random.Random(1)
    for number in range(times):
        for kind in draw.sample(kinds, len(kinds)):
            taken[kind].append(ask(kind, number))
    return taken


def told(what, taken):
    (one, first), (other, second) = taken.items()
    gap = abs(statistics.median(first) - statistics.median(second))
    print(f"{what}: {one} {statistics.median(first):.2f} ms, {other} {statistics.median(second):.2f} ms, "
          f"apart {gap:.2f} ms over {len(first)}")
    return gap <= GAP_MAX_MS


def measure(program, data, times):
    def run(*words):
        subprocess.run([program, "--data", data, *words], check=True, capture_output=True, text=True, input=PASSWORD + "\n")

    accounts = times // TRIES_OF_ACCOUNT + 1
    for number in range(accounts):
        run("account", "add", f"known-{number}", "--address", f"known-{number}@tides.example")
    run("config", "set", "readers.sign_up", "open")
    run("config", "set", "server.trusted_proxies", "127.0.0.1")
    command = [program, "--data", data, "serve", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            server = Server(process.stdout.readline()[len(READY):].strip())

            def log_in(kind, number):
                status, took = server.post("/login", name=f"{kind}-{number % accounts}", password="another password")
                assert status == 403, status
                return took

            def sign_up(kind, number):
                status, took = server.post("/signup", name=f"new-{kind}-{number}", password=PASSWORD,
                                           address=f"{kind}-{number % accounts}@tides.example")
                assert status == 303, status
                return took

            server.post("/login", name="nobody", password="another password")  # the first is slower
            kinds = ["known", "unknown"]
            sound = told("logging in", compared(log_in, kinds, times))
            return told("signing up", compared(sign_up, kinds, times)) and sound
        finally:
            process.send_signal(signal.SIGTERM)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true", help="20 of each kind")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sound = measure(arguments.program.resolve(), folder, 20 if arguments.quick else 200)
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
