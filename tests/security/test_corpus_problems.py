"""Hostile content: `check` finds in it what `build` finds."""

from __future__ import annotations

import corpus
import pytest
from same_problems import FOUND_ON_PAGES, compare_check_with_build

from okrsite.request import BuildRequest


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_both_find_the_same_in_hostile_content(tmp_path, audience):
    """Every field and every text holds something that a browser could run, or that leads where nothing may lead."""
    corpus.write(tmp_path, past=False)
    codes = compare_check_with_build(BuildRequest(tmp_path / "mkdocs.yml", audience=audience))
    assert audience == "public" or codes & FOUND_ON_PAGES
