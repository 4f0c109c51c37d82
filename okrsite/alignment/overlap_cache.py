"""The overlaps that an earlier run found, for as long as the same would be found: only ever an optimisation.

Decides what overlaps depend on: titles, targets and KPIs of what is open, and what is said between the two. Values,
check-ins and texts are no part of it. What is kept names objectives and key results that are there, and says of them
what okrsite says of overlaps; anything else is as good as nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from okrsite.alignment.graph import Alignment
from okrsite.alignment.overlaps import REASONS, Overlap, OverlapEnd, OverlapKind
from okrsite.languages.words import MarkedSentence
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.sources.kept_files import check_cache_folder, describe_readers
from okrsite.sources.kept_values import digest_inputs, read_kept_value, write_kept_value

_NAME = "overlaps.msgpack"
_FURTHER = ("alignment", "languages", "model")
"""What else of okrsite decides which overlaps there are."""


class _KeptOverlaps(msgspec.Struct, frozen=True, array_like=True):
    """Overlaps as they are kept."""

    about: str
    """A digest of all that they were made of."""
    ends: tuple[tuple[ObjectiveRef, str | None], ...]
    """Reference and key result of each end, once."""
    reasons: tuple[MarkedSentence, ...]
    pairs: tuple[tuple[OverlapKind, int, int, int], ...]
    """Two ends and the reason, by their places."""


class OverlapCache:
    """Keeps the overlaps among some objectives in a folder."""

    def __init__(
        self,
        folder: Path | None,
        organisation: Organisation,
        alignment: Alignment,
        open_refs: Collection[ObjectiveRef],
    ) -> None:
        """Take the folder (None, or one that can't be used: nothing is kept), and what `find_overlaps` takes."""
        self._folder = check_cache_folder(folder)
        self._listed = [objective for ref, objective in organisation.objectives.items() if ref in open_refs]
        self._mark, self._about = "", ""
        if self._folder is not None:
            self._mark = describe_readers(*_FURTHER)
            links = sorted({(link.source, link.target) for link in alignment.links})
            kpis = digest_inputs(organisation.kpis)  # days are keys of theirs, for which all would take a longer way
            made_of = (organisation.cycles, kpis, alignment.distinctions, links)
            self._about = digest_inputs(made_of, [describe_overlapping(objective) for objective in self._listed])

    def load(self) -> tuple[Overlap, ...] | None:
        """Return the overlaps that are kept; None where they have to be found."""
        if self._folder is None:
            return None
        with suppress(msgspec.DecodeError, IndexError):
            kept = _DECODER.decode(read_kept_value(self._folder / _NAME, self._mark))
            if kept.about == self._about and self._is_sound(kept):
                return tuple(_restore(kept))
        return None

    def store(self, overlaps: Iterable[Overlap]) -> None:
        """Keep what was found for the next run."""
        if self._folder is None:
            return
        ends: dict[tuple[ObjectiveRef, str | None], int] = {}
        reasons: dict[MarkedSentence, int] = {}
        pairs = tuple(
            (
                overlap.kind,
                ends.setdefault((overlap.first.ref, overlap.first.result), len(ends)),
                ends.setdefault((overlap.second.ref, overlap.second.result), len(ends)),
                reasons.setdefault(overlap.reason, len(reasons)),
            )
            for overlap in overlaps
        )
        kept = _KeptOverlaps(self._about, tuple(ends), tuple(reasons), pairs)
        write_kept_value(self._folder / _NAME, self._mark, _ENCODER.encode(kept))

    def _is_sound(self, kept: _KeptOverlaps) -> bool:
        """Whether all ends are there, and all reasons are ones that overlaps have."""
        there: set[tuple[ObjectiveRef, str | None]] = {(objective.ref, None) for objective in self._listed}
        there |= {(objective.ref, own.id) for objective in self._listed for own in objective.key_results}
        return there.issuperset(kept.ends) and all(_is_sound_reason(reason) for reason in kept.reasons)


def describe_overlapping(objective: Objective) -> tuple[object, ...]:
    """Return what of an objective decides what it overlaps with."""
    results = tuple(
        (
            *(key_result.id, key_result.title, key_result.unit, key_result.kpi),
            *(key_result.start, key_result.target, key_result.keep, key_result.is_settled, key_result.withheld),
        )
        for key_result in objective.key_results
    )
    return objective.ref, objective.title, objective.joint, results


def _is_sound_reason(reason: MarkedSentence) -> bool:
    names, values = tuple(name for name, _ in reason.values), [value for _, value in reason.values]
    is_ours = reason == MarkedSentence(reason.text, values=reason.values) and REASONS.get(reason.text) == names
    return is_ours and all(isinstance(value, str) for value in values)


def _restore(kept: _KeptOverlaps) -> Iterator[Overlap]:
    ends = [OverlapEnd(ref, result) for ref, result in kept.ends]
    for kind, first, second, reason in kept.pairs:
        yield Overlap(kind, ends[first], ends[second], kept.reasons[reason])


_ENCODER = msgspec.msgpack.Encoder(enc_hook=str)  # references are texts
_DECODER = msgspec.msgpack.Decoder(_KeptOverlaps, dec_hook=lambda type, plain: type(plain))
