"""A picture that stands alone: looks as attributes, so that it needs neither our style sheet nor a `<style>` element.

It is made from the drawing for pages, by looking up each class in one table; classes, `data-` attributes and names for
screen readers are left behind, and what a card says in a sentence becomes its title.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping

from okrsite.maps.diagram import DiagramNode
from okrsite.maps.draw import draw_layout
from okrsite.maps.lines import LINES
from okrsite.maps.picture import Layout

_PAPER, _WASH, _INK, _INK_2, _INK_3 = "#ffffff", "#f5f7f9", "#1b2430", "#47515f", "#5f6978"
_LINE, _ACCENT, _TRACK, _GAP = "#c3cad3", "#1f4e86", "#e6eaef", "#9fb3cb"
_SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_STATUS = {
    "on": "#1b6e3c",
    "risk": "#8a5a00",
    "off": "#b3261e",
    "done": "#1d4ed8",
    "none": "#5b6270",
    "paused": "#6b3fa0",
    "stale": "#5b6270",
}
_RINGS = {"none": {"stroke-dasharray": "2.6 2.5"}}
"""Marks whose ring is dashed, by their status."""
_ROUND = {"stroke-width": "2", "stroke-linecap": "round", "stroke": _GAP}

_LOOKS: Mapping[str, Mapping[str, str]] = {
    "okr-map__svg": {"font-family": _SANS},
    "okr-edges": {"stroke": _LINE, "stroke-width": "1.5"},
    **{
        f"okr-edge--{line.key}": {**(_ROUND if line.dotted else {"stroke": _GAP}), "stroke-dasharray": line.dash}
        for line in LINES
        if line.dash
    },
    "okr-node__box": {"x": "-11", "rx": "6", "fill": _PAPER, "stroke": _LINE},
    "okr-node__team": {"y": "18", "font-size": "11", "fill": _INK_3},
    "okr-node__more": {"text-anchor": "end"},
    "okr-node__title": {"font-size": "12.5", "font-weight": "600", "fill": _INK},
    "okr-node__word": {"x": "17", "y": "-6", "font-size": "11", "font-weight": "600"},
    "okr-node__pct": {"y": "-6", "font-size": "11.5", "font-weight": "600", "fill": _INK, "text-anchor": "end"},
    "okr-node__mark": {
        "transform": "translate(0 -16) scale(.75)",
        "fill": "none",
        "stroke-width": "1.7",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    },
    "okr-unfold__box": {"fill": _PAPER, "fill-opacity": "0", "stroke": _LINE},
    "okr-lane__n": {"font-weight": "400"},
    "okr-code": {"font-family": "monospace"},
    "okr-bar__track": {"height": "4", "rx": "1", "fill": _TRACK},
    "okr-bar__fill": {"height": "4", "rx": "1", "fill": _ACCENT},
    "okr-bar__gap": {"height": "4", "fill": _GAP},
    "okr-bar__tick": {"y": "-2", "width": "1.5", "height": "8", "fill": _INK},
}
"""What the style sheet says of an element by its own class; the later class of an element wins."""

_WITHIN: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "okr-arrow": {"path": {"fill": _LINE}},
    **{
        f"okr-arrow--{line.key}": {"path": {"fill": _GAP} if line.confirmed else {"fill": _PAPER, "stroke": _GAP}}
        for line in LINES
        if line.dash
    },
    "okr-lane": {"rect": {"rx": "8", "fill": _WASH}, "text": {"fill": _INK_3, "font-size": "12", "font-weight": "600"}},
    "okr-lane--unaligned": {"rect": {"fill": "none", "stroke": _LINE, "stroke-dasharray": "4 4"}},
    "okr-lane__hint": {"text": {"fill": _INK_2, "font-size": "13"}},
    "okr-node--company": {
        "okr-node__box": {"stroke": _INK, "stroke-width": "1.5"},
        "okr-node__title": {"font-size": "15"},
    },
    "okr-node--loose": {"okr-node__box": {"stroke-dasharray": "4 3"}},
    **{
        f"is-{key}": {"okr-node__word": {"fill": colour}, "okr-node__mark": {"stroke": colour} | _RINGS.get(key, {})}
        for key, colour in _STATUS.items()
    },
}
"""What it says of the children of an element, by its class and the child's tag or class."""


def build_svg_file(layout: Layout, *, href_for: Callable[[DiagramNode], str] | None = None) -> str:
    """The picture as an SVG document.

    `href_for` gives a node's address as it is to stand in the file; without it the nodes' own are printed.
    """
    root = ET.fromstring(str(draw_layout(layout, href_for=href_for)))[0]
    _apply_styles(root, {})
    root.set("xmlns", "http://www.w3.org/2000/svg")
    paper = ET.Element("rect", {"width": root.get("width", ""), "height": root.get("height", ""), "fill": _PAPER})
    root.insert(1 if root[0].tag == "title" else 0, paper)
    return ET.tostring(root, encoding="unicode") + "\n"


def _apply_styles(element: ET.Element, from_above: Mapping[str, Mapping[str, str]]) -> None:
    classes = element.get("class", "").split()
    name = element.get("aria-label")
    for attribute in [key for key in element.attrib if key in ("class", "role") or key.startswith(("data-", "aria-"))]:
        del element.attrib[attribute]
    looks: dict[str, str] = {}
    for class_name in classes:
        looks |= _LOOKS.get(class_name, {})
    for class_name in (element.tag, *classes):
        looks |= from_above.get(class_name, {})
    element.attrib |= looks
    # A group that only moves what is in it is passed over.
    below = {child: dict(wanted) for child, wanted in from_above.items()} if element.tag == "g" and not classes else {}
    for class_name in classes:
        for child, wanted in _WITHIN.get(class_name, {}).items():
            below.setdefault(child, {}).update(wanted)
    for inner in element:
        _apply_styles(inner, below)
    if name is not None:
        for shorter in element.findall("title"):
            element.remove(shorter)
        title = ET.Element("title")
        title.text = name
        element.insert(0, title)
