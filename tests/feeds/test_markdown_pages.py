"""Pages as Markdown say the same words and numbers, and nothing that is typed turns into markup in them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from project_tree import Project
from stories import build_site, read_example

import okrsite
from okrsite.escaping import escape
from okrsite.feeds.markdown_pages import SKIPPED_CLASSES, write_markdown_page
from okrsite.gate import list_findings
from okrsite.pages.site_pages import build_pages

FILES = {
    "company/team.yml": "name: Company\nmission: We *mend* <things>\n",
    "company/2026-Q4.yml": """
        objectives:
          - id: grow
            title: "We grow [fast](x) | **well**"
            why: Because *it* pays, see [the plan](https://a.example/plan).
            key_results: [{id: k, title: Turnover, from: 0, to: 10, now: 2}]
    """,
    "teams/shop/team.yml": "name: Shop\n",
    "handbook.md": "# How we work\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```\n* code\n```\n",
}


def render_words(markdown: str) -> list[str]:
    """Return the words that a reader of Markdown sees, as a parser of others renders it."""
    html = MarkdownIt("commonmark").enable("table").render(markdown)

    class Words(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.words: list[str] = []

        def handle_data(self, data: str) -> None:
            self.words += data.split()

    parser = Words()
    parser.feed(html)
    parser.close()
    return parser.words


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    made = Project(tmp_path_factory.mktemp("twins"), {"markdown_pages": True, "feeds": True}).write(FILES)
    build_site(made.config, made.root / "site")
    return made.root / "site"


def test_each_page_lies_beside_itself_as_markdown_and_the_gate_lets_it_pass(built):
    pages = {path.relative_to(built).as_posix() for path in built.rglob("*.html")} - {"404.html"}
    twins = {path.relative_to(built).as_posix() for path in built.rglob("*.md")}
    assert twins == {f"{page}.md" for page in pages}
    assert list_findings(built) == []


def test_an_objective_says_what_its_page_says(built):
    text = (built / "objectives/company/2026-Q4/grow/index.html.md").read_text(encoding="utf-8")
    assert (
        "# We grow \\[fast\\](x) \\| \\*\\*well\\*\\*\n\n<https://goals.example/objectives/company/2026-Q4/grow/>"
        in text
    )
    assert "Because *it* pays, see [the plan](https://a.example/plan)." in text
    assert "0 → 10, now 2" in text
    assert "[20%](#why-grow_k)" in text


def test_tables_and_code_stay_what_they_are(built):
    text = (built / "handbook/index.html.md").read_text(encoding="utf-8")
    assert "| a | b |\n| --- | --- |\n| 1 | 2 |" in text
    assert "```\n* code\n```" in text


def test_llms_txt_leads_to_pages_that_are_there(built):
    text = (built / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# Company\n\n> We mend \\<things\\>\n")
    links = re.findall(r"\]\(https://goals\.example/([^)]+)\)", text)
    assert {"index.html.md", "teams/shop/index.html.md", "objectives/company/2026-Q4/grow/index.html.md"} <= set(links)
    assert [link for link in links if not (built / link).is_file()] == []


def test_llms_txt_leads_to_the_roadmap_pillars_and_initiatives_where_there_are_any(built, tmp_path):
    """And to none of them in a company that has only begun."""
    kinds = {"roadmap", "pillars", "initiatives"}
    full = Project(tmp_path / "full", {"markdown_pages": True, "feeds": True}).write(
        FILES
        | {
            "company/team.yml": "name: Company\npillars: [Trust]\n",
            "teams/shop/2026-Q4.yml": """
                objectives:
                  - id: till
                    title: Nobody waits
                    initiatives: [{title: A second till}]
                    key_results: [{id: k, title: Minutes, from: 9, to: 3}]
            """,
        }
    )
    build_site(full.config, full.root / "site")
    bare = Project(tmp_path / "bare", {"markdown_pages": True, "feeds": True}).write(
        {"company/team.yml": "name: Company\n"}
    )
    build_site(bare.config, bare.root / "site")
    for site, expected in ((full.root / "site", kinds), (built, {"roadmap"}), (bare.root / "site", set())):
        text = (site / "llms.txt").read_text(encoding="utf-8")
        links = re.findall(r"\]\(https://goals\.example/([^)]+)\)", text)
        assert {link.removesuffix("/index.html.md") for link in links} & kinds == expected
        assert [link for link in links if not (site / link).is_file()] == []


def test_a_file_that_somebody_typed_is_still_no_part_of_a_site(built, tmp_path):
    (tmp_path / "index.html").write_bytes((built / "index.html").read_bytes())
    (tmp_path / "2026-Q4.md").write_text("# Secret\n", encoding="utf-8")
    assert "GATE101" in {
        finding.code for finding in list_findings(tmp_path, links=False) if finding.path == "2026-Q4.md"
    }


def test_every_number_of_the_example_s_pages_stands_in_their_markdown():
    for page in build_pages(read_example()).pages[::12]:
        shown = re.sub(r"<(nav|form|footer)\b.*?</\1>", " ", str(page.body), flags=re.DOTALL)
        while "<svg" in shown:
            shown = re.sub(r"<svg\b(?:(?!<svg\b).)*?</svg>", " ", shown, flags=re.DOTALL)
        numbers = set(re.findall(r"\d+(?:\.\d+)?%", re.sub(r"<[^>]+>", " ", shown)))
        assert numbers <= set(re.findall(r"\d+(?:\.\d+)?%", write_markdown_page(page.body))), page.uri


@settings(max_examples=100)
@given(text=st.text(alphabet=st.sampled_from("ab` |*<"), min_size=1, max_size=12))
def test_code_is_read_as_it_is_typed(text):
    """Backticks in it end no code, pipes no cell, and what highlights it is left out."""
    for around in ("<p>so <code>{}</code></p>", "<table><tr><td>so <code>{}</code></td></tr></table>"):
        assert render_words(write_markdown_page(around.format(escape(text)))) == ["so", *text.split()], around
    parts = f"<p><code><em>{escape(text)}</em><span>{escape(text)}</span></code></p>"
    assert render_words(write_markdown_page(parts)) == (text + text).split()


def test_what_is_left_out_is_called_as_on_pages():
    """A class by another name would leave nothing out: each one is styled, and the keys of lines of maps are one."""
    styles = (Path(okrsite.__file__).parent / "theme/assets/okr/okr.css").read_text(encoding="utf-8")
    assert [name for name in SKIPPED_CLASSES if not re.search(rf"\.{name}\b(?!-)", styles)] == []
    key = '<ul class="okr-mapkey" aria-label="Lines"><li>contributes</li></ul>'
    assert write_markdown_page(f"<p>Before</p>{key}<p>Behind</p>") == "Before\n\nBehind\n"


@settings(max_examples=200)
@given(text=st.text(alphabet=st.sampled_from("ab1 &<>*_`[]()!#-+=.|~\\;:/\"'lt#x"), min_size=1, max_size=30))
def test_what_is_typed_is_read_as_words(text):
    """As a paragraph, an item, a heading, a link's words and a cell."""
    typed = escape(text)
    for around in ("<p>{}</p>", "<ul><li>{}</li></ul>", "<h2>{}</h2>", "<table><tr><td>{}</td></tr></table>"):
        assert render_words(write_markdown_page(around.format(typed))) == text.split(), around


def test_without_the_setting_there_is_none_of_it(project, tmp_path):
    build_site(project(FILES).config, tmp_path / "site")
    assert not [*(tmp_path / "site").rglob("*.md"), *(tmp_path / "site").glob("llms.txt")]
