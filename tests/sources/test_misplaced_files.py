"""Files in places where nobody looks: what they were probably meant to be, and the name that they should have."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from project_tree import Project

GOAL = """\
## Deliver before noon

- Id: noon
- Owner: Ines

| Key result | Id | From | To | Now |
| --- | --- | --- | --- | --- |
| Parcels | parcels | 40 | 90 | 50 |
"""
BASE = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": "objectives: [{id: a, title: A, owner: Ines, key_results: [{id: k, title: K, done: no}]}]\n",
    "teams/post/team.yml": "name: Post\n",
}
WORDS = "# About us\n\nWe carry parcels.\n"


def told(made: Project, path: str) -> list[tuple[str, str, str]]:
    return [
        (problem.code, problem.severity, f"{problem.message} {problem.hint}")
        for problem in made.problems()
        if problem.place.path == f"content/{path}" and problem.code[3] != "5"
    ]


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("team/sales/2026-Q3.md", "teams/sales/2026-Q3.md"),
        ("squads/sales/2026-Q3.md", "teams/sales/2026-Q3.md"),
        ("person/ines/2026-Q3.md", "people/ines/2026-Q3.md"),
        ("organisation/2026.md", "company/2026.md"),
        ("post/2026-H2.md", "teams/post/2026-H2.md"),
        ("Sales Team/2026-Q3.md", "teams/sales-team/2026-Q3.md"),
        ("teams/2026-Q3.md", "teams/<id>/2026-Q3.md"),
        ("2026-Q3.md", "company/2026-Q3.md"),
        ("teams/post/2026/2026-Q3.md", "teams/post/2026-Q3.md"),
        ("teams/post/2026/Q3.md", "teams/post/2026-Q3.md"),
        ("teams/post/2026/q3.yml", "teams/post/2026-Q3.yml"),
        ("teams/post/letters/2026-Q3.yaml", "teams/letters/2026-Q3.yaml"),
        ("company/teams/post/2026-Q3.md", "teams/post/2026-Q3.md"),
        ("teams/post/q3.md", "YYYY-Q3.md"),
        ("teams/post/H2.yml", "YYYY-H2.yml"),
        ("teams/post/Quarter 3.md", "YYYY-Q3.md"),
        ("teams/post/Q3-2026.md", "2026-Q3.md"),
        ("teams/post/26-Q3.md", "2026-Q3.md"),
        ("teams/post/Q3-26.md", "2026-Q3.md"),
        ("teams/post/FY26-Q3.md", "2026-Q3.md"),
        ("teams/post/Q3-FY2026.md", "2026-Q3.md"),
        ("teams/post/fy26.yml", "2026.yml"),
        ("teams/post/OKRs 2026-Q3.md", "2026-Q3.md"),
        ("teams/post/post-2026-q3.md", "2026-Q3.md"),
        ("teams/post/2026-Q3-final.md", "2026-Q3.md"),
        ("teams/post/2026-Q3.txt", "2026-Q3.md"),
        ("teams/post/2026-Q3", "2026-Q3.md"),
        ("teams/post/2026-Q3.mdown", "2026-Q3.md"),
        ("teams/post/2026-Q3.md.txt", "2026-Q3.md"),
        ("teams/post/2026-Q3 - Kopie.md", "2026-Q3.md"),
        ("teams/post/2026-Q3.json", "2026-Q3.yml"),
        ("teams/post/2026-Q3.html", "2026-Q3.md"),
    ],
)
def test_a_file_of_objectives_that_nobody_reads_is_named_and_published_nowhere(
    project: Callable[..., Project], path: str, meant: str
) -> None:
    made = project({**BASE, path: GOAL})
    [(code, severity, words)] = told(made, path)
    assert (code, severity) == ("OKR109", "warning")
    assert meant in words
    snapshot = made.snapshot()
    assert path not in snapshot.organisation.attachments
    assert not [page for page in snapshot.organisation.documents if page.inside == path]


def test_the_setting_for_financial_years_is_named(project: Callable[..., Project]) -> None:
    [(_, _, words)] = told(project({**BASE, "teams/post/FY26-Q2.md": GOAL}), "teams/post/FY26-Q2.md")
    assert "fiscal_year_start" in words


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("team/sales/team.yml", "teams/sales/team.yml"),
        ("sales/team.yml", "teams/sales/team.yml"),
        ("Units/sales/team.md", "teams/sales/team.md"),
        ("teams/post/Team.yml", "team.yml"),
        ("teams/post/TEAM.md", "team.md"),
        ("teams/post/teams.yml", "team.yml"),
        ("teams/stall/team.txt", "team.yml"),
        ("teams/post/letters/team.yml", "teams/letters/team.yml"),
        ("teams/letters.yml", "teams/letters/team.yml"),
        ("People.yml", "people.yml"),
        ("persons.yaml", "people.yaml"),
        ("people.yml.txt", "people.yml"),
        ("people.txt", "people.yml"),
        ("kpi.yml", "kpis.yml"),
        ("KPIS.yml", "kpis.yml"),
        ("teams/post/kpis.yml", "below `kpis:`"),
        ("data/people.yml", "top of the content folder"),
        ("teams/post/okrs.yml", "teams/post/2026-Q4.yml"),
        ("teams/post/checkins/2026-11-06.txt", "2026-11-06.yml"),
        ("teams/post/checkins/2026-11-06-ines", "2026-11-06-ines.yml"),
        ("teams/post/check-ins/2026-11-06-ines.md", "right in the folder teams/post/checkins"),
        ("teams/post/Checkins/ines.yml", "right in the folder teams/post/checkins"),
        ("teams/post/checkins/november/2026-11-06.yml", "right in the folder teams/post/checkins"),
        ("teams/post/updates/2026-11-06.yml", "right in the folder teams/post/checkins"),
        ("teams/post/2026-11-06-ines.yml", "right in the folder teams/post/checkins"),
        ("checkins/2026-11-06.yml", "right in the folder teams/<id>/checkins"),
    ],
)
def test_other_files_that_nobody_reads_are_named(project: Callable[..., Project], path: str, meant: str) -> None:
    [(code, severity, words)] = told(project({**BASE, path: "name: Sales\n"}), path)
    assert (code, severity) == ("OKR110", "warning")
    assert meant in words


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("company/memo.md", "memo-YYYY.md"),
        ("company/Memo 2026.md", "memo-2026.md"),
        ("company/memo_2026.md", "memo-2026.md"),
        ("teams/post/memo2026.md", "memo-2026.md"),
        ("memo-2026.md", "company/memo-2026.md"),
        ("Index.md", "index.md"),
    ],
)
def test_pages_that_seem_to_be_more_are_named_and_published(
    project: Callable[..., Project], path: str, meant: str
) -> None:
    made = project({**BASE, path: WORDS})
    [(code, _, words)] = told(made, path)
    assert code == "OKR110" and meant in words
    assert [page.inside for page in made.snapshot().organisation.documents] == [path]


@pytest.mark.parametrize("path", ["teams/post/okrs.md", "teams/post.md", "people/ines.md", "company/plans/goals.md"])
def test_an_objective_on_an_ordinary_page_is_told(project: Callable[..., Project], path: str) -> None:
    made = project({**BASE, path: f"# Goals\n\nWords.\n\n{GOAL}"})
    assert [(problem.code, problem.place.line) for problem in made.problems() if path in problem.place.path] == [
        ("OKR118", 5)
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("handbook/how-we-work.md", GOAL),
        ("handbook/team.md", WORDS),
        ("team.md", WORDS),
        ("people.md", WORDS),
        ("README.md", WORDS),
        ("teams/post/notes.md", WORDS),
        ("teams/post/memories.md", WORDS),
        ("teams/post/teams.md", WORDS),
        ("teams/post/minutes/2026-11-20.md", WORDS),
        ("teams/post/updates/2026-11-20.md", WORDS),
        ("handbook/check-ins/how.md", WORDS),
        ("2026-11-20-news.md", WORDS),
        ("teams/post/checkins/numbers.csv", "a,b\n"),
        ("teams/post/quality.md", WORDS),
        ("teams/post/t1-lines.md", WORDS),
        ("teams/post/how.md", f"# How\n\n```\n{GOAL}```\n"),
        ("handbook/q4.md", WORDS),
        ("handbook/plan.txt", "words\n"),
        ("teams/post/2026-Q4.csv", "a,b\n"),
    ],
)
def test_ordinary_pages_stay_silent(project: Callable[..., Project], path: str, text: str) -> None:
    made = project({**BASE, path: text})
    assert told(made, path) == []
    organisation = made.snapshot().organisation
    assert path in {*organisation.attachments, *(page.inside for page in organisation.documents)}


@pytest.mark.parametrize(("name", "text"), [("q3.md", "- Visibility: draft"), ("2026-Q3.txt", "Audience: internal")])
def test_what_may_be_kept_back_in_such_a_file_is_an_error(
    project: Callable[..., Project], name: str, text: str
) -> None:
    made = project({**BASE, f"teams/post/{name}": f"## Deliver\n\n{text}\n"})
    assert [(code, severity) for code, severity, _ in told(made, f"teams/post/{name}")] == [
        ("OKR109", "warning"),
        ("OKR310", "error"),
    ]


@pytest.mark.parametrize("text", [b"", b"  \n\n", b"\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("path", ["handbook/later.md", "index.md", "teams/post/notes.md"])
def test_an_empty_page_is_a_warning_and_no_page(project: Callable[..., Project], path: str, text: bytes) -> None:
    made = project({**BASE, path: text})
    assert [(code, severity) for code, severity, _ in told(made, path)] == [("OKR106", "warning")]
    assert not made.snapshot().organisation.documents
