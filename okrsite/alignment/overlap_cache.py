"""The overlaps that an earlier run found, for as long as the same would be found: only ever an optimisation.

Decides what overlaps depend on: titles, targets and KPIs of what is open, and what is said between the two. Values,
check-ins and texts are no part of it. What is kept names objectives and key results that are there, and says of them
what okrsite says of overlaps, in its words and with their units and KPIs, of no more of them and in no other order;
anything else is as good as nothing. Whether two are alike isn't asked again: that is what takes long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from okrsite.alignment.graph import Alignment
from okrsite.alignment.overlaps import CONFLICTS, MAX_PARTNERS, REASONS, Overlap, OverlapEnd, OverlapKind
from okrsite.languages.words import MarkedSentence
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.sources.kept_files import check_cache_folder, describe_readers
from okrsite.sources.kept_values import digest_inputs, read_kept_value, write_kept_value

_NAME = "overlaps.msgpack"
_FURTHER = ("alignment", "languages", "model")
"""What else of okrsite decides which overlaps there are."""


_End = tuple[ObjectiveRef, str | None]
_About = tuple[int, str, str | None]
"""The place of an objective among all, its unit, and of a key result its KPI."""


class _KeptOverlaps(msgspec.Struct, frozen=True, array_like=True):
    """Overlaps as they are kept."""

    about: str
    """A digest of all that they were made of."""
    ends: tuple[_End, ...]
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
        with suppress(msgspec.DecodeError, RecursionError):
            kept = _DECODER.decode(read_kept_value(self._folder / _NAME, self._mark))
            if kept.about == self._about and self._is_sound(kept):
                return tuple(_restore(kept))
        return None

    def store(self, overlaps: Iterable[Overlap]) -> None:
        """Keep what was found for the next run."""
        if self._folder is None:
            return
        ends: dict[_End, int] = {}
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
        """Whether all ends are there, and all reasons are ones that overlaps have, of these ends."""
        there: dict[_End, _About] = {}
        for place, objective in enumerate(self._listed):
            there[objective.ref, None] = (place, objective.unit, None)
            there |= {(objective.ref, own.id): (place, objective.unit, own.kpi) for own in objective.key_results}
        return (
            there.keys() >= set(kept.ends)
            and all(map(_is_sound_reason, kept.reasons))
            and _are_sound_pairs(kept, [there[end] for end in kept.ends])
        )


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


def _are_sound_pairs(kept: _KeptOverlaps, about: list[_About]) -> bool:
    """Whether pairs are such as are found, each once and in order; `about` is what is known of the ends."""
    partners: Counter[tuple[OverlapKind, int]] = Counter()
    pairs: list[tuple[int, str, int]] = []
    for kind, first, second, number in kept.pairs:
        if not (0 <= first < len(about) and 0 <= second < len(about) and 0 <= number < len(kept.reasons)):
            return False
        (place, unit, kpi), (later, other, same) = about[first], about[second]
        result, reason = kept.ends[first][1], kept.reasons[number]
        told = {value for _, value in reason.values}
        named = {kpi} & {same} if kind == "same" else {unit, other}
        if place >= later or unit == other or (result is None) != (kept.ends[second][1] is None):
            return False
        if (kind == "against") != (reason.text in CONFLICTS) or (told and told != named):
            return False
        partners.update(((kind, first), (kind, second)))
        pairs.append((place, result or "", later))
    is_each_once = len({(first, second) for _, first, second, _ in kept.pairs}) == len(kept.pairs)
    return is_each_once and pairs == sorted(pairs) and max(partners.values(), default=0) <= MAX_PARTNERS


def _restore(kept: _KeptOverlaps) -> Iterator[Overlap]:
    ends = [OverlapEnd(ref, result) for ref, result in kept.ends]
    for kind, first, second, reason in kept.pairs:
        yield Overlap(kind, ends[first], ends[second], kept.reasons[reason])


_ENCODER = msgspec.msgpack.Encoder(enc_hook=str)  # references are texts
_DECODER = msgspec.msgpack.Decoder(_KeptOverlaps, dec_hook=lambda type, plain: type(plain))
