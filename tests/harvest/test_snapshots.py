# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""A snapshot of many parts, of which the reading is killed anywhere: whoever runs the command again has the same
papers in the end, and reads no part again that was read to its end."""

import gzip
import json
import random
import subprocess
import time

import pytest

from conftest import PROGRAM, peak_bytes_of_children

PARTS = 24
WORKS = 400
KILLS_MAX = 40
MEMORY_MAX = 256 << 20


def work(number, day):
    return {"id": f"https://openalex.org/W{number}", "title": f"A study of the tide in harbour number {number}",
            "authorships": [{"author": {"display_name": f"Mina Okafor {number % 97}"}}], "updated_date": day,
            "publication_date": "2023-05-06", "abstract_inverted_index": {"Tides": [0], "come": [1], f"{number}": [2]}}


class Snapshot:
    """data/works of OpenAlex with its manifest, and what was merged."""

    def __init__(self, folder):
        self.folder, self.entries = folder, []

    def add(self, part, numbers):
        day = f"2024-{1 + part // 28:02}-{1 + part % 28:02}"
        lines = "".join(json.dumps(work(number, day)) + "\n" for number in numbers)
        path = f"data/works/updated_date={day}/part_000.gz"
        packed = gzip.compress(lines.encode())
        file = self.folder / path
        file.parent.mkdir(parents=True)
        file.write_bytes(packed)
        self.entries.append({"url": f"s3://openalex/{path}",
                             "meta": {"content_length": len(packed), "record_count": len(numbers)}})
        (self.folder / "data/works/manifest").write_text(json.dumps({"entries": self.entries}))

    def merge(self, day, pairs):
        file = self.folder / f"data/merged_ids/works/{day}.csv.gz"
        file.parent.mkdir(parents=True, exist_ok=True)
        rows = "".join(f"{day},W{gone},W{into}\n" for gone, into in pairs)
        file.write_bytes(gzip.compress(("merge_date,id,merge_into_id\n" + rows).encode()))


@pytest.fixture
def snapshot(tmp_path):
    made = Snapshot(tmp_path / "snapshot")
    for part in range(PARTS):
        # Some works have moved to a newer partition, and say so.
        made.add(part, list(range(part * WORKS, (part + 1) * WORKS)) + list(range(part)))
    made.merge("2024-06-01", [(n, n + 1) for n in range(0, 5000, 50)] + [(10_000_000 + n, n) for n in range(50)])
    return made


def ingest(one, folder, *words):
    done = one.run("ingest", str(folder), "--json", *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_killed_anywhere_it_goes_on_and_ends_the_same(harvester, snapshot):
    whole = harvester()
    report = ingest(whole, snapshot.folder)
    assert report["rejected"] == 0 and report["deleted"] == 100
    assert report["new"] == PARTS * WORKS

    mine, dice, kills, known = harvester(), random.Random(7), 0, 0
    while kills < KILLS_MAX:
        with subprocess.Popen([PROGRAM, "--data", mine.data, "ingest", snapshot.folder], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            time.sleep(dice.uniform(0.05, 0.6))
            if process.poll() is not None:
                break
            mine.killed(process)
            kills += 1
    assert kills > 0
    rest = ingest(mine, snapshot.folder)
    known = rest.get("parts_read_before", 0)
    assert len(rest["files"]) == 1 + PARTS + 1 - known
    assert mine.fingerprint() == whole.fingerprint()
    # Now all is known, and another run reads nothing.
    again = ingest(mine, snapshot.folder)
    assert again["read"] == 0 and again["parts_read_before"] == PARTS + 1


def test_interrupted_by_a_signal_it_remembers_whole_parts(harvester, snapshot):
    mine = harvester()
    with subprocess.Popen([PROGRAM, "--data", mine.data, "ingest", snapshot.folder], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        time.sleep(0.5)
        process.terminate()
        assert process.wait(30) in (0, 130)
    ingest(mine, snapshot.folder)
    assert ingest(mine, snapshot.folder)["parts_read_before"] == PARTS + 1
    whole = harvester()
    ingest(whole, snapshot.folder)
    assert mine.fingerprint() == whole.fingerprint()


def test_new_partitions_are_all_that_is_read(harvester, snapshot):
    mine = harvester()
    ingest(mine, snapshot.folder)
    snapshot.add(PARTS, [1, 2, 1_000_000])
    report = ingest(mine, snapshot.folder)
    assert report["read"] == 3 and report["new"] == 1 and report["updated"] == 2
    # As if all had been there from the first.
    whole = harvester()
    ingest(whole, snapshot.folder)
    assert mine.fingerprint() == whole.fingerprint()
    # A record that was restored from before reads again what it has not.
    assert ingest(mine, snapshot.folder, "--again")["unchanged"] > 0


@pytest.mark.resources
def test_a_hostile_manifest_takes_little(harvester, tmp_path):
    folder = tmp_path / "hostile"
    manifest = folder / "data/works/manifest"
    manifest.parent.mkdir(parents=True)
    url = "s3://openalex/data/works/updated_date=2024-01-01/"
    begin = '{"entries":[{"url":"' + url + 'part_000.gz"}'
    sizes = (-1, 1e300, 2**64, "x", [1], None)
    hostile = [
        begin + ",{}" * 1_000_000 + "]}",  # a million entries
        begin + " " * (9 << 20) + "]}",  # too long
        begin + "," + "[" * 4_000_000,  # deep
        begin + ",0" * 3_900_000 + "]}",  # as large as may be, when parsed
        json.dumps({"entries": [{"url": url + "../" * 20 + "etc/passwd"}, {"url": "/etc/passwd"}]}),
        json.dumps({"entries": [{"url": url + "a", "meta": {"content_length": size}} for size in sizes]}),
        json.dumps({"entries": [{"url": url + "a"}] * 10_000}),
    ]
    for text in hostile:
        manifest.write_text(text)
        mine = harvester()
        began = time.monotonic()
        done = mine.run("ingest", str(folder), "--json")
        assert done.returncode == 1, done.stderr
        report = json.loads(done.stdout)
        assert report["read"] == report["rejected"] > 0
        assert len(report["rejects"]) <= 1000
        assert time.monotonic() - began < 5
    assert peak_bytes_of_children() < MEMORY_MAX
