"""How much a text may ask of a page: small texts can name what is long, and name it often.

Decides how long addresses and titles of links may be, how much may be written by naming definitions, and how many
pieces of the model fit on one page. What is over a limit stays as it was typed or is left out; the prose notes it.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from okrsite.model.lengths import MAX_LINE
from okrsite.pages.parts.directive_lookup import count_objectives
from okrsite.snapshot import Snapshot

MAX_ADDRESS = 2_000
"""Characters of a link's address; what browsers, servers and mail programs all take is about this long."""
MAX_TITLE = MAX_LINE
"""Characters of a link's title."""
LEAST_EXPANDED = 100_000
"""Characters that any text may take from definitions; a longer text may take as many as it has itself.

The same as in cmark, GitHub's parser of Markdown.
"""
MAX_PIECES = 100
"""Pieces of the model on one page."""
MAX_PIECE_OBJECTIVES = 1_000
"""Objectives in the pieces of one page, in lists and on maps, all together."""
MAX_ON_ALL_PAGES = 20_000
"""Objectives in the pieces of all pages."""

Definition = dict[str, Any]


class Definitions(dict[str, Definition]):
    """The link definitions of one text, for the parser: naming one costs its length, and there is a budget."""

    def __init__(self, length: int) -> None:
        """Take the length of the text in characters."""
        super().__init__()
        self._left = max(length, LEAST_EXPANDED)
        self.refused = ""
        """The address of the first definition for which nothing was left; empty while there is enough."""

    def get(self, key: str, default: Any = None) -> Any:
        """Return a definition, or the default where there is none or where the budget is spent."""
        definition = super().get(key)
        if definition is None:
            return default
        self._left -= len(definition["href"]) + len(definition["title"])
        if self._left < 0:
            self.refused = self.refused or definition["href"]
            return default
        return definition


class PieceCounter:
    """Counts the pieces of the model on each page and on all, and says which have no room any more."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take what the pieces are of."""
        self._snapshot = snapshot
        self._weights: dict[tuple[str, str], int | None] = {}
        self._pieces: Counter[str] = Counter()
        self._objectives: Counter[str] = Counter()
        self._all = 0

    def count_piece(self, uri: str, kind: str, argument: str) -> tuple[str, str, str] | None:
        """Count a piece that a page asks for; return code, message and hint where it can't have it, else None."""
        key = (kind, argument.strip())
        if key not in self._weights:
            self._weights[key] = count_objectives(self._snapshot, kind, argument)
        objectives = self._weights[key]
        if objectives is None:
            message = "The page asks for a piece of the model that isn't there"
            return (
                "OKR308",
                message,
                "Write `okr: map company`, `okr: objective team/objective` or `okr: status team=…`.",
            )
        if self._pieces[uri] >= MAX_PIECES or self._objectives[uri] + objectives > MAX_PIECE_OBJECTIVES:
            most = f"at most {MAX_PIECES} pieces of the model, with {MAX_PIECE_OBJECTIVES:,} objectives altogether"
            return "OKR311", f"A page holds {most}; this one is left out", "Spread them over several pages."
        if self._all + objectives > MAX_ON_ALL_PAGES:
            message = f"All pages together hold at most {MAX_ON_ALL_PAGES:,} objectives in pieces of the model"
            return (
                "OKR311",
                f"{message}; this one is left out",
                "Link to the pages of the units and of the map instead.",
            )
        self._pieces[uri] += 1
        self._objectives[uri] += objectives
        self._all += objectives
        return None


def check_link_length(address: str, title: str) -> str:
    """Return what is wrong with a link that is longer than any page needs, in a sentence; empty where nothing is."""
    if len(address) > MAX_ADDRESS:
        return f"The address of a link has {len(address):,} characters; at most {MAX_ADDRESS:,} are published."
    if len(title) > MAX_TITLE:
        return f"The title of a link has {len(title):,} characters; at most {MAX_TITLE:,} are published."
    return ""
