# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""A library: saved, tagged, searched, shared by link and taken back, exported; with scripts and without."""

import itertools
import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, Reader, sign_up

import watched
import xss_vectors

NAMES = (f"keeper-{number}" for number in itertools.count())
PAPER = "2603.05181"
TITLE = "Mario: Multimodal Graph Reasoning with Large Language Models"


@pytest.fixture
def reader(reader):
    sign_up(reader, next(NAMES))
    return reader


@pytest.fixture
def stranger(browser, open_endpoint):
    one = Reader(browser, open_endpoint)
    yield one
    one.context.close()


def save(reader):
    reader.open(f"/papers/{PAPER}")
    reader.page.get_by_role("button", name="☆ Save").click()
    reader.page.get_by_text("★ Saved").click()


def test_a_paper_is_saved_described_and_found_again(reader):
    save(reader)
    page = reader.page
    page.get_by_label("State").select_option("to-read")
    page.get_by_label("Tags").fill("graphs, to cite")
    page.get_by_label("Note, which you alone see").fill("Ask <b>Jun</b>\nabout section 4")
    page.get_by_label("Into a new folder").fill("Thesis")
    page.get_by_role("button", name="Keep it so").click()
    page.get_by_text("★ Saved · To read").click()
    assert page.get_by_label("Note, which you alone see").input_value() == "Ask <b>Jun</b>\nabout section 4"
    assert page.get_by_label("Thesis").is_checked()

    page.get_by_role("link", name="Library").click()
    page.get_by_label("Words, also").fill("section jun")
    page.get_by_label("State").select_option("to-read")
    page.get_by_label("Tag", exact=True).fill("graphs")
    page.get_by_label("Folder").select_option("Thesis")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("heading", name=TITLE).wait_for()
    assert "about section 4" in page.inner_text("main")
    page.get_by_label("State").select_option("read")
    page.get_by_role("button", name="Show").click()
    page.get_by_text("Nothing of what you keep is like that").wait_for()

    reader.open(f"/papers/{PAPER}")
    page.get_by_text("★ Saved · To read").click()
    page.get_by_role("button", name="Take it out of my library").click()
    page.get_by_role("button", name="☆ Save").wait_for()
    reader.open("/library")
    page.get_by_text("Nothing yet").wait_for()


def test_a_folder_is_shared_by_link_and_made_private_again(reader, stranger):
    save(reader)
    page = reader.page
    page.get_by_label("Note, which you alone see").fill("for me alone")
    page.get_by_label("Into a new folder").fill("Thesis")
    page.get_by_role("button", name="Keep it so").click()
    reader.open("/library/folders")
    page.get_by_role("link", name="Thesis").click()
    page.get_by_label("Who sees it").select_option("link")
    page.get_by_label("What is in it").fill("What I cite")
    page.get_by_role("button", name="Change it").click()
    address = page.get_by_role("link", name="/collections/").get_attribute("href")

    assert stranger.open(address) == 200
    shown = stranger.page.inner_text("main")
    assert TITLE in shown and "What I cite" in shown and "for me alone" not in shown
    assert stranger.page.locator("meta[name=robots]").get_attribute("content").startswith("noindex")
    stranger.open("/collections")
    assert "Thesis" not in stranger.page.inner_text("main")

    page.get_by_label("Who sees it").select_option("private")
    page.get_by_role("button", name="Change it").click()
    page.get_by_role("heading", name="Thesis").wait_for()
    assert page.get_by_role("link", name="/collections/").count() == 0
    assert stranger.open(address) == 404
    assert stranger.open(address + ".atom") == 404


def test_a_library_goes_out_and_comes_in(reader, browser, open_endpoint):
    save(reader)
    page = reader.page
    page.get_by_label("Tags").fill("graphs")
    page.get_by_role("button", name="Keep it so").click()
    reader.open("/library")
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    file = download.value.path().read_text()
    assert TITLE.split(":")[1] in file and "keywords = {graphs}" in file

    other = Reader(browser, open_endpoint, scripts=reader.scripts)
    sign_up(other, next(NAMES))
    other.open("/library/import")
    other.page.get_by_label("References as").fill(file + "\n@misc{x, title={Nobody has this one}}\n")
    other.page.get_by_role("button", name="Save them").click()
    report = other.page.get_by_role("status").inner_text()
    assert "2 references: 1 saved" in report and "Nobody has this one" in report
    other.open("/library?tag=graphs")
    other.page.get_by_role("heading", name=TITLE).wait_for()
    assert other.complaints == []
    other.context.close()


@pytest.mark.parametrize("dark, width", [(False, 1440), (True, 360)], ids=["light and wide", "dark and narrow"])
def test_its_pages_are_accessible_and_fit(browser, open_endpoint, dark, width):
    reader = Reader(browser, open_endpoint, dark=dark, width=width)
    sign_up(reader, next(NAMES))
    save(reader)
    reader.page.get_by_label("Tags").fill("graphs, to cite")
    reader.page.get_by_label("Note, which you alone see").fill("a note\n" + "long" * 60)
    reader.page.get_by_label("Into a new folder").fill("Thesis")
    reader.page.get_by_role("button", name="Keep it so").click()
    reader.open("/library/folders")
    folder = reader.page.get_by_role("link", name="Thesis").get_attribute("href")
    for path in [f"/papers/{PAPER}", "/library", "/library/folders", folder, "/library/import", "/settings/feeds",
                 "/collections"]:
        reader.open(path)
        for summary in reader.page.locator("main details > summary").all():
            summary.click()
        found = Axe().run(reader.page)
        assert found.violations_count == 0, path + found.generate_report()[:3000]
        wide = "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML.slice(0, 99))"
        assert reader.fits(), path + str(reader.page.evaluate(wide))
    assert reader.complaints == []
    reader.context.close()


def papers_of_the_sample():
    for file in sorted((ROOT / "sample").glob("*.jsonl")):
        for line in file.read_text().splitlines():
            paper = json.loads(line).get("id", "")
            if re.fullmatch(r"(arxiv:)?\d{4}\.\d{5}", paper):
                yield paper.removeprefix("arxiv:")


def test_nothing_that_is_written_runs(browser, open_endpoint):
    """Hundreds of attempts as notes and tags, one of each kind as folders, their descriptions and their lines."""
    reader = Reader(browser, open_endpoint)
    sign_up(reader, next(NAMES))
    key = reader.page.locator("input[name=form_key]").first.get_attribute("value")

    def post(path, **form):
        return reader.context.request.post(open_endpoint + path, form={"form_key": key, **form},
                                           headers={"Sec-Fetch-Site": "same-origin"}, max_redirects=0)

    def said(vector):
        return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", vector.decode("utf-8", "replace"))

    attempts = [said(vector) for _, vector in xss_vectors.vectors()][::3]  # all go the same way as those of comments
    kinds = [said(vector) for _, vector in xss_vectors.one_of_each()]
    papers = list(dict.fromkeys(papers_of_the_sample()))
    saved = 0
    for paper, attempt in zip(papers, attempts):
        answer = post(f"/papers/{paper}/save", act="save", note=attempt, tags=attempt[:90])
        saved += answer.status == 303
    assert saved > 100
    for page in range(saved // 50 + 1):
        assert watched.complaints(reader, f"/library?p={page}") == []
    shared = []
    for kind in kinds:
        made = post("/library/folders", title=kind[:100])
        if made.status != 303:
            continue
        folder = made.headers["location"]
        post(folder, act="note", paper=PAPER, note=kind)
        post(folder, act="change", title=kind[:100], description=kind, visibility="public")
        assert watched.complaints(reader, folder) == []
        shared.append(reader.page.locator("a[href*='/collections/']").first.get_attribute("href"))
    assert len(shared) > 20
    for path in [f"/papers/{PAPER}", f"/papers/{papers[0]}", "/library/folders", "/library", "/collections", *shared]:
        assert watched.complaints(reader, path.removeprefix(open_endpoint)) == [], path
    reader.page.set_default_timeout(10_000)
    reader.open("/library/import")
    reader.page.get_by_label("References as").fill("".join(
        "@misc{x, title={%s}}\n" % re.sub(r"[{}\\\\]", "", kind) for kind in kinds))
    reader.page.get_by_role("button", name="Save them").click()
    reader.page.get_by_role("status").wait_for()
    assert reader.page.evaluate(watched.LOOK, watched.OURS) == []
    reader.context.close()
