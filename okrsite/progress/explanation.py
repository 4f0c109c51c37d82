"""How a number came about: a sentence, and its terms down to the line in which each was typed."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import msgspec

from okrsite.languages.words import MarkedSentence, mark_number, translate
from okrsite.model.refs import AnyRef
from okrsite.number_style import format_shortest, get_percent_sign, round_percent
from okrsite.problems import Place
from okrsite.sources.numbers import render_english_quantity, render_quantity

ExplanationRule = Literal["reach", "keep", "share", "mean", "whole mean", "same", "time", "line", "sum", "grade"]
RULES: dict[ExplanationRule, str] = {
    "reach": "Of the terms from, now, to: (now - from) / (to - from).",
    "keep": "Of the terms low, high (either may be missing) and now: 1 from low to high, both included. Outside, with "
    "the distance to the nearer one: 1 - distance / (high - low), with one limit 1 - distance / |limit|; at least 0, "
    "and 0 where that divides by zero.",
    "share": "The sum of weight × number over the sum of the weights; each number is 0 or 1.",
    "mean": "The sum of weight × number over the sum of the weights, of the terms that have a number, each of them cut "
    "to 0 to 1; none where no term has one.",
    "whole mean": "As mean, then in whole percent, halves up: numbers behind a term are withheld.",
    "same": "The number of the one term.",
    "time": "Of the dates start, end and day: the part of the days from start to end that have passed on day, cut to 0 "
    "to 1; 1 where start and end are one day.",
    "line": "Of the terms value, from and to: (value - from) / (to - from), cut to 0 to 1; the value is where the line "
    "through the interim targets stands today, or stood at its end.",
    "grade": "Of the terms from, commit, target, stretch (commit or stretch may be missing) and now: from is worth 0, "
    "commit 0.3, target 0.7 (1 without a stretch) and stretch 1; between two of them as far as now is between them, "
    "and never less than 0 nor more than the last.",
    "sum": "The sum of the numbers, of the terms that have one; none where no term has one.",
}
"""How numbers come about: the terms by their labels, in their order."""


class Term(msgspec.Struct, frozen=True):
    """One part of a calculation."""

    label: str
    """By which a rule names it, in English; the title of what has one."""
    value: str
    """As shown to a reader, with its unit."""
    place: Place | None = None
    """Where it was typed; None for what follows from the calendar or from other numbers."""
    ref: AnyRef | None = None
    """The objective or key result that the term is about, where it is another one; else None."""
    number: float | None = None
    """The value itself, unrounded, to calculate with; None for what is no number, or not known."""
    weight: float = 1.0
    """How much it counts, where the rule weighs its terms; 0: it is left out, whatever its number will be."""
    words: str = ""
    """The label as shown to a reader, where that isn't the label itself."""

    @property
    def shown_label(self) -> str:
        """What a reader sees in the place of the label."""
        return self.words or self.label


class Explanation(msgspec.Struct, frozen=True):
    """Why a number is what it is."""

    sentence: str
    terms: tuple[Term, ...] = ()
    rule: ExplanationRule | None = None
    """What is done with the terms, as `RULES` says it; None where there is nothing to calculate."""


def format_percent(share: float | None) -> str:
    """Return a fraction as whole percent, `–` for none."""
    return _write_percent(share, get_percent_sign())


def format_english_percent(share: float | None) -> str:
    """Return a fraction as whole percent in an English text, as problems are."""
    return _write_percent(share, "%")


@lru_cache(maxsize=4096)
def _write_percent(share: float | None, sign: str) -> str:
    return "–" if share is None else f"{round_percent(share)}{sign}"


def mark_percent(share: float | None) -> MarkedSentence:
    """Return a fraction as whole percent, to be said by pages and in English texts."""
    return mark_number(format_percent(share), format_english_percent(share))


def mark_quantity(value: float, unit: str) -> MarkedSentence:
    """Return a number with its unit of measure, to be said by pages and in English texts."""
    return mark_number(render_quantity(value, unit), render_english_quantity(value, unit))


def choose_mean_rule(*, is_rounded: bool) -> ExplanationRule:
    """Return how a mean comes about that is told in whole percent, or as it is."""
    return "whole mean" if is_rounded else "mean"


def describe_weight(weight: float) -> str:
    """Return `, weight 2` for what counts twice, to stand behind something; empty where it counts once."""
    return "" if weight == 1 else translate(", weight {weight}", weight=format_shortest(weight))
