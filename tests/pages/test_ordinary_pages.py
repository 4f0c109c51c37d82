"""Ordinary pages of a site whose configuration names extensions of Python-Markdown."""

from __future__ import annotations

import base64
import re

import pytest

from okrsite.pages.markdown.costs import find_cost
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.pipeline import list_problems, take_snapshot
from okrsite.request import BuildRequest, open_source

EXTENSIONS = """
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - md_in_html
  - toc: {permalink: true}
  - pymdownx.snippets
  - pymdownx.arithmatex
  - pymdownx.superfences:
      custom_fences: [{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }]
  - pymdownx.tabbed: {alternate_style: true}
"""
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TEAM = {"company/team.yml": "name: Company\n"}


@pytest.fixture
def read(project):
    def read_pages(files, more=""):
        made = project({**TEAM, **files})
        made.config.write_text(made.config.read_text("utf-8") + EXTENSIONS + more, encoding="utf-8")
        with open_source(BuildRequest(made.config)) as source:
            return take_snapshot(source)

    return read_pages


def render(snapshot, inside):
    prose = ProseRenderer(snapshot)
    (document,) = (each for each in snapshot.organisation.documents if each.inside == inside)
    return prose.render_ordinary_page(document.body, inside), prose.problems


def say(snapshot, *codes):
    return [(each.place.path, each.place.line, each.message) for each in list_problems(snapshot) if each.code in codes]


def test_its_title_its_outline_and_its_words_for_search_are_those_of_the_page(read):
    text = "# The *title*\n\nFirst[^1].\n\n### Deep `one`\n\nA\n\n!!! note\n    Aside.\n\n# Next\n\n## Below\n\n[^1]: Foot.\n"
    rendered, problems = render(read({"handbook/a.md": text}), "handbook/a.md")
    assert problems == []
    assert rendered.intro == "First."
    assert [(heading.id, heading.title, [child.id for child in heading.children]) for heading in rendered.headings] == [
        ("deep-one", "Deep one", []), ("next", "Next", ["below"]),
    ]  # fmt: skip
    assert [(each.anchor, each.text) for each in rendered.sections] == [
        ("deep-one", "A Note Aside."),
        ("next", "Below Foot."),
    ]
    assert "<h1" not in rendered.body


def test_links_lead_where_those_of_other_texts_lead_and_to_all_ids(read):
    files = {
        "handbook/a.md": "# A\n\n[b](b.md#own) [f](b.md#fn:1) [self](#one) [gone](b.md#x) [no](c.md)\n\n## One\n",
        "handbook/b.md": "# Title\n\nText[^1].\n{: #own }\n\n[^1]: Foot.\n",
    }
    snapshot = read(files)
    rendered, _ = render(snapshot, "handbook/a.md")
    for link in ("../b/#own", "../b/#fn%3A1", "#one"):
        assert f'href="{link}"' in rendered.body, rendered.body
    assert say(snapshot, "OKR307") == [
        ("content/handbook/a.md", 3, "'b.md#x' leads to a page that has no heading '#x'."),
        ("content/handbook/a.md", 3, "'c.md' leads to nothing on this site."),
    ]


def test_a_picture_of_the_site_keeps_what_says_how_it_stands_and_any_other_is_a_link(read):
    text = "# A\n\n![own](../p.png#only-dark){ align=left width=30 onerror=x }\n\n![far](https://x.org/a.png)\n"
    rendered, problems = render(read({"handbook/a.md": text, "p.png": PIXEL}), "handbook/a.md")
    assert problems == []
    assert '<img src="../../p.png#only-dark" alt="own" align="left" width="30" loading="lazy">' in rendered.body
    assert '<a href="https://x.org/a.png" rel="noopener noreferrer">far</a>' in rendered.body


def test_pieces_of_the_model_stand_where_a_comment_asks_for_them(read):
    text = "# A\n\n<!-- okr: status company -->\n\n<div markdown>\n\n<!-- okr: status company -->\n\n</div>\n\n<!-- a secret -->\n"
    snapshot = read({"handbook/a.md": text})
    asked = []
    prose = ProseRenderer(snapshot)
    prose.render_ordinary_page(
        snapshot.organisation.documents[0].body, "handbook/a.md", lambda *what: asked.append(what[:2])
    )
    assert [code for code in (each.code for each in prose.problems) if code != "OKR308"] == []
    assert "secret" not in render(snapshot, "handbook/a.md")[0].body


def test_what_stays_off_is_said_with_its_line_and_what_is_missing_with_what_to_bring(read):
    text = '# A\n\n--8<-- "x.md"\n\n`--8<-- "y.md"`\n\n```\n--8<-- "z.md"\n```\n\n{{ macro }}\n\n``` mermaid\na\n```\n\n$$\nx\n$$\n'
    snapshot = read({"handbook/a.md": text})
    said = say(snapshot, "OKR313")
    line = snapshot.site.config.read_text("utf-8").partition("pymdownx.snippets")[0].count("\n") + 1
    assert [(path, line) for path, line, _ in said] == [
        ("content/handbook/a.md", 1), ("content/handbook/a.md", 1), ("content/handbook/a.md", 3), ("mkdocs.yml", line),
    ]  # fmt: skip
    assert "diagrams" in said[0][2] and "formulas" in said[1][2] and "pymdownx.snippets" in said[3][2]
    assert "snippets stay off" in said[2][2]


def test_what_front_matter_says_to_nobody_is_told_at_its_line_and_costs_nothing_else(read):
    """YAML's other words for yes and no are those that MkDocs understands."""
    files = {
        "handbook/a.md": "---\nhide: [toc, navigaton, 3]\nsearch: {exclude: maybe}\n---\n\n# A\n\nWords.\n",
        "handbook/b.md": "---\nhide: footer\nsearch:\n  exclude: Yes\n---\n\n# B\n\nWords.\n",
        "handbook/c.md": "---\nhide:\nsearch: {exclude: off, boost: 2}\n---\n\n# C\n\nWords.\n",
    }
    snapshot = read(files)
    assert say(snapshot, "OKR313") == [
        ("content/handbook/a.md", 2, "Nothing beside a page is called 'navigaton', so that it can't be hidden."),
        ("content/handbook/a.md", 2, "Nothing beside a page is called '3', so that it can't be hidden."),
        ("content/handbook/a.md", 3, "'exclude' of 'search' can't be 'maybe': the page is found as any other."),
        *[entry for entry in say(snapshot, "OKR313") if entry[0] == "mkdocs.yml"],
    ]
    hints = [each.hint for each in list_problems(snapshot) if each.place.path == "content/handbook/a.md"]
    assert hints[0] == "Did you mean 'navigation'?" and "toc" in hints[1] and "true, false" in hints[2]
    pages = {each.inside: (each.hidden, each.is_found) for each in snapshot.organisation.documents}
    assert pages["handbook/a.md"] == (("toc",), True)
    assert pages["handbook/b.md"] == (("footer",), False) and pages["handbook/c.md"] == ((), True)


def test_what_stays_off_is_named_by_its_own_line_in_the_file_that_says_it(project):
    made = project({**TEAM, "handbook/a.md": "# A\n\nWords.\n"})
    typed = "markdown_extensions:\n- toc: {slugify: !!python/name:os.getcwd }\n- x.y\n- pymdownx.superfences:\n    custom_fences:\n    - plain\n"
    typed += "    - {name: run, format: !!python/name:os.system }\n- pymdownx.tabbed:\n    slugify: !!python/name:os.getcwd\n- !ENV [NOWHERE, z]\n"
    (made.root / "base").mkdir()
    (made.root / "base" / "more.yml").write_text(typed, encoding="utf-8")
    text = made.config.read_text("utf-8")
    made.config.write_text(f"INHERIT: base/more.yml\n{text}", encoding="utf-8")
    with open_source(BuildRequest(made.config)) as source:
        problems = [each for each in list_problems(take_snapshot(source)) if each.code == "OKR313"]
    places = {re.findall(r"without (.*): it", each.message)[0]: each.place for each in problems}
    assert {place.path for place in places.values()} == {"base/more.yml"}
    assert {name: place.line for name, place in places.items()} == {
        "toc: slugify": 2,
        "x.y": 3,
        "pymdownx.superfences: custom_fences: plain": 6,
        "pymdownx.superfences: custom_fences: run": 7,
        "pymdownx.tabbed: slugify": 9,
        "z": 10,
    }


def test_a_script_that_the_site_brings_is_enough(read):
    files = {"handbook/a.md": "$$\nx\n$$\n", "js/katex.min.js": "var katex = {};\n"}
    assert [path for path, *_ in say(read(files, "extra_javascript: [js/katex.min.js]\n"), "OKR313")] == ["mkdocs.yml"]


@pytest.mark.parametrize(
    "text",
    ["[" * 5000, "[a](" * 5000, "***\n" * 5000, "*[a]: b\n" * 5000, "**" * 3000, "[^1] " * 3000 + "\n\n[^1]: x\n", " " * 5000 + "a"],
)  # fmt: skip
def test_a_page_for_which_it_would_take_minutes_is_shown_without_extensions_and_says_so(read, text):
    snapshot = read({"handbook/a.md": f"# A\n\n{text}\n\n!!! note\n    Aside.\n"})
    rendered, _ = render(snapshot, "handbook/a.md")
    assert "admonition" not in rendered.body
    assert "would take too long" in say(snapshot, "OKR313")[0][2]


@pytest.mark.parametrize(
    "text",
    ["word " * 20_000, "Some [link](to.md) and `code`, *em*.\n\n" * 3000, "| [a](b) | *c* |\n" * 5000, "## A\n\n" * 5000,
     "    code * [ * ]\n" * 2900, "- [x] item [^1]\n" * 900],
)  # fmt: skip
def test_long_pages_that_people_write_are_none_of_these(text):
    assert find_cost(text) == ""


def test_what_a_page_loads_runs_or_styles_itself_is_left_out_and_said_once_with_its_line(read):
    text = (
        '# A\n\n<iframe src="https://x.org/film" width="5"></iframe>\n\n<iframe src="https://x.org/b"></iframe>\n\n'
        'It is <span style="color: red">hot</span> and <span style="color: red">hotter</span>.\n\n'
        "Slow.\n{ style='color: blue' }\n\n<video controls>\n</video>\n\n<script>a()</script>\n"
    )
    snapshot = read({"handbook/a.md": text})
    found = [each for each in list_problems(snapshot) if each.code == "OKR313" and each.place.path.endswith("a.md")]
    assert [(each.place.line, each.message.partition(",")[0]) for each in found] == [
        (3, "An ordinary page holds no <iframe>"), (7, "No ordinary page styles itself"),
        (12, "An ordinary page holds no <video>"), (15, "An ordinary page holds no <script>"),
    ]  # fmt: skip
    assert found[0].hint == "Link to it: `[words](https://x.org/film)`." and "extra_css" in found[1].hint
    body = render(snapshot, "handbook/a.md")[0].body
    assert "hot</span>" in body and "style" not in body and "iframe" not in body


def test_code_that_shows_html_a_table_and_a_comment_ask_for_nothing(read):
    text = (
        '# A\n\n`<iframe src="a">`\n\n``` html\n<script>a()</script>\n<p style="a">\n```\n\n    <video>\n\n'
        "<!-- <form> -->\n\n| a |\n|--:|\n| 1 |\n\nA style=x, a < b, <styled>, {style}.\n"
    )
    assert [each for each in say(read({"handbook/a.md": text}), "OKR313") if each[0].endswith("a.md")] == []
