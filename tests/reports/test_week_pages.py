"""The digest of the week and the agenda of its review as pages of the site: the words of `okrsite report`, with links."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from stories import redact_snapshot
from weekly_company import FILES

from okrsite.pages.context import ViewContext
from okrsite.pages.html.functions import create_renderer
from okrsite.pages.input_tracking import InputTracker
from okrsite.pages.kinds.week_texts import build_week_text_pages
from okrsite.pages.page import Page
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.pages.site_pages import build_pages
from okrsite.reports.agenda import write_agenda
from okrsite.reports.digest import write_digest
from okrsite.reports.html import format_html
from okrsite.reports.page_texts import describe_week
from okrsite.reports.week_report import report_week
from okrsite.reports.weeks import choose_week
from okrsite.snapshot import Snapshot

TODAY = date(2026, 11, 20)
PAGES = {"digest.md": write_digest, "agenda.md": write_agenda}


def make_pages(snapshot: Snapshot) -> dict[str, Page]:
    tracker = InputTracker(snapshot)
    context = ViewContext(snapshot, ProseRenderer(snapshot, tracker), tracker)
    planned = build_week_text_pages(context, create_renderer(context), describe_week)
    return {plan.uri: plan.build() for plan in planned}


def read_words(html: str) -> list[str]:
    return unescape(re.sub("<[^>]*>", " ", html)).split()


@pytest.mark.parametrize("uri", PAGES)
def test_a_page_says_what_the_report_says_and_leads_to_the_goals(project, uri):
    """Word for word, between its head and its foot; what an author typed is text."""
    typed = FILES | {"teams/sales/team.yml": "name: Sales <b>\nlead: ben\n"}
    snapshot = project(typed, digest=True).snapshot(TODAY)
    body = str(make_pages(snapshot)[uri].body)
    mail = format_html(PAGES[uri](report_week(snapshot, choose_week(TODAY))))
    said = " ".join(read_words(mail.partition("</h1>")[2]))
    assert said.removesuffix(" The site") in " ".join(read_words(body))
    assert len(said) > 400
    assert "<b>win" not in body and "Sales &lt;b&gt;" in body
    assert re.findall(r'href="(\.\./objectives/[^"]*)"', body)
    assert 'href="<' not in body


def test_the_settings_want_them_and_other_pages_lead_there(project):
    made = {page.uri: str(page.body) for page in build_pages(project(FILES, digest=True).snapshot(TODAY)).pages}
    assert {"digest.md", "agenda.md"} <= made.keys()
    for uri, link in (("index.md", "digest/"), ("pulse.md", "../digest/")):
        assert f'href="{link}"' in made[uri]


def test_without_the_setting_there_is_none_and_nothing_leads_there(project):
    made = {page.uri: str(page.body) for page in build_pages(project(FILES).snapshot(TODAY)).pages}
    assert not {"digest.md", "agenda.md"} & made.keys()
    assert "digest/" not in made["index.md"] + made["pulse.md"]


def test_the_public_is_told_what_the_public_may_know(project):
    files = FILES | {"teams/sales/team.yml": "name: Sales\naudience: internal\n"}
    pages = make_pages(redact_snapshot(project(files, digest=True).snapshot(TODAY)))
    assert all("Win the north" not in str(page.body) for page in pages.values())
