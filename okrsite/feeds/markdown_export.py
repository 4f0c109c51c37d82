"""The export as one Markdown document: each team with its objectives and key results, for whoever reads or pastes it.

Decides what such a reader wants; numbers without a reader (where they come from, of which terms they are) stand in the
other formats. What an author typed in a line can't become markup; what was typed as Markdown stands in a quotation.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.amounts import Range
from okrsite.feeds.export_detail_records import ExportedRange
from okrsite.feeds.export_objective_records import ExportedKeyResult, ExportedObjective
from okrsite.feeds.export_records import Export, ExportedKpi
from okrsite.late_patterns import compile_late
from okrsite.pages.formatting import format_grade, format_quantity, format_range
from okrsite.progress.explanation import format_percent

_OUTSIDE = {"contributes_to": "Contributes to", "supports": "Supports"}

INTRODUCTION = "Objectives and key results on"
"""What stands below the title, before the day; by it an export is told from other documents."""
_MARKUP = compile_late(r"[\\`*_\[\]<>#|~&$]")
_LINE_ENDS = compile_late(r"[\r\n\u2028\u2029]+")


def format_markdown_export(export: Export) -> str:
    """Return the export as Markdown."""
    return "\n".join(_DocumentWriter(export).list_lines()) + "\n"


def escape_line(text: str) -> str:
    """Return a text on one line in which nothing is markup."""
    return _MARKUP.sub(lambda match: f"\\{match[0]}", _LINE_ENDS.sub(" ", text)).strip()


class _DocumentWriter:
    """Writes one export."""

    def __init__(self, export: Export) -> None:
        self._export = export
        self._people = {person.id: person.name for person in export.people}
        self._cycles = {cycle.id: cycle for cycle in export.cycles}
        self._titles = {one.ref: one.title for one in export.objectives}
        for one in export.objectives:
            self._titles |= {result.ref: result.title for result in one.key_results}

    def list_lines(self) -> Iterator[str]:
        """Yield the lines of the document."""
        export = self._export
        yield f"# {escape_line(export.organisation.name)}"
        yield ""
        yield f"{INTRODUCTION} {export.as_of.isoformat()}."
        for label, text in (("Mission", export.organisation.mission), ("Vision", export.organisation.vision)):
            if text:
                yield ""
                yield f"{label}:"
                yield ""
                yield from _quote(text)
        by_team: dict[str, list[ExportedObjective]] = {}
        for one in export.objectives:
            by_team.setdefault(one.team, []).append(one)
        for team in export.teams:
            if team.id in by_team:
                yield ""
                yield f"## {escape_line(team.name)}"
                if team.lead:
                    yield ""
                    yield f"Led by {self._name(team.lead)}."
                yield from self._list_objectives(by_team[team.id])
        if export.kpis:
            yield ""
            yield "## KPIs"
            yield ""
            yield "| KPI | Last value | On | Healthy range |"
            yield "| --- | --- | --- | --- |"
            yield from map(self._make_kpi_row, export.kpis)

    def _list_objectives(self, objectives: list[ExportedObjective]) -> Iterator[str]:
        cycle = ""
        for one in objectives:
            if one.cycle != cycle:
                cycle = one.cycle
                yield ""
                yield f"### {escape_line(self._cycles[cycle].name)} ({self._cycles[cycle].state})"
            yield ""
            yield f"#### {escape_line(one.title)}"
            yield ""
            yield self._describe(one)
            if one.why:
                yield ""
                yield from _quote(one.why)
            links = [("Contributes to", link.ref) for link in one.contributes_to]
            links += [("Supports", link.ref) for link in one.supports]
            links += [(_OUTSIDE[link.kind], f"{link.title or link.ref} ({link.organisation})") for link in one.outside]
            if links:
                yield ""
                yield from (f"- {kind}: {escape_line(self._titles.get(ref, ref))}" for kind, ref in links)
            if one.key_results:
                yield ""
                yield "| Key result | From | Now | To | Progress | Owner |"
                yield "| --- | --- | --- | --- | --- | --- |"
                yield from map(self._make_result_row, one.key_results)

    def _describe(self, one: ExportedObjective) -> str:
        word = one.outcome.shown if one.outcome else one.status.shown
        parts = [f"{word.capitalize()}", f"progress {format_percent(one.progress)}"]
        parts += [f"expected {format_percent(one.expected)}"] if one.expected is not None else []
        parts += [f"confidence {format_percent(one.confidence)}"] if one.confidence is not None else []
        parts += [f"grade {format_grade(one.grade)}"] if one.grade is not None else []
        owner = f" Owner: {self._name(one.owner)}." if one.owner else ""
        return f"{', '.join(parts)}.{owner}"

    def _make_result_row(self, one: ExportedKeyResult) -> str:
        now = escape_line(one.now) if isinstance(one.now, str) else _write_value(one.now, one.unit)
        to = _write_range(one.keep, one.unit) if one.keep else _write_value(one.to, one.unit)
        cells = (
            escape_line(one.title),
            _write_value(one.start, one.unit),
            now,
            to,
            format_percent(one.progress),
            self._name(one.owner) if one.owner else "",
        )
        return f"| {' | '.join(cells)} |"

    def _make_kpi_row(self, one: ExportedKpi) -> str:
        last = one.values[-1] if one.values else None
        cells = (
            escape_line(one.name),
            _write_value(last.value, one.unit) if last else "",
            last.date.isoformat() if last else "",
            _write_range(one.range, one.unit) if one.range else "",
        )
        return f"| {' | '.join(cells)} |"

    def _name(self, person: str) -> str:
        return escape_line(self._people.get(person, person))


def _quote(text: str) -> Iterator[str]:
    """Yield an author's Markdown as a quotation, in which no heading or fence of it reaches further."""
    yield from (f"> {line}".rstrip() for line in _LINE_ENDS.sub("\n", text.replace("\r\n", "\n")).split("\n"))


def _write_value(value: float | None, unit: str) -> str:
    return escape_line(format_quantity(value, unit)) if value is not None else ""


def _write_range(limits: ExportedRange, unit: str) -> str:
    return escape_line(format_range(Range(limits.low, limits.high, unit, ""), unit))
