"""A navigation of one's own: our pages are added, titles are kept, and what somebody left out on purpose stays out."""

from __future__ import annotations

import re

import pytest
from stories import build_site

from okrsite.pages.page import Page
from okrsite.pipeline import list_problems, take_snapshot
from okrsite.request import BuildRequest, open_source
from okrsite.settings import ConfigurationError
from okrsite.site.build_report import ContentErrors
from okrsite.site.mkdocs.navigation import choose_entries, complete_navigation

FILES = {
    "company/team.yml": "name: Company\n",
    "teams/oven/team.yml": "name: Oven\n",
    "teams/oven/2026-Q4.md": "## A goal\n\n- Owner: Ana\n\n- KR: Bread: 0 → 9, now 3\n",
    "handbook/how.md": "# How we work\n\nTogether.\n",
    "handbook/old.md": "# How we worked\n\nAlone.\n",
}


def list_menu(project, nav, **options):
    made = project(FILES, **options)
    text = made.config.read_text(encoding="utf-8").replace("font: false", "font: false\n  features: [navigation.tabs]")
    made.config.write_text(f"{text}nav:\n{nav}", encoding="utf-8")
    build_site(made.config, made.root / "site")
    page = (made.root / "site" / "handbook" / "how" / "index.html").read_text(encoding="utf-8")
    links = re.findall(
        r'<a href="([^"]+)" class="md-nav__link[^"]*"[^<>]*>\s*(?:<span class="md-ellipsis">)?(.*?)<', page, re.S
    )
    return {href: " ".join(re.sub("<[^>]+>", "", title).split()) for href, title in links}


def test_what_it_does_not_name_is_added_and_its_titles_are_kept(project):
    menu = list_menu(project, "- Ways & means: handbook/how.md\n- The whole: map.md\n- Teams & all: teams/index.md\n")
    assert menu["../../map/"] == "The whole"
    assert menu["../../teams/"] == "Teams &amp; all"
    assert {"../../people/", "../../cycles/", "../../guide/", "../.."} <= menu.keys()
    assert "../old/" not in menu


def test_it_stays_as_typed_where_the_settings_say_so(project):
    menu = list_menu(project, "- handbook/how.md\n- map.md\n", navigation="typed")
    assert menu.keys() <= {"./", "../../map/", "#"}


MORE = {
    "handbook/draft.md": "---\nvisibility: draft\n---\n\n# A draft\n\nWords.\n",
    "handbook/ours.md": "---\naudience: internal\n---\n\n# For us\n\nWords.\n",
    "handbook/README.md": "# Of the folder\n\nWords.\n",
    "company/memo-why.md": "---\ntitle: Why\n---\n\nBecause.\n",
}


@pytest.mark.parametrize("mode", ["okrsite", "mkdocs"])
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_page_that_is_not_published_is_left_out_of_the_menu_and_stops_nothing(project, mode, audience):
    project(MORE)
    nav = (
        "- handbook/how.md\n- Kept:\n  - Back: handbook/draft.md\n- Ours: handbook/ours.md\n- The folder: handbook/README.md\n"
        "- Reasons: ./company/memo-why.md\n- The team: company/team.yml\n- Elsewhere: https://example.org/\n- Map again: /map/\n"
    )
    menu = list_menu(project, nav, ordinary_pages=mode, audience=audience)
    assert not {"Kept", "Back"} & {*menu.values()}
    assert ("Ours" in menu.values()) == (audience == "internal")
    named = {"../": "The folder", "../../company/memo-why/": "Reasons", "../../company/": "The team"}
    assert named.items() <= menu.items() and menu["https://example.org/"] == "Elsewhere" and menu["../../map/"]


def test_a_page_that_is_left_out_as_broken_is_left_out_of_the_menu(project):
    files = {
        **FILES,
        "handbook/how.md": "# How we work\n\nTogether.\n",
        "handbook/broken.md": "---\nvisibility: draft: no\n---\n\n# X\n",
    }
    made = project(files)
    text = made.config.read_text(encoding="utf-8")
    made.config.write_text(f"{text}nav:\n- handbook/broken.md\n- handbook/how.md\n- gone.md\n", encoding="utf-8")
    report = build_site(made.config, made.root / "site", isolate=True)
    assert report.left_out == ("content/handbook/broken.md",) and report.errors == 2
    page = (made.root / "site" / "handbook" / "how" / "index.html").read_text(encoding="utf-8")
    assert "broken" not in page and "gone" not in page


def test_a_page_that_is_not_there_is_one_sentence_with_its_line_for_every_command(project):
    made = project(FILES)
    text = made.config.read_text(encoding="utf-8")
    made.config.write_text(f"{text}nav:\n- handbook/how.md\n- Old:\n  - Ways: handbook/hwo.md\n", encoding="utf-8")
    line = text.count("\n") + 4
    with open_source(BuildRequest(made.config)) as source:
        (found,) = (each for each in list_problems(take_snapshot(source)) if each.code == "OKR903")
    assert (found.place.path, found.place.line, found.place.column) == ("mkdocs.yml", line, 11)
    assert found.message == "The navigation names handbook/hwo.md, and there is no such page."
    assert found.hint == "Did you mean 'handbook/how.md'?"
    said = []
    with pytest.raises(ContentErrors, match="1 error"):
        build_site(made.config, made.root / "site", log=lambda *what: said.append(what))
    assert [text for level, text in said if level == "error" and "hwo" in text and f"mkdocs.yml:{line}:" in text]


@pytest.mark.parametrize("typed", ["gone.md", "handbook/how.md#part", "nowhere/", "/nowhere/", "'#x'", "https:gone"])
def test_where_a_hook_may_add_pages_it_is_found_when_all_pages_are_there(project, typed):
    made = project(FILES)
    text = made.config.read_text(encoding="utf-8")
    made.config.write_text(f"{text}hooks: [hook.py]\nnav:\n- added.md\n- {typed}\n", encoding="utf-8")
    hook = "from mkdocs.structure.files import File\n\n"
    hook += "def on_files(files, config):\n    files.append(File.generated(config, 'added.md', content='# Added'))\n"
    (made.root / "hook.py").write_text(hook, encoding="utf-8")
    with open_source(BuildRequest(made.config)) as source:
        assert not [each for each in list_problems(take_snapshot(source)) if each.code == "OKR903"]
    if typed == "https:gone":  # an address, whatever it is worth
        return
    with pytest.raises(
        ConfigurationError, match=f"the navigation names {typed.strip(chr(39))}, and there is no such page"
    ):
        build_site(made.config, made.root / "site")


def test_entries_are_chosen_at_any_depth_and_what_was_typed_stays():
    typed = ["a.md", {"B": "b.md", "C": ["c.md", {"D": ["gone.md"]}]}, {"E": [{"F": "gone.md"}]}, ["gone.md"], 7]
    before = repr(typed)
    chosen = choose_entries(typed, lambda name: "" if name == "gone.md" else name.upper())
    assert chosen == ["A.MD", {"B": "B.MD", "C": ["C.MD"]}, 7]
    assert repr(typed) == before


PAGES = [
    Page("index.md", "Home", "", nav=()),
    Page("teams/index.md", "Teams", "", nav=()),
    Page("guide/index.md", "Guide", "", nav=("Guide",)),
    Page("handbook/a.md", "A", "", nav=("Guide", "Handbook")),
    Page("teams/x.md", "X", ""),
]


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        (["index.md", {"T": "teams/index.md"}, {"G": "guide/index.md"}], ["index.md", {"T": "teams/index.md"}, {"G": "guide/index.md"}]),
        (["handbook/a.md"], ["index.md", "handbook/a.md", "teams/index.md", {"Guide": ["guide/index.md"]}]),
        ([{"Guide": ["handbook/a.md"]}, "https://example.org"],
         ["index.md", {"Guide": ["handbook/a.md", "guide/index.md"]}, "https://example.org", "teams/index.md"]),
        ([{"Guide": "handbook/a.md"}], ["index.md", {"Guide": "handbook/a.md"}, "teams/index.md", {"Guide": ["guide/index.md"]}]),
    ],
)  # fmt: skip
def test_sections_of_one_title_are_one(typed, completed):
    before = repr(typed)
    assert complete_navigation(typed, PAGES, {"handbook/a.md"}) == completed
    assert repr(typed) == before
