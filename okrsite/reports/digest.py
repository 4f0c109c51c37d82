"""The digest of a week: what moved, what is at risk, who is due; a section that has nothing to say isn't there."""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.feeds.report_records import WeeklyCounts, WeeklyGoalChange, WeeklyMove, WeeklyReport, WeeklyResultMove
from okrsite.languages.words import translate, translate_plural
from okrsite.model.organisation import COMPANY
from okrsite.number_style import format_count
from okrsite.pages.formatting import format_plural, format_quantity, format_without_unit
from okrsite.progress.explanation import format_percent
from okrsite.reports.lines import (
    Line,
    Piece,
    Quoted,
    Section,
    Text,
    compose,
    count_reported,
    format_change,
    format_period,
    join_clauses,
    join_pieces,
    make_section,
    make_text,
    make_title,
    name_objective,
    tell_of,
)
from okrsite.reports.telling import (
    tell_blocker,
    tell_concern,
    tell_conclusion,
    tell_due,
    tell_hindsight,
    tell_missing,
    tell_outdated,
    tell_target_change,
)

MAX_LINES = 10
"""Of a section: what is longer is read by nobody, and the site has all of it."""
_MOST_RESULTS = 2
"""How many key results of an objective are told of among those that moved."""
_CONCERNS = ("at risk", "off track", "outdated")


def write_digest(report: WeeklyReport) -> Text:
    """Return the digest of a week."""
    check_ins = [*tell_outdated(report.outdated), *tell_due(report.due_next), *tell_missing(report.units)]
    sections = (
        make_section(
            translate("Off track and at risk"), [tell_concern(concern) for concern in report.concerns], MAX_LINES
        ),
        _make_moves_section(report),
        make_section(translate("Reached or given up"), list(map(tell_conclusion, report.conclusions)), MAX_LINES),
        make_section(translate("New and changed goals"), list(map(_tell_goal_change, report.goals)), MAX_LINES),
        make_section(translate("Targets that were moved"), list(map(tell_target_change, report.targets)), MAX_LINES),
        make_section(translate("Blocked"), list(map(tell_blocker, report.blocked)), MAX_LINES),
        make_section(translate("Looking back"), list(map(tell_hindsight, report.hindsights)), MAX_LINES),
        Section(translate("Check-ins"), tuple(check_ins)),
    )
    title = make_title(report, translate("{names}: week {week} of {year}"))
    return make_text(report, title, _introduce(report), (section for section in sections if section.lines))


def _introduce(report: WeeklyReport) -> Iterator[Piece]:
    """Yield what is said of the week as a whole."""
    counts, cycle = report.counts, report.cycle
    yield f"{format_period(report)}."
    if cycle is not None and cycle.progress is not None:
        before, now = format_percent(cycle.progress_before), format_percent(cycle.progress)
        yield " "
        if cycle.progress_before is None or before == now:
            yield from compose(translate("{cycle} stands at {percent}."), cycle=Quoted(cycle.name), percent=now)
        else:
            said = translate("{cycle} went from {before} to {after}.")
            yield from compose(said, cycle=Quoted(cycle.name), before=before, after=now)
    yield " "
    yield from _count_statuses(counts)
    if counts.open:
        yield f" {translate('Check-ins: {reported}.', reported=count_reported(report))}"
    if not (report.moves or report.conclusions or report.goals or report.targets):
        yield f" {translate('Nothing moved.')}"


def _count_statuses(counts: WeeklyCounts) -> Iterator[Piece]:
    """Yield how many objectives are open, and how many of them stand how."""
    outdated = translate_plural("{number} outdated", "{number} outdated", counts.outdated)
    stand = [
        words
        for number, words in (
            (counts.on_track, translate("{number} on track", number=format_count(counts.on_track))),
            (counts.at_risk, translate("{number} at risk", number=format_count(counts.at_risk))),
            (counts.off_track, translate("{number} off track", number=format_count(counts.off_track))),
            (counts.outdated, outdated),
            (counts.without_data, translate("{number} without data", number=format_count(counts.without_data))),
        )
        if number
    ]
    objectives = format_plural(counts.open, "open objective")
    yield from tell_of(objectives, ", ".join(stand)) if stand else (objectives,)
    yield "."


def _make_moves_section(report: WeeklyReport) -> Section:
    """Return what moved: all of the company's own, and of the others those that moved most, in the order of units."""
    elsewhere = {change.objective.ref for change in report.goals if change.change == "new"}
    elsewhere |= {conclusion.objective.ref for conclusion in report.conclusions if conclusion.key_result is None}
    moves = [move for move in report.moves if move.objective.ref not in elsewhere and _is_worth_telling(move)]
    ranked = sorted(moves, key=lambda move: (move.objective.unit != COMPANY, -_compute_size(move)))
    chosen = {move.objective.ref for move in ranked[:MAX_LINES]}
    lines = [_tell_move(move) for move in moves if move.objective.ref in chosen]
    return Section(
        translate("Moved ({number})", number=format_count(len(moves))), tuple(lines), len(moves) - len(lines)
    )


def _is_worth_telling(move: WeeklyMove) -> bool:
    """Whether something moved that isn't told elsewhere: that nothing was heard of it, or that it is late, is."""
    if any(_tells_of(result) for result in move.key_results):
        return True
    progress = move.progress_before is not None and format_percent(move.progress_before) != format_percent(
        move.progress
    )
    return progress or (move.status_before is not None and move.status == "on track" != move.status_before)


def _tells_of(result: WeeklyResultMove) -> bool:
    return (
        result.value != result.value_before
        or result.confidence != result.confidence_before
        or format_percent(result.progress) != format_percent(result.progress_before)
    )


def _compute_size(move: WeeklyMove) -> float:
    """Return by how much an objective moved, as a share; one that got its first number counts as having moved far."""
    if move.progress is None:
        return 0.0
    return abs(move.progress - move.progress_before) if move.progress_before is not None else move.progress


def _tell_move(move: WeeklyMove) -> Line:
    word = move.outcome or move.status
    moved = [result for result in move.key_results if _tells_of(result)]
    moved.sort(key=lambda result: -abs((result.progress or 0.0) - (result.progress_before or 0.0)))
    told = [_tell_result(result) for result in moved[:_MOST_RESULTS]]
    if len(moved) > _MOST_RESULTS:
        told.append((format_plural(len(moved) - _MOST_RESULTS, "more key result"),))
    stands = f"{format_change(move.progress_before, move.progress)}, {translate(word)}"
    if move.status_before not in (None, word):
        stands = translate("{stands} (was {before})", stands=stands, before=translate(move.status_before))
    pieces = tell_of(name_objective(move.objective), stands)
    return Line((*pieces, ". " if moved else "", *join_clauses(told)))


def _tell_result(result: WeeklyResultMove) -> tuple[Piece, ...]:
    """Return what of a key result moved: its value, else its progress, and its confidence."""
    told: list[Piece] = []
    if result.value != result.value_before:
        told.append(Quoted(_format_values(result)))
    elif format_percent(result.progress) != format_percent(result.progress_before):
        told.append(format_change(result.progress_before, result.progress))
    if result.confidence != result.confidence_before:
        change = format_change(result.confidence_before, result.confidence)
        told.append(translate("confidence {change}", change=change))
    return (Quoted(result.title), " ", *join_pieces([(piece,) for piece in told]))


def _format_values(result: WeeklyResultMove) -> str:
    """`5.4 → 5.1 days`, or the second alone where there was none before."""
    before, now = result.value_before, result.value
    told = format_quantity(now, result.unit) if isinstance(now, float | int) else now or translate("nothing")
    if before is None:
        return told
    return f"{format_without_unit(before, result.unit) if isinstance(before, float | int) else before} → {told}"


def _tell_goal_change(change: WeeklyGoalChange) -> Line:
    if change.change == "new":
        return Line(name_objective(change.objective), translate("New"))
    fields = ", ".join(map(translate, change.fields))
    return Line(tell_of(name_objective(change.objective), fields), translate("Changed"))
