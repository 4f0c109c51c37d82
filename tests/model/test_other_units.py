"""A number in another unit than its neighbours is shown as it should be: converted, or without the words behind it."""

from __future__ import annotations

import pytest

from okrsite.model.units_of_measure import explain_other_unit
from okrsite.sources.misreads import Misread
from okrsite.sources.numbers import parse_quantity


@pytest.mark.parametrize(
    ("typed", "shared", "meant"),
    [
        ("2 weeks", "days", "14 days"),
        ("61% (yesterday)", "%", "61%"),
        ("7.1 days(preliminary)", "days", "7.1 days"),
        ("39% at risk", "%", "39%"),
        ("8.7 on track", "days", "8.7"),
        ("8.7 euros", "days", None),
        ("61 percentiles", "percent", None),
    ],
)
def test_words_behind_the_shared_unit_are_no_unit(typed: str, shared: str, meant: str | None) -> None:
    quantity = parse_quantity(typed)
    assert not isinstance(quantity, Misread)
    assert explain_other_unit(quantity, shared, decimal_comma=False)[1] == meant
