"""What a preview says about mistakes: a panel on top of the page, with file, line and hint."""

from __future__ import annotations

from markupsafe import Markup
from msgspec.structs import replace

from okrsite.pages.page import Page
from okrsite.problems import Problem
from okrsite.snapshot import Snapshot

_SHOWN = 10
_PANEL = Markup('<aside class="okr okr-problems" role="note"><p><b>{title}</b></p><ul>{items}</ul></aside>')
_ITEM = Markup("<li><b>{severity}</b> <code>{path}:{line}</code> {message} <i>{hint}</i></li>")


def add_problem_panel(page: Page, snapshot: Snapshot) -> Page:
    """Return the page with the problems of its own file on top; the home page lists all files'."""
    problems = [
        problem
        for problem in snapshot.problems
        if page.uri == "index.md" or (page.source and problem.place.path == page.source.path)
    ]
    if not problems:
        return page
    items = Markup("").join(_render_problem(problem) for problem in problems[:_SHOWN])
    title = f"{len(problems)} problem{'s' if len(problems) != 1 else ''} in the content"
    return replace(page, body=_PANEL.format(title=title, items=items) + page.body)


def _render_problem(problem: Problem) -> Markup:
    return _ITEM.format(
        severity=problem.severity,
        path=problem.place.path,
        line=problem.place.line,
        message=problem.message,
        hint=problem.hint,
    )
