"""Pages put into a frame that was rendered once are the pages that the theme would have rendered, byte for byte."""

from __future__ import annotations

import filecmp
import shutil
from pathlib import Path

import pytest
import yaml
from mkdocs.config.base import load_config
from stories import build_site

from okrsite.option_values import read_settings
from okrsite.settings import ConfigurationError
from okrsite.site.mkdocs.frame_cache import CompiledFrame, FrameCache, find_reason_not_reusable
from okrsite.site.page_frames import FramedPage

ROOT = Path(__file__).parents[2]
TITLES = (
    "Win the north",
    "Fish & chips <for> \"all\" 'of' us",
    "&lt;b&gt;bold&lt;/b&gt;",
    "okrsite3mark and okrsite5mark",
    "Ünïcode → everywhere 🎉",
    "{{ page.title }} {% raw %}",
    r"\1 \g<0> %s {0}",
    'data-search-title="x"',
)


@pytest.fixture
def stamped(monkeypatch):
    """Collect the addresses of the pages that are stamped, or their files where the host isn't told of them."""
    found: list[str] = []
    original = FrameCache.render_in_frame

    def watched(self, page):
        text = original(self, page)
        if text is not None:
            found.append(page.url)
        return text

    listed = FrameCache.list_framed_pages

    def watched_list(self, pages):
        pages = listed(self, pages)
        found.extend(page.uri for page in pages)
        return pages

    monkeypatch.setattr(FrameCache, "render_in_frame", watched)
    monkeypatch.setattr(FrameCache, "list_framed_pages", watched_list)
    return found


def both_ways(config: Path, heard: list[str]) -> list[str]:
    """Build a site with both settings; return the files that differ."""
    text = config.read_text("utf-8")
    other = config.with_name("full.yml")
    document = yaml.safe_load(text)
    plugins = document["plugins"]
    (plugins if isinstance(plugins, dict) else plugins[1])["okrsite"]["render"] = "full"
    other.write_text(yaml.safe_dump(document), "utf-8")
    one, two = config.parent / "stamped", config.parent / "full"
    build_site(config, one, log=lambda severity, said: heard.append(said))
    build_site(other, two)
    names = sorted(path.relative_to(one).as_posix() for path in one.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(two).as_posix() for path in two.rglob("*") if path.is_file())
    _, differing, unreadable = filecmp.cmpfiles(one, two, names, shallow=False)
    return differing + unreadable


def teams(project):
    """A company of enough teams that stamps are worth it, with titles that a theme could trip over."""
    files = {"company/team.yml": "name: Company\n"}
    for number, title in enumerate(TITLES * 3):
        quoted = yaml.safe_dump(title, allow_unicode=True, width=1000).removesuffix("...\n").strip()
        files[f"teams/t{number}/team.yml"] = f"name: Team {number}\nmission: {quoted}\n"
        files[f"teams/t{number}/2026-Q4.yml"] = f"""
            objectives:
              - id: o
                title: {quoted}
                owner: Anna
                why: {quoted}
                key_results: [{{title: Shops, from: 0, to: 3, now: 1}}]
            """
    return project(files)


def themed(made, template: str) -> None:
    """Give a project a template of its own, and a style sheet."""
    theme = made.root / "theme"
    (theme / "css").mkdir(parents=True)
    (theme / "css" / "own.css").write_text("p { color: red }\n", "utf-8")
    (theme / "main.html").write_text(f'{{% extends "okr/main.html" %}}\n{template}\n', "utf-8")
    document = yaml.safe_load(made.config.read_text("utf-8"))
    document["theme"]["custom_dir"] = "theme"
    document["extra_css"] = ["css/own.css"]
    made.config.write_text(yaml.safe_dump(document), "utf-8")


def test_the_example_is_the_same_both_ways(tmp_path, stamped):
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    assert both_ways(tmp_path / "mkdocs.yml", []) == []
    assert len(stamped) > 100


def test_hostile_titles_are_the_same_both_ways(project, stamped):
    assert both_ways(teams(project).config, []) == []
    assert "teams/t0/" in stamped
    assert "objectives/t1/2026-Q4/o/" not in stamped  # its title needs escaping


def test_own_blocks_and_styles_are_in_every_frame(project, stamped):
    made = teams(project)
    themed(made, "{% block announce %}Hello from {{ config.site_name }}{% endblock %}")
    assert both_ways(made.config, []) == []
    assert "Hello from Test" in (made.root / "stamped" / "teams" / "t0" / "index.html").read_text("utf-8")
    assert "teams/t0/" in stamped


def test_a_template_that_asks_for_the_page_is_rendered_for_each(project, stamped):
    made, heard = teams(project), []
    themed(made, "{% block announce %}{% if page.url == 'teams/t3/' %}This one alone{% endif %}{% endblock %}")
    assert both_ways(made.config, heard) == []
    assert stamped == []
    assert any("main.html asks what page it is on" in said for said in heard)


@pytest.mark.parametrize(
    ("block", "asks"),
    [
        ("{{ page['url'] }}", True),
        ("{{ okr_page.uri if okr_page }}", True),
        ("{% if page == nav.homepage %}x{% endif %}", True),
        ("{% if nav.homepage == page %}x{% endif %}", True),
        ("{{ page | string }}", True),
        ("{{ page.title }} {{ page.toc }} {{ config.site_name }}", False),
    ],
)
def test_what_a_template_asks_is_read_off_it(project, block, asks):
    made = project({"company/team.yml": "name: Company\n"})
    themed(made, block)
    config = load_config(str(made.config))
    assert bool(find_reason_not_reusable(config)) is asks


def test_a_frame_that_changes_a_title_is_found_out(project, stamped):
    made, heard = teams(project), []
    themed(made, "{% block announce %}{{ page.title | length }} letters{% endblock %}")
    assert both_ways(made.config, heard) == []
    assert stamped == []
    assert any("The frame is rendered for each page" in said for said in heard)


def test_a_hook_that_sees_each_page_is_asked(project, stamped):
    made, heard = teams(project), []
    (made.root / "hook.py").write_text(
        "def on_post_page(output, page, config):\n    return output.replace('</body>', page.url + '</body>')\n", "utf-8"
    )
    document = yaml.safe_load(made.config.read_text("utf-8"))
    made.config.write_text(yaml.safe_dump({**document, "hooks": ["hook.py"]}), "utf-8")
    assert both_ways(made.config, heard) == []
    assert stamped == []
    assert "teams/t0/</body>" in (made.root / "stamped" / "teams" / "t0" / "index.html").read_text("utf-8")
    assert any("wants to see each page" in said for said in heard)


def test_a_hook_sees_the_content_of_each_page(project):
    made = teams(project)
    (made.root / "hook.py").write_text(
        "def on_page_content(html, page, config, files):\n    return html.replace('Shops', 'Markets')\n", "utf-8"
    )
    document = yaml.safe_load(made.config.read_text("utf-8"))
    made.config.write_text(yaml.safe_dump({**document, "hooks": ["hook.py"]}), "utf-8")
    build_site(made.config, made.root / "site")
    page = (made.root / "site" / "teams" / "t0" / "index.html").read_text("utf-8")
    assert "Markets" in page
    assert "Shops" not in page


def test_a_stamp_puts_words_where_they_belong():
    assert CompiledFrame(("<t>", "</t><b>", "</b><i>", "</i>"), (1, 0, 1)).render_page(["body", "title"]) == (
        "<t>title</t><b>body</b><i>title</i>"
    )


@pytest.mark.parametrize("body", ["", "Grüße 🎯", "힣", "half a \ud83c character"])
def test_a_page_is_put_around_the_bytes_of_its_body(body):
    frame = CompiledFrame(("<t>", "</t><b>", "</b><i>", "</i>"), (1, 0, 1))
    page = FramedPage("a.md", "a/index.html", frame, ("", "Größe \ud83c"))
    assert page.render(body.encode("utf-8", "surrogatepass")) == (
        frame.render_page([body, "Größe \ud83c"]).encode("utf-8", "xmlcharrefreplace")
    )


def test_the_setting_takes_one_of_two_words():
    assert read_settings({}).render == "stamped"
    assert read_settings({"render": "full"}).render == "full"
    with pytest.raises(ConfigurationError, match="'stamped' or 'full'"):
        read_settings({"render": "fast"})
