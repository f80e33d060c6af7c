#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""House style that a program can check: lengths, licences, names, layers, leftovers.

Exceptions stand in tools/tidy_exceptions.txt as `rule path reason`, so that each is argued for.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE_LINES_MAX = 600
FUNCTION_LINES_MAX = 70
LINE_COLUMNS_MAX = 110
BLOB_BYTES_MAX = 2_000_000

CODE = {".cc", ".h", ".py", ".sh", ".cmake", ".java", ".rs", ".js", ".css"}
# The rooms that own a library's headers, mostly one; nobody else includes them.
LIBRARY_OWNERS = {
    "base": ("openssl/", "xxhash.h", "zstd.h", "zdict.h", "zlib.h", "spdlog/", "date/"),
    "text": ("unicode/", "libstemmer.h", "cmark.h"),
    "formats": ("expat.h", "simdjson.h"),
    "encode": ("simdjson.h", "zip.h", "dlfcn.h"),
    "mcp": ("simdjson.h",),
    "store": ("sqlite3.h",),
    "app": ("CLI/", "toml++/"),
}

# Written in halves, so that this file is checked like all others.
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" "DO", "FIX" "ME", "X" "XX", "HA" "CK")) + r")\b")


def tracked():
    out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    return [name for name in out.decode().split("\0") if name]


def exceptions():
    path = ROOT / "tools" / "tidy_exceptions.txt"
    found = set()
    for line in path.read_text().splitlines() if path.exists() else []:
        if line and not line.startswith("#"):
            rule, name, reason = line.split(None, 2)
            assert reason
            found.add((rule, name))
    return found


def function_lengths(lines):
    """(first line, length) of each function body: from a line that ends in '{' at namespace or class
    depth to the '}' in the same column. clang-format makes this exact enough."""
    start = None
    for number, line in enumerate(lines, 1):
        opens = re.match(r"^( *)[^ /#}].*\) ?(const|noexcept|override|final|mutable|->.*| )*\{$", line)
        indent = len(line) - len(line.lstrip())
        if start is None and opens and indent <= 2 and not re.match(r"^ *(namespace|class|struct|enum|if|for|while|switch)\b", line):
            start = (number, indent)
        elif start and line.startswith(" " * start[1] + "}") and indent == start[1]:
            yield start[0], number - start[0] + 1
            start = None


def check_code(name, text, problem):
    lines = text.splitlines()
    suffix = pathlib.Path(name).suffix
    if not any("SPDX-License-Identifier: Apache-2.0" in line for line in lines[:4]):
        problem("licence", name, "the two SPDX lines are missing at the top")
    if len(lines) > FILE_LINES_MAX:
        problem("file-length", name, f"{len(lines)} lines, more than {FILE_LINES_MAX}: does it hold more than one idea?")
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_COLUMNS_MAX and suffix in {".cc", ".h"}:
            problem("columns", f"{name}:{number}", f"{len(line)} columns, more than {LINE_COLUMNS_MAX}")
        if UNFINISHED.search(line):
            problem("leftover", f"{name}:{number}", "an unfinished marker")
        if suffix in {".cc", ".h"} and re.search(r"\bthrow\b(?! *\()", line.split("//")[0]) and '"' not in line:
            problem("throw", f"{name}:{number}", "we throw nothing")
        if line != line.rstrip():
            problem("blanks", f"{name}:{number}", "blanks at the end of the line")
    if suffix in {".cc", ".h"}:
        for first, length in function_lengths(lines):
            if length > FUNCTION_LINES_MAX:
                problem("function-length", f"{name}:{first}", f"a function of {length} lines, more than {FUNCTION_LINES_MAX}")
        check_includes(name, lines, problem)
    if not re.fullmatch(r"[a-z0-9_./-]+", name) and suffix in {".cc", ".h", ".py", ".sh"}:
        problem("names", name, "file names are snake_case")


def check_includes(name, lines, problem):
    parts = name.split("/")
    room = parts[1] if parts[0] == "src" and len(parts) > 2 else None
    for number, line in enumerate(lines, 1):
        match = re.match(r'#include [<"]([^>"]+)[>"]', line)
        if not match:
            continue
        header = match.group(1)
        if ".." in header:
            problem("layers", f"{name}:{number}", "an include that walks out of its room")
        owners = [owner for owner, prefixes in LIBRARY_OWNERS.items() if header.startswith(prefixes)]
        if owners and room and room not in owners and not name.endswith("_test.cc"):
            problem("library-owner", f"{name}:{number}", f"<{header}> belongs to {' and '.join(owners)}")


def main():
    allowed = exceptions()
    used = set()
    problems = []

    def problem(rule, place, what):
        path = place.split(":")[0]
        if (rule, path) in allowed:
            used.add((rule, path))
        else:
            problems.append(f"{place}: {what} [{rule}]")

    for name in tracked():
        path = ROOT / name
        if path.is_symlink() or not path.is_file():
            continue
        if path.stat().st_size > BLOB_BYTES_MAX:
            problem("blob", name, f"{path.stat().st_size} bytes: does it belong in the repository?")
        if path.suffix in CODE or path.name == "CMakeLists.txt":
            check_code(name, path.read_text(errors="replace"), problem)
    for rule, name in sorted(allowed - used):
        problems.append(f"tools/tidy_exceptions.txt: {rule} {name} is not needed any more")
    print("\n".join(problems) if problems else f"tidy: {len(tracked())} files clean")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
