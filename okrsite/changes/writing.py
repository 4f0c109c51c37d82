"""What is different, as text for a terminal and as Markdown for a comment on a merge request.

In Markdown all that an author typed stands in code: there no forge looks for mentions, references to issues, closing
keywords or markup, and no text can end it. Signs with which those begin are parted from what follows as well, for
whoever passes a comment on as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from okrsite.changes.sentences import Section, Sentence, Typed, list_sections, summarise_difference
from okrsite.feeds.diff_records import ContentDifference
from okrsite.feeds.terminal_text import escape_control_characters
from okrsite.late_patterns import compile_late
from okrsite.model.refs import KeyResultRef, ObjectiveRef
from okrsite.number_style import format_count, format_english_plural
from okrsite.pages.addresses import make_ref_url

MARKER = "<!-- okrsite diff -->"
"""The first line of a comment, by which it is found when it is to be written anew."""
FOLDED_ABOVE = 8
"""With more lines than that, sections are folded."""
MAX_LINES = 200
"""Of a section."""
MAX_COMMENT = 60_000
"""Characters of a comment; GitHub takes 65,536."""
MAX_PIECE = 200
"""Characters of what an author typed."""
_BEGINNING = compile_late(r"(?<=[@#<])(?=[\w/!?])|(?<=[!~%&$^])(?=[0-9])")
_JOINER = "\u2060"
"""Has no width, and no word goes on behind it."""


def format_difference(difference: ContentDifference) -> str:
    """Return what is different as lines for a terminal."""
    lines = [summarise_difference(difference)]
    for section in list_sections(difference):
        lines += ["", f"{section.title}:"]
        for sentence in section.sentences:
            said = "".join(
                piece if isinstance(piece, str) else f"'{escape_control_characters(piece.text)}'"
                for piece in sentence.pieces
            )
            lines.append(f"  {sentence.head}: {said}" if sentence.head else f"  {said}")
    return "".join(f"{line}\n" for line in lines)


def format_comment(difference: ContentDifference, preview_url: str = "") -> str:
    """Return what is different as Markdown: a sentence and a short list, or folded sections where there is much.

    With the address of a preview, titles lead there.
    """
    sections = list_sections(difference)
    folded = sum(len(section.sentences) for section in sections) > FOLDED_ABOVE
    beginning = f"{MARKER}\n**okrsite**: {summarise_difference(difference)}\n"
    ending = f"\n[Preview of the site](<{preview_url}>)\n" if preview_url else ""
    left = MAX_COMMENT - len(beginning) - len(ending)
    parts = []
    for section in sections:
        part = _format_section(section, lambda piece: _write_piece(piece, preview_url), left, folded=folded)
        left -= len(part)
        parts.append(part)
    return beginning + "".join(parts) + ending


def _format_section(section: Section, write: Callable[[str | Typed], str], left: int, *, folded: bool) -> str:
    """Return a section, with as many lines as there is room for."""
    title = f"{section.title} ({format_count(len(section.sentences))})"
    beginning, ending = (f"\n<details><summary>{title}</summary>\n\n", "\n</details>\n") if folded else ("\n", "")
    lines: list[str] = []
    room = left - len(beginning) - len(ending) - 50
    for sentence in section.sentences[:MAX_LINES]:
        line = _format_line(sentence, write)
        room -= len(line)
        if room < 0:
            break
        lines.append(line)
    more = len(section.sentences) - len(lines)
    if more:
        lines.append(f"- … and {format_english_plural(more, 'line')} more\n")
    return beginning + "".join(lines) + ending


def _format_line(sentence: Sentence, write: Callable[[str | Typed], str]) -> str:
    said = "".join(map(write, sentence.pieces))
    return f"- **{sentence.head}**: {said}\n" if sentence.head else f"- {said}\n"


def _write_piece(piece: str | Typed, preview_url: str) -> str:
    if isinstance(piece, str):
        return piece
    code = write_code(piece.text)
    if not preview_url or not isinstance(piece.ref, ObjectiveRef | KeyResultRef):
        return code
    return f"[{code}](<{preview_url.rstrip('/')}/{quote(make_ref_url(piece.ref), safe='/#')}>)"


def write_code(text: str) -> str:
    """Return a text as a Markdown code span, in one line and of limited length, whatever stands in it."""
    line = _BEGINNING.sub(_JOINER, shorten_line(text)) or "–"
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if line[0] in "` " or line[-1] in "` " else ""
    return f"{fence}{padding}{line}{padding}{fence}"


def shorten_line(text: str) -> str:
    """Return a text in one line and of limited length, without control characters."""
    line = escape_control_characters(" ".join(text.split()))
    return line if len(line) <= MAX_PIECE else f"{line[: MAX_PIECE - 1]}…"
