"""What is internal is in no byte of what is made for the public, and the gate would see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from audience_company import KINDS, Tokens, company
from audience_sites import write
from click.testing import CliRunner
from data_files import read_site_data
from draft_company import commit, git, leaks
from stories import build_site, read_snapshot, redact_snapshot

from okrsite.cli import okrsite
from okrsite.cli.call import CommandContext
from okrsite.gate import WithheldTextFinder, inspect_site
from okrsite.vocabulary import RECORDS

NUMBERS = ("71717", "7,17", "7171", "7.17")
"""How the withheld numbers begin, as they might be written."""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, Tokens]:
    """A repository with two commits, in which everything that is withheld has changed, as two sites."""
    root, fill = tmp_path_factory.mktemp("audience"), Tokens()
    git(root, "init", "-q", "-b", "main")
    write(root, company(fill))
    commit(root, f"Start {fill()}")
    now = Tokens()
    now._number = fill._number
    for path in sorted((root / "content").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    config = write(root, company(now))
    commit(root, f"Go on {now()}", day=5)
    fill.made += now.made
    build_site(config, root / "public", audience="public")
    build_site(config, root / "internal")
    now.made.pop()
    return root, fill


def everything(root: Path) -> str:
    return "\n".join(
        path.read_text("utf-8") for path in sorted((root / "content").rglob("*.*")) if path.suffix != ".png"
    )


def test_no_byte_for_the_public_holds_what_is_internal(built):
    root, fill = built
    assert len(fill.made) > 1500
    assert leaks(root / "public", fill.made) == {}
    assert "Open goal" in (root / "public/index.html").read_text(encoding="utf-8")


def test_no_number_for_the_public_is_one_that_is_internal(built):
    root, _ = built
    # A hash may hold any digits by chance, and the list of files is full of hashes.
    found = leaks(root / "public/data", list(NUMBERS))
    assert found.keys() <= {"manifest.json"} and (root / "public/data/okr.json").is_file()
    assert leaks(root / "public/objectives", list(NUMBERS)) == {}
    assert leaks(root / "internal/data", ["71717"]) != {}


def test_the_internal_site_of_the_same_files_shows_it_all(built):
    root, fill = built
    typed = everything(root)
    now = [token for token in fill.made if token in typed]
    seen = {token for held in leaks(root / "internal", now).values() for token in held}
    unseen = [token for token in now if token not in seen]
    # Nobody is shown why something has no goal, differs from another or is not remarked on, nor former ids of key
    # results.
    lines = {line.strip() for line in typed.splitlines() if any(token in line for token in unseen)}
    # Nor comments, nor addresses that lead nowhere.
    pointing = ('"unaligned"', '"ignore"', '"because"', "<!--", "](", "]: ", "../")
    assert all(any(sign in line for sign in pointing) or line.strip('"').startswith("zq") for line in lines)
    assert len(seen) > 700


def test_every_field_that_can_be_withheld_is_typed(built):
    """A field that is new in the vocabulary can't be forgotten here."""
    root, _ = built
    typed: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            typed.update(map(str, value))
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    for path in sorted((root / "content").rglob("*.yml")):
        walk(json.loads(path.read_text(encoding="utf-8")))
    known = {field.name for record in RECORDS.values() for field in record.fields}
    said_elsewhere = {"team", "cycle", "visibility", "author", "date", "body", "link", "photo"}
    assert known - typed <= said_elsewhere


def test_objectives_are_as_far_for_the_public_as_for_us(built):
    root, _ = built
    ours, theirs = (read_site_data(root / site) for site in ("internal", "public"))
    numbers = ("progress", "confidence", "grade")
    all_of_them = {each["ref"]: [each[name] for name in numbers] for each in ours["objectives"]}
    shown = {each["ref"]: [each[name] for name in numbers] for each in theirs["objectives"]}
    said = {each["ref"]: each["status"]["shown"] for each in ours["objectives"]}
    assert {each["ref"]: each["status"]["shown"] for each in theirs["objectives"]} == {ref: said[ref] for ref in shown}
    assert "company/2026-Q4/goal" in shown
    # To whole percent, as they are told.
    assert shown == {ref: pytest.approx(all_of_them[ref], abs=0.01) for ref in shown}
    goal = next(each for each in theirs["objectives"] if each["id"] == "goal")
    # What is internal is due early, on a day that isn't told.
    assert goal["expected"] < next(each["expected"] for each in ours["objectives"] if each["ref"] == goal["ref"])
    assert len(goal["key_results"]) == 1 + 2 * len(KINDS)
    assert [each["title"] for each in goal["key_results"][1 : 1 + len(KINDS)]] == [
        "A key result that is not shown here"
    ] * len(KINDS)
    assert [each["id"] for each in goal["key_results"][1:3]] == ["key-result-2", "key-result-3"]
    withheld = goal["key_results"][1 + len(KINDS)]
    assert (withheld["title"], withheld["progress"], withheld["from"], withheld["to"]) == ("Open to", 0.25, None, None)


@pytest.mark.parametrize(
    "arguments",
    [
        *(["export"], ["explain", "company/goal"], ["explain", "company/goal#n-to"], ["explain", "a"]),
        ["export", "--format", "markdown"],
        *(["report"], ["report", "--agenda"], ["report", "--format", "html"], ["report", "--format", "json"]),
    ],
    ids=" ".join,
)
def test_what_is_printed_for_the_public_has_none_of_it(built, arguments):
    root, fill = built
    config = ["-f", str(root / "mkdocs.yml")]
    done = CliRunner().invoke(
        okrsite, [*arguments, *config, "--audience", "public"], obj=CommandContext(), catch_exceptions=False
    )
    assert "Open" in done.stdout or "2026" in done.stdout
    assert [token for token in (*fill.made, *NUMBERS[:1]) if token in done.output] == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_tables_for_the_public_have_none_of_it(built, tmp_path, kind):
    root, fill = built
    arguments = ["export", "--format", kind, "-o", str(tmp_path / f"okr.{kind}"), "-f", str(root / "mkdocs.yml")]
    CliRunner().invoke(okrsite, [*arguments, "--audience", "public"], obj=CommandContext(), catch_exceptions=False)
    assert leaks(tmp_path, fill.made) == {} and leaks(tmp_path, ["open"]) != {}


@pytest.mark.parametrize("what", ["secret", "company/2026", "company/key-result-2"])
def test_nobody_explains_what_is_withheld_to_the_public(built, what):
    root, fill = built
    config = ["-f", str(root / "mkdocs.yml")]
    done = CliRunner().invoke(
        okrsite, ["explain", what, *config, "--audience", "public"], obj=CommandContext(), standalone_mode=False
    )
    assert done.return_value == 2
    assert [token for token in fill.made if token in done.output] == []


def test_nothing_leads_to_the_repository(built):
    root, _ = built
    found = leaks(root / "public", ["content/", ".yml", "2026-q4.md"])
    assert {path for path in found if not path.startswith(("guide/", "assets/", "search/"))} == set()


def test_files_are_published_only_where_a_public_text_leads_to_them(built):
    root, _ = built
    assert [path.name for path in (root / "public/files").iterdir()] == ["open.png"]
    assert len(list((root / "internal/files").iterdir())) == 2


def test_the_gate_refuses_what_is_withheld(built, tmp_path):
    root, _ = built
    snapshot = redact_snapshot(read_snapshot(root / "mkdocs.yml"))
    assert len(snapshot.withheld) > 100
    site = root / "public"
    assert inspect_site(site, withheld=WithheldTextFinder(snapshot.withheld)).findings == ()
    poisoned = site / "poisoned.html"
    page = (site / "404.html").read_text(encoding="utf-8")
    poisoned.write_text(page.replace("</body>", f"<p>{snapshot.withheld[7]}</p></body>"), encoding="utf-8")
    try:
        findings = inspect_site(site, withheld=WithheldTextFinder(snapshot.withheld)).findings
    finally:
        poisoned.unlink()
    assert ("poisoned.html", "GATE107") in {(finding.path, finding.code) for finding in findings}
