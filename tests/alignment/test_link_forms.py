"""Every form of a reference: across cycles that overlap, by heading, by file."""

from __future__ import annotations

import pytest


def wrong(made):
    return [found.code for found in made.problems() if found.severity != "info"]


def okr(key: str, links: str = "") -> str:
    return f"objectives:\n  - id: {key}\n    title: Objective {key}\n    owner: anna\n    key_results: [{{title: K, done: no}}]\n    {links}\n"


def targets(made):
    return [link.target_ref for link in made.snapshot().alignment.links]


def test_enclosing_are_all_larger_cycles_that_hold_ours_the_smallest_first(project):
    made = project(
        {
            "company/2026-T2.yml": okr("a"),
            "company/2026-Q2.yml": okr("b"),
            "teams/x/2026-T2.yml": okr("c"),
            "teams/x/2026-Q2.yml": okr("c"),
            "teams/t/2026-06.yml": okr("t", "supports: [company/a, company/b, x/c, company/2026-T2/a#k]"),
        }
    )
    assert targets(made) == ["company/2026-T2/a", "company/2026-Q2/b", "x/2026-Q2/c", "company/2026-T2/a#k"]
    assert not {"OKR301", "OKR302"} & set(made.codes())


def test_what_carries_on_looks_back(project):
    made = project({f"company/2026-Q{quarter}.yml": okr("e") for quarter in (1, 2, 4)})
    made.write({"company/2026-Q3.yml": okr("e", "continues: e")})
    assert targets(made) == ["company/2026-Q2/e"]
    assert "OKR302" not in made.codes()


def test_carrying_on_something_later_is_asked_about(project):
    made = project({"company/2026-Q4.yml": okr("e"), "company/2026-Q3.yml": okr("f", "continues: 2026-Q4/e")})
    assert targets(made) == ["company/2026-Q4/e"]
    assert "OKR302" in made.codes()


COMPANY = """
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
        ("g", "g"),
        ("grow", "g"),
        ("objective-1-grow-g", "g"),
        ("O2-gr%C3%B6%C3%9Fe--co", "gr"),
        ("größe--co", "gr"),
        ("again", "one"),
        ("again-1", "two"),
        ("two", "two"),
        ("g#a", "g#a"),
    ],
)
@pytest.mark.parametrize(
    "file", ["../../company/2026-Q4.md", "../../company/./2026-Q4.md", "../../%63ompany/2026-Q4.md"]
)
def test_a_heading_goes_by_its_id_and_by_the_anchors_that_github_makes_of_it(project, anchor, key, file):
    made = project(
        {
            "company/2026-Q4.md": COMPANY,
            "teams/t/2026-Q4.md": f"## T\n\n- Owner: anna\n- Supports: [goal]({file}#{anchor})\n- KR: c 1 → 2\n",
        }
    )
    assert targets(made) == [f"company/2026-Q4/{key}"]


def test_a_heading_of_the_same_file(project):
    made = project(
        {"company/2026-Q4.md": COMPANY.replace("- KR: a 1 → 2", "- Supports: [two](#again-1)\n- KR: a 1 → 2")}
    )
    assert targets(made) == ["company/2026-Q4/two"]


def test_a_link_by_heading_to_a_draft_vanishes(project):
    made = project(
        {
            "company/2026-Q4.md": COMPANY.replace("- KR: a", "- Visibility: draft\n- KR: a"),
            "company/team.yml": "name: C\n",
            "teams/t/team.yml": "name: T\n",
            "teams/t/2026-Q4.md": "## T\n\n- Owner: anna\n- Supports: [goal](../../company/2026-Q4.md#objective-1-grow-g)\n- KR: c 1 → 2\n",
        }
    )
    assert targets(made) == []
    assert wrong(made) == []


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        ("../../company/2026.md#e", "The file is called content/company/2026.yml: write ../../company/2026.yml#e."),
        ("/company/2026.yml#e", "The file is called content/company/2026.yml: write ../../company/2026.yml#e."),
        ("../../company/2026.yml", "Add its id: ../../company/2026.yml#e."),
        ("../../company/2026.yml#f", "It has: #e."),
        ("../../company/2025.yml#e", "Did you mean 'content/company/2026.yml'?"),
    ],
)
def test_a_link_to_a_file_that_misses_says_what_was_probably_meant(project, link, hint):
    made = project({"company/2026.yml": okr("e"), "teams/t/2026-Q4.yml": okr("t", f"supports: {link}")})
    (found,) = [found for found in made.problems() if found.code == "OKR301"]
    assert found.hint == hint


def test_a_web_address_is_no_reference(project):
    made = project({"teams/t/2026-Q4.yml": okr("t", "supports: https://example.org/company/2026.md#e")})
    assert "OKR306" in made.codes()
    assert not targets(made)


@pytest.mark.parametrize(
    "typed", ["../company/%1b[31m2026-Q4.md#o", "../company/2026-Q4.md#o#%0a::error::", "%E2%80%AEa.md#o"]
)
@pytest.mark.parametrize("file", ["teams/a/2026-Q4.yml", "teams/a/2026-Q4.md"])
def test_what_percent_encoding_hides_is_not_said_by_a_message(project, typed, file):
    text = (
        f"objectives: [{{id: p, title: P, owner: a, supports: ['{typed}']}}]\n"
        if file.endswith("yml")
        else f"## P\n\n- Owner: a\n- Supports: [x]({typed})\n"
    )
    made = project({"company/team.yml": "name: C\n", "company/2026-Q4.md": "## O\n\n- Id: o\n- Owner: a\n", "teams/a/team.yml": "name: A\n", file: text})  # fmt: skip
    found = [each for each in made.problems() if each.code in ("OKR301", "OKR306")]
    assert found
    for each in found:
        assert (each.message + each.hint).isprintable(), each
