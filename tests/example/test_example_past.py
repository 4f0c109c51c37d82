"""The example company's past: the same commits wherever it is written, today's content at its end, and on the site all of it."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from stories import read_snapshot

from example.__main__ import main
from example.commits import iterate_versions, make_commits
from example.repository import ROOT, write_repository
from example.script import ScriptedEdit, ScriptError, read_script
from okrsite.options import list_options
from okrsite.pages.site_pages import build_pages

SCRIPT = read_script()


def git(folder, *arguments):
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True, text=True).stdout


def list_files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("example") / "larkwell"
    assert write_repository(folder)
    return folder


@pytest.fixture(scope="module")
def commits():
    return make_commits(ROOT / "mkdocs.yml", SCRIPT)[1]


@pytest.fixture(scope="module")
def snapshot(written):
    return read_snapshot(written / "mkdocs.yml")


@pytest.fixture(scope="module")
def pages(snapshot):
    """What each page of the site says, in words, by its folder."""
    made = build_pages(snapshot)
    return {
        page.uri.removesuffix(".md").removesuffix("/index"): " ".join(
            unescape(re.sub(r"<[^>]+>", " ", str(made.read_body(page)))).split()
        )
        for page in made.pages
    }


def test_it_is_the_same_commits_wherever_and_whoever_writes_it(written, tmp_path, monkeypatch):
    for name in ("AUTHOR_NAME", "AUTHOR_DATE", "COMMITTER_EMAIL", "COMMITTER_DATE"):
        monkeypatch.setenv(f"GIT_{name}", "Somebody Else" if "DATE" not in name else "2001-02-03T04:05:06Z")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    write_repository(tmp_path / "elsewhere")
    assert git(tmp_path / "elsewhere", "rev-parse", "HEAD") == git(written, "rev-parse", "HEAD")


def test_its_last_commit_has_what_lies_in_the_content_folder_today(written):
    assert list_files(written / "content") == list_files(ROOT / "content")
    assert list_files(written / "theme") == list_files(ROOT / "theme")
    assert (written / "base.yml").read_bytes() == (ROOT / "mkdocs.yml").read_bytes()
    assert (written / "mkdocs.yml").read_bytes() == (ROOT / "example" / "mkdocs.yml").read_bytes()
    assert git(written, "status", "--porcelain") == ""


def test_all_that_a_site_can_have_besides_is_switched_on(snapshot):
    """Whoever looks at the published example sees each of these, and an option that comes later is seen there too."""
    switches = [option.name for option in list_options() if option.type is bool and not option.default]
    assert [name for name in switches if not getattr(snapshot.site.settings, name)] == ["decimal_comma"]
    assert snapshot.site.url, "feeds need it"


def test_it_is_written_again_only_when_something_changed(written):
    before = (written / ".git" / "HEAD").stat().st_mtime_ns
    assert not write_repository(written)
    assert (written / ".git" / "HEAD").stat().st_mtime_ns == before
    (written / ".git" / "okrsite-example").write_text("of other files", "utf-8")
    (written / ".okrsite").mkdir()
    assert write_repository(written)
    assert (written / ".okrsite").is_dir(), "what a build keeps stays, so that the next one is quick"


def test_people_of_the_company_made_it_up_to_its_today(written):
    lines = git(written, "log", "--format=%an|%ae|%cn|%cs|%P").splitlines()
    told = [line.split("|") for line in lines]
    assert {"Ines Carvalho", "Felix Roth", "Ilse Claes"} <= {author for author, *_ in told}
    assert all(mail.endswith("@larkwell.example") and author == by for author, mail, by, _, _ in told)
    days = [day for *_, day, _ in told]
    assert days == sorted(days, reverse=True)
    assert (days[-1], days[0]) == ("2026-01-05", "2026-11-20")
    assert all(" " not in parents for *_, parents in told)


def test_no_version_of_a_file_is_one_that_nobody_can_read(snapshot):
    assert snapshot.past.notices == ()


def test_goals_grow_as_people_report_tick_and_grade(commits):
    """A closed cycle's file: planned, reported week by week with the values of then, graded at its end."""
    versions = list(iterate_versions(commits, "company/2026-Q3.md"))
    plan, end = versions[0][1], versions[-1][1]
    assert [versions[0][0].author, versions[0][0].day.isoformat()] == ["ines", "2026-06-29"]
    assert "### " not in plan and "[x]" not in plan and "Decision:" not in plan
    assert "6.1 days | 5.2 days | 6.1 days |" in plan
    assert "6.1 days | 5.2 days | 6.2 days |" in versions[1][1]
    assert end == (ROOT / "content" / "company" / "2026-Q3.md").read_text("utf-8")
    before = next(text for commit, text in reversed(versions) if commit.message.startswith("Check-in"))
    assert "- 2026-09-28, Ruben" in before and "### Retrospective" not in before and "Grade: 1.0" not in before


def test_numbers_of_the_company_come_month_by_month(commits):
    versions = list(iterate_versions(commits, "kpis.yml"))
    assert "2026-01-31" not in versions[0][1]
    assert [commit.message for commit, _ in versions[1:3]] == ["Numbers of January", "Numbers of February"]


@pytest.mark.parametrize(
    ("edit", "page", "says"),
    [(edit, *shown) for edit in SCRIPT.edits for shown in edit.shown],
    ids=lambda value: str(value.day) if isinstance(value, ScriptedEdit) else None,
)
def test_every_scripted_edit_shows_where_it_should(pages, edit, page, says):
    assert " ".join(says.split()) in pages[page]


def test_an_entry_that_fits_no_text_is_named_with_the_way_out():
    edit = ScriptedEdit(SCRIPT.begun, "ines", "Ease it", (("a.md", "to: …, now", "to: 5, now"),), (), 12)
    assert edit.undo("a.md", "{from: 1, to: 3, now: 2}") == "{from: 1, to: 5, now: 2}"
    with pytest.raises(
        ScriptError, match=r"past\.yml:12, 2026-01-05 “Ease it”: its text isn't in a\.md as it was then"
    ):
        edit.undo("a.md", "{from: 1, to: 3}")
    with pytest.raises(ScriptError, match=r"is more than once"):
        edit.undo("a.md", "to: 1, now\nto: 2, now")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"founder": "nobody"}, "example/past.yml: nobody in content/people.yml has the id “nobody”"),
        ({"by": "nobody"}, "“Two leaflets stay, because the law wants them in print”: nobody in content/people.yml"),
        ({"replaced": (("teams/none.md", "a", "b"),)}, "in print”: there is no content/teams/none.md"),
    ],
)
def test_an_entry_names_people_and_files_that_are_there(changed, said):
    """A file that is misspelled would be left as it is, and nobody would see it."""
    first = SCRIPT.edits[0]
    edits = {name: value for name, value in changed.items() if name != "founder"}
    script = replace(SCRIPT, founder=changed.get("founder", "ines"), edits=(replace(first, **edits), *SCRIPT.edits[1:]))
    with pytest.raises(ScriptError, match=re.escape(said)):
        make_commits(ROOT / "mkdocs.yml", script)


def test_each_edit_knows_its_line_in_the_script():
    lines = (ROOT / "example" / "past.yml").read_text("utf-8").splitlines()
    assert [lines[edit.line - 1] for edit in SCRIPT.edits] == [f"  - day: {edit.day}" for edit in SCRIPT.edits]


def test_make_site_builds_it_and_serve_shows_the_folder_itself():
    rules = Path(ROOT / "Makefile").read_text("utf-8")
    site, serve = (re.search(rf"^{name}: .*\n((?:\t.*\n)+)", rules, re.MULTILINE)[1] for name in ("site", "serve"))
    assert "-m example .okrsite/example" in site and "-f .okrsite/example/mkdocs.yml -o site" in site
    assert "example" not in serve


@pytest.mark.parametrize("path", [".github/workflows/deploy.yml", ".gitlab-ci.yml", "docker/serve.Dockerfile"])
def test_what_is_published_is_the_example_with_its_past(path):
    text = (ROOT / path).read_text("utf-8")
    folder = re.search(r"python -m example (\S+)", text)[1]
    builds = re.findall(r"okrsite build .*", text)
    assert [f"-f {folder}/mkdocs.yml" in build for build in builds] == [True]


def test_without_git_it_says_what_can_be_built_all_the_same(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main([str(tmp_path / "larkwell")]) == 1
    assert "there is none here. Without it, `okrsite build` makes a site of content/" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["one", "two"]])
def test_without_a_folder_it_says_how_it_is_called(tmp_path, monkeypatch, capsys, arguments):
    """Whoever asked for help got a folder of that name, with a repository in it."""
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert capsys.readouterr().err == "Usage: python -m example FOLDER\n"
    assert not list(tmp_path.iterdir())


def test_edit_links_lead_to_the_configured_repository(snapshot):
    made = build_pages(snapshot)
    page = next(page for page in made.pages if page.uri == "objectives/company/2026-Q4/aachen.md")
    body = str(made.read_body(page))
    links = set(re.findall(r"https://github\.com/example/okrs/edit/main/([^\"#]*)", body))
    assert "content/company/2026-Q4.md" in links
    assert all((ROOT / link).is_file() for link in links)
