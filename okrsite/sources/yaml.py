"""YAML to the positioned tree, guarded.

Reads the parser's events, never its constructed values: nothing is resolved (`no`, `010`, `12:30` stay text), nothing
is expanded (an anchor is refused before anything could multiply), and depth is counted before anything could overflow.
What a syntax error means in plain words is decided in `yaml_errors`; what a value means, by the vocabulary's types.
"""

from __future__ import annotations

import re

import yaml
from yaml import ScalarEvent

from okrsite.problems import Place, Problem, create_problem
from okrsite.sources.problem_limits import limit_problems
from okrsite.sources.records import ListNode, MapNode, Node, Scalar
from okrsite.sources.text import LineIndex, remove_refused_characters
from okrsite.sources.yaml_errors import add_errors, check_invisible_characters, shorten_to_one_line
from okrsite.sources.yaml_events import ODD_ENDS, parse_events, replace_unreadable
from okrsite.sources.yaml_nodes import OpenNode
from okrsite.sources.yaml_parser_words import create_tab_problem
from okrsite.sources.yaml_slips import SlipFinder

MAX_DEPTH = 20
"""Levels of lists and mappings; the vocabulary needs six."""

_FIRST_LINES = {"people": "ana: {name: Ana Berg, team: sales}", "kpis": "returning: {name: Riders who return}"}
"""How registers begin, by their names."""
_TAB_INDENTATION = re.compile(r"^ *\t[ \t]*(?=[^\s#])", re.MULTILINE)


def read_yaml(path: str, text: str, *, first_line: int = 1) -> tuple[MapNode | None, list[Problem]]:
    """Read one YAML document that holds fields.

    Args:
        path: The file's path, for places.
        text: The YAML, without a byte order mark.
        first_line: The line on which `text` begins in its file: 2 for front matter.

    Returns:
        The fields as typed, and everything that is wrong. Where a key stands twice, the first counts; where an anchor
        or tag was refused, its value is kept without it, and an alias is absent. None where nothing could be read.
        A place without width marks a value that was left out (`now:`), right behind the colon.
    """
    readable = replace_unreadable(text)
    reader = _YamlReader(path, readable, first_line)
    if readable != text:
        reader.problems.extend(check_invisible_characters(path, text, first_line))
    try:
        root = _read_or_count(reader)
    except yaml.YAMLError as error:
        reader.problems = add_errors(reader.problems, error, path, reader.text, first_line)
        root = None
    except ODD_ENDS:
        sentence = "This file can't be read as YAML."
        reader.problems.append(
            create_problem("OKR102", reader.lines.make_place(0, 1), sentence, "Look for a backslash in double quotes.")
        )
        root = None
    return root, limit_problems(reader.problems)


def _read_or_count(reader: _YamlReader) -> MapNode | None:
    """Read a text, and find our own end of nesting where libyaml came to its own first.

    libyaml ends at 1,000 levels from 0.2.6 (PyYAML 6.0.4) on, while it looks ahead on a line, before it has told of one
    of them. Up to that spot the text is nested deeply enough for ours, and there earlier releases would have stopped.

    Raises:
        yaml.YAMLError: the text can't be read.
    """
    before = len(reader.problems)
    try:
        return reader.read()
    except yaml.MarkedYAMLError as error:
        if error.problem_mark is None or "nesting depth" not in (error.problem or ""):
            raise
        del reader.problems[before:]
        return reader.read(error.problem_mark.index)


class _YamlReader:
    """Turns the events of one text into nodes, without recursion."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        self._path, self._first_line = path, first_line
        self.lines = LineIndex(path, text, first_line)
        self.problems: list[Problem] = []
        self.text = text
        self.slips = SlipFinder(text, self.lines)
        self._open: list[OpenNode] = []
        self._text_lines: set[int] = set()
        """Lines that continue a text: a tab at their beginning belongs to it."""
        self._root: Node | None = None
        self._end = len(text)  # of the part of the text that is read

    def read(self, end: int | None = None) -> MapNode | None:
        """Return the document's fields, None where there are none; the text may end early, at an offset."""
        self._open, self._text_lines, self._root = [], set(), None
        self._end = len(self.text) if end is None else end
        documents = 0
        opened = self._open
        for event in parse_events(self.text[:end]):
            if isinstance(event, ScalarEvent):
                if opened and opened[-1].asked and opened[-1].is_empty_name(event):
                    hint = "Put text that begins with `?` in quotes."
                    place = opened[-1].place
                    self.problems.append(create_problem("OKR102", place, "A field's name is missing here.", hint))
                    return None  # libyaml reads `[?]` from 0.2.6 on; earlier ones and the pure Python parser end here
                self._add_scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open_node(event)
                if len(opened) > MAX_DEPTH:
                    hint = "An OKR file needs six levels at most. Look for brackets that were not closed."
                    self._report(
                        "OKR107", event, f"The values are nested more than {MAX_DEPTH} levels deep here.", hint
                    )
                    return None
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close_node(event)
            elif isinstance(event, yaml.AliasEvent):
                hint = "Type the value itself; put text that begins with `*` in quotes."
                self._report(
                    "OKR103", event, "A value can't begin with `*`; in YAML it repeats a value from elsewhere.", hint
                )
                self._add_node(Scalar("", self._make_place(event)))
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    hint = "Delete the line `---`, or move what follows into a file of its own."
                    self._report("OKR103", event, "A second YAML document begins here; a file holds one.", hint)
                    break
                if event.tags:
                    self._report("OKR103", event, "Lines that begin with `%TAG` are not read.", "Delete the line.")
        self._refuse_tabs()
        self.problems += self.slips.problems
        return None if self.slips.is_misread else self._read_fields()

    def _refuse_tabs(self) -> None:
        # libyaml lets them pass between brackets; where it does not, the file ended in an error before.
        for match in _TAB_INDENTATION.finditer(self.text) if "\t" in self.text else ():
            at = match.start() + match.group().index("\t")
            place = self.lines.make_place(at, at + 1)
            if place.line not in self._text_lines:
                self.problems.append(create_tab_problem(place))

    def _read_fields(self) -> MapNode | None:
        root = self._root
        if isinstance(root, MapNode):
            return root
        start = root.place if root else self.lines.make_place(0, 1)
        if root is None or (isinstance(root, Scalar) and root.plain and root.is_absent):
            if not self.problems:
                sentence = (
                    "This file holds nothing but comments." if "#" in self.text else "There is nothing in this file."
                )
                self.problems.append(
                    create_problem("OKR106", start, sentence, "Type its fields, such as `objectives:`, or delete it.")
                )
            return None
        shape = "a list" if isinstance(root, ListNode) else "a text"
        hint = "Begin with a field's name and a colon, such as `objectives:`. A colon needs a space behind it."
        if example := _FIRST_LINES.get(start.path.rpartition("/")[2].partition(".")[0]):
            hint = f"Begin each entry with its id and a colon, without a dash: `{example}`."
        self.problems.append(create_problem("OKR202", start, f"Here belong fields, and here is {shape}.", hint))
        return None

    def _add_scalar(self, event: ScalarEvent) -> None:
        place, value, style = self._make_place(event), event.value, event.style
        parent = self._open[-1] if self._open else None
        is_bare = event.anchor is None and event.tag is None
        if parent is not None and is_bare and not style and parent.takes_name(value):
            # The name of a field in a block, of which there are most, is nothing else.
            parent.begin_field(Scalar(value, place))
            return
        if place.end_line > place.line:
            self._text_lines.update(range(place.line + 1, place.end_line + 1))
        if not is_bare:
            self._refuse_decorations(event)
        if style == '"' and not value.isprintable():
            # An escape such as "\u202e" brings in what could not be typed.
            hidden = remove_refused_characters(value)
            if hidden != value:
                sentence = "An escape in this text stands for an invisible character."
                self.problems.append(
                    create_problem("OKR115", place, sentence, "Delete the backslash and what follows it.")
                )
                value = hidden
        node = self._look_for_slips(event, value, place) or Scalar(value, place, not style)
        if parent is not None and parent.awaits_value:
            parent.end_field(node)
        else:
            self._add_node(node)

    def _look_for_slips(self, event: ScalarEvent, value: str, place: Place) -> Scalar | None:
        """Note a text, or a field's name, that may be something else; return what is meant, where that is known."""
        meant = None
        parent = self._open[-1] if self._open else None
        if parent is not None and parent.mapping and not parent.awaits_value:
            if not event.style and value and not value.isidentifier():
                self.slips.note_key(value, self._get_start(event))
        elif not value or event.style or not self.slips.is_plainly_text(event):
            known = parent.lines if parent else ()
            name = parent.key.text if parent is not None and parent.mapping and parent.key else ""
            meant = self.slips.note_text(event, known=known, flow=parent is not None and parent.flow, name=name)
            if parent is not None and not value and meant is None and self._is_bare(parent, event):
                parent.skips_value |= self.slips.note_bare_key(parent.key_end, parent.find_bracket(place.line))
                parent.refuse_number_before(is_told=parent.skips_value)
        if parent is not None and parent.flow:
            parent.key_end = self._get_end(event)
        return meant

    def _is_bare(self, parent: OpenNode, event: ScalarEvent) -> bool:
        """Whether an empty value has no colon before it: between brackets, a name may stand alone."""
        if not (parent.flow and parent.mapping and parent.key and parent.key.plain) or event.style:
            return False
        return ":" not in self.text[parent.key_end : self._get_start(event)]

    def _open_node(self, event: yaml.CollectionStartEvent) -> None:
        self._refuse_decorations(event)
        flow, mapping = event.flow_style is True, isinstance(event, yaml.MappingStartEvent)
        asked = flow and mapping and event.start_mark is not None and self.text.startswith("?", event.start_mark.index)
        opened = OpenNode(self._make_place(event), flow, mapping, asked)
        parent = self._open[-1] if self._open else None
        opened.is_key = parent is not None and parent.mapping and not parent.awaits_value
        self._open.append(opened)

    def _close_node(self, event: yaml.Event) -> None:
        closed = self._open.pop()
        place = closed.place
        if closed.flow:
            place = place.span_to(self._make_place(event))
        elif closed.mapping and closed.entries:
            place = place.span_to(closed.entries[-1].value.place)
        elif closed.items:
            place = place.span_to(closed.items[-1].place)
        if closed.is_key:
            hint = "Put text that begins with a bracket in quotes."
            self.problems.append(
                create_problem("OKR102", place, "A field's name can't be a list or a group of fields.", hint)
            )
            self._open[-1].awaits_value = self._open[-1].skips_value = True
        elif closed.mapping:
            self._add_node(MapNode(tuple(closed.entries), place))
        else:
            self._add_node(ListNode(tuple(closed.items), place))

    def _add_node(self, node: Node) -> None:
        """Put a finished node where it belongs: a key, a value, an item, or the whole document."""
        parent = self._open[-1] if self._open else None
        if parent is None:
            self._root = node
        elif not parent.mapping:
            parent.items.append(node)
        elif parent.awaits_value:
            parent.end_field(node)
        elif isinstance(node, Scalar):
            self._add_key(parent, node)

    def _add_key(self, parent: OpenNode, key: Scalar) -> None:
        parent.key, parent.awaits_value, parent.skips_value = key, True, True
        if key.plain and key.text == "<<":
            hint = "Type the fields themselves."
            self.problems.append(
                create_problem("OKR103", key.place, "`<<` would copy fields from elsewhere, and is refused.", hint)
            )
        elif not key.text.strip():
            self.problems.append(
                create_problem("OKR102", key.place, "A field's name is missing here.", "Type it before the colon.")
            )
        elif key.text in parent.lines:
            sentence = f"'{shorten_to_one_line(key.text)}' stands twice; the first is on line {parent.lines[key.text]}."
            self.problems.append(
                create_problem("OKR104", key.place, sentence, "Keep one of the two, or make the values one list.")
            )
            parent.skips_value = not parent.drop_empty_field(key.text)
        else:
            parent.begin_field(key)

    def _refuse_decorations(self, event: ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            hint = "Delete it; put text that begins with `&` in quotes."
            sentence = f"`&{shorten_to_one_line(event.anchor)}` would name this value for use elsewhere."
            self._report("OKR103", event, sentence, hint)
        if event.tag is not None:
            hint = "Delete it; put text that begins with `!` in quotes."
            sentence = f"`{shorten_to_one_line(event.tag)}` is a YAML tag, and tags are refused."
            self._report("OKR103", event, sentence, hint)

    def _report(self, code: str, event: yaml.Event, message: str, hint: str) -> None:
        if not isinstance(event, yaml.DocumentStartEvent | yaml.CollectionStartEvent):  # of which no line is all
            hint += self.slips.suggest_line(self._get_start(event))
        self.problems.append(create_problem(code, self._make_place(event), message, hint))

    def _make_place(self, event: yaml.Event) -> Place:
        start, end, first = event.start_mark, event.end_mark, self._first_line
        assert start is not None and end is not None  # a parser says where its events stand
        if end.index >= self._end:
            return self.lines.make_place(start.index, end.index)  # there the parser adds the line end that is missing
        # It counts lines as we do: what it takes for further line ends is no part of the text any more.
        return Place(self._path, start.line + first, start.column + 1, end.line + first, end.column + 1)

    def _get_start(self, event: yaml.Event) -> int:
        assert event.start_mark is not None
        return event.start_mark.index

    def _get_end(self, event: yaml.Event) -> int:
        assert event.end_mark is not None
        return event.end_mark.index
