"""What the tests of edits share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pytest

from okrsite.problems import Problem
from okrsite.sources import file_parsing
from okrsite.sources.markdown import documents
from okrsite.sources.records import MapNode


@pytest.fixture(autouse=True, scope="module")
def texts_parsed_once() -> Iterator[None]:
    """Parse each text once: an edit reads it before and after, the test does so again, and it is most of their time."""

    read_yaml, read_markdown = file_parsing.read_yaml, documents.read_markdown

    @lru_cache(maxsize=32)
    def parse_yaml(path: str, text: str) -> tuple[MapNode | None, tuple[Problem, ...]]:
        root, problems = read_yaml(path, text)
        return root, tuple(problems)

    @lru_cache(maxsize=32)
    def parse_markdown(path: str, text: str, record: str) -> tuple[MapNode | None, tuple[Problem, ...]]:
        root, problems = read_markdown(path, text, record)
        return root, tuple(problems)

    def get_yaml(path: str, text: str) -> tuple[MapNode | None, list[Problem]]:
        root, problems = parse_yaml(path, text)
        return root, list(problems)  # trees can't be changed, lists of problems can

    def get_markdown(path: str, text: str, record: str) -> tuple[MapNode | None, list[Problem]]:
        root, problems = parse_markdown(path, text, record)
        return root, list(problems)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_parsing, "read_yaml", get_yaml)
        patch.setattr(documents, "read_markdown", get_markdown)  # it is imported where it is called
        yield
