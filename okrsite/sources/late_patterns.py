"""Regular expressions that are compiled when they are first used.

Some that know all currencies take Python longer than reading a hundred files does, and many a command needs none of
them.
"""

from __future__ import annotations

import re
import sys
from functools import cached_property


class LatePattern:
    """A regular expression with the methods of `re.Pattern`."""

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """Take what `re.compile` takes; a mistake in it shows with the first use."""
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    def match(self, text: str, begin: int = 0) -> re.Match[str] | None:
        """Return a match at a place in a text."""
        return self._compiled.match(text, begin)

    def fullmatch(self, text: str, begin: int = 0) -> re.Match[str] | None:
        """Return a match of all that follows a place in a text."""
        return self._compiled.fullmatch(text, begin)

    def search(self, text: str, begin: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match between two places in a text."""
        return self._compiled.search(text, begin, end)
