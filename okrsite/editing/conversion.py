"""A file of one spelling as the text of the other, with its comments.

Decides when a conversion is one: both texts say the same, and no comment is lost.
"""

from __future__ import annotations

import msgspec

from okrsite.editing.comment_spots import choose_spots
from okrsite.editing.comments import (
    Comment,
    find_markdown_comments,
    find_own_title,
    find_yaml_comments,
    list_lost_comments,
    place_comments,
)
from okrsite.editing.markdown_trials import UnwritableError
from okrsite.editing.markdown_writer import write_markdown_lines
from okrsite.editing.meaning import read_meaning
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.written_lines import WrittenLine, join_lines
from okrsite.editing.yaml_writer import write_yaml_lines
from okrsite.fields import Record
from okrsite.sources.file_parsing import parse_text
from okrsite.sources.records import MapNode
from okrsite.sources.tree import FileSpelling
from okrsite.vocabulary import CYCLE_FILE

_OTHER: dict[FileSpelling, FileSpelling] = {"md": "yml", "yml": "md"}


class ConvertedText(msgspec.Struct, frozen=True):
    """A text in the other spelling."""

    text: str
    dropped: tuple[Comment, ...]
    """Comments that it doesn't hold."""


def convert_text(
    path: str, text: str, spelling: FileSpelling, record: Record, *, drop_comments: bool = False
) -> ConvertedText:
    """Return a text in the other spelling.

    Args:
        path: The file's path, for messages.
        text: What it holds, with whichever ends of lines.
        spelling: In which it is typed.
        record: What the file as a whole is.
        drop_comments: Leave out comments for which there is no place.

    Raises:
        EditRefusedError: it can't be read, or something of it can't be said in the other spelling.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    node, _ = parse_text(path, plain, spelling, record.name)
    if node is None:
        raise EditRefusedError(f"{path} can't be read.", "Run `okrsite check` to see what is wrong with it.")
    try:
        lines, comments = _write(plain, node, spelling, record)
    except UnwritableError as error:
        where = f"{path}, line {error.place.line}" if error.place.line else path
        raise EditRefusedError(f"{where}: {error}", error.hint) from error
    meaning, other = read_meaning(node, record), _OTHER[spelling]
    placed = choose_spots(lines, comments, other, lambda written: read_other(written, other, record))
    kept = [comment for comment, _ in placed]
    lost = [comment for comment in comments if comment not in kept]
    if lost and not drop_comments:
        shown = "; ".join(f"line {comment.line}: {_shorten(comment.text)}" for comment in lost)
        message = f"There is no place in the other spelling for these comments of {path}: {shown}"
        raise EditRefusedError(message, "Move them to other lines first, or drop them with --drop-comments.")
    written = join_lines(place_comments(lines, placed))
    if read_other(written, other, record) != meaning:
        message = f"{path} can't be converted so that it says the same."
        raise EditRefusedError(message, "Leave it as it is, and please report this with the file.")
    return ConvertedText(written, tuple(lost))


def _write(text: str, node: MapNode, spelling: FileSpelling, record: Record) -> tuple[list[WrittenLine], list[Comment]]:
    """Return the lines of the other spelling, and the comments that don't stand in any of them yet."""
    if spelling == "yml":
        return write_markdown_lines(node, record), find_yaml_comments(text)
    lines = write_yaml_lines(node)
    comments = list_lost_comments(find_markdown_comments(text), join_lines(lines))
    title = find_own_title(text, node) if record is CYCLE_FILE else None
    # Nothing typed gets lost: what the file calls itself says nothing to the site.
    return lines, sorted([*comments, *([title] if title else [])], key=lambda comment: comment.line)


def read_other(text: str, spelling: FileSpelling, record: Record) -> object:
    """Return what a text says; None for one that can't be read."""
    node, _ = parse_text("", text, spelling, record.name)
    return read_meaning(node, record) if node is not None else None


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59]}…"
