"""What follows from changes: numbers above and around them, gaps, problems, and addresses that move."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping

from okrsite.changes.links import describe_end
from okrsite.changes.pairing import Pairs
from okrsite.changes.sides import Side
from okrsite.feeds.diff_records import (
    Arrival,
    ComparedAddress,
    ComparedFinding,
    ComparedGap,
    ComparedMeasure,
    GapKind,
    Measure,
    MeasuredSubject,
)
from okrsite.feeds.problem_formats import build_problem_record
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Memo, Organisation
from okrsite.model.refs import AnyRef, KeyResultRef, ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.page import make_url
from okrsite.problems import Problem
from okrsite.progress.measures import ObjectiveMeasure

_TOLERANCE = 1e-9
_TOLD_OTHERWISE = frozenset({"OKR501", "OKR502", "OKR503", "OKR504", "OKR521", "OKR403"})
"""Codes of remarks about gaps, eased targets and moved addresses."""
_NUMBERS: tuple[tuple[Measure, Callable[[ObjectiveMeasure], float | None]], ...] = (
    ("progress", lambda numbers: numbers.progress),
    ("aligned", lambda numbers: numbers.aligned_direct),
    ("supported", lambda numbers: numbers.aligned_indirect),
)


def diff_measures(pairs: Pairs, sides: tuple[Side, Side]) -> Iterator[ComparedMeasure]:
    """Yield the numbers that changed, of whatever is there before and after."""
    before, after = (side.snapshot.measures for side in sides)
    organisation = sides[1].snapshot.organisation
    for pair in pairs.objectives:
        if not pair.before or not pair.after:
            continue
        old, new = before.objectives[pair.before.ref], after.objectives[pair.after.ref]
        title, within = pair.after.title, sides[1].name_slot(pair.after)
        for measure, get in _NUMBERS:
            yield from _diff_number("objective", pair.after.ref, title, within, measure, get(old), get(new))
        said = old.status.reported != new.status.reported
        if old.word != new.word and not said:
            yield ComparedMeasure(
                subject="objective", ref=pair.after.ref, title=title, within=within, measure="status",
                before=old.word, after=new.word,
            )  # fmt: skip
        for results in pairs.key_results[pair.after.ref]:
            if results.before and results.after:
                refs = (
                    pair.before.ref.make_key_result_ref(results.before.id),
                    pair.after.ref.make_key_result_ref(results.after.id),
                )
                shares = _find_covered_share(sides[0], refs[0]), _find_covered_share(sides[1], refs[1])
                yield from _diff_number("key result", refs[1], results.after.title, title, "covered", *shares)
    for units in pairs.units:
        if units.before and units.after:
            numbers = before.units.get(units.before.id), after.units.get(units.after.id)
            yield from _diff_number("unit", units.after.id, units.after.name, "", "progress", *numbers)
    for cycle in organisation.cycles.values():
        if cycle.id in before.cycles:
            numbers = before.cycles[cycle.id], after.cycles.get(cycle.id)
            yield from _diff_number("cycle", cycle.id, cycle.name, "", "progress", *numbers)


def _diff_number(
    subject: MeasuredSubject,
    ref: str,
    title: str,
    within: str,
    measure: Measure,
    before: float | None,
    after: float | None,
) -> Iterator[ComparedMeasure]:
    if before is None and after is None:
        return
    if before is None or after is None or abs(before - after) > _TOLERANCE:
        yield ComparedMeasure(
            subject=subject, ref=ref, title=title, within=within, measure=measure, before=before, after=after
        )


def _find_covered_share(side: Side, ref: KeyResultRef) -> float | None:
    """Return which part of a key result's way is promised below it; None where nothing is."""
    contribution = side.snapshot.measures.key_results[ref].contribution
    return contribution.covered / contribution.planned if contribution and contribution.planned else None


def diff_gaps(pairs: Pairs, sides: tuple[Side, Side]) -> Iterator[ComparedGap]:
    """Yield gaps that are new, then those that are mended."""
    old, new = _list_gaps(sides[0], pairs), _list_gaps(sides[1], None)
    arrivals: tuple[tuple[Arrival, Mapping[Hashable, ComparedGap], Mapping[Hashable, ComparedGap]], ...] = (
        ("new", new, old),
        ("mended", old, new),
    )
    for change, here, there in arrivals:
        for key, gap in here.items():
            if key not in there:
                yield ComparedGap(
                    change=change, kind=gap.kind, ref=gap.ref, title=gap.title, within=gap.within, other=gap.other
                )


def _list_gaps(side: Side, pairs: Pairs | None) -> dict[Hashable, ComparedGap]:
    """Return the gaps of a side by what they are about, as it is called after; none that waits for a draft."""
    organisation, gaps = side.snapshot.organisation, side.snapshot.gaps
    listed: dict[Hashable, ComparedGap] = {}

    def translate(ref: AnyRef) -> AnyRef:
        return pairs.translate_ref(ref) if pairs else ref

    def add_objective_gap(
        kind: GapKind, ref: ObjectiveRef, result: str | None, other: str | None, *key: Hashable
    ) -> None:
        objective: Objective = organisation.objectives[ref]
        end = ref.make_end_ref(result)
        listed[kind, translate(end), *key] = ComparedGap(
            change="new", kind=kind, ref=end, title=describe_end(objective, result),
            within=side.name_slot(objective), other=other,
        )  # fmt: skip

    for ref in gaps.unaligned:
        add_objective_gap("unaligned", ref, None, None)
    for goal in gaps.unserved:
        add_objective_gap("unserved", goal.ref, goal.result, None)
    for skipped in gaps.skipped:
        key = translate(skipped.link.target_ref), side.identify_unit(skipped.unit)
        add_objective_gap(
            "skipped", skipped.link.source, skipped.link.source_result, side.name_unit(skipped.unit), *key
        )
    for link in gaps.unconfirmed:
        target = organisation.objectives[link.target]
        add_objective_gap("unconfirmed", link.source, None, target.title, translate(link.target))
    for unlinked in gaps.unlinked_units:
        listed["unlinked", side.identify_unit(unlinked.unit)] = ComparedGap(
            change="new", kind="unlinked", ref=unlinked.unit, title=side.name_unit(unlinked.unit) or "", within="",
            other=", ".join(str(side.name_unit(unit)) for unit in unlinked.others),
        )  # fmt: skip
    return listed


def diff_problems(sides: tuple[Side, Side]) -> Iterator[ComparedFinding]:
    """Yield problems that are new, then those that are mended; nothing for the public, and none inside of drafts.

    One that only moved in its file, or moved with it, or says another number now, is the same.
    """
    if any(side.snapshot.is_public for side in sides):
        return
    old, new = (
        [problem for problem in side.snapshot.public_problems if problem.code not in _TOLD_OTHERWISE] for side in sides
    )
    keys: tuple[Callable[[Problem], Hashable], ...] = (
        lambda problem: (problem.code, problem.place.path, problem.message),
        lambda problem: (problem.code, problem.message),
        lambda problem: (problem.code, problem.place.path, re.sub(r"[0-9]+", "0", problem.message)),
    )
    for make_key in keys:
        counts = Counter(map(make_key, old)), Counter(map(make_key, new))
        same = counts[0] & counts[1]
        old, new = _leave_out(old, make_key, Counter(same)), _leave_out(new, make_key, same)
    for problem in new:
        if problem.place.path not in sides[0].unread_files:
            yield ComparedFinding(change="new", problem=build_problem_record(problem))
    for problem in old:
        if problem.place.path not in sides[1].unread_files:
            yield ComparedFinding(change="mended", problem=build_problem_record(problem))


def _leave_out(
    problems: list[Problem], make_key: Callable[[Problem], Hashable], counts: Counter[Hashable]
) -> list[Problem]:
    kept = []
    for problem in problems:
        key = make_key(problem)
        if counts[key]:
            counts[key] -= 1
        else:
            kept.append(problem)
    return kept


def diff_addresses(pairs: Pairs, sides: tuple[Side, Side]) -> Iterator[ComparedAddress]:
    """Yield the pages of units, objectives, people and memos that have other addresses now."""
    former = _list_former_addresses(sides[1].snapshot.organisation)
    for before, after in _list_page_pairs(pairs, sides):
        if before != after:
            yield ComparedAddress(before=make_url(before), after=make_url(after), leads_on=before in former)


def _list_page_pairs(pairs: Pairs, sides: tuple[Side, Side]) -> Iterator[tuple[str, str]]:
    """Yield where the page of each thing lies before and after, as a file."""
    for unit in pairs.units:
        if unit.before and unit.after:
            yield addresses.make_unit_uri(unit.before), addresses.make_unit_uri(unit.after)
            for cycle in unit.after.texts:
                if cycle in unit.before.texts:
                    old = addresses.make_unit_cycle_uri(unit.before, cycle)
                    yield old, addresses.make_unit_cycle_uri(unit.after, cycle)
    for pair in pairs.objectives:
        if pair.before and pair.after:
            yield addresses.make_objective_uri(pair.before), addresses.make_objective_uri(pair.after)
    for person in pairs.people:
        if person.before and person.after:
            yield addresses.make_person_uri(person.before), addresses.make_person_uri(person.after)
    units = tuple(side.snapshot.organisation.units for side in sides)
    for memo in pairs.memos:
        if memo.before and memo.after:
            old = addresses.make_memo_uri(memo.before, units[0][memo.before.unit])
            yield old, addresses.make_memo_uri(memo.after, units[1][memo.after.unit])


def _list_former_addresses(organisation: Organisation) -> frozenset[str]:
    """Return where pages lie that lead on."""
    memos: dict[str, list[Memo]] = {}
    for memo in organisation.memos:
        memos.setdefault(memo.unit, []).append(memo)
    former = {addresses.make_ref_uri(old) for old in organisation.former.objectives}
    former |= {
        addresses.make_alias_uri(objective, alias.rpartition("/")[2])
        for objective in organisation.objectives.values()
        for alias in objective.aliases
    }
    for address, (unit, cycle) in organisation.former.pages.items():
        former |= {f"{address}/index.md", f"{address}.md"}
        if not cycle:
            former |= {f"{address}/memo-{memo.id}.md" for memo in memos.get(unit, ())}
    former |= {addresses.make_document_uri(path) for path in organisation.former.documents}
    return frozenset(former)
