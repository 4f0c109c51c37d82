"""How much work something is, measured so that a busy machine gives the same answer as an idle one.

Processor time of this process, never the clock on the wall; and one size against another, never against a number of
seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable


def processor_seconds(work: Callable[[], object]) -> float:
    """Return the processor time that `work` takes: the least of three runs, for neighbours only ever add to it."""
    runs = []
    for _ in range(3):
        begun = time.process_time()
        work()
        runs.append(time.process_time() - begun)
    return min(runs)


def times_as_much(work: Callable[[int], object], size: int, times: int) -> float:
    """Return how many times the processor time of `size` is taken by a size `times` as large.

    About `times` where work grows with size, its square where it is quadratic: a limit belongs far from both, so `times`
    should be 16 or more. What is too little to be measured counts as ten milliseconds.
    """
    small = max(processor_seconds(lambda: work(size)), 0.01)
    return processor_seconds(lambda: work(size * times)) / small
