"""A small chart, and the table of its values behind it; and the time line of a cycle.

Lines are drawn in a space that is stretched to the page's width; words and dots keep their size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from okrsite.pages.charts.chart_views import ChartTargetChange, ChartView, Dot, TargetLevel
from okrsite.pages.charts.scale import Tick
from okrsite.pages.html.days import render_short_day
from okrsite.pages.html.marks import render_name
from okrsite.pages.parts.timeline import TimelineView
from okrsite.pages.views import ReportView


def render_sparkline(chart: ChartView) -> Markup:
    """Return a series as small as a word, without its numbers, which stand beside it."""
    return Markup(
        f'<svg class="okr-spark" role="img" aria-label="{escape(chart.label)}" viewBox="0 {chart.ceiling - 6} 1000 '
        f'{chart.floor - chart.ceiling + 12}" preserveAspectRatio="none">{_render_band(chart, "1000")}'
        f"{_render_levels(chart.targets)}{_render_line('expected', chart.expected)}"
        f'<polyline class="okr-chart__value" points="{escape(chart.values)}"/></svg>'
    )


def render_chart(chart: ChartView, of: str, reports: Sequence[ReportView] = ()) -> Markup:
    """Return a chart with its key and, where there are reports, their table; `of` is what the values are of."""
    parts = [
        '<figure class="okr-chart">',
        f'<p class="okr-label">in {escape(chart.unit)}</p>' if chart.unit else "",
        f'{_render_plot(chart)}\n<figcaption><ul class="okr-chart__keys">',
        *(_render_key(kind, words) for kind, words in chart.keys),
        "</ul>",
        f'<p class="okr-meta">{escape(chart.outlook)}</p>' if chart.outlook else "",
        *(f'<p class="okr-meta">{escape(change.words)}</p>' for change in chart.moves),
        "</figcaption>",
        render_values_table(reports, of, chart.undated) if reports else "",
        "</figure>",
    ]
    return Markup("".join(parts))


def _render_band(chart: ChartView, width: str) -> str:
    if chart.band is None:
        return ""
    top, height = map(escape, chart.band)
    return f'<rect class="okr-chart__band" x="0" y="{top}" width="{width}" height="{height}"/>'


def _render_levels(levels: Iterable[TargetLevel]) -> str:
    return "".join(
        f'<line class="okr-chart__target" x1="{escape(level.x1)}%" x2="{escape(level.x2)}%" y1="{escape(level.y)}" '
        f'y2="{escape(level.y)}"/>'
        for level in levels
    )


def _render_line(kind: str, points: str) -> str:
    return f'<polyline class="okr-chart__{kind}" points="{escape(points)}"/>' if points else ""


def _render_plot(chart: ChartView) -> str:
    parts = [
        f'<svg class="okr-chart__svg okr-chart__svg--{escape(chart.margin)}" role="img" '
        f'aria-label="{escape(chart.label)}" height="{chart.height}">',
        _render_band(chart, "100%"),
        *map(_render_value_tick, chart.ticks),
        *(_render_day_tick(chart, tick) for tick in chart.days),
        _render_levels(chart.targets),
        _render_today(chart, chart.today) if chart.today else "",
        f'<svg class="okr-chart__lines" width="100%" height="{chart.height}" viewBox="0 0 1000 {chart.height}" '
        'preserveAspectRatio="none" aria-hidden="true">',
        _render_line("expected", chart.expected),
        _render_line("projected", chart.projected),
        _render_line("value", chart.values),
        "</svg>",
        f'<text class="okr-chart__goal" x="0" y="{escape(chart.target.at)}" dx="6">{escape(chart.target.text)}</text>'
        if chart.target
        else "",
        *map(_render_target_change, chart.moves),
        *map(_render_dot, chart.dots),
        "</svg>",
    ]
    return "".join(parts)


def _render_value_tick(tick: Tick) -> str:
    at = escape(tick.at)
    return (
        f'<line class="okr-chart__grid" x1="0" x2="100%" y1="{at}" y2="{at}"/>'
        f'<text x="0" y="{at}" dx="-7" dy="4" text-anchor="end">{escape(tick.text)}</text>'
    )


def _render_day_tick(chart: ChartView, tick: Tick) -> str:
    at = escape(tick.at)
    return (
        f'<line class="okr-chart__grid" x1="{at}%" x2="{at}%" y1="{chart.floor}" y2="{chart.floor + 5}"/>'
        f'<text x="{at}%" y="{chart.height - 4}" text-anchor="{escape(tick.anchor)}">{escape(tick.text)}</text>'
    )


def _render_today(chart: ChartView, tick: Tick) -> str:
    at = escape(tick.at)
    return (
        f'<line class="okr-chart__today" x1="{at}%" x2="{at}%" y1="{chart.ceiling}" y2="{chart.floor}"/>'
        f'<text class="okr-chart__now" x="{at}%" y="11" text-anchor="{escape(tick.anchor)}">{escape(tick.text)}</text>'
    )


def _render_target_change(change: ChartTargetChange) -> str:
    return (
        f'<svg class="okr-chart__move" x="{escape(change.x)}%" y="{escape(change.y)}" width="1" height="1">'
        f'<path d="m0-6 6 6-6 6-6-6Z"><title>{escape(change.words)}</title></path></svg>'
    )


def _render_dot(dot: Dot) -> str:
    kind = f" okr-chart__dot--{escape(dot.kind)}" if dot.kind else ""
    return (
        f'<circle class="okr-chart__dot{kind}" cx="{escape(dot.x)}%" cy="{escape(dot.y)}" '
        f'r="{"3.5" if dot.kind else "3"}"><title>{escape(dot.words)}</title></circle>'
    )


def _render_key(kind: str, words: str) -> str:
    """Return what is drawn how, as a picture beside words."""
    if kind == "band":
        sample = '<rect class="okr-chart__band" width="22" height="10"/>'
    elif kind == "now":
        sample = '<circle class="okr-chart__dot okr-chart__dot--now" cx="11" cy="5" r="3.5"/>'
    else:
        sample = f'<line class="okr-chart__{escape(kind)}" x1="0" x2="22" y1="5" y2="5"/>'
        sample += '<circle class="okr-chart__dot" cx="11" cy="5" r="3"/>' if kind == "value" else ""
    return f'<li><svg class="okr-chartkey" viewBox="0 0 22 10" aria-hidden="true">{sample}</svg>{escape(words)}</li>'


def render_values_table(reports: Sequence[ReportView], of: str, undated: str = "") -> Markup:
    """Return the values of a chart as a table, a click away; a column that would be empty is left out.

    `undated` is a value without a day, `of` what the values are of.
    """
    shown = _Columns(reports)
    lines = [
        '<details class="okr-chart__data"><summary>The values as a table</summary><div class="okr-tablewrap" '
        f'tabindex="0" role="region" aria-label="Values of {escape(of)}"><table class="okr-table"><thead><tr>'
        f'<th scope="col">Date</th><th scope="col" class="okr-r">Value</th>{shown.render_heads()}</tr></thead><tbody>'
    ]
    if undated:
        cells = shown.select("<td></td>", "<td></td>", "<td></td>", "<td>in the file</td>")
        lines.append(f'<tr><td>no date</td><td class="okr-r">{escape(undated)}</td>{cells}</tr>')
    for report in reports:
        cells = shown.select(
            f'<td class="okr-r">{escape(report.confidence)}</td>',
            f"<td>{render_name(report.by) if report.by else ''}</td>",
            f'<td class="okr-chart__note">{escape(report.note)}</td>',
            f"<td>{escape(report.origin or 'check-in')}</td>",
        )
        lines.append(
            f'<tr><td>{render_short_day(report.day)}</td><td class="okr-r">{escape(report.value)}</td>{cells}</tr>'
        )
    lines.append("</tbody></table></div></details>")
    return Markup("\n".join(lines))


class _Columns:
    """Which columns a table of values has: those in which something stands."""

    def __init__(self, reports: Sequence[ReportView]) -> None:
        self._confidence = any(report.confidence for report in reports)
        self._who = any(report.by for report in reports)
        self._note = any(report.note for report in reports)
        self._origin = any(report.origin for report in reports)

    def select(self, confidence: str, who: str, note: str, origin: str) -> str:
        """Return those of a row's cells whose columns are there."""
        return (
            (confidence if self._confidence else "")
            + (who if self._who else "")
            + (note if self._note else "")
            + (origin if self._origin else "")
        )

    def render_heads(self) -> str:
        """Return the heads of the columns."""
        return self.select(
            '<th scope="col" class="okr-r">Confidence</th>',
            '<th scope="col">Who</th>',
            '<th scope="col">Note</th>',
            '<th scope="col">Origin</th>',
        )


def render_timeline(time: TimelineView) -> Markup:
    """Return the time line of a cycle."""
    past = escape(time.past)
    ticks = "".join(
        f'<rect class="okr-time__tick" x="{escape(tick)}%" y="4" width="2" height="6"/>' for tick in time.ticks
    )
    labels = "".join(f'<text x="{escape(place)}%" y="26">{escape(label)}</text>' for place, label in time.labels)
    return Markup(
        f'<div class="okr-time"><p class="okr-time__head"><b>{escape(time.head)}</b><span>{escape(time.note)}</span>'
        f'</p>\n<svg role="img" aria-label="{escape(time.label)}" height="28"><rect class="okr-time__rest" x="0" y="4" '
        f'width="100%" height="6" rx="1.5"/><rect class="okr-time__past" x="0" y="4" width="{past}%" height="6" '
        f'rx="1.5"/>{ticks}{labels}<rect class="okr-time__now" x="{past}%" y="0" width="2" height="14" '
        f'transform="translate(-1)"/><text x="100%" y="26" text-anchor="end">{escape(time.end)}</text></svg></div>'
    )
