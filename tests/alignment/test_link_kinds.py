"""Each kind of link is described once: its field, what follows from it, and how it is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

import okrsite
from okrsite.alignment.link_kinds import LINK_KINDS, LinkKind
from okrsite.maps import LINES, find_line
from okrsite.model.objectives import Objective

ASSETS = Path(okrsite.__file__).parent / "theme" / "assets" / "okr"
KINDS = pytest.mark.parametrize("kind", get_args(LinkKind))


@KINDS
def test_a_kind_has_a_rule_and_a_line(kind) -> None:
    assert LINK_KINDS[kind].field.name in Objective.__struct_fields__
    assert kind in find_line(kind).links


@KINDS
def test_a_link_that_is_typed_in_the_field_of_a_kind_is_of_that_kind(kind, project) -> None:
    made = project(
        {
            "company/team.yml": "name: Company",
            "company/2026-Q4.yml": """
                objectives:
                  - id: goal
                    title: Goal
                    key_results: [{title: A, done: true}]
            """,
            "teams/a/team.yml": "name: A",
            "teams/a/2026-Q4.yml": f"""
                objectives:
                  - id: own
                    title: Own
                    key_results: [{{title: A, done: true}}]
                    {LINK_KINDS[kind].field.name}: company/2026-Q4/goal
            """,
        }
    )
    assert [link.kind for link in made.snapshot().alignment.links] == [kind]


def test_what_counts_serves_and_is_told_first() -> None:
    assert [kind for kind, rule in LINK_KINDS.items() if rule.counts] == ["direct"]
    assert all(rule.serves for rule in LINK_KINDS.values() if rule.counts)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.key)
def test_the_style_sheet_draws_each_line(line) -> None:
    styles = (ASSETS / "okr.css").read_text(encoding="utf-8")
    assert f".okr-edgekey--{line.key} " in styles
    if line.dash:
        assert f".okr-edge--{line.key} " in styles
        assert f"stroke-dasharray: {line.dash};" in styles
