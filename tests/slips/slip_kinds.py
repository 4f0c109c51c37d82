"""What a slip is: how it is made in a file, and what it plainly means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from slip_places import Places, TypedLine, TypedValue

Edit = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Mutant:
    """A file with one slip in it."""

    text: str
    first: int
    """The first line of the slip, from 1."""
    last: int
    """The last one."""
    meanings: tuple[str, ...] = ()
    """The texts that say what the slip may plainly mean, beside what stood there before."""


@dataclass(frozen=True)
class Slip:
    """One kind of slip."""

    name: str
    group: str
    purpose: str
    make: Callable[[Places], Iterator[Mutant]]
    says: str = ""
    """A regular expression that the message or hint of one problem must match, where it is refused or asked about."""
    unchanged: bool = True
    """Whether it plainly means what stood there before."""
    adds_prose: bool = False
    """Whether it may plainly be a text that was added."""


SLIPS: list[Slip] = []
"""The table, filled by the modules that list slips."""


def add_slip(
    name: str,
    group: str,
    purpose: str,
    make: Callable[[Places], Iterator[Mutant]],
    says: str = "",
    *,
    unchanged: bool = True,
    adds_prose: bool = False,
) -> None:
    """Add one kind of slip to the table."""
    assert all(slip.name != name for slip in SLIPS), name
    SLIPS.append(Slip(name, group, purpose, make, says, unchanged, adds_prose))


def edit_lines(
    spelling: str, kinds: str, edit: Callable[[TypedLine], Iterable[str] | str | None], *, with_next: bool = False
) -> Callable[[Places], Iterator[Mutant]]:
    """Return how a slip is made in each line of some kinds.

    Args:
        spelling: `md` or `yml`.
        kinds: Kinds of lines, with blanks between them.
        edit: Returns what stands there in place of the line (one text, or several to be tried), None for no slip.
        with_next: Whether the next line that says something is a part of the slip's place.
    """

    def make(places: Places) -> Iterator[Mutant]:
        if places.file.spelling != spelling:
            return
        for line in places.list_lines(*kinds.split()):
            edited = edit(line)
            more = _count_lines_below(places, line) if with_next else 0
            for text in [edited] if isinstance(edited, str) else edited or ():
                if text != line.text:
                    mutant = replace_lines(places, line.number, line.number + 1, text)
                    yield Mutant(mutant.text, mutant.first, mutant.last + more)

    return make


def _count_lines_below(places: Places, line: TypedLine) -> int:
    """Count the lines up to the next one that says something; below the head of a table, to its first row."""
    below = line.number + 1
    skipped = {"blank", "rule"} if line.kind in ("head", "rule") else {"blank"}
    while below < len(places.lines) - 1 and places.lines[below].kind in skipped:
        below += 1
    return below - line.number


def replace_lines(places: Places, first: int, last: int, text: str, meanings: tuple[str, ...] = ()) -> Mutant:
    """Return a file with other text in place of some lines, from 0, the end exclusive; the slip is what stands there."""
    lines = places.file.text.split("\n")
    lines[first:last] = text.split("\n")
    return Mutant("\n".join(lines), first + 1, first + 1 + text.count("\n"), meanings)


def edit_values(
    choose: Callable[[TypedValue], bool],
    edit: Callable[[str], Iterable[str] | str],
    *,
    absent: bool = False,
    spellings: str = "md yml",
    means: Callable[[TypedValue, str], str] = lambda _, __: "",
) -> Callable[[Places], Iterator[Mutant]]:
    """Return how a slip is made in each value that is chosen.

    Args:
        choose: Which values it fits.
        edit: What stands in the place of a value, without quotes, or several to be tried.
        absent: Whether the same without the value is a plain meaning.
        spellings: Those in which it can be made.
        means: Given a value and what stands in its place, returns what that plainly means; empty for nothing.
    """

    def make(places: Places) -> Iterator[Mutant]:
        if places.file.spelling not in spellings.split():
            return
        starts = find_line_starts(places.file.text)
        for value in places.values:
            place = value.place
            if place.line != place.end_line or not choose(value):
                continue
            start, end = starts[place.line - 1] + place.column - 1, starts[place.line - 1] + place.end_column - 1
            typed = places.file.text[start:end]
            if not typed or typed.strip("\"'") != value.text:
                continue  # a link with a title, or markup
            quote = typed[0] if typed[0] in "\"'" else ""
            edited = edit(value.text)
            for text in [edited] if isinstance(edited, str) else edited:
                if text == value.text:
                    continue
                before, behind = places.file.text[:start], places.file.text[end:]
                meanings = (before + behind,) if absent else ()
                if absent and before[-2:] in (", ", " ("):
                    meanings += (before[:-2] + behind.removeprefix(")"),)
                if meant := means(value, text):
                    meanings += (f"{before}{quote}{meant}{quote}{behind}",)
                yield Mutant(f"{before}{quote}{text}{quote}{behind}", place.line, place.line, meanings)

    return make


def find_line_starts(text: str) -> list[int]:
    """Return where each line begins."""
    starts = [0]
    starts += [at + 1 for at, sign in enumerate(text) if sign == "\n"]
    return starts
