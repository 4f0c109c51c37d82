"""Where in the configuration something is typed: looked up when somebody has to be told of it, and not before."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import yaml

from okrsite.config_loading import ConfigurationError, SettingError, load_config_files
from okrsite.problems import Place


def find_typed_entry(files: Iterable[Path], base: Path, key: str, *words: str) -> Place:
    """Return where words are typed below a key at the top, one after the other: the place of the last one.

    Args:
        files: The configuration file and those that it inherits from, the nearest first.
        base: The folder to which places are relative: the configuration file's.
        key: What it stands below.
        words: Names and values, from the outside to the inside; none for the key itself.

    Returns:
        Its place; where that can't be told, as of what a variable says, the place of the key, or the file's beginning.
    """
    first: Place | None = None
    place: Place | None = None
    for file in files:
        path = os.path.relpath(file, base.resolve()).replace(os.sep, "/")
        first = first or Place(path)
        for name, below in _list_settings(file):
            if name.value == key:
                if words and (found := _find_last(below, words)) is not None:
                    return _locate(path, found)
                place = place or _locate(path, name)
    return place or first or Place("mkdocs.yml")


@contextmanager
def name_line_of_setting(config: Path | str | None) -> Iterator[None]:
    """Say of a setting that can't be used in which line it is typed.

    Args:
        config: The configuration file, which may inherit from others; None where there is none that could be named.

    Raises:
        ConfigurationError: a `SettingError` was raised meanwhile; it is the same one, with its place.
    """
    try:
        yield
    except SettingError as error:
        if config is None:
            raise
        path = Path(config)
        files = [file.resolve() for file in load_config_files(path)[1]]
        place = find_typed_entry(files, path.parent, *error.names)
        raise ConfigurationError(f"{place.path}:{place.line}: {error}", error.hint, error.code) from error


def _list_settings(file: Path) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """Yield the keys at the top of a file with what stands below each; none of a file that can't be read any more."""
    try:
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        return
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if isinstance(key, yaml.ScalarNode):
                yield key, value


def _find_last(top: yaml.Node, words: Sequence[str]) -> yaml.ScalarNode | None:
    """Return the last of some words that stand in a node one behind the other, None where they don't."""
    sought = list(words)
    for node in _list_scalars(top):
        if node.value == sought[0]:
            del sought[0]
            if not sought:
                return node
    return None


def _list_scalars(top: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Yield the texts of a node in the order in which they are typed, each once although an anchor may repeat it."""
    waiting, seen = [top], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            yield node
        elif isinstance(node, yaml.SequenceNode):
            waiting += reversed(node.value)
        elif isinstance(node, yaml.MappingNode):
            waiting += [part for pair in reversed(node.value) for part in reversed(pair)]


def _locate(path: str, node: yaml.Node) -> Place:
    start, end = node.start_mark, node.end_mark
    return Place(path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
