"""What a cycle that is over asks its team: what surprised, was doubted, was made easier late; and who is told of it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from git_repository import Repo
from stories import read_snapshot

from okrsite.pages.parts.hindsights import collect_hindsights
from okrsite.pages.site_pages import build_pages
from okrsite.reports.agenda import write_agenda
from okrsite.reports.markdown import format_markdown
from okrsite.reports.week_report import report_week
from okrsite.reports.weeks import Week

TODAY = date(2027, 1, 8)
UNITS = {"company/team.yml": "name: Company\n", "teams/shops/team.yml": "name: Shops\n"}


def write(reports, result="grade: 0.3", to=100, cycle="2026-Q4"):
    """Return a team with one key result; `reports` are days with the confidence that was reported on them."""
    checkins = "".join(
        f"      - {{date: {day}, by: Ana, confidence: {{k: {sure}%}}}}\n" for day, sure in sorted(reports.items())
    )
    return UNITS | {
        f"teams/shops/{cycle}.yml": "objectives:\n  - id: o\n    title: Sell more\n    key_results:\n"
        f"      - {{id: k, title: Bikes sold, from: 0, to: {to}, {result}}}\n    checkins:\n{checkins}"
    }


def ask(project, files, **options):
    snapshot = project(files, **options).snapshot(TODAY)
    return [
        (found.kind, found.sentence)
        for found in collect_hindsights(snapshot, snapshot.organisation.objectives.values())
    ]


GREEN = {"2026-11-06": 80, "2026-12-11": 70}
RED = {"2026-11-06": 30, "2026-12-11": 40}


def test_what_was_green_until_the_last_week_and_ended_low_is_a_question(project):
    assert ask(project, write(GREEN | {"2026-12-28": 10})) == [
        (
            "surprise",
            "“Bikes sold” was reported with a confidence of 80% and 70% until the last week, and was graded 0.3. When could it "
            "have been seen?",
        )
    ]


def test_what_nobody_believed_in_and_was_reached_is_a_question(project):
    assert ask(project, write(RED, "now: 96")) == [
        (
            "doubt",
            "“Bikes sold” was reported with a confidence of 30% and 40%, and ended at 96%. Was the doubt too great, or the "
            "target low?",
        )
    ]


@pytest.mark.parametrize(
    ("reports", "result"),
    [
        (GREEN, "grade: 0.5"),
        (GREEN | {"2026-11-20": 60}, "grade: 0.1"),
        ({"2026-11-06": 80}, "grade: 0.1"),
        ({"2026-11-06": 80, "2026-12-28": 80}, "grade: 0.1"),
        (GREEN, "grade: 0.1, status: dropped"),
        (RED, "grade: 0.8"),
        (RED | {"2026-11-20": 50}, "grade: 1.0"),
        (GREEN, "grade: 1.0"),
        (GREEN, "now: 0, status: dropped"),
    ],
)
def test_an_ordinary_record_asks_nothing(project, reports, result):
    assert ask(project, write(reports, result)) == []


def test_nothing_is_asked_while_the_cycle_goes_on(project):
    assert ask(project, write({"2027-01-04": 80, "2027-01-06": 80}, cycle="2027-Q1")) == []


def test_the_public_is_told_nothing(project):
    assert ask(project, write(GREEN), audience="public") == []


@pytest.mark.parametrize(("day", "found"), [("2026-12-19", ["eased late"]), ("2026-11-19", [])])
def test_a_target_that_was_eased_shortly_before_the_end_is_a_question(tmp_path, day, found):
    repo = Repo(tmp_path / "repo", {"today": TODAY})
    repo.commit("2026-09-25", "Goals", write({}, "now: 70"))
    repo.commit(day, "A shop closed", write({}, "now: 70", to=80))
    snapshot = read_snapshot(repo.root / "mkdocs.yml")
    told = list(collect_hindsights(snapshot, snapshot.organisation.objectives.values()))
    assert [question.kind for question in told] == found
    if found:
        assert told[0].sentence == (
            "“Bikes sold” was made easier 12 days before the end (target: 100 → 80), and ended at 88%. What would it be "
            "without that?"
        )


def test_the_page_of_the_units_cycle_asks_and_no_other(project):
    now = write({}, "now: 1", cycle="2027-Q1")
    pages = build_pages(project(now | write(GREEN), today=TODAY).snapshot()).pages
    words = {page.uri: unescape(re.sub(r"<[^>]+>", "", str(page.body))) for page in pages}
    assert [uri for uri, text in words.items() if "“Bikes sold” was reported" in text] == ["teams/shops/2026-Q4.md"]


def test_the_report_asks_a_team_and_not_the_company(project):
    snapshot = project(write(GREEN), today=TODAY).snapshot()
    week = Week(date(2027, 1, 4))
    (found,) = report_week(snapshot, week, ["shops"]).hindsights
    assert (found.kind, found.key_result) == ("surprise", "shops/2026-Q4/o#k")
    assert report_week(snapshot, week).hindsights == ()
    assert "When could it have been seen?" in format_markdown(write_agenda(report_week(snapshot, week, ["shops"])))
