"""One broken file costs its unit and nobody else."""

from __future__ import annotations

import re
import subprocess
from functools import partial

import pytest
from project_tree import Project
from stories import build_site, take_snapshot

from okrsite.pages.page import make_url
from okrsite.settings import read_site
from okrsite.site.build_report import ContentErrors
from okrsite.site.content import SiteContent
from okrsite.site.isolation import isolate_broken_files

TEAM = """
objectives:
  - title: {name} delights
    owner: anna
    supports: company/grow
    key_results: [{{title: Calls of {name}, from: 0, to: 10, now: 4}}]
"""
COMPANY = {
    "index.md": "Welcome.\n",
    "kpis.yml": "nps: {name: Promoters, unit: points, values: {2026-11-01: 5}}\n",
    "people.yml": "anna: {name: Anna Berg}\n",
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": """
        objectives:
          - id: grow
            title: We grow
            owner: anna
            key_results: [{title: Customers, from: 0, to: 10, now: 4}]
        """,
    "teams/sales/team.yml": "name: Sales people\nparent: company\n",
    "teams/sales/2026-Q4.yml": TEAM.format(name="sales"),
    "teams/support/team.yml": "name: Support people\nparent: company\n",
    "teams/support/2026-Q4.yml": TEAM.format(name="support")
    + """
  - title: Together
    owner: anna
    contributes_to: sales/sales-delights
    key_results: [{title: Promoters, kpi: nps, from: 0, to: 10}]
""",
    "teams/quiet/team.yml": "name: Quiet people\n",
    "teams/quiet/2026-Q4.yml": "objectives:\n  - title: Silence\n    owner: anna\n    unaligned: We do what nobody else does\n    key_results: [{title: Decibels, from: 9, to: 1, now: 4}]\n",
    "handbook.md": "# How we work\n\nSee [them](teams/sales/2026-Q4.yml).\n",
}
SALES = "teams/sales/2026-Q4.yml"
UNIT = "teams/sales/"
BROKEN: dict[str, tuple[str | bytes, str]] = {
    "no YAML": ("objectives: [\n", "bracket"),
    "no text": (b"\xff\xfe\x00\xd8", "UTF-8"),
    "empty": ("", "empty"),
    "unknown key": ("wishes: b\nobjectives:\n  - {title: A}\n", "wishes"),
    "wrong shape": ("objectives: {title: A}\n", ":1"),
    "circle": (
        "objectives:\n  - {id: a, title: A, supports: sales/b}\n  - {id: b, title: B, supports: sales/a}\n",
        ":2",
    ),
    "an anchor": ("objectives: &a\n  - {title: A}\n", "for use elsewhere"),
    "hostile": ('"<img src=x onerror=alert(1)>": b\nobjectives:\n  - {title: A}\n', "&lt;img"),
}
BROKEN_OBJECTIVES = {
    "a key of several words": ("yml", "    <img src=x onerror=alert(1)>: 5\n", "&lt;img"),
    "a mark of secrecy that is misspelt": ("yml", "    audiance: internal\n", "not in the vocabulary"),
    "an unknown field that may be one": ("yml", "    seen_by: [internal]\n", "not in the vocabulary"),
    "a key result without a title": ("yml", "      - {id: plugh, from: 0, to: 5}\n", "no title"),
    "an id that stands twice": ("yml", "      - {title: Xyzzy of sales, from: 0, to: 5}\n", "xyzzy-of-sales"),
    "a row below an empty line": ("md", "\n| Plugh | 0 | 5 |\n", "no table"),
    "a row that may say who sees it": (
        "md",
        "\n| Key result | From | To | Audience |\n|---|---|---|---|\n| Plugh | 1 | 2 | 3 | internal |\n",
        "frame of a Markdown file",
    ),
}
"""The file's ending, lines below an objective's key results, and a word of what is said: where a word of secrecy stands in
the file nothing of it is quoted."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> dict[str, str]:
    """The pages of the company when nothing is wrong."""
    kept, pages = isolated(Project(tmp_path_factory.mktemp("whole")).write(COMPANY))
    assert not [problem for problem in kept.problems if problem.severity == "error"]
    return pages


def isolated(made) -> tuple[SiteContent, dict[str, str]]:
    """What is left of a project, and what its pages say, by address."""
    site = read_site(made.config)
    kept = isolate_broken_files(lambda without: take_snapshot(site, without=without, isolate=True))
    assert not kept.is_blocked
    return kept, {make_url(page.uri): str(page.body) for page in kept.page_set.pages}


def test_a_checkin_file_that_cannot_be_read_costs_itself_only(project):
    filed = {
        f"teams/sales/checkins/2026-11-{day}.yml": "objective: sales-delights\nnow: {calls-of-sales: 7}\n"
        for day in (12, 13)
    }
    made = project(
        {
            **COMPANY,
            **filed,
            "teams/sales/checkins/2026-11-14.yml": "objective: sales-delights\nnow: {calls-of-sales: lots}\n",
        }
    )
    kept, pages = isolated(made)
    checkins = kept.snapshot.organisation.objectives["sales/2026-Q4/sales-delights"].checkins
    assert [str(checkin.date) for checkin in checkins] == ["2026-11-12", "2026-11-13"]
    assert "2026-11-14.yml" in panel(pages[UNIT])


def panel(page: str) -> str:
    match = re.search(r'<aside class="okr-problems".*?</aside>', page, re.DOTALL)
    return match.group() if match else ""


def everything(kept: SiteContent) -> str:
    """All that readers get: pages, search entries, the JSON."""
    from okrsite.feeds.export import format_export

    return (
        f"{kept.page_set.pages} {format_export(kept.snapshot)} {[page.body for page in kept.page_set.pages]}".casefold()
    )


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_file_leaves_everything_published_that_does_not_name_it(project, whole, how):
    text, said = BROKEN[how]
    made = project(COMPANY).write({SALES: text})
    kept, pages = isolated(made)
    assert kept.left_out == (f"content/{SALES}",)
    assert f"content/{SALES}:" in panel(pages[UNIT])
    assert said in panel(pages[UNIT])
    gone = {url for url in whole if url not in pages}
    assert gone == {"teams/sales/2026-Q4/", "objectives/sales/2026-Q4/sales-delights/"}
    changed = {url for url in pages if pages[url] != whole.get(url)}
    # The last two count objectives and name nobody.
    assert changed <= {url for url, page in whole.items() if "sales" in page.casefold()} | {"cycles/", "people/"}
    assert {"teams/quiet/", "teams/quiet/2026-Q4/", "objectives/quiet/2026-Q4/silence/"} <= pages.keys() - changed
    assert [url for url, page in pages.items() if panel(page)] == [UNIT]
    assert "calls of sales" not in everything(kept)


@pytest.mark.parametrize("broken", [path for path in COMPANY if path != SALES])
def test_every_other_file_can_break_too_and_takes_no_unit_with_it(project, broken):
    text = "---\ntitle: [\n---\n" if broken.endswith(".md") else "wishes: [\n"
    made = project(COMPANY).write({broken: text})
    kept, pages = isolated(made)
    assert kept.left_out == (f"content/{broken}",)
    of = broken.split("/")[1] if broken.startswith("teams/") else "company"
    assert [url for url, page in pages.items() if panel(page)] == ["company/" if of == "company" else f"teams/{of}/"]
    assert {"teams/quiet/", "teams/support/", UNIT, "company/"} <= pages.keys()


@pytest.mark.parametrize("how", BROKEN_OBJECTIVES)
def test_an_objective_that_can_not_be_read_costs_itself_and_not_its_file(project, whole, how):
    ending, lines, said = BROKEN_OBJECTIVES[how]
    head = {
        "yml": "  - title: Xyzzy\n    owner: anna\n    supports: company/grow\n    key_results:\n"
        "      - {title: Xyzzy of sales, from: 0, to: 5}\n",
        "md": "## Xyzzy\n\n- Owner: anna\n- Supports: company/grow\n\n| Key result | From | To |\n|---|---|---|\n"
        "| Xyzzy of sales | 0 | 5 |\n",
    }[ending]
    other = {
        "yml": TEAM.format(name="sales").partition("objectives:\n")[2],
        "md": "## sales delights\n\n- Owner: anna\n- Supports: company/grow\n\n- KR: Calls of sales 0 → 10, now 4\n",
    }[ending]
    made = project(COMPANY)
    (made.root / "content" / SALES).unlink()
    path = f"teams/sales/2026-Q4.{ending}"
    begin = "objectives:\n" if ending == "yml" else ""
    support = COMPANY["teams/support/2026-Q4.yml"].replace("supports: company/grow", "supports: sales/xyzzy", 1)
    quiet = COMPANY["teams/quiet/2026-Q4.yml"].replace(
        "unaligned: We do what nobody else does", f"supports: ../sales/2026-Q4.{ending}#xyzzy"
    )
    handbook = f"# How\n\nSee [them](teams/sales/2026-Q4.{ending}#xyzzy).\n"
    made.write({path: f"{begin}{head}{lines}\n{other}", "handbook.md": handbook})
    made.write({"teams/support/2026-Q4.yml": support, "teams/quiet/2026-Q4.yml": quiet})
    kept, pages = isolated(made)
    assert kept.left_out == (f"content/{path}:{2 if ending == 'yml' else 1}",)
    assert said in panel(pages[UNIT]) and "<img" not in panel(pages[UNIT])
    assert "objectives/sales/2026-Q4/xyzzy/" not in pages
    assert "Calls of sales" in pages["objectives/sales/2026-Q4/sales-delights/"]
    assert "Calls of sales" in pages[UNIT]
    published = everything(kept).replace(panel(pages[UNIT]).casefold(), "")
    assert "xyzzy of sales" not in published and "plugh" not in published
    # Whoever links to it is blamed for nothing.
    told = [problem for problem in kept.problems if problem.severity != "info"]
    assert {problem.place.path for problem in told} == {f"content/{path}"}
    assert "Linked to no goal" not in pages["objectives/support/2026-Q4/support-delights/"]
    assert "Linked to no goal" not in pages["objectives/quiet/2026-Q4/silence/"]
    assert "See them." in pages["handbook/"]


def test_what_is_wrong_elsewhere_is_not_overlooked_beside_an_objective_that_is_left_out(project):
    """A reference that leads nowhere counts once the other's fault is out of the way, and not never."""
    goal = "objectives:\n  - {title: A, supports: company/grow, owner: anna, seen_by: internal}\n"
    made = project(COMPANY).write({SALES: goal, "teams/quiet/team.yml": "name: Quiet people\nparent: nosuch\n"})
    kept, pages = isolated(made)
    assert f"content/{SALES}:2" in kept.left_out
    assert "nosuch" in panel(pages["teams/quiet/"])


def test_what_is_wrong_elsewhere_is_not_overlooked_beside_a_field(project):
    made = project(COMPANY).write(
        {
            "teams/sales/team.yml": "name: Sales people\nleed: anna\n",
            "teams/quiet/2026-Q4.yml": "objectives:\n  - {title: A, owner: anna, key_results: [], supports: sales/b, id: a}\n"
            "  - {title: B, owner: anna, key_results: [], supports: quiet/a, id: b}\n",
            SALES: "objectives:\n  - {title: B, owner: anna, key_results: [], supports: quiet/b, id: b}\n",
        }
    )
    kept, pages = isolated(made)
    assert kept.left_out in (("content/teams/quiet/2026-Q4.yml",), (f"content/{SALES}",)), "one file of the circle"
    assert "leed" in panel(pages[UNIT])


def test_a_file_whose_name_ends_like_a_line_takes_its_unit_with_it(project):
    """It may be the team file, in which a mark stands, and is named like an objective in a file by its line."""
    made = project(COMPANY).write({"teams/sales/team.yml:12": "name: Sales people\nvisibility: draft\n"})
    _, pages = isolated(made)
    assert not [url for url in pages if url.startswith(UNIT)]


FIELDS = {
    "a value of a KPI": ("teams/sales/team.yml", "name: Sales people\nkpis:\n  churn: {name: Churn, values: {2026-10-01: 4, 2026-11-01: many}}\n", "many"),
    "a day of a KPI": ("kpis.yml", "nps: {name: Promoters, unit: points, values: {2026-11-01: 5, 2026-13-01: 6}}\n", "month 13"),
    "an unknown field of a team": ("teams/sales/team.yml", "name: Sales people\nleed: anna\n", "leed"),
    "two leads": ("teams/sales/team.md", "---\nname: Sales people\nlead: anna and ben\n---\n", "more than one person"),
    "an unknown field of a person": ("people.yml", "anna: {name: Anna Berg, rolle: Head}\n", "rolle"),
}  # fmt: skip


@pytest.mark.parametrize("how", FIELDS)
def test_a_field_of_a_team_a_person_or_a_kpi_costs_itself(project, how):
    path, text, said = FIELDS[how]
    made = project(COMPANY)
    if path.endswith("team.md"):
        (made.root / "content/teams/sales/team.yml").unlink()
    kept, pages = isolated(made.write({path: text}))
    assert kept.left_out == () and kept.unread == 1 and kept.errors == 1
    unit = UNIT if "sales" in path else "company/"
    assert said in panel(pages[unit]) and [url for url, page in pages.items() if panel(page)] == [unit]
    assert "Sales people" in pages[UNIT] and "Anna Berg" in pages["people/"]
    if "kpi" in text or path == "kpis.yml":
        assert ("Churn" if "Churn" in text else "Promoters") in pages["kpis/"]


@pytest.mark.parametrize(
    "line", ["audiance: internal", "seen_by: [private]", "visibilty: draft", "note:\n  - internal"]
)
def test_a_field_of_a_team_that_may_hide_it_costs_its_file(project, line):
    kept, _ = isolated(project(COMPANY).write({"teams/sales/team.yml": f"name: Sales people\n{line}\n"}))
    assert kept.left_out == ("content/teams/sales/team.yml",)


def test_by_default_one_error_stops_it(project):
    made = project(COMPANY).write({SALES: "objectives: [\n"})
    with pytest.raises(ContentErrors):
        build_site(made.config, made.root / "site")
    assert not (made.root / "site").exists()


def test_what_is_left_passes_the_gate_and_the_rest_is_said(project):
    hostile = BROKEN["hostile"][0]
    made = project(COMPANY).write({SALES: hostile})
    said: list[str] = []
    report = build_site(
        made.config, made.root / "site", isolate=True, log=lambda how, text: said.append(f"{how} {text}")
    )
    assert report.left_out == (f"content/{SALES}",)
    assert report.errors > 0
    errors = [text for text in said if text.startswith("error")]
    assert errors and all(SALES in text for text in errors)
    page = (made.root / "site" / UNIT / "index.html").read_text(encoding="utf-8")
    assert "&lt;img" in panel(page) and "<img src=x" not in page


def test_a_file_that_says_how_sure_somebody_is_is_quoted(project):
    text = "objectives:\n  - {title: A, key_results: [{title: B, from: 0, to: 5, confidence: 50%, plugh xyzzy: c}]}\n"
    _, pages = isolated(project(COMPANY).write({SALES: text}))
    assert "plugh xyzzy" in panel(pages[UNIT])


def test_a_file_that_may_be_a_draft_is_never_quoted(project):
    made = project(COMPANY).write({SALES: "visibility: draft\nobjectives:\n  - {title: Xyzzy, plugh: [}\n"})
    kept, pages = isolated(made)
    assert f"content/{SALES}:" in panel(pages[UNIT])
    assert not re.search("plugh|xyzzy", everything(kept))


def test_a_team_file_that_may_hide_its_team_takes_the_team_with_it(project):
    made = project(COMPANY).write({"teams/sales/team.yml": "name: Xyzzy\nvisibility: draft\nlead: [\n"})
    kept, pages = isolated(made)
    assert kept.left_out == ("content/teams/sales/team.yml",)
    assert [url for url, page in pages.items() if url.startswith(UNIT) or panel(page)] == []
    assert not re.search("xyzzy|calls of sales|sales-delights", everything(kept))


def test_an_error_inside_a_draft_leaves_its_file_in(project):
    text = COMPANY[SALES] + "  - {title: Xyzzy, visibility: draft, plugh: b}\n"
    kept, pages = isolated(project(COMPANY).write({SALES: text}))
    assert kept.left_out == ()
    assert [problem.code for problem in kept.problems if problem.severity == "error"] == ["OKR201"]
    assert "Calls of sales" in pages["teams/sales/2026-Q4/"]
    assert not re.search("plugh|xyzzy", everything(kept))


def test_a_circle_over_several_files_costs_one_of_them(project):
    circle = "objectives:\n  - {{id: {}, title: A, supports: {}}}\n"
    made = project(COMPANY).write(
        {SALES: circle.format("a", "support/b"), "teams/support/2026-Q4.yml": circle.format("b", "sales/a")}
    )
    assert len(isolated(made)[0].left_out) == 1


def test_links_to_what_is_left_out_vanish(project, whole):
    assert 'href="../teams/sales/' in whole["handbook/"]
    kept, pages = isolated(project(COMPANY).write({SALES: "objectives: [\n"}))
    assert 'href="../teams/sales/' not in pages["handbook/"]
    assert {problem.place.path for problem in kept.problems if problem.severity != "info"} == {f"content/{SALES}"}
    assert not kept.snapshot.gaps.unaligned


def test_a_warning_that_a_setting_made_an_error_leaves_nothing_out(project):
    text = COMPANY[SALES].replace("    owner: anna\n", "")
    kept, _ = isolated(project(COMPANY, rules={"OKR253": "error"}).write({SALES: text}))
    assert kept.left_out == ()
    assert [problem.code for problem in kept.problems if problem.severity == "error"] == ["OKR253"]


def test_what_is_wrong_with_the_content_folder_itself_still_stops_it(project, tmp_path):
    made = project(COMPANY)
    (tmp_path / "content").rename(tmp_path / "elsewhere")
    (tmp_path / "content").symlink_to("elsewhere")
    site = read_site(made.config)
    assert isolate_broken_files(lambda without: take_snapshot(site, without=without, isolate=True)).is_blocked


def test_the_past_of_what_is_left_out_is_left_out_too(project):
    made = project(COMPANY)
    run = partial(subprocess.run, cwd=made.root, check=True, capture_output=True)
    run(["git", "init", "-q", "-b", "main"])
    for text in (COMPANY[SALES], COMPANY[SALES].replace("now: 4", "now: 6"), "objectives: [\n"):
        made.write({SALES: text})
        run(["git", "add", "content"])
        run(["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "Values"])
    kept, _ = isolated(made)
    assert kept.left_out == (f"content/{SALES}",)
    assert [event.ref for event in kept.snapshot.past.events if event.ref.startswith("sales/")] == []
    made.write({SALES: COMPANY[SALES]})
    assert [event.ref for event in isolated(made)[0].snapshot.past.events if event.ref.startswith("sales/")]
