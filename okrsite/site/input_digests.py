"""Digests of what pages were made of, computed by a worker while the host writes what is its own.

The next build goes by them; of pages that were not made they are known since these were chosen.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from okrsite.pages.site_pages import PageSet
from okrsite.workers import BackgroundTask, choose_worker_count


@contextmanager
def compute_digests_meanwhile(page_set: PageSet) -> Iterator[None]:
    """Have the digests computed during a block; where few pages were made that is done when they are asked for.

    And where nearly all are known: a copy of a process that has read so much takes longer than the rest of them.
    """
    made, digests = len(page_set.pages) - len(page_set.reused), page_set.digests
    if digests is None or digests.is_begun or choose_worker_count(made) < 2:
        yield
        return
    with BackgroundTask(digests.compute_missing, made) as computing:
        yield
        digests.take_missing(computing.get_result())
