"""A key result without number, baseline or target: whatever is missing, something says so, once, in both spellings."""

from __future__ import annotations

import pytest

KPIS = """
    heat: {name: Heat, values: {2026-09-30: 3, 2026-10-31: 4}}
    void: {name: Cold}
"""
UNMEASURED, NO_START, NO_BASELINE, TWO_KINDS = "OKR251", "OKR254", "OKR612", "OKR208"
COMBINATIONS = [
    pytest.param({}, [UNMEASURED], id="nothing"),
    pytest.param({"from": "3"}, [UNMEASURED], id="a baseline without a target"),
    pytest.param({"now": "4"}, [UNMEASURED], id="a value without a target"),
    pytest.param({"from": "3", "now": "4"}, [UNMEASURED], id="a baseline and a value without a target"),
    pytest.param({"kpi": "heat"}, [UNMEASURED], id="a KPI without a target"),
    pytest.param({"kpi": "heat", "from": "3"}, [UNMEASURED], id="a KPI and a baseline without a target"),
    pytest.param({"to": "10"}, [NO_BASELINE], id="a target without a baseline"),
    pytest.param({"to": "10", "now": "4"}, [NO_START], id="a target and a value without a baseline"),
    pytest.param({"kpi": "void", "to": "10"}, [NO_BASELINE], id="a target of a KPI without values"),
    pytest.param({"from": "3", "to": "10"}, [], id="a baseline and a target"),
    pytest.param({"from": "3", "to": "10", "now": "4"}, [], id="a baseline, a target and a value"),
    pytest.param({"kpi": "heat", "to": "10"}, [], id="a target of a KPI"),
    pytest.param({"kpi": "void", "from": "3", "to": "10"}, [], id="a KPI without values, with a baseline"),
    pytest.param({"keep": "<= 5"}, [], id="a range"),
    pytest.param({"keep": "<= 5", "now": "4"}, [], id="a range and a value"),
    pytest.param({"kpi": "void", "keep": "<= 5"}, [], id="a range of a KPI without values"),
    pytest.param({"done": "no"}, [], id="yes or no"),
    pytest.param({"to": "10", "keep": "<= 5"}, [TWO_KINDS], id="a target and a range"),
]


@pytest.mark.parametrize("spelling", ["yaml", "bullets", "table"])
@pytest.mark.parametrize(("fields", "codes"), COMBINATIONS)
def test_what_is_missing_is_said(project, spelling, fields, codes):
    """Each combination of number, baseline and target gets the same codes in YAML, as Markdown bullets and as a row."""
    names = {"kpi": "KPI", "from": "From", "to": "To", "now": "Now", "keep": "Keep", "done": "Done"}
    if spelling == "yaml":
        typed = "".join(f', {field}: "{value}"' for field, value in fields.items())
        text = f"objectives:\n  - title: Warm\n    owner: anna\n    key_results:\n      - {{title: Ovens{typed}}}\n"
    elif spelling == "bullets":
        typed = "".join(f"  - {names[field]}: {value}\n" for field, value in fields.items())
        text = f"## Warm\n\n- Owner: anna\n- KR: Ovens\n{typed}"
    else:
        rows = [
            ["Key result", *(names[field] for field in fields)],
            ["---"] * (len(fields) + 1),
            ["Ovens", *fields.values()],
        ]
        text = "## Warm\n\n- Owner: anna\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)
    path = "company/2026-Q4.yml" if spelling == "yaml" else "company/2026-Q4.md"
    said = project({"kpis.yml": KPIS, path: text}, rules={NO_BASELINE: "info"}).problems()
    wanted = (UNMEASURED, NO_START, NO_BASELINE, TWO_KINDS)
    assert sorted(problem.code for problem in said if problem.code in wanted) == sorted(codes)
