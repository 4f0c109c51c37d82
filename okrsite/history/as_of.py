"""Reading the repository as it stood at another time, without touching the work tree."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from okrsite.clock import check_day
from okrsite.config_loading import MOST_PARENTS, find_parent_file, load_config_files
from okrsite.history.diagnostics import HistoryNotice
from okrsite.history.git import GitError, Repository
from okrsite.history.tree import PastTree, open_past_tree, parse_asked_day
from okrsite.refusals import explain_refusal, is_place_refused
from okrsite.settings import ConfigurationError, Site, read_site


class AsOfCommit(msgspec.Struct, frozen=True):
    """A commit from which everything is seen: what came later is not known."""

    repository: Repository
    """Its head is that commit; paths are relative to the content folder."""

    @property
    def commit(self) -> str:
        """The full id."""
        return self.repository.head


class PastCheckout(msgspec.Struct, frozen=True):
    """A repository as it stood."""

    config: Path
    """A copy of the configuration file of that time, beside the content of that time; there for a while only."""
    site: Site
    as_of_commit: AsOfCommit
    day: date
    """The day that was asked for, else the commit's own, in the site's time zone."""


@contextmanager
def open_past_checkout(config: Path, when: str) -> Iterator[PastCheckout]:
    """Give the repository as it stood at the end of a day (`2026-06-30`), or in a commit, a tag or the like.

    Raises:
        ConfigurationError: there is no such commit or day, or it holds no configuration that can be used.
    """
    if day := parse_asked_day(when):
        check_day(day)
    now = read_site(config)
    tree = open_past_tree(now.base, when, now.settings.timezone)
    if isinstance(tree, HistoryNotice):
        raise ConfigurationError(tree.reason, tree.hint)
    with tempfile.TemporaryDirectory(prefix="okrsite-") as folder:
        root = Path(folder).resolve()
        try:
            # As deep as in the repository: what the configuration inherits from may lie above it.
            place = tree.repository.read_prefix()
            base = root / place
            base.mkdir(parents=True, exist_ok=True)
            tree.write_files(base)
            inherited = list(_write_inherited_files(base / config.name, root, tree))
            _write_content_beside(base / config.name, root, tree, place, inherited)
        except (GitError, OSError) as error:
            if isinstance(error, OSError) and not is_place_refused(error):  # no room for it, whatever it is
                raise
            what = explain_refusal(error) if isinstance(error, OSError) else error
            raise ConfigurationError(
                f"What was committed then can't be read: {what}.",
                "Fetch all of the repository (`git fetch --refetch` in a partial clone), or choose another day.",
            ) from error
        copy = base / config.name
        if not copy.is_file():
            raise ConfigurationError(f"There was no {config.name} in {tree.commit[:10]}.", "Choose a later day.")
        site = read_site(copy, place)
        inside = os.path.relpath(site.content.resolve(), base) if site.content.resolve().is_relative_to(root) else ""
        repository = replace(
            tree.repository, folder=Path(os.path.normpath(now.base.resolve() / inside)), head=tree.commit
        )
        yield PastCheckout(copy, site, AsOfCommit(repository), _find_day(when, tree, now.settings.timezone))


def _write_inherited_files(copy: Path, root: Path, tree: PastTree) -> Iterator[Path]:
    """Write the files that a past configuration inherits from and that lie beside its folder, as they were; yield them.

    Where one wasn't there, or can't be read, whoever reads the configuration says so.

    Raises:
        OSError: the disk refuses.
    """
    parent = find_parent_file(copy) if copy.is_file() else None
    for _ in range(MOST_PARENTS):
        if parent is None or not parent.is_relative_to(root):
            return
        if not parent.exists():
            try:
                content = tree.repository.read_output(
                    "cat-file", "blob", f"{tree.commit}:{parent.relative_to(root).as_posix()}"
                )
            except GitError:
                return
            parent.parent.mkdir(parents=True, exist_ok=True)
            parent.write_bytes(content)
            yield parent
        parent = find_parent_file(parent)


def _write_content_beside(copy: Path, root: Path, tree: PastTree, place: str, inherited: Iterable[Path]) -> None:
    """Write the content folder of that time where it lies beside the configuration's (`docs_dir: ../docs`).

    Args:
        copy: The configuration file as it was.
        root: Our copy of the work tree.
        tree: The configuration's folder as it was.
        place: That folder, inside the work tree.
        inherited: What was written of other folders already.

    Raises:
        GitError: git failed.
        OSError: the disk refuses.
    """
    if not copy.is_file():
        return
    try:
        typed = load_config_files(copy)[0].get("docs_dir")
    except ConfigurationError:  # whoever reads the configuration says so
        return
    content = Path(os.path.normpath(copy.parent / typed)) if isinstance(typed, str) and "\0" not in typed else root
    if content.is_relative_to(copy.parent) or copy.parent.is_relative_to(content) or not content.is_relative_to(root):
        return
    for file in inherited:
        if file.is_relative_to(content):
            file.unlink()
    top = tree.repository.folder.resolve()
    for _ in Path(place).parts:
        top = top.parent
    whole = PastTree(replace(tree.repository, folder=top), tree.commit)
    whole.write_files(root, content.relative_to(root).as_posix())


def _find_day(when: str, tree: PastTree, timezone: str) -> date:
    if day := parse_asked_day(when):
        return day
    try:
        seconds = tree.repository.read_output("log", "-1", "--format=%ct", "--end-of-options", tree.commit)
        return check_day(datetime.fromtimestamp(int(seconds), UTC).astimezone(ZoneInfo(timezone)).date())
    except (GitError, ValueError, OverflowError, OSError, ConfigurationError) as error:
        raise ConfigurationError(
            f"The commit {tree.commit[:10]} has no date that a calendar holds.", "Name a day in place of the commit."
        ) from error
