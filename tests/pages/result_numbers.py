"""What a key result, a KPI or a check-in says on a page must be what the export says of the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from element_tree import Element
from page_numbers import Facts, Place, Record, list_numbers, parse_day, percent, tells
from recomputed import compute_again

CONFIDENT = re.compile(r"(?:^|, )(\d+%) confident$")


def is_progress(place: Place, facts: Facts) -> bool:
    """Of the objective, the unit or the cycle to which its row leads first, or whose page it is."""
    first = place.links[0] if place.links else ""
    leads_to_unit = bool(first) and "#" not in first and first not in facts.by_url
    if place.kind == "b < .okr-goal__figure" or leads_to_unit:
        return place.text in map(percent, facts.list_means(place))
    objectives = facts.list_titled(place) or facts.list_objectives(place)
    return place.text in [percent(facts.compute(each, "progress")) for each in objectives]


def is_progress_of_result(place: Place, facts: Facts) -> bool:
    return place.text in [percent(facts.compute(each, "progress")) for each in facts.list_results(place)]


def is_made_of_values(place: Place, facts: Facts) -> bool:
    """`66 → 82%, now 78.2%`, `keep ≤ 12, now 11.2`, `2 of 3`: each part as the export has it, and in this order."""
    return any(tells(place.text, _list_parts(place.text, each), each["unit"]) for each in facts.list_results(place))


def _list_parts(text: str, result: Record) -> list[object]:
    steps = result["milestones"] or ()
    if "→" in text:
        known = [result["from"], result["to"]]
    elif "keep" in text:
        known = [each for each in result["keep"].values() if each is not None]
    elif steps:
        known = [sum(step["done"] for step in steps), len(steps)]
    else:
        known = []
    return [*known, *([result["now"]] if "now" in text else [])]


def is_made_of_steps(place: Place, facts: Facts) -> bool:
    """A phase with its day, the weight of a step, a commitment: as they were typed."""
    results = facts.list_results(place)
    said = " ".join([place.text, *(each.text for each in place.element.elements)])
    if found := re.search(r"\b(commit|target|stretch)\b", said):
        levels = [(each["unit"], level) for each in results for level in each["thresholds"] or ()]
        return any(tells(place.text, [level["value"]], unit) for unit, level in levels if level["name"] == found[1])
    day = next((parse_day(each.text) for each in place.element.walk() if each.tag == "i"), None)
    if "weight" not in place.text and day is not None:
        phases = [(each["unit"], phase) for each in results for phase in each["phases"] or ()]
        return any(tells(place.text, [phase["value"]], unit) for unit, phase in phases if phase["date"] == str(day))
    row = next(each for each in place.element.list_above() if each.tag == "li").text
    steps = [step for each in results for step in each["milestones"] or () if step["title"] in row]
    return any(tells(facts.remove_days(place.text), [step["weight"]]) for step in steps)


def is_report(place: Place, facts: Facts) -> bool:
    """A cell of the table below a chart: what was reported on the day of its row, of this key result or KPI."""
    row = place.element.above
    day, heading = parse_day(row.text), place.find_heading()
    results, kpi = facts.list_results(place), facts.find_kpi(place)
    if kpi is not None and place.uri.startswith("kpis"):
        return any(
            tells(place.text, [each["value"]], kpi["unit"]) for each in kpi["values"] if each["date"] == str(day)
        )
    for result in results:
        for report in list_reports(result, facts):
            if report["date"] == str(day) and (
                place.text == percent(report["confidence"])
                if heading == "Confidence"
                else tells(place.text, [report["now"]], result["unit"])
            ):
                return True
    return False


def list_reports(result: Record, facts: Facts) -> Iterator[Record]:
    """Yield what was reported of a key result, and the values of the KPI that it draws on."""
    yield from result["checkins"]
    kpi = next((each for each in facts.data["kpis"] if each["id"] == result["kpi"]), None)
    for value in kpi["values"] if kpi else ():
        yield {"date": value["date"], "now": value["value"], "confidence": None}


def is_fact(place: Place, facts: Facts) -> bool:
    """`70% confident`, `proposed 0.65`, `weight 2`, `Wait: 5.1 days, 45% confident`, `healthy: ≤ 5 days`."""
    if place.text.startswith("healthy:"):
        kpi = facts.find_kpi(place)
        return kpi is not None and tells(place.text, [n for n in kpi["range"].values() if n is not None], kpi["unit"])
    if place.text.startswith("sum of "):
        parts = [each["explanations"]["sum"] for each in facts.list_results(place)]
        return any(tells(place.text, [len(why["terms"])]) and _adds_up(why) for why in parts if why)
    if found := re.fullmatch(r"(\d+%) confident", place.text):
        return found[1] in [percent(each["confidence"]) for each in facts.find_items(place)]
    title, colon, told = place.text.rpartition(": ")
    if colon:
        day = next((parse_day(each.text) for each in _find_row(place).walk() if each.tag == "time"), None)
        sure = CONFIDENT.search(told)
        for result in (each for each in facts.list_results(place) if each["title"] == title):
            said = [each for each in list_reports(result, facts) if day is not None and each["date"] == str(day)]
            numbers = [each["now"] for each in said if each["now"] is not None]
            doubts = [percent(each["confidence"]) for each in said if each["confidence"] is not None]
            value = told[: sure.start()] if sure else told
            known = not re.search(r"\d", value) or any(tells(value, [each], result["unit"]) for each in numbers)
            if known and (sure is None or sure[1] in doubts):
                return True
        return False
    name = "proposed_grade" if "proposed" in place.text else "weight" if "weight" in place.text else ""
    return any(tells(place.text, [each[name]], rounded=True) for each in facts.find_items(place) if name in each)


def _adds_up(why: Record) -> bool:
    return compute_again(why) is not None and tells(why["sentence"], [len(why["terms"]), compute_again(why)])


def _find_row(place: Place) -> Element:
    return next(
        each for each in place.element.list_above() if each.tag in ("li", "p", "section") and each is not place.element
    )


def is_grade(place: Place, facts: Facts) -> bool:
    """The grade of the key result or the objective that stands nearest."""
    items = facts.list_objectives(place) if place.is_within("okr-goal__figure") else facts.find_items(place)
    return any(tells(place.text, [each["grade"]]) for each in items)


def is_of_kpi(place: Place, facts: Facts) -> bool:
    """The newest value of a KPI, the one before it, or how far it went since a day."""
    kpi = facts.find_kpi(place)
    if kpi is None:
        return False
    values = {date.fromisoformat(each["date"]): float(each["value"]) for each in kpi["values"]}
    days = sorted(values)
    if found := re.match(r"(Up|Down) (.*) since (.*)\.", place.text):
        moved = values[days[-1]] - values[parse_day(found[3])]
        return (moved > 0) == (found[1] == "Up") and tells(found[2], [abs(moved)], kpi["unit"])
    return tells(place.text, [values[days[-2 if "before" in place.text else -1]]], kpi["unit"])


def is_rubric(place: Place, facts: Facts) -> bool:
    """`0.7 for …`: a grade that the rubric of a key result names, or one of its three levels."""
    results = facts.list_results(place) or [each for o in facts.list_objectives(place) for each in o["key_results"]]
    levels = [0.3, 0.7, 1.0] if any(result["levels"] for result in results) else []
    told = [*levels, *list_numbers([result["rubric"] for result in results])]
    return any(tells(place.text, [number]) for number in told)


def is_cell_of_pack(place: Place, facts: Facts) -> bool:
    """A cell of a review pack's table, by the heading of its column."""
    heading = place.find_heading()
    return any(
        place.text == percent(result[{"Expected": "expected", "Confidence": "confidence"}[heading]])
        if heading in ("Expected", "Confidence")
        else tells(place.text, [result["grade"] if result["grade"] is not None else result["proposed_grade"]])
        if heading == "Grade"
        else tells(place.text, [result[heading.lower()]], result["unit"])
        for result in facts.list_results(place)
    )
