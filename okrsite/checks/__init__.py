"""Opinions about the whole: one rule, one file, one code; the docstring is the guide's page of that rule.

Decides what is worth a remark although it can be read. Mistakes of a single file are left to `sources` and `model`, and
how severe a code is in the end to the settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from okrsite.alignment.graph import Alignment
from okrsite.checks import contradicting_values, future_checkins, internal_goals, ungraded_objectives
from okrsite.model.organisation import Organisation
from okrsite.problems import Problem
from okrsite.progress.measure import Measures
from okrsite.settings import Settings

Rule = Callable[[Organisation, Alignment, Measures], Iterator[Problem]]
RULES: tuple[Rule, ...] = (
    contradicting_values.check,
    future_checkins.check,
    internal_goals.check,
    ungraded_objectives.check,
)


def run_checks(
    organisation: Organisation, alignment: Alignment, measures: Measures, settings: Settings
) -> list[Problem]:
    """Return what the rules say."""
    return [problem for rule in RULES for problem in rule(organisation, alignment, measures)]
