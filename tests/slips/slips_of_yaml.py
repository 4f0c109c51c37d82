"""Slips in the structure of YAML, in files and in front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slip_kinds import Mutant, add_slip, edit_lines, replace_lines
from slip_places import Places, TypedLine

from okrsite.sources.yaml_names import NAMES

_KEYS = "key"


def _change_colon(line: TypedLine) -> Iterator[str]:
    for sign in ("", "=", " :", "::", "：", ";", " -", " =", " ->"):
        yield line.text.replace(f"{line.label}:", f"{line.label}{sign}", 1)
    if line.value:
        yield line.text.replace(f"{line.label}: ", f"{line.label}:", 1)
        yield line.text.replace(f"{line.label}: ", f"{line.label}:\u00a0", 1)
        yield line.text.replace(f"{line.label}: ", f"{line.label}:\t", 1)
        yield line.text.replace(f"{line.label}: ", f"{line.label}: - ", 1)


def _indent(line: TypedLine) -> Iterator[str]:
    for blanks in (" ", "  ", "    ", "\t"):
        yield blanks + line.text
    for less in (1, 2, 4):
        if line.text[:less].isspace() and len(line.text[:less]) == less:
            yield line.text[less:]


def _change_dash(line: TypedLine) -> Iterator[str]:
    match = re.match(r"( *)- (.*)", line.text)
    if match:
        for sign in ("-", "– ", "• ", "* ", "+ ", "", "  ", "-- ", "-\u00a0", "1. "):
            yield f"{match[1]}{sign}{match[2]}"


_QUOTED = re.compile(
    r"(?<=[:,-] )([\"'])((?:(?!\1).)*)\1(?=\s*(?:[,}\]]|$))|(?<=\[)([\"'])((?:(?!\3).)*)\3(?=\s*[,\]])"
)
"""A value in quotes. Others are a part of a text, which says the same without them, or in typographic ones."""


def _change_brackets(line: TypedLine) -> Iterator[str]:
    signs = [(match.start(), match.end() - 1) for match in _QUOTED.finditer(line.text)]
    signs += [(line.text.find(sign), line.text.rfind(sign)) for sign in "{}[]" if sign in line.text]
    for at in sorted({at for ends in signs for at in ends}):
        yield line.text[:at] + line.text[at + 1 :]
    yield line.text.replace("{", "(").replace("}", ")")
    yield line.text.replace("[", "").replace("]", "")
    yield line.text.replace("{", "").replace("}", "")
    for around in ("“{}”", "‘{}’", "{}"):
        yield _QUOTED.sub(lambda match, around=around: around.format(match[2] if match[1] else match[4]), line.text)


def _change_commas(line: TypedLine) -> Iterator[str]:
    if "{" not in line.text and "[" not in line.text:
        return
    # With another sign a text in quotes is another one, which nobody can tell from one that was meant; a number isn't.
    quoted = {
        at
        for match in _QUOTED.finditer(line.text)
        for at in range(*match.span())
        if line.text[at + 1 : at + 2] == " " or re.search(r"[A-Za-z]{2} .*[A-Za-z]{2}|\d [A-Za-z]{3,}\.", match[0])
    }
    for at, sign in enumerate(line.text):
        if sign == "," and at not in quoted:
            for other in (";", ",,", ".") if line.label == "tags" else ("", ";", ",,", "."):  # a tag may have a blank
                yield line.text[:at] + other + line.text[at + 1 :]
    for match in re.finditer(r"(?<=[{,] )\w+: |(?<=\{)\w+: ", line.text):
        name = match.group()[:-2]
        for other in (
            f"{name} ",
            f"{name}:",
            f"{name}= ",
            f"{name[:-1]}: ",
            f"{name.upper()}: ",
            f"{name}{name[-1]}: ",
        ):
            yield line.text[: match.start()] + other + line.text[match.end() :]


def _begin_oddly(line: TypedLine) -> Iterator[str]:
    if re.match(r"[\w]", line.value or ""):
        for sign in "@#%&*!|>`?,:]}":
            yield line.text.replace(f"{line.label}: ", f"{line.label}: {sign}", 1)
            yield line.text.replace(f"{line.label}: ", f"{line.label}: {sign} ", 1)
        words = line.value.split(" ")
        if len(words) > 2:
            # No ` # ` within: a comment behind a value is what it looks like, with a blank on both sides of its sign.
            for sign in (": ", " #"):
                yield line.text.replace(line.value, f"{words[0]}{sign}{' '.join(words[1:])}")


def _add_dash(line: TypedLine) -> Iterator[str]:
    margin = line.text[: len(line.text) - len(line.text.lstrip())]
    if not line.text.lstrip().startswith("- ") and line.value:
        yield f"{margin}- {line.text.lstrip()}"


def _mark_name(line: TypedLine) -> Iterator[str]:
    if line.label in NAMES and line.label.isalpha():
        for before, behind in (("**", "**:"), ("**", ":**"), ("`", "`:"), ("_", "_:"), ("*", "*:")):
            yield line.text.replace(f"{line.label}:", f"{before}{line.label}{behind}", 1)


def _end_oddly(line: TypedLine) -> Iterator[str]:
    if line.text[-1:] in ("}", "]"):
        for more in (",", ";", ".", " (new)", ", more"):
            yield f"{line.text}{more}"


def _end_quotes_oddly(line: TypedLine) -> Iterator[str]:
    if re.search(r"[\w.](?P<quote>[\"'])\Z", line.text):
        yield f"{line.text}#new"


def _loosen_values(line: TypedLine) -> Iterator[str]:
    """The braces around values by name are missing, or are brackets."""
    for match in re.finditer(
        r"(?<=(?<!\w)now: )\{(?P<inner>[^{}]+)\}|(?<=confidence: )\{(?P<shares>[^{}]+)\}", line.text
    ):
        inner = match["inner"] or match["shares"]
        for other in (inner, f"[{inner}]", f"({inner})", inner.replace(": ", " ")):
            yield line.text[: match.start()] + other + line.text[match.end() :]
    for match in re.finditer(r"from: (?P<first>[^\",{}]+), to: (?P<last>[^\",{}]+)(?=[,}])", line.text):
        for other in ("from {first} to {last}", "from {first} → {last}", "from: {first} → {last}"):
            yield line.text[: match.start()] + other.format(**match.groupdict()) + line.text[match.end() :]


def _write_as_markdown(line: TypedLine) -> Iterator[str]:
    match = re.match(
        r"(?P<start> *- )\{id: [\w-]+, title: (?P<title>[\w ]+), from: (?P<first>[^,]+), to: (?P<last>[^\",}]+)",
        line.text,
    )
    if match:
        start, title, first, last = match.groups()
        yield f"{start}{title}: {first} → {last}"
        yield f"{start}KR: {title}: {first} -> {last}"
    match = re.match(r"(?P<start> *- )\{date: (?P<day>[\d-]+), by: (?P<by>[\w ]+), note: (?P<note>[\w .]+)", line.text)
    if match:
        yield "{start}{day}, {by}: {note}".format(**match.groupdict())


def _part_texts(places: Places) -> Iterator[Mutant]:
    """A dash or a comma within a text, which means the text with it: what YAML reads in quotes."""
    if places.file.spelling != "yml":
        return
    for line in places.list_lines(_KEYS):
        words = (line.value or "").split(" ")
        if not re.match(r"\w", line.value or "") or len(words) < 3 or '"' in line.value or "\\" in line.value:
            continue
        for sign in (" - ", ", "):
            text = f"{words[0]}{sign}{' '.join(words[1:])}"
            before = line.text.removesuffix(line.value)
            meant = replace_lines(places, line.number, line.number + 1, f'{before}"{text}"')
            yield replace_lines(places, line.number, line.number + 1, before + text, (meant.text,))


def _begin_flow_values_oddly(line: TypedLine) -> Iterator[str]:
    for match in re.finditer(r"(?:(?<=title: )|(?<=note: ))(\w[\w ]+\w)(?=[,}])", line.text):
        words = match[1].split(" ")
        if len(words) > 1:
            for sign in (": ", ", ", " #", "} ", " ["):
                yield line.text[: match.start()] + words[0] + sign + " ".join(words[1:]) + line.text[match.end() :]
        for sign in '@#%[{"':
            yield line.text[: match.start()] + sign + match[1] + line.text[match.end() :]


def _change_block(places: Places) -> Iterator[Mutant]:
    """Texts of several lines: the sign before them is missing, or their lines lose their margin."""
    if places.file.spelling != "yml":
        return
    for line in places.list_lines("key"):
        if not re.fullmatch(r"[|>]-?", line.value) or places.lines[line.number + 1].kind != "text":
            continue
        below = places.lines[line.number + 1].text
        end = next(further.number for further in places.lines[line.number + 1 :] if further.kind != "text")
        for count, text in (
            (1, line.text.replace(f" {line.value}", "")),
            (2, f"{line.text}\n{below.strip()}"),
            (2, f"{line.text}\n{below[2:]}"),
            (1, line.text + " And more"),
        ):
            mutant = replace_lines(places, line.number, line.number + count, text)
            yield Mutant(mutant.text, mutant.first, end + 1)


def _swallow_line(places: Places) -> Iterator[Mutant]:
    """A field is indented so that the text above takes it in."""
    if places.file.spelling != "yml":
        return
    for above, line in zip(places.lines, places.lines[1:], strict=False):
        if line.kind == "key" and above.kind == "text":
            margin = len(above.text) - len(above.text.lstrip())
            yield replace_lines(places, line.number, line.number + 1, " " * margin + line.text.strip())


def _open_front_matter(places: Places) -> Iterator[Mutant]:
    """The lines around front matter."""
    if places.file.spelling != "md" or places.lines[0].text != "---":
        return
    ends = [line.number for line in places.lines if line.kind == "front-end"]
    for number in ends:
        for text in ("--", "----", "—", "–––", "***", " ---", "--- ", "- - -", "```", "+++"):
            yield replace_lines(places, number, number + 1, text)
    first = ends[0] if ends[0] else ends[-1]
    yield replace_lines(places, 0, 1, "\n---")
    above = replace_lines(places, 0, 1, "Our goals\n\n---")
    yield Mutant(above.text, above.first, above.last + 2)
    yield replace_lines(places, first, first + 2, places.lines[first + 1].text if first + 1 < len(places.lines) else "")
    second = places.lines[1].text
    yield replace_lines(places, 0, 2, second)
    yield replace_lines(places, 0, 2, f"---\n# {second}") if False else replace_lines(places, 0, 2, f"---\n\n{second}")


add_slip("colon of a key", "YAML", "missing, doubled, glued, or another sign", edit_lines("yml", _KEYS, _change_colon))
add_slip("colon in front matter", "YAML", "the same in front matter", edit_lines("md", "front", _change_colon))
add_slip(
    "indentation of YAML",
    "YAML",
    "a line stands one or two blanks off, or behind a tab",
    edit_lines("yml", "key item flow", _indent, with_next=True),
)
add_slip(
    "dash of YAML",
    "YAML",
    "the dash of an item is missing or another sign",
    edit_lines("yml", "key item flow", _change_dash, with_next=True),
)
add_slip(
    "brackets and quotes",
    "YAML",
    "a brace, bracket or quote is missing or typographic",
    edit_lines("yml", "key item flow", _change_brackets),
)
add_slip(
    "commas and names in braces",
    "YAML",
    "a comma or colon is missing or another sign",
    edit_lines("yml", "key item flow", _change_commas),
)
add_slip(
    "signs in a text",
    "YAML",
    "a text begins with a sign, or has a colon or number sign in it",
    edit_lines("yml", _KEYS, _begin_oddly),
)
add_slip(
    "dash before a field",
    "YAML",
    "a field becomes an item",
    edit_lines("yml", _KEYS, _add_dash, with_next=True),
)
add_slip("marked name of a key", "YAML", "bold or code, as in other documents", edit_lines("yml", _KEYS, _mark_name))
add_slip(
    "signs behind brackets",
    "YAML",
    "a comma or a word behind the last bracket",
    edit_lines("yml", "key flow", _end_oddly),
)
add_slip("sign glued to quotes", "YAML", "YAML takes it for a comment", edit_lines("yml", _KEYS, _end_quotes_oddly))
add_slip("values without braces", "YAML", "brackets, or none, around them", edit_lines("yml", "flow", _loosen_values))
add_slip(
    "line as in Markdown",
    "YAML",
    "a key result or a check-in in the other spelling",
    edit_lines("yml", "flow", _write_as_markdown),
)
add_slip("dash or comma in a text", "YAML", "a text that needs no quotes for them", _part_texts, unchanged=False)
add_slip(
    "signs in a text in braces", "YAML", "the same between braces", edit_lines("yml", "flow", _begin_flow_values_oddly)
)
add_slip("text of several lines", "YAML", "its sign or its margin is missing", _change_block)
add_slip("field taken in by a text", "YAML", "a field is indented as the text above it", _swallow_line)
add_slip("lines around front matter", "YAML", "other signs, text above, a missing line", _open_front_matter)
