# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""The digest to a chat or a program: each gets the JSON that it takes, a program with a signature that it can check
(standardwebhooks.com), and nobody on this machine anything unless the operator allows it."""

import base64
import contextlib
import hashlib
import hmac
import http.server
import json
import threading
import time

import mailing
import pytest
from mailing import DUE_TODAY, Reader, papers

# A title that would call everybody, open a tag and end a link, if a chat read it as its own language.
HOSTILE = "<!channel> @everyone *bold* [x](https://evil.example) <b>& `code`|https://evil.example> Tide"


class Receiver(http.server.ThreadingHTTPServer):
    """Remembers what it is sent; answers with `status`, or leads elsewhere."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.received = []
        self.status = 200
        self.location = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/hook"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.path, self.headers, body))
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self):
        self.server.received.append((self.path, self.headers, b""))
        self.send_error(405)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def receiving():
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def receiver():
    with receiving() as server:
        yield server


def hostile_papers():
    first, *others = papers()
    return [{**first, "title": HOSTILE}, *others]


def site_with(tmp_path_factory, private):
    folder = tmp_path_factory.mktemp("webhooks")
    return mailing.mail_server("faults"), lambda mail: mailing.Site(folder, mail, {"mail.private_webhooks": private}, hostile_papers())


@pytest.fixture(scope="module")
def private_site(tmp_path_factory):
    server, make = site_with(tmp_path_factory, "true")
    with server as mail, make(mail) as one:
        yield one


@pytest.fixture(scope="module")
def public_site(tmp_path_factory):
    server, make = site_with(tmp_path_factory, "false")
    with server as mail, make(mail) as one:
        yield one


def hook(site, name, shape, url, secret=""):
    """A reader without letters, whose digest to the webhook is due."""
    reader = Reader(site, name, confirmed=False)
    chosen = {"front-page": "1", "by_mail": "", "webhook": shape, "webhook_url": url, "webhook_secret": secret, "size": "5"}
    reader.choose(**chosen)
    reader.choose(**chosen, **DUE_TODAY)
    return reader


def last_outcome(site):
    return site.rows("SELECT state, outcome FROM deliveries WHERE channel = 1 ORDER BY delivery DESC LIMIT 1")[0]


def outcomes_of(site, name):
    """Of what was tried for one reader: others of the module have theirs, and a choice becomes due only a little later."""
    return site.rows("SELECT state, outcome FROM deliveries JOIN accounts USING(account) WHERE accounts.name = ? AND channel = 1 AND tries > 0", name)


def one_received(site, receiver):
    site.wait(lambda: receiver.received, lambda: str(last_outcome(site)))
    site.settled()
    [(path, headers, body)] = receiver.received
    assert path.startswith("/hook") and headers["Content-Type"] == "application/json"
    assert headers["User-Agent"].startswith("Broadsheet/") and last_outcome(site) == (3, "answered 200")
    return headers, body


SECRETS = {"as it is": ("a secret of mine", b"a-secret-of-mine"), "of standard webhooks": ("whsec_" + base64.b64encode(bytes(range(24))).decode(), bytes(range(24)))}


@pytest.mark.parametrize("kind", SECRETS)
def test_a_program_can_tell_that_it_was_us(private_site, name, receiver, kind):
    secret, key = SECRETS[kind]
    secret = secret.replace(" ", "-")
    hook(private_site, name, "json", receiver.url, secret)
    headers, body = one_received(private_site, receiver)
    told = json.loads(body)
    assert told["type"] == "digest" and told["edition"] and len(told["sections"][0]["papers"]) == 5
    for paper in told["sections"][0]["papers"]:
        assert paper["url"].startswith(private_site.url + "/papers/") and paper["reasons"]
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60 and headers["webhook-id"]
    meant = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    version, _, signature = headers["webhook-signature"].partition(",")
    assert version == "v1"
    assert hmac.compare_digest(base64.b64decode(signature), hmac.digest(key, meant, hashlib.sha256))


def test_one_that_is_sent_again_has_the_same_name(private_site, name, receiver):
    receiver.status = 503
    hook(private_site, name, "json", receiver.url, "a-secret")
    private_site.wait(lambda: len(receiver.received) >= 2)
    receiver.status = 200
    private_site.settled()
    assert len({headers["webhook-id"] for _, headers, _ in receiver.received}) == 1
    assert len({body for _, _, body in receiver.received}) == 1


def test_slack_gets_blocks_that_call_nobody(private_site, name, receiver):
    hook(private_site, name, "slack", receiver.url)
    told = json.loads(one_received(private_site, receiver)[1])
    assert set(told) == {"text", "blocks"} and 0 < len(told["blocks"]) <= 50
    for block in told["blocks"]:
        assert block["type"] == "section" and block["text"]["type"] == "mrkdwn" and 0 < len(block["text"]["text"]) <= 3000
    everything = told["text"] + "".join(block["text"]["text"] for block in told["blocks"])
    assert "<!channel>" not in everything and "&lt;!channel&gt;" in everything
    assert f"<{private_site.url}/papers/" in everything


def test_discord_gets_an_embed_that_calls_nobody(private_site, name, receiver):
    hook(private_site, name, "discord", receiver.url)
    told = json.loads(one_received(private_site, receiver)[1])
    assert told["allowed_mentions"] == {"parse": []}
    [embed] = told["embeds"]
    assert len(embed["title"]) <= 256 and 0 < len(embed["description"]) <= 4096
    assert f"]({private_site.url}/papers/" in embed["description"] and "](https://evil.example)" not in embed["description"].replace("\\]\\(", "")


def test_mattermost_gets_a_text_that_calls_nobody(private_site, name, receiver):
    hook(private_site, name, "mattermost", receiver.url)
    told = json.loads(one_received(private_site, receiver)[1])
    assert set(told) == {"text"} and 0 < len(told["text"]) <= 16383
    assert "@everyone" not in told["text"] and "<!channel>" not in told["text"]


def test_telegram_gets_html_that_it_takes(private_site, name, receiver):
    hook(private_site, name, "telegram", receiver.url, "-100123")
    told = json.loads(one_received(private_site, receiver)[1])
    assert told["chat_id"] == "-100123" and told["parse_mode"] == "HTML" and 0 < len(told["text"]) <= 4096
    assert told["link_preview_options"] == {"is_disabled": True}
    tags = told["text"].split("<")[1:]
    assert all(tag.startswith(("b>", "/b>", 'a href="', "/a>")) for tag in tags) and "&lt;!channel&gt;" in told["text"]


def test_an_answer_that_leads_elsewhere_is_not_followed(private_site, name, receiver):
    with receiving() as other:
        receiver.status, receiver.location = 307, other.url
        hook(private_site, name, "json", receiver.url, "a-secret")
        private_site.wait(lambda: receiver.received)
        private_site.settled()
        assert other.received == [] and last_outcome(private_site)[0] == 4


def test_what_is_gone_is_given_up_and_what_fails_is_tried_again(private_site, name, receiver):
    receiver.status = 410
    hook(private_site, name, "slack", receiver.url)
    private_site.wait(lambda: receiver.received)
    private_site.settled()
    assert len(receiver.received) == 1 and last_outcome(private_site) == (4, "answered 410")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0.0.0.0", "127.1"])
def test_nothing_on_this_machine_is_asked_unless_the_operator_allows_it(public_site, name, receiver, host):
    hook(public_site, name, "json", f"http://{host}:{receiver.server_port}/hook", "a-secret")
    public_site.wait(lambda: outcomes_of(public_site, name), lambda: "nothing was tried")
    public_site.settled()
    [(state, outcome)] = outcomes_of(public_site, name)
    assert state == 4 and outcome, outcome
    assert receiver.received == []


@pytest.mark.parametrize("shape, url, secret, why", [
    ("json", "ftp://x.example/", "s", "begins with https"), ("json", "https://x.example/ y", "s", "ASCII"), ("json", "https://x.example/", "", "secret"),
    ("telegram", "https://x.example/", "", "chat"), ("slack", "", "", "begins with https"), ("slack", "https://x.example/" + "y" * 1000, "", "too long"),
    ("irc", "https://x.example/", "", "must be slack"), ("json", "javascript:alert(1)", "s", "begins with https")])
def test_what_is_no_webhook_is_refused_and_shown_again(private_site, name, shape, url, secret, why):
    reader = Reader(private_site, name, confirmed=False)
    answer = reader.post("/settings/mail", {"choices": "1", "front-page": "1", "webhook": shape, "webhook_url": url, "webhook_secret": secret})
    assert answer.status == 400 and why in answer.words
    assert "You get no digest yet" in answer.words


def test_a_secret_is_not_shown_and_stays_with_its_kind(private_site, name, receiver):
    reader = Reader(private_site, name, confirmed=False)
    reader.choose(**{"front-page": "1", "by_mail": "", "webhook": "json", "webhook_url": receiver.url, "webhook_secret": "unmistakable"})
    page = reader.get("/settings/mail").text
    assert "unmistakable" not in page and "One is set" in page
    # Kept by an empty field, and forgotten with another kind.
    reader.choose(**{"front-page": "1", "by_mail": "", "webhook": "json", "webhook_url": receiver.url, "webhook_secret": ""})
    refused = reader.post("/settings/mail", {"choices": "1", "front-page": "1", "webhook": "telegram", "webhook_url": receiver.url})
    assert refused.status == 400 and "chat" in refused.words
