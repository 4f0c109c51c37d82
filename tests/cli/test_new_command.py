"""`okrsite new`: a team, a cycle's file and objectives, from the command line."""

from __future__ import annotations

import pytest
from command_line import answer, call

from okrsite.editing.edited_snapshots import open_edited_snapshot
from okrsite.request import BuildRequest, open_source

MARKDOWN = "---\nsummary: Bread\n---\n\n## Old\n\n- Id: old\n- Owner: Anna\n\n- KR: Loaves 1 → 9\n"
YAML = "objectives:\n- id: goal\n  title: Goal\n  owner: anna\n  key_results: [{id: k, title: K, done: false}]  # yes\n\n# the end\n"


@pytest.fixture
def company(project):
    return project(
        {
            "people.yml": "anna: {name: Anna Berg}\nben: {name: Ben Ito}\n",
            "company/team.yml": "name: Company\n",
            "company/2026-Q4.yml": YAML,
            "teams/bakery/team.yml": "name: Bakery\n",
            "teams/bakery/2026-Q4.md": MARKDOWN,
        }
    )


def read(company, path: str) -> str:
    return (company.root / "content" / path).read_bytes().decode("utf-8")


def read_all(company) -> dict[str, bytes]:
    """Return all files that somebody typed."""
    files = (path for path in company.root.rglob("*") if path.is_file() and ".okrsite" not in path.parts)
    return {path.relative_to(company.root).as_posix(): path.read_bytes() for path in files}


def test_from_a_new_team_to_its_first_objective(company):
    assert call("new", "team", "oven", "--name", "Oven: hot", "--parent", "bakery", "-f", company.config).status == 0
    assert read(company, "teams/oven/team.yml") == 'name: "Oven: hot"\nparent: bakery\n'
    done = call("new", "objective", "--team", "oven", "--title", "Bake *more* | faster", "--owner", "ben",
                "--kr", "Loaves a day 100 → 200", "--kr", "[ ] A second oven", "--contributes-to", "company/goal",
                "-f", company.config)  # fmt: skip
    assert done.status == 0, done.err
    (objective,) = [one for one in company.snapshot().organisation.objectives.values() if one.unit == "oven"]
    assert (objective.ref, objective.title, objective.owner) == (
        "oven/2026-Q4/bake-more-faster",
        "Bake *more* | faster",
        "ben",
    )
    assert [(one.title, one.kind) for one in objective.key_results] == [
        ("Loaves a day", "reach"),
        ("A second oven", "yes-no"),
    ]
    assert company.codes() == []


def add_cakes(company, unit: str, owner: str) -> None:
    arguments = ("--team", unit, "--title", "New", "--owner", owner, "--kr", "Cakes 1 → 9", "-f", company.config)
    assert call("new", "objective", *arguments).status == 0


def test_an_objective_is_added_behind_those_of_a_file_and_no_other_byte_changes(company):
    add_cakes(company, "bakery", "Anna")
    text = read(company, "teams/bakery/2026-Q4.md")
    assert text.startswith(f"{MARKDOWN}\n## New\n\n- Id: new\n- Owner: Anna\n")
    add_cakes(company, "company", "anna")
    added = "- id: new\n  title: New\n  owner: anna\n  key_results:\n    - {title: Cakes, from: 1, to: 9}\n"
    assert read(company, "company/2026-Q4.yml") == YAML.replace("# yes\n", f"# yes\n{added}")


def test_a_file_with_windows_line_ends_keeps_them(company):
    company.write({"teams/bakery/2026-Q4.md": MARKDOWN.replace("\n", "\r\n").encode()})
    add_cakes(company, "bakery", "Anna")
    text = read(company, "teams/bakery/2026-Q4.md")
    assert text.startswith(MARKDOWN.replace("\n", "\r\n"))
    assert "\n" not in text.replace("\r\n", "")


def test_a_cycle_begins_with_what_it_is_about(company):
    assert (
        call("new", "cycle", "2027-Q1", "--team", "bakery", "--summary", "Fewer: better", "-f", company.config).status
        == 0
    )
    assert read(company, "teams/bakery/2027-Q1.md") == '---\nsummary: "Fewer: better"\n---\n'
    assert company.codes() == []


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["team", "bakery", "--name", "B"], 1, "already"),
        (["team", "company", "--name", "B"], 1, "already"),
        (["team", "Night Shift", "--name", "B"], 1, "night-shift"),
        (["team", "con", "--name", "B"], 1, "Windows"),
        (["team", "night", "--name", "B", "--parent", "bakry"], 1, "bakery"),
        (["cycle", "2026-Q4", "--team", "bakery", "--summary", "S"], 1, "2026-Q4.md is there already"),
        (["cycle", "2026-Q7", "--team", "bakery", "--summary", "S"], 1, "no cycle"),
        (["objective", "--team", "bakery", "--title", "Old"], 1, "has the id 'old' already"),
        (["objective", "--team", "bakery", "--title", "New", "--id", "N N"], 1, "n-n"),
        (["objective", "--team", "bakery", "--title", "New", "--contributes-to", "company/gaol"], 1, "goal"),
        (["objective", "--team", "bakery", "--title", "New", "--owner", "Anna and Ben"], 1, "more than one person"),
        (["objective", "--team", "bakery", "--title", "New", "--kr", "Loaves ~5 → 9"], 1, "~5"),
        (["objective", "--team", "nobody", "--title", "New"], 1, "no unit"),
        (["objective", "--title", "New"], 2, "--team"),
    ],
)
def test_bad_input_is_answered_in_a_sentence_and_nothing_is_written(company, arguments, status, said):
    config = company.config
    before = read_all(company)
    done = call("new", *arguments, "-f", config)
    assert (done.status, said in done.err) == (status, True), done.err
    assert read_all(company) == before


def test_a_dry_run_shows_what_would_be_written(company):
    done = call("new", "team", "oven", "--name", "Oven", "--dry-run", "-f", company.config)
    assert "+name: Oven" in done.out
    assert not (company.root / "content/teams/oven").exists()


def test_on_a_terminal_it_asks_for_what_is_missing(company, monkeypatch):
    answers = "bakery\nNew\nAnna\nCakes 1 → 9\n\ncompany/goal\n\n"
    done = answer(monkeypatch, answers, "new", "objective", "-f", company.config)
    assert done.status == 0, done.err
    objective = company.snapshot().organisation.objectives["bakery/2026-Q4/new"]
    assert (objective.owner, objective.contributes_to[0].text) == ("anna", "company/goal")


def test_a_slip_in_one_answer_is_told_at_once_and_takes_no_other_answers_along(company, monkeypatch):
    """A unit, a key result or a goal that can't be was refused when all was answered, and nothing was kept."""
    answers = "bakry\nbakery\nOld\nNew\nAnna\nCakes 1 → x\nCakes 1 → 9\n\ncompany/gaol\nbakery\ncompany/goal\n\n"
    done = answer(monkeypatch, answers, "new", "objective", "-f", company.config)
    assert done.status == 0, done.err
    assert "There is no unit 'bakry'. Did you mean 'bakery'?" in done.err
    assert "No objective is called 'company/gaol'. Did you mean 'company/goal'?" in done.err
    assert "'Old' in content/teams/bakery/2026-Q4.md:5 has the id 'old' already." in done.err
    assert "to: 'x' is no number." in done.err
    assert "'bakery' is no reference." in done.err
    objective = company.snapshot().organisation.objectives["bakery/2026-Q4/new"]
    assert [one.title for one in objective.key_results] == ["Cakes"]
    assert [link.text for link in objective.contributes_to] == ["company/goal"]


@pytest.mark.parametrize("end", ["", "  \n", "\n\n \n", "\r\n"])
def test_what_stands_at_the_end_of_a_file_stays_where_it_is(company, end):
    """Blanks behind the last line are its own; they were put behind the new objective."""
    text = f"{MARKDOWN.rstrip()}{end}"
    company.write({"teams/bakery/2026-Q4.md": text.encode()})
    done = call("new", "objective", "--team", "bakery", "--title", "New", "-f", company.config)
    assert done.status == 0, done.err
    line = text.rstrip("\r\n").rstrip("\n") if end != "\n\n \n" else MARKDOWN.rstrip()
    assert read(company, "teams/bakery/2026-Q4.md").startswith(line)
    assert "\n\n## New\n" in read(company, "teams/bakery/2026-Q4.md").replace("\r\n", "\n")


def test_nothing_is_added_to_a_file_in_conflict(company):
    conflict = MARKDOWN.replace("- Owner: Anna\n", "<<<<<<< a\n- Owner: Anna\n=======\n- Owner: Ben\n>>>>>>> b\n")
    company.write({"teams/bakery/2026-Q4.md": conflict})
    done = call("new", "objective", "--team", "bakery", "--title", "New", "-f", company.config)
    assert (done.status, "content/teams/bakery/2026-Q4.md:8:1: error OKR124" in done.err) == (1, True), done.err
    assert read(company, "teams/bakery/2026-Q4.md") == conflict


def test_nothing_is_asked_where_the_file_cannot_be_read(company, monkeypatch):
    """A file in conflict is told once the unit is known, before anybody thinks of a title."""
    company.write({"teams/bakery/2026-Q4.md": f"<<<<<<< a\n{MARKDOWN}=======\n>>>>>>> b\n"})
    done = answer(monkeypatch, "bakery\n", "new", "objective", "-f", company.config)
    assert (done.status, "can't be read, so nothing is changed" in done.err) == (1, True), done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["team", "oven", "--name", " "], "The new team has no name."),
        (["team", "oven", "--name", "Oven", "--parent", "oven"], "'oven' can't be the unit above itself."),
        (["cycle", "2027-Q1", "--team", "bakery", "--summary", ""], "The summary is empty."),
        (["objective", "--team", "bakery", "--title", "Bake", "--kr", ""], "A key result is empty."),
    ],
)
def test_what_is_empty_or_above_itself_is_refused_by_its_name(company, arguments, said):
    """A script whose variable is empty made an empty team file, or was told of links and code that nobody typed."""
    config = company.config
    before = read_all(company)
    done = call("new", *arguments, "-f", config)
    assert (done.status, said in done.err) == (1, True), done.err
    assert read_all(company) == before


def test_the_copy_in_which_an_edit_is_tried_can_be_written_where_the_content_cannot(company):
    """Its folders had the rights of the content's, so that a dry run failed in a checkout that may only be read."""
    request = BuildRequest(company.config)
    folders = [company.root / "content", *(path for path in (company.root / "content").rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        texts = {"content/teams/oven/team.yml": "name: Oven\n"}
        with open_source(request) as source, open_edited_snapshot(source, texts) as edited:
            copied = [path for path in edited.site.content.rglob("*") if path.is_dir()]
            assert edited.organisation.units["oven"].name == "Oven"
            assert len(copied) == len(folders)
            assert all(path.stat().st_mode & 0o700 == 0o700 for path in (edited.site.content, *copied))
    finally:
        for folder in folders:
            folder.chmod(0o755)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Customer  success", "There is no unit 'Customer  success'.\n    Did you mean 'cs'?"),
        ("Bakery", "Did you mean 'bakery'?"),
        ("Nobody & Sons", "There is no unit 'Nobody & Sons'.\n    Units are named by their folders."),
        ("nobody-yet", "Begin it: okrsite new team nobody-yet"),
    ],
)
def test_the_name_of_a_unit_is_answered_with_its_id(company, typed, said):
    """Whoever types the name that the site shows isn't told to begin a team of that name."""
    company.write({"teams/cs/team.yml": "name: Customer Success\n"})
    done = call("new", "objective", "--team", typed, "--title", "New", "-f", company.config)
    assert (done.status, said in done.err) == (1, True), done.err
    if "mean" in said:
        meant = said.rpartition("mean ")[2]
        assert meant in call("report", "--team", typed, "-f", company.config).err
        assert meant in call("explain", typed, "-f", company.config).err


def test_the_name_of_two_units_is_answered_with_the_nearer_id(company):
    """Neither is meant more than the other, and the first one was named."""
    files = {"teams/cakes/team.yml": "name: Hot things\n", "teams/hot-things-two/team.yml": "name: Hot things\n"}
    company.write(files | {"people.yml": "ana: {name: Ana Berg, team: hot things}\n"})
    for asked in (["new", "objective", "--team", "Hot things", "--title", "New"], ["report", "--team", "Hot things"]):
        assert "Did you mean 'hot-things-two'?" in " ".join(call(*asked, "-f", company.config).err.split())
    assert "Did you mean 'hot-things-two'?" in call("check", "-f", company.config).out
