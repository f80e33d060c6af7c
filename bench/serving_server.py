# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The server under measurement, what it costs, and what there is to ask it for."""

import datetime
import http.client
import itertools
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import time
import urllib.parse

SERVER_CORE = 0
START_SECONDS_MAX = 60
TICKS = os.sysconf("SC_CLK_TCK")


def on_server_core(*command):
    return ["taskset", "-c", str(SERVER_CORE), *command] if os.cpu_count() > 1 else list(command)


class Server:
    """`serve` on a free port and on a core of its own."""

    def __init__(self, broadsheet, data):
        start = time.monotonic()
        self.process = subprocess.Popen(
            on_server_core(broadsheet, "--data", data, "serve", "--listen", "127.0.0.1:0"),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening on "):
            raise SystemExit(f"serve said {line!r} and not where it listens")
        self.ready_seconds = time.monotonic() - start
        self.base = line.split()[-1]
        self.port = urllib.parse.urlsplit(self.base).port
        self.pid = self.process.pid

    def get(self, path):
        """Gives (status, content)."""
        connection = self._connect()
        try:
            return ask(connection, "GET", path)
        finally:
            connection.close()

    def answering(self, paths, count):
        """The first `count` paths that are answered with 200; merged papers redirect, and h2load does not follow."""
        connection = self._connect()
        chosen = []
        for path in paths:
            if len(chosen) < count and ask(connection, "HEAD", path)[0] == 200:
                chosen.append(path)
        connection.close()
        return chosen

    def recent_days(self, count):
        """Pages of the newest days that have papers."""
        days = []
        for year in re.findall(r'href="(/archive/\d+)"', self.get("/archive")[1].decode()):
            page = self.get(year)[1].decode()
            days += sorted(set(re.findall(r'href="(/papers/date/[\d-]+)"', page)), reverse=True)
            if len(days) >= count:
                break
        return days[:count]

    def first_bytes(self, path, count):
        """Milliseconds until the head of the answer is there, one question after another on one connection."""
        connection = self._connect()
        times = []
        for _ in range(count):
            before = time.monotonic()
            connection.request("GET", path, headers={"Accept": "text/html"})
            answer = connection.getresponse()
            times.append(1000 * (time.monotonic() - before))
            answer.read()
        connection.close()
        return times

    def tag(self, path):
        """The ETag of what is there; nothing if nothing is."""
        connection = self._connect()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.getheader("ETag") if answer.status == 200 else None

    def _connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS_MAX)

    def metric(self, name):
        text = self.get("/metrics")[1].decode()
        return float(re.search(rf"^{name} (\S+)$", text, re.M).group(1))

    def resident_bytes(self):
        return self._memory("VmRSS")

    def peak_bytes(self):
        return self._memory("VmHWM")

    def _memory(self, name):
        text = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(rf"^{name}:\s+(\d+) kB$", text, re.M).group(1)) * 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(START_SECONDS_MAX)


def ask(connection, method, path):
    connection.request(method, path)
    answer = connection.getresponse()
    return answer.status, answer.read()


def busy_seconds():
    """(server's core, all others): what all processes and the host's other guests took of them."""
    server = others = 0.0
    for line in pathlib.Path("/proc/stat").read_text().splitlines():
        if re.match(r"cpu\d", line):
            name, user, nice, system, _, _, interrupts, soft, steal, *_ = line.split()
            busy = sum(map(int, (user, nice, system, interrupts, soft, steal))) / TICKS
            if name == f"cpu{SERVER_CORE}":
                server += busy
            else:
                others += busy
    return server, others


class Inputs:
    """What is asked for, out of the papers that were loaded; the same for the same papers and seed."""

    def __init__(self, records, seed):
        self._random = random.Random(seed)
        self._records = records
        # Records without an id of their own are found under one that we do not know.
        self._named = [record for record in records if record.get("id")]

    def paper_paths(self, count):
        chosen = self._random.sample(self._named, min(count, len(self._named)))
        return [paper_path(record["id"]) for record in chosen]

    def search_targets(self, count, more="", mode="lexical"):
        """Different queries of 1 to 5 neighbouring words of titles."""
        chosen = {}
        for _ in range(count * 100):
            if len(chosen) == count:
                break
            words = re.findall(r"[A-Za-z]{3,}", self._random.choice(self._records)["title"])
            size = self._random.randint(1, 5)
            if len(words) >= size:
                at = self._random.randrange(len(words) - size + 1)
                chosen[" ".join(words[at:at + size]).lower()] = True
        return [("search", f"/api/papers/search?mode={mode}&q={urllib.parse.quote_plus(query)}{more}")
                for query in chosen]

    def typed_targets(self, count):
        """What a box asks while titles and names are typed, from the second character on."""
        targets = []
        while len(targets) < count:
            record = self._random.choice(self._records)
            typed = self._random.choice([record["title"], *record.get("authors", [])[:1]])[:24]
            targets += [("suggest", f"/api/suggest?q={urllib.parse.quote_plus(typed[:end])}")
                        for end in range(2, len(typed) + 1, 2)]
        return targets[:count]

    def author_feeds(self, count):
        names = {author for record in self._records for author in record.get("authors", [])[:1]}
        return [f"/authors/{urllib.parse.quote(name, safe='')}.atom"
                for name in self._random.sample(sorted(names), min(count, len(names)))]

    def new_records(self, count, mark):
        """Papers of today with new ids: the parts of each are from different papers, so that none is a known one.

        `mark` is a word that only the last one has.
        """
        today = datetime.date.today()
        with_abstract = [record for record in self._records if record.get("abstract")] or self._records
        made = []
        for number in range(count):
            one, other, third = (self._random.choice(with_abstract) for _ in range(3))
            words = one["title"].split(), other["title"].split()
            title = " ".join(words[0][:len(words[0]) // 2 + 1] + words[1][len(words[1]) // 2:])
            made.append({"id": f"arxiv:{today:%y%m}.{90_000 + number:05}", "title": f"{title} {number}",
                         "abstract": other.get("abstract", ""), "authors": third.get("authors", []),
                         "published": today.isoformat(), "date_precision": "day", "source": "arxiv",
                         "categories": one.get("categories", [])})
        made[-1]["title"] += f" {mark}"
        return made


def paper_path(identity):
    return "/papers/" + urllib.parse.quote(identity.removeprefix("arxiv:"), safe="")


def read_records(path):
    return list(read_first(path))


def read_first(path, count=None):
    """The first records of a file, or all of them."""
    command = ["zstd", "-dcq", "--long=27", str(path)] if str(path).endswith(".zst") else ["cat", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        yield from map(json.loads, itertools.islice(process.stdout, count))
        process.kill()
