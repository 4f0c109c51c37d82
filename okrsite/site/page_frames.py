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
        return words[0].join(self.render_around_body(words))

    def render_around_body(self, words: Sequence[str]) -> list[str]:
        """Return what stands before and behind each place of the first of a page's words, which is its body."""
        parts = [[self.pieces[0]]]
        for word, piece in zip(self.words, self.pieces[1:], strict=True):
            if word:
                parts[-1] += (words[word], piece)
            else:
                parts.append([piece])
        return list(map("".join, parts))


class FramedPage(msgspec.Struct, frozen=True):
    """A page that waits on the disk to be put into its frame."""

    uri: str
    path: str
    """Its file, inside the site."""
    frame: CompiledFrame
    words: tuple[str, ...]
    """Its words, in the order of the frame's numbers; the first is the body's place, and empty."""

    def render(self, body: bytes) -> bytes:
        """Return the page as the host would write it, around a body as `Spools.read_bytes` returns it."""
        if _HALF_CHARACTER in body:  # or of a whole one
            body = _encode(body.decode("utf-8", "surrogatepass"))
        return body.join(map(_encode, self.frame.render_around_body(self.words)))


_HALF_CHARACTER = b"\xed"
"""With what each half of a character begins."""


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "xmlcharrefreplace")
