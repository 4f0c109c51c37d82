"""Every field of the vocabulary arrives: it is read in one place, fills what is made of it, and has a type."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec
from mypy import api as mypy
from project_tree import Project

import okrsite.model
from okrsite import vocabulary
from okrsite.fields import Field, Record
from okrsite.model.field_reader import _READERS
from okrsite.model.organisation import Organisation
from okrsite.vocabulary import RECORDS

CONSTANTS = {name: value for name, value in vars(vocabulary).items() if isinstance(value, Record)}
FIELDS = {
    f"{name}.{attribute}": field
    for name, record in CONSTANTS.items()
    for attribute, field in vars(type(record)).items()
    if isinstance(field, Field)
}
READ_TWICE = {
    "OBJECTIVE.TITLE": "its id is made of it",
    "KEY_RESULT.TITLE": "its id is made of it",
    "KEY_RESULT.MILESTONES": "a list with nothing in it measures nothing",
    "KEY_RESULT.PHASES": "they share a unit of measure with the other numbers, and have to lie within the cycle",
    "MEMO.VISIBILITY": "ordinary pages have it too",
    "MEMO.AUDIENCE": "ordinary pages have it too",
}
"""Fields that are read in more than one function, with the reason."""
ABOUT_FIELDS = {"find_place", "get_place", "is_typed", "is_invalid"}
"""What is asked about a field without reading it."""
REWRITING = {"typed_texts.py", "mentions.py"}
"""Modules that speak of fields whose values have been made."""


def list_reads(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each field that a function of a module hands to a call, with the function's name."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") not in ABOUT_FIELDS:
                for argument in call.args:
                    if isinstance(argument, ast.Attribute) and isinstance(argument.value, ast.Name):
                        yield f"{argument.value.id}.{argument.attr}", f"{path.name}:{function.name}"


def test_every_field_is_read_in_exactly_one_place():
    reads: dict[str, list[str]] = defaultdict(list)
    for path in sorted(Path(okrsite.model.__file__).parent.glob("*.py")):
        for field, place in list_reads(path) if path.name not in REWRITING else ():
            reads[field].append(place)
    assert [name for name in FIELDS if not reads[name]] == []
    assert {name for name in FIELDS if len(reads[name]) > 1} == READ_TWICE.keys()


def test_every_field_of_the_vocabulary_is_an_attribute_of_its_name():
    """`OBJECTIVE.NEEDS` is the field `needs`; nobody has to look up which constant a field has."""
    assert {name: field.name for name, field in FIELDS.items()} == {
        name: name.partition(".")[2].lower() for name in FIELDS
    }
    assert [record.name for record in CONSTANTS.values()] == [name.lower() for name in CONSTANTS]
    assert set(CONSTANTS.values()) == set(RECORDS.values())


def test_every_type_has_a_reading():
    assert {field.type for field in FIELDS.values()} == _READERS.keys()


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000b4944415478da636000020000050001e9fadcd80000000049454e44ae426082"
)
CONTENT: dict[str, str] = {
    "people.yml": "anna: {name: Anna Berg, role: Lead, team: a, link: 'https://anna.example/', photo: files/anna.png}\n",
    "kpis.yml": """\
        sales:
          name: Sales
          unit: EUR
          owner: anna
          range: 10..20
          ranges: {2026-10-01: ">= 11"}
          rhythm: monthly
          about: What is sold.
          values: {2026-09-30: 10, 2026-10-31: 12}
          audience: internal
        """,
    "company/team.yml": "name: Company\npillars: [Growth]\n",
    "company/2026-Q3.yml": "objectives: [{id: before, title: Before, owner: anna}]\n",
    "company/2026-Q4.yml": """\
        session: {date: 2026-09-28, facilitator: anna, inputs: [Numbers], decisions: [Grow]}
        objectives: [{id: goal, title: Goal, owner: anna, key_results: [{title: K, from: 0, to: 9}]}]
        """,
    "company/memo-2026.md": """\
        ---
        title: The year
        author: anna
        date: 2026-11-02
        visibility: draft
        audience: internal
        ---
        Its story.
        """,
    "teams/a/team.yml": """\
        name: Team A
        lead: anna
        members: [anna, ben]
        parent: company
        mission: Why it is there.
        vision: Where it goes.
        contact: a@example.org
        links: [{title: Board, url: 'https://board.example/'}]
        tags: [growth]
        aliases: [former-team]
        kpis: {visits: {name: Visits}}
        about: More of it.
        visibility: draft
        audience: internal
        """,
    "teams/a/2026-Q4.yml": """\
        summary: What it is about
        intro: To begin with.
        team: a
        cycle: 2026-Q4
        visibility: draft
        audience: internal
        ignore: OKR602, because one number says it all
        objectives:
          - title: All of it
            id: all
            why: Because.
            owner: anna
            reviewer: ben
            contributors: [ben]
            horizon: strategic
            pillar: Growth
            ambition: committed
            progress_from: both
            weight: 2
            contributes_to: [{to: company/goal, share: 40%, because: ours is a part}]
            supports: [company/goal]
            unaligned: Stands alone
            depends_on: [company/goal]
            confirms: [company/goal]
            differs_from: [{to: company/goal, because: it is another}]
            with: [company]
            consult: [ben]
            inform: [anna]
            needs: A room.
            blockers: [No room]
            continues: company/2026-Q3/before
            aliases: [everything]
            tags: [growth]
            status: at risk
            visibility: draft
            audience: internal notes
            ignore: OKR602, because one number says it all
            notes: More.
            decision: carry on
            retrospective: We learned.
            initiatives: [{title: Search, owner: ben, status: doing, due: 2026-12-01, link: 'https://work.example/', moves: [number]}]
            checkins:
              - date: 2026-10-12
                by: anna
                note: Fine so far.
                status: on track
                now: {KR1: 4}
                confidence: {number: 60%}
                audience: internal
            key_results:
              - title: Number
                id: number
                from: 0
                to: EUR 10
                now: 3
                unit: EUR
                confidence: 50%
                owner: ben
                weight: 2
                due: 2026-12-01
                phases: {2026-10-31: 5}
                rubric: {0.3: A start}
                status: at risk
                grade: 0.5
                contributes_to: [company/goal]
                supports: [company/goal]
                aliases: [count]
                audience: internal numbers
                ignore: OKR602, because one number says it all
                notes: More.
              - {title: Kept, keep: 2..4}
              - {title: Summed, sum_of: children, to: 9}
              - {title: Three of them, from: 1, commit: 2, to: 3, stretch: 4, now: 2}
              - {title: Found out, find_out: true, now: 4}
              - {title: Steps, milestones: [{title: First, done: yes, due: 2026-11-01, weight: 2}]}
              - {title: Reached, done: yes}
              - {title: Levels, levels: {commit: One, target: Two, stretch: Three}, now: commit}
              - {title: Of a KPI, kpi: sales, to: 20}
        """,
}
"""Content in which every field is typed."""
NOT_TYPED = {
    "KeyResult.unread": "which of its values can't be read, where a build leaves them out",
    "Objective.unread": "the same of its own values",
    "KeyResult.withheld": "what the public is told of numbers that are internal",
    "KeyResult.number": "said by a bullet or a row that calls itself `KR2`",
    "CheckIn.filed": "said by the file that it is",
    "Unit.is_person": "said by the folder",
    "Unit.declared": "said by the team file that is there",
    "Objective.reported": "what the public is told of check-ins that are internal",
    "Objective.heard": "whether there are such check-ins",
}
"""Attributes that say nothing that was typed, with what they say."""


def list_values(organisation: Organisation) -> Iterator[msgspec.Struct]:
    """Yield everything that was made of a record of the content."""
    yield organisation.units["a"]
    yield organisation.units["company"]
    yield organisation.units["a"].texts["2026-Q4"]
    yield from organisation.units["a"].links
    yield organisation.people["anna"]
    yield organisation.kpis["sales"]
    yield organisation.memos[0]
    session = organisation.cycles["2026-Q4"].session
    assert session is not None
    yield session
    objective = organisation.objectives["a/2026-Q4/all"]
    yield objective
    yield from objective.contributes_to
    yield from objective.key_results
    yield from objective.initiatives
    yield from objective.checkins
    for key_result in objective.key_results:
        yield from key_result.milestones


def is_filled(value: msgspec.Struct, field: msgspec.structs.FieldInfo) -> bool:
    """Whether an attribute of a value is neither empty nor what it would be if nobody had typed anything."""
    held = getattr(value, field.name)
    default = field.default_factory() if field.default_factory is not msgspec.NODEFAULT else field.default
    return bool(held) and held != default


def test_every_field_fills_what_is_made_of_it(tmp_path):
    """A field that is read and never passed on, and an attribute that nothing fills, are failures here."""
    project = Project(tmp_path)
    project.write({"files/anna.png": PNG, **CONTENT})
    snapshot = project.snapshot(preview=True)
    assert [problem for problem in snapshot.problems if problem.severity == "error"] == []
    filled: dict[str, bool] = defaultdict(bool)
    for value in list_values(snapshot.organisation):
        for field in msgspec.structs.fields(value):
            filled[f"{type(value).__name__}.{field.name}"] |= is_filled(value, field)
    assert {name for name, is_it in filled.items() if not is_it} == NOT_TYPED.keys()


SNIPPET = """
from okrsite.amounts import Quantity
from okrsite.record_values import RecordValues
from okrsite.vocabulary import KEY_RESULT, OBJECTIVE

def read(values: RecordValues) -> None:
    values.get(OBJECTIVE.NEEDS)
    values.get(OBJECTIVE.NEEEDS)
    start: Quantity | None = values.get(KEY_RESULT.FROM)
    title: Quantity | None = values.get(KEY_RESULT.TITLE)
"""


def test_mypy_refuses_a_field_that_is_not_there_and_one_of_another_type(request):
    cache = request.config.cache.mkdir("mypy")  # of mypy's own: the first run reads the library, later ones don't
    said, _, _ = mypy.run(["--config-file", "", "--strict", "--cache-dir", str(cache), "--command", SNIPPET])
    assert [line.partition(": error: ")[0] for line in said.splitlines() if ": error: " in line] == [
        "<string>:8",
        "<string>:10",
    ]
    assert 'no attribute "NEEEDS"' in said
    assert 'expression has type "str | None", variable has type "Quantity | None"' in said
