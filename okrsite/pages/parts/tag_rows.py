"""All tags as rows, for the list of them and for an ordinary page that asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from okrsite.pages.addresses import make_tag_uri
from okrsite.pages.context import ViewContext
from okrsite.pages.page import make_url
from okrsite.pages.tag_names import TagRow, TagUse
from okrsite.pages.views import NameView


def declare_tag_rows(
    context: ViewContext, collect: Callable[[], Mapping[str, TagUse]]
) -> Callable[[], Mapping[str, TagRow]]:
    """Return what gives the row of each tag: who prints it depends on what stands in it, and on nothing else."""
    return context.tracker.declare_mapping(
        "rows of tags", lambda: {tag: _build_row(context, tag, use) for tag, use in collect().items()}
    )


def _build_row(context: ViewContext, tag: str, use: TagUse) -> TagRow:
    refs = [ref for those in use.entries.values() for ref in those if ref is not None]
    running = sum(context.days.is_running(ref.cycle) for ref in refs)
    name = NameView(use.name, make_url(make_tag_uri(tag)))
    return TagRow(name, running, len(refs), use.number - len(refs), len(use.pages))
