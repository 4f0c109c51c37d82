"""Team files and cycle files that nothing is known of are read by several processes, each its share of them.

They are most of a content folder, and those of one role need nothing of each other. What a worker has read comes back
as the cache of readings would keep it. A file of which nothing comes back is read by the process that asked, as if
there were no workers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from okrsite.model.parsed_files import ParsedFiles
from okrsite.sources.tree import FoundFile
from okrsite.workers import Workers, choose_worker_count

_PAGES_FOR_EACH = 3
"""Pages that are made in the time in which such a file is read."""


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
    wait: Callable[[], None],
) -> dict[str, ReadAhead]:
    """Return what workers made of files, by path; nothing where there are too few of them.

    `read` makes it of a share and changes nothing in its process; what was parsed goes to `parsed`. `wait` is called
    again and again meanwhile.
    """
    count = choose_worker_count(_PAGES_FOR_EACH * len(files))
    if count < 2:
        return {}
    ahead: dict[str, ReadAhead] = {}
    with Workers(read, [files[number::count] for number in range(count)]) as workers:
        for share in workers.collect(wait):
            ahead |= share.readings
            if parsed is not None:
                parsed.take_over(share.parsed)
    return ahead
