"""Who does the same, and who pulls against whom."""

from __future__ import annotations

import random

import pytest

from okrsite.alignment.similarity import (
    ALIKE,
    MAX_GROUP,
    NEIGHBOURS,
    find_similarity_candidates,
    is_similar,
    normalise_title,
)


def team(objective: str, *key_results: str, links: str = "") -> str:
    """Return a file with one objective, and key results k1, k2, …, each as its fields; `links` is a field."""
    lines = "".join(f"      - {{id: k{number}, {fields}}}\n" for number, fields in enumerate(key_results, 1))
    return f"""
objectives:
  - id: o
    title: {objective}
    owner: anna
    {links}
    key_results:
{lines}"""


def two_teams(project, first: str, second: str, *, links: str = "", **files: str):
    """Make teams a and b with a key result each, and objectives about other things; the links are those of b."""
    return project(
        {
            "teams/a/2026-Q4.yml": team("Sing louder", first),
            "teams/b/2026-Q4.yml": team("Bake bread", second, links=links),
            **files,
        }
    )


def list_overlaps(made):
    """Return each overlap as its kind, both sides and the reason."""
    return [
        (
            pair.kind,
            f"{pair.first.ref}#{pair.first.result}",
            f"{pair.second.ref}#{pair.second.result}",
            pair.reason.translate(),
        )
        for pair in made.snapshot().overlaps
    ]


def list_kinds(made):
    return [pair.kind for pair in made.snapshot().overlaps]


HIRE_FASTER = "title: Reduce the time to hire an engineer, from: 60 days, to: 40 days"
HIRE_FASTER_IN_OTHER_WORDS = "title: Time to hire engineers, from: 55 days, to: 45 days"


def test_two_teams_with_the_same_key_result(project):
    made = two_teams(project, HIRE_FASTER, HIRE_FASTER_IN_OTHER_WORDS)
    assert list_overlaps(made) == [("same", "a/2026-Q4/o#k1", "b/2026-Q4/o#k1", "both say nearly the same")]
    (problem,) = [problem for problem in made.problems() if problem.code == "OKR511"]
    assert (problem.severity, problem.place.path, problem.place.line) == ("info", "content/teams/b/2026-Q4.yml", 7)
    assert "'Reduce the time to hire an engineer' of A" in problem.message
    assert "differs_from: {to: a/2026-Q4/o#k1, because: …}" in problem.hint


def test_two_teams_with_the_same_objective(project):
    made = project(
        {f"teams/{key}/2026-Q4.yml": team("Hire great engineers", f"title: {key}, done: no") for key in "ab"}
    )
    assert list_overlaps(made) == [("same", "a/2026-Q4/o#None", "b/2026-Q4/o#None", "both say the same, word for word")]


def test_opposite_numbers_for_one_metric_pull_against_each_other(project):
    made = two_teams(project, "title: Visits per day, from: 4, to: 8", "title: Visits a day, from: 6, to: 5")
    assert list_overlaps(made)[0][0] == "against"
    assert list_overlaps(made)[0][3] == "a wants more of it, b less"
    assert [problem.severity for problem in made.problems() if problem.code == "OKR512"] == ["info"]


def test_opposite_words_of_objectives_pull_against_each_other(project):
    made = project(
        {
            "teams/a/2026-Q4.yml": team("Grow the support staff", "title: X, done: no"),
            "teams/b/2026-Q4.yml": team("Reduce support staff", "title: Y, done: no"),
        }
    )
    assert list_kinds(made) == ["against"]


KPIS = {
    "kpis.yml": """
        stock:
          name: Parts in stock
          unit: parts
          values:
            2026-09-30: 500
    """
}


def test_one_kpi_in_two_teams_whatever_they_call_it(project):
    made = two_teams(
        project, "title: Fewer shelves, kpi: stock, to: 400", "title: Leaner depots, kpi: stock, to: 300", **KPIS
    )
    assert list_overlaps(made) == [
        ("same", "a/2026-Q4/o#k1", "b/2026-Q4/o#k1", "both take their values from the KPI stock")
    ]


def test_one_kpi_up_here_and_down_there(project):
    made = two_teams(
        project, "title: Full shelves, kpi: stock, to: 800", "title: Leaner depots, kpi: stock, to: 300", **KPIS
    )
    assert list_overlaps(made)[0][3] == "a wants more of it, b less"


def test_a_target_outside_of_what_another_team_keeps(project):
    made = two_teams(
        project, "title: Full shelves, kpi: stock, to: 800", "title: Lean depots, kpi: stock, keep: <= 600", **KPIS
    )
    assert list_overlaps(made)[0][::3] == ("against", "a wants it above what b keeps it below")


FULL_SHELVES = "title: Full shelves, kpi: stock, keep: '>= 800'"
LEAN_DEPOTS = "title: Lean depots, kpi: stock, keep: '<= 600'"


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        pytest.param(
            FULL_SHELVES, LEAN_DEPOTS, "a keeps it above what b keeps it below", id="the first team wants more"
        ),
        pytest.param(
            LEAN_DEPOTS, FULL_SHELVES, "b keeps it above what a keeps it below", id="the second team wants more"
        ),
    ],
)
def test_two_that_keep_one_metric_where_the_other_must_not_be(project, first, second, reason):
    made = two_teams(project, first, second, **KPIS)
    assert list_overlaps(made)[0][::3] == ("against", reason)


@pytest.mark.parametrize(
    "teams", [pytest.param(12, id="twelve teams"), pytest.param(MAX_GROUP + 6, id="more teams than are compared")]
)
def test_who_wants_the_opposite_is_heard_among_many_who_want_the_same(project, teams):
    files = {
        f"teams/t{number:02}/2026-Q4.yml": team(f"Aim {number}", f"title: Way {number}, kpi: stock, to: 800")
        for number in range(teams)
    }
    last = f"teams/t{teams}/2026-Q4.yml"
    made = project({**files, **KPIS, last: team("Leaner", "title: Lean depots, kpi: stock, to: 300")})
    against = [pair for pair in made.snapshot().overlaps if pair.kind == "against"]
    assert len(against) == 5
    assert {pair.second.ref for pair in against} == {f"t{teams}/2026-Q4/o"}


@pytest.mark.parametrize(
    "links",
    [
        pytest.param("contributes_to: a/o", id="contributes to it"),
        pytest.param("supports: a/o#k1", id="supports its key result"),
        pytest.param("depends_on: [a/o]", id="depends on it"),
        pytest.param("with: [a]", id="works with the team"),
        pytest.param("differs_from: {to: a/o#k1, because: They hire for the north.}", id="differs from its key result"),
        pytest.param("differs_from: {to: a/o, because: They hire for the north.}", id="differs from it"),
    ],
)
def test_who_knows_of_the_other_does_not_overlap(project, links):
    assert list_kinds(two_teams(project, HIRE_FASTER, HIRE_FASTER_IN_OTHER_WORDS, links=links)) == []


@pytest.mark.parametrize(
    "links",
    [
        pytest.param("differs_from: a/o#k1", id="no reason"),
        pytest.param("differs_from: {to: c/o, because: Another team.}", id="another team"),
        pytest.param("consult: [a]", id="only consulted"),
    ],
)
def test_a_distinction_needs_a_reason_and_the_right_other(project, links):
    other = {"teams/c/2026-Q4.yml": team("Walk the dog", "title: Kilometres walked, done: no")}
    assert list_kinds(two_teams(project, HIRE_FASTER, HIRE_FASTER_IN_OTHER_WORDS, links=links, **other)) == ["same"]


def test_a_distinction_for_one_key_result_leaves_the_others(project):
    made = project(
        {
            "teams/a/2026-Q4.yml": team("Sing louder", HIRE_FASTER, "title: Songs sung in public, done: no"),
            "teams/b/2026-Q4.yml": team(
                "Bake bread",
                HIRE_FASTER_IN_OTHER_WORDS,
                "title: Songs sung in public, done: no",
                links="differs_from: {to: a/o#k1, because: They hire for the north.}",
            ),
        }
    )
    assert [pair.first.result for pair in made.snapshot().overlaps] == ["k2"]


def test_what_never_runs_together_or_is_one_teams_does_not_overlap(project):
    made = project(
        {
            "teams/a/2026-Q4.yml": team("Sing louder", HIRE_FASTER, HIRE_FASTER_IN_OTHER_WORDS),
            "teams/b/2027-Q1.yml": team("Bake bread", HIRE_FASTER_IN_OTHER_WORDS),
            "teams/c/2026-Q1.yml": team("Walk the dog", HIRE_FASTER_IN_OTHER_WORDS),
        }
    )
    assert list_kinds(made) == []


def test_a_year_overlaps_with_its_quarters(project):
    made = project(
        {
            "teams/a/2026.yml": team("Sing", HIRE_FASTER),
            "teams/b/2026-Q4.yml": team("Bake", HIRE_FASTER_IN_OTHER_WORDS),
        }
    )
    assert list_kinds(made) == ["same"]


def test_what_everybody_measures_is_no_overlap(project):
    few = {f"teams/t{number:02}/2026-Q4.yml": team(f"Word{number} alone", HIRE_FASTER) for number in range(3)}
    assert list_kinds(project(few)) == ["same"] * 3
    many = {
        f"teams/t{number:02}/2026-Q4.yml": team(f"Word{number} alone", HIRE_FASTER) for number in range(MAX_GROUP + 1)
    }
    assert list_kinds(project(many)) == []


def are_similar(first: str, second: str) -> bool:
    return is_similar(normalise_title(first), normalise_title(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Time to hire engineers", "Reduce the time to hire an engineer", id="a verb and a plural"),
        pytest.param("New technicians onboarded", "Onboarding new technicians", id="forms and order of words"),
        pytest.param(
            "Customer satisfaction in support calls",
            "Satisfaction of custumers in our support calls",
            id="a typing mistake",
        ),
        pytest.param("Revenue", "revenue", id="capital letters"),
    ],
)
def test_titles_about_the_same_are_similar_in_either_order(first, second):
    assert are_similar(first, second) and are_similar(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Average rating after a visit", "Average rating of the app", id="ratings of something else"),
        pytest.param("Bookings in Aachen", "Bookings in Lille", id="other towns"),
        pytest.param(
            "Customer satisfaction in the north region",
            "Customer satisfaction in the south region",
            id="one word of four tells them apart",
        ),
        pytest.param("More", "More of it", id="only words that say nothing"),
        pytest.param("", "", id="no words"),
        pytest.param("🎉", "🎉", id="no letters"),
    ],
)
def test_titles_about_something_else_are_not_similar(first, second):
    assert not are_similar(first, second)


def test_no_pair_of_the_same_words_is_missed():
    """Against all pairs compared one by one, on titles that share many words."""
    chance = random.Random(4)
    words = [f"w{number}x" for number in range(40)]
    titles = [normalise_title(" ".join(chance.sample(words, chance.randint(1, 7)))) for _ in range(300)]

    def share(first, second):
        return 2 * len(set(first.words) & set(second.words)) / (len(first.words) + len(second.words))

    wanted = {
        (one, other)
        for one in range(300)
        for other in range(one + 1, 300)
        if share(titles[one], titles[other]) >= ALIKE
    }
    assert wanted
    assert wanted <= set(find_similarity_candidates(titles))


def test_one_more_title_costs_no_more_among_many():
    """Everybody begins with the same two words: compared are neighbours, not all with all."""
    titles = [normalise_title(f"zeta omega n{number}q") for number in range(2000)]
    assert len(list(find_similarity_candidates(titles))) <= 2000 * NEIGHBOURS


def test_the_same_overlaps_whatever_the_order_of_files(project):
    files = {
        f"teams/t{number}/2026-Q4.yml": team(f"Sing{number}", HIRE_FASTER, HIRE_FASTER_IN_OTHER_WORDS)
        for number in range(6)
    }
    overlaps = list_overlaps(project(files))
    assert overlaps and overlaps == list_overlaps(project(dict(reversed(files.items()))))
