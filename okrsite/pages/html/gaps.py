"""Gaps and overlaps in lists: what is missing, between whom, and the line where it is mended."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate, translate_html, translate_html_in, translate_in
from okrsite.pages.html.marks import render_name, render_names
from okrsite.pages.html.site_facts import SiteFacts
from okrsite.pages.page_links import mark_link
from okrsite.pages.parts.gap_entries import GapEntry, LinkEndView


def render_gap_entries(facts: SiteFacts, entries: Iterable[GapEntry]) -> Markup:
    """Return a list of gaps or overlaps."""
    lines = ['<ul class="okr-gaps">', *(_render_entry(facts, entry) for entry in entries), "</ul>"]
    return Markup("\n".join(lines))


def _render_entry(facts: SiteFacts, entry: GapEntry) -> str:
    words = f' <span class="okr-gaps__words">{escape(entry.words)}</span>' if entry.words else ""
    talk = ""
    if entry.talk:
        people = translate_html("Talk to {people}", people=render_names(entry.talk))
        talk = f' <span class="okr-gaps__words">{people}</span>'
    return f"<li><div>{_render_ends(entry)}{words}{talk}</div>{_render_edit_link(facts, entry)}</li>"


def _render_ends(entry: GapEntry) -> str:
    if entry.units:
        first, *others = entry.units
        join = translate_html_in("between two units", "and")
        return f'{render_name(first)} <span class="okr-gaps__join">{join}</span> {render_names(others)}'
    joining = ("", entry.joined, translate_in("A serves B past C", "past") if len(entry.ends) > 2 else "")
    return "".join(
        (f' <span class="okr-gaps__join">{escape(word)}</span> ' if place else "") + _render_end(end)
        for place, (word, end) in enumerate(zip(joining, entry.ends, strict=False))
    )


def _render_end(end: LinkEndView) -> str:
    result = f' <span class="okr-dim">›</span> {escape(end.result)}' if end.result else ""
    return (
        f'<a href="{mark_link(end.url)}">{escape(end.title)}</a>{result} '
        f'<span class="okr-dim">{escape(end.unit.name)}, {escape(end.cycle)}</span>'
    )


def _render_edit_link(facts: SiteFacts, entry: GapEntry) -> str:
    place, url = entry.place, facts.make_edit_link(entry.place)
    if place is None or not url:
        return ""
    label = escape(translate("Edit {file}, line {number}", file=place.path, number=place.line))
    return f'<a class="okr-where" href="{escape(url)}" aria-label="{label}">{translate_html("edit")}</a>'
