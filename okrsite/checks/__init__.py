"""Opinions about the whole: one rule, one file, one code; the docstring is what the guide says of the rule.

Decides what is worth a remark although it can be read, and which remarks authors have answered. Mistakes of a single
file are left to `sources` and `model`, and how severe a code is in the end to the settings.
"""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.checks.rule_list import RULES, Rule
from okrsite.problems import CODES, Problem
from okrsite.snapshot import Snapshot


def run_checks(snapshot: Snapshot, rules: Iterable[Rule] = RULES) -> list[Problem]:
    """Return what the rules say; a rule that is off by default is asked only where the settings turn it on.

    Overlaps need not be known: they are looked for at the same time, and told of by `alignment_remarks`.
    """
    wanted = snapshot.site.settings.rules
    asked = (rule for rule in rules if not CODES[rule.code].is_off or wanted.get(rule.code, "off") != "off")
    return [problem for rule in asked for problem in rule.check(snapshot)]
