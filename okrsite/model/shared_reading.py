"""Cycle files that nothing is known of are read by several processes, some of them at a time.

They are most of a content folder, and need nothing of each other. What a worker has read comes back as the cache of
readings would keep it, and is taken while others are still being read. A file of which nothing comes back is read by
the process that asked, as if there were no workers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from okrsite.batches import BatchWorkers
from okrsite.model.parsed_files import ParsedFiles
from okrsite.sources.tree import FoundFile
from okrsite.workers import choose_worker_count

_PAGES_FOR_EACH = 3
"""Pages that are made in the time in which a cycle file is read."""
_SHARES_FOR_EACH = 8
"""Shares that each worker reads, one after the other: the last one is all that is still to be taken in the end."""


class ReadAhead(msgspec.Struct, frozen=True):
    """What a worker made of a file."""

    key: str
    """Under which the cache keeps it; empty where it doesn't."""
    text: str
    """The reading, as the cache spells it."""


class ShareOfFiles(msgspec.Struct, frozen=True):
    """What a worker made of its share of files."""

    readings: Mapping[str, ReadAhead]
    """By path."""
    parsed: object
    """What was parsed for it, as `ParsedFiles` handed it over."""


def read_files_ahead(
    files: Sequence[FoundFile],
    read: Callable[[Sequence[FoundFile]], ShareOfFiles],
    parsed: ParsedFiles | None,
    take: Callable[[Mapping[str, ReadAhead]], None],
    wait: Callable[[], None],
) -> None:
    """Have workers read files, where there are enough of them.

    Args:
        files: The files.
        read: Makes something of a share of them, and changes nothing in its process.
        parsed: Is given what was parsed.
        take: Is given what a share came to, by path, as soon as it is there.
        wait: Is called again and again meanwhile.
    """
    count = choose_worker_count(_PAGES_FOR_EACH * len(files))
    if count < 2:
        return

    def take_share(_: int, share: ShareOfFiles) -> None:
        take(share.readings)
        if parsed is not None:
            parsed.take_over(share.parsed)

    shares = [files[number :: count * _SHARES_FOR_EACH] for number in range(count * _SHARES_FOR_EACH)]
    try:
        reading = BatchWorkers(lambda _, share: read(share), list(filter(None, shares)), count)
    except OSError:  # nothing can be handed over: no room on the disk
        return
    with reading as workers:
        workers.collect(take_share, wait)
