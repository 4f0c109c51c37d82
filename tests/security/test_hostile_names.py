"""Names of files and folders, typed by somebody who means harm: published safely, or refused with a place and a way out."""

from __future__ import annotations

import csv
import io
import json
import os
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path

import html5lib
import pytest
from corpus import NAMES, PIXEL
from hostile_names import ENDED, PLACES, REFUSED
from project_tree import Project
from stories import build_site

from okrsite.feeds.problem_formats import FORMATS, encode_problems, format_line, format_text
from okrsite.gate import inspect_site

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows takes none of these names")

COMPANY = {"company/team.yml": "name: Company\n", "teams/a/team.yml": "name: A\n"}


def typed(made: Project, path: str) -> bool:
    """Write a file under a name that the disk may not take."""
    target = made.root / "content" / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes({"png": PIXEL, "pdf": b"%PDF-1.7\n"}.get(path.lower()[-3:], b"# x\n"))
    except OSError:
        return False
    return True


def shown_safely(text: str) -> None:
    for sign in text:
        assert unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp") or sign == "\n", ascii(text)
        assert sign not in "\u202e\u2066\u200b\ufeff\u00ad", ascii(text)


@pytest.mark.parametrize("place", PLACES)
def test_a_name_that_could_mean_something_else_is_refused_in_every_place(project, place):
    made = project(COMPANY)
    names = [*REFUSED, *(ENDED if PLACES[place].count("/") > 1 and "{}." not in PLACES[place] else ())]
    taken = [name for name in names if typed(made, PLACES[place].format(name))]
    assert len(taken) > len(names) / 2
    snapshot = made.snapshot()
    found = [each for each in snapshot.problems if each.severity == "error"]
    assert len(found) >= len(taken)
    assert {each.code for each in found} == {"OKR116"}
    assert all(each.hint and each.place.path.startswith("content/") for each in found)
    assert snapshot.organisation.attachments == frozenset()
    assert set(snapshot.organisation.units) == {"company", "a"}
    assert not snapshot.organisation.documents and not snapshot.organisation.memos
    for each in found:
        shown_safely(each.place.path + each.message + each.hint + format_line(each))
    shown_safely(format_text(found))


def test_every_format_for_programs_says_them_so_that_they_read_them(project):
    made = project(COMPANY)
    for place in PLACES.values():
        for name in REFUSED:
            typed(made, place.format(name))
    found = made.problems()
    made_of = {name: encode_problems(found, name).decode() for name in FORMATS}
    for name in ("json", "gitlab", "sarif"):
        json.loads(made_of[name])
    ET.fromstring(made_of["junit"])
    commands = made_of["github"].splitlines()
    assert len(commands) == len(found)
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in commands)
    assert all(line.count("::") >= 2 and "\x1b" not in line for line in commands)


@pytest.mark.parametrize(
    "name", ["index.html", "plan.pdf", "x.PNG", "sitemap.xml", "app.js", "a.svg", "_headers", "_redirects", "CNAME"]
)
def test_a_page_that_would_be_a_folder_in_the_place_of_a_file_is_refused(project, name):
    made = project(
        {**COMPANY, f"{name}.md": "# x\n", f"handbook/{name}.md": "# x\n", "handbook/plan.pdf": b"%PDF-1.7\n"}
    )
    found = [each for each in made.problems() if each.severity == "error"]
    assert {each.place.path for each in found} == {f"content/{name}.md", f"content/handbook/{name}.md"}
    assert {each.code for each in found} == {"OKR116"}


@pytest.mark.parametrize("place", ["handbook/{}", "teams/a/{}", "{}"])
def test_twins_by_case_are_refused_and_hidden_files_are_nobodys(project, place):
    made = project(COMPANY)
    for name in ("Twin.png", "twin.PNG", ".hidden.png", ".htaccess", "~", "draft.md~"):
        typed(made, place.format(name))
    if len(list((made.root / "content" / place.format("x")).parent.glob("?win.*"))) < 2:
        pytest.skip("this disk knows no case")
    assert [found.code for found in made.problems() if found.severity == "error"] == ["OKR116"]
    assert {Path(path).name for path in made.snapshot().organisation.attachments} <= {"Twin.png", "twin.PNG"}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("names")
    made = Project(root).write(COMPANY)
    links = []
    for name in NAMES:
        for path in (f"handbook/{name}.md", f"teams/a/{name}.png", f"files/{name}/table.csv"):
            made.write(
                {path: PIXEL if path.endswith("png") else f"# Page {name}\n" if path.endswith("md") else "a,b\n"}
            )
            links.append(f"../{path}")
    made.write({"handbook/all.md": "# All\n\n" + "\n\n".join(f"[x](<{_escaped(link)}>)" for link in links)})
    build_site(made.config, root / "site")
    return root / "site"


def _escaped(link: str) -> str:
    return "".join(f"%{ord(sign):02x}" if sign in "%\\<>#?&" else sign for sign in link)


def test_a_name_that_is_only_odd_is_published_with_all_that_leads_to_it(site):
    assert inspect_site(site).findings == ()
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for name in NAMES:
        assert {f"handbook/{name}/index.html", f"teams/a/{name}.png", f"files/{name}/table.csv"} <= files
    page = html5lib.parse((site / "handbook/all/index.html").read_text(encoding="utf-8"), namespaceHTMLElements=False)
    article = page.find(".//article")
    links = [each.get("href") for each in article.iter("a") if each.text == "x"]
    assert len(links) == len(set(links)) == 3 * len(NAMES), "none of them led nowhere"
    assert not [key for each in page.iter() for key in each.attrib if str(key).startswith("on")]


def test_the_maps_of_the_site_name_them_as_addresses(site):
    locations = [element.text for element in ET.parse(site / "sitemap.xml").iter() if element.tag.endswith("loc")]
    assert not [text for text in locations if not text or set(text) & set(" <>\"'`{}|\\^")]
    rows = list(csv.reader(io.StringIO((site / "files" / NAMES[0] / "table.csv").read_text(encoding="utf-8"))))
    assert rows == [["a", "b"]]
