"""Slips in check-ins and in marks of secrecy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slip_kinds import Mutant, add_slip, edit_lines, replace_lines
from slip_places import Places, TypedLine

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
)

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
    for glue in (" ", ", ", "; ", " - ", ": ", " – ", " / ", " ("):
        yield f"- {day}, {by}: {note.rstrip('.!?')}{glue}{values}"
    yield f"- {day}, {by}: {values}. {note}"
    yield f"- {day}, {by}: {note} {values}."
    yield f"- {day}, {by}: {note} {values}!"
    yield f"- {day}, {by}: {note} {values} Thanks all."
    yield f"- {day}, {by}: {note} {values}, thanks all"
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
            f"{name} {value} (7/10)",
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
    for line in places.lines:
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
            texts = {
                "heading": (f"{line.text} ({mark})", f"{line.text}\n\n{mark}", f"{line.text}\n\n- {mark}"),
                "field": (f"{line.text}\n- {mark}", f"- {mark}\n{line.text}"),
                "nested": (f"{line.text}\n  - {mark}",),
                "kr": (f"{line.text}\n  - {mark}", f"{line.text} ({mark})"),
                "checkin": (f"{line.text}\n  - {mark}", f"- {mark}\n{line.text}"),
                "row": (f"{line.text}\n\n{mark}\n",),
                "prose": (f"{line.text}\n\n{mark}\n", f"**{mark}**\n\n{line.text}"),
                "front": (f"{line.text}\n{key}",),
                "key": (f"{margin}{key}\n{line.text}", f"{line.text}  # {mark}")
                if not line.text.lstrip().startswith("-")
                else (),
                "flow": (re.sub(r"\}\s*$", f", {key}}}", line.text),) if ":" in key else (),
                "text": (f"{line.text}\n{margin}{mark}",),
            }
            for text in texts.get(line.kind, ()):
                yield replace_lines(places, line.number, line.number + 1, text)


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
