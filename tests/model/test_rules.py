"""How loudly something is said is the organisation's business; what can't be published stays an error."""

from __future__ import annotations

import pytest

from okrsite.settings import ConfigurationError

NOBODY = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": """
        objectives:
          - title: An objective
            key_results: [{title: A result, from: 0, to: 3, now: 1}]
    """,
}


@pytest.mark.parametrize(("wanted", "said"), [("info", ["info"]), ("error", ["error"]), ("off", []), (False, [])])
def test_a_rule_changes_a_severity(project, wanted, said):
    found = project(NOBODY, rules={"OKR253": wanted}).problems()
    assert [each.severity for each in found if each.code == "OKR253"] == said


@pytest.mark.parametrize("rules", [{"OKR301": "off"}, {"OKR253": "loud"}, {"OKR000": "off"}])
def test_a_rule_that_makes_no_sense_is_a_fault_of_the_configuration(project, rules):
    with pytest.raises(ConfigurationError):
        project(NOBODY, rules=rules).problems()
