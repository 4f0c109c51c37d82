"""What the configuration would put onto every page although no page may hold it: found before anything is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from okrsite.asset_names import draws_diagrams, is_elsewhere, sets_formulas

_LISTS = ("extra_css", "extra_javascript")
_PICTURES = ("logo", "favicon")


class RefusedLook(msgspec.Struct, frozen=True):
    """Something that `okrsite build` refuses, as every page would have it."""

    message: str
    hint: str
    typed: tuple[str, ...]
    """Where it is typed: a key at the top of the configuration, and names and values below it."""


def find_refused_looks(values: Mapping[str, object], folder: str) -> tuple[RefusedLook, ...]:
    """Return what the configuration says of all pages and none of them may hold, in the order of its kinds.

    Args:
        values: What stands under the keys at the top.
        folder: What the content folder is called.
    """
    theme, extra = values.get("theme"), values.get("extra")
    named = [(key, _list_names(values.get(key))) for key in _LISTS]
    named += [("theme", [str(theme.get(key) or "")]) for key in _PICTURES if isinstance(theme, dict)]
    return (
        *(_find_analytics(extra) if isinstance(extra, dict) else ()),
        *(_find_alternates(extra.get("alternate")) if isinstance(extra, dict) else ()),
        *(_describe_foreign_file(key, name, folder) for key, names in named for name in names if is_elsewhere(name)),
    )


def _list_names(entries: object) -> list[str]:
    """Return the files in a list of the configuration."""
    found = [entry.get("path") if isinstance(entry, dict) else entry for entry in _list_entries(entries)]
    return [name for name in found if isinstance(name, str)]


def _list_entries(entries: object) -> Iterable[object]:
    return entries if isinstance(entries, list) else ()


def _find_analytics(extra: Mapping[str, object]) -> Iterator[RefusedLook]:
    analytics = extra.get("analytics")
    if isinstance(analytics, dict) and analytics.get("provider"):
        yield RefusedLook(
            "extra: analytics loads a script from another host, which would be told who reads what, and no page does.",
            "Take `provider` out of it; what your web server counts is counted without a script.",
            ("extra", "analytics", "provider"),
        )


def _find_alternates(alternate: object) -> Iterator[RefusedLook]:
    for entry in _list_entries(alternate):
        link = str(entry.get("link", "")) if isinstance(entry, dict) else ""
        if link.startswith("/"):
            yield RefusedLook(
                f"extra: alternate names {link}, which lies outside of this site, on a host that isn't said.",
                "Write the whole address, with https:// before it.",
                ("extra", "alternate", link),
            )


def _describe_foreign_file(key: str, name: str, folder: str) -> RefusedLook:
    brought = draws_diagrams((name,)) or sets_formulas((name,))
    return RefusedLook(
        f"{key} names {name}, and no page loads anything from another host, which would be told who reads what.",
        f"Put a copy of the file into {folder}/, and name that."
        + (" The guide's page on settings says which files (Diagrams and formulas)." if brought else ""),
        (key, name),
    )
