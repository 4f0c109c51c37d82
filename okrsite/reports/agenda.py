"""The agenda of the review of a week: what is to be talked about, in the order in which a meeting takes it.

It proposes no minutes: how long a team talks about a goal can't be computed from the goal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from okrsite.feeds.report_records import WeeklyDecision, WeeklyDependency, WeeklyLowConfidence, WeeklyReport
from okrsite.number_style import format_count, format_english_plural
from okrsite.progress.explanation import format_percent
from okrsite.reports.lines import (
    Line,
    Quoted,
    Section,
    Text,
    count_reported,
    format_change,
    format_period,
    join_pieces,
    make_section,
    make_text,
    name_key_result,
    name_objective,
)
from okrsite.reports.telling import tell_blocker, tell_concern, tell_conclusion, tell_hindsight, tell_target_change

MAX_LINES = 20
"""Of an item: no meeting gets further."""
_MOST_UNITS = 5
"""How many units are named that have something to grade."""


def write_agenda(report: WeeklyReport) -> Text:
    """Return the agenda; an item that has nothing to talk about isn't there."""
    reached = [item for item in report.conclusions if item.outcome == "reached"]
    given_up = [item for item in report.conclusions if item.outcome == "given up"]
    decisions = [*_tell_ungraded(report.ungraded), *map(_tell_dependency, report.unconfirmed)]
    items: tuple[tuple[str, Sequence[Line]], ...] = (
        ("Off track and at risk", [tell_concern(concern, asked=True) for concern in report.concerns]),
        ("Low confidence, and nobody said why", list(map(_tell_low_confidence, report.low_confidence))),
        ("Blocked", list(map(tell_blocker, report.blocked))),
        ("Moved goalposts", list(map(tell_target_change, report.targets))),
        ("Given up", list(map(tell_conclusion, given_up))),
        ("Decisions that are due", decisions),
        ("Looking back", list(map(tell_hindsight, report.hindsights))),
        ("Reached, to celebrate", list(map(tell_conclusion, reached))),
    )
    sections = [Section("Numbers", tuple(_list_numbers(report)))]
    sections += [make_section(title, lines, MAX_LINES) for title, lines in items if lines]
    numbered = (replace(section, title=f"{place}. {section.title}") for place, section in enumerate(sections, 1))
    return make_text(report, "review of ", (f"{format_period(report)}.",), numbered)


def _list_numbers(report: WeeklyReport) -> Iterator[Line]:
    """Yield the five numbers with which a review begins."""
    counts, cycle = report.counts, report.cycle
    if cycle is not None and cycle.progress is not None:
        yield Line((Quoted(cycle.name), f": {format_change(cycle.progress_before, cycle.progress)}"), "Progress")
    yield Line(
        (f"{format_count(counts.on_track)} of {format_english_plural(counts.open, 'open objective')}",), "On track"
    )
    new = f", {format_count(counts.newly_worse)} of them new" if counts.newly_worse else ""
    yield Line((f"{format_count(counts.off_track)} and {format_count(counts.at_risk)}{new}",), "Off track and at risk")
    outdated = f", {format_count(counts.outdated)} outdated" if counts.outdated else ""
    yield Line((f"{count_reported(report)}{outdated}",), "Check-ins")
    yield Line((format_english_plural(counts.blocked, "objective"),), "Blocked")


def _tell_low_confidence(low: WeeklyLowConfidence) -> Line:
    return Line((*name_key_result(low.key_result_title, low.objective), f": {format_percent(low.confidence)}"))


def _tell_ungraded(ungraded: Sequence[WeeklyDecision]) -> Iterator[Line]:
    """Yield for each cycle that has ended how many objectives lack grades, and of which units."""
    by_cycle: dict[str, list[WeeklyDecision]] = {}
    for decision in ungraded:
        by_cycle.setdefault(decision.cycle_name, []).append(decision)
    for cycle, decisions in by_cycle.items():
        names = tuple(dict.fromkeys(decision.objective.unit_name for decision in decisions))
        named = join_pieces([(Quoted(name),) for name in names[:_MOST_UNITS]])
        more = f" and {format_count(len(names) - _MOST_UNITS)} more" if len(names) > _MOST_UNITS else ""
        number = format_english_plural(len(decisions), "objective")
        yield Line((Quoted(cycle), f": {number} without all grades, of ", *named, more), "Grades")


def _tell_dependency(dependency: WeeklyDependency) -> Line:
    ends = name_objective(dependency.objective), name_objective(dependency.depends_on)
    return Line((*ends[0], " counts on ", *ends[1], ", which has not confirmed it"), "Dependency")
