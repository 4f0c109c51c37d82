"""Whoever looks at all texts and links of an organisation misses no field of the vocabulary."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from audience_company import KINDS, OpenTypist, Tokens, Typist, front, spelled
from msgspec.structs import replace
from project_tree import Project

from okrsite.model.organisation import Organisation
from okrsite.model.prose import Prose
from okrsite.model.typed import LINES, NESTED, WORDS, Typed, all_retold, each_text, typed_texts
from okrsite.pages.prose.text_problems import collect_text_problems
from okrsite.vocabulary import RECORDS, TYPES, Field

NO_WORDS = {
    *("choice", "audience", "number", "value", "confidence", "fraction", "weight", "date", "boolean", "range"),
    *("dated numbers", "named values", "named confidences", "kpis"),
}
"""Types that hold no words, or records that are kept by themselves."""
NOT_KEPT = {("cycle_file", "team"), ("cycle_file", "cycle"), ("named_link", "title")}
"""What the path says already. The title of a link is typed where it has one."""


def read(typed: Typed) -> str:
    return typed.text.markdown if isinstance(typed.text, Prose) else typed.text


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Organisation:
    """A company in which each field of words of each record holds a text of its own."""
    fill, number = Tokens(), itertools.count(11)
    typist = Typist(fill, number.__next__)
    kept = typist.record("team", parent="company")
    objective = typist.objective()
    objective["key_results"][KINDS.index("kpi")]["kpi"] = "told"
    files = {
        "people.yml": {"anna": typist.record("person")},
        "kpis.yml": {"told": typist.record("kpi", unit="EUR", values={"2026-09-30": 10, "2026-11-01": 16})},
        "company/team.yml": {"name": "Company"},
        "company/2026-Q3.yml": {"objectives": [{"id": "before", "title": "Before", "owner": "anna"}]},
        "company/2026-Q4.yml": typist.record("cycle_file", objectives=[objective]),
        "teams/a/team.yml": kept,
    }
    texts = {path: spelled(content) for path, content in files.items()}
    texts["company/memo-2026.md"] = "---\ntitle: The memo\nauthor: Somebody\n---\nIts story.\n"
    texts["handbook/x.md"] = "# A page\n\nWords.\n"
    texts["index.md"] = "# Home\n\nWelcome.\n"
    made = Project(tmp_path_factory.mktemp("typed"))
    return made.write(texts).snapshot().organisation


def test_every_type_of_the_vocabulary_is_words_or_records_or_neither():
    """A new type has to be put into one of the three."""
    assert TYPES.keys() == WORDS | NESTED | NO_WORDS
    assert not WORDS & NESTED and not (WORDS | NESTED) & NO_WORDS


def test_every_field_of_words_is_reached(whole):
    """A field that is new in the vocabulary, and one that the model calls otherwise, is a failure here."""
    reached = {(typed.record, typed.field.name) for typed in typed_texts(whole)}
    words = {(record.name, field.name) for record in RECORDS.values() for field in record.fields if field.type in WORDS}
    assert words - reached <= NOT_KEPT
    prose = {typed.text.markdown.strip() for typed in typed_texts(whole) if typed.field.type == "prose"}
    assert prose >= {"Its story.", "Words.", "Welcome."}


def test_every_field_of_prose_is_prose_in_the_model_and_knows_where_it_was_typed(whole):
    """A reading that makes a plain text of Markdown is a failure here."""
    prose = [typed for typed in typed_texts(whole) if typed.field.type == "prose"]
    fields = {(record.name, field.name) for record in RECORDS.values() for field in record.fields}
    assert {(typed.record, typed.field.name) for typed in prose} == {
        pair for pair in fields if RECORDS[pair[0]].find_field(pair[1]).type == "prose"
    }
    assert all(isinstance(typed.text, Prose) and typed.text.place.path == typed.path for typed in prose)
    assert all(typed.text.place.line > 0 for typed in prose)
    assert {typed.field.type for typed in typed_texts(whole) if isinstance(typed.text, Prose)} == {"prose"}


def test_every_field_of_words_can_be_told_otherwise(whole):
    def shout(_: str, field: Field, held: Any) -> Any:
        if isinstance(held, Prose):
            return replace(held, markdown=held.markdown.upper())
        return each_text(held, str.upper) if field.type in LINES | {"link"} else held

    changed = all_retold(whole, shout)
    fields = {(typed.record, typed.field.name) for typed in typed_texts(whole) if typed.holder is not None}
    kept = {
        (typed.record, typed.field.name)
        for typed in typed_texts(changed)
        if (text := read(typed)) != text.upper() and typed.holder is not None
    }
    assert {pair for pair in kept if RECORDS[pair[0]].find_field(pair[1]).type in LINES | {"prose", "link"}} == set()
    assert fields == {(typed.record, typed.field.name) for typed in typed_texts(changed) if typed.holder is not None}


def test_dead_links_are_found_in_every_field_that_may_hold_one(project):
    """Also in those of which no page is made: a picture of somebody, notes of check-ins."""
    names = itertools.count(100)
    told = OpenTypist(lambda: f"nothing-{next(names)}", "nowhere")
    files = {
        "people.yml": {"anna": told.record("person", name="Anna Berg")},
        "kpis.yml": {"told": told.record("kpi", unit="EUR", values={"2026-09-30": 10})},
        "company/team.yml": told.record("team", name="Company"),
        "company/2026-H2.yml": {"objectives": [{"id": "year", "title": "Y", "owner": "anna", "key_results": [
            {"id": "k", "title": "K", "from": 0, "to": 9}]}]},
        "company/2026-Q4.yml": told.record("cycle_file", objectives=[told.objective(id="o")]),
        "teams/a/2026-Q4.yml": {"objectives": [{"id": "open", "title": "O", "owner": "anna"}]},
        "handbook/x.md": told.prose(),
        "index.md": told.prose(),
    }  # fmt: skip
    made = project({path: spelled(content) for path, content in files.items()})
    made.write({"company/memo-2026.md": front({"title": "M"}, told.prose())})
    snapshot = made.snapshot()
    typed = [
        other_typed for other_typed in typed_texts(snapshot.organisation) if other_typed.field.type in ("prose", "link")
    ]
    fields = {(record.name, field.name) for record in RECORDS.values() for field in record.fields}
    assert {(other_typed.record, other_typed.field.name) for other_typed in typed} == {
        pair for pair in fields if RECORDS[pair[0]].find_field(pair[1]).type in ("prose", "link")
    }
    said = "\n".join(problem.message for problem in collect_text_problems(snapshot))
    for other_typed in typed:
        address = (
            other_typed.text
            if other_typed.field.type == "link"
            else other_typed.text.markdown.partition("](")[2].partition(" ")[0]
        )
        assert f"'{address}'" in said, (other_typed.record, other_typed.field.name)
