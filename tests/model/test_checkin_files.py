"""Check-ins as files of their own, beside the lists in the files of objectives."""

from __future__ import annotations

import pytest

LIST = """
objectives:
  - id: bread
    title: Sell more bread
    owner: anna
    key_results:
      - {id: loaves, title: Loaves a day, from: 100, to: 200, now: 120, confidence: 80%}
      - {id: shops, title: Shops, from: 2 shops, to: 6 shops}
      - {id: steps, title: Steps, levels: {commit: one, target: two, stretch: all}}
    checkins:
      - {date: 2026-10-09, by: anna, now: {loaves: 120}, confidence: {loaves: 80%}}
"""
BASE = {
    "company/2026.yml": "objectives: [{id: goal, title: Goal, owner: anna, key_results: [{id: k, title: K, done: false}]}]\n",
    "company/team.yml": "name: Company\n",
    "teams/bakery/team.yml": "name: Bakery\n",
    "teams/bakery/2026-Q4.yml": LIST,
}
LOAVES = "bakery/2026-Q4/bread#loaves"
SHOPS = "bakery/2026-Q4/bread#shops"


def make(project, **files: str):
    named = {f"teams/bakery/checkins/{name.replace('__', '.').replace('_', '-')}": text for name, text in files.items()}
    return project({**BASE, **named})


def test_a_newer_file_counts_instead_of_the_typed_value(project):
    company = make(
        project, **{"2026_11_13_ben__yml": "objective: bread\nby: ben\nnow: {loaves: 150}\nconfidence: {loaves: 50%}\n"}
    )
    assert company.codes() == []
    values = company.key_result(LOAVES).current_values
    assert (values.now.value, values.confidence) == (150.0, 0.5)
    assert values.now.origin == "check-in of 2026-11-13"
    assert values.now.place.path.endswith("checkins/2026-11-13-ben.yml")
    checkins = company.snapshot().organisation.objectives["bakery/2026-Q4/bread"].checkins
    assert [(one.date.isoformat(), one.by, one.filed) for one in checkins] == [
        ("2026-10-09", "anna", False),
        ("2026-11-13", "ben", True),
    ]


def test_an_older_file_counts_for_nothing_any_more(project):
    company = make(project, **{"2026_10_02_ben__yml": "objective: bread\nby: ben\nnow: {loaves: 110}\n"})
    assert company.key_result(LOAVES).current_values.now.value == 120.0
    assert company.codes() == []


def test_where_no_list_says_how_old_a_typed_value_is_the_file_counts_and_that_is_said(project):
    text = LIST[: LIST.index("    checkins:")]
    company = make(project, **{"2026_11_13_ben__yml": "objective: bread\nnow: {loaves: 150}\n"})
    company.write({"teams/bakery/2026-Q4.yml": text})
    assert company.key_result(LOAVES).current_values.now.value == 150.0
    (problem,) = [one for one in company.problems() if one.code == "OKR258"]
    assert "which counts" in problem.message
    assert problem.place.path.endswith("2026-Q4.yml")


def test_two_files_of_one_day_are_both_there_and_a_contradiction_is_said(project):
    company = make(
        project,
        **{
            "2026_11_13_anna__yml": "objective: bread\nby: anna\nnow: {loaves: 150}\n",
            "2026_11_13_ben__yml": "objective: bread\nby: ben\nnow: {loaves: 151, shops: 3 shops}\n",
        },
    )
    assert len(company.snapshot().organisation.objectives["bakery/2026-Q4/bread"].checkins) == 3
    (problem,) = [one for one in company.problems() if one.code == "OKR258"]
    assert problem.place.path.endswith("2026-11-13-ben.yml")
    assert "has 151 here, which counts, and 150 on the same day" in problem.message
    assert company.key_result(SHOPS).current_values.now.value == 3.0


def test_markdown_has_its_note_below_the_front_matter(project):
    text = "---\nobjective: bread\nby: ben\nstatus: at risk\nnow: {steps: target}\n---\n\n# Not so bad\n\nThe oven is *hot*.\n"
    company = make(project, **{"2026_11_13_ben__md": text})
    assert company.codes() == []
    snapshot = company.snapshot()
    newest = snapshot.organisation.objectives["bakery/2026-Q4/bread"].checkins[-1]
    assert newest.note.markdown.startswith("# Not so bad")
    assert newest.status == "at risk"
    assert newest.now == {"steps": "target"}
    assert snapshot.organisation.documents == ()


def test_one_file_may_report_on_several_objectives_and_cycles(project):
    company = project(
        {
            **BASE,
            "teams/bakery/2026-Q3.yml": LIST.replace("2026-10-09", "2026-07-10"),
            "teams/bakery/checkins/week.yaml": """
                date: 2026-11-13
                by: anna
                reports:
                  - objective: bread
                    now: {shops: 4 shops}
                  - objective: 2026-Q3/bread
                    note: A late word.
                """,
        }
    )
    objectives = company.snapshot().organisation.objectives
    assert objectives["bakery/2026-Q4/bread"].checkins[-1].now["shops"].value == 4.0
    assert objectives["bakery/2026-Q3/bread"].checkins[-1].note.markdown == "A late word."


def test_a_file_of_a_person_and_one_of_the_company_belong_to_their_units(project):
    company = project(
        {
            **BASE,
            "people.yml": "ben: {name: Ben, team: bakery}\n",
            "people/ben/2026-Q4.yml": LIST.replace("bread", "own"),
            "people/ben/checkins/2026-11-13.yml": "objective: own\nnow: {shops: 5 shops}\n",
            "company/checkins/2026-11-13.yml": "objective: goal\nnote: Well.\n",
        }
    )
    assert company.codes() == []
    objectives = company.snapshot().organisation.objectives
    assert objectives["ben/2026-Q4/own"].checkins[-1].now["shops"].value == 5.0
    assert objectives["company/2026/goal"].checkins[-1].note.markdown == "Well."


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("2026_11_13__yml", "objective: bred\nnow: {loaves: 1}\n", ("OKR301", 1, "Do you mean 'bread'?")),
        ("2026_11_13__yml", "objective: 2026-Q2/bread\nnow: {loaves: 1}\n", ("OKR301", 1, "2026-Q4")),
        ("2026_11_13__yml", "objective: bread\nnow: {loafs: 1}\n", ("OKR219", 2, "loaves")),
        ("2026_11_13__yml", "objective: bread\nnow: {loaves: lots}\n", ("OKR203", 2, "lots")),
        ("2026_11_13__yml", "objective: bread\nnow: {shops: 3 EUR}\n", ("OKR205", 2, "shops")),
        ("2026_11_13__yml", "now: {loaves: 1}\n", ("OKR212", 1, "objective")),
        ("2026_11_13__yml", "date: 2026-11-12\nobjective: bread\nnow: {loaves: 1}\n", ("OKR117", 1, "2026-11-13")),
        ("week__yml", "objective: bread\nnow: {loaves: 1}\n", ("OKR212", 1, "date")),
        (
            "2026_11_13__yml",
            "objective: bread\nnow: {loaves: 1}\nreports: [{objective: bread}]\n",
            ("OKR208", 1, "reports"),
        ),
        ("2026_11_13__yml", "objective: bread\nvalue: 3\n", ("OKR201", 2, "value")),
        ("2026_11_13__yml", "objective: bread\nvisibility: draft\n", ("OKR201", 2, "visibility")),
        ("2026_11_13__yml", "objective: bread\n<<<<<<< a\nnote: a\n=======\nnote: b\n>>>>>>> b\n", ("OKR124", 2, "")),
        ("2026_12_24__yml", "objective: bread\nnow: {shops: 3 shops}\n", ("OKR261", 1, "2026-12-24")),
    ],
)
def test_what_is_wrong_is_told_at_its_line(project, name, text, expected):
    company = make(project, **{name: text})
    found = [one for one in company.problems() if one.place.path.startswith("content/teams/bakery/checkins/")]
    assert expected[:2] in [(one.code, one.place.line) for one in found], found
    assert any(expected[2] in f"{one.message} {one.hint}" for one in found), found


def test_a_draft_keeps_its_checkin_files_back(project):
    company = make(
        project, **{"2026_11_13_ben__yml": "objective: bread\nby: Benedikt\nnote: A secret.\nnow: {loaves: x}\n"}
    )
    company.write(
        {"teams/bakery/2026-Q4.yml": LIST.replace("    owner: anna", "    owner: anna\n    visibility: draft")}
    )
    snapshot = company.snapshot()
    assert snapshot.organisation.objectives.keys() == {"company/2026/goal"}
    assert "Benedikt" not in snapshot.organisation.people


@pytest.mark.parametrize("day", ["2027-11-13", "2026-01-13"])
def test_a_file_of_a_day_outside_the_cycle_is_told(project, day):
    """A slip in its year, and what it says would count in another cycle, or not for a year."""
    name = f"{day.replace('-', '_')}_ben__yml"
    company = make(project, **{name: "objective: 2026-Q4/bread\nby: ben\nnow: {loaves: 150}\n"})
    (problem,) = (problem for problem in company.problems() if problem.code == "OKR256")
    assert problem.place.path.endswith(f"{day}-ben.yml") and "lies outside" in problem.message


@pytest.mark.parametrize("listed", [True, False])
def test_a_share_among_plain_numbers_is_asked_about_in_a_list_and_in_a_file_and_counts_in_neither(project, listed):
    files = {"2026_11_06_ben__yml": "objective: bread\nby: ben\nnow: {loaves: 140}\n"}
    if not listed:
        files["2026_11_13_anna__yml"] = "objective: bread\nby: anna\nnow: {loaves: 44%}\n"
    company = make(project, **files)
    if listed:
        entry = "      - {date: 2026-11-13, by: anna, now: {loaves: 44%}}\n"
        company.write({"teams/bakery/2026-Q4.yml": LIST.replace("now: 120, confidence: 80%", "now: 140") + entry})
    (problem,) = [one for one in company.problems() if one.severity == "error"]
    assert problem.code == "OKR205"
    assert problem.message == "Here the unit is '%', and the other values of 'loaves' are plain numbers."
    assert problem.place.path.endswith("2026-Q4.yml" if listed else "2026-11-13-anna.yml")
    assert company.key_result(LOAVES).current_values.now.value == 140.0
    *_, newest = company.snapshot().organisation.objectives["bakery/2026-Q4/bread"].checkins
    assert (newest.date.isoformat(), dict(newest.now)) == ("2026-11-13", {})


def test_values_that_are_all_in_percent_say_the_unit(project):
    files = {
        "2026_11_06_ben__yml": "objective: bread\nby: ben\nnow: {loaves: 140%}\n",
        "2026_11_13_anna__yml": "objective: bread\nby: anna\nnow: {loaves: 150%}\n",
    }
    company = make(project, **files)
    company.write({"teams/bakery/2026-Q4.yml": LIST[: LIST.index("    checkins:")].replace(", now: 120", "")})
    assert [one for one in company.problems() if one.severity == "error"] == []
    assert company.key_result(LOAVES).current_values.now.value == 150.0


def ask_about_note(project, note: str, more: str = "") -> list[tuple[str, str]]:
    """Return what is said of a note: code and the line of YAML in the hint."""
    company = make(project, **{"2026_11_13_ben__yml": f'objective: bread\nby: ben\nnote: "{note}"\n{more}'})
    told = [each for each in company.problems() if each.severity != "info" and each.code != "OKR258"]
    return [(problem.code, problem.hint.partition("own: ")[2]) for problem in told]


@pytest.mark.parametrize(
    ("note", "field"),
    [
        ("Fine. loaves 150", "`now: {loaves: 150}`."),
        ("loaves 150, as I said: loaves 150", "`now: {loaves: 150}`."),
        ("loaves 150 and shops 4, not loaves 140", "`now: {loaves: 150, shops: 4}`."),
        ("loaves 1,200", '`now: {loaves: "1,200"}`.'),
        ("loaves at 1.2k", "`now: {loaves: 1.2k}`."),
    ],
)
def test_values_in_a_note_are_asked_about_once_as_they_would_be_typed(project, note, field):
    assert ask_about_note(project, note) == [("OKR118", field)]


@pytest.mark.parametrize("note", ["More shops 2026-12-05", "New shops 5.12.2026", "New shops 5 Dec"])
def test_a_day_behind_a_name_is_no_value(project, note):
    assert ask_about_note(project, note) == []


def test_a_value_in_a_note_is_asked_about_where_another_one_has_its_field(project):
    assert ask_about_note(project, "shops 4", "now: {loaves: 150}\n") == [("OKR118", "`now: {shops: 4}`.")]
    assert ask_about_note(project, "As I said, loaves 150", "now: {loaves: 150}\n") == []
