"""`okrsite report`: the week that is meant, the format, whom it is for, and what is refused."""

from __future__ import annotations

import json

import pytest
from command_line import call

FILES = {
    "company/team.yml": "name: Riverside\n",
    "company/2026-Q4.yml": """
        objectives:
          - id: grow
            title: More people come back
            owner: anna
            key_results: [{id: back, title: People who come back, from: 0, to: 100, now: 62}]
            checkins:
              - {date: 2026-11-12, by: anna, now: {back: 40}}
              - {date: 2026-11-18, by: anna, note: Better., now: {back: 62}}
          - {id: hidden, title: Hidden goal, owner: anna, audience: internal, key_results: [{title: K, from: 1}]}
        """,
    "teams/sales/team.yml": "name: Sales\n",
    "teams/sales/2026-Q4.yml": """
        objectives:
          - {id: win, title: Win the north, owner: ben, contributes_to: [company/grow], key_results: [{title: K, from: 1}]}
        """,
}


@pytest.fixture
def company(project):
    return project(FILES)


def test_the_digest_is_markdown_unless_something_else_is_asked_for(company):
    done = call("report", "-f", company.config)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("## `Riverside`: week 47 of 2026\n\n16 to 20 November 2026. ")
    assert "`More people come back` (`Riverside`, `anna`): 40% → 62%, on track" in done.out
    html = call("report", "-f", company.config, "--format", "html").out
    assert html.startswith("<!doctype html>") and html.endswith("</html>\n")
    document = json.loads(call("report", "-f", company.config, "--format", "json").out)
    assert (document["week"]["name"], document["as_of"], document["site_url"]) == ("2026-W47", "2026-11-20", None)


def test_the_agenda_takes_the_place_of_the_digest(company):
    done = call("report", "-f", company.config, "--agenda")
    assert done.out.startswith("## `Riverside`: review of week 47 of 2026\n")
    assert "### 1. Numbers" in done.out
    same = [call("report", "-f", company.config, "--format", "json", *more).out for more in ((), ("--agenda",))]
    assert same[0] == same[1]


@pytest.mark.parametrize("week", ["2026-W46", "2026-11-09", "2026-11-15"])
def test_another_week_is_named_or_found_by_a_day(company, week):
    document = json.loads(call("report", "-f", company.config, "--format", "json", "--week", week).out)
    assert (document["week"]["name"], document["as_of"]) == ("2026-W46", "2026-11-15")
    assert document["moves"][0]["progress"] == 0.4


def test_on_a_monday_it_is_the_week_that_has_ended(company):
    document = json.loads(call("report", "-f", company.config, "--format", "json", "--today", "2026-11-23").out)
    assert (document["week"]["name"], document["as_of"]) == ("2026-W47", "2026-11-22")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--week", "47"), "'47' is no week since 1970; write it as 2026-W47, or name a day in it: 2026-11-20."),
        (("--week", "2026-W54"), "is no week"),
        (("--week", "2026-W48"), "2026-W48 begins on 2026-11-23, and today is 2026-11-20. Name a week that has begun."),
        (
            ("--week", "9999-12-31"),
            "9999-W52 begins on 9999-12-27, and today is 2026-11-20. Name a week that has begun.",
        ),
        (("--team", "sale"), "There is no unit 'sale'. Did you mean 'sales'?"),
        (("--format", "pdf"), "'pdf' is not one of"),
    ],
)
def test_what_is_no_week_and_no_team_is_refused(company, asked, said):
    done = call("report", "-f", company.config, *asked)
    assert (done.status, done.out) == (2, "")
    assert said in " ".join(done.err.split())


def test_a_team_is_told_of_alone(company):
    done = call("report", "-f", company.config, "--team", "sales")
    assert done.out.startswith("## `Riverside`, `Sales`: week 47 of 2026\n")
    assert "More people" not in done.out
    both = json.loads(
        call("report", "-f", company.config, "--format", "json", "--team", "sales", "--team", "company").out
    )
    assert both["scope"] == ["Sales", "Riverside"]


def test_the_public_is_told_nothing_that_is_internal(company):
    for wanted in ("markdown", "html", "json"):
        for agenda in ((), ("--agenda",)):
            asked = ("report", "-f", company.config, "--format", wanted, *agenda)
            assert "Hidden goal" not in call(*asked, "--audience", "public").out
    assert "Hidden goal" in call("report", "-f", company.config, "--format", "json").out


def test_a_hidden_team_is_unknown_to_the_public(project):
    made = project({**FILES, "teams/sales/team.yml": "name: Sales\naudience: internal\n"}, audience="public")
    done = call("report", "-f", made.config, "--team", "sales")
    assert done.status == 2 and "There is no unit 'sales'. Units are named" in done.err


def test_with_errors_in_the_content_all_else_is_told(project):
    made = project({**FILES, "teams/shops/2026-Q4.yml": "objectives: 5\n"})
    done = call("report", "-f", made.config)
    assert done.status == 1
    assert "More people come back" in done.out
    assert "Some of the content can't be read and is missing here." in done.out
    assert "teams/shops/2026-Q4.yml" in done.err
