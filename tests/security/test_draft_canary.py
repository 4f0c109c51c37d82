"""Every text of a draft is a token of its own; no byte of the site holds one, and no name of a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from data_files import read_site_data
from draft_company import OPEN, Draft, commit, content, git, leaks, unpack, write
from stories import build_site

from okrsite.cli import okrsite
from okrsite.cli.call import CommandContext

PRINTED = (
    ("report",), ("report", "--agenda"), ("report", "--format", "html"), ("report", "--format", "json"),
    ("export",), ("export", "--format", "csv"), ("export", "--format", "xlsx"), ("export", "--format", "markdown"),
    ("explain", "a"), ("explain", "2026-Q4"),
)  # fmt: skip
"""Commands whose results go to others."""


@pytest.fixture(scope="module")
def drafted(tmp_path_factory) -> tuple[Path, Draft]:
    root, draft = tmp_path_factory.mktemp("drafted"), Draft()
    config = write(root, content(draft))
    git(root, "init", "-q", "-b", "main")
    commit(root, draft("Start @"))
    build_site(config, root / "site")
    return root / "site", draft


def test_no_byte_of_the_site_holds_a_word_of_a_draft(drafted):
    site, draft = drafted
    words = draft.tokens[:-1]  # the last is the commit's subject, which tells of the public part too
    assert len(words) > 130
    assert leaks(site, [*words, "7171717", "3434343", "8787878", "7,171,717"]) == {}
    assert "Open" in (site / "teams/a/index.html").read_text(encoding="utf-8")


def test_everything_that_leaves_the_site_is_looked_at(drafted):
    """Each kind of file that a site may have is there, so that none is passed over above."""
    site, _ = drafted
    names = {path.name if path.parent == site else path.suffix for path in site.rglob("*") if path.is_file()}
    assert {".atom", ".ics", ".svg", ".csv", ".xlsx", ".md", ".json", ".html", "llms.txt", "sitemap.xml.gz"} <= names
    assert (site / "digest/index.html").is_file() and (site / "agenda/index.html").is_file()
    assert (site / "review-packs/2026-Q4/index.html").is_file()
    workbook = unpack("okr.xlsx", (site / "data/okr.xlsx").read_bytes())
    assert b"Open" in workbook and b"Open" not in (site / "data/okr.xlsx").read_bytes()


def test_no_byte_of_an_offline_copy_or_of_its_archive_holds_a_word_of_a_draft(drafted):
    site, draft = drafted
    build_site(site.parent / "mkdocs.yml", site.parent / "copy", offline=True)
    assert [path.name for path in site.parent.glob("*.zip")] == ["copy.zip"]
    (site.parent / "archive").mkdir()
    (site.parent / "copy.zip").rename(site.parent / "archive/copy.zip")
    for folder in ("copy", "archive"):
        assert leaks(site.parent / folder, draft.tokens[:-1]) == {}
    assert b"Open" in unpack("copy.zip", (site.parent / "archive/copy.zip").read_bytes())


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> tuple[Path, Draft]:
    """The configuration of the same company, in which nothing is a draft."""
    root, draft = tmp_path_factory.mktemp("published"), Draft()
    config = write(root, publish(content(draft)))
    git(root, "init", "-q", "-b", "main")
    commit(root, draft("Start @"))
    return config, draft


def publish(files: dict[str, str]) -> dict[str, str]:
    """Return the files of a company without the marks of drafts, and without the cycle that only a draft can say so."""
    shown = {path: text.replace("visibility: draft\n", "") for path, text in files.items()}
    return shown | {"teams/a/2026-Q3.yml": "objectives: []\n"}


def print_results(config: Path, folder: Path, arguments: Sequence[str]) -> None:
    """Have a command write what it prints, and its files, into a folder."""
    command = [*arguments, "-f", str(config)]
    if {"xlsx", "csv"} & {*arguments}:
        command += ["-o", str(folder / f"okr.{arguments[-1]}")]
    done = CliRunner().invoke(okrsite, command, obj=CommandContext(), standalone_mode=False)
    assert done.return_value == 0, done.output
    (folder / "printed.txt").write_text(done.output, "utf-8")


@pytest.mark.parametrize("arguments", PRINTED, ids=" ".join)
def test_nothing_that_is_printed_holds_a_word_of_a_draft(drafted, published, tmp_path, arguments):
    """The same command prints many of these words where they are no draft."""
    site, draft = drafted
    for name in ("hidden", "shown"):
        (tmp_path / name).mkdir()
    print_results(site.parent / "mkdocs.yml", tmp_path / "hidden", arguments)
    assert leaks(tmp_path / "hidden", draft.tokens[:-1]) == {}
    config, open_words = published
    print_results(config, tmp_path / "shown", arguments)
    assert leaks(tmp_path / "shown", open_words.tokens[:-1]) != {}


def test_the_test_would_see_it(drafted, tmp_path):
    _, draft = drafted
    build_site(write(tmp_path, publish(content(Draft()))), tmp_path / "site")
    assert len({token for held in leaks(tmp_path / "site", draft.tokens).values() for token in held}) > 90


def test_what_was_said_while_it_was_a_draft_stays_unsaid(tmp_path):
    draft = Draft()
    text = "objectives:\n  - id: plan\n    title: {}\n    owner: {}\n{}    key_results: [{{id: k, title: {}, from: 0, to: {}, now: {}}}]\n"
    hidden = "    visibility: draft\n"
    others = {"company/team.yml": "name: Company\n", "teams/a/team.yml": "name: A\n"}
    path = "teams/a/2026-Q4.yml"
    config = write(tmp_path, {**others, path: draft(text.format("Plan @", "Owner @", hidden, "K @", 5151515, 1212121))})
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, draft("Secretly @"))
    write(tmp_path, {path: draft(text.format("Plan @", "Owner @", hidden, "K @", 6161616, 2323232))})
    commit(tmp_path, draft("Still secretly @"), day=3)
    write(tmp_path, {path: text.format("Public plan", "Anna", "", "Public result", 100, 10)})
    commit(tmp_path, "Publish the plan", day=5)
    write(tmp_path, {path: text.format("Public plan", "Anna", "", "Public result", 100, 20)})
    commit(tmp_path, "Go on publicly", day=7)
    build_site(config, tmp_path / "site")
    assert leaks(tmp_path / "site", [*draft.tokens, "5151515", "1212121", "6161616", "2323232"]) == {}
    assert "Go on publicly" in str(read_site_data(tmp_path / "site"))


def test_what_is_a_draft_again_is_taken_back_with_its_past(tmp_path):
    draft = Draft()
    text = "objectives:\n{}  - id: @\n    title: Plan @\n    owner: Owner @\n{}    key_results: [{{id: k, title: K @, from: 0, to: 9, now: {}}}]\n"
    once = draft(text)
    others = {"company/team.yml": "name: Company\n", "teams/a/team.yml": "name: A\n"}
    path = "teams/a/2026-Q4.yml"
    config = write(tmp_path, {**others, path: once.format(OPEN, "", 1)})
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "Start")
    write(tmp_path, {path: once.format(OPEN, "    visibility: draft\n", 2)})
    commit(tmp_path, "Take it back", day=3)
    build_site(config, tmp_path / "site")
    assert leaks(tmp_path / "site", draft.tokens) == {}
