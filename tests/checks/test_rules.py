"""What the rules of `okrsite/checks` object to, and how the setting `rules` changes the severity of any problem.

Today is 20 November 2026.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace
from stories import read_snapshot

from okrsite.checks import run_checks
from okrsite.checks.rule_list import RULES
from okrsite.settings import ConfigurationError
from okrsite.snapshot import Snapshot

OBJECTIVE_WITHOUT_OWNER = {
    "company/team.yml": """
        name: Company
    """,
    "company/2026-Q4.yml": """
        objectives:
          - title: An objective
            key_results:
              - title: A result
                from: 0
                to: 3
                now: 1
    """,
}


@pytest.mark.parametrize(
    ("setting", "severities"),
    [
        pytest.param("info", ["info"], id="info makes a remark of it"),
        pytest.param("error", ["error"], id="error stops the build"),
        pytest.param("off", [], id="off says nothing"),
        pytest.param(False, [], id="off without quotes is false in YAML"),
    ],
)
def test_the_setting_rules_changes_the_severity_of_a_missing_owner(project, setting, severities):
    """OKR253, an objective without an owner, is a warning unless the settings say otherwise."""
    problems = project(OBJECTIVE_WITHOUT_OWNER, rules={"OKR253": setting}).problems()
    assert [problem.severity for problem in problems if problem.code == "OKR253"] == severities


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param({"OKR301": "off"}, id="an error can't be softened"),
        pytest.param({"OKR253": "loud"}, id="there is no such severity"),
        pytest.param({"OKR000": "off"}, id="there is no such code"),
    ],
)
def test_a_rule_that_makes_no_sense_is_a_fault_of_the_configuration(project, rules):
    with pytest.raises(ConfigurationError):
        project(OBJECTIVE_WITHOUT_OWNER, rules=rules).problems()


@pytest.mark.parametrize(
    ("day", "value", "codes"),
    [
        pytest.param("2026-11-16", 140, ["OKR258"], id="the check-in says something else"),
        pytest.param("2026-11-16", 142, [], id="both say the same"),
        pytest.param("2026-11-30", 140, [], id="the check-in is of a later day"),
    ],
)
def test_a_typed_value_and_the_newest_checkin_should_say_the_same(one_key_result, day, value, codes):
    """OKR258: the typed value, 142, wins, so that another one in a check-in would be overlooked."""
    made = one_key_result(
        """
        from: 120
        to: 180
        now: 142
        """,
        extra=f"""
        checkins:
          - date: {day}
            now:
              k: {value}
        """,
    )
    assert [code for code in made.codes() if code == "OKR258"] == codes


@pytest.mark.parametrize(("value", "codes"), [(140, ["OKR258"]), (131, [])])
def test_a_kpi_and_the_newest_checkin_should_say_the_same(one_key_result, value, codes):
    """OKR258: the KPI gives the value, so that another one in a check-in would be overlooked."""
    made = one_key_result(
        """
        kpi: company/loaves
        from: 120
        to: 180
        """,
        extra=f"""
        checkins:
          - date: 2026-11-16
            now:
              k: {value}
        """,
    ).write({"kpis.yml": "loaves: {name: Loaves, values: {2026-11-01: 131}}\n"})
    told = [problem for problem in made.problems() if problem.code == "OKR258"]
    assert [problem.code for problem in told] == codes
    assert all("131" in problem.message and "140" in problem.message for problem in told)


@pytest.mark.parametrize(
    ("team", "company", "codes"),
    [
        pytest.param("public", "internal", ["OKR309"], id="everybody would see a link that leads nowhere"),
        pytest.param("internal", "internal", [], id="both are internal"),
        pytest.param("public", "public", [], id="both are for everybody"),
        pytest.param("internal", "public", [], id="an internal objective may serve a goal for everybody"),
    ],
)
def test_a_goal_for_everybody_must_not_serve_an_internal_one(project, team, company, codes):
    """OKR309: the link of a team's objective to the company's, by the audience of each."""
    made = project(
        {
            "company/2026-Q4.yml": f"""
                objectives:
                  - id: goal
                    title: A goal of the company
                    owner: anna
                    audience: {company}
            """,
            "teams/sales/2026-Q4.yml": f"""
                objectives:
                  - id: step
                    title: A step towards it
                    owner: bert
                    audience: {team}
                    supports: company/goal
            """,
        }
    )
    assert [code for code in made.codes() if code == "OKR309"] == codes


class _OverlapsUnknown:
    """A snapshot whose overlaps nobody may ask for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def __getattr__(self, name: str) -> object:
        assert name != "overlaps", "a rule asks for overlaps, which are looked for while the rules run"
        return getattr(self._snapshot, name)


def test_no_rule_asks_for_what_is_looked_for_while_the_rules_run():
    snapshot = read_snapshot(Path(__file__).parents[2] / "mkdocs.yml")
    found = run_checks(snapshot)
    assert found and snapshot.overlaps
    assert run_checks(cast("Snapshot", _OverlapsUnknown(snapshot))) == found


@pytest.mark.parametrize(("severity", "times"), [("off", 0), ("info", 1)])
def test_a_rule_that_is_off_is_asked_only_where_the_settings_want_it(project, severity, times):
    """What it finds would be left out."""
    asked: list[str] = []
    rule = next(rule for rule in RULES if rule.code == "OKR608")
    noting = replace(rule, check=lambda snapshot: iter(asked.append(rule.code) or ()))
    run_checks(project(OBJECTIVE_WITHOUT_OWNER, rules={"OKR608": severity}).snapshot(), (noting,))
    assert len(asked) == times
