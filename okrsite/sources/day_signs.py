"""What looks like a day in a text, in the spellings that people use: patterns for questions, which decide no value.

Whoever uses them ignores capitals.
"""

from __future__ import annotations

from okrsite.sources.dates import MONTHS

MONTH_NAME = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
"""A month's name or a usual short form of it, in English and in the languages of the site's own words."""
ANY_DAY = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})?(?![\d.])"
    rf"|\d{{1,2}}\.?\s(?:de\s)?{MONTH_NAME}|{MONTH_NAME}\s\d{{1,2}}\b)"
)
"""`2026-12-05`, `05.12.2026`, `12/05/26`, `5 Dec`, `December 5`."""
