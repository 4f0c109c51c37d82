"""Problems are said in English whatever the language of the site: whoever types the content looks them up in one guide."""

from __future__ import annotations

import pytest
from git_repository import Repo
from project_tree import Project

from okrsite.checks.rule_list import RULES
from okrsite.problems import CODES

COMPANY = """\
objectives:
  - id: grow
    title: Grow
    owner: anna
    key_results: [{id: revenue, title: Revenue, from: EUR 0, to: EUR 100, now: EUR 1}]
"""
TEAM = """\
objectives:
  - id: sell
    title: Sell to bakers
    owner: ben
    key_results:
      - {{id: k, title: What we sell, from: EUR 0, to: EUR {target}, now: 0, contributes_to: company/grow#revenue}}
      - {{id: visits, title: Visits per day, from: 4, to: {visits}, due: {due}}}
      - {{id: hire, title: {hire}, done: no}}
    checkins:
      - {{date: 2026-10-20, now: {{visits: 4}}, confidence: {{visits: 0.95}}}}
"""
PEOPLE = "anna: {name: Anna Berg, team: company}\nben: {name: Ben Ito, team: a}\n"


def list_messages(root, language: str) -> list[tuple[str, str, str]]:
    """Return what is wrong with a company whose teams do the same, want the opposite, fall silent and ease targets."""
    options = {
        "language": language,
        "decimal_comma": False,
        "rules": {rule.code: "info" for rule in RULES if CODES[rule.code].is_opinion},
    }
    repository = Repo(root, options)
    files = {
        "people.yml": PEOPLE,
        "company/team.yml": "name: Co",
        "company/2026-Q4.yml": COMPANY,
        "teams/a/2026-Q4.yml": TEAM.format(target=60, visits=8, due="2026-12-01", hire="Hire great engineers"),
        "teams/b/2026-Q4.yml": TEAM.format(target=70, visits=2, due="2026-12-01", hire="Hire great engineers"),
    }
    repository.commit("2026-10-02", "Say what we want", files)
    later = TEAM.format(target=60, visits=6, due="", hire="Hire great engineers").replace(", due: }", "}")
    repository.commit("2026-11-02", "Update", {"teams/a/2026-Q4.yml": later})
    problems = Project(root, options).problems()
    return [(problem.code, problem.message, problem.hint) for problem in problems]


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_problems_are_said_in_english_whatever_the_language_of_the_site(tmp_path, language):
    english = list_messages(tmp_path / "en", "en")
    assert {"OKR505", "OKR511", "OKR512", "OKR521", "OKR621"} <= {code for code, _, _ in english}
    assert list_messages(tmp_path / language, language) == english
