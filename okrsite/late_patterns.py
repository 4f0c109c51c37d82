"""Regular expressions that are compiled when they are first used.

To compile all that tell one slip of an author from another takes longer than to read a hundred files, and few commands
need many of them. Those that every build uses thousands of times are compiled at once, with `re.compile`: finding a
method of theirs takes a little less time.
"""

from __future__ import annotations

import re
from typing import AnyStr, cast

_ATTRIBUTES = (
    "findall",
    "finditer",
    "flags",
    "fullmatch",
    "groupindex",
    "groups",
    "match",
    "scanner",
    "search",
    "split",
    "sub",
    "subn",
)


def compile_late(pattern: AnyStr, flags: int | re.RegexFlag = 0) -> re.Pattern[AnyStr]:
    """Return what has the methods of a compiled pattern; a mistake in the pattern shows with the first use.

    Functions of `re` itself don't take it: `pattern.sub(...)` works, `re.sub(pattern, ...)` doesn't.
    """
    return cast("re.Pattern[AnyStr]", _LatePattern(pattern, flags))


class _UsedPattern:
    """What a late pattern becomes with its first use: its attributes are those of a compiled pattern."""


class _LatePattern(_UsedPattern):
    """A pattern that nobody has used yet."""

    def __init__(self, pattern: str | bytes, flags: int | re.RegexFlag) -> None:
        self.pattern: str | bytes = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in _ATTRIBUTES:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for attribute in _ATTRIBUTES:
            setattr(self, attribute, getattr(compiled, attribute))
        self.__class__ = _UsedPattern  # type: ignore[assignment]  # from here on, Python finds attributes faster
        return getattr(compiled, name)
