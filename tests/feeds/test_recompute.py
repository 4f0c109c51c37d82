"""Every number of the example can be calculated again from the terms that the export gives for it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from stories import read_example, read_export

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def data():
    return read_export(read_example())


def cut(share):
    return min(1.0, max(0.0, share))


def named(terms):
    """Terms by the first word of their label, which says their part in the rule."""
    return {term["label"].split(" ")[0]: term for term in terms}


def computed(why):
    """What the schema says of each rule, done by hand."""
    terms = named(why["terms"])
    numbers = {name: term["number"] for name, term in terms.items()}
    match why["rule"]:
        case "reach":
            return (numbers["now"] - numbers["from"]) / (numbers["to"] - numbers["from"])
        case "keep":
            low, high, now = numbers.get("low"), numbers.get("high"), numbers["now"]
            distance = max(low - now if low is not None else 0, now - high if high is not None else 0, 0)
            width = high - low if None not in (low, high) else abs(low if high is None else high)
            return 1.0 if not distance else max(0.0, 1 - distance / width) if width else 0.0
        case "share" | "mean":
            known = [(cut(term["number"]), term["weight"]) for term in why["terms"] if term["number"] is not None]
            return sum(number * weight for number, weight in known) / sum(weight for _, weight in known)
        case "same":
            return why["terms"][0]["number"]
        case "time":
            start, end, today = (date.fromisoformat(terms[name]["text"]) for name in ("start", "end", "day"))
            return cut((today - start) / (end - start)) if end > start else 1.0
        case "line":
            return cut((numbers["value"] - numbers["from"]) / (numbers["to"] - numbers["from"]))
        case "sum":
            return sum(term["number"] for term in why["terms"])
    return None


def items(data):
    for each in data["objectives"]:
        yield each, ("progress", "expected", "confidence", "grade")
        for result in each["key_results"]:
            yield result, ("progress", "expected")


def test_each_number_follows_from_its_terms(data):
    seen = set()
    for item, names in items(data):
        for name in names:
            why = item["explanations"][name]
            if item[name] is None:
                assert why["rule"] in (None, "mean", "share"), (item["ref"], name)
            else:
                assert computed(why) == pytest.approx(item[name]), (item["ref"], name)
                seen.add(why["rule"])
    assert seen == {"reach", "keep", "share", "mean", "same", "time", "line"}


def test_contributions_add_up(data):
    found = [
        (result["contribution"]["covered"], computed(result["explanations"]["contribution"]))
        for each in data["objectives"]
        for result in each["key_results"]
        if result["contribution"]
    ]
    assert found
    assert all(covered == pytest.approx(again) for covered, again in found)


def test_units_and_cycles_are_the_mean_of_their_objectives(data):
    for cycle in data["cycles"]:
        shares = [
            each["progress"]
            for each in data["objectives"]
            if each["cycle"] == cycle["id"] and each["progress"] is not None and each["status"]["shown"] != "dropped"
        ]
        assert cycle["progress"] == (pytest.approx(sum(shares) / len(shares)) if shares else None)


def test_every_typed_term_names_the_line_in_which_its_number_stands(data):
    for item, names in items(data):
        for name in names:
            for term in item["explanations"][name]["terms"]:
                if term["source"] is None or term["ref"]:
                    continue
                path, line = term["source"]["path"], term["source"]["line"]
                lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
                digits = re.findall(r"\d+", term["text"].replace(",", ""))
                if digits and term["label"].startswith(("from", "now", "to")):
                    typed = lines[line - 1].replace(",", "")
                    assert digits[0] in typed, (item["ref"], name, term)
