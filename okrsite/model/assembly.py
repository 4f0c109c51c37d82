"""What the files say, put in order: the tree of units, the cycles, everybody who is named, drafts taken out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Set

from msgspec.structs import replace

from okrsite.model.checkin_files import add_filed_checkins
from okrsite.model.cycles import Cycle, nest_cycles
from okrsite.model.excluded_files import name_objective_place
from okrsite.model.folder_pages import mark_folder_pages
from okrsite.model.lengths import check_former_ids
from okrsite.model.mentions import remove_mentions
from okrsite.model.names import PeopleDirectory, list_heading_anchors, list_people
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, CycleText, Organisation, Person, Unit
from okrsite.model.parsed_content import ParsedContent
from okrsite.model.refs import ObjectiveRef
from okrsite.model.unit_tree import (
    build_unit_tree,
    collect_former_units,
    create_former_unit_problem,
    group_children,
    name_former_units,
    remove_units,
    suggest_unit,
)
from okrsite.nearest import NameSuggester, suggest_name
from okrsite.problems import Place, Problem, create_problem
from okrsite.prose import NO_PROSE
from okrsite.settings import Settings
from okrsite.vocabulary import OBJECTIVE


def assemble_organisation(
    gathered: ParsedContent, name: str, settings: Settings, problems: list[Problem], *, drafts: bool
) -> Organisation:
    """Return the organisation that the files describe; what doesn't fit together is noted."""
    units = build_unit_tree(gathered, name, problems)
    former = collect_former_units(units, gathered)
    problems += _list_former_names(gathered)
    gathered.people = (
        {
            key: replace(person, team=former.get(person.team or "", person.team))
            for key, person in gathered.people.items()
        }
        if former
        else gathered.people
    )
    hidden = set() if drafts else _find_draft_units(gathered)
    # A page in the folder of a unit that is a draft is one too.
    gathered.documents = [(page, draft or page.unit in hidden) for page, draft in gathered.documents]
    known = {*units, *gathered.left_out.units}
    _check_people(gathered.people, units, known, problems)
    typed = [
        (objective, name_objective_place(extent) in gathered.left_out.objectives)
        for file in gathered.files
        for objective, extent in zip(file.objectives, file.extents, strict=True)
    ]
    objectives = [
        _inherit_audience(_name_units_of_today(objective, former), units[objective.unit])
        for objective, is_left_out in typed
        if not is_left_out
    ]
    if gathered.checkin_files:
        objectives = add_filed_checkins(
            objectives,
            gathered.checkin_files,
            gathered.cycles,
            gathered.left_out,
            problems,
            decimal_comma=settings.decimal_comma,
        )
    near = NameSuggester()
    for objective in objectives:
        _check_units(objective, known, near, problems)
    kept_back = {
        objective.ref for objective in objectives if (objective.draft and not drafts) or objective.unit in hidden
    }
    public = [objective for objective in objectives if objective.ref not in kept_back]
    units = remove_units(units, hidden)
    cycles = nest_cycles(_list_cycles(gathered, public, drafts))
    ordered = _sort_objectives(public, units, cycles)
    problems += check_former_ids(ordered)
    memos = tuple(memo for memo, draft in gathered.memos if (drafts or not draft) and memo.unit in units)
    kpis = {key: kpi for key, kpi in gathered.kpis.items() if kpi.unit_id not in hidden}
    organisation = Organisation(
        name=units[COMPANY].name,
        units=_add_cycle_texts(units, gathered, drafts),
        people={},
        cycles=_add_sessions(cycles, gathered, drafts),
        objectives={objective.ref: objective for objective in ordered},
        kpis=dict(sorted(kpis.items())),
        memos=tuple(sorted(memos, key=lambda memo: (memo.unit, memo.id))),
        documents=mark_folder_pages(
            sorted((page for page, draft in gathered.documents if drafts or not draft), key=lambda page: page.inside)
        ),
        index=gathered.index if drafts or not gathered.index_draft else NO_PROSE,
        index_path=gathered.index_path,
        index_audience=gathered.index_audience,
        draft_spans=_find_draft_spans(gathered, hidden, kept_back),
        drafts=frozenset(
            ObjectiveRef.create(objective.unit, objective.cycle, key)
            for objective in objectives
            if objective.ref in kept_back
            for key in (objective.id, *objective.aliases)
        ),
        draft_headings=frozenset(
            (objective.place.path, anchor)
            for objective in (
                *(objective for objective in objectives if objective.ref in kept_back),
                *(objective for objective, is_left_out in typed if is_left_out),
            )
            for anchor in list_heading_anchors(objective.title, objective.id)
        ),
        left_out=gathered.left_out,
        objective_extents={file.text.path: tuple(file.extents) for file in gathered.files},
        former=name_former_units(units),
        by_unit=group_by_unit(ordered),
        child_units=group_children(units),
    )
    unnamed = (hidden | gathered.left_out.units) - gathered.people.keys()
    organisation = remove_mentions(replace(organisation, people=gathered.people), unnamed)
    return replace(
        organisation, people=list_people(PeopleDirectory(organisation.people), list_named_people(organisation))
    )


def _inherit_audience(objective: Objective, unit: Unit) -> Objective:
    """A unit that is internal has internal objectives only."""
    return replace(objective, audience=objective.audience | unit.audience) if unit.audience else objective


def _list_former_names(gathered: ParsedContent) -> Iterator[Problem]:
    """Yield a problem for each field that names a unit by an id that only git knows."""
    known = gathered.former_units
    for person in gathered.people.values():
        if person.team is not None and person.team in known and person.place is not None:
            yield create_former_unit_problem(person.place, person.team, known[person.team])
    for file in gathered.files if known else ():
        for objective in file.objectives:
            for unit in objective.joint:
                if unit in known:
                    place = objective.find_place(OBJECTIVE.WITH) or objective.place
                    yield create_former_unit_problem(place, unit, known[unit])


def _name_units_of_today(objective: Objective, former: Mapping[str, str]) -> Objective:
    """Return an objective whose fields name units by the ids of today."""
    if not former:
        return objective
    fields = {
        name: tuple(former.get(unit, unit) for unit in units)
        for name, units in (("joint", objective.joint), ("consult", objective.consult), ("inform", objective.inform))
    }
    return replace(objective, **fields)


def _find_draft_units(gathered: ParsedContent) -> set[str]:
    return {key for key, team in gathered.teams.items() if team.draft and key != COMPANY}


def _check_people(
    people: Mapping[str, Person], units: Mapping[str, Unit], known: Collection[str], problems: list[Problem]
) -> None:
    near = NameSuggester()
    for person in people.values():
        if person.id in units and not units[person.id].is_person and person.place is not None:
            problems.append(
                create_problem(
                    "OKR210",
                    person.place,
                    f"The id '{person.id}' is that of a unit already; no person and unit share one.",
                    "Choose another id for the person, such as the full name.",
                )
            )
        if person.team is not None and person.team not in known and person.place is not None:
            problems.append(
                create_problem(
                    "OKR221",
                    person.place,
                    f"{person.name} belongs to a unit '{person.team}', which does not exist.",
                    suggest_unit(person.team, units, near),
                )
            )


def _check_units(objective: Objective, units: Collection[str], near: NameSuggester, problems: list[Problem]) -> None:
    for name in objective.joint:
        if name not in units:
            problems.append(
                create_problem(
                    "OKR221",
                    objective.find_place(OBJECTIVE.WITH) or objective.place,
                    f"There is no unit '{name}'.",
                    suggest_name(near.find_closest(name, units), "Name a folder of teams/."),
                )
            )
    for field, names in ((OBJECTIVE.CONSULT, objective.consult), (OBJECTIVE.INFORM, objective.inform)):
        for name in names:
            parts = re.split(r"[\s,;]+", name)
            if len(parts) > 1 and name not in units and all(part in units for part in parts):
                message = f"There is no unit '{name}': these are {len(parts)} in one text."
                place = objective.find_place(field) or objective.place
                problems.append(
                    create_problem("OKR221", place, message, f"Write them as a list: [{', '.join(parts)}].")
                )


def _list_cycles(gathered: ParsedContent, public: Iterable[Objective], drafts: bool) -> list[Cycle]:
    """Cycles count as listed by a file that is not a draft as a whole, or by a declaration."""
    in_use = {file.cycle for file in gathered.files if drafts or not file.text.draft} | {
        objective.cycle for objective in public
    }
    used_by_files = {file.cycle for file in gathered.files}
    return [cycle for key, cycle in gathered.cycles.items() if key in in_use or key not in used_by_files]


def _sort_objectives(
    objectives: list[Objective], units: Mapping[str, Unit], cycles: Mapping[str, Cycle]
) -> list[Objective]:
    unit_order = {key: position for position, key in enumerate(units)}
    cycle_order = {key: position for position, key in enumerate(cycles)}
    return sorted(
        objectives,
        key=lambda objective: (unit_order[objective.unit], cycle_order[objective.cycle], objective.place.line),
    )


def group_by_unit(objectives: Iterable[Objective]) -> dict[str, dict[str, tuple[Objective, ...]]]:
    """Return objectives by unit, then cycle, in their order."""
    by_unit: dict[str, dict[str, list[Objective]]] = {}
    for objective in objectives:
        by_unit.setdefault(objective.unit, {}).setdefault(objective.cycle, []).append(objective)
    return {unit: {cycle: tuple(own) for cycle, own in cycles.items()} for unit, cycles in by_unit.items()}


def _add_cycle_texts(units: Mapping[str, Unit], gathered: ParsedContent, drafts: bool) -> dict[str, Unit]:
    texts: dict[str, dict[str, CycleText]] = {}
    for file in gathered.files:
        if drafts or not file.text.draft:
            texts.setdefault(file.unit, {})[file.cycle] = file.text
    return {key: replace(unit, texts=texts.get(key, {})) for key, unit in units.items()}


def _add_sessions(cycles: Mapping[str, Cycle], gathered: ParsedContent, drafts: bool) -> dict[str, Cycle]:
    sessions = {
        file.cycle: file.session for file in gathered.files if file.unit == COMPANY and (drafts or not file.text.draft)
    }
    return {key: replace(cycle, session=sessions.get(key)) for key, cycle in cycles.items()}


def _find_draft_spans(gathered: ParsedContent, hidden: set[str], kept_back: Set[ObjectiveRef]) -> tuple[Place, ...]:
    """Where drafts stand: whole files, or from a draft's first line to the line before the next objective."""
    spans = []
    for file in gathered.files:
        path = file.text.path
        if file.text.draft or file.unit in hidden:
            spans.append(Place(path, 1, 1, 10**9, 1))
            continue
        starts = sorted(
            min([objective.place.line, *(place.line for place in objective.places.values())])
            for objective in file.objectives
        )
        for objective in file.objectives:
            if objective.ref in kept_back:
                first = min([objective.place.line, *(place.line for place in objective.places.values())])
                after = bisect_right(starts, first)
                spans.append(Place(path, first, 1, starts[after] if after < len(starts) else 10**9, 1))
    spans += [Place(team.unit.place.path, 1, 1, 10**9, 1) for key, team in gathered.teams.items() if key in hidden]
    spans += [Place(memo.place.path, 1, 1, 10**9, 1) for memo, draft in gathered.memos if draft]
    spans += [Place(page.place.path, 1, 1, 10**9, 1) for page, draft in gathered.documents if draft]
    return tuple(sorted(spans))


def list_named_people(organisation: Organisation) -> Iterator[str]:
    """Yield everybody who has a part in something, by id or plain name, as often as they are named."""
    for unit in organisation.units.values():
        yield from filter(None, (unit.lead, *unit.members))
    for kpi in organisation.kpis.values():
        yield from filter(None, (kpi.owner,))
    for memo in organisation.memos:
        yield from filter(None, (memo.author,))
    for cycle in organisation.cycles.values():
        yield from filter(None, (cycle.session.facilitator if cycle.session else None,))
    for objective in organisation.objectives.values():
        yield from filter(None, (objective.owner, objective.reviewer, *objective.contributors))
        yield from filter(None, (key_result.owner for key_result in objective.key_results))
        yield from filter(None, (work.owner for work in objective.initiatives))
        yield from filter(None, (checkin.by for checkin in objective.checkins))
