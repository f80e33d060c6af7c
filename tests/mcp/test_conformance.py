# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""npm's @modelcontextprotocol/conformance: every scenario that asks for no tool, prompt or resource made for it.
docs/use/mcp.md says which those are, and why the others cannot be run on a server with a purpose."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = pathlib.Path(os.environ.get("MCP_CONFORMANCE", HERE.parent.parent / "build" / "mcp_conformance"))
SUITE = FOLDER / "node_modules" / "@modelcontextprotocol" / "conformance" / "dist" / "index.js"
NODE = pathlib.Path(sys.executable).parent / "node"
APPLICABLE = json.loads((HERE / "conformance" / "applicable.json").read_text())
