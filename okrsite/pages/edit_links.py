"""Where the forge shows something: its editor at the line of a place in the content, or a commit."""

from __future__ import annotations

from urllib.parse import quote

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
