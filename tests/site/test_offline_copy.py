"""A copy of a site that is opened as files: beside the site, of the same content, and in one archive."""

from __future__ import annotations

import json
import re
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import build_site

from okrsite.data_scripts import format_data_script, format_index_script
from okrsite.gate import list_findings
from okrsite.settings import ConfigurationError

SECRET, DRAFT = "We will buy the company next door", "A goal that nobody has agreed to"
FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.md": "## All the bread\n\n- Owner: Ana\n\n- KR: Bread: 0 → 9, now 3\n",
    "teams/oven/team.yml": "name: Oven\n",
    "teams/oven/2026-Q4.md": (
        "## A hot oven\n\n- Owner: Ana\n- Contributes to: company/all-the-bread\n\n- KR: Heat: 0 → 9, now 3\n\n"
        f"## {SECRET}\n\n- Audience: internal\n- Owner: Ana\n\n- KR: Shares: 0 → 9, now 3\n\n"
        f"## {DRAFT}\n\n- Visibility: draft\n- Owner: Ana\n\n- KR: Hopes: 0 → 9, now 3\n"
    ),
}
ADDRESS = re.compile(r'(?:href|src)="([^"#?]*)')
CALL = re.compile(r"okrData\((\".*\")\);\n\Z")


def read_archive(path):
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_folder(folder):
    return {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A project with a public copy; and what the build said of it."""
    from project_tree import Project

    project = Project(tmp_path_factory.mktemp("offline"), {}).write(FILES)
    return project, build_site(project.config, offline=True, audience="public")


def test_it_lies_beside_the_site_and_its_archive_holds_the_same_files(built):
    project, report = built
    assert report.output == project.root / "site-offline"
    assert report.archive == project.root / "site-offline.zip"
    assert not (project.root / "site").exists()
    assert read_archive(report.archive) == read_folder(report.output)


def test_links_lead_to_files_and_data_lie_there_as_scripts(built):
    folder = built[1].output
    for page in folder.rglob("*.html"):
        links = [link for link in ADDRESS.findall(page.read_text("utf-8")) if ":" not in link]
        assert links and not [link for link in links if link.startswith("/") or link.endswith(("/", "."))], page
    scripts = sorted(folder.rglob("*.json.js"))
    assert {path.relative_to(folder).as_posix() for path in scripts} == {
        "data/build.json.js",
        "data/units/company/2026-Q4.json.js",
        "data/units/oven/2026-Q4.json.js",
        "search/whole_index.json.js",
    }
    for path in scripts:
        said = json.loads(json.loads(CALL.match(path.read_text("ascii"))[1]))
        assert said == json.loads(path.with_suffix("").read_bytes())


def test_nothing_internal_and_no_draft_is_in_the_copy_or_its_archive(built):
    """That what is public is found proves that the search looks where it should."""
    report = built[1]
    for files in (read_folder(report.output), read_archive(report.archive)):
        everything = b"\n".join(files.values()).lower()
        assert b"a hot oven" in everything
        for text in (SECRET, DRAFT):
            assert text.lower().encode() not in everything
            assert text.lower().replace(" ", "-").encode() not in everything


def test_the_same_content_makes_the_same_bytes_once_more(built):
    project, report = built
    before = report.archive.read_bytes()
    again = build_site(project.config, offline=True, audience="public")
    assert again.archive.read_bytes() == before and not again.unchanged


def test_it_is_no_site_to_the_next_build_and_a_site_has_nothing_of_it(built):
    """A site is found unchanged although a copy was made since."""
    project, _ = built
    build_site(project.config, audience="public")
    site = project.root / "site"
    assert not [path for path in site.rglob("*") if path.name == "offline.js" or path.name.endswith(".json.js")]
    assert "offline.js" not in (site / "index.html").read_text("utf-8")
    assert "offline.js" in (project.root / "site-offline" / "index.html").read_text("utf-8")
    build_site(project.config, offline=True, audience="public")
    assert build_site(project.config, audience="public").unchanged


def test_another_folder_can_be_named_but_not_that_of_the_site(built):
    project, _ = built
    with pytest.raises(ConfigurationError, match="place of the site itself"):
        build_site(project.config, project.root / "site", offline=True)
    # Nothing is touched where a file of somebody else has the archive's name.
    for taken in (b"minutes of a meeting", b""):
        (project.root / "copy.zip").write_bytes(taken)
        with pytest.raises(ConfigurationError, match="is no archive of an offline copy"):
            build_site(project.config, project.root / "copy", offline=True)
        assert (project.root / "copy.zip").read_bytes() == taken and not (project.root / "copy").exists()


def test_a_site_that_is_read_without_a_server_already_is_refused_with_a_way_out(project):
    made = project(FILES)
    text = made.config.read_text("utf-8").replace("plugins:\n- search\n", "plugins:\n- search\n- offline\n")
    made.config.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="Material's plugin offline") as caught:
        build_site(made.config, offline=True)
    assert "enabled: false" in caught.value.hint


WRONG = {
    "other data": ("data/units/oven/2026-Q4.json.js", lambda _: format_data_script(b"{}")),
    "something behind them": ("data/units/oven/2026-Q4.json.js", lambda script: script + b"alert(1)"),
    "data that lie nowhere": ("data/more.json.js", lambda _: format_data_script(b"{}")),
    "a call with something else": ("data/units/oven/2026-Q4.json.js", lambda _: b"okrData(1)"),
    "another index": ("search/search_index.js", lambda script: script + b"alert(1)"),
}


@pytest.mark.parametrize("what", WRONG)
def test_the_gate_refuses_a_script_that_holds_anything_but_its_data(built, what):
    folder = built[1].output
    path, change = WRONG[what]
    script = folder / path
    before = script.read_bytes() if script.is_file() else None
    assert not [finding for finding in list_findings(folder) if finding.path == path]
    try:
        script.write_bytes(change(before))
        assert {finding.code for finding in list_findings(folder) if finding.path == path} == {"GATE109"}
    finally:
        script.unlink()
        if before is not None:
            script.write_bytes(before)


@given(
    st.text() | st.sampled_from(["</script><script>a()</script>", "<!--", "\u2028\u2029", "\\", '");a("', "__proto__"])
)
def test_whatever_data_hold_a_script_of_them_is_one_call_with_one_text(text):
    data = json.dumps({text: text}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    try:
        script = format_data_script(data).decode("ascii")
    except UnicodeDecodeError:  # half a letter, which no JSON file of a site may hold
        assert re.search("[\ud800-\udfff]", text)
        return
    call = CALL.match(script)
    assert call and json.loads(call[1]) == data.decode("utf-8")
    assert not re.search(r'(?<!\\)(?:\\\\)*"', call[1][1:-1]) and "<" not in script and script.count("\n") == 1
    assert format_index_script(data).decode("ascii") == f"var __index = JSON.parse({call[1]});\n"
