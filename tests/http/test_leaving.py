# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""A reader who goes is gone: neither the data folder nor the log of the server knows who it was."""

import json
import re
import subprocess

from browser import Browser
from conftest import PROGRAM, copy_of, serving

NAME = "unmistakable-name"
ADDRESS = "unmistakable.address@tides.example"
PASSWORD = "correct horse battery"
PAPER = "2603.05181"


def files_with(folder, text):
    return [str(file.relative_to(folder)) for file in folder.rglob("*")
            if file.is_file() and text.encode() in file.read_bytes()]


def test_after_deletion_and_compact_a_reader_is_nowhere(data, tmp_path):
    folder = copy_of(data, tmp_path / "data", ("readers.sign_up", "open"))
    log = tmp_path / "log"
    with open(log, "wb") as stderr, serving(folder, stderr=stderr) as server:
        reader = Browser(server)
        assert reader.ask("POST", "/signup", {"name": NAME, "address": ADDRESS, "password": PASSWORD})[0] == 303
        assert reader.send("/settings/tokens", name=f"laptop of {NAME}", scope="write")[0] == 200
        assert reader.send(f"/papers/{PAPER}/vote", up="true")[0] == 303
        # An address that is confirmed lies in an index of its own.
        confirm = [PROGRAM, "--data", folder, "account", "confirm", NAME]
        subprocess.run(confirm, check=True, capture_output=True)
        exported = json.loads(reader.ask("GET", "/settings/export")[1])
        assert exported["account"]["address"] == ADDRESS
        assert [vote["paper"] for vote in exported["votes"]] == [f"arxiv:{PAPER}"]
        assert files_with(folder, ADDRESS) and files_with(folder, NAME)
        assert reader.send("/settings/delete", present=PASSWORD)[0] == 303
        # While the server goes on.
        subprocess.run([PROGRAM, "--data", folder, "compact"], check=True, capture_output=True)
        assert files_with(folder, ADDRESS) == []
        assert files_with(folder, NAME) == []
    assert files_with(folder, ADDRESS) == []
    assert files_with(folder, NAME) == []
    subprocess.run([PROGRAM, "--data", folder, "check"], check=True, capture_output=True)


def test_the_log_says_nothing_of_who_reads(data, tmp_path):
    folder = copy_of(data, tmp_path / "data", ("readers.sign_up", "open"))
    log = tmp_path / "log"
    secrets = [NAME, ADDRESS, PASSWORD]
    log_requests = ["sh", "-c", 'exec "$0" "$@" --log-requests']
    with open(log, "wb") as stderr, serving(folder, before=log_requests, stderr=stderr) as server:
        reader = Browser(server)
        form = {"name": NAME, "address": ADDRESS, "password": PASSWORD}
        assert reader.ask("POST", "/signup", form)[0] == 303
        secrets.append(reader.cookie.partition("=")[2])
        assert reader.ask("POST", "/signup", form | {"password": "password1"})[0] in (400, 403)
        reader.send("/logout")
        reader.cookie = ""
        for name, password in ((NAME, PASSWORD + "!"), (ADDRESS, PASSWORD), (NAME, PASSWORD)):
            reader.ask("POST", "/login", {"name": name, "password": password})
        secrets.append(reader.cookie.partition("=")[2])
        page = reader.send("/settings/tokens", name="laptop", scope="read")[1]
        secrets.append(re.search(r"bs_[0-9a-f]{64}", page)[0])
        reader.ask("GET", "/reset?code=unmistakable-code")
        secrets.append("unmistakable-code")
    text = log.read_text()
    assert '"/login"' in text, "it is logged that somebody logged in"
    for secret in secrets:
        assert len(secret) > 8 and secret not in text
