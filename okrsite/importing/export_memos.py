"""People and memos of our own export as the content has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from okrsite.editing.new_nodes import make_record
from okrsite.editing.yaml_writer import write_yaml
from okrsite.feeds.export_records import ExportedMemo, ExportedPerson
from okrsite.importing.export_nodes import write_text
from okrsite.late_patterns import compile_late
from okrsite.number_style import format_english_plural
from okrsite.sources.misreads import quote_text
from okrsite.sources.records import MapNode
from okrsite.vocabulary import MEMO, PERSON

_OF_MEMO = compile_late(r"/(memo-[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)(?:/|\.html)\Z")
_MOST_NAMED = 5


def make_person(one: ExportedPerson) -> MapNode:
    """Return the record of somebody."""
    return make_record(
        {
            PERSON.NAME.name: write_text(one.name),
            PERSON.ROLE.name: write_text(one.role),
            PERSON.TEAM.name: one.team or "",
        }
    )


class SortedMemos(NamedTuple):
    """The memos of an export by what can become of them."""

    named: tuple[tuple[str, ExportedMemo], ...]
    """Those that have a file of their own, each behind its name without the ending."""
    nameless: tuple[ExportedMemo, ...]
    """Those whose address is one of something else."""
    repeated: tuple[ExportedMemo, ...]
    """Those whose file another memo of the same unit has already."""


def sort_memos(memos: Iterable[ExportedMemo]) -> SortedMemos:
    """Return memos by whether their addresses give each a file of its own.

    Names that differ in capitals alone are one: they are one file on many disks, and one address on each site.
    """
    named: dict[tuple[str, str], tuple[str, ExportedMemo]] = {}
    nameless: list[ExportedMemo] = []
    repeated: list[ExportedMemo] = []
    for memo in memos:
        match = _OF_MEMO.search(memo.url)
        if match is None:
            nameless.append(memo)
        elif (key := (memo.team, match[1].lower())) in named:
            repeated.append(memo)
        else:
            named[key] = match[1], memo
    return SortedMemos(tuple(named.values()), tuple(nameless), tuple(repeated))


def explain_lost_memos(memos: Iterable[ExportedMemo]) -> Iterator[str]:
    """Yield which memos aren't taken over, a sentence for each reason; nothing where all are."""
    _, nameless, repeated = sort_memos(memos)
    if nameless:
        yield _explain_loss(nameless, "the address says no name of a file", "memo-YYYY.md")
    if repeated:
        yield _explain_loss(repeated, "another memo of the export has the same address", "a file of another name")


def _explain_loss(lost: Sequence[ExportedMemo], reason: str, way_out: str) -> str:
    more = ", …" if len(lost) > _MOST_NAMED else ""
    named = ", ".join(quote_text(memo.title) for memo in lost[:_MOST_NAMED]) + more
    what = format_english_plural(len(lost), "memo was", "memos were")
    return f"{what} not taken over, as {reason}: {named}. Copy the text into {way_out}."


def write_memo(memo: ExportedMemo) -> str:
    """Return the file of a memo: what is known of it as front matter, then its text."""
    front = make_record(
        {
            MEMO.TITLE.name: write_text(memo.title),
            MEMO.AUTHOR.name: write_text(memo.author),
            MEMO.DATE.name: memo.date.isoformat() if memo.date else "",
        }
    )
    return f"---\n{write_yaml(front)}---\n\n{memo.text.strip()}\n"
