"""Pieces of the model in an author's text: a comment line such as `<!-- okr: map company -->` asks for one."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup

from okrsite.late_patterns import compile_late
from okrsite.pages.prose.limits import PieceCounter
from okrsite.pages.prose.places import TypedPlaceFinder
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot

Embed = Callable[[str, str, str], "Markup | None"]
"""Given a kind, an argument and a page's URI: the piece of the model that a comment line asks for, None for none."""

_EMBED = compile_late(r"\s*okr:\s*([a-z-]+)(?:\s+(.*?))?\s*\Z", re.DOTALL)


class PieceEmbedder:
    """Puts pieces into texts, as many as a page has room for."""

    def __init__(self, snapshot: Snapshot, places: TypedPlaceFinder, problems: list[Problem]) -> None:
        """Take the snapshot, what finds places in it, and the list that problems are added to."""
        self._counter = PieceCounter(snapshot)
        self._places = places
        self._problems = problems
        self._public = snapshot.is_public

    def embed(self, comment: str, source: str, page_uri: str, embed: Embed | None) -> Markup:
        """Return what a comment asks for; nothing for one that asks for nothing.

        Args:
            comment: What stands in it.
            source: Path inside the content folder of the file in which it was typed.
            page_uri: The page on which it is printed.
            embed: Makes the piece.
        """
        if embed is None or not (match := _EMBED.match(comment)):
            return Markup()
        kind, argument = match[1], match[2] or ""
        trouble = self._counter.count_piece(page_uri, kind, argument)
        if not trouble:
            return embed(kind, argument, page_uri) or Markup()
        if not self._public:
            code, message, hint = trouble
            asked = " ".join(comment.split())[:80]
            place = self._places.find_place(source, comment.strip())
            self._problems.append(create_problem(code, place, f"{message}: '{asked}'.", hint))
        return Markup()
