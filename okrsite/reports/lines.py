"""What is written of a report, in pieces: words of ours, and words that an author typed, which every writer escapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from okrsite.feeds.report_records import WeeklyObjective, WeeklyReport
from okrsite.languages.words import split_parts, translate, translate_in, translate_plural
from okrsite.number_style import format_count
from okrsite.pages.addresses import make_cycle_uri
from okrsite.pages.formatting import format_long_day, format_short_day
from okrsite.pages.page import make_url
from okrsite.progress.explanation import format_percent


class Quoted(msgspec.Struct, frozen=True):
    """Words that an author typed."""

    text: str
    url: str = ""
    """The page that tells more of it, from the site's root; empty for none."""
    is_speech: bool = False
    """Whether it is what somebody said, and not a name: it stands in quotes where nothing else sets it apart."""


Piece = str | Quoted


def compose(text: str, /, **parts: Piece | Sequence[Piece]) -> tuple[Piece, ...]:
    """Return a text of ours, in the language of the site already, with pieces in the place of its parts."""
    found: list[Piece] = []
    for place, piece in enumerate(split_parts(text)):
        part = parts[piece] if place % 2 else piece
        found += (part,) if isinstance(part, str | Quoted) else part
    return tuple(piece for piece in found if piece)


class Line(msgspec.Struct, frozen=True):
    """One thing to say."""

    pieces: tuple[Piece, ...]
    lead: str = ""
    """What it begins with and what stands out of it, in words of ours; may be empty."""


class Section(msgspec.Struct, frozen=True):
    """What belongs together."""

    title: str
    lines: tuple[Line, ...]
    more: int = 0
    """How many lines there would be besides; the site has all of them."""


class Text(msgspec.Struct, frozen=True):
    """All that is written."""

    title: tuple[Piece, ...]
    introduction: tuple[Piece, ...]
    sections: tuple[Section, ...]
    notes: tuple[Line, ...]
    """What is to be known of it, at the end."""
    site_url: str
    """Where the site is; empty where that isn't known."""
    more_url: str
    """The page that has what there was no room for, from the site's root: the cycle's, else the first page."""


def make_section(title: str, lines: Sequence[Line], most: int) -> Section:
    """Return a section with at most so many lines, and how many lines there are in its title."""
    return Section(f"{title} ({format_count(len(lines))})", tuple(lines[:most]), max(len(lines) - most, 0))


def name_objective(objective: WeeklyObjective) -> tuple[Piece, ...]:
    """Return an objective as a link, with whose it is."""
    named = Quoted(objective.title, objective.url)
    unit = Quoted(objective.unit_name)
    if not objective.owner_name:
        return compose(translate("{objective} ({unit}, without an owner)"), objective=named, unit=unit)
    owner = Quoted(objective.owner_name)
    return compose(translate("{objective} ({unit}, {owner})"), objective=named, unit=unit, owner=owner)


def name_key_result(title: str, objective: WeeklyObjective) -> tuple[Piece, ...]:
    """Return a key result with the objective that it belongs to."""
    return compose(translate("{result} of {objective}"), result=Quoted(title), objective=name_objective(objective))


def tell_of(subject: Piece | Sequence[Piece], told: Piece | Sequence[Piece]) -> tuple[Piece, ...]:
    """Return what is told of something, behind a colon."""
    return compose(translate("{subject}: {told}"), subject=subject, told=told)


def list_with_more(groups: Sequence[Sequence[Piece]], most: int, *, total: int | None = None) -> tuple[Piece, ...]:
    """Return so many of some groups at most, and how many more there are (of a `total`, if not all are given)."""
    named = tuple(join_pieces(groups[:most]))
    left = (len(groups) if total is None else total) - most
    if left <= 0:
        return named
    return compose(translate_plural("{named} and {number} more", "{named} and {number} more", left), named=named)


def join_pieces(groups: Iterable[Sequence[Piece]]) -> Iterator[Piece]:
    """Yield the pieces of several groups in a row, with a comma between two groups."""
    for place, group in enumerate(groups):
        if place:
            yield ", "
        yield from group


def join_clauses(groups: Sequence[Sequence[Piece]]) -> tuple[Piece, ...]:
    """Return the pieces of several groups that have commas themselves, as the language sets them apart."""
    joined: tuple[Piece, ...] = ()
    for group in groups:
        pair = translate("{first}; {second}")
        joined = compose(pair, first=joined, second=group) if joined else tuple(group)
    return joined


def make_title(report: WeeklyReport, text: str) -> tuple[Piece, ...]:
    """Return a title such as `Larkwell: week 47 of 2026`, with the units that are asked for.

    `text` is in the language of the site already, with the parts `{names}`, `{week}` and `{year}`.
    """
    year, _, week = report.week.name.partition("-W")
    names = tuple(join_pieces([(Quoted(name),) for name in (report.organisation, *report.scope)]))
    return compose(text, names=names, week=str(int(week)), year=year)


def make_text(
    report: WeeklyReport, title: tuple[Piece, ...], introduction: Iterable[Piece], sections: Iterable[Section]
) -> Text:
    """Return what is written of a report: between a title and notes."""
    return Text(
        title,
        tuple(introduction),
        tuple(sections),
        _list_notes(report),
        report.site_url or "",
        make_url(make_cycle_uri(report.cycle.id)) if report.cycle else "",
    )


def format_period(report: WeeklyReport) -> str:
    """`16 to 20 November 2026`: the days of the week that are told of."""
    start, end = report.week.start, report.as_of
    if start == end:
        return format_long_day(end)
    last = format_long_day(end)
    if (start.year, start.month) == (end.year, end.month):
        return translate_in("days of one month", "{first} to {last}", first=start.day, last=last)
    first = format_short_day(start) if start.year == end.year else format_long_day(start)
    return translate_in("days", "{first} to {last}", first=first, last=last)


def format_change(before: float | None, after: float | None) -> str:
    """`52% → 54%`, or the second alone where there is no other before."""
    told = format_percent(before), format_percent(after)
    return told[1] if before is None or told[0] == told[1] else f"{told[0]} → {told[1]}"


def count_reported(report: WeeklyReport) -> str:
    """`33 of 41 (80%)`: of how many open objectives there is a check-in."""
    counts = report.counts
    share = format_percent(counts.reported / counts.open) if counts.open else "–"
    reported, total = format_count(counts.reported), format_count(counts.open)
    return translate("{number} of {total} ({share})", number=reported, total=total, share=share)


def _list_notes(report: WeeklyReport) -> tuple[Line, ...]:
    """Return what a reader should know of the report itself."""
    notes = []
    if report.incomplete:
        notes.append(
            Line((translate("Some of the content can't be read and is missing here. `okrsite check` says what."),))
        )
    if report.history is not None:
        # What git itself said may be part of it.
        said = translate("New goals and moved targets may be missing: {reason}")
        notes.append(Line(compose(said, reason=Quoted(report.history))))
    return tuple(notes)
