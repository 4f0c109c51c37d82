"""The last look at lines: what looks like a part of the format and became text, or a part of another line.

Whatever the rest of the reader makes of a file, no line that looks like a field, a key result, a check-in, a box to
tick, a heading or a row of a table is a text without a word about it. Lines of which something was said already are
left alone.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice

from okrsite.field_types import PROSE
from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.headings import KEY_RESULT_LINE, SECTIONS, find_section
from okrsite.sources.markdown.labels import LabelledText, split_label
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.sources.markdown.spans import BLANKS, BULLETS, Span
from okrsite.vocabulary import KEY_RESULT, OBJECTIVE

_AROUND = compile_late(
    rf"(?:[ \t{BLANKS}]|>|\\|`|\*\*|__|</?[A-Za-z][A-Za-z0-9]{{0,10}}(?:\s[^<>]{{0,80}})?>"
    rf"|[-*+o{BULLETS}](?=[ \t{BLANKS}])|\d{{1,3}}[.)](?=[ \t])){{1,16}}"
)
"""What may stand before the words of a line: bullets, and what makes code, a quotation or HTML of it."""
_ODD_SIGNS = compile_late(r"[^\w\s|]{1,4}[ \t]{1,4}(?=\**(?i:KR|key result))")
"""Signs before a key result that begin an item elsewhere: `.. KR: …`."""
_MAY_LOOK = re.compile(r"[#＃|│¦\[:：<]|[0-9]-[0-9]|KR|(?i:key result|retro)")
"""What every line has that looks like more than a text."""
_DELIBERATE = re.compile(r" {0,3}(?:```|~~~|<!--)")
_PLAIN_BULLET = compile_late(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_QUOTED_BULLET = compile_late(r"[>`<][^\n]*[-*+][ \t]|[-*+][ \t][^\n]*[`<]")
"""A bullet in a quotation, in code or in HTML; a text with a colon is a field there, too."""
_HEADING = re.compile(r"[#＃]{1,6}[^\S\n]*[^\s#]")
_HASHTAG = compile_late(r"#[a-z][\w-]*[\s*_.]*")
_HTML_HEADING = compile_late(r"[ \t]*<h[1-6]\b", re.IGNORECASE)
_BOX = compile_late(r"\[[ xX✓✔]{0,3}\](?=\s|\w)(?!\()")
_DATED = compile_late(r"(?:\*\*)?\d{4}-\d{1,2}-\d{1,2}(?:\*\*)?(?:\s?[,:;]|\s[-–—(])")
_ROW = compile_late(r"[|│¦](?:[^|│¦\n]*[|│¦]){2}")
_NO_FIELDS = frozenset((*SECTIONS, OBJECTIVE.VISIBILITY, OBJECTIVE.AUDIENCE, KEY_RESULT.AUDIENCE))
"""Sections, and marks of secrecy, of which the search for marks speaks wherever they stand."""
_SENTENCE = compile_late(r"[.!?…][)\"”’»*_]{0,3}\Z")
_LONGEST_SHOWN = 40
_LONGEST_VALUE = 80
"""Characters behind a label; more are a sentence."""
_WITHIN = compile_late(
    r"(?<=[^\s|>*+-])[ \t]{0,20}(?:(?<![-\w])|(?<=\w))[-•][ \t]?(?:\[[ xX]\][ \t]|KR\d{0,2}[:.)]|\d{4}-\d{2}-\d{2}[,:]"
    r"|(?P<label>[A-Z][A-Za-z]{1,20}(?: [a-z]{1,20}){0,2}:(?=[ \t]|\Z)))"
    r"|(?<=\S)[ \t]{0,20}#{2,4}[ \t]+\S"
)
"""A second line within one: the end of the first was deleted."""
_MAY_BE_WITHIN = re.compile(r"[-•][ \t]?(?:\[|KR|\d{4}-|[A-Z])|##")
"""Found in all lines in which `_WITHIN` finds something, behind their first signs, and much faster."""
_LONGEST_COMMENT = 4_000
_MOST_BLANKS = 4
"""Columns from which on a line is code, or belongs to a bullet above: the corrected line begins in the first."""
_MOST_WITHIN, _LONGEST_WITHIN, _LONGEST_SHOWN = 20, 200, 60
"""Places of a line at which a second one is looked for, characters that are looked at, and those that are shown."""


def ask_about_unread_lines(reading: MarkdownReading, blocks: Sequence[MarkdownBlock]) -> None:
    """Ask about lines of text that look like more; one question for those of one block that stand together.

    `blocks` are the top-level blocks of the file: a table may be a part of a text.
    """
    in_tables = {line for block in blocks if block.kind == "table" for line in block.lines}
    in_html = {line for block in blocks if block.kind == "html" for line in block.lines}
    starts = {block.first for block in blocks}
    told = _list_told_lines(reading)
    for block in _list_html_blocks(blocks):
        _ask_about_html(reading, block, told)
    for block in blocks:
        if _DELIBERATE.match(reading.source.get_line(block.first)) and block.kind in ("html", "other"):
            told.update(block.lines)  # code and comments with their signs around them say that nothing is meant
        elif block.kind != "list" and not told.isdisjoint(block.lines):
            told.update(block.lines)  # one word about a paragraph is enough
    group: list[tuple[int, str, Span]] = []
    for number in sorted(reading.text_lines):
        look = None if number in told else find_look(reading, number, in_tables, in_html)
        if group and (number in starts or number - group[-1][0] > 1 or look is None):
            _report_group(reading, group)
            group = []
        if look is not None:
            group.append((number, *look))
    _report_group(reading, group)


def _list_html_blocks(blocks: Iterable[MarkdownBlock]) -> Iterator[MarkdownBlock]:
    """Yield HTML at any level."""
    for block in blocks:
        if block.kind == "html":
            yield block
        yield from _list_html_blocks(block.children)


def _ask_about_html(reading: MarkdownReading, block: MarkdownBlock, told: set[int]) -> None:
    """Ask about HTML that takes in lines of the format, at the line that opens it."""
    texts, get_line = reading.text_lines, reading.source.get_line
    inside = [number for number in block.lines[1:] if number in texts or get_line(number).startswith("## ")]
    if _DELIBERATE.match(reading.source.get_line(block.first)) or not told.isdisjoint(block.lines):
        return
    if not any(find_look(reading, number, (), block.lines) or _is_text_field(reading, number) for number in inside):
        return
    first = reading.source.get_lines(block.first, block.first + 1).trim()
    message = f"“{first.raw[:_LONGEST_SHOWN]}” begins HTML, in which nothing is read: what stands below it is text."
    hint = "Delete this line, or put an empty line below it; HTML ends at the next empty line."
    reading.report("OKR118", first.place, message, hint)
    told.update(block.lines)


def _is_text_field(reading: MarkdownReading, number: int) -> bool:
    """Whether a line is a bullet with the name of a field that takes a text."""
    line = reading.source.get_lines(number, number + 1)
    bullet = _PLAIN_BULLET.match(line.raw)
    return bullet is not None and _names_field(line.cut_span(bullet.end()))


def _names_field(span: Span) -> bool:
    said = split_label(span, "objective")
    return said is not None and said.field is not None


def _list_told_lines(reading: MarkdownReading) -> set[int]:
    """Return the lines, from 0, of which a problem speaks; of a long span only the first few."""
    told = set(reading.settled_lines)
    for problem in reading.problems:
        told.update(range(problem.place.line - 1, min(problem.place.end_line, problem.place.line + 20)))
    return told


def find_look(
    reading: MarkdownReading, number: int, in_tables: Container[int] = (), in_html: Container[int] = ()
) -> tuple[str, Span] | None:
    """Return what a line looks like, and its words; None for a text."""
    if not _MAY_LOOK.search(reading.source.get_line(number)):
        return None
    line = reading.source.get_lines(number, number + 1)
    raw = line.raw
    before = _AROUND.match(raw)
    around = before[0] if before else ""
    span = line.cut_span(len(around))
    words = span.raw
    if words[:1] == "#" and _HASHTAG.fullmatch(words):
        return None
    if _HEADING.match(words) and around.strip(" ") and not _PLAIN_BULLET.fullmatch(around):
        return "a heading", line.trim()
    if _HEADING.match(words) and (len(around) > 3 or number in in_html):
        return "a heading", line.trim()
    if _HTML_HEADING.match(raw):
        return "a heading", line.trim()
    if find_section(words.strip("*_:#＃ ")) is OBJECTIVE.RETROSPECTIVE:
        return "a heading", line.trim()
    odd = _ODD_SIGNS.match(words)
    if KEY_RESULT_LINE.match(words, odd.end() if odd else 0):
        return "a key result", line.trim()
    if _BOX.match(words):
        return "a box to tick", line.trim()
    if _DATED.match(words) and (around.strip() or ":" in words[10:90]):
        return "a check-in", line.trim()
    if number not in in_tables and (_ROW.match(words) or _goes_on_below_row(reading, number, raw)):
        return "a row of a table", line.trim()
    if find_typed_field(span, is_bullet=bool(around.strip())) is not None:
        return "a field", line.trim()
    if _QUOTED_BULLET.search(around) and _names_field(span):
        return "a field", line.trim()
    return None


def _goes_on_below_row(reading: MarkdownReading, number: int, raw: str) -> bool:
    """Whether a line has cells right below a row: the rest of it, of which Markdown makes something else."""
    return raw.count("|") > 1 and number > 0 and reading.source.get_line(number - 1).startswith("|")


def find_typed_field(span: Span, *, is_bullet: bool) -> LabelledText | None:
    """Return a label with its value if it is that of a field which isn't prose; a sentence behind it is none."""
    for record in ("objective", "key_result"):
        said = split_label(span, record)
        if said and said.field and said.field.type is not PROSE and said.field not in _NO_FIELDS:
            value = said.value.raw
            if is_bullet or (value and len(value) <= _LONGEST_VALUE and not _SENTENCE.search(value)):
                return said
    return None


def _report_group(reading: MarkdownReading, group: Sequence[tuple[int, str, Span]]) -> None:
    if not group:
        return
    _, what, first = group[0]
    place = first.place.span_to(group[-1][2].place)
    more = f", and so do {len(group) - 1} more below it" if len(group) > 2 else ""
    message = f"This line looks like {what}{more}, but nothing makes it one here, so it is read as plain text."
    if len(group) == 2:
        message = "These two lines look like parts of the format, but nothing makes them that here, so they are text."
    hints = {
        "a heading": "Begin the line with its number signs: ## for an objective, ### for a part of one.",
        "a key result": "Begin the line with “- KR:”, without anything before the dash.",
        "a box to tick": "Boxes belong below a key result, indented, or below “### Initiatives”.",
        "a check-in": "Check-ins are bullets below “### Check-ins”: “- 2026-10-12, Anna: …”.",
        "a row of a table": "A row belongs right below the line of dashes or the row above it, and begins with |.",
        "a field": "Fields are bullets right under their heading, or indented below a key result.",
    }
    reason = " In quotations, indented code and HTML nothing is read."
    meant = _write_key_result(first) if what == "a key result" and len(group) == 1 else None
    reading.report("OKR118", place, message, hints[what] + reason, correction=meant)


def _write_key_result(line: Span) -> str | None:
    """Return a line that looks like a key result as a bullet; None where signs of HTML or code stand in it."""
    raw = line.raw
    before = _AROUND.match(raw)
    words = raw[before.end() if before else 0 :]
    odd = _ODD_SIGNS.match(words)
    words = words[odd.end() if odd else 0 :]
    prefix = KEY_RESULT_LINE.match(words)
    is_indented = line.place.column > _MOST_BLANKS
    if prefix is None or is_indented or any(sign in raw for sign in "<`"):
        return None
    return f"- KR: {words[prefix.end() :].strip()}"


def ask_about_joined_lines(reading: MarkdownReading) -> None:
    """Ask about lines of an objective in which a second one begins: the end of the first was deleted."""
    told = _list_told_lines(reading)
    for number in sorted(reading.structure_lines - reading.text_lines):
        raw = reading.source.get_line(number)
        if number in told or not ("<!--" in raw or _MAY_BE_WITHIN.search(raw.lstrip(" \t|>*+-"))):
            continue
        line = reading.source.get_lines(number, number + 1)
        if "<!--" in raw and _begins_endless_comment(line):
            message = "A comment begins here and never ends, so it hides what follows, or is read as text."
            place = line.cut_span(raw.rfind("<!--")).place
            reading.report("OKR118", place, message, "Type `-->` behind it, or delete it.")
            continue
        for match in islice(_WITHIN.finditer(raw), _MOST_WITHIN):
            is_label = match["label"] is not None
            beginning = match.start("label")
            words = line.cut_span(beginning, min(beginning + _LONGEST_WITHIN, len(raw))) if is_label else line
            is_first = not raw[: match.start()].strip(" \t\\")  # an escaped bullet begins the line
            is_known = _names_field(words) or find_typed_field(words, is_bullet=True) is not None
            if is_first or (is_label and not is_known):
                continue
            second = line.cut_span(match.start() + len(match[0]) - len(match[0].lstrip()))
            message = "Here a second line begins within this one, and is read as a part of it."
            shown = second.line if len(second.line) <= _LONGEST_SHOWN else f"{second.line[: _LONGEST_SHOWN - 1]}…"
            hint = f"Begin it on a line of its own: `{shown}`."
            reading.report("OKR118", second.place, message, hint)
            break


def _begins_endless_comment(line: Span) -> bool:
    """Whether a comment begins on a line and ends neither there nor further below, before the next one."""
    text, start = line.source.text, line.start + line.raw.rfind("<!--")
    end = text.find("-->", start, start + _LONGEST_COMMENT)
    return (end < 0 or text.find("<!--", start + 4, end) >= 0) and "`" not in line.raw
