"""Every form of a reference: across cycles that overlap, by heading, by file."""

from __future__ import annotations

import pytest


def list_codes_above_info(made):
    return [problem.code for problem in made.problems() if problem.severity != "info"]


def objective(key: str, *fields: str) -> str:
    """Return a file with one objective, with further fields of it, each as a line of YAML."""
    lines = "".join(f"    {field}\n" for field in fields)
    return f"""
objectives:
  - id: {key}
    title: Objective {key}
    owner: anna
    key_results: [{{id: k, title: A key result, done: no}}]
{lines}"""


def list_targets(made):
    return [link.target_ref for link in made.snapshot().alignment.links]


def test_enclosing_are_all_larger_cycles_that_hold_ours_the_smallest_first(project):
    made = project(
        {
            "company/2026-T2.yml": objective("a"),
            "company/2026-Q2.yml": objective("b"),
            "teams/x/2026-T2.yml": objective("c"),
            "teams/x/2026-Q2.yml": objective("c"),
            "teams/t/2026-06.yml": objective("t", "supports: [company/a, company/b, x/c, company/2026-T2/a#k]"),
        }
    )
    assert list_targets(made) == ["company/2026-T2/a", "company/2026-Q2/b", "x/2026-Q2/c", "company/2026-T2/a#k"]
    assert not {"OKR301", "OKR302"} & set(made.codes())


def test_what_carries_on_looks_back(project):
    made = project({f"company/2026-Q{quarter}.yml": objective("e") for quarter in (1, 2, 4)})
    made.write({"company/2026-Q3.yml": objective("e", "continues: e")})
    assert list_targets(made) == ["company/2026-Q2/e"]
    assert "OKR302" not in made.codes()


def test_carrying_on_something_later_is_asked_about(project):
    made = project(
        {"company/2026-Q4.yml": objective("e"), "company/2026-Q3.yml": objective("f", "continues: 2026-Q4/e")}
    )
    assert list_targets(made) == ["company/2026-Q4/e"]
    assert "OKR302" in made.codes()


# Headings whose ids are typed in the heading, or in a field, or of which two are alike.
COMPANY_IN_MARKDOWN = """
## Objective 1: Grow {#g}

- Owner: anna
- KR: a 1 → 2

## O2: Größe & Co

- Id: gr
- Owner: anna
- KR: b 1 → 2

## Again

- Id: one
- Owner: anna
- KR: b 1 → 2

## Again

- Id: two
- Owner: anna
- KR: b 1 → 2
"""


@pytest.mark.parametrize(
    ("anchor", "key"),
    [
        pytest.param("g", "g", id="the id in braces"),
        pytest.param("grow", "g", id="the words without the number"),
        pytest.param("objective-1-grow-g", "g", id="all that GitHub makes an anchor of"),
        pytest.param("O2-gr%C3%B6%C3%9Fe--co", "gr", id="percent-encoded letters"),
        pytest.param("größe--co", "gr", id="letters as they are typed"),
        pytest.param("again", "one", id="the first of two that are alike"),
        pytest.param("again-1", "two", id="the second of two that are alike"),
        pytest.param("two", "two", id="the id of the second"),
        pytest.param("g#a", "g#a", id="a key result"),
    ],
)
@pytest.mark.parametrize(
    "file",
    [
        pytest.param("../../company/2026-Q4.md", id="path"),
        pytest.param("../../company/./2026-Q4.md", id="path with a dot"),
        pytest.param("../../%63ompany/2026-Q4.md", id="percent-encoded path"),
    ],
)
def test_a_heading_goes_by_its_id_and_by_the_anchors_that_github_makes_of_it(project, anchor, key, file):
    made = project(
        {
            "company/2026-Q4.md": COMPANY_IN_MARKDOWN,
            "teams/t/2026-Q4.md": f"""
                ## T

                - Owner: anna
                - Supports: [goal]({file}#{anchor})
                - KR: c 1 → 2
            """,
        }
    )
    assert list_targets(made) == [f"company/2026-Q4/{key}"]


def test_a_heading_of_the_same_file(project):
    made = project(
        {
            "company/2026-Q4.md": COMPANY_IN_MARKDOWN.replace(
                "- KR: a 1 → 2", "- Supports: [two](#again-1)\n- KR: a 1 → 2"
            )
        }
    )
    assert list_targets(made) == ["company/2026-Q4/two"]


def test_a_link_by_heading_to_a_draft_vanishes(project):
    made = project(
        {
            "company/2026-Q4.md": COMPANY_IN_MARKDOWN.replace("- KR: a", "- Visibility: draft\n- KR: a"),
            "company/team.yml": "name: Company",
            "teams/t/team.yml": "name: Team",
            "teams/t/2026-Q4.md": """
                ## T

                - Owner: anna
                - Supports: [goal](../../company/2026-Q4.md#objective-1-grow-g)
                - KR: c 1 → 2
            """,
        }
    )
    assert list_targets(made) == []
    assert list_codes_above_info(made) == ["OKR260"]  # two objectives have one title, which is another matter


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        pytest.param(
            "../../company/2026.md#e",
            "The file is called content/company/2026.yml: write ../../company/2026.yml#e.",
            id="the wrong ending",
        ),
        pytest.param(
            "/company/2026.yml#e",
            "The file is called content/company/2026.yml: write ../../company/2026.yml#e.",
            id="from the root",
        ),
        pytest.param("../../company/2026.yml", "Add its id: ../../company/2026.yml#e.", id="no id"),
        pytest.param("../../company/2026.yml#f", "It has: #e.", id="an id that is not there"),
        pytest.param(
            "../../company/2025.yml#e", "Did you mean 'content/company/2026.yml'?", id="a file that is not there"
        ),
    ],
)
def test_a_link_to_a_file_that_misses_says_what_was_probably_meant(project, link, hint):
    made = project({"company/2026.yml": objective("e"), "teams/t/2026-Q4.yml": objective("t", f"supports: {link}")})
    (problem,) = [problem for problem in made.problems() if problem.code == "OKR301"]
    assert problem.hint == hint


def test_a_web_address_is_no_reference(project):
    made = project({"teams/t/2026-Q4.yml": objective("t", "supports: https://example.org/company/2026.md#e")})
    assert "OKR306" in made.codes()
    assert not list_targets(made)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("../company/%1b[31m2026-Q4.md#o", id="a colour of the terminal"),
        pytest.param("../company/2026-Q4.md#o#%0a::error::", id="a new line with a command of a forge"),
        pytest.param("%E2%80%AEa.md#o", id="a mark that turns the direction of writing"),
    ],
)
@pytest.mark.parametrize(
    ("path", "content"),
    [
        pytest.param(
            "teams/a/2026-Q4.yml",
            """
            objectives:
              - id: p
                title: P
                owner: anna
                supports: '{typed}'
            """,
            id="YAML",
        ),
        pytest.param(
            "teams/a/2026-Q4.md",
            """
            ## P

            - Owner: anna
            - Supports: [x]({typed})
            """,
            id="Markdown",
        ),
    ],
)
def test_what_percent_encoding_hides_is_not_said_by_a_message(project, typed, path, content):
    """A message goes to terminals and logs, where such characters would be obeyed."""
    made = project(
        {
            "company/team.yml": "name: Company",
            "company/2026-Q4.md": """
                ## O

                - Id: o
                - Owner: anna
            """,
            "teams/a/team.yml": "name: A",
            path: content.format(typed=typed),
        }
    )
    problems = [problem for problem in made.problems() if problem.code in ("OKR301", "OKR306")]
    assert problems
    for problem in problems:
        assert (problem.message + problem.hint).isprintable(), problem
