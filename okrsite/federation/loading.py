"""All other organisations that the settings name: from their exports, or the last good copies of these.

Decides when an export is fetched, and what stands in its place where it can't be used. None of that ends a build: it is
a warning, at the line of the settings that names the export.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec
from msgspec.structs import replace

from okrsite.config_lines import find_typed_entry
from okrsite.federation.download import LIMITS, Limits, download_all, read_export_file
from okrsite.federation.kept_copies import KeptCopies
from okrsite.federation.reader import compute_digest, read_export
from okrsite.federation.records import NO_FEDERATION, Federation, Remote, UnusableExportError
from okrsite.options import PLACE, DeclaredRemote
from okrsite.problems import Place, Problem, create_problem
from okrsite.settings import Site

NO_NETWORK = "OKRSITE_NO_NETWORK"
"""The variable that forbids to fetch anything, if it is set to anything but nothing and 0."""


class FederationSource(msgspec.Struct, frozen=True):
    """Where exports are read from, and what may be done for that."""

    site: Site
    base: Path
    """The folder of the configuration file: paths of exports begin there."""
    copies: Path | None
    """The folder of kept copies; None: nothing is kept."""
    today: date
    fetches: bool = False
    """Whether each address is asked, and not only those of which there is no copy."""
    limits: Limits = LIMITS

    @property
    def declared(self) -> Mapping[str, DeclaredRemote]:
        """What the settings say, by id."""
        return self.site.settings.federation

    def open_copies(self, key: str) -> KeptCopies:
        """Return the kept copies of an organisation's export."""
        return KeptCopies(self.copies, key)


def is_network_forbidden() -> bool:
    """Whether nothing may be fetched, by the environment."""
    return os.environ.get(NO_NETWORK, "") not in ("", "0")


def load_federation(source: FederationSource) -> Federation:
    """Return what is known of all other organisations, with what is wrong."""
    if not source.declared:
        return NO_FEDERATION
    fetched = _fetch_exports(source)
    remotes: dict[str, Remote] = {}
    problems: list[Problem] = []
    for key, declared in source.declared.items():
        remotes[key] = _load_remote(source, key, declared, fetched, problems)
    return Federation(remotes, tuple(problems))


def fetch_export(source: FederationSource, declared: DeclaredRemote) -> bytes:
    """Return an export as it is now.

    Raises:
        UnusableExportError: it can't be had.
    """
    if not declared.is_on_web:
        return read_export_file(source.base, declared.export, source.limits)
    got = download_all([declared.export], source.limits)[declared.export]
    if isinstance(got, UnusableExportError):
        raise got
    return got


def _fetch_exports(source: FederationSource) -> Mapping[str, bytes | UnusableExportError]:
    """Return what lies at the addresses that have to be asked, by address."""
    on_web = {key: declared for key, declared in source.declared.items() if declared.is_on_web}
    missing = [
        declared.export
        for key, declared in on_web.items()
        if source.open_copies(key).find(declared.export, declared.sha256) is None
    ]
    if is_network_forbidden():
        error = UnusableExportError(
            f"the variable {NO_NETWORK} forbids to fetch it", "Unset the variable once, or name a file in `export`."
        )
        return dict.fromkeys(missing, error)
    return download_all([declared.export for declared in on_web.values()] if source.fetches else missing, source.limits)


def _load_remote(
    source: FederationSource,
    key: str,
    declared: DeclaredRemote,
    fetched: Mapping[str, bytes | UnusableExportError],
    problems: list[Problem],
) -> Remote:
    copies = source.open_copies(key)
    try:
        data = _get_export(source, declared, fetched)
        if data is None:  # nobody was asked
            known = _read_copy(copies, key, declared)
            return replace(known, kept_on=None) if known else _create_unknown_remote(key, declared)
        if declared.sha256 in ("", compute_digest(data)):
            remote = read_export(data, key, declared)
            copies.keep(data, declared.export, source.today, declared.sha256)
            if remote.left_out:
                problems.append(_create_left_out_problem(source, remote))
            return remote
        problem = create_problem(
            "OKR316",
            _find_place(source, key, "sha256"),
            f"The export of '{key}' is not the one that is pinned.",
            f"See what has changed there; `okrsite federation update {key}` prints the hash of the new one.",
        )
    except UnusableExportError as error:
        problem = create_problem(
            "OKR315", _find_place(source, key, "export"), f"The export of '{key}' can't be used: {error}.", error.hint
        )
    kept = _read_copy(copies, key, declared)
    if kept is None:
        problems.append(
            replace(problem, message=f"{problem.message} There is no copy of it, so its goals are unknown.")
        )
        return _create_unknown_remote(key, declared)
    problems.append(replace(problem, message=f"{problem.message} The copy of {kept.kept_on} is shown."))
    return kept


def _get_export(
    source: FederationSource, declared: DeclaredRemote, fetched: Mapping[str, bytes | UnusableExportError]
) -> bytes | None:
    """Return the bytes of an export; None where the kept copy is as good.

    Raises:
        UnusableExportError: it can't be had.
    """
    if not declared.is_on_web:
        return read_export_file(source.base, declared.export, source.limits)
    got = fetched.get(declared.export)
    if isinstance(got, UnusableExportError):
        raise got
    return got


def _read_copy(copies: KeptCopies, key: str, declared: DeclaredRemote) -> Remote | None:
    """Return what the kept copy says; None without one that can be used."""
    found = copies.find(declared.export, declared.sha256)
    if found is None:
        return None
    data, copy = found
    try:
        return replace(read_export(data, key, declared), kept_on=copy.day)
    except UnusableExportError:  # an okrsite of another version has kept it
        return None


def _create_unknown_remote(key: str, declared: DeclaredRemote) -> Remote:
    return Remote(key, declared.name or key, declared.site)


def _find_place(source: FederationSource, key: str, name: str) -> Place:
    files = (source.site.config, *source.site.inherited)
    return find_typed_entry(files, source.site.base, PLACE[0], *PLACE[1:], "federation", key, name)


def _create_left_out_problem(source: FederationSource, remote: Remote) -> Problem:
    number = remote.left_out
    return create_problem(
        "OKR315",
        _find_place(source, remote.id, "export"),
        f"{number:,} objective{'s' if number > 1 else ''} of the export of '{remote.id}' can't be read, and "
        f"{'are' if number > 1 else 'is'} left out.",
        "It is not what okrsite exports: ask them for it anew.",
    )
