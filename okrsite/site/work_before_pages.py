"""What workers do on a large site before pages are made: it needs nothing that the content says.

One compiles the templates of pages and of the frame around them, and one collects what may become part of the site of
the last one. They are asked for at different times: the templates first, the files when all pages are in their frames.
Nobody knows yet which pages will stay: after a small edit it is nearly all. A copy of this process costs little as long
as it has read little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from okrsite.pages.page_templates import compile_page_templates
from okrsite.request import Source
from okrsite.site.page_reuse import list_taken_files
from okrsite.site.reusable_site import LinkedFile, ReusableSite
from okrsite.site.spare_folder import FilledFolder, fill_spare_folder, find_spare_place, return_spare_folder
from okrsite.workers import BackgroundTask

if TYPE_CHECKING:
    from okrsite.pages.template_cache import CompiledTemplates


class PreparedTemplates(msgspec.Struct, frozen=True):
    """Templates that were compiled before there were pages."""

    theme: CompiledTemplates
    """Those of the host's theme."""
    pages: CompiledTemplates


class Preparation(msgspec.Struct, frozen=True):
    """What is done before there are pages."""

    templates: BackgroundTask[PreparedTemplates]
    """Where no worker does it, whoever needs a template compiles it, and only those that are needed."""
    filling: BackgroundTask[tuple[str, ...] | None]
    """Collects what may become part of the site of the last one; comes to what `fill_spare_folder` returns.

    That is little, so its worker has sent all of it and ends: until then it has a copy of what this process has read.
    """
    last: ReusableSite

    def get_filled_folder(self) -> FilledFolder | None:
        """Wait for what was collected, all of which is looked at when it is there; None for nothing."""
        others = self.filling.get_result()
        return FilledFolder(frozenset(_list_files(self.last)), others) if others is not None else None


@contextmanager
def prepare_site(
    source: Source, folder: Path, last: ReusableSite, compile_templates: Callable[[], CompiledTemplates]
) -> Iterator[Preparation]:
    """Begin, for a site in a staging folder; `compile_templates` is the host's."""
    place = find_spare_place(source)

    def fill_folder() -> tuple[str, ...] | None:
        return fill_spare_folder(place, folder, Path(last.place), _list_files(last))

    pages = len(last.pages)
    preparation = Preparation(
        BackgroundTask(
            lambda: PreparedTemplates(compile_templates(), compile_page_templates()), pages, is_urgent=False
        ),
        BackgroundTask(fill_folder, pages, is_urgent=False),
        last,
    )
    try:
        with preparation.templates, preparation.filling:
            yield preparation
    except BaseException:
        return_spare_folder(place, folder)
        raise


def _list_files(last: ReusableSite) -> Mapping[str, LinkedFile]:
    """Return all files of the last site that may become part of this one, by path."""
    return list_taken_files(last, {page.page.uri for page in last.pages}, with_search=True).files
