# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What clients behind a proxy meet, and what the operator reads about them: limits, /metrics, the log."""

import json
import shutil
import signal
import subprocess
import urllib.error
import urllib.request

import pytest

from conftest import PROGRAM, READY

QUOTA = 3


@pytest.fixture(scope="module")
def server(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("limited") / "data"
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns("lock"))
    for setting in (("server.trusted_proxies", "127.0.0.1"), ("server.api_requests", str(QUOTA)),
                    ("server.metrics_readers", "198.51.100.7")):
        subprocess.run([PROGRAM, "--data", folder, "config", "set", *setting], check=True, capture_output=True)
    log = open(folder.parent / "log", "w+")
    command = [PROGRAM, "--data", folder, "serve", "--listen", "127.0.0.1:0", "--log-requests"]
    with log, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as process:
        yield process.stdout.readline()[len(READY):].strip(), log
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def get(server, path, client=None):
    """(status, headers, body) for a request that the proxy forwards for that client."""
    request = urllib.request.Request(server[0] + path, headers={"X-Forwarded-For": client} if client else {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


def test_a_client_is_limited_and_told_so(server):
    from huggingface_hub.utils._http import parse_ratelimit_headers

    for left in range(QUOTA - 1, -1, -1):
        status, headers, _ = get(server, "/api/daily_papers?limit=1", "203.0.113.5")
        assert status == 200 and headers["RateLimit"].startswith(f'"api";r={left};t=')
    status, headers, body = get(server, "/api/daily_papers?limit=1", "203.0.113.5")
    assert status == 429 and json.loads(body)["error"] == headers["X-Error-Message"]
    told = parse_ratelimit_headers(headers)
    assert told.remaining == 0 and told.limit == QUOTA and told.window_seconds == 300
    assert 0 < told.reset_in_seconds <= 300 and headers["Retry-After"] == str(told.reset_in_seconds)
    assert get(server, "/papers", "203.0.113.5")[0] == 200, "pages are counted apart"
    assert get(server, "/api/daily_papers?limit=1", "203.0.113.6")[0] == 200, "another client"
    assert get(server, "/api/daily_papers?limit=1", "203.0.113.66, 203.0.113.5")[0] == 429, "no address of its own"


def test_this_machine_is_not_limited(server):
    for _ in range(QUOTA + 2):
        status, headers, _ = get(server, "/api/daily_papers?limit=1")
        assert status == 200 and "RateLimit" not in headers


def test_metrics_are_for_those_who_may(server):
    assert get(server, "/metrics")[0] == 200
    assert get(server, "/metrics", "198.51.100.7")[0] == 200
    assert get(server, "/metrics", "203.0.113.5")[0] == 404


def test_the_log_is_json_and_names_nobody(server):
    secret = "a-very-private-query"
    _, headers, _ = get(server, f"/api/papers/search?q={secret}&limit=1", "203.0.113.77")
    server[1].seek(0)
    text = server[1].read()
    events = [json.loads(line) for line in text.splitlines()]
    event = next(event for event in events if event.get("request") == headers["X-Request-Id"])
    assert event["route"] == "/api/papers/search" and event["method"] == "GET" and event["status"] == "200"
    assert float(event["ms"]) > 0 and int(event["bytes"]) > 0
    assert secret not in text and "203.0.113" not in text
