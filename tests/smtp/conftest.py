# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""SmtpClient, by the program send_mail, against servers of ours. It is $SEND_MAIL, else that of build/."""

import dataclasses
import os
import pathlib
import subprocess

import pytest

from fault_server import make_certificate

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("SEND_MAIL", str(ROOT / "build" / "tests" / "smtp" / "send_mail"))
FROM = "bounce@papers.test"
TO = "ada@readers.test"
MESSAGE = b"Subject: papers\r\n\r\n.one\r\n..two\r\nthree\r\n"


@dataclasses.dataclass(frozen=True)
class Outcome:
    result: str
    stage: str
    code: int
    enhanced: str
    asked: int  # how often it was asked before the end
    text: str


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def send(tmp_path):
    """Hands messages to a server on one connection; answers their outcomes."""

    def run(port, messages=(MESSAGE,), to=(TO,), **options):
        files = [tmp_path / f"{number}.eml" for number in range(len(messages))]
        for path, message in zip(files, messages):
            path.write_bytes(message)
        recipients = to if len(to) == len(messages) else to * len(messages)
        triples = [word for address, path in zip(recipients, files) for word in (FROM, address, str(path))]
        values = {"reply_ms": 1000, "final_dot_ms": 1000, "connect_ms": 1000, "quit_ms": 500, "security": "none", **options}
        done = subprocess.run([PROGRAM, f"port={port}", *(f"{name}={value}" for name, value in values.items()), *triples],
                              capture_output=True, text=True, check=True, timeout=60)
        outcomes = []
        for line in done.stdout.splitlines():
            result, stage, code, enhanced, asked, text = line.split("\t")
            outcomes.append(Outcome(result, stage, int(code), enhanced, int(asked), text))
        assert len(outcomes) == len(messages)
        return outcomes

    return run
