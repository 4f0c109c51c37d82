"""The guide tells the truth: its examples load, its numbers are computed, its tables are complete."""

from __future__ import annotations

import re
import textwrap

import pytest
import yaml

from okrsite.feeds.problem_docs import make_doc_url
from okrsite.number_style import set_decimal_comma
from okrsite.option_values import read_settings
from okrsite.pages.context import ViewContext
from okrsite.pages.guide.number_examples import write_example_numbers
from okrsite.pages.guide.problem_pages import build_problem_groups, collect_rule_advice
from okrsite.pages.guide.tables import build_record_tables, build_setting_rows
from okrsite.pages.html.functions import create_renderer
from okrsite.pages.kinds.documents import build_document_pages
from okrsite.pages.kinds.guide import build_guide_pages, read_guide_text
from okrsite.pages.page import make_url
from okrsite.pages.prose.link_targets import GUIDE_PAGES
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.problems import CODES
from okrsite.progress.explanation import format_percent
from okrsite.progress.outcomes import OUTCOMES
from okrsite.progress.status import STATUSES
from okrsite.settings import Settings
from okrsite.vocabulary import RECORDS

FENCE = re.compile(r'^```(\w+) title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
HOST_FILES = {
    *("mkdocs.yml", "mkdocs.yml with your own looks", "mkdocs.yml with diagrams and formulas", "katex/start.js"),
    "mkdocs.yml with other organisations",
    *("/etc/nginx/conf.d/okrs.conf", "/etc/caddy/Caddyfile"),
}
ONE = "one key result"
SEVERAL = "key results of one objective"


def examples():
    """Every example of the guide: page, title, text, and what stands behind it."""
    for name in GUIDE_PAGES:
        text = read_guide_text(name)
        for match in FENCE.finditer(text):
            yield name, match[2], match[3], text[match.end() :]


def content_files():
    """The small company that the guide tells of."""
    files = {title: text for _, title, text, _ in examples() if title not in (*HOST_FILES, ONE, SEVERAL)}
    results = "".join(text for _, title, text, _ in examples() if title == ONE)
    head = "objectives:\n- id: all\n  title: All kinds\n  owner: ben\n  key_results:\n"
    files["teams/workshop/2026-Q4.yml"] = head + textwrap.indent(results, "  ")
    files["teams/workshop/team.yml"] = "name: Workshops\nlead: ben\n"
    (several,) = [text for _, title, text, _ in examples() if title == SEVERAL]
    files["teams/lines/2026-Q4.md"] = f"## In Markdown\n\n- Owner: ben\n\n{several}"
    files["teams/lines/team.yml"] = "name: Lines\n"
    return files


@pytest.fixture
def pages(project):
    snapshot = project({"company/team.yml": "name: Company\n"}).snapshot()
    prose = ProseRenderer(snapshot)
    made = [plan.build() for plan in build_guide_pages(snapshot, prose, create_renderer(ViewContext(snapshot, prose)))]
    assert prose.problems == []
    return {page.uri: page for page in made}


def anchors(page):
    return set(re.findall(r'\bid="([^"]+)"', page.body))


def test_there_are_examples_in_both_spellings():
    titles = [title for _, title, _, _ in examples()]
    assert {"teams/events/2026-Q4.md", "teams/support/2026-Q4.yml", "company/2026-Q4.yml"} <= set(titles)
    assert titles.count(ONE) >= 6
    # An example without a title would be tested by nobody.
    untitled = [
        line for name in GUIDE_PAGES for line in read_guide_text(name).splitlines() if re.fullmatch(r"```\w+", line)
    ]
    assert untitled == []


def test_every_example_loads_without_a_problem(project):
    made = project(content_files())
    assert [(found.place.path, found.message) for found in made.problems() if found.severity != "info"] == []


def test_the_example_in_markdown_says_what_it_seems_to_say(project):
    meet = project(content_files()).snapshot().organisation.objectives["events/2026-Q4/meet"]
    assert [result.id for result in meet.key_results] == ["evenings", "checks", "form"]
    assert [work.owner for work in meet.initiatives] == ["ben", "anna"]
    assert meet.contributes_to[0].share == 0.2
    assert meet.checkins[0].confidence == {"evenings": 0.5, "checks": 0.8}


def test_the_numbers_of_the_guide_are_those_that_are_computed(project):
    measures = project(content_files()).snapshot().measures
    results = [(text, behind) for _, title, text, behind in examples() if title == ONE]
    for text, behind in results:
        (result,) = yaml.safe_load(text)
        said = re.search(r"\*\*(\d+%)\*\*", behind)
        progress = measures.key_results[f"workshop/2026-Q4/all#{result['id']}"].progress
        assert said is not None and said[1] == format_percent(progress), result["id"]
    assert format_percent(measures.key_results["workshop/2026-Q4/all#evenings"].expected) == "55%"


def test_the_limits_of_the_guide_are_the_defaults():
    text = " ".join(read_guide_text("numbers").split())
    limits = Settings()
    assert f"more than {limits.outdated_after_days} days" in text
    assert f"{limits.off_track_behind:g} points or more behind" in text
    assert f"{limits.at_risk_behind:g} points or more behind" in text
    assert f"confidence below {limits.low_confidence:g}%" in text
    assert limits.grading_days == 21 and "For three weeks after its end" in read_guide_text("first-objective")


def test_every_status_and_every_outcome_is_explained():
    rows = re.findall(r"^\| \*\*(.+?)\*\*", read_guide_text("index"), re.MULTILINE)
    assert {row.lower() for row in rows} == {*STATUSES, *OUTCOMES}


def test_the_settings_of_the_example_are_settings():
    (text,) = [text for _, title, text, _ in examples() if title == "mkdocs.yml"]
    options = yaml.safe_load(text)["plugins"][1]["okrsite"]
    assert read_settings(options).cycles["launch"].name == "The launch"
    assert set(options["rules"]) <= set(CODES)
    (text,) = [text for _, title, text, _ in examples() if title == "mkdocs.yml with other organisations"]
    remotes = read_settings(yaml.safe_load(text)["plugins"][1]["okrsite"]).federation
    assert [remote.is_on_web for remote in remotes.values()] == [True, False]


def test_the_commands_are_those_that_exist():
    from okrsite.cli import okrsite

    named = set(re.findall(r"^\| `okrsite (\w+)`", read_guide_text("publish"), re.MULTILINE))
    assert named and named <= set(okrsite.commands)
    for name in GUIDE_PAGES:
        assert set(re.findall(r"\bokrsite (\w+)(?= -|`|$)", read_guide_text(name), re.MULTILINE)) <= set(
            okrsite.commands
        )


def test_the_guide_is_read_in_its_order(pages):
    assert [page.nav for page in pages.values()] == [("Guide",)] * len(pages)
    assert list(pages) == [f"guide/{name}.md" for name in GUIDE_PAGES]
    assert '<a href="../publish/">Publish</a>' in pages["guide/problems.md"].body


def test_every_code_has_an_anchor_where_messages_point_to(pages):
    page = pages["guide/problems.md"]
    for code in CODES:
        address, _, anchor = make_doc_url(code).partition("#")
        assert address == make_url(page.uri)
        assert anchor in anchors(page)
    rows = [row for group in build_problem_groups() for row in group.rows]
    assert [row.code for row in rows] == list(CODES)


def test_every_code_says_what_to_do():
    assert [row.code for group in build_problem_groups() for row in group.rows if not row.advice] == []


def test_no_advice_is_left_behind():
    known = {row.code for group in build_problem_groups() for row in group.rows}
    assert set(collect_rule_advice()) <= known
    assert collect_rule_advice()["OKR258"].startswith("Correct the one that is wrong")


def test_every_field_is_listed(pages):
    body = pages["guide/fields.md"].body
    for record in RECORDS.values():
        for field in record.fields:
            assert f'id="{record.name.replace("_", "-")}.{field.name}"' in body
    assert all(row.type for table in build_record_tables() for row in table.rows)


def test_every_record_says_where_it_stands():
    """A record without a place above it is a file of its own, or the entries of people.yml."""
    assert {table.anchor for table in build_record_tables() if not table.stands} == {
        "cycle-file",
        "checkin-file",
        "team",
        "person",
        "memo",
    }


def test_every_setting_is_listed(pages):
    page = pages["guide/settings.md"]
    assert [row.name for row in build_setting_rows()] == list(Settings.__struct_fields__)
    assert {row.anchor for row in build_setting_rows()} <= anchors(page)
    defaults = {row.name: row.default for row in build_setting_rows()}
    assert (defaults["at_risk_behind"], defaults["people_pages"], defaults["today"]) == ("10", "true", "")


def test_links_and_contents_lead_to_what_is_there(pages):
    by_url = {make_url(uri): page for uri, page in pages.items()}
    for page in pages.values():
        ids = re.findall(r'\bid="([^"]+)"', page.body)
        assert len(ids) == len(set(ids))
        wanted = [heading.id for heading in page.headings] + [entry.anchor for entry in page.search if entry.anchor]
        assert set(wanted) <= set(ids)
        for href in re.findall(r'href="([^"]+)"', page.body):
            address, _, anchor = href.partition("#")
            if anchor and address in ("", *(f"../{name}/" for name in GUIDE_PAGES)):
                target = by_url["guide/" + address.removeprefix("../")] if address else page
                assert anchor in anchors(target), href


def test_a_document_of_the_organisation_may_link_to_the_guide(project):
    made = project({"company/team.yml": "name: C\n", "x.md": "# X\n\n[Help](guide/problems.md#okr101)\n"})
    snapshot = made.snapshot()
    prose = ProseRenderer(snapshot)
    (plan,) = build_document_pages(snapshot, prose, create_renderer(ViewContext(snapshot, prose)))
    page = plan.build()
    assert 'href="../guide/problems/#okr101"' in page.body
    assert prose.problems == []


def test_example_numbers_have_the_sign_of_the_site() -> None:
    set_decimal_comma(True)
    text = write_example_numbers("numbers", read_guide_text("numbers"))
    assert "`1.200`, `1 200`" in text and "`1,2M`" in text and '`keep: ">= 99,9%"`' in text
    assert "reads `1,2` and `1.200`, and its" in text  # it says what such a site does, and stays
    assert "a number from 11 to 100" in text and "`2026-11-20`" in text
    assert write_example_numbers("publish", "okrsite==0.1.0") == "okrsite==0.1.0"


def test_no_example_between_braces_holds_a_comma_in_a_number() -> None:
    set_decimal_comma(True)
    for name in GUIDE_PAGES:
        for match in FENCE.finditer(write_example_numbers(name, read_guide_text(name))):
            assert not re.search(r"\{[^}\n\"]*\d,\d", match[3]), match[3]


def test_example_numbers_have_a_point_elsewhere() -> None:
    assert write_example_numbers("numbers", "Below 0.4") == "Below 0.4"
