"""The log of an objective: who said what on which day, with the values, and where those come from that nobody wrote."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate, translate_html, translate_html_plural
from okrsite.pages.form_views import CheckinFormView
from okrsite.pages.formatting import format_long_day
from okrsite.pages.html.days import render_short_day
from okrsite.pages.html.marks import render_internal
from okrsite.pages.html.site_facts import SiteFacts
from okrsite.pages.page_links import mark_link
from okrsite.pages.views import CardView, CheckinView

MAX_ON_CARD = 12
"""Check-ins beneath a card; the objective's own page has all."""


def render_checkins(checkins: Iterable[CheckinView]) -> Markup:
    """Return check-ins, one below the other."""
    return Markup("\n".join(('<ol class="okr-feed" reversed>', *map(_render_checkin, checkins), "</ol>")))


def _render_checkin(checkin: CheckinView) -> str:
    parts = [
        f'<li><time datetime="{checkin.day.isoformat()}">{format_long_day(checkin.day)}</time>',
        _render_speaker(checkin),
        _render_note(checkin),
        _render_values(checkin) if checkin.values else "",
        "</li>",
    ]
    return "".join(parts)


def _render_speaker(checkin: CheckinView) -> str:
    by = checkin.by.name if checkin.by else ""
    status = translate(checkin.status) if checkin.status else ""
    if by and status:
        return translate_html("<b>{person}</b> says {status}:", person=by, status=status) + " "
    if by:
        return f"<b>{escape(by)}</b>: "
    return f" {translate_html('says {status}:', status=status)} " if status else ""


def _render_note(checkin: CheckinView) -> str:
    internal = f" {render_internal(checkin.internal)}" if checkin.internal else ""
    origin = f' <span class="okr-meta">{escape(checkin.origin)}</span>' if checkin.origin else ""
    return f"{escape(checkin.note)}{internal}{origin}"


def _render_values(checkin: CheckinView) -> str:
    values = "".join(f"<span>{escape(value)}</span>" for value in checkin.values)
    return f'<span class="okr-facts">{values}</span>'


def render_log(facts: SiteFacts, card: CardView) -> Markup:
    """Return what stands beneath a card: the newest word, and everything else a click away."""
    return Markup(_render_last(facts, card) + _render_others(card))


def render_form(form: CheckinFormView | None) -> Markup:
    """Return the link to a new check-in file; the script makes a form of it. Nothing where there is none."""
    if form is None:
        return Markup()
    # In single quotes, those of the JSON need no six characters each.
    facts = str(escape(form.facts)).replace("&#34;", '"')
    return Markup(
        f'<a class="okr-checkin" id="check-in" href="{escape(form.url)}" rel="noopener noreferrer" '
        f"data-okr-checkin='{facts}'>{translate_html('Check in')}</a>"
    )


def _render_form_link(card: CardView) -> str:
    """Return the link to the form, which stands on the objective's own page."""
    if card.form is None:
        return ""
    return f' <a class="okr-checkin" href="{mark_link(f"{card.url}#check-in")}">{translate_html("Check in")}</a>'


def render_last_word(last: CheckinView) -> Markup:
    """Return the newest check-in, with its values."""
    by = f" {escape(last.by.name)}:" if last.by else ""
    values = _render_values(last) if last.values else ""
    return Markup(f'<p class="okr-card__last"><b>{render_short_day(last.day)}</b>{by} {_render_note(last)}{values}</p>')


def _render_last(facts: SiteFacts, card: CardView) -> str:
    last = card.last
    if last is None:
        url = facts.make_edit_link(card.place)
        edit = f' <a href="{escape(url)}">{translate_html("Edit the line →")}</a>' if url else ""
        edit = _render_form_link(card) or edit
        return f'<p class="okr-card__last okr-dim">{translate_html("No check-in yet.")}{edit}</p>'
    by = f" {escape(last.by.name)}:" if last.by else ""
    values = _render_values(last) if len(card.checkins) == 1 or not last.note else ""
    said = f"{by} {_render_note(last)}{values}{_render_form_link(card)}"
    return f'<p class="okr-card__last"><b>{render_short_day(last.day)}</b>{said}</p>\n'


def _render_others(card: CardView) -> str:
    number = len(card.checkins)
    if number < 2 and (card.last or not number):
        return ""
    if card.last is None:
        summary = translate_html_plural("{number} value from KPIs", "{number} values from KPIs", number)
    elif all(checkin.spoken for checkin in card.checkins):
        summary = translate_html("All {number} check-ins", number=number)
    else:
        summary = translate_html("All {number} check-ins and values of KPIs", number=number)
    earlier = ""
    if number > MAX_ON_CARD:
        url = mark_link(f"{card.url}#checkins")
        words = translate_html_plural("The earlier {number}", "The earlier {number}", number - MAX_ON_CARD)
        earlier = f'<p class="okr-meta"><a href="{url}">{words}</a></p>'
    return (
        f'<details class="okr-details okr-log"><summary>{summary}</summary>'
        f"{render_checkins(card.checkins[:MAX_ON_CARD])}{earlier}</details>\n"
    )
