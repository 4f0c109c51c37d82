"""A picture that stands alone: looks as attributes, so that it needs neither our style sheet nor a `<style>` element.

It is made from the drawing for pages, by looking up each class in one table; classes, `data-` attributes and names for
screen readers are left behind, and what a card says in a sentence becomes its title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import msgspec

from okrsite.late_patterns import compile_late
from okrsite.maps.diagram import DiagramNode
from okrsite.maps.draw import draw_layout
from okrsite.maps.lines import LINES
from okrsite.maps.picture import Layout

_PAPER, _WASH, _INK, _INK_2, _INK_3 = "#ffffff", "#f5f7f9", "#1b2430", "#47515f", "#5f6978"
_LINE, _ACCENT, _TRACK, _GAP = "#c3cad3", "#1f4e86", "#e6eaef", "#9fb3cb"
FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
STATUS_COLOURS = {
    "on": "#1b6e3c",
    "risk": "#8a5a00",
    "off": "#b3261e",
    "done": "#1d4ed8",
    "none": "#5b6270",
    "paused": "#6b3fa0",
    "stale": "#5b6270",
    "part": "#8a5a00",
    "missed": "#b3261e",
}
_RINGS = {"none": {"stroke-dasharray": "2.6 2.5"}}
"""Marks whose ring is dashed, by their status."""
_ROUND = {"stroke-width": "2", "stroke-linecap": "round", "stroke": _GAP}

_Wanted = Mapping[str, Mapping[str, str]]
"""What the style sheet says of elements, by their class or tag."""
_NOTHING: Mapping[str, str] = {}
_TAG = compile_late("<([^<>]*)>")
_ATTRIBUTE = re.compile('([^ =]+)="([^"]*)"')
"""What is escaped has none of the signs that end a tag or a value."""
_LEFT_OUT = frozenset({"class", "role", "data-", "aria-"})
"""Attributes that only pages need, and beginnings of such."""

_LOOKS: Mapping[str, Mapping[str, str]] = {
    "okr-map__svg": {"font-family": FONTS},
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
        for key, colour in STATUS_COLOURS.items()
    },
}
"""What it says of the children of an element, by its class and the child's tag or class."""


def build_svg_file(layout: Layout, *, href_for: Callable[[DiagramNode], str] | None = None) -> str:
    """The picture as an SVG document.

    `href_for` gives a node's address as it is to stand in the file; without it the nodes' own are printed.
    """
    # The first and the last tag are those of the element around the picture.
    pieces = _TAG.split(draw_layout(layout, href_for=href_for, whole=True))[3:-3]
    printer = _Printer()
    for tag, text in zip(pieces[::2], (*pieces[1::2], ""), strict=True):
        printer.add(tag, text)
    return "".join((*printer.parts, "\n"))


class _Surroundings:
    """What the style sheet says of the elements within another one, looked up once for each kind of them."""

    def __init__(self, wanted: _Wanted) -> None:
        self._wanted = wanted
        self._kinds: dict[tuple[str, str], tuple[dict[str, str], _Surroundings]] = {}

    def find_looks(self, tag: str, classes: str) -> tuple[dict[str, str], _Surroundings]:
        """Return the attributes of an element with these classes, and what surrounds its own children."""
        kind = (tag, classes)
        found = self._kinds.get(kind)
        if found is None:
            found = self._kinds[kind] = self._look_up(tag, classes.split())
        return found

    def _look_up(self, tag: str, classes: Sequence[str]) -> tuple[dict[str, str], _Surroundings]:
        looks: dict[str, str] = {}
        for class_name in classes:
            looks |= _LOOKS.get(class_name, _NOTHING)
        for class_name in (tag, *classes):
            looks |= self._wanted.get(class_name, _NOTHING)
        # A group that only moves what is in it is passed over.
        if tag == "g" and not classes:
            return looks, self
        below: dict[str, Mapping[str, str]] = {}
        for class_name in classes:
            for child, wanted in _WITHIN.get(class_name, {}).items():
                below[child] = {**below.get(child, _NOTHING), **wanted}
        return looks, _SURROUNDINGS.setdefault(repr(below), _Surroundings(below))


_NOWHERE = _Surroundings({})
_SURROUNDINGS: dict[str, _Surroundings] = {}
"""By what is said: few kinds of elements have something to say of what is in them."""


class _PrintedTag(msgspec.Struct, frozen=True):
    """A tag that opens an element, as it is to stand in the file."""

    name: str
    spelled: str
    """All of it but its end."""
    first: str
    """What stands before its children: its name for screen readers as a title, and the paper under the picture."""
    below: _Surroundings
    """What surrounds its children."""


@lru_cache(maxsize=8192)
def _print_tag(tag: str, around: _Surroundings) -> _PrintedTag:
    """Return an opening tag with the looks of its element in the place of its classes; most are there many times."""
    name = tag.partition(" ")[0]
    typed: dict[str, str] = dict(_ATTRIBUTE.findall(tag))
    title = typed.get("aria-label")
    wanted, below = around.find_looks(name, typed.get("class", ""))
    looks = {key: value for key, value in typed.items() if key not in _LEFT_OUT and key[:5] not in _LEFT_OUT} | wanted
    spelled = "".join(f' {key}="{_respell_value(value)}"' for key, value in looks.items())
    first = f"<title>{_respell_text(title)}</title>" if title is not None else ""
    if name == "svg":
        spelled += ' xmlns="http://www.w3.org/2000/svg"'
        first += f'<rect width="{looks["width"]}" height="{looks["height"]}" fill="{_PAPER}" />'
    return _PrintedTag(name, f"<{name}{spelled}", first, below)


class _Printer:
    """Prints the drawing for pages tag by tag. Nothing of ours has a comment in it: this is all that XML needs."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._open: list[_PrintedTag] = []
        """Elements that haven't ended, from the outer ones to the inner ones."""
        self._around = _NOWHERE
        self._is_left_out = False
        """Whether this is the title of an element whose own title says more."""

    def add(self, tag: str, text: str) -> None:
        """Add a tag, which comes without its angle brackets, and the text behind it."""
        if "&" in text:
            text = _respell_text(text)
        if self._is_left_out:
            self._is_left_out = tag != "/title"
        elif tag[0] == "/":
            self._close()
            self.parts.append(text)
        elif tag[-1] == "/":
            self._begin(tag[:-1], "")
            self._close()
            self.parts.append(text)
        elif tag == "title" and self._open[-1].first:
            self._is_left_out = True
        else:
            self._begin(tag, text)

    def _begin(self, tag: str, text: str) -> None:
        printed = _print_tag(tag, self._around)
        self._open.append(printed)
        self._around = printed.below
        self.parts += (printed.spelled, f">{text}{printed.first}")

    def _close(self) -> None:
        name = self._open.pop().name
        if self.parts[-1] == ">":  # nothing is in it: in a text, the sign is escaped
            self.parts[-1] = " />"
        else:
            self.parts.append(f"</{name}>")
        self._around = self._open[-1].below if self._open else _NOWHERE


def _respell_text(text: str) -> str:
    """Return an escaped text with quotation marks as they are, which needn't be escaped in XML."""
    return text.replace("&#34;", '"').replace("&#39;", "'") if "&#" in text else text


def _respell_value(value: str) -> str:
    """Return an escaped value of an attribute with names for signs where numbers stood."""
    return value.replace("&#34;", "&quot;").replace("&#39;", "'") if "&#" in value else value
