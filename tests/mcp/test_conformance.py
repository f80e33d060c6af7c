# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""npm's @modelcontextprotocol/conformance: all that it requires of a server, but what conformance/*.yml names with a reason.
An entry there that passes fails the test, too. docs/use/mcp.md has the figures."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = pathlib.Path(os.environ.get("MCP_CONFORMANCE", HERE.parent.parent / "build" / "mcp_conformance")).resolve()
NODE = pathlib.Path(sys.executable).parent / "node"
# The newest release, and the newest of those to come, which knows revision 2026-07-28.
RELEASE, NEXT = "@modelcontextprotocol/conformance", "conformance-next"

RUNS = {
    "0.1.16": (RELEASE, [], "server-initialize ping tools-list resources-list prompts-list dns-rebinding-protection"),
    "2025-11-25": (NEXT, ["--requirements", "2025-11-25"],
                   "server-initialize ping tools-list resources-list prompts-list dns-rebinding-protection"),
    "2026-07-28": (NEXT, ["--requirements", "2026-07-28"],
                   "tools-list resources-list prompts-list dns-rebinding-protection server-sse-multiple-streams caching "
                   "sep-2164-resource-not-found input-required-result-unsupported-methods http-header-validation"),
}


def suite(package, *arguments, cwd):
    script = FOLDER / "node_modules" / package / "dist" / "index.js"
    run = subprocess.run([NODE, script, "server", *arguments], cwd=cwd, capture_output=True, text=True, timeout=120)
    return run.returncode, run.stdout + run.stderr


@pytest.mark.parametrize("name", RUNS)
def test_every_scenario_that_can_be_asked_of_us_passes(name, endpoint, tmp_path):
    package, how, passed = RUNS[name]
    status, said = suite(package, "--url", f"{endpoint}/mcp", *how, "--expected-failures", HERE / "conformance" / f"{name}.yml",
                         cwd=tmp_path)
    print(said)
    assert status == 0, said
    for scenario in passed.split():
        assert f"✓ {scenario}: " in said, scenario


def test_each_check_of_a_request_that_stands_for_itself(endpoint, tmp_path):
    status, said = suite(NEXT, "--url", f"{endpoint}/mcp", "--scenario", "server-stateless", "--spec-version", "2026-07-28",
                         "--expected-failures", HERE / "conformance" / "2026-07-28.yml", cwd=tmp_path)
    print(said)
    assert "Passed: 21/25" in said, said


def test_the_lock_names_hashes_and_no_address():
    packages = json.loads((HERE / "conformance" / "package-lock.json").read_text())["packages"]
    packages.pop("")
    assert all(package["integrity"].startswith("sha512-") and "resolved" not in package for package in packages.values())
