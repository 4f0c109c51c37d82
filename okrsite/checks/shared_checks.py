"""What the rules say, and which goals overlap: of a large company a worker does about half of it.

Overlaps take as long as all rules together. Where they are known from an earlier run, the worker asks half of the
rules.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from okrsite.alignment.kept_overlaps import KeptOverlaps
from okrsite.alignment.overlap_cache import OverlapCache
from okrsite.alignment.overlaps import Overlap
from okrsite.checks import run_checks
from okrsite.checks.rule_list import RULES
from okrsite.problems import Problem
from okrsite.snapshot import Snapshot
from okrsite.workers import BackgroundTask

_HALF = len(RULES) // 2


def find_opinions_and_overlaps(
    snapshot: Snapshot, kept: KeptOverlaps, cache: Path | None, *, is_checked: bool = True
) -> tuple[list[Problem], tuple[Overlap, ...]]:
    """Return what the rules say, in their order, and what overlaps.

    Args:
        snapshot: All but that.
        kept: Remembers overlaps in this process.
        cache: The folder in which they are kept from run to run; for a preview, which remembers them, it isn't asked.
        is_checked: Whether the rules are asked.
    """
    organisation, alignment, open_refs = snapshot.organisation, snapshot.alignment, snapshot.open_objectives
    size = 0 if snapshot.preview else len(organisation.objectives)
    known = OverlapCache(None if snapshot.preview else cache, organisation, alignment, open_refs)
    overlaps = known.load()
    if overlaps is None:
        with BackgroundTask(partial(kept.find, organisation, alignment, open_refs), size) as finding:
            opinions = run_checks(snapshot) if is_checked else []
            overlaps = finding.get_result()
        known.store(overlaps)
        return opinions, overlaps
    if not is_checked:
        return [], overlaps
    with BackgroundTask(partial(run_checks, snapshot, RULES[_HALF:]), size) as asking:
        opinions = run_checks(snapshot, RULES[:_HALF])
        return [*opinions, *asking.get_result()], overlaps
