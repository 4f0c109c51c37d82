"""Whoever asks why a page was made names it as it comes to mind, and is told in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from okrsite.pages.page_origins import Change, Origin, PageOrigins
from okrsite.site.build_report import BuildReport
from okrsite.site.manifest import write_manifest
from okrsite.site.page_answers import PageNotFoundError, explain_page, list_main_reasons

CHANGES = (
    Change("snapshot.organisation.objectives", "finance/2026-Q4/close", "changed"),
    Change("snapshot.measures.objectives", "company/2026-Q4/holds", "changed"),
)
PAGES: dict[str, Origin] = {
    "index.md": "always",
    "teams/finance/index.md": "changed",
    "teams/finance/2026-Q4.md": "changed",
    "teams/sales/2026-Q4.md": "reused",
    "objectives/finance/2026-Q4/close.md": "changed",
    "objectives/sales/2026-Q4/win.md": "new",
    "objectives/sales/2026-Q4/sell.md": "other",
    "people/anna/index.md": "damaged",
    "teams/sales/index.md": "undrawn",
    "cycles/2026-Q4.md": "unframed",
}
CHANGED = {
    "teams/finance/index.md": (0, 1),
    "teams/finance/2026-Q4.md": (1,),
    "objectives/finance/2026-Q4/close.md": (0,),
}


@pytest.fixture
def report(tmp_path: Path) -> BuildReport:
    """A build after an edit of one objective."""
    for path in ("index.html", "404.html", "data/okr.json", "teams/finance/map.svg", "teams/finance/index.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("…")
    write_manifest(tmp_path)
    origins = PageOrigins("", PAGES, CHANGES, CHANGED)
    return BuildReport(11, (), tmp_path, linked=1, made=9, inspected=10, origins=origins)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "teams/finance/",
            "teams/finance/ was made anew: the objective finance/2026-Q4/close changed; "
            "the numbers of company/2026-Q4/holds changed.",
        ),
        ("teams/sales/2026-Q4/", "teams/sales/2026-Q4/ was taken over from the last site."),
        ("index.html", "index.md is made in every build, because it is made of everything."),
        (
            "objectives/sales/2026-Q4/win/",
            "objectives/sales/2026-Q4/win/ was made, because the last site has no such page.",
        ),
        (
            "objectives/sales/2026-Q4/sell/",
            "objectives/sales/2026-Q4/sell/ was made anew: "
            "the last site's page of that address is about something else.",
        ),
        ("people/anna/", "people/anna/ was made anew: its file in the last site isn't as it was left there."),
        ("teams/sales/", "teams/sales/ was made anew: its map could not be drawn for the last site."),
        (
            "cycles/2026-Q4/",
            "cycles/2026-Q4/ is made in every build: few pages have a frame like its own, and MkDocs renders those.",
        ),
        ("404.html", "404.html is a page of MkDocs's own, which is made in every build."),
        (
            "data/okr.json",
            "data/okr.json is no page: a map goes with its page, and every other file is written in each build.",
        ),
    ],
)
def test_each_origin_of_a_page_has_a_sentence(report, typed, said):
    assert explain_page(report, typed) == said


@pytest.mark.parametrize(
    "typed",
    [
        "teams/finance",
        "teams/finance/",
        "/teams/finance/index.html",
        "./teams/finance/index.md",
        "teams/finance.md",
        "teams/finance/#close",
        "https://example.org/goals/teams/finance/?q=close#close",
        "/srv/site/teams/finance/index.html",
        "teams\\finance\\index.html",
        " finance ",
    ],
)
def test_a_page_is_named_as_it_comes_to_mind(report, typed):
    assert explain_page(report, typed).startswith("teams/finance/ was made anew")


@pytest.mark.parametrize("typed", ["", "/", ".", "index.md", "https://example.org/"])
def test_so_is_the_home_page(report, typed):
    assert explain_page(report, typed).startswith("index.md is made")


def test_a_file_of_the_content_is_the_page_that_is_made_of_it(report):
    assert explain_page(report, "content/teams/finance/2026-Q4.yml").startswith("teams/finance/2026-Q4/ was")
    assert explain_page(report, "finance/2026-Q4/close").startswith("objectives/finance/2026-Q4/close/ was")


@pytest.mark.parametrize(
    ("typed", "said", "hint"),
    [
        ("teams/finanec/", "The site has no page 'teams/finanec/'.", "Did you mean 'teams/finance/'?"),
        ("weather", "The site has no page 'weather'.", "Name a page as its address does: teams/finance/."),
        (
            "2026-Q4",
            "'2026-Q4' may be teams/finance/2026-Q4/ or teams/sales/2026-Q4/ or cycles/2026-Q4/.",
            "Name one of them.",
        ),
    ],
)
def test_what_the_site_does_not_have_is_said_with_what_it_has(report, typed, said, hint):
    with pytest.raises(PageNotFoundError) as caught:
        explain_page(report, typed)
    assert (str(caught.value), caught.value.hint) == (said, hint)


def test_where_all_pages_were_made_it_is_said_why(report):
    origins = PageOrigins("the pages need another security policy", {"index.md": "always", "teams/sales.md": "all"})
    report = replace(report, origins=origins)
    assert explain_page(report, "teams/sales") == (
        "teams/sales/ was made anew, as all pages were: the pages need another security policy."
    )
    assert list(list_main_reasons(origins)) == ["all pages were made anew: the pages need another security policy"]


def test_of_a_site_in_which_nothing_has_changed_the_build_is_told_that_made_it(report):
    assert explain_page(replace(report, unchanged=True), "people/anna") == (
        "Nothing has changed since the last build. In that one, "
        "people/anna/ was made anew: its file in the last site isn't as it was left there."
    )


def test_the_commonest_reasons_are_told_with_how_many_pages_each_has_made(report):
    assert list(list_main_reasons(report.origins)) == [
        "2 pages made anew, because the objective finance/2026-Q4/close changed",
        "2 pages made anew, because the numbers of company/2026-Q4/holds changed",
        "2 pages made, as in every build",
    ]
