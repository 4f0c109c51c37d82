"""What changed in objectives: those that come, go and move, their fields, their key results and check-ins."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Set

from okrsite.changes.checkins import diff_checkins
from okrsite.changes.key_results import diff_key_results
from okrsite.changes.pairing import Pair, Pairs, list_objective_names
from okrsite.changes.sides import (
    FieldRule,
    Side,
    describe_audience,
    diff_fields,
    is_unread,
    make_list_rule,
    make_people_rule,
    make_person_rule,
    make_prose_rule,
    make_text_rule,
    make_units_rule,
)
from okrsite.feeds.diff_records import ChangeKind, ComparedChange
from okrsite.model.objectives import Objective
from okrsite.number_style import format_shortest
from okrsite.progress.measurer import find_reported_status

_RULES: tuple[FieldRule[Objective], ...] = (
    make_person_rule("owner", lambda item: item.owner),
    make_person_rule("reviewer", lambda item: item.reviewer),
    make_people_rule("contributors", lambda item: item.contributors),
    FieldRule("status", lambda item, side: _find_status(item, side), lambda item, side: _find_status(item, side)),
    make_text_rule("horizon", lambda item: item.horizon),
    make_text_rule("pillar", lambda item: item.pillar),
    make_text_rule("ambition", lambda item: item.ambition),
    make_text_rule("progress_from", lambda item: item.progress_from),
    FieldRule("weight", lambda item, side: item.weight, lambda item, side: format_shortest(item.weight)),
    make_text_rule("unaligned", lambda item: item.unaligned),
    FieldRule(
        "differs_from",
        lambda item, side: tuple((link.text, link.because) for link in item.differs_from),
        lambda item, side: ", ".join(link.text for link in item.differs_from),
    ),
    make_units_rule("with", lambda item: item.joint),
    make_units_rule("consult", lambda item: item.consult),
    make_units_rule("inform", lambda item: item.inform),
    make_prose_rule("needs", lambda item: item.needs),
    make_list_rule("blockers", lambda item: item.blockers),
    make_list_rule("tags", lambda item: item.tags),
    make_prose_rule("why", lambda item: item.why),
    make_prose_rule("notes", lambda item: item.notes),
    make_text_rule("decision", lambda item: item.decision),
    make_prose_rule("retrospective", lambda item: item.retrospective),
    FieldRule(
        "initiatives",
        lambda item, side: tuple(
            (
                *(work.title, side.identify_person(work.owner), work.status, side.tell_address(work.link), work.moves),
                work.due,
            )
            for work in item.initiatives
        ),
        lambda item, side: ", ".join(f"{work.title} ({work.status})" for work in item.initiatives),
    ),
)


def diff_objectives(pairs: Pairs, sides: tuple[Side, Side]) -> Iterator[ComparedChange]:
    """Yield what changed, by objective: those of after in their order, then those that are gone."""
    drafts = tuple(map(_list_drafts, sides))
    names = tuple(list_objective_names(side.snapshot.organisation, side.unit_names) for side in sides)
    for pair in pairs.objectives:
        if pair.before and pair.after:
            yield from _diff_objective(pair.before, pair.after, pairs, sides)
        elif pair.after and pair.after.place.path not in sides[0].unread_files:
            yield _create_whole_change(pair, sides[1], names[1], drafts[0])
        elif pair.before and pair.before.place.path not in sides[1].unread_files:
            yield _create_whole_change(pair, sides[0], names[0], drafts[1])


def _find_status(objective: Objective, side: Side) -> str | None:
    return find_reported_status(objective, side.snapshot.today)


def _list_drafts(side: Side) -> frozenset[Hashable]:
    """Return the drafts of a side, which nobody but those who work with them is told of."""
    if side.snapshot.is_public:
        return frozenset()
    drafts = side.snapshot.organisation.drafts
    return frozenset((side.identify_unit(ref.unit), ref.cycle, ref.id) for ref in drafts)


def _create_whole_change(
    pair: Pair[Objective], side: Side, list_names: Callable[[Objective], Iterable[Hashable]], drafts: Set[Hashable]
) -> ComparedChange:
    """Return that an objective comes or goes; one that was a draft on the other side is published or withdrawn."""
    objective = pair.after or pair.before
    assert objective is not None
    was_draft = bool(drafts) and any(name in drafts for name in list_names(objective))
    kinds: tuple[ChangeKind, ChangeKind] = ("published", "withdrawn") if was_draft else ("added", "removed")
    alignment, objectives = side.snapshot.alignment, side.snapshot.organisation.objectives
    goals = dict.fromkeys(objectives[link.target].title for link in alignment.up.get(objective.ref, ()))
    outside = (f"{link.title} ({link.organisation})" for link in alignment.outside.get(objective.ref, ()))
    goals |= dict.fromkeys(outside)
    return ComparedChange(
        kind=kinds[0] if pair.after else kinds[1],
        subject="objective",
        before_ref=objective.ref if pair.before else None,
        after_ref=objective.ref if pair.after else None,
        title=objective.title,
        within=side.name_slot(objective),
        parts=tuple(key_result.title for key_result in objective.key_results),
        goals=tuple(goals),
    )


def _diff_objective(
    before: Objective, after: Objective, pairs: Pairs, sides: tuple[Side, Side]
) -> Iterator[ComparedChange]:
    def create_change(kind: ChangeKind, field: str, old: str | None, new: str | None) -> ComparedChange:
        return ComparedChange(
            kind=kind,
            subject="objective",
            before_ref=before.ref,
            after_ref=after.ref,
            title=after.title,
            within=sides[1].name_slot(after),
            field=field,
            before=old,
            after=new,
        )

    # One whose unit has another id moves with it: that is told of the unit.
    slots = [
        (side.identify_unit(item.unit), item.cycle, item.id) for side, item in zip(sides, (before, after), strict=True)
    ]
    kind: ChangeKind = "changed" if slots[0] == slots[1] else "moved"
    if before.title != after.title:
        yield create_change(kind, "title", before.title, after.title)
    elif kind == "moved":
        yield create_change(kind, "id", before.ref, after.ref)
    fields = diff_fields(_RULES, before, after, sides)
    unread = sides[0].has_unread_values(before), sides[1].has_unread_values(after)
    fields = [
        field for field in fields if field.before == field.after or not is_unread(field.before, field.after, unread)
    ]
    for field in fields:
        yield create_change("changed", field.field, field.before, field.after)
    if _list_new_names(before, after) or set(before.aliases) - {after.id, *after.aliases}:
        yield create_change("changed", "aliases", ", ".join(before.aliases) or None, ", ".join(after.aliases) or None)
    inherited = tuple(_find_inherited_audience(item, side) for item, side in zip((before, after), sides, strict=True))
    if before.audience != after.audience and inherited[0] == inherited[1]:
        yield create_change("changed", "audience", *map(describe_audience, (before.audience, after.audience)))
    results = diff_key_results((before, after), pairs.key_results[after.ref], sides)
    yield from results
    told = {change.after_ref for change in results if change.field in ("now", "confidence")}
    if any(field.field == "status" for field in fields):
        told.add(None)
    yield from diff_checkins((before, after), pairs, sides, told)


def _list_new_names(before: Objective, after: Objective) -> set[str]:
    """Return the aliases that were no name of it before: an id of before stays as an alias where it moves."""
    return set(after.aliases) - {before.id, *before.aliases}


def _find_inherited_audience(objective: Objective, side: Side) -> frozenset[str]:
    """Return what an objective's unit and file withhold of it."""
    unit = side.snapshot.organisation.units[objective.unit]
    text = unit.texts.get(objective.cycle)
    return unit.audience | (text.audience if text else frozenset())
