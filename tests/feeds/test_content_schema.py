"""The schemas for editors accept what okrsite reads and refuse what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

import okrsite
from okrsite.feeds.schema import build_schema
from okrsite.feeds.schema_kinds import KINDS
from okrsite.vocabulary import RECORDS

ROOT = Path(okrsite.__file__).parents[1]
CONTENT = ROOT / "content"
FILES = sorted(CONTENT.rglob("*.yml"))


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do: YAML 1.2, where dates are texts, and yes and no are words."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if not tag.endswith((":timestamp", ":bool", ":merge"))]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|false)$", re.IGNORECASE), list("tTfF")
)


def load(text: str):
    document = yaml.load(text, EditorLoader)
    # Keys are texts in JSON.
    return json.loads(json.dumps(document))


def kind_of(path: Path) -> str:
    return path.stem if path.stem in ("people", "kpis", "team") else "cycle"


def errors(kind: str, text: str) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(build_schema(kind)).iter_errors(load(text))]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one(kind):
    jsonschema.Draft202012Validator.check_schema(build_schema(kind))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CONTENT)))
def test_every_file_of_the_example_is_accepted(path):
    assert errors(kind_of(path), path.read_text(encoding="utf-8")) == []


def test_the_example_has_files_of_every_kind():
    assert {kind_of(path) for path in FILES} == {"cycle", "team", "people", "kpis"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CONTENT)))
def test_a_typing_error_in_any_key_is_refused(path):
    """Each field in the file in turn with a letter too many."""
    validator = jsonschema.Draft202012Validator(build_schema(kind_of(path)))
    document = load(path.read_text(encoding="utf-8"))
    tried = 0
    for fields in records_in(document):
        for key in list(fields):
            value = fields.pop(key)
            fields[f"{key}x"] = value
            assert not validator.is_valid(document), (key, value)
            del fields[f"{key}x"]
            fields[key] = value
            tried += 1
    assert tried
    assert validator.is_valid(document)


WORDS = {field.name for record in RECORDS.values() for field in record.fields}


def records_in(document):
    """Every group of fields; what is filed under names of people's own (dates, ids) is none, but may hold some."""
    if isinstance(document, dict):
        if document.keys() <= WORDS:
            yield document
        for value in list(document.values()):
            yield from records_in(value)
    elif isinstance(document, list):
        for each in document:
            yield from records_in(each)


def test_every_field_of_the_vocabulary_is_in_it_with_its_help():
    known: dict[str, str] = {}
    for kind in ("cycle", "team", "checkin", "people", "kpis"):
        whole = build_schema(kind)
        for found in [whole, *whole.get("$defs", {}).values()]:
            for part in [found, *found.get("anyOf", ())]:
                known |= {
                    f"{part.get('description')}|{name}": value["description"]
                    for name, value in part.get("properties", {}).items()
                }
    for record in RECORDS.values():
        if record.name == "memo":  # only written as Markdown
            continue
        for field in record.fields:
            assert known[f"{record.help}|{field.name}"] == field.help


READ = {
    "a title alone": "objectives: [A goal]",
    "a number as title": "objectives: [{title: 2026}]",
    "nothing": "summary:\nobjectives: []",
    "null": "summary: null\nobjectives: null",
    "one link as text": "objectives: [{title: O, contributes_to: a/b}]",
    "links in both forms": "objectives: [{title: O, supports: [a/b, {to: a/c, share: 40%}]}]",
    "yes as a word": "objectives: [{title: O, key_results: [{title: K, done: yes}]}]",
    "a choice in capitals": "objectives: [{title: O, ambition: Committed, status: On-Track}]",
    "several people": "objectives: [{title: O, contributors: [a, b]}]",
    "one person": "objectives: [{title: O, contributors: a}]",
    "numbers as people type them": "objectives: [{title: O, key_results: [{title: K, from: EUR 30k, to: '1,200', now: −5, confidence: 50%, weight: 2}]}]",
    "phases": "objectives: [{title: O, key_results: [{title: K, phases: {2026-10-31: 130}, rubric: {0.3: a, 1.0: b}}]}]",
    "an initiative as text": "objectives: [{title: O, initiatives: [Market search]}]",
}
REFUSED = {
    "a typing error": "objectves: []",
    "a list where one belongs": "objectives: [{title: O, owner: [a, b]}]",
    "no title": "objectives: [{owner: a}]",
    "a word that is none": "objectives: [{title: O, ambition: huge}]",
    "a German date": "objectives: [{title: O, checkins: [{date: 24.12.2026}]}]",
    "an id with blanks": "objectives: [{title: O, id: My Goal}]",
    "a negative weight": "objectives: [{title: O, key_results: [{title: K, weight: -1}]}]",
    "a grade of 7": "objectives: [{title: O, key_results: [{title: K, grade: 7}]}]",
    "a typing error in a link": "objectives: [{title: O, supports: [{to: a/b, becuase: x}]}]",
    "fields where a text belongs": "summary: {a: b}",
}


def problems_of(project, text: str) -> list[str]:
    made = project({"company/team.yml": "name: C\n", "company/2026-Q4.yml": text + "\n"})
    # What links mean is beyond a schema.
    return [found.code for found in made.problems() if found.severity == "error" and not found.code.startswith("OKR3")]


@pytest.mark.parametrize("text", READ.values(), ids=READ.keys())
def test_what_is_read_is_accepted(project, text):
    assert problems_of(project, text) == []
    assert errors("cycle", text) == []


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_is_refused_in_the_editor(project, text):
    assert problems_of(project, text)
    assert errors("cycle", text)


def test_settings_of_the_example_are_accepted_and_typing_errors_refused():
    for path in ("mkdocs.yml", "example/mkdocs.yml"):
        options = load((ROOT / path).read_text(encoding="utf-8"))["plugins"]["okrsite"]
        jsonschema.validate(options, build_schema("settings"))
    for wrong in (
        {"tody": "2026-01-01"},
        {"fiscal_year_start": 13},
        {"decimal_comma": "perhaps"},
        {"rules": {"OKR1": "off"}},
        {"audience": "everybody"},
        {"navigation": "complete"},
        {"ordinary_pages": "material"},
        {"checkins": "files"},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, build_schema("settings"))


FRONT_MATTER = [
    (path, "team" if path.stem == "team" else "memo" if path.stem.startswith("memo") else "cycle")
    for path in sorted(CONTENT.rglob("*.md"))
    if path.parent != CONTENT and (path.stem == "team" or path.stem.startswith(("memo", "2")))
]


@pytest.mark.parametrize(("path", "kind"), FRONT_MATTER, ids=lambda value: str(value).rpartition("content/")[2])
def test_the_front_matter_of_every_file_of_the_example_is_accepted(path, kind):
    _, fence, rest = path.read_text(encoding="utf-8").partition("---\n")
    front = load(rest.partition("\n---")[0]) if fence else {}
    validator = jsonschema.Draft7Validator(build_schema(f"front-matter-{kind}"))
    assert [error.message for error in validator.iter_errors(front)] == []


@pytest.mark.parametrize(
    ("kind", "front"),
    [
        pytest.param("cycle", {"summry": "Ovens"}, id="a misspelt field"),
        pytest.param("cycle", {"audience": "intern"}, id="a word that isn't known"),
        pytest.param("cycle", {"objectives": []}, id="objectives are typed in the text"),
        pytest.param("team", {"about": "We bake."}, id="what a team is about is typed in the text"),
        pytest.param("memo", {"date": "13.11."}, id="no date"),
        pytest.param("checkin", {"now": 4}, id="a value of which nobody knows what it is of"),
    ],
)
def test_front_matter_that_is_not_read_is_refused(kind, front):
    schema = build_schema(f"front-matter-{kind}")
    jsonschema.Draft7Validator.check_schema(schema)
    assert not jsonschema.Draft7Validator(schema).is_valid(front)
