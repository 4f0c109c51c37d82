"""Every number of the example can be calculated again from the terms that the export gives for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from recomputed import compute_again as computed
from stories import read_example, read_export

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def data():
    return read_export(read_example())


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
        known = [
            (each["progress"], each["weight"])
            for each in data["objectives"]
            if each["cycle"] == cycle["id"] and each["progress"] is not None and each["status"]["shown"] != "dropped"
        ]
        total = sum(weight for _, weight in known)
        mean = sum(progress * weight for progress, weight in known) / total if total else None
        assert cycle["progress"] == (None if mean is None else pytest.approx(mean))


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
