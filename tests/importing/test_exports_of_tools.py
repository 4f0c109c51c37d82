"""Exports of other tools as JSON, as their interfaces hand them out, each with the tree that a person sees in it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from expected_trees import find_differences, read_expected

from okrsite.importing.plain_trees import read_plain_tree
from okrsite.importing.plain_values import read_plain
from okrsite.importing.scope import Scope

EXPORTS = sorted((Path(__file__).parent / "exports").glob("*.json"))


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_an_export_becomes_the_tree_that_a_person_sees(path):
    """Lists that name each other by ids, GraphQL's edges, JSON:API, numbers as words: names differ, the tree doesn't."""
    expected = read_expected(yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8")))
    value = read_plain(path.name, path.read_text(encoding="utf-8"), is_json=True)
    assert find_differences(expected, read_plain_tree(path.name, value, Scope())) == []


def test_at_least_ten_tools_are_known():
    assert len(EXPORTS) >= 10
