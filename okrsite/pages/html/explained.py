"""Where a number comes from: the sentence, and each term down to the line in which it was typed.

What has a page of its own is a link to it, where the rest is.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate_html
from okrsite.model.refs import ObjectiveRef
from okrsite.pages.addresses import make_ref_url
from okrsite.pages.html.site_facts import SiteFacts
from okrsite.pages.page_links import mark_link
from okrsite.progress.explanation import Explanation, Term

NamedExplanation = tuple[str, Explanation]
"""The name of a number, and how it came about."""


def render_explanations(facts: SiteFacts, explanations: Iterable[NamedExplanation]) -> Markup:
    """Return how each of some numbers came about."""
    places = _PlacePrinter(facts)
    lines = ['<dl class="okr-why">']
    lines += (
        f"<dt>{escape(name)}</dt><dd>{escape(explanation.sentence)}{_render_terms(places, explanation)}</dd>"
        for name, explanation in explanations
    )
    lines.append("</dl>")
    return Markup("\n".join(lines))


def render_explanations_folded(
    facts: SiteFacts, words: str, explanations: Iterable[NamedExplanation], id: str = ""
) -> Markup:
    """Return how numbers came about, a click away and without a script; `words` are what is clicked on."""
    anchor = f' id="{escape(id)}"' if id else ""
    return Markup(
        f'<details class="okr-details"{anchor}><summary>{escape(words)}</summary>'
        f"{render_explanations(facts, explanations)}</details>"
    )


def _render_terms(places: _PlacePrinter, explanation: Explanation) -> str:
    """Return the terms; none where the sentence names all of them, and there is nowhere to lead."""
    terms = explanation.terms
    if not any(term.ref or term.place or term.value not in explanation.sentence for term in terms):
        return ""
    return f"<ul>{''.join(_render_term(places, term) for term in terms)}</ul>"


def _render_term(places: _PlacePrinter, term: Term) -> str:
    label = escape(term.shown_label)
    url = places.find_new_link(term)
    named = f'<a href="{mark_link(url)}">{label}</a>' if url else label
    return f"<li>{named} <b>{escape(term.value)}</b>{places.print_place(term)}</li>"


class _PlacePrinter:
    """Says where terms are and where they were typed: of each once, and of lines in one file its name once."""

    def __init__(self, facts: SiteFacts) -> None:
        self._facts = facts
        self._said: set[tuple[str, int, str]] = set()
        self._linked: set[str] = set()
        self._path = ""

    def find_new_link(self, term: Term) -> str:
        """Return the address of what a term is; empty for a mere number, and where a link to it stands above."""
        url = make_ref_url(term.ref) if term.ref else ""
        if url in self._linked:
            return ""
        self._linked.add(url)
        return url

    def print_place(self, term: Term) -> str:
        """Return where a term was typed; an objective's own page says it for an objective."""
        place = term.place
        if place is None or not place.line or isinstance(term.ref, ObjectiveRef):
            return ""
        key = (place.path, place.line, term.label)
        if key in self._said:
            return ""
        self._said.add(key)
        if place.path == self._path:
            words = translate_html("line {number}", number=place.line)
        else:
            words = translate_html("{file}, line {number}", file=place.path, number=place.line)
        self._path = place.path
        url = self._facts.make_edit_link(place)
        return f' <a class="okr-where" href="{escape(url)}">{words}</a>' if url else f" <code>{words}</code>"
