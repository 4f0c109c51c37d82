"""What leaves the site of a hostile company, read back by other programs: feeds, calendars, badges, workbook, mail."""

from __future__ import annotations

import email
import io
import shutil
from email.message import EmailMessage
from email.policy import SMTP, default
from xml.etree import ElementTree

import feedparser
import icalendar
import openpyxl
import pytest
from corpus import VECTORS, share_hostile_site
from msgspec.structs import replace
from stories import take_snapshot

from okrsite.feeds.export import build_export
from okrsite.feeds.site_files import SiteFileMaker
from okrsite.feeds.unfit_characters import replace_unfit_characters
from okrsite.feeds.workbook import write_workbook
from okrsite.pages.site_pages import build_pages
from okrsite.reports.agenda import write_agenda
from okrsite.reports.digest import write_digest
from okrsite.reports.html import format_html
from okrsite.reports.markdown import format_markdown
from okrsite.reports.week_report import report_week
from okrsite.reports.weeks import choose_week
from okrsite.settings import read_site


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    root = share_hostile_site(tmp_path_factory)
    # Its past takes longer to read than all else, and was read for its site.
    kept = shutil.copytree(root / ".okrsite/cache", tmp_path_factory.mktemp("kept") / "cache")
    site = read_site(root / "mkdocs.yml")
    asked = replace(site.settings, feeds=True, calendars=True, badges=True, markdown_pages=True)
    return take_snapshot(replace(site, settings=asked, url="https://goals.example/"), cache=kept)


@pytest.fixture(scope="module")
def files(snapshot):
    made = build_pages(snapshot, prepare_files=SiteFileMaker)
    return made.read_files()


def list_files(files, ending: str) -> list[str]:
    found = [content for uri, content in files.items() if uri.endswith(ending)]
    assert len(found) > len(VECTORS)
    return found


def test_every_feed_is_read_whole_and_leads_to_the_site_alone(files):
    links = set()
    for content in list_files(files, ".atom"):
        read = feedparser.parse(content)
        assert not read.bozo and read.version == "atom10", read.get("bozo_exception")
        assert len(read.entries) == content.count("<entry>")
        links |= {link.href for entry in read.entries for link in entry.links}
    assert links and all(link.startswith("https://goals.example/") for link in links)


def test_every_calendar_is_read_whole_and_has_no_property_that_an_author_typed(files):
    known = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "RRULE", "TRANSP", "CATEGORIES"}
    seen = 0
    for content in list_files(files, ".ics"):
        calendar = icalendar.Calendar.from_ical(content)
        events = calendar.walk("VEVENT")
        seen += len(events)
        assert len(events) == content.count("BEGIN:VEVENT\r\n")
        assert {name for event in events for name in event} <= known
        assert not any(event.errors for event in events) and not calendar.errors
    assert seen > len(VECTORS)


def test_every_badge_is_a_picture_of_texts(files):
    pictures = [content for content in list_files(files, ".svg") if 'height="20"' in content[:200]]
    assert len(pictures) > len(VECTORS)
    for content in pictures:
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(content).iter()}
        assert not tags & {"script", "foreignObject", "a", "use", "image", "style", "animate", "set"}


def test_the_workbook_has_no_formula_no_link_and_each_title_as_it_was_typed(snapshot):
    workbook = openpyxl.load_workbook(io.BytesIO(write_workbook(build_export(snapshot)).data))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink or cell.comment] == []
    shown = {cell.value for cell in cells if isinstance(cell.value, str)}
    titles = {replace_unfit_characters(one.title) for one in snapshot.organisation.objectives.values()}
    assert len(titles) > len(VECTORS) / 2 and titles - shown == set()


@pytest.mark.parametrize("write_text", [write_digest, write_agenda])
def test_a_mail_is_read_back_as_it_was_written(snapshot, write_text):
    text = write_text(report_week(snapshot, choose_week(snapshot.today)))
    plain, html = format_markdown(text), format_html(text)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "Goals"
    mail.set_content(plain)
    mail.add_alternative(html, subtype="html")
    read = email.message_from_bytes(bytes(mail), policy=default)
    parts = {kind: read.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html")}
    assert parts == {"plain": plain, "html": html}
    assert not read.defects and read.keys() == mail.keys()
