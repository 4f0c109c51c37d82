"""A check-in, step or initiative that was pasted twice is asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("fields", "extra", "called"),
    [
        ("milestones: [{title: Lease, done: true}, {title: Oven, done: true}, {title: lease, done: true}]", "", "step"),
        ("done: yes", "initiatives: [{title: Ask Jo, owner: anna}, {title: Ask Jo, owner: anna}]", "initiative"),
        (
            "from: 1\nto: 5",
            "checkins: [{date: 2026-10-12, by: anna, note: Two., now: {k: 2}}, {date: 2026-10-12, by: anna, note: Two., now: {k: 2}}]",
            "check-in",
        ),
        ("from: 1\nto: 5", "supports: [company/p, {to: Company/p, because: It helps.}]", "link"),
    ],
)
def test_a_copy_is_asked_about(one_key_result: Callable[..., Any], fields: str, extra: str, called: str) -> None:
    problems = [problem for problem in one_key_result(fields, extra=extra).problems() if problem.code == "OKR262"]
    assert [problem.message.partition(" stands")[0] for problem in problems] == [f"The same {called}"]


def test_two_reports_of_one_day_are_no_copies(one_key_result: Callable[..., Any]) -> None:
    extra = "checkins: [{date: 2026-10-12, by: anna, now: {k: 2}}, {date: 2026-10-12, by: anna, now: {k: 3}}]"
    assert not [
        problem for problem in one_key_result("from: 1\nto: 5", extra=extra).problems() if problem.code == "OKR262"
    ]


def test_a_day_that_stands_twice_is_asked_about(one_key_result: Callable[..., Any]) -> None:
    extra = "checkins: [{date: 2026-10-12}, {date: 2026-10-12, by: anna, now: {k: 2}}, {date: 2026-10-19}]"
    [problem] = [
        problem for problem in one_key_result("from: 1\nto: 5", extra=extra).problems() if problem.code == "OKR262"
    ]
    assert "nothing but a day" in problem.message


def test_a_report_whose_value_can_not_be_read_is_more_than_a_day(one_key_result: Callable[..., Any]) -> None:
    extra = "checkins: [{date: 2026-10-12, now: {k: lots}}, {date: 2026-10-12, by: anna, now: {k: 2}}]"
    codes = [problem.code for problem in one_key_result("from: 1\nto: 5", extra=extra).problems()]
    assert "OKR203" in codes and "OKR262" not in codes
