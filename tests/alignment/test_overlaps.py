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


def team(objective: str, *results: str, links: str = "") -> str:
    rows = "".join(f"      - {{id: k{number}, {row}}}\n" for number, row in enumerate(results, 1))
    return f"objectives:\n  - id: o\n    title: {objective}\n    owner: anna\n    {links}\n    key_results:\n{rows}"


def two(project, first: str, second: str, *, links: str = "", **files: str):
    """Teams a and b with a key result each; the links are those of b."""
    return project(
        {
            "teams/a/2026-Q4.yml": team("Sing louder", first),
            "teams/b/2026-Q4.yml": team("Bake bread", second, links=links),
            **files,
        }
    )


def found(made):
    return [
        (pair.kind, f"{pair.first.ref}#{pair.first.result}", f"{pair.second.ref}#{pair.second.result}", pair.reason)
        for pair in made.snapshot().overlaps
    ]


def kinds(made):
    return [pair.kind for pair in made.snapshot().overlaps]


FASTER = "title: Reduce the time to hire an engineer, from: 60 days, to: 40 days"
AGAIN = "title: Time to hire engineers, from: 55 days, to: 45 days"


def test_two_teams_with_the_same_key_result(project):
    made = two(project, FASTER, AGAIN)
    assert found(made) == [("same", "a/2026-Q4/o#k1", "b/2026-Q4/o#k1", "both say nearly the same")]
    (said,) = [each for each in made.problems() if each.code == "OKR511"]
    assert (said.severity, said.place.path, said.place.line) == ("info", "content/teams/b/2026-Q4.yml", 7)
    assert "'Reduce the time to hire an engineer' of A" in said.message
    assert "differs_from: {to: a/2026-Q4/o#k1, because: …}" in said.hint


def test_two_teams_with_the_same_objective(project):
    made = project(
        {f"teams/{key}/2026-Q4.yml": team("Hire great engineers", f"title: {key}, done: no") for key in "ab"}
    )
    assert found(made) == [("same", "a/2026-Q4/o#None", "b/2026-Q4/o#None", "both say the same, word for word")]


def test_opposite_numbers_for_one_metric_pull_against_each_other(project):
    made = two(project, "title: Visits per day, from: 4, to: 8", "title: Visits a day, from: 6, to: 5")
    assert found(made)[0][0] == "against"
    assert found(made)[0][3] == "a wants more of it, b less"
    assert [each.severity for each in made.problems() if each.code == "OKR512"] == ["info"]


def test_opposite_words_of_objectives_pull_against_each_other(project):
    files = {"teams/a/2026-Q4.yml": team("Grow the support staff", "title: X, done: no")}
    files["teams/b/2026-Q4.yml"] = team("Reduce support staff", "title: Y, done: no")
    assert kinds(project(files)) == ["against"]


KPIS = {"kpis.yml": "stock: {name: Parts in stock, unit: parts, values: {2026-09-30: 500}}\n"}


def test_one_kpi_in_two_teams_whatever_they_call_it(project):
    made = two(
        project, "title: Fewer shelves, kpi: stock, to: 400", "title: Leaner depots, kpi: stock, to: 300", **KPIS
    )
    assert found(made) == [("same", "a/2026-Q4/o#k1", "b/2026-Q4/o#k1", "both take their values from the KPI stock")]


def test_one_kpi_up_here_and_down_there(project):
    made = two(project, "title: Full shelves, kpi: stock, to: 800", "title: Leaner depots, kpi: stock, to: 300", **KPIS)
    assert found(made)[0][3] == "a wants more of it, b less"


def test_a_target_outside_of_what_another_team_keeps(project):
    made = two(
        project, "title: Full shelves, kpi: stock, to: 800", "title: Lean depots, kpi: stock, keep: <= 600", **KPIS
    )
    assert found(made)[0][::3] == ("against", "a wants it above what b keeps it below")


@pytest.mark.parametrize("turned", [False, True])
def test_two_that_keep_one_metric_where_the_other_must_not_be(project, turned):
    high, low = "title: Full shelves, kpi: stock, keep: '>= 800'", "title: Lean depots, kpi: stock, keep: '<= 600'"
    made = two(project, *((low, high) if turned else (high, low)), **KPIS)
    upper, lower = "ba" if turned else "ab"
    assert found(made)[0][::3] == ("against", f"{upper} keeps it above what {lower} keeps it below")


@pytest.mark.parametrize("teams", [12, MAX_GROUP + 6])
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
        "contributes_to: a/o",
        "supports: a/o#k1",
        "depends_on: [a/o]",
        "with: [a]",
        "differs_from: {to: a/o#k1, because: They hire for the north.}",
        "differs_from: {to: a/o, because: They hire for the north.}",
    ],
)
def test_who_knows_of_the_other_does_not_overlap(project, links):
    assert kinds(two(project, FASTER, AGAIN, links=links)) == []


@pytest.mark.parametrize(
    "links", ["differs_from: a/o#k1", "differs_from: {to: c/o, because: Another team.}", "consult: [a]"]
)
def test_a_distinction_needs_a_reason_and_the_right_other(project, links):
    other = {"teams/c/2026-Q4.yml": team("Walk the dog", "title: Kilometres walked, done: no")}
    assert kinds(two(project, FASTER, AGAIN, links=links, **other)) == ["same"]


def test_a_distinction_for_one_key_result_leaves_the_others(project):
    files = {
        "teams/a/2026-Q4.yml": team("Sing louder", FASTER, "title: Songs sung in public, done: no"),
        "teams/b/2026-Q4.yml": team(
            "Bake bread",
            AGAIN,
            "title: Songs sung in public, done: no",
            links="differs_from: {to: a/o#k1, because: They hire for the north.}",
        ),
    }
    assert [pair.first.result for pair in project(files).snapshot().overlaps] == ["k2"]


def test_what_never_runs_together_or_is_one_teams_does_not_overlap(project):
    made = project(
        {
            "teams/a/2026-Q4.yml": team("Sing louder", FASTER, AGAIN),
            "teams/b/2027-Q1.yml": team("Bake bread", AGAIN),
            "teams/c/2026-Q1.yml": team("Walk the dog", AGAIN),
        }
    )
    assert kinds(made) == []


def test_a_year_overlaps_with_its_quarters(project):
    assert kinds(project({"teams/a/2026.yml": team("Sing", FASTER), "teams/b/2026-Q4.yml": team("Bake", AGAIN)})) == [
        "same"
    ]


def test_what_everybody_measures_is_no_overlap(project):
    few = {f"teams/t{number:02}/2026-Q4.yml": team(f"Word{number} alone", FASTER) for number in range(3)}
    assert kinds(project(few)) == ["same"] * 3
    many = {f"teams/t{number:02}/2026-Q4.yml": team(f"Word{number} alone", FASTER) for number in range(MAX_GROUP + 1)}
    assert kinds(project(many)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Time to hire engineers", "Reduce the time to hire an engineer"),
        ("New technicians onboarded", "Onboarding new technicians"),
        ("Customer satisfaction in support calls", "Satisfaction of custumers in our support calls"),
        ("Revenue", "revenue"),
    ],
)
def test_alike(first, second):
    assert is_similar(normalise_title(first), normalise_title(second)) and is_similar(
        normalise_title(second), normalise_title(first)
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Average rating after a visit", "Average rating of the app"),
        ("Bookings in Aachen", "Bookings in Lille"),
        ("Customer satisfaction in the north region", "Customer satisfaction in the south region"),
        ("More", "More of it"),
        ("", ""),
        ("🎉", "🎉"),
    ],
)
def test_not_alike(first, second):
    assert not is_similar(normalise_title(first), normalise_title(second))


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
    files = {f"teams/t{number}/2026-Q4.yml": team(f"Sing{number}", FASTER, AGAIN) for number in range(6)}
    first = found(project(files))
    assert first and first == found(project(dict(reversed(files.items()))))
