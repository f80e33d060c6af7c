#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Whether time tells whose address is known here: asking for letters (/subscribe) and for a new password (/forgot).

    bench/subscribe_timing.py build/broadsheet            200 of each kind, in turns; on a quiet machine
    bench/subscribe_timing.py build/broadsheet --quick    20 of each, to see that it runs

Prints the medians in milliseconds; the exit status is 1 where one is further than 1 ms from that of an unknown address.
"""

import argparse
import pathlib
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

from login_timing import GAP_MAX_MS, PASSWORD, READY, Server, compared

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests" / "smtp"))

from fault_server import FaultServer  # noqa: E402

WAITS_S = 120
SUBSCRIBERS = ("unknown", "asked", "subscribed", "left", "stopped", "account")
FORGETFUL = ("unknown", "account", "young", "spent")


def told(what, taken):
    medians = {kind: statistics.median(times) for kind, times in taken.items()}
    gaps = {kind: abs(median - medians["unknown"]) for kind, median in medians.items()}
    for kind, times in taken.items():
        print(f"{what}, {kind}: median {medians[kind]:.2f} ms, of the middle half {statistics.quantiles(times, n=4)[0]:.2f} to "
              f"{statistics.quantiles(times, n=4)[2]:.2f}, apart from unknown {gaps[kind]:.2f} ms over {len(times)}")
    return max(gaps.values()) <= GAP_MAX_MS


def code_of(message):
    return message.partition(b"code=")[2][:64].decode()


class Readers:
    """Addresses of each kind, so many."""

    def __init__(self, run, server, mail, times):
        self.server = server
        self.mail = mail
        for number in range(times):
            run("account", "add", f"account-{number}", "--address", f"account-{number}@readers.test")
            run("account", "add", f"spent-{number}", "--address", f"spent-{number}@readers.test")
            self.post("/signup", name=f"young-{number}", address=f"young-{number}@readers.test", password=PASSWORD)
            for _ in range(3):
                self.post("/forgot", name=f"spent-{number}")
            for kind in ("asked", "subscribed", "left", "stopped"):
                self.subscribe(f"{kind}-{number}@readers.test")
        for number in range(times):
            for kind in ("subscribed", "left", "stopped"):
                self.post("/subscribe/confirm", code=code_of(self.letter(f"{kind}-{number}@readers.test", 1)))
        self.unsubscribe(run, times)

    def post(self, path, **form):
        status, took = self.server.post(path, **form)
        assert status in (200, 303), (path, status)
        return took

    def subscribe(self, address):
        return self.post("/subscribe", address=address, choices="1", **{"front-page": "1", "at": "23:59"})

    def letter(self, address, count):
        deadline = time.monotonic() + WAITS_S
        while len(letters := self.mail.to(address)) < count:
            assert time.monotonic() < deadline, address
            time.sleep(0.02)
        return letters[-1].data.replace(b"=\r\n", b"").replace(b"=3D", b"=")

    def unsubscribe(self, run, times):
        """Those who left do it in the record as the page does; the stopped ones complained."""
        import sqlite3, hashlib  # noqa: E401, PLC0415: only here is the record touched beside the program
        record = sqlite3.connect(run.record, timeout=30)
        for kind, reason in (("left", 1), ("stopped", 2)):
            for number in range(times):
                address = f"{kind}-{number}@readers.test"
                record.execute("UPDATE subscribers SET left_at = 1 WHERE address = ?", (address,))
                record.execute("INSERT OR REPLACE INTO mail_stops(address, reason, stopped_at) VALUES(?, ?, 1)",
                               (hashlib.sha256(f"mail stop: {address}".encode()).digest(), reason))
        record.commit()
        record.close()


def measure(program, data, times):
    class Run:
        record = f"{data}/record.db"

        def __call__(self, *words):
            subprocess.run([program, "--data", data, *words], check=True, capture_output=True, text=True, input=PASSWORD + "\n")

    run = Run()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with FaultServer() as mail:
        settings = {"readers.sign_up": "open", "server.trusted_proxies": "127.0.0.1", "mail.server": f"127.0.0.1:{mail.port}",
                    "mail.security": "none", "mail.from": "papers@tides.example", "server.public_url": f"http://127.0.0.1:{port}",
                    "mail.per_domain_per_minute": "0"}
        for name, value in settings.items():
            run("config", "set", name, value)
        with subprocess.Popen([program, "--data", data, "serve", "--listen", f"127.0.0.1:{port}"], stdout=subprocess.PIPE, text=True) as process:
            try:
                server = Server(process.stdout.readline()[len(READY):].strip())
                readers = Readers(run, server, mail, times)
                time.sleep(3)  # what waits is sent
                sound = told("subscribing", compared(lambda kind, number: readers.subscribe(f"{kind}-{number}@readers.test"),
                                                     list(SUBSCRIBERS), times))
                time.sleep(3)
                return told("forgetting", compared(lambda kind, number: readers.post("/forgot", name=f"{kind}-{number}"),
                                                   list(FORGETFUL), times)) and sound
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
