"""References, what they mean, and circles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okrsite.alignment.circles import find_strongly_connected_components


def objective(key: str, *fields: str) -> str:
    """Return a file with one objective, with further fields of it, each as a line of YAML."""
    lines = "".join(f"    {field}\n" for field in fields)
    return f"""
objectives:
  - id: {key}
    title: Objective {key}
    owner: anna
    key_results: [{{id: k, title: A key result, done: no}}]
{lines}"""


def list_links(made):
    return [(link.kind, link.source_ref, link.target_ref) for link in made.snapshot().alignment.links]


def test_a_reference_without_a_cycle_means_the_same_cycle_then_the_enclosing_ones(project):
    made = project(
        {
            "company/2026.yml": objective("goal"),
            "company/2026-H2.yml": objective("half"),
            "company/2026-Q4.yml": objective("quarter"),
            "teams/a/2026-Q4.yml": objective("x", "contributes_to: [company/goal, company/half#k, company/quarter]"),
            "teams/a/team.yml": "name: A",
            "company/team.yml": "name: C",
        }
    )
    assert made.codes() == []
    assert list_links(made) == [
        ("direct", "a/2026-Q4/x", "company/2026/goal"),
        ("direct", "a/2026-Q4/x", "company/2026-H2/half#k"),
        ("direct", "a/2026-Q4/x", "company/2026-Q4/quarter"),
    ]


def test_a_reference_that_only_other_cycles_have_names_them(project):
    made = project(
        {"company/2026-Q1.yml": objective("goal"), "teams/a/2026-Q4.yml": objective("x", "supports: company/goal")}
    )
    (problem,) = [problem for problem in made.problems() if problem.code == "OKR301"]
    assert "there is one in 2026-Q1" in problem.message
    assert problem.place.line == 6


def test_a_misspelled_reference_gets_the_nearest_spelling(project):
    made = project(
        {
            "company/2026-Q4.yml": objective("grow-revenue"),
            "teams/a/2026-Q4.yml": objective("x", "contributes_to: company/grow-revnue"),
        }
    )
    (problem,) = [problem for problem in made.problems() if problem.code == "OKR301"]
    assert problem.hint == "Did you mean 'company/grow-revenue'?"


def test_a_reference_that_is_like_no_other_gets_what_the_unit_has(project):
    """The unit's own name is in each reference to it, and says nothing of which objective was meant."""
    made = project(
        {
            "company/2026-Q4.yml": objective("grow-revenue"),
            "teams/a/2026-Q4.yml": objective("x", "contributes_to: company/nowhere"),
        }
    )
    (problem,) = [problem for problem in made.problems() if problem.code == "OKR301"]
    assert problem.hint == "'company' has: grow-revenue."


def test_a_link_across_time_that_is_spelled_out_is_found_with_a_warning(project):
    made = project(
        {
            "company/2026-Q1.yml": objective("goal"),
            "teams/a/2026-Q4.yml": objective("x", "supports: company/2026-Q1/goal"),
        }
    )
    assert list_links(made) == [("indirect", "a/2026-Q4/x", "company/2026-Q1/goal")]
    assert "OKR302" in made.codes()


def test_continues_looks_back_without_a_warning(project):
    made = project(
        {
            "teams/a/2026-Q3.yml": objective("x"),
            "teams/a/2026-Q4.yml": objective("x", "continues: 2026-Q3/x"),
            "teams/a/team.yml": "name: A",
        }
    )
    assert list_links(made) == [("continues", "a/2026-Q4/x", "a/2026-Q3/x")]
    assert made.codes() == []
    assert made.snapshot().alignment.find_lineage("a/2026-Q3/x") == ("a/2026-Q3/x", "a/2026-Q4/x")


def test_a_markdown_link_finds_an_objective_by_id_and_by_githubs_anchor(project):
    made = project(
        {
            "company/2026.md": """
                ## Deepen customer relationships: now!

                - Id: deepen
                - Owner: Anna

                KR: none
            """,
            "teams/a/2026-Q4.yml": objective(
                "x",
                "contributes_to: ../../company/2026.md#deepen-customer-relationships-now",
                "supports: ../../company/2026.md#deepen",
            ),
        }
    )
    assert [target for _, _, target in list_links(made)] == ["company/2026/deepen", "company/2026/deepen"]


def test_an_alias_still_leads_there(project):
    made = project(
        {
            "company/2026-Q4.yml": objective("events", "aliases: [trade-shows]"),
            "teams/a/2026-Q4.yml": objective("x", "contributes_to: company/trade-shows"),
        }
    )
    assert list_links(made) == [("direct", "a/2026-Q4/x", "company/2026-Q4/events")]


def test_a_circle_is_printed_whole_also_mixed_and_through_key_results(project):
    made = project(
        {
            "teams/a/2026-Q4.yml": objective("x", "contributes_to: b/x#k"),
            "teams/b/2026-Q4.yml": objective("x", "supports: c/x"),
            "teams/c/2026-Q4.yml": """
                objectives:
                  - id: x
                    title: Objective x
                    owner: anna
                    key_results:
                      - id: k
                        title: A key result
                        done: no
                        contributes_to: a/x
            """,
        }
    )
    (problem,) = [problem for problem in made.problems() if problem.code == "OKR303"]
    for step in ("a/2026-Q4/x", "b/2026-Q4/x", "c/2026-Q4/x", "content/teams/b/2026-Q4.yml:6"):
        assert step in problem.message


def test_a_circle_of_dependencies_is_a_warning(project):
    made = project(
        {
            "teams/a/2026-Q4.yml": objective("x", "depends_on: [b/x]"),
            "teams/b/2026-Q4.yml": objective("x", "depends_on: [a/x]"),
        }
    )
    problems = [problem for problem in made.problems() if problem.code == "OKR304"]
    assert [problem.severity for problem in problems] == ["warning"]


def test_an_objective_may_not_link_to_itself(project):
    made = project({"teams/a/2026-Q4.yml": objective("x", "supports: a/x")})
    assert "OKR305" in made.codes()


@given(st.dictionaries(st.integers(0, 12).map(str), st.lists(st.integers(0, 12).map(str), max_size=4), max_size=13))
def test_components_are_the_nodes_that_reach_each_other(graph):
    def reach(start):
        seen, work = set(), [start]
        while work:
            for target in graph.get(work.pop(), ()):
                if target not in seen:
                    seen.add(target)
                    work.append(target)
        return seen

    for group in find_strongly_connected_components(graph):
        for node in group:
            together = {other for other in reach(node) if node in reach(other)} | {node}
            assert together == set(group)
