"""Whether references mean the same in two readings of the content: all that they are resolved by is called the same."""

from __future__ import annotations

from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.sources.kept_values import digest_inputs


def has_same_names(before: Organisation, now: Organisation) -> bool:
    """Whether all that can be referred to is called the same, and drafts stand where they did.

    Numbers and texts are no part of it.
    """
    return _list_all_but_objectives(before) == _list_all_but_objectives(now) and all(
        old is new or _list_names(old) == _list_names(new)
        for old, new in zip(before.objectives.values(), now.objectives.values(), strict=True)
    )


def digest_names(organisation: Organisation) -> str:
    """Return a digest that two organisations share for which `has_same_names` holds, and no others."""
    return digest_inputs(
        _list_all_but_objectives(organisation), [_list_names(each) for each in organisation.objectives.values()]
    )


def _list_all_but_objectives(organisation: Organisation) -> tuple[object, ...]:
    """Return which objectives there are, and all else that references are resolved by."""
    return (
        tuple(organisation.objectives),
        organisation.cycles,
        _list_unit_files(organisation),
        organisation.former,
        organisation.people,
        set(organisation.kpis),
        _list_page_files(organisation),
        organisation.drafts,
        organisation.draft_headings,
        organisation.left_out,
        organisation.remotes,
    )


def _list_unit_files(organisation: Organisation) -> list[tuple[object, ...]]:
    """Return which units there are, and their files, to which links may lead."""
    return [
        (unit.id, unit.is_person, [(cycle, text.path) for cycle, text in unit.texts.items()])
        for unit in organisation.units.values()
    ]


def _list_page_files(organisation: Organisation) -> tuple[set[str], set[str]]:
    """Return where memos and ordinary pages lie, to which former addresses may lead."""
    return {memo.place.path for memo in organisation.memos}, {page.place.path for page in organisation.documents}


def _list_names(objective: Objective) -> tuple[object, ...]:
    results = tuple((key_result.id, key_result.aliases) for key_result in objective.key_results)
    return objective.title, objective.place.path, objective.aliases, results
