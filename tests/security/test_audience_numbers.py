"""No withheld number can be computed from what the public gets: it knows whole percents, and what follows from them.

Two companies whose withheld numbers differ, and are the same in whole percent, give the same pages, maps, export and
explanations. And whoever calculates backwards, by continued fractions or by solving a mean for one of its terms, finds
none of them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from project_tree import TODAY, Project
from stories import read_export, redact_snapshot

from okrsite.feeds.explain.accounts import explain_subject
from okrsite.feeds.explain.writing import format_explanation
from okrsite.feeds.export import format_export
from okrsite.model.audience import round_to_whole_percent
from okrsite.pages.site_pages import build_pages
from okrsite.progress.explanation import format_percent
from okrsite.snapshot import Snapshot

MARKS = ("internal", "internal numbers")
KINDS = ("reach", "falling", "reported", "kpi", "phases", "keep", "milestones", "levels", "done")
_NUMBERED = count(1)


@dataclass
class Company:
    """The files of a company; two with one shape are told to the public in the same way, whatever is hidden."""

    shape: random.Random
    """Decides what is public, and every withheld number in whole percent."""
    hidden: random.Random
    """Decides the rest of the withheld numbers."""
    secrets: set[Fraction] = field(default_factory=set)
    """How far the withheld key results are, to the last digit; none of them is a whole percent."""
    kpis: dict[str, Any] = field(default_factory=dict)

    def near(self, share: int) -> Fraction:
        """Return a share that is told as so many percent."""
        low, high = (-400 if share else 100), (400 if share < 100 else -100)
        while True:
            off = self.hidden.randint(low, high)
            # Whole percents and weights of a half give quarters of a percent, which are no secret by chance.
            if abs(off) >= 50 and off % 250:
                return Fraction(share * 1000 + off, 100_000)

    def values(self, share: int) -> tuple[float, float, float]:
        """Return start, target and value of which the progress is told as so many percent."""
        exact, start, span = self.near(share), self.hidden.randint(-500, 9999), self.hidden.randint(1000, 9999)
        # Never three decimals: they could be thousands, and are asked about.
        parts = round((start + exact * span) * 10_000)
        now = Fraction(parts if parts % 10 else parts + 1, 10_000)
        found = (now - start) / span
        self.secrets.add(found)
        return start, start + span, float(now)

    def hidden_result(self, key: str, kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return a key result of a kind whose numbers are hidden, and its check-in."""
        share = self.shape.randint(0, 100)
        sure = float(self.near(self.shape.randint(0, 100)))
        result: dict[str, Any] = {"id": key, "title": f"Result {key}", "confidence": f"{sure * 100:.3f}%"}
        said: dict[str, Any] = {}
        low, high, now = self.values(share)
        match kind:
            case "reach":
                result |= {"from": low, "to": high, "now": now}
            case "falling":
                result |= {"from": -low, "to": -high, "now": -now}
            case "reported":
                result |= {"from": low, "to": high}
                said = {"date": "2026-11-10", "by": "anna", "now": {key: now}, "confidence": {key: f"{sure:.5f}"}}
                del result["confidence"]
            case "kpi":
                name = f"secret-{len(self.kpis)}"
                self.kpis[name] = {
                    "name": "Hidden",
                    "audience": "internal",
                    "values": {"2026-09-30": low, "2026-11-01": now},
                }
                result |= {"kpi": name, "to": high}
            case "phases":
                expected = self.near(self.shape.randint(0, 100))
                result |= {"from": low, "to": high, "now": now}
                result["phases"] = {TODAY.isoformat(): float(low + expected * (high - low))}
            case "keep":
                far = self.near(self.shape.randint(0, 99))
                limit = self.hidden.randint(1000, 9999)
                result |= {"keep": f"<= {limit}", "now": float(limit + (1 - far) * limit)}
            case "milestones":
                exact = self.near(share)
                steps = ((True, exact), (False, 1 - exact))
                result["milestones"] = [
                    {"title": "Step", "done": done, "weight": float(part), "due": "2026-12-20"} for done, part in steps
                ]
            case "levels":
                result |= {"levels": {"commit": "Some", "target": "More"}, "now": self.shape.choice(("none", "target"))}
            case "done":
                result["done"] = self.shape.random() < 0.5
        return result, said

    def open_result(self, key: str) -> dict[str, Any]:
        to = self.shape.randint(3, 9)
        return {"id": key, "title": f"Open {key}", "from": 0, "to": to, "now": self.shape.randint(0, to), "unit": "EUR"}

    def objective(self, key: str, *, graded: bool = False, mark: str | None = None) -> dict[str, Any]:
        """Return an objective with an open key result and others, some of which are withheld."""
        results, checkins = [self.open_result("k")], []
        for position in range(self.shape.randint(1, 3)):
            name, kind = f"r{position}", self.shape.choice(KINDS)
            if self.shape.random() < 0.3:
                results.insert(self.shape.randint(0, len(results)), self.open_result(name))
                continue
            result, said = self.hidden_result(name, kind)
            result["audience"] = self.shape.choice(MARKS)
            if result["audience"] == "internal":
                result["due"] = (TODAY + timedelta(self.hidden.randint(1, 40))).isoformat()
            results.insert(self.shape.randint(0, len(results)), result)
            checkins += [said] if said else []
        for result in results:
            result["weight"] = self.shape.choice((1, 2, 0.5))
            if graded:
                hides = result.get("audience")
                share = self.shape.randint(0, 100)
                result["grade"] = float(self.near(share)) if hides else share / 100
        link: dict[str, Any] = {"to": "company/2026-H2/year#k", "share": self.shape.randint(10, 90) / 100}
        found = {"id": key, "title": f"Goal {key}", "owner": "anna", "key_results": results, "checkins": checkins}
        if mark:
            link["share"] = self.hidden.randint(10, 90) / 100
            found["audience"] = mark
        return found | ({"contributes_to": [link]} if mark or self.shape.random() < 0.5 else {})

    def files(self) -> dict[str, str]:
        """Return the files, in which everything but what is hidden is as the shape says."""
        year = {"id": "year", "title": "Year", "owner": "anna", "key_results": [self.open_result("k")]}
        files = {
            "company/team.yml": {"name": "Company"},
            "teams/a/team.yml": {"name": "A"},
            "company/2026-H2.yml": {"objectives": [year]},
            "company/2026-Q3.yml": {"objectives": [self.objective("past", graded=True)]},
            "company/2026-Q4.yml": {"objectives": [self.objective("goal")]},
            "teams/a/2026-Q4.yml": {"objectives": [self.objective("open"), self._quiet_objective("quiet")]},
        }
        files["kpis.yml"] = {"open": {"name": "Open", "values": {"2026-10-01": 3, "2026-11-01": 4}}, **self.kpis}
        # JSON is YAML.
        return {path: json.dumps(content) for path, content in files.items()}

    def _quiet_objective(self, key: str) -> dict[str, Any]:
        """Return an objective of which no number is told, whatever its key results say."""
        found = self.objective(key, mark="internal numbers")
        results = []
        for result in found["key_results"]:
            if "audience" not in result:
                low, high, now = self.values(self.shape.randint(0, 100))
                result |= {"from": low, "to": high, "now": now}
            results.append(result)
        return {**found, "key_results": results}


def seen(root, files: dict[str, str]) -> Snapshot:
    snapshot = Project(root / str(next(_NUMBERED))).write(files).snapshot()
    return redact_snapshot(snapshot)


def everything(snapshot: Snapshot) -> dict[str, str]:
    """What the public gets: the export, every page, every map as a file, and what `explain` says."""
    made, organisation = build_pages(snapshot), snapshot.organisation
    pages = {f"page {page.uri}": f"{page.title}{page.description}{page.search}{page.body}" for page in made.pages
             if not page.uri.startswith("guide/")}  # fmt: skip
    pairs = [
        (objective, key_result)
        for objective in organisation.objectives.values()
        for key_result in objective.key_results
    ]
    subjects = [
        *organisation.objectives.values(), *pairs, *organisation.units.values(), *organisation.cycles.values(),
        *organisation.kpis.values(),
    ]  # fmt: skip
    return {
        "export": format_export(snapshot),
        "explain": "\n".join(format_explanation(explain_subject(snapshot, subject)) for subject in subjects),
        **pages,
        **{f"file {file.uri}": file.content for file in made.files},
    }


seeds = st.integers(0, 2**32)
# A seed can't be made smaller in a way that says anything.
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@settings(max_examples=6, deadline=None, phases=_PHASES, suppress_health_check=list(HealthCheck))
@given(shape=seeds, one=seeds, two=seeds)
def test_numbers_that_are_the_same_in_whole_percent_are_told_by_the_same_bytes(tmp_path_factory, shape, one, two):
    root = tmp_path_factory.mktemp("pair")
    companies = [Company(random.Random(shape), random.Random(hidden)) for hidden in (one, two)]
    found, other = (everything(seen(root, company.files())) for company in companies)
    assert [name for name in found.keys() | other.keys() if found.get(name) != other.get(name)] == []


def numbers_in(document: object) -> Iterator[float]:
    """Yield every number of a JSON document."""
    match document:
        case bool():
            return
        case int() | float():
            yield float(document)
        case dict():
            for value in document.values():
                yield from numbers_in(value)
        case list():
            for value in document:
                yield from numbers_in(value)


def solved(value: float | None, terms: list[tuple[float, float]]) -> Iterator[float]:
    """Yield what each term of a mean must be if the others and the mean are right; terms are number and weight."""
    total = sum(weight for _, weight in terms)
    for position, (_, weight) in enumerate(terms):
        others = sum(number * each for at, (number, each) in enumerate(terms) if at != position)
        if value is not None and weight:
            yield (value * total - others) / weight


def means(data: dict[str, Any]) -> Iterator[tuple[float | None, list[tuple[float, float]]]]:
    """Yield each mean of an export with its terms."""
    for each in data["objectives"]:
        for name in ("progress", "expected", "confidence", "grade"):
            terms = each["explanations"][name]["terms"]
            yield each[name], [(term["number"], term["weight"]) for term in terms if term["number"] is not None]
    for whole, part in (("cycles", "cycle"), ("teams", "team")):
        for total in data[whole]:
            own = [each["progress"] for each in data["objectives"] if each[part] == total["id"]]
            yield total["progress"], [(number, 1.0) for number in own if number is not None]


def computed(data: dict[str, Any]) -> list[float]:
    """What an attacker gets out of an export: its numbers, and each term for which a mean can be solved."""
    return [*numbers_in(data), *(term for value, terms in means(data) for term in solved(value, terms))]


@settings(max_examples=25, deadline=None, phases=_PHASES, suppress_health_check=list(HealthCheck))
@given(shape=seeds, hidden=seeds)
def test_nobody_computes_a_withheld_number_from_the_export(tmp_path_factory, shape, hidden):
    company = Company(random.Random(shape), random.Random(hidden))
    data = read_export(seen(tmp_path_factory.mktemp("attacked"), company.files()))
    guesses = computed(data)
    assert company.secrets and len(guesses) > 100
    assert [secret for secret in company.secrets if any(abs(guess - secret) < 1e-7 for guess in guesses)] == []
    told = [number for each in data["objectives"] for number in _told(each)]
    assert told and [number for number in told if number != round(number, 2)] == []


def _told(each: dict[str, Any]) -> Iterator[float]:
    """Yield what an objective says of its withheld key results, and of itself where it has some."""
    hidden = [result for result in each["key_results"] if result["withheld"]]
    for item in [*hidden, *([each] if hidden else [])]:
        numbers = (item.get(name) for name in ("progress", "expected", "confidence", "grade", "proposed_grade"))
        yield from (number for number in numbers if number is not None)


CASE = """
objectives:
  - id: goal
    title: Goal
    owner: anna
    {objective}
    key_results:
      - {{id: k, title: Open, from: 0, to: 3, now: 1}}
      - {{id: s, title: Secret, from: 0, to: {to}, now: {now}, {more}}}
"""


def one_secret(
    root, to: int = 2311, now: int = 1327, more: str = "audience: internal numbers", objective: str = "", **files
):
    case = CASE.format(to=to, now=now, more=more, objective=objective)
    return seen(root, {"company/team.yml": "name: Company\n", "company/2026-Q4.yml": case, **files})


@pytest.mark.parametrize("mark", MARKS)
def test_the_two_numbers_behind_a_progress_are_not_told(tmp_path, mark):
    data = read_export(one_secret(tmp_path, more=f"audience: {mark}"))
    objective = data["objectives"][0]
    assert objective["key_results"][1]["progress"] == 0.57
    assert objective["progress"] == 0.45
    assert [term["number"] for term in objective["explanations"]["progress"]["terms"]] == [pytest.approx(1 / 3), 0.57]
    fractions = {Fraction(guess).limit_denominator(5000) for guess in computed(data)}
    assert Fraction(1327, 2311) not in fractions and Fraction(1, 3) in fractions


def test_what_is_all_public_is_told_as_exactly_as_before(tmp_path):
    data = read_export(one_secret(tmp_path, more="owner: ben"))
    assert data["objectives"][0]["progress"] == pytest.approx((1 / 3 + 1327 / 2311) / 2)
    assert data["cycles"][0]["progress"] == data["objectives"][0]["progress"]


def test_units_cycles_and_goals_above_are_told_in_whole_percent_as_well(tmp_path):
    below = CASE.format(to=7, now=2, more="audience: internal", objective="contributes_to: company/2026-Q4/goal")
    files = {"teams/a/team.yml": "name: A\n", "teams/a/2026-Q4.yml": below}
    data = read_export(one_secret(tmp_path, more="", **files))
    assert data["objectives"][0]["progress"] == pytest.approx((1 / 3 + 1327 / 2311) / 2)
    assert data["objectives"][0]["aligned"]["direct"] == data["objectives"][1]["progress"] == 0.31
    assert data["teams"][1]["progress"] == 0.31 and data["cycles"][0]["progress"] == 0.38


@pytest.mark.parametrize("due", ["2026-11-27", "2026-12-18"])
def test_the_day_on_which_something_internal_is_due_cannot_be_computed(tmp_path, due):
    """How much is expected on one known day tells the last day, for only one last day gives this percentage."""
    found = one_secret(tmp_path, more=f"audience: internal, due: {due}")
    numbers = found.measures.key_results["company/2026-Q4/goal#key-result-2"]
    assert numbers.expected == round_to_whole_percent(
        (TODAY - date(2026, 10, 1)) / (date(2026, 12, 31) - date(2026, 10, 1))
    )


def test_a_day_that_is_told_is_what_is_expected_by(tmp_path):
    found = one_secret(tmp_path, more="audience: internal numbers, due: 2026-11-25")
    assert found.measures.key_results["company/2026-Q4/goal#s"].expected == 0.91


@pytest.mark.parametrize("share", ["30%", "61%"])
def test_a_share_of_an_objective_that_tells_no_numbers_is_not_told(tmp_path, share):
    """A share says how large the number is; a sum without it would be wrong, and with it would tell it."""
    link = f"audience: internal numbers\n    contributes_to: [{{to: company/2026-H2/year#k, share: {share}}}]"
    year = "objectives: [{id: year, title: Year, key_results: [{id: k, title: K, from: 0, to: 100, now: 1}]}]"
    open_part = CASE.format(
        to=9, now=1, more="contributes_to: [{to: company/2026-H2/year#k, share: 20%}]", objective=""
    )
    files = {"company/2026-H2.yml": year, "teams/a/team.yml": "name: A\n", "teams/a/2026-Q4.yml": open_part}
    data = read_export(one_secret(tmp_path, objective=link, more="", **files))
    links = {each["ref"]: each["contributes_to"] for each in data["objectives"]}
    assert [(found["ref"], found["share"]) for found in links["company/2026-Q4/goal"]] == [
        ("company/2026-H2/year#k", None)
    ]
    assert data["objectives"][0]["ref"] == "company/2026-H2/year"
    assert data["objectives"][0]["key_results"][0]["contribution"] is None


@given(share=st.floats(0, 1))
def test_whole_percents_are_those_that_pages_show(share):
    told = round_to_whole_percent(share)
    assert 0 <= told <= 1 and format_percent(told) == format_percent(share) and told == round(told, 2)
