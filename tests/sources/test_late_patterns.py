"""Patterns that are compiled late find what patterns find that are compiled at once."""

from __future__ import annotations

import re

import pytest

from okrsite.sources.late_patterns import LatePattern

TEXT = "now 45% of 90%"


@pytest.mark.parametrize("begin", [0, 4])
def test_a_late_pattern_finds_what_a_pattern_finds(begin):
    pattern, late = re.compile(r"(?P<value>\d+)%", re.IGNORECASE), LatePattern(r"(?P<value>\d+)%", re.IGNORECASE)
    for find, find_late in ((pattern.match, late.match), (pattern.search, late.search)):
        expected, found = find(TEXT, begin), find_late(TEXT, begin)
        assert (found and found.span("value")) == (expected and expected.span("value"))
    assert late.fullmatch("x5%", 1)
    assert late.search(TEXT, 0, 6) is None


def test_it_is_compiled_with_its_first_use():
    """Whoever needs none of its matches doesn't wait for it."""
    broken = LatePattern("(")
    with pytest.raises(re.error):
        broken.match("")
