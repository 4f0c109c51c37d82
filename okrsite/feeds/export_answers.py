"""What authors answer, as the export has it: to dependencies of others, to likenesses, and to remarks of `check`."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from okrsite.alignment.confirmations import Distinction
from okrsite.feeds.export_detail_records import ExportedDistinction, ExportedIgnoredRemark
from okrsite.model.objectives import IgnoredRemark
from okrsite.model.refs import ObjectiveRef
from okrsite.snapshot import Snapshot


class Answers(msgspec.Struct, frozen=True):
    """What an objective answers to others."""

    confirms: tuple[ObjectiveRef, ...] = ()
    """Those that depend on it and may count on it."""
    differs_from: tuple[Distinction, ...] = ()


NO_ANSWERS = Answers()


def group_answers(snapshot: Snapshot) -> dict[ObjectiveRef, Answers]:
    """Return what each objective answers that answers anything."""
    confirms: dict[ObjectiveRef, list[ObjectiveRef]] = {}
    for needs, gives in sorted(snapshot.alignment.confirmed):
        confirms.setdefault(gives, []).append(needs)
    differs: dict[ObjectiveRef, list[Distinction]] = {}
    for distinction in snapshot.alignment.distinctions:
        differs.setdefault(distinction.source, []).append(distinction)
    return {
        ref: Answers(tuple(confirms.get(ref, ())), tuple(differs.get(ref, ())))
        for ref in dict.fromkeys((*confirms, *differs))
    }


def export_distinction(one: Distinction) -> ExportedDistinction:
    """Return what somebody says of two things that look alike."""
    target = one.target if one.target_result is None else one.target.make_key_result_ref(one.target_result)
    return ExportedDistinction(ref=target, because=one.because)


def export_ignored_remarks(remarks: Sequence[IgnoredRemark]) -> tuple[ExportedIgnoredRemark, ...]:
    """Return the remarks that aren't said any more, with the reasons."""
    return tuple(ExportedIgnoredRemark(one.code, one.because) for one in remarks)
