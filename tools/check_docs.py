#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Documentation that cannot fall behind: every command and setting has its section, every linked
library its decision, every room its row, every Markdown link a target."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def commands():
    """The commands that the program registers."""
    return set(re.findall(r"make_([a-z]+)_command", (ROOT / "src" / "app" / "commands.cc").read_text()))


def settings():
    """The keys of the settings file."""
    text = (ROOT / "src" / "app" / "settings.cc").read_text()
    return {f"{section}.{name}" for section, name in re.findall(r'\{"([a-z_]+)",\s*"([a-z_]+)",\s*(?:true|false)', text)}


def tests_that_are_not_there(text):
    """`file::name` as docs/security.md names what shows something; a bare `::name` is of the file before it."""
    for path in re.findall(r"`((?:src|tests|fuzz|tools|packaging)/[a-z_0-9./]*)`", text):
        if not (ROOT / path).exists():
            yield f"docs/security.md: {path} is not there"
    file = None
    for path, name in re.findall(r"`([a-z_0-9./]*)::(\w+)`", text):
        file = ROOT / path if path else file
        if not file or not file.exists():
            yield f"docs/security.md: {path} is not there"
        elif not re.search(rf"\b{name}\b", file.read_text()):
            yield f"docs/security.md: nothing is called {name} in {file.relative_to(ROOT)}"


def main():
    problems = []
    reference = ROOT / "docs" / "use" / "commands.md"
    text = reference.read_text() if reference.exists() else ""
    for command in sorted(commands()):
        if not re.search(rf"^#+ .*`(?:broadsheet )?{command}\b", text, re.M):
            problems.append(f"docs/use/commands.md: no section for `{command}`")

    for setting in sorted(settings()):
        if f"| `{setting}` |" not in text:
            problems.append(f"docs/use/commands.md: no row for the setting {setting}")

    libraries = (ROOT / "cmake" / "libraries.cmake").read_text()
    decisions = "\n".join(p.read_text() for p in (ROOT / "docs" / "decisions").glob("*.md")).lower()
    for package in re.findall(r"find_package\((\w+)", libraries):
        if package not in {"Threads", "PkgConfig"} and package.lower() not in decisions:
            problems.append(f"docs/decisions: nothing says why {package}")

    rooms = re.findall(r"broadsheet_room\((\w+)", (ROOT / "CMakeLists.txt").read_text())
    architecture = (ROOT / "ARCHITECTURE.md").read_text()
    for room in rooms:
        if f"| `{room}` |" not in architecture:
            problems.append(f"ARCHITECTURE.md: no row for the room {room}")

    for page in [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "sample").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text()):
            if "://" not in target and not (page.parent / target).exists():
                problems.append(f"{page.relative_to(ROOT)}: link to {target}, which is not there")

    problems += tests_that_are_not_there((ROOT / "docs" / "security.md").read_text())

    print("\n".join(problems) if problems else "docs: complete")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
