# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Links that are given to a paper, in the words of the public API: the organization by its id."""

import json
import subprocess
import time

from browser import Browser
from conftest import PROGRAM, copy_of, serving

PASSWORD = "correct horse battery"


def command(folder, *words, **more):
    subprocess.run([PROGRAM, "--data", folder, *words], check=True, capture_output=True, **more)


def of_paper(reader, paper):
    return json.loads(reader.ask("GET", f"/api/papers/{paper}")[1])


def test_an_organization_is_linked_by_its_id(data, tmp_path):
    folder = copy_of(data, tmp_path / "data", ("readers.sign_up", "open"))
    papers = tmp_path / "papers.jsonl"
    papers.write_text("".join(
        f'{{"id":"arxiv:2607.0000{number}","source":"test","title":"{title}","authors":["Mina Okafor"],'
        f'"published":"2026-07-01"{more}}}\n'
        for number, title, more in (
            (1, "Tides of a lab", ',"organization":{"name":"tide-lab","fullname":"Tide Lab"}'),
            (2, "Harbours of nobody", ""), (3, "Harbours of somebody", ""))))
    command(folder, "ingest", papers)
    with serving(folder) as server:
        reader = Browser(server)
        form = {"name": "mina", "address": "mina@tides.example", "password": PASSWORD}
        assert reader.ask("POST", "/signup", form)[0] == 303
        command(folder, "account", "role", "mina", "moderator")
        organization = of_paper(reader, "2607.00001")["organization"]
        assert organization["fullname"] == "Tide Lab" and len(organization["_id"]) == 24
        page = "/papers/2607.00002/links"
        status, text = reader.send(page, organizationId="0" * 24)
        assert status == 404 and "no paper here is of the organization" in text
        assert reader.send(page, organizationId=organization["_id"])[0] == 303
        assert of_paper(reader, "2607.00002")["organization"] == organization
        # Another paper names it without its handle: that is another one, with an id of its own.
        assert reader.send("/papers/2607.00003/links", organization="Tide Lab")[0] == 303
        nameless = of_paper(reader, "2607.00003")["organization"]
        assert nameless["_id"] != organization["_id"]
        for wanted in (nameless, organization):
            deadline = time.monotonic() + 10
            while (status := reader.send("/api/papers/2607.00002/links", organizationId=wanted["_id"])[0]) == 404:
                assert time.monotonic() < deadline, "it is never found"
                time.sleep(0.1)
            assert status == 200 and of_paper(reader, "2607.00002")["organization"] == wanted
        assert reader.send(page, organizationId="")[0] == 303
        assert "organization" not in of_paper(reader, "2607.00002")
