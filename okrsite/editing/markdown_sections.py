"""Initiatives and check-ins in Markdown, one bullet each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsite.editing.markdown_fields import write_field, write_prose_bullet
from okrsite.editing.markdown_trials import (
    Lines,
    MarkdownTrials,
    frame_texts,
    list_typed_entries,
    nest,
    spell_words,
)
from okrsite.editing.new_nodes import make_list, make_record
from okrsite.editing.written_lines import WrittenLine, find_origin
from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.sources.records import MapNode, Node, Scalar
from okrsite.vocabulary import CHECKIN, INITIATIVE, OBJECTIVE

_SENTENCE_END = compile_late(r"[.!?…][)\"”’»*_]{0,3}\Z")


def write_initiative(work: Node, trials: MarkdownTrials) -> Lines:
    """Return an initiative.

    Raises:
        UnwritableError: it can't be written.
    """
    return trials.choose(
        _spell_initiative(work),
        lambda lines: [*frame_texts("## Title", "", "### Initiatives", ""), *lines],
        make_record({OBJECTIVE.TITLE.name: "Title", OBJECTIVE.INITIATIVES.name: make_list([work])}),
        "this initiative",
        work.place,
    )


def _spell_initiative(work: Node) -> Iterator[Lines]:
    said = _list_texts(work) if isinstance(work, MapNode) else {}
    title = said.get(INITIATIVE.TITLE.name) if isinstance(work, MapNode) else work
    status = said[INITIATIVE.STATUS.name].text.strip().casefold() if INITIATIVE.STATUS.name in said else "todo"
    box = "[x]" if status == "done" else "[ ]"
    owner = said.get(INITIATIVE.OWNER.name)
    further = [field for field in (INITIATIVE.DUE, INITIATIVE.LINK) if field.name in said]
    further += [INITIATIVE.STATUS] if status not in ("todo", "done") else []
    below: list[tuple[Field[object], Node]] = [(field, said[field.name]) for field in further]
    if isinstance(work, MapNode) and (moves := work.get(INITIATIVE.MOVES.name)) is not None:
        below.append((INITIATIVE.MOVES, moves))
    origin = work.place.line
    titles = list(spell_words(title)) if isinstance(title, Scalar) else [""]
    owners = list(spell_words(owner)) if owner is not None else []
    due = said.get(INITIATIVE.DUE.name)
    if due is not None:
        details = ", ".join([*owners[:1], f"due {due.text}"])
        lines = _write_below([each for each in below if each[0] is not INITIATIVE.DUE])
        for words in titles:
            yield [WrittenLine(f"- {box} {words} ({details})", origin), *nest(lines)]
    lines = _write_below(below)
    for words in titles:
        yield [WrittenLine(f"- {box} {words}{f' ({owners[0]})' if owners else ''}", origin), *nest(lines)]
    for care, words in enumerate(titles):
        named = [(INITIATIVE.OWNER, owner), *below] if owner is not None else below
        several = [list(write_field(field, value, 0)) for field, value in named]
        lines = [line for spellings in several for line in spellings[min(care, len(spellings) - 1)]]
        yield [WrittenLine(f"- {box} {words}", origin), *nest(lines)]


def _write_below(fields: Sequence[tuple[Field[object], Node]]) -> Lines:
    return [line for field, value in fields for line in next(write_field(field, value, value.place.line))]


def write_checkin(checkin: Node, key_results: Lines, listed: Node | None, trials: MarkdownTrials) -> Lines:
    """Return a check-in.

    Args:
        checkin: The check-in.
        key_results: The key results of its objective, as they are written.
        listed: The same, as they were typed; None for none.
        trials: Chooses its spelling.

    Raises:
        UnwritableError: it can't be written.
    """
    known = {OBJECTIVE.KEY_RESULTS.name: listed} if listed is not None else {}
    expected = make_record({OBJECTIVE.TITLE.name: "Title", **known, OBJECTIVE.CHECKINS.name: make_list([checkin])})
    frame = [*frame_texts("## Title", ""), *key_results, *frame_texts("### Check-ins", "")]
    return trials.choose(
        _spell_checkin(checkin), lambda lines: [*frame, *lines], expected, "this check-in", checkin.place
    )


def _spell_checkin(checkin: Node) -> Iterator[Lines]:
    if not isinstance(checkin, MapNode):
        return
    said = _list_texts(checkin)
    date, by, status = (said.get(name) for name in (CHECKIN.DATE.name, CHECKIN.BY.name, CHECKIN.STATUS.name))
    note = said[CHECKIN.NOTE.name].text.strip("\n") if CHECKIN.NOTE.name in said else ""
    day, origin = date.text if date else "", checkin.place.line
    values = list(_list_values(checkin))
    told = {CHECKIN.DATE, CHECKIN.BY, CHECKIN.STATUS, CHECKIN.NOTE, CHECKIN.NOW, CHECKIN.CONFIDENCE}
    others = [
        line
        for entry in list_typed_entries(checkin)
        if (field := CHECKIN.find_field(entry.key.text)) and field not in told
        for line in next(write_field(field, entry.value, find_origin(entry)))
    ]
    head = f"- {day}{f', {by.text}' if by else ''}{f' ({status.text})' if status else ''}:"
    listed = frame_texts(*(f"- {value}" for value in values))
    if "\n" not in note:
        if not values or not note or _SENTENCE_END.search(note):
            words = " ".join(part for part in (head, note, ", ".join(values)) if part)
            yield [WrittenLine(words, origin), *nest(others)]
        yield [WrittenLine(f"{head} {note}".rstrip(), origin), *nest([*listed, *others])]
    for prose in write_prose_bullet(CHECKIN.NOTE.label, note, 0) if note else ():
        yield [WrittenLine(head, origin), *nest([*listed, *others, *prose])]
    yield from _spell_below(checkin, day, origin)


def _spell_below(checkin: MapNode, day: str, origin: int) -> Iterator[Lines]:
    """Yield spellings in which every field has a bullet of its own below the day."""
    names = [name for name in (*_list_names(checkin), CHECKIN.NOTE.name) if name != CHECKIN.DATE.name]
    entries = {entry.key.text: entry for entry in list_typed_entries(checkin)}
    several: list[list[Lines]] = []
    for name in dict.fromkeys(name for name in names if name != CHECKIN.NOTE.name):
        field = CHECKIN.find_field(name)
        if field is not None:
            several.append(list(write_field(field, entries[name].value, 0)))
    notes: list[Lines] = [[]]
    if CHECKIN.NOTE.name in entries and isinstance(value := entries[CHECKIN.NOTE.name].value, Scalar):
        notes = list(write_prose_bullet(CHECKIN.NOTE.label, value.text, 0))
    for care in range(max((len(spellings) for spellings in several), default=1)):
        for note in notes:
            lines = [line for spellings in several for line in spellings[min(care, len(spellings) - 1)]]
            yield [WrittenLine(f"- {day}:", origin), *nest([*lines, *note])]


def _list_values(checkin: MapNode) -> Iterator[str]:
    """Yield what key results are said to stand at, `repeat 131 (70%)`."""
    now, confidence = checkin.get(CHECKIN.NOW.name), checkin.get(CHECKIN.CONFIDENCE.name)
    values = {name: value.text for name, value in _list_texts(now).items()} if isinstance(now, MapNode) else {}
    shares = _list_texts(confidence) if isinstance(confidence, MapNode) else {}
    for name in _merge_names(list(values), list(shares)):
        share = f"({shares[name].text})" if name in shares else ""
        yield " ".join(part for part in (name, values.get(name, ""), share) if part)


def _merge_names(values: list[str], shares: list[str]) -> Iterator[str]:
    """Yield names of two lists, each once and both in their order, as far as they don't contradict each other."""
    rest = [name for name in shares if name not in set(values)]
    for name in values:
        while name in shares and rest and shares.index(rest[0]) < shares.index(name):
            yield rest.pop(0)
        yield name
    yield from rest


def _list_names(record: MapNode) -> list[str]:
    return [entry.key.text for entry in list_typed_entries(record)]


def _list_texts(record: MapNode) -> dict[str, Scalar]:
    """Return the fields of a record that are single texts."""
    return {entry.key.text: entry.value for entry in list_typed_entries(record) if isinstance(entry.value, Scalar)}
