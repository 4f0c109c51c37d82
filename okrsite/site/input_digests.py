"""Digests of what pages were made of, computed by a worker while the host writes what is its own.

The next build goes by them; of pages that were not made they are known since these were chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from msgspec.structs import replace

from okrsite.pages.input_recorder import Input
from okrsite.site.content import SiteContent
from okrsite.site.outcome import RenderedSite
from okrsite.workers import BackgroundTask, choose_worker_count

DigestTask = BackgroundTask[Mapping[Input, str]]


@contextmanager
def compute_digests_ahead(content: SiteContent) -> Iterator[DigestTask | None]:
    """Begin to compute the digests; None where so few pages were made that it is done when they are asked for."""
    page_set = content.page_set
    made = len(page_set.pages) - len(page_set.reused)
    if choose_worker_count(made) < 2:
        yield None
        return
    with BackgroundTask(page_set.collect_digests, made) as digesting:
        yield digesting


def add_digests(rendered: RenderedSite, content: SiteContent, digesting: DigestTask | None) -> RenderedSite:
    """Return a site whose pages come with the digests that were computed for the content, if it shows that content.

    A hook of the host may have had another one made.
    """
    if digesting is None or rendered.content is not content:
        return rendered
    digests = digesting.get_result()
    return replace(
        rendered, content=replace(content, page_set=replace(content.page_set, collect_digests=lambda: digests))
    )
