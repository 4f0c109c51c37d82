"""`44%` among values that are plain numbers: perhaps how much of the way is done, so it is asked and doesn't count.

Whether a key result is reported in percent is known of all its values together, those of lists and those of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from okrsite.amounts import Quantity
from okrsite.model.objectives import CheckIn, KeyResult
from okrsite.model.value_reader import ValueReader

T = TypeVar("T")


def refuse_shares(
    reader: ValueReader, key_results: Iterable[KeyResult], checkins: Sequence[CheckIn]
) -> tuple[CheckIn, ...]:
    """Return the check-ins of an objective, in their order, without doubtful shares; each is reported.

    Args:
        reader: Collects what is wrong.
        key_results: Those of the objective.
        checkins: All that are known of it: a share among plain numbers is doubtful, one among shares is none.
    """
    refused: dict[int, set[str]] = {}
    for key_result in key_results:
        if not key_result.unit and (key_result.start or key_result.target):
            for at in _find_shares(key_result.id, checkins):
                _report_share(reader, key_result.id, checkins[at])
                refused.setdefault(at, set()).add(key_result.id)
    return tuple(
        _drop_values(checkin, refused[at]) if at in refused else checkin for at, checkin in enumerate(checkins)
    )


def _find_shares(key: str, checkins: Sequence[CheckIn]) -> list[int]:
    """Return which check-ins give a key result a share where most others give it a plain number."""
    values = ((at, checkin.now.get(key)) for at, checkin in enumerate(checkins))
    units = {at: value.unit for at, value in values if isinstance(value, Quantity)}
    shares = [at for at, unit in units.items() if unit == "%"]
    return shares if len(shares) <= sum(unit == "" for unit in units.values()) else []


def _report_share(reader: ValueReader, key: str, checkin: CheckIn) -> None:
    value = checkin.now[key]
    plain = value.text.replace("%", "").strip() if isinstance(value, Quantity) else ""
    message = f"Here the unit is '%', and the other values of '{key}' are plain numbers."
    hint = f"Do you mean {plain}? If it is the share of the way, type the value itself."
    reader.report("OKR205", checkin.places[f"now.{key}"], message, hint)


def _drop_values(checkin: CheckIn, keys: set[str]) -> CheckIn:
    names = {f"now.{key}" for key in keys}
    return replace(checkin, now=dict(_leave_out(checkin.now, keys)), places=dict(_leave_out(checkin.places, names)))


def _leave_out(values: Mapping[str, T], keys: set[str]) -> Iterator[tuple[str, T]]:
    return ((key, value) for key, value in values.items() if key not in keys)
