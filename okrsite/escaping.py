"""Text as HTML, for code that joins many small pieces.

`markupsafe.escape` wraps each text that it has escaped into a `Markup`, which takes many times as long as escaping it.
Here it stays a plain string: whoever joins pieces makes a `Markup` of the whole.
"""

from __future__ import annotations

from markupsafe import Markup
from markupsafe import escape as _make_markup

try:
    from markupsafe._speedups import _escape_inner as _escape_text
except ImportError:  # without its extension, and in versions that call it otherwise

    def _escape_text(text: str, /) -> str:
        return str(_make_markup(text))


def escape(value: object) -> str:
    """Return a value as HTML, the same as `markupsafe.escape` makes of it; what is HTML already stays as it is."""
    if type(value) is str:
        return _escape_text(value)
    # A plain string in any case: pieces that are joined to a `Markup` would be escaped once more.
    return str(value) if type(value) is Markup else str(_make_markup(value))
