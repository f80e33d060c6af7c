#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""How long it takes to rank what is trending: over HTTP from what the server keeps, beside the same by the program alone,
which reads the papers of the window from the record.

    bench/trending_answers.py build/broadsheet ../shared/data/corpora/*.jsonl.zst
    bench/trending_answers.py build/broadsheet --data DIR      of a folder that is there

Prints the medians and the ratio for windows of featured and of all papers. No answer is asked for twice, so none is one that
was kept.
"""

import argparse
import http.client
import pathlib
import signal
import statistics
import subprocess
import sys
import tempfile
import time

READY = "listening on http://"
WINDOWS = [(14, "featured"), (14, "all"), (90, "all"), (360, "featured"), (360, "all")]
TIMES = 6
ROUNDS_OF_PROGRAM = 3
KEPT_SECONDS_MAX = 30


def milliseconds(work):
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def program_alone(broadsheet, data, *words):
    command = [broadsheet, "--data", data, *words, "-n", "1", "--json"]
    return statistics.median(
        milliseconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)) for _ in range(ROUNDS_OF_PROGRAM))


def answer(connection, days, scope):
    connection.request("GET", f"/api/daily_papers?sort=trending&days={days}&scope={scope}&limit=1")
    got = connection.getresponse()
    body = got.read()
    if got.status != 200:
        sys.exit(f"{got.status}: {body[:200]}")
    return int(got.headers["X-Total-Count"])


def wait_until_kept(connection, read):
    """Until the longest window takes less than a third of `read`, the milliseconds of the record."""
    for at in range(KEPT_SECONDS_MAX):
        if milliseconds(lambda one=300 + at: answer(connection, one, "all")) < read / 3:
            return
        time.sleep(1)
    sys.exit("the server does not rank from what it keeps")


def compared(broadsheet, data, address):
    connection = http.client.HTTPConnection(address, timeout=60)
    start = program_alone(broadsheet, data, "day")
    wait_until_kept(connection, program_alone(broadsheet, data, "trending", "--days", "360", "--scope", "all") - start)
    print(f"the program alone, less {start:.0f} ms that `day` takes too\n")
    print(f"{'window':>8} {'scope':>9} {'papers':>8} {'server':>10} {'record':>10} {'ratio':>7}")
    for days, scope in WINDOWS:
        papers = answer(connection, days, scope)
        kept = statistics.median(
            milliseconds(lambda one=days + 1 + at: answer(connection, one, scope)) for at in range(TIMES))
        read = max(program_alone(broadsheet, data, "trending", "--days", str(days), "--scope", scope) - start, 0)
        print(f"{days:>8} {scope:>9} {papers:>8,} {kept:>7.1f} ms {read:>7.1f} ms {read / kept:>6.0f}x", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("broadsheet")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--data")
    asked = parser.parse_args()
    broadsheet = str(pathlib.Path(asked.broadsheet).resolve())
    with tempfile.TemporaryDirectory(prefix="broadsheet-trending-") as folder:
        data = asked.data or folder
        if not asked.data:
            subprocess.run([broadsheet, "--data", data, "ingest", *asked.files], check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
        server = subprocess.Popen([broadsheet, "--data", data, "serve", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, text=True)
        try:
            compared(broadsheet, data, server.stdout.readline().strip().removeprefix(READY))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


if __name__ == "__main__":
    main()
