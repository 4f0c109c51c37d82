"""What the gate says of data: each address is looked at wherever it stands, and nothing is nested without end."""

from __future__ import annotations

import pytest

from okrsite.gate.feeds import check_data


@pytest.mark.parametrize(
    "value",
    [
        {"url": "javascript:a"},
        [{"teams": [{"name": "a", "link": "javascript:a"}]}],
        {"url": ["a/", ["b/", "javascript:a"]]},
        {"link": {"name": "a", "href": "javascript:a"}},
        {"link": [{"name": "a"}, {"url": "javascript:a"}]},
    ],
)
def test_an_address_is_looked_at_wherever_it_stands(value: object) -> None:
    """In a list, in an object of a list, and in what stands in the place of an address."""
    assert [fault.code for fault in check_data(value)] == ["GATE203"]


@pytest.mark.parametrize("value", ["javascript:a", None, 1, [], {}, {"name": "javascript:a", "url": None}, {"url": 1}])
def test_what_is_no_address_is_none(value: object) -> None:
    """Texts under other names may say anything."""
    assert not list(check_data(value))


@pytest.mark.parametrize(("depth", "codes"), [(150, []), (300, ["GATE302"])])
def test_data_that_are_nested_deeply_are_refused_once(depth: int, codes: list[str]) -> None:
    """However many branches go as deep."""
    value: object = {"url": "a/"}
    for _ in range(depth):
        value = [value, {"b": 1}, [[1]]]
    assert [fault.code for fault in check_data(value)] == codes
