"""Readings that were kept are checked by a worker, while this process is still busy with other things.

To look whether a reading can be one of ours takes several times as long as reading it back, because a cache may come
from anybody. All that this needs is known as soon as the configuration is: so the worker names the readings that stand
up to it, by key, before anybody asks for one. A key stands for a file with its bytes, its path and its cycle; and what
is checked is the very bytes of which this process makes its readings. Only those of cycle files are: they say most, and
are asked for last. The first of them are asked for before the worker can be ready: this process checks them itself, and
the worker leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from okrsite.model.checked_readings import READINGS, CheckedReadings
from okrsite.sources.kept_files import check_cache_folder, read_kept_bytes
from okrsite.workers import BackgroundTask, choose_worker_count

if TYPE_CHECKING:
    from okrsite.settings import Settings

_FIRST = 0.35
"""The share of files that are asked for first, and that this process checks meanwhile."""


@contextmanager
def check_readings_meanwhile(
    content: Path, base: Path, settings: Settings, cache: Path | None, files: int
) -> Iterator[CheckedReadings | None]:
    """Have the readings in a folder checked by a worker during a block; None where that isn't worth it.

    Args:
        content: The content folder.
        base: The folder of the configuration.
        settings: Those by which the content is read.
        cache: The folder in which readings are kept.
        files: How many files the site had.
    """
    folder = check_cache_folder(cache) if choose_worker_count(files) > 1 else None
    readings = CheckedReadings(read_kept_bytes(folder / READINGS) if folder is not None else b"")
    if not readings.data:
        yield None
        return

    # Both processes need it: loaded before there are two, it is loaded once.
    import okrsite.model.file_kinds  # noqa: F401  # the worker uses it, and whoever reads files here

    def check() -> frozenset[str]:
        # Here they are gone by then: a worker that failed has found nothing, and each is checked when it is asked for.
        if not readings.data:
            return frozenset()
        return find_sound_readings(content, base, settings, folder, readings.data, left_out=_FIRST)

    with BackgroundTask(check, files) as readings.checking:
        yield readings


def find_sound_readings(
    content: Path, base: Path, settings: Settings, cache: Path | None, data: bytes, *, left_out: float = 0.0
) -> frozenset[str]:
    """Return the keys of the readings that can be those of cycle files that lie in a content folder.

    Args:
        content: The content folder.
        base: The folder of the configuration.
        settings: Those by which the content is read.
        cache: The folder in which the readings are kept.
        data: What the kept file of readings holds.
        left_out: Of which share of these files, the first ones, nobody asks.
    """
    # Not above: a build that has nothing to do needs none of it.
    from okrsite.model.cycles import resolve_cycle
    from okrsite.model.file_kinds import CYCLE_FILES
    from okrsite.model.kept_readings import ReadingCache, compute_reading_key
    from okrsite.sources.tree import get_size_limit, walk_content

    readings = ReadingCache(cache, decimal_comma=settings.decimal_comma, data=data)
    sound: set[str] = set()
    files = walk_content(content, base, declared_cycles=tuple(settings.cycles))[0]
    of_cycles = [file for file in files if file.role == "cycle"]
    for file in of_cycles[int(left_out * len(of_cycles)) :]:
        cycle = resolve_cycle(file.cycle or "", settings)
        if cycle is None:
            continue
        try:
            with file.absolute.open("rb") as stream:
                held = stream.read(get_size_limit(file.role) + 1)
        except OSError:  # whoever reads it says so
            continue
        key = compute_reading_key(file, cycle, held)
        kept = readings.get(key, held, CYCLE_FILES.decoder)
        if kept is not None and CYCLE_FILES.accepts(file, kept):
            sound.add(key)
    return frozenset(sound)
