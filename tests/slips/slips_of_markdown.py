"""Slips of structure in Markdown: what is typed or pasted so that Markdown takes it for something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from slip_kinds import Mutant, add_slip, edit_lines, replace_lines
from slip_places import Places, TypedLine

_STRUCTURE = "field nested kr step item initiative checkin"
_BULLETS = ("– ", "— ", "• ", "· ", "‣ ", "* ", "+ ", "-\u00a0", "-", "-- ", "1. ", "-\t", "‐ ", "− ", "\\- ", "o ", "")


def _change_bullet(line: TypedLine) -> Iterator[str]:
    indent, rest = re.match(r"( *)- (.*)", line.text).groups()
    for bullet in _BULLETS:
        yield f"{indent}{bullet}{rest}"


def _indent(line: TypedLine) -> Iterator[str]:
    for blanks in (" ", "  ", "   ", "    ", "\t", "\u00a0", "      "):
        yield blanks + line.text


def _dedent(line: TypedLine) -> Iterator[str]:
    width = len(line.text) - len(line.text.lstrip())
    for less in range(1, width + 1):
        yield line.text[less:]


def _change_heading(line: TypedLine) -> Iterator[str]:
    words = line.text.lstrip("# ")
    for signs in ("# ", "### ", "#### ", "##", "##\u00a0", "##  ", " ## ", "    ## ", "\\## ", "", "- ", "＃＃ ", "#"):
        yield signs + words
    yield f"**{words}**"
    yield f"## **{words}**"
    yield f"## {words} ##"
    yield f"{words}\n---"
    yield f"> ## {words}"
    yield f"<h2>{words}</h2>"
    yield f"Objective: {words}"
    yield f"## {words} - DONE"
    yield f"## {words} #new-goal"
    if match := re.search(r"\{#([\w-]+)\}$", words):
        for other in (
            f"{{ #{match[1]} }}",
            f"{{: #{match[1]}}}",
            f"(#{match[1]})",
            f"[#{match[1]}]",
            f"{{{match[1]}}}",
        ):
            yield f"## {words[: match.start()]}{other}"


def _change_section(line: TypedLine) -> Iterator[str]:
    words = line.text[4:]
    for signs in ("# ", "## ", "#### ", "###", "###\u00a0", "    ### ", "", "- ", "\\### "):
        yield signs + words
    yield f"**{words}**"
    yield f"**{words}:**"
    yield f"{words}:"
    yield f"### {words}:"
    yield f"### {words.upper()}"
    yield f"### {words[:-2]}"
    yield f"### {words[0]}{words[2]}{words[1]}{words[3:]}"
    yield f"<h3>{words}</h3>"
    yield f"> ### {words}"
    others = {
        "Check-ins": (
            "Updates",
            "Status",
            "Progress",
            "Weekly",
            "Checkins",
            "Check ins",
            "Log",
            "Check-in",
            "Berichte",
        ),
        "Initiatives": ("Tasks", "Actions", "To do", "Projects", "Initiative", "Maßnahmen", "Massnahmen"),
    }
    yield from (f"### {word}" for word in others.get(words, ()))


def _change_box(line: TypedLine) -> Iterator[str]:
    match = re.match(r"( *- )\[([ x])\] (.*)", line.text)
    if match is None:
        return
    before, mark, rest = match.groups()
    yes = (
        "[X]",
        "[ x]",
        "[x ]",
        "[ x ]",
        "[✓]",
        "[v]",
        "(x)",
        "[x",
        "x]",
        "[*]",
        "☑",
        "✅",
        "[y]",
        "[done]",
        "[-]",
        "[/]",
    )
    no = ("[]", "[  ]", "[_]", "( )", "[ ", "☐", "[.]", "[o]", "[no]")
    for box in yes if mark == "x" else no:
        yield f"{before}{box} {rest}"
    yield f"{before}[{mark}]{rest}"
    yield f"{before.replace('- ', '')}[{mark}] {rest}"


def _enclose(line: TypedLine) -> Iterator[str]:
    yield f"> {line.text}"
    yield f"<!-- {line.text}"
    yield f"```\n{line.text}"
    yield f"~~~\n{line.text}"
    yield f"<div>\n{line.text}"
    yield f"<p>{line.text}</p>"
    yield f"<li>{line.text.strip(' -')}</li>"
    yield f"<!--\n{line.text}"
    yield f"<details>\n<summary>More</summary>\n{line.text}"
    yield f"`{line.text}`"


def _insert_before(line: TypedLine) -> Iterator[str]:
    for inserted in (
        "Some words that came in between.",
        "---",
        "***",
        "<!-- asked Jo -->",
        "> A remark.",
        "1. One",
        "<br>",
    ):
        if inserted == "1. One" and line.kind == "initiative":
            continue  # one more initiative: numbers begin them as well as hyphens do
        yield f"{inserted}\n{line.text}"
        yield f"{line.text}\n{inserted}"


def _wrap(line: TypedLine) -> Iterator[str]:
    """An editor that breaks lines at a width."""
    words = line.text.split(" ")
    for at in {len(words) // 2, len(words) - 1}:
        if at > 2:
            yield " ".join(words[:at]) + "\n" + " ".join(words[at:])


def join_lines(places: Places) -> Iterator[Mutant]:
    """The end of a line is deleted, and the next one is joined to it."""
    kinds = {
        "heading",
        "section",
        "field",
        "nested",
        "kr",
        "step",
        "item",
        "initiative",
        "checkin",
        "row",
        "rule",
        "head",
        "front",
        "key",
        "flow",
    }
    lines = places.lines
    for first, second in pairwise(lines):
        if first.kind in kinds and second.kind in kinds:
            # With blanks around it a dash is one within a text, which says what both lines said.
            is_dash = first.kind == second.kind == "item" and second.text.lstrip().startswith("- ")
            for glue in ("",) if is_dash and places.file.spelling == "yml" else ("", " "):
                yield replace_lines(places, first.number, second.number + 1, first.text + glue + second.text.strip())


def remove_blank_lines(places: Places) -> Iterator[Mutant]:
    """An empty line is deleted."""
    if places.file.spelling != "md":
        return
    lines = places.lines
    for line in lines[1:-1]:
        above, below = lines[line.number - 1], lines[line.number + 1]
        if line.kind == "blank" and {above.kind, below.kind} - {"prose", "blank", "front-end"}:
            yield replace_lines(places, above.number, below.number + 1, f"{above.text}\n{below.text}")


def add_blank_lines(places: Places) -> Iterator[Mutant]:
    """An empty line comes between two lines."""
    lines = places.lines
    for first, second in pairwise(lines):
        if {first.kind, second.kind} <= {
            "field",
            "nested",
            "kr",
            "step",
            "item",
            "initiative",
            "checkin",
            "row",
            "rule",
            "head",
            "front",
            "key",
        }:
            for blank in ("", "  ", "\u00a0"):
                yield replace_lines(places, first.number, second.number + 1, f"{first.text}\n{blank}\n{second.text}")


def double_lines(places: Places) -> Iterator[Mutant]:
    """A line is there twice."""
    for line in places.list_lines(
        "heading",
        "section",
        "field",
        "nested",
        "kr",
        "step",
        "item",
        "initiative",
        "checkin",
        "row",
        "rule",
        "head",
        "front",
        "key",
        "flow",
    ):
        yield replace_lines(places, line.number, line.number + 1, f"{line.text}\n{line.text}")


def move_fields(places: Places) -> Iterator[Mutant]:
    """A field stands where its objective's text is, or behind its key results."""
    lines = places.lines
    for line in places.list_lines("field"):
        end = next(
            (below.number for below in lines[line.number :] if below.kind in ("heading", "section")), len(lines) - 1
        )
        texts = [below.text for below in lines[line.number + 1 : end]]
        moved = "\n".join([*texts, line.text, ""])
        mutant = replace_lines(places, line.number, end, moved)
        yield Mutant(mutant.text, end, end + 1)


def _type_goals(places: Places) -> Iterator[Mutant]:
    """A goal, or a field, below the front matter of a team's file."""
    if places.file.found.role != "team" or places.file.spelling != "md":
        return
    end = [line.number for line in places.lines if line.kind == "front-end"][-1]
    for text in (
        "\n- Owner: Jo\n",
        "\n## Grow\n\n- Owner: Jo\n- Ambition: committed\n",
        "\n## Grow\n\n- KR: Calls: 5 → 9\n",
        "\n| Key result | From | To |\n| --- | --- | --- |\n| Calls | 5 | 9 |\n",
        "lead: jo\n---\n",
        "\n- Lead: Jo\n",
    ):
        yield replace_lines(places, end + 1, end + 1, text)


def _list_merges(places: Places) -> Iterator[Mutant]:
    for line in places.lines[1:]:
        if line.kind in ("blank", "text") or "\n" in line.text:
            continue
        yield replace_lines(
            places, line.number, line.number + 1, f"<<<<<<< HEAD\n{line.text}\n=======\n{line.text}x\n>>>>>>> other"
        )
        for mark in ("<<<<<<< HEAD", "=======", ">>>>>>> other", "||||||| base"):
            yield replace_lines(places, line.number, line.number + 1, f"{mark}\n{line.text}")
            yield replace_lines(places, line.number, line.number + 1, f"{line.text}\n{mark}")


add_slip(
    "sign of a bullet",
    "structure",
    "Word processors and phones make other signs of a dash",
    edit_lines("md", _STRUCTURE, _change_bullet),
)
add_slip(
    "indented line",
    "structure",
    "a line is pushed to the right",
    edit_lines("md", f"{_STRUCTURE} heading section head row", _indent),
)
add_slip("line too far left", "structure", "a nested line loses blanks", edit_lines("md", "nested step item", _dedent))
add_slip(
    "heading of an objective",
    "structure",
    "other signs, a forgotten blank, bold in place of a heading",
    edit_lines("md", "heading", _change_heading),
)
add_slip(
    "heading of a section",
    "structure",
    "other signs, other words",
    edit_lines("md", "section", _change_section, with_next=True),
)
add_slip(
    "box",
    "structure",
    "a box to tick in another spelling, or half of one",
    edit_lines("md", "step initiative", _change_box),
)
add_slip(
    "line in code, quotes or HTML",
    "structure",
    "Markdown reads nothing in them",
    edit_lines("md", f"{_STRUCTURE} row heading section", _enclose),
)
add_slip(
    "line between others",
    "structure",
    "a sentence, a rule or a remark comes between lines that belong together",
    edit_lines("md", f"{_STRUCTURE} row", _insert_before, with_next=True),
    adds_prose=True,
)
add_slip(
    "broken line",
    "structure",
    "an editor breaks lines at a width",
    edit_lines("md", f"{_STRUCTURE} row heading", _wrap),
)
add_slip("joined lines", "editing", "the end of a line is deleted", join_lines)
add_slip("missing empty line", "structure", "an empty line is deleted", remove_blank_lines)
add_slip("empty line within", "structure", "an empty line comes in", add_blank_lines)
add_slip("doubled line", "editing", "a line is pasted twice", double_lines)
add_slip("goal in a team's file", "structure", "objectives stand in files of cycles", _type_goals, unchanged=False)
add_slip("field behind the text", "structure", "a field is typed where the text is", move_fields)
add_slip(
    "merge conflict",
    "merges",
    "a merge that nobody finished, or its last mark",
    _list_merges,
    "merge|version|conflict|both",
)
