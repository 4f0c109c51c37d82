"""Expected trees of documents, and how near to them a reading comes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from okrsite.importing.contract import make_contract
from okrsite.importing.found import Found

Values = dict[str, object]


@dataclass
class Expected:
    """An objective of an expected tree: its values by their names in the contract."""

    values: Values
    key_results: list[Values] = field(default_factory=list)


@dataclass
class Score:
    """How many of what was found and of what was expected are the same."""

    found: int = 0
    expected: int = 0
    matched: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.matched / max(1, self.found + self.expected)


def read_expected(tree: Iterable[dict]) -> list[Expected]:
    """Return the tree of a YAML file; a key result is a title, or a title with values."""
    return [
        Expected(
            {name: value for name, value in one.items() if name != "key_results"},
            [{"title": result} if isinstance(result, str) else dict(result) for result in one["key_results"]],
        )
        for one in tree
    ]


def find_differences(expected: Sequence[Expected], found: Found) -> list[str]:
    """Return what differs, as sentences."""
    got = make_contract(found)["objectives"]
    titles = [one["title"] for one in got]
    if titles != [one.values["title"] for one in expected]:
        return [f"objectives: {titles}"]
    said = []
    for want, have in zip(expected, got, strict=True):
        said += compare(want.values, have, want.values["title"])
        results = [one["title"] for one in have["key_results"]]
        if results != [one["title"] for one in want.key_results]:
            said.append(f"{want.values['title']}: {results}")
            continue
        for inner, one in zip(want.key_results, have["key_results"], strict=True):
            said += compare(inner, one, inner["title"])
    return said


def compare(want: Values, have: Values, where: object) -> list[str]:
    wanted = {"parent": None, **want} if "parent" in have else want
    return [f"{where}: {name} is {have[name]!r}" for name, value in wanted.items() if have[name] != value]


def count_matches(pairs: Iterable[tuple[Sequence[Expected], Found]]) -> tuple[Score, Score]:
    """Return the scores of objectives and of key results over several documents; titles are compared as words."""
    objectives, key_results = Score(), Score()
    for expected, found in pairs:
        count(objectives, [one.values["title"] for one in expected], [one.title for one in found.objectives])
        count(
            key_results,
            [f"{one.values['title']} / {result['title']}" for one in expected for result in one.key_results],
            [f"{one.title} / {result.title}" for one in found.objectives for result in one.key_results],
        )
    return objectives, key_results


def count(score: Score, expected: Sequence[object], found: Sequence[str]) -> None:
    want = [normalise(str(one)) for one in expected]
    score.expected += len(want)
    score.found += len(found)
    for one in found:
        if normalise(one) in want:
            want.remove(normalise(one))
            score.matched += 1


def normalise(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
