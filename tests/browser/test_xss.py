# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Nothing that somebody writes runs in a reader's browser: hundreds of attempts in each field that strangers fill."""

import functools
import http.cookiejar
import http.server
import os
import re
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request

import pytest

import hostile
import watched
import xss_vectors
from conftest import OPEN, PROGRAM, ROOT, Reader, serving

RENDER_COMMENT = os.environ.get("RENDER_COMMENT", str(ROOT / "build" / "tests" / "browser" / "render_comment"))
VECTORS = [vector for _, vector in xss_vectors.vectors()]
SOME = [vector for _, vector in xss_vectors.one_of_each()]
COMMENTS_A_PAGE = 40
PAGES_IN_ONE = 40
OUR_FILES = re.compile(r'<script[^>]* src="/site/[^"]*"></script>|<link[^>]* href="/site/[^"]*"[^>]*>')
ELEMENTS = "a blockquote br code em h3 h4 h5 h6 hr li ol p pre strong ul".split()


def said(vector):
    """As text, which JSON can carry."""
    return vector.decode("utf-8", "replace")


def fetched(address, form=None):
    """(status, type, body), whatever the status."""
    try:
        answer = urllib.request.urlopen(urllib.request.Request(address, form, {"Accept": "text/html"}), timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.headers["Content-Type"], answer.read()


def rendered(comments):
    """The HTML of each."""
    asked = b"".join(b"%d\n%s" % (len(one), one) for one in comments)
    answer = subprocess.run([RENDER_COMMENT], input=asked, check=True, capture_output=True, timeout=120).stdout
    found = []
    while answer:
        size, answer = answer.split(b"\n", 1)
        found.append(answer[:int(size)].decode())
        answer = answer[int(size):]
    assert len(found) == len(comments)
    return found


@pytest.fixture(scope="module")
def attacked(browser, tmp_path_factory):
    """A tab at a server whose papers say each of the vectors wherever a source may say something."""
    folder = tmp_path_factory.mktemp("xss")
    addresses = ["https://ok.example/", "", "//ok.example/"]
    hostile.write(folder / "papers.jsonl", [(said(vector), addresses[number % 3] + said(vector)[:500])
                                            for number, vector in enumerate(VECTORS)])
    with serving(folder / "data", [folder / "papers.jsonl"], OPEN) as endpoint:
        reader = Reader(browser, endpoint)
        reader.endpoint, reader.data = endpoint, folder / "data"
        yield reader
        reader.context.close()


class Page(http.server.BaseHTTPRequestHandler):
    """Pages that a test made, and what they need from the server that they came from."""

    def do_GET(self):
        page = self.server.pages.get(self.path)
        status, kind, body = (200, "text/html; charset=utf-8", page.encode()) if page is not None else fetched(self.server.behind + self.path)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module", params=["under our policy", "without a policy"])
def shown(request, browser, attacked):
    """A tab at a server of pages that are made here, with our policy or with none; `pages` has them by their paths."""
    with urllib.request.urlopen(attacked.endpoint + "/papers", timeout=30) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    server.pages, server.behind, server.policy = {}, attacked.endpoint, policy if request.param == "under our policy" else None
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    reader = Reader(browser, f"http://127.0.0.1:{server.server_port}")
    reader.pages = server.pages
    yield reader
    reader.context.close()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def fetch():
    """Fetches a page, and each only once: both policies look at the same ones."""
    return functools.cache(fetched)


@pytest.fixture(scope="module")
def comment_pages(shown):
    html = rendered(VECTORS)
    for begin in range(0, len(html), COMMENTS_A_PAGE):
        body = "".join(f"<article>{one}</article>\n" for one in html[begin:begin + COMMENTS_A_PAGE])
        shown.pages[f"/{begin}"] = f"<!doctype html><html lang=en><meta charset=utf-8><title>Comments</title><main>{body}</main></html>"
    return shown


def all_in_one(shown, paths, fetch):
    """Pages of ours, one behind the other in one page, without our own scripts and styles. What one of them opens and does not
    close takes the others with it."""
    pages = []
    for path in paths:
        _, kind, body = fetch(path)
        if kind.startswith("text/html"):
            pages.append(OUR_FILES.sub("", body.decode()))
        else:
            assert kind.startswith("application/json") and b"<" not in body, "an address that is refused before anybody reads it"
    shown.pages["/all"] = "\n".join(pages)
    assert watched.complaints(shown, "/all") == []
    assert shown.page.evaluate("document.querySelectorAll('main').length") == len(pages) > 0


def test_there_are_hundreds_of_attempts_in_dozens_of_places():
    places = {place for place, _ in xss_vectors.vectors()}
    assert len(VECTORS) >= 500 and len(places) >= 40 and len(set(VECTORS)) == len(VECTORS)


def test_the_watch_sees_what_runs(browser):
    """Otherwise it would prove nothing."""
    reader = Reader(browser, "http://127.0.0.1:9")
    for vector in ("<script>alert(1)</script>", "<img src=x onerror=window.__xss=1>", "<svg onload=top.__xss=1>",
                   "<a href=javascript:alert(1)>x</a>", "<b onmouseover=window.__xss=1>x</b>", "<iframe srcdoc=x></iframe>"):
        reader.page.goto("about:blank")
        reader.complaints.clear()
        reader.page.set_content(f"<!doctype html><main>{vector}</main>")
        assert reader.page.evaluate(watched.LOOK, watched.OURS) + reader.complaints, vector
    reader.context.close()


@pytest.mark.parametrize("begin", range(0, len(VECTORS), COMMENTS_A_PAGE))
def test_comments(comment_pages, begin):
    assert watched.complaints(comment_pages, f"/{begin}") == []
    found = comment_pages.page.evaluate("""() => [...document.querySelectorAll('article *')]
        .filter(element => !element.closest('math')).map(element => element.localName)""")
    assert set(found) <= set(ELEMENTS)
    articles = comment_pages.page.evaluate("document.querySelectorAll('main > article').length")
    assert articles == len(VECTORS[begin:begin + COMMENTS_A_PAGE]), "a comment ends where it ends"


@pytest.mark.parametrize("begin", range(0, len(VECTORS), COMMENTS_A_PAGE))
def test_comments_that_are_read_twice_are_the_same(comment_pages, begin):
    """What a browser writes and reads again is what it had: nothing waits for another parser."""
    comment_pages.open(f"/{begin}")
    changed = comment_pages.page.evaluate("""() => [...document.querySelectorAll('article')].filter(one => {
        const again = document.createElement('article');
        again.innerHTML = one.innerHTML;
        return !again.isEqualNode(one);
    }).map(one => one.innerHTML)""")
    assert changed == [] and comment_pages.complaints == []


def papers():
    return [f"/papers/{hostile.identifier(number)}" for number in range(len(VECTORS))]


def asking(path, before=b"", behind=""):
    return [path + urllib.parse.quote(before + vector, safe="") + behind for vector in VECTORS]


# Queries find nothing, so that their pages are short. Authors, venues and organizations are those of the papers, as far as an address can name them.
FIELDS = {"papers": papers(), "query": asking("/papers?q=", behind="&from=2030"), "author": asking("/authors/", b"Ada "), "venue": asking("/venues/"),
          "organization": asking("/organizations/"), "category": asking("/categories/")}


# The policy is tried with pages as they are served, below.
@pytest.mark.parametrize("shown", ["without a policy"], indirect=True)
@pytest.mark.parametrize("field", FIELDS)
def test_every_attempt_in_every_field(shown, attacked, fetch, field):
    paths = FIELDS[field]
    for begin in range(0, len(paths), PAGES_IN_ONE):
        all_in_one(shown, [attacked.endpoint + path for path in paths[begin:begin + PAGES_IN_ONE]], fetch)


@pytest.mark.parametrize("begin", range(0, len(SOME), 16))
def test_papers_as_they_are_served(attacked, begin):
    for vector in SOME[begin:begin + 16]:
        number = VECTORS.index(vector)
        assert watched.complaints(attacked, f"/papers/{hostile.identifier(number)}") == [], vector
        assert attacked.page.text_content("h1").strip().startswith(f"Paper {number}")


@pytest.mark.parametrize("begin", range(0, len(SOME), 16))
def test_queries_as_they_are_answered(attacked, begin):
    for vector in SOME[begin:begin + 16]:
        assert watched.complaints(attacked, "/papers?q=" + urllib.parse.quote(vector, safe="")) == [], vector


def test_texts_to_be_similar_to(shown, attacked, fetch):
    def similar(vector):
        return fetched(attacked.endpoint + "/papers/similar", urllib.parse.urlencode({"text": vector}).encode())

    all_in_one(shown, SOME, similar)


class Writer:
    """A reader with an account, and what they send without a browser."""

    def __init__(self, endpoint, name):
        self.endpoint, self.name = endpoint, name
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.post("/signup", name=name, address=f"{name}@tides.example", password="correct horse battery")
        with self.opener.open(endpoint + "/settings") as answer:
            self.key = re.search(r'name="form_key" value="([^"]+)"', answer.read().decode())[1]

    def post(self, path, **form):
        request = urllib.request.Request(self.endpoint + path, urllib.parse.urlencode(form).encode(),
                                         {"Sec-Fetch-Site": "same-origin"})
        with self.opener.open(request, timeout=30) as answer:
            return answer.geturl()

    def say(self, paper, words):
        """The id of the comment."""
        return self.post(f"/papers/{paper}/comment", form_key=self.key, comment=words).split("#comment-")[1]


@pytest.fixture(scope="module")
def talked(attacked):
    """The same server, after readers have said each of the vectors, and reported one of each place with the same words.
    Gives the papers that they said it of."""
    said_on = []
    for begin in range(0, len(VECTORS), COMMENTS_A_PAGE):
        writer = Writer(attacked.endpoint, f"writer-{begin}")
        reporter = Writer(attacked.endpoint, f"reporter-{begin}") if begin % 120 == 0 else reporter
        said_on.append(hostile.identifier(begin))
        for vector in VECTORS[begin:begin + COMMENTS_A_PAGE]:
            try:
                comment = writer.say(said_on[-1], vector)
            except urllib.error.HTTPError as error:  # what shows nothing is no comment
                assert error.code == 400
                continue
            if vector in SOME:
                reporter.post(f"/comments/{comment}/report", form_key=reporter.key, reason="Abuse", words=vector[:900])
    return said_on


def test_comments_as_they_are_served(attacked, talked):
    for paper in talked:
        assert watched.complaints(attacked, f"/papers/{paper}") == [], paper
    assert attacked.page.locator(".comment").count() > 20
    for path in ["/comments", "/moderation", "/users/writer-0"]:
        assert watched.complaints(attacked, path) == [], path
        assert attacked.page.locator("main").count() == 1


def test_reports_as_a_moderator_reads_them(browser, attacked, talked):
    writer = Writer(attacked.endpoint, "moderating")
    subprocess.run([PROGRAM, "--data", attacked.data, "account", "role", "moderating", "moderator"], check=True,
                   capture_output=True)
    moderator = Reader(browser, attacked.endpoint)
    cookie = next(iter(writer.cookies))
    moderator.context.add_cookies([{"name": cookie.name, "value": cookie.value, "url": attacked.endpoint}])
    assert watched.complaints(moderator, "/moderation/reports") == []
    assert moderator.page.locator(".comment").count() > 20
    moderator.context.close()


def test_lists_of_papers(attacked):
    for path in ["/papers/date/2026-08-20", "/venues", "/organizations", "/categories", "/papers/trending", "/archive"]:
        assert watched.complaints(attacked, path) == []
