"""The guide's table of what works beside okrsite, held to the truth: each row is tried out on a small site."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from stories import build_site

from okrsite.pages.guide.anchors import read_guide_text
from okrsite.pipeline import list_problems, take_snapshot
from okrsite.request import BuildRequest, open_source
from okrsite.settings import ConfigurationError
from okrsite.site.build_report import ContentErrors

HEAD = "site_name: Case\ndocs_dir: content\n"
PAGE = "handbook/how/index.html"
FILES = {
    "company/team.yml": "name: Company\n",
    "handbook/how.md": "---\ntags: [oven]\n---\n\n# How\n\nWe bake.\n",
    "css/own.css": "a { color: red; }\n",
}
WORKS, WITH, NO = "works", "with `ordinary_pages: mkdocs`", "no"


class Site:
    """A documentation site with okrsite beside it."""

    def __init__(self, project: Callable[..., object], **options: object) -> None:
        self.made = project(FILES)
        self.root: Path = self.made.root
        self.options = options

    def write(self, files: dict[str, str]) -> Site:
        for path, text in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, encoding="utf-8")
        return self

    def build(self, more: str = "", plugins: str = "", theme: str = "", mode: str = "okrsite") -> Callable[[str], str]:
        text = f"{HEAD}theme:\n  name: material\n  font: false\n{theme}plugins:\n- search\n{plugins}"
        text += f"- okrsite:\n    today: 2099-12-31\n    ordinary_pages: {mode}\n{more}"
        (self.root / "mkdocs.yml").write_text(text, encoding="utf-8")
        build_site(self.root / "mkdocs.yml", self.root / "site")
        return lambda path: (self.root / "site" / path).read_text("utf-8")


def try_inherit(site: Site) -> str:
    site.write({"base.yml": "repo_url: !ENV [NOT_SET, https://github.com/a/b]\n"})
    return WORKS if "github.com/a/b/edit" in site.build("INHERIT: base.yml\n")(PAGE) else NO


def try_hooks(site: Site) -> str:
    site.write({"hook.py": "def on_config(config):\n    config.copyright = 'By a hook'\n"})
    worked = "By a hook" in site.build("hooks: [hook.py]\n")(PAGE)
    site.write({"renaming.py": "def on_config(config):\n    config.site_name = 'Other'\n"})
    with pytest.raises(ConfigurationError, match="a hook or another plugin"):
        site.build("hooks: [renaming.py]\n")
    return WORKS if worked else NO


def try_nav(site: Site) -> str:
    page = site.build("nav:\n- Ours: handbook/how.md\n")(PAGE)
    return WORKS if "Ours" in page and 'href="../../map/"' in page else NO


def try_front_matter(site: Site) -> str:
    head = "title: Our way\ndescription: Of <bread>\nhide: [navigation, strange]\ntags: [oven]\nsearch: {exclude: true}\nicon: a/b\n"
    site.write({"content/handbook/how.md": f"---\n{head}---\n\nWe bake.\n"})
    read = site.build(plugins="- tags\n")
    page, index = read(PAGE), read("search/whole_index.json")
    assert 'md-sidebar--primary" data-md-component="sidebar" data-md-type="navigation" hidden' in page
    shown = (
        'content="Of &lt;bread&gt;"' in page and "Our way</h1>" in page and 'href="../../tags/oven/">oven</a>' in page
    )
    return WORKS if shown and "We bake" not in index and "Company" in index else NO


def try_exclusions(site: Site) -> str:
    pages = {f"content/{path}": f"# {word}\n\nWords of {word}.\n" for path, word in EXCLUDED.items()}
    site.write({**pages, "content/private/a.txt": "Words of secrets.\n", "content/private/b.txt": "Words of others.\n"})
    typed = "exclude_docs: |\n  *.json\n  teams/\n  private/*\n  !b.txt\ndraft_docs: later*\nnot_in_nav: handbook/\n"
    for mode in ("okrsite", "mkdocs"):
        read = site.build(typed, mode=mode)
        files = [path for path in (site.root / "site").rglob("*") if path.suffix in (".html", ".json", ".txt", ".xml")]
        text = "\n".join(path.read_text("utf-8") for path in files)
        assert "Words of Later" not in text and "Words of secrets" not in text and "Templated" not in text
        assert "Words of others" in text and (site.root / "site" / "data" / "okr.json").is_file()
        assert "We bake" in read(PAGE) and "Company" in read("teams/index.html")
        assert 'href="../private/' not in read("map/index.html")
    return WORKS


EXCLUDED = {"handbook/later-on.md": "Later", "private/page.md": "secrets", "templates/mail.md": "Templated"}


def try_flat_addresses(site: Site) -> str:
    return WORKS if 'href="../map.html"' in site.build("use_directory_urls: false\n")("handbook/how.html") else NO


def try_offline(site: Site) -> str:
    return WORKS if 'href="../map.html"' in site.build(plugins="- offline\n")("handbook/how.html") else NO


def try_edit_links(site: Site) -> str:
    page = site.build("repo_url: https://x.org/a\nedit_uri: edit/main/content/\n")(PAGE)
    template = site.build("edit_uri_template: https://y.org/{path}\n")(PAGE)
    return WORKS if "https://x.org/a/edit/main/content/handbook/how.md" in page and "y.org/handbook" in template else NO


def try_assets(site: Site) -> str:
    with pytest.raises(ConfigurationError, match="another host"):
        site.build("extra_javascript: [https://x.org/a.js]\n")
    return WORKS if 'href="../../css/own.css"' in site.build("extra_css: [css/own.css]\n")(PAGE) else NO


def try_extra(site: Site) -> str:
    with pytest.raises(ConfigurationError, match="extra: analytics"):
        site.build("extra: {analytics: {provider: google, property: G-1}}\n")
    typed = "extra: {social: [{icon: fontawesome/brands/github, link: https://x.org/a}], homepage: https://y.org}\n"
    page = site.build(typed)(PAGE)
    return WORKS if "https://x.org/a" in page and "https://y.org" in page else NO


def try_custom_dir(site: Site) -> str:
    site.write({"own/main.html": '{% extends "okr/main.html" %}{% block announce %}Hear this.{% endblock %}'})
    return WORKS if "Hear this." in site.build(theme="  custom_dir: own\n")(PAGE) else NO


def try_extensions(site: Site) -> str:
    site.write({"content/handbook/how.md": "# How\n\n!!! note\n    Aside.\n\nWe ==bake==.\n"})
    page = site.build("markdown_extensions: [admonition, pymdownx.mark]\n")(PAGE)
    return WORKS if "admonition note" in page and "<mark>bake</mark>" in page else NO


def try_diagrams_and_formulas(site: Site) -> str:
    (typed,) = re.findall(
        r'^```yaml title="mkdocs.yml with diagrams.*?\n(.*?)^```$', read_guide_text("settings"), re.M | re.S
    )
    typed, _, brought = typed.partition("extra_javascript:")
    site.write({"content/handbook/how.md": "# How\n\n``` mermaid\ngraph LR\n```\n\nIt is $x$.\n"})
    bare = site.build(typed)(PAGE)
    assert 'class="mermaid"' not in bare and "graph LR" in bare and "x.org" not in bare
    files = (
        "js/mermaid.min.js",
        "katex/katex.min.js",
        "katex/auto-render.min.js",
        "katex/start.js",
        "katex/fonts/a.woff2",
    )
    site.write({f"content/{file}": "wOF2" if file.endswith("2") else "var a = '\x01';\n" for file in files})
    site.write({"content/katex/katex.min.css": "@font-face { font-family: A; src: url(fonts/a.woff2); }\n"})
    page = site.build(f"{typed}extra_javascript:{brought}")(PAGE)
    assert (site.root / "site" / "katex" / "fonts" / "a.woff2").is_file()
    drawn = (
        '<div class="okr-diagram"><pre class="mermaid"><code>graph LR' in page and 'src="../../katex/start.js"' in page
    )
    return WORKS if drawn and '<span class="arithmatex">' in page else NO


def try_snippets(site: Site) -> str:
    site.write({"content/handbook/how.md": '# How\n\n--8<-- "part.txt"\n', "part.txt": "From a file.\n"})
    typed = f"markdown_extensions:\n- pymdownx.snippets:\n    base_path: ['{site.root}']\n"
    return choose(site, lambda page: "From a file." in page, more=typed)


def try_language(site: Site) -> str:
    return WORKS if '<html lang="de"' in site.build(theme="  language: de\n")(PAGE) else NO


def try_search(site: Site) -> str:
    return WORKS if "We bake" in site.build()("search/whole_index.json") else NO


def try_redirects(site: Site) -> str:
    site.write({"content/handbook/later.md": "---\nvisibility: draft\n---\n\n# Later\n\nWords.\n"})
    maps = "old.md: handbook/how.md, o/d.md: map.md, far.md: 'https://x.org/', no.md: handbook/later.md"
    read = site.build(plugins=f"- redirects: {{redirect_maps: {{{maps}}}}}\n")
    assert 'url=../../map/"' in read("o/d/index.html") and not (site.root / "site" / "no").exists()
    assert "refresh" not in read("far/index.html") and 'href="https://x.org/">new' in read("far/index.html")
    return WORKS if 'url=../handbook/how/"' in read("old/index.html") else NO


def try_revision_dates(site: Site) -> str:
    environment = {"HOME": str(site.root), "PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1"}
    for arguments in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.email=a@b", "-c", "user.name=a", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *arguments], cwd=site.root, check=True, env=environment)
    read = site.build(plugins="- git-revision-date-localized: {type: timeago, enable_creation_date: true}\n")
    return WORKS if "Last changed on" in read(PAGE) else NO


def try_tags(site: Site) -> str:
    site.write(
        {
            "content/tags.md": "# By word\n\nAll of them:\n\n<!-- material/tags -->\n",
            "content/company/2026-Q4.md": "## Bake\n\n- Owner: Ana\n- Tags: Oven\n\n- KR: Bread: 0 → 9, now 3\n",
        }
    )
    read = site.build(plugins="- tags\n")
    page, listed, tag = read(PAGE), read("tags/index.html"), read("tags/oven/index.html")
    assert "All of them" in listed and 'href="oven/">oven</a>' in listed.replace("Oven", "oven")
    found = (
        '<a href="../../tags/oven/">oven</a>' in page and 'href="../../handbook/how/">How</a>' in tag and "Bake" in tag
    )
    with_host = site.build(plugins="- tags\n", mode="mkdocs")
    assert "md-tag" in with_host(PAGE) and 'href="../handbook/how/"' in with_host("tags/index.html")
    return WORKS if found else NO


def try_blog(site: Site) -> str:
    site.write(
        {
            "content/blog/index.md": "# Blog\n",
            "content/blog/posts/a.md": "---\ndate: 2026-01-02\n---\n\n# Hello\n\nA.\n",
        }
    )
    return choose(site, lambda page: "2026/01/02/hello" in page, plugins="- blog\n", path="blog/index.html")


def try_macros(site: Site) -> str:
    site.write({"content/handbook/how.md": "# How\n\nWe bake {{ 3 * 3 }} loaves.\n"})
    found = choose(site, lambda page: "We bake 9 loaves" in page, plugins="- macros\n")
    with open_source(BuildRequest(site.root / "mkdocs.yml")) as source:
        assert "OKR313" not in {each.code for each in list_problems(take_snapshot(source))}
    return found


def try_privacy(site: Site) -> str:
    with pytest.raises(ContentErrors, match="1 error"):
        site.build(plugins="- privacy\n")
    assert "We bake" in site.build(plugins="- privacy: {enabled: false}\n- i18n: {enabled: false}\n")(PAGE)
    return NO


def try_languages_plugin(site: Site) -> str:
    typed = "- i18n:\n    languages: [{locale: en, default: true, name: English, build: true}]\n"
    for mode in ("okrsite", "mkdocs"):
        with pytest.raises(ContentErrors, match="1 error"):
            site.build(plugins=typed, mode=mode)
    with open_source(BuildRequest(site.root / "mkdocs.yml")) as source:
        (said,) = (each for each in list_problems(take_snapshot(source)) if each.code == "OKR904")
    assert "i18n" in said.message and "of their own" in said.hint and said.place.line == 8
    return NO


def list_said(site: Site, plugin: str, mode: str) -> list[tuple[str, int, str]]:
    """Return what is said of a plugin, with its line: `check` needs none of them to be installed."""
    text = f"{HEAD}theme: {{name: material}}\nplugins:\n- search\n- {plugin}: {{option: 1}}\n"
    (site.root / "mkdocs.yml").write_text(f"{text}- okrsite: {{today: 2099-12-31, ordinary_pages: {mode}}}\n")
    with open_source(BuildRequest(site.root / "mkdocs.yml")) as source:
        problems = list_problems(take_snapshot(source))
    return [(each.code, each.place.line, each.hint) for each in problems if f"plugin {plugin} " in each.message]


def refuse(*plugins: str, way_out: str) -> Callable[[Site], str]:
    """Return a trial of plugins that are refused in both modes, with a way out."""

    def refuse_plugins(site: Site) -> str:
        for plugin in plugins:
            for mode in ("okrsite", "mkdocs"):
                ((code, line, hint),) = list_said(site, plugin, mode)
                assert (code, line) == ("OKR904", 6)
                assert way_out in hint
        return NO

    return refuse_plugins


def try_pages_taken_out(site: Site) -> str:
    """What somebody keeps off the site by a plugin must not come onto it because okrsite reads the folder itself."""
    site.write({"hook.py": "def on_files(files, config):\n    files.remove(files.src_uris['handbook/how.md'])\n"})
    for mode in ("okrsite", "mkdocs"):
        with pytest.raises(ConfigurationError, match=r"how\.md was left out by a plugin or a hook.*exclude_docs"):
            site.build("hooks: [hook.py]\n", mode=mode)
    assert not (site.root / "site").exists()
    return refuse("exclude", "file-filter", way_out="exclude_docs")(site)


def try_plugins_of_texts(site: Site) -> str:
    for plugin in ("include-markdown", "table-reader", "autorefs", "mkdocstrings"):
        assert [(code, line) for code, line, _ in list_said(site, plugin, "okrsite")] == [("OKR313", 6)]
        assert list_said(site, plugin, "mkdocs") == []
    return WITH


def try_readme(site: Site) -> str:
    site.write({"content/handbook/README.md": "# Handbook\n\nAll of it.\n"})
    worked = ["All of it" in site.build(mode=mode)("handbook/index.html") for mode in ("okrsite", "mkdocs")]
    return WORKS if all(worked) else NO


def choose(site: Site, shows: Callable[[str], bool], path: str = PAGE, more: str = "", plugins: str = "") -> str:
    """Return what it takes for a page to show something."""
    if shows(site.build(more, plugins)(path)):
        return WORKS
    return WITH if shows(site.build(more, plugins, mode="mkdocs")(path)) else NO


TRIALS: dict[str, Callable[[Site], str]] = {
    "`INHERIT`, `!ENV`, another file with `-f`": try_inherit,
    "`hooks`": try_hooks,
    "`nav`": try_nav,
    "`title`, `description`, `hide`, `tags` and `search: {exclude: true}` on a page": try_front_matter,
    "`exclude_docs`, `draft_docs`, `not_in_nav`": try_exclusions,
    "`use_directory_urls: false`": try_flat_addresses,
    "`repo_url`, `edit_uri`, `edit_uri_template`": try_edit_links,
    "`extra_css`, `extra_javascript`, `logo`, `favicon`": try_assets,
    "`extra`": try_extra,
    "`custom_dir`": try_custom_dir,
    "`markdown_extensions`": try_extensions,
    "diagrams (`mermaid`), formulas (`pymdownx.arithmatex`)": try_diagrams_and_formulas,
    "`pymdownx.snippets`, `pymdownx.b64`": try_snippets,
    "`theme: language`": try_language,
    "plugin `search`": try_search,
    "plugin `offline`": try_offline,
    "plugin `redirects`": try_redirects,
    "plugin `git-revision-date-localized`": try_revision_dates,
    "plugin `tags`": try_tags,
    "plugin `blog`": try_blog,
    "plugin `macros`": try_macros,
    "plugin `privacy`": try_privacy,
    "plugin `i18n`": try_languages_plugin,
    "plugins `include-markdown`, `table-reader`, `autorefs`, `mkdocstrings` and the like": try_plugins_of_texts,
    "plugins `exclude`, `file-filter`, a hook that takes pages out": try_pages_taken_out,
    "plugin `encryptcontent`": refuse("encryptcontent", way_out="audience: internal"),
    "plugin `glightbox`": refuse("glightbox", way_out="Take it out"),
    "plugin `rss`": refuse("rss", way_out="feeds: true"),
    "`README.md` as the page of its folder": try_readme,
}


def read_table() -> dict[str, str]:
    section = read_guide_text("settings").partition("## Beside a documentation site")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|.*\|$", section, re.MULTILINE)
    return dict(rows[1:])


def test_every_row_is_tried_out():
    assert sorted(read_table()) == sorted(TRIALS)


@pytest.mark.parametrize("row", TRIALS)
def test_what_the_guide_says_of_it_is_true(project, row):
    assert TRIALS[row](Site(project)) == read_table()[row]
