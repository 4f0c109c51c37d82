"""The account of one file, as it lies in the content folder now."""

from __future__ import annotations

import stat
from pathlib import Path

from okrsite.fields import Record
from okrsite.model.line_accounts import LineAccount, account_for_lines
from okrsite.settings import Settings
from okrsite.sources.file_parsing import parse_text
from okrsite.sources.text import decode_file, remove_refused_characters
from okrsite.sources.tree import FoundFile, Role, get_size_limit
from okrsite.vocabulary import CHECKIN_FILE, CYCLE_FILE, KPI, MEMO, PERSON, TEAM

_RECORDS: dict[Role, Record] = {
    "cycle": CYCLE_FILE,
    "team": TEAM,
    "checkin": CHECKIN_FILE,
    "memo": MEMO,
    "index": MEMO,
    "page": MEMO,
    "people": PERSON,
    "kpis": KPI,
}


def read_file_account(file: FoundFile, settings: Settings) -> list[LineAccount] | None:
    """Return what became of each line of a file; None for one that isn't read, or is no text.

    Raises:
        OSError: it can't be opened.
    """
    return read_account_of_path(file.absolute, file.path, file.role, settings)


def read_account_of_path(absolute: Path, path: str, role: Role, settings: Settings) -> list[LineAccount] | None:
    """Return what became of each line of a file, as `read_file_account` does, by what it is and where it lies."""
    record = _RECORDS.get(role)
    limit = get_size_limit(role)
    if record is None or not stat.S_ISREG(absolute.lstat().st_mode):
        return None
    with absolute.open("rb") as stream:
        text, _ = decode_file(path, stream.read(limit + 1), limit)
    if text is None:
        return None
    text = remove_refused_characters(text)
    node, _ = parse_text(path, text, "md" if path.lower().endswith(".md") else "yml", record.name)
    return account_for_lines(text, node, record, decimal_comma=settings.decimal_comma)
