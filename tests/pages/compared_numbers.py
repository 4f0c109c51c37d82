"""Cells of tables of many objectives: counts and means of the export, now and as it was on other days."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

from page_numbers import Facts, Place, Record, list_refs, parse_day, percent, tells
from recomputed import cut
from result_numbers import is_cell_of_pack

from okrsite.pages.page import make_url

_MEASURED = ("target", "start", "range", "weight", "key result", "step", "weight of a step")
"""What can be moved that progress is measured by."""
_SETTLED = ("done", "dropped", "paused")


def is_cell(place: Place, facts: Facts) -> bool:
    """Of a review pack, of what was heard of, of grades, of confidence, and of days that are compared."""
    first, _, rest = make_url(place.uri).strip("/").partition("/")
    if place.is_within("okr-review"):
        return is_cell_of_pack(place, facts)
    if first == "pulse":
        return _counts_reports(place, facts)
    if first == "changes":
        return _is_of_day(place, facts)
    if first == "cycles" and rest:
        return _is_of_grades(place, facts)
    return first == "cycles" and _is_of_calibration(place, facts)


def _counts_reports(place: Place, facts: Facts) -> bool:
    """`6 of 6`: of how many there was news, of those of which some is expected."""
    own = [each for each in facts.list_of_row(place, running=True) if each["status"]["shown"] not in _SETTLED]
    heard = [each for each in own if each["status"]["shown"] != "outdated"]
    return place.find_heading() == "Reported" and tells(place.text, [len(heard), len(own)])


def _is_of_day(place: Place, facts: Facts) -> bool:
    """How far an objective was on a day, by the export of that day; and the points between the first and today."""
    heading, ref = place.find_heading(), facts.list_objectives(place)[0]["ref"]
    if heading == "Points":
        row = next(each for each in place.element.list_above() if each.tag == "tr")
        shown = [int(found[1]) for each in row.elements[1:-1] if (found := re.match(r"(\d+)%", each.text))]
        return tells(place.text, [shown[-1] - shown[0]])
    day = facts.today if heading == "Today" else parse_day(heading)
    return place.text == percent(compute_then(facts, ref, day))


def compute_then(facts: Facts, ref: str, day: date) -> float | None:
    """Return how far an objective was on a day, by what was reported then and by the goals that it has today."""
    now, past = facts.by_ref[ref], facts.read_day(day)
    then = next((past.by_ref[known] for known in list_refs(now) if known in past.by_ref), None)
    if then is None or not any(move["what"] in _MEASURED for move in now["goalposts"]):
        return then and then["progress"]
    before = {each["id"]: each for each in then["key_results"]}
    known = [
        (share, result["weight"])
        for result in now["key_results"]
        if (share := _measure_then(result, before.get(result["id"]))) is not None
    ]
    return sum(share * weight for share, weight in known) / sum(weight for _, weight in known) if known else None


def _measure_then(result: Record, before: Record | None) -> float | None:
    if before is None or result["kind"] != "reach" or before["now"] is None:
        return before and before["progress"]
    return cut((before["now"] - result["from"]) / (result["to"] - result["from"]))


def _is_of_grades(place: Place, facts: Facts) -> bool:
    """How many objectives and key results a unit has, how many are graded, with the means of this cycle and the one before."""
    heading, own = place.find_heading(), facts.list_of_row(place)
    cycle = facts.cycles[make_url(place.uri).strip("/").rpartition("/")[2]]
    ended = str(date.fromisoformat(cycle["start"]) - timedelta(1))
    before = next((each["id"] for each in facts.cycles.values() if each["end"] == ended and each["parent"]), "")
    mean = facts.compute_mean_grade(own)
    former = facts.compute_mean_grade(facts.list_of_row(place, cycle=before))
    known: dict[str, list[float | None]] = {
        "Objectives": [len(own)],
        "Key results": [sum(len(each["key_results"]) for each in own)],
        "Graded": [sum(each["grade"] is not None for each in own)],
        "Mean": [mean],
        "Change": [None if mean is None or former is None else round_as_shown(mean) - round_as_shown(former)],
    }
    return tells(place.text, known.get(heading, [former]), rounded="." in place.text)


def round_as_shown(grade: float) -> float:
    return math.floor(round(grade * 100, 9) + 0.5) / 100


def _is_of_calibration(place: Place, facts: Facts) -> bool:
    """Of what was held at about 80, 50 and 20% in the middle of closed cycles, how much was reached as a whole."""
    name = next(each for each in place.element.list_above() if each.tag == "tr").elements[0].text
    cases = [
        case
        for each in facts.objectives
        if facts.cycles[each["cycle"]]["state"] == "closed" and each["status"]["shown"] != "dropped"
        if name in ("All", next(team["name"] for team in facts.data["teams"] if team["id"] == each["team"]))
        for result in each["key_results"]
        if (case := _find_case(each, result, facts)) is not None
    ]
    heading = place.find_heading()
    if heading == "Cases":
        return tells(place.text, [len(cases)])
    if heading == "Brier score":
        return tells(place.text, [sum((sure - reached) ** 2 for sure, reached in cases) / len(cases)])
    low, high = {"80%": (0.65, 1.1), "50%": (0.35, 0.65), "20%": (-1, 0.35)}[heading.rpartition(" ")[2]]
    held = [reached for sure, reached in cases if low - 1e-9 <= sure < high - 1e-9]
    return tells(place.text, [sum(held), len(held)])


def _find_case(objective: Record, result: Record, facts: Facts) -> tuple[float, bool] | None:
    cycle = facts.cycles[objective["cycle"]]
    start, end = (date.fromisoformat(cycle[name]) for name in ("start", "end"))
    middle = str(start + timedelta(days=(end - start).days // 2))
    said = [
        each["confidence"]
        for each in result["checkins"]
        if each["confidence"] is not None and cycle["start"] <= each["date"] <= middle
    ]
    judged = result["grade"] if result["grade"] is not None else result["progress"]
    return None if not said or judged is None else (said[-1], judged >= 1 - 1e-9)
