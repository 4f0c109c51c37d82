"""The page of gaps says all of them, with the way there; home and teams lead to it."""

from __future__ import annotations

import re

from planned_pages import PlannedSite

from okrsite.pages.kinds import gaps
from okrsite.pages.parts.gap_sections import MAX_ENTRIES
from okrsite.pages.site_pages import build_pages

GOAL = "objectives: [{id: goal, title: 'Win <b>now</b>', owner: anna, key_results: [{id: a, title: A, done: no}]}]\n"


def okr(key: str, title: str, links: str = "", result: str = "") -> str:
    result = result or f"Result of {key}"
    return f"objectives:\n  - id: {key}\n    title: {title}\n    owner: anna\n    key_results: [{{id: k, title: {result}, done: no}}]\n    {links}\n"


def body(made, uri: str) -> str:
    built = build_pages(made.snapshot())
    return next(str(built.read_body(page)) for page in built.pages if page.uri == uri)  # a worker may have made it


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def company(project, **more: str):
    return project(
        {
            "company/team.yml": "name: Co",
            "company/2026-Q4.yml": GOAL,
            "teams/a/team.yml": "name: Team A",
            "teams/b/team.yml": "name: Team B",
            "teams/a/2026-Q4.yml": okr("x", "Bake bread", "depends_on: [b/y]", "Time to hire engineers"),
            "teams/b/2026-Q4.yml": okr("y", "Sing louder", "unaligned: Joy needs no goal.", "Time to hire an engineer"),
            **more,
        }
    )


def test_every_gap_is_in_its_section_with_a_way_there(project):
    html = body(company(project), "gaps.md")
    assert re.findall(r'<section class="okr-section" id="([^"]+)"', html) == [
        "unserved",
        "unaligned",
        "unconfirmed",
        "on-purpose",
    ]
    assert re.findall(r'<a href="#([^"]+)">', html) == ["unserved", "unaligned", "unconfirmed", "on-purpose"]
    said = words(html)
    assert "Bake bread Team A, Q4 2026 depends on Sing louder Team B, Q4 2026" in said
    assert "Joy needs no goal." in said
    assert 'href="../objectives/a/2026-Q4/x/"' in html
    assert "Win &lt;b&gt;now&lt;/b&gt;" in html and "<b>now</b>" not in html


def test_an_objective_whose_goal_was_dropped_says_that(project):
    old = "{id: old, title: Old, owner: anna, status: dropped, key_results: [{title: A, done: no}]}"
    goals = GOAL.rstrip("]\n") + f", {old}]\n"
    left = okr("x", "Bake bread", "contributes_to: company/old")
    html = body(company(project, **{"company/2026-Q4.yml": goals, "teams/a/2026-Q4.yml": left}), "gaps.md")
    section = html.partition('id="unaligned"')[2].partition("</section>")[0]
    assert "what it links to was dropped" in words(section) and "objectives/a/2026-Q4/x/" in section


def test_an_overlap_leads_to_both_key_results(project):
    apart = okr("x", "Bake bread", result="Time to hire engineers")
    html = body(company(project, **{"teams/a/2026-Q4.yml": apart}), "gaps.md")
    assert 'href="../objectives/a/2026-Q4/x/#x_k"' in html and 'href="../objectives/b/2026-Q4/y/#y_k"' in html
    assert "both say nearly the same" in words(html)


def test_the_edit_link_opens_the_line_where_it_is_mended(project):
    made = company(project)
    made.options["edit_url"] = "https://github.com/example/okrs"
    html = body(made, "gaps.md")
    # Who confirms is the other team: in the objective that is depended on.
    assert "content/teams/b/2026-Q4.yml#L3" in html


def test_without_gaps_a_sentence_says_so(project):
    made = project({"company/2026-Q4.yml": GOAL, "teams/a/2026-Q4.yml": okr("x", "Bake", "supports: company/goal#a")})
    html = body(made, "gaps.md")
    assert "No gaps and no overlaps" in html and "<section" not in html


def test_a_long_list_is_cut_and_says_so(project):
    files = {f"teams/t{number:03}/2026-Q4.yml": okr("x", f"Word{number}") for number in range(MAX_ENTRIES + 5)}
    html = body(project({"company/2026-Q4.yml": GOAL, **files}), "gaps.md")
    assert "And 5 more;" in html
    assert len(html) < 150_000


def test_the_home_page_counts_what_it_leads_to(project):
    html = body(company(project), "index.md")
    assert re.findall(r'href="gaps/#([a-z-]+)">.*?<b>(\d+)</b> ([^<]+)</a>', html) == [
        ("unserved", "1", "goal served by nobody"),
        ("unconfirmed", "1", "dependency not confirmed"),
    ]
    # Team B says why it links to no goal; only team A is counted.
    assert "<b>1</b> linked to no goal" in html


def test_both_teams_see_what_is_between_them(project):
    made = company(project)
    for uri in ("teams/a/index.md", "teams/b/index.md"):
        assert "To settle with others" in body(made, uri)
    before, _, drawn = body(made, "teams/a/index.md").partition('id="map"')
    assert words(before).count("not confirmed yet") == 2  # in the panel, and at the link on the card
    assert "not confirmed yet" in words(drawn)
    made.write({"teams/b/2026-Q4.yml": okr("y", "Sing louder", "confirms: [a/x]")})
    for uri in ("teams/a/index.md", "teams/b/index.md"):
        assert "To settle" not in body(made, uri) and "not confirmed" not in body(made, uri)


def test_the_reason_stands_where_the_missing_link_would(project):
    html = body(company(project), "teams/b/index.md")
    assert "Linked to no goal, on purpose: Joy needs no goal." in words(html)


def test_a_link_that_waits_is_listed_without_a_word_of_the_draft(project):
    secret = {
        "teams/c/team.yml": "name: Team C",
        "teams/c/2026-Q4.yml": "visibility: draft\n" + okr("hidden", "Secret plan"),
    }
    made = company(project, **secret, **{"teams/a/2026-Q4.yml": okr("x", "Bake bread", "supports: c/hidden")})
    html = body(made, "gaps.md")
    assert "Bake bread" in html[html.index('id="pending"') :]
    assert "Secret" not in html and "c/hidden" not in html and "Team C" not in html


def test_very_many_gaps_have_a_page_for_each_kind(project, monkeypatch):
    """The page of all says how many there are and shows a few; its anchors, to which home leads, stay."""
    monkeypatch.setattr(gaps, "MOST_ON_A_PAGE", 12)
    monkeypatch.setattr(gaps, "FEW", 3)
    files = {f"teams/t{number}/2026-Q4.yml": okr("x", f"Goal number {number}") for number in range(8)}
    files |= {f"teams/d{number}/2026-Q4.yml": okr("x", f"Need {number}", "depends_on: [t1/x]") for number in range(6)}
    files |= {"company/2026-Q4.yml": "objectives: [{id: goal, title: Win}]\n"}
    site = PlannedSite(project(files).snapshot())
    uris = site.list_uris("gaps")
    assert uris[:3] == ["gaps.md", "gaps/unserved.md", "gaps/unaligned.md"] and "gaps/unconfirmed.md" in uris
    whole = str(site.make("gaps.md").body)
    assert all(f'id="{uri.removeprefix("gaps/").removesuffix(".md")}"' in whole for uri in uris[1:])
    for kind in ("unaligned", "unconfirmed"):
        section = whole[whole.index(f'id="{kind}"') :]
        section = section[: section.index("</section>")]
        assert section.count("<li>") == 3 and f'<a href="{kind}/">More of them</a>' in section
    listed = words(str(site.make("gaps/unaligned.md").body))
    assert all(f"Goal number {number}" in listed for number in range(8)) and listed.count("Need ") == 6
    assert {uri: site.find_dead_links(uri) for uri in uris} == {uri: [] for uri in uris}
    monkeypatch.setattr(gaps, "MOST_ON_A_PAGE", 200)
    assert PlannedSite(project(files).snapshot()).list_uris("gaps") == ["gaps.md"]
