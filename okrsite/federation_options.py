"""What may stand in `federation`: another organisation, its export and its site, or why they can't be used."""

from __future__ import annotations

import re

from okrsite.config_loading import SettingError
from okrsite.late_patterns import compile_late
from okrsite.nearest import find_close_name, suggest_name
from okrsite.options import PLACE, DeclaredRemote

_KEYS = ("export", "site", "name", "sha256")
_ID = compile_late(r"[a-z0-9][a-z0-9-]{0,39}")
_TAKEN = frozenset({"company", "data", "file", "ftp", "http", "https", "mailto", "tel", "urn"})
"""Ids that begin something else: an address, or a reference to the own company."""
_SCHEME = compile_late(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ADDRESS = compile_late(r"https?://(?P<host>[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?(?P<path>/[!-~]*)?")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_DIGEST = compile_late(r"[0-9a-f]{64}")
_LONGEST = 500
"""Characters of a value."""
_EXAMPLE = "Write it as https://goals.example.org/, in plain letters and without a user, a token or a question mark."


def parse_declared_remote(name: str, value: object) -> DeclaredRemote:
    """Return another organisation, as it is typed under its id.

    Args:
        name: Its id.
        value: What stands below the id.

    Raises:
        SettingError: the id or a value can't be used.
    """
    if not _ID.fullmatch(name):
        raise _refuse(
            f"An organisation can't be called '{name[:60]}' in references.",
            "Use up to 40 of a-z, 0-9 and hyphens.",
            name,
        )
    if name in _TAKEN:
        raise _refuse(
            f"An organisation can't be called '{name}' in references: such a text begins something else.",
            "Choose another id.",
            name,
        )
    if not isinstance(value, dict):
        raise _refuse(f"The organisation '{name}' needs an export and a site.", _write_example(name), name)
    for key in value:
        if key not in _KEYS:
            near = find_close_name(str(key), _KEYS)
            raise _refuse(
                f"The organisation '{name}' has a key that is not known: {key}.",
                suggest_name(near, f"It takes {', '.join(_KEYS)}."),
                name,
                str(key),
            )
    texts = {key: _read_text(name, key, value[key]) for key in _KEYS if value.get(key) is not None}
    for key in ("export", "site"):
        if not texts.get(key):
            raise _refuse(f"The organisation '{name}' has no {key}.", _write_example(name), name)
    remote = DeclaredRemote(
        export=texts["export"],
        site=texts["site"].rstrip("/") + "/",
        name=texts.get("name", ""),
        sha256=texts.get("sha256", "").lower(),
    )
    if remote.sha256 and not _DIGEST.fullmatch(remote.sha256):
        raise _refuse(
            f"The sha256 of the organisation '{name}' is none: it has 64 digits, from 0 to f.",
            f"Leave it out, or write what `okrsite federation update {name}` prints.",
            name,
            "sha256",
        )
    _check_addresses(name, remote)
    return remote


def _refuse(message: str, hint: str, *names: str) -> SettingError:
    return SettingError(message, hint, *PLACE, "federation", *names)


def _write_example(name: str) -> str:
    return f"Write `{name}: {{export: https://goals.example.org/data/okr.json, site: https://goals.example.org/}}`."


def _read_text(name: str, key: str, value: object) -> str:
    # YAML reads a digest of digits alone as a number, and then nobody knows with how many zeros it began.
    if not isinstance(value, str):
        raise _refuse(f"The {key} of the organisation '{name}' is no text.", "Put it in double quotes.", name, key)
    text = value.strip()
    if len(text) > _LONGEST or not text.isprintable():
        raise _refuse(
            f"The {key} of the organisation '{name}' is too long, or has signs that nobody sees.",
            f"Type it anew, in up to {_LONGEST} characters.",
            name,
            key,
        )
    return text


def _check_addresses(name: str, remote: DeclaredRemote) -> None:
    site = _ADDRESS.fullmatch(remote.site)
    if site is None or any(sign in (site["path"] or "") for sign in "?#\\\"'<>`{}|^"):
        raise _refuse(f"The site of the organisation '{name}' is no address of a site.", _EXAMPLE, name, "site")
    if not _SCHEME.match(remote.export):
        return
    export = _ADDRESS.fullmatch(remote.export)
    if export is None:
        raise _refuse(
            f"The export of the organisation '{name}' is neither an address on the web nor a path.",
            "Write https:// and the address of its data/okr.json, or the path of a file from here.",
            name,
            "export",
        )
    if remote.export.startswith("http:") and not remote.sha256 and export["host"].lower() not in _LOOPBACK:
        raise _refuse(
            f"The export of the organisation '{name}' would be fetched without encryption, so that anybody on the way "
            "could change it.",
            "Write https:// in its address, or pin it with `sha256`.",
            name,
            "export",
        )
