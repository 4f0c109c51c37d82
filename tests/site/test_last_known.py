"""Of an objective or a file that is left out, the unit's page shows what git could read last, and when."""

from __future__ import annotations

import re

import pytest
from test_isolated_values import MARKDOWN, Company, begin

from okrsite.pages.page import make_url
from okrsite.site.content import SiteContent

SECOND = "\n## Keep calm\n\n- Id: calm\n- Owner: Ben\n\n- KR: Noise\n  - Id: noise\n  - Keep: 1..5\n  - Now: 3\n- KR: Steps\n  - Id: steps\n  - Milestones:\n    - [x] Rent\n    - [ ] Move\n"
BROKEN_FILE = "---\ntitle: [\n---\n" + MARKDOWN
BROKEN_OBJECTIVE = MARKDOWN.replace("- Owner: Anna", "- Owner: Anna\n- Id: gr:ow", 1)


def start(project, text: str = MARKDOWN) -> Company:
    company = begin(project, "md")
    company.text = text
    return company.commit("2026-10-05", text.replace("| 42 |", "| 30 |")).commit("2026-10-12", text)


def read_panel(kept: SiteContent) -> str:
    pages = {make_url(page.uri): str(kept.page_set.read_body(page)) for page in kept.page_set.pages}
    match = re.search(r'<aside class="okr-problems".*?</aside>', pages["teams/sales/"], re.DOTALL)
    return match.group() if match else ""


def test_a_file_that_can_not_be_read_is_shown_as_it_was(project):
    company = start(project, MARKDOWN + SECOND)
    kept = company.commit("2026-11-02", BROKEN_FILE + SECOND).isolate()
    panel = read_panel(kept)
    assert kept.left_out == (f"content/{company.path}",)
    assert "<b>Grow</b>, Q4 2026, as of 12 October 2026" in panel
    assert "<li>Calls: from 20 to 120, last at 42</li>" in panel
    assert "<li>Complaints: to keep at 1..5, last at 3</li>" in panel
    assert "<li>Scanner: done</li>" in panel
    assert "<li>Regions: last at commit</li>" in panel
    assert "<b>Keep calm</b>" in panel and "<li>Steps: 1 of 2 steps done</li>" in panel


def test_an_objective_that_can_not_be_read_is_shown_as_it_was_and_the_others_as_they_are(project):
    company = start(project, MARKDOWN + SECOND)
    (company.made.root / "content" / company.path).write_text(BROKEN_OBJECTIVE + SECOND.replace("Now: 3", "Now: 4"))
    panel = read_panel(kept := company.isolate())
    assert [part.rpartition(":")[0] for part in kept.left_out] == [f"content/{company.path}"]
    assert "<b>Grow</b>, Q4 2026, as of 12 October 2026" in panel
    assert "Keep calm" not in panel, "it can be read, and stands on the page itself"


def test_an_objective_that_was_deleted_is_not_shown_as_left_out(project):
    company = start(project, MARKDOWN + SECOND)
    panel = read_panel(company.commit("2026-11-02", BROKEN_FILE).isolate())
    assert "<b>Grow</b>" in panel and "Keep calm" not in panel


@pytest.mark.parametrize("mark", ["- Draft: yess\n", "- Audience: internal\n", "\n<!-- not public -->\n"])
def test_nothing_is_shown_of_a_file_that_may_keep_something_back(project, mark):
    company = start(project, MARKDOWN)
    panel = read_panel(company.commit("2026-11-02", BROKEN_FILE + mark).isolate())
    assert panel and "before" not in panel and "Calls" not in panel


def test_nothing_is_shown_of_an_objective_that_was_a_draft(project):
    company = start(project, MARKDOWN + SECOND.replace("- Owner: Ben", "- Owner: Ben\n- Visibility: draft"))
    panel = read_panel(company.commit("2026-11-02", BROKEN_FILE + SECOND).isolate())
    assert "<b>Grow</b>" in panel and "Keep calm" not in panel


def test_the_public_is_told_nothing_of_what_is_left_out(project):
    company = start(project, MARKDOWN).commit("2026-11-02", BROKEN_FILE)
    kept = company.isolate("public")
    assert kept.snapshot.past.left_out == () and read_panel(kept) == ""


def test_where_no_version_could_be_read_only_the_fault_is_told(project):
    panel = read_panel(begin(project, "md").commit("2026-11-02", BROKEN_FILE).isolate())
    assert panel and "before" not in panel


def test_what_is_shown_is_text(project):
    hostile = MARKDOWN.replace("## Grow", "## Grow <img src=x>").replace("| Calls |", "| `<b>` {{ 7 * 7 }} |")
    company = start(project, hostile)
    panel = read_panel(company.commit("2026-11-02", "---\ntitle: [\n---\n" + hostile).isolate())
    assert "<li>&lt;b&gt; {{ 7 * 7 }}: from" in panel and "<img" not in panel
