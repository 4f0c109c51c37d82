"""The texts that were withheld, as the gate looks for them in the built site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from ahocorasick_rs import AhoCorasick

from okrsite.late_patterns import compile_late
from okrsite.model.names import list_heading_anchors
from okrsite.model.objectives import Objective, TypedLink
from okrsite.model.organisation import Organisation

SHORTEST = 16
"""Characters of a piece that is looked for; shorter ones are in every site by accident."""
_MOST = 400
"""Characters of a piece: what is longer is found by how it begins."""
_LETTERS = compile_late(r"[^\W\d_]")
# Within these a text is printed as it was typed, whatever Markdown, HTML or JSON make of the signs between.
_PIECE = compile_late(r"[\w ,:;.()%/+-]+")


def collect_withheld_texts(whole: Organisation, public: Organisation) -> tuple[str, ...]:
    """Return pieces of what is in the whole organisation and not in the public one, in order of the alphabet.

    What is said publicly as well is left out, and so is what is too short to be told from a coincidence.
    """
    said = set(_walk_texts(public))
    pieces = sorted({piece for text in set(_walk_texts(whole)) - said for piece in _split_into_pieces(text)})
    if not pieces:
        return ()
    words = "\n".join(" ".join(text.split()) for text in sorted(said))
    no_secret = {index for index, _, _ in AhoCorasick(pieces).find_matches_as_indexes(words, overlapping=True)}
    return tuple(piece for index, piece in enumerate(pieces) if index not in no_secret)


def _split_into_pieces(text: str) -> Iterator[str]:
    for match in _PIECE.findall(text):
        piece = " ".join(match.split()).strip(" ,:;.()/+-")
        if len(piece) >= SHORTEST and _LETTERS.search(piece):
            yield piece[:_MOST].rstrip()


def _walk_texts(value: object) -> Iterator[str]:
    """Yield every text in a value of the model, however deep: what was typed, and what names are made of it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, TypedLink):
        # What it leads to has words of its own, and its way there is spelled anew for the public.
        yield value.because
    elif isinstance(value, msgspec.Struct):
        if isinstance(value, Objective):
            yield from list_heading_anchors(value.title, value.id)
        for name in value.__struct_fields__:
            if name not in _NOT_TOLD:
                yield from _walk_texts(getattr(value, name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _walk_texts(key)
            yield from _walk_texts(inner)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for inner in value:
            yield from _walk_texts(inner)


# Where something stands, and what refers to it by another's words.
_NOT_TOLD = frozenset(
    {
        "place",
        "places",
        "value_places",
        "draft_spans",
        "drafts",
        "draft_headings",
        "left_out",
        "objective_extents",
        "audience",
        "ignored",
        "unread",
        "former",
    }
)
