"""Documents in the many shapes in which companies write their goals, each with the tree that a person sees in it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from expected_trees import Expected, count_matches, find_differences, read_expected

from okrsite.importing.documents import read_document

SHAPES = sorted((Path(__file__).parent / "shapes").glob("*.md"))
NO_GOALS = sorted((Path(__file__).parent / "no_goals").glob("*.md"))


def read(path: Path):
    return read_document(path.name, path.read_text(encoding="utf-8"))


def expect(path: Path) -> list[Expected]:
    return read_expected(yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_a_document_becomes_the_tree_that_a_person_sees(path):
    """Titles, parents, and each value that the expected tree names; what it doesn't name is left open."""
    assert find_differences(expect(path), read(path)) == []


def test_shapes_are_read_nearly_without_a_mistake():
    """F1 of objectives and of key results over all shapes: the promise is 0.95."""
    assert len(SHAPES) >= 25
    objectives, key_results = count_matches([(expect(path), read(path)) for path in SHAPES])
    assert objectives.f1 >= 0.95
    assert key_results.f1 >= 0.95


@pytest.mark.parametrize("path", NO_GOALS, ids=lambda path: path.stem)
def test_a_page_that_only_speaks_of_goals_yields_none(path):
    """Meeting notes, guides with examples, templates, lists of links, READMEs."""
    found = read(path)
    assert [(one.title, [key_result.title for key_result in one.key_results]) for one in found.objectives] == []


def test_there_are_ten_pages_without_goals():
    assert len(NO_GOALS) >= 10


@pytest.mark.parametrize("path", [*SHAPES, *NO_GOALS], ids=lambda path: path.stem)
def test_each_line_has_a_fate_with_a_reason(path):
    """Nothing is dropped in silence: whoever imports can look up what became of any line."""
    lines = path.read_text(encoding="utf-8").split("\n")
    fates = read(path).fates
    told = {fate.line for _, fate in fates}
    assert [number for number, line in enumerate(lines, 1) if line.strip() and number not in told] == []
    assert all(fate.reason for _, fate in fates)
