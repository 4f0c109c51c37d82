"""Team files, people.yml, KPIs and memos become frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from okrsite.amounts import Quantity, Range
from okrsite.model.audience import is_draft, read_audience
from okrsite.model.doubtful_numbers import find_outliers, list_ends
from okrsite.model.field_reader import FieldReader
from okrsite.model.folded_words import fold_words
from okrsite.model.key_result_numbers import is_doubtful
from okrsite.model.names import NameLookup, explain_invalid_id
from okrsite.model.organisation import COMPANY, Kpi, Memo, NamedLink, Person, Unit
from okrsite.model.person_reader import PersonReader
from okrsite.model.strange_registers import explain_missing_colon, explain_name_above_entries
from okrsite.model.units_of_measure import UnitOfMeasure
from okrsite.problems import Place
from okrsite.prose import NO_PROSE
from okrsite.record_values import NamedRecord, Pair, RecordValues
from okrsite.sources.misreads import quote_text
from okrsite.sources.number_slips import DOUBLED_PERCENT
from okrsite.sources.records import MapNode, Scalar
from okrsite.vocabulary import KPI, MEMO, NAMED_LINK, PERSON, TEAM

_LONGEST_ROLE = 60
_MOST_COMPARED = 50
"""Values of a KPI that the others are compared with, the last ones that were typed."""


def read_people(reader: FieldReader, node: MapNode) -> dict[str, Person]:
    """Return the people of people.yml by id."""
    people: dict[str, Person] = {}
    if strange := explain_name_above_entries(node, PERSON):
        reader.report("OKR202", *strange)
        return people
    for entry in node:
        key = entry.key.text
        if told := explain_missing_colon(entry):
            reader.report("OKR103", entry.key.place, *told)
            continue
        if wrong := explain_invalid_id(key):
            reader.report("OKR209", entry.key.place, *wrong)
            continue
        if key == COMPANY:
            reader.report(
                "OKR209", entry.key.place, "The id 'company' is kept for the company itself.", "Choose another."
            )
            continue
        absent = isinstance(entry.value, Scalar) and entry.value.is_absent
        values = RecordValues(entry.key.place) if absent else reader.read_record(entry.value, PERSON)
        if values is not None and isinstance(entry.value, Scalar):
            _ask_about_name_and_role(reader, key, entry.value)
        if values is not None:
            people[key] = Person(
                id=key,
                name=values.get(PERSON.NAME) or key.replace("-", " ").title(),
                role=values.get(PERSON.ROLE, ""),
                team=values.get(PERSON.TEAM),
                link=values.get(PERSON.LINK, ""),
                photo=values.get(PERSON.PHOTO, ""),
                place=entry.key.place,
            )
    _ask_about_namesakes(reader, people)
    return people


def _ask_about_namesakes(reader: FieldReader, people: Mapping[str, Person]) -> None:
    """Ask about two people of one name whom nothing tells apart: a role, a unit or a link that is another one."""
    by_name: dict[str, Person] = {}
    for person in people.values():
        known = by_name.setdefault(person.name.casefold(), person)
        if known is person or any(
            one and other and one != other
            for one, other in ((known.role, person.role), (known.team, person.team), (known.link, person.link))
        ):
            continue
        said = f"{quote_text(person.name)} is the name of '{known.id}', too"
        message = f"{said}, and nothing tells the two apart."
        hint = "Delete one of the two; if they are two people, give each a role or a team."
        reader.report("OKR262", person.place or Place(""), message, hint)


def _ask_about_name_and_role(reader: FieldReader, key: str, typed: Scalar) -> None:
    """Ask about `ana: Ana Berg, Head of sales`, all of which is read as a name."""
    name, comma, role = typed.text.partition(",")
    if comma and len(name.split()) > 1 and role.strip():
        message = f"{quote_text(typed.text)} is read as a name, with a comma in it."
        hint = f"Do you mean a name and a role? {key}: {{name: {name.strip()}, role: {role.strip()[:_LONGEST_ROLE]}}}"
        reader.report("OKR118", typed.place, message, hint)


def build_kpis(reader: FieldReader, unit: str, kpis: Iterable[NamedRecord], directory: NameLookup) -> dict[str, Kpi]:
    """Return a unit's KPIs by full id: the bare id for the company's, `team/id` for a team's."""
    kpis_by_id: dict[str, Kpi] = {}
    for kpi in kpis:
        key, values = kpi.id, kpi.values
        unit_typed = values.get(KPI.UNIT, "")
        healthy = values.get(KPI.RANGE)
        ranges = sorted(values.get(KPI.RANGES, ()), key=lambda pair: pair.name)
        limits = (*list_ends(healthy), *(end for pair in ranges for end in list_ends(pair.value)))
        typed = _remove_doubtful(reader, values.get(KPI.VALUES, ()), unit_typed, limits)
        numbers = sorted(typed, key=lambda pair: pair.name)
        full = key if unit == COMPANY else f"{unit}/{key}"
        kpis_by_id[full] = Kpi(
            id=full,
            name=values.get(KPI.NAME) or key.replace("-", " ").capitalize(),
            unit_id=unit,
            unit=_find_shared_unit(reader, values, unit_typed, healthy, ranges, typed),
            owner=PersonReader(reader, directory).read_person(values, KPI.OWNER),
            range=healthy,
            about=values.get(KPI.ABOUT, NO_PROSE),
            values=tuple((pair.name, pair.value.value) for pair in numbers),
            place=kpi.id_place,
            value_places={pair.name: pair.value_place for pair in numbers},
            audience=read_audience(values, KPI.AUDIENCE),
            ranges=tuple((pair.name, pair.value) for pair in ranges),
            rhythm=values.get(KPI.RHYTHM),
        )
        _correct_doubled_percents(reader, values, kpis_by_id[full].unit)
    return kpis_by_id


def _correct_doubled_percents(reader: FieldReader, values: RecordValues, unit: str) -> None:
    """Correct what was said of `5%%` in a KPI that has another unit: the sign is one too many there."""
    extent = values.extent
    if unit in ("", "%") or extent is None:
        return
    for at, found in enumerate(reader.problems):
        place = found.place
        is_inside = place.path == extent.path and extent.line <= place.line <= extent.end_line
        if is_inside and found.correction and DOUBLED_PERCENT in found.message:
            meant = found.correction.replace("%", "").strip()
            hint = f"Type {meant}: this KPI is in {unit}."
            reader.problems[at] = replace(found, hint=hint, correction=meant)


def _find_shared_unit(
    reader: FieldReader,
    values: RecordValues,
    typed: str,
    healthy: Range | None,
    ranges: Iterable[Pair[date, Range]],
    numbers: Iterable[Pair[date, Quantity]],
) -> str:
    """Return a KPI's unit of measure; one that is different from the one `typed`, or the first, is a problem."""
    unit = UnitOfMeasure(reader, "KPI")
    unit.add_unit(typed, values.get_place(KPI.UNIT))
    if healthy:
        unit.add_unit(healthy.unit, values.get_place(KPI.RANGE))
    for limits in ranges:
        unit.add_unit(limits.value.unit, limits.value_place)
    for pair in numbers:
        unit.add_quantity(pair.value, pair.value_place)
    return unit.shared


def _remove_doubtful(
    reader: FieldReader, typed: tuple[Pair[date, Quantity], ...], unit: str, limits: tuple[Quantity, ...]
) -> tuple[Pair[date, Quantity], ...]:
    """Return the values of a KPI without those that are doubtful beside the others; these are reported.

    One of another size than all others is asked about, and stays.
    """
    recent = typed[-_MOST_COMPARED:]
    compared = [*limits, *(pair.value for pair in recent)]
    sound = tuple(
        pair
        for pair in typed
        if not is_doubtful(
            reader,
            pair.value,
            [value for value in compared if value is not pair.value],
            unit == "%" and len(compared) > 1,
            pair.value_place,
            f"values {pair.name}",
        )
    )
    outliers = find_outliers([pair.value for pair in sound[-_MOST_COMPARED:]])
    for pair in sound if outliers else ():
        if pair.value in outliers:
            message = f"values {pair.name}: {quote_text(pair.value.text)} is far from all other values of this KPI."
            hint = "Look for a sign that is missing, or one too many. If it is right, leave it."
            reader.report("OKR118", pair.value_place, message, hint)
    return sound


@dataclass(slots=True)
class TeamFile:
    """What a team file says, before anybody knows whether its parent exists."""

    unit: Unit
    kpis: dict[str, Kpi]
    parent_place: Place
    lead_place: Place
    aliases_place: Place
    draft: bool
    has_name: bool
    """Whether it says a name."""
    has_parent: bool
    """Whether it says a parent."""


def read_team(reader: FieldReader, unit: str, path: str, node: MapNode, directory: NameLookup) -> TeamFile:
    """Return the unit that a team file describes."""
    values = reader.read_record(node, TEAM) or RecordValues(Place(path))
    people = PersonReader(reader, directory)
    team = Unit(
        id=unit,
        name=values.get(TEAM.NAME) or make_unit_name(unit),
        parent=None if unit == COMPANY else values.get(TEAM.PARENT) or COMPANY,
        place=Place(path),
        lead=people.read_owner(values, TEAM.LEAD, "members"),
        members=people.read_people(values, TEAM.MEMBERS),
        mission=values.get(TEAM.MISSION, NO_PROSE),
        vision=values.get(TEAM.VISION, NO_PROSE),
        pillars=(pillars := _read_pillars(reader, unit, values)),
        pillars_place=values.get_place(TEAM.PILLARS) if pillars else None,
        contact=values.get(TEAM.CONTACT, ""),
        links=tuple(
            NamedLink(link.get(NAMED_LINK.TITLE) or url, url)
            for link in values.get(TEAM.LINKS, ())
            if (url := link.get(NAMED_LINK.URL))
        ),
        tags=values.get(TEAM.TAGS, ()),
        about=values.get(TEAM.ABOUT, NO_PROSE),
        audience=read_audience(values, TEAM.AUDIENCE),
        aliases=values.get(TEAM.ALIASES, ()),
    )
    if unit == COMPANY and values.is_typed(TEAM.PARENT):
        reader.report(
            "OKR222", values.get_place(TEAM.PARENT), "The company has no unit above it.", "Take the line out."
        )
    of_unit = build_kpis(reader, unit, values.get(TEAM.KPIS, ()), directory)
    return TeamFile(
        team,
        {key: replace(kpi, audience=kpi.audience | team.audience) for key, kpi in of_unit.items()},
        values.get_place(TEAM.PARENT),
        values.get_place(TEAM.LEAD),
        values.get_place(TEAM.ALIASES),
        is_draft(values, TEAM.VISIBILITY),
        has_name=values.is_typed(TEAM.NAME),
        has_parent=values.is_typed(TEAM.PARENT),
    )


def _read_pillars(reader: FieldReader, unit: str, values: RecordValues) -> tuple[str, ...]:
    """Return the strategic pillars as they are listed; the same one in two spellings is reported."""
    typed = values.get(TEAM.PILLARS, ())
    if typed and unit != COMPANY:
        reader.report(
            "OKR201",
            values.get_place(TEAM.PILLARS),
            "'pillars' is a field of the company's file only.",
            "Move it into company/team.yml; an objective says to which one it belongs with `pillar`.",
        )
        return ()
    first: dict[str, str] = {}
    for name in typed:
        known = first.setdefault(fold_words(name), name)
        if known != name:
            message = f"{quote_text(known)} and {quote_text(name)} are one pillar, which so is listed twice."
            reader.report("OKR262", values.get_place(TEAM.PILLARS), message, "Delete one of the two.")
    return typed


def make_unit_name(unit: str) -> str:
    """Return a name for a unit that has none: its id, spelled out."""
    return unit.replace("-", " ").capitalize()


def read_memo(reader: FieldReader, unit: str, name: str, node: MapNode, directory: NameLookup) -> tuple[Memo, bool]:
    """Return a memo and whether it is a draft; `name` is its id: what its file's name says behind `memo-`."""
    values = reader.read_record(node, MEMO) or RecordValues(node.place)
    memo = Memo(
        unit=unit,
        id=name,
        title=values.get(MEMO.TITLE) or f"Memo {name}",
        author=PersonReader(reader, directory).read_person(values, MEMO.AUTHOR),
        date=values.get(MEMO.DATE),
        body=values.get(MEMO.BODY, NO_PROSE),
        place=node.place,
        audience=read_audience(values, MEMO.AUDIENCE),
    )
    return memo, is_draft(values, MEMO.VISIBILITY)
