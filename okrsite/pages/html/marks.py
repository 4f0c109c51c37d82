"""The small signs of every page: marks, statuses, bars, names."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate_html
from okrsite.pages.page_links import mark_link
from okrsite.pages.views import BarView, NameView, StatusView


def render_mark(key: str) -> Markup:
    """Return the picture of a mark, by its name in the style sheet."""
    return Markup(f'<i class="okr-mark--{escape(key)}"></i>')


def render_sign(status: StatusView) -> Markup:
    """Return a status in a line of text as its mark: the word is there for those who hear the page."""
    word = escape(f"{status.word} ({status.note})" if status.note else status.word)
    return Markup(f'<i class="is-{escape(status.key)} okr-sign" title="{word}">{word}</i>')


def render_status(status: StatusView, pill: bool = False) -> Markup:
    """Return a status with its mark and its word; `pill` puts it into a frame."""
    framed = " okr-status--pill" if pill else ""
    note = f" <i>({escape(status.note)})</i>" if status.note else ""
    return Markup(f'<span class="okr-status--{escape(status.key)}{framed}">{escape(status.word)}{note}</span>')


def render_bar(bar: BarView) -> Markup:
    """Return a bar, filled to the value and hatched from there to where it should be; the tick is what is expected.

    What is the same in all bars is said in the style sheet, which tells the parts by their attributes: the empty bar
    has none, what is filled a width, the gap a place and a width, and the tick a place.
    """
    fill = escape(bar.fill)
    gap = f'<rect x="{fill}%" width="{escape(bar.gap)}%"/>' if bar.gap else ""
    filled = f'<rect width="{fill}%"/>' if bar.fill != "0" else ""
    tick = f'<rect x="{escape(bar.tick)}%"/>' if bar.tick else ""
    return Markup(f'<svg class="okr-bar" role="img" aria-label="{escape(bar.label)}"><rect/>{gap}{filled}{tick}</svg>')


def render_progress(bar: BarView) -> Markup:
    """Return a bar with its number."""
    return Markup(f'<div class="okr-progress">{render_bar(bar)}<b>{escape(bar.text)}</b></div>')


def render_line_sample(kind: str) -> Markup:
    """Return how a kind of line of the map is drawn, to stand before the words that say what it means."""
    return Markup(f'<i class="okr-edgekey--{escape(kind)}"></i>')


def render_internal(words: str) -> Markup:
    """Return what outsiders don't see of something; nothing where they see it all."""
    if not words:
        return Markup()
    return Markup(
        f'<span class="okr-internal" title="{translate_html("A site for the public leaves it out.")}">'
        f"{render_mark('internal')}{escape(words)}</span>"
    )


def render_name(name: NameView, quiet: bool = False) -> Markup:
    """Return the name of a person, a unit or a cycle; without a page it is no link. `quiet` links look like text."""
    if name.url is None:
        return Markup(escape(name.name))
    look = ' class="okr-quiet"' if quiet else ""
    return Markup(f'<a{look} href="{mark_link(name.url)}">{escape(name.name)}</a>')


def render_names(names: Iterable[NameView]) -> Markup:
    """Return several names on one line."""
    return Markup(", ").join(map(render_name, names))
