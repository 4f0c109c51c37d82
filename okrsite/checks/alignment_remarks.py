"""OKR501 to OKR512: what `check` says about gaps and overlaps. Remarks, of which the settings can make more.

Each stands at the line where it would be mended; overlaps are said once for an objective and kind, so that they don't
drown the rest. All of them are on the page of gaps, with those that no file can mend: divisions without a link, and
links that wait for a draft, about which a problem would say too much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsite.alignment.gaps import Gaps
from okrsite.alignment.overlaps import End, Overlap, OverlapKind
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.problems import Place, Problem, problem
from okrsite.progress.measure import Measures


def still_open(organisation: Organisation, measures: Measures) -> frozenset[str]:
    """Return the objectives whose gaps can still be closed, by full reference: not over, not done, not dropped."""
    return frozenset(
        ref
        for ref, each in organisation.objectives.items()
        if organisation.cycles[each.cycle].end >= measures.today
        and measures.objectives[ref].status.shown not in ("done", "dropped")
    )


def given_up(organisation: Organisation, measures: Measures) -> frozenset[str]:
    """Return the objectives that were dropped, by full reference."""
    return frozenset(ref for ref in organisation.objectives if measures.objectives[ref].status.shown == "dropped")


def alignment_remarks(organisation: Organisation, gaps: Gaps, overlaps: Iterable[Overlap]) -> list[Problem]:
    """Return a remark for each gap and overlap that somebody can mend in a file."""
    return [*_missing(organisation, gaps), *_unconfirmed(organisation, gaps), *_overlapping(organisation, overlaps)]


def _missing(organisation: Organisation, gaps: Gaps) -> Iterator[Problem]:
    objectives, units = organisation.objectives, organisation.units
    for ref in gaps.unaligned:
        each = objectives[ref]
        yield problem(
            "OKR501",
            each.place,
            f"'{_short(each.title)}' links to no goal that is still pursued.",
            "Add `contributes_to` or `supports` with the goal it is for, or `unaligned` with the reason.",
        )
    for found in gaps.unserved:
        yield problem(
            "OKR502",
            _place(objectives[found.ref], found.result),
            f"No objective of a team serves {_called(objectives[found.ref], found.result)}.",
            "Link to it from the objective that does, or leave it, if the company does it by itself.",
        )
    for skip in gaps.skipped:
        target, through = objectives[skip.link.target], objectives[skip.through]
        yield problem(
            "OKR503",
            skip.link.place,
            f"This links straight to '{_short(target.title)}', past '{_short(through.title)}' of "
            f"{units[skip.unit].name}, which serves it too.",
            f"If that is the way your number goes up, link to {skip.through} instead.",
        )


def _unconfirmed(organisation: Organisation, gaps: Gaps) -> Iterator[Problem]:
    objectives, units = organisation.objectives, organisation.units
    for link in gaps.unconfirmed:
        target = objectives[link.target]
        yield problem(
            "OKR504",
            link.place,
            f"{units[target.unit].name} has not confirmed that it can be counted on for '{_short(target.title)}'.",
            f"There they add `confirms: [{link.source}]` to it.",
        )


def _overlapping(organisation: Organisation, overlaps: Iterable[Overlap]) -> Iterator[Problem]:
    told: dict[tuple[str, OverlapKind], list[Overlap]] = {}
    for overlap in overlaps:
        # The later of the two hears it: the company and the divisions come first, and are what is linked to.
        told.setdefault((overlap.second.ref, overlap.kind), []).append(overlap)
    for (ref, kind), found in told.items():
        first = found[0]
        each, other = organisation.objectives[ref], organisation.objectives[first.first.ref]
        more = f" There {'is 1 more' if len(found) == 2 else f'are {len(found) - 1} more'} like this." * (
            len(found) > 1
        )
        yield problem(
            "OKR511" if kind == "same" else "OKR512",
            _place(each, first.second.result),
            f"{_called(each, first.second.result)} and {_called(other, first.first.result)} of "
            f"{organisation.units[other.unit].name} "
            f"{'seem to do the same' if kind == 'same' else 'pull against each other'}: {first.reason}.{more}",
            f"Link them, do it together (`with`), or say `differs_from: {{to: {_ref(first.first)}, because: …}}`.",
        )


def _ref(end: End) -> str:
    return f"{end.ref}#{end.result}" if end.result else end.ref


def _place(each: Objective, result: str | None) -> Place:
    found = each.key_result(result) if result else None
    return found.place if found else each.place


def _called(each: Objective, result: str | None) -> str:
    found = each.key_result(result) if result else None
    return f"'{_short(found.title if found else each.title)}'"


def _short(title: str) -> str:
    """Cut a title to what fits into a sentence."""
    return title if len(title) <= 80 else title[:79].rstrip() + "…"
