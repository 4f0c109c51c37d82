"""OKR258: the typed value and the newest check-in contradict each other.

What: a key result says `now: 142`, and its newest check-in up to today says 140.
Why: the typed value wins, so the check-in looks as if it had never been made.
Instead: correct the one that is wrong, or take `now` out: the newest check-in is enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.alignment.graph import Alignment
from okrsite.model.organisation import Organisation
from okrsite.problems import Problem, create_problem
from okrsite.progress.measure import Measures
from okrsite.sources.numbers import render_quantity
from okrsite.vocabulary import KEY_RESULT


def check(organisation: Organisation, alignment: Alignment, measures: Measures) -> Iterator[Problem]:
    """Yield a problem for each key result whose typed value differs from its newest check-in's."""
    for objective in organisation.objectives.values():
        for key_result in objective.key_results:
            reports = measures.key_results[objective.ref.make_key_result_ref(key_result.id)].current_values.reports
            newest = next(
                (report for report in reversed(reports) if report.now is not None and report.origin == "file"), None
            )
            typed: float | str | None = key_result.now.value if key_result.now else key_result.level
            if newest is None or typed is None or typed == newest.now:
                continue
            said = newest.now
            shown = said if isinstance(said, str) else render_quantity(float(said or 0.0), key_result.unit)
            yield create_problem(
                "OKR258",
                key_result.find_place(KEY_RESULT.NOW) or key_result.place,
                f"'{key_result.title}' has another value here than in its check-in of {newest.date}, which "
                f"says {shown}.",
                "Correct the one that is wrong, or take `now` out: the newest check-in is enough.",
            )
