"""The next cycle is made of the open objectives of the one before, and nothing that was typed is another afterwards."""

from __future__ import annotations

from random import Random

import pytest
from edited_company import EDITS, create_company
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from project_tree import Project

from okrsite.editing.changed_files import ChangedFiles
from okrsite.editing.edited_snapshots import open_edited_snapshot
from okrsite.editing.new_problems import list_errors, list_new_problems
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.rollover import list_open_key_results, list_open_objectives, plan_rollover
from okrsite.model.cycles import resolve_cycle
from okrsite.pipeline import take_editable_snapshot
from okrsite.request import BuildRequest, open_source

TO = "2027-Q1"


def roll(project: Project, *, write: bool = False):
    """Return what a rollover of everything makes, the content as it is then, and the texts of the files."""
    request = BuildRequest(project.config, audience="internal", preview=True)
    with open_source(request) as source:
        snapshot = take_editable_snapshot(source)
        files = ChangedFiles(snapshot)
        cycle = resolve_cycle(TO, snapshot.site.settings)
        wanted = list_open_objectives(snapshot, "2026-Q4", ())
        planned = plan_rollover(snapshot, files, cycle, wanted)
        texts = files.texts
        with open_edited_snapshot(source, texts) as after:
            pass
        if write:
            files.write()
    return snapshot, planned, after, texts


@given(seed=st.integers(0, 10_000), edits=st.lists(st.sampled_from(sorted(EDITS)), max_size=5), markdown=st.booleans())
@example(seed=3045, edits=["a new cycle", "an internal objective"], markdown=False)
@settings(max_examples=60)
def test_what_is_carried_begins_where_it_stands_and_nothing_else_changes(tmp_path_factory, seed, edits, markdown):
    chance = Random(seed)
    company = create_company()
    for name in edits:
        EDITS[name](company, chance)
    folder = tmp_path_factory.mktemp("company")
    project = Project(folder, {**company.options, "today": company.day})
    project.write(company.dump())
    if markdown:
        project.write(
            {"teams/sales/2027-Q1.md": "---\nsummary: Planned\n---\n\nHello.\n\n## New\n\n- Id: new\n- Owner: Anna\n"}
        )
        assume("teams/sales/2027-Q1.yml" not in company.files and "teams/sales/team.yml" in company.files)
    old = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    try:
        snapshot, planned, after, texts = roll(project, write=True)
    except EditRefusedError:
        assert any(problem.severity == "error" for problem in project.snapshot(preview=True).problems)
        return
    if any(problem.severity == "error" for problem in snapshot.problems):
        return  # what is wrong is carried on with its objective, and the command refuses to write that
    assert list_errors(list_new_problems(snapshot.problems, after.problems)) == ()
    for path, data in old.items():
        now = path.read_bytes()
        assert now == data or (TO in path.name and now.startswith(data.rstrip(b"\n")))
    for was in planned.carried:
        now = after.organisation.objectives[f"{was.unit}/{TO}/{was.id}"]
        assert (now.title, now.owner, now.why, now.audience, now.draft) == (
            was.title,
            was.owner,
            was.why,
            was.audience,
            was.draft,
        )
        assert now.continues.text == f"{was.cycle}/{was.id}"
        assert now.checkins == ()
        still_open = list_open_key_results(snapshot, was)
        assert [one.id for one in now.key_results] == [one.id for one in still_open]
        for one, before in zip(now.key_results, still_open, strict=True):
            assert (one.now, one.confidence, one.grade, one.status, one.target) == (
                None,
                None,
                None,
                None,
                before.target,
            )
            value = snapshot.measures.key_results[was.ref.make_key_result_ref(one.id)].current_values.now
            if before.kind == "reach" and before.kpi is None and value is not None:
                assert one.start.value == value.value
    _, again, _, texts = roll(project)
    assert (again.carried, texts) == ((), {})


@pytest.fixture
def company(project):
    return project(
        {
            "company/team.yml": "name: Company\n",
            "company/2026.yml": "objectives: [{id: year, title: Year, owner: anna, key_results: [{id: k, title: K, done: false}]}]\n",
            "company/2026-Q4.yml": "objectives: [{id: goal, title: Goal, owner: anna, key_results: [{id: k, title: K, from: 0, to: 9}]}]\n",
            "teams/bakery/team.yml": "name: Bakery\n",
            "teams/bakery/2026-Q4.md": """
                ---
                audience: internal
                ---

                ## Sell more *bread*

                - Id: bread
                - Owner: Anna
                - Contributes to: [Goal](../../company/2026-Q4.yml#goal) (40 %, because: it is)
                - Supports: company/year
                - Status: at risk
                - Blockers: none today

                | Key result | Id | From | To | Now | Confidence | Due |
                | --- | --- | --- | --- | --- | --- | --- |
                | Loaves, a day | loaves | 100 | 200 | 120 | 80% | 2026-12-01 |
                | Shops | shops | 2 shops | 5 shops | 5 shops | | |

                - KR: Oven
                  - [x] Chosen
                  - [ ] Heated (due 2026-12-10, weight 2)

                ### Initiatives

                - [x] Posters (Ben)
                - [ ] Flour: more | better (Ben)

                ### Check-ins

                - 2026-11-06, Anna: Slow. loaves 120 (80%)
                """,
        }
    )


CARRIED = """\
---
audience: internal
---

## Sell more bread

- Id: bread
- Owner: Anna
- Contributes to: company/goal (40 %, because it is)
- Continues: 2026-Q4/bread

| Key result    | Id     | From | To  |
| ------------- | ------ | ---- | --- |
| Loaves, a day | loaves | 120  | 200 |

- KR: Oven
  - [ ] Heated (weight 2)

### Initiatives

- [ ] Flour: more | better (Ben)
"""


def test_an_objective_in_markdown(company):
    _, planned, after, texts = roll(company)
    assert texts["content/teams/bakery/2027-Q1.md"] == CARRIED
    assert any("'Shops' is reached" in remark for remark in planned.remarks)
    assert any("the link to company/year is left out" in remark for remark in planned.remarks)
    bread = after.organisation.objectives["bakery/2027-Q1/bread"]
    assert bread.audience == {"internal"}
    assert bread.contributes_to[0].share == 0.4
    assert [step.title for step in bread.key_results[1].milestones] == ["Heated"]
    assert [work.title for work in bread.initiatives] == ["Flour: more | better"]


GOAL = "objectives: [{id: goal, title: Goal, owner: anna%s, key_results: [{id: k, title: K, from: 0, to: 9}]}]\n"
SHOP = "objectives: [{id: shop, title: Shop, owner: anna%s, contributes_to: [company/goal], key_results: [{id: k, title: K, done: false}]}]\n"


@pytest.mark.parametrize("mark", ["", ", audience: internal"])
def test_a_goal_for_everybody_does_not_lead_on_to_one_that_is_internal_by_then(company, mark):
    company.write(
        {
            "company/2027-Q1.yml": GOAL % ", audience: internal",
            "teams/shops/team.yml": "name: Shops\n",
            "teams/shops/2026-Q4.yml": SHOP % mark,
        }
    )
    snapshot, planned, after, _ = roll(company)
    assert list_errors(list_new_problems(snapshot.problems, after.problems)) == ()
    links = after.organisation.objectives["shops/2027-Q1/shop"].contributes_to
    told = "shops/2026-Q4/shop: the link to company/goal is left out, for company/2027-Q1/goal is internal, and this goal is for everybody."
    assert ([link.text for link in links], told in planned.remarks) == (
        (["company/goal"], False) if mark else ([], True)
    )


def test_a_link_leads_to_what_carries_its_goal_on_under_another_id(company):
    company.write(
        {
            "company/2027-Q1.yml": "objectives: [{id: other, title: Other, owner: anna, continues: 2026-Q4/goal, key_results: [{id: k, title: K, done: false}]}]\n"
        }
    )
    _, planned, after, _ = roll(company)
    assert [objective.ref for objective in planned.carried] == ["bakery/2026-Q4/bread"]
    assert after.organisation.objectives["bakery/2027-Q1/bread"].contributes_to[0].text == "company/other"


WITH_MOVES = {
    "teams/bakery/2026-Q4.yml": """
objectives:
  - id: bread
    title: Bread
    owner: anna
    initiatives:
      - {title: Call, status: doing, moves: [shops, old-name, loaves], due: 2026-12-01}
      - {title: Write, moves: shops, due: 2026-11-01}
      - {title: Print, status: done, moves: loaves}
    key_results:
      - {id: shops, title: Shops, from: 2, to: 5, now: 5}
      - {id: loaves, title: Loaves, from: 100, to: 200, now: 120, aliases: [old-name]}
""",
    "teams/bakery/2026-Q4.md": """
## Bread

- Id: bread
- Owner: Anna

- KR: Shops: 2 → 5, now 5
  - Id: shops
- KR: Loaves: 100 → 200, now 120
  - Id: loaves
  - Aliases: old-name

### Initiatives

- [ ] Call (due 2026-12-01)
  - Status: doing
  - Moves: shops, old-name, loaves
- [ ] Write
  - Due: 2026-11-01
  - Moves: shops
- [x] Print
  - Moves: loaves
""",
}


@pytest.mark.parametrize("path", WITH_MOVES)
def test_work_moves_those_of_its_key_results_that_are_carried_on(project, path):
    """Those that are reached are named no more, and those that had another id before by that of today."""
    made = project({"company/team.yml": "name: C\n", path: WITH_MOVES[path]})
    _, _, after, _ = roll(made)
    bread = after.organisation.objectives["bakery/2027-Q1/bread"]
    assert [known.id for known in bread.key_results] == ["loaves"]
    assert [(work.title, work.moves) for work in bread.initiatives] == [("Call", ("loaves",)), ("Write", ())]
    assert [work.due for work in bread.initiatives] == [None, None], "these days lie outside the next cycle"
    assert [problem for problem in after.problems if problem.severity == "error"] == []
