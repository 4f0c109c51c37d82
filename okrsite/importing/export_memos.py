"""People and memos of our own export as the content has them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from okrsite.editing.new_nodes import make_record
from okrsite.editing.yaml_writer import write_yaml
from okrsite.feeds.export_records import ExportedMemo, ExportedPerson
from okrsite.importing.export_nodes import write_text
from okrsite.sources.misreads import quote_text
from okrsite.sources.records import MapNode
from okrsite.vocabulary import MEMO, PERSON

_OF_MEMO = re.compile(r"/(memo-[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)(?:/|\.html)\Z")
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


def find_memo_name(memo: ExportedMemo) -> str | None:
    """Return the name of a memo's file, without its ending, by its address; None for an address of something else."""
    match = _OF_MEMO.search(memo.url)
    return match[1] if match else None


def explain_lost_memos(memos: Iterable[ExportedMemo]) -> str:
    """Return which memos aren't taken over, as their addresses name no file; empty where all are."""
    lost = [quote_text(memo.title) for memo in memos if find_memo_name(memo) is None]
    if not lost:
        return ""
    what = "1 memo was" if len(lost) == 1 else f"{len(lost)} memos were"
    named = ", ".join(lost[:_MOST_NAMED]) + (", …" if len(lost) > _MOST_NAMED else "")
    return f"{what} not taken over, as the address says no name of a file: {named}. Copy the text into memo-YYYY.md."


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
