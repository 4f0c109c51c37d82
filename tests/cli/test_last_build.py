"""A build of what was built already has nothing to do; a change of anything that the site is made of is never missed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from command_line import call
from quick_builds import build_quickly

from okrsite.maps import LayoutFailure
from okrsite.site import targets
from okrsite.site.manifest import hash_file

FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": """
        objectives:
          - id: grow
            title: We grow
            owner: anna
            key_results:
              - {title: Customers, from: 0, to: 10, now: 4}
        """,
    "notes.md": "# Notes\n\nNothing yet.\n",
}
NOTHING_TO_DO = "Nothing has changed"


@pytest.fixture
def built(project, monkeypatch):
    """A project whose site was built once, and whose builds write three files and nothing else."""
    build_quickly(monkeypatch, caching=True)
    made = project(FILES)
    assert build(made).status == 0
    return made


def build(made, *options: object):
    return call("build", "--no-color", "-f", made.config, *options)


def test_a_second_build_of_the_same_leaves_every_file_alone_and_says_so(project):
    """With the real host."""
    built = project(FILES)
    assert build(built).status == 0
    before = {path: path.stat().st_ino for path in (built.root / "site").rglob("*")}
    again = build(built)
    assert again.status == 0
    assert NOTHING_TO_DO in again.out
    assert {path: path.stat().st_ino for path in (built.root / "site").rglob("*")} == before


def test_what_the_first_build_warned_of_the_second_one_warns_of_too(project):
    made = project(
        {**FILES, "company/2026-Q4.yml": FILES["company/2026-Q4.yml"].replace("            owner: anna\n", "")}
    )
    first, second = build(made), build(made)
    assert NOTHING_TO_DO in second.out
    assert "OKR" in first.err
    assert second.err == first.err
    assert "error" in build(made, "--strict").said  # and with --strict it is no second build of the same


def test_a_map_that_could_not_be_drawn_is_tried_again(project, monkeypatch):
    made = project(FILES)
    with monkeypatch.context() as slow:
        slow.setattr(
            "okrsite.pages.maps.drawing.lay_out_diagrams",
            lambda diagrams, jobs=None: [LayoutFailure(diagram.id, "It took too long.") for diagram in diagrams],
        )
        assert "OKR401" in build(made).err
    second, third = build(made), build(made)
    assert NOTHING_TO_DO not in second.out
    assert "OKR401" not in second.err
    assert "okr-map__svg" in (made.root / "site/objectives/company/2026-Q4/grow/index.html").read_text("utf-8")
    assert NOTHING_TO_DO in third.out


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


CHANGES = {
    "a number in a file of objectives": lambda root: edit(root / "content/company/2026-Q4.yml", "now: 4", "now: 5"),
    "a page's words": lambda root: edit(root / "content/notes.md", "Nothing", "A lot"),
    "a new file": lambda root: (root / "content/more.md").write_text("# More\n"),
    "a file that is gone": lambda root: (root / "content/notes.md").unlink(),
    "a file under another name": lambda root: (root / "content/notes.md").rename(root / "content/memo.md"),
    "the configuration": lambda root: edit(root / "mkdocs.yml", "site_name: Test", "site_name: Another"),
    "a page of the site that somebody wrote into": lambda root: edit(root / "site/teams/index.html", "a</p>", "b</p>"),
    "a page of the site that is gone": lambda root: (root / "site/teams/index.html").unlink(),
    "a strange file in the site": lambda root: (root / "site/teams/.DS_Store").write_text("x"),
    "the whole site": lambda root: shutil.rmtree(root / "site"),
    "what was remembered, damaged": lambda root: (root / ".okrsite/cache/last-build.json").write_bytes(b"{"),
    "what was remembered, a folder now": lambda root: (
        (root / ".okrsite/cache/last-build.json").unlink(),
        (root / ".okrsite/cache/last-build.json").mkdir(),
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_all_is_built_when_something_is_another(built, change):
    CHANGES[change](built.root)
    again = build(built)
    assert again.status == 0
    assert NOTHING_TO_DO not in again.out
    if "damaged" not in change and "folder" not in change:
        assert NOTHING_TO_DO in build(built).out


@pytest.mark.parametrize("options", [("--today", "2026-11-21"), ("--audience", "public"), ("--as-of", "2026-11-21")])
def test_all_is_built_when_something_else_is_asked_for(built, options):
    for command in (("add", "."), ("commit", "-qm", "All")):
        subprocess.run(["git", "init", "-q"], cwd=built.root, check=True)
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b.c", *command], cwd=built.root, check=True)
    assert NOTHING_TO_DO not in build(built, *options).said


def test_a_site_elsewhere_is_built_and_remembered_in_place_of_the_first(built, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    assert NOTHING_TO_DO not in build(built, "-o", elsewhere).out
    assert NOTHING_TO_DO in build(built, "-o", elsewhere).out


def test_a_commit_changes_what_the_pages_tell_of_the_past(built):
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@b.c"]
    subprocess.run(["git", "init", "-q"], cwd=built.root, check=True)
    subprocess.run([*git, "add", "content"], cwd=built.root, check=True)
    subprocess.run([*git, "commit", "-qm", "All of it"], cwd=built.root, check=True)
    assert NOTHING_TO_DO not in build(built).out
    assert NOTHING_TO_DO in build(built).out
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "More"], cwd=built.root, check=True)
    assert NOTHING_TO_DO not in build(built).out


def test_a_published_release_of_the_same_stays_the_only_one(built, tmp_path):
    host = tmp_path / "host"
    assert call("publish", "-f", built.config, "--to", host).status == 0
    assert NOTHING_TO_DO in call("publish", "-f", built.config, "--to", host).out
    assert len(list((host / "releases").iterdir())) == 1


@pytest.mark.parametrize(
    "line",
    [
        "hooks: [hook.py]",
        "markdown_extensions: [pymdownx.snippets]",
        "markdown_extensions: [{pymdownx.snippets: {base_path: [.]}}]",
        "markdown_extensions: [somebody.elses]",
    ],
)
def test_where_something_else_has_a_say_nothing_is_taken_for_granted(built, line):
    (built.root / "hook.py").write_text("")
    with built.config.open("a") as config:
        config.write(f"{line}\n")
    for _ in range(2):
        assert NOTHING_TO_DO not in build(built).said


def test_a_variable_of_the_environment_that_the_configuration_names_counts(project, monkeypatch):
    build_quickly(monkeypatch, caching=True)
    made = project(FILES)
    made.config.write_text(made.config.read_text().replace("site_name: Test", "site_name: !ENV [OUR_NAME, Us]"))
    monkeypatch.setenv("OUR_NAME", "First")
    assert build(made).status == 0
    assert NOTHING_TO_DO in build(made).out
    monkeypatch.setenv("OUR_NAME", "Second")
    assert NOTHING_TO_DO not in build(made).out


def test_an_edit_while_a_site_is_built_is_no_part_of_what_is_remembered(project, monkeypatch):
    """Else taking it back would seem to be no change, and the page with it would stay."""
    build_quickly(monkeypatch, caching=True)
    made = project(FILES)
    seal = targets.seal_site

    def edit_and_seal(folder: Path, linked: dict[str, str], paths: Iterable[str]) -> dict[str, str]:
        edit(made.root / "content/notes.md", "Nothing", "Something")
        return seal(folder, linked, paths)

    monkeypatch.setattr(targets, "seal_site", edit_and_seal)
    assert build(made).status == 0
    monkeypatch.setattr(targets, "seal_site", seal)
    assert NOTHING_TO_DO not in build(made).out


def test_bytes_that_changed_behind_the_dates_are_seen_in_what_is_read_again(built):
    """All files are looked at by their dates, some by what they hold: a small site whole."""
    for path in (built.root / "site").rglob("*.html"):
        about = path.stat()
        with path.open("r+b") as stream:
            stream.seek(about.st_size - 2)
            stream.write(b"<")
        os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert NOTHING_TO_DO not in build(built).out


@pytest.mark.parametrize("target", ["nowhere/at/all.md", "link.md"])
def test_a_link_that_leads_nowhere_is_said_at_its_place(project, target):
    """By the build itself: what compares the content with that of the last build says nothing of it."""
    made = project(FILES)
    (made.root / "content" / "link.md").symlink_to(target)
    for options in ((), ("--on-error", "isolate")):
        done = build(made, *options)
        assert done.status == 1
        assert "content/link.md:1:1: " in done.err and "OKR108" in done.err
        assert "The system refused" not in done.err


def test_a_link_that_leads_elsewhere_now_is_another_one(built):
    """Links in the content are refused, with the name of what they are; nothing is read through them."""
    (built.root / "content" / "notes.md").unlink()
    (built.root / "content" / "notes.md").symlink_to("company/team.yml")
    build(built)
    (built.root / "content" / "notes.md").unlink()
    (built.root / "content" / "notes.md").symlink_to("company/2026-Q4.yml")
    assert NOTHING_TO_DO not in build(built).out


def test_templates_behind_a_link_are_followed_and_a_folder_of_them_is_never_taken_for_granted(built, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "main.html").write_text("{% extends 'okr/main.html' %}")
    theme = built.root / "theme"
    theme.mkdir()
    (theme / "main.html").symlink_to(elsewhere / "main.html")
    built.config.write_text(built.config.read_text().replace("name: material", "name: material\n  custom_dir: theme"))
    build(built)
    assert NOTHING_TO_DO in build(built).out
    (elsewhere / "main.html").write_text("{% extends 'okr/main.html' %}{# another #}")
    assert NOTHING_TO_DO not in build(built).out
    (theme / "partials").symlink_to(elsewhere)
    for _ in range(2):
        assert NOTHING_TO_DO not in build(built).out


@pytest.mark.skipif(os.name != "posix", reason="there are no pipes in folders elsewhere")
def test_a_pipe_or_a_device_in_a_site_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/zero")
    for name in ("pipe", "device"):
        with pytest.raises(OSError, match="not a file"):
            hash_file(tmp_path / name)
