"""Where the means on pages come from: sentences with their terms, no longer than a page can bear."""

from __future__ import annotations

from dataclasses import dataclass, replace

from okrsite.model.objectives import Objective
from okrsite.pages.desk import Desk
from okrsite.pages.words import percent
from okrsite.progress.explanation import Explanation
from okrsite.progress.means import aligned_mean

MAX_TERMS = 100
"""Terms of one mean on a page; the whole of it is what `okrsite explain` prints."""


@dataclass(frozen=True, slots=True)
class AlignedView:
    """How the objectives of other units stand that link up to one."""

    words: str
    """`61% direct, 40% indirect`; a kind without links is left out."""
    why: tuple[tuple[str, Explanation], ...]


def shortened(why: Explanation) -> Explanation:
    """Return an explanation with its first terms only, and a sentence that says so, where it has very many."""
    more = len(why.terms) - MAX_TERMS
    if more <= 0:
        return why
    return replace(
        why,
        sentence=f"{why.sentence} The first {MAX_TERMS} of {len(why.terms)} are listed here.",
        terms=why.terms[:MAX_TERMS],
    )


def aligned_view(desk: Desk, each: Objective) -> AlignedView | None:
    """Return the means of what is aligned with an objective, None where nothing is."""
    pairs = [
        (kind, aligned_mean(each, desk.organisation, desk.alignment, desk.measures, kind))
        for kind in ("direct", "indirect")
    ]
    there = [(kind, found) for kind, found in pairs if found.why.terms]
    if not there:
        return None
    words = ", ".join(f"{'no data' if found.value is None else percent(found.value)} {kind}" for kind, found in there)
    return AlignedView(words, tuple((kind.capitalize(), shortened(found.why)) for kind, found in there))
