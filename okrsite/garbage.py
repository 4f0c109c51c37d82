"""How often Python looks for garbage in circles, which takes long beside much that is kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW_OBJECTS = 1_000_000
"""What is made between two collections. Reading a large site makes more that stay, and leaves next to no circles."""


@contextmanager
def collect_garbage_less_often(*, ends_soon: bool = False) -> Iterator[None]:
    """Raise the thresholds of Python's cycle collector for a while; `ends_soon`: the process ends with the work.

    Each collection goes through all objects that are alive, and reading and building keep nearly all that they make.
    """
    before = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *((500, 1000) if ends_soon else (50, 100)))
    try:
        yield
    finally:
        if ends_soon:  # all of it counts as old from here on, or it would be gone through right now
            gc.freeze()
            gc.unfreeze()
        gc.set_threshold(*before)
