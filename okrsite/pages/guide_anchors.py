"""Where links into the guide can land: the headings of its texts, and the rows of the tables made from the code."""

from __future__ import annotations

from pathlib import Path

from okrsite.pages.guide_problems import problem_groups
from okrsite.pages.guide_tables import record_tables, setting_rows

TEXTS = Path(__file__).parent / "guide"


def text_of(name: str) -> str:
    """Return the Markdown of one of the guide's pages."""
    return (TEXTS / f"{name}.md").read_text(encoding="utf-8")


def table_anchors(name: str) -> frozenset[str]:
    """Return the anchors that a page of the guide has besides those of its text."""
    if name == "fields":
        tables = record_tables()
        rows = (f"{table.anchor}.{row.name}" for table in tables for row in table.rows)
        return frozenset([*(table.anchor for table in tables), *rows])
    if name == "settings":
        return frozenset(["all-settings", *(row.anchor for row in setting_rows())])
    if name == "problems":
        groups = problem_groups()
        return frozenset([*(group.anchor for group in groups), *(row.anchor for group in groups for row in group.rows)])
    return frozenset()
