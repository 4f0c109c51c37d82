"""An organisation for the public: without the units, files, objectives, KPIs and people that are withheld.

Made of the whole one when all of it is measured. What is left is what a folder would give in which nothing of the rest
had ever been typed, so that no writer can give away what it never had.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from okrsite.alignment.references import Resolver
from okrsite.audience.objectives import ObjectiveEditor, untold
from okrsite.model.assembly import below, by_unit, named, without
from okrsite.model.audience import ALL
from okrsite.model.cycles import Cycle, enclosed
from okrsite.model.mentions import for_the_public
from okrsite.model.names import Directory, listed
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Kpi, Organisation, Unit, unit_of_file
from okrsite.model.typed import LINES, NAMES, all_retold, each_text, retold
from okrsite.problems import Place
from okrsite.progress.measure import Measures
from okrsite.settings import Site
from okrsite.sources.markdown.words import unpointed
from okrsite.vocabulary import Field


def published(organisation: Organisation, measures: Measures, site: Site) -> Organisation:
    """Return what of an organisation the public sees.

    Args:
        organisation: All of it.
        measures: Its numbers: those of a withheld key result stay, as they count in its objective.
        site: What the settings say of cycles, and what the site is called where the company is withheld.
    """
    kept = [each for each in organisation.objectives.values() if ALL not in each.audience]
    hidden = {unit.id for unit in organisation.units.values() if _hidden(unit, organisation, kept)}
    units = without(dict(organisation.units), hidden)
    units = {key: _unit(unit, kept, site) for key, unit in units.items()}
    kpis = {
        key: _kpi(kpi)
        for key, kpi in organisation.kpis.items()
        if ALL not in kpi.audience and _unit_shown(kpi.unit_id, organisation, hidden)
    }
    editor = ObjectiveEditor(
        organisation, measures, Resolver(organisation, []), {each.ref for each in kept}, kpis.keys()
    )
    objectives = [editor.objective(each) for each in kept]
    memos = tuple(
        replace(memo, place=untold(memo.place), body_place=None)
        for memo in organisation.memos
        if ALL not in memo.audience and _unit_shown(memo.unit, organisation, hidden)
    )
    found = replace(
        organisation,
        name=units[COMPANY].name,
        units=units,
        people={},
        cycles=_cycles(organisation, units, objectives, site),
        objectives={each.ref: each for each in objectives},
        kpis=kpis,
        memos=memos,
        documents=tuple(
            replace(page, place=untold(page.place))
            for page in organisation.documents
            if ALL not in page.audience and not (page.unit and not _unit_shown(page.unit, organisation, hidden))
        ),
        attachments=frozenset(each for each in organisation.attachments if not _beside_internal(each, organisation)),
        index="" if ALL in organisation.index_audience else organisation.index,
        index_path="" if ALL in organisation.index_audience else organisation.index_path,
        index_audience=frozenset(),
        drafts=frozenset(),
        by_unit=by_unit(objectives),
        below=below(units),
    )
    found = all_retold(all_retold(found, for_the_public(organisation, found)), _as_words)
    return _with_people(replace(found, name=found.units[COMPANY].name), organisation)


def _as_words(record: str, field: Field, held: Any) -> Any:
    """Leave comments out of lines that are no Markdown, and addresses in this site: what is internal may have them."""
    return each_text(held, unpointed) if field.type in LINES or field.type in NAMES else held


def _unit_shown(unit: str, organisation: Organisation, hidden: set[str]) -> bool:
    return unit not in hidden and ALL not in organisation.units[unit].audience


def _beside_internal(inside: str, organisation: Organisation) -> bool:
    """Whether a file lies in the folder of a unit that is internal."""
    unit = organisation.units.get(unit_of_file(inside) or "")
    return unit is not None and ALL in unit.audience


def _hidden(unit: Unit, organisation: Organisation, kept: list[Objective]) -> bool:
    """Whether nothing of a unit is shown, not even that it is there; the company is there always."""
    if unit.id == COMPANY:
        return False
    if ALL in unit.audience:
        return True
    texts = any(ALL not in text.audience for text in unit.texts.values())
    pages = any(memo.unit == unit.id and ALL not in memo.audience for memo in organisation.memos)
    pages = pages or any(page.unit == unit.id and ALL not in page.audience for page in organisation.documents)
    # Without a team file, only its files say that there is such a unit.
    return not (unit.declared or texts or pages or any(each.unit == unit.id for each in kept))


def _unit(unit: Unit, kept: list[Objective], site: Site) -> Unit:
    if ALL in unit.audience:
        return Unit(COMPANY, site.name, None, Place(unit.place.path, 0, 0))
    texts = {cycle: text for cycle, text in unit.texts.items() if ALL not in text.audience}
    place = untold(unit.place)
    if not unit.declared:
        own = {text.path for text in texts.values()} | {each.place.path for each in kept if each.unit == unit.id}
        place = Place(min(own, default=unit.id), 0, 0)
    return replace(unit, place=place, texts=texts)


def _kpi(kpi: Kpi) -> Kpi:
    return replace(kpi, place=untold(kpi.place), value_places={})


def _cycles(
    organisation: Organisation, units: dict[str, Unit], objectives: list[Objective], site: Site
) -> dict[str, Cycle]:
    """Return the cycles that the public hears of: those of its files and objectives, and those of the settings."""
    used = {cycle for unit in units.values() for cycle in unit.texts} | {each.cycle for each in objectives}
    opened = units[COMPANY].texts
    found = []
    for cycle in organisation.cycles.values():
        if cycle.id in used or cycle.id in site.settings.cycles:
            session = cycle.session if cycle.id in opened else None
            found.append(replace(cycle, session=session and replace(session, place=untold(session.place))))
    return enclosed(found)


def _with_people(found: Organisation, whole: Organisation) -> Organisation:
    """List whoever is named in what is shown, and nobody else of people.yml either."""
    spoken_of = {*named(found), *_asked(found)}
    known = {
        key: replace(
            retold("person", person, _as_words),
            team=person.team if person.team in found.units else None,
            place=None,
        )
        for key, person in whole.people.items()
        if person.place is not None and (key in spoken_of or key in found.units)
    }
    return replace(found, people=listed(Directory(known), named(found)))


def _asked(found: Organisation) -> Iterator[str]:
    for each in found.objectives.values():
        yield from (*each.consult, *each.inform)
