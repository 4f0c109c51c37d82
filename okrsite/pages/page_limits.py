"""How long the lists and maps of many pages may be, so that all of them together stay in proportion to the content.

A list of what hangs below a goal is short in a company whose goals form a tree. Where everything serves everything,
each of a thousand pages would list most of the others: then every page lists only its share, and counts the rest.
"""

from __future__ import annotations

from collections.abc import Sequence


def compute_entries_per_page(wanted: Sequence[int], budget: int, *, least: int, most: int) -> int:
    """Return the highest number of entries a page may have so that all pages together have no more than a budget.

    Args:
        wanted: How many entries each page would have.
        budget: How many there may be on all pages.
        least: What a page may always have.
        most: What no page may have more of.
    """
    left, pages = budget, len(wanted)
    for size in sorted(wanted):
        if size >= most or size * pages > left:
            return max(min(left // pages, most), least)
        left -= size
        pages -= 1
    return most
