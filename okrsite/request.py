"""What a command or a host asks for, and what is to be read for that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from okrsite.activity import NOBODY, Activity
from okrsite.clock import choose_today
from okrsite.federation.records import NO_FEDERATION, Federation
from okrsite.history.cache_folder import prepare_cache_folder
from okrsite.model.checked_readings import CheckedReadings
from okrsite.settings import ConfigurationError, Site, read_site
from okrsite.workers import do_nothing

if TYPE_CHECKING:
    from okrsite.federation.loading import FederationSource
    from okrsite.history.as_of import AsOfCommit


class BuildRequest(msgspec.Struct, frozen=True):
    """What is asked for: what every command, and MkDocs where it runs alone, enters the pipeline with."""

    config: Path
    """The configuration file."""
    output: Path | None = None
    """The folder of the site; None: where the configuration says."""
    releases: Path | None = None
    """The folder of a plain host's releases, among which the site is put; then `output` counts for nothing."""
    keep: int = 5
    """How many releases stay."""
    today: date | None = None
    """What `today` means; None: as the settings or the clock say."""
    as_of: str | None = None
    """A day or commit: the repository is read as it stood then, and the work tree is not touched."""
    audience: str | None = None
    """Who it is for, `internal` or `public`; None: as the settings say."""
    strict: bool = False
    """Publish nothing on warnings either."""
    isolate: bool = False
    """Leave files with errors out and publish all else."""
    offline: bool = False
    """Make a copy of the site that can be opened as files, beside it."""
    fetches: bool = False
    """Whether the exports of other organisations are fetched anew, and not only those of which there is no copy."""
    preview: bool = False
    """Keep drafts in, and let no mistake of the content end it: for an author's machine, never published."""


class Source(msgspec.Struct, frozen=True):
    """A request with the configuration that was read for it: what is read of the content, and as of when."""

    request: BuildRequest
    site: Site
    """What the configuration says, in the form and for the audience that the request asks for."""
    today: date | None = None
    """The day, where the request says it: by its `today`, else by its `as_of`."""
    as_of_commit: AsOfCommit | None = None
    """The commit that the configuration's folder is a copy of; None: it is a work tree."""
    cache: Path | None = None
    """A folder for what was read of files and of the past, and for layouts of maps; without it all is the same."""
    without: frozenset[str] = frozenset()
    """Files, by path, and units, by id, that are left out."""
    federation: Federation = NO_FEDERATION
    """What is known of other organisations."""
    activity: Activity = NOBODY
    """Who is told what is going on meanwhile."""
    readings: CheckedReadings | None = None
    """What the cache holds of files, where a worker has checked it."""
    meanwhile: Callable[[], object] = do_nothing
    """What is to be done while workers read files, or before they are read here; it may be called again and again."""

    @property
    def is_public(self) -> bool:
        """Whether what is internal is to be left out."""
        return self.site.settings.audience == "public"


@contextmanager
def open_source(request: BuildRequest) -> Iterator[Source]:
    """Read the configuration; with `as_of` that of another time, from a copy of the repository that lasts as long.

    Raises:
        ConfigurationError: the configuration can't be used, or there is no such commit or day.
    """
    if request.as_of is None:
        yield make_source(request, read_site(request.config))
        return
    # Not above: what reads a repository as it stood needs much that a build of an unchanged one does without.
    from okrsite.history.as_of import open_past_checkout

    with open_past_checkout(request.config, request.as_of) as past:
        yield make_source(replace(request, today=request.today or past.day), past.site, past.as_of_commit)


def make_source(request: BuildRequest, site: Site, as_of_commit: AsOfCommit | None = None) -> Source:
    """Return what is to be read for a request, where the configuration is at hand."""
    # Nothing is made beside a file that turns out to be no configuration.
    cached = as_of_commit is None and site.content.is_dir()
    return Source(
        request,
        apply_request(request, site),
        request.today,
        as_of_commit,
        prepare_cache_folder(site.base) if cached else None,
        federation=_load_federation(request, site),
    )


def _load_federation(request: BuildRequest, site: Site) -> Federation:
    """Return what is known today of other organisations, whatever time is read of the own."""
    if not site.settings.federation:
        return NO_FEDERATION
    # Not above: most sites name nobody, and fetching needs much of Python's library.
    from okrsite.federation.loading import load_federation

    return load_federation(describe_federation_source(request, site))


def describe_federation_source(request: BuildRequest, site: Site) -> FederationSource:
    """Return where the exports of other organisations are read from, and kept."""
    from okrsite.federation.loading import FederationSource

    base = request.config.resolve().parent
    cache = prepare_cache_folder(base) if site.content.is_dir() else None
    return FederationSource(
        site=site,
        base=base,
        copies=cache.parent / "federation" if cache is not None else None,
        today=choose_today(site.settings, request.today),
        fetches=request.fetches,
    )


def apply_request(request: BuildRequest, site: Site) -> Site:
    """Return what the configuration says, for those whom a request names, and in the form that it asks for.

    Raises:
        ConfigurationError: an offline copy is asked for of a site that is one already.
    """
    if request.offline and "offline" in site.plugins:
        raise ConfigurationError(
            f"{site.config.name} uses Material's plugin offline, which would put its own search into the offline copy.",
            f"Take `offline` out of `plugins` in {site.config.name}, or set `enabled: false` below it: a copy needs no "
            "plugin.",
        )
    return replace(
        site,
        settings=replace(site.settings, audience=request.audience or site.settings.audience),
        directory_addresses=site.directory_addresses and not request.offline,
    )


def read_existing_site(config: Path) -> Site:
    """Read the configuration; the host would complain about a missing folder in words of its own.

    Raises:
        ConfigurationError: the configuration can't be used, or there is no content folder.
    """
    site = read_site(config)
    if not site.content.is_dir():
        raise ConfigurationError(
            f"There is no content folder {site.content.name}/ in {site.base}.",
            f"Say in {config.name} where it is (`docs_dir: content`).",
            "OKR901",
        )
    return site
