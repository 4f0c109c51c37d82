"""The agenda of the review of a week: what is to be talked about, in the order in which a meeting takes it.

It proposes no minutes: how long a team talks about a goal can't be computed from the goal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from okrsite.feeds.report_records import WeeklyDecision, WeeklyDependency, WeeklyLowConfidence, WeeklyReport
from okrsite.languages.words import translate, translate_plural
from okrsite.number_style import format_count
from okrsite.pages.formatting import format_plural
from okrsite.progress.explanation import format_percent
from okrsite.reports.lines import (
    Line,
    Quoted,
    Section,
    Text,
    compose,
    count_reported,
    format_change,
    format_period,
    list_with_more,
    make_section,
    make_text,
    make_title,
    name_key_result,
    name_objective,
    tell_of,
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
        (translate("Off track and at risk"), [tell_concern(concern, asked=True) for concern in report.concerns]),
        (translate("Low confidence, and nobody said why"), list(map(_tell_low_confidence, report.low_confidence))),
        (translate("Blocked"), list(map(tell_blocker, report.blocked))),
        (translate("Moved goalposts"), list(map(tell_target_change, report.targets))),
        (translate("Given up"), list(map(tell_conclusion, given_up))),
        (translate("Decisions that are due"), decisions),
        (translate("Looking back"), list(map(tell_hindsight, report.hindsights))),
        (translate("Reached, to celebrate"), list(map(tell_conclusion, reached))),
    )
    sections = [Section(translate("Numbers"), tuple(_list_numbers(report)))]
    sections += [make_section(title, lines, MAX_LINES) for title, lines in items if lines]
    numbered = (replace(section, title=f"{place}. {section.title}") for place, section in enumerate(sections, 1))
    title = make_title(report, translate("{names}: review of week {week} of {year}"))
    return make_text(report, title, (f"{format_period(report)}.",), numbered)


def _list_numbers(report: WeeklyReport) -> Iterator[Line]:
    """Yield the five numbers with which a review begins."""
    counts, cycle = report.counts, report.cycle
    if cycle is not None and cycle.progress is not None:
        change = format_change(cycle.progress_before, cycle.progress)
        yield Line(tell_of(Quoted(cycle.name), change), translate("Progress"))
    on_track = translate_plural(
        "{on_track} of {number} open objective",
        "{on_track} of {number} open objectives",
        counts.open,
        on_track=format_count(counts.on_track),
    )
    yield Line((on_track,), translate("On track"))
    worse = {"off_track": format_count(counts.off_track), "at_risk": format_count(counts.at_risk)}
    if counts.newly_worse:
        new = format_count(counts.newly_worse)
        said = translate("{off_track} and {at_risk}, {new} of them new", **worse, new=new)
    else:
        said = translate("{off_track} and {at_risk}", **worse)
    yield Line((said,), translate("Off track and at risk"))
    outdated = translate_plural("{number} outdated", "{number} outdated", counts.outdated)
    reported = count_reported(report)
    yield Line((f"{reported}, {outdated}" if counts.outdated else reported,), translate("Check-ins"))
    yield Line((format_plural(counts.blocked, "objective"),), translate("Blocked"))


def _tell_low_confidence(low: WeeklyLowConfidence) -> Line:
    return Line(tell_of(name_key_result(low.key_result_title, low.objective), format_percent(low.confidence)))


def _tell_ungraded(ungraded: Sequence[WeeklyDecision]) -> Iterator[Line]:
    """Yield for each cycle that has ended how many objectives lack grades, and of which units."""
    by_cycle: dict[str, list[WeeklyDecision]] = {}
    for decision in ungraded:
        by_cycle.setdefault(decision.cycle_name, []).append(decision)
    for cycle, decisions in by_cycle.items():
        names = tuple(dict.fromkeys(decision.objective.unit_name for decision in decisions))
        units = list_with_more([(Quoted(name),) for name in names], _MOST_UNITS)
        said = translate_plural(
            "{cycle}: {number} objective without all grades, of {units}",
            "{cycle}: {number} objectives without all grades, of {units}",
            len(decisions),
        )
        yield Line(compose(said, cycle=Quoted(cycle), units=units), translate("Grades"))


def _tell_dependency(dependency: WeeklyDependency) -> Line:
    said = compose(
        translate("{objective} counts on {other}, which has not confirmed it"),
        objective=name_objective(dependency.objective),
        other=name_objective(dependency.depends_on),
    )
    return Line(said, translate("Dependency"))
