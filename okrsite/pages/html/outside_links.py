"""Links to goals of other organisations, with a mark that says so; all they lead to lies on the others' sites."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate, translate_html
from okrsite.pages.html.days import render_short_day
from okrsite.pages.html.marks import render_line_sample, render_mark, render_status
from okrsite.pages.outside_views import OutsideView
from okrsite.pages.page_links import mark_link


def render_outside_link(title: str, url: str) -> Markup:
    """Return a link to another site, which is told nothing of the page that leads there."""
    return Markup(f'<a href="{escape(url)}" rel="external noopener noreferrer">{escape(title)}</a>')


def render_organisation(name: str, page: str = "") -> Markup:
    """Return the mark of what belongs to another organisation, with its name; `page` is its page on this site."""
    named = f'<a class="okr-quiet" href="{mark_link(page)}">{escape(name)}</a>' if page else escape(name)
    return Markup(f'<span class="okr-outside">{render_mark("outside")}{named}</span>')


def render_outside_links(links: Iterable[OutsideView]) -> Markup:
    """Return a list of links to goals of other organisations."""
    lines = ['<ul class="okr-links">', *map(_render_link, links), "</ul>"]
    return Markup("\n".join(lines))


def _render_link(link: OutsideView) -> str:
    notes = (
        translate("through “{result}”", result=link.own_result) if link.own_result else "",
        "" if link.status or link.as_of is None else translate("not in their export"),
        translate("nothing is known of it just now") if link.as_of is None else "",
        link.because,
    )
    stand = _render_stand(link)
    parts = [
        f"<li>{render_line_sample(link.kind)}<div>{render_outside_link(link.title, link.url)}",
        f" <i>›</i> {escape(link.result)}" if link.result else "",
        f" <i>{escape(link.unit)}</i>" if link.unit else "",
        f" {render_organisation(link.organisation, link.page)}",
        f' <span class="okr-share">{translate_html("{share} of it", share=link.share)}</span>' if link.share else "",
        f' <span class="okr-meta">{stand}</span>' if stand else "",
        *(f'<span class="okr-meta okr-links__own">{escape(note)}</span>' for note in notes if note),
        f"</div>{render_status(link.status) if link.status else ''}</li>",
    ]
    return "".join(parts)


def _render_stand(link: OutsideView) -> str:
    """Return how far a goal is, and on which day; empty where nothing is known of it."""
    if link.as_of is None or link.status is None:
        return ""
    day = render_short_day(link.as_of)
    if not link.number:
        return translate_html("as of {day}", day=day)
    return translate_html("{number} as of {day}", number=link.number, day=day)
