"""Parts of the past that stand in for what can't be read: a number in today's unit, a row, a check-in without doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec.structs import replace

from okrsite import field_types as types
from okrsite.amounts import Quantity
from okrsite.history.versions import PastKeyResult, PastValue
from okrsite.model.names import PeopleDirectory
from okrsite.model.objectives import CheckIn, KeyResult
from okrsite.model.unread_values import UnreadPlace
from okrsite.vocabulary import KEY_RESULT


def recall_row(key_result: KeyResult, before: PastKeyResult | None, people: PeopleDirectory) -> KeyResult:
    """Take from the past what a row says beside numbers: who answers, when, how sure, and how much it counts."""
    told: Mapping[str, PastValue] = before.fields if before else {}
    weight, grade, confidence, due, owner = (
        told.get(field.name)
        for field in (
            KEY_RESULT.WEIGHT,
            KEY_RESULT.GRADE,
            KEY_RESULT.CONFIDENCE,
            KEY_RESULT.DUE,
            KEY_RESULT.OWNER,
        )
    )
    status = next(
        (word for word in types.REPORTED_STATUS.words if word == told.get(KEY_RESULT.STATUS.name)),
        key_result.status,
    )
    return replace(
        key_result,
        weight=weight if isinstance(weight, float) else key_result.weight,
        grade=grade if isinstance(grade, float) else key_result.grade,
        confidence=confidence if isinstance(confidence, float) else key_result.confidence,
        due=due if isinstance(due, date) else key_result.due,
        owner=people.find_key(owner) if isinstance(owner, str) else key_result.owner,
        status=status,
    )


def take_quantity(told: PastValue, key_result: KeyResult) -> Quantity | None:
    """Return a past number in today's unit; None for another unit, which would make another number of it."""
    if not isinstance(told, Quantity) or told.unit not in ("", key_result.unit):
        return None
    return replace(told, unit=key_result.unit)


def drop_doubtful_values(checkins: tuple[CheckIn, ...], values: Iterable[UnreadPlace]) -> tuple[CheckIn, ...]:
    """Leave out reported values in another unit than the key result's: as numbers they would be others."""
    doubtful = {value.problem.place for value in values if value.key_result is None and value.is_about_numbers}
    if not doubtful:
        return checkins
    return tuple(
        replace(said, now={key: now for key, now in said.now.items() if said.places.get(f"now.{key}") not in doubtful})
        for said in checkins
    )
