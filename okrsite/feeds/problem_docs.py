"""Where a problem's code is explained."""

from __future__ import annotations


def make_doc_url(code: str) -> str:
    """Return the address of a code's explanation, from the site's root."""
    return f"guide/problems/#{code.lower()}"
