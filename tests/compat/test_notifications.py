# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Notifications as a program of the public API asks for them: every body is one that the description promises."""

import json
import urllib.error
import urllib.request

import jsonschema_rs
import pytest
from conftest import make_token

PAPER = "2603.05181"


@pytest.fixture(scope="module")
def ask(data, endpoint, description, closed):
    """The body of an answer to a reader, who is called vera or yuki, checked against the description."""
    tokens = {name: make_token(data, name) for name in ("vera", "yuki")}

    def answer(reader, method, path, body=None):
        request = urllib.request.Request(endpoint + path, method=method, data=body and json.dumps(body).encode(),
                                         headers={"Authorization": "Bearer " + tokens[reader],
                                                  "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as got:
            content = json.load(got)
        responses = description["paths"].get(path.partition("?")[0], {}).get(method.lower(), {}).get("responses")
        if responses:
            schema = responses["200"]["content"]["application/json"]["schema"]
            errors = [f"{error.instance_path}: {error.message[:300]}"
                      for error in jsonschema_rs.validator_for({**schema, **closed}).iter_errors(content)]
            assert errors == []
        return content

    return answer


@pytest.fixture(scope="module")
def told(ask):
    """Vera is told of a word of hers."""
    ask("yuki", "POST", f"/api/papers/{PAPER}/comment", {"comment": "Seen this, @vera?"})
    return ask("vera", "GET", "/api/notifications?p=0&readStatus=unread&mention=mentions")


def test_the_list_is_as_described(told):
    one, = told["notifications"]
    assert one["paper"]["id"] == PAPER and one["paper"]["_id"] == one["paperDiscussion"]["paperId"]
    assert [who["user"] for who in one["paperDiscussion"]["participating"]] == ["yuki"]
    assert told["count"] == {"view": 1, "unread": 1, "all": 1} and told["start"] == 0


def test_it_is_read_unread_and_forgotten(ask, told):
    named = {"discussionIds": [told["notifications"][0]["paperDiscussion"]["id"]]}
    mark = "/api/notifications/mark-as-read"
    assert ask("vera", "POST", mark, {**named, "read": True})["count"]["unread"] == 0
    assert ask("vera", "POST", mark, {**named, "read": False})["count"]["unread"] == 1
    everything = mark + "?applyToAll=true&readStatus=unread"
    assert ask("vera", "POST", everything, {"discussionIds": [], "read": True})["count"]["unread"] == 0
    assert ask("vera", "DELETE", "/api/notifications", {"discussionIds": []})["count"]["all"] == 1
    assert ask("vera", "DELETE", "/api/notifications", named)["count"]["all"] == 0


def test_settings_are_kept_by_the_public_names(ask):
    kept = ask("vera", "PATCH", "/api/settings/notifications",
               {"notifications": {"announcements": True, "discussions_participating": False}})
    assert {"reason": "mention", "page": True, "mail": "none"} in kept["switches"]
    with pytest.raises(urllib.error.HTTPError, match="400"):
        ask("vera", "PATCH", "/api/settings/notifications", {"notifications": {"nothing_of_this_name": True}})


def test_what_is_watched_is_followed(ask):
    lab, paper = {"id": "Tide Lab", "type": "org"}, {"id": PAPER, "type": "paper"}
    assert ask("vera", "PATCH", "/api/settings/watch", {"add": [lab, paper]}) == {"watched": [lab, paper]}
    assert {one["target"] for one in ask("vera", "GET", "/api/following")} == {"Tide Lab", PAPER}
    assert ask("vera", "PATCH", "/api/settings/watch", {"add": [], "delete": [lab, paper]}) == {"watched": []}
