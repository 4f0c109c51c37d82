"""Goalposts that were moved, the newest first: what, by whom, why."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import mark_text, translate_html
from okrsite.pages.formatting import format_long_day
from okrsite.pages.html.marks import render_name
from okrsite.pages.page_links import mark_link
from okrsite.pages.views import NameView, TargetChangeView

_EFFECTS = {
    "easier": mark_text("It became easier to reach."),
    "harder": mark_text("It became harder to reach."),
}


def render_target_changes(changes: Iterable[TargetChangeView]) -> Markup:
    """Return the moved goalposts of one objective."""
    return _render_feed(f"<li>{_render_day(change)}{_render_target_change(change)}</li>" for change in changes)


def render_target_changes_of_many(changes: Iterable[tuple[NameView, str, TargetChangeView]]) -> Markup:
    """Return the moved goalposts of many objectives, each with the objective's name and its unit's."""
    return _render_feed(
        f'<li>{_render_day(change)}<a href="{mark_link(f"{objective.url}#moves")}">{escape(objective.name)}</a> '
        f'<span class="okr-dim">{escape(unit)}</span><br>{_render_target_change(change)}</li>'
        for objective, unit, change in changes
    )


def _render_feed(entries: Iterable[str]) -> Markup:
    return Markup("\n".join(('<ol class="okr-feed" reversed>', *entries, "</ol>")))


def _render_day(change: TargetChangeView) -> str:
    return f'<time datetime="{change.day.isoformat()}">{format_long_day(change.day)}</time>'


def _render_target_change(change: TargetChangeView) -> str:
    said = f"<b>{escape(change.sentence)}</b>"
    if change.by:
        said = translate_html("{change}, by {person}", change=Markup(said), person=render_name(change.by))
    if change.reason:
        said += f": {escape(change.reason)}"
    elif change.effect == "easier":
        said += translate_html("; nobody said why")
    effect = _EFFECTS.get(change.effect, "")
    return f"{said}." + (f' <span class="okr-meta">{translate_html(effect)}</span>' if effect else "")
