"""Whoever looks at all texts and links of an organisation misses no field of the vocabulary."""

from __future__ import annotations

import itertools

import pytest
from audience_company import KINDS, OpenTypist, Tokens, Typist, front, spelled
from msgspec.structs import replace
from project_tree import Project

from okrsite import field_types as types
from okrsite.fields import Field
from okrsite.model.organisation import Organisation
from okrsite.model.typed_texts import (
    LINES,
    NESTED,
    WORDS,
    TypedText,
    Words,
    list_typed_texts,
    rewrite_organisation,
    rewrite_texts,
)
from okrsite.pages.prose.text_problems import collect_text_problems
from okrsite.prose import Prose
from okrsite.vocabulary import CHECKIN_FILE, CYCLE_FILE, KEY_RESULT, NAMED_LINK, OBJECTIVE, RECORDS

NO_WORDS = {
    *(types.HORIZON, types.AMBITION, types.INITIATIVE_STATUS, types.REPORTED_STATUS, types.DECISION),
    *(types.PROGRESS_SOURCE, types.SUM_SOURCE, types.RHYTHM, types.DATED_RANGES),
    *(types.VISIBILITY, types.AUDIENCE),
    *(types.MARKS, types.NUMBER, types.VALUE, types.CONFIDENCE, types.FRACTION, types.WEIGHT, types.DATE),
    *(types.BOOLEAN, types.RANGE, types.DATED_NUMBERS, types.NAMED_VALUES, types.NAMED_CONFIDENCES, types.KPIS),
}
"""Types that hold no words, or records that are kept by themselves."""
NOT_KEPT = {
    *(CYCLE_FILE.TEAM, CYCLE_FILE.CYCLE, NAMED_LINK.TITLE, CHECKIN_FILE.OBJECTIVE),
    *(CYCLE_FILE.IGNORE, OBJECTIVE.IGNORE, KEY_RESULT.IGNORE),
}
"""What the path says already, what only names an objective, and the reasons for leaving out a remark, which no page shows.
The title of a link is typed where it has one."""
FIELDS = [field for record in RECORDS.values() for field in record.fields]


def read(typed: TypedText) -> str:
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
        "company/team.yml": {"name": "Company", "pillars": [fill(), fill()]},
        "company/2026-Q3.yml": {"objectives": [{"id": "before", "title": "Before", "owner": "anna"}]},
        "company/2026-Q4.yml": typist.record("cycle_file", objectives=[objective]),
        "teams/a/team.yml": kept,
    }
    texts = {path: spelled(content) for path, content in files.items()}
    texts["company/memo-2026.md"] = "---\ntitle: The memo\nauthor: Bea\n---\nIts story.\n"
    texts["handbook/x.md"] = "# A page\n\nWords.\n"
    texts["index.md"] = "# Home\n\nWelcome.\n"
    made = Project(tmp_path_factory.mktemp("typed"))
    return made.write(texts).snapshot().organisation


def test_every_type_of_the_vocabulary_is_words_or_records_or_neither():
    """A new type has to be put into one of the three."""
    assert {field.type for field in FIELDS} == WORDS | NESTED | NO_WORDS
    assert not WORDS & NESTED and not (WORDS | NESTED) & NO_WORDS


def test_every_field_of_words_is_reached(whole):
    """A field that is new in the vocabulary, and one that the model calls otherwise, is a failure here."""
    reached = {typed.field for typed in list_typed_texts(whole)}
    assert {field for field in FIELDS if field.type in WORDS} - reached <= NOT_KEPT
    prose = {typed.text.markdown.strip() for typed in list_typed_texts(whole) if typed.field.type is types.PROSE}
    assert prose >= {"Its story.", "Words.", "Welcome."}


def test_every_field_of_prose_is_prose_in_the_model_and_knows_where_it_was_typed(whole):
    """A reading that makes a plain text of Markdown is a failure here."""
    prose = [typed for typed in list_typed_texts(whole) if typed.field.type is types.PROSE]
    assert {typed.field for typed in prose} == {field for field in FIELDS if field.type is types.PROSE}
    assert all(isinstance(typed.text, Prose) and typed.text.place.path == typed.path for typed in prose)
    assert all(typed.text.place.line > 0 for typed in prose)
    assert {typed.field.type for typed in list_typed_texts(whole) if isinstance(typed.text, Prose)} == {types.PROSE}


def test_every_field_of_words_can_be_rewritten(whole):
    def shout(field: Field[object], words: Words) -> Words:
        if isinstance(words, Prose):
            return replace(words, markdown=words.markdown.upper())
        return rewrite_texts(words, str.upper) if field.type in LINES | {types.ADDRESS} else words

    changed = rewrite_organisation(whole, shout)
    fields = {typed.field for typed in list_typed_texts(whole) if typed.holder is not None}
    kept = {
        typed.field
        for typed in list_typed_texts(changed)
        if (text := read(typed)) != text.upper() and typed.holder is not None
    }
    assert {field for field in kept if field.type in LINES | {types.PROSE, types.ADDRESS}} == set()
    assert fields == {typed.field for typed in list_typed_texts(changed) if typed.holder is not None}


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
    with_links = (types.PROSE, types.ADDRESS)
    texts = [typed for typed in list_typed_texts(snapshot.organisation) if typed.field.type in with_links]
    assert {typed.field for typed in texts} == {field for field in FIELDS if field.type in with_links}
    said = "\n".join(problem.message for problem in collect_text_problems(snapshot).problems)
    for typed in texts:
        text = read(typed)
        address = text if typed.field.type is types.ADDRESS else text.partition("](")[2].partition(" ")[0]
        assert f"'{address}'" in said, (typed.record.name, typed.field.name)
