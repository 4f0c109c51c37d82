"""Where the forge shows something: its editor at the line of a place in the content, that for a new file, a commit."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote, urlencode

import msgspec

from okrsite.problems import Place
from okrsite.settings import Settings


def make_edit_link(settings: Settings, path: str, line: int = 1) -> str:
    """Return where a file is edited, at a line; empty where no repository is set.

    GitHub and GitLab are told apart by the address: a host or path with "gitlab" in it, or a `/-` at the end, is a
    GitLab. Other forges take a pattern with `{path}` and `{line}`.
    """
    base = settings.edit_url.rstrip("/")
    if not base.startswith(("https://", "http://")):
        return ""
    file = quote(path)
    if "{path}" in base:
        return base.replace("{path}", file).replace("{line}", str(line))
    branch = quote(settings.branch)
    return f"{_find_root(base)}/edit/{branch}/{file}#L{line}"


class NewFilePage(msgspec.Struct, frozen=True):
    """A forge's page for a new file."""

    forge: Literal["github", "gitea", "gitlab"]
    address: str
    """Of GitHub and Gitea with the folder, of GitLab without; what the file is called stands in the query."""

    def make_url(self, folder: str, name: str) -> str:
        """Return the address for a file of a name in a folder, with nothing in the file yet."""
        if self.forge == "gitlab":
            return f"{self.address}?{urlencode({'file_name': f'{folder}/{name}'})}"
        parent, _, last = folder.rpartition("/")
        return f"{self.address}/{quote(parent)}?{urlencode({'filename': f'{last}/{name}'})}"


_EDITORS: tuple[tuple[str, str, Literal["github", "gitea", "gitlab"]], ...] = (
    ("/-/edit/", "/-/new/", "gitlab"),
    ("/_edit/", "/_new/", "gitea"),
    ("/edit/", "/new/", "github"),
)
"""A part of the address of a forge's editor, that of its page for a new file in the place of it, and the forge."""


def find_new_file_page(settings: Settings) -> NewFilePage | None:
    """Return where the forge takes a new file; None where no repository is set, or the forge isn't known."""
    edit = make_edit_link(settings, "PATH").partition("#")[0]
    for editor, new, forge in _EDITORS:
        repository, found, branch = edit.partition(editor)
        if found and branch.endswith("/PATH") and "?" not in branch:
            return NewFilePage(forge, f"{repository}{new}{branch.removesuffix('/PATH')}")
    return None


def make_place_link(settings: Settings, place: Place | None) -> str:
    """Return the edit link of a place, empty for none."""
    return make_edit_link(settings, place.path, place.line) if place else ""


def make_commit_link(settings: Settings, commit: str) -> str:
    """Return where the forge shows a commit; empty for none, or where that can't be told from the address."""
    base = settings.edit_url.rstrip("/")
    if not commit or "{path}" in base or not base.startswith(("https://", "http://")):
        return ""
    return f"{_find_root(base)}/commit/{commit}"


def _find_root(base: str) -> str:
    """Return what a forge's addresses of a repository begin with; GitLab's have `/-` between it and what is shown."""
    repository = base.removesuffix("/-")
    return f"{repository}/-" if repository != base or "gitlab" in base.lower() else base
