"""Which inputs hold something else than in an earlier build: of a large site a worker computes half the digests.

The worker begins with what stands in the snapshot itself, of which it sends back only what has changed. This process
begins with what is derived of it: some of that is needed again for the pages that are made. Whoever is done first goes
on with what the other has left.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from okrsite.batches import BatchWorkers
from okrsite.pages.input_recorder import Input
from okrsite.pages.input_tracking import InputTracker, group_by_name
from okrsite.workers import choose_worker_count, do_nothing

_INPUTS_FOR_A_PAGE = 60
"""Digests that are computed in the time in which a page is made."""
_FOR_WORKER = frozenset({"unsettled", "heads", "shared work", "bars of units"})
"""Names of derived values that take long, and are needed again of few units or objectives."""
_TOGETHER = ("snapshot.organisation.objectives", "snapshot.organisation.by_unit")
"""Names of which the latter's digests are made of the former's."""
_Names = tuple[str, ...]


def find_changed_inputs(
    known: Mapping[Input, str], tracker: InputTracker, cache: Path | None = None
) -> frozenset[Input]:
    """Return those inputs that don't hold any more what they held when their digests became known.

    Files of workers lie beside the cache, or where the system keeps such.
    """
    by_name = group_by_name(known)
    if tracker.whole.preview or choose_worker_count(len(known) // _INPUTS_FOR_A_PAGE) < 2:
        return frozenset(tracker.list_changed_by_name(by_name))
    changed: dict[Input, str] = {}

    def find_changes(_: int, names: _Names) -> dict[Input, str]:
        some = {name: by_name[name] for name in names}
        return {read: tracker.compute_digest(read) for read in tracker.list_changed_by_name(some)}

    first, own = _share_out({name: len(pairs) for name, pairs in by_name.items()})
    with BatchWorkers(find_changes, first, 2, cache, own) as workers:
        for names in workers.take_own():
            changed |= find_changes(0, names)
        workers.collect(lambda _, found: changed.update(found), do_nothing)
    tracker.take_digests(known)
    tracker.take_digests(changed)
    return frozenset(changed)


def _share_out(sizes: Mapping[str, int]) -> tuple[list[_Names], list[_Names]]:
    """Return names in pieces: those with which the worker begins, and those with which this process does.

    What has many members comes first of each: what is left at the end, for whoever has time, is small.
    """
    together = tuple(name for name in _TOGETHER if name in sizes)
    single = [(name,) for name in sorted(sizes, key=lambda name: (-sizes[name], name)) if name not in together]
    first = [*([together] if together else []), *(names for names in single if _is_for_worker(names[0]))]
    return first, [names for names in single if not _is_for_worker(names[0])]


def _is_for_worker(name: str) -> bool:
    return name.startswith("snapshot.") or name in _FOR_WORKER
