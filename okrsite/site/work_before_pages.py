"""What a worker does on a large site before pages are made: it needs nothing that the content says.

It compiles the templates of pages and of the frame around them, and collects what may become part of the site of the
last one.
Nobody knows yet which pages will stay: after a small edit it is nearly all. A copy of this process costs little as long
as it has read little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from okrsite.pages.page_templates import compile_page_templates
from okrsite.request import Source
from okrsite.site.page_reuse import list_taken_files
from okrsite.site.reusable_site import ReusableSite
from okrsite.site.spare_folder import FilledFolder, fill_spare_folder, find_spare_place, return_spare_folder
from okrsite.workers import BackgroundTask

if TYPE_CHECKING:
    from okrsite.pages.template_cache import CompiledTemplates


class PreparedSite(msgspec.Struct, frozen=True):
    """What was done before there were pages."""

    filled: FilledFolder | None
    """What may become part of the site of the last one: all of it is looked at when it is there."""
    templates: CompiledTemplates
    """Those of the host's theme."""
    page_templates: CompiledTemplates


@contextmanager
def prepare_site(
    source: Source, folder: Path, last: ReusableSite, compile_templates: Callable[[], CompiledTemplates]
) -> Iterator[BackgroundTask[PreparedSite]]:
    """Begin, for a site in a staging folder; `compile_templates` is the host's."""
    place = find_spare_place(source)

    def prepare() -> PreparedSite:
        # Where no worker does it, the host compiles them itself, and only those that it needs.
        templates = compile_templates() if preparing.has_worker else {}
        page_templates = compile_page_templates() if preparing.has_worker else {}
        taken = list_taken_files(last, {page.page.uri for page in last.pages}, with_search=True)
        filled = fill_spare_folder(place, folder, Path(last.place), taken.files)
        return PreparedSite(filled, templates, page_templates)

    preparing = BackgroundTask(prepare, len(last.pages), is_urgent=False)
    try:
        with preparing:
            yield preparing
    except BaseException:
        return_spare_folder(place, folder)
        raise
