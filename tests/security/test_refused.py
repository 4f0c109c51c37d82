"""What names something, or leads somewhere, is refused where it doesn't; and what refuses it quotes it safely."""

from __future__ import annotations

import json

import html5lib
import pytest
from corpus import NAMED, TYPED, VECTORS
from markupsafe import Markup
from refused_values import FIELDS, FORMS, KEYS, LINKS, NAMED_IN_WORDS, NAMES

from okrsite.pages.page import Page
from okrsite.site.mkdocs.panel import add_problem_panel
from okrsite.vocabulary import RECORDS

OBJECTIVE = "objectives:\n  - title: O\n    owner: a\n    @@\n    key_results: [{title: K, done: no}]\n"
IN = {
    "objective": ("company/2026-Q4.yml", OBJECTIVE),
    "key_result": ("company/2026-Q4.yml", "objectives:\n  - title: O\n    owner: a\n    key_results:\n      - title: K\n        from: 0\n        to: 9\n        @@\n"),
    "link": ("company/2026-Q4.yml", OBJECTIVE.replace("@@", "supports: [{@@}]")),
    "checkin": ("company/2026-Q4.yml", OBJECTIVE.replace("@@", "checkins: [{date: 2026-11-02, @@}]")),
    "checkin_file": ("teams/a/checkins/2026-11-02.yml", "note: N\n@@\n"),
    "checkin_report": ("teams/a/checkins/2026-11-02.yml", "reports:\n  - note: N\n    @@\n"),
    "initiative": ("company/2026-Q4.yml", OBJECTIVE.replace("@@", "initiatives: [{title: I, @@}]")),
    "cycle_file": ("company/2026-Q4.yml", "@@\nobjectives: []\n"),
    "team": ("teams/a/team.yml", "name: A\n@@\n"),
    "person": ("people.yml", "anna: {@@}\n"),
    "kpi": ("kpis.yml", "a: {name: A, @@}\n"),
    "memo": ("company/memo-2026.md", "---\n@@\n---\nText\n"),
}  # fmt: skip
"""By record: a file in which a line is left open."""


def objective(field: str, text: str) -> dict[str, str]:
    return {"company/team.yml": "name: Company\n", "company/2026-Q4.yml": OBJECTIVE.replace("@@", f"{field}: {text}")}


def outside(text: str) -> bool:
    """Whether what names an id could be none with such a text."""
    return not text.isalnum()


def refuses(made, path: str, template: str, form: str) -> None:
    """Every text that names nothing is an error, in the file in which it was typed, and quoted as text."""
    for text in filter(outside, VECTORS):
        made.write({path: template.replace("@@", form.format(json.dumps(text, ensure_ascii=False)))})
        snapshot = made.snapshot(preview=True)
        found = [each for each in snapshot.problems if each.severity == "error"]
        assert found, text
        assert {each.place.path for each in found} == {f"content/{path}"}
        page = add_problem_panel(Page("index.md", "x", Markup("")), snapshot)
        tags = {each.tag for each in html5lib.parseFragment(str(page.body), namespaceHTMLElements=False).iter()}
        assert tags <= {"DOCUMENT_FRAGMENT", "aside", "p", "b", "ul", "li", "code", "i"}, text


@pytest.mark.parametrize(("record", "field"), FIELDS, ids=[f"{record}-{field.name}" for record, field in FIELDS])
def test_what_names_nothing_is_refused_and_quoted_safely(project, record, field):
    path, template = IN[record]
    made = project({"company/team.yml": "name: Company\n", "teams/a/team.yml": "name: A\n"})
    if record in ("checkin_file", "checkin_report") and field.name != "objective":
        # All else is right, so that nothing but this field can be refused.
        made.write({"teams/a/2026-Q4.yml": OBJECTIVE.replace("@@", "id: o")})
        template = template.replace(
            "note: N", "note: N\n    objective: o" if "reports" in template else "note: N\nobjective: o"
        )
    refuses(made, path, template, f"{field.name}: {FORMS.get(field.type.name, '{}')}")


@pytest.mark.parametrize("path", KEYS)
def test_a_key_that_names_something_is_an_id_or_refused(project, path):
    refuses(project({"company/team.yml": "name: Company\n"}), path, KEYS[path], "{}")


def test_no_field_that_names_something_is_forgotten():
    # Whatever takes words is attacked as words (`TYPED` of the corpus), as a name (here), or is read by a parser that
    # knows nothing but numbers, dates, addresses and the fields of other records.
    parsed = {"number", "value", "confidence", "fraction", "weight", "date", "boolean", "range", "record", "records",
              "dated numbers", "dated ranges"}  # fmt: skip
    for record in RECORDS.values():
        for field in record.fields:
            ways = [field.type.name in TYPED, field.type.name in NAMES, field.type.name in parsed]
            assert sum(ways) == 1, (
                f"{record.name}.{field.name}: say how a field of the type '{field.type.name}' is attacked"
            )
    assert NAMED | {("person", "photo")} == NAMED_IN_WORDS | {("person", "photo")}


@pytest.mark.parametrize("link", LINKS)
def test_a_link_that_leads_to_a_script_or_another_host_is_refused(project, link):
    typed = json.dumps(link)
    made = project(
        {
            **objective("initiatives", f"[{{title: T, link: {typed}}}]"),
            "people.yml": f"anna: {{name: Anna, link: {typed}, photo: {typed}}}\n",
            "teams/a/team.yml": f"name: A\nlinks: [{{title: L, url: {typed}}}]\n",
        }
    )
    refused = [found.place.path for found in made.problems() if found.severity == "error"]
    assert sorted(set(refused)) == ["content/company/2026-Q4.yml", "content/people.yml", "content/teams/a/team.yml"]
