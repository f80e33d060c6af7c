# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""How an upstream is asked: no sooner than it wishes, by one at a time, for no more than has changed."""

import json
import signal
import threading

import pytest

from test_hostile import library
from upstream import RESPONSE_DATE, Upstream, answer, in_seconds, once, says

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Tides</title>{}</channel></rss>"""
ITEM = "<item><title>{}</title><link>https://tides.example/{}</link><description>Of {}.</description></item>"


@pytest.mark.parametrize("status", [503, 429])
@pytest.mark.parametrize("header, seconds", [(lambda: "1", 1), (lambda: "3", 3), (lambda: in_seconds(3), 3)],
                         ids=["one", "three", "date"])
def test_retry_after_is_kept_within_a_second(harvester, status, header, seconds):
    upstream = Upstream(library(), fault=once(2, lambda u, c, r: says(status, "", [f"Retry-After: {header()}"])(u, c, r)))
    harvester(**{"harvest.wait_max_s": "60"}).harvest_to_the_end(upstream.url)
    waited = upstream.requests[2].at - upstream.requests[1].at
    # A date has no fractions of a second, and one more goes by until it is read.
    assert seconds - 1 <= waited <= seconds + 1
    if header() == str(seconds):
        assert waited >= seconds


def test_nobody_of_ours_asks_a_host_that_wants_to_be_left_alone(harvester):
    upstream = Upstream(library(), fault=once(1, says(503, "", ["Retry-After: 2"])))
    mine = harvester(**{"harvest.wait_max_s": "60"})
    one = mine.start(upstream.url)
    assert upstream.wait_for(1)
    other = mine.start(upstream.url, "--set", "boats")
    assert one.wait(30) == 0 and other.wait(30) == 0
    times = [request.at for request in upstream.requests]
    assert min(times[1:]) - times[0] >= 2


def test_two_programs_share_one_budget_and_one_connection(harvester):
    interval = 0.4
    open_now, most = 0, 0
    lock = threading.Lock()

    def counted(one, connection, request):
        nonlocal open_now, most
        with lock:
            open_now += 1
            most = max(most, open_now)
        connection.sendall(answer(200, one.page(request)))
        with lock:
            open_now -= 1
        return True

    upstream = Upstream(library(), fault=counted)
    mine = harvester(**{"harvest.interval_ms": str(int(1000 * interval))})
    programs = [mine.start(upstream.url), mine.start(upstream.url, "--from", "2026-05-02"), mine.start(upstream.url, "--set", "tides")]
    assert [program.wait(60) for program in programs] == [0, 0, 0]
    times = sorted(request.at for request in upstream.requests)
    assert len(times) == 12
    # The time between the turn and the arrival differs by what a loaded machine makes of it.
    assert min(later - earlier for earlier, later in zip(times, times[1:])) >= interval / 2
    assert times[-1] - times[0] >= interval * (len(times) - 1) - interval / 2
    assert most == 1


def test_only_what_changed_is_asked_for(harvester):
    upstream = Upstream(library())
    mine = harvester()
    mine.harvest_to_the_end(upstream.url)
    upstream.day = 9
    report = mine.harvest_to_the_end(upstream.url)[-1]
    assert upstream.requests[-1].argument("from") == RESPONSE_DATE.format(1)[:10] and upstream.requests[-1].argument("until") is None
    assert report["read"] == 0 and report["state"]["from"] == RESPONSE_DATE.format(9)[:10]


def test_a_range_of_days_leaves_the_next_harvest_as_it_was(harvester):
    upstream = Upstream(library())
    mine = harvester()
    report = mine.harvest_to_the_end(upstream.url, "--from", "2026-05-20", "--until", "2026-05-21")[-1]
    assert upstream.requests[0].argument("from") == "2026-05-20" and upstream.requests[0].argument("until") == "2026-05-21"
    assert report["read"] > 0
    mine.harvest_to_the_end(upstream.url)
    assert upstream.requests[-1].argument("from") is None


def test_goes_on_at_the_exact_place(harvester):
    upstream = Upstream(library(), fault=lambda u, c, r: r.number > 2 and says(500)(u, c, r))
    mine = harvester()
    stopped = json.loads(mine.harvest(upstream.url).stdout)
    assert stopped["pages"] == 2 and stopped["state"]["list_open"] and "answers 500" in stopped["error"]
    upstream.fault = None
    asked = len(upstream.requests)
    report = mine.harvest_to_the_end(upstream.url)[-1]
    assert upstream.requests[asked].argument("resumptionToken") == "||40" and report["pages"] == 2


def test_stops_at_once_when_asked_to_and_loses_nothing(harvester):
    upstream = Upstream(library(), fault=once(3, says(503, "", ["Retry-After: 50"])))
    mine = harvester(**{"harvest.wait_max_s": "60"})
    process = mine.start(upstream.url)
    assert upstream.wait_for(3)
    process.send_signal(signal.SIGINT)
    assert process.wait(5) == 130
    assert len(mine.papers()) == 40


def test_this_machine_is_not_asked_unless_it_is_allowed(harvester):
    upstream = Upstream(library())
    done = harvester(**{"harvest.private_addresses": "false"}).harvest(upstream.url)
    assert done.returncode == 1 and "private network" in json.loads(done.stdout)["error"] and upstream.requests == []


def test_a_dry_run_says_all_and_asks_nothing(harvester):
    upstream = Upstream(library())
    mine = harvester(**{"harvest.interval_ms": "1500"})
    done = mine.run("harvest", upstream.url, "--as", "oai-pmh", "--set", "tides", "--dry-run", check=True)
    assert f"would ask   {upstream.url}?verb=ListRecords&metadataPrefix=oai_dc&set=tides" in done.stdout
    assert "a request in 1.5 s" in done.stdout and "nothing was harvested" in done.stdout
    arxiv = mine.run("harvest", "arxiv", "--from", "2026-06-01", "--dry-run", check=True).stdout
    assert "https://oaipmh.arxiv.org/oai?verb=ListRecords&metadataPrefix=arXivRaw&from=2026-06-01" in arxiv
    assert "arxiv.org: a request in 3 s, one connection" in arxiv
    assert upstream.requests == []


def test_says_who_asks(harvester):
    upstream = Upstream(library())
    harvester(**{"harvest.contact": "reader@tides.example"}).harvest_to_the_end(upstream.url)
    assert "User-Agent: Broadsheet/" in upstream.requests[0].headers and "(reader@tides.example)" in upstream.requests[0].headers


class Feed:
    """A document with a validator, which says 304 to whoever has it."""

    def __init__(self, items):
        self.items = items
        self.conditional = 0

    def __call__(self, _upstream, connection, request):
        tag = f'"{len(self.items)}"'
        if f"If-None-Match: {tag}" in request.headers:
            self.conditional += 1
            connection.sendall(answer(304, "", [f"ETag: {tag}"]))
        elif "verb=Identify" in request.path:
            connection.sendall(answer(404, "nothing"))
        else:
            body = FEED.format("".join(ITEM.format(item, i, item) for i, item in enumerate(self.items)))
            connection.sendall(answer(200, body, [f"ETag: {tag}"]))
        return True


def test_a_feed_is_read_when_it_has_changed(harvester):
    feed = Feed(["Harbours of the north", "Harbours of the south"])
    upstream = Upstream([], fault=feed)
    mine = harvester()
    assert "2 read: 2 new" in mine.run("harvest", f"{upstream.base}/feed.xml", check=True).stdout
    assert "nothing has changed there" in mine.run("harvest", f"{upstream.base}/feed.xml", check=True).stdout
    assert feed.conditional == 1
    feed.items.append("Harbours of the east")
    assert "3 read: 1 new, 2 unchanged" in mine.run("harvest", f"{upstream.base}/feed.xml", check=True).stdout


class CrossrefList:
    """A list that goes on by a cursor, which it forgets when it is told to."""

    def __init__(self, works):
        self.works = works
        self.forgets = False

    def __call__(self, _upstream, connection, request):
        cursor = request.argument("cursor")
        if cursor not in (None, "*") and self.forgets:
            self.forgets = False
            connection.sendall(answer(400, '{"status":"failed","message":"cursor expired"}'))
            return True
        place = 0 if cursor in (None, "*") else int(cursor.removeprefix("+/"))
        items = [{"DOI": f"10.5555/{n}", "title": [f"Work number {n} of the harbours"], "prefix": "10.5555", "member": "1",
                  "reference-count": 0, "issued": {"date-parts": [[2026, 6, 1]]}, "indexed": {"date-time": "2026-06-01T00:00:00Z"}}
                 for n in range(place, min(place + 10, self.works))]
        message = {"total-results": self.works, "items": items}
        if cursor is not None:
            message["next-cursor"] = f"+/{place + 10}"
        connection.sendall(answer(200, json.dumps({"status": "ok", "message-type": "work-list", "message": message})))
        return True


def test_a_list_of_a_service_is_read_to_its_end(harvester):
    upstream = Upstream([], fault=CrossrefList(25))
    mine = harvester()
    address = f"{upstream.base}/works?filter=from-index-date:{{from}},until-index-date:{{until}}"
    said = mine.run("harvest", address, "--from", "2026-05-01", "--until", "2026-06-01", check=True).stdout
    assert "25 new" in said and "goes on" not in said, "what is read to its end is no news"
    paths = [request.path for request in upstream.requests]
    begin = "/works?filter=from-index-date:2026-05-01,until-index-date:2026-06-01"
    assert paths[:3] == [begin, f"{begin}&cursor=%2A", f"{begin}&cursor=%2B%2F10"], paths
    assert len(mine.papers()) == 25
    mine.run("harvest", address, check=True)
    assert "from-index-date:1990-01-01," in upstream.requests[len(paths)].path
    count = len(upstream.requests)
    mine.run("harvest", address, check=True)
    assert "from-index-date:1990" not in upstream.requests[count].path, "from the last harvest on"


def test_a_list_whose_cursor_has_expired_is_begun_anew(harvester):
    works = CrossrefList(25)
    works.forgets = True
    upstream = Upstream([], fault=works)
    mine = harvester()
    first = mine.run("harvest", f"{upstream.base}/works")
    assert first.returncode == 1 and "the server answers 400" in " ".join(first.stderr.split())
    assert "15 new" in mine.run("harvest", f"{upstream.base}/works", check=True).stdout
    assert len(mine.papers()) == 25


def test_what_is_at_an_address_is_found_out(harvester):
    upstream = Upstream(library())
    said = harvester().run("harvest", upstream.url, check=True).stdout
    assert "80 read: 80 new" in said and "goes on" not in said


def test_what_no_format_is_is_refused_in_words(harvester):
    upstream = Upstream([], fault=says(200, "<html><body>hello</body></html>"))
    done = harvester().run("harvest", f"{upstream.base}/", "--as", "document")
    assert done.returncode == 1 and "no document of a format that Broadsheet reads" in " ".join(done.stderr.split())


def daily_papers(upstream, connection, request):
    day, page = request.argument("date"), int(request.argument("p"))
    count = {"2026-06-01": 3, "2026-06-03": 2}.get(day, 0)
    items = [{"paper": {"id": f"26{day[5:7]}.{day[8:]}{page}{i:02}", "title": f"Paper {i} of {day}", "upvotes": upstream.votes,
                        "submittedOnDailyAt": f"{day}T08:00:00.000Z"}, "title": f"Paper {i} of {day}",
              "publishedAt": f"{day}T00:00:00.000Z"} for i in range(count if page < 2 else 0)]
    connection.sendall(answer(200, json.dumps(items)))
    return True


def test_daily_papers_come_day_by_day(harvester):
    upstream = Upstream([], fault=daily_papers)
    upstream.votes = 3
    mine = harvester()
    words = ("--as", "daily-papers", "--json", "--from", "2026-06-01", "--until", "2026-06-03")
    report = json.loads(mine.run("harvest", upstream.base, *words, check=True).stdout)
    assert report["new"] == 10 and len(upstream.requests) == 7
    day = json.loads(mine.run("day", "2026-06-03", "--json", check=True).stdout)
    assert len(day) == 4 and day[0]["paper"]["upvotes"] == 3
