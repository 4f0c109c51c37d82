"""Authors' Markdown: safe whatever was typed, and links that lead where the files went."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape
from stories import read_snapshot

from okrsite.pages.page import Heading
from okrsite.pages.prose import renderer
from okrsite.pages.prose.renderer import MAX_LENGTH, ProseRenderer

COMPANY = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.md": """
        ## Grow revenue

        - Id: grow
        - Owner: anna

        | Key result | Id    | From | To |
        | ---------- | ----- | ---- | -- |
        | Money      | money | 1    | 2  |
        """,
    "company/memo-2026.md": "# The year\n\nWhat and why.\n",
    "teams/sales/team.yml": "name: Sales\n",
    "teams/sales/2026-Q4.yml": "objectives:\n  - {id: sell, title: Sell more, owner: anna}\n",
    "handbook/how-we-work.md": "# How we work\n\n## The quarter\n\n## M on\n",
    "handbook/README.md": "# Read me\n",
    "kpis.yml": "leads: {name: Leads}\n",
    "handbook/picture.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "handbook/a plan.pdf": b"%PDF-1.7\n",
    "handbook/drawing.svg": b"<svg/>",
}


@pytest.fixture
def prose(project):
    return ProseRenderer(project(COMPANY).snapshot())


def html(prose, text, source="company/2026-Q4.md", page_uri="company/index.md", **options):
    return str(prose.render_block(text, source=source, page_uri=page_uri, **options))


class Elements(HTMLParser):
    """What a browser would find: elements with attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def addresses(text):
    return [attributes["href"] for tag, attributes in Elements(text).found if tag == "a"]


# what Markdown becomes


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Just words, with commas: and (brackets).", "<p>Just words, with commas: and (brackets).</p>"),
        ("One.\n\nTwo,\nstill two.", "<p>One.</p>\n<p>Two,\nstill two.</p>"),
        ("**bold** and *slanted*", "<p><strong>bold</strong> and <em>slanted</em></p>"),
        ("~~gone~~", "<p><s>gone</s></p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
        ("Line one  \nline two", "<p>Line one<br>\nline two</p>"),
        ("before <!-- a comment --> after", "<p>before  after</p>"),
        ("<!-- a comment\nof two lines -->\nafter", "<p>after</p>"),
        ("- one\n  <!-- comment -->\n  two", "<ul>\n<li>one\ntwo</li>\n</ul>"),
        ("never <!-- closed", "<p>never </p>"),
        ("", ""),
    ],
)
def test_markdown_becomes_html(prose, typed, expected):
    assert html(prose, typed) == expected


def test_columns_are_aligned_by_class_and_not_by_style(prose):
    found = Elements(html(prose, "|a|b|c|\n|-|:-:|-:|\n|1|2|3|"))
    assert [attributes.get("class") for tag, attributes in found.found if tag == "td"] == [
        None,
        "okr-center",
        "okr-end",
    ]


def test_a_title_behind_the_language_stands_above_the_code(prose):
    found = html(prose, '```yaml title="a<b.yml"\nx: 1\n```')
    assert found == '<p class="okr-caption"><code>a&lt;b.yml</code></p>\n<pre><code>x: 1\n</code></pre>'


def test_headings_take_their_place_below_the_page_s_own(prose):
    text = html(prose, "# A\n\n### B\n\n###### C\n\n# D\n")
    assert re.findall(r"<(h\d)>", text) == ["h3", "h4", "h5", "h3"]
    assert re.findall(r"<(h\d)>", html(prose, "### A\n\n#### B\n", top=2)) == ["h2", "h3"]


def test_inline_text_has_no_paragraph(prose):
    found = prose.render_inline("a *b*\n\n# c [d](team.yml)", source="company/2026-Q4.md", page_uri="company/index.md")
    assert found == Markup('a <em>b</em> # c <a href="./">d</a>')


def test_plain_text_has_no_markup(prose):
    assert (
        prose.extract_plain_text("# A *b* `c`\n\n- d\n- [e](f) ![g](h)\n\n|i|j|\n|-|-|\n|k|l|") == "A b c d e g i j k l"
    )


# ordinary text takes a short way

WORDS = st.text(alphabet=st.characters(codec="utf-8"), max_size=80)
MARKED = st.text(alphabet="ab1 \n\t.,:'\"-=+()[]<>*_`#!|~&\\é", max_size=80)


@settings(deadline=None, max_examples=300)
@given(text=st.one_of(WORDS, MARKED))
def test_the_short_way_says_the_same_as_the_long_one(shared_prose, text):
    short = shared_prose.render_block(text, source="company/2026-Q4.md", page_uri="company/index.md")
    long = shared_prose._render_cached("block", "3", text, "company/2026-Q4.md", "company/index.md")
    assert short == long


@settings(deadline=None, max_examples=300)
@given(text=st.one_of(WORDS, MARKED))
def test_the_short_way_says_the_same_in_a_line_and_in_plain_words(shared_prose, text):
    here = {"source": "company/2026-Q4.md", "page_uri": "company/index.md"}
    line, words = shared_prose.render_inline(text, **here), shared_prose.extract_plain_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renderer, "_ORDINARY", re.compile(r"(?!)"))
        shared_prose._plain.clear()
        assert shared_prose.render_inline(text, **here) == line
        assert shared_prose.extract_plain_text(text) == words


@pytest.fixture(scope="module")
def shared_prose(tmp_path_factory):
    root = tmp_path_factory.mktemp("prose")
    (root / "content/company").mkdir(parents=True)
    (root / "content/company/team.yml").write_text("name: Company\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        "site_name: Test\ndocs_dir: content\nplugins: [{okrsite: {today: 2026-11-20}}]\n", encoding="utf-8"
    )
    return ProseRenderer(read_snapshot(root / "mkdocs.yml"))


# hostile text

VECTORS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](%6aavascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "[a](file:///etc/passwd)",
    "[a](//evil.example)",
    "[a](/\\evil.example)",
    "[a](\\\\evil.example)",
    "[a](https:evil)",
    "[a](tel:123)",
    "![a](https://evil.example/pixel.png)",
    "![a](javascript:alert(1))",
    "![a](data:image/svg+xml;base64,PHN2Zz4=)",
    '[a](team.yml "x\\" onclick=\\"alert(1)")',
    '![a" onerror="alert(1)](../handbook/picture.png)',
    "<javascript:alert(1)>",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "`<script>`\n\n```html\n<script>\n```",
    '```html title="</code><script>"\nx\n```',
    "<!-- --><script>alert(1)</script><!-- -->",
    "<!--><script>alert(1)</script>",
    "# <svg/onload=alert(1)>",
    "|<script>|\n|-|\n|<iframe src=javascript:alert(1)>|",
    "a\x00<script\x00>",
    "{: onclick=alert(1) }\n\n[a](team.yml){onclick=alert(1)}",
]


def assert_harmless(text):
    for tag, attributes in Elements(text).found:
        assert tag not in ("script", "style", "iframe", "object", "embed", "svg", "base", "form", "meta", "link")
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        if tag == "img":
            assert not re.match(r"[a-z]+:|//", attributes["src"])
        href = attributes.get("href", "")
        assert re.match(r"https?://|mailto:", href) or not re.match(r"\s*[^/?#]*:|[/\\]{2}", href), href


@pytest.mark.parametrize("typed", VECTORS)
def test_nothing_that_runs_comes_through(prose, typed):
    assert_harmless(html(prose, typed))


@settings(deadline=None, max_examples=300)
@given(
    parts=st.lists(
        st.one_of(st.sampled_from([*VECTORS, "[", "](", ")", "<", ">", '"', "&", "\n", "- ", "> ", "#"]), WORDS),
        max_size=8,
    )
)
def test_nothing_that_runs_comes_through_in_any_mixture(shared_prose, parts):
    text = "".join(parts)
    assert_harmless(str(shared_prose.render_block(text, source="company/x.md", page_uri="company/index.md")))
    article = shared_prose.render_document(text, source="company/x.md", page_uri="company/x.md")
    assert_harmless(str(article.body))


PIECES = [
    "[",
    "![",
    "](",
    "[a](",
    "*",
    "_",
    ">",
    "`",
    "<",
    "&",
    "<!--",
    "- ",
    "a|b\n",
    "*a ",
    "**a ",
    "~~a ",
    "[x]: /\n",
]


def calls(work):
    """How many functions were called: what something costs, on any machine."""
    made = 0

    def count(*_):
        nonlocal made
        made += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return made


@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_text_is_twice_the_work(prose, piece):
    html(prose, "*warm* <!-- up -->")
    once, twice = calls(lambda: html(prose, piece * 1500)), calls(lambda: html(prose, piece * 3000))
    assert twice < 2.5 * once


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_that_no_file_can_hold_is_printed_as_it_is(prose, piece):
    text = piece * (MAX_LENGTH // len(piece) + 1)
    assert html(prose, text) == f"<p>{escape(text)}</p>"


def test_deep_nesting_ends(prose):
    assert html(prose, ">" * 5000 + "a").count("<blockquote>") < 50


# links


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("../teams/sales/2026-Q4.yml", "../teams/sales/"),
        ("../teams/sales/2026-Q4.yml#sell", "../teams/sales/#sell"),
        ("../teams/sales/2026-Q4.yml#sell-more", "../teams/sales/#sell"),
        ("../teams/sales/team.yml", "../teams/sales/"),
        ("../teams/sales/", "../teams/sales/"),
        ("../teams/", "../teams/"),
        ("team.yml", "./"),
        ("2026-Q4.md#grow", "#grow"),
        ("2026-Q4.md#grow-revenue", "#grow"),
        ("2026-Q4.md#grow#money", "#grow_money"),
        ("#grow", "#grow"),
        ("2026-Q4/#grow", "2026-Q4/#grow"),
        ("memo-2026.md", "memo-2026/"),
        ("../handbook/how-we-work.md#the-quarter", "../handbook/how-we-work/#the-quarter"),
        ("../handbook/how-we-work.md#m-on", "../handbook/how-we-work/#s-m-on"),
        ("../handbook/README.md", "../handbook/"),
        ("../handbook/a%20plan.pdf", "../handbook/a%20plan.pdf"),
        ("/handbook/how-we-work.md", "../handbook/how-we-work/"),
        ("../index.md", "../"),
        ("../guide/problems.md#okr101", "../guide/problems/#okr101"),
        ("../kpis.yml", "./"),
        ("https://example.org/a?b=c&d", "https://example.org/a?b=c&d"),
        ("mailto:anna@example.org", "mailto:anna@example.org"),
    ],
)
def test_a_link_leads_to_the_page_that_a_file_becomes(prose, typed, expected):
    assert addresses(html(prose, f"[words]({typed})")) == [expected]
    assert prose.problems == []


def test_the_same_link_from_another_page(prose):
    typed = "[words](../teams/sales/team.yml)"
    assert addresses(html(prose, typed, page_uri="index.md")) == ["teams/sales/"]
    assert addresses(html(prose, typed, page_uri="objectives/company/2026-Q4/grow.md")) == ["../../../../teams/sales/"]


def test_links_to_the_web_give_nothing_away(prose):
    text = html(prose, "[out](https://example.org) [in](team.yml)")
    assert [attributes.get("rel") for _, attributes in Elements(text).found if "href" in attributes] == [
        "noopener noreferrer",
        None,
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "nothing.md",
        "../handbook/drawing.svg",
        "../../mkdocs.yml",
        "../handbook/../../mkdocs.yml",
        "ftp://example.org/",
        "//example.org/",
        "javascript:alert(1)",
        "../people.yml.bak",
    ],
)
def test_what_leads_nowhere_stays_as_words_and_is_reported(prose, typed):
    text = html(prose, f"[words]({typed})")
    assert addresses(text) == []
    assert text == "<p>words</p>"
    assert [found.code for found in prose.problems] == ["OKR307"]


def test_a_heading_that_is_not_there_leads_to_the_page_and_is_reported(project):
    made = project({**COMPANY, "handbook/other.md": "# Other\n\nSee [x](how-we-work.md#nowhere).\n"})
    prose = ProseRenderer(made.snapshot())
    document = next(
        other_document
        for other_document in prose._snapshot.organisation.documents
        if other_document.inside == "handbook/other.md"
    )
    article = prose.render_page(document.body, "handbook/other.md")
    assert addresses(article.body) == ["../how-we-work/"]
    (problem,) = prose.problems
    assert (problem.code, problem.place.path, problem.place.line, problem.place.column) == (
        "OKR307", "content/handbook/other.md", 3, 9,
    )  # fmt: skip


def test_a_link_to_a_draft_vanishes_without_a_word(project):
    files = {
        "company/2026-Q4.yml": "objectives:\n  - {id: a, title: A, owner: x}\n  - {id: b, title: B, owner: x, visibility: draft}\n",
        "company/2027-Q1.yml": "visibility: draft\nobjectives: []\n",
        "handbook/secret.md": "---\nvisibility: draft\n---\n# Secret\n",
    }
    prose = ProseRenderer(project({**files, "company/team.yml": "name: Company\n"}).snapshot())
    for typed in ("2026-Q4.yml#b", "2027-Q1.yml", "../handbook/secret.md"):
        text = html(prose, f"[words]({typed})", source="company/2026.md")
        assert text == "<p>words</p>"
    assert prose.problems == []


def test_links_through_symbolic_links_lead_nowhere(project, tmp_path):
    made = project(COMPANY)
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"%PDF")
    (made.root / "content/handbook/link.pdf").symlink_to(secret)
    prose = ProseRenderer(made.snapshot())
    assert addresses(html(prose, "[words](../handbook/link.pdf)")) == []


def test_pictures_of_this_site_are_shown_and_others_are_linked(prose):
    own = Elements(html(prose, "![a picture](../handbook/picture.png)"))
    assert own.found[1] == ("img", {"src": "../handbook/picture.png", "alt": "a picture", "loading": "lazy"})
    other = html(prose, "![a picture](https://example.org/x.png) [![in a link](https://example.org/y.png)](team.yml)")
    assert addresses(other) == ["https://example.org/x.png", "./"]
    assert "img" not in [tag for tag, _ in Elements(other).found]


def test_made_once(prose):
    first = prose.render_block("see *this*", source="company/2026-Q4.md", page_uri="company/index.md")
    assert prose.render_block("see *this*", source="teams/sales/2026-Q4.yml", page_uri="teams/sales/index.md") is first


# documents


def test_a_document_has_a_title_headings_and_sections(prose):
    text = "# The *title*\n\nIntro.\n\n## One\n\nText of one.\n\n#### Deeper\n\n## One\n\n## __toc\n\n## M on\n"
    article = prose.render_document(text, source="handbook/x.md", page_uri="handbook/x.md")
    assert article.title == "The title"
    assert article.intro == "Intro."
    assert article.headings == (
        Heading("one", "One", (Heading("deeper", "Deeper"),)),
        Heading("one-1", "One"),
        Heading("s-__toc", "__toc"),
        Heading("s-m-on", "M on"),
    )
    assert next((section.anchor, section.text) for section in article.sections) == ("one", "Text of one. Deeper")
    assert set(re.findall(r'id="([^"]+)"', article.body)) == {"one", "deeper", "one-1", "s-__toc", "s-m-on"}


def test_every_file_of_the_example_has_links_that_work():
    config = Path(__file__).parents[2] / "mkdocs.yml"
    snapshot = read_snapshot(config)
    prose = ProseRenderer(snapshot)
    prose.render(snapshot.organisation.index, "index.md")
    for document in snapshot.organisation.documents:
        prose.render_page(document.body, document.inside)
    assert prose.problems == []
