# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""A server over the sample and what is in seed/, on a free port of this machine, for all tests of this folder."""

import copy
import hashlib
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import time
import urllib.request

import pytest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("BROADSHEET", str(ROOT / "build" / "broadsheet"))
READY = "listening on "


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    files = sorted((ROOT / "sample").glob("*.jsonl")) + sorted((HERE / "seed").glob("*.json*"))
    subprocess.run([PROGRAM, "--data", folder, "ingest", *files], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def endpoint(data):
    command = [PROGRAM, "--data", data, "serve", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        line = server.stdout.readline()
        assert line.startswith(READY), line
        yield line[len(READY):].strip()
        # A supervisor may say it twice; that cuts nothing short.
        server.send_signal(signal.SIGTERM)
        server.send_signal(signal.SIGTERM)
        assert server.wait(10) == 0


@pytest.fixture(scope="session")
def client_environment(endpoint, tmp_path_factory):
    return {**os.environ, "HF_ENDPOINT": endpoint, "HF_HOME": str(tmp_path_factory.mktemp("hf")), "NO_COLOR": "1",
            "HF_HUB_DISABLE_TELEMETRY": "1", "HF_TOKEN": "hf_of_nobody"}


@pytest.fixture(scope="session")
def hub(client_environment):
    os.environ.update(client_environment)  # read by the client when it is imported
    import huggingface_hub

    return huggingface_hub.HfApi()


@pytest.fixture(scope="session")
def description(endpoint):
    with urllib.request.urlopen(endpoint + "/api/openapi.json", timeout=30) as answer:
        return json.load(answer)


@pytest.fixture(scope="session")
def closed(description):
    """The schemas, each refusing the keys that it does not name."""
    schemas = copy.deepcopy(description["components"]["schemas"])
    for schema in schemas.values():
        schema["additionalProperties"] = False
    return {"components": {"schemas": schemas}}


def make_token(data, name):
    """A token that writes, of a reader who is made while the server runs: the program that a reader has is told one
    by a page."""
    subprocess.run([PROGRAM, "--data", data, "account", "add", name, "--json"], input="correct horse battery\n",
                   text=True, check=True, capture_output=True)
    secret = "bs_" + hashlib.sha256(f"a token of {name}".encode()).hexdigest()
    with sqlite3.connect(data / "record.db", timeout=10) as record:
        account, = record.execute("SELECT account FROM accounts WHERE name = ?", (name,)).fetchone()
        record.execute("INSERT INTO api_tokens(hash, account, name, scope, created_at) VALUES(?, ?, 'test', 1, ?)",
                       (hashlib.sha256(secret.encode()).digest(), account, int(time.time() * 1000)))
    return secret
