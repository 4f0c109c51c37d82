"""Fields that hold a link lead to pages and files of the site, and one that leads nowhere stops nobody's site."""

from __future__ import annotations

import pytest
from stories import build_site

from okrsite.pages.site_pages import build_pages

PDF = b"%PDF-1.4\n%%EOF\n"
NOWHERE = ("../../handbook/nothing.md", "/nothing/", "#nothing", "x?y", "../../../../outside.pdf")


def files(link: str) -> dict[str, str | bytes]:
    goal = "objectives:\n  - id: o\n    title: O\n    owner: anna\n"
    return {
        "company/team.yml": "name: Company\n",
        "people.yml": f"anna: {{name: Anna, link: '{link.replace('../../', '')}'}}\n",
        "teams/a/team.yml": f"name: A\nlinks: [{{title: The link, url: '{link}'}}]\n",
        "teams/a/2026-Q4.yml": goal + f"    initiatives: [{{title: The work, link: '{link}'}}]\n",
        "handbook/x.md": "# Page\n\n## Part\n",
        "handbook/plan.pdf": PDF,
    }


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("../../handbook/x.md", "handbook/x/"),
        ("../../handbook/x.md?a#part", "handbook/x/#part"),
        ("/handbook/x/", "handbook/x/"),
        ("../../handbook/plan.pdf", "handbook/plan.pdf"),
        ("https://example.org/?a#b", "https://example.org/?a#b"),
    ],
)
def test_a_path_leads_where_it_would_in_a_text(project, link, leads):
    made = build_pages(project(files(link)).snapshot())
    pages = {page.uri: str(page.body) for page in made.pages}
    up = "" if leads.startswith("https:") else "../"
    assert f'<a href="{up * 2}{leads}" rel' in pages["teams/a/index.md"]
    assert f'<a href="{up * 4}{leads}" rel' in pages["objectives/a/2026-Q4/o.md"]
    assert f'<a href="{up * 2}{leads}" rel' in pages["people/anna/index.md"]
    assert [problem.code for problem in made.problems if problem.code == "OKR307"] == []
    assert made.attachments == ({"handbook/plan.pdf"} if leads.endswith(".pdf") else set())


@pytest.mark.parametrize("link", NOWHERE)
def test_one_that_leads_nowhere_is_said_where_it_was_typed_and_the_site_is_published(project, link):
    made = project(files(link))
    problems = build_pages(made.snapshot()).problems
    assert {problem.place.path for problem in problems if problem.code == "OKR307"} >= {
        "content/teams/a/team.yml",
        "content/teams/a/2026-Q4.yml",
    }
    build_site(made.config, made.root / "site")
    page = (made.root / "site/teams/a/index.html").read_text("utf-8")
    assert "The link" in page and "The work" in page and f'href="{link}"' not in page


@pytest.mark.parametrize(
    "link",
    ["../teams/", "../guide/", "../guide/problems.md", "../people/anna", "../map/", "../kpis.yml", "../index.md"],
)
def test_an_anchor_that_a_page_of_ours_has_not_stops_no_site(project, link):
    text = f"# Page\n\n[a]({link}#nothing) [b](../guide/problems.md#okr101) [c](../guide/fields.md#objective.owner)\n"
    made = project(files("https://example.org/") | {"handbook/x.md": text, "kpis.yml": "k: {name: K}\n"})
    problems = build_pages(made.snapshot()).problems
    assert [(problem.code, problem.place.line) for problem in problems if problem.code == "OKR307"] == [("OKR307", 3)]
    build_site(made.config, made.root / "site")
    page = (made.root / "site/handbook/x/index.html").read_text("utf-8")
    assert "guide/problems/#okr101" in page and "guide/fields/#objective.owner" in page and "#nothing" not in page
