"""References that lead nowhere for a sign in them, or because they are two: the cause is named, and what was meant."""

from __future__ import annotations

import pytest

from okrsite.alignment.odd_references import explain_odd_reference

KNOWN = frozenset({"sales/2026-q4", "sales/new-shops#ghent", "company/grow"})


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("sales/new\u2011shops#ghent", "sales/new-shops#ghent"),
        ("sales/new–shops#ghent", "sales/new-shops#ghent"),
        ("“company/grow”", "company/grow"),
        ("[[company/grow]]", "company/grow"),
        ("`company/grow`", "company/grow"),
    ],
)
def test_signs_that_no_reference_has_are_named(text: str, meant: str) -> None:
    told = explain_odd_reference(text, KNOWN.__contains__)
    assert told is not None
    assert told[1] == f"Write {meant}."


@pytest.mark.parametrize("between", [" ", ", ", "; ", " and "])
def test_two_references_are_told_as_two(between: str) -> None:
    told = explain_odd_reference(f"company/grow{between}sales/new-shops#ghent", KNOWN.__contains__)
    assert told is not None
    assert ("more than one" in told[0], "`- company/grow` and `- sales/new-shops#ghent`" in told[1]) == (True, True)


@pytest.mark.parametrize(
    "text", ["company/grows", "the goal of sales", "“company/grows”", "company/grow and more", "", "x" * 1000]
)
def test_what_leads_nowhere_either_way_is_left_alone(text: str) -> None:
    assert explain_odd_reference(text, KNOWN.__contains__) is None
