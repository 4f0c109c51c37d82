"""Slips in check-ins and in marks of secrecy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slip_kinds import Mutant, add_slip, edit_lines, replace_lines
from slip_places import Places, TypedLine

from okrsite.sources.records import ListNode, MapNode, Node, Scalar

_CHECKIN = re.compile(r"- (?P<date>[\d-]+), (?P<by>[^:]+): (?P<note>.*?[.!?\"]) (?P<values>[\w-]+ [^.!?]*\(.*)$")
_MARKS = (
    "Draft: yes",
    "Visibility: draft",
    "Audience: internal",
    "Confidential: yes",
    "Draft",
    "DRAFT",
    "(DRAFT)",
    "[Draft]",
    "visibility: internal",
    "Visbility: draft",
    "Audiance: internal",
    "Internal only",
    "Do not publish",
    "Status: draft",
    "Entwurf",
    "visibility = draft",
    "draft: true",
    "Vertraulich",
    "#draft",
    "TLP: RED",
    "Not public",
    "CONFIDENTIAL",
    "Published: no",
    "hidden: true",
    "private: yes",
    "Draft v2",
    "Not final yet",
    "Vorläufig",
    "Pending approval",
    "Zur internen Verwendung",
)

_IS_INTERNAL = re.compile(r"(?:audi|conf|(?:zur )?intern|vertraulich|tlp|hidden|private)", re.IGNORECASE)
_IS_READ = re.compile(r"(?:audience: internal|visibility: draft)\Z", re.IGNORECASE)


def _change_checkin(line: TypedLine) -> Iterator[str]:
    match = _CHECKIN.match(line.text)
    if match is None:
        return
    day, by, note, values = match.groups()
    first = re.match(r"(?P<id>[\w-]+) (?P<value>[^(,]*?) ?\((?P<share>[^)]*)\)", values)
    yield f"- {day}, {by} {note} {values}"
    yield f"- {day} {by}: {note} {values}"
    yield f"- {day}: {by}: {note} {values}"
    yield f"- {day} - {by}: {note} {values}"
    yield f"- {day} ({by}): {note} {values}"
    yield f"- {by}, {day}: {note} {values}"
    yield f"- {by}: {note} {values}"
    yield f"- {note} {values}"
    yield f"- **{day}**, {by}: {note} {values}"
    yield f"- {day}, {by}, {note} {values}"
    yield f"- {day}; {by}: {note} {values}"
    yield f"- **{day} ({by})** {note} {values}"
    yield f"- {day} – {day[:-2]}28, {by}: {note} {values}"
    for glue in (" ", ", ", "; ", " - ", ": ", " – ", " / ", " ("):
        yield f"- {day}, {by}: {note.rstrip('.!?')}{glue}{values}"
    yield f"- {day}, {by}: {values}. {note}"
    yield f"- {day}, {by}: {note} {values}."
    yield f"- {day}, {by}: {note} {values}!"
    yield f"- {day}, {by}: {note} {values} Thanks all."
    yield f"- {day}, {by}: {note} {values}, thanks all"
    for more in (" 🎉", " cc @Jo", " (all from the board)", " <!-- new", ". On we go."):
        yield f"- {day}, {by}: {note} {values}{more}"
    yield f"- {day}, {by}: {note} Status: at risk. {values}"
    yield f"- {day}, {by.lower()} keller: {note} {values}"
    yield f"- {day}, {by}: {note} {values.replace('), ', ') ')}"
    yield f"- {day}, {by}: {note} Now {values}"
    yield f"- {day}, {by}: {note} Values: {values}"
    yield f"- {day}, {by}: {note}\n  {values}"
    yield f"- {day}, {by}: {note}\n  - {values}"
    if first and first["value"]:
        name, value, share = first.groups()
        rest = values[first.end() :]
        for words in (
            f"{name} is at {value} ({share})",
            f"{name} is {value} ({share})",
            f"{name} now {value} ({share})",
            f"{name} = {value} ({share})",
            f"{name}: {value} ({share})",
            f"{name} at {value} ({share})",
            f"{name}, {value} ({share})",
            f"{name} {value} {share}",
            f"{name} {value}, {share}",
            f"{name} {value} ({share}",
            f"{name} {value} {share})",
            f"{name} {value} [{share}]",
            f"{name} {value} ({share.rstrip('%')})",
            f"{name} ({share}) {value}",
            f"{name} -> {value} ({share})",
            f"{name} → {value} ({share})",
            f"{name} up to {value} ({share})",
            f"{value} {name} ({share})",
            f"{name[:-1]} {value} ({share})",
            f"{name}x {value} ({share})",
            f"{name.upper()} {value} ({share})",
            f"the {name} {value} ({share})",
            f"KR1 {value} ({share})",
            f"KR9 {value} ({share})",
            f"nonsense {value} ({share})",
            f"{name} ~{value} ({share})",
            f"{name} {value} (confidence {share})",
            f"{name} {value} (high)",
            f"{name} {value} ({float(share.strip('%')) / 10:g}/10)",
            f"{name} {value} / {share}",
            f"#{name} {value} ({share})",
            f"`{name}` {value} ({share})",
            f"**{name}** {value} ({share})",
            f"{name} reached {value} ({share})",
            f"{name} fell to {value} ({share})",
            f"{name} unchanged ({share})",
            f"{name} TBD ({share})",
        ):
            yield f"- {day}, {by}: {note} {words}{rest}"


def _insert_marks(places: Places) -> Iterator[Mutant]:
    """A mark of secrecy at every place of a file."""
    if places.file.found.role not in ("cycle", "team", "memo"):
        return
    if re.search(r"^visibility: draft$", places.file.text, re.MULTILINE):
        return  # the whole file is kept back, whatever is typed in it
    internal = set(_list_lines_with(places.file.node, "audience", "internal"))
    drafts = set(_list_lines_with(places.file.node, "visibility", "draft"))
    for line in places.lines:
        if line.number + 1 in drafts:
            continue  # nothing is lost: the objective is kept back as it is, whatever is typed in it
        margin = line.text[: len(line.text) - len(line.text.lstrip())]
        for number, mark in enumerate(_MARKS):
            if (line.number + number) % 5:
                continue  # each mark at every fifth line: all lines, and all marks, are tried
            key = re.sub(r"^(\w+)( =|:) ", lambda match: f"{match[1].lower()}{match[2]} ", mark)
            if _IS_READ.match(mark) and line.kind in (
                "field",
                "key",
                "front",
                "flow",
                "nested",
                "kr",
                "checkin",
                "heading",
            ):
                continue  # a mark at its place is no slip
            if line.number + 1 in internal and _IS_INTERNAL.match(mark):
                continue  # nothing is lost: the record is internal as it is
            texts = {
                "heading": (f"{line.text} ({mark})", f"{line.text}\n\n{mark}", f"{line.text}\n\n- {mark}"),
                "field": (f"{line.text}\n- {mark}", f"- {mark}\n{line.text}"),
                "nested": (f"{line.text}\n  - {mark}",),
                "kr": (f"{line.text}\n  - {mark}", f"{line.text} ({mark})"),
                "checkin": (f"{line.text}\n  - {mark}", f"- {mark}\n{line.text}"),
                "row": (f"{line.text}\n\n{mark}\n",),
                "prose": (f"{line.text}\n\n{mark}\n", f"**{mark}**\n\n{line.text}"),
                "front": (f"{line.text}\n{key}",),
                "key": (f"{margin}{key}\n{line.text}",) if not line.text.lstrip().startswith("-") else (),
                "flow": (re.sub(r"\}\s*$", f", {key}}}", line.text),) if ":" in key else (),
                "text": (f"{line.text}\n{margin}{mark}",),
            }
            for text in texts.get(line.kind, ()):
                yield replace_lines(places, line.number, line.number + 1, text, _list_meanings(places, line, mark))
            # A remark behind a mark that is read may speak of that.
            if line.kind in ("key", "flow") and line.label not in ("visibility", "audience"):
                yield replace_lines(places, line.number, line.number + 1, f"{line.text}  # {mark}")


def _list_lines_with(node: Node, name: str, word: str) -> Iterator[int]:
    """Yield the lines, from 1, of the records that have a word in a field, and so all that stands in them."""
    if isinstance(node, MapNode):
        value = node.get(name)
        items = value.items if isinstance(value, ListNode) else (value,)
        if any(isinstance(item, Scalar) and item.text == word for item in items):
            yield from range(node.place.line, node.place.end_line + 1)
    for inner in [entry.value for entry in node] if isinstance(node, MapNode) else getattr(node, "items", ()):
        yield from _list_lines_with(inner, name, word)


def _list_meanings(places: Places, line: TypedLine, mark: str) -> tuple[str, ...]:
    """Return the text in which a mark of the vocabulary is a field: a bold line right below fields is read as one more."""
    above = line.number - 1
    while above > 0 and places.lines[above].kind == "blank":
        above -= 1
    if line.kind != "prose" or not _IS_READ.match(mark) or places.lines[above].kind not in ("field", "item", "heading"):
        return ()
    below = "\n\n" if places.lines[above].kind == "heading" else "\n"
    lines = places.file.text.split("\n")
    lines[above] += f"{below}- {mark}"
    return ("\n".join(lines),)


add_slip(
    "check-in",
    "check-ins",
    "other signs, words between, names that are nearly right",
    edit_lines("md", "checkin", _change_checkin),
)
add_slip(
    "mark of secrecy",
    "secrecy",
    "what might be meant to be kept back, where nobody reads it",
    _insert_marks,
    "draft|intern|visib|audien|kept|keep|publi|secre|confid|field|vocabulary|hidden|private|people|read",
    unchanged=False,
)
