"""What an author chose of an objective, in the words of the site: its labels, and what was decided about it."""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.choices import Ambition, Decision, Horizon
from okrsite.languages.words import mark_text, translate
from okrsite.model.objectives import Objective
from okrsite.number_style import format_shortest

_DECISIONS: dict[Decision, str] = {
    "carry on": mark_text("carry on"),
    "close": mark_text("close"),
    "drop": mark_text("drop"),
}
_HORIZONS: dict[Horizon, str] = {"strategic": mark_text("strategic"), "tactical": mark_text("tactical")}
_AMBITIONS: dict[Ambition, str] = {
    "committed": mark_text("committed"),
    "aspirational": mark_text("aspirational"),
    "learning": mark_text("learning"),
}


def list_labels(objective: Objective) -> Iterator[str]:
    """Yield its horizon, its ambition and its weight, as far as they are said."""
    if objective.horizon:
        yield translate(_HORIZONS[objective.horizon])
    if objective.ambition:
        yield translate(_AMBITIONS[objective.ambition])
    if objective.weight != 1:
        yield translate("weight {weight}", weight=format_shortest(objective.weight))


def name_decision(objective: Objective) -> str:
    """Return what was decided about it; empty where nothing was."""
    return translate(_DECISIONS[objective.decision]) if objective.decision else ""
