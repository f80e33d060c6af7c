#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Runs scenario files against the program: commands and what they are expected to print.

    tests/cli/run.py build/broadsheet                      all scenarios
    tests/cli/run.py build/broadsheet tests/cli/day.scenario

A scenario runs in an empty folder of its own, with $BROADSHEET_DATA set to a data folder in it that does
not exist yet. $SAMPLE is sample/, $SHARED is ../shared/data. It consists of these lines:

    # text             a comment
    needs shared       the scenario is left out where ../shared is not there
    == A sentence      opens a case; what follows until the next one belongs to it
    <<< name           the following lines, until one that is only >>>, become a file of that name
    $ command          is run by sh; `broadsheet` is the program. COLUMNS is 80.
    $60 command        the same on a terminal of 60 columns; escape characters print as ␛
    text               expected on stdout: [..] stands for anything within a line, ... alone on a line for
                       any number of lines, and a lone . for an empty line
    ! text             expected on stderr; without such a line, stderr must be empty
    ? 3                the expected exit status; without it, 0
    @ results.0.id = "2607.01234"          stdout is JSON, and this value stands there
    @ results length 3                     ... this list has so many elements
    @ results.0 has id title score         ... this object has at least these keys
    @ results.0.title matches ^Small       ... this text contains the pattern
    @@ ...                                 as @, for every line of JSON Lines

Standard library only, so that everybody can run it and add to it.
"""

import difflib
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import fcntl

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TIMEOUT_S = 60


class Failure(Exception):
    pass


class Step:
    """One command and what is expected of it."""

    def __init__(self, command, columns, line):
        self.command, self.columns, self.line = command, columns, line
        self.out, self.err, self.json, self.status = [], [], [], 0


def parse(text):
    """A scenario as ([needs], [(case, [Step or (file name, content)])])."""
    needs, cases, step, lines = [], [], None, iter(enumerate(text.splitlines(), 1))
    for number, line in lines:
        if line.startswith("needs ") and not cases:
            needs.append(line[6:].strip())
        elif line.startswith("== "):
            cases.append((line[3:], []))
            step = None
        elif line.startswith("#") or not line.strip():
            continue
        elif not cases:
            raise Failure(f"line {number}: stands before the first case")
        elif line.startswith("<<< "):
            content = []
            for _, inner in lines:
                if inner == ">>>":
                    break
                content.append(inner + "\n")
            cases[-1][1].append((line[4:], "".join(content)))
        elif match := re.match(r"\$(\d*) (.*)", line):
            step = Step(match[2], int(match[1] or 0), number)
            cases[-1][1].append(step)
        elif step is None:
            raise Failure(f"line {number}: stands before the case's first command")
        elif line.startswith("! "):
            step.err.append(line[2:])
        elif line.startswith("? "):
            step.status = int(line[2:])
        elif line.startswith(("@ ", "@@ ")):
            step.json.append(line)
        else:
            step.out.append("" if line == "." else line)
    return needs, cases


def line_matches(expected, line):
    pattern = ".*".join(re.escape(part) for part in expected.split("[..]"))
    return re.fullmatch(pattern, line) is not None


def text_matches(expected, lines):
    """Whether the lines are as expected, where '...' stands for any number of lines."""
    if not expected:
        return not lines
    if expected[0] == "...":
        return any(text_matches(expected[1:], lines[i:]) for i in range(len(lines) + 1))
    return bool(lines) and line_matches(expected[0], lines[0]) and text_matches(expected[1:], lines[1:])


def compare(what, expected, text):
    lines = text.rstrip("\n").split("\n") if text.strip("\n") else []
    if not text_matches(expected, lines):
        diff = difflib.unified_diff(expected, lines, "expected", "printed", lineterm="", n=99)
        raise Failure(f"{what} is not as expected:\n" + "\n".join("    " + d for d in diff))


def value_at(document, path):
    for part in path.split(".") if path != "." else []:
        try:
            document = document[int(part)] if isinstance(document, list) else document[part]
        except (KeyError, IndexError, ValueError, TypeError):
            raise Failure(f"there is no {path} in {json.dumps(document)[:300]}") from None
    return document


def check_json(assertion, document):
    match = re.match(r"@@? (\S+) (=|length|has|matches) (.*)", assertion)
    if not match:
        raise Failure(f"cannot read: {assertion}")
    path, verb, argument = match.groups()
    value = value_at(document, path)
    if verb == "=":
        good = value == json.loads(argument)
    elif verb == "length":
        good = len(value) == int(argument)
    elif verb == "has":
        good = isinstance(value, dict) and set(argument.split()) <= value.keys()
    else:
        good = isinstance(value, str) and re.search(argument, value) is not None
    if not good:
        raise Failure(f"{assertion}: it is {json.dumps(value)[:300]}")


def run_plain(step, folder, environment):
    process = subprocess.Popen(["sh", "-c", step.command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    try:
        out, err = process.communicate(timeout=TIMEOUT_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise Failure(f"still running after {TIMEOUT_S} s") from None
    return out.decode(), err.decode(), process.returncode


def run_on_terminal(step, folder, environment):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, step.columns, 0, 0))
    environment = {k: v for k, v in environment.items() if k != "COLUMNS"} | {"TERM": "xterm-256color"}
    process = subprocess.Popen(["sh", "-c", step.command], cwd=folder, env=environment, stdin=theirs,
                               stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    printed = b""
    while select.select([ours], [], [], TIMEOUT_S)[0]:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end was closed
            break
        if not piece:
            break
        printed += piece
    os.close(ours)
    return printed.decode().replace("\r\n", "\n").replace("\x1b", "␛"), "", process.wait(TIMEOUT_S)


def run_step(step, folder, environment):
    runner = run_on_terminal if step.columns else run_plain
    out, err, status = runner(step, folder, environment)
    if step.json:
        try:
            documents = [json.loads(line) for line in out.splitlines()] if step.json[0].startswith("@@") \
                else [json.loads(out)]
        except json.JSONDecodeError as error:
            raise Failure(f"stdout is not JSON ({error}): {out[:300]!r}; stderr: {err[:300]!r}") from None
        if not documents:
            raise Failure("nothing was printed")
        for document in documents:
            for assertion in step.json:
                check_json(assertion, document)
    else:
        compare("stdout", step.out, out)
    compare("stderr", step.err, err)
    if status != step.status:
        raise Failure(f"exit status {status}, not {step.status}")


def run_scenario(path, program):
    """Failures of one scenario as texts."""
    needs, cases = parse(path.read_text())
    shared = ROOT.parent / "shared" / "data"
    if "shared" in needs and not shared.is_dir():
        print(f"skipped {path.name}: ../shared is not there")
        return []
    folder = pathlib.Path(tempfile.mkdtemp(prefix="broadsheet-cli-"))
    binaries = folder / ".bin"
    binaries.mkdir()
    (binaries / "broadsheet").symlink_to(program.resolve())
    environment = {"PATH": f"{binaries}:{os.environ['PATH']}", "HOME": str(folder), "LANG": "C.UTF-8", "TZ": "UTC",
                   "COLUMNS": "80", "BROADSHEET_DATA": str(folder / "data"), "SAMPLE": str(ROOT / "sample"),
                   "SHARED": str(shared)}
    failures = []
    try:
        for case, steps in cases:
            for step in steps:
                if isinstance(step, tuple):
                    (folder / step[0]).parent.mkdir(parents=True, exist_ok=True)
                    (folder / step[0]).write_text(step[1])
                    continue
                try:
                    run_step(step, folder, environment)
                except Failure as failure:
                    failures.append(f"{path}:{step.line}: {case}\n  $ {step.command}\n  {failure}")
    finally:
        shutil.rmtree(folder)
    return failures


def self_test():
    """The runner must be able to fail."""
    assert text_matches(["a[..]c", "...", "z"], ["abc", "x", "y", "z"])
    assert text_matches([], [])
    assert not text_matches(["a"], [])
    assert not text_matches(["a"], ["b"])
    assert not text_matches(["..."] + ["a"], ["b"])
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "a.scenario"
        path.write_text("== wrong in every way\n$ echo a; echo b >&2; exit 4\nb\n$ echo a\na\n? 1\n$ echo '{}'\n@ a = 1\n"
                        "== right\n$ printf '{\"a\":[1]}'\n@ a.0 = 1\n@ a length 1\n@ . has a\n$ echo x >&2\n! x\n$40 echo y\ny\n")
        failures = run_scenario(path, pathlib.Path("/bin/true"))
        assert len(failures) == 3, failures


def main():
    if sys.argv[1:] == ["--self-test"]:
        self_test()
        return 0
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    paths = [pathlib.Path(p) for p in sys.argv[2:]] or sorted(pathlib.Path(__file__).parent.glob("*.scenario"))
    failures = [failure for path in paths for failure in run_scenario(path, pathlib.Path(sys.argv[1]))]
    print("\n\n".join(failures) if failures else f"{len(paths)} scenarios: as expected")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
