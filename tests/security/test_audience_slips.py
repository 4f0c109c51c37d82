"""Marks that were typed a little beside their place, and files that go with what is marked: none of it is published."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from outputs import outputs
from stories import redact_snapshot, take_snapshot

from okrsite.pages.site_pages import build_pages
from okrsite.settings import read_site
from okrsite.site.isolation import isolate_broken_files
from okrsite.sources.mark_words import find_mark_field

PLAN = "objectives:\n  - {id: plan, title: Secret plan, owner: anna, key_results: [{id: k, title: K, done: false}]}\n"
BASE = {
    "company/team.yml": "name: Company\n",
    "teams/a/team.yml": "name: A\n",
    "teams/a/2026-Q4.yml": PLAN.replace("Secret", "Open"),
}
WORDS = "# Secret page\n\nSecret words.\n"


def public(made):
    whole = made.snapshot()
    return redact_snapshot(whole)


def said(snapshot) -> str:
    return repr((snapshot.organisation, snapshot.measures, snapshot.past))


def errors(snapshot, path: str) -> list[str]:
    return [each.code for each in snapshot.problems if each.severity == "error" and each.place.path.endswith(path)]


PAGES = ["handbook/x.md", "company/memo-2024.md", "index.md"]
BESIDE = [
    "---\nAudience: Internal\n---\n",
    "---\naudince: internal\n---\n",
    "---\nVisibility: draft\n---\n",
    "+++\naudience = internal\n+++\n",
    "- Audience: internal\n\n",
    "**Audience:** internal\n\n",
    "> Audiance – internal notes\n\n",
    "<!-- audience: internal -->\n\n",
    "<!--\naudience: internal\n-->\n\n",
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("mark", BESIDE)
def test_a_page_whose_mark_is_not_read_stops_a_site_for_the_public(project, path, mark):
    made = project({**BASE, path: (mark + WORDS).encode()})
    assert errors(public(made), path)


@pytest.mark.parametrize("path", [*PAGES, "teams/z/team.md", "teams/a/2026-Q3.md"])
@pytest.mark.parametrize("mark", ["\n---\naudience: internal\n---\n", "----\naudience: internal\n----\n"])
def test_a_mark_in_front_matter_that_stands_a_little_aside_is_read(project, path, mark):
    seen = public(project({**BASE, path: (mark + WORDS).encode()}))
    assert not errors(seen, path) and "Secret" not in said(seen)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_may_speak_of_marks(project, path):
    body = (
        "Type `audience: internal` there.\n\n- `Audience: internal`\n\n```yaml\naudience: internal\n```\n\n"
        "The audience: internal teams and everybody else.\n\n- Audience\n- Internal teams\n"
    )
    made = project({**BASE, path: f"---\nauthors: [anna]\n---\n# Page\n\n{body}"})
    assert [each.code for each in made.problems() if each.code == "OKR310"] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("teams/z/team.md", "# Secret\n\nAudience: internal\n\nAbout us.\n"),
        ("teams/z/team.md", "# Secret\n\n- Audince: internal\n"),
        ("teams/a/2026-Q3.md", "# Secret\n\n- Audience: internal\n\n## Goal\n\n- Owner: anna\n"),
        ("teams/a/2026-Q3.md", "<!-- audience: internal -->\n# Q\n\n## Secret\n\n- Owner: anna\n"),
        ("teams/a/2026-Q3.md", "# Q\n\n## Secret\n\n- Owner: anna\n- audience internal\n\nWhy.\n"),
        ("teams/a/2026-Q3.md", "# Q\n\n## Secret\n\n- Owner: anna\n\n### Audience\n\ninternal\n"),
        ("teams/a/2026-Q3.yml", "summary: 'audience: internal'\nobjectives: []\n"),
        ("kpis.yml", "x: {name: Secret, about: 'Audience: internal'}\n"),
    ],
)
def test_so_does_one_in_any_other_file(project, path, text):
    assert errors(public(project({**BASE, path: text.encode()})), path)


def test_a_word_is_a_mark_by_its_letters_only():
    assert [find_mark_field(word) for word in ("Audience", "audince", "visiblity", "audio", "authors", "visit")] == [
        "audience", "audience", "visibility", "", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["audience: internal", "visibility: draft"])
@pytest.mark.parametrize("inside", ["notes.md", "more/notes.md", "index.md", "README.md", "memo-2026.md"])
def test_pages_in_a_units_folder_are_kept_back_with_it(project, mark, inside):
    files = {"teams/z/team.yml": f"name: Z\n{mark}\n", f"teams/z/{inside}": WORDS}
    seen = public(project({**BASE, **files}))
    assert "Secret" not in said(seen)
    assert [page.inside for page in seen.organisation.documents] == []
    made = project({"teams/z/team.yml": "name: Z\n"})
    assert "Secret" in said(public(made))


def test_a_unit_of_which_only_a_page_is_shown_is_shown(project):
    files = {"teams/z/2026-Q4.yml": "audience: internal\n" + PLAN, "teams/z/notes.md": "# Notes\n\nOpen words.\n"}
    seen = public(project({**BASE, **files}))
    assert "z" in seen.organisation.units and "Open words" in said(seen) and "Secret" not in said(seen)


def test_the_numbers_of_an_internal_company_are_internal(project):
    kpis = {"kpis.yml": "turnover: {name: Turnover, values: {2026-11-01: 4}}\n"}
    made = project({**BASE, **kpis})
    assert set(public(made).organisation.kpis) == {"turnover"}
    made.write({"company/team.yml": "name: Company\naudience: internal\n"})
    assert set(public(made).organisation.kpis) == set()


def isolated(made):
    site = read_site(made.config)
    site = replace(site, settings=replace(site.settings, audience="public"))
    return isolate_broken_files(lambda without: take_snapshot(site, without=without, isolate=True))


@pytest.mark.parametrize("text", ["audience: internal\nbroken: [\n", "audince: internal\n", "audience: intern\n"])
def test_nothing_is_isolated_while_the_companys_team_file_may_keep_it_all_back(project, text):
    made = project({**BASE, "company/2026-Q4.yml": PLAN, "company/team.yml": f"name: C\n{text}"})
    assert isolated(made).is_blocked
    made.write({"company/team.yml": "name: C\nbroken: [\n"})
    assert not isolated(made).is_blocked


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("team.md", "# Z\n\n- Audience: intern\n"),
        ("team.md", "# Z\n\n- Audience: internal\n"),
        ("TEAM.yml", "audience: internal\n"),
        ("teams.yml", "audience: internal\n"),
        ("team.yml", "audience: [internal\n"),
    ],
)
def test_a_unit_goes_with_a_team_file_that_is_not_read_as_it_was_meant(project, name, text):
    made = project({**BASE, f"teams/z/{name}": text, "teams/z/2026-Q4.yml": PLAN, "teams/z/notes.md": WORDS})
    kept = isolated(made)
    assert not kept.is_blocked and kept.left_out == (f"content/teams/z/{name}",)
    assert "Secret" not in said(kept.snapshot) and "Open plan" in said(kept.snapshot)


def test_a_yaml_file_that_is_not_read_is_an_error_for_the_public_only(project):
    made = project({**BASE, "teams/z/Team.yml": "audience: internal\n", "teams/z/2026-Q4.yml": PLAN})
    assert {each.severity for each in made.problems() if each.code == "OKR110"} == {"warning"}
    assert errors(public(made), "Team.yml") == ["OKR110", "OKR310"]
    made.write({"teams/z/Team.yml": "name: Z\n"})
    assert errors(public(made), "Team.yml") == ["OKR110"] and errors(made.snapshot(), "Team.yml") == []


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f030005fe02fea7"
    "35811f0000000049454e44ae426082"
)


@pytest.mark.parametrize("mark", ["audience: internal", "visibility: draft", "name: Z"])
def test_a_file_in_a_units_folder_is_kept_back_with_it_whoever_leads_to_it(project, mark):
    text = "# Open page\n\n![a](../teams/z/plan.png) ![b](../teams/pictures/b.png) ![c](c.png)\n"
    pictures = dict.fromkeys(["teams/z/plan.png", "teams/pictures/b.png", "handbook/c.png"], PNG)
    seen = public(project({**BASE, "teams/z/team.yml": f"{mark}\n", "handbook/x.md": text, **pictures}))
    shown = {"teams/pictures/b.png", "handbook/c.png"} | ({"teams/z/plan.png"} if mark == "name: Z" else set())
    made = build_pages(seen)
    assert made.attachments == shown
    assert any("plan.png" in str(page.body) for page in made.pages) == (mark == "name: Z")


@pytest.mark.parametrize(
    "link", ["../z/team.yml", "../z/team.yml?x=1", "../z/team%2Eyml", "../z/2026-Q4.yml?x#plan", "/teams/z/", "../z/?x"]
)
def test_no_field_with_a_link_leads_to_what_is_internal(project, link):
    work = f"    initiatives: [{{title: Work, link: '{link}'}}]\n"
    goal = "objectives:\n  - id: plan\n    title: Open plan\n    owner: anna\n" + work
    files = {
        "people.yml": f"anna: {{name: Anna, link: '{link}', photo: '{link}'}}\n",
        "teams/a/team.yml": f"name: A\nlinks: [{{title: Open link, url: '{link}'}}]\n",
        "teams/a/2026-Q4.yml": goal,
        "teams/z/team.yml": "name: Z\naudience: internal\n",
        "teams/z/2026-Q4.yml": PLAN,
    }
    told = "\n".join(outputs(public(project({**BASE, **files}))).values())
    assert "Work" in told and "Open link" in told
    assert link not in told and "teams/z" not in told


COPIES = [
    "team.yml.txt", "team.md.bak", "team.yaml.orig", "Copy of team.yml", "team (1).yml", "team copy.md", "team.yml.md",
    "about.yml", "Team.yml",
]  # fmt: skip
MARKS = [
    "visibility: draft\n",
    "---\nmeta: {visibility: draft}\n---\n# Z\n",
    "draft: yes\n",
    "name: Z\npublished: no\n",
]


@pytest.mark.parametrize(("name", "mark"), [(name, MARKS[at % len(MARKS)]) for at, name in enumerate(COPIES)])
def test_a_unit_goes_with_the_mark_in_a_copy_of_its_team_file_on_every_site(project, name, mark):
    made = project({**BASE, f"teams/z/{name}": mark.encode(), "teams/z/2026-Q4.yml": PLAN, "teams/z/notes.md": WORDS})
    assert "OKR310" in errors(made.snapshot(), f"teams/z/{name}")
    kept = isolate_broken_files(lambda without: take_snapshot(read_site(made.config), without=without, isolate=True))
    assert not kept.is_blocked and "z" not in kept.snapshot.organisation.units
    assert "Secret" not in said(kept.snapshot) and "Open plan" in said(kept.snapshot)


@pytest.mark.parametrize("name", ["2026-Q3.md.txt", "2026-Q3.yml.bak", "Copy of 2026-Q3.md", "2026-Q3 (1).md"])
def test_a_copy_of_a_file_of_objectives_is_named_and_published_nowhere(project, name):
    made = project({**BASE, f"teams/a/{name}": "## Secret goal\n\n- Owner: anna\n"})
    found = [each for each in made.problems() if each.place.path.endswith(name)]
    assert [each.code for each in found] == ["OKR109"] and "2026-Q3" in found[0].message and found[0].hint
    seen = made.snapshot()
    assert "Secret" not in said(seen) and not seen.organisation.attachments
    made.write({f"teams/a/{name}": "---\nvisibility: draft\n---\n## Secret goal\n"})
    assert errors(made.snapshot(), name) == ["OKR310"]


def test_a_text_that_is_published_as_it_is_holds_no_mark(project):
    made = project(
        {**BASE, "handbook/plan.txt": "Audience: internal\n\nWords.\n", "handbook/docker.yml": "internal: true\n"}
    )
    assert errors(made.snapshot(), "plan.txt") == ["OKR310"]
    assert errors(made.snapshot(), "docker.yml") == []


@pytest.mark.parametrize(
    "path", ["handbook/x.md", "company/memo-2024.md", "index.md", "teams/a/team.md", "teams/a/2026-Q3.md"]
)
@pytest.mark.parametrize(
    "mark",
    ["1. Audience: internal", "<b>Audience</b>: internal", "> Audience: not public", "- Draft: yes", "# Plan (DRAFT)"],
)
def test_a_mark_in_the_words_that_a_reader_sees_is_an_error_on_its_line_for_everybody(project, path, mark):
    base = {name: text for name, text in BASE.items() if name != "teams/a/team.yml"}
    made = project({**base, path: f"# Page\n\nWords.\n\n{mark}\n\nMore words.\n"})
    found = [each for each in made.problems() if each.code == "OKR310"]
    assert [(each.place.path, each.place.line, each.severity) for each in found] == [(f"content/{path}", 5, "error")]


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("teams/a/2026-Q3.yml", "objectives:\n  - id: o\n    title: Goal (draft)\n    owner: anna\n", 3),
        (
            "teams/a/2026-Q3.yml",
            "objectives:\n  - id: o\n    title: Goal\n    why: |\n      Words.\n      Draft: yes\n",
            6,
        ),
        ("teams/a/2026-Q3.yml", "summary: 'Status: draft'\nobjectives: []\n", 1),
        ("people.yml", "anna: {name: 'Anna [internal]'}\n", 1),
        ("kpis.yml", "x: {name: Turnover (internal only)}\n", 1),
        ("teams/a/2026-Q3.md", "## Goal\n\n- Owner: anna\n- KR: Things [draft]: 0 → 2\n", 4),
        ("teams/a/2026-Q3.md", "## Goal\n\n- Owner: anna\n- KR: Things: 0 → 2\n  - Draft: yes\n", 5),
    ],
)
def test_so_it_is_in_titles_and_texts_of_either_spelling(project, path, text, line):
    made = project({**BASE, path: text.encode()})
    assert [each.place.line for each in made.problems() if each.code == "OKR310"] == [line]


def test_what_is_kept_back_may_speak_of_it_as_it_likes(project):
    draft = "---\nvisibility: draft\n---\n# Plan (draft)\n\nStatus: draft\n"
    made = project(
        {**BASE, "handbook/x.md": draft, "handbook/y.md": "---\naudience: internal\n---\nAudience: internal\n"}
    )
    assert "OKR310" not in made.codes()
    made.write({"handbook/y.md": "---\naudience: internal\n---\nDraft: yes\n"})
    assert "OKR310" in made.codes()


def test_steps_and_links_may_be_called_drafts(project):
    text = (
        "objectives:\n  - id: o\n    title: Goal\n    owner: anna\n    initiatives: [{title: Contract (draft)}]\n"
        "    key_results: [{id: k, title: K, milestones: [{title: Contract (draft)}]}]\n"
    )
    assert "OKR310" not in project({**BASE, "teams/a/2026-Q3.yml": text}).codes()
