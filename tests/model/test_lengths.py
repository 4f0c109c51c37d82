"""How long texts, files and folders may be."""

from __future__ import annotations

import pytest

from okrsite.model.lengths import MAX_FORMER_IDS, MAX_IDS, MAX_LINE, UNLIMITED
from okrsite.sources import folder_scan
from okrsite.sources.text import MAX_BYTES, MAX_REGISTER
from okrsite.sources.tree import get_size_limit
from okrsite.vocabulary import RECORDS

LONG = "w" * (MAX_LINE + 1)
TYPED = {
    "text": "title: {}", "texts": "tags: [{}]", "person": "reviewer: {}", "people": "contributors: [{}]",
    "references": "supports: [{{to: company/o, because: {}}}]", "id": "id: {}", "choice": "status: {}",
}  # fmt: skip


def objective(line: str) -> dict[str, str]:
    title = "" if line.startswith("title") else "    title: O\n"
    return {
        "company/team.yml": "name: C\n",
        "company/2026-Q4.yml": f"objectives:\n  - owner: a\n{title}    {line}\n    key_results: [{{title: K, done: no}}]\n",
    }


@pytest.mark.parametrize("kind", TYPED)
def test_a_text_that_pages_repeat_has_a_limit(project, kind):
    found = [each for each in project(objective(TYPED[kind].format(LONG))).problems() if each.code == "OKR107"]
    assert [(each.place.line, f"{MAX_LINE + 1:,}" in each.message, bool(each.hint)) for each in found] == [
        (3 if kind == "text" else 4, True, True)
    ]
    assert len(found[0].message) < 200


def test_just_as_long_is_fine_and_prose_is_longer(project):
    fits = "w" * MAX_LINE
    made = project(objective(f"title: {fits}\n    why: {LONG}\n    notes: {LONG}"))
    assert "OKR107" not in made.codes()
    assert made.objective("company/2026-Q4/" + next(iter(made.snapshot().organisation.objectives)).rpartition("/")[2])


@pytest.mark.parametrize(
    "text",
    [
        f"## {LONG}\n\n- Owner: a\n",
        f"## O\n\n- Owner: a\n- Tags: {LONG}\n",
        f"## O\n\n- Owner: a\n- KR: {LONG} 1 → 2\n",
    ],
)
def test_both_spellings_have_the_same_limit(project, text):
    assert "OKR107" in project({"company/team.yml": "name: C\n", "company/2026-Q4.md": text}).codes()


def test_the_title_of_a_page_has_it_too(project):
    made = project({"company/team.yml": "name: C\n", "page.md": f"---\ntitle: {LONG}\n---\n# A\n"})
    assert made.codes() == ["OKR107"]
    assert [each.title for each in made.snapshot().organisation.documents] == ["Page"]


def test_every_type_has_a_limit_or_is_named_as_one_that_has_another():
    assert {field.type for record in RECORDS.values() for field in record.fields} >= UNLIMITED


@pytest.mark.parametrize(("path", "entry"), [
    ("people.yml", "person-{number}: {{name: Person Number {number}, role: 'Head of something that takes words to say', "
                   "team: company, link: 'https://example.org/people/{number}'}}\n"),
    ("kpis.yml", "kpi-{number}: {{name: KPI number {number}, unit: '%', about: 'What it counts, and how, in a sentence or two', "
                 "values: {{2026-01-31: 1, 2026-02-28: 2, 2026-03-31: 3, 2026-04-30: 4}}}}\n"),
])  # fmt: skip
def test_the_registers_of_a_large_company_are_read(project, path, entry):
    text = "".join(entry.format(number=number) for number in range(1500))
    assert MAX_BYTES / 1.5 < len(text) < MAX_REGISTER
    made = project({"company/team.yml": "name: C\n", path: text})
    assert made.codes() == []
    organisation = made.snapshot().organisation
    assert len(organisation.people if path == "people.yml" else organisation.kpis) == 1500


def test_a_register_has_a_limit_all_the_same_and_the_same_guards(project):
    made = project(
        {"company/team.yml": "name: C\n", "people.yml": "#" * (MAX_REGISTER + 1), "kpis.yml": "a: &b {}\nc: *b\n"}
    )
    assert {"kpis.yml:1 OKR103", "kpis.yml:2 OKR103", "people.yml:1 OKR107"} <= set(made.lines())
    assert get_size_limit("cycle") == get_size_limit("page") == MAX_BYTES


def test_the_content_has_a_limit(project, monkeypatch):
    monkeypatch.setattr(folder_scan, "MAX_ENTRIES", 20)
    made = project({"company/team.yml": "name: C\n", **{f"handbook/{number:02}.md": "# A\n" for number in range(30)}})
    found = [each for each in made.problems() if each.code == "OKR107"]
    assert [(each.place.path, bool(each.hint)) for each in found] == [("content", True)]


@pytest.mark.parametrize("text", ["aliases: [{}]", "key_results: [{{title: L, done: no, aliases: [{}]}}]"])
def test_a_list_of_former_ids_has_a_limit(project, text):
    def found(count: int):
        line = text.format(", ".join(f"a{each}" for each in range(count)))
        files = (
            objective(line)
            if text.startswith("aliases")
            else {**objective(""), "company/2026-Q4.yml": f"objectives:\n  - title: O\n    owner: a\n    {line}\n"}
        )
        made = project(files)
        (read,) = made.snapshot().organisation.objectives.values()
        problems = [each for each in made.problems() if each.code == "OKR107"]
        return problems, len(read.aliases or read.key_results[0].aliases)

    assert found(MAX_IDS) == ([], MAX_IDS)
    (problem,), read = found(MAX_IDS + 1)
    assert read == MAX_IDS
    assert (problem.place.path, problem.place.line) == ("content/company/2026-Q4.yml", 4)
    assert problem.message == f"'aliases' has {MAX_IDS + 1} ids; the first {MAX_IDS} are read." and problem.hint


def test_all_objectives_together_have_a_limit_of_former_ids(project):
    def found(last: int) -> list[tuple[int, bool, bool]]:
        counts = [*[MAX_IDS] * 10, last, 0]  # 200, and one for each of twelve objectives
        text = "".join(
            f"  - title: O{number}\n    aliases: [{', '.join(f'a{number}-{each}' for each in range(count))}]\n"
            for number, count in enumerate(counts)
        )
        made = project({"company/team.yml": "name: C\n", "company/2026-Q4.yml": f"objectives:\n{text}"})
        return [
            (each.place.line, f"may have {MAX_FORMER_IDS + 12}" in each.message, bool(each.hint))
            for each in made.problems()
            if each.code == "OKR107"
        ]

    assert found(12) == []
    assert found(13) == [(23, True, True)]
