"""The events of a YAML parser, and how far a text can be read."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from okrsite.late_patterns import compile_late

# What the YAML reader can't take, or takes for line ends that no editor counts.
_UNREADABLE = compile_late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_MOST_TRIED = 1_000_000
"""Characters that are parsed, at most, to find out how the lines of one file may have been meant."""
_DEEPEST = 20
"""Levels of lists and mappings that are tried: what is deeper has another problem."""

# libyaml is about ten times as fast, and no wheel of PyYAML lacks it; a source build may.
_LOADER: type[yaml.BaseLoader | yaml.CBaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

ODD_ENDS = (ValueError, OverflowError, RecursionError, ArithmeticError, LookupError)
"""How the pure Python parser ends on escapes such as `"\\UFFFFFFFF"`."""


def replace_unreadable(text: str) -> str:
    """Return a text with another character in the place of each that the parser can't take, or takes for a line end."""
    if text.isascii() and text.replace("\n", " ").isprintable():
        return text  # as most texts are; that is found out faster than by looking for each of them
    return _UNREADABLE.sub("\ufffd", text)


def parse_events(text: str) -> Iterator[yaml.Event]:
    """Return the events of a text, one after the other.

    Raises:
        yaml.YAMLError: the text can't be read on; not before the event is asked for that can't be told.
    """
    return iter(_LOADER(text).get_event, None)


class ErrorFinder:
    """Says how far texts can be read, as long as they are not too much altogether."""

    def __init__(self) -> None:
        """Begin without having read anything."""
        self._left = _MOST_TRIED

    def __call__(self, text: str) -> int:
        """Return how many characters of a text can be read; more than it has where all of them can."""
        if len(text) > self._left:
            return 0
        error = self.find(text)
        if error is None:
            return len(text) + 2
        mark = getattr(error, "problem_mark", None)
        return mark.index if mark else 0

    def find(self, text: str) -> Exception | None:
        """Return what keeps a text from being read; None where nothing does."""
        self._left -= len(text)
        depth = 0
        try:
            for event in parse_events(text):
                depth += isinstance(event, yaml.CollectionStartEvent)
                depth -= isinstance(event, yaml.CollectionEndEvent)
                if depth > _DEEPEST:
                    return RecursionError()
        except (yaml.YAMLError, *ODD_ENDS) as error:
            return error
        return None
