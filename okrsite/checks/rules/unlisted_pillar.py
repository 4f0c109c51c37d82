"""OKR266: an objective names a pillar that the company's list doesn't have.

What: the company lists its `pillars`, and the `pillar` of an objective is none of them. Where the company lists none,
any name is right. Where the list has a name that no objective names, and that holds or nearly is the missing one, the
fault is the list's, and is told there once.
Why: most often it is another spelling, and the objective stands apart from those with which it belongs.
Instead: write the name as the list has it, or add it to the company's `pillars`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrsite.model.folded_words import fold_words
from okrsite.model.objectives import Objective
from okrsite.model.organisation import COMPANY
from okrsite.model.pillars import Pillar, find_pillar_id, list_pillars
from okrsite.nearest import NameSuggester
from okrsite.problems import Place, Problem, create_problem, join_names
from okrsite.snapshot import Snapshot
from okrsite.sources.misreads import quote_text
from okrsite.vocabulary import OBJECTIVE


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a problem for each objective whose pillar isn't listed, or one for each listed name that is at fault."""
    organisation = snapshot.organisation
    company = organisation.units[COMPANY]
    if not company.pillars:
        return
    pillars, suggester = list_pillars(organisation), NameSuggester()
    named: dict[str, list[Objective]] = {}
    for objective in organisation.objectives.values():
        key = find_pillar_id(objective)
        if key is not None:
            named.setdefault(key, []).append(objective)
    unlisted = {key: objectives for key, objectives in named.items() if not pillars[key].is_listed}
    unused = [name for name in company.pillars if fold_words(name) not in named]
    faults = _find_faults_of_list(unlisted, unused, suggester)
    for name in dict.fromkeys(faults.values()):
        yield _create_list_problem(company.pillars_place or company.place, name, faults, unlisted, pillars)
    for key, objectives in unlisted.items():
        for objective in objectives if key not in faults else ():
            yield _create_problem(objective, pillars, suggester, company.pillars)


def _find_faults_of_list(
    unlisted: Mapping[str, list[Objective]], unused: list[str], suggester: NameSuggester
) -> dict[str, str]:
    """Return the listed name that is at fault, by the id of the pillar that several objectives name without it."""
    faults: dict[str, str] = {}
    for key, objectives in unlisted.items() if unused else ():
        if len(objectives) < 2:
            continue
        holder = next((name for name in unused if f"-{key}-" in f"-{_take_signs_out(name)}-"), "")
        if name := holder or suggester.find_closest(objectives[0].pillar, unused, 0.8):
            faults[key] = name
    return faults


def _take_signs_out(name: str) -> str:
    return fold_words("".join(sign if sign.isalnum() or sign in "-_" else " " for sign in name))


def _create_list_problem(
    place: Place,
    name: str,
    faults: Mapping[str, str],
    unlisted: Mapping[str, list[Objective]],
    pillars: Mapping[str, Pillar],
) -> Problem:
    meant = [key for key, listed in faults.items() if listed == name]
    count = sum(len(unlisted[key]) for key in meant)
    names = join_names([quote_text(pillars[key].name) for key in meant])
    are = "aren't" if len(meant) > 1 else "isn't"
    message = f"No objective belongs to the pillar {quote_text(name)}; {count} belong to {names}, which {are} listed."
    each = ", each as an item of its own" if len(meant) > 1 else ""
    return create_problem("OKR266", place, message, f"Write {names} in its place{each}.")


def _create_problem(
    objective: Objective, pillars: Mapping[str, Pillar], suggester: NameSuggester, names: tuple[str, ...]
) -> Problem:
    near, place = suggester.find_closest(objective.pillar, names), objective.find_place(OBJECTIVE.PILLAR)
    hint = f"Did you mean {quote_text(near)}?" if near else "Add it to `pillars` in the company's team file."
    parts = [fold_words(part) for part in objective.pillar.split(",")]
    if len(parts) > 1 and all(part in pillars and pillars[part].is_listed for part in parts):
        near, hint = "", "An objective belongs to one pillar: keep the one that it serves most."
    return create_problem(
        "OKR266",
        place or objective.place,
        f"{quote_text(objective.pillar)} is none of the pillars that the company lists.",
        hint,
        correction=near if near and place else None,
    )
