"""What `okrsite check --format json` writes: each record and each field of it with its type and what it means."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from okrsite.feeds.record_types import Count, Position, describe
from okrsite.problems import Severity


class ReportedProblem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that somebody should look at."""

    code: Annotated[str, Meta(pattern="^OKR[0-9]{3}$"), describe("What kind of problem it is.")]
    severity: Annotated[Severity, describe("How bad it is.")]
    path: Annotated[str, describe("The file, relative to the configuration file, with forward slashes.")]
    line: Annotated[Position, describe("The line, from 1.")]
    column: Annotated[Position, describe("The column in characters, from 1.")]
    end_line: Annotated[Position, describe("The line in which it ends.")]
    end_column: Annotated[Position, describe("The column before which it ends.")]
    message: Annotated[str, describe("What is wrong, in a sentence.")]
    hint: Annotated[str, describe("What to do about it; empty where the message says it already.")]
    doc: Annotated[str, describe("Where this code is explained: an address from the site's root.")]


class ReportedCounts(msgspec.Struct, frozen=True, kw_only=True):
    """Counts by severity."""

    error: Annotated[Count, describe("How many of severity error.")]
    warning: Annotated[Count, describe("How many of severity warning.")]
    info: Annotated[Count, describe("How many of severity info.")]


class ProblemReport(msgspec.Struct, frozen=True, kw_only=True):
    """The problems of a content folder."""

    problems: Annotated[tuple[ReportedProblem, ...], describe("The problems, by path, line, column and code.")]
    counts: Annotated[ReportedCounts, describe("How many they are.")]
