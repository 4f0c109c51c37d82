"""Other plugins beside okrsite: those of Material with ordinary pages that MkDocs renders, and what a failing one says."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from mkdocs.plugins import BasePlugin
from stories import build_site

from okrsite.pipeline import list_problems, take_snapshot
from okrsite.request import BuildRequest, open_source
from okrsite.settings import ConfigurationError
from okrsite.site.build_report import ContentErrors
from okrsite.site.mkdocs.aborts import find_failing_plugin
from okrsite.site.mkdocs.ordinary_pages import make_redirects_plain

FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.md": "## A goal\n\n- Id: goal\n- Owner: Ana\n\n- KR: Bread: 0 → 9, now 3\n\nSee [how](../handbook/how.md#rye).\n",
    "company/memo-why.md": "---\ntitle: Why\n---\n\nSee [how](../handbook/how.md).\n",
    "handbook/how.md": "---\ntags: [oven]\n---\n\n# How\n\nWe bake {{ loaves }}. [Goals](../company/2026-Q4.md), [why][w], `[x](../company/team.yml)`\n\n"
    "[w]: ../company/memo-why.md\n\n## Rye\n\n| a |\n|--:|\n| 1 |\n\n<!-- an aside -->\n",
    "handbook/index.md": "# Handbook\n\n[How](how.md)\n",
    "handbook/kept-back.md": "---\naudience: internal\n---\n\n# Hidden away\n\nWords that are for us.\n",
    "handbook/draft.md": "---\nvisibility: draft\n---\n\n# A draft\n\nWords.\n",
    "tags.md": "# Tags\n\n<!-- material/tags -->\n",
    "blog/index.md": "# Blog\n",
    "blog/posts/a.md": "---\ndate: 2026-01-02\n---\n\n# Hello\n\nWords.\n\n<!-- more -->\n\nMore of them.\n",
}  # fmt: skip
HOOK = "def on_page_markdown(markdown, **_):\n    return markdown.replace('{{ loaves }}', '**nine** loaves')\n"


def configure(project, plugins=(), files=FILES, more="", **options):
    made = project(files, **options)
    text = made.config.read_text(encoding="utf-8")
    typed = "".join(f"- {plugin}\n" for plugin in plugins)
    made.config.write_text(text.replace("plugins:\n", f"plugins:\n{typed}", 1) + more, encoding="utf-8")
    (made.root / "hook.py").write_text(HOOK, encoding="utf-8")
    return made


def test_mkdocs_renders_ordinary_pages_with_all_of_its_plugins_where_the_settings_say_so(project):
    made = configure(project, ["tags", "blog"], more="hooks: [hook.py]\n", ordinary_pages="mkdocs")
    build_site(made.config, made.root / "site")
    site = made.root / "site"
    how = (site / "handbook" / "how" / "index.html").read_text("utf-8")
    assert "<strong>nine</strong> loaves" in how and 'class="md-tag">oven' in re.sub(r"\s+", " ", how).replace(
        "> ", ">"
    )
    assert 'href="../../company/' in how and 'href="../../company/memo-why/"' in how
    assert "[x](../company/team.yml)" in how and "an aside" not in how and 'align="right"' in how
    assert "oven" in (site / "tags" / "index.html").read_text("utf-8")
    assert "Hello" in (site / "blog" / "index.html").read_text("utf-8")
    assert (site / "blog" / "2026" / "01" / "02" / "hello" / "index.html").is_file()
    assert not (site / "handbook" / "draft").exists()
    objective = (site / "objectives" / "company" / "2026-Q4" / "goal" / "index.html").read_text("utf-8")
    assert 'href="../../../../handbook/how/"' in objective, "ours are in the menu"
    menu = (site / "map" / "index.html").read_text("utf-8")
    assert 'href="../handbook/how/"' in menu and "handbook/draft" not in menu


def test_the_public_gets_no_page_that_is_internal(project):
    made = configure(project, ordinary_pages="mkdocs", audience="public")
    build_site(made.config, made.root / "site")
    assert not (made.root / "site" / "handbook" / "kept-back").exists()
    pages = [path.read_text("utf-8") for path in (made.root / "site").rglob("*.html")]
    assert not any("Hidden away" in page or "kept-back" in page for page in pages)


def test_by_default_nothing_of_it_happens_and_check_says_so(project):
    made = configure(project, ["macros"], more="markdown_extensions: [tables]\n")
    with open_source(BuildRequest(made.config)) as source:
        snapshot = take_snapshot(source)
    assert [each.message for each in list_problems(snapshot) if each.code == "OKR313"] == [
        "No macro is run on an ordinary page."
    ]


def test_by_default_posts_are_ordinary_pages_and_check_says_so(project):
    made = configure(project, ["tags", "material/blog"], more="hooks: [hook.py]\n")
    build_site(made.config, made.root / "site")
    site = made.root / "site"
    assert "{{ loaves }}" in (site / "handbook" / "how" / "index.html").read_text("utf-8")
    assert "More of them" in (site / "blog" / "posts" / "a" / "index.html").read_text("utf-8")
    assert {path.name for path in (site / "blog").iterdir()} == {"index.html", "posts"}, "and no empty archive"
    with open_source(BuildRequest(made.config)) as source:
        said = [each for each in list_problems(take_snapshot(source)) if each.code == "OKR313"]
    assert [each.message.partition(":")[0] for each in said] == ["The plugin blog makes nothing of posts here"]
    assert made.config.read_text("utf-8").splitlines()[said[0].place.line - 1] == "- material/blog"


@pytest.mark.parametrize("mode", ["okrsite", "mkdocs"])
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_no_plugin_makes_anything_of_what_is_kept_back(project, mode, audience):
    """A blog lists posts with their first words, a page for each of their categories, and the years that have some."""
    head = (
        "---\ndate: 20{0}-01-02\n{1}\ncategories: [Category {0}]\ntags: [Tag {0}]\n---\n\n# Post {0}\n\nWords of {0}.\n"
    )
    files = {
        "blog/posts/shown.md": head.format(23, "x: y"),
        "blog/posts/draft.md": head.format(24, "visibility: draft"),
        "blog/posts/ours.md": head.format(25, "audience: internal"),
    }
    made = configure(project, ["tags", "blog"], {**FILES, **files}, ordinary_pages=mode, audience=audience)
    build_site(made.config, made.root / "site")
    texts = [
        f"{path}\n{path.read_text('utf-8')}"
        for path in (made.root / "site").rglob("*")
        if path.suffix in (".html", ".json", ".xml", ".txt") and "assets" not in path.parts
    ]

    def count(word: str) -> int:
        return sum(word in text.replace("-", " ").casefold() for text in texts)

    for number, shown in ((23, True), (24, False), (25, audience == "internal")):
        for word in (f"category {number}", f"tag {number}", f"post {number}", f"words of {number}"):
            if not shown:
                assert count(word) == 0, word
        assert (count(f"words of {number}") > 0) == shown


def test_what_a_page_of_mkdocs_must_not_hold_is_refused_all_the_same(project):
    files = {**FILES, "handbook/how.md": "# How\n\n<p onclick='alert(1)'>x</p>\n"}
    made = configure(project, files=files, ordinary_pages="mkdocs")
    with pytest.raises(ContentErrors, match=r"[12] things?"):
        build_site(made.config, made.root / "site")


def test_a_redirect_of_another_plugin_is_left_its_plain_way(tmp_path):
    page = '<head><meta charset="utf-8"><script>var a=1;</script><meta http-equiv="refresh" content="0; url=../new/"></head>'
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "index.html").write_text(page, encoding="utf-8")
    plugin = SimpleNamespace(config={"redirect_maps": {"old.md": "new.md", "gone.md": "new.md"}})
    make_redirects_plain(
        SimpleNamespace(plugins={"redirects": plugin}, site_dir=str(tmp_path), use_directory_urls=True)
    )
    left = (tmp_path / "old" / "index.html").read_text("utf-8")
    assert "script" not in left and "refresh" in left
    make_redirects_plain(SimpleNamespace(plugins={}, site_dir=str(tmp_path), use_directory_urls=True))


class Failing(BasePlugin):
    def on_files(self, files, *, config):
        raise TypeError("what it expects isn't there")


def test_a_plugin_that_fails_is_named(project, monkeypatch):
    config = SimpleNamespace(plugins={"strange": Failing()})
    try:
        config.plugins["strange"].on_files([], config=None)
    except TypeError as error:
        assert find_failing_plugin(error, config) == "strange"
        assert find_failing_plugin(error, SimpleNamespace(plugins={})) == ""
    hook = "def on_files(files, config):\n    raise TypeError('x')\n"
    made = configure(project, more="hooks: [hook.py]\n")
    (made.root / "hook.py").write_text(hook, encoding="utf-8")
    with pytest.raises((ConfigurationError, TypeError)):
        build_site(made.config, made.root / "site")


def test_a_plugin_that_is_not_installed_is_named_with_a_way_out(project):
    made = configure(project, ["no-such-plugin"])
    with pytest.raises(ConfigurationError) as told:
        build_site(made.config, made.root / "site")
    assert "taken out of `plugins`" in told.value.hint
