# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""A Broadsheet that sends mail, and the mail server that takes it.

    with Site(folder) as site:                  # over a FaultServer; Site(folder, RealServer()) over Postfix
        site.post("/subscribe", address="ada@readers.test", ...)
        [letter] = site.letters("ada", 1)

No clock is set. An edition is named by its local day, and whoever chooses an earlier hour of a day whose edition was not sent
gets it at once: so `due_today` are choices whose edition is due, and `due_tomorrow` those that make a further one due at
once behind it, in a time zone that is a day ahead.
"""

import contextlib
import datetime
import email
import email.policy
import itertools
import json
import os
import pathlib
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "smtp"))

import real_server  # noqa: E402
from fault_server import FaultServer  # noqa: E402

PROGRAM = os.environ.get("BROADSHEET", str(ROOT / "build" / "broadsheet"))
SENDER = "papers@tides.example"
PASSWORD = "correct horse battery"
WAITS_S = 60
CLIENTS = itertools.count()
URL = re.compile(r"https?://\S+")


def west_of_now():
    """How far west a zone lies whose day is neither about to end nor has just begun, and whose twin a day ahead exists."""
    hour = datetime.datetime.now(datetime.timezone.utc).hour
    return next(west for west in (12, 11, 10) if (hour - west) % 24 not in (23, 0))


WEST = west_of_now()
LATER = {"at": "23:59", "zone": f"Etc/GMT+{WEST}"}  # today, but not yet
DUE_TODAY = {"at": "00:00", "zone": f"Etc/GMT+{WEST}"}
DUE_TOMORROW = {"at": "00:00", "zone": f"Etc/GMT-{24 - WEST}"}  # the zone a day ahead of it, where it is tomorrow


def papers(days=3, each=6):
    """Of the last days, with votes, so that a page has an order."""
    today = datetime.datetime.now(datetime.timezone.utc).date()
    for back in range(days):
        day = today - datetime.timedelta(days=back)
        for number in range(each):
            yield {"id": f"arxiv:2611.{back}{number:04}", "title": f"Tide {number} of the day {back} before", "authors": [f"Mina Okafor {number}"],
                   "abstract": f"We look at tide number {number}, at its height, and at who saw it.", "published": str(day),
                   "date_precision": "day", "categories": ["cs.CL" if number % 2 else "cs.LG"], "source": "hf-daily-papers", "featured": str(day),
                   "upvotes": 40 - 3 * number - back, "upvotes_at": f"{day}T01:00:00Z"}


def write_lines(path, records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


class Faults:
    """A FaultServer that is asked as a RealServer is."""

    def __init__(self):
        self.server = FaultServer()

    def __enter__(self):
        self.server.__enter__()
        self.port = self.server.port
        return self

    def __exit__(self, *how):
        self.server.__exit__(*how)

    def messages(self, name):
        return [message.data for message in self.server.to(f"{name}@readers.test")]


@contextlib.contextmanager
def mail_server(kind):
    """"postfix" or "faults"."""
    with real_server.RealServer() if kind == "postfix" else Faults() as server:
        yield server


class Letter:
    def __init__(self, raw):
        self.raw = raw
        self.message = email.message_from_bytes(raw, policy=email.policy.default)
        self.text = self.message.get_body(("plain",)).get_content()
        self.html = self.message.get_body(("html",)).get_content()

    def __getitem__(self, name):
        return self.message[name]

    def link(self, path):
        """That of our addresses in the text which begins so."""
        return next(url for url in URL.findall(self.text) if urllib.parse.urlsplit(url).path.startswith(path))

    @property
    def one_click(self):
        return self["List-Unsubscribe"].strip().removeprefix("<").removesuffix(">")

    def titles(self):
        return re.findall(r"Tide \d+ of the day \d+ before", self.text)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.text = body.decode(errors="replace")
        self.words = " ".join(re.sub(r"<[^>]+>", " ", self.text).split())


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirects)


def ask(url, data=None, method=None, **headers):
    """`headers` with underscores for hyphens."""
    request = urllib.request.Request(url, data=data, method=method, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with OPENER.open(request, timeout=30) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read())


class Site:
    """Serves until the block ends; stop() and start() in between."""

    def __init__(self, folder, mail, settings=None, records=None):
        self.data = folder / "data"
        self.folder = folder
        self.mail = mail
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None
        mine = {"readers.sign_up": "open", "jobs.arxiv_paper": "off", "jobs.doi_paper": "off", "mail.server": f"127.0.0.1:{mail.port}",
                "mail.security": "none", "mail.from": SENDER, "mail.retry_s": "1", "mail.per_domain_per_minute": "100000",
                "server.public_url": self.url, "server.trusted_proxies": "127.0.0.1", "server.page_requests": "0", **(settings or {})}
        for name, value in mine.items():
            self.cli("config", "set", name, value)
        self.cli("ingest", write_lines(folder / "papers.jsonl", records or papers()))

    def cli(self, *words, text=""):
        return subprocess.run([PROGRAM, "--data", self.data, *words], check=True, capture_output=True, text=True, input=text).stdout

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        self.process = subprocess.Popen([PROGRAM, "--data", self.data, "serve", "--listen", f"127.0.0.1:{self.port}"],
                                        stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline().startswith("listening on ")

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(20)
        self.process = None
        assert code == 0

    def get(self, path, **headers):
        return ask(self.url + path, **headers)

    def post(self, path, fields=None, **headers):
        """As a browser does it, each time from another address, so that nobody has asked for too many letters."""
        given = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded",
                 "X-Forwarded-For": f"198.51.{next(CLIENTS) // 250}.{next(CLIENTS) % 250}", **headers}
        return ask(self.url + path, urllib.parse.urlencode(fields or {}).encode(), **given)

    def letters(self, name, count):
        """The letters to NAME@readers.test once there are so many."""
        self.wait(lambda: len(self.mail.messages(name)) >= count, lambda: f"{len(self.mail.messages(name))} of {count} letters to {name}")
        found = self.mail.messages(name)
        assert len(found) == count, [Letter(raw)["Subject"] for raw in found]
        return [Letter(raw) for raw in found]

    def letter(self, name, count):
        """The last of so many."""
        return self.letters(name, count)[-1]

    def wait(self, holds, told=lambda: "it never came true"):
        deadline = time.monotonic() + WAITS_S
        while not holds():
            assert time.monotonic() < deadline, told()
            time.sleep(0.05)

    def rows(self, query, *values):
        """What the record has, read beside the server."""
        with contextlib.closing(sqlite3.connect(f"file:{self.data}/record.db?mode=ro", uri=True, timeout=30)) as record:
            return record.execute(query, values).fetchall()

    def pretend(self, change, *values):
        """Time, which a test can't wait for, passes in the record."""
        with contextlib.closing(sqlite3.connect(self.data / "record.db", timeout=30)) as record, record:
            return record.execute(change, values).rowcount

    def settled(self):
        """Nothing waits to be sent."""
        self.wait(lambda: self.rows("SELECT COUNT(*) FROM deliveries WHERE state IN (0, 1, 2)") == [(0,)], lambda: "something waits")

    def subscribe(self, name, **choices):
        """By address alone, with a confirmation that is opened as its letter says. The path that changes it."""
        asked = {"address": f"{name}@readers.test", "choices": "1", "cadence": "daily", "size": "3", "front-page": "1", **LATER, **choices}
        answer = self.post("/subscribe", asked)
        assert answer.status == 200, answer.words
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(self.letter(name, 1).link("/subscribe/confirm")).query)["code"][0]
        confirmed = self.post("/subscribe/confirm", {"code": code})
        assert confirmed.status == 200 and "You are subscribed" in confirmed.words
        return re.search(r'href="(/subscription/[^"]+)"', confirmed.text)[1]

    def choose(self, path, **choices):
        answer = self.post(path, {"choices": "1", "cadence": "daily", "size": "3", "front-page": "1", **choices})
        assert answer.status == 200 and "Changed." in answer.words, answer.words


class Reader:
    """Somebody with an account, whose address is confirmed by the letter."""

    def __init__(self, site, name, confirmed=True):
        self.site = site
        self.name = name
        made = site.post("/signup", {"name": name, "address": f"{name}@readers.test", "password": PASSWORD})
        assert made.status == 303, made.words
        self.cookie = made.headers["Set-Cookie"].partition(";")[0]
        self.key = re.search(r'name="form_key" value="([0-9a-f]+)"', self.get("/settings").text)[1]
        if confirmed:
            link = urllib.parse.urlsplit(site.letter(name, 1).link("/confirm"))
            code = urllib.parse.parse_qs(link.query)["code"][0]
            assert "Your address is confirmed" in site.post("/confirm", {"code": code}).words

    def get(self, path):
        return self.site.get(path, Cookie=self.cookie)

    def post(self, path, fields=None):
        return self.site.post(path, {**(fields or {}), "form_key": self.key}, Cookie=self.cookie)

    def choose(self, **choices):
        """Of the digest."""
        answer = self.post("/settings/mail", {"choices": "1", "cadence": "daily", "size": "3", "by_mail": "1", **LATER, **choices})
        assert answer.status == 200 and "Kept." in answer.words, answer.words

    def switch(self, **kinds):
        """Of what they are told how, by the API: reply="at_once"."""
        token = re.search(r"bs_[0-9a-f]{64}", self.post("/settings/tokens", {"name": "laptop", "scope": "write"}).text)[0]
        body = json.dumps({"mail": kinds}).encode()
        answer = ask(self.site.url + "/api/settings/notifications", body, "PATCH", Authorization=f"Bearer {token}",
                     Content_Type="application/json")
        assert answer.status == 200, answer.text
        return json.loads(answer.text)["switches"]
