"""What is counted in words: the nouns behind numbers that `format_plural` and the filter `plural` write."""

from __future__ import annotations

from okrsite.languages.words import mark_plural

COUNTED = (
    mark_plural("{number} objective", "{number} objectives"),
    mark_plural("{number} key result", "{number} key results"),
    mark_plural("{number} unit", "{number} units"),
    mark_plural("{number} team", "{number} teams"),
    mark_plural("{number} value", "{number} values"),
    mark_plural("{number} page", "{number} pages"),
    mark_plural("{number} open objective", "{number} open objectives"),
    mark_plural("{number} person", "{number} people"),
    mark_plural("{number} more key result", "{number} more key results"),
    mark_plural("{number} line", "{number} lines"),
    mark_plural("{number} error", "{number} errors"),
    mark_plural("{number} change", "{number} changes"),
    mark_plural("{number} KPI", "{number} KPIs"),
    mark_plural("{number} goal", "{number} goals"),
    mark_plural("{number} day", "{number} days"),
    mark_plural("{number} case", "{number} cases"),
    mark_plural("{number} more goal", "{number} more goals"),
    mark_plural("{number} more unit", "{number} more units"),
    mark_plural("{number} initiative", "{number} initiatives"),
    mark_plural("{number} check-in", "{number} check-ins"),
)
"""A test says which noun is missing."""
