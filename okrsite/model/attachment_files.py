"""Files that are published as they are, if they are what their names say; and those that are no part of the content."""

from __future__ import annotations

from okrsite.model.content_memory import ContentMemory
from okrsite.model.kept_readings import KeptReading
from okrsite.model.unread_marks import find_unread_marks
from okrsite.problems import Place, Problem, create_problem, point_at
from okrsite.sources.attachments import find_kind, inspect_attachment, refuse_unknown_kind
from okrsite.sources.file_names import split_name
from okrsite.sources.reserved_names import explain_reserved_name
from okrsite.sources.text import MAX_REGISTER, decode_file
from okrsite.sources.tree import FoundFile


def is_attachment(file: FoundFile, problems: list[Problem], memory: ContentMemory | None = None) -> bool:
    """Whether a file is let in: it is what its name says, and nothing that could run. Why not is added to `problems`.

    `memory` has what was found earlier in this process.
    """
    known: KeptReading[bool] | None = memory.recall(file, None) if memory is not None else None
    if known is None:
        first = len(problems)
        accepted = _inspect(file, problems)
        known = KeptReading(accepted, tuple(problems[first:]), {}, {})
        if memory is not None:
            memory.remember(file, None, known)
    else:
        problems += known.problems
    return bool(known.value)


def look_for_marks(file: FoundFile, problems: list[Problem]) -> None:
    """Report the marks of a file that isn't read; outside of units' folders it keeps nothing back but itself."""
    if file.unit is None and find_kind(file.inside) != "txt":
        return
    try:
        with file.absolute.open("rb") as stream:
            text, _ = decode_file(file.path, stream.read(MAX_REGISTER), MAX_REGISTER)
    except OSError:
        text = None  # whoever lets it in says so
    if text is not None:
        problems += find_unread_marks(file.path, text, "asset", None, yaml=False)


def _inspect(file: FoundFile, problems: list[Problem]) -> bool:
    kind = find_kind(file.inside)
    if file.aside or kind == "txt" or (not kind and split_name(file.inside)[1]):
        look_for_marks(file, problems)
    if file.aside or (not kind and split_name(file.inside)[1]):
        return False  # a copy, or YAML: of both has been spoken
    if kind and (taken := explain_reserved_name(file.inside)):
        problems.append(create_problem("OKR116", Place(file.path), *taken))
        return False
    refusal = inspect_attachment(file.absolute, kind) if kind else refuse_unknown_kind(file.inside)
    if refusal is not None:
        problems.append(create_problem(refusal.code, point_at(file.path, refusal.line), refusal.message, refusal.hint))
    return refusal is None
