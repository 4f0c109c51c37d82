"""The seven status marks as SVG shapes in a 16 by 16 box, the same as those of the site's style sheet.

They stand inside the picture instead of being referred to, so that a map also works alone, without the page around it.
"""

from __future__ import annotations

from markupsafe import Markup

from okrsite.maps.diagram import StatusKey

_RING = '<circle cx="8" cy="8" r="6.6"/>'

MARKS: dict[StatusKey, Markup] = {
    "on": Markup(_RING + '<path d="m5 8.3 2.1 2.1L11.2 6"/>'),
    "risk": Markup('<path d="M8 1.9 14.6 13.6H1.4Z"/><path d="M8 6.3v3.2M8 11.5v.2"/>'),
    "off": Markup(
        '<path d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2Z"/><path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4"/>'
    ),
    "done": Markup('<path d="M3.5 14.6V1.8"/><path d="M3.5 2.5h9l-2 3.1 2 3.1h-9"/>'),
    "none": Markup('<circle cx="8" cy="8" r="6.5" stroke-dasharray="2.6 2.5"/>'),
    "paused": Markup(_RING + '<path d="M6.4 5.6v4.8M9.6 5.6v4.8"/>'),
    "stale": Markup(_RING + '<path d="M8 4.2V8l2.6 1.7"/>'),
}
"""Every status has one: colour is never the only difference."""
