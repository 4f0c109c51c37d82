"""Where a number comes from, down to the line in which each part of it was typed."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from okrsite.feeds.explain.accounts import explain_subject
from okrsite.feeds.explain.subjects import SubjectNotFoundError, find_subject
from okrsite.feeds.explain.writing import format_explanation

FILES = {
    "company/team.yml": "name: Company\n",
    "people.yml": "anna: {name: Anna}\n",
    "kpis.yml": "churn:\n  name: Churn\n  unit: '%'\n  range: '<= 4%'\n  values:\n    2026-10-01: 5%\n    2026-11-01: 3%\n    2026-12-01: 2%\n",
    "company/2026-Q4.yml": """
        objectives:
          - id: goal
            title: The goal
            owner: anna
            key_results:
              - {id: k, title: K, from: 0, to: 10, now: 5}
    """,
    "teams/a/team.yml": "name: Alpha\n",
    "teams/a/2026-Q4.yml": """
        objectives:
          - id: events
            title: Events
            owner: anna
            contributes_to: company/goal
            key_results:
              - id: repeat
                title: Repeat customers
                from: 120
                to: 180
                now: 150
                weight: 3
              - {id: venue, title: Venue found, done: no}
              - {id: open, title: Nothing yet, from: 1, to: 2}
            checkins:
              - {date: 2026-11-16, by: anna, note: Fine, status: at risk, confidence: {repeat: 70%}}
          - id: later
            title: Dropped
            owner: anna
            status: dropped
            key_results: [{id: x, title: X, done: yes}]
    """,
    "teams/a/2026-Q3.yml": "objectives: [{id: past, title: Past, owner: anna, key_results: [{id: x, title: X, done: yes, grade: 0.7}]}]\n",
    "teams/b/team.yml": "name: Beta\nvisibility: draft\n",
    "teams/b/2026-Q4.yml": "objectives: [{id: zebra, title: Zebra, owner: anna, contributes_to: company/goal, key_results: [{id: z, title: Z, done: yes}]}]\n",
}


@pytest.fixture
def explained(project):
    """The text for a reference, and its lines."""
    made = project(FILES)

    def explain(ref: str, **options) -> str:
        snapshot = made.snapshot(**options)
        return format_explanation(explain_subject(snapshot, find_subject(snapshot, ref)))

    return explain


@pytest.mark.parametrize(
    "ref", ["a/events#repeat", "a/2026-Q4/events#repeat", "a/2026-q4/events#repeat", " a/events#repeat/ "]
)
def test_a_key_result(explained, ref):
    text = explained(ref)
    assert text.startswith("a/2026-Q4/events#repeat: Repeat customers\n  content/teams/a/2026-Q4.yml:8\n")
    assert "progress    50%\n" in text
    for label, value, line in (("from", "120", 9), ("to", "180", 10), ("now", "150", 11)):
        assert f"  - {label} (typed): {value} (content/teams/a/2026-Q4.yml:{line})\n" in text
    assert (
        "confidence  70%\n  Said in the newest check-in that has one.\n  - confidence: 70% (content/teams/a/2026-Q4.yml:16)"
        in text
    )


def test_an_objective_is_the_mean_of_its_key_results(explained):
    text = explained("a/events")
    assert text.startswith("a/2026-Q4/events: Events\n  content/teams/a/2026-Q4.yml:3\n")
    assert "The weighted mean of 2 key results: 38%. 1 without data is left out.\n" in text
    assert "  - Repeat customers: 50%, weight 3 [a/2026-Q4/events#repeat] (content/teams/a/2026-Q4.yml:8)\n" in text
    assert "  - reported on 2026-11-16: at risk (content/teams/a/2026-Q4.yml:16)\n" in text


def test_what_links_up_to_an_objective_is_named(explained):
    text = explained("company/goal")
    assert "The mean of the objectives that contribute: 38%.\n" in text
    assert "  - Events: 38% [a/2026-Q4/events] (content/teams/a/2026-Q4.yml:5)\n" in text
    assert "No objectives support.\n" in text


def test_a_unit_is_the_mean_over_its_active_cycle_without_what_was_dropped(explained):
    text = explained("a")
    assert text.startswith("a: Alpha\n  content/teams/a/team.yml:1\n\nprogress  38%\n")
    assert "The mean of the objectives with data in 2026-Q4: 38%.\n" in text
    assert "  - Dropped: dropped, left out [a/2026-Q4/later]" in text
    assert "Past" not in text


def test_a_cycle(explained):
    text = explained("2026-q4")
    assert text.startswith(
        "2026-Q4: Q4 2026\n\nstate     active\n  From 2026-10-01 to 2026-12-31, today is 2026-11-20.\n"
    )
    assert "progress  44%" in text


def test_a_kpi_up_to_the_day(explained):
    text = explained("churn")
    assert "value  3%\n  Its newest value, of 2026-11-01. Healthy is <= 4%.\n" in text
    assert "  - 2026-10-01: 5% (content/kpis.yml:6)\n" in text
    assert "2026-12-01" not in text
    assert "No value yet." in explained("company/churn", today=date(2026, 9, 1))


def test_a_grade_that_a_person_gave(explained):
    text = explained("a/2026-Q3/past#x")
    assert "grade       0.70\n  Given by a person.\n  - grade: 0.70 (content/teams/a/2026-Q3.yml:1)\n" in text


@pytest.mark.parametrize(
    ("ref", "hint"),
    [
        ("a/evnts", "'a/events'"),
        ("a/events#repet", "'#repeat'"),
        ("aa/events", "'a/events'"),
        ("events", "'a/2026-Q4/events'"),
        ("events#repeat", "'a/2026-Q4/events#repeat'"),
        ("2026-Q5", "'2026-Q4'"),
        ("chrn", "'churn'"),
        ("", "unit/objective"),
        ("#", "unit/objective"),
        ("a/b/c/d", "unit/objective"),
    ],
)
def test_what_is_not_there_gets_a_suggestion(explained, ref, hint):
    with pytest.raises(SubjectNotFoundError) as missed:
        explained(ref)
    assert hint in missed.value.hint


@pytest.mark.parametrize("ref", ["b", "b/zebra", "b/2026-Q4/zebra", "b/zebra#z", "zebra"])
def test_a_draft_is_not_explained_nor_suggested(explained, ref):
    with pytest.raises(SubjectNotFoundError) as missed:
        explained(ref)
    assert "zebra" not in missed.value.hint.lower() and "Zebra" not in str(missed.value)


def test_a_draft_counts_in_no_account(explained):
    for ref in ("company", "company/goal", "company/goal#k", "2026-Q4", "a"):
        assert "zebra" not in explained(ref).lower()


def test_words_of_authors_stay_on_their_line(project):
    snapshot = project(FILES).snapshot()
    objective = replace(find_subject(snapshot, "a/events"), title="a\x1b[31m\nb\u202e")
    text = format_explanation(explain_subject(snapshot, objective))
    assert text.startswith("a/2026-Q4/events: a\\x1b[31m\\nb\\u202e\n")


def test_a_goal_in_a_file_that_cannot_be_read_is_no_draft(project):
    """It was said to be a draft, to whoever had a slip in the file's first lines."""
    made = project(FILES | {"teams/a/2026-Q4.yml": "objectives: [{id: events, title: Events\n"})
    with pytest.raises(SubjectNotFoundError) as missed:
        find_subject(made.snapshot(date(2026, 11, 20)), "a/events")
    assert "'a/events' can't be found, and content/teams/a/2026-Q4.yml:" in str(missed.value)
    assert "draft" not in f"{missed.value} {missed.value.hint}"
