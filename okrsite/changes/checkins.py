"""Check-ins that come and go: reports that aren't told already by the value that they changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Set

from okrsite.amounts import Quantity
from okrsite.changes.pairing import Pairs
from okrsite.changes.sides import Side
from okrsite.feeds.diff_records import ChangeKind, ComparedChange
from okrsite.model.objectives import CheckIn, Objective

_Entry = tuple[Hashable, Hashable]
"""Day and person of a check-in, and what it says."""


def diff_checkins(
    objectives: tuple[Objective, Objective], pairs: Pairs, sides: tuple[Side, Side], told: Set[str | None]
) -> Iterator[ComparedChange]:
    """Yield check-ins that come, go or say something else.

    `told` are the references of key results whose values are told already, and None where the status is.
    """
    by_entry: list[dict[_Entry, CheckIn]] = []
    counts: list[Counter[_Entry]] = []
    for objective, side in zip(objectives, sides, strict=True):
        entries = [(_make_entry(objective, checkin, pairs, side), checkin) for checkin in objective.checkins]
        by_entry.append(dict(entries))
        counts.append(Counter(entry for entry, _ in entries))
    gone, came = list((counts[0] - counts[1]).elements()), list((counts[1] - counts[0]).elements())
    for entry in came:
        same_day = next((old for old in gone if old[0] == entry[0]), None)
        if same_day is not None:
            gone.remove(same_day)
        if not _is_told(by_entry[1][entry], objectives[1], pairs, told):
            yield _create_change("changed" if same_day else "added", by_entry[1][entry], objectives, sides[1])
    for entry in gone:
        if not _is_told(by_entry[0][entry], objectives[0], pairs, told):
            yield _create_change("removed", by_entry[0][entry], objectives, sides[0])


def _make_entry(objective: Objective, checkin: CheckIn, pairs: Pairs, side: Side) -> _Entry:
    def list_values(said: object) -> frozenset[tuple[str, object]]:
        assert isinstance(said, dict)
        return frozenset(
            (
                pairs.translate_ref(objective.ref.make_key_result_ref(key)),
                value.value if isinstance(value, Quantity) else value,
            )
            for key, value in said.items()
        )

    said = checkin.note, checkin.status, list_values(dict(checkin.now)), list_values(dict(checkin.confidence))
    return (checkin.date, side.identify_person(checkin.by)), (*said, checkin.audience)


def _is_told(checkin: CheckIn, objective: Objective, pairs: Pairs, told: Set[str | None]) -> bool:
    refs = [
        pairs.translate_ref(objective.ref.make_key_result_ref(key)) for key in (*checkin.now, *checkin.confidence)
    ]  # fmt: skip
    return any(ref in told for ref in refs) or (checkin.status is not None and None in told)


def _create_change(
    kind: ChangeKind, checkin: CheckIn, objectives: tuple[Objective, Objective], side: Side
) -> ComparedChange:
    said = ", ".join(filter(None, (checkin.date.isoformat(), side.name_person(checkin.by))))
    return ComparedChange(
        kind=kind,
        subject="check-in",
        before_ref=None if kind == "added" else objectives[0].ref,
        after_ref=None if kind == "removed" else objectives[1].ref,
        title=objectives[1].title,
        within=side.name_slot(objectives[0] if kind == "removed" else objectives[1]),
        before=None if kind == "added" else said,
        after=None if kind == "removed" else said,
    )
