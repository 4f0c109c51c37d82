"""What may stay of the HTML that authors' Markdown becomes: the second wall, behind a parser that lets no HTML in."""

from __future__ import annotations

import nh3
from markupsafe import Markup

TAGS = frozenset(
    {
        *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "img"),
        *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
    }
)
_ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_CLASSES = {"p": {"okr-caption"}, "th": {"okr-end", "okr-center"}, "td": {"okr-end", "okr-center"}}


def sanitise(rendered: str) -> Markup:
    """Return HTML without whatever is not on the list."""
    return Markup(
        nh3.clean(
            rendered,
            tags=set(TAGS),
            attributes=_ATTRIBUTES,
            allowed_classes=_CLASSES,
            url_schemes={"http", "https", "mailto"},
            link_rel=None,
        )
    )
