"""Paths of content as problems name them, relative to the configuration file."""

from __future__ import annotations

from okrsite.snapshot import Snapshot


def make_content_prefix(snapshot: Snapshot) -> str:
    """Return what paths of the content begin with in problems: `content/`, or nothing where content is the base."""
    try:
        prefix = snapshot.site.content.resolve().relative_to(snapshot.site.base.resolve()).as_posix()
    except ValueError:
        return ""
    return "" if prefix == "." else f"{prefix}/"
