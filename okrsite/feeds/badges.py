"""Badges: how an objective or a unit stands, as a small picture for pages elsewhere, a README or a wiki.

It says in words what it shows, for those who don't see it, and loads nothing: no font, no style sheet. Widths come from
the table by which cards of maps are measured, and text is stretched to them, so that it fits in any font.
"""

from __future__ import annotations

from okrsite.escaping import escape
from okrsite.languages.words import translate
from okrsite.maps.svg_file import FONTS, STATUS_COLOURS
from okrsite.maps.text_metrics import clean_text, measure_text, shorten_to_width
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.kinds.shown_cycles import declare_unit_bars
from okrsite.pages.page import SideFile

_SIZE = 11
_HEIGHT = 20
_PADDING = 6
_LONGEST = 240
"""Pixels of a title; what is longer ends in an ellipsis, and is said in full in words."""
_LABEL = "#3f4854"
_OF_UNIT = "#1f4e86"
"""The colour of a unit's, which has a progress and no status."""


class BadgeMaker:
    """Makes the badges; what each is made of is noted as for a page."""

    def __init__(self, context: ViewContext) -> None:
        """Take the lookups of the pages beside which they lie."""
        self._context = context
        self._get_bars = declare_unit_bars(context)

    def draw_objective_badge(self, ref: ObjectiveRef) -> SideFile:
        """Return the badge of an objective: its status and its progress."""
        objective = self._context.organisation.objectives[ref]
        status, bar = self._context.build_status(ref), self._context.build_bar(ref)
        uri = addresses.make_badge_uri(addresses.make_objective_uri(objective))
        value = f"{status.word} · {bar.text}"
        return SideFile(uri, draw_badge(objective.title, value, STATUS_COLOURS[status.key]))

    def draw_unit_badge(self, key: str) -> SideFile:
        """Return the badge of a unit: the progress of the cycle that its page shows."""
        organisation = self._context.organisation
        unit = organisation.units[key]
        cycle = self._context.find_shown_cycle(unit)
        if cycle:  # one is shown only where the unit has objectives in it
            value = f"{organisation.cycles[cycle].name} · {self._get_bars()[key, cycle].text}"
        else:
            value = translate("no objectives yet")
        return SideFile(addresses.make_badge_uri(addresses.make_unit_uri(unit)), draw_badge(unit.name, value, _OF_UNIT))


def draw_badge(title: str, value: str, colour: str) -> str:
    """Return a badge as SVG: a title, and beside it on a coloured ground a value."""
    title, value = clean_text(title), clean_text(value)
    shown = shorten_to_width(title, _LONGEST, _SIZE, bold=False)
    widths = [round(measure_text(text, _SIZE, bold=False)) for text in (shown, value)]
    left, right = (width + 2 * _PADDING for width in widths)
    texts = "".join(
        f'<text x="{x}" y="14" textLength="{width}" lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
        for x, width, text in ((_PADDING, widths[0], shown), (left + _PADDING, widths[1], value))
    )
    words = escape(f"{title}: {value}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{_HEIGHT}" '
        f'role="img" aria-label="{words}">'
        f'<title>{words}</title><rect width="{left}" height="{_HEIGHT}" fill="{_LABEL}"/>'
        f'<rect x="{left}" width="{right}" height="{_HEIGHT}" fill="{colour}"/>'
        f'<g fill="#ffffff" font-family="{FONTS}" font-size="{_SIZE}">{texts}</g></svg>\n'
    )
