"""The guide's page of problems: what each code says, and what to do about it.

A rule of `okrsite.checks` says so in its docstring; for what the readers report it is said in `guide/advice.yml`. The
registry of codes knows what can be wrong, these two know the way out.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import yaml

from okrsite.checks import RULES
from okrsite.problems import CODES, Severity


class ProblemRow(msgspec.Struct, frozen=True):
    """A code."""

    code: str
    anchor: str
    """Where messages, feeds and annotations point to."""
    severity: Severity
    meaning: str
    advice: str
    """What to do about it, as Markdown; empty where nobody has written it down yet."""


class ProblemGroup(msgspec.Struct, frozen=True):
    """Codes of one hundred."""

    anchor: str
    title: str
    rows: tuple[ProblemRow, ...]


_GROUPS = {
    "1": "Files",
    "2": "Fields and values",
    "3": "Links",
    "4": "Publishing",
    "5": "Gaps, overlaps, moved targets",
    "9": "Configuration",
}

_ADVICE = Path(__file__).parent / "advice.yml"


def build_problem_groups() -> tuple[ProblemGroup, ...]:
    """Return all codes, by hundreds, in the order of the registry."""
    advice = yaml.load(_ADVICE.read_bytes(), Loader=yaml.CSafeLoader) | collect_rule_advice()
    return tuple(
        ProblemGroup(
            title.lower().replace(" ", "-"),
            title,
            tuple(
                ProblemRow(code, code.lower(), known.severity, known.meaning, advice.get(code, ""))
                for code, known in CODES.items()
                if code[3] == hundred
            ),
        )
        for hundred, title in _GROUPS.items()
    )


def collect_rule_advice() -> dict[str, str]:
    """Return what the docstrings of the rules say to do instead, by code."""
    advice = {}
    for rule in RULES:
        doc = sys.modules[rule.__module__].__doc__ or ""
        _, _, instead = doc.partition("Instead:")
        sentence = " ".join(instead.split("\n\n")[0].split())
        advice[doc.partition(":")[0].strip()] = sentence[:1].upper() + sentence[1:]
    return advice
