"""Marks in the words that a reader sees: what might be meant as one, and what is ordinary prose."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.model.unread_marks import find_unread_marks
from okrsite.problems import CODES
from okrsite.sources.likely_marks import find_likely_signs, may_hold_mark, may_name_secrecy
from okrsite.sources.mark_titles import find_title_mark
from okrsite.sources.mark_words import may_keep_back
from okrsite.sources.marks import extract_reader_words, find_marks

MEANT = [
    "Audience: internal",
    "Draft v2",
    "WIP",
    "🚧 Work in progress",
    "Not final yet",
    "Not yet approved",
    "Pending approval",
    "To be approved by the board",
    "Preliminary",
    "Provisional version",
    "Vorläufig",
    "Noch nicht freigegeben",
    "Noch in Abstimmung",
    "Arbeitsstand",
    "Provisoire",
    "# Plan (not final)",
    "Status: provisional",
    "Zur internen Verwendung",
    "Usage interne",
    "Nur für Führungskräfte",
    "Please treat as confidential",
    "Under NDA.",
    "🔒",
    ":lock: internal",
    "<internal>",
    "<draft/>",
    "Not for distribution",
    "Leadership only",
    "Nur für den internen Gebrauch",
    "Streng vertraulich",
    "**Draft 2**",
    "Entwurf v1",
    "Draft version 3",
    "<!-- draft, do not publish -->",
    "<!-- internal; ask Anna -->",
    "1. Audience: internal",
    "12) Audience: internal",
    "(a) Audience: internal",
    "- [x] Audience: internal",
    "- [ ] Audience: internal",
    "☑ Audience: internal",
    "<b>Audience</b>: internal",
    "<p>Audience: internal</p>",
    "<td>Audience</td><td>internal</td>",
    "Audience&#58; internal",
    "Audience&colon;&nbsp;internal",
    "&#65;udience: internal",
    "Audience\\: internal",
    "> Audience: not public",
    "> > - Audience: internal only",
    "| Audience | internal |",
    "| Owner | Anna | Audience | internal |",
    "| Audience: internal |",
    "**Audience:** internal",
    "**Audience**: *internal*",
    "_Audience_: __internal__",
    "`Audience`: internal",
    "~~Audience~~: internal",
    "[Audience](audience.md): internal",
    "Audience\u00a0: internal",
    "-\u00a0Audience: internal",
    "-\u202fVisibility: draft",
    "-\u2007Visibility:\u2007draft",
    "Visibility : draft",
    "Visibility： draft",
    "Ｖisibility: draft",
    "Visibility – draft",
    "Visibility -> draft",
    "visibility = draft",
    "visibility:draft",
    "Visibilty: Draft",
    "Vis\u0131bility: draft",
    "AUDIENCE: INTERNAL!",
    "Audience: internal, until the board has decided",
    "Audience: private",
    "Sichtbarkeit: Entwurf",
    "Vertraulichkeit: hoch",
    "Confidentiality: high",
    "Embargo: 2026-12-01",
    "Embargoed until: the board has met",
    "Words. <!-- draft -->",
    "Words. <!-- do not publish -->",
    "[comment]: # (draft)",
    '[//]: # "internal only"',
    "Do not publish before December",
    "**Strictly confidential - board only**",
    "**Top secret**",
    "Audience: confidential",
    "Audience: intern",
    "Page audience: internal",
    "Owner: Anna | Audience: internal",
    "Owner: Anna · Audience: internal",
    "Owner: Anna, Audience: internal",
    "Some words (Audience: internal) and more.",
    "Some words {audience=internal}",
    "<!-- Audience: internal -->",
    "🔒 Audience: internal",
    "Draft: yes",
    "- Draft: yes",
    "* **Draft**: true",
    "Draft: ✓",
    "Internal: yes",
    "Private - yes",
    "Published: no",
    "Published: not yet",
    "Public: false",
    "Status: draft",
    "**Status**: Draft",
    "Classification: internal",
    "Access: internal only",
    "Do not publish",
    "**Please don't publish this yet!**",
    "Not for publication",
    "For internal use only.",
    "# Plan (DRAFT)",
    "# [Draft] Plan",
    "## Plan [internal]",
    "# DRAFT: Plan",
    "# Draft – Plan",
    "# Plan – draft",
    "# DRAFT Plan",
    "### Plan (internal only)",
    "Plan (draft)\n====",
    "# Plan (not public)",
    "# Audience: internal",
    "## Audience\n\ninternal",
    "Audience:\ninternal",
    "Audience\n: internal",
    "| Plan | Audience |\n| --- | --- |\n| This one | internal |",
    "Words.\n\nDRAFT\n\nMore words.",
    "Words.\n\n**Internal only**\n\nMore words.",
    "1.2 Audience: internal",
    "[^1]: Audience: internal",
    "Audience\n--------\ninternal",
    "Audience: leadership only",
    "Visibility: nobody",
    "Visibility: off",
    "# DRAFT",
    "This page is internal.",
    "```\nan open fence\n\nAudience: internal",
]
PROSE = [
    "Draft 2026",
    "The NDA is signed.",
    "Work in progress is limited to three tasks.",
    "Only leadership can change that",
    "intern",
    "Drafts 1 and 2 are with the board",
    "<!-- nicer words, please -->",
    "The draft of the contract is done.",
    "The provisional results are with the board.",
    "The plan (not yet approved) costs more.",
    "Final approval is pending with the council",
    "Under construction",
    "Audience: developers of small shops",
    "Audience: everybody in the company",
    "Audience: internal and external developers",
    "The audience: internal teams and everybody else.",
    "Visibility: low, because of the fog",
    "Type `audience: internal` there.",
    "- `Audience: internal`",
    "- `audience`: who sees it, internal or not",
    "| `visibility` | `draft` |",
    "```yaml\naudience: internal\n```",
    "- ```yaml\n  audience: internal\n  ```",
    "~~~\nVisibility: draft\n~~~",
    "Status: on track",
    "Draft: we write it together on Monday",
    "Draft beer: yes, and cider",
    "Literal:",
    "Literal",
    "# Plan (integral)",
    "Raft: yes",
    "Craft: yes",
    "Interval: on",
    "External: yes",
    "Public: yes",
    "Published: 2026-11-20",
    "Published: yes",
    "- Draft\n- Review\n- Publish",
    "- [x] Draft the contract",
    "- [x] Draft",
    "1. Draft\n2. Review",
    "| Step | Done |\n| --- | --- |\n| Draft | yes |",
    "| Status | Draft | Review | Done |\n| --- | --- | --- | --- |\n| Count | 1 | 2 | 3 |",
    "## Drafting together",
    "## How an internal audit works",
    "## Draft",
    "# Internal tools",
    "# The internal market",
    "# Plan (second edition)",
    "The plan (a draft) was good.",
    "Internal trainings are open to all.",
    "We publish what is not internal.",
    "See [the draft](plan.md).",
    "Note: the internal numbers are on the other page.",
    "Private cars: none. Restricted areas: two.",
    "Access: by the back door",
    "Embargo: lifted",
    "Sensitivity: 0.3",
    "Words. <!-- drafted by Ana -->",
    "Type `<!-- draft -->` nowhere.",
    "[secret]: https://example.org/secret",
    "Confidential advice is given by Anna.",
    "Do not publish a price before the board has said yes.",
    "A mark such as Audience: internal keeps a page back.",
    "",
]  # fmt: skip


def marks(text: str, *, strict: bool = False):
    return find_marks(text, strict=strict)


@pytest.mark.parametrize("text", MEANT)
def test_what_might_be_meant_is_found_on_its_line(text):
    found = marks(f"# A page\n\nWords.\n\n{text}\n")
    assert len(found) == 1
    lines = text.splitlines()
    assert "draft" in found[0].said.casefold() or found[0].said
    assert 4 <= found[0].line < 4 + len(lines)


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_none(text):
    assert marks(f"# A page\n\nWords.\n\n{text}\n") == []


@pytest.mark.parametrize("text", ["Our goal, audience: internal, is this.", "| Draft | yes |"])
def test_where_objectives_are_told_a_mark_within_a_line_counts_too(text):
    assert marks(text, strict=True) and not marks(text)


@pytest.mark.parametrize(
    ("front", "found"),
    [
        ("draft: true", True), ("internal: true", True), ("private: yes", True), ("status: draft", True),
        ("published: false", True), ("publish: no", True), ("meta: {audience: internal}", True),
        ("a:\n  b:\n    - c:\n        visibility: draft", True), ("tags: [internal]", True),
        ("classification: internal", True), ("meta:\n  draft: on", True), ("title: Plan (draft)", True),
        ("title: '[DRAFT] Plan'", True), ("Draft: Yes", True), ("is_draft: true", True), ("hidden: true", True),
        ("draft: false", False), ("internal: no", False), ("published: 2026-11-20", False), ("public: true", False),
        ("title: Internal tools", False), ("description: A draft", False), ("tags: [drafting]", False),
        ("hide: [navigation, toc]", False), ("authors: [anna]", False), ("meta: {audience: developers}", False),
        ("search: {boost: 2}", False), ("template: page.html", False),
    ],
)  # fmt: skip
def test_every_key_of_a_pages_front_matter_is_looked_at(front, found):
    text = f"---\nauthors: [ben]\n{front}\n---\n# Page\n"
    said = find_unread_marks("x.md", text, "page", None, yaml=False)
    assert bool(said) == found
    if found:
        assert said[0].code == "OKR310" and 3 <= said[0].place.line < 3 + len(front.splitlines()) and said[0].hint


def test_the_unusual_blank_is_named():
    (problem,) = find_unread_marks("x.md", "# X\n\n-\u00a0Visibility: draft\n", "page", None, yaml=False)
    assert "U+00A0 no-break space" in problem.hint and "visibility: draft" in problem.hint


def test_the_example_and_the_documents_of_this_repository_hold_none():
    """Prose of real people, 2,000 lines and more, front matter and tables among it."""
    root = Path(__file__).parents[2]
    files = [
        *root.glob("*.md"),
        *(root / "okrsite/pages/guide").glob("*.md"),
        *(root / "content/handbook").glob("*.md"),
    ]
    said = [each for path in files for each in marks(path.read_text(encoding="utf-8"))]
    assert len(files) > 10 and said == []


@given(st.text(alphabet="aA:|-`*[]()<>!&;= \n\t#\u00a0\uff1aDraftineludcvsby0x", max_size=120), st.booleans())
def test_any_text_is_looked_at_without_a_fault(text, strict):
    assert all(mark.line < len(text.splitlines()) for mark in marks(text, strict=strict))
    extract_reader_words(text)


def test_long_lines_cost_nothing():
    """A line that is longer than any mark isn't looked at: 64 KB of the beginnings of marks make no calls."""
    assert marks("Audience: " * 6_000) == []
    assert "OKR310" in CODES


THOROUGH = re.compile(
    r"draft|inter|audi|visib|priv|conf|secre|restr|publi|hidd|unlis|entwu|vertr|gehei|broui|borra|bozza"
    r"|\bwip\b|dr[a-z]?f|[a-z]{2}dien|sibil|(?:not|n't|be)\W{1,9}(?:share|forward|distribut|circulat)"
    r"|tlp|embarg|eyes|between us|yourself|keep\W{1,9}(?:(?:this|it)\W{1,9})?in\b|nicht|ne pas|no publ|nur"
)


@pytest.mark.parametrize("seed", range(20))
def test_the_quick_look_at_a_text_overlooks_nothing_that_the_thorough_one_finds(seed):
    """Random texts out of the letters of marks, in both cases, some with signs beyond ASCII."""
    chance = random.Random(seed)
    pieces = (
        "draf",
        "drxf",
        "DRF",
        "Intern",
        "audi",
        "udien",
        "VISIB",
        "isibil",
        "wip",
        "w",
        "i",
        "p",
        " ",
        "ſ",
        "&",
        ":",
        *("keep", "this", "in", "n't", "be", "share", "unlis", "no publ"),
    )
    for _ in range(500):
        text = "x " * 150 + "".join(chance.choice(pieces) for _ in range(chance.randrange(6)))
        thorough = not text.isascii() or "&" in text or bool(THOROUGH.search(text.lower()))
        assert may_hold_mark(text) == thorough, text


@pytest.mark.parametrize("seed", range(20))
def test_signs_of_a_whole_text_find_the_same_in_its_lines_as_all_signs(seed):
    """Lines out of the words of marks: which of them are looked at doesn't depend on what was found around them."""
    chance = random.Random(seed)
    pieces = ("draft", "hundred", "keep", "keep it", " in", "not", " ", "share", "gradient", "wip", "widen", "x", "\n")
    for _ in range(300):
        texts = ["".join(chance.choice(pieces) for _ in range(chance.randrange(5))) for _ in range(4)]
        signs = find_likely_signs("\n".join(texts))
        assert [may_hold_mark(text, signs) for text in texts] == [may_hold_mark(text) for text in texts], texts


@pytest.mark.parametrize("seed", range(20))
def test_the_quick_look_at_titles_overlooks_no_mark(seed):
    """Titles out of words of secrecy, with markup, brackets, capitals and bans."""
    chance = random.Random(seed)
    pieces = (
        *("draft", "Internal", "DRAFT", "not public", "nur intern", "unpublished", "hidden", "Geheim", "bozza", "wip"),
        *("embargoed", "confidential", "private", "non pubblicare", "do not share", "secret", "restricted", "entwurf"),
        *(" ", " - ", ": ", ", ", "(", ")", "[", "]", "#", "*", "_", "Sales", "for now", "é", "&#68;", "`"),
    )
    for _ in range(500):
        title = "".join(chance.choice(pieces) for _ in range(chance.randrange(1, 6)))
        if find_title_mark(extract_reader_words(title), loosely=True)[0]:
            assert may_name_secrecy(title), title


def test_how_sure_somebody_is_is_no_reason_to_look_for_marks():
    assert not may_hold_mark("- KR: Calls 20 → 120\n  - Confidence: 50%\n".replace("→", "->"))
    assert may_hold_mark("- Confidential: yes\n") and may_hold_mark("Confidence and audience\n")


@pytest.mark.parametrize(
    "words",
    [
        *(
            "Do not publish",
            "Please don't share",
            "not to be forwarded",
            "do not **distribute** yet",
            "Not for publication",
        ),
        *(
            "internal use only",
            "strictly internal only",
            "for your eyes only",
            "keep this between us",
            "keep it to yourself",
        ),
        *(
            "keep in the team",
            "embargoed until Friday",
            "bitte nicht weitergeben",
            "nicht teilen",
            "nur intern",
            "TLP: RED",
        ),
        *("interne à l'entreprise", "ne pas publier", "no publicar", "non pubblicare", "unveröffentlicht"),
    ],
)
def test_a_text_that_can_not_be_read_may_keep_back_whatever_is_a_mark_elsewhere(words):
    assert may_keep_back(f"[{words.upper()}: {{")
    assert may_keep_back(words)


def test_a_text_about_shares_and_confidence_keeps_nothing_back():
    assert not may_keep_back("Share of calls: {confidence: 50%, from: 3")
