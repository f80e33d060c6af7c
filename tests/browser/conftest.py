# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""A server over the sample and hostile papers, and a browser that notes everything it complains about."""

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess

import pytest
from playwright.sync_api import sync_playwright

import hostile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("BROADSHEET", str(ROOT / "build" / "broadsheet"))
READY = "listening on "

# Violations are kept where a later look finds them, also those of the first bytes of a page.
WATCH = """window.violations = [];
document.addEventListener('securitypolicyviolation', e => window.violations.push(e.violatedDirective + ' ' + e.blockedURI));"""


# Everybody may sign up; nothing is fetched from other hosts.
OPEN = {"readers.sign_up": "open", "jobs.arxiv_paper": "off", "jobs.doi_paper": "off"}


@contextlib.contextmanager
def serving(data, files=None, settings=None):
    """The address of a server over these files, the sample without any."""
    files = files or sorted((ROOT / "sample").glob("*.jsonl"))
    for name, value in (settings or {}).items():
        subprocess.run([PROGRAM, "--data", data, "config", "set", name, value], check=True, capture_output=True)
    subprocess.run([PROGRAM, "--data", data, "ingest", *files], check=True, capture_output=True)
    command = [PROGRAM, "--data", data, "serve", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        yield server.stdout.readline()[len(READY):].strip()
        server.send_signal(signal.SIGTERM)
        assert server.wait(10) == 0


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    hostile.write(folder / "hostile.jsonl")
    with serving(folder / "data", [*sorted((ROOT / "sample").glob("*.jsonl")), folder / "hostile.jsonl"]) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    program = shutil.which("chromium")
    assert program, "Debian's chromium is not installed: make packages-test"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=program,
                                         args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"])


class Reader:
    """A tab, and what went wrong in it."""

    def __init__(self, browser, endpoint, scripts=True, dark=False, width=1440):
        self.context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 900},
                                           color_scheme="dark" if dark else "light", base_url=endpoint)
        self.page = self.context.new_page()
        self.complaints = []
        self.scripts = scripts
        if scripts:
            self.page.add_init_script(WATCH)
        self.page.on("console", lambda message: self.note(message.type in ("error", "warning"), message.text))
        self.page.on("pageerror", lambda error: self.note(True, f"script: {error}"))
        self.page.on("dialog", lambda dialog: (self.note(True, f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("request", lambda request: self.note(not request.url.startswith(endpoint), f"asked for {request.url}"))
        # A page that is left gives up what it still waited for; what a policy blocks has another name.
        self.page.on("requestfailed", lambda request: self.note(request.failure != "net::ERR_ABORTED",
                                                                f"failed: {request.url}: {request.failure}"))

    def note(self, wrong, what):
        # The console repeats the status of the page itself.
        if wrong and "the server responded with a status of" not in what:
            self.complaints.append(what)

    def open(self, path):
        status = self.page.goto(path, wait_until="load").status
        if self.scripts:
            self.complaints += self.page.evaluate("window.violations")
        return status

    def fits(self):
        """Whether nobody has to scroll sideways."""
        return self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.fixture(scope="session")
def readers(browser, endpoint):
    made = {}

    def reader(**how):
        key = tuple(sorted(how.items()))
        if key not in made:
            made[key] = Reader(browser, endpoint, **how)
        made[key].complaints.clear()
        return made[key]

    yield reader
    for each in made.values():
        each.context.close()


PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def open_data(tmp_path_factory):
    return tmp_path_factory.mktemp("open") / "data"


@pytest.fixture(scope="module")
def open_endpoint(open_data):
    """A server over that folder, where everybody may sign up."""
    with serving(open_data, settings=OPEN) as address:
        yield address


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def reader(browser, open_endpoint, request):
    one = Reader(browser, open_endpoint, scripts=request.param)
    yield one
    assert one.complaints == []
    one.context.close()


def sign_up(reader, name, address=""):
    reader.name = name
    reader.open("/signup")
    page = reader.page
    page.get_by_label("Name,").fill(name)
    page.get_by_label("Mail address").fill(address or f"{name}@tides.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.get_by_role("heading", name=name).wait_for()
