"""Where links into the guide can land: the headings of its texts, and the rows of the tables made from the code."""

from __future__ import annotations

from pathlib import Path

from okrsite.languages.words import get_language
from okrsite.pages.guide.problem_pages import build_problem_groups
from okrsite.pages.guide.tables import build_record_tables, build_setting_rows

TEXTS = Path(__file__).parent


def read_guide_text(name: str) -> str:
    """Return the Markdown of one of the guide's pages, in English: its headings make the anchors in all languages."""
    return (TEXTS / f"{name}.md").read_text(encoding="utf-8")


def read_translated_guide_text(name: str) -> str:
    """Return the Markdown of one of the guide's pages in the language of the site; in English where it has none."""
    path = TEXTS / get_language() / f"{name}.md"
    return path.read_text(encoding="utf-8") if path.is_file() else read_guide_text(name)


def list_table_anchors(name: str) -> frozenset[str]:
    """Return the anchors that a page of the guide has besides those of its text."""
    if name == "fields":
        tables = build_record_tables()
        rows = (f"{table.anchor}.{row.name}" for table in tables for row in table.rows)
        return frozenset([*(table.anchor for table in tables), *rows])
    if name == "settings":
        return frozenset(["all-settings", *(row.anchor for row in build_setting_rows())])
    if name == "problems":
        groups = build_problem_groups()
        return frozenset([*(group.anchor for group in groups), *(row.anchor for group in groups for row in group.rows)])
    return frozenset()
