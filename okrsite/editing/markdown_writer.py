"""A file's fields as Markdown, in the style of the example.

An objective is written as it reads best, and read back. Only where that doesn't say the same, each of its parts is
tried in spellings that are safer.
"""

from __future__ import annotations

from collections.abc import Callable

from okrsite.editing.markdown_fields import write_field
from okrsite.editing.markdown_key_results import write_key_results
from okrsite.editing.markdown_prose import TEXTS, PlacedText, place_text, split_prose
from okrsite.editing.markdown_sections import write_checkin, write_initiative
from okrsite.editing.markdown_trials import (
    Lines,
    MarkdownTrials,
    UnwritableError,
    frame_texts,
    list_typed_entries,
    read_objective_back,
    spell_words,
)
from okrsite.editing.meaning import read_meaning
from okrsite.editing.new_nodes import make_record
from okrsite.editing.written_lines import WrittenLine, find_origin, join_lines
from okrsite.editing.yaml_writer import write_yaml_lines
from okrsite.fields import Field, Record
from okrsite.prose import Prose
from okrsite.sources.markdown.documents import read_markdown
from okrsite.sources.markdown.headings import capitalise_section
from okrsite.sources.records import MapEntry, MapNode, Node, Scalar, list_typed_nodes
from okrsite.vocabulary import CYCLE_FILE, OBJECTIVE, TEAM

_TEXTS: dict[Record, Field[Prose]] = {CYCLE_FILE: CYCLE_FILE.INTRO, TEAM: TEAM.ABOUT}
"""The field that stands as text below the front matter."""
_SECTIONS: tuple[Field[object], ...] = (OBJECTIVE.KEY_RESULTS, OBJECTIVE.INITIATIVES, OBJECTIVE.CHECKINS)


def write_markdown(node: MapNode, record: Record) -> str:
    """Return the fields of a file as the text of a Markdown file; what is absent is left out.

    Args:
        node: The fields.
        record: What the file as a whole is: `CYCLE_FILE` or `TEAM`.

    Raises:
        UnwritableError: something of it can't be typed in Markdown.
    """
    return join_lines(write_markdown_lines(node, record))


def write_markdown_lines(node: MapNode, record: Record) -> Lines:
    """Return the fields of a file as lines of Markdown, as `write_markdown` does.

    Raises:
        UnwritableError: something of it can't be typed in Markdown.
    """
    meaning = read_meaning(node, record)
    objectives = node.get(CYCLE_FILE.OBJECTIVES.name) if record is CYCLE_FILE else None
    written = [write_objective(item) for item in list_typed_nodes(objectives)] if objectives is not None else []
    text = _TEXTS[record]
    for in_front in (False, True):
        names = {CYCLE_FILE.OBJECTIVES.name, *(() if in_front else (text.name,))}
        lines = _write_front_matter(MapNode(tuple(entry for entry in node if entry.key.text not in names), node.place))
        if not in_front:
            lines += _write_text(node.get(text.name))
        lines += [line for objective in written for line in objective]
        read, problems = read_markdown("", join_lines(lines), record.name)
        if read is not None and read_meaning(read, record) == meaning and (in_front or not problems):
            return lines
    message = "Its texts can't be written together in Markdown so that they say the same."
    hint = "Look for definitions of links or for code that isn't closed, or leave the file as it is."
    raise UnwritableError(message, node.place, hint)


def _write_front_matter(node: MapNode) -> Lines:
    lines = write_yaml_lines(node)
    return [WrittenLine("---"), *lines, WrittenLine("---"), WrittenLine("")] if lines else []


def _write_text(node: Node | None) -> Lines:
    if not isinstance(node, Scalar) or node.is_absent:
        return []
    return _end_block(split_prose(node))


def _end_block(lines: Lines) -> Lines:
    """Return lines with an empty one behind them, if there are any."""
    return [*lines, WrittenLine("")] if lines else []


def write_objective(objective: Node) -> Lines:
    """Return an objective, with an empty line behind it.

    Raises:
        UnwritableError: something of it can't be typed in Markdown.
    """
    record = objective if isinstance(objective, MapNode) else make_record({OBJECTIVE.TITLE.name: objective})
    meaning = read_meaning(record, OBJECTIVE)
    lines = _write_parts(record, MarkdownTrials(careful=False))
    said, is_clear = read_objective_back(lines)
    if said == meaning and is_clear:
        return lines
    for safe in (False, True):
        lines = _write_parts(record, MarkdownTrials(careful=True), safe=safe)
        said, is_clear = read_objective_back(lines)
        if said == meaning:
            return lines
    message = "The parts of this objective can't be written together in Markdown so that they say the same."
    hint = "Look for definitions of links or for code that isn't closed, or leave the file as it is."
    raise UnwritableError(message, record.place, hint)


def _write_parts(record: MapNode, trials: MarkdownTrials, *, safe: bool = False) -> Lines:
    """Return an objective; `safe` says that its texts are bullets, in which nothing ends them."""
    entries = {entry.key.text: entry for entry in list_typed_entries(record)}
    key_results = entries.get(OBJECTIVE.KEY_RESULTS.name)
    listed = key_results.value if key_results else None
    results = write_key_results(list_typed_nodes(listed), trials) if listed is not None else []
    texts = {
        field: place_text(field, entries[field.name].value, bool(results), trials, safe=safe)
        for field in TEXTS
        if field.name in entries
    }
    fields = _write_fields(entries, texts, trials)
    # Longer texts stand behind all fields.
    bullets = [text for text in texts.values() if text.where == "bullet"]
    fields += [line for text in bullets for line in text.lines]
    lines = [*_write_title(entries, record.place.line, trials), WrittenLine(""), *_end_block(fields)]
    why = texts[OBJECTIVE.WHY].get_block() if OBJECTIVE.WHY in texts else []
    lines += _end_block(why)
    in_section = bool(why) and texts[OBJECTIVE.WHY].where == "section"
    below_bullet = not why and any(text.where == "bullet" for text in texts.values())
    if results and (in_section or (below_bullet and results[0].text.startswith("- "))):
        lines += frame_texts("### Key results", "")  # else they are a part of that text, or look like one
    lines += results
    for field in (OBJECTIVE.NOTES, OBJECTIVE.NEEDS):
        if text := texts.get(field):
            lines += _end_block(text.get_block())
    lines += _write_items(entries, OBJECTIVE.INITIATIVES, lambda item: write_initiative(item, trials))
    lines += _write_items(entries, OBJECTIVE.CHECKINS, lambda item: write_checkin(item, results, listed, trials))
    if retrospective := texts.get(OBJECTIVE.RETROSPECTIVE):
        lines += _end_block(retrospective.get_block())
    return lines


def _write_title(entries: dict[str, MapEntry], first: int, trials: MarkdownTrials) -> Lines:
    title = entries.get(OBJECTIVE.TITLE.name)
    if title is None or not isinstance(title.value, Scalar):
        return frame_texts("##")
    spelled = list(spell_words(title.value))
    origin = min(first, find_origin(title))
    return trials.choose(
        # Whatever stands behind “Objective:” is a title, the name of a section too.
        [[WrittenLine(f"## {text}", origin)] for text in (*spelled, *(f"Objective: {text}" for text in spelled))],
        lambda lines: [*lines, *frame_texts("", "- Id: second")],
        make_record({OBJECTIVE.TITLE.name: title.value, OBJECTIVE.ID.name: "second"}),
        "this title",
        title.value.place,
    )


def _write_fields(
    entries: dict[str, MapEntry], texts: dict[Field[object], PlacedText], trials: MarkdownTrials
) -> Lines:
    lines: Lines = []
    for name, entry in sorted(entries.items(), key=lambda item: item[0] != OBJECTIVE.ID.name):
        field = OBJECTIVE.find_field(name)
        if field is OBJECTIVE.NEEDS and texts[field].where == "field":
            lines += texts[field].lines
        if field is None or field is OBJECTIVE.TITLE or field in TEXTS or field in _SECTIONS:
            continue
        lines += trials.choose(
            write_field(field, entry.value, find_origin(entry)),
            lambda bullets: [*frame_texts("## Title", ""), *bullets],
            make_record({OBJECTIVE.TITLE.name: "Title", name: entry.value}),
            f"“{field.label}”",
            entry.value.place,
        )
    return lines


def _write_items(entries: dict[str, MapEntry], field: Field[object], write: Callable[[Node], Lines]) -> Lines:
    entry = entries.get(field.name)
    items = list_typed_nodes(entry.value) if entry is not None else ()
    lines = [line for item in items for line in write(item)]
    return [*frame_texts(f"### {capitalise_section(field)}", ""), *_end_block(lines)] if lines else []
