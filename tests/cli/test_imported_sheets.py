"""`okrsite import` of sheets and trees: presets, mappings, what is asked on a terminal, and what is written."""

from __future__ import annotations

import json

import pytest
from command_line import answer, call

SHEET = """\
\ufeffObjective;Key Result;Owner;Start;Target;Score
Book within a minute;Median time;Sana Malik;4,5 min;1 min;0,7
;Bookings a day;sana@example.org;12;20;1
Nobody calls twice;Calls a day;Otto Brandt;12;6;0,3
"""
VIVA = """\
Id,Title,Team,Owner,Period,"Aligned To (weight, Objective ID)",Metric Name,Target,Object Type,Start,Progress %,Status
1,Grow the base,Company,Otto Brandt,Q1 2026,,,,Objective,,50%,On track
2,Book within a minute,Booking,Sana Malik,Q1 2026,"(100%, 1)",,,Objective,,50%,On track
3,Bookings a day,Booking,Sana Malik,Q1 2026,"(100%, 2)",Bookings,20,Key Result,12,50%,On track
"""
FOREIGN = "What we want,How we know,Who\nBook within a minute,20 bookings a day,Sana Malik\n"


@pytest.fixture
def company(project):
    return project(
        {
            "people.yml": "sana: {name: Sana Malik, email: sana@example.org}\notto: {name: Otto Brandt}\n",
            "company/team.yml": "name: Company\n",
            "teams/booking/team.yml": "name: Booking\n",
        }
    )


@pytest.fixture
def bring(company):
    """Import a text as a file of some name."""

    def run(name: str, text: str, *arguments: object):
        path = company.root / name
        path.write_text(text, encoding="utf-8")
        return call("import", path, *arguments, "-f", company.config)

    return run


def test_a_sheet_becomes_objectives_with_owners_of_the_register_and_grades(company, bring):
    done = bring("goals.csv", SHEET, "--team", "booking", "--cycle", "2026-Q1")
    assert done.status == 0, done.err
    first, second = company.snapshot().organisation.list_objectives("booking", "2026-Q1")
    assert [one.title for one in (first, second)] == ["Book within a minute", "Nobody calls twice"]
    assert [(one.owner, one.grade) for one in first.key_results] == [("sana", 0.7), ("sana", 1.0)]
    assert second.key_results[0].owner == "otto"
    assert "2: key result: Book within a minute | Median time" in done.out


def test_a_second_import_of_a_sheet_changes_nothing(company, bring):
    arguments = ("goals.csv", SHEET, "--team", "booking", "--cycle", "2026-Q1")
    bring(*arguments)
    before = {path: path.read_bytes() for path in (company.root / "content").rglob("*") if path.is_file()}
    done = bring(*arguments)
    assert done.status == 0
    assert "Nothing was written" in done.err
    assert {path: path.read_bytes() for path in (company.root / "content").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("preset", ["auto", "viva-goals"])
def test_an_export_of_another_tool_keeps_its_teams_cycles_and_links(company, bring, preset):
    done = bring("viva.csv", VIVA, "--preset", preset)
    assert done.status == 0, done.err
    organisation = company.snapshot().organisation
    (above,) = organisation.list_objectives("company", "2026-Q1")
    (below,) = organisation.list_objectives("booking", "2026-Q1")
    assert [link.text for link in below.supports] == ["company/2026-Q1/" + above.id]
    assert below.key_results[0].title == "Bookings a day"


def test_a_preset_that_is_none_is_told_with_the_one_that_was_meant(bring):
    done = bring("goals.csv", SHEET, "--preset", "viva-goal", "--dry-run")
    assert done.status == 2
    assert "'viva-goal' is no preset. Did you mean viva-goals?" in done.err


def test_a_mapping_of_ones_own_names_the_columns(company, bring):
    mapping = company.root / "map.yml"
    mapping.write_text(
        "name: ours\ncolumns:\n  objective: [What we want]\n  key_result: [How we know]\n  owner: [Who]\n",
        encoding="utf-8",
    )
    done = bring("goals.csv", FOREIGN, "--map", mapping, "--dry-run", "--format", "json")
    (objective,) = json.loads(done.out)["objectives"]
    assert objective["title"] == "Book within a minute"
    assert [(one["title"], one["owner"]) for one in objective["key_results"]] == [("20 bookings a day", "Sana Malik")]


def test_a_mapping_with_a_field_that_is_none_is_refused(company, bring):
    mapping = company.root / "map.yml"
    mapping.write_text("name: ours\ncolumns:\n  objectives: [What we want]\n", encoding="utf-8")
    done = bring("goals.csv", FOREIGN, "--map", mapping, "--dry-run")
    assert done.status != 0
    assert "'objectives' is no field of an import. Did you mean 'objective'?" in " ".join(done.err.split())


def test_on_a_terminal_it_asks_for_the_team_and_the_cycle(company, monkeypatch):
    path = company.root / "goals.csv"
    path.write_text(SHEET, encoding="utf-8")
    done = answer(monkeypatch, "booking\n2026-Q1\n", "import", path, "-f", company.config)
    assert done.status == 0, done.err
    assert len(list(company.snapshot().organisation.list_objectives("booking", "2026-Q1"))) == 2


def test_where_nobody_can_be_asked_it_says_what_is_missing_and_writes_nothing(company, bring):
    done = bring("goals.csv", SHEET)
    assert done.status == 1
    assert "--team" in done.err
    assert not list((company.root / "content" / "teams" / "booking").glob("2*"))


def test_a_tree_in_yaml_becomes_content(company, bring):
    text = "cycle: 2026-Q1\nteam: Booking\nobjectives:\n  - title: Book within a minute\n    key_results: [20 bookings a day]\n"
    done = bring("goals.yml", text)
    assert done.status == 0, done.err
    (objective,) = company.snapshot().organisation.list_objectives("booking", "2026-Q1")
    assert [one.title for one in objective.key_results] == ["20 bookings a day"]


def test_what_an_export_of_this_site_says_comes_back(company, bring):
    """An export, read into an empty company, gives the same titles, owners, numbers and grades."""
    bring("goals.csv", SHEET, "--team", "booking", "--cycle", "2026-Q1")
    exported = call("export", "-f", company.config).out

    def list_goals() -> list[tuple[object, ...]]:
        objectives = company.snapshot().organisation.list_objectives("booking", "2026-Q1")
        return [
            (
                one.title,
                one.owner,
                [(kr.title, kr.owner, kr.start, kr.target, kr.unit, kr.grade) for kr in one.key_results],
            )
            for one in objectives
        ]

    before = list_goals()
    for path in (company.root / "content" / "teams" / "booking").glob("2*"):
        path.unlink()
    assert list_goals() == []
    done = bring("export.json", exported)
    assert done.status == 0, done.err
    assert list_goals() == before
