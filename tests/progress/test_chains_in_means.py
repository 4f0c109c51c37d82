"""A goal that is carried from cycle to cycle counts once in the means of the goal above it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.alignment.chains import Chains
from okrsite.alignment.links import Link
from okrsite.model.refs import ObjectiveRef
from okrsite.problems import Place
from okrsite.progress.means import compute_aligned_mean

NOW = {"Q1": 20, "Q2": 40, "Q3": 55, "Q4": 80}
ANNUAL = """
    objectives:
      - id: grow
        title: Grow
        owner: anna
        key_results: [{title: K, from: 0, to: 100, now: 0}]
"""


def make_quarter(quarter: str, before: str, *, kind: str = "contributes_to", status: str = "") -> str:
    """Return a team's file with the copy of its objective in a quarter, which carries on that of the one before."""
    return f"""
        objectives:
          - id: sell
            title: Sell
            owner: anna
            status: {status}
            {kind}: company/2026/grow
            {f"continues: sales/2026-{before}/sell" if before else ""}
            key_results: [{{title: K, from: 0, to: 100, now: {NOW[quarter]}}}]
    """


def make_company(project, **changed):
    quarters = ["Q1", "Q2", "Q3", "Q4"]
    files = {
        f"teams/sales/2026-{quarter}.yml": make_quarter(quarter, before, **changed.get(quarter, {}))
        for quarter, before in zip(quarters, ["", *quarters], strict=False)
    }
    return project({"company/2026.yml": ANNUAL, "teams/sales/team.yml": "name: Sales\n"} | files)


@pytest.mark.parametrize(
    ("today", "mean"),
    [
        pytest.param(date(2026, 2, 1), 0.2, id="the first quarter runs, and three are planned"),
        pytest.param(date(2026, 8, 1), 0.55, id="the third runs"),
        pytest.param(date(2026, 11, 20), 0.8, id="the last runs"),
        pytest.param(date(2027, 3, 1), 0.8, id="all of them are over"),
        pytest.param(date(2025, 12, 1), 0.2, id="all of them are planned"),
    ],
)
def test_only_the_copy_of_today_counts(project, today, mean):
    """20, 40, 55 and 80% are one goal in four quarters, whose mean is that of the running one."""
    assert make_company(project).objective("company/2026/grow", today).aligned_direct == pytest.approx(mean)


def test_a_chain_that_was_given_up_counts_no_more(project):
    """The copy of the fourth quarter was dropped: what was reached before it stands for nobody any more."""
    numbers = make_company(project, Q4={"status": "dropped"}).objective("company/2026/grow")
    assert (numbers.aligned_direct, numbers.aligned_indirect) == (None, None)


def test_a_copy_that_links_otherwise_than_before_counts_as_it_links_now(project):
    """Until Q3 it contributed, now it only supports: it is in one of the two means."""
    numbers = make_company(project, Q4={"kind": "supports"}).objective("company/2026/grow")
    assert (numbers.aligned_direct, numbers.aligned_indirect) == (None, pytest.approx(0.8))


def test_the_explanation_names_the_copies_that_do_not_count(project):
    """All four are listed, and the mean can be computed again from those that have a number."""
    snapshot = make_company(project).snapshot(date(2026, 11, 20))
    goal = snapshot.organisation.objectives["company/2026/grow"]
    mean = compute_aligned_mean(goal, snapshot.organisation, snapshot.alignment, snapshot.measures, "direct")
    assert [term.number for term in mean.why.terms] == [None, None, None, pytest.approx(0.8)]
    assert mean.why.terms[0].value == "of 2026-Q1, left out: its copy of another cycle counts"
    none = compute_aligned_mean(goal, snapshot.organisation, snapshot.alignment, snapshot.measures, "indirect")
    assert (none.value, none.why.terms) == (None, ())


def test_two_goals_that_carry_on_one_are_two(project):
    """What Sales had in Q1 is carried on by Sales and by Service: both count, and the first one doesn't."""
    company = make_company(project)
    service = make_quarter("Q2", "").replace("continues: ", "") + "\n"
    service = service.replace("owner: anna", "owner: anna\n            continues: sales/2026-Q3/sell")
    company.write({"teams/service/team.yml": "name: Service\n", "teams/service/2026-Q4.yml": service})
    assert company.objective("company/2026/grow").aligned_direct == pytest.approx((0.8 + 0.4) / 2)


def make_ref(number: int) -> ObjectiveRef:
    return ObjectiveRef(f"team/2026/{number}")


@given(st.data(), st.integers(1, 12))
def test_chains_tell_what_walking_along_them_tells(data, size):
    """Any trees and circles of copies, any of them begun, any of them asked about."""
    earlier = {
        number: step
        for number in range(size)
        if (step := data.draw(st.one_of(st.none(), st.integers(0, size - 1)))) not in (None, number)
    }
    begun = data.draw(st.sets(st.integers(0, size - 1)))
    asked = data.draw(st.lists(st.integers(0, size - 1), unique=True))

    def list_earlier(number):
        found = []
        while (number := earlier.get(number)) is not None:
            if number in found:
                return None  # part of a circle, or leading into one
            found.append(number)
        return found

    lines = {number: list_earlier(number) for number in range(size)}
    known = {number: line for number, line in lines.items() if line is not None}
    expected = {
        one
        for one in asked
        for other in asked
        if one in known and other in known
        if (other in begun and one in known[other]) or (one not in begun and other in known[one])
    }
    links = {make_ref(n): Link("continues", make_ref(n), None, make_ref(t), None, None, "", Place("")) for n, t in earlier.items()}  # fmt: skip
    carried_on: dict[ObjectiveRef, tuple[Link, ...]] = {}
    for link in links.values():
        carried_on[link.target] = (*carried_on.get(link.target, ()), link)
    chains = Chains(links, carried_on, {make_ref(number) for number in begun})
    assert chains.find_superseded([make_ref(number) for number in asked]) == {make_ref(number) for number in expected}
    assert not asked or len(expected) < len(asked)
