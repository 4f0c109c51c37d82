"""The words that types allow are those that the vocabulary lets people type."""

from __future__ import annotations

from typing import get_args

import pytest

from okrsite.choices import Ambition, Horizon, InitiativeStatus, ReportedStatus
from okrsite.vocabulary import RECORDS


@pytest.mark.parametrize(
    ("record", "name", "words"),
    [
        ("objective", "horizon", Horizon),
        ("objective", "ambition", Ambition),
        ("objective", "status", ReportedStatus),
        ("key_result", "status", ReportedStatus),
        ("checkin", "status", ReportedStatus),
        ("initiative", "status", InitiativeStatus),
    ],
)
def test_the_type_of_a_field_allows_exactly_the_choices_of_the_vocabulary(record, name, words):
    (field,) = (field for field in RECORDS[record].fields if field.name == name)
    assert set(field.choices) == set(get_args(words))
