"""OKR501 to OKR512: what `check` says about gaps and overlaps. Remarks, of which the settings can make more.

Each stands at the line where it would be mended; overlaps are said once for an objective and kind, so that they don't
drown the rest. All of them are on the page of gaps, with those that no file can mend: divisions without a link, and
links that wait for a draft, about which a problem would say too much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsite.alignment.gaps import Gaps
from okrsite.alignment.overlaps import Overlap, OverlapKind
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.problems import Place, Problem, create_problem


def check_alignment(organisation: Organisation, gaps: Gaps, overlaps: Iterable[Overlap]) -> list[Problem]:
    """Return a remark for each gap and overlap that somebody can mend in a file."""
    return [
        *_check_gaps(organisation, gaps),
        *_check_unconfirmed_dependencies(organisation, gaps),
        *_check_sums(organisation, gaps),
        *_check_overlaps(organisation, overlaps),
    ]


def _check_gaps(organisation: Organisation, gaps: Gaps) -> Iterator[Problem]:
    objectives, units = organisation.objectives, organisation.units
    for ref in gaps.unaligned:
        objective = objectives[ref]
        yield create_problem(
            "OKR501",
            objective.place,
            f"'{_shorten_title(objective.title)}' links to no goal that is still pursued.",
            "Add `contributes_to` or `supports` with the goal it is for, or `unaligned` with the reason.",
        )
    for unserved_goal in gaps.unserved:
        yield create_problem(
            "OKR502",
            _find_end_place(objectives[unserved_goal.ref], unserved_goal.result),
            f"No objective of a team serves {_format_end_title(objectives[unserved_goal.ref], unserved_goal.result)}.",
            "Link to it from the objective that does, or leave it, if the company does it by itself.",
        )
    for skip in gaps.skipped:
        target, through = objectives[skip.link.target], objectives[skip.through]
        yield create_problem(
            "OKR503",
            skip.link.place,
            f"This links straight to '{_shorten_title(target.title)}', past '{_shorten_title(through.title)}' of "
            f"{units[skip.unit].name}, which serves it too.",
            f"If that is the way your number goes up, link to {skip.through} instead.",
        )


def _check_unconfirmed_dependencies(organisation: Organisation, gaps: Gaps) -> Iterator[Problem]:
    objectives, units = organisation.objectives, organisation.units
    for link in gaps.unconfirmed:
        target = objectives[link.target]
        yield create_problem(
            "OKR504",
            link.place,
            f"{units[target.unit].name} has not confirmed that it can be counted on for "
            f"'{_shorten_title(target.title)}'.",
            f"There they add `confirms: [{link.source}]` to it.",
        )


def _check_sums(organisation: Organisation, gaps: Gaps) -> Iterator[Problem]:
    objectives = organisation.objectives
    for uncovered in gaps.uncovered:
        objective = objectives[uncovered.ref]
        yield create_problem(
            "OKR505",
            _find_end_place(objective, uncovered.result),
            f"{_format_end_title(objective, uncovered.result)}: {uncovered.sentence.say_in_english()}",
            "Change the target, or what contributes; a `share` says which part of the way a link is.",
        )
    for uncounted in gaps.uncounted:
        if uncounted.in_sum:
            continue  # that is a problem of its own
        link = uncounted.link
        units = [f"in {unit}" if unit else "without a unit" for unit in uncounted.units]
        yield create_problem(
            "OKR506",
            link.place,
            f"{_format_end_title(objectives[link.source], link.source_result)} is measured {units[0]}, and "
            f"{_format_end_title(objectives[link.target], link.target_result)}, to which it contributes, {units[1]}.",
            "Say with `share` which part of the way it is, measure both in one unit, or say `supports`.",
        )


def _check_overlaps(organisation: Organisation, overlaps: Iterable[Overlap]) -> Iterator[Problem]:
    told: dict[tuple[ObjectiveRef, OverlapKind], list[Overlap]] = {}
    for overlap in overlaps:
        # The later of the two hears it: the company and the divisions come first, and are what is linked to.
        told.setdefault((overlap.second.ref, overlap.kind), []).append(overlap)
    for (ref, kind), found_overlaps in told.items():
        first = found_overlaps[0]
        objective, other = organisation.objectives[ref], organisation.objectives[first.first.ref]
        more = (
            f" There {'is 1 more' if len(found_overlaps) == 2 else f'are {len(found_overlaps) - 1} more'} like this."
            * (len(found_overlaps) > 1)
        )
        yield create_problem(
            "OKR511" if kind == "same" else "OKR512",
            _find_end_place(objective, first.second.result),
            f"{_format_end_title(objective, first.second.result)} and "
            f"{_format_end_title(other, first.first.result)} of "
            f"{organisation.units[other.unit].name} "
            f"{'seem to do the same' if kind == 'same' else 'pull against each other'}: "
            f"{first.reason.say_in_english()}.{more}",
            f"Link them, do it together (`with`), or say `differs_from: {{to: {first.first.full_ref}, because: …}}`.",
        )


def _find_end_place(objective: Objective, result: str | None) -> Place:
    key_result = objective.find_key_result(result) if result else None
    return key_result.place if key_result else objective.place


def _format_end_title(objective: Objective, result: str | None) -> str:
    key_result = objective.find_key_result(result) if result else None
    return f"'{_shorten_title(key_result.title if key_result else objective.title)}'"


def _shorten_title(title: str) -> str:
    """Cut a title to what fits into a sentence."""
    return title if len(title) <= 80 else title[:79].rstrip() + "…"
