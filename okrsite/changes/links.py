"""Links that come, go or change their kind, their share or their reason, and dependencies that are confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.alignment.link_kinds import LINK_KINDS
from okrsite.alignment.links import Link
from okrsite.changes.key_results import format_percent
from okrsite.changes.pairing import Pairs
from okrsite.changes.sides import Side
from okrsite.feeds.diff_records import ChangeKind, ComparedChange
from okrsite.model.objectives import Objective
from okrsite.model.refs import AnyRef, ObjectiveRef

_Ends = tuple[AnyRef, AnyRef]


def diff_links(pairs: Pairs, sides: tuple[Side, Side]) -> Iterator[ComparedChange]:
    """Yield what changed of links; those of objectives and key results that come or go themselves are part of them."""
    old, new = _group_links(sides[0], pairs), _group_links(sides[1], None)
    kept = set(pairs.objective_refs.values()), set(pairs.key_result_refs.values())
    waiting = tuple(
        {pairs.translate_ref(link.source) if place == 0 else link.source for link in side.snapshot.alignment.pending}
        for place, side in enumerate(sides)
    )
    for ends in (*new, *(ends for ends in old if ends not in new)):
        source = ends[0]
        if source not in (kept[0] if isinstance(source, ObjectiveRef) else kept[1]):
            continue
        before, after = dict(old.get(ends, {})), dict(new.get(ends, {}))
        for kind in before.keys() & after.keys():
            yield from _diff_link(before.pop(kind), after.pop(kind), sides)
        gone = [link for link in before.values() if not _is_unread(link, sides[0], sides[1])]
        came = [link for link in after.values() if not _is_unread(link, sides[1], sides[0])]
        target = ends[1] if isinstance(ends[1], ObjectiveRef) else ends[1].objective
        if target not in kept[0]:
            # One that waited for a draft comes with it, and waits again when it goes; nobody typed it.
            owner = source if isinstance(source, ObjectiveRef) else source.objective
            gone = [] if owner in waiting[1] else gone
            came = [] if owner in waiting[0] else came
        for link, other in zip(gone, came, strict=False):
            yield _create_change("changed", link, other, sides, "kind", (_name_kind(link), _name_kind(other)))
        for link in came[len(gone) :]:
            yield _create_change("added", None, link, sides)
        for link in gone[len(came) :]:
            yield _create_change("removed", link, None, sides)
    yield from _diff_confirmations(pairs, sides)


def _group_links(side: Side, pairs: Pairs | None) -> dict[_Ends, dict[str, Link]]:
    """Return the links of a side by their ends, as these are called after, and by kind."""
    grouped: dict[_Ends, dict[str, Link]] = {}
    for link in side.snapshot.alignment.links:
        ends = link.source_ref, link.target_ref
        if pairs is not None:
            ends = pairs.translate_ref(ends[0]), pairs.translate_ref(ends[1])
        grouped.setdefault(ends, {})[link.kind] = link
    return grouped


def _diff_link(before: Link, after: Link, sides: tuple[Side, Side]) -> Iterator[ComparedChange]:
    if before.share != after.share:
        shares = format_percent(before.share), format_percent(after.share)
        yield _create_change("changed", before, after, sides, "share", shares)
    if before.because != after.because:
        reasons = before.because or None, after.because or None
        yield _create_change("changed", before, after, sides, "because", reasons)


def _is_unread(link: Link, side: Side, other: Side) -> bool:
    """Whether what a link leads to stands in a file that can't be read on the other side."""
    return side.snapshot.organisation.objectives[link.target].place.path in other.unread_files


def _name_kind(link: Link) -> str:
    return LINK_KINDS[link.kind].field.name


def _create_change(
    kind: ChangeKind,
    before: Link | None,
    after: Link | None,
    sides: tuple[Side, Side],
    field: str = "",
    told: tuple[str | None, str | None] | None = None,
) -> ComparedChange:
    link, side = (after, sides[1]) if after else (before, sides[0])
    assert link is not None
    objectives = side.snapshot.organisation.objectives
    target = describe_end(objectives[link.target], link.target_result)
    return ComparedChange(
        kind=kind,
        subject="link",
        before_ref=before.source_ref if before else None,
        after_ref=after.source_ref if after else None,
        title=describe_end(objectives[link.source], link.source_result),
        within=side.name_slot(objectives[link.source]),
        field=field or _name_kind(link),
        other=link.target_ref,
        before=told[0] if told else target if before else None,
        after=told[1] if told else target if after else None,
    )


def describe_end(objective: Objective, result: str | None) -> str:
    """Return the title of a link's end: the key result's, else the objective's."""
    key_result = objective.find_key_result(result) if result else None
    return key_result.title if key_result else objective.title


def _diff_confirmations(pairs: Pairs, sides: tuple[Side, Side]) -> Iterator[ComparedChange]:
    """Yield dependencies that are there before and after, and were answered, or aren't any more."""
    states: list[dict[tuple[AnyRef, AnyRef], bool]] = []
    for side in sides:
        needs = (link for links in side.snapshot.alignment.needs.values() for link in links)
        states.append(
            {
                (pairs.translate_ref(link.source), pairs.translate_ref(link.target))
                if side is sides[0]
                else (link.source, link.target): side.snapshot.alignment.is_confirmed(link)
                for link in needs
            }
        )
    objectives = sides[1].snapshot.organisation.objectives
    for ends, confirmed in states[1].items():
        source, target = ends
        if states[0].get(ends, confirmed) == confirmed:
            continue
        assert isinstance(source, ObjectiveRef)
        assert isinstance(target, ObjectiveRef)
        yield ComparedChange(
            kind="added" if confirmed else "removed",
            subject="confirmation",
            before_ref=None if confirmed else source,
            after_ref=source if confirmed else None,
            title=objectives[source].title,
            within=sides[1].name_slot(objectives[source]),
            other=target,
            before=None if confirmed else objectives[target].title,
            after=objectives[target].title if confirmed else None,
        )
