"""A preview shows behind each page how its file was read; a site that is published shows nothing of it."""

from __future__ import annotations

import re

from okrsite.pages.site_pages import build_pages

FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.md": """## Sell <b>more</b> bread

- Id: bread
- Ownr: Anna
- KR: Loaves: 10 → 20, now 15
""",
    "teams/a/team.yml": "name: A\n",
}


def build(made, *, preview: bool) -> dict[str, str]:
    """Return the bodies of all pages by URI."""
    return {page.uri: str(page.body) for page in build_pages(made.snapshot(preview=preview)).pages}


def test_each_file_has_a_page_in_a_preview_that_its_own_pages_lead_to(project):
    pages = build(project(FILES), preview=True)
    reading = pages["how-it-was-read/content/company/2026-Q4-md.md"]
    rows = re.findall(r'<tr id="line-(\d+)".*?<td>(.*?)</td>', reading)
    assert rows[:3] == [("1", "objective 1: title"), ("2", ""), ("3", "id bread")]
    assert ("5", "objective 1, key result 1: title, from 10, to 20, now 15") in rows
    assert "Do you mean “Owner”?" in reading
    assert "## Sell &lt;b&gt;more&lt;/b&gt; bread" in reading
    assert "how-it-was-read/content/company/2026-Q4-md/#line-1" in pages["objectives/company/2026-Q4/bread.md"]
    assert "how-it-was-read/content/teams/a/team-yml.md" in pages


def test_a_published_site_has_no_such_page_and_no_link_to_one(project):
    pages = build(project(FILES), preview=False)
    assert not [uri for uri, body in pages.items() if "how-it-was-read" in uri + body]
