"""The table of units by status: each number in the tint of its column, so that it shows where much stands badly."""

from __future__ import annotations

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate, translate_html, translate_html_plural
from okrsite.pages.html.marks import render_mark, render_name
from okrsite.pages.parts.heat import HeatCell, HeatRow, HeatTable


def render_heat_table(table: HeatTable) -> Markup:
    """Return the table; where there is no room for its columns it can be pushed sideways."""
    heads = "".join(
        f'<th scope="col" class="okr-r"><span class="is-{escape(key)}">{render_mark(key)}</span> {escape(heading)}</th>'
        for key, heading in table.columns
    )
    with_reports = table.days is not None
    rows = "\n".join(_render_row(row, with_reports) for row in table.rows)
    total = f"<tfoot>{_render_row(table.total, with_reports)}</tfoot>" if table.total else ""
    reported = f'<th scope="col" class="okr-r">{translate_html("Reported")}</th>' if with_reports else ""
    explained = "" if table.days is None else f'<p class="okr-meta">{_explain_reports(table.days)}</p>'
    return Markup(
        f'<div class="okr-tablewrap" tabindex="0" role="region" aria-label="{escape(translate("Teams by status"))}">'
        f'<table class="okr-table"><thead><tr><th scope="col">{translate_html("Team")}</th>'
        f"{heads}{reported}</tr></thead>"
        f"<tbody>\n{rows}\n</tbody>{total}</table></div>{explained}"
    )


def _explain_reports(days: int) -> str:
    return translate_html_plural(
        "Objectives of running cycles. Reported: of how many there was news in the last {number} day, "
        "of those of which news is expected.",
        "Objectives of running cycles. Reported: of how many there was news in the last {number} days, "
        "of those of which news is expected.",
        days,
    )


def render_heat_counts(table: HeatTable) -> Markup:
    """Return how many objectives each column of a table counts altogether; none that counts nothing."""
    total = table.total or next(iter(table.rows), None)
    entries = (
        f'<li><span class="is-{escape(mark)}">{render_mark(mark)}</span><span>{escape(heading)}</span>'
        f"<b>{cell.number}</b></li>"
        for (mark, heading), cell in zip(table.columns, total.cells if total else (), strict=False)
        if cell.number
    )
    return Markup(f'<ul class="okr-bands">{"".join(entries)}</ul>')


def _render_row(row: HeatRow, with_reports: bool) -> str:
    words = translate_html("{part} of {whole}", part=row.reported, whole=row.expected) if row.expected else "–"
    reported = f'<td class="okr-r">{words}</td>' if with_reports else ""
    cells = "".join(map(_render_cell, row.cells))
    return f'<tr><th scope="row">{render_name(row.unit, quiet=True)}</th>{cells}{reported}</tr>'


def _render_cell(cell: HeatCell) -> str:
    tinted = f'<span class="okr-heat is-{escape(cell.key)}">{cell.number}</span>' if cell.number else "–"
    return f'<td class="okr-r">{tinted}</td>'
