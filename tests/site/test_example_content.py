"""The example company shows everything that can be typed, and is kept well, with a few honest gaps."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace
from stories import read_example, read_snapshot

from okrsite.model.objectives import Objective

ROOT = Path(__file__).parents[2]
SPELLINGS = {".md", ".yml"}


@pytest.fixture(scope="module")
def snapshot():
    return read_example()


@pytest.fixture(scope="module")
def objectives(snapshot):
    return tuple(snapshot.organisation.objectives.values())


@pytest.fixture(scope="module")
def results(objectives):
    return tuple(result for each in objectives for result in each.key_results)


def spellings(found) -> set[str]:
    """The file name endings in which objectives were typed."""
    return {Path(each.place.path).suffix for each in found}


def test_it_has_four_levels_and_more_than_a_dozen_teams(snapshot):
    units = snapshot.organisation.units
    assert {"marketing", "sales", "support", "finance", "product", "engineering", "people"} <= set(units)
    assert sum(not unit.is_person for unit in units.values()) > 12
    assert {len(snapshot.organisation.list_ancestry(unit)) for unit in units if not units[unit].is_person} == {
        1,
        2,
        3,
        4,
    }
    assert all(unit.lead and unit.mission for unit in units.values() if not unit.is_person)


def test_people_have_objectives_in_both_spellings(snapshot, objectives):
    units = snapshot.organisation.units
    assert spellings(each for each in objectives if units[each.unit].is_person) == SPELLINGS


def test_both_spellings_are_at_home_on_every_level(snapshot, objectives):
    for level in (1, 2, 3, 4):
        assert (
            spellings(each for each in objectives if len(snapshot.organisation.list_ancestry(each.unit)) == level)
            == SPELLINGS
        )
    files = snapshot.organisation.units.values()
    assert {Path(unit.place.path).name for unit in files} >= {"team.md", "team.yml"}


def test_every_kind_of_key_result_is_there(results):
    assert {result.kind for result in results} == {"reach", "keep", "milestones", "yes-no", "levels", "baseline"}
    moved = [result for result in results if result.start and result.target]
    assert {result.target.value > result.start.value for result in moved} == {True, False}
    assert {"/" in result.kpi for result in results if result.kpi} == {True, False}
    assert any(result.kpi and result.keep for result in results)


def test_every_field_of_a_key_result_is_used(results):
    for name in ("owner", "due", "phases", "rubric", "confidence", "grade", "contributes_to", "supports", "levels"):
        assert any(getattr(result, name) not in (None, (), {}) for result in results), name
    assert any(result.weight != 1 for result in results)
    assert any(step.due and step.weight != 1 for result in results for step in result.milestones)


@pytest.mark.parametrize(
    "name",
    [
        "why", "owner", "reviewer", "contributors", "horizon", "ambition", "contributes_to", "supports", "unaligned",
        "depends_on", "confirms", "differs_from", "joint", "consult", "inform", "needs", "blockers", "continues",
        "aliases", "tags", "status", "notes", "key_results", "initiatives", "checkins", "decision", "retrospective",
    ],
)  # fmt: skip
def test_every_field_of_an_objective_is_used(objectives, name):
    assert name in Objective.__struct_fields__
    assert any(getattr(each, name) for each in objectives)


def test_every_link_is_there_with_shares_and_reasons_to_objectives_and_key_results(snapshot):
    links = snapshot.alignment.links
    assert {link.kind for link in links} == {"direct", "indirect", "depends", "continues"}
    for kind in ("direct", "indirect"):
        found = [link for link in links if link.kind == kind]
        ends = {(link.source_result is not None, link.target_result is not None) for link in found}
        assert ends >= {(False, False), (False, True), (True, True)}, kind
        assert any(link.because for link in found), kind
    assert any(link.share for link in links)


def test_one_quarter_is_closed_with_grades_and_retrospectives(snapshot, objectives):
    closed = [each for each in objectives if each.cycle == "2026-Q3"]
    assert len(closed) > 12 and all(each.retrospective for each in closed)
    assert all(result.grade is not None for each in closed for result in each.key_results)
    days = snapshot.site.settings.grading_days
    states = {key: cycle.compute_state(snapshot.today, days) for key, cycle in snapshot.organisation.cycles.items()}
    assert states["2026-Q3"] == "closed" and set(states.values()) >= {"planned", "active", "closed"}


def test_four_quarters_have_checkins(objectives):
    assert {each.cycle for each in objectives if each.checkins} >= {"2026", *(f"2026-Q{n}" for n in (1, 2, 3, 4))}


def test_there_are_kpis_a_memo_a_session_and_drafts(snapshot):
    organisation = snapshot.organisation
    assert {kpi.unit_id == "company" for kpi in organisation.kpis.values()} == {True, False}
    assert [memo.author for memo in organisation.memos] == ["ines"]
    assert organisation.cycles["2026-Q4"].session is not None
    hidden = set(read_snapshot(ROOT / "mkdocs.yml", preview=True).organisation.objectives) - set(
        organisation.objectives
    )
    assert {ref.split("/")[0] for ref in hidden} == {"field-operations", "finance"}, "one objective, and a whole file"


def test_most_dependencies_are_confirmed_in_both_spellings(snapshot, objectives):
    assert spellings(each for each in objectives if each.confirms) == SPELLINGS
    now = [link for links in snapshot.alignment.needs.values() for link in links]
    assert len(now) > 12
    assert {(link.source, link.target) for link in snapshot.gaps.unconfirmed} == {
        ("dispatch/2026-Q4/slow-districts", "people/2026-Q4/hire-aachen"),
        ("landlords/2026-Q4/portfolios", "legal/2026-Q4/plan-terms"),
        ("technician-app/2026-Q4/works-offline", "platform/2026-Q4/never-down"),
    }


def test_no_answer_is_given_to_a_question_that_nobody_asked(snapshot, objectives):
    asked = {(link.target, link.source) for links in snapshot.alignment.needs.values() for link in links}
    answers = [(each.ref, _full(reference.text)) for each in objectives for reference in each.confirms]
    assert len(answers) > 8
    assert set(answers) <= asked
    assert Counter(answers).most_common(1)[0][1] == 1


def _full(text: str) -> str:
    unit, objective = text.split("/")
    return f"{unit}/2026-Q4/{objective}"


def test_gaps_are_few(snapshot):
    gaps = snapshot.gaps
    assert gaps.on_purpose == ("engineering/2026-Q4/one-sign-in",)
    assert set(gaps.unaligned) == {"finance/2026-Q4/close-fast", "people/2026-Q4/stay"}
    assert [(found.ref, found.result) for found in gaps.unserved] == [
        ("company/2026-Q4/aachen", "quality"),
        ("company/2027-Q1/ordinary", "depots"),
        ("company/2027-Q1/ordinary", "four"),
    ]
    assert 0 < len(gaps.skipped) < 5


def test_one_overlap_is_found_and_one_is_explained(snapshot, tmp_path):
    (found,) = snapshot.overlaps
    assert {(end.ref, end.result) for end in (found.first, found.second)} == {
        ("product-engineering/2026-Q4/next-step", "where-calls"),
        ("support/2026-Q4/call-back", "where"),
    }
    (said,) = snapshot.alignment.distinctions
    assert said.because

    # Without that sentence there would be two.
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    file = tmp_path / "content" / "teams" / "region-north" / "2026-Q4.yml"
    text = file.read_text(encoding="utf-8")
    start = text.index("    differs_from:")
    file.write_text(text[:start] + text[text.index("    depends_on:", start) :], encoding="utf-8")
    both = read_snapshot(tmp_path / "mkdocs.yml").overlaps
    assert {(pair.first, pair.second) for pair in both} == {
        (found.first, found.second),
        (replace(found.first, ref=said.source, result="local"), replace(found.first, ref=said.target, result="local")),
    }


def test_plans_that_were_promised_are_the_sum_that_the_company_tells(snapshot):
    """The prose of the company says 200 are missing, so the numbers must."""
    promised = snapshot.measures.key_results["company/2026-Q4/reasons-to-return#plans"].contribution
    assert (promised.planned, promised.covered) == (3600, 3400)
