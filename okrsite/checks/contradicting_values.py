"""OKR258: the typed value and the newest check-in contradict each other.

What: a key result says `now: 142`, and its newest check-in up to today says 140.
Why: the typed value wins, so the check-in looks as if it had never been made.
Instead: correct the one that is wrong, or take `now` out: the newest check-in is enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.alignment.graph import Alignment
from okrsite.model.organisation import Organisation
from okrsite.problems import Problem, problem
from okrsite.progress.measure import Measures
from okrsite.sources.numbers import render_quantity


def check(organisation: Organisation, alignment: Alignment, measures: Measures) -> Iterator[Problem]:
    """Yield a problem for each key result whose typed value differs from its newest check-in's."""
    for objective in organisation.objectives.values():
        for result in objective.key_results:
            reports = measures.key_results[f"{objective.ref}#{result.id}"].standing.reports
            newest = next(
                (report for report in reversed(reports) if report.now is not None and report.origin == "file"), None
            )
            typed: float | str | None = result.now.value if result.now else result.level
            if newest is None or typed is None or typed == newest.now:
                continue
            said = newest.now
            shown = said if isinstance(said, str) else render_quantity(float(said or 0.0), result.unit)
            yield problem(
                "OKR258",
                result.places.get("now", result.place),
                f"'{result.title}' has another value here than in its check-in of {newest.date}, which says {shown}.",
                "Correct the one that is wrong, or take `now` out: the newest check-in is enough.",
            )
