"""A file's text to records, in whichever spelling it is."""

from __future__ import annotations

from collections.abc import Callable

from okrsite.problems import Problem
from okrsite.sources.records import MapNode
from okrsite.sources.tree import FileSpelling
from okrsite.sources.yaml import read_yaml


def load_markdown_reader() -> Callable[[str, str, str], tuple[MapNode | None, list[Problem]]]:
    """Return what reads Markdown; it is imported here, because most builds read none: what it says is known."""
    from okrsite.sources.markdown.documents import read_markdown

    return read_markdown


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
    return load_markdown_reader()(path, text, record)
