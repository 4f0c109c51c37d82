"""What became of each line of a file, for people (with the account in the margin) and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec

from okrsite.feeds.json_encoding import encode_record
from okrsite.feeds.problem_formats import build_problem_record
from okrsite.feeds.problem_records import ReportedProblem
from okrsite.feeds.record_types import Position, describe
from okrsite.feeds.terminal_text import escape_control_characters
from okrsite.model.line_accounts import LineAccount, LineKind, describe_account
from okrsite.problems import Problem

_MARGIN = 46
"""Characters of the margin; a longer account has lines of its own below."""


class ReportedValue(msgspec.Struct, frozen=True, kw_only=True):
    """A value that was read from a line."""

    subject: Annotated[str, describe("What it belongs to: `objective 2, key result 1`; empty for the file itself.")]
    field: Annotated[str, describe("The field, by its name in the vocabulary.")]
    value: Annotated[str, describe("The value as it was understood; empty for titles and long texts.")]


class ReportedLine(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one line."""

    line: Annotated[Position, describe("The line, from 1.")]
    text: Annotated[str, describe("The line as it was typed.")]
    kind: Annotated[
        LineKind,
        describe(
            "`value` for a line with fields, `text` for a part of a longer text, `structure` for headings, `unread`."
        ),
    ]
    values: Annotated[tuple[ReportedValue, ...], describe("What was read from it.")]


class FileReport(msgspec.Struct, frozen=True, kw_only=True):
    """What `okrsite read --format json` writes."""

    path: Annotated[str, describe("The file, relative to the configuration file, with forward slashes.")]
    lines: Annotated[tuple[ReportedLine, ...], describe("All lines of the file.")]
    problems: Annotated[tuple[ReportedProblem, ...], describe("What is wrong with the file.")]


def encode_accounts(path: str, accounts: Iterable[LineAccount], problems: Iterable[Problem]) -> bytes:
    """Return the accounts of a file as JSON."""
    lines = tuple(
        ReportedLine(
            line=account.number,
            text=account.text,
            kind=account.kind,
            values=tuple(
                ReportedValue(subject=value.subject, field=value.field, value=value.value) for value in account.values
            ),
        )
        for account in accounts
    )
    return encode_record(FileReport(path=path, lines=lines, problems=tuple(map(build_problem_record, problems))))


def format_accounts(accounts: Sequence[LineAccount], problems: Sequence[Problem]) -> str:
    """Return a file with what became of each line in the margin, and what is wrong below the line."""
    width = len(str(len(accounts)))
    shown: list[str] = []
    subject = ""
    for account in accounts:
        said = describe_account(account, subject)
        subject = account.values[-1].subject if account.values else subject
        text = escape_control_characters(account.text.expandtabs(4)).rstrip()
        first, *more = wrap_account(escape_control_characters(said))
        shown.append(f"{account.number:{width}}  {first:{_MARGIN}}│ {text}".rstrip())
        shown += [f"{'':{width}}  {line:{_MARGIN}}│" for line in more]
        for problem in problems:
            if problem.place.line == account.number:
                message = escape_control_characters(f"{problem.severity}: {problem.message}")
                shown.append(f"{'':{width}}  {'':{_MARGIN}}└ {message}")
                if problem.hint:
                    shown.append(f"{'':{width}}  {'':{_MARGIN}}  {escape_control_characters(problem.hint)}")
    return "".join(f"{line}\n" for line in shown)


def wrap_account(said: str) -> list[str]:
    """Return an account as lines that fit into the margin."""
    lines = [""]
    for word in said.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) + 1 > _MARGIN - 1:
            lines.append("  ")
        lines[-1] += word if not lines[-1].strip() else f" {word}"
    return lines
