"""Team files, people.yml, KPIs and memos become frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from okrsite.model.fields import FieldReader
from okrsite.model.names import PeopleDirectory, explain_invalid_id
from okrsite.model.organisation import COMPANY, Kpi, Memo, NamedLink, Person, Unit
from okrsite.model.record_values import RecordValues
from okrsite.problems import Place
from okrsite.sources.records import MapNode, Scalar
from okrsite.vocabulary import RECORDS


def read_people(reader: FieldReader, node: MapNode) -> dict[str, Person]:
    """Return the people of people.yml by id."""
    people: dict[str, Person] = {}
    for entry in node:
        key = entry.key.text
        if wrong := explain_invalid_id(key):
            reader.report("OKR209", entry.key.place, *wrong)
            continue
        if key == COMPANY:
            reader.report(
                "OKR209", entry.key.place, "The id 'company' is kept for the company itself.", "Choose another."
            )
            continue
        absent = isinstance(entry.value, Scalar) and entry.value.is_absent
        values = RecordValues(entry.key.place) if absent else reader.read_record(entry.value, RECORDS["person"])
        if values is not None:
            people[key] = Person(
                key, values.get("name") or key.replace("-", " ").title(), values.get("role", ""), values.get("team"),
                values.get("link", ""), values.get("photo", ""), entry.key.place,
            )  # fmt: skip
    return people


def build_kpis(
    reader: FieldReader, unit: str, kpis: Iterable[tuple[str, RecordValues]], directory: PeopleDirectory
) -> dict[str, Kpi]:
    """Return a unit's KPIs by full id: the bare id for the company's, `team/id` for a team's."""
    found: dict[str, Kpi] = {}
    for key, values in kpis:
        typed = sorted(values.get("values", ()), key=lambda pair: pair[0])
        healthy = values.get("range")
        full = key if unit == COMPANY else f"{unit}/{key}"
        found[full] = Kpi(
            id=full,
            name=values.get("name") or key.replace("-", " ").capitalize(),
            unit_id=unit,
            unit=_check_shared_unit(reader, values),
            owner=directory.find_key(values.get("owner")),
            range=healthy,
            about=values.get_prose("about"),
            values=tuple((day, read.value) for day, read, _, _ in typed),
            place=values.places["id"],
            value_places={day: place for day, _, _, place in typed},
            audience=values.audience,
        )
    return found


def read_people_field(
    reader: FieldReader, directory: PeopleDirectory, values: RecordValues, name: str
) -> tuple[str, ...]:
    """Return the people of a field that takes several; in YAML, names with a comma between them are one text."""
    typed: tuple[str, ...] = values.get(name, ())
    for each in typed:
        if directory.is_several_people(each):
            reader.report(
                "OKR202",
                values.get_place(name),
                f"'{each}' is more than one person.",
                "Give each a line of its own, with a dash, or type a list: [anna, ben].",
            )
    return tuple(filter(None, (directory.find_key(each) for each in typed)))


def _check_shared_unit(reader: FieldReader, values: RecordValues) -> str:
    """Return a KPI's unit of measure; a second, different one is a problem."""
    healthy = values.get("range")
    typed = [(values.get("unit", ""), values.get_place("unit"))]
    typed += [(healthy.unit, values.get_place("range"))] if healthy else []
    typed += [(read.unit, place) for _, read, _, place in values.get("values", ())]
    shared = next((unit for unit, _ in typed if unit), "")
    for unit, place in typed:
        if unit and unit != shared:
            reader.report(
                "OKR205",
                place,
                f"Here the unit is '{unit}', elsewhere in this KPI it is '{shared}'.",
                "Use one unit throughout.",
            )
    return str(shared)


@dataclass(slots=True)
class TeamFile:
    """What a team file says, before anybody knows whether its parent exists."""

    unit: Unit
    kpis: dict[str, Kpi]
    parent_place: Place
    lead_place: Place
    draft: bool
    has_name: bool
    """Whether it says a name."""
    has_parent: bool
    """Whether it says a parent."""


def read_team(reader: FieldReader, unit: str, path: str, node: MapNode, directory: PeopleDirectory) -> TeamFile:
    """Return the unit that a team file describes."""
    values = reader.read_record(node, RECORDS["team"]) or RecordValues(Place(path))
    lead = values.get("lead")
    if lead and directory.is_several_people(lead):
        reader.report(
            "OKR216",
            values.get_place("lead"),
            f"'{lead}' is more than one person.",
            "Name one; the others are `members`.",
        )
    made = Unit(
        id=unit,
        name=values.get("name") or make_unit_name(unit),
        parent=None if unit == COMPANY else values.get("parent") or COMPANY,
        place=Place(path),
        lead=directory.find_key(lead),
        members=read_people_field(reader, directory, values, "members"),
        mission=values.get_prose("mission"),
        vision=values.get_prose("vision"),
        contact=values.get("contact", ""),
        links=tuple(
            NamedLink(link.get("title") or link.get("url"), link.get("url"))
            for link in values.get("links", ())
            if link.get("url")
        ),
        tags=values.get("tags", ()),
        about=values.get_prose("about"),
        audience=values.audience,
    )
    if unit == COMPANY and values.is_typed("parent"):
        reader.report("OKR222", values.get_place("parent"), "The company has no unit above it.", "Take the line out.")
    kpis: Mapping[str, RecordValues] = values.get("kpis", {})
    of_unit = build_kpis(reader, unit, kpis.items(), directory)
    return TeamFile(
        made,
        {key: replace(kpi, audience=kpi.audience | made.audience) for key, kpi in of_unit.items()},
        values.get_place("parent"),
        values.get_place("lead"),
        values.is_draft,
        has_name=values.is_typed("name"),
        has_parent=values.is_typed("parent"),
    )


def make_unit_name(unit: str) -> str:
    """Return a name for a unit that has none: its id, spelled out."""
    return unit.replace("-", " ").capitalize()


def read_memo(
    reader: FieldReader, unit: str, name: str, node: MapNode, directory: PeopleDirectory
) -> tuple[Memo, bool]:
    """Return a memo and whether it is a draft; `name` is its id: what its file's name says behind `memo-`."""
    values = reader.read_record(node, RECORDS["memo"]) or RecordValues(node.place)
    memo = Memo(
        unit, name, values.get("title") or f"Memo {name}", directory.find_key(values.get("author")), values.get("date"),
        values.get_prose("body"), node.place, values.audience,
    )  # fmt: skip
    return memo, values.is_draft
