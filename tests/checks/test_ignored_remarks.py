"""`ignore`: a remark that somebody has answered with a reason isn't said again, at that place.

OKR602 is the example: an objective with a single key result.
"""

from __future__ import annotations

import pytest

from okrsite.listed_problems import join_opinions
from okrsite.problems import create_problem, point_at

YAML = """
objectives:
  - id: ovens
    title: Bakers love our ovens
    owner: anna
    {objective}
    key_results:
      - {{id: used, title: Ovens in use, from: 0, to: 10{key_result}}}
  - id: bread
    title: Sell more bread
    owner: anna
    key_results:
      - {{id: loaves, title: Loaves, from: 0, to: 10}}
"""
MARKDOWN = """
---
{file}
---

## Bakers love our ovens

- Owner: anna
{objective}

| Key result | From | To |
|---|---|---|
| Ovens in use | 0 | 10 |

## Sell more bread

- Owner: anna

| Key result | From | To |
|---|---|---|
| Loaves | 0 | 10 |
"""
COMPANY = {"company/team.yml": "name: Company\n"}


def find(project, files, *codes):
    """Return where problems with these codes are, and what they say."""
    made = project(COMPANY | files, rules={"OKR602": "info"})
    return [(one.code, one.place.line, one.message) for one in made.problems() if one.code in codes]


def fill_yaml(objective: str = "tags: [x]", key_result: str = "") -> dict[str, str]:
    return {"company/2026-Q4.yml": YAML.format(objective=objective, key_result=key_result)}


def fill_markdown(objective: str = "- Tags: x", file: str = "summary: Ovens") -> dict[str, str]:
    return {"company/2026-Q4.md": MARKDOWN.format(objective=objective, file=file)}


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        pytest.param(fill_yaml(), [3, 9], id="nothing is ignored"),
        pytest.param(fill_yaml("ignore: OKR602, because one number says it all"), [9], id="YAML: of the objective"),
        pytest.param(fill_markdown(), [5, 14], id="Markdown: nothing is ignored"),
        pytest.param(
            fill_markdown("- Ignore: OKR602, because one number says it all"), [14], id="Markdown: of the objective"
        ),
        pytest.param(
            fill_markdown("- Ignore: `okr 602` because one; two"), [14], id="Markdown: as people write a code"
        ),
        pytest.param(fill_markdown(file="ignore: OKR602, because the year is short"), [], id="of the whole file"),
        pytest.param(
            fill_yaml('ignore: "OKR601, OKR602 and OKR603, because we try it so; OKR253, because x"'), [9], id="several"
        ),
    ],
)
def test_an_answered_remark_is_not_said_again(project, files, lines):
    """Within the objective or the file, whatever the spelling; elsewhere it is still said."""
    assert [line for _, line, _ in find(project, files, "OKR602")] == lines


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        pytest.param("OKR602", "What is ignored here, or why, can't be understood.", id="no reason"),
        pytest.param("because we say so", "What is ignored here, or why, can't be understood.", id="no code"),
        pytest.param("OKR692, because x", "There is no code OKR692.", id="no such code"),
        pytest.param("OKR301, because x", "OKR301 is an error, which can't be ignored.", id="an error"),
    ],
)
def test_an_answer_that_is_none_is_named_and_ignores_nothing(project, typed, message):
    """OKR263, a warning; the remark is still said."""
    found = find(project, fill_yaml(f"ignore: {typed}"), "OKR263", "OKR602")
    assert found == [
        ("OKR602", 3, "'Bakers love our ovens' has one key result only."),
        ("OKR263", 5, message),
        ("OKR602", 9, "'Sell more bread' has one key result only."),
    ]


def test_an_answer_to_nothing_is_named(project):
    """OKR264: who mended it takes the line out."""
    found = find(project, fill_yaml(key_result=", ignore: 'OKR251, because we can not measure it yet'"), "OKR264")
    assert found == [("OKR264", 7, "OKR251 is ignored here, and isn't said of anything here.")]


def test_an_error_is_never_left_out(project):
    """A warning can be made an error by the settings; then nobody can ignore it."""
    files = fill_yaml("ignore: OKR602, because one number says it all")
    made = project(COMPANY | files, rules={"OKR602": "error"})
    assert [(one.code, one.severity) for one in made.problems() if one.code == "OKR602"] == [("OKR602", "error")] * 2


def test_an_opinion_is_listed_once_for_a_file_with_the_lines_of_the_others():
    """What is said of eighteen objectives is read once; warnings are each listed."""
    problems = [
        create_problem(code, point_at(path, line), f"{code} of line {line}.", "Do it.")
        for path, code, lines in (
            ("a.yml", "OKR602", (3, 8, 20)),
            ("a.yml", "OKR253", (3, 8)),
            ("b.yml", "OKR602", range(1, 14)),
            ("c.yml", "OKR602", (5,)),
        )
        for line in lines
    ]
    assert [(one.place.path, one.code, one.message, one.hint) for one in join_opinions(problems)] == [
        ("a.yml", "OKR602", "OKR602 of line 3.", "Do it. The same is said of lines 8 and 20."),
        ("a.yml", "OKR253", "OKR253 of line 3.", "Do it."),
        ("a.yml", "OKR253", "OKR253 of line 8.", "Do it."),
        (
            "b.yml",
            "OKR602",
            "OKR602 of line 1.",
            "Do it. The same is said of lines 2, 3, 4, 5, 6, 7, 8 and 5 more.",
        ),
        ("c.yml", "OKR602", "OKR602 of line 5.", "Do it."),
    ]
