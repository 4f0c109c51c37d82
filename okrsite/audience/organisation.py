"""An organisation for the public: without the units, files, objectives, KPIs and people that are withheld.

Made of the whole one when all of it is measured. What is left is what a folder would give in which nothing of the rest
had ever been typed, so that no writer can give away what it never had.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from okrsite.alignment.references import ReferenceResolver
from okrsite.audience.objectives import ObjectiveRedactor, redact_place
from okrsite.fields import Field
from okrsite.model.assembly import group_by_unit, list_named_people
from okrsite.model.audience import ALL
from okrsite.model.cycles import Cycle, nest_cycles
from okrsite.model.folder_pages import mark_folder_pages
from okrsite.model.mentions import make_public_change
from okrsite.model.names import PeopleDirectory, list_people
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, Kpi, Organisation, Unit, find_unit_of_file
from okrsite.model.typed_texts import LINES, NAMES, Words, rewrite_organisation, rewrite_record, rewrite_texts
from okrsite.model.unit_tree import group_children, name_former_units, remove_units
from okrsite.problems import Place
from okrsite.progress.measure import Measures
from okrsite.prose import NO_PROSE, Prose
from okrsite.settings import Site
from okrsite.sources.markdown.words import strip_untold_parts
from okrsite.vocabulary import PERSON


def redact_organisation(organisation: Organisation, measures: Measures, site: Site) -> Organisation:
    """Return what of an organisation the public sees.

    Args:
        organisation: All of it.
        measures: Its numbers: those of a withheld key result stay, as they count in its objective.
        site: What the settings say of cycles, and what the site is called where the company is withheld.
    """
    kept = [objective for objective in organisation.objectives.values() if ALL not in objective.audience]
    hidden = {unit.id for unit in organisation.units.values() if _is_unit_hidden(unit, organisation, kept)}
    units = remove_units(dict(organisation.units), hidden)
    units = {key: _redact_unit(unit, kept, site) for key, unit in units.items()}
    kpis = {
        key: _redact_kpi(kpi)
        for key, kpi in organisation.kpis.items()
        if ALL not in kpi.audience and _is_unit_shown(kpi.unit_id, organisation, hidden)
    }
    editor = ObjectiveRedactor(
        organisation, measures, ReferenceResolver(organisation, []), {objective.ref for objective in kept}, kpis.keys()
    )
    objectives = [editor.redact_objective(objective) for objective in kept]
    memos = tuple(
        replace(memo, place=redact_place(memo.place))
        for memo in organisation.memos
        if ALL not in memo.audience and _is_unit_shown(memo.unit, organisation, hidden)
    )
    shown = replace(
        organisation,
        name=units[COMPANY].name,
        units=units,
        people={},
        cycles=_redact_cycles(organisation, units, objectives, site),
        objectives={objective.ref: objective for objective in objectives},
        kpis=kpis,
        memos=memos,
        documents=mark_folder_pages(
            replace(page, place=redact_place(page.place))
            for page in organisation.documents
            if ALL not in page.audience and not (page.unit and not _is_unit_shown(page.unit, organisation, hidden))
        ),
        attachments=frozenset(
            path for path in organisation.attachments if not _is_in_internal_folder(path, organisation)
        ),
        index=NO_PROSE if ALL in organisation.index_audience else _redact_prose(organisation.index),
        index_path="" if ALL in organisation.index_audience else organisation.index_path,
        index_audience=frozenset(),
        drafts=frozenset(),
        draft_headings=frozenset(),
        former=name_former_units(units),
        by_unit=group_by_unit(objectives),
        child_units=group_children(units),
    )
    shown = rewrite_organisation(rewrite_organisation(shown, make_public_change(organisation, shown)), _redact_words)
    return _redact_people(replace(shown, name=shown.units[COMPANY].name), organisation)


def _redact_words(field: Field[object], words: Words) -> Words:
    """Leave comments out of lines that are no Markdown, and addresses in this site: what is internal may have them.

    Of Markdown, only the file in which it was typed is told.
    """
    if isinstance(words, Prose):
        return _redact_prose(words)
    return rewrite_texts(words, strip_untold_parts) if field.type in LINES or field.type in NAMES else words


def _redact_prose(prose: Prose) -> Prose:
    return replace(prose, place=redact_place(prose.place)) if prose.place else prose


def _is_unit_shown(unit: str, organisation: Organisation, hidden: set[str]) -> bool:
    return unit not in hidden and ALL not in organisation.units[unit].audience


def _is_in_internal_folder(inside: str, organisation: Organisation) -> bool:
    """Whether a file lies in the folder of a unit that is internal."""
    unit = organisation.units.get(find_unit_of_file(inside) or "")
    return unit is not None and ALL in unit.audience


def _is_unit_hidden(unit: Unit, organisation: Organisation, kept: list[Objective]) -> bool:
    """Whether nothing of a unit is shown, not even that it is there; the company is there always."""
    if unit.id == COMPANY:
        return False
    if ALL in unit.audience:
        return True
    texts = any(ALL not in text.audience for text in unit.texts.values())
    pages = any(memo.unit == unit.id and ALL not in memo.audience for memo in organisation.memos)
    pages = pages or any(page.unit == unit.id and ALL not in page.audience for page in organisation.documents)
    # Without a team file, only its files say that there is such a unit.
    return not (unit.declared or texts or pages or any(objective.unit == unit.id for objective in kept))


def _redact_unit(unit: Unit, kept: list[Objective], site: Site) -> Unit:
    if ALL in unit.audience:
        return Unit(COMPANY, site.name, None, Place(unit.place.path, 0, 0, 0, 1))
    texts = {cycle: text for cycle, text in unit.texts.items() if ALL not in text.audience}
    place = redact_place(unit.place)
    if not unit.declared:
        own = {text.path for text in texts.values()} | {
            objective.place.path for objective in kept if objective.unit == unit.id
        }
        place = Place(min(own, default=unit.id), 0, 0, 0, 1)
    return replace(unit, place=place, texts=texts)


def _redact_kpi(kpi: Kpi) -> Kpi:
    return replace(kpi, place=redact_place(kpi.place), value_places={})


def _redact_cycles(
    organisation: Organisation, units: dict[str, Unit], objectives: list[Objective], site: Site
) -> dict[str, Cycle]:
    """Return the cycles that the public hears of: those of its files and objectives, and those of the settings."""
    used = {cycle for unit in units.values() for cycle in unit.texts} | {objective.cycle for objective in objectives}
    opened = units[COMPANY].texts
    cycles = []
    for cycle in organisation.cycles.values():
        if cycle.id in used or cycle.id in site.settings.cycles:
            session = cycle.session if cycle.id in opened else None
            cycles.append(replace(cycle, session=session and replace(session, place=redact_place(session.place))))
    return nest_cycles(cycles)


def _redact_people(organisation: Organisation, whole: Organisation) -> Organisation:
    """List whoever is named in what is shown, and nobody else of people.yml either."""
    spoken_of = {*list_named_people(organisation), *_list_consulted_and_informed(organisation)}
    known = {
        key: replace(
            rewrite_record(PERSON, person, _redact_words),
            team=person.team if person.team in organisation.units else None,
            place=None,
        )
        for key, person in whole.people.items()
        if person.place is not None and (key in spoken_of or key in organisation.units)
    }
    return replace(organisation, people=list_people(PeopleDirectory(known), list_named_people(organisation)))


def _list_consulted_and_informed(organisation: Organisation) -> Iterator[str]:
    for objective in organisation.objectives.values():
        yield from (*objective.consult, *objective.inform)
