"""Plain YAML and JSON as mappings that know their line, bounded in depth and number.

Decides what is too much: aliases that multiply, nesting without an end.
"""

from __future__ import annotations

import json

import yaml

from okrsite.editing.refused_edits import EditRefusedError

_MOST_VALUES = 2_000_000
_MOST_REPEATED = 10
"""How many times as long as it is typed a file may become by its aliases."""
_DEEPEST = 100
_MOST_COMPOSED = 4 * 1024 * 1024
"""Characters up to which JSON is read as YAML is, which knows lines; beyond them lines are not known."""

Plain = object
"""A text, a number, a boolean, None, a list of such, or a `PlainMapping`."""


class PlainMapping(dict[str, Plain]):
    """A mapping with the line on which it begins, from 1; 1 where it isn't known."""

    line = 1


def read_plain(path: str, text: str, *, is_json: bool) -> Plain:
    """Return the value of a YAML or JSON file.

    Raises:
        EditRefusedError: it is none, or it holds too much.
    """
    try:
        if is_json and len(text) > _MOST_COMPOSED:
            return _wrap_json(json.loads(text), 0)
        node = yaml.compose(text.replace("\t", "  ") if is_json else text, Loader=yaml.CSafeLoader)
        return _Converter(path, len(text)).convert(node, 0) if node is not None else None
    except yaml.YAMLError as error:
        if is_json:
            try:
                return _wrap_json(json.loads(text), 0)
            except (ValueError, RecursionError):
                pass
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        said = " ".join(str(getattr(error, "problem", "") or error).split())[:150]
        raise EditRefusedError(
            f"{path}:{line}: this can't be read ({said}).", "Save it again with the program that wrote it."
        ) from None
    except (ValueError, RecursionError) as error:
        raise EditRefusedError(
            f"{path} can't be read ({str(error)[:150]}).", "Save it again with less nesting."
        ) from None


class _Converter:
    """Makes values of nodes, and counts them."""

    def __init__(self, path: str, length: int) -> None:
        self._path = path
        # Without aliases there are never more values than characters.
        self._left = min(_MOST_VALUES, length * _MOST_REPEATED + 1000)

    def convert(self, node: yaml.Node, depth: int) -> Plain:
        self._left -= 1
        if self._left < 0 or depth > _DEEPEST:
            raise EditRefusedError(
                f"{self._path} holds more than can be imported at once.", "Export less: one cycle, or one team."
            )
        if isinstance(node, yaml.MappingNode):
            mapping = PlainMapping()
            mapping.line = node.start_mark.line + 1
            for key, value in node.value:
                name = key.value if isinstance(key, yaml.ScalarNode) else ""
                mapping[str(name)] = self.convert(value, depth + 1)
            return mapping
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(item, depth + 1) for item in node.value]
        return _read_scalar(node)


def _read_scalar(node: yaml.Node) -> Plain:
    """Return a scalar as its words; nothing for null."""
    if node.tag == "tag:yaml.org,2002:null":
        return None
    if node.tag == "tag:yaml.org,2002:bool":
        return str(node.value).lower() in ("true", "yes", "on")
    return str(node.value)


def _wrap_json(value: Plain, depth: int) -> Plain:
    if depth > _DEEPEST:
        raise ValueError("it is nested too deeply")
    if isinstance(value, dict):
        mapping = PlainMapping()
        for key, inner in value.items():
            mapping[str(key)] = _wrap_json(inner, depth + 1)
        return mapping
    if isinstance(value, list):
        return [_wrap_json(item, depth + 1) for item in value]
    return value if value is None or isinstance(value, bool) else str(value)


def merge_mappings(value: PlainMapping, inner: PlainMapping) -> PlainMapping:
    """Return an objective that is a mapping within a mapping as one, with everything that both say."""
    merged = PlainMapping(inner)
    merged.line = value.line
    for key, one in value.items():
        if one is not inner and one is not None:
            merged[f"beside {key}" if key in merged else key] = one
    return merged
