"""An objective on its unit's page, and the parts of it that stand on its own page too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate, translate_html, translate_html_plural
from okrsite.number_style import format_count
from okrsite.pages.charts.chart_views import ChartView
from okrsite.pages.formatting import capitalise_first
from okrsite.pages.html.checkins import render_log
from okrsite.pages.html.days import render_age, render_short_day
from okrsite.pages.html.marks import (
    render_bar,
    render_internal,
    render_mark,
    render_name,
    render_names,
    render_status,
)
from okrsite.pages.html.outside_links import render_outside_links
from okrsite.pages.html.results import render_key_results, render_work_due
from okrsite.pages.html.rows import render_links
from okrsite.pages.html.site_facts import SiteFacts
from okrsite.pages.html.unread_values import render_unread
from okrsite.pages.page_links import mark_link
from okrsite.pages.parts.initiative_views import name_work_status
from okrsite.pages.views import CardView, InitiativeView, LinkView

_NO_SPARKS: Mapping[str, ChartView | None] = {}


def render_card(facts: SiteFacts, card: CardView, sparks: Mapping[str, ChartView | None] = _NO_SPARKS) -> Markup:
    """Return an objective with everything under it; `sparks` are small charts by the anchor of their key result."""
    parts = [
        f'<article class="okr-card" id="{escape(card.id)}">',
        *(f'<span id="{escape(anchor)}"></span>' for anchor in card.extra_anchors),
        f'<div class="okr-card__head">{render_status(card.status, pill=True)}<h2><a class="okr-quiet" '
        f'href="{mark_link(card.url)}">{escape(card.title)}</a></h2></div>\n'
        f'<p class="okr-facts">{render_people(card)}</p>\n{render_figure(card)}\n',
        f'<p class="okr-meta">{escape(card.status.said)}</p>' if card.status.computed else "",
        render_unread(facts, card.unread),
        f'<div class="okr-prose okr-card__why">{escape(card.why)}</div>' if card.why else "",
        render_key_results(facts, card.results, card.url, sparks=sparks)
        if card.results
        else f'<p class="okr-lack">{translate_html("No key results yet: nothing says when this is reached.")}</p>',
        _render_last_target_change(card) if card.moves else "",
        f'<div class="okr-blocks">\n{render_upward(card)}\n{_render_carriers(card)}'
        f"{render_surroundings(card)}\n</div>\n{render_log(facts, card)}\n",
        _render_retrospective(card),
        "</article>",
    ]
    return Markup("".join(parts))


def _render_retrospective(card: CardView) -> str:
    """Return what was learned and decided at the end of the cycle."""
    if not (card.retrospective or card.decision):
        return ""
    decision = ""
    if card.decision:
        decision = f"<p>{translate_html('Decision: <b>{decision}</b>', decision=card.decision)}</p>"
    return (
        f'<div class="okr-prose okr-retro"><h3 class="okr-h4">{translate_html("Retrospective")}</h3>{decision}'
        f"{escape(card.retrospective)}</div>"
    )


def _render_last_target_change(card: CardView) -> str:
    last, number = card.moves[0], len(card.moves)
    said = translate_html("{change} on {day}.", change=last.sentence, day=render_short_day(last.day))
    more = number > 1
    words = translate_html("All {number} changes of the goal", number=number) if more else translate_html("Who and why")
    return (
        f'<p class="okr-card__last okr-moved">{render_mark("goal")}{said} '
        f'<a href="{mark_link(f"{card.url}#moves")}">{words}</a></p>'
    )


def render_people(card: CardView) -> Markup:
    """Return who has to do with an objective, and what else is to be known of it in a word or two."""
    parts = [
        render_internal(card.internal),
        f"<span>{render_name(card.owner)}</span>"
        if card.owner
        else f'<span class="okr-lack">{render_mark("nobody")}{translate_html("no owner yet")}</span>',
        _render_fact(translate_html("with {people}", people=render_names(card.contributors)))
        if card.contributors
        else "",
        _render_fact(translate_html("reviewed by {person}", person=render_name(card.reviewer)))
        if card.reviewer
        else "",
        f"<span>{render_name(card.pillar)}</span>" if card.pillar else "",
        *(f"<span>{escape(label)}</span>" for label in card.labels),
        _render_fact(translate_html("{percent} confident", percent=card.confidence)) if card.confidence else "",
        _render_fact(translate_html("reported {day}", day=render_age(card.last_report))) if card.last_report else "",
    ]
    return Markup("".join(parts))


def _render_fact(words: str) -> str:
    return f"<span>{words}</span>"


def render_number(card: CardView) -> Markup:
    """Return the number of an objective, as a link to where it comes from."""
    title = escape(translate("Where the number comes from"))
    return Markup(
        f'<a class="okr-quiet" href="{mark_link(f"{card.url}#numbers")}" title="{title}">{escape(card.bar.text)}</a>'
    )


def render_figure(card: CardView) -> Markup:
    """Return the number of an objective with its bar and what is to be said of it."""
    pace = card.bar.pace
    words = f"{pace[:1].upper()}{pace[1:]}"
    if card.grade:
        label = translate_html("Graded <b>{grade}</b>", grade=card.grade)
        label += f": {escape(card.verdict)}" if card.verdict else ""
    else:
        label = escape(capitalise_first(card.status.why) if card.status.is_outcome else words)
    if card.made_of:
        label += ("; " if label else "") + escape(card.made_of)
    if card.without_data:
        label += ("; " if label else "") + translate_html_plural(
            "{number} key result without data", "{number} key results without data", card.without_data
        )
    return Markup(
        f'<div class="okr-goal__figure"><b>{render_number(card)}</b>{render_bar(card.bar)}'
        f'<span class="okr-label">{label}</span></div>'
    )


def render_upward(card: CardView) -> Markup:
    """Return what an objective serves, or why it serves nothing."""
    if card.up or card.outside:
        links = render_links(card.up) if card.up else ""
        beyond = render_outside_links(card.outside) if card.outside else ""
        heading = translate_html("Serves")
        return Markup(f'<div class="okr-block"><h3 class="okr-h4">{heading}</h3>{links}{beyond}</div>\n')
    if card.unaligned:
        said = translate_html("Linked to no goal, on purpose: {reason}", reason=card.unaligned)
        return Markup(f'<p class="okr-block okr-meta">{said}</p>\n')
    if card.is_unaligned:
        said = translate_html(
            "Linked to no goal. A line such as <code>contributes_to: company/…</code> says what it is for."
        )
        return Markup(f'<p class="okr-block okr-lack">{render_mark("unlinked")}{said}</p>')
    return Markup()


def render_surroundings(card: CardView) -> Markup:
    """Return what an objective depends on, what blocks it, the work for it and who else has to do with it."""
    blockers = "".join(f"<li>{escape(blocker)}</li>" for blocker in card.blockers)
    parts = [
        _render_link_block(translate("Depends on"), card.needs),
        _render_link_block(translate("Others depend on it"), card.needed_by),
        f'<div class="okr-block"><h3 class="okr-h4">{translate_html("Blocked by")}</h3>'
        f'<ul class="okr-plain">{blockers}</ul></div>'
        if card.blockers
        else "",
        _render_initiatives(card.initiatives) if card.initiatives else "",
        _render_scope(card),
    ]
    return Markup("".join(parts))


def _render_carriers(card: CardView) -> str:
    more = ""
    if card.more_down:
        words = translate_html("{number} more", number=format_count(card.more_down))
        more = f'<p class="okr-meta"><a href="{mark_link(f"{card.url}#carried")}">{words}</a></p>'
    return _render_link_block(translate("Carried by"), card.down, more)


def _render_link_block(heading: str, links: tuple[LinkView, ...], more: str = "") -> str:
    if not links:
        return ""
    return f'<div class="okr-block"><h3 class="okr-h4">{escape(heading)}</h3>{render_links(links)}{more}</div>'


def _render_initiatives(initiatives: Iterable[InitiativeView]) -> str:
    entries = "".join(map(_render_initiative, initiatives))
    heading = translate_html('Initiatives <span class="okr-dim">the work, which doesn’t count as progress</span>')
    return f'<div class="okr-block"><h3 class="okr-h4">{heading}</h3>\n<ul class="okr-steps">{entries}</ul></div>'


def render_works(works: Iterable[InitiativeView]) -> Markup:
    """Return initiatives as a list, each with its mark, its state and who does it."""
    return Markup(f'<ul class="okr-steps">{"".join(map(_render_initiative, works))}</ul>')


def _render_initiative(work: InitiativeView) -> str:
    state = "reached" if work.status == "done" else work.status
    title = escape(work.title)
    named = f'<a href="{escape(work.link)}" rel="noopener noreferrer">{title}</a>' if work.link else title
    owner = f", {escape(work.owner.name)}" if work.owner else ""
    moves = f"<i>{translate_html('; to move {results}', results=render_names(work.moves))}</i>" if work.moves else ""
    words = escape(name_work_status(work.status))
    due = f", {render_work_due(work)}" if work.due else ""
    return f'<li class="is-{escape(state)}"><span>{named} <i>{words}{owner}{due}</i>{moves}</span></li>'


def _render_scope(card: CardView) -> str:
    pairs = (
        (translate_html("Together with"), render_names(card.joint)),
        (translate_html("Consulted"), render_names(card.consult)),
        (translate_html("Informed"), render_names(card.inform)),
        (translate_html("Needs"), escape(card.resources)),
    )
    entries = "".join(f"<div><dt>{term}</dt><dd>{words}</dd></div>" for term, words in pairs if words)
    return f'<dl class="okr-scope okr-block">{entries}</dl>\n' if entries else ""
