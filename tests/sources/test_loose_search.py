"""A text in which nothing has to be prepared is passed over, and read as if all of it had been prepared."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_trees import simplify

from okrsite.sources.markdown import loose_lines
from okrsite.sources.markdown.documents import read_markdown
from okrsite.sources.markdown.loose_search import may_hold_loose_lines
from okrsite.vocabulary import CYCLE_FILE

TEXT = """## Grow

- Id: grow
- Owner: Anna

The risk is known: one supplier, one contract.

| Key result | Id | From | To | Now |
| - | - | - | - | - |
| Shops | shops | 1 | 9 | 4 |

- KR: Oven ready
  - [x] Flue

### Initiatives

- [x] Ask the tenants (Ben)

### Check-ins

- 2026-10-12, Anna: Slow. shops 4 (50%)
"""


def test_a_sentence_with_a_colon_is_no_loose_line():
    assert not may_hold_loose_lines(TEXT)


@pytest.mark.parametrize(
    ("typed", "loose"),
    [
        ("- Owner: Anna", "Owner: Anna"),
        ("### Initiatives", "Initiatives"),
        ("### Initiatives", "- Initiatives:"),
        ("- KR: Oven ready", "- KR: Trays\nKR: Oven ready"),
        ("- Id: grow", "-  Id: grow"),
        ("## Grow", "Grow"),
        ("- [x] Ask", "-[x] Ask"),
    ],
)
def test_what_is_no_plain_line_is_found_beside_a_sentence_with_a_colon(typed, loose):
    assert may_hold_loose_lines(TEXT.replace(typed, loose))


LINES = st.sampled_from(
    (*TEXT.split("\n"), *("Next: steps", "Owner: Anna", "KR1. Ovens", "KR: Ovens", "Initiatives", "- Initiatives:"),
     *("  - Id: x", "- Id: x", "-  Id: x", "    * Ovens", "*Ovens*: two", "1. Ovens", "o KR: x", "| a | b |", "- Ovens",
       "#Ovens", "a\tb", "2026-10-12, A: b", "- Whatever it may be that this is: b"))
)  # fmt: skip


@given(st.lists(LINES, max_size=9).map("\n".join))
def test_what_is_passed_over_is_read_as_if_it_were_prepared(text):
    text = f"{text}\nThe risk is known: rain.\n"
    if may_hold_loose_lines(text):
        return
    node, problems = read_markdown("a.md", text, CYCLE_FILE.name)
    with patch.object(loose_lines, "may_hold_loose_lines", return_value=True):
        prepared, told = read_markdown("a.md", text, CYCLE_FILE.name)
    assert (node and simplify(node), problems) == (prepared and simplify(prepared), told)
