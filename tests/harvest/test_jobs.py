# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Papers that somebody asked for, fetched by their ids while the server runs."""

import contextlib
import http.server
import json
import threading

from test_sources import serving, wait_until

ENTRY = """<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/query</id><title>one</title>
<entry><id>http://arxiv.org/abs/{id}v1</id><title>Tides of {id}</title><summary>We forecast.</summary>
<published>2026-08-18T10:00:00Z</published><updated>2026-08-18T10:00:00Z</updated>
<author><name>Mina Okafor</name></author><category term="cs.LG"/></entry></feed>"""
EMPTY = """<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/query</id><title>none</title></feed>"""
WORK = {"status": "ok", "message-type": "work", "message": {
    "DOI": "10.1000/tides", "title": ["A work about tides"], "type": "journal-article", "member": "1",
    "author": [{"given": "Jun", "family": "Roh"}], "issued": {"date-parts": [[2026, 8, 1]]}}}


@contextlib.contextmanager
def archive(answers):
    """`answers`: from a path to a status and a body, or a function that gives both."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            said = answers.get(self.path, (404, "no such page"))
            status, body = said() if callable(said) else said
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()


def jobs(mine):
    return {job["id"]: job for job in json.loads(mine.run("job", "--json", check=True).stdout)}


def addresses(url):
    return {"jobs.arxiv_paper": url + "/query?id_list={id}", "jobs.doi_paper": url + "/works/{id}"}


def test_papers_come_by_their_ids(harvester):
    answers = {"/query?id_list=2608.00001": (200, ENTRY.format(id="2608.00001")), "/query?id_list=2608.00002": (200, EMPTY),
               "/works/10.1000/tides": (200, json.dumps(WORK))}
    with archive(answers) as (url, asked):
        mine = harvester(**addresses(url))
        for id in ["2608.00001", "2608.00002", "10.1000/tides", "10.1000/none"]:
            mine.run("job", "fetch", id, check=True)
        with serving(mine):
            wait_until(lambda: all(job["state"] != "waiting" for job in jobs(mine).values()))
    done = jobs(mine)
    assert done["2608.00001"]["state"] == "done" and done["doi:10.1000/tides"]["state"] == "done"
    assert "Tides of 2608.00001" in mine.run("show", "2608.00001", check=True).stdout
    assert "A work about tides" in mine.run("show", "10.1000/tides", check=True).stdout
    assert done["2608.00002"]["outcome"] == "nobody who was asked has a paper of this id"
    assert done["doi:10.1000/none"]["state"] == "failed" and "404" in done["doi:10.1000/none"]["outcome"]
    assert sorted(asked) == sorted({*answers, "/works/10.1000/none"})


def test_what_a_server_fails_at_is_tried_again_later(harvester):
    with archive({"/query?id_list=2608.00001": (200, "<html>We are busy</html>")}) as (url, asked):
        mine = harvester(**addresses(url))
        mine.run("job", "fetch", "2608.00001", check=True)
        with serving(mine):
            wait_until(lambda: jobs(mine)["2608.00001"]["tries"] == 1)
    job = jobs(mine)["2608.00001"]
    assert job["state"] == "waiting" and job["outcome"]
    assert asked.count("/query?id_list=2608.00001") >= 1


def test_a_job_that_was_cut_is_done_after_the_restart(harvester):
    hold = threading.Event()

    def slowly():
        hold.wait(20)
        return 200, ENTRY.format(id="2608.00001")

    with archive({"/query?id_list=2608.00001": slowly}) as (url, asked):
        mine = harvester(**addresses(url))
        mine.run("job", "fetch", "2608.00001", check=True)
        with serving(mine):
            wait_until(lambda: asked)
        assert jobs(mine)["2608.00001"]["state"] == "waiting"
        hold.set()
        with serving(mine):
            wait_until(lambda: jobs(mine)["2608.00001"]["state"] == "done")
