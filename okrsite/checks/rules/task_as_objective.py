"""OKR605: an objective is a task.

What: the title of an objective says what is done (“Launch the app”, “Migrate to Kubernetes”, “CRM einführen”). Looked
for are words of English and German; a title that also says what the work is good for is let pass.
Why: a task is done or not; it says nothing of what is better then, so that nobody can find a shorter way, and nobody
notices when the work is done and nothing is better.
Instead: ask “so that what?” until the answer is a state that people notice, and make that the objective; the task
becomes an initiative.
Taught by: Christina Wodtke, *Radical Focus*; Joshua Seiden, *Outcomes Over Output*; Marty Cagan, *Empowered* (problems
to solve in place of features to build).
Disagrees: teams with a delivery that was promised to others; Google's OKR playbook knows it as a committed OKR.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.checks.activities import names_activity
from okrsite.checks.running_goals import list_open_objectives
from okrsite.checks.title_words import quote_shortened
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each open objective that is a task."""
    for objective in list_open_objectives(snapshot):
        if names_activity(objective.title):
            yield create_problem(
                "OKR605",
                objective.place,
                f"{quote_shortened(objective.title)} is something to do.",
                "Say what will be different for whom when it is done; the work itself belongs under initiatives.",
            )
