"""A report as one HTML document for a mail: every style stands on its element, and nothing is fetched or run.

Colours are left to the reader's program, which is light or dark; muted words are only fainter.
"""

from __future__ import annotations

from markupsafe import Markup

from okrsite.changes.writing import shorten_line
from okrsite.escaping import escape
from okrsite.languages.words import get_language, translate, translate_html
from okrsite.number_style import format_count
from okrsite.reports.lines import Line, Piece, Section, Text
from okrsite.reports.markdown import make_address

_BODY = "margin:0 auto;padding:16px;max-width:44rem;font:16px/1.5 system-ui,sans-serif"
_TITLE = "margin:0 0 12px;font-size:24px;line-height:1.25"
_HEADING = "margin:28px 0 8px;font-size:18px;line-height:1.3"
_LIST = "margin:0;padding-left:20px"
_ITEM = "margin:0 0 8px"
_FOOT = "margin:28px 0 0"
_MUTED = "opacity:.75"


def format_html(text: Text) -> str:
    """Return a digest or an agenda as a whole document."""
    plain = "".join(escape(piece if isinstance(piece, str) else shorten_line(piece.text)) for piece in text.title)
    parts = [
        f'<!doctype html>\n<html lang="{get_language()}" style="color-scheme:light dark">\n'
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="color-scheme" content="light dark">\n'
        f'<title>{plain}</title>\n</head>\n<body style="{_BODY}">\n'
        f'<h1 style="{_TITLE}">{_join(text.title, text)}</h1>\n'
        f'<p style="{_ITEM}">{_join(text.introduction, text)}</p>\n'
    ]
    parts += [_format_section(section, text) for section in text.sections]
    parts += [f'<p style="{_MUTED}">{_join(note.pieces, text)}</p>\n' for note in text.notes]
    if text.site_url:
        parts.append(f'<p style="{_FOOT}">{_link(escape(translate("The site")), text, "")}</p>\n')
    return "".join([*parts, "</body>\n</html>\n"])


def _format_section(section: Section, text: Text) -> str:
    items = [f'<li style="{_ITEM}">{_format_line(line, text)}</li>\n' for line in section.lines]
    if section.more:
        told = escape(translate("{number} more", number=format_count(section.more)))
        more = _link(told, text, text.more_url) if text.site_url else told
        said = translate_html("… and {more}", more=Markup(more))
        items.append(f'<li style="{_ITEM};{_MUTED}">{said}</li>\n')
    return f'<h2 style="{_HEADING}">{escape(section.title)}</h2>\n<ul style="{_LIST}">\n{"".join(items)}</ul>\n'


def _format_line(line: Line, text: Text) -> str:
    lead = f"<strong>{translate_html('{lead}:', lead=line.lead)}</strong> " if line.lead else ""
    return lead + _join(line.pieces, text)


def _join(pieces: tuple[Piece, ...], text: Text) -> str:
    return "".join(_format_piece(piece, text) for piece in pieces)


def _format_piece(piece: Piece, text: Text) -> str:
    if isinstance(piece, str):
        return escape(piece)
    # Words that run from right to left turn nothing around that stands beside them.
    words = f"<bdi>{escape(shorten_line(piece.text) or '–')}</bdi>"
    if piece.is_speech:
        return translate_html("“{words}”", words=Markup(words))
    return _link(words, text, piece.url) if text.site_url and piece.url else words


def _link(words: str, text: Text, url: str) -> str:
    return f'<a href="{escape(make_address(text.site_url, url))}">{words}</a>'
