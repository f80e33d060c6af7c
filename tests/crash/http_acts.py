# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""A reader with an account, as their browser acts: through a session, with the key of its forms."""

import http.client
import json
import re
import urllib.parse

ANSWER_SECONDS_MAX = 60
PASSWORD = "correct horse battery"


class Lost(Exception):
    """Nobody knows whether it was done: the answer did not come."""


class Reader:
    """`open` their account first; then any thread may act, one at a time."""

    def __init__(self, name):
        self.name = name
        self.cookie = self.key = None
        self._connection = None

    def reconnect(self, port):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS_MAX)

    def ask(self, method, path, body=None, kind="application/json"):
        """(status, headers, content). Lost if there is no whole answer."""
        headers = {"Sec-Fetch-Site": "same-origin"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if self.key:
            headers["X-Form-Key"] = self.key
        if body is not None:
            headers["Content-Type"] = kind
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise Lost(str(error)) from error

    def open(self, port):
        """Signs up, where that is open to everybody."""
        self.reconnect(port)
        form = urllib.parse.urlencode({"name": self.name, "address": f"{self.name}@tides.example", "password": PASSWORD})
        status, headers, content = self.ask("POST", "/signup", form, "application/x-www-form-urlencoded")
        if status != 303:
            raise AssertionError(f"sign-up gave {status}: {content[-500:]!r}")
        self.cookie = headers["Set-Cookie"].split(";")[0]
        _, _, page = self.ask("GET", "/settings")
        self.key = re.search(rb'name="form_key" value="([^"]+)"', page)[1].decode()

    def act(self, method, path, body=None):
        """The JSON of an answer that it was done. Lost, or AssertionError for any other answer."""
        status, _, content = self.ask(method, path, None if body is None else json.dumps(body))
        if status not in (200, 201):
            raise AssertionError(f"{method} {path} gave {status}: {content[:300]!r}")
        return json.loads(content)
