"""The link to the repository in a page's head: where it is, nothing is fetched for it; the public isn't told of it."""

from __future__ import annotations

import pytest
from stories import build_site

CONFIG = (
    "site_name: Test\ndocs_dir: content\nrepo_url: https://github.com/example/goals\n"
    "theme: {name: material}\nplugins: [search, {okrsite: {today: 2026-11-20}}]\n"
)


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_the_repository_is_named_to_insiders_and_asked_for_nothing(project, audience):
    made = project({"company/team.yml": "name: Company\n", "handbook/x.md": "# Page\n"})
    (made.root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    build_site(made.root / "mkdocs.yml", made.root / "site", audience=audience)
    pages = [path.read_text("utf-8") for path in sorted((made.root / "site").rglob("*.html"))]
    assert len(pages) > 5
    assert {"https://github.com/example/goals" in page for page in pages} == {audience == "internal"}
    assert not any('data-md-component="source"' in page for page in pages)
