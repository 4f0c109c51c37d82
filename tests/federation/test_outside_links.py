"""Links to goals of other organisations: what they mean, what is said of wrong ones, and what they don't count in."""

from __future__ import annotations

import json
from functools import partial

import pytest
from msgspec.structs import replace
from other_company import SITE, encode

from okrsite.pipeline import list_problems, take_snapshot
from okrsite.request import BuildRequest, open_source

GOAL = """
objectives:
  - id: goal
    title: Grow abroad
    owner: anna
    key_results: [{id: k, title: A key result, from: 0, to: 10, now: 3}]
"""
TEAM = """
objectives:
  - id: x
    title: Help to grow
    owner: anna
    %s
    key_results: [{id: k, title: A key result, from: 0, to: 10, now: 5%s}]
"""


@pytest.fixture
def ours(project, acme_export, tmp_path):
    """Our company with a team that links somewhere; `read` gives its snapshot."""

    def make(link, under_result="", *, export=acme_export, files=None, **options):
        (tmp_path / "acme.json").write_bytes(export)
        federation = {"acme": {"export": "acme.json", "site": SITE, "name": "Acme"}}
        return project(
            {
                "company/2026-Q4.yml": GOAL,
                "teams/a/team.yml": "name: A",
                "teams/a/2026-Q4.yml": TEAM % (link, under_result),
                **(files or {}),
            },
            federation=federation,
            **options,
        )

    return make


def read(made, **asked):
    with open_source(BuildRequest(made.config, **asked)) as source:
        return take_snapshot(source)


def list_outside(snapshot):
    return [
        (link.kind, link.source_ref, link.target_ref) for links in snapshot.alignment.outside.values() for link in links
    ]


def list_said(snapshot, code):
    return [(problem.message, problem.hint) for problem in list_problems(snapshot) if problem.code == code]


@pytest.mark.parametrize(
    ("typed", "kind", "target"),
    [
        ("contributes_to: acme:growth/spain", "direct", "acme:growth/2026-Q4/spain"),
        ("supports: [acme:growth/spain]", "indirect", "acme:growth/2026-Q4/spain"),
        ("supports: acme:growth/2026-q4/spain", "indirect", "acme:growth/2026-Q4/spain"),
        ("contributes_to: acme:company/new-market#shops", "direct", "acme:company/2026/new-market#shops"),
        ("contributes_to: [{to: acme:growth/spain, share: 20%}]", "direct", "acme:growth/2026-Q4/spain"),
    ],
)
def test_a_goal_of_others_is_linked_to_by_their_name_and_a_colon(ours, typed, kind, target):
    snapshot = read(ours(typed))
    assert list_outside(snapshot) == [(kind, "a/2026-Q4/x", target)]
    assert [problem.code for problem in list_problems(snapshot) if problem.code[3] == "3"] == []


def test_key_results_link_there_too(ours):
    snapshot = read(ours("why: Because.", ", supports: acme:growth/spain"))
    assert list_outside(snapshot) == [("indirect", "a/2026-Q4/x#k", "acme:growth/2026-Q4/spain")]


def test_markdown_spells_it_the_same(ours):
    text = """
        # A

        ## Help to grow

        - Id: x
        - Owner: anna
        - Contributes to: acme:growth/spain
        - Supports: acme:company/new-market#shops

        ### Key results

        1. A key result: 0 → 10, now 5
    """
    made = ours("why: x", files={"teams/b/team.yml": "name: B", "teams/b/2026-Q4.md": text})
    assert list_outside(read(made)) == [
        ("direct", "b/2026-Q4/x", "acme:growth/2026-Q4/spain"),
        ("indirect", "b/2026-Q4/x", "acme:company/2026/new-market#shops"),
    ]


@pytest.mark.parametrize(
    ("typed", "code", "message", "hint"),
    [
        (
            "supports: acme:growth/spein",
            "OKR317",
            "has no objective 'growth/spein'",
            "Did you mean 'acme:growth/spain'?",
        ),
        ("supports: acme:growth/2025/spain", "OKR317", "'growth/2025/spain'", "2026-Q4"),
        ("supports: acme:growth/zzzzzzzzz", "OKR317", "has no objective", "'growth' there has: spain."),
        ("supports: acme:growth/spain#frist", "OKR317", "no key result", "Did you mean '#first'?"),
        ("supports: acmee:growth/spain", "OKR306", "the settings don't name", "Did you mean 'acme'?"),
        ("supports: acme:spain", "OKR306", "no reference to a goal of another organisation", "unit/objective"),
        ("supports: acme:a/b/c/d", "OKR306", "no reference to a goal of another organisation", "unit/objective"),
        ("depends_on: acme:growth/spain", "OKR306", "only `contributes_to` and `supports`", "`needs`"),
    ],
)
def test_a_wrong_one_is_said_with_a_way_out(ours, typed, code, message, hint):
    ((said, advice),) = list_said(read(ours(typed)), code)
    assert message in said
    assert hint in advice


def test_a_blank_behind_the_colon_is_taken_for_a_field_by_yaml(ours):
    ((said, advice),) = list_said(read(ours("supports: [acme: growth/spain]")), "OKR201")
    assert "because of the blank" in said
    assert "acme:growth/spain." in advice


def test_without_others_a_colon_says_how_to_name_some(project):
    made = project({"company/2026-Q4.yml": GOAL, "teams/a/2026-Q4.yml": TEAM % ("supports: acme:growth/spain", "")})
    ((_, advice),) = list_said(made.snapshot(), "OKR306")
    assert "`federation`" in advice


def test_what_others_have_renamed_is_a_warning_and_leads_to_their_site(ours):
    snapshot = read(ours("supports: acme:growth/portugal"))
    (problem,) = [problem for problem in snapshot.problems if problem.code == "OKR317"]
    assert (problem.severity, problem.place.path, problem.place.line) == ("warning", "content/teams/a/2026-Q4.yml", 5)
    ((link,),) = snapshot.alignment.outside.values()
    assert (link.goal, link.title, link.url) == (None, "growth/portugal", SITE)


def test_a_link_to_others_is_a_link_up(ours):
    linked, alone = read(ours("supports: acme:growth/spain")), read(ours("why: Nothing."))
    assert (linked.gaps.unaligned, alone.gaps.unaligned) == ((), ("a/2026-Q4/x",))
    assert list_said(linked, "OKR501") == []


def test_no_number_of_ours_is_theirs(ours):
    """With and without the link, and whatever they say of theirs, all that is measured here is the same."""
    link = "contributes_to: {to: acme:company/new-market#shops, share: 50%}"
    settings = {"progress_from": "both"}
    there, without = read(ours(link, **settings)), read(ours("why: Nothing.", **settings))
    assert there.measures == without.measures
    assert there.alignment.links == without.alignment.links == ()


def test_circles_across_sites_go_round_nowhere(ours, acme_export):
    """They may link to us, who link to them: nothing of theirs is followed."""
    document = json.loads(acme_export)
    for objective in document["objectives"]:
        objective["contributes_to"] = [{"ref": "ours:a/2026-Q4/x", "share": None, "because": ""}]
    snapshot = read(ours("contributes_to: acme:growth/spain", export=encode(document)))
    assert list_said(snapshot, "OKR303") == []
    assert snapshot.alignment.find_ancestors(next(iter(snapshot.alignment.outside))) == ()


def test_the_public_sees_the_link_too(ours):
    snapshot = read(ours("contributes_to: {to: acme:growth/spain, share: 20%}", audience="public"))
    assert list_outside(snapshot) == [("direct", "a/2026-Q4/x", "acme:growth/2026-Q4/spain")]


def test_among_several_cycles_ours_is_meant_else_the_running_one(ours, acme_export):
    document = json.loads(acme_export)
    spain = document["objectives"][-1]
    cycles = {cycle["id"]: cycle for cycle in document["cycles"]}
    for name, state in (("2026-Q3", "closed"), ("2027-Q1", "planned"), ("2026-T3", "active")):
        document["cycles"].append({**cycles["2026-Q4"], "id": name, "name": name, "state": state})
        document["objectives"].append({**spain, "cycle": name, "ref": f"growth/{name}/spain"})
    find = partial(lambda made: next(iter(read(made).alignment.outside.values()))[0].ref)
    assert find(ours("supports: acme:growth/spain", export=encode(document))) == "growth/2026-Q4/spain"
    document["objectives"].remove(spain)
    assert find(ours("supports: acme:growth/spain", export=encode(document))) == "growth/2026-T3/spain"


def test_git_names_the_link_in_the_words_of_today(ours):
    """The past is told by what was typed; a share stays with it."""
    from okrsite.history.located import LocatedObjective
    from okrsite.history.normalise import ValueNormaliser

    snapshot = read(ours("contributes_to: acme:growth/spain"))
    objective = snapshot.organisation.objectives["a/2026-Q4/x"]
    place = LocatedObjective("a", "2026-Q4", "teams/a/2026-Q4.yml", 0, objective)
    for public, said in ((False, ("acme:growth/2026-Q4/spain (20%)",)), (True, ("acme:growth/2026-Q4/spain",))):
        normaliser = ValueNormaliser(snapshot.organisation, "content", public=public)
        assert normaliser.normalise_value("contributes_to", ("acme:growth/spain (20%)",), place) == said


def test_a_reading_is_kept_only_while_the_others_say_the_same(ours):
    """A preview takes over the graph that it knows, and not when the others have changed."""
    from okrsite.alignment.kept_alignment import KeptAlignment

    organisation = read(ours("supports: acme:growth/spain")).organisation
    kept = KeptAlignment()
    first, _ = kept.build(organisation)
    assert kept.build(replace(organisation))[0] is first
    assert kept.build(replace(organisation, remotes={}))[0] is not first
