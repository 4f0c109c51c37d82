"""Where a number comes from: the sentence, and each term down to the line in which it was typed.

What has a page of its own is a link to it, where the rest is.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from okrsite.model.refs import ObjectiveRef
from okrsite.pages.addresses import make_ref_url
from okrsite.pages.html.site_facts import SiteFacts
from okrsite.pages.page_links import mark_link
from okrsite.progress.explanation import Explanation, Term

NamedExplanation = tuple[str, Explanation]
"""The name of a number, and how it came about."""


def render_explanations(facts: SiteFacts, explanations: Iterable[NamedExplanation]) -> Markup:
    """Return how each of some numbers came about."""
    lines = ['<dl class="okr-why">']
    lines += (
        f"<dt>{escape(name)}</dt><dd>{escape(explanation.sentence)}{_render_terms(facts, explanation.terms)}</dd>"
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


def _render_terms(facts: SiteFacts, terms: tuple[Term, ...]) -> str:
    return f"<ul>{''.join(_render_term(facts, term) for term in terms)}</ul>" if terms else ""


def _render_term(facts: SiteFacts, term: Term) -> str:
    label = escape(term.label)
    named = f'<a href="{mark_link(make_ref_url(term.ref))}">{label}</a>' if term.ref else f"<span>{label}</span>"
    return f'<li>{named} <b class="okr-num">{escape(term.value)}</b>{_render_place(facts, term)}</li>'


def _render_place(facts: SiteFacts, term: Term) -> str:
    """Return where a term was typed; an objective's own page says it for an objective."""
    place = term.place
    if place is None or not place.line or isinstance(term.ref, ObjectiveRef):
        return ""
    path, url = escape(place.path), facts.make_edit_link(place)
    if url:
        return f' <a class="okr-where" href="{escape(url)}">{path}, line {place.line}</a>'
    return f' <code class="okr-where">{path}:{place.line}</code>'
