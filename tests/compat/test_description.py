# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""/api/openapi.json against the server: what it promises holds, and nothing comes that it does not name.

The long run is `make api-fuzz`."""

import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.request

import jsonschema_rs
import pytest

# How long, and how many examples of each operation at most.
SECONDS = os.environ.get("API_FUZZ_SECONDS", "40")
EXAMPLES = os.environ.get("API_FUZZ_EXAMPLES", "15")

ADDRESSES = {
    "/api/daily_papers": ["", "?date=2026-08-20", "?sort=trending", "?month=2026-06&scope=all&limit=100",
                          "?submitter=akhaliq"],
    "/api/papers/search": ["?q=language+models", "?q=harbour&explain=true", "?q=graph&full=true",
                           "?q=graph&full=true&explain=true&mode=page", "?q="],
    "/api/papers": ["?limit=100", "?q=category:cs.CL"],
    "/api/papers/{id}/similar": ["2608.01234/similar", "2608.01234/similar?explain=true&sort=votes&limit=3"],
    "/api/papers/similar": ["?ids=2608.01234,2601.15621"],
    "/api/papers/{id}/history": ["2608.01234/history"],
    "/api/categories": [""],
    "/api/authors/{author}": ["Bin%20Lin", "Bin%20Lin?limit=1&p=1"],
    "/api/papers/{id}": ["2608.01234?field=comments", "2601.15621", "2606.00467"],
    "/api/arxiv/{id}/repos": ["2608.01234/repos"],
    "/api/models": ["?filter=arxiv:2608.01234"],
    "/api/datasets": ["?filter=arxiv:2608.01234"],
    "/api/spaces": ["?filter=arxiv:2608.01234"],
    "/api/users/{name}/overview": ["akhaliq/overview"],
    "/api/organizations/{name}/overview": ["tide-lab/overview"],
    "/api/agent-harnesses": [""],
}


@pytest.mark.parametrize("pattern, address", [(pattern, address) for pattern, all_of in ADDRESSES.items()
                                              for address in all_of])
def test_every_key_is_described(endpoint, description, closed, pattern, address):
    path = pattern.split("{")[0] + address
    with urllib.request.urlopen(endpoint + path, timeout=30) as answer:
        body = json.load(answer)
    assert body, "an empty list shows nothing"
    schema = description["paths"][pattern]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    errors = [f"{error.instance_path}: {error.message[:300]}"
              for error in jsonschema_rs.validator_for({**schema, **closed}).iter_errors(body)]
    assert errors == []


# What refuses a request that the description does not allow: too long an address is one of them.
CONFIGURATION = """
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 409, 413, 414, 415, 429, 431]
"""


def test_every_address_answers_as_described(endpoint, tmp_path):
    (tmp_path / "schemathesis.toml").write_text(CONFIGURATION)
    program = pathlib.Path(sys.executable).parent / "schemathesis"
    # Some answers depend on more than a schema can say: of date, week and month only one can be asked for.
    command = [program, "run", endpoint + "/api/openapi.json", "--checks", "all", "--exclude-checks",
               "positive_data_acceptance", "--max-examples", EXAMPLES, "--max-time", SECONDS, "--no-color",
               "--generation-database", "none", "--warnings", "off", "--request-timeout", "10"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout[-6000:]
    assert re.search(r"Selected: (\d+)/\1\n +Tested: \1\n", ended.stdout), "all operations: " + ended.stdout[-6000:]
