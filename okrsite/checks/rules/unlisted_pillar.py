"""OKR266: an objective names a pillar that the company's list doesn't have.

What: the company lists its `pillars`, and the `pillar` of an objective is none of them. Where the company lists none,
any name is right.
Why: most often it is another spelling, and the objective stands apart from those with which it belongs.
Instead: write the name as the list has it, or add it to the company's `pillars`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.model.folded_words import fold_words
from okrsite.model.organisation import COMPANY
from okrsite.model.pillars import find_pillar_id, list_pillars
from okrsite.nearest import NameSuggester
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot
from okrsite.sources.misreads import quote_text
from okrsite.vocabulary import OBJECTIVE


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a problem for each objective whose pillar isn't listed."""
    organisation = snapshot.organisation
    names = organisation.units[COMPANY].pillars
    if not names:
        return
    pillars, suggester = list_pillars(organisation), NameSuggester()
    for objective in organisation.objectives.values():
        key = find_pillar_id(objective)
        if key is not None and not pillars[key].is_listed:
            near, place = suggester.find_closest(objective.pillar, names), objective.find_place(OBJECTIVE.PILLAR)
            hint = f"Did you mean {quote_text(near)}?" if near else "Add it to `pillars` in the company's team file."
            parts = [fold_words(part) for part in objective.pillar.split(",")]
            if len(parts) > 1 and all(part in pillars and pillars[part].is_listed for part in parts):
                near, hint = "", "An objective belongs to one pillar: keep the one that it serves most."
            yield create_problem(
                "OKR266",
                place or objective.place,
                f"{quote_text(objective.pillar)} is none of the pillars that the company lists.",
                hint,
                correction=near if near and place else None,
            )
