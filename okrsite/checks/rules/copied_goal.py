"""OKR607: an objective or a key result is a copy of what it links up to.

What: an objective has nearly the same title as the one of another unit that it contributes to or supports; or one of
its key results has nearly the words and exactly the target of a key result there. A key result with a target of its own
is a part of the whole and no copy, and an objective may take up the words of a key result above. What is done jointly
(`with`), declared to be different (`differs_from`), or carried on by the same unit is let pass.
Why: a copy tells nobody what this unit does about it, the number is counted twice, and whoever reads both doesn't know
whose it is.
Instead: ask what only this unit can change so that the goal above is reached, and make that the goal; if there is
nothing, a link of the people who work on it is enough.
Taught by: John Doerr, *Measure What Matters* (what is lost where goals are only handed down); Felipe Castro (against
cascading).
Disagrees: organisations that cascade on purpose, as sales quotas are; there a share of the number is clearer than a
copy.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.alignment.links import Link
from okrsite.alignment.similarity import is_similar, normalise_title
from okrsite.checks.title_words import quote_shortened
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.refs import AnyRef
from okrsite.problems import Place, Problem, create_problem
from okrsite.snapshot import Snapshot


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each open objective and each key result that repeats what it links up to, each once."""
    objectives = snapshot.organisation.objectives
    distinct = {frozenset((said.source, said.target)) for said in snapshot.alignment.distinctions}
    seen: set[AnyRef] = set()
    for link in snapshot.alignment.links:
        lower, upper = objectives[link.source], objectives[link.target]
        if (
            not link.serves
            or lower.ref not in snapshot.open_objectives
            # What is told of a draft stands in drafts only.
            or (snapshot.preview and not lower.draft)
            or lower.unit == upper.unit
            or upper.unit in lower.joint
            or lower.unit in upper.joint
            or frozenset((lower.ref, upper.ref)) in distinct
        ):
            continue
        name = snapshot.organisation.units[upper.unit].name
        if lower.ref not in seen and _says_the_same(lower.title, upper.title):
            seen.add(lower.ref)
            yield _create_remark(lower.place, f"{quote_shortened(lower.title)} says what the goal of {name} says")
        for key_result in _list_copies(link, lower, upper):
            ref = lower.ref.make_key_result_ref(key_result.id)
            if ref not in seen:
                seen.add(ref)
                message = f"{quote_shortened(key_result.title)} has the words and the target of a key result of {name}"
                yield _create_remark(key_result.place, message)


def _create_remark(place: Place, message: str) -> Problem:
    return create_problem(
        "OKR607",
        place,
        f"{message}, which it links to.",
        "Say which part of it is yours: what only you can change so that the goal above is reached.",
    )


def _list_copies(link: Link, lower: Objective, upper: Objective) -> Iterator[KeyResult]:
    """Yield the key results at the lower end of a link that repeat one at its upper end."""
    above = [(own, _list_measures(own)) for own in upper.key_results if link.target_result in (None, own.id)]
    for key_result in lower.key_results:
        if link.source_result not in (None, key_result.id) or key_result.is_settled:
            continue
        measures = _list_measures(key_result)
        if any(measures == theirs and _says_the_same(key_result.title, other.title) for other, theirs in above):
            yield key_result


def _list_measures(key_result: KeyResult) -> tuple[object, ...]:
    """Return kind, unit, target and range."""
    target, keep = key_result.target, key_result.keep
    limits = (keep.low, keep.high) if keep else None
    return key_result.kind, key_result.unit, target.value if target else None, limits


def _says_the_same(lower: str, upper: str) -> bool:
    ours, theirs = normalise_title(lower), normalise_title(upper)
    return ours.direction * theirs.direction >= 0 and is_similar(ours, theirs)
