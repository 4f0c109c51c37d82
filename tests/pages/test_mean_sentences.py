"""Every mean on a page opens its arithmetic, and the terms give the mean (today is 20 November 2026)."""

from __future__ import annotations

import html as entities
import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from stories import read_snapshot

from okrsite.pages.parts.mean_sentences import MAX_TERMS, shorten_explanation
from okrsite.pages.site_pages import build_pages
from okrsite.progress.explanation import Explanation, Term
from okrsite.progress.means import compute_aligned_mean, compute_grade_mean, compute_progress_mean, compute_unit_mean
from okrsite.progress.target_changes import TargetChange

TODAY = date(2026, 11, 20)


def okr(key: str, now: int, more: str = "") -> str:
    return f"- {{id: {key}, title: '{key} <b>', owner: anna, key_results: [{{id: k, title: K, from: 0, to: 100, now: {now}}}]{more}}}\n"


FILES = {
    "company/team.yml": "name: Co\n",
    "company/2026.yml": "objectives:\n" + okr("year", 10),
    "company/2026-Q4.yml": "objectives:\n" + okr("goal", 50),
    "teams/a/team.yml": "name: Alpha\n",
    "teams/a/2026.yml": "objectives:\n" + okr("long", 90),
    "teams/a/2026-Q4.yml": "objectives:\n"
    + okr("one", 30, ", contributes_to: company/goal")
    + okr("two", 40, ", contributes_to: company/goal")
    + okr("three", 95, ", contributes_to: company/goal, status: dropped")
    + "- {id: four, title: Four, owner: anna, supports: company/goal, key_results: [{id: k, title: K, from: 0, to: 1}]}\n",
    "teams/b/team.yml": "name: Beta\n",
    "teams/b/2026-Q4.yml": "objectives:\n" + okr("five", 75, ", supports: company/goal"),
    "teams/b/2026-Q3.yml": "objectives:\n- {id: past, title: Past, owner: anna, key_results: [{id: k, title: K, done: yes, grade: 0.7}]}\n"
    "- {id: other, title: Other, owner: anna, key_results: [{id: k, title: K, done: yes, grade: 0.4}]}\n"
    "- {id: never, title: Never, owner: anna, key_results: [{id: k, title: K, done: yes}]}\n"
    "- {id: gone, title: Gone, owner: anna, status: dropped, key_results: [{id: k, title: K, done: yes, grade: 0.1}]}\n",
}


@pytest.fixture
def bodies(project):
    return {page.uri: str(page.body) for page in build_pages(project(FILES).snapshot(TODAY)).pages}


def opened(html: str, summary: str) -> str:
    """What a click on a summary shows, in words."""
    start = html.index(f"<summary>{summary}</summary>")
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", " ", html[start : html.index("</details>", start)])).split())


def test_a_units_number_names_each_of_its_objectives(bodies):
    html = bodies["teams/a/index.md"]
    assert opened(html, "How 35% adds up").startswith(
        "How 35% adds up On this page The mean of the objectives with data in Q4 2026: 35%. "
        "one <b> 30% two <b> 40% three <b> dropped, left out Four no data yet, left out"
    )
    assert "<b>35%</b>" in html
    assert '<a href="../../objectives/a/2026-Q4/one/">one &lt;b&gt;</a>' in html


def test_a_units_own_page_says_also_what_lists_show(bodies):
    shown = opened(bodies["teams/a/index.md"], "How 35% adds up")
    assert "In lists of teams The mean of the objectives with data in 2026 and 2026-Q4: 53%." in shown
    assert "In lists of teams" not in opened(bodies["teams/b/index.md"], "How 75% adds up")
    assert "<b>53%</b>" in bodies["teams/index.md"]


def test_a_cycles_number_names_each_objective(bodies):
    shown = opened(bodies["cycles/2026-Q4.md"], "How 49% adds up")
    assert shown.startswith(
        "How 49% adds up Progress The mean of the objectives with data in Q4 2026: 49%. goal <b> 50% one"
    )
    assert "three <b> dropped, left out" in shown and "long" not in shown


def test_a_cycles_mean_grade_names_each_grade(bodies):
    assert opened(bodies["cycles/2026-Q3.md"], "How 0.55 adds up") == (
        "How 0.55 adds up Grade The mean of the graded objectives in Q3 2026: 0.55. "
        "Past 0.70 Other 0.40 Never not graded, left out Gone dropped, left out"
    )


@pytest.mark.parametrize("uri", ["objectives/company/2026-Q4/goal.md"])
def test_aligned_means_name_what_is_aligned(bodies, uri):
    assert opened(bodies[uri], "Aligned: 35% direct, 75% indirect") == (
        "Aligned: 35% direct, 75% indirect "
        "Direct The mean of the objectives that contribute: 35%. one <b> 30% two <b> 40% "
        "Indirect The mean of the objectives that support: 75%. Four no data yet, left out five <b> 75%"
    )
    assert "Aligned" not in bodies["objectives/a/2026-Q4/one.md"]


def test_a_figure_of_a_card_leads_to_its_arithmetic(bodies):
    assert 'href="../../objectives/a/2026-Q4/one/#numbers"' in bodies["teams/a/index.md"]
    assert 'href="objectives/company/2026/year/#numbers"' in bodies["index.md"]
    assert 'href="objectives/company/2026/year/#why-year_k"' in bodies["index.md"]
    own = bodies["objectives/a/2026-Q4/one.md"]
    for anchor in ("numbers", "why-one_k"):
        assert f'href="#{anchor}"' in own and f'id="{anchor}"' in own
    assert 'href="../../objectives/a/2026-Q4/one/#why-one_k"' in bodies["teams/a/index.md"]


def test_a_very_long_sum_is_cut_and_says_so():
    terms = tuple(Term(str(place), "50%", number=0.5) for place in range(MAX_TERMS + 5))
    cut = shorten_explanation(Explanation("The mean.", terms, "mean"))
    assert len(cut.terms) == MAX_TERMS and cut.sentence == f"The mean. The first {MAX_TERMS} of 105 are listed here."
    whole = Explanation("The mean.", terms[:MAX_TERMS], "mean")
    assert shorten_explanation(whole) is whole


def recomputed(why: Explanation) -> float | None:
    known = [(term.number, term.weight) for term in why.terms if term.number is not None]
    return sum(number * weight for number, weight in known) / sum(weight for _, weight in known) if known else None


def test_every_mean_of_the_example_follows_from_its_terms():
    snapshot = read_snapshot(Path(__file__).parents[2] / "mkdocs.yml")
    organisation, measures = snapshot.organisation, snapshot.measures
    everything = organisation.objectives.values()
    found = [(measures.units[unit], compute_unit_mean(organisation, measures, unit)) for unit in organisation.units]
    for cycle in organisation.cycles:
        own = [objective for objective in everything if objective.cycle == cycle]
        found.append((measures.cycles[cycle], compute_progress_mean(own, measures, cycle)))
        grades = compute_grade_mean(own, measures, cycle)
        found.append((grades.value, grades))
    for objective in everything:
        numbers = measures.objectives[objective.ref]
        for kind, shown in (("direct", numbers.aligned_direct), ("indirect", numbers.aligned_indirect)):
            found.append((shown, compute_aligned_mean(objective, organisation, snapshot.alignment, measures, kind)))
    assert sum(shown is not None for shown, _ in found) > 50
    for shown, mean in found:
        assert mean.value == (None if shown is None else pytest.approx(shown))
        assert recomputed(mean.why) == (None if shown is None else pytest.approx(shown))


def move(kind: str, day: int, **more: object) -> TargetChange:
    said = {"what": "target", "before": "100", "after": "80", "numbers": (100.0, 80.0), "eased": True, "reason": ""}
    return TargetChange(
        **{"kind": kind, "result": "k", "date": date(2026, 11, day), "author": "Anna", "commit": "c", **said, **more}
    )


def test_moved_goalposts_have_a_section_to_which_the_home_page_leads(project):
    moves = {
        "a/2026-Q4/one": (move("to", 3), move("title", 9, what="wording", before="<i>", after="B", eased=False)),
        "company/2026/year": (move("to", 5, reason="Two shops closed"),),
        "b/2026-Q3/past": (move("to", 1),),
    }
    snapshot = replace(project(FILES).snapshot(TODAY), target_changes=moves)
    made = {page.uri: page for page in build_pages(snapshot).pages}
    home, page = str(made["index.md"].body), str(made["cycles/2026-Q4.md"].body)
    assert re.search(r'<a href="cycles/2026-Q4/#moved">.*?<b>2</b> with a moved target</a>', home)
    assert page.count('id="moved"') == 1
    section = page[page.index('id="moved"') :].split("</section>")[0]
    said = " ".join(entities.unescape(re.sub(r"<[^>]+>", " ", section)).split())
    assert "9 November 2026 one <b> Alpha, Q4 2026 Wording of “K” changed from “<i>” to “B”" in said
    assert "Co, 2026 Target of “K” moved from 100 to 80 , by Anna: Two shops closed. It became easier to reach." in said
    assert "moved from 100 to 80 , by Anna; nobody said why." in said
    assert said.index("9 November") < said.index("5 November") < said.index("3 November")
    assert '<a href="../../objectives/a/2026-Q4/one/#moves">' in section
    assert ("moved", "Moved goalposts") in [
        (heading.id, heading.title) for heading in made["cycles/2026-Q4.md"].headings
    ]
    # A closed cycle has its own moves only.
    past = str(made["cycles/2026-Q3.md"].body)
    assert 'id="moved"' in past and "objectives/b/2026-Q3/past/#moves" in past and "2026-Q4/one/#moves" not in past


def test_what_the_home_page_leads_to_is_there_after_the_last_cycle_has_ended(project):
    snapshot = project({key: text for key, text in FILES.items() if "2026.yml" not in key}).snapshot(date(2027, 1, 10))
    snapshot = replace(snapshot, target_changes={"a/2026-Q4/one": (move("to", 3),)})
    made = {page.uri: str(page.body) for page in build_pages(snapshot).pages}
    anchors = re.findall(r'href="cycles/2026-Q4/#([^"]+)"', made["index.md"])
    assert "moved" in anchors and len(anchors) > 1
    assert [name for name in anchors if f'id="{name}"' not in made["cycles/2026-Q4.md"]] == []
