"""What became of a slip: read as meant, asked about, refused, or lost in silence; and how good the messages are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from slip_company import Reading, SlipCompany, SlipFile, make_key, strip_places
from slip_kinds import Mutant, Slip

from okrsite.listed_problems import shorten_problems
from okrsite.problems import Problem

Verdict = Literal["meant", "asked", "refused", "lost"]
VERDICTS: tuple[Verdict, ...] = ("meant", "asked", "refused", "lost")
_MOST_PROBLEMS = 2
"""New ones of warning or worse that one slip may have."""
_WRITE = re.compile(r"(?:^|\s)Write: (?P<line>.+)\Z", re.DOTALL)


@dataclass(frozen=True)
class Judgement:
    """What became of one slip."""

    verdict: Verdict
    problems: tuple[Problem, ...]
    """The new ones."""
    faults: tuple[str, ...] = field(default=())
    """What is wrong with the messages: noisy, elsewhere, misleading, bad hint, other hint."""


def judge(company: SlipCompany, file: SlipFile, slip: Slip, mutant: Mutant) -> Judgement:
    """Read a file with a slip in it, and say what became of it."""
    reading = company.read(file.found, mutant.text)
    problems = list_new_problems(file.reading, reading)
    at_slip = [problem for problem in problems if _is_at(problem, mutant)]
    # What it says needn't be looked at where something is said about it.
    meant = not at_slip and _is_meant(company, file, slip, mutant, reading)
    if not meant and not at_slip and reading.made is not None:
        elsewhere = company.find_company_problems(file.found, reading.made)
        problems += [problem for problem in elsewhere if problem.severity != "info"]
        at_slip = [problem for problem in problems if _is_at(problem, mutant) and problem.place.path == file.found.path]
    verdict: Verdict = (
        "refused"
        if any(problem.severity == "error" for problem in at_slip)
        else "asked"
        if at_slip
        else "meant"
        if meant
        else "lost"
    )
    return Judgement(
        verdict, tuple(problems), tuple(_list_faults(company, file, slip, mutant, reading, problems, at_slip))
    )


def _is_meant(company: SlipCompany, file: SlipFile, slip: Slip, mutant: Mutant, reading: Reading) -> bool:
    """Whether a file with a slip in it says what it did, or what the slip plainly means."""
    if slip.unchanged and reading.value == file.reading.value:
        return True
    if slip.adds_prose and strip_places(reading.made, prose=False) == strip_places(file.reading.made, prose=False):
        return True
    return any(company.read(file.found, text).value == reading.value for text in mutant.meanings)


def list_new_problems(before: Reading, after: Reading) -> list[Problem]:
    """Return the warnings and errors that one version of a file has more than another."""
    usual = Counter(before.problem_keys)
    new = []
    for problem in after.problems:
        if usual[make_key(problem)] > 0:
            usual[make_key(problem)] -= 1
        elif problem.severity != "info":
            new.append(problem)
    return new


def _is_at(problem: Problem, mutant: Mutant) -> bool:
    """Whether a problem lies at a slip, or names its line as the one that it doesn't agree with."""
    named = (int(number) for number in re.findall(r"\bline (\d+)", problem.message))
    touches = problem.place.line <= mutant.last and problem.place.end_line >= mutant.first
    return touches or any(mutant.first <= line <= mutant.last for line in named)


def _list_faults(
    company: SlipCompany,
    file: SlipFile,
    slip: Slip,
    mutant: Mutant,
    reading: Reading,
    problems: list[Problem],
    at_slip: list[Problem],
) -> list[str]:
    faults = []
    if len(shorten_problems(problems)) > _MOST_PROBLEMS:
        faults.append("noisy")
    if any(problem.place.path != file.found.path for problem in problems):
        faults.append("elsewhere")
    says = [f"{problem.message} {problem.hint}" for problem in at_slip]
    if says and slip.says and not any(re.search(slip.says, words, re.IGNORECASE) for words in says):
        faults.append("misleading")
    mended = [(problem, after) for problem in at_slip if (after := _apply_hint(company, file, mutant, problem))]
    if any(_breaks(reading, problem, after) for problem, after in mended):
        faults.append("bad hint")
    elif len(at_slip) == 1 and mended and not _says_what_was_meant(company, file, slip, mutant, mended[0][1]):
        faults.append("other hint")
    return faults


def _apply_hint(company: SlipCompany, file: SlipFile, mutant: Mutant, problem: Problem) -> Reading | None:
    """Return what a file says with the corrected line that a problem shows; None where it shows none."""
    match = _WRITE.search(problem.hint)
    if match is None or "…" in match["line"]:
        return None
    lines = mutant.text.split("\n")
    typed = lines[problem.place.line - 1]
    lines[problem.place.line - 1] = typed[: len(typed) - len(typed.lstrip())] + match["line"]
    return company.read(file.found, "\n".join(lines))


def _breaks(before: Reading, problem: Problem, after: Reading) -> bool:
    """Whether the corrected line that a problem shows leaves it there, or brings a new error."""
    stays = after.problem_keys[make_key(problem)] >= before.problem_keys[make_key(problem)]
    return stays or any(new.severity == "error" for new in list_new_problems(before, after))


def _says_what_was_meant(company: SlipCompany, file: SlipFile, slip: Slip, mutant: Mutant, after: Reading) -> bool:
    """Whether a file says what it plainly should once the line that is shown is typed; nobody knows of other slips."""
    if not slip.unchanged:
        return True
    meanings = (file.reading.value, *(company.read(file.found, text).value for text in mutant.meanings))
    return after.value in meanings
