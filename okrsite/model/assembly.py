"""What the files say, put in order: the tree of units, the cycles, everybody who is named, drafts taken out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from okrsite.model.cycles import Cycle, enclosed
from okrsite.model.mentions import without_mentions
from okrsite.model.names import Directory, heading_anchors, listed
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY, CycleText, Organisation, Person, Unit
from okrsite.model.unit_files import TeamFile, unit_name
from okrsite.problems import Place, Problem, problem
from okrsite.settings import Settings
from okrsite.sources.nearest import Nearest, did_you_mean

if TYPE_CHECKING:
    from okrsite.model.loading import Gathered


def assemble(
    gathered: Gathered, name: str, settings: Settings, problems: list[Problem], *, drafts: bool
) -> Organisation:
    """Return the organisation that the files describe; what doesn't fit together is noted."""
    units = _tree(gathered, name, problems)
    hidden = set() if drafts else _hidden_units(gathered)
    # A page in the folder of a unit that is a draft is one too.
    gathered.documents = [(page, draft or page.unit in hidden) for page, draft in gathered.documents]
    known = {*units, *gathered.left_out.units}
    _check_people(gathered.people, units, known, problems)
    objectives = [_of_unit(each, units[each.unit]) for file in gathered.files for each in file.objectives]
    near = Nearest()
    for objective in objectives:
        _check_units(objective, known, near, problems)
    kept_back = {each.ref for each in objectives if (each.draft and not drafts) or each.unit in hidden}
    public = [each for each in objectives if each.ref not in kept_back]
    units = without(units, hidden)
    cycles = enclosed(_listed_cycles(gathered, public, drafts))
    ordered = _ordered(public, units, cycles)
    memos = tuple(memo for memo, draft in gathered.memos if (drafts or not draft) and memo.unit in units)
    kpis = {key: kpi for key, kpi in gathered.kpis.items() if kpi.unit_id not in hidden}
    organisation = Organisation(
        name=units[COMPANY].name,
        units=_with_texts(units, gathered, drafts),
        people={},
        cycles=_with_sessions(cycles, gathered, drafts),
        objectives={each.ref: each for each in ordered},
        kpis=dict(sorted(kpis.items())),
        memos=tuple(sorted(memos, key=lambda memo: (memo.unit, memo.id))),
        documents=tuple(
            sorted((page for page, draft in gathered.documents if drafts or not draft), key=lambda page: page.inside)
        ),
        index=gathered.index if drafts or not gathered.index_draft else "",
        index_path=gathered.index_path,
        index_audience=gathered.index_audience,
        draft_spans=_draft_spans(gathered, hidden, kept_back),
        drafts=frozenset(name for each in objectives if each.ref in kept_back for name in _addresses(each)),
        left_out=gathered.left_out,
        by_unit=by_unit(ordered),
        below=below(units),
    )
    unnamed = (hidden | gathered.left_out.units) - gathered.people.keys()
    organisation = without_mentions(replace(organisation, people=gathered.people), unnamed)
    return replace(organisation, people=listed(Directory(organisation.people), named(organisation)))


def _of_unit(objective: Objective, unit: Unit) -> Objective:
    """A unit that is internal has internal objectives only."""
    return replace(objective, audience=objective.audience | unit.audience) if unit.audience else objective


def _tree(gathered: Gathered, name: str, problems: list[Problem]) -> dict[str, Unit]:
    """Return all units in tree order; a parent that doesn't exist, or a circle, hangs the unit below the company."""
    units = {key: _placed(team, gathered) for key, team in gathered.teams.items()}
    for folder in gathered.folders:
        if folder not in units:
            units[folder] = _without_file(folder, gathered)
    if COMPANY not in units:
        units[COMPANY] = Unit(COMPANY, name, None, Place("content"))
    near, names = Nearest(), sorted(units)
    for key, unit in list(units.items()):
        if unit.parent is not None and unit.parent not in units:
            team = gathered.teams.get(key)
            # Else people.yml says so, and gets the problem.
            if team is not None and team.below and unit.parent not in gathered.left_out.units:
                problems.append(
                    problem(
                        "OKR221",
                        team.parent_place,
                        f"There is no unit '{unit.parent}'.",
                        did_you_mean(near.close(unit.parent, names), "Name a folder of teams/."),
                    )
                )
            units[key] = replace(unit, parent=COMPANY)
    _cut_circles(units, gathered, problems)
    return _in_tree_order(units)


def _placed(team: TeamFile, gathered: Gathered) -> Unit:
    """Return the unit of a team file; a person's stands below the person's team, unless the file says otherwise."""
    unit = team.unit
    if unit.id not in gathered.persons:
        return unit
    known = gathered.people.get(unit.id)
    name = known.name if known and not team.named else unit.name
    parent = unit.parent if team.below else known.team if known and known.team else COMPANY
    return replace(unit, is_person=True, name=name, parent=parent)


def _without_file(folder: str, gathered: Gathered) -> Unit:
    first = gathered.persons.get(folder)
    if first is None:
        paths = [file.text.path for file in gathered.files if file.unit == folder]
        parent = None if folder == COMPANY else COMPANY
        return Unit(folder, unit_name(folder), parent, Place(min(paths, default=folder)), declared=False)
    person = gathered.people.get(folder)
    if person is None:
        return Unit(folder, unit_name(folder), COMPANY, Place(first), is_person=True, declared=False)
    place = Place(person.place.path if person.place else first)
    return Unit(folder, person.name, person.team or COMPANY, place, is_person=True, declared=False)


def _cut_circles(units: dict[str, Unit], gathered: Gathered, problems: list[Problem]) -> None:
    settled = {COMPANY}
    for key in sorted(units):
        path: list[str] = []
        step = key
        while step not in settled and step not in path:
            path.append(step)
            step = units[step].parent or COMPANY
        if step in path:
            circle = path[path.index(step) :]
            place = gathered.teams[step].parent_place if step in gathered.teams else units[step].place
            problems.append(
                problem(
                    "OKR222",
                    place,
                    f"These units stand below each other in a circle: {' → '.join([*circle, step])}.",
                    "Change one `parent`.",
                )
            )
            units[step] = replace(units[step], parent=COMPANY)
        settled.update(path)


def below(units: Mapping[str, Unit]) -> dict[str, tuple[str, ...]]:
    """Return the units right below each unit, by name."""
    found: dict[str, list[str]] = {}
    for key, unit in units.items():
        if unit.parent is not None:
            found.setdefault(unit.parent, []).append(key)
    return {
        parent: tuple(sorted(keys, key=lambda key: (units[key].is_person, units[key].name.casefold(), key)))
        for parent, keys in found.items()
    }


def _in_tree_order(units: dict[str, Unit]) -> dict[str, Unit]:
    lower = below(units)
    ordered: dict[str, Unit] = {}
    waiting = [COMPANY]
    while waiting:
        key = waiting.pop()
        ordered[key] = units[key]
        waiting += reversed(lower.get(key, ()))
    return ordered


def _hidden_units(gathered: Gathered) -> set[str]:
    return {key for key, team in gathered.teams.items() if team.draft and key != COMPANY}


def without(units: dict[str, Unit], hidden: set[str]) -> dict[str, Unit]:
    """Take units out; what stood below them moves up to the next unit that stays."""
    kept = {}
    for key, unit in units.items():
        if key in hidden:
            continue
        parent = unit.parent
        while parent in hidden:
            parent = units[parent].parent
        kept[key] = replace(unit, parent=parent)
    return _in_tree_order(kept)


def _check_people(
    people: Mapping[str, Person], units: Mapping[str, Unit], known: Collection[str], problems: list[Problem]
) -> None:
    near = Nearest()
    for person in people.values():
        if person.id in units and not units[person.id].is_person and person.place is not None:
            problems.append(
                problem(
                    "OKR210",
                    person.place,
                    f"The id '{person.id}' is that of a unit already; no person and unit share one.",
                    "Choose another id for the person, such as the full name.",
                )
            )
        if person.team is not None and person.team not in known and person.place is not None:
            problems.append(
                problem(
                    "OKR221",
                    person.place,
                    f"{person.name} belongs to a unit '{person.team}', which does not exist.",
                    did_you_mean(near.close(person.team, units), "Name a folder of teams/."),
                )
            )


def _check_units(objective: Objective, units: Collection[str], near: Nearest, problems: list[Problem]) -> None:
    for name in objective.joint:
        if name not in units:
            problems.append(
                problem(
                    "OKR221",
                    objective.places["with"],
                    f"There is no unit '{name}'.",
                    did_you_mean(near.close(name, units), "Name a folder of teams/."),
                )
            )


def _listed_cycles(gathered: Gathered, public: Iterable[Objective], drafts: bool) -> list[Cycle]:
    """Cycles count as listed by a file that is not a draft as a whole, or by a declaration."""
    in_use = {file.cycle for file in gathered.files if drafts or not file.text.draft} | {each.cycle for each in public}
    used_by_files = {file.cycle for file in gathered.files}
    return [cycle for key, cycle in gathered.cycles.items() if key in in_use or key not in used_by_files]


def _ordered(objectives: list[Objective], units: Mapping[str, Unit], cycles: Mapping[str, Cycle]) -> list[Objective]:
    unit_order = {key: position for position, key in enumerate(units)}
    cycle_order = {key: position for position, key in enumerate(cycles)}
    return sorted(objectives, key=lambda each: (unit_order[each.unit], cycle_order[each.cycle], each.place.line))


def by_unit(objectives: Iterable[Objective]) -> dict[str, dict[str, tuple[Objective, ...]]]:
    """Return objectives by unit, then cycle, in their order."""
    found: dict[str, dict[str, list[Objective]]] = {}
    for each in objectives:
        found.setdefault(each.unit, {}).setdefault(each.cycle, []).append(each)
    return {unit: {cycle: tuple(own) for cycle, own in cycles.items()} for unit, cycles in found.items()}


def _with_texts(units: Mapping[str, Unit], gathered: Gathered, drafts: bool) -> dict[str, Unit]:
    texts: dict[str, dict[str, CycleText]] = {}
    for file in gathered.files:
        if drafts or not file.text.draft:
            texts.setdefault(file.unit, {})[file.cycle] = file.text
    return {key: replace(unit, texts=texts.get(key, {})) for key, unit in units.items()}


def _with_sessions(cycles: Mapping[str, Cycle], gathered: Gathered, drafts: bool) -> dict[str, Cycle]:
    sessions = {
        file.cycle: file.session for file in gathered.files if file.unit == COMPANY and (drafts or not file.text.draft)
    }
    return {key: replace(cycle, session=sessions.get(key)) for key, cycle in cycles.items()}


def _draft_spans(gathered: Gathered, hidden: set[str], kept_back: set[str]) -> tuple[Place, ...]:
    """Where drafts stand: whole files, or from a draft's first line to the line before the next objective."""
    spans = []
    for file in gathered.files:
        path = file.text.path
        if file.text.draft or file.unit in hidden:
            spans.append(Place(path, 1, 1, 10**9, 1))
            continue
        starts = sorted(
            min([each.place.line, *(place.line for place in each.places.values())]) for each in file.objectives
        )
        for each in file.objectives:
            if each.ref in kept_back:
                first = min([each.place.line, *(place.line for place in each.places.values())])
                after = bisect_right(starts, first)
                spans.append(Place(path, first, 1, starts[after] if after < len(starts) else 10**9, 1))
    spans += [Place(team.unit.place.path, 1, 1, 10**9, 1) for key, team in gathered.teams.items() if key in hidden]
    spans += [Place(memo.place.path, 1, 1, 10**9, 1) for memo, draft in gathered.memos if draft]
    spans += [Place(page.place.path, 1, 1, 10**9, 1) for page, draft in gathered.documents if draft]
    return tuple(sorted(spans))


def _addresses(objective: Objective) -> Iterator[str]:
    """Yield every way to refer to a draft, so that a link to it can vanish instead of being reported."""
    for key in (objective.id, *objective.aliases):
        yield f"{objective.unit}/{objective.cycle}/{key}"
    for anchor in heading_anchors(objective.title, objective.id):
        yield f"{objective.place.path}#{anchor}"


def named(organisation: Organisation) -> Iterator[str]:
    """Yield everybody who has a part in something, by id or plain name, as often as they are named."""
    for unit in organisation.units.values():
        yield from filter(None, (unit.lead, *unit.members))
    for kpi in organisation.kpis.values():
        yield from filter(None, (kpi.owner,))
    for memo in organisation.memos:
        yield from filter(None, (memo.author,))
    for cycle in organisation.cycles.values():
        yield from filter(None, (cycle.session.facilitator if cycle.session else None,))
    for each in organisation.objectives.values():
        yield from filter(None, (each.owner, each.reviewer, *each.contributors))
        yield from filter(None, (result.owner for result in each.key_results))
        yield from filter(None, (work.owner for work in each.initiatives))
        yield from filter(None, (checkin.by for checkin in each.checkins))
