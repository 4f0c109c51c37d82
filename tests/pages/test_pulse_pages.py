"""The pulse lists what of the running objectives needs a look, and how teams stand; each list has an address."""

from __future__ import annotations

import re
from datetime import date

import pytest
from planned_pages import PlannedSite
from project_tree import Project

from okrsite.pages import dividing
from okrsite.pages.parts.pulse_lists import KINDS

TODAY = date(2026, 11, 20)
SALES = """
objectives:
  - id: late
    title: Late
    owner: anna
    blockers: [The permit]
    checkins:
      - {date: 2026-11-10, by: anna, note: A, confidence: {k: 80%}}
      - {date: 2026-11-17, by: anna, note: B, confidence: {k: 60%}, status: on track}
    key_results:
      - {id: k, title: Deals, from: 0, to: 100, now: 5}
      - {id: form, title: The form is online, done: false, due: 2026-11-01}
      - id: steps
        title: Steps
        milestones: [{title: First step, done: false, due: 2026-11-02}, {title: Second step, done: true, due: 2026-10-02}]
  - id: silent
    title: Silent
    key_results: [{id: k, title: K, from: 0, to: 10, now: 9}]
  - id: given-up
    title: Given up
    status: dropped
    blockers: [All of it]
    key_results: [{id: k, title: K, from: 0, to: 10, now: 0, due: 2026-10-10}]
  - id: done
    title: Done
    status: done
    key_results: [{id: k, title: K, from: 0, to: 10, now: 0, due: 2026-10-10}]
"""
SERVICE = """
objectives:
  - id: fine
    title: Fine
    owner: ben
    checkins: [{date: 2026-11-18, by: ben, note: A, now: {k: 8}}]
    key_results: [{id: k, title: K, from: 0, to: 10}]
"""
FILES = {
    "company/team.yml": "name: Company\n",
    "teams/sales/team.yml": "name: Sales\n",
    "teams/sales/2026-Q4.yml": SALES,
    "teams/sales/2026-Q1.yml": SALES,
    "teams/service/team.yml": "name: Service\n",
    "teams/service/2026-Q4.yml": SERVICE,
}


@pytest.fixture
def site(project):
    return PlannedSite(project(FILES).snapshot(TODAY))


def list_listed(site, kind):
    return [link.split("/")[-2] for link in site.list_rows(f"pulse/{kind}.md")]


@pytest.mark.parametrize(
    ("kind", "listed", "note"),
    [
        ("off-track", [], ""),
        ("outdated", ["silent"], "No check-in in the 50 days since the cycle began"),
        ("overdue", ["late"], "“The form is online” was due on 1 November 2026; “First step” was due on 2 November 2026"),
        ("without-owner", ["silent"], ""),
        ("blocked", ["late"], "The permit"),
        ("confidence-fallen", ["late"], "“Deals” from 80% to 60%"),
        ("reported-otherwise", ["late"], "Reported as on track, the numbers say off track"),
    ],
)  # fmt: skip
def test_each_reason_has_a_list_that_says_what_is_meant(site, kind, listed, note):
    """Only what is running and open is listed: neither the first quarter nor what is done or was given up."""
    assert list_listed(site, kind) == listed
    body = str(site.make(f"pulse/{kind}.md").body)
    assert note in body and (bool(listed) or "None just now." in body)


def test_the_page_counts_them_and_shows_how_teams_stand(site):
    body = str(site.make("pulse.md").body)
    assert "4 objectives of 2 teams are running." in body
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', body)
    cells = {re.sub("<.*?>", "", name): re.sub("<.*?>", " ", row).split() for name, row in rows}
    # on track, at risk, off track, outdated, done, other, reported of expected
    assert cells["Sales"] == ["1", "–", "–", "1", "1", "–", "1", "of", "2"]
    assert cells["Service"] == ["1", "–", "–", "–", "–", "–", "1", "of", "1"]
    assert cells["All"] == ["2", "–", "–", "1", "1", "–", "2", "of", "3"]
    assert site.find_dead_links("pulse.md") == []


def test_its_lists_have_addresses_whether_they_are_empty_or_not(site):
    """Whoever has kept a link to a list finds it again."""
    assert site.list_uris("pulse") == ["pulse.md", *(f"pulse/{kind.id}.md" for kind in KINDS)]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param({"company/team.yml": "name: Company\n"}, "Once a cycle with objectives has begun", id="none"),
        pytest.param(
            {"company/team.yml": "name: Company\n", "teams/service/2026-Q4.yml": SERVICE},
            "Nothing needs a look just now",
            id="all well",
        ),
    ],
)
def test_where_nothing_is_to_be_listed_it_says_so(project, files, said):
    assert said in str(PlannedSite(project(files).snapshot(TODAY)).make("pulse.md").body)


@pytest.fixture(scope="module")
def divisions(tmp_path_factory):
    """Two divisions of three teams, with two silent objectives each."""
    files = {"company/team.yml": "name: Company\n"}
    text = "objectives:\n" + "".join(
        f"  - {{id: o{n}, title: O, key_results: [{{id: k, title: K, from: 0, to: 9, now: 1}}]}}\n" for n in range(2)
    )
    for above in ("product", "sales"):
        files[f"teams/{above}/team.yml"] = f"name: {above.capitalize()}\n"
        for n in range(3):
            files[f"teams/{above}-{n}/team.yml"] = f"name: {above} {n}\nparent: {above}\n"
            files[f"teams/{above}-{n}/2026-Q4.yml"] = text
    return Project(tmp_path_factory.mktemp("company")).write(files).snapshot(TODAY)


def test_long_lists_and_tables_are_divided_by_division(divisions, monkeypatch):
    """With room for six rows twelve objectives stand on two pages, and six teams on one; with room for four on two."""
    monkeypatch.setattr(dividing, "MOST_ROWS", 4)
    site = PlannedSite(divisions)
    own = site.list_uris("pulse/outdated")
    listed = [row for uri in own for row in site.list_rows(uri)]
    assert len(own) > 2 and len(listed) == len(set(listed)) == 12
    assert site.list_uris("pulse/teams") == ["pulse/teams/product.md", "pulse/teams/sales.md"]
    body = str(site.make("pulse.md").body)
    assert '<a class="okr-quiet" href="teams/product/">Product</a>' in body and "0 of 12" in body
    assert "product 1" in str(site.make("pulse/teams/product.md").body)
    assert [link for uri in site.list_uris("pulse") for link in site.find_dead_links(uri)] == []


def test_an_edit_makes_only_those_lists_anew_in_which_something_changed(project):
    """Another blocker of the sales team: the list of the blocked is another one, that of the overdue is not."""
    company = project(FILES)
    before, read = PlannedSite(company.snapshot(TODAY)), {}
    for uri in ("pulse/blocked.md", "pulse/outdated.md", "pulse.md"):
        with before.tracker.recorder.record() as inputs:
            before.make(uri)
        read[uri] = {one: before.tracker.compute_digest(one) for one in inputs}
    company.write({"teams/service/2026-Q4.yml": SERVICE.replace("owner: ben", "owner: ben\n    blockers: [Rain]")})
    after = PlannedSite(company.snapshot(TODAY)).tracker
    changed = {uri for uri, known in read.items() if any(after.list_changed(known))}
    assert changed == {"pulse/blocked.md", "pulse.md"}


def test_of_a_long_list_an_edit_makes_only_the_page_anew_on_which_it_stands(divisions, monkeypatch):
    """A check-in of one team takes an objective off the list of its own division; the other's page stays."""
    monkeypatch.setattr(dividing, "MOST_ROWS", 4)
    before, read = PlannedSite(divisions), {}
    own = before.list_uris("pulse/outdated")
    for uri in own:
        with before.tracker.recorder.record() as inputs:
            before.make(uri)
        read[uri] = {one: before.tracker.compute_digest(one) for one in inputs}
    company = Project(divisions.site.base)
    path = "teams/sales-1/2026-Q4.yml"
    silent = (divisions.site.content / path).read_text("utf-8")
    reported = "checkins: [{date: 2026-11-19, by: ann, note: A}], key_results"
    company.write({path: silent.replace("key_results", reported, 1)})
    try:
        after = PlannedSite(company.snapshot(TODAY))
    finally:
        company.write({path: silent})
    changed = {uri for uri, known in read.items() if any(after.tracker.list_changed(known))}
    assert "pulse/outdated/product.md" in own and "pulse/outdated/product.md" not in changed
    assert "pulse/outdated/sales.md" in changed


def test_kpis_without_a_new_value_stand_on_the_pulse_and_are_counted_on_the_home_page(project):
    """By their rhythm, the longest overdue first; whoever says none is never late."""
    kpis = "".join(
        f"{key}: {{name: '{key} <1>', owner: anna, {rhythm} values: {{{day}: 5}}}}\n"
        for key, rhythm, day in (
            ("late", "rhythm: monthly,", "2026-09-25"),
            ("later", "rhythm: weekly,", "2026-09-01"),
            ("fresh", "rhythm: monthly,", "2026-11-15"),
            ("free", "", "2020-01-01"),
        )
    )
    site = PlannedSite(project({**FILES, "kpis.yml": kpis}).snapshot(TODAY))
    body = str(site.make("pulse.md").body)
    section = body[body.index('id="kpis"') :]
    assert re.findall(r">(\w+) &lt;1&gt;</a>", section) == ["later", "late"]
    assert "<b>2</b> KPIs overdue" in str(site.make("index.md").body)
    assert site.find_dead_links("pulse.md") == []
