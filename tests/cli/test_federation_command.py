"""`okrsite federation update`: what is fetched, kept and printed."""

from __future__ import annotations

import copy

import pytest
from command_line import call
from other_company import SITE, encode, make_acme, serve_answers

from okrsite.federation.loading import load_federation
from okrsite.federation.reader import compute_digest
from okrsite.request import BuildRequest, describe_federation_source
from okrsite.settings import read_site


@pytest.fixture(scope="module")
def acme(tmp_path_factory):
    return make_acme(tmp_path_factory.mktemp("acme"))


@pytest.fixture
def answers():
    with serve_answers() as served:
        yield served


@pytest.fixture
def ours(project, answers):
    """A company that names the other one, by its server."""

    def make(**remote):
        declared = {"export": answers.url, "site": SITE, **remote}
        return project({"company/team.yml": "name: C"}, federation={"acme": declared})

    return make


def test_update_fetches_and_prints_the_hash(ours, answers, acme):
    answers.body = encode(acme)
    made = ours()
    done = call("federation", "update", "-f", made.config)
    assert (done.status, done.err) == (0, "")
    assert done.out == f"acme: 2 objectives as of 2026-11-20\n  sha256: {compute_digest(answers.body)}\n"


def test_update_keeps_the_pinned_copy_beside_the_new_one(ours, answers, acme):
    made = ours(sha256=compute_digest(encode(acme)))
    answers.body = encode(acme)
    assert call("federation", "update", "-f", made.config).status == 0
    other = copy.deepcopy(acme)
    other["objectives"] = []
    answers.body = encode(other)
    done = call("federation", "update", "acme", "-f", made.config)
    assert done.status == 0
    assert "another export is pinned" in done.err
    source = describe_federation_source(BuildRequest(made.config), read_site(made.config))
    assert len(load_federation(source).remotes["acme"].objectives) == 2


def test_update_says_what_is_wrong_and_ends_with_1(ours, answers):
    answers.body = b"{"
    done = call("federation", "update", "-f", ours().config)
    assert done.status == 1
    assert "no export of okrsite" in done.err


def test_update_refuses_a_name_that_nobody_has(ours, answers):
    done = call("federation", "update", "acmee", "-f", ours().config)
    assert done.status == 2
    assert "Did you mean 'acme'?" in done.err
    assert answers.asked == []


LINKING = """
    objectives:
      - id: x
        title: Help to grow
        owner: anna
        contributes_to: {to: "acme:growth/2026-Q4/spain#first", because: Why.}
        key_results: [{id: k, title: A key result, from: 0, to: 10, now: 5, supports: acme:company/new-market}]
"""


def test_a_new_cycle_takes_links_to_others_along(ours, answers, acme):
    """A goal of a quarter is named without that: whichever runs there then is meant."""
    answers.body = encode(acme)
    made = ours()
    made.write({"teams/a/team.yml": "name: A", "teams/a/2026-Q4.yml": LINKING})
    done = call("rollover", "2026-Q4", "2027-Q1", "-f", made.config)
    assert done.status == 0, done.said
    text = (made.root / "content" / "teams" / "a" / "2027-Q1.yml").read_text(encoding="utf-8")
    assert "acme:growth/spain#first" in text
    assert "acme:company/new-market" in text


def test_a_new_objective_may_link_to_others(ours, answers, acme):
    answers.body = encode(acme)
    made = ours()
    made.write({"teams/a/team.yml": "name: A"})
    words = ("--team", "a", "--cycle", "2026-Q4", "--title", "Help them", "--owner", "anna")
    done = call("new", "objective", *words, "--supports", "acme:growth/spain", "-f", made.config)
    assert done.status == 0, done.said
    assert call("check", "-f", made.config).out.count("OKR317") == 0
    assert (
        call(
            "new", "objective", *words[:5], "More", *words[6:], "--supports", "acmee:growth/spain", "-f", made.config
        ).status
        != 0
    )
