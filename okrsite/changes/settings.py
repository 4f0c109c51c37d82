"""What changed in the settings: numbers on pages may be others because of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import structs

from okrsite.feeds.diff_records import ComparedChange
from okrsite.settings import Settings

_UNTOLD = frozenset({"today", "cycles"})
"""The day, on which both sides are compared, and cycles, which are told of like others."""


def diff_settings(before: Settings, after: Settings) -> Iterator[ComparedChange]:
    """Yield each option that has another value, and of tables each entry."""
    for option in structs.fields(Settings):
        if option.name in _UNTOLD:
            continue
        old, new = getattr(before, option.name), getattr(after, option.name)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            for key in dict.fromkeys((*old, *new)):
                if old.get(key) != new.get(key):
                    yield _create_change(f"{option.name}: {key}", old.get(key), new.get(key))
        elif old != new:
            yield _create_change(option.name, old, new)


def _create_change(name: str, before: object, after: object) -> ComparedChange:
    return ComparedChange(
        kind="changed",
        subject="setting",
        before_ref=None,
        after_ref=None,
        title=name,
        within="",
        field=name,
        before=_describe_value(before),
        after=_describe_value(after),
    )


def _describe_value(value: object) -> str | None:
    match value:
        case None | "":
            return None
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
    return str(value)
