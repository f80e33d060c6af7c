# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Servers that send mail: `site` is one of many tests, with readers of names of its own."""

import itertools

import mailing
import pytest
import real_server


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with mailing.mail_server("faults") as server, mailing.Site(tmp_path_factory.mktemp("site"), server) as one:
        yield one


@pytest.fixture(scope="module", params=["postfix", "faults"])
def any_site(request, tmp_path_factory):
    """Once over a real mail server and once over ours."""
    if request.param == "postfix" and (reason := real_server.unavailable()):
        pytest.skip(reason)
    with mailing.mail_server(request.param) as server, mailing.Site(tmp_path_factory.mktemp("story"), server) as one:
        yield one


NUMBERS = itertools.count()


@pytest.fixture
def name():
    return f"reader-{next(NUMBERS)}"
