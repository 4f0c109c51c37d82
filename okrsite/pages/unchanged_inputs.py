"""Which inputs hold what they held in an earlier build: for those of a large site a worker computes half the digests.

What stands in the snapshot itself is the worker's, which sends back only what has changed. What is derived of it is
computed here, where some of it is needed again for the pages that are made; but for what takes long and is needed of
few units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrsite.pages.input_recorder import Input
from okrsite.pages.input_tracking import InputTracker
from okrsite.workers import Workers, choose_worker_count

_INPUTS_FOR_A_PAGE = 60
"""Digests that are computed in the time in which a page is made."""
_FOR_WORKER = frozenset({"unsettled"})
"""Names of derived values whose digests the worker computes."""


def find_unchanged_inputs(known: Mapping[Input, str], tracker: InputTracker) -> frozenset[Input]:
    """Return those inputs that hold now what they held when their digests became known."""
    if tracker.whole.preview or choose_worker_count(len(known) // _INPUTS_FOR_A_PAGE) < 2:
        return frozenset(tracker.list_unchanged(known))

    def list_changed(reads: Sequence[Input]) -> dict[Input, str]:
        digests = {read: known[read] for read in reads}
        unchanged = frozenset(tracker.list_unchanged(digests))
        return {read: tracker.compute_digest(read) for read in reads if read not in unchanged}

    plain = [read for read in known if _is_for_worker(read)]
    with Workers(list_changed, [plain]) as workers:
        derived = {read: digest for read, digest in known.items() if not _is_for_worker(read)}
        unchanged = frozenset(tracker.list_unchanged(derived))
        (changed,) = workers.collect()
    tracker.take_digests({read: known[read] for read in plain} | changed)
    return unchanged.union(read for read in plain if read not in changed)


def _is_for_worker(read: Input) -> bool:
    return read[0].startswith("snapshot.") or read[0] in _FOR_WORKER
