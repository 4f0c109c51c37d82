"""The guide's page of problems: what each code says, and what to do about it.

A rule of `okrsite.checks` says so in its docstring; for what the readers report it is said in `guide/advice.yml`. The
registry of codes knows what can be wrong, these two know the way out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import yaml

from okrsite.checks.rule_list import RULES, Rule
from okrsite.languages.words import mark_text, translate
from okrsite.problems import CODES, Severity


class ProblemRow(msgspec.Struct, frozen=True):
    """A code."""

    code: str
    anchor: str
    """Where messages, feeds and annotations point to."""
    severity: str
    """A word for it, or that it is off."""
    meaning: str
    advice: str
    """What to do about it, as Markdown; empty where nobody has written it down yet."""
    reasons: tuple[tuple[str, str], ...] = ()
    """Of a rule: why it is there, who teaches it, and who disagrees, each with its label, as Markdown."""


class ProblemGroup(msgspec.Struct, frozen=True):
    """Codes of one hundred."""

    anchor: str
    title: str
    rows: tuple[ProblemRow, ...]


_GROUPS = {
    "1": mark_text("Files"),
    "2": mark_text("Fields and values"),
    "3": mark_text("Links"),
    "4": mark_text("Publishing"),
    "5": mark_text("Gaps, overlaps, moved targets"),
    "6": mark_text("How goals are written and kept"),
    "9": mark_text("Configuration"),
}

_SEVERITIES: dict[Severity, str] = {
    "error": mark_text("error"),
    "warning": mark_text("warning"),
    "info": mark_text("info"),
}
_OFF = mark_text("off")

_ADVICE = Path(__file__).parent / "advice.yml"


def build_problem_groups() -> tuple[ProblemGroup, ...]:
    """Return all codes, by hundreds, in the order of the registry."""
    advice = read_advice() | collect_rule_advice()
    reasons = {rule.code: tuple(_list_reasons(rule)) for rule in RULES}
    return tuple(
        ProblemGroup(
            title.lower().replace(" ", "-"),
            translate(title),
            tuple(
                ProblemRow(
                    code,
                    code.lower(),
                    translate(_OFF if known.is_off else _SEVERITIES[known.severity]),
                    translate(known.meaning),
                    translate(advice[code]) if code in advice else "",
                    reasons.get(code, ()),
                )
                for code, known in CODES.items()
                if code[3] == hundred
            ),
        )
        for hundred, title in _GROUPS.items()
    )


def read_advice() -> dict[str, str]:
    """Return what to do about the problems that no rule finds, by code, in English."""
    advice: dict[str, str] = yaml.load(_ADVICE.read_bytes(), Loader=yaml.CSafeLoader)
    return advice


def collect_rule_advice() -> dict[str, str]:
    """Return what the docstrings of the rules say to do instead, by code."""
    return {rule.code: rule.instead[:1].upper() + rule.instead[1:] for rule in RULES}


def _list_reasons(rule: Rule) -> Iterator[tuple[str, str]]:
    for label, text in (
        (translate("What"), rule.what),
        (translate("Why"), rule.why),
        (translate("Taught by"), rule.taught_by),
        (translate("Who disagrees"), rule.disagrees),
    ):
        if text:
            yield label, translate(text[:1].upper() + text[1:])
