"""Which inputs hold something else than in an earlier build: of a large site a worker computes half the digests.

What stands in the snapshot itself is the worker's, which sends back only what has changed. What is derived of it is
computed here, where some of it is needed again for the pages that are made; but for what takes long and is needed of
few units or objectives.
"""

from __future__ import annotations

from collections.abc import Mapping

from okrsite.pages.input_recorder import Input
from okrsite.pages.input_tracking import InputTracker, group_by_name
from okrsite.workers import Workers, choose_worker_count

_INPUTS_FOR_A_PAGE = 60
"""Digests that are computed in the time in which a page is made."""
_FOR_WORKER = frozenset({"unsettled", "heads", "shared work", "bars of units"})
"""Names of derived values whose digests the worker computes."""


def find_changed_inputs(known: Mapping[Input, str], tracker: InputTracker) -> frozenset[Input]:
    """Return those inputs that don't hold any more what they held when their digests became known."""
    by_name = group_by_name(known)
    if tracker.whole.preview or choose_worker_count(len(known) // _INPUTS_FOR_A_PAGE) < 2:
        return frozenset(tracker.list_changed_by_name(by_name))
    plain = {name: pairs for name, pairs in by_name.items() if _is_for_worker(name)}
    derived = {name: pairs for name, pairs in by_name.items() if name not in plain}
    with Workers(
        lambda _: {read: tracker.compute_digest(read) for read in tracker.list_changed_by_name(plain)}, [None]
    ) as workers:
        changed = {read: tracker.compute_digest(read) for read in tracker.list_changed_by_name(derived)}
        (changed_plain,) = workers.collect()
    changed |= changed_plain
    tracker.take_digests(known)
    tracker.take_digests(changed)
    return frozenset(changed)


def _is_for_worker(name: str) -> bool:
    return name.startswith("snapshot.") or name in _FOR_WORKER
