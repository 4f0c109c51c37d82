"""The records that are written and the schemas that are printed say the same, and what is written keeps to both."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories import read_example

import okrsite
from okrsite.feeds.data_records import CycleData, DataIndex, KpiData, PeopleData
from okrsite.feeds.diff_records import ContentDifference
from okrsite.feeds.export import build_export, format_export
from okrsite.feeds.export_records import Export
from okrsite.feeds.file_accounts import FileReport
from okrsite.feeds.problem_formats import encode_problems
from okrsite.feeds.problem_records import ProblemReport
from okrsite.feeds.record_schema import build_document_schema_of_record, list_records_below
from okrsite.feeds.schema import build_schema
from okrsite.problems import CODES, Place, Problem

EXAMPLE = Path(okrsite.__file__).parents[1] / "mkdocs.yml"
DOCUMENTS = {
    "export": Export,
    "data": DataIndex,
    "data-cycle": CycleData,
    "data-kpis": KpiData,
    "data-people": PeopleData,
    "problems": ProblemReport,
    "read": FileReport,
    "diff": ContentDifference,
}
VALIDATORS = {kind: jsonschema.Draft202012Validator(build_schema(kind)) for kind in DOCUMENTS}
RECORDS = [
    pytest.param(kind, record, id=record.__name__)
    for kind, document in DOCUMENTS.items()
    for record in (document, *list_records_below(document))
]


def find_definition(kind: str, record: type[msgspec.Struct]) -> dict:
    """Return where a schema describes a record, by the docstring that both have."""
    whole = VALIDATORS[kind].schema
    described = " ".join(record.__doc__.split())
    (definition,) = (part for part in (whole, *whole["$defs"].values()) if part["description"] == described)
    return definition


@pytest.mark.parametrize(("kind", "record"), RECORDS)
def test_the_schema_has_the_keys_of_each_record_in_their_order(kind, record):
    definition = find_definition(kind, record)
    keys = [field.encode_name for field in msgspec.structs.fields(record)]
    assert list(definition["properties"]) == definition["required"] == keys
    assert definition["additionalProperties"] is False


@pytest.mark.parametrize(("kind", "record"), RECORDS)
def test_every_field_of_a_record_says_what_it_is(kind, record):
    for name, schema in find_definition(kind, record)["properties"].items():
        assert schema["description"].endswith("."), name


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_reference_of_a_schema_leads_to_a_definition_of_its_own(kind):
    schema = build_schema(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    referred = {line.split('"')[3] for line in json.dumps(schema, indent=1).splitlines() if '"$ref"' in line}
    assert referred == {f"#/$defs/{name}" for name in schema["$defs"]}
    assert len(schema["$defs"]) == len(list_records_below(DOCUMENTS[kind])), "two records would have one name"


def test_the_example_is_read_back_as_the_same_record():
    """Every word, number and date is of the type that its field says: reading checks all of them."""
    snapshot = read_example()
    assert msgspec.json.decode(format_export(snapshot), type=Export) == build_export(snapshot)


class _Unknown(msgspec.Struct, frozen=True):
    """A record with a type that JSON doesn't have."""

    numbers: complex


def test_a_type_that_no_schema_describes_is_refused():
    with pytest.raises(TypeError, match="complex"):
        build_document_schema_of_record("unknown", _Unknown)


TEXTS = st.text(st.characters(), max_size=30)
PLACES = st.builds(
    Place,
    path=TEXTS,
    line=st.integers(1, 9),
    column=st.integers(1, 9),
    end_line=st.integers(9, 12),
    end_column=st.integers(1, 9),
)
PROBLEMS = st.builds(
    Problem,
    code=st.sampled_from(sorted(CODES)),
    severity=st.sampled_from(["error", "warning", "info"]),
    place=PLACES,
    message=TEXTS,
    hint=TEXTS,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PROBLEMS, max_size=5))
def test_any_problems_are_reported_as_the_schema_says(problems):
    document = json.loads(encode_problems(problems, "json"))
    VALIDATORS["problems"].validate(document)
    assert [problem["message"] for problem in document["problems"]] == [problem.message for problem in problems]


WORDS = st.text("abcé東<>&:#`[](). \u2028-", min_size=1, max_size=20)
NUMBERS = st.integers(-99_999, 99_999).map(lambda number: number / 100)
KEY_RESULTS = st.one_of(
    st.fixed_dictionaries({"title": WORDS, "from": NUMBERS, "to": NUMBERS}, optional={"now": NUMBERS}),
    st.fixed_dictionaries({"title": WORDS, "done": st.booleans()}, optional={"weight": st.integers(0, 5)}),
    st.fixed_dictionaries({"title": WORDS, "milestones": st.lists(WORDS, max_size=3)}),
    st.fixed_dictionaries(
        {"title": WORDS, "levels": st.just({"commit": "a", "target": "b"}), "now": st.just("commit")}
    ),
    st.fixed_dictionaries(
        {"title": WORDS, "keep": st.sampled_from([">= 3", "1..2", "<= 0.5"])}, optional={"now": NUMBERS}
    ),
)
OBJECTIVES = st.fixed_dictionaries(
    {"title": WORDS, "owner": WORDS, "key_results": st.lists(KEY_RESULTS, max_size=4)},
    optional={
        "why": WORDS,
        "status": st.sampled_from(["on track", "paused", "dropped"]),
        "horizon": st.sampled_from(["strategic", "tactical"]),
        "supports": st.just("company/o"),
        "tags": st.lists(WORDS, max_size=2),
        "checkins": st.lists(
            st.fixed_dictionaries({"date": st.dates().map(str), "by": WORDS, "note": WORDS}), max_size=2
        ),
    },
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(objectives=st.lists(OBJECTIVES, max_size=3))
def test_any_objectives_are_exported_as_the_schema_says(project, objectives):
    snapshot = project({"company/2026-Q4.yml": json.dumps({"objectives": objectives})}).snapshot()
    text = format_export(snapshot)
    VALIDATORS["export"].validate(json.loads(text))
    assert msgspec.json.decode(text, type=Export) == build_export(snapshot)
