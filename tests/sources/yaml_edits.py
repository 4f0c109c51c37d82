"""A text of YAML in which one thing is typed otherwise, as the tests of slips read it."""

from __future__ import annotations

from okrsite.problems import Problem
from okrsite.sources.yaml import read_yaml


def read_edited(text: str, old: str, new: str) -> list[Problem]:
    """Return what is wrong with a text in which something else is typed, in the first place where it stands."""
    assert old in text
    return read_yaml("a.yml", text.replace(old, new, 1))[1]


def get_written(problem: Problem) -> str:
    """Return the line that a hint shows as it should be; '' where it shows none."""
    return problem.hint.rpartition("Write: ")[2] if "Write: " in problem.hint else ""
