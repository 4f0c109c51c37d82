"""Text without what some formats can't hold: half characters, and controls that readers make other signs of."""

from __future__ import annotations

from okrsite.late_patterns import compile_late

_UNFIT = compile_late("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def replace_unfit_characters(text: str) -> str:
    """Return a text without what XML and iCalendar can't hold; what an author typed has none of it."""
    return _UNFIT.sub("\ufffd", text)
