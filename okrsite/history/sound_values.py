"""Whether values that a cache holds of the past can be such as git's versions say: of the right type, and no larger.

A file in a cache may come from anybody. Whoever prints what changed relies on what the readers of versions let pass: a
day is a day, a status one of the list, a number one that somebody could type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import get_args

from okrsite.amounts import Quantity
from okrsite.choices import Ambition, Decision, ReportedStatus
from okrsite.clock import FIRST_DAY, LAST_DAY
from okrsite.history.versions import PastKeyResult, PastObjective, PastValue
from okrsite.model.lengths import MAX_LINE
from okrsite.model.names import explain_invalid_id
from okrsite.model.objectives import KeyResultKind
from okrsite.sources.text import MAX_BYTES, has_refused_characters

_SMALLEST, _LARGEST = 1e-21, 1e30
"""What numbers of sixteen digits, twenty decimals and a word such as `billion` stay within."""
_JOINED = 3 * MAX_LINE
"""Characters of a text that is put together of a few that are typed."""


def is_sound_value(kind: str, value: PastValue) -> bool:
    """Whether a value can be what a change of a kind, or a field of a version, was before or is afterwards."""
    check = _CHECKS.get(kind)
    return check is not None and (value is None or check(value))


def is_sound_objective(told: PastObjective) -> bool:
    """Whether a version of a file could say this of an objective."""
    return (
        _has_sound_ids(told)
        and _are_sound_fields(told.fields)
        and len({result.id for result in told.results}) == len(told.results)
        and all(_has_sound_ids(result) and _are_sound_fields(result.fields) for result in told.results)
        and all(len(said) <= _JOINED and not explain_invalid_id(named) for said, named in told.numbered)
    )


def is_known_day(value: object) -> bool:
    """Whether a value is a day that a site knows."""
    return type(value) is date and FIRST_DAY <= value <= LAST_DAY


def _has_sound_ids(told: PastObjective | PastKeyResult) -> bool:
    return not any(map(explain_invalid_id, (told.id, *told.aliases)))


def _are_sound_fields(fields: Mapping[str, PastValue]) -> bool:
    return all(value is not None and is_sound_value(name, value) for name, value in fields.items())


def _is_line(value: PastValue) -> bool:
    return type(value) is str and len(value) <= _JOINED and not has_refused_characters(value)


def _are_lines(value: PastValue) -> bool:
    return type(value) is tuple and sum(map(len, value)) <= MAX_BYTES and all(map(_is_line, value))


def _is_number(value: PastValue) -> bool:
    return type(value) is float and (not value or _SMALLEST <= abs(value) <= _LARGEST)


def _is_quantity(value: PastValue) -> bool:
    return type(value) is Quantity and _is_number(value.value) and _is_line(value.unit) and _is_line(value.text)


def _is_any(value: PastValue) -> bool:
    return type(value) is bool or _is_line(value) or _is_quantity(value) or _are_lines(value)


def _choose_from(words: object) -> Callable[[PastValue], bool]:
    return frozenset(get_args(words)).__contains__


def _check_all(kinds: Iterable[str], check: Callable[[PastValue], bool]) -> dict[str, Callable[[PastValue], bool]]:
    return dict.fromkeys(kinds, check)


_CHECKS: Mapping[str, Callable[[PastValue], bool]] = {
    **_check_all(("created", "removed", "moved", "result added", "result removed", "result renamed"), _is_line),
    **_check_all(("title", "why", "owner", "unit", "keep", "kpi"), _is_line),
    **_check_all(("contributes_to", "supports", "depends_on", "milestones"), _are_lines),
    **_check_all(("step days", "step weights", "levels", "phases"), _are_lines),
    **_check_all(("from", "to"), _is_quantity),
    **_check_all(("weight", "grade", "confidence"), _is_number),
    "due": is_known_day,
    "status": _choose_from(ReportedStatus),
    "ambition": _choose_from(Ambition),
    "decision": _choose_from(Decision),
    "measure": _choose_from(KeyResultKind),
    "value": _is_any,
}
"""By the kind of a change; those of fields are the names of the fields, too."""
