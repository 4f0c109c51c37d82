"""What may stay of an ordinary page's HTML: what Material's extensions make, taken apart into pieces.

The sanitiser (nh3) knows no element and no attribute that runs, loads or styles anything; what it returns is HTML of
one plain form, which is read here piece by piece. Ids and classes that a page's frame, its scripts or okrsite's own
parts go by are no author's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import msgspec
import nh3

from okrsite.late_patterns import compile_late
from okrsite.pages.prose.outline import mark_reserved_id

_TAGS = frozenset(
    {
        *("p", "br", "hr", "em", "strong", "s", "b", "i", "u", "small", "code", "pre", "kbd", "samp", "var", "q"),
        *("blockquote", "ul", "ol", "li", "dl", "dt", "dd", "a", "img", "figure", "figcaption", "abbr", "sub", "sup"),
        *("mark", "ins", "del", "div", "span", "details", "summary", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
        *("cite", "input", "label", "svg", "path", "center"),
    }
)
_ATTRIBUTES = {
    "*": {"id", "class", "title"},
    "a": {"href"},
    "img": {"src", "alt", "align", "width", "height"},
    "ol": {"start", "type"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
    "details": {"open"},
    "div": {"data-tabs"},
    "span": {"data-linenos"},
    "input": {"type", "name", "checked", "disabled"},
    "label": {"for"},
    "svg": {"viewBox"},
    "path": {"d", "fill-rule", "clip-rule"},
}
_PLAIN_VALUES = {
    "align": compile_late(r"left|right|center"),
    "width": compile_late(r"[0-9]{1,4}%?"),
    "height": compile_late(r"[0-9]{1,4}%?"),
    "colspan": compile_late(r"[0-9]{1,3}"),
    "rowspan": compile_late(r"[0-9]{1,3}"),
    "start": compile_late(r"[0-9]{1,9}"),
    "type": compile_late(r"[1aAiI]|radio|checkbox"),
    "data-tabs": compile_late(r"[0-9]+:[0-9]+"),
    "data-linenos": compile_late(r"[0-9 ]{1,12}"),
    "viewBox": compile_late(r"[0-9. -]{1,60}"),
    "fill-rule": compile_late(r"evenodd|nonzero"),
    "clip-rule": compile_late(r"evenodd|nonzero"),
}
"""Values that an attribute may have, whole; of others any."""
_WITHOUT_END = frozenset({"br", "hr", "img", "input", "col"})
_CLASS = compile_late(r"(?!(?:md|mdx|okr|js)-)[A-Za-z][A-Za-z0-9_.:-]{0,60}|md-button|md-button--primary|md-tag")
_GENERATED_ID = compile_late(r"__tabbed_[0-9]+(?:_[0-9]+)?|__codelineno-[\w-]+|__span-[\w-]+", re.ASCII)
_NOT_IN_ID = compile_late(r"[^\w.:-]+")
_PIECE = compile_late(
    r"<!--(?P<comment>.*?)-->|</(?P<end>[a-z0-9]+)>"
    r"|<(?P<start>[a-z0-9]+)(?P<attributes>(?: [^\s\"'>/=]+=\"[^\"]*\")*) ?/?>|(?P<text>[^<]+)",
    re.DOTALL,
)
_ATTRIBUTE = compile_late(r" ([^\s\"'>/=]+)=\"([^\"]*)\"")


class Start(msgspec.Struct):
    """The beginning of an element."""

    tag: str
    attributes: dict[str, str]
    """As they are meant, not escaped."""

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.attributes.get("class", "").split()


class End(msgspec.Struct):
    """The end of an element."""

    tag: str


class Text(msgspec.Struct):
    """Words, not escaped."""

    words: str


class Comment(msgspec.Struct):
    """A comment, without its marks."""

    text: str


Piece = Start | End | Text | Comment


def has_end(tag: str) -> bool:
    """Whether an element has an end."""
    return tag not in _WITHOUT_END


def sanitise_page(html: str) -> list[Piece]:
    """Return what may stay of a page, in order; ids are unique, and every element ends where its parent does."""
    clean = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        strip_comments=False,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return list(_read_pieces(clean))


def clean_id(typed: str) -> str:
    """Return an id as it stands in the page: one that a page or its frame has another use for is marked."""
    if _GENERATED_ID.fullmatch(typed):
        return typed
    return mark_reserved_id(_NOT_IN_ID.sub("-", typed.strip())[:200])


def _read_pieces(clean: str) -> Iterator[Piece]:
    ids: set[str] = set()
    for match in _PIECE.finditer(clean):
        if match["comment"] is not None:
            yield Comment(match["comment"])
        elif match["end"] is not None:
            yield End(match["end"])
        elif match["start"] is not None:
            yield Start(match["start"], _read_attributes(match["start"], match["attributes"], ids))
        else:
            yield Text(unescape(match["text"]))


def _read_attributes(tag: str, typed: str, ids: set[str]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for name, escaped in _ATTRIBUTE.findall(typed):
        value = unescape(escaped)
        if name == "class":
            value = " ".join(word for word in value.split()[:20] if _CLASS.fullmatch(word))
        elif name == "id":
            value = clean_id(value)
            if value in ids:
                continue
            ids.add(value)
        elif name in ("for", "name"):
            value = clean_id(value)
            if name == "name" and not _GENERATED_ID.fullmatch(value):
                continue
        elif name in ("checked", "disabled", "open"):
            kept[name] = ""
            continue
        elif (pattern := _PLAIN_VALUES.get(name)) and not pattern.fullmatch(value):
            continue
        if value or name == "alt":
            kept[name] = value
    if tag == "input" and kept.get("type") not in ("radio", "checkbox"):
        return {"type": "checkbox", "disabled": ""}
    return kept
