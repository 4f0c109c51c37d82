"""Fenced code in ordinary pages, wherever it stands: it shows how a mark is typed, and is none."""

from __future__ import annotations

import pytest

from okrsite.model.unread_marks import find_unread_marks
from okrsite.sources.fenced_code import find_indented_fenced_lines

CODE = {
    "below a tab": '=== "YAML"\n\n    ```yaml\n    title: A\n    draft: true\n    ```\n\n=== "TOML"\n\n    Words.\n',
    "below a tab, without an empty line": '=== "YAML"\n    ```yaml\n    draft: true\n\n    private: true\n    ```\n',
    "in an admonition in a tab": '=== "A"\n\n    !!! note\n\n        ```yaml\n        draft: true\n        ```\n',
    "in an admonition": '!!! warning "Take care"\n    ~~~ json\n    {\n      "private": true\n    }\n    ~~~\n',
    "in a list in a list": "- One\n    - Two\n\n        ``` { .yaml .copy }\n        draft: true\n        ```\n",
    "below an item": "1. Set it:\n    ```yaml\n    draft: true\n    ```\n",
    "indented by tabs": '=== "A"\n\n\t```json\n\t{\n\t\t"private": true\n\t}\n\t```\n',
    "in a longer fence": "!!! tip\n\n    ````md\n    ```yaml\n    draft: true\n    ```\n    ````\n",
    "behind a comment": "<!-- Of\nfences. -->\n\n!!! tip\n\n    ```yaml\n    draft: true\n    ```\n",
}
MARKS = {
    "behind the fence": '=== "A"\n\n    ```yaml\n    a: 1\n    ```\n\n    Draft: true\n',
    "before the fence": '=== "A"\n\n    Draft: true\n\n    ```yaml\n    a: 1\n    ```\n',
    "in a fence that is never closed": '=== "A"\n\n    ```yaml\n    a: 1\n\n    Draft: true\n',
    "behind a fence that is closed at the margin": '=== "A"\n\n    ```yaml\n    a: 1\n\nDraft: true\n\n    ```\n',
    "between two fences, of which the first is open": "!!! tip\n    ```yaml\n    a: 1\n\n    Draft: true\n\n"
    "    ```yaml\n    b: 2\n    ```\n",
    "behind another fence": "!!! tip\n    ```yaml\n    a: 1\n    ~~~\n\n    Draft: true\n",
    "behind a fence that is closed by a longer one": "!!! tip\n    ```yaml\n    a: 1\n    `````\n\n    Draft: true\n",
    "in a comment": "<!--\n    ```\n    Draft: true\n    ```\n-->\n",
    "in a comment behind another one": "<!-- One --> <!-- Two\n\n    ```\n    Draft: true\n    ```\n-->\n",
    "behind ticks in a line": "!!! tip\n    ```a: 1``` and\n    \n    Draft: true\n    \n    ```\n",
    "indented without a fence": "!!! tip\n\n    Draft: true\n",
}  # fmt: skip


def _find(page: str, role: str = "page") -> list[int]:
    return [problem.place.line for problem in find_unread_marks("guide.md", page, role, None, yaml=False)]


@pytest.mark.parametrize("page", CODE.values(), ids=CODE)
def test_code_in_a_page_is_no_mark_however_far_it_is_indented(page):
    """A page that explains front matter stopped the site: its code was taken for what the page says of itself."""
    assert _find(f"# Front matter\n\n{page}") == []


@pytest.mark.parametrize("page", MARKS.values(), ids=MARKS)
def test_a_mark_beside_indented_code_is_found_on_its_line(page):
    """Neither a fence that is open nor one in a comment hides what somebody wants kept back."""
    lines = f"# Front matter\n\n{page}".splitlines()
    assert _find("\n".join(lines) + "\n") == [next(n for n, line in enumerate(lines, 1) if "Draft: true" in line)]


def test_the_end_of_one_fence_is_not_the_beginning_of_the_next():
    lines = ["  ```", "  a", "  ```", "  b", "  ```", "  c", "  ```", "d"]
    assert find_indented_fenced_lines(lines) == {0, 1, 2, 4, 5, 6}


def test_where_objectives_are_told_only_code_of_commonmark_is_code():
    """There are no tabs and no admonitions in a file of objectives."""
    assert _find(f"# 2026-Q4\n\n{CODE['below a tab, without an empty line']}", "cycle")
