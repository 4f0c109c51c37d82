"""How a number came about: a sentence, and its terms down to the line in which each was typed."""

from __future__ import annotations

from dataclasses import dataclass

from okrsite.problems import Place


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a calculation."""

    label: str
    value: str
    """As shown to a reader, with its unit."""
    place: Place | None = None
    """Where it was typed; None for what follows from the calendar or from other numbers."""
    ref: str = ""
    """The objective or key result that the term is about, where it is another one."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a number is what it is."""

    sentence: str
    terms: tuple[Term, ...] = ()


def percent(share: float | None) -> str:
    """Return a fraction as whole percent, `–` for none."""
    return "–" if share is None else f"{round_half_up(share * 100)}%"


def round_half_up(value: float) -> int:
    """Round as readers do: 0.5 goes up, whatever the sign of zero."""
    return int(value + 0.5) if value >= 0 else -int(-value + 0.5)
