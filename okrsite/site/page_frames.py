"""The frame of the theme around a page, as far as it is known without the host that made it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class CompiledFrame(msgspec.Struct, frozen=True):
    """A frame, cut where a page's own words go."""

    pieces: tuple[str, ...]
    """What is the same on all pages of a kind."""
    words: tuple[int, ...]
    """Which of a page's words follows each piece but the last."""

    def render_page(self, words: Sequence[str]) -> str:
        """Return the page with its words in their places."""
        parts = [self.pieces[0]]
        for word, piece in zip(self.words, self.pieces[1:], strict=True):
            parts += (words[word], piece)
        return "".join(parts)


class FramedPage(msgspec.Struct, frozen=True):
    """A page that waits on the disk to be put into its frame."""

    uri: str
    path: str
    """Its file, inside the site."""
    frame: CompiledFrame
    words: tuple[str, ...]
    """Its words, in the order of the frame's numbers; the first is the body's place, and empty."""

    def render(self, body: str) -> bytes:
        """Return the page as the host would write it."""
        return self.frame.render_page((body, *self.words[1:])).encode("utf-8", "xmlcharrefreplace")
