"""A report as what its pages on the site print: the words of the other formats, with links inside the site."""

from __future__ import annotations

from markupsafe import Markup

from okrsite.changes.writing import shorten_line
from okrsite.escaping import escape
from okrsite.languages.words import translate, translate_html
from okrsite.number_style import format_count
from okrsite.pages.kinds.week_texts import WeekSection, WeekText, WeekTexts
from okrsite.pages.page_links import mark_link
from okrsite.pages.views import NameView
from okrsite.reports.agenda import write_agenda
from okrsite.reports.digest import write_digest
from okrsite.reports.lines import Line, Piece, Section, Text
from okrsite.reports.week_report import report_week
from okrsite.reports.weeks import choose_week
from okrsite.snapshot import Snapshot


def describe_week(snapshot: Snapshot) -> WeekTexts:
    """Return digest and agenda of the week of which a report that is written today tells."""
    report = report_week(snapshot, choose_week(snapshot.today))
    return WeekTexts(_build_text(write_digest(report)), _build_text(write_agenda(report)))


def _build_text(text: Text) -> WeekText:
    return WeekText(
        title="".join(piece if isinstance(piece, str) else shorten_line(piece.text) for piece in text.title),
        introduction=_join(text.introduction),
        sections=tuple(_build_section(section, text.more_url) for section in text.sections),
        notes=tuple(_join(note.pieces) for note in text.notes),
    )


def _build_section(section: Section, more_url: str) -> WeekSection:
    more = NameView(translate("{number} more", number=format_count(section.more)), more_url) if section.more else None
    return WeekSection(section.title, tuple(map(_format_line, section.lines)), more)


def _format_line(line: Line) -> Markup:
    lead = Markup(f"<b>{translate_html('{lead}:', lead=line.lead)}</b> ") if line.lead else Markup()
    return lead + _join(line.pieces)


def _join(pieces: tuple[Piece, ...]) -> Markup:
    return Markup("".join(map(_format_piece, pieces)))


def _format_piece(piece: Piece) -> str:
    if isinstance(piece, str):
        return escape(piece)
    # Words that run from right to left turn nothing around that stands beside them.
    words = f"<bdi>{escape(shorten_line(piece.text) or '–')}</bdi>"
    if piece.is_speech:
        return translate_html("“{words}”", words=Markup(words))
    return f'<a href="{mark_link(piece.url)}">{words}</a>' if piece.url else words
