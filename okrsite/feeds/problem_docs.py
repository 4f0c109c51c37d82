"""Where a problem's code is explained."""

from __future__ import annotations


def doc_of(code: str) -> str:
    """Return the address of a code's explanation, from the site's root."""
    return f"guide/problems/#{code.lower()}"
