"""Where the forge shows something: its editor at the line of a place in the content, that for a new file, a commit."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote, urlencode

import msgspec

from okrsite.forge import ForgeAddresses
from okrsite.problems import Place


class NewFilePage(msgspec.Struct, frozen=True):
    """A forge's page for a new file."""

    forge: Literal["github", "gitea", "gitlab"]
    address: str
    """Of GitHub and Gitea with the folder, of GitLab without; what the file is called stands in the query."""

    without: str = ""
    """What folders begin with that isn't in the address's paths."""

    def find_folder(self, folder: str) -> str:
        """Return a folder as the forge's page counts it, given relative to the configuration file."""
        return folder.removeprefix(self.without)

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


def find_new_file_page(forge: ForgeAddresses) -> NewFilePage | None:
    """Return where the forge takes a new file; None where no repository is set, or the forge isn't known."""
    edit = forge.make_edit_link(f"{forge.without}PATH", 1).partition("#")[0]
    for editor, new, kind in _EDITORS:
        repository, found, branch = edit.partition(editor)
        if found and branch.endswith("/PATH") and "?" not in branch:
            return NewFilePage(kind, f"{repository}{new}{branch.removesuffix('/PATH')}", forge.without)
    return None


def make_place_link(forge: ForgeAddresses, place: Place | None) -> str:
    """Return where a place of the content is edited; empty for none, and where that isn't known."""
    return forge.make_edit_link(place.path, place.line) if place else ""


def make_commit_link(forge: ForgeAddresses, commit: str) -> str:
    """Return where the forge shows a commit; empty for none, or where that can't be told."""
    return f"{forge.commits}{commit}" if commit and forge.commits else ""
