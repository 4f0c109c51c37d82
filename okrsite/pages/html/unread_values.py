"""Values that can't be read just now, in their place."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate_html
from okrsite.pages.html.site_facts import SiteFacts
from okrsite.pages.views import UnreadView


def render_unread(facts: SiteFacts, values: Iterable[UnreadView]) -> Markup:
    """Return what is said of values that can't be read, each with the way to its line for those who may see it."""
    return Markup("").join(_render_value(facts, value) for value in values)


def _render_value(facts: SiteFacts, value: UnreadView) -> Markup:
    url = facts.make_edit_link(value.place) if value.place.line else ""
    words = translate_html("{file}, line {number}", file=value.place.path, number=value.place.line)
    where = f' <a class="okr-where" href="{escape(url)}">{words}</a>' if url else ""
    return Markup(f'<p class="okr-lack">{escape(value.sentence)}{where}</p>')
