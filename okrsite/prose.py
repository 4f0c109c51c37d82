"""Markdown that an author typed, as a type of its own.

It is no text: what prints one by mistake fails, and what takes a text doesn't take it (mypy). It becomes safe HTML by
`ProseRenderer.render`, `render_line` and `render_page`, words by `ProseRenderer.extract_words`, and what the export
tells of it by `TextWriter.words`; only these look at `markdown`, as a test proves.
"""

from __future__ import annotations

from typing import NoReturn

import msgspec

from okrsite.problems import Place


class Prose(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One Markdown text; two of the same words are equal wherever they were typed."""

    markdown: str = ""
    """As typed."""
    place: Place | None = None
    """Where it was typed; None where nothing was."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Prose) and self.markdown == other.markdown

    def __ne__(self, other: object) -> bool:
        # A struct has one of its own, by which two of the same words would differ.
        return not self == other

    def __hash__(self) -> int:
        return hash(self.markdown)

    def __bool__(self) -> bool:
        """Whether it says anything: blanks alone don't."""
        return bool(self.markdown) and not self.markdown.isspace()

    def __str__(self) -> NoReturn:
        """Fail: nobody has decided yet what a reader may see of it."""
        raise TypeError("An author's Markdown can't be printed as it was typed: render it, or take its plain words.")

    def __html__(self) -> NoReturn:
        """Fail in templates, as `str()` does."""
        self.__str__()

    def __format__(self, specification: str) -> NoReturn:
        """Fail in f-strings, as `str()` does."""
        self.__str__()


NO_PROSE = Prose()
"""Where an author typed nothing, and where what was typed is withheld."""
