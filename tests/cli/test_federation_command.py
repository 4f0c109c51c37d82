"""`okrsite federation update`: what is fetched, kept and printed."""

from __future__ import annotations

import copy

from command_line import call
from other_company import encode

from okrsite.federation.loading import load_federation
from okrsite.federation.reader import compute_digest
from okrsite.request import BuildRequest, describe_federation_source
from okrsite.settings import read_site


def test_update_fetches_and_prints_the_hash(name_acme, acme_export):
    made = name_acme()
    done = call("federation", "update", "-f", made.config)
    assert (done.status, done.err) == (0, "")
    assert done.out == f"acme: 2 objectives as of 2026-11-20\n  sha256: {compute_digest(acme_export)}\n"


def test_update_keeps_the_pinned_copy_beside_the_new_one(name_acme, acme_server, acme):
    made = name_acme(sha256=compute_digest(acme_server.body))
    assert call("federation", "update", "-f", made.config).status == 0
    other = copy.deepcopy(acme)
    other["objectives"] = []
    acme_server.body = encode(other)
    done = call("federation", "update", "acme", "-f", made.config)
    assert done.status == 0
    assert "another export is pinned" in done.err
    source = describe_federation_source(BuildRequest(made.config), read_site(made.config))
    assert len(load_federation(source).remotes["acme"].objectives) == 2


def test_update_says_what_is_wrong_and_ends_with_1(name_acme, acme_server):
    acme_server.body = b"{"
    done = call("federation", "update", "-f", name_acme().config)
    assert done.status == 1
    assert "no export of okrsite" in done.err


def test_update_refuses_a_name_that_nobody_has(name_acme, acme_server):
    done = call("federation", "update", "acmee", "-f", name_acme().config)
    assert done.status == 2
    assert "Did you mean 'acme'?" in done.err
    assert acme_server.asked == []


LINKING = """
    objectives:
      - id: x
        title: Help to grow
        owner: anna
        contributes_to: {to: "acme:growth/2026-Q4/spain#first", because: Why.}
        key_results: [{id: k, title: A key result, from: 0, to: 10, now: 5, supports: acme:company/new-market}]
"""


def test_a_new_cycle_takes_links_to_others_along(name_acme):
    """A goal of a quarter is named without that: whichever runs there then is meant."""
    made = name_acme()
    made.write({"teams/a/team.yml": "name: A", "teams/a/2026-Q4.yml": LINKING})
    done = call("rollover", "2026-Q4", "2027-Q1", "-f", made.config)
    assert done.status == 0, done.said
    text = (made.root / "content" / "teams" / "a" / "2027-Q1.yml").read_text(encoding="utf-8")
    assert "acme:growth/spain#first" in text
    assert "acme:company/new-market" in text


def test_a_new_objective_may_link_to_others(name_acme):
    made = name_acme()
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
