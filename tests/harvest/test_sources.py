# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Sources with a name: added, listed, tested, paused, and harvested by themselves while the server runs."""

import contextlib
import json
import signal
import subprocess
import time
import urllib.request

from conftest import PROGRAM
from test_hostile import library
from upstream import Upstream, first, says

PATIENCE_SECONDS = 30


@contextlib.contextmanager
def serving(harvester):
    command = [PROGRAM, "--data", harvester.data, "serve", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        line = process.stdout.readline()
        assert line.startswith("listening on http://")
        process.address = line.removeprefix("listening on ").strip()
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(5) == 0


def shown(harvester, name):
    return json.loads(harvester.run("source", "show", name, "--json", check=True).stdout)


def wait_until(condition):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_source_is_harvested_while_the_server_runs(harvester):
    upstream = Upstream(library())
    mine = harvester()
    added = mine.run("source", "add", "tides", upstream.url, "--schedule", "every 6 hours", check=True)
    assert "every 6 hours" in added.stdout and "succeeded  never" in added.stdout
    assert shown(mine, "tides")["upstream"] == "oai-pmh" and shown(mine, "tides")["state"] == "due"
    with serving(mine) as server:
        wait_until(lambda: shown(mine, "tides")["last_success"])
        asked = len(upstream.requests)
        assert shown(mine, "tides")["state"] == "waiting"
        wait_until(lambda: len(mine.papers()) == 80)
        time.sleep(1)
        assert len(upstream.requests) == asked, "not due again for six hours"
        with urllib.request.urlopen(f"{server.address}/metrics", timeout=10) as answer:
            metrics = answer.read().decode()
        assert 'broadsheet_source_failures{source="tides"} 0' in metrics
        assert 'broadsheet_source_last_success_timestamp_seconds{source="tides"} ' in metrics
    with serving(mine):
        time.sleep(1)
        assert len(upstream.requests) == asked, "nor by another start"


def test_a_failure_is_told_and_tried_again_later(harvester):
    upstream = Upstream(library(), fault=first(10_000, says(404), after=1))
    mine = harvester()
    mine.run("source", "add", "tides", upstream.url, "--as", "oai-pmh", check=True)
    with serving(mine):
        wait_until(lambda: shown(mine, "tides")["failures"] == 1)
    state = shown(mine, "tides")
    assert state["state"] == "failing" and "answers 404" in state["last_error"] and state["list_open"]
    listed = " ".join(mine.run("source", "list", check=True).stdout.split())
    assert "tides failing every 24 hours" in listed and "answers 404" in listed


def test_a_paused_source_is_left_alone_until_it_goes_on(harvester):
    upstream = Upstream(library())
    mine = harvester()
    mine.run("source", "add", "tides", upstream.url, "--as", "oai-pmh", check=True)
    assert "paused" in mine.run("source", "pause", "tides", check=True).stdout
    with serving(mine):
        time.sleep(1)
        assert upstream.requests == []
        mine.run("source", "resume", "tides", check=True)
        wait_until(lambda: shown(mine, "tides")["last_success"])


def test_a_test_asks_once_and_stores_nothing(harvester):
    upstream = Upstream(library())
    mine = harvester()
    mine.run("source", "add", "tides", upstream.url, "--as", "oai-pmh", check=True)
    tested = " ".join(mine.run("source", "test", "tides", check=True).stdout.split())
    assert "answers with 20 records as oai-pmh, the first: On the tides of harbour" in tested
    assert len(upstream.requests) == 1 and mine.papers() == [] and not shown(mine, "tides")["list_open"]


def test_removing_a_source_keeps_its_papers_and_forgets_its_place(harvester):
    upstream = Upstream(library())
    mine = harvester()
    mine.harvest_to_the_end(upstream.url)
    mine.run("source", "add", "tides", upstream.url, "--as", "oai-pmh", check=True)
    assert shown(mine, "tides")["last_success"], "a harvest by hand is one of the source"
    mine.run("source", "remove", "tides", check=True)
    assert mine.run("source", "show", "tides").returncode == 1 and len(mine.papers()) == 80
    mine.run("source", "add", "tides", upstream.url, "--as", "oai-pmh", check=True)
    assert shown(mine, "tides")["last_success"] == ""


def test_arxiv_has_the_schedule_of_its_announcements(harvester):
    mine = harvester()
    assert "22:45 Sun-Thu America/New_York" in mine.run("source", "add", "arxiv", check=True).stdout
    feed = mine.run("source", "add", "today", "https://rss.arxiv.org/rss/cs.CL", "--as", "document", check=True)
    assert "00:15 Mon-Fri America/New_York" in feed.stdout


def test_what_is_wrong_is_said(harvester):
    mine = harvester()
    mine.run("source", "add", "arxiv", check=True)
    for words, said in ((("add", "arxiv"), "is called 'arxiv' already"), (("add", "no/name", "https://tides.example/"), "can't be the name"),
                        (("add", "x", "tides.example"), "no source is called 'tides.example'"),
                        (("add", "x", "https://tides.example/", "--as", "document", "--schedule", "now and then"), "is no schedule"),
                        (("show", "nobody"), "there are arxiv"), (("add", "x", "file:///etc/passwd", "--as", "document"), "only http and https")):
        done = mine.run("source", *words)
        assert done.returncode == 1 and said in " ".join(done.stderr.split()), done.stderr
    assert mine.run("source", "show").returncode == 2 and mine.run("source", "frobnicate", "x").returncode == 2
