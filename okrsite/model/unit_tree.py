"""The tree of units: which unit stands below which, in which order, and what becomes of it when units are taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from okrsite.languages.sorting import make_sort_key
from okrsite.model.former_names import FormerNames
from okrsite.model.names import find_meant_unit
from okrsite.model.organisation import COMPANY, Unit
from okrsite.model.parsed_content import ParsedContent
from okrsite.model.unit_files import TeamFile, make_unit_name
from okrsite.nearest import NameSuggester, suggest_name
from okrsite.problems import Place, Problem, create_problem


def build_unit_tree(gathered: ParsedContent, name: str, problems: list[Problem]) -> dict[str, Unit]:
    """Return all units in tree order; a parent that doesn't exist, or a circle, hangs the unit below the company."""
    units = {key: _place_team(team, gathered) for key, team in gathered.teams.items()}
    for folder in gathered.folders:
        if folder not in units:
            units[folder] = _build_unit_without_file(folder, gathered)
    if COMPANY not in units:
        units[COMPANY] = Unit(COMPANY, name, None, Place("content"))
    former = collect_former_units(units, gathered)
    for key, unit in units.items():
        team = gathered.teams.get(key)
        if unit.parent in gathered.former_units and unit.parent in former and team is not None and team.has_parent:
            problems.append(create_former_unit_problem(team.parent_place, unit.parent, former[unit.parent]))
    units = {
        key: replace(unit, parent=former[unit.parent]) if unit.parent in former else unit for key, unit in units.items()
    }
    problems += _check_aliases(units, gathered)
    near = NameSuggester()
    for key, unit in list(units.items()):
        if unit.parent is not None and unit.parent not in units:
            team = gathered.teams.get(key)
            # Else people.yml says so, and gets the problem.
            if team is not None and team.has_parent and unit.parent not in gathered.left_out.units:
                problems.append(
                    create_problem(
                        "OKR221",
                        team.parent_place,
                        f"There is no unit '{unit.parent}'.",
                        suggest_unit(unit.parent, units, near),
                    )
                )
            units[key] = replace(unit, parent=COMPANY)
    _cut_circles(units, gathered, problems)
    return _sort_in_tree_order(units)


def suggest_unit(typed: str, units: Mapping[str, Unit], near: NameSuggester) -> str:
    """Return the hint of a problem with a unit that isn't there: the one that was probably meant."""
    return suggest_name(find_meant_unit(units, typed, near), "Name a folder of teams/.")


def _place_team(team: TeamFile, gathered: ParsedContent) -> Unit:
    """Return the unit of a team file; a person's stands below the person's team, unless the file says otherwise."""
    unit = team.unit
    if unit.id not in gathered.person_folders:
        return unit
    known = gathered.people.get(unit.id)
    name = known.name if known and not team.has_name else unit.name
    parent = unit.parent if team.has_parent else known.team if known and known.team else COMPANY
    return replace(unit, is_person=True, name=name, parent=parent)


def _build_unit_without_file(folder: str, gathered: ParsedContent) -> Unit:
    first = gathered.person_folders.get(folder)
    if first is None:
        paths = [file.text.path for file in gathered.files if file.unit == folder]
        parent = None if folder == COMPANY else COMPANY
        return Unit(folder, make_unit_name(folder), parent, Place(min(paths, default=folder)), declared=False)
    person = gathered.people.get(folder)
    if person is None:
        return Unit(folder, make_unit_name(folder), COMPANY, Place(first), is_person=True, declared=False)
    place = Place(person.place.path if person.place else first)
    return Unit(folder, person.name, person.team or COMPANY, place, is_person=True, declared=False)


def _cut_circles(units: dict[str, Unit], gathered: ParsedContent, problems: list[Problem]) -> None:
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
                create_problem(
                    "OKR222",
                    place,
                    f"These units stand below each other in a circle: {' → '.join([*circle, step])}.",
                    "Change one `parent`.",
                )
            )
            units[step] = replace(units[step], parent=COMPANY)
        settled.update(path)


def collect_unit_aliases(units: Mapping[str, Unit]) -> dict[str, str]:
    """Return the former ids of units that somebody typed, with those of today; none that could mean two units."""
    claims: dict[str, list[str]] = {}
    for key, unit in units.items():
        for alias in dict.fromkeys(unit.aliases):
            claims.setdefault(alias, []).append(key)
    return {alias: keys[0] for alias, keys in sorted(claims.items()) if len(keys) == 1 and alias not in units}


def collect_former_units(units: Mapping[str, Unit], gathered: ParsedContent) -> dict[str, str]:
    """Return the former ids of units, those that git knows among them; an id of today is nobody's former one."""
    known = {old: now for old, now in gathered.former_units.items() if now in units and old not in units}
    return known | collect_unit_aliases(units)


def create_former_unit_problem(place: Place, typed: str, unit: str) -> Problem:
    """Say that a unit is named by an id that only git knows."""
    return create_problem("OKR312", place, f"'{typed}' is a former name of the unit '{unit}'.", f"Write {unit}.")


def name_former_units(units: Mapping[str, Unit]) -> FormerNames:
    """Return what units were called before, as far as somebody typed it, with their pages."""
    former = collect_unit_aliases(units)
    pages = {f"{'people' if units[key].is_person else 'teams'}/{alias}": (key, "") for alias, key in former.items()}
    return FormerNames(units=former, typed_units=frozenset(former), pages=pages)


def _check_aliases(units: Mapping[str, Unit], gathered: ParsedContent) -> Iterator[Problem]:
    """Yield a problem for each former id that is another unit's too: it could mean either."""
    first: dict[str, str] = {}
    for key, unit in sorted(units.items()):
        for alias in dict.fromkeys(unit.aliases):
            other = alias if alias in units else first.setdefault(alias, key)
            if other != key or alias == key:
                whose = "this unit's own id" if alias == key else f"the id of '{other}'"
                taken = whose if alias in units else f"a former id of '{other}' too"
                hint = "An alias is an earlier id that nothing else goes by; take it out."
                yield create_problem("OKR210", gathered.teams[key].aliases_place, f"'{alias}' is {taken}.", hint)


def group_children(units: Mapping[str, Unit]) -> dict[str, tuple[str, ...]]:
    """Return the units right below each unit, by name."""
    children: dict[str, list[str]] = {}
    for key, unit in units.items():
        if unit.parent is not None:
            children.setdefault(unit.parent, []).append(key)
    return {
        parent: tuple(sorted(keys, key=lambda key: (units[key].is_person, *make_sort_key(units[key].name), key)))
        for parent, keys in children.items()
    }


def _sort_in_tree_order(units: dict[str, Unit]) -> dict[str, Unit]:
    lower = group_children(units)
    ordered: dict[str, Unit] = {}
    waiting = [COMPANY]
    while waiting:
        key = waiting.pop()
        ordered[key] = units[key]
        waiting += reversed(lower.get(key, ()))
    return ordered


def remove_units(units: dict[str, Unit], hidden: set[str]) -> dict[str, Unit]:
    """Take units out; what stood below them moves up to the next unit that stays."""
    kept = {}
    for key, unit in units.items():
        if key in hidden:
            continue
        parent = unit.parent
        while parent in hidden:
            parent = units[parent].parent
        kept[key] = replace(unit, parent=parent)
    return _sort_in_tree_order(kept)
