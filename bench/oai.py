#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""How fast /oai gives its lists: every page of each, one after the other. docs/bench/oai.md has figures.

Run: bench/oai.py --broadsheet build/broadsheet --data FOLDER [--copy NEWFOLDER]
"""

import argparse
import json
import pathlib
import re
import subprocess
import time
import urllib.parse
import urllib.request

TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)<")
LISTS = [{"verb": "ListRecords", "metadataPrefix": "oai_dc"}, {"verb": "ListRecords", "metadataPrefix": "broadsheet"},
         {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"},
         {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "set": "category:cs:cs.CL"},
         {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "set": "category:q-bio:q-bio.SC"},
         {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "set": "category:none"}]


def ask(url, arguments):
    """The answer and how long it took, in seconds."""
    began = time.perf_counter()
    with urllib.request.urlopen(f"{url}?{urllib.parse.urlencode(arguments)}", timeout=600) as answer:
        body = answer.read()
    return body, time.perf_counter() - began


def walk(url, arguments):
    """Every page of a list: records, bytes, and the times of the pages."""
    records, size, times = 0, 0, []
    while True:
        body, took = ask(url, arguments)
        records += body.count(b"<header")
        size += len(body)
        times.append(took)
        token = TOKEN.search(body)
        if not token:
            return records, size, times
        arguments = {"verb": arguments["verb"], "resumptionToken": token[1].decode()}


def copy(program, url, folder):
    """Seconds that a harvest of everything into an empty folder takes, and papers that it read."""
    for setting in (("harvest.private_addresses", "true"), ("harvest.interval_ms", "0")):
        subprocess.run([program, "--data", folder, "config", "set", *setting], check=True, stdout=subprocess.DEVNULL)
    began = time.perf_counter()
    done = subprocess.run([program, "--data", folder, "harvest", url, "--json"], check=True, capture_output=True, text=True)
    return time.perf_counter() - began, json.loads(done.stdout)["new"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--broadsheet", type=pathlib.Path, default="build/broadsheet")
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--copy", type=pathlib.Path)
    options = parser.parse_args()
    command = [options.broadsheet, "--data", options.data, "serve", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        url = server.stdout.readline().split()[-1] + "/oai"
        print("| list | records | pages | s | records/s | median page, ms | longest, ms | MB |\n|---|---:|---:|---:|---:|---:|---:|---:|")
        for arguments in LISTS:
            records, size, times = walk(url, arguments)
            times.sort()
            name = " ".join(f"`{value}`" for value in arguments.values())
            print(f"| {name} | {records:,} | {len(times)} | {sum(times):.1f} | {records / sum(times):,.0f} | {times[len(times) // 2] * 1000:.0f} |"
                  f" {times[-1] * 1000:.0f} | {size / 1e6:.1f} |", flush=True)
        if options.copy:
            took, papers = copy(options.broadsheet, url, options.copy)
            print(f"\ncopied {papers:,} papers in {took:.0f} s: {papers / took:,.0f} a second")
        server.terminate()


if __name__ == "__main__":
    main()
