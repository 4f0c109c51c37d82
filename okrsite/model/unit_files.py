"""Team files, people.yml, KPIs and memos become frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from okrsite.model.fields import FieldReader, Values
from okrsite.model.names import Directory
from okrsite.model.organisation import COMPANY, Kpi, Memo, NamedLink, Person, Unit
from okrsite.problems import Place
from okrsite.sources.records import MapNode, Scalar
from okrsite.vocabulary import RECORDS


def read_people(reader: FieldReader, node: MapNode) -> dict[str, Person]:
    """Return the people of people.yml by id."""
    people: dict[str, Person] = {}
    for entry in node:
        key = entry.key.text
        if not key.isascii() or not key.replace("-", "").isalnum() or key != key.lower():
            reader.report(
                "OKR209",
                entry.key.place,
                f"'{key}' can't be a person's id.",
                "Ids are made of a-z, 0-9 and hyphens, such as `anna` or `anna-berg`.",
            )
            continue
        absent = isinstance(entry.value, Scalar) and entry.value.absent
        values = Values(entry.key.place) if absent else reader.record(entry.value, RECORDS["person"])
        if values is not None:
            people[key] = Person(
                key, values.get("name") or key.replace("-", " ").title(), values.get("role", ""), values.get("team"),
                values.get("link", ""), values.get("photo", ""), entry.key.place,
            )  # fmt: skip
    return people


def kpis_of(unit: str, kpis: Iterable[tuple[str, Values]], directory: Directory) -> dict[str, Kpi]:
    """Return a unit's KPIs by full id: the bare id for the company's, `team/id` for a team's."""
    found: dict[str, Kpi] = {}
    for key, values in kpis:
        typed = sorted(values.get("values", ()), key=lambda pair: pair[0])
        healthy = values.get("range")
        units = [values.get("unit", ""), healthy.unit if healthy else "", *(read.unit for _, read, _, _ in typed)]
        full = key if unit == COMPANY else f"{unit}/{key}"
        found[full] = Kpi(
            id=full,
            name=values.get("name") or key.replace("-", " ").capitalize(),
            unit_id=unit,
            unit=next(filter(None, units), ""),
            owner=directory.key(values.get("owner")),
            range=healthy,
            about=values.get("about", ""),
            values=tuple((day, read.value) for day, read, _, _ in typed),
            place=values.places["id"],
            value_places={day: place for day, _, _, place in typed},
        )
    return found


@dataclass(slots=True)
class TeamFile:
    """What a team file says, before anybody knows whether its parent exists."""

    unit: Unit
    kpis: dict[str, Kpi]
    parent_place: Place
    lead_place: Place
    draft: bool


def read_team(reader: FieldReader, unit: str, path: str, node: MapNode, directory: Directory) -> TeamFile:
    """Return the unit that a team file describes."""
    values = reader.record(node, RECORDS["team"]) or Values(Place(path))
    lead = values.get("lead")
    if lead and directory.several(lead):
        reader.report(
            "OKR216",
            values.place_of("lead"),
            f"'{lead}' is more than one person.",
            "Name one; the others are `members`.",
        )
    made = Unit(
        id=unit,
        name=values.get("name") or unit_name(unit),
        parent=None if unit == COMPANY else values.get("parent") or COMPANY,
        place=Place(path),
        lead=directory.key(lead),
        members=tuple(filter(None, (directory.key(name) for name in values.get("members", ())))),
        mission=values.get("mission", ""),
        vision=values.get("vision", ""),
        contact=values.get("contact", ""),
        links=tuple(
            NamedLink(link.get("title") or link.get("url"), link.get("url"))
            for link in values.get("links", ())
            if link.get("url")
        ),
        tags=values.get("tags", ()),
        about=values.get("about", ""),
    )
    if unit == COMPANY and values.typed("parent"):
        reader.report("OKR222", values.place_of("parent"), "The company has no unit above it.", "Take the line out.")
    kpis: Mapping[str, Values] = values.get("kpis", {})
    return TeamFile(
        made,
        kpis_of(unit, kpis.items(), directory),
        values.place_of("parent"),
        values.place_of("lead"),
        values.get("visibility") == "draft",
    )


def unit_name(unit: str) -> str:
    """Return a name for a unit that has none: its id, spelled out."""
    return unit.replace("-", " ").capitalize()


def read_memo(reader: FieldReader, unit: str, name: str, node: MapNode, directory: Directory) -> tuple[Memo, bool]:
    """Return a memo and whether it is a draft; `name` is the file's name without its ending."""
    values = reader.record(node, RECORDS["memo"]) or Values(node.place)
    year = name.removeprefix("memo-")
    memo = Memo(
        unit, year, values.get("title") or f"Memo {year}", directory.key(values.get("author")), values.get("date"),
        values.get("body", ""), node.place, values.places.get("body"),
    )  # fmt: skip
    return memo, values.get("visibility") == "draft"
