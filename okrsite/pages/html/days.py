"""Days in a line of text: each says its year, so that a page reads the same on any day on which it is made."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from okrsite.pages.formatting import format_short_day_with_year


def render_short_day(day: date) -> Markup:
    """Return a day: `20 Nov 2026`."""
    return Markup(f'<time datetime="{day.isoformat()}">{format_short_day_with_year(day)}</time>')


def render_age(day: date) -> Markup:
    """Return a day of which readers want to know how long ago it was; the script of the pages says that instead."""
    return Markup(f'<time class="okr-age" datetime="{day.isoformat()}">{format_short_day_with_year(day)}</time>')
