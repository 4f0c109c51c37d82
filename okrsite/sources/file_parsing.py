"""A file's text to records, in whichever spelling it is."""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.problems import Problem
from okrsite.sources.records import MapNode
from okrsite.sources.tree import FileSpelling
from okrsite.sources.yaml import read_yaml


def load_markdown_parser(spellings: Iterable[FileSpelling]) -> None:
    """Import what reads Markdown, if it is among some spellings, for processes that are to be copies of this one."""
    if "md" in spellings:
        from okrsite.sources.markdown import documents  # noqa: F401


def parse_text(path: str, text: str, spelling: FileSpelling, record: str) -> tuple[MapNode | None, list[Problem]]:
    """Return the record that a text holds, None where it can't be read, and what is wrong with its form.

    Args:
        path: The file's path, for places.
        text: Its text, decoded and without refused characters.
        spelling: Markdown or YAML.
        record: The name of the record that a Markdown file as a whole is; YAML doesn't ask for it.
    """
    if spelling == "yml":
        return read_yaml(path, text)
    # Imported where such a file is read: most builds read none, because what it says is known.
    from okrsite.sources.markdown.documents import read_markdown

    return read_markdown(path, text, record)
