"""What documentation sites in Material commonly have, beside okrsite: built where it can be, else told once and where."""

from __future__ import annotations

import base64
import re

import pytest
from mkdocs.commands.build import build as host_build
from mkdocs.config import load_config
from stories import build_site

from okrsite.pipeline import list_problems, take_snapshot
from okrsite.request import BuildRequest, open_source
from okrsite.settings import ConfigurationError
from okrsite.site.build_report import ContentErrors
from okrsite.site.mkdocs.foreign_pictures import replace_foreign_pictures
from okrsite.site.mkdocs.page_styles import take_styles_out

FILES = {
    "company/team.yml": "name: Company\n",
    "handbook/how.md": "# How\n\nWe bake.\n",
    "handbook/ovens.md": "# Ovens\n\nThey are hot.\n",
}
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
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


def test_a_link_to_an_address_leads_where_it_leads_in_the_browser(project):
    """MkDocs leaves `../ovens/#hot` as it is, and from `handbook/how/` browsers find the page; authors type both."""
    pages = {
        "handbook/how.md": "# How\n\n[hot](../ovens/#hot) [top](../../) [way](ways/fast/) [file](ovens.md) [gone](../hot/) "
        "[out](../../../ovens/) [wrong](../ovens/#cold) [kept](../secret/) [other](../ovens.md)\n\n"
        '<img src="../../img/oven.png" alt="An oven">\n',
        "handbook/ovens.md": "# Ovens\n\n## Hot\n\nThey are.\n",
        "handbook/how/ways/fast.md": "# Fast\n\nWords.\n",
        "handbook/secret.md": "---\nvisibility: draft\n---\n\n# Secret\n\nWords.\n",
    }
    for more, ovens in (("", "../ovens/"), ("use_directory_urls: false\n", "ovens.html")):
        site = Site(project, {**FILES, **pages}, f"markdown_extensions: [admonition]\n{more}")
        (site.root / "content" / "img").mkdir(exist_ok=True)
        (site.root / "content" / "img" / "oven.png").write_bytes(PIXEL)
        troubles = {each.message.split("'")[1] for each in site.build().check("OKR307")}
        gone = {"../hot/", "../../../ovens/", "../ovens/#cold", "../secret/", "../ovens.md"}
        if more:  # the page lies in its folder, so that these lead elsewhere
            assert f'href="{ovens}">file' in site.read("handbook/how.html") and "../ovens/#hot" in troubles
            continue
        assert troubles == gone
        page = site.read("handbook/how/index.html")
        for link in ('../ovens/#hot">hot', '../../">top', 'ways/fast/">way', '../ovens/">file', '../ovens/">wrong'):
            assert f'href="{link}' in page, link
        assert 'src="../../img/oven.png"' in page


def test_a_picture_typed_by_its_address_is_published(project):
    site = Site(project, {**FILES, "handbook/how.md": "# How\n\n![Oven](../img/oven.png)\n"})
    (site.root / "content" / "handbook" / "img").mkdir()
    (site.root / "content" / "handbook" / "img" / "oven.png").write_bytes(PIXEL)
    assert 'src="../img/oven.png"' in site.build().read("handbook/how/index.html")
    assert (site.root / "site" / "handbook" / "img" / "oven.png").is_file() and not site.check("OKR307")


EMOJI = """markdown_extensions:
- attr_list
- pymdownx.emoji:
    emoji_index: !!python/name:material.extensions.emoji.twemoji
    emoji_generator: !!python/name:material.extensions.emoji.to_svg
"""
PICTURES = (
    "# How\n\nWe :smile: bake :material-stove:.\n\n![Build](https://x.org/badge.png?a=1&b=2) "
    '[![Linked](https://x.org/linked.png)](https://x.org/ci) <img alt="a > \'b\'" src="//y.org/c.png"> '
    "<img src='https://z.org/d.png'>\n\n`<img src=\"https://code.org/e.png\">`\n"
)


def list_shown(page):
    article = page[page.index("<article") : page.index("</article>")]
    return re.sub(r"\s+", " ", re.sub(r"<(?!a\b|/a|img|code)[^<>]*>", "", article))


@BOTH
def test_a_picture_of_another_host_is_a_link_and_an_emoji_its_sign_whoever_renders_the_page(project, mode):
    site = Site(project, {**FILES, "handbook/how.md": PICTURES}, EMOJI, mode=mode).build()
    page = site.read("handbook/how/index.html")
    shown = list_shown(page)
    assert "We 😄 bake" in shown and not re.search(r"<img[^<>]*src=.(?:https?:)?//", page)
    assert '<a href="https://x.org/badge.png?a=1&amp;b=2" rel="noopener noreferrer">Build</a>' in shown
    assert re.search(r'<a href="https://x\.org/ci"[^<>]*>Linked</a>', shown)
    assert 'href="https://z.org/d.png" rel="noopener noreferrer">picture</a>' in shown
    assert "&lt;img src=" in shown, "code stays code"
    if mode == "mkdocs":
        told = [text for level, text in site.said if level == "info" and "on another host" in text]
        assert told[0].startswith("handbook/how.md: the picture https://x.org/badge.png?a=1&b=2 is on another host")


@pytest.mark.parametrize(
    "typed",
    [
        '<img src="javascript:a()">',
        '<img src="data:image/svg+xml,x">',
        '<img src="https:x">',
        '<img src="https://x.org/a" onerror="a()" src="b.png">',
    ],
)
def test_what_no_page_may_lead_to_is_refused_as_before(project, typed):
    site = Site(project, {**FILES, "handbook/how.md": f"# How\n\n{typed}\n"}, mode="mkdocs")
    if "onerror" in typed:  # nothing of the picture is left but where it is
        assert "onerror" not in site.build().read("handbook/how/index.html")
        return
    with pytest.raises(ContentErrors):
        site.build()


def test_words_of_a_picture_stay_words():
    typed = (
        '<p><img alt="&lt;script&gt;" src="https://x.org/&quot;&gt;&lt;script&gt;"><IMG SRC=https://x.org/b ALT=b></p>'
    )
    html, links = replace_foreign_pictures(typed)
    assert "<script" not in html and html.count("<a ") == 2 and len(links) == 2
    assert replace_foreign_pictures('<a href="x"></a><img src="a.png"><img srcset>') == (
        '<a href="x"></a><img src="a.png"><img srcset>',
        [],
    )


def test_a_dead_link_of_a_page_that_mkdocs_renders_is_a_warning_as_it_is_there(project):
    pages = {"handbook/how.md": "# How\n\n[cold](ovens.md#cold) [gone](gone/) [out](../../../x/)\n"}
    site = Site(project, {**FILES, **pages}, mode="mkdocs").build()
    told = [text for level, text in site.said if level == "warning" and "GATE210" in text]
    assert [text.split("'")[1] for text in told] == ["../../../x/", "../ovens/#cold", "gone/"]
    assert all(text.startswith("handbook/how/index.html: ") for text in told) and not site.list_errors()
    with pytest.raises(ContentErrors, match="3 things"):
        build_site(site.config, site.root / "site", strict=True)


def test_a_dead_link_that_all_pages_have_stays_an_error(project):
    files = {**FILES, "handbook/how.md": "# How\n"}
    site = Site(project, files, "extra: {homepage: gone/}\n", mode="mkdocs")
    with pytest.raises(ContentErrors):
        site.build()


def test_what_no_page_may_load_is_told_all_at_once_with_its_lines_by_check_and_by_build(project):
    more = (
        "extra:\n  analytics:\n    provider: google\n    property: G-1\n  alternate:\n  - {name: English, link: /en/, lang: en}\n"
        "extra_css: [css/gone.css]\nextra_javascript:\n- https://x.org/a.js\n- path: https://x.org/mermaid.min.js\n  defer: true\n"
    )
    site = Site(project, more=more, theme="  logo: https://x.org/logo.png\n")
    lines = {
        word: site.find_line(word) for word in ("provider", "/en/", "x.org/a.js", "mermaid", "logo.png", "gone.css")
    }
    found = site.check("OKR905")
    named = ("logo.png", "provider", "/en/", "x.org/a.js", "mermaid")
    assert [each.place.line for each in found] == [lines[word] for word in named]
    assert ["Diagrams and formulas" in each.hint for each in found] == [False, False, False, False, True]
    with pytest.raises(ConfigurationError) as told:
        site.build()
    said = [text.removeprefix("OKR902 ") for text in (*site.list_errors(), str(told.value))]
    assert sorted(int(text.split(":")[1]) for text in said) == sorted(lines.values())
    assert all(text.startswith("mkdocs.yml:") for text in said)


def test_what_an_inherited_file_says_is_told_with_that_file(project):
    site = Site(project, more="INHERIT: base.yml\n")
    (site.root / "base.yml").write_text("extra:\n  analytics:\n    provider: google\n", encoding="utf-8")
    (found,) = site.check("OKR905")
    assert (found.place.path, found.place.line) == ("base.yml", 3)
    with pytest.raises(ConfigurationError, match=r"^base\.yml:3: extra: analytics"):
        site.build()


def test_mkdocs_alone_builds_what_its_user_wants(project, tmp_path):
    """Nobody inspects such a site, and what it loads is up to whoever runs MkDocs."""
    site = Site(project, more="extra_javascript: [https://x.org/a.js]\n")
    host_build(load_config(str(site.config), site_dir=str(tmp_path / "alone")))
    assert "https://x.org/a.js" in (tmp_path / "alone" / "handbook" / "how" / "index.html").read_text("utf-8")


@BOTH
def test_files_that_are_no_content_are_none_of_ours(project, mode):
    """A favicon at the top that the configuration names is published; templates that lie in the folder of pages are not."""
    site = Site(project, theme="  favicon: favicon.ico\n  custom_dir: content/overrides\n", mode=mode)
    (site.root / "content" / "favicon.ico").write_bytes(
        b"\0\0\1\0\1\0\1\1\0\0\1\0\x18\0\x30\0\0\0\x16\0\0\0" + b"\0" * 48
    )
    template = site.root / "content" / "overrides" / "main.html"
    template.parent.mkdir()
    template.write_text('{% extends "okr/main.html" %}{% block announce %}Hear this.{% endblock %}', encoding="utf-8")
    (site.root / "content" / "handbook" / "form.html").write_text("<p>A form</p>", encoding="utf-8")
    assert [each.place.path for each in site.check("OKR116", "OKR123")] == ["content/handbook/form.html"]
    page = site.build().read("handbook/how/index.html")
    assert "Hear this." in page and 'href="../../favicon.ico"' in page
    assert (site.root / "site" / "favicon.ico").is_file() and not (site.root / "site" / "overrides").exists()


def test_a_favicon_at_the_top_that_nobody_names_speaks_for_the_whole_site(project):
    site = Site(project)
    (site.root / "content" / "favicon.ico").write_bytes(
        b"\0\0\1\0\1\0\1\1\0\0\1\0\x18\0\x30\0\0\0\x16\0\0\0" + b"\0" * 48
    )
    assert [each.place.path for each in site.check("OKR116")] == ["content/favicon.ico"]


@BOTH
def test_icons_that_the_configuration_chooses_stand_in_a_style_sheet(project, mode):
    """Material writes those of `icon: admonition` and `icon: annotation` into a style in each page."""
    icons = "  icon:\n    logo: material/bike\n    annotation: material/plus-circle\n    admonition: {note: octicons/tag-16}\n"
    page = "# How\n\n!!! note\n\n    Aside.\n"
    more = "markdown_extensions: [admonition]\nextra_css: [css/own.css]\n"
    site = Site(project, {**FILES, "handbook/how.md": page, "css/own.css": "a { color: red; }\n"}, more, icons, mode)
    html = site.build().read("handbook/how/index.html")
    assert "<style>:root{--md-a" not in html and "admonition note" in html
    sheets = re.findall(r'<link rel="stylesheet" href="\.\./\.\./([^"]+)"', html)
    assert sheets.index("assets/okr/icons.css") < sheets.index("css/own.css"), (
        "a site's own style sheet has the last word"
    )
    sheet = site.read("assets/okr/icons.css")
    assert "--md-admonition-icon--note:url('data:image/svg+xml" in sheet and "--md-annotation-icon:url(" in sheet


def test_without_chosen_icons_there_is_no_style_sheet_of_them_and_an_unknown_one_is_told(project):
    assert not (Site(project).build().root / "site" / "assets" / "okr" / "icons.css").exists()
    with pytest.raises(Exception, match=r"material/no-such-icon"):
        Site(project, theme="  icon: {annotation: material/no-such-icon}\n").build()


def test_a_style_in_a_page_that_mkdocs_renders_is_left_out_and_told_with_the_file(project):
    text = (
        '# How\n\nIt is <span class="a" style="color: red" title=\'style="x"\'>hot</span>, `<b style="x">`.\n\n'
        "Slow.\n{ style='color: blue' #slow }\n"
    )
    more = "markdown_extensions: [attr_list]\n"
    site = Site(project, {**FILES, "handbook/how.md": text}, more, mode="mkdocs").build()
    page = site.read("handbook/how/index.html")
    assert re.search(r'<span class="a" title=\'style="x"\'>hot</span>', page) and '<p id="slow">Slow.</p>' in page
    assert '&lt;b style="x"&gt;' in page, "code stays code"
    (told,) = [text for level, text in site.said if level == "warning" and "styles itself" in text]
    assert told.startswith('handbook/how.md: no page styles itself, so that style="color: red" and 1 more is left out.')
    with pytest.raises(ContentErrors):
        build_site(site.config, site.root / "site", strict=True)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("<p STYLE=a>x</p>", "<p>x</p>"),
        ("<p style>x</p><p data-style='a'>", "<p>x</p><p data-style='a'>"),
        ("<p title=\" style='a'\">x</p>", "<p title=\" style='a'\">x</p>"),
        ("<p style='a' <b>x", "<p style='a' <b>x"),
        ("a < b style=c > d", "a < b style=c > d"),
        ("<p/style=a>", "<p/style=a>"),
    ],
)
def test_what_is_taken_out_of_a_tag_is_its_style_and_nothing_else(typed, left):
    assert take_styles_out(typed)[0] == left
