"""Links of pages that were inspected before are not followed again, unless something to which one led is gone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from okrsite.gate.inspection import InspectionResult, KnownFiles, inspect_site

HOME = "index.html"
GOAL = "objectives/company/2026-Q4/north/index.html"


@pytest.fixture
def copied(site, tmp_path) -> Path:
    return Path(shutil.copytree(site.root, tmp_path / "site"))


def know(seen: InspectionResult, *changed: str) -> KnownFiles:
    """Return what is known of all pages but those that have changed."""
    return KnownFiles({page.path: page for page in seen.facts if page.path not in changed}, targets=seen.targets)


def list_faulty_pages(root: Path, theme: object, known: KnownFiles) -> set[str]:
    return {finding.path for finding in inspect_site(root, theme=theme, known=known).findings if "210" in finding.code}


def test_links_lead_where_they_led(site, copied):
    seen = inspect_site(copied, theme=site.theme)
    assert GOAL in seen.targets
    again = inspect_site(copied, theme=site.theme, known=know(seen, HOME))
    assert (again.findings, again.targets) == ((), seen.targets)


def test_a_link_of_a_known_page_to_a_file_that_is_gone_is_found(site, copied):
    seen = inspect_site(copied, theme=site.theme)
    (copied / GOAL).unlink()
    known = know(seen, GOAL)
    assert HOME in list_faulty_pages(copied, site.theme, known)


def test_a_link_of_a_known_page_to_an_anchor_that_is_gone_is_found(site, copied):
    seen = inspect_site(copied, theme=site.theme)
    anchors = {anchor for anchor in seen.targets[GOAL] if anchor}
    assert anchors
    text = (copied / GOAL).read_text("utf-8")
    for anchor in anchors:
        text = text.replace(f'id="{anchor}"', f'id="{anchor}-now"')
    (copied / GOAL).write_text(text, "utf-8")
    assert list_faulty_pages(copied, site.theme, know(seen, GOAL)) - {GOAL}


def test_a_dead_link_of_a_page_that_is_not_known_is_found(site, copied):
    seen = inspect_site(copied, theme=site.theme)
    text = (copied / HOME).read_text("utf-8")
    (copied / HOME).write_text(text.replace("</article>", '<p><a href="nowhere/">x</a></p></article>', 1), "utf-8")
    assert list_faulty_pages(copied, site.theme, know(seen, HOME)) == {HOME}


def test_without_targets_all_links_are_followed(site, copied):
    seen = inspect_site(copied, theme=site.theme)
    (copied / GOAL).unlink()
    known = KnownFiles({page.path: page for page in seen.facts if page.path != GOAL})
    assert HOME in list_faulty_pages(copied, site.theme, known)


def test_search_results_are_followed_too_where_something_is_gone(site, copied):
    seen = inspect_site(copied, theme=site.theme)
    page = "company/index.html"
    assert page in seen.targets
    index = frozenset(path.relative_to(copied).as_posix() for path in (copied / "search").iterdir())
    known = KnownFiles(
        {facts.path: facts for facts in seen.facts if facts.path != page}, search=index, targets=seen.targets
    )
    assert inspect_site(copied, theme=site.theme, known=known).findings == ()
    (copied / page).unlink()
    assert index & list_faulty_pages(copied, site.theme, known)
