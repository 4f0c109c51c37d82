"""What the form for a check-in accepts and refuses is what `check` does: the script is tried with the same table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CASES = json.loads(Path(__file__).with_name("checkin_values.json").read_text(encoding="utf-8"))


def check(project, value: str, unit: str, comma: bool, field: str):
    goal = "objectives: [{id: o, title: O, owner: a, key_results: [{id: k, title: K, NUMBERS}]}]\n"
    numbers = f"from: 0 {unit}, to: 500 {unit}".replace(" ,", ",").rstrip()
    company = project(
        {
            "company/team.yml": "name: Company\n",
            "company/2026-Q4.yml": goal.replace("NUMBERS", numbers),
            "company/checkins/2026-11-13.yml": f"objective: o\n{field}: {{k: {json.dumps(value)}}}\n",
        },
        decimal_comma=comma,
    )
    return [problem for problem in company.problems() if problem.severity == "error"]


@pytest.mark.parametrize("case", CASES["numbers"], ids=lambda case: f"{case['typed']} {case['unit']}")
def test_numbers(project, case):
    assert (check(project, case["typed"], case["unit"], case.get("comma", False), "now") == []) == case["fine"]


@pytest.mark.parametrize("case", CASES["confidences"], ids=lambda case: case["typed"])
def test_confidences(project, case):
    assert (check(project, case["typed"], "", case.get("comma", False), "confidence") == []) == case["fine"]
