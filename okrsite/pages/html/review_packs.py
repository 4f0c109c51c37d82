"""Parts of a review pack: the goals on its cover, their key results as a table, what is to be talked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate_html, translate_html_in
from okrsite.number_style import get_percent_sign
from okrsite.pages.charts.chart_views import ChartView
from okrsite.pages.html.charts import render_sparkline
from okrsite.pages.html.days import render_short_day
from okrsite.pages.html.marks import render_bar, render_name, render_progress, render_sign
from okrsite.pages.html.results import render_steps
from okrsite.pages.page_links import mark_link
from okrsite.pages.parts.review_points import ReviewGoal, ReviewPoint
from okrsite.pages.views import CardView, ResultView


def render_pack_contents(cards: Sequence[CardView], first: int) -> Markup:
    """Return the goals of a pack as a list that leads to them; `first` is the number of the first one's slide."""
    lines = ['<ol class="okr-pack__goals">']
    for number, card in enumerate(cards, first):
        owner = f' <span class="okr-dim">{escape(card.owner.name)}</span>' if card.owner else ""
        lines.append(
            f'<li><span>{render_sign(card.status)}<a class="okr-quiet" href="#{number}">{escape(card.title)}</a>{owner}'
            f"</span>{render_progress(card.bar)}</li>"
        )
    lines.append("</ol>")
    return Markup("\n".join(lines))


def render_pack_results(results: Sequence[ResultView], sparks: Mapping[str, ChartView], of: str) -> Markup:
    """Return key results as a table; a column that would be empty is left out. `of` is the title of their goal."""
    columns = _Columns(results, sparks)
    rows = "\n".join(_render_row(result, sparks.get(result.anchor), columns) for result in results)
    label = translate_html("Key results of {objective}", objective=of)
    return Markup(
        f'<table class="okr-table okr-review" aria-label="{label}"><thead><tr>'
        f'<th scope="col">{translate_html("Key result")}</th>{_render_heads(columns)}</tr></thead>'
        f"<tbody>\n{rows}\n</tbody></table>"
    )


class _Columns:
    """Which columns a table of key results has."""

    def __init__(self, results: Sequence[ResultView], sparks: Mapping[str, ChartView]) -> None:
        self.expected = any(result.bar.tick for result in results)
        self.confidence = any(result.confidence for result in results)
        self.grade = any(result.grade or result.proposed_grade for result in results)
        self.course = any(result.anchor in sparks for result in results)


def _render_heads(columns: _Columns) -> str:
    heads = (
        (translate_html_in("value", "From"), "okr-r", True),
        (translate_html("Now"), "okr-r", True),
        (translate_html_in("value", "To"), "okr-r", True),
        (translate_html("Progress"), "okr-review__bar", True),
        (translate_html("Expected"), "okr-r", columns.expected),
        (translate_html("Confidence"), "okr-r okr-review__sure", columns.confidence),
        (translate_html("Grade"), "okr-r", columns.grade),
        (translate_html("Course"), "okr-review__course", columns.course),
    )
    return "".join(f'<th scope="col" class="{look}">{head}</th>' for head, look, there in heads if there)


def _render_row(result: ResultView, spark: ChartView | None, columns: _Columns) -> str:
    facts = [
        f"<span>{escape(result.owner.name)}</span>" if result.owner else "",
        f"<span>{translate_html('due {day}', day=Markup(render_short_day(result.due)))}</span>" if result.due else "",
        f"<span>{escape(result.weight)}</span>" if result.weight else "",
        f"<span>{escape(result.sum_of)}</span>" if result.sum_of else "",
    ]
    told = f'<p class="okr-facts">{"".join(facts)}</p>' if any(facts) else ""
    steps = render_steps(result.steps) if result.steps else ""
    expected = f"{escape(result.bar.tick)}{get_percent_sign()}" if result.bar.tick else "–"
    sure = escape(result.confidence) or "–"
    cells = [
        f'<tr><th scope="row">{render_sign(result.status)}<span>{escape(result.title)}</span>{told}{steps}</th>',
        _render_values(result),
        f'<td class="okr-review__bar"><span>{render_bar(result.bar)}<b>{escape(result.bar.text)}</b></span></td>',
        _render_cell(translate_html("Expected"), expected) if columns.expected else "",
        _render_cell(translate_html("Confidence"), sure, " okr-review__sure") if columns.confidence else "",
        _render_cell(translate_html("Grade"), _render_grade(result)) if columns.grade else "",
        f'<td class="okr-review__course">{render_sparkline(spark) if spark else ""}</td>' if columns.course else "",
        "</tr>",
    ]
    return "".join(cells)


def _render_values(result: ResultView) -> str:
    """Return where it begins, stands and ends; of what has no such numbers, how it stands, in words."""
    if not (result.now or result.target) or not result.target:
        return f'<td class="okr-review__words" colspan="3">{escape(result.summary)}</td>'
    return "".join(
        _render_cell(head, escape(value) or "–", look)
        for head, value, look in (
            (translate_html_in("value", "From"), result.start, ""),
            (translate_html("Now"), result.now, " okr-now"),
            (translate_html_in("value", "To"), result.target, ""),
        )
    )


def _render_cell(head: str, value: str, look: str = "") -> str:
    """Return a number; its heading goes with it where a narrow screen has no heads of columns."""
    return f'<td class="okr-r{look}" data-head="{head}">{value}</td>'


def _render_grade(result: ResultView) -> str:
    if result.grade:
        return escape(result.grade)
    return f"{escape(result.proposed_grade)} proposed" if result.proposed_grade else "–"


def render_review_goals(point: ReviewPoint) -> Markup:
    """Return the goals of a reason to talk about them."""
    goals = "\n".join(map(_render_goal, point.goals))
    more = f'<li class="okr-meta">{render_name(point.more)}</li>' if point.more else ""
    return Markup(f'<ul class="okr-points">{goals}{more}</ul>')


def _render_goal(point: ReviewGoal) -> str:
    whose = f' <span class="okr-dim">{escape(point.whose)}</span>' if point.whose else ""
    words = f'<p class="okr-meta">{escape(point.words)}</p>' if point.words else ""
    return f'<li><a href="{mark_link(point.goal.url or "")}">{escape(point.goal.name)}</a>{whose}{words}</li>'
