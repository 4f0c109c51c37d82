"""What changed of links up to goals of other organisations: by what was typed here, never by what changed there."""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.alignment.link_kinds import LINK_KINDS
from okrsite.alignment.links import OutsideLink
from okrsite.changes.key_results import format_percent
from okrsite.changes.links import describe_end
from okrsite.changes.pairing import Pairs
from okrsite.changes.sides import Side
from okrsite.feeds.diff_records import ChangeKind, ComparedChange
from okrsite.model.refs import AnyRef, ObjectiveRef

_Ends = tuple[AnyRef, str]


def diff_outside_links(pairs: Pairs, sides: tuple[Side, Side]) -> Iterator[ComparedChange]:
    """Yield what changed of such links; those of objectives and key results that come or go are part of them."""
    old, new = _group_links(sides[0], pairs), _group_links(sides[1], None)
    kept = set(pairs.objective_refs.values()), set(pairs.key_result_refs.values())
    for ends in (*new, *(ends for ends in old if ends not in new)):
        source = ends[0]
        if source not in (kept[0] if isinstance(source, ObjectiveRef) else kept[1]):
            continue
        before, after = old.get(ends), new.get(ends)
        if before is None or after is None:
            yield _create_change("added" if after else "removed", before, after, sides)
            continue
        told = (
            ("kind", _name_kind(before), _name_kind(after)),
            ("share", format_percent(before.share), format_percent(after.share)),
            ("because", before.because or None, after.because or None),
        )
        for field, was, now in told:
            if was != now:
                yield _create_change("changed", before, after, sides, field, (was, now))


def _group_links(side: Side, pairs: Pairs | None) -> dict[_Ends, OutsideLink]:
    """Return the links of a side by their ends, as these are called after; of two kinds the first counts."""
    grouped: dict[_Ends, OutsideLink] = {}
    for links in side.snapshot.alignment.outside.values():
        for link in links:
            source = link.source_ref if pairs is None else pairs.translate_ref(link.source_ref)
            grouped.setdefault((source, link.target_ref), link)
    return grouped


def _name_kind(link: OutsideLink) -> str:
    return LINK_KINDS[link.kind].field.name


def _create_change(
    kind: ChangeKind,
    before: OutsideLink | None,
    after: OutsideLink | None,
    sides: tuple[Side, Side],
    field: str = "",
    told: tuple[str | None, str | None] | None = None,
) -> ComparedChange:
    link, side = (after, sides[1]) if after else (before, sides[0])
    assert link is not None
    objective = side.snapshot.organisation.objectives[link.source]
    target = f"{link.key_result.title if link.key_result else link.title} ({link.organisation})"
    return ComparedChange(
        kind=kind,
        subject="link",
        before_ref=before.source_ref if before else None,
        after_ref=after.source_ref if after else None,
        title=describe_end(objective, link.source_result),
        within=side.name_slot(objective),
        field=field or _name_kind(link),
        other=link.target_ref,
        before=told[0] if told else target if before else None,
        after=told[1] if told else target if after else None,
    )
