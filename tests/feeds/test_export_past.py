"""What the export says of the past and of what comes: moved goalposts and projections (today is 20 November 2026)."""

from __future__ import annotations

from datetime import date

import jsonschema
from msgspec.structs import replace
from stories import read_export

from okrsite.feeds.schema import build_schema
from okrsite.progress.target_changes import WHAT, TargetChange

REF = "company/2026-Q4/o"
CHECKINS = "checkins: [{date: 2026-10-16, now: {k: 130}}, {date: 2026-11-16, now: {k: 142}}]"


def told(snapshot):
    document = read_export(snapshot)
    jsonschema.validate(document, build_schema("export"))
    return document["objectives"][0]


def test_moved_goalposts_are_told_in_order(one_key_result):
    snapshot = one_key_result("from: 120\nto: 180", extra=CHECKINS).snapshot()
    first = TargetChange(
        "to", "target", "k", date(2026, 11, 3), "Anna Berg", "200", "180", (200.0, 180.0), True, "", "c" * 40
    )
    then = TargetChange(
        "title", WHAT["title"], None, date(2026, 11, 9), "Ben", "A", "B", None, False, "Clearer", "d" * 40
    )
    assert told(replace(snapshot, target_changes={REF: (first, then)}))["goalposts"] == [
        {
            "date": "2026-11-03",
            "what": "target",
            "result": "k",
            "step": None,
            "before": "200",
            "after": "180",
            "by": "Anna Berg",
            "reason": "",
            "eased": True,
            "raised": False,
            "commit": "c" * 40,
        },
        {
            "date": "2026-11-09",
            "what": "wording",
            "result": None,
            "step": None,
            "before": "A",
            "after": "B",
            "by": "Ben",
            "reason": "Clearer",
            "eased": False,
            "raised": False,
            "commit": "d" * 40,
        },
    ]
    assert told(snapshot)["goalposts"] == []


def test_a_projection_is_told_with_its_assumption(one_key_result):
    (result,) = told(one_key_result("from: 120\nto: 180", extra=CHECKINS).snapshot())["key_results"]
    found = result["projection"]
    # 22 in 46 days from the first of October, and 45 days more.
    assert found["date"] == "2026-12-31"
    assert abs(found["value"] - (142 + 22 / 46 * 45)) < 1e-9
    assert abs(found["progress"] - (found["value"] - 120) / 60) < 1e-9
    assert found["sentence"].startswith(
        "If it goes on as from 2026-10-01 to 2026-11-16, it stands at 164 on 2026-12-31"
    )


def test_without_a_course_there_is_no_projection(one_key_result):
    (result,) = told(one_key_result("done: no").snapshot())["key_results"]
    assert result["projection"] is None
