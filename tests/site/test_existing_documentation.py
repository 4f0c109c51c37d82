"""What documentation sites in Material commonly have, beside okrsite: built where it can be, else told once and where."""

from __future__ import annotations

import re

import pytest
from stories import build_site

from okrsite.pipeline import list_problems, take_snapshot
from okrsite.request import BuildRequest, open_source
from okrsite.settings import ConfigurationError
from okrsite.site.build_report import ContentErrors

FILES = {
    "company/team.yml": "name: Company\n",
    "handbook/how.md": "# How\n\nWe bake.\n",
    "handbook/ovens.md": "# Ovens\n\nThey are hot.\n",
}
BOTH = pytest.mark.parametrize("mode", ["okrsite", "mkdocs"])


class Site:
    """A documentation site with okrsite beside it."""

    def __init__(self, project, files=FILES, more="", theme="", mode="okrsite"):
        made = project(files)
        self.root, self.config, self.said = made.root, made.config, []
        self.config.write_text(
            f"site_name: Case\ndocs_dir: content\ntheme:\n  name: material\n  font: false\n{theme}plugins:\n- search\n"
            f"- okrsite:\n    today: 2099-12-31\n    ordinary_pages: {mode}\n{more}",
            encoding="utf-8",
        )

    def build(self):
        build_site(self.config, self.root / "site", log=lambda *said: self.said.append(said))
        return self

    def read(self, path):
        return (self.root / "site" / path).read_text("utf-8")

    def check(self, *codes):
        with open_source(BuildRequest(self.config)) as source:
            return [each for each in list_problems(take_snapshot(source)) if each.code in codes]

    def list_errors(self):
        return [text for level, text in self.said if level == "error"]

    def find_line(self, typed):
        return next(n for n, line in enumerate(self.config.read_text("utf-8").splitlines(), 1) if typed in line)


@BOTH
def test_a_search_can_be_shared(project, mode):
    """Material's template for `search.share` has `javascript:void(0)` as address, where its script puts another in."""
    features = "  features: [search.share, search.suggest, content.action.edit, navigation.footer, announce.dismiss]\n"
    site = Site(project, theme=features, mode=mode).build()
    for page in ("handbook/how/index.html", "index.html", "404.html"):
        assert 'data-md-component="search-share"' in site.read(page) and "javascript:" not in site.read(page)


def test_what_is_wrong_with_the_frame_of_all_pages_is_said_once_and_where_to_look(project):
    more = "extra:\n  social:\n  - icon: material/email\n    link: 'javascript:alert(1)'\n"
    site = Site(project, more=more)
    with pytest.raises(ContentErrors, match=r"[1-9][0-9] things"):
        site.build()
    (said,) = site.list_errors()
    assert re.search(r"The same is in [1-9][0-9] more files\. Every page has it, so look in mkdocs\.yml", said)


def test_what_is_wrong_with_a_few_pages_is_said_of_each(project):
    pages = {f"handbook/{name}.md": "# Page\n\n<p onclick='a()'>x</p>\n" for name in "abc"}
    site = Site(project, {**FILES, **pages}, mode="mkdocs")
    with pytest.raises(ContentErrors):
        site.build()
    named = {re.match(r"handbook/(\w)/index\.html", said)[1] for said in site.list_errors()}
    assert named == {*"abc"} and not any("The same" in said for said in site.list_errors())


def test_what_is_wrong_with_many_pages_but_not_all_is_said_once(project):
    pages = {f"handbook/{name}.md": "# Page\n\n<p onclick='a()'>x</p>\n" for name in "abcdefgh"}
    site = Site(project, {**FILES, **pages}, mode="mkdocs")
    with pytest.raises(ContentErrors):
        site.build()
    for said in site.list_errors():
        assert said.startswith("handbook/a/") and said.endswith("The same is in 7 more files.")


def test_a_function_that_the_installed_version_lacks_is_told_with_what_to_write(project, monkeypatch):
    import pymdownx.slugs

    monkeypatch.delattr(pymdownx.slugs, "uslugify", raising=False)
    more = "markdown_extensions:\n- toc:\n    slugify: !!python/name:pymdownx.slugs.uslugify\n"
    site = Site(project, more=more)
    (found,) = site.check("OKR313")
    assert found.place.line == site.find_line("slugify") and "names pymdownx.slugs.uslugify" in found.message
    written = more.replace("!!python/name:pymdownx.slugs.uslugify", re.search(r"`([^`]+)`", found.hint)[1])
    assert Site(project, more=written).build().check("OKR313") == []


def test_a_page_that_the_navigation_names_in_vain_is_told_with_its_line_where_plugins_may_add_pages(project):
    site = Site(project, more="hooks: [hook.py]\nnav:\n- handbook/how.md\n- Gone: handbook/gone.md\n")
    (site.root / "hook.py").write_text("def on_files(files, config):\n    return files\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=rf"^mkdocs\.yml:{site.find_line('gone.md')}: the navigation names"):
        site.build()
