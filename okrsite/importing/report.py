"""What an import says for people: what became of each line or row, why, and what is left to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsite.feeds.terminal_text import escape_control_characters
from okrsite.importing.content import Written
from okrsite.importing.found import Found

_LONGEST = 90


def write_report(found: Found, written: Sequence[Written] = ()) -> str:
    """Return the report as text, file by file.

    Args:
        found: What was found.
        written: What became of each objective; nothing where nothing is written.
    """
    lines = [*_list_lines(found), *_list_written(written), count_found(found)]
    return "".join(f"{escape_control_characters(line)}\n" for line in lines)


def _list_written(written: Sequence[Written]) -> Iterator[str]:
    for one in written:
        if one.ref:
            what = (
                f"written to {one.path} as {one.ref}"
                if one.is_new
                else f"is there already as {one.ref}; it stays as it is"
            )
            yield f"{one.source}:{one.line}: {one.title[:_LONGEST]}: {what}"


def _list_lines(found: Found) -> Iterator[str]:
    path = ""
    for at, fate in found.fates:
        if at != path:
            path = at
            yield at
        words = " ".join(fate.text.split())
        yield f"  {fate.line}: {fate.kind}: {words[:_LONGEST]}{'…' if len(words) > _LONGEST else ''} – {fate.reason}"
    yield from (f"{one.path}:{one.line}: {one.message}{f' {one.hint}' if one.hint else ''}" for one in found.problems)


def count_found(found: Found) -> str:
    """Return how much was found, as a sentence."""
    objectives = len(found.objectives)
    key_results = sum(len(one.key_results) for one in found.objectives)
    kinds: dict[str, int] = {}
    for _, fate in found.fates:
        kinds[fate.kind] = kinds.get(fate.kind, 0) + 1
    prose, left = kinds.get("prose", 0) + kinds.get("note", 0), kinds.get("left out", 0)
    prose_is, left_are = ("is" if number == 1 else "are" for number in (prose, left))
    return (
        f"{_count(objectives, 'objective')} and {_count(key_results, 'key result')} were found; "
        f"{_count(prose, 'line')} {prose_is} prose, {left} {left_are} left out."
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
