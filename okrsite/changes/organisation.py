"""What changed around the goals: units, people, cycles, KPIs, memos and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec

from okrsite.changes.pairing import Pair, Pairs, pair_by_keys
from okrsite.changes.sides import (
    FieldRule,
    Side,
    describe_audience,
    diff_fields,
    make_address_rule,
    make_list_rule,
    make_people_rule,
    make_person_rule,
    make_prose_rule,
    make_text_rule,
    make_unit_rule,
)
from okrsite.feeds.diff_records import ChangeKind, ComparedChange, Subject
from okrsite.model.cycles import Cycle
from okrsite.model.organisation import CycleText, Document, Kpi, Memo, Person, Unit
from okrsite.pages.formatting import format_quantity, format_range

T = TypeVar("T")

_UNIT: tuple[FieldRule[Unit], ...] = (
    make_unit_rule("parent", lambda item: item.parent),
    make_person_rule("lead", lambda item: item.lead),
    make_people_rule("members", lambda item: item.members),
    make_text_rule("contact", lambda item: item.contact),
    FieldRule(
        "links",
        lambda item, side: tuple(_list_links(item, side)),
        lambda item, side: ", ".join(_list_links(item, side)),
    ),
    make_list_rule("tags", lambda item: item.tags),
    make_list_rule("pillars", lambda item: item.pillars),
    make_prose_rule("mission", lambda item: item.mission),
    make_prose_rule("vision", lambda item: item.vision),
    make_prose_rule("about", lambda item: item.about),
    FieldRule("audience", lambda item, side: item.audience, lambda item, side: describe_audience(item.audience)),
)
_TEXT: tuple[FieldRule[CycleText], ...] = (
    make_text_rule("summary", lambda item: item.summary),
    make_prose_rule("intro", lambda item: item.intro),
)
_PERSON: tuple[FieldRule[Person], ...] = (
    make_text_rule("role", lambda item: item.role),
    make_unit_rule("team", lambda item: item.team),
    make_address_rule("link", lambda item: item.link),
    make_address_rule("photo", lambda item: item.photo),
)
_CYCLE: tuple[FieldRule[Cycle], ...] = (
    make_text_rule("start", lambda item: item.start.isoformat()),
    make_text_rule("end", lambda item: item.end.isoformat()),
    FieldRule(
        "session",
        lambda item, side: item.session
        and (
            item.session.date,
            side.identify_person(item.session.facilitator),
            item.session.inputs,
            item.session.decisions,
        ),
        lambda item, side: None,
    ),
)  # fmt: skip
_KPI: tuple[FieldRule[Kpi], ...] = (
    make_text_rule("unit", lambda item: item.unit),
    make_person_rule("owner", lambda item: item.owner),
    FieldRule(
        "range",
        lambda item, side: item.range and (item.range.low, item.range.high),
        lambda item, side: format_range(item.range, item.unit) if item.range else None,
    ),
    FieldRule(
        "ranges",
        lambda item, side: tuple((day, limits.low, limits.high) for day, limits in item.ranges),
        lambda item, side: (
            ", ".join(f"{day}: {format_range(limits, item.unit)}" for day, limits in item.ranges) or None
        ),
    ),
    make_text_rule("rhythm", lambda item: item.rhythm),
    make_prose_rule("about", lambda item: item.about),
    FieldRule("values", lambda item, side: item.values, lambda item, side: _describe_newest(item)),
)
_MEMO: tuple[FieldRule[Memo], ...] = (
    make_person_rule("author", lambda item: item.author),
    FieldRule("date", lambda item, side: item.date, lambda item, side: item.date.isoformat() if item.date else None),
    make_prose_rule("body", lambda item: item.body),
)
_DOCUMENT: tuple[FieldRule[Document], ...] = (
    make_prose_rule("body", lambda item: item.body),
    make_list_rule("tags", lambda item: item.tags),
    make_text_rule("description", lambda item: item.description),
    make_list_rule("hide", lambda item: item.hidden),
    FieldRule("search", lambda item, side: item.is_found, lambda item, side: "found" if item.is_found else "left out"),
    FieldRule("audience", lambda item, side: item.audience, lambda item, side: describe_audience(item.audience)),
)


class _Kind(msgspec.Struct, frozen=True):
    """How things of a kind are told."""

    subject: Subject
    name_field: str


def diff_organisation(pairs: Pairs, sides: tuple[Side, Side]) -> Iterator[ComparedChange]:
    """Yield what changed."""
    before, after = (side.snapshot.organisation for side in sides)
    yield from _diff_pairs(
        _Kind("unit", "name"),
        pairs.units,
        _UNIT,
        sides,
        lambda item: item.id,
        lambda item: item.name,
        lambda item, side: "",
    )
    yield from _diff_texts(pairs, sides)
    yield from _diff_pairs(
        _Kind("cycle", "name"),
        pair_by_keys(tuple(before.cycles.values()), tuple(after.cycles.values()), (_list_id, _list_id)),
        _CYCLE, sides, lambda item: item.id, lambda item: item.name, lambda item, side: "",
    )  # fmt: skip
    # Somebody who is only named somewhere comes and goes with what names them.
    people = (
        Pair(
            pair.before if pair.before and pair.before.place else None,
            pair.after if pair.after and pair.after.place else None,
        )
        for pair in pairs.people
    )
    yield from _diff_pairs(
        _Kind("person", "name"),
        people,
        _PERSON,
        sides,
        lambda item: item.id,
        lambda item: item.name,
        lambda item, side: "",
    )
    yield from _diff_pairs(
        _Kind("KPI", "name"), pairs.kpis, _KPI, sides, lambda item: item.id, lambda item: item.name,
        lambda item, side: side.name_unit(item.unit_id) or "",
    )  # fmt: skip
    yield from _diff_inherited_audience("KPI", pairs.kpis, sides, lambda item: item.unit_id, lambda item: item.id)
    yield from _diff_pairs(
        _Kind("memo", "title"), pairs.memos, _MEMO, sides, lambda item: item.id, lambda item: item.title,
        lambda item, side: side.name_unit(item.unit) or "",
    )  # fmt: skip
    yield from _diff_inherited_audience("memo", pairs.memos, sides, lambda item: item.unit, lambda item: item.id)
    documents = pair_by_keys(
        before.documents,
        after.documents,
        (lambda item: [item.inside], lambda item: [item.inside]),
        (lambda item: [item.title], lambda item: [item.title]),
    )
    yield from _diff_pairs(
        _Kind("page", "title"), documents, _DOCUMENT, sides, lambda item: item.inside, lambda item: item.title,
        lambda item, side: "",
    )  # fmt: skip
    if before.index != after.index:
        name = after.index_path or before.index_path
        yield ComparedChange(
            kind="changed", subject="page", before_ref=name, after_ref=name, title=after.name, within="", field="body"
        )


def _list_links(unit: Unit, side: Side) -> Iterator[str]:
    return (f"{link.title} {side.tell_address(link.url)}".rstrip() for link in unit.links)


def _list_id(cycle: Cycle) -> list[str]:
    return [cycle.id]


def _diff_pairs(
    kind: _Kind,
    pairs: Iterable[Pair[T]],
    rules: tuple[FieldRule[T], ...],
    sides: tuple[Side, Side],
    get_id: Callable[[T], str],
    get_name: Callable[[T], str],
    describe_owner: Callable[[T, Side], str],
) -> Iterator[ComparedChange]:
    for pair in pairs:
        item, side = (pair.after, sides[1]) if pair.after else (pair.before, sides[0])
        if item is None or _is_unread(pair, sides):
            continue
        refs = get_id(pair.before) if pair.before else None, get_id(pair.after) if pair.after else None
        within = describe_owner(item, side)

        def create_change(
            what: ChangeKind, field: str | None = None, told: tuple[str | None, str | None] = (None, None), *,
            refs: tuple[str | None, str | None] = refs, name: str = get_name(item), within: str = within,
        ) -> ComparedChange:  # fmt: skip
            return ComparedChange(
                kind=what, subject=kind.subject, before_ref=refs[0], after_ref=refs[1], title=name, within=within,
                field=field, before=told[0], after=told[1],
            )  # fmt: skip

        if pair.before is None or pair.after is None:
            yield create_change("added" if pair.after else "removed")
            continue
        names = get_name(pair.before), get_name(pair.after)
        moved = _is_moved(kind, pair.before, refs, sides)
        if names[0] != names[1]:
            yield create_change("moved" if moved else "changed", kind.name_field, names)
        elif moved:
            yield create_change("moved", "id", refs)
        for field in diff_fields(rules, pair.before, pair.after, sides):
            yield create_change("changed", field.field, (field.before, field.after))


def _is_unread(pair: Pair[T], sides: tuple[Side, Side]) -> bool:
    """Whether something stands in a file on one side that can't be read on the other."""
    items = ((pair.before, sides[1]), (pair.after, sides[0]))
    places = ((item.place, other) for item, other in items if isinstance(item, Unit | Person | Kpi | Memo | Document))
    return any(place is not None and place.path in other.unread_files for place, other in places)


def _is_moved(kind: _Kind, before: object, refs: tuple[str | None, str | None], sides: tuple[Side, Side]) -> bool:
    """Whether something has another id, and not only because its unit has."""
    if isinstance(before, Kpi) and before.id != before.id.rpartition("/")[2]:
        unit, _, key = before.id.rpartition("/")
        return f"{sides[0].identify_unit(unit)}/{key}" != refs[1]
    return refs[0] != refs[1]


def _diff_texts(pairs: Pairs, sides: tuple[Side, Side]) -> Iterator[ComparedChange]:
    """Yield what changed of what files of objectives say besides these, who sees them included."""
    for pair in pairs.units:
        if not pair.before or not pair.after:
            continue
        for cycle in pair.after.texts:
            old, new = pair.before.texts.get(cycle), pair.after.texts.get(cycle)
            if not old or not new or old.draft or new.draft:
                continue  # a file that comes or goes is told of by its objectives
            there = sides[1].snapshot.organisation.cycles.get(cycle)
            told = [(field.field, field.before, field.after) for field in diff_fields(_TEXT, old, new, sides)]
            if old.audience != new.audience:
                told.append(("audience", describe_audience(old.audience), describe_audience(new.audience)))
            for field, said, says in told:
                yield ComparedChange(
                    kind="changed", subject="unit", before_ref=pair.before.id, after_ref=pair.after.id,
                    title=pair.after.name, within=there.name if there else cycle, field=field, before=said, after=says,
                )  # fmt: skip


def _diff_inherited_audience(
    subject: Subject,
    pairs: Iterable[Pair[T]],
    sides: tuple[Side, Side],
    get_unit: Callable[[T], str],
    get_id: Callable[[T], str],
) -> Iterator[ComparedChange]:
    """Yield who sees something now, unless that is so because of its unit."""
    for pair in pairs:
        if not isinstance(pair.before, Kpi | Memo) or not isinstance(pair.after, Kpi | Memo):
            continue
        units = [
            side.snapshot.organisation.units.get(get_unit(item))
            for side, item in zip(sides, (pair.before, pair.after), strict=True)
        ]
        inherited = [unit.audience if unit else None for unit in units]
        if pair.before.audience != pair.after.audience and inherited[0] == inherited[1]:
            told = tuple(map(describe_audience, (pair.before.audience, pair.after.audience)))
            name = pair.after.name if isinstance(pair.after, Kpi) else pair.after.title
            yield ComparedChange(
                kind="changed", subject=subject, before_ref=get_id(pair.before), after_ref=get_id(pair.after),
                title=name, within=sides[1].name_unit(get_unit(pair.after)) or "", field="audience",
                before=told[0], after=told[1],
            )  # fmt: skip


def _describe_newest(kpi: Kpi) -> str | None:
    """Return the newest value of a KPI with its day."""
    if not kpi.values:
        return None
    day, value = kpi.values[-1]
    return f"{format_quantity(value, kpi.unit)} ({day})"
