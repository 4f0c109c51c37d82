"""The line that a hint shows is the typed one with its correction, and reads as what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.problems import Place, create_problem
from okrsite.sources.corrected_lines import add_corrected_lines, quote_yaml_value
from okrsite.sources.records import MapNode, Scalar
from okrsite.sources.yaml import read_yaml


def correct(text: str, typed: str, correction: str, spelling: str = "md") -> str:
    """Return the hint for a text in which `typed` stands once and should be `correction`."""
    before = text[: text.index(typed)]
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    place = Place("team.md", line, column, line, column + len(typed))
    problem = create_problem("OKR203", place, "It is wrong.", "So it is meant.", correction=correction)
    (shown,) = add_corrected_lines([problem], text, spelling)
    assert shown.correction is None
    return shown.hint


@pytest.mark.parametrize(
    ("text", "typed", "correction", "spelling", "line"),
    [
        ("## Grow\n\n- Status: completed\n", "completed", "done", "md", "- Status: done"),
        ("| Shops   | 1'0 | 20  |\n", "1'0", "10", "md", "| Shops | 10 | 20 |"),
        ("| Shops | 10 |\n", "10", "a|b", "md", "| Shops | a\\|b |"),
        ("| -- | --- |\n", "| -- | --- |", "| --- | --- |", "md", "| --- | --- |"),
        ("  - {title: Shops, now: 1'0, to: 20}\n", "1'0", "10", "yml", "- {title: Shops, now: 10, to: 20}"),
        ("status: 'complete'\n", "'complete'", "it's done", "yml", "status: 'it''s done'"),
        ("keep: >= 95%\n", ">= 95%", ">= 95%", "yml", 'keep: ">= 95%"'),
        ("---\nsummary: x\n---\n", "x", "a: b", "md", 'summary: "a: b"'),
        ("---\nsummary: x\n---\n\n- Owner: Zoe\n", "Zoe", "a: b", "md", "- Owner: a: b"),
    ],
)
def test_the_line_is_shown_as_it_should_be(text, typed, correction, spelling, line):
    assert correct(text, typed, correction, spelling) == f"So it is meant. Write: {line}"


def test_a_long_line_is_shown_around_its_correction():
    shown = correct("- Owner: " + "x" * 5_000 + " HERE " + "y" * 5_000, "HERE", "there")
    assert "there" in shown
    assert len(shown) < 400


def test_nothing_is_shown_of_what_spans_lines():
    problem = create_problem("OKR203", Place("team.md", 1, 1, 2, 3), "It is wrong.", "Mend it.", correction="x")
    (shown,) = add_corrected_lines([problem], "ab\ncd\n", "md")
    assert shown.hint == "Mend it."


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf", "Cn", "Co"]), max_size=30)
)
def test_a_quoted_value_is_read_back_as_it_is(value):
    for line in (f"title: {quote_yaml_value(value)}\n", f"{{title: {quote_yaml_value(value)}, to: 3}}\n"):
        node, problems = read_yaml("team.yml", line)
        assert not problems
        assert isinstance(node, MapNode)
        title = node.get("title")
        assert isinstance(title, Scalar)
        assert title.text == value
