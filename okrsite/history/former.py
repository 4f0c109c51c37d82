"""Former ids and addresses, as git remembers them: what an objective, a key result or a unit was called before.

Decides who an old address belongs to. What has it today keeps it; of what has gone, whoever took it along through
renames; where two things had it, one after the other, nobody. Only what was published then is remembered: for the
public that is what the public saw.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter

from okrsite.history.compare import ObjectivePair, match_objectives
from okrsite.history.events import ChangeEvent
from okrsite.history.identity import IdentityTracker
from okrsite.history.located import LocatedObjective
from okrsite.history.log import FileChange
from okrsite.history.replay import CommitReplay
from okrsite.history.versions import build_past_objective
from okrsite.model.former_names import FormerNames
from okrsite.model.lengths import MAX_FORMER_IDS, MAX_IDS
from okrsite.model.names import list_heading_anchors
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Organisation, Unit
from okrsite.model.refs import KeyResultRef, ObjectiveRef

_Page = tuple[str, str, str]
"""Folder, unit and cycle of a page of a unit; an empty cycle is the unit's own page."""


class FormerPages:
    """The pages that units had, and where units and their files went."""

    def __init__(self) -> None:
        self._pages: dict[_Page, None] = {}
        self._files: dict[str, None] = {}
        self._units: dict[str, dict[str, None]] = {}
        """Where the team file of a unit went."""
        self._followers: dict[str, dict[str, None]] = {}
        """Where other files and objectives of a unit went when it vanished."""
        self._slots: dict[tuple[str, str], dict[tuple[str, str], None]] = {}

    def record_commit(
        self, replay: CommitReplay, changes: Iterable[FileChange], pairs: Iterable[ObjectivePair]
    ) -> None:
        """Note which pages there are after a commit, and what moved in it."""
        for path, unit, cycle in replay.list_shown_pages(changes):
            self._files[path] = None
            self._pages[posixpath.dirname(path), unit, cycle] = None
        for (unit, cycle), (new_unit, new_cycle) in replay.moved.items():
            if cycle and new_cycle:
                self._slots.setdefault((unit, cycle), {})[new_unit, new_cycle] = None
            if unit != new_unit and not replay.has_files(unit):
                known = self._followers if cycle or new_cycle else self._units
                known.setdefault(unit, {})[new_unit] = None
        self.record_pairs(pair for pair in pairs if pair.before and not replay.has_files(pair.before.unit))

    def record_pairs(self, pairs: Iterable[ObjectivePair]) -> None:
        """Note where the objectives of units went that have vanished."""
        for pair in pairs:
            if pair.before and pair.after and pair.before.unit != pair.after.unit:
                self._followers.setdefault(pair.before.unit, {})[pair.after.unit] = None

    def collect_units(self, organisation: Organisation) -> dict[str, str]:
        """Return the former ids of units, with those of today."""
        former = {}
        for unit in sorted(
            {*self._units, *self._followers} - organisation.units.keys() - organisation.former.typed_units
        ):
            if now := self._find_unit(unit, organisation):
                former[unit] = now
        return former

    def _find_unit(self, unit: str, organisation: Organisation) -> str:
        """Return what a unit is called today; empty for one that is gone, or of which two could be meant."""
        seen: set[str] = set()
        while unit not in organisation.units:
            ways = self._units.get(unit) or self._followers.get(unit) or {}
            if len(ways) != 1 or unit in seen:
                return ""
            seen.add(unit)
            unit = next(iter(ways))
        return unit

    def has_page(self, path: str, unit: str, cycle: str) -> bool:
        """Whether it is known of a file that it was shown on its unit's page, and on that of its cycle, if any."""
        folder = posixpath.dirname(path)
        return path in self._files and {(folder, unit, ""), (folder, unit, cycle)} <= self._pages.keys()

    def list_files(self) -> frozenset[str]:
        """Return the files that units had, by path inside the content folder."""
        return frozenset(self._files)

    def collect_pages(self, organisation: Organisation) -> dict[str, tuple[str, str]]:
        """Return the pages that units had, with the unit and the cycle whose page says it today."""
        former: dict[str, tuple[str, str]] = {}
        for folder, unit, cycle in sorted(self._pages):
            slot = self._find_slot((unit, cycle), organisation) if cycle else None
            now = slot[0] if slot else unit if unit in organisation.units else self._find_unit(unit, organisation)
            # A file that was deleted leads nowhere; its unit's pages lead on where they have moved.
            is_deleted = cycle and not slot and folder == _get_folder(organisation.units.get(unit))
            if now and not is_deleted and len(former) < MAX_FORMER_IDS + len(organisation.units):
                address = posixpath.join(folder, cycle) if cycle else folder
                target = slot or (now, cycle if cycle in organisation.units[now].texts else "")
                if address != posixpath.join(_get_folder(organisation.units[target[0]]), target[1]).rstrip("/"):
                    former[address] = target
        return former

    def _find_slot(self, slot: tuple[str, str], organisation: Organisation) -> tuple[str, str] | None:
        """Return the unit and cycle whose file goes on as one of before; None where that isn't known."""
        seen: set[tuple[str, str]] = set()
        while not _has_file(slot, organisation):
            ways = self._slots.get(slot, {})
            if len(ways) != 1 or slot in seen:
                return None
            seen.add(slot)
            slot = next(iter(ways))
        return slot


def _get_folder(unit: Unit | None) -> str:
    """Return the folder of a unit inside the content folder; empty for none."""
    if unit is None:
        return ""
    return COMPANY if unit.id == COMPANY else f"{'people' if unit.is_person else 'teams'}/{unit.id}"


def _has_file(slot: tuple[str, str], organisation: Organisation) -> bool:
    unit = organisation.units.get(slot[0])
    return unit is not None and slot[1] in unit.texts


def follow_uncommitted_renames(
    lines: IdentityTracker, replay: CommitReplay, organisation: Organisation, pages: FormerPages
) -> tuple[tuple[ObjectiveRef, ObjectiveRef], ...] | None:
    """Carry the lines over to the files as they lie there, which may not be committed yet.

    Returns the objectives that have another reference there, as they are called in the last commit and now; None where
    nothing can have another name.
    """
    known, there = lines.current, organisation.objectives
    vanished = [
        ref
        for ref in known
        if ref not in there
        and ref not in organisation.drafts
        and not organisation.left_out.has_objective(ref.unit, ref.cycle)
    ]
    changed = [ref for ref in there if ref in known and known[ref].results.keys() != _list_ids(there[ref])]
    new = [ref for ref in there if ref not in known]
    if not (changed or (vanished and new)):
        return None
    after = [
        LocatedObjective(ref.unit, ref.cycle, there[ref].place.path, position, build_past_objective(there[ref]))
        for position, ref in enumerate([*changed, *new])
    ]
    matched = match_objectives(replay.list_objectives([*changed, *vanished]), after, {}, {})
    pairs = [pair for pair in matched if pair.before and pair.after]
    lines.follow_renames(pairs)
    pages.record_pairs(pair for pair in pairs if pair.before and pair.before.unit not in organisation.units)
    moves = ((pair.before.ref, pair.after.ref) for pair in pairs if pair.before and pair.after)
    return tuple(sorted((old, now) for old, now in moves if old != now))


def _list_ids(objective: Objective) -> set[str]:
    return {key_result.id for key_result in objective.key_results}


def collect_former_names(
    lines: IdentityTracker,
    pages: FormerPages,
    organisation: Organisation,
    events: Mapping[ObjectiveRef, tuple[ChangeEvent, ...]],
) -> FormerNames:
    """Return what things were called before.

    Args:
        lines: The objectives through all commits.
        pages: The pages of units through all commits.
        organisation: Today's; for the public, the part that is shown.
        events: What changed, by objective of today.
    """
    objectives = _collect_objectives(lines, organisation)
    by_ref: dict[ObjectiveRef, list[ObjectiveRef]] = {}
    for former, ref in objectives.items():
        by_ref.setdefault(ref, []).append(former)
    key_results = dict(_list_key_results(lines, organisation))
    by_objective: dict[ObjectiveRef, list[str]] = {}
    for former_result in key_results:
        by_objective.setdefault(former_result.objective, []).append(former_result.id)
    return FormerNames(
        objectives=objectives,
        key_results=key_results,
        anchors={
            ref: anchors
            for ref, objective in organisation.objectives.items()
            if (
                anchors := _list_anchors(objective, by_ref.get(ref, []), by_objective.get(ref, []), events.get(ref, ()))
            )
        },
        units=pages.collect_units(organisation),
        pages=pages.collect_pages(organisation),
        files=pages.list_files(),
    )


def _collect_objectives(lines: IdentityTracker, organisation: Organisation) -> dict[ObjectiveRef, ObjectiveRef]:
    taken = {
        ObjectiveRef.create(objective.unit, objective.cycle, alias): objective.ref
        for objective in organisation.objectives.values()
        for alias in objective.aliases
    }
    claims = Counter(former for line in lines.list_lines() for former in line.former)
    former_refs: dict[ObjectiveRef, ObjectiveRef] = {}
    most = MAX_FORMER_IDS + len(organisation.objectives)
    for line in sorted(lines.current.values(), key=attrgetter("ref")):
        ref = line.ref if line.ref in organisation.objectives else taken.get(line.ref, line.ref)
        if ref not in organisation.objectives:
            continue
        own = [
            former
            for former in line.former
            if claims[former] == 1
            and former not in organisation.objectives
            and former not in taken
            and former not in organisation.drafts
        ]
        # Each is a page, and there may be only so many: the newest.
        room = min(MAX_IDS, most - len(former_refs))
        former_refs |= dict.fromkeys(own[max(len(own) - room, 0) :], ref)
    return dict(sorted(former_refs.items()))


def _list_key_results(lines: IdentityTracker, organisation: Organisation) -> Iterator[tuple[KeyResultRef, str]]:
    """Yield the former ids of key results, by what they belong to today; none that two could claim."""
    for line in sorted(lines.current.values(), key=attrgetter("ref")):
        objective = organisation.objectives.get(line.ref)
        identities = (*line.results.values(), *line.removed.values())
        if objective is None or not any(len(identity.former) > 1 for identity in identities):
            continue  # as most are: nothing of it was ever called otherwise
        claims: dict[str, list[str]] = {}
        for identity in identities:
            for former in identity.former:
                claims.setdefault(former, []).append(identity.id)
        for former, ids in sorted(claims.items()):
            known = objective.find_key_result(ids[0])
            if len(ids) == 1 and known is not None and objective.find_key_result(former) is None:
                yield line.ref.make_key_result_ref(former), known.id


def _list_anchors(
    objective: Objective, former: Iterable[ObjectiveRef], results: Sequence[str], events: Iterable[ChangeEvent]
) -> tuple[str, ...]:
    """Return the anchors that an objective and its key results had before on the page of its unit.

    Args:
        objective: The objective as it is today.
        former: Its former references.
        results: Former ids of its key results.
        events: What changed of it.
    """
    ref = objective.ref
    here = [old.id for old in former if (old.unit, old.cycle) == (ref.unit, ref.cycle)]
    titles = [event.before for event in events if event.kind == "title" and event.result is None]
    if not (here or titles or results):
        return ()
    headings = [
        anchor
        for title in titles
        if isinstance(title, str)
        for key in (ref.id, *here)
        for anchor in list_heading_anchors(title, key)
    ]
    names = [*(key_result.id for key_result in objective.key_results), *results]
    of_results = [f"{key}_{name}" for key in here for name in names] + [f"{ref.id}_{name}" for name in results]
    own = islice(dict.fromkeys([*here, *headings]), MAX_IDS)
    return (*own, *islice(dict.fromkeys(of_results), MAX_IDS))
