"""Digest and agenda as Markdown and HTML: short, with links that work, and whatever authors typed breaks neither."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from html.parser import HTMLParser

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import fields, replace
from stories import read_example, redact_snapshot
from weekly_company import FILES, tell

from okrsite.feeds.json_encoding import encode_record
from okrsite.feeds.report_records import (
    WeeklyDecision,
    WeeklyGoalChange,
    WeeklyLowConfidence,
    WeeklyReport,
    WeeklyTargetChange,
)
from okrsite.feeds.schema import build_schema
from okrsite.reports.agenda import write_agenda
from okrsite.reports.digest import write_digest
from okrsite.reports.html import format_html
from okrsite.reports.markdown import format_markdown

SITE = "https://goals.example.org/okrs/"
SCHEMA = jsonschema.Draft202012Validator(build_schema("report"))
TEXTS = pytest.mark.parametrize("write", [write_digest, write_agenda])


@pytest.fixture
def report(project):
    return tell(project(FILES).snapshot())


def read_markdown(text: str):
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


class Mail(HTMLParser):
    """What a mail program finds in a document."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(document)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data

    def handle_comment(self, data):
        raise AssertionError(data)


def check_mail(document: str, links: str = SITE) -> Mail:
    """Look whether a document is whole, runs nothing, fetches nothing and leads nowhere else."""
    mail = Mail(document)
    assert mail.open == []
    allowed = {"html", "head", "meta", "title", "body", "h1", "h2", "p", "ul", "li", "strong", "a", "bdi"}
    assert {tag for tag, _ in mail.tags} <= allowed
    for tag, attributes in mail.tags:
        assert set(attributes) <= {"style", "lang", "charset", "name", "content", "href"}
        # No colour is set, so that it is readable on light and on dark.
        assert not re.search(r"url|background|(?<!-)color:", attributes.get("style") or "")
        assert tag != "a" or (attributes["href"] or "").startswith(links)
    assert "http-equiv" not in document
    return mail


def check_markdown(text: str, links: str = SITE) -> None:
    """Look whether a text holds nothing but headings, lists, code and links to the site."""
    for token in read_markdown(text):
        assert token.type != "html_block"
        for part in token.children or ():
            assert part.type in ("text", "code_inline", "strong_open", "strong_close", "em_open", "em_close",
                                 "link_open", "link_close", "softbreak")  # fmt: skip
            assert part.type != "link_open" or str(part.attrs["href"]).startswith(links)
            assert part.type not in ("text", "code_inline") or not re.search(r"[@<#]\w", part.content)


def test_the_digest_of_a_week(report):
    assert format_markdown(write_digest(replace(report, history=None))) == (
        """\
## `Riverside`: week 47 of 2026

16 to 20 November 2026. `Q4 2026` went from 43% to 63%. 4 open objectives: 2 on track, 1 off track, 1 outdated. Check-ins: 3 of 4 (75%).

### Off track and at risk (1)

- **Off track, new (was on track)**: `Win the north` (`Sales`, `Ben Ito`): reported by a person. `The permit again.`

### Moved (2)

- `More people come back` (`Riverside`, `Anna Berg`): 40% → 62%, on track. `People who come back` `40 → 62`, confidence 60% → 70%
- `Three shops` (`Shops`, without an owner): 73% → 90%, on track. `Shops` `2 → 3 shops`, confidence 90%; `Staff` confidence 20%

### Reached or given up (2)

- **Reached**: `Shops` of `Three shops` (`Shops`, without an owner)
- **Given up**: `Close the old one` (`Shops`, without an owner)

### Blocked (1)

- `Win the north` (`Sales`, `Ben Ito`): `The permit is missing`. To be consulted: `Shops`

### Check-ins

- **Outdated**: `Ben Ito`: `Nobody speaks of it` (last heard of on 20 Oct)
- **None this week**: `Sales` 1 of 2
"""
    )


def test_the_agenda_of_its_review(report):
    text = format_markdown(write_agenda(replace(report, history=None)))
    assert re.findall(r"^### (.*)", text, re.MULTILINE) == [
        "1. Numbers", "2. Off track and at risk (1)", "3. Low confidence, and nobody said why (1)", "4. Blocked (1)",
        "5. Given up (1)", "6. Decisions that are due (2)", "7. Reached, to celebrate (1)",
    ]  # fmt: skip
    assert "`The permit again.` Asked for: `A second pair of hands`\n" in text
    assert "- **Grades**: `Q3 2026`: 1 objective without all grades, of `Sales`\n" in text
    assert "- **Dependency**: `Win the north` (`Sales`, `Ben Ito`) counts on `Three shops`" in text


def test_where_little_happened_little_is_said(project):
    """A quiet week of a company in order: no heading stands above nothing."""
    files = {"company/team.yml": "name: Riverside\n", "company/2026-Q4.yml": """
        objectives:
          - id: o
            title: A goal
            owner: anna
            key_results: [{id: k, title: K, from: 0, to: 10, now: 6}]
            checkins: [{date: 2026-11-13, by: anna, now: {k: 6}}]
        """}  # fmt: skip
    report = replace(tell(project(files).snapshot()), history=None)
    text = format_markdown(write_digest(report))
    assert text.splitlines()[2].endswith("Check-ins: 0 of 1 (0%). Nothing moved.")
    assert re.findall("^### .*", text, re.MULTILINE) == ["### Check-ins"]
    assert "<h2" not in format_html(write_digest(replace(report, units=(), due_next=())))


@TEXTS
def test_links_lead_to_the_site_where_it_is_known_and_nowhere_else(report, write):
    page = f"{SITE}objectives/sales/2026-Q4/win/"
    here = replace(report, site_url=SITE)
    assert f"[`Win the north`](<{page}>)" in format_markdown(write(here))
    assert f'<a href="{page}"><bdi>Win the north</bdi></a>' in format_html(write(here))
    check_markdown(format_markdown(write(here)))
    check_mail(format_html(write(here)))
    assert "](" not in format_markdown(write(report))
    assert "href" not in format_html(write(report))


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        (SITE, SITE), ("https://goals.example.org", "https://goals.example.org/"), ("", None), ("/okrs/", None),
        ("javascript:alert(1)", None),
    ],
)  # fmt: skip
def test_a_site_is_an_address_on_the_web(project, typed, known):
    snapshot = project(FILES).snapshot()
    assert tell(replace(snapshot, site=replace(snapshot.site, url=typed))).site_url == known


def test_the_example_is_told_briefly_and_what_is_left_out_is_counted():
    """Somebody reads the digest of 57 objectives in a few minutes, and the company's own goals are never left out."""
    text = format_markdown(write_digest(tell_example()))
    assert len(text.splitlines()) < 60
    for title, number in re.findall(r"### (.*) \((\d+)\)", text):
        section = text.partition(f"### {title} (")[2].partition("\n### ")[0]
        more = re.search(r"… and (\d+) more", section)
        assert section.count("\n- ") - bool(more) + (int(more[1]) if more else 0) == int(number)
    moved = text.partition("### Moved")[2].partition("###")[0]
    assert moved.count("(`Larkwell`, ") == 5


HOSTILE = [
    "<script>alert(1)</script>", "<!-- --> -->", "]]>", "`` ` ```", "[a](javascript:x)", "![a](https://evil.example/)",
    "@everyone", "#1", "\n# Heading\n", "\n- item", "\r\n\r\n---\n", "**bold**", "|a|b|", "&lt;", '"', "'", "\u202e",
    "\u2066", "\x1b[31m", "\x00", "\\", "::error::", "</bdi>", "</body>", "$(x)", "a" * 300, "עברית", "é",
]  # fmt: skip
WORDS = st.lists(st.sampled_from(HOSTILE), max_size=6).map(" ".join) | st.text(max_size=60)


OURS = frozenset(
    [
        "ref",
        "key_result",
        "status",
        "status_before",
        "what",
        "outcome",
        "change",
        "audience",
        "site_url",
        "fields",
        "why",
    ]
)
"""Fields in which nothing stands that an author typed."""


def spoil(report: WeeklyReport, text: str) -> WeeklyReport:
    """Put a text wherever an author's words stand."""

    def spoil_value(name: str, value: object) -> object:
        if isinstance(value, tuple):
            return tuple(spoil_value(name, item) for item in value)
        if hasattr(value, "__struct_fields__"):
            ours = {field.name: getattr(value, field.name) for field in fields(value)}
            return replace(value, **{key: spoil_value(key, item) for key, item in ours.items()})
        is_ours = name in OURS or (name == "name" and value == report.week.name)
        return text if isinstance(value, str) and not is_ours else value

    changed = spoil_value("", report)
    assert isinstance(changed, WeeklyReport)
    return changed


@cache
def tell_example() -> WeeklyReport:
    return tell(read_example())


@cache
def get_sample() -> WeeklyReport:
    """Return a report that has a little of everything."""
    report = replace(tell_example(), site_url=SITE, scope=("Sales",), history="There is no git.")
    few = ("concerns", "moves", "conclusions", "blocked", "outdated", "due_next", "units", "unconfirmed")
    report = replace(report, **{name: getattr(report, name)[:2] for name in few})
    one = report.concerns[0].objective
    result = "a/2026-Q4/b#c"
    move = WeeklyTargetChange(
        objective=one, key_result=result, key_result_title="K", what="target", before="3", after="2", eased=True,
        raised=False, step=None, date=report.as_of, by="Anna", reason="Why",
    )  # fmt: skip
    return replace(
        report,
        concerns=tuple(replace(concern, note="A note", needs="Help") for concern in report.concerns),
        targets=(move, replace(move, what="key result", after="taken out", key_result=None, key_result_title=None)),
        goals=tuple(WeeklyGoalChange(objective=one, change=change, fields=("owner",)) for change in ("new", "changed")),
        low_confidence=(WeeklyLowConfidence(objective=one, key_result=result, key_result_title="K", confidence=0.1),),
        ungraded=(WeeklyDecision(objective=one, cycle_name="Q3", ungraded=1),),
    )


@TEXTS
@settings(max_examples=60)
@given(text=WORDS)
def test_whatever_authors_type_is_text(write, text):
    written = write(spoil(get_sample(), text))
    plain = format_markdown(write(spoil(get_sample(), "plain")))
    markdown, html = format_markdown(written), format_html(written)
    check_markdown(markdown)
    check_mail(html)
    for forbidden in ("\u202e", "\u2066", "\x1b", "\x00"):
        assert forbidden not in markdown + html
    assert re.findall("^(?:#+|-|) ?", markdown, re.MULTILINE) == re.findall("^(?:#+|-|) ?", plain, re.MULTILINE)


@settings(max_examples=60)
@given(text=WORDS)
def test_json_is_what_its_schema_says_whatever_authors_type(text):
    report = spoil(get_sample(), text)
    document = json.loads(encode_record(report))
    assert list(SCHEMA.iter_errors(document)) == []
    assert document["organisation"] == report.organisation


def test_json_is_what_its_schema_says(project):
    snapshot = project(FILES).snapshot()
    for told in (tell_example(), tell(snapshot), tell(redact_snapshot(snapshot))):
        document = json.loads(encode_record(told))
        assert list(SCHEMA.iter_errors(document)) == []
        assert (document["audience"], document["as_of"]) == (told.audience, "2026-11-20")


def test_numbers_in_json_are_not_rounded(report):
    shops = next(move for move in report.moves if move.objective.title == "Three shops")
    assert shops.progress_before == pytest.approx((2 / 3 + 0.8) / 2, abs=1e-12)


def test_a_week_that_spans_years_is_written_with_both(project):
    snapshot = project(FILES).snapshot(date(2027, 1, 2))
    assert "28 December 2026 to 2 January 2027." in format_markdown(write_digest(tell(snapshot, date(2027, 1, 2))))


def test_what_cannot_be_read_is_spoken_of(report):
    text = format_markdown(write_digest(replace(report, incomplete=True, history="There is no git.")))
    assert text.endswith(
        "\n*Some of the content can't be read and is missing here. `okrsite check` says what.*\n"
        "\n*New goals and moved targets may be missing: `There is no git.`*\n"
    )
