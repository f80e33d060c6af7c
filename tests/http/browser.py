# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""A reader's browser, as far as forms go."""

import http.client
import re
import urllib.parse


class Browser:
    """Sends forms as a browser does, and keeps the cookie."""

    def __init__(self, server):
        self.server, self.cookie = server, ""

    def ask(self, method, path, form=None):
        """Status and text."""
        connection = http.client.HTTPConnection(self.server.host, self.server.port, timeout=60)
        headers = {"Cookie": self.cookie, "Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
        body = None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(form)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        self.cookie = (answer.getheader("Set-Cookie") or self.cookie).partition(";")[0]
        connection.close()
        return answer.status, text

    def send(self, path, **form):
        key = re.search(r'name="form_key" value="([0-9a-f]{64})"', self.ask("GET", "/settings")[1])
        return self.ask("POST", path, form | {"form_key": key[1] if key else ""})
