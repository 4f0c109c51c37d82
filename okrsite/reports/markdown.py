"""A report as Markdown, for an issue or a chat; what an author typed stands in code, as in the comments of `diff`."""

from __future__ import annotations

from urllib.parse import quote

from okrsite.changes.writing import write_code
from okrsite.languages.words import translate
from okrsite.number_style import format_count
from okrsite.reports.lines import Line, Piece, Section, Text


def format_markdown(text: Text) -> str:
    """Return a digest or an agenda as Markdown."""
    parts = [f"## {_join(text.title, text)}\n\n{_join(text.introduction, text)}\n"]
    parts += [_format_section(section, text) for section in text.sections]
    parts += [f"\n*{_join(note.pieces, text)}*\n" for note in text.notes]
    if text.site_url:
        parts.append(f"\n[{translate('The site')}](<{make_address(text.site_url, '')}>)\n")
    return "".join(parts)


def _format_section(section: Section, text: Text) -> str:
    more = ""
    if section.more:
        told = translate("{number} more", number=format_count(section.more))
        linked = _link(told, text, text.more_url) if text.site_url else told
        more = f"- {translate('… and {more}', more=linked)}\n"
    return f"\n### {section.title}\n\n{''.join(_format_item(line, text) for line in section.lines)}{more}"


def _format_item(line: Line, text: Text) -> str:
    lead = f"{translate('{lead}:', lead=f'**{line.lead}**')} " if line.lead else ""
    return f"- {lead}{_join(line.pieces, text)}\n"


def _join(pieces: tuple[Piece, ...], text: Text) -> str:
    return "".join(_format_piece(piece, text) for piece in pieces)


def _format_piece(piece: Piece, text: Text) -> str:
    if isinstance(piece, str):
        return piece
    code = write_code(piece.text)
    return _link(code, text, piece.url) if text.site_url and piece.url else code


def _link(words: str, text: Text, url: str) -> str:
    return f"[{words}](<{make_address(text.site_url, url)}>)"


def make_address(site_url: str, url: str) -> str:
    """Return the absolute address of a page, in which no sign can end a link or an attribute."""
    return quote(site_url, safe="/:@[]%?=&;+,~!$*") + quote(url, safe="/#%")
