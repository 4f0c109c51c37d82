"""Where a built site goes: in the place of the last one, or among the releases of a plain host."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from okrsite.folder_walk import BuiltFile, WalkedFolder, describe_file, list_built_files
from okrsite.request import BuildRequest
from okrsite.settings import Site
from okrsite.site.manifest import MANIFEST
from okrsite.site.offline_copy import choose_output
from okrsite.site.places import check_apart, check_replaceable, resolve_place
from okrsite.site.publishing import (
    Log,
    lock_target,
    make_folder,
    open_staging_folder,
    remove_folder,
    seal_site,
    swap_site,
    write_through,
    write_through_meanwhile,
)
from okrsite.site.releases import CURRENT, RELEASES, STAGED, check_host, clear_abandoned, publish_release
from okrsite.workers import BackgroundTask, choose_worker_count

if TYPE_CHECKING:
    from okrsite.site.outcome import InspectedSite

_LINE = 100
"""About how many bytes a manifest has for each file."""


class Target(msgspec.Struct, frozen=True):
    """The place of a site, locked while it is built."""

    folder: Path
    """The empty staging folder, in which it is built."""
    last: Path | None
    """Where the last site lies; None where there is none."""
    about: int
    """About how many files lie there."""
    walk_last: Callable[[], WalkedFolder]
    """Returns what lies in the last site; see `files`."""
    _place: Callable[[str], Path]

    @property
    def files(self) -> Mapping[str, BuiltFile]:
        """What lies in the last site, by path; of a large one a worker finds it out, and this waits for it.

        Raises:
            ConfigurationError: the last site may not be replaced.
        """
        return self.walk_last().files

    def clear(self) -> None:
        """Empty the staging folder, for another attempt."""
        remove_folder(self.folder)
        self.folder.mkdir()

    def seal(self, site: InspectedSite) -> InspectedSite:
        """Complete the site; return it with its manifest, and the hashes of all its files.

        Raises:
            OSError: the disk is full or broken.
        """
        hashes = seal_site(self.folder, site.hashes, site.files)
        manifest = describe_file(MANIFEST, self.folder / MANIFEST)
        return replace(site, hashes=hashes, files=dict(sorted({**site.files, MANIFEST: manifest}.items())))

    def publish(self, site: InspectedSite) -> Path:
        """Put a site that was sealed where readers see it; return where that is.

        Raises:
            ConfigurationError: somebody has put something else there meanwhile.
            OSError: the disk is full or broken.
        """
        return self._place(site.rendered.content.release)


def open_target(request: BuildRequest, site: Site, log: Log | None) -> AbstractContextManager[Target]:
    """Lock the place of a site, and give an empty folder beside it, which is taken away at the end.

    Raises:
        ConfigurationError: the place is none that may be replaced, or another build is writing to it.
    """
    if request.releases is not None:
        return _open_releases(request.releases, request.keep, site, log)
    return _open_output(choose_output(request, site), site, log)


@contextmanager
def _open_output(output: Path, site: Site, log: Log | None) -> Iterator[Target]:
    target = resolve_place(output, "-o")
    check_apart(target, site, "-o")
    here, about = _identify(target), _estimate_files(target)
    with BackgroundTask(lambda: msgspec.msgpack.encode(check_replaceable(target)), about) as checking:
        found = check_replaceable(target) if choose_worker_count(about) < 2 else None
        with lock_target(target), open_staging_folder(target, log) as folder:
            is_another = _identify(target) != here  # another build has just put its own there

            @cache
            def walk_last() -> WalkedFolder:
                if is_another:
                    return WalkedFolder(list_built_files(target), {}, 0)
                return found or msgspec.msgpack.decode(checking.get_result(), type=WalkedFolder)

            def swap_in(_: str) -> Path:
                # Once more: it may have taken minutes, and somebody may have put something there.
                # What was written is seen onto the disk meanwhile.
                with write_through_meanwhile():
                    check_replaceable(target, walk_last())
                swap_site(folder, target)
                return target

            yield Target(folder, target if target.is_dir() else None, about, walk_last, swap_in)


def _estimate_files(site: Path) -> int:
    """Return about how many files a site has that okrsite made, before it is gone through."""
    with suppress(OSError):
        return (site / MANIFEST).stat().st_size // _LINE
    return 0


def _identify(folder: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another that is put in its place; None where there is none."""
    with suppress(OSError):
        about = folder.lstat()
        return about.st_dev, about.st_ino
    return None


@contextmanager
def _open_releases(to: Path, keep: int, site: Site, log: Log | None) -> Iterator[Target]:
    """Give the folder `to`: it holds `releases/`, and `current`, which points at one of them and is what readers see.

    Of the releases, `keep` are kept.
    """
    # A link is followed here: nothing is put in the place of what it leads to.
    to = resolve_place(Path(os.path.realpath(to)) if to.is_symlink() else to, "--to")
    check_apart(to, site, "--to")
    check_apart(Path(os.path.realpath(to / RELEASES)), site, "--to")
    check_host(to)
    # Locked and staged inside, where whoever publishes may write; what is above may belong to somebody else. Staged
    # among the releases, so that it is on their disk, and becomes one of them by renaming.
    staged = to / RELEASES / STAGED
    with lock_target(to / CURRENT), make_folder(staged.parent), open_staging_folder(staged, log) as folder:
        clear_abandoned(to)

        def add_release(name: str) -> Path:
            write_through()
            check_host(to)
            return publish_release(folder, to, name, keep, log)

        current = Path(os.path.realpath(to / CURRENT))
        files: Mapping[str, BuiltFile] = {}
        with suppress(OSError):  # then none of it can be taken over
            files = list_built_files(current) if current.is_dir() else files
        found = WalkedFolder(files, {}, 0)
        yield Target(folder, current if current.is_dir() else None, len(files), lambda: found, add_release)
