"""What the numbers would be if a key result stood elsewhere: cases by which both the builder and the script are tried.

Each is content with a value that is exchanged. The builder reads it both ways; the script gets the data files of the first
and the value of the second. They lie with what must come out in `what_if.json`, which
`python tests/progress/what_if_cases.py` writes.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from project_tree import TODAY, Project
from stories import read_export

PATH = Path(__file__).with_name("what_if.json")
USED = {
    "objective": (
        *("ref", "title", "team", "cycle", "url", "progress", "progress_from", "aligned", "contributes_to"),
        *("weight", "confidence", "status", "outcome"),
    ),
    "key result": (
        *("ref", "id", "title", "kind", "withheld", "from", "to", "now", "unit", "keep", "milestones", "weight"),
        *("progress", "expected", "sum_of", "contributes_to"),
    ),
}
"""The fields of the export that the script reads, beside the explanations."""


@dataclass(frozen=True)
class Case:
    """Content in which `VALUE` stands for what is exchanged, and what becomes of the numbers."""

    purpose: str
    files: Mapping[str, str]
    typed: tuple[str, str]
    """What stands in the place of `VALUE`, before and after."""
    moved: Mapping[str, Any]
    """What the script is told: the value of a key result, by its reference."""
    expected: Mapping[str, Sequence[float | None]]
    """By objective its progress and the mean of what contributes to it."""

    def read(self, place: int) -> Any:
        """Return the snapshot with what is typed before (0) or after (1)."""
        with tempfile.TemporaryDirectory() as folder:
            project = Project(Path(folder))
            return project.write(
                {path: text.replace("VALUE", self.typed[place]) for path, text in self.files.items()}
            ).snapshot(TODAY)


def write_objective(key: str, *key_results: str, fields: str = "") -> str:
    """Return a file of one objective; key results are fields of YAML behind the id `k0`, `k1` …, fields are lines."""
    listed = "".join(f"      - {{id: k{n}, title: Result {n}, {text}}}\n" for n, text in enumerate(key_results))
    further = "".join(f"    {line}\n" for line in fields.splitlines())
    return f"objectives:\n  - id: {key}\n    title: Goal {key}\n{further}    key_results:\n{listed}"


GOAL = "company/2026-Q4/goal"
TO_GOAL = f"contributes_to: {GOAL}"
TO_100 = "from: 0, to: 100"

CASES = (
    Case(
        "A goal has its own number, and beside it the mean of what contributes, by weight; what supports isn't in it.",
        {
            "company/2026-Q4.yml": write_objective("goal", f"{TO_100}, now: 10"),
            "teams/a/2026-Q4.yml": write_objective("one", f"{TO_100}, now: VALUE", fields=f"{TO_GOAL}\nweight: 3"),
            "teams/b/2026-Q4.yml": write_objective("two", f"{TO_100}, now: 80", fields=TO_GOAL),
            "teams/c/2026-Q4.yml": write_objective("three", f"{TO_100}, now: 100", fields=f"supports: {GOAL}"),
        },
        ("40", "60"),
        {"a/2026-Q4/one#k0": 60},
        {"a/2026-Q4/one": (0.6, None), GOAL: (0.1, 0.65)},
    ),
    Case(
        "Where the goals are measured by what contributes to them, a number goes all the way up.",
        {
            "company/2026.yml": write_objective("year", f"{TO_100}, now: 20", fields="progress_from: aligned"),
            "company/2026-Q4.yml": write_objective(
                "goal", f"{TO_100}, now: 10", fields="progress_from: both\ncontributes_to: company/2026/year"
            ),
            "teams/a/2026-Q4.yml": write_objective(
                "one", f"{TO_100}, now: VALUE, weight: 3", f"{TO_100}, now: 20", fields=TO_GOAL
            ),
        },
        ("40", "60"),
        {"a/2026-Q4/one#k0": 60},
        {"a/2026-Q4/one": (0.5, None), GOAL: (0.3, 0.5), "company/2026/year": (0.3, 0.3)},
    ),
    Case(
        "A sum is that of its parts, and so is its start; what is in another unit is no part of it.",
        {
            "company/2026-Q4.yml": write_objective("goal", "sum_of: children, to: EUR 200"),
            "teams/a/2026-Q4.yml": write_objective("one", f"from: EUR 10, to: EUR 90, now: EUR VALUE, {TO_GOAL}#k0"),
            "teams/b/2026-Q4.yml": write_objective("two", f"from: EUR 30, to: EUR 99, now: EUR 60, {TO_GOAL}#k0"),
            "teams/c/2026-Q4.yml": write_objective("three", f"from: 1, to: 9, now: 5, {TO_GOAL}#k0"),
        },
        ("20", "60"),
        {"a/2026-Q4/one#k0": 60},
        {"a/2026-Q4/one": (0.625, None), GOAL: (0.5, (0.625 + 30 / 69 + 0.5) / 3)},
    ),
    Case(
        "A part of a sum that had no value yet brings its start, too, unless the sum has a start of its own.",
        {
            "company/2026-Q4.yml": write_objective(
                "goal", "sum_of: children, to: EUR 200", "sum_of: children, from: EUR 0, to: EUR 200"
            ),
            "teams/a/2026-Q4.yml": write_objective(
                "one", f"from: EUR 10, to: EUR 90, VALUE contributes_to: [{GOAL}#k0, {GOAL}#k1]"
            ),
            "teams/b/2026-Q4.yml": write_objective(
                "two", f"from: EUR 30, to: EUR 99, now: EUR 60, contributes_to: [{GOAL}#k0, {GOAL}#k1]"
            ),
        },
        ("", "now: EUR 60,"),
        {"a/2026-Q4/one#k0": 60},
        {"a/2026-Q4/one": (0.625, None), GOAL: ((0.5 + 0.6) / 2, (0.625 + 30 / 69) / 2)},
    ),
    Case(
        "Of a goal that is carried on one copy counts: what the earlier one would have reached changes nothing above.",
        {
            "company/2026.yml": write_objective("year", f"{TO_100}, now: 20", fields="progress_from: aligned"),
            "teams/a/2026-Q3.yml": write_objective(
                "one", f"{TO_100}, now: VALUE", fields="contributes_to: company/2026/year"
            ),
            "teams/a/2026-Q4.yml": write_objective(
                "one", f"{TO_100}, now: 30", fields="contributes_to: company/2026/year\ncontinues: a/2026-Q3/one"
            ),
        },
        ("40", "90"),
        {"a/2026-Q3/one#k0": 90},
        {"a/2026-Q3/one": (0.9, None), "company/2026/year": (0.3, 0.3)},
    ),
    Case(
        "What was given up counts nowhere.",
        {
            "company/2026-Q4.yml": write_objective("goal", f"{TO_100}, now: 10", fields="progress_from: both"),
            "teams/a/2026-Q4.yml": write_objective(
                "one", f"{TO_100}, now: VALUE", fields=f"{TO_GOAL}\nstatus: dropped"
            ),
        },
        ("40", "90"),
        {"a/2026-Q4/one#k0": 90},
        {"a/2026-Q4/one": (0.9, None), GOAL: (0.1, None)},
    ),
    Case(
        "A first value counts from then on, in the objective and above.",
        {
            "company/2026-Q4.yml": write_objective("goal", TO_100, fields="progress_from: aligned"),
            "teams/a/2026-Q4.yml": write_objective("one", f"{TO_100}VALUE", f"{TO_100}, weight: 5", fields=TO_GOAL),
        },
        ("", ", now: 25"),
        {"a/2026-Q4/one#k0": 25},
        {"a/2026-Q4/one": (0.25, None), GOAL: (0.25, 0.25)},
    ),
    Case(
        "More than the target is the target, and less than the start the start.",
        {
            "company/2026-Q4.yml": write_objective(
                "goal", "from: 100, to: 20, now: VALUE", f"{TO_100}, now: -30", f"{TO_100}, now: 50"
            )
        },
        ("90", "0"),
        {f"{GOAL}#k0": 0},
        {GOAL: (0.5, None)},
    ),
    Case(
        "Outside of a range it counts by the distance, in widths of the range.",
        {"company/2026-Q4.yml": write_objective("goal", 'keep: "40..60", now: VALUE')},
        ("50", "65"),
        {f"{GOAL}#k0": 65},
        {GOAL: (0.75, None)},
    ),
    Case(
        "Steps count by their weights.",
        {
            "company/2026-Q4.yml": write_objective(
                "goal", "milestones: [{title: First, done: true, weight: 3}, {title: Second, done: VALUE}]"
            )
        },
        ("false", "true"),
        {f"{GOAL}#k0": [True, True]},
        {GOAL: (1.0, None)},
    ),
    Case(
        "Levels are worth 0.3, 0.7 and 1.",
        {"company/2026-Q4.yml": write_objective("goal", "levels: {commit: A, target: B, stretch: C}, now: VALUE")},
        ("commit", "target"),
        {f"{GOAL}#k0": "target"},
        {GOAL: (0.7, None)},
    ),
    Case(
        "Done counts all, and not done nothing.",
        {"company/2026-Q4.yml": write_objective("goal", "done: VALUE", f"{TO_100}, now: 50")},
        ("false", "true"),
        {f"{GOAL}#k0": 1},
        {GOAL: (0.75, None)},
    ),
)


def take_terms(why: Mapping[str, Any] | None) -> Any:
    """Return of an explanation what is calculated with."""
    if why is None:
        return None
    terms = [{name: term[name] for name in ("label", "number", "weight", "ref")} for term in why["terms"]]
    return {"rule": why["rule"], "terms": terms}


def take_used_fields(objective: Mapping[str, Any]) -> dict[str, Any]:
    """Return of an exported objective what the script reads."""
    why = objective["explanations"]
    return {
        **{name: objective[name] for name in USED["objective"]},
        "explanations": {name: take_terms(why[name]) for name in ("progress", "expected", "aligned")},
        "key_results": [
            {
                **{name: key_result[name] for name in USED["key result"]},
                "explanations": {name: take_terms(key_result["explanations"][name]) for name in ("sum", "progress")},
            }
            for key_result in objective["key_results"]
        ],
    }


def build_table() -> str:
    """Return the cases as the tests of the script read them."""
    cases = [
        {
            "purpose": case.purpose,
            "objectives": list(map(take_used_fields, read_export(case.read(0))["objectives"])),
            "moved": dict(case.moved),
            "expected": {ref: list(numbers) for ref, numbers in case.expected.items()},
        }
        for case in CASES
    ]
    return json.dumps(cases, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(build_table(), "utf-8")
