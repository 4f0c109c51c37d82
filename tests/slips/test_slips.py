"""Nothing typed gets lost in silence: a sample of the slips; `make slips` tries all of them at all places."""

from __future__ import annotations

from collections import Counter

import pytest
from slip_company import SlipCompany, SlipFile, strip_places
from slip_judge import judge
from slip_kinds import SLIPS
from trying import choose_some, describe, list_mutants

_TRIED = 8
"""Mutants of each kind, at different places of different files."""


@pytest.fixture(scope="module")
def company() -> SlipCompany:
    return SlipCompany()


def test_nearly_every_file_of_the_example_is_tried_in_both_spellings(company: SlipCompany) -> None:
    names = [file.name for file in company.files if file.found.role in ("team", "cycle")]
    both = Counter(name.rpartition(".")[0] for name in names)
    assert sum(count == 2 for count in both.values()) > 0.9 * len(both)


def test_the_other_spelling_says_the_same(company: SlipCompany) -> None:
    by_stem: dict[str, list[SlipFile]] = {}
    for file in company.files:
        by_stem.setdefault(file.name.rpartition(".")[0], []).append(file)
    for first, *others in by_stem.values():
        assert all(strip_places(other.reading.made) == first.reading.value for other in others)


def test_no_slip_is_lost_in_silence(company: SlipCompany) -> None:
    lost: dict[str, list[str]] = {}
    tried: Counter[str] = Counter()
    for number, file in enumerate(company.files[3::7]):
        for slip, mutant in choose_some(list(list_mutants(file, SLIPS)), 1, number):
            if tried[slip.name] < _TRIED:
                tried[slip.name] += 1
                judgement = judge(company, file, slip, mutant)
                if judgement.verdict == "lost":
                    lost.setdefault(slip.name, []).append(describe(file, slip, mutant, judgement))
    assert len(tried) > 50
    counts = {name: len(texts) for name, texts in lost.items()}
    assert counts == {}, "\n".join(text for texts in lost.values() for text in texts)
