"""Building and serving a site, whatever the host."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from okrsite.gate import WithheldTextFinder, inspect_site, list_machine_paths
from okrsite.gate.headers import AT_ROOT
from okrsite.gate.theme import load_installed_theme
from okrsite.history.as_of import open_past_checkout
from okrsite.settings import ConfigurationError, Site, read_site
from okrsite.site.places import check_apart, check_replaceable, resolve_place
from okrsite.site.publishing import Log, lock_target, make_folder, open_staging_folder, seal_site, swap_site
from okrsite.site.releases import CURRENT, RELEASES, STAGED, check_host, clear_abandoned, publish_release

if TYPE_CHECKING:
    from okrsite.site.mkdocs.host import HostResult


class ContentErrors(Exception):  # noqa: N818  # it says what happened; the last site stays as it is
    """Nothing was published because of what the content says; the log has said what that is."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made."""

    pages: int
    stages: tuple[tuple[str, float], ...]
    """Name and seconds of each stage, in order."""
    output: Path
    errors: int = 0
    """How many errors the content has; more than none only where files with errors were left out."""
    left_out: tuple[str, ...] = ()
    """The files that were, by path."""
    notices: tuple[str, ...] = ()
    """What to know about the past: no repository, a shallow clone, a version that could not be read."""


def build_site(
    config: Path,
    output: Path | None = None,
    *,
    strict: bool = False,
    today: date | None = None,
    log: Log | None = None,
    as_of: str | None = None,
    isolating: bool = False,
    audience: str | None = None,
) -> BuildReport:
    """Build a site beside the last one, inspect it, and swap it in when it is whole.

    Args:
        config: The configuration file.
        output: Where to; by default where the configuration says.
        strict: Publish nothing on warnings either.
        today: What today means.
        log: Takes what is said, a line at a time.
        as_of: A day or commit: the repository is read as it stood then, and the work tree is not touched.
        isolating: Leave files with errors out and publish all else.
        audience: Who the site is for: `internal` or `public`; None: as the settings say.

    Raises:
        Unpublished: the content has errors, with `strict` warnings, or the gate found something in the built pages.
        ConfigurationError: the configuration can't be used, the output folder is not one to be replaced, or another
            build is writing to it.
    """
    site = _read_existing_site(config)
    target = resolve_place(site.output if output is None else output, "-o")
    check_apart(target, site, "-o")
    check_replaceable(target)
    with lock_target(target), open_staging_folder(target, log) as folder:
        built = _build_staged_site(
            site, folder, strict=strict, today=today, log=log, as_of=as_of, isolating=isolating, audience=audience
        )
        begun = time.perf_counter()
        # Once more: it may have taken minutes, and somebody may have put something there.
        check_replaceable(target)
        swap_site(folder, target)
    return built.create_report(target, time.perf_counter() - begun)


def publish_site(
    config: Path,
    to: Path,
    keep: int = 5,
    *,
    strict: bool = False,
    today: date | None = None,
    log: Log | None = None,
    as_of: str | None = None,
    isolating: bool = False,
    audience: str | None = None,
) -> BuildReport:
    """Build a site as `build_site` does, and put it among the releases of a plain host, of which `keep` are kept.

    The folder `to` holds `releases/`, and `current`, which points at one of them and which a web server shows.

    Raises:
        Unpublished: as of `build_site`.
        ConfigurationError: as of `build_site`; the folder holds something else.
    """
    site = _read_existing_site(config)
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
        built = _build_staged_site(
            site, folder, strict=strict, today=today, log=log, as_of=as_of, isolating=isolating, audience=audience
        )
        begun = time.perf_counter()
        check_host(to)
        place = publish_release(folder, to, built.hosted.release, keep, log)
    return built.create_report(place, time.perf_counter() - begun)


@dataclass(frozen=True, slots=True)
class _BuiltSite:
    """A whole site in its staging folder."""

    hosted: HostResult
    pages: int
    inspection: float
    """Seconds."""
    sealing: float
    """Seconds."""

    def create_report(self, output: Path, placing: float) -> BuildReport:
        stages = (*self.hosted.stages, ("inspection", self.inspection), ("publishing", self.sealing + placing))
        return BuildReport(self.pages, stages, output, self.hosted.errors, self.hosted.left_out, self.hosted.notices)


def _build_staged_site(
    site: Site,
    folder: Path,
    *,
    strict: bool,
    today: date | None,
    log: Log | None,
    as_of: str | None,
    isolating: bool,
    audience: str | None,
) -> _BuiltSite:
    """Fill an empty folder with a site that has passed the gate."""
    from okrsite.site.mkdocs.host import build_with_mkdocs

    with ExitStack() as stack:
        config, standpoint = site.config, None
        if as_of is not None:
            found = stack.enter_context(open_past_checkout(config, as_of))
            config, standpoint, today = found.config, found.as_of_commit, today or found.day
        with _collect_garbage_less_often():
            hosted = build_with_mkdocs(
                config, folder, strict=strict, today=today, log=log, standpoint=standpoint, isolating=isolating,
                audience=audience,
            )  # fmt: skip
        begun = time.perf_counter()
        _inspect_staged_site(folder, site, hosted, log)
        inspected = time.perf_counter()
        seal_site(folder)
        pages = sum(1 for _ in _list_pages(folder))
    return _BuiltSite(hosted, pages, inspected - begun, time.perf_counter() - inspected)


def _inspect_staged_site(folder: Path, site: Site, hosted: HostResult, log: Log | None) -> None:
    """Let the gate look at every file, and write down the policy under which the pages work.

    Raises:
        Unpublished: the gate found something.
    """
    seen = inspect_site(
        folder,
        theme=load_installed_theme(hosted.theme_folders),
        private=list_machine_paths(site.base, folder),
        # Whoever may change the configuration has said its words for everybody.
        withheld=WithheldTextFinder(hosted.withheld, site.config.read_bytes()),
    )
    for finding in seen.findings:
        if log is not None:
            line = f":{finding.line}" if finding.line else ""
            log("error", f"{finding.path}{line}: {finding.code} {finding.message} {finding.hint}".strip())
    if seen.findings:
        raise ContentErrors(
            f"Nothing was published: the built pages hold {len(seen.findings)} "
            f"thing{'s' if len(seen.findings) != 1 else ''} that no page may hold."
        )
    (folder / AT_ROOT).write_text(seen.policy.format_headers_file(), encoding="utf-8", newline="\n")
    # For hosts that send no headers of ours: the page declares the policy itself.
    for page in _list_pages(folder):
        page.write_bytes(seen.policy.add_policy_to_page(page.read_bytes()))


def _list_pages(folder: Path) -> Iterator[Path]:
    """Yield the pages of a site; a folder may be named like one."""
    return (path for path in folder.rglob("*.html") if path.is_file())


@contextmanager
def _collect_garbage_less_often() -> Iterator[None]:
    """Look for garbage in circles less often: a build keeps what it makes, and each look goes through all of it."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _read_existing_site(config: Path) -> Site:
    """Read the configuration; the host would complain about a missing folder in words of its own."""
    site = read_site(config)
    if not site.content.is_dir():
        raise ConfigurationError(
            f"There is no content folder {site.content.name}/ in {site.base}.",
            f"Say in {config.name} where it is (`docs_dir: content`).",
            "OKR901",
        )
    return site


def serve_site(
    config: Path,
    port: int = 8000,
    today: date | None = None,
    *,
    log: Log | None = None,
    audience: str | None = None,
) -> None:
    """Show a live preview on this machine only, until it is interrupted.

    Raises:
        ConfigurationError: the configuration can't be used, or the port is taken.
    """
    _read_existing_site(config)
    from okrsite.site.mkdocs.host import serve_with_mkdocs

    serve_with_mkdocs(config, port, today, log, audience)
