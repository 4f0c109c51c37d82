"""Where the means on pages come from: sentences with their terms, no longer than a page can bear."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from okrsite.alignment.link_kinds import SERVING, LinkKind
from okrsite.languages.words import translate
from okrsite.model.objectives import Objective
from okrsite.pages.context import ViewContext
from okrsite.progress.explanation import Explanation, format_percent
from okrsite.progress.means import compute_aligned_mean

MAX_TERMS = 100
"""Terms of one mean on a page; the whole of it is what `okrsite explain` prints."""


class AlignedView(msgspec.Struct, frozen=True):
    """How the objectives stand that link up to one."""

    words: str
    """`61% direct, 40% indirect`; a kind without links is left out."""
    why: tuple[tuple[str, Explanation], ...]


def shorten_explanation(why: Explanation, most: int = MAX_TERMS) -> Explanation:
    """Return an explanation with its first terms only, and a sentence that says so, where it has very many."""
    more = len(why.terms) - most
    if more <= 0:
        return why
    return replace(
        why,
        sentence=f"{why.sentence} "
        + translate("The first {number} of {all} are listed here.", number=most, all=len(why.terms)),
        terms=why.terms[:most],
    )


def build_aligned_view(context: ViewContext, objective: Objective, most: int = MAX_TERMS) -> AlignedView | None:
    """Return the means of what is aligned with an objective, None where nothing is."""
    pairs = [
        (kind, compute_aligned_mean(objective, context.organisation, context.alignment, context.measures, kind))
        for kind in SERVING
    ]
    there = [(kind, explained_mean) for kind, explained_mean in pairs if explained_mean.why.terms]
    if not there:
        return None
    words = ", ".join(_describe_mean(kind, explained_mean.value) for kind, explained_mean in there)
    names = {"direct": translate("Direct"), "indirect": translate("Indirect")}
    why = tuple((names[kind], shorten_explanation(explained.why, most)) for kind, explained in there)
    return AlignedView(words, why)


def _describe_mean(kind: LinkKind, value: float | None) -> str:
    percent = translate("no data") if value is None else format_percent(value)
    if kind == "direct":
        return translate("{percent} direct", percent=percent)
    return translate("{percent} indirect", percent=percent)
