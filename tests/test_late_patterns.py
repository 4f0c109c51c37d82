"""Patterns that are compiled late find what patterns find that are compiled at once."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re

import pytest

import okrsite
from okrsite import late_patterns
from okrsite.late_patterns import compile_late

TEXT = "now 45% of 90%"


@pytest.mark.parametrize("name", ["search", "match", "fullmatch", "findall", "split"])
@pytest.mark.parametrize("text", [TEXT, "45%", ""])
def test_a_late_pattern_finds_what_a_pattern_finds(name, text):
    pattern, late = re.compile(r"(?P<value>\d+)%", re.IGNORECASE), compile_late(r"(?P<value>\d+)%", re.IGNORECASE)
    for _ in range(2):  # when it is used first, and later
        found, expected = getattr(late, name)(text), getattr(pattern, name)(text)
        if isinstance(expected, re.Match):
            assert (found.span("value"), found.re) == (expected.span("value"), expected.re)
        else:
            assert found == expected


def test_it_says_of_itself_what_a_pattern_says():
    pattern, late = re.compile("(?P<x>a)|(b)", re.ASCII), compile_late("(?P<x>a)|(b)", re.ASCII)
    for name in ("pattern", "flags", "groups", "groupindex"):
        assert getattr(late, name) == getattr(pattern, name)
    assert late.sub("-", "abc") == "--c"
    assert [match[0] for match in compile_late(rb"\d").finditer(b"a1b2")] == [b"1", b"2"]


def test_it_is_compiled_with_its_first_use():
    """Whoever needs none of its matches doesn't wait for it."""
    broken = compile_late("(")
    assert not hasattr(broken, "other")
    with pytest.raises(re.error):
        broken.match("")


def test_no_pattern_of_okrsite_has_a_mistake():
    for module in pkgutil.walk_packages(okrsite.__path__, "okrsite."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    # What other tests have used was right.
    made = [found for found in gc.get_objects() if isinstance(found, late_patterns._UsedPattern)]
    assert len(made) > 100
    for late in made:
        if late.pattern != "(":  # another test's
            assert late.flags is not None
