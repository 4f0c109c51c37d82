"""The status marks as paths in a 16 by 16 box, the same as those of the site's style sheet.

They stand inside the picture instead of being referred to, so that a map also works alone, without the page around it.
"""

from __future__ import annotations

from okrsite.maps.diagram import StatusKey

_RING = "M8 1.4a6.6 6.6 0 1 1-.01 0Z"

MARKS: dict[StatusKey, str] = {
    "on": f"{_RING}M5 8.3l2.1 2.1L11.2 6",
    "risk": "M8 1.9 14.6 13.6H1.4ZM8 6.3v3.2M8 11.5v.2",
    "off": "M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2ZM5.8 5.8l4.4 4.4m0-4.4-4.4 4.4",
    "done": "M3.5 14.6V1.8M3.5 2.5h9l-2 3.1 2 3.1h-9",
    "none": _RING,
    "paused": f"{_RING}M6.4 5.6v4.8M9.6 5.6v4.8",
    "stale": f"{_RING}M8 4.2V8l2.6 1.7",
    "part": f"{_RING}M8 1.4v13.2",
    "missed": "M3.2 3.2l9.6 9.6m0-9.6-9.6 9.6",
}
"""Every status has one: colour is never the only difference. The ring of "none" is dashed by the style sheet."""
