# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What html-validate says of pages."""

import os
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build"


def complaints_of(folder):
    """Of every page in the folder; empty if all is well."""
    modules = pathlib.Path(os.environ.get("HTML_VALIDATE", BUILD / "html_validate"))
    node = pathlib.Path(os.environ.get("PYTHON_VENV", BUILD / "venv")) / "bin" / "node"
    pages = sorted(folder.glob("*.html"))
    assert pages
    checked = subprocess.run(
        [node, modules / "node_modules" / "html-validate" / "bin" / "html-validate.mjs", "--config",
         HERE / "html_validate" / "htmlvalidate.json", *pages], capture_output=True, text=True)
    return "" if checked.returncode == 0 else checked.stdout[:4000] + checked.stderr[:1000]
