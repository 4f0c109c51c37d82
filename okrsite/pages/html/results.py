"""Key results, one line each, with what stands between start and end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate, translate_html
from okrsite.pages.charts.chart_views import ChartView
from okrsite.pages.html.charts import render_chart, render_sparkline, render_values_table
from okrsite.pages.html.days import render_age, render_short_day
from okrsite.pages.html.marks import render_bar, render_internal, render_name, render_sign
from okrsite.pages.html.site_facts import SiteFacts
from okrsite.pages.html.unread_values import render_unread
from okrsite.pages.page_links import mark_link
from okrsite.pages.parts.initiative_views import name_work_status
from okrsite.pages.views import InitiativeView, MovingWork, ResultView, StepView

_NO_CHARTS: Mapping[str, ChartView | None] = {}


def render_key_results(
    facts: SiteFacts,
    key_results: Iterable[ResultView],
    opens: str,
    full: bool = False,
    charts: Mapping[str, ChartView | None] = _NO_CHARTS,
    sparks: Mapping[str, ChartView | None] = _NO_CHARTS,
) -> Markup:
    """Return the key results of an objective.

    Args:
        facts: The settings.
        key_results: Those to print.
        opens: The address of their objective, where each figure's arithmetic stands.
        full: As on the objective's own page, with what adds up and how it will be graded.
        charts: Whole charts, by the id of the key result.
        sparks: Small ones, by its anchor.
    """
    lines = ['<ul class="okr-krs">']
    for key_result in key_results:
        spark = sparks.get(key_result.anchor)
        lines.append(
            f"{_render_words(facts, key_result, full)}{render_bar(key_result.bar)}"
            f"{_render_number(key_result, opens)}{render_sparkline(spark) if spark else ''}"
            f"{_render_values(key_result, charts.get(key_result.id), full)}</li>"
        )
    lines.append("</ul>")
    return Markup("\n".join(lines))


def _render_words(facts: SiteFacts, key_result: ResultView, full: bool) -> str:
    status = key_result.status
    # A card says once that all of it is outdated.
    differs = status.computed if full or status.key != "stale" else ""
    parts = [
        f'<li id="{escape(key_result.anchor)}"><div class="okr-krs__what"><p>'
        f'{escape(key_result.title)}</p>\n<p class="okr-krs__sum">{render_sign(status)}<span>'
        f'{escape(key_result.summary)}</span></p>\n<p class="okr-facts">',
        *_list_facts(facts, key_result),
        "</p>",
        render_unread(facts, key_result.unread),
        render_steps(key_result.steps) if key_result.steps else "",
        _render_works(key_result.works) if key_result.works else "",
        f'<p class="okr-meta">{translate_html("The numbers say {status}.", status=translate(differs))}</p>'
        if differs
        else "",
        f'<p class="okr-meta">{escape(key_result.contribution)}</p>' if full and key_result.contribution else "",
        _render_rubric(key_result.rubric) if full and key_result.rubric else "",
        f'<div class="okr-prose">{escape(key_result.notes)}</div>' if key_result.notes else "",
        "</div>",
    ]
    return "".join(parts)


def _list_facts(facts: SiteFacts, key_result: ResultView) -> list[str]:
    url = facts.make_edit_link(key_result.place)
    return [
        render_internal(key_result.internal),
        f"<span>{render_name(key_result.owner)}</span>" if key_result.owner else "",
        f"<span>{translate_html('{percent} confident', percent=key_result.confidence)}</span>"
        if key_result.confidence
        else "",
        f"<span>{translate_html('due {day}', day=render_short_day(key_result.due))}</span>" if key_result.due else "",
        f"<span>{escape(key_result.weight)}</span>" if key_result.weight else "",
        f"<span>{escape(key_result.sum_of)}</span>" if key_result.sum_of else "",
        f"<span>{translate_html('from the KPI {name}', name=render_name(key_result.kpi))}</span>"
        if key_result.kpi
        else "",
        f"<span>{translate_html('reported {day}', day=render_age(key_result.last_report))}</span>"
        if key_result.last_report
        else "",
        _render_grade(key_result),
        _render_edit_link(key_result, url) if url else "",
    ]


def _render_edit_link(key_result: ResultView, url: str) -> str:
    label = translate("Edit “{title}”, line {number}", title=key_result.title, number=key_result.place.line)
    return (
        f'<span><a class="okr-where" href="{escape(url)}" aria-label="{escape(label)}">'
        f"{translate_html('edit')}</a></span>"
    )


def _render_grade(key_result: ResultView) -> str:
    grade, proposed = key_result.grade, key_result.proposed_grade
    if grade and proposed and proposed != grade:
        words = translate_html("grade <b>{grade}</b>, proposed {proposed}", grade=grade, proposed=proposed)
    elif grade:
        words = translate_html("grade <b>{grade}</b>", grade=grade)
    elif proposed:
        words = translate_html("proposed grade {proposed}", proposed=proposed)
    else:
        return ""
    return f"<span>{words}</span>"


def render_steps(steps: Iterable[StepView]) -> str:
    """Return what stands between the start and the end of a key result, with what of it is done."""
    return f'<ul class="okr-steps">{"".join(map(_render_step, steps))}</ul>'


def _render_step(step: StepView) -> str:
    reached = ' class="is-reached"' if step.done else ""
    done = f'<span class="okr-sr">{translate_html("done:")} </span>' if step.done else ""
    note = f" <i>{escape(step.note)}</i>" if step.note else ""
    return f"<li{reached}><span>{done}{escape(step.title)}{note}</span></li>"


def render_work_due(work: InitiativeView | MovingWork) -> str:
    """Return when work is due, or was, as safe HTML; empty where nobody says."""
    if work.due is None:
        return ""
    day = render_short_day(work.due)
    return translate_html("was due on {day}", day=day) if work.is_overdue else translate_html("due {day}", day=day)


def _render_moving_work(work: MovingWork) -> str:
    due = f", {render_work_due(work)}" if work.due else ""
    return f"{escape(work.title)} ({escape(name_work_status(work.status))}{due})"


def _render_works(works: Iterable[MovingWork]) -> str:
    words = "; ".join(map(_render_moving_work, works))
    return f'<p class="okr-meta">{translate_html("Moved by: {work}", work=Markup(words))}</p>'


def _render_rubric(steps: Iterable[StepView]) -> str:
    grades = "; ".join(
        translate_html("<b>{grade}</b> for {result}", grade=step.note, result=step.title) for step in steps
    )
    return f'<p class="okr-meta">{translate_html("Graded {grades}", grades=Markup(grades))}</p>'


def _render_number(key_result: ResultView, opens: str) -> str:
    url = mark_link(f"{opens}#why-{key_result.anchor}")
    return f'<b><a href="{url}">{escape(key_result.bar.text)}</a></b>'


def _render_values(key_result: ResultView, chart: ChartView | None, full: bool) -> str:
    """Return the chart of a key result; on its objective's page the table of its values where there is none."""
    if chart:
        return render_chart(chart, key_result.title, key_result.reports)
    if full and key_result.reports:
        table = render_values_table(key_result.reports, key_result.title)
        return f'<div class="okr-chart">{table}</div>'
    return ""
