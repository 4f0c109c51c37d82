"""Whatever people type by mistake or in bad faith: all of it is found in one run, at its line, with a way out."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from command_line import call

GOOD = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": """
        objectives:
          - id: goal
            title: Goal
            owner: anna
            key_results: [{id: k, title: K, from: 0, to: 10, now: 5}]
    """,
    "teams/a/team.yml": "name: A\n",
}


@dataclass(frozen=True)
class Case:
    """Files that are added to a good project, and where the problem is expected: `path:line`, code, a word of it."""

    files: dict[str, str | bytes]
    where: str
    code: str
    word: str
    errors: int = 1
    """How many errors it is worth; what follows from a mistake is not held against the author as well."""


def cycle(*lines: str) -> dict[str, str | bytes]:
    """A file of one objective `o`; the lines given are its fields from line 5 on."""
    head = ["objectives:", "  - id: o", "    title: Objective", "    owner: anna"]
    return {"teams/a/2026-Q4.yml": "\n".join([*head, *(f"    {line}" for line in lines), ""])}


def result(*fields: str) -> dict[str, str | bytes]:
    """A file of one key result `r`; the fields given begin in line 8."""
    return cycle("key_results:", "  - id: r", "    title: Result", *(f"    {line}" for line in fields))


TABLE = "\n| Key result | Id | From | To | Now |\n| --- | --- | --- | --- | --- |\n| R | r | 0 | 10 | {now} |\n"
A = "teams/a/2026-Q4.yml"
M = "teams/a/2026-Q4.md"

CASES = {
    "unknown key": Case(cycle("ownr: ben", "key_results: []"), f"{A}:5", "OKR201", "owner"),
    "unknown key of a key result": Case(result("from: 0", "too: 10"), f"{A}:9", "OKR201", "'to'"),
    "unknown key of a team": Case(
        {"teams/a/team.yml": "name: A\nparnet: company\n"}, "teams/a/team.yml:2", "OKR201", "parent"
    ),
    "a list where one value belongs": Case(cycle("why: [a, b]"), f"{A}:5", "OKR202", "list"),
    "one value where a list belongs": Case(cycle("key_results: five"), f"{A}:5", "OKR202", "list"),
    "fields where a text belongs": Case(cycle("why: {a: b}"), f"{A}:5", "OKR202", "group"),
    "objectives that are a text": Case({A: "objectives: soon\n"}, f"{A}:1", "OKR202", "list"),
    "a list as a whole file": Case({A: "- a\n- b\n"}, f"{A}:1", "OKR202", ""),
    "a text as a whole file": Case({A: "hello\n"}, f"{A}:1", "OKR202", ""),
    "two owners": Case(
        {A: "objectives:\n  - id: o\n    title: O\n    owner: [anna, ben]\n"}, f"{A}:4", "OKR216", "one person"
    ),
    "duplicate key": Case(cycle("why: a", "why: b"), f"{A}:6", "OKR104", "line 5"),
    "duplicate objective": Case(
        {A: "objectives:\n  - {id: o, title: O, owner: a}\n  - {id: o, title: P, owner: a}\n"}, f"{A}:3", "OKR210", "id"
    ),
    "duplicate key result": Case(
        cycle("key_results:", "  - {id: r, title: R, done: no}", "  - {id: r, title: S, done: no}"),
        f"{A}:7",
        "OKR210",
        "id",
    ),
    "impossible date": Case(result("done: no", "due: 2026-02-30"), f"{A}:9", "OKR206", "2026"),
    "a date the other way round": Case(result("done: no", "due: 24.12.2026"), f"{A}:9", "OKR206", "2026-12-24"),
    "month 13 in a check-in": Case(
        cycle("key_results: [{title: R, done: no}]", "checkins:", "  - {date: 2026-13-45, by: anna}"),
        f"{A}:7",
        "OKR206",
        "",
    ),
    "no number": Case(result("from: many", "to: 10"), f"{A}:8", "OKR203", "many"),
    "infinity": Case(result("from: 0", "to: .inf"), f"{A}:9", "OKR203", ""),
    "not a number": Case(result("from: 0", "to: .nan"), f"{A}:9", "OKR203", ""),
    "a number with 400 digits": Case(result("from: 0", f"to: {'9' * 400}"), f"{A}:9", "OKR203", ""),
    "a number with 5000 digits": Case(result("from: 0", f"to: {'9' * 5000}"), f"{A}:9", "OKR203", ""),
    "a number that can be read twice": Case(result("from: 0", "to: 1,2"), f"{A}:9", "OKR204", "1.2 or 12"),
    "two units": Case(result("from: 0 days", "to: 10 EUR"), f"{A}:9", "OKR205", ""),
    "start is end": Case(result("from: 10", "to: 10"), f"{A}:9", "OKR215", "10"),
    "confidence beyond all": Case(result("done: no", "confidence: 120%"), f"{A}:9", "OKR207", ""),
    "a confidence of 1": Case(result("done: no", "confidence: 1"), f"{A}:9", "OKR207", "100"),
    "negative weight": Case(result("done: no", "weight: -1"), f"{A}:9", "OKR214", ""),
    "a grade of 7": Case(result("done: no", "grade: 7"), f"{A}:9", "OKR223", ""),
    "two kinds": Case(result("from: 0", "to: 5", "done: no"), f"{A}:10", "OKR208", ""),
    "a range from high to low": Case(result("keep: 4%..2%"), f"{A}:8", "OKR213", ""),
    "a word that is none of them": Case(
        cycle("ambition: ambitious", "key_results: [{title: R, done: no}]"), f"{A}:5", "OKR211", "committed"
    ),
    "an id with spaces": Case(
        {A: "objectives:\n  - id: My Goal\n    title: O\n    owner: a\n"}, f"{A}:2", "OKR209", "my-goal"
    ),
    "dangling link": Case(
        cycle("contributes_to: company/gaol", "key_results: [{title: R, done: no}]"), f"{A}:5", "OKR301", "company/goal"
    ),
    "dangling key result": Case(
        cycle("supports: company/goal#kk", "key_results: [{title: R, done: no}]"), f"{A}:5", "OKR301", "#k"
    ),
    "no reference": Case(
        cycle("supports: goal", "key_results: [{title: R, done: no}]"), f"{A}:5", "OKR306", "unit/objective"
    ),
    "a link to itself": Case(cycle("supports: a/o", "key_results: [{title: R, done: no}]"), f"{A}:5", "OKR305", ""),
    "a circle": Case(
        {
            **cycle("supports: b/p", "key_results: [{title: R, done: no}]"),
            "teams/b/team.yml": "name: B\n",
            "teams/b/2026-Q4.yml": "objectives:\n  - id: p\n    title: P\n    owner: a\n    contributes_to: a/o\n    key_results: [{title: R, done: no}]\n",
        },
        f"{A}:5",
        "OKR303",
        "b/2026-Q4/p",
    ),
    "a unit below itself": Case(
        {"teams/a/team.yml": "name: A\nparent: b\n", "teams/b/team.yml": "name: B\nparent: a\n"},
        "teams/a/team.yml:2",
        "OKR222",
        "b",
    ),
    "two parents": Case(
        {"teams/a/team.yml": "name: A\nparent: [company, b]\n"}, "teams/a/team.yml:2", "OKR202", "one value"
    ),
    "a parent that isn't there": Case(
        {"teams/a/team.yml": "name: A\nparent: compny\n"}, "teams/a/team.yml:2", "OKR221", "company"
    ),
    "a KPI that isn't there": Case(result("kpi: churn"), f"{A}:8", "OKR220", "churn"),
    "a file that contradicts its path": Case({A: "cycle: 2026-Q3\nobjectives: []\n"}, f"{A}:1", "OKR117", "2026-Q4"),
    "front matter that contradicts its path": Case(
        {M: "---\nteam: b\n---\n\n## O\n\n- Id: o\n- Owner: a\n" + TABLE.format(now=1)}, f"{M}:2", "OKR117", "'a'"
    ),
    "two files for one cycle": Case({A: "objectives: []\n", M: "Prose.\n"}, f"{A}:1", "OKR114", "2026-Q4"),
    "two team files": Case({"teams/a/team.md": "---\nname: A\n---\n"}, "teams/a/team.yml:1", "OKR113", "team"),
    "UTF-16": Case({A: "objectives: []\n".encode("utf-16")}, f"{A}:1", "OKR101", "UTF-16"),
    "Latin-1": Case({A: b"summary: Caf\xe9\nobjectives: []\n"}, f"{A}:1", "OKR101", "UTF-8"),
    "a picture": Case({A: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"}, f"{A}:1", "OKR101", "PNG"),
    "zeros": Case({A: bytes(64)}, f"{A}:1", "OKR101", ""),
    "an empty file": Case({A: ""}, f"{A}:1", "OKR105", ""),
    "an empty Markdown file": Case({M: ""}, f"{M}:1", "OKR105", ""),
    "anchors": Case(cycle("why: &w text", "notes: *w"), f"{A}:5", "OKR103", "elsewhere", 2),
    "a bomb": Case(
        {
            A: "a: &a [x, x]\n"
            + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20))
        },
        f"{A}:1",
        "OKR103",
        "elsewhere",
        51,  # of each code in a file fifty, and one that counts the rest; of a line with one of them nothing else
    ),
    "a bomb of merge keys": Case(
        {A: "a: &a {x: 1}\n" + "".join(f"b{n}: &b{n} {{<<: [*a, *a]}}\n" for n in range(30))},
        f"{A}:1",
        "OKR103",
        "elsewhere",
        51 + 5,  # YAML tells of the first hundred only, and of the last five fields that nobody knows them
    ),
    "a tag": Case(cycle("why: !!python/object/apply:os.system [true]"), f"{A}:5", "OKR103", "tag"),
    "two documents": Case({A: "objectives: []\n---\nobjectives: []\n"}, f"{A}:2", "OKR103", "document"),
    "a tab": Case({A: "objectives:\n\t- title: O\n"}, f"{A}:2", "OKR103", "tab"),
    "brackets within brackets": Case({A: "objectives: " + "[" * 2000 + "]" * 2000 + "\n"}, f"{A}:1", "OKR107", ""),
    "an open bracket": Case({A: "objectives: [a\nsummary: b\n"}, f"{A}:1", "OKR102", "]"),
    "a colon in a text": Case({A: "summary: Growth: more of it\nobjectives: []\n"}, f"{A}:1", "OKR102", "quot"),
    "a large file": Case({A: "# " + "x" * 300_000 + "\n"}, f"{A}:1", "OKR107", ""),
    "a text turned around": Case({A: "summary: a\u202eb\nobjectives: []\n"}, f"{A}:1", "OKR115", "U+202E"),
    "an escape": Case({A: b"summary: a\x1b[31mb\nobjectives: []\n"}, f"{A}:1", "OKR115", "U+001B"),
    "a link that runs script": Case(
        cycle("key_results: [{title: R, done: no}]", "initiatives:", "  - {title: I, link: 'javascript:alert(1)'}"),
        f"{A}:7",
        "OKR224",
        "https",
    ),
    "front matter without an end": Case({M: "---\nsummary: a\n\n## O\n"}, f"{M}:1", "OKR120", "---"),
    "a number in a table": Case(
        {M: "## O\n\n- Id: o\n- Owner: a\n" + TABLE.format(now="lots")}, f"{M}:8", "OKR203", "lots"
    ),
    "a check-in without its key result": Case(
        cycle(
            "key_results: [{title: R, id: r, done: no}]",
            "checkins:",
            "  - {date: 2026-10-12, by: anna, confidence: {rr: 50%}}",
        ),
        f"{A}:7",
        "OKR219",
        "rr",
    ),
    "a folder that can't be an id": Case(
        {"teams/My Team/2026-Q4.yml": "objectives: []\n"}, "teams/My Team:1", "OKR116", "my-team"
    ),
    "a team and a person with one id": Case(
        {"people/a/2026-Q4.yml": "objectives: []\n", A: "objectives: []\n"}, "people/a:1", "OKR116", "teams/a"
    ),
    "a person twice": Case(
        {"people.yml": "anna: {name: Anna}\nanna: {name: Ann}\n"}, "people.yml:2", "OKR104", "line 1"
    ),
    "a person of no team": Case({"people.yml": "anna: {name: Anna, team: b}\n"}, "people.yml:1", "OKR221", "'b'"),
    "a circle through time": Case(
        {
            **cycle("continues: 2026-Q3/p", "key_results: [{title: R, done: no}]"),
            "teams/a/2026-Q3.yml": "objectives: [{id: p, title: P, owner: a, continues: 2026-Q4/o, key_results: [{title: R, done: no}]}]\n",
        },
        "teams/a/2026-Q3.yml:1",
        "OKR303",
        "a/2026-Q4/o",
    ),
    "a name that Windows keeps": Case(
        {"teams/con/2026-Q4.yml": "objectives: []\n"}, "teams/con:1", "OKR116", "Windows"
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_it_is_found_at_its_line_with_a_way_out(project, case):
    made = project({**GOOD, **case.files})
    done = call("check", "-f", made.config, "--format", "json")
    found = json.loads(done.out)["problems"]
    errors = [each for each in found if each["severity"] == "error"]
    listed = [f"{each['path'].removeprefix('content/')}:{each['line']} {each['code']}" for each in errors]
    assert f"{case.where} {case.code}" in listed, found
    assert done.status == 1
    meant = errors[listed.index(f"{case.where} {case.code}")]
    assert case.word in meant["message"] + meant["hint"], meant
    assert all(each["hint"] for each in errors), errors
    assert "Traceback" not in done.said
    assert len(errors) == case.errors


def test_all_of_it_is_found_in_one_run_and_good_files_stay_good(project):
    """Every case in a team of its own: none takes another down."""
    files: dict[str, str | bytes] = dict(GOOD)
    expected = set()
    for number, case in enumerate(CASES.values()):
        if not all(path.startswith("teams/a/") for path in case.files):
            continue
        team = f"t{number}"
        files[f"teams/{team}/team.yml"] = "name: T\n"
        for path, text in case.files.items():
            moved = text.replace("a/o", f"{team}/o") if isinstance(text, str) else text
            files[path.replace("teams/a/", f"teams/{team}/")] = moved
        expected.add(f"{case.where.replace('teams/a/', f'teams/{team}/')} {case.code}")
    made = project(files)
    done = call("check", "-f", made.config, "--format", "json")
    found = {
        f"{each['path'].removeprefix('content/')}:{each['line']} {each['code']}"
        for each in json.loads(done.out)["problems"]
    }
    assert expected <= found
    # A goal that nobody serves is a remark, no problem.
    assert not [each for each in found if each.startswith("company/") and " OKR5" not in each]
    assert "company/2026-Q4/goal" in made.snapshot().organisation.objectives
