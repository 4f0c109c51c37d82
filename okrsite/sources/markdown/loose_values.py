"""Values within the sentences of a check-in's note, which are words there, and are asked about.

Decides what is probably meant as a value, and what keeps it from being one: words before it, behind it or between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from okrsite.late_patterns import compile_late
from okrsite.nearest import find_close_name
from okrsite.problems import join_names
from okrsite.sources.markdown.checkin_values import (
    CONFIDENCE,
    DIGITS,
    SAYS,
    SENTENCE_END,
    SHARE,
    ReportedValue,
    blank_out_markup,
    read_sentence_part,
)
from okrsite.sources.markdown.field_values import SEPARATOR
from okrsite.sources.markdown.known_key_results import KnownKeyResults
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.sources.markdown.spans import Span

_BEGINS_WITH_VALUE = compile_late(rf"{SAYS}(?P<value>{DIGITS}(?:[.,'’]?\d)*\s?%?){CONFIDENCE}", re.IGNORECASE)
# What is no value as it stands, and with a confidence behind it can be nothing else.
_LOOSE_VALUE = compile_late(
    rf"(?:(?![,;]\s?KR\s?\d)[^.!?()\d]){{0,30}}?(?<![^\W\d_])(?P<value>{DIGITS}(?:[.,'’]?\d)*\s?%?)[^.!?(),;]{{0,20}}{SHARE}",
    re.IGNORECASE,
)
_CONFIDENCE_FIRST = compile_late(rf"\s?{SHARE}\s{{0,2}}(?P<value>{DIGITS}(?:[.,'’]?\d)*\s?%?)", re.IGNORECASE)
_VALUE_BEFORE = compile_late(rf"(?P<value>{DIGITS}(?:[.,'’]?\d)*\s?%?)\s\Z")
_NO_VALUE = compile_late(rf"(?P<value>)[^.!?()\d,;]{{0,30}}{SHARE}", re.IGNORECASE)
_BARE_CONFIDENCE = compile_late(
    rf"{SAYS}(?P<value>{DIGITS}(?:[.,'’]?\d)*\s?%?)\s?[,;/([]?\s?(?P<confidence>\d[\d.,]{{0,8}}\s?%)[)\]]?\s{{0,2}}\Z",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_BARE_SHARE = compile_late(rf"\s?{SHARE}")
_BEGINS_SENTENCE = compile_late(r"(?:\A|[.!?…][)\"”’»]{0,3})\s*\Z")
_ENDS_SENTENCE = compile_late(r"\s*[.!?…][)\"”’»]{0,3}\s+\S")
_COMMA = compile_late(r"\s*(?:[,;]\s*(?:(?:and|und|&)\s)?|\s(?:and|und|&)\s)\s*")
_NOTHING = compile_late(r"[\s.!,;]*")
_MOST_LISTED = 8
"""Key results that a hint lists."""
_LONGEST_SHOWN = 40


def _holds_digit(text: str) -> bool:
    """Whether a digit stands in a text, of any script or position."""
    return _DIGIT.search(text) is not None or (not text.isascii() and any(sign.isdigit() for sign in text))


def ask_about_values(reading: MarkdownReading, note: Span, values: list[ReportedValue], known: KnownKeyResults) -> None:
    """Ask about values within the sentences of a note: they are words there, and count for nothing.

    `values` are those that count: what they say may be said in words as well.
    """
    text = blank_out_markup(note)
    if not _holds_digit(text):
        return
    loose, said = _find_loose_values(text, {known.resolve_key(value.key.line) for value in values}, known)
    if loose:
        _report_loose_values(reading, note, loose, said, known, has_values=bool(values))
    elif not values:
        _ask_about_unknown_names(reading, note, known)


def ask_about_values_below(
    reading: MarkdownReading, numbers: Iterable[int], values: Sequence[ReportedValue], known: KnownKeyResults
) -> None:
    """Ask about values in lines below a check-in, which are text.

    Args:
        reading: The file.
        numbers: The lines, from 0.
        values: The values of the check-in: what they say may be said in words as well.
        known: The key results of the objective.
    """
    told = {known.resolve_key(value.key.line) for value in values}
    asked = {problem.place.line - 1 for problem in reading.problems}
    for number in numbers:
        line = reading.source.get_lines(number, number + 1).trim()
        text = blank_out_markup(line)
        if number in asked or not _holds_digit(text):
            continue
        loose, said = _find_loose_values(text, told, known)
        if not loose:
            continue
        names = join_names([f"'{value.partition(' ')[0]}'" for value in said], _MOST_LISTED)
        what = f"This looks like a value of {names}, but stands below the line of a check-in, and is read as text."
        if len(loose) > 1:
            what = f"These look like values of {names}, but stand below the line of a check-in, and are read as text."
        shown = ", ".join(said[:_MOST_LISTED])
        hint = f"Values stand behind the day, as the last sentence: “. {shown}”; or each in a bullet below it, alone."
        reading.report("OKR118", line.cut_span(loose[0][0], loose[-1][1]).place, what, hint)


def _find_loose_values(text: str, told: set[str], known: KnownKeyResults) -> tuple[list[tuple[int, int]], list[str]]:
    """Return where values begin and end in a text, and what each says; those of key results that are told are left out.

    Those that are found are told from then on.
    """
    loose: list[tuple[int, int]] = []
    said: list[str] = []
    for start, end in sorted(known.find_mentions(text)):
        key = known.resolve_key(text[start:end])
        found = None if key in told else _find_loose_value(text, start, end, takes_value=known.takes_value(key))
        if found is None:
            continue
        told.add(key)
        first, last, value, confidence = found
        loose.append((first, last))
        said.append(" ".join(part for part in (key, value.strip(" .,"), confidence and f"({confidence})") if part))
    return loose, said


def _report_loose_values(
    reading: MarkdownReading,
    note: Span,
    loose: list[tuple[int, int]],
    said: list[str],
    known: KnownKeyResults,
    *,
    has_values: bool,
) -> None:
    """Report values that are read as text, with what keeps them from being values.

    Args:
        reading: The file.
        note: The note, without its last sentence if that one holds values.
        loose: Where they begin and end.
        said: What each of them says.
        known: The key results of the objective.
        has_values: Whether the note has a sentence of values.
    """
    text = blank_out_markup(note)
    shown = ", ".join(said[:_MOST_LISTED])
    names = join_names([f"'{value.partition(' ')[0]}'" for value in said[:_MOST_LISTED]])
    looks, stand, are = (
        ("This looks like a value of", "stands", "is")
        if len(loose) == 1
        else ("These look like values of", "stand", "are")
    )
    them = "it" if len(loose) == 1 else "them"
    is_sentence = _BEGINS_SENTENCE.search(text, max(0, loose[0][0] - 8), loose[0][0]) is not None
    gap = _find_gap(text, loose) if is_sentence else None
    if gap is None and not (is_sentence and has_values):
        reason = f"{stand} within a sentence, and {are} read as text."
        hint = (
            f"Values stand in a sentence of their own, the last one: put a full stop before {them}, as in “. {shown}”."
        )
    elif gap is None or _ENDS_SENTENCE.match(text, *gap):
        reason = f"{stand} before the last sentence, and {are} read as text."
        hint = f"Only the last sentence of a note holds values, with commas between: move “{shown}” there."
    elif not text[gap[0] : gap[1]].strip():
        reason = f"no comma stands between {them}, so they are read as text."
        hint = f"Put commas between: “{shown}”."
    else:
        words = note.cut_span(*gap).trim(",;").line
        words = words if len(words) <= _LONGEST_SHOWN else f"{words[: _LONGEST_SHOWN - 1]}…"
        reason = f"“{words}” stands in the same sentence, so {'it' if len(loose) == 1 else 'they'} {are} read as text."
        hint = f"The sentence of the values, the last one, says nothing else: “{shown}”."
        if any(sign.isdigit() for sign in words):
            hint += f" The key results here are: {', '.join(known.list_ids())}."
    place = note.cut_span(*loose[0]).place.span_to(note.cut_span(*loose[-1]).place)
    reading.report("OKR118", place, f"{looks} {names}, but {reason}", hint)


def _find_gap(text: str, values: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return what stands between values in place of a comma, or behind the last one; None where nothing does."""
    ends = [last for _, last in values]
    for last, following in zip(ends, [*(first for first, _ in values[1:]), len(text)], strict=True):
        expected = _NOTHING if following == len(text) else _COMMA
        if following >= last and not expected.fullmatch(text, last, following):
            return last, following
    return None


def _ask_about_unknown_names(reading: MarkdownReading, note: Span, known: KnownKeyResults) -> None:
    """Ask about a last sentence that is nothing but values of no key result of the objective.

    They have a confidence, are several, or their name is nearly that of a key result.
    """
    mask = note.mask_markup.rstrip(" .!")
    start = max((end.end() for end in SENTENCE_END.finditer(mask)), default=0)
    values = [
        value
        for part in note.cut_span(start, len(mask)).split_at(SEPARATOR)
        for value in read_sentence_part(part, known)
    ]
    if not values or not all(value.value for value in values):
        return
    if any(known.is_known(value.key.line) for value in values):
        return
    first = values[0].key
    near = find_close_name(first.line.casefold(), known.list_ids())
    if not (near or len(values) > 1 or all(value.confidence for value in values)):
        return
    message = f"This looks like a value, but no key result is called “{first.line}”, so it is read as text."
    hint = f"The key results here are: {', '.join(known.list_ids()) or 'none'}. Name one of them."
    hint = f"Do you mean “{near}”? {hint}" if near else hint
    reading.report("OKR118", first.place, message, hint, correction=near or None)


def _find_loose_value(text: str, start: int, end: int, *, takes_value: bool) -> tuple[int, int, str, str] | None:
    """Return where a value begins and ends that a note gives to a key result named in it, the value, its confidence.

    Args:
        text: The note, without markup.
        start: Where the name begins.
        end: Where it ends.
        takes_value: Whether the key result takes values at all; of another one only a confidence says that it is meant.
    """
    match = _BEGINS_WITH_VALUE.match(text, end)
    if match is None or not (takes_value or match["confidence"]):
        before = _VALUE_BEFORE.search(text, max(0, start - 20), start)
        if before and (behind := _BARE_SHARE.match(text, end)):
            return before.start(), behind.end(), before["value"], behind["confidence"]
        patterns = (_LOOSE_VALUE, _CONFIDENCE_FIRST, _BARE_CONFIDENCE, _NO_VALUE)
        match = next((match for pattern in patterns if (match := pattern.match(text, end))), None)
    return (start, match.end(), match["value"], match["confidence"] or "") if match else None
