#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Scanners that know nothing of us, against a server of ours: wapiti over all pages that it finds, as a stranger and as a
reader, and sqlmap over every parameter.

    tests/security/scan.py build/broadsheet             some 15 minutes
    tests/security/scan.py build/broadsheet --seconds 60

Prints what they found that is not explained below; the exit status is 1 if that is anything. Both are packages of Debian.
"""

import argparse
import http.cookiejar
import json
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

READY = "listening on http://"
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SETTINGS = {"readers.sign_up": "open", "server.page_requests": "0", "server.api_requests": "0", "jobs.arxiv_paper": "off",
            "jobs.doi_paper": "off"}
MODULES = "backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss,xxe"

# What scanners say that is so on purpose: a part of the finding, and why.
EXPLAINED = {
    "Strict-Transport-Security is not set": "the server speaks HTTP on loopback; TLS and HSTS are the proxy's, docs/security.md 12.1",
    "X-Frame-Options is not set": "the policy says frame-ancestors 'none', which all browsers of today obey",
    "X-XSS-Protection is not set": "no browser of today reads it; the policy forbids inline scripts",
    "CSP attribute \"frame-ancestors\" is missing": "it is there, as 'none'",
    "Secure flag is not set": "on loopback over HTTP; it is set where public_url is https, docs/security.md 3.3",
}

# Each parameter of each kind of page and answer; "*" is where sqlmap writes.
TARGETS = ["/papers?q=tides*", "/papers?q=a&category=cs.CL*", "/papers?q=a&from=2026*&sort=date*&p=0*", "/papers/2603.05181*",
           "/authors/Mina*", "/categories/cs.CL*", "/venues/ACL*", "/papers/date/2026-01-02*", "/api/papers/search?q=a*&limit=5*",
           "/api/daily_papers?date=2026-01-02*&limit=5*&p=0*&submitter=akhaliq*", "/api/papers?cursor=20451.177*&q=a*",
           "/api/papers/similar?ids=2603.05181*", "/api/collections?item=papers/2603.05181*&owner=mina*&q=a*", "/suggest?q=mi*",
           "/oai?verb=ListRecords*&metadataPrefix=oai_dc*&set=cs*&from=2026-01-01*", "/users/mina*", "/comments?before=9*",
           "/library?q=a*&tag=b*&state=read*&folder=1*", "/private/0123*.atom", "/archive/2026*"]
FORMS = [("/login", "name=mina*&password=wrong*"), ("/signup", "name=zed*&address=zed%40tides.example*&password=short*"),
         ("/papers/2603.05181/comment", "comment=a*&parent=*&form_key={key}"), ("/following", "kind=keyword&target=a*&act=add&form_key={key}"),
         ("/papers/2603.05181/save", "act=save&tags=a*&note=b*&form_key={key}")]


class Server:
    def __init__(self, program, data, **settings):
        for name, value in {**SETTINGS, **settings}.items():
            subprocess.run([program, "--data", data, "config", "set", name, value], check=True, capture_output=True)
        subprocess.run([program, "--data", data, "ingest", *sorted((ROOT / "sample").glob("*.jsonl"))], check=True, capture_output=True)
        self.process = subprocess.Popen([program, "--data", data, "serve", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        self.base = "http://" + self.process.stdout.readline()[len(READY):].strip()

    def sign_up(self):
        """A reader's cookie, and the key of their forms."""
        jar = http.cookiejar.CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        form = urllib.parse.urlencode({"name": "mina", "address": "mina@tides.example", "password": "correct horse battery"})
        browser.open(urllib.request.Request(self.base + "/signup", form.encode(), {"Sec-Fetch-Site": "same-origin"}))
        key = re.search(r'name="form_key" value="([0-9a-f]+)"', browser.open(self.base + "/settings").read().decode())[1]
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar), key

    def stop(self):
        """True if it went as it should: nothing has brought it down."""
        alive = self.process.poll() is None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20) == 0 and alive


def is_explained(finding):
    return any(part in finding for part in EXPLAINED)


def wapiti(server, folder, seconds, as_reader):
    """What it found: strings."""
    report = folder / ("reader.json" if as_reader else "stranger.json")
    command = ["wapiti", "-u", server.base + "/", "-s", server.base + "/papers", "-s", server.base + "/settings", "-m", MODULES,
               "-d", "4", "--max-links-per-page", "60", "--max-files-per-dir", "20", "--max-scan-time", str(seconds), "--max-attack-time", str(max(30, seconds // 8)), "--flush-session", "--no-bugreport",
               "--store-session", str(folder / "session"), "--store-config", str(folder / "config"), "-f", "json", "-o", str(report)]
    # It says that it takes Brotli, and can't read it; and it follows no redirect.
    command += ["-H", "Accept-Encoding: identity", "-H", "Sec-Fetch-Site: same-origin"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20 * seconds + 600)
    assert report.exists(), done.stdout[-2000:] + done.stderr[-2000:]
    said = json.loads(report.read_text())
    pages = int(re.search(r"found (\d+) URLs and forms", done.stdout)[1])
    assert pages > 50, f"wapiti found {pages} pages: it did not look"
    found = [f"wapiti, {kind}: {one['method']} {one['path']}: {one['info']}"
             for kind, all in [*said["vulnerabilities"].items(), *said["anomalies"].items()] for one in all]
    print(f"wapiti as {'a reader' if as_reader else 'a stranger'}: {len(found)} findings, {pages} pages", flush=True)
    return found


def sqlmap(server, folder, path, form):
    command = ["sqlmap", "-u", server.base + path, "--batch", "--level", "2", "--risk", "2", "--threads", "1", "--flush-session",
               "--output-dir", str(folder / "sqlmap"), "--disable-coloring", "--ignore-code", "*",
               "--header", "Sec-Fetch-Site: same-origin", "--cookie", server.cookie, "--skip-waf", "--dbms", "SQLite"]
    if form:
        command += ["--data", form.format(key=server.form_key)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=900).stdout
    assert "all tested parameters do not appear to be injectable" in said or "injectable" in said, said[-2000:]
    # What "appears to be" so, such as a search that finds something else for other words, it tries out and takes back.
    found = [line for line in said.splitlines() if re.search(r"is vulnerable|identified the following", line)]
    return [f"sqlmap, {path}: {line}" for line in found]


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=300, help="for each crawl of wapiti")
    arguments = parser.parse_args()
    for tool in ("wapiti", "sqlmap"):
        assert shutil.which(tool), f"{tool} is not installed; it is a package of Debian"
    with tempfile.TemporaryDirectory(prefix="broadsheet-scan-") as name:
        folder = pathlib.Path(name)
        program = arguments.program.resolve()
        server = Server(program, folder / "data")
        server.cookie, server.form_key = server.sign_up()
        found = []
        for path, form in [*((path, None) for path in TARGETS), *FORMS]:
            found += sqlmap(server, folder, path, form)
        print(f"sqlmap: {len(found)} findings over {len(TARGETS) + len(FORMS)} addresses", flush=True)
        found += wapiti(server, folder, arguments.seconds, False)
        sound = server.stop()
        # Nobody logs this one out: whoever asks is the reader, and every form is theirs.
        subprocess.run([program, "--data", folder / "single", "account", "add", "mina"], check=True, capture_output=True,
                       input=b"correct horse battery\n")
        server = Server(program, folder / "single", **{"readers.mode": "single"})
        found += wapiti(server, folder, arguments.seconds, True)
        sound = server.stop() and sound
    unexplained = sorted({finding for finding in found if not is_explained(finding)})
    for finding in unexplained:
        print(finding)
    print(f"{len(unexplained)} unexplained findings of {len(found)}; the server {'ended as it should' if sound else 'DID NOT LAST'}")
    sys.exit(0 if sound and not unexplained else 1)


if __name__ == "__main__":
    main()
