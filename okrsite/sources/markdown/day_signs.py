"""What looks like a day in a text, in the spellings that people use: patterns for questions, which decide no value."""

MONTHS = "jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|janv|févr|avr|juin|juil|août|déc"
"""Beginnings of the months' names in the languages of okrsite; to be matched without regard to capitals."""
ANY_DAY = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./](?:\d{2,4})?"
    rf"|\d{{1,2}}\.?\s(?:{MONTHS})|(?:{MONTHS})[^\W\d_]{{0,7}}\.?\s\d{{1,2}})"
)
"""`2026-12-05`, `05.12.2026`, `12/05/26`, `5 Dec`, `December 5`."""
