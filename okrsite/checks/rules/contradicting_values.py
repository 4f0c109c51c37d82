"""OKR258: values that are said of one key result contradict each other.

What: a key result says `now: 142`, and its newest check-in up to today says 140; or the KPI from which it takes its
value says something else than that check-in; or two check-ins of one day say different values, and one of them is a
file of its own, or both are by one person: then a line was copied, and its day wasn't changed.
Why: one of them counts, so the other looks as if it had never been made.
Instead: correct the one that is wrong, or take `now` out: the newest check-in is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from okrsite.model.objectives import KeyResult
from okrsite.problems import Problem, create_problem
from okrsite.progress.current_values import CurrentValues, Report
from okrsite.snapshot import Snapshot
from okrsite.sources.numbers import render_english_quantity
from okrsite.vocabulary import KEY_RESULT


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a problem for each key result whose typed value and check-ins contradict each other."""
    for objective in snapshot.organisation.objectives.values():
        for key_result in objective.key_results:
            values = snapshot.measures.key_results[objective.ref.make_key_result_ref(key_result.id)].current_values
            told = [report for report in values.reports if report.now is not None and report.origin == "file"]
            if not told:
                continue
            yield from _compare_with_typed_value(key_result, values, told)
            if key_result.kpi:
                yield from _compare_with_kpi(key_result, values, told)
            if len(told) > 1:
                yield from _compare_reports_of_a_day(key_result, told)


def _compare_with_typed_value(key_result: KeyResult, values: CurrentValues, told: list[Report]) -> Iterator[Problem]:
    typed: float | str | None = key_result.now.value if key_result.now else key_result.level
    if not told or typed is None or typed == told[-1].now:
        return
    newest = told[-1]
    holds = values.level if isinstance(newest.now, str) else values.now.value if values.now else None
    if newest.filed and holds == newest.now:
        if any(not report.filed for report in told):
            return  # the list says what is typed, so the file is newer
        message = f"'{key_result.title}' has another value here than in the file of its check-in of {newest.date}: "
        message += f"{_format_value(key_result, newest)}, which counts. Which of the two is newer isn't known."
        hint = "Take `now` out: the newest check-in is enough."
    else:
        message = f"'{key_result.title}' has another value here than in its check-in of {newest.date}, which says "
        message += f"{_format_value(key_result, newest)}."
        hint = "Correct the one that is wrong, or take `now` out: the newest check-in is enough."
    yield create_problem("OKR258", key_result.find_place(KEY_RESULT.NOW) or key_result.place, message, hint)


def _compare_with_kpi(key_result: KeyResult, values: CurrentValues, told: list[Report]) -> Iterator[Problem]:
    if not (key_result.kpi and told and values.now) or key_result.now is not None or values.now.value == told[-1].now:
        return
    newest, place = told[-1], told[-1].place
    message = f"'{key_result.title}' takes its value from the KPI '{key_result.kpi}', which says "
    message += f"{render_english_quantity(values.now.value, key_result.unit)} and counts; this check-in says "
    message += f"{_format_value(key_result, newest)}."
    hint = "Take the value out of the check-in, or correct that of the KPI."
    yield create_problem("OKR258", place or key_result.place, message, hint)


def _compare_reports_of_a_day(key_result: KeyResult, told: list[Report]) -> Iterator[Problem]:
    for earlier, later in pairwise(told):
        if earlier.date != later.date or earlier.now == later.now or later.place is None:
            continue
        if not later.filed and (earlier.filed or earlier.by is None or earlier.by != later.by):
            continue
        other = earlier.place
        where = f" in line {other.line} of {other.path}" if other else ""
        yield create_problem(
            "OKR258",
            later.place,
            f"'{key_result.title}' has {_format_value(key_result, later)} here, which counts, and "
            f"{_format_value(key_result, earlier)} on the same day{where}.",
            "Correct the one that is wrong." if later.filed else "Correct the value or the day of one of the two.",
        )


def _format_value(key_result: KeyResult, report: Report) -> str:
    said = report.now
    return said if isinstance(said, str) else render_english_quantity(float(said or 0.0), key_result.unit)
