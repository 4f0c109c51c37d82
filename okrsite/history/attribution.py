"""Who made the changes that a merge brought: the commits it brought along, where they explain them.

A merge is credited with what its commits don't explain, such as a conflict that was settled in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from okrsite.history.compare import ChangeKind, DetectedChange, is_same_value
from okrsite.history.log import Commit
from okrsite.model.refs import ObjectiveRef

_WHOLE: frozenset[ChangeKind] = frozenset(
    {"created", "removed", "moved", "result added", "result removed", "result renamed"}
)


def attribute_changes(
    merge: Commit, changes: Iterable[DetectedChange], brought: Sequence[tuple[Commit, Sequence[DetectedChange]]]
) -> list[tuple[Commit, DetectedChange]]:
    """Return the changes of a merge, each with the commit that made it.

    Args:
        merge: The merge itself.
        changes: What the branch's readers saw change.
        brought: The merged commits, oldest first, with what each changed.

    Returns:
        In the order of the commits, the merge last. A value that changed several times on the way appears with each
        of its steps; what was taken back on the way doesn't appear.
    """
    if not brought:
        return [(merge, change) for change in changes]
    by_change: dict[tuple[ObjectiveRef, str | None, ChangeKind], list[tuple[int, DetectedChange]]] = {}
    for order, (_, in_commit) in enumerate(brought):
        for detected in in_commit:
            by_change.setdefault((detected.ref, detected.result, detected.kind), []).append((order, detected))
    ordered: list[tuple[int, Commit, DetectedChange]] = []
    for change in changes:
        keys = dict.fromkeys(
            ((change.old_ref, change.old_result, change.kind), (change.ref, change.result, change.kind))
        )
        steps = sorted((step for key in keys for step in by_change.get(key, ())), key=lambda step: step[0])
        if steps and change.kind in _WHOLE:
            ordered.append((steps[-1][0], brought[steps[-1][0]][0], change))
        elif steps and is_same_value(steps[-1][1].after, change.after):
            # From what the branch said, not from what its side was built on: one chain for its readers.
            before = change.before
            for order, step in steps:
                if not is_same_value(before, step.after):
                    ordered.append((order, brought[order][0], replace(change, before=before, after=step.after)))
                before = step.after
        else:
            ordered.append((len(brought), merge, change))
    ordered.sort(key=lambda step: step[0])
    return [(commit, change) for _, commit, change in ordered]
