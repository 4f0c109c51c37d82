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
from okrsite.site.content import SiteContent
from okrsite.site.isolation import isolate_broken_files
from okrsite.site.outcome import ContentErrors

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
    "unknown key": ("objectives:\n  - {title: A, wishes: b}\n", "wishes"),
    "wrong shape": ("objectives: {title: A}\n", ":1"),
    "no date": ("objectives:\n  - {title: A, deadline: 2026-02-30, key_results: []}\n", ":2"),
    "same id twice": ("objectives:\n  - {id: a, title: A}\n  - {id: a, title: B}\n", "a"),
    "circle": (
        "objectives:\n  - {id: a, title: A, supports: sales/b}\n  - {id: b, title: B, supports: sales/a}\n",
        ":2",
    ),
    "an anchor": ("objectives: &a\n  - {title: A}\n", "for use elsewhere"),
    "hostile": ('objectives:\n  - {title: A, "<img src=x onerror=alert(1)>": b}\n', "&lt;img"),
}


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
