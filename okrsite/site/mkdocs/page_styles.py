"""Styles that stand in pages which MkDocs renders: they are taken out, for no page may hold any, and told."""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late

_ATTRIBUTE = r"\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?"
_TAG = compile_late(rf"<[a-z][a-z0-9-]*+(?:{_ATTRIBUTE})*+\s*+/?>", re.IGNORECASE)
_ATTRIBUTES = compile_late(_ATTRIBUTE)
_STYLE = compile_late(r"\s+style(?=[\s=]|$)", re.IGNORECASE)


def take_styles_out(html: str) -> tuple[str, list[str]]:
    """Return the content of a page without attributes that style an element.

    A tag that can be read in more than one way stays as it is: whoever inspects the page refuses it.

    Returns:
        The content, and the attributes that were taken out, as they stood there.
    """
    found: list[str] = []

    def clean(attribute: re.Match[str]) -> str:
        if not _STYLE.match(attribute[0]):
            return attribute[0]
        found.append(attribute[0].strip())
        return ""

    if "style" not in html.lower():
        return html, found
    return _TAG.sub(lambda tag: _ATTRIBUTES.sub(clean, tag[0]), html), found
