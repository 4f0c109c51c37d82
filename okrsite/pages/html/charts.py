"""A small chart, and the table of its values behind it; and the time line of a cycle.

Lines are drawn in a space that is stretched to the page's width; words and dots keep their size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate, translate_html
from okrsite.pages.charts.chart_views import ChartTargetChange, ChartView, Dot, TargetLevel
from okrsite.pages.charts.scale import WIDE, Tick
from okrsite.pages.formatting import format_short_day_with_year
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
        f'<p class="okr-label">{translate_html("in {unit}", unit=chart.unit)}</p>' if chart.unit else "",
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
    return f'<rect class="okr-chart__band" y="{top}" width="{width}" height="{height}"/>'


def _render_levels(levels: Iterable[TargetLevel]) -> str:
    return "".join(
        f'<path class="okr-chart__target" d="M{escape(level.x1)} {escape(level.y)}H{escape(level.x2)}"/>'
        for level in levels
    )


def _render_line(kind: str, points: str) -> str:
    return f'<polyline class="okr-chart__{kind}" points="{escape(points)}"/>' if points else ""


def _render_plot(chart: ChartView) -> str:
    """Return the picture. What is the same in all charts is said in the style sheet."""
    parts = [
        f'<svg class="okr-chart__svg okr-chart__svg--{escape(chart.margin)}" role="img" '
        f'aria-label="{escape(chart.label)}" height="{chart.height}"><svg viewBox="0 0 {WIDE} {chart.height}" '
        'preserveAspectRatio="none">',
        _render_band(chart, str(WIDE)),
        _render_grid(chart),
        _render_levels(chart.targets),
        *(f'<path class="okr-chart__{escape(line.name)}" d="M0 {escape(line.y)}H100"/>' for line in chart.thresholds),
        f'<path class="okr-chart__today" d="M{escape(chart.today.at)} {chart.ceiling}V{chart.floor}"/>'
        if chart.today
        else "",
        _render_line("expected", chart.expected),
        _render_line("projected", chart.projected),
        _render_line("value", chart.values),
        '</svg><g class="okr-chart__y">',
        *(f'<text y="{escape(tick.at)}">{escape(tick.text)}</text>' for tick in chart.ticks),
        "</g>",
        *(_render_word(tick, chart.height - 4) for tick in chart.days),
        _render_word(chart.today, 11, "okr-chart__now") if chart.today else "",
        f'<text class="okr-chart__goal" x="6" y="{escape(chart.target.at)}">{escape(chart.target.text)}</text>'
        if chart.target
        else "",
        *map(_render_target_change, chart.moves),
        *map(_render_dot, chart.dots),
        "</svg>",
    ]
    return "".join(parts)


def _render_grid(chart: ChartView) -> str:
    """Return a line across for each value at the side and a tick for each day along the bottom."""
    levels = "".join(f"M0 {escape(tick.at)}H100" for tick in chart.ticks)
    days = "".join(f"M{escape(tick.at)} {chart.floor}v5" for tick in chart.days)
    return f'<path class="okr-chart__grid" d="{levels}{days}"/>'


def _render_word(tick: Tick, y: int, name: str = "") -> str:
    """Return a word at a day; `name` is its class, if it has one."""
    named = f' class="{name}"' if name else ""
    anchor = "" if tick.anchor == "start" else f' text-anchor="{escape(tick.anchor)}"'
    return f'<text{named} x="{escape(tick.at)}%" y="{y}"{anchor}>{escape(tick.text)}</text>'


def _render_target_change(change: ChartTargetChange) -> str:
    return (
        f'<svg class="okr-chart__move" x="{escape(change.x)}%" y="{escape(change.y)}" width="1" height="1">'
        f'<path d="m0-6 6 6-6 6-6-6Z"><title>{escape(change.words)}</title></path></svg>'
    )


def _render_dot(dot: Dot) -> str:
    kind = f' class="okr-chart__dot--{escape(dot.kind)}"' if dot.kind else ""
    return f'<circle{kind} cx="{escape(dot.x)}%" cy="{escape(dot.y)}"><title>{escape(dot.words)}</title></circle>'


def _render_key(kind: str, words: str) -> str:
    """Return what is drawn how, for the style sheet to draw beside the words."""
    return f'<li class="okr-key--{escape(kind)}">{escape(words)}</li>'


def render_values_table(reports: Sequence[ReportView], of: str, undated: str = "") -> Markup:
    """Return the values of a chart as a table, a click away; a column that would be empty is left out.

    `undated` is a value without a day, `of` what the values are of. Who reported them with which words stands among the
    check-ins of the page.
    """
    shown = _Columns(reports)
    lines = [
        f'<details class="okr-chart__data"><summary>{translate_html("The values as a table")}</summary>'
        f'<table class="okr-table{shown.look}" aria-label="{escape(translate("Values of {title}", title=of))}">'
        f'<thead><tr><th scope="col">{translate_html("Date")}</th>'
        f'<th scope="col">{translate_html("Value")}</th>{shown.render_heads()}</tr></thead><tbody>'
    ]
    if undated:
        cells = shown.select("<td></td>", f"<td>{translate_html('in the file')}</td>")
        lines.append(f"<tr><td>{translate_html('no date')}</td><td>{escape(undated)}</td>{cells}</tr>")
    for report in reports:
        cells = shown.select(
            f"<td>{escape(report.confidence)}</td>",
            f"<td>{escape(report.origin or translate('check-in'))}</td>",
        )
        lines.append(
            f"<tr><td>{format_short_day_with_year(report.day)}</td><td>{escape(report.value)}</td>{cells}</tr>"
        )
    lines.append("</tbody></table></details>")
    return Markup("\n".join(lines))


class _Columns:
    """Which columns a table of values has: those in which something stands."""

    def __init__(self, reports: Sequence[ReportView]) -> None:
        self._confidence = any(report.confidence for report in reports)
        self._origin = any(report.origin for report in reports)
        self.look = " okr-r3" if self._confidence else ""
        """A class for the table, in which confidence is the third column and a number."""

    def select(self, confidence: str, origin: str) -> str:
        """Return those of a row's cells whose columns are there."""
        return (confidence if self._confidence else "") + (origin if self._origin else "")

    def render_heads(self) -> str:
        """Return the heads of the columns."""
        return self.select(
            f'<th scope="col">{translate_html("Confidence")}</th>',
            f'<th scope="col">{translate_html("Origin")}</th>',
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
