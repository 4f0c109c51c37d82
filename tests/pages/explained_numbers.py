"""Explanations of numbers must be those that the export has of the same number, and projections a line through two reports."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from element_tree import Element
from page_numbers import Facts, Place, Record, parse_day, percent, tells
from planned_pages import resolve_address
from recomputed import compute_again, cut
from result_numbers import list_reports

from okrsite.pages.page import make_url

_NAMES = {
    "Progress": "progress",
    "Expected": "expected",
    "Confidence": "confidence",
    "Grade": "grade",
    "Proposed grade": "proposed_grade",
    "Contribution": "contribution",
    "Sum": "sum",
}
_AMBITIONS = {
    "aspirational": "Aspirational: about 0.7 is a success.",
    "committed": "Committed: 1.0 is expected.",
    "learning": "Learning: the grade says how much was learned.",
}


def is_explained(place: Place, facts: Facts) -> bool:
    """A sentence of an explanation, or the label or the text of one of its terms, as the export has them."""
    entry = next(each for each in (place.element, *place.element.list_above()) if each.tag == "dd")
    heading = entry.above.elements[entry.above.elements.index(entry) - 1].text
    objective = facts.by_url.get(make_url(place.uri))
    item = facts.find_result_of_fold(objective, _find_fold(place)) if objective else None
    if heading in ("Status", "Outcome"):
        return item is not None and tells_status(place.text, item, facts)
    if heading == "Scale":
        return place.text == _AMBITIONS[item["ambition"]]
    if heading == "Projection":
        return is_line(place, item, facts)
    if heading in ("Direct", "Indirect"):
        explained = [each for each in ([item] if item else facts.objectives) if _has_fold(each, place)]
        return any(_is_share_explained(place, each, heading, facts) for each in explained)
    if item is None:
        return is_mean_explained(place, heading, facts)
    why = item["explanations"][_NAMES[heading]]
    if heading == "Contribution":
        assert compute_again(why) == pytest.approx(item["contribution"]["covered"]), item["ref"]
    elif _NAMES[heading] in item:
        facts.compute(item, _NAMES[heading])  # which fails where the terms make another number
    return _is_of_explanation(place, why)


def _find_fold(place: Place) -> Element:
    return next(each for each in place.element.list_above() if each.tag == "details")


def _has_fold(objective: Record, place: Place) -> bool:
    return objective["url"] == make_url(place.uri) or make_url(place.uri) == ""


def _is_of_explanation(place: Place, why: Record) -> bool:
    if place.element.tag == "dd":
        return place.text == " ".join(why["sentence"].split())
    row = place.element if place.element.tag == "li" else place.element.above
    label = place.text if place.element is row else _read_label(row)
    label = label or next(each.text for each in row.elements if each.tag == "a")
    terms = [term for term in why["terms"] if term["label"] == label]
    return bool(terms) and (place.element is row or place.text in [term["text"] for term in terms])


def _read_label(row: Element) -> str:
    return " ".join(" ".join(each for each in row.inside if isinstance(each, str)).split())


def _is_share_explained(place: Place, objective: Record, heading: str, facts: Facts) -> bool:
    why = objective["explanations"]["aligned"]
    if heading == "Direct" and why and _is_of_explanation(place, why):
        return True
    if heading == "Direct":
        return False
    found = re.fullmatch(r".*: (\d+%)\.?", place.text)
    if found:
        return found[1] == percent(objective["aligned"]["indirect"])
    for supporting in _list_listed(place, facts):
        links = [link for each in (supporting, *supporting["key_results"]) for link in each["supports"]]
        serves = any(link["ref"].partition("#")[0] == objective["ref"] for link in links)
        if serves and place.text == percent(facts.compute(supporting, "progress")):
            return True
    return False


def _list_listed(place: Place, facts: Facts) -> list[Record]:
    """Return the objective to which a row links, else those with its title."""
    row = next(each for each in place.element.list_above() if each.tag == "li")
    links = [resolve_address(place.uri, each.attributes["href"]) for each in row.walk() if each.tag == "a"]
    found = [facts.by_url[link] for link in links if link in facts.by_url]
    return found or [each for each in facts.objectives if row.text.startswith(each["title"])]


def is_mean_explained(place: Place, heading: str, facts: Facts) -> bool:
    """`The mean of the objectives with data in 2026: 66%`, and below it the number of each of them."""
    graded = heading == "Grade"
    if place.element.tag == "dd":
        means = [*map(percent, facts.list_means_of(make_url(place.uri)))]
        if graded:
            means = [f"{mean:.2f}" for mean in facts.list_mean_grades(place)]
        return re.sub(r".*: ", "", place.text).rstrip(".") in means
    if graded:
        return any(tells(place.text, [each["grade"]]) for each in _list_listed(place, facts))
    return any(place.text == _tell_part(each, facts) for each in _list_listed(place, facts))


def _tell_part(objective: Record, facts: Facts) -> str:
    weight = "" if objective["weight"] == 1 else f", weight {objective['weight']:g}"
    return percent(facts.compute(objective, "progress")) + weight


def tells_status(text: str, item: Record, facts: Facts) -> bool:
    """`Off track: 35 points behind the expected 89%.`, what a grade means, or that nobody has said anything for long."""
    if found := re.search(r"graded (\d\.\d+)", text):
        return tells(found[1], [item["grade"]]) and len(re.findall(r"\d+", text)) == 2
    if found := re.search(r"last check-in was (\d+) days ago", text):
        days = [date.fromisoformat(each["date"]) for each in facts.by_ref[item["ref"].partition("#")[0]]["checkins"]]
        return bool(days) and facts.today - max(days) == timedelta(int(found[1])) and len(re.findall(r"\d+", text)) == 1
    return holds_pace(text, item, facts) or tells_outcome(text, item, facts)


def tells_outcome(text: str, item: Record, facts: Facts) -> bool:
    """`60% of the way, not graded`, of what has ended without a grade."""
    found = re.search(r"(\d+%) of the way, not graded", text)
    return found is not None and item["grade"] is None and found[1] == percent(facts.compute(item, "progress"))


def holds_pace(text: str, item: Record, facts: Facts) -> bool:
    """`19 points behind the expected 89%`: the difference of the two percentages as they are shown."""
    progress, expected = (facts.compute(item, name) for name in ("progress", "expected"))
    if progress is None or expected is None:
        return False
    away = int(percent(cut(progress))[:-1]) - int(percent(expected)[:-1])
    if not away:
        said = f"as expected, {percent(expected)}"
    else:
        points = "point" if abs(away) == 1 else "points"
        said = f"{abs(away)} {points} {'ahead of' if away > 0 else 'behind'} the expected {percent(expected)}"
    found = re.search(r"(?:\d+ points? (?:ahead of|behind) the|[Aa]s) expected,? ?\d+%", text)
    return found is not None and found[0].lower() == said and not re.search(r"\d", text.replace(found[0], ""))


def is_line(place: Place, result: Record, facts: Facts) -> bool:
    """`If it goes on as from 1 Oct to 16 November: 97.7% on 31 December, short of 98%`, and the terms of it."""
    line = _draw_line(place, result, facts)
    if line is None:
        return False
    first, last, end, before, after = line
    days, left = (last - first).days, (end - last).days
    value = after + (after - before) / days * left
    projected = result["projection"]
    assert abs(projected["value"] - value) <= 1e-9 * max(1.0, abs(value)), result["ref"]
    assert projected["date"] == str(end), result["ref"]
    unit, pace = result["unit"], (after - before) / days
    if place.element.tag in ("b", "li"):
        row = place.element if place.element.tag == "li" else place.element.above
        label = place.text if place.element is row else _read_label(row)
        known = {
            f"on {first}": before,
            f"on {last}": after,
            f"a day, over {days} day{'s' if days > 1 else ''}": pace,
            "days left after that": left,
        }
        return label in known and (place.element is row or tells(place.text, [known[label]], unit, rounded=True))
    keep, text = result["keep"], facts.remove_days(place.text)
    bounds = [each for each in keep.values() if each is not None] if keep else [result["to"]]
    worth = [projected["progress"] * 100] if text.rstrip(".").endswith("%") and re.search(r": -?\d+%\.$", text) else []
    return tells(text, [value, *bounds, *worth], unit, rounded=True)


def _draw_line(place: Place, result: Record, facts: Facts) -> tuple[date, date, date, float, float] | None:
    """Return the first and the last day that a sentence names with the values reported on them, and the end."""
    entry = place.element
    while entry.tag not in ("dd", "p"):
        entry = entry.above
    own = " ".join(each for each in entry.inside if isinstance(each, str))
    days = list_days(own if place.element is not entry else place.text)
    if len(days) != 3 or result["projection"] is None:
        return None
    told = {each["date"]: each["now"] for each in list_reports(result, facts) if each["now"] is not None}
    start = next(
        (term["number"] for term in result["explanations"]["progress"]["terms"] if term["label"].startswith("from")),
        None,
    )
    first, last, end = days
    known = [
        each["now"] for each in list_reports(result, facts) if each["date"] <= str(first) and each["now"] is not None
    ]
    before, after = told.get(str(first), start if start is not None or not known else known[-1]), told.get(str(last))
    return None if before is None or after is None else (first, last, end, float(before), float(after))


def list_days(text: str) -> list[date]:
    """Return the days of a sentence; one without a year is of the year of the next that has one."""
    found = re.findall(r"\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]+(?: \d{4})?", text)
    years = re.findall(r"\b(\d{4})\b", text)
    return [day for each in found if (day := parse_day(each if re.search(r"\d{4}", each) else f"{each} {years[0]}"))]
