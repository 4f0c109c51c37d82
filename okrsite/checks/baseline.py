"""The baseline of a company that starts: warnings and remarks that were there before, and aren't said.

Decides what an entry is told by (file, objective, key result, code), so that it stays true when lines move or a message
counts other days, and how entries are kept: as JSON Lines, sorted, which people can read, review and merge. Errors are
never left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated

import msgspec

from okrsite.checks.answers import SubjectFinder
from okrsite.model.organisation import Organisation
from okrsite.problems import Problem


class BaselineKey(msgspec.Struct, frozen=True, order=True):
    """What an entry is told by; in this order they are sorted."""

    path: str
    """As in `Place`."""
    objective: str
    """Its id; empty where a problem lies in no objective."""
    key_result: str
    """Its id; empty where a problem lies in no key result."""
    code: str


Baseline = Mapping[BaselineKey, int]
"""How many problems of a kind are known."""


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    path: str
    objective: str = ""
    key_result: str = ""
    code: str
    count: Annotated[int, msgspec.Meta(ge=1, le=2**31)]


class UnreadableBaselineError(Exception):
    """A line is no entry of a baseline."""

    def __init__(self, line: int) -> None:
        """`line` counts from 1."""
        super().__init__(f"Line {line} is no entry of a baseline.")
        self.line = line


class BaselineComparison(msgspec.Struct, frozen=True):
    """Problems beside a baseline."""

    said: tuple[Problem, ...]
    """What isn't in it, and all errors. Of a kind of which there is more than the baseline has, all: which one of them
    is new isn't known.
    """
    known: int
    """How many of the problems are in it."""
    mended: int
    """How many of it are no problems any more."""


def parse_baseline(data: bytes) -> dict[BaselineKey, int]:
    """Return the entries of a file; of one that stands there twice, as after a merge, the larger number.

    Raises:
        UnreadableBaselineError: a line is no entry.
    """
    found: dict[BaselineKey, int] = {}
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            read = msgspec.json.decode(line, type=_Line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise UnreadableBaselineError(number) from error
        key = BaselineKey(read.path, read.objective, read.key_result, read.code)
        found[key] = max(read.count, found.get(key, 0))
    return found


def encode_baseline(baseline: Baseline) -> bytes:
    """Return a baseline as its file, one line for each entry."""
    lines = (
        _Line(path=key.path, objective=key.objective, key_result=key.key_result, code=key.code, count=count)
        for key, count in sorted(baseline.items())
    )
    return b"".join(msgspec.json.format(msgspec.json.encode(line), indent=0) + b"\n" for line in lines)


def collect_baseline(organisation: Organisation, problems: Iterable[Problem]) -> dict[BaselineKey, int]:
    """Return the baseline of what is said now."""
    return Counter(key for key, _ in _find_keys(organisation, problems) if key is not None)


def keep_known(baseline: Baseline, now: Baseline) -> dict[BaselineKey, int]:
    """Return a baseline without what is mended, and with nothing new."""
    return {key: min(count, now[key]) for key, count in baseline.items() if key in now}


def compare_with_baseline(
    organisation: Organisation, problems: Iterable[Problem], baseline: Baseline
) -> BaselineComparison:
    """Return what is to be said of problems beside a baseline."""
    keyed = _find_keys(organisation, problems)
    now = Counter(key for key, _ in keyed if key is not None)
    said = tuple(problem for key, problem in keyed if key is None or now[key] > baseline.get(key, 0))
    return BaselineComparison(
        said, len(keyed) - len(said), sum(max(count - now[key], 0) for key, count in baseline.items())
    )


def _find_keys(organisation: Organisation, problems: Iterable[Problem]) -> list[tuple[BaselineKey | None, Problem]]:
    """Return each problem with the key of its entry; None for an error, which has none."""
    finder = SubjectFinder(organisation)
    keyed: list[tuple[BaselineKey | None, Problem]] = []
    for problem in problems:
        key = None
        if problem.severity != "error":
            subject = finder.find(problem.place)
            objective = subject.objective.id if subject.objective else ""
            key_result = subject.key_result.id if subject.key_result else ""
            key = BaselineKey(problem.place.path, objective, key_result, problem.code)
        keyed.append((key, problem))
    return keyed
