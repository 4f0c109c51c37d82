"""How much work something is, measured so that a busy machine gives the same answer as an idle one.

Processor time of this process, never the clock on the wall; and one size against another, never against a number of
seconds.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable


def processor_seconds(work: Callable[[], object], enough: float = 0) -> float:
    """Return the processor time that `work` takes: the least of three runs, for neighbours only ever add to it.

    One of at most `enough` seconds is the last one.
    """
    least = math.inf
    for _ in range(3):
        begun = time.process_time()
        work()
        least = min(least, time.process_time() - begun)
        if least <= enough:
            break
    return least


def times_as_much(work: Callable[[int], object], size: int, times: int) -> float:
    """Return how many times the processor time of `size` is taken by a size `times` as large.

    About `times` where work grows with size, its square where it is quadratic: a limit belongs far from both, so `times`
    should be 16 or more. What is too little to be measured counts as ten milliseconds, and what once took at
    most twice `times` as much is not measured again.
    """
    small = max(processor_seconds(lambda: work(size)), 0.01)
    return processor_seconds(lambda: work(size * times), 2 * times * small) / small
