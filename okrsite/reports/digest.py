"""The digest of a week: what moved, what is at risk, who is due; a section that has nothing to say isn't there."""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.feeds.report_records import WeeklyGoalChange, WeeklyMove, WeeklyReport, WeeklyResultMove
from okrsite.model.organisation import COMPANY
from okrsite.number_style import format_count, format_english_plural
from okrsite.pages.formatting import format_quantity, format_without_unit
from okrsite.progress.explanation import format_percent
from okrsite.reports.lines import (
    Line,
    Piece,
    Quoted,
    Section,
    Text,
    count_reported,
    format_change,
    format_period,
    join_pieces,
    make_section,
    make_text,
    name_objective,
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
        make_section("Off track and at risk", [tell_concern(concern) for concern in report.concerns], MAX_LINES),
        _make_moves_section(report),
        make_section("Reached or given up", list(map(tell_conclusion, report.conclusions)), MAX_LINES),
        make_section("New and changed goals", list(map(_tell_goal_change, report.goals)), MAX_LINES),
        make_section("Targets that were moved", list(map(tell_target_change, report.targets)), MAX_LINES),
        make_section("Blocked", list(map(tell_blocker, report.blocked)), MAX_LINES),
        make_section("Looking back", list(map(tell_hindsight, report.hindsights)), MAX_LINES),
        Section("Check-ins", tuple(check_ins)),
    )
    return make_text(report, "", _introduce(report), (section for section in sections if section.lines))


def _introduce(report: WeeklyReport) -> Iterator[Piece]:
    """Yield what is said of the week as a whole."""
    counts, cycle = report.counts, report.cycle
    yield f"{format_period(report)}."
    if cycle is not None and cycle.progress is not None:
        before, now = format_percent(cycle.progress_before), format_percent(cycle.progress)
        yield " "
        yield Quoted(cycle.name)
        unmoved = cycle.progress_before is None or before == now
        yield f" stands at {now}." if unmoved else f" went from {before} to {now}."
    stand = [
        f"{format_count(number)} {word}"
        for number, word in (
            (counts.on_track, "on track"),
            (counts.at_risk, "at risk"),
            (counts.off_track, "off track"),
            (counts.outdated, "outdated"),
            (counts.without_data, "without data"),
        )
        if number
    ]
    yield f" {format_english_plural(counts.open, 'open objective')}{': ' if stand else ''}{', '.join(stand)}."
    if counts.open:
        yield f" Check-ins: {count_reported(report)}."
    if not (report.moves or report.conclusions or report.goals or report.targets):
        yield " Nothing moved."


def _make_moves_section(report: WeeklyReport) -> Section:
    """Return what moved: all of the company's own, and of the others those that moved most, in the order of units."""
    elsewhere = {change.objective.ref for change in report.goals if change.change == "new"}
    elsewhere |= {conclusion.objective.ref for conclusion in report.conclusions if conclusion.key_result is None}
    moves = [move for move in report.moves if move.objective.ref not in elsewhere and _is_worth_telling(move)]
    ranked = sorted(moves, key=lambda move: (move.objective.unit != COMPANY, -_compute_size(move)))
    chosen = {move.objective.ref for move in ranked[:MAX_LINES]}
    lines = [_tell_move(move) for move in moves if move.objective.ref in chosen]
    return Section(f"Moved ({format_count(len(moves))})", tuple(lines), len(moves) - len(lines))


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
    before = f" (was {move.status_before})" if move.status_before not in (None, word) else ""
    moved = [result for result in move.key_results if _tells_of(result)]
    moved.sort(key=lambda result: -abs((result.progress or 0.0) - (result.progress_before or 0.0)))
    told = join_pieces([_tell_result(result) for result in moved[:_MOST_RESULTS]], "; ")
    more = (
        f"; {format_english_plural(len(moved) - _MOST_RESULTS, 'more key result')}"
        if len(moved) > _MOST_RESULTS
        else ""
    )
    progress = format_change(move.progress_before, move.progress)
    pieces = (*name_objective(move.objective), f": {progress}, {word}{before}")
    return Line((*pieces, ". " if moved else "", *told, more))


def _tell_result(result: WeeklyResultMove) -> tuple[Piece, ...]:
    """Return what of a key result moved: its value, else its progress, and its confidence."""
    told: list[Piece] = []
    if result.value != result.value_before:
        told += [" ", Quoted(_format_values(result))]
    elif format_percent(result.progress) != format_percent(result.progress_before):
        told.append(f" {format_change(result.progress_before, result.progress)}")
    if result.confidence != result.confidence_before:
        told.append(f"{',' if told else ''} confidence {format_change(result.confidence_before, result.confidence)}")
    return (Quoted(result.title), *told)


def _format_values(result: WeeklyResultMove) -> str:
    """`5.4 → 5.1 days`, or the second alone where there was none before."""
    before, now = result.value_before, result.value
    told = format_quantity(now, result.unit) if isinstance(now, float | int) else now or "nothing"
    if before is None:
        return told
    return f"{format_without_unit(before, result.unit) if isinstance(before, float | int) else before} → {told}"


def _tell_goal_change(change: WeeklyGoalChange) -> Line:
    if change.change == "new":
        return Line(name_objective(change.objective), "New")
    return Line((*name_objective(change.objective), f": {', '.join(change.fields)}"), "Changed")
