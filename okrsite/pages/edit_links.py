"""Where the forge shows something: its editor at the line of a place in the content, or a commit."""

from __future__ import annotations

from urllib.parse import quote

from okrsite.problems import Place
from okrsite.settings import Settings


def make_edit_link(settings: Settings, path: str, line: int = 1) -> str:
    """Return where a file is edited, at a line; empty where no repository is set.

    GitHub and GitLab are told apart by the address: a host or path with "gitlab" in it, or a `/-/`, is a GitLab. Other
    forges take a pattern with `{path}` and `{line}`.
    """
    base = settings.edit_url.rstrip("/")
    if not base.startswith(("https://", "http://")):
        return ""
    file = quote(path)
    if "{path}" in base:
        return base.replace("{path}", file).replace("{line}", str(line))
    branch = quote(settings.branch)
    middle = "/-/edit" if "gitlab" in base.lower() else "/edit"
    return f"{base}{middle}/{branch}/{file}#L{line}"


def make_place_link(settings: Settings, place: Place | None) -> str:
    """Return the edit link of a place, empty for none."""
    return make_edit_link(settings, place.path, place.line) if place else ""


def make_commit_link(settings: Settings, commit: str) -> str:
    """Return where the forge shows a commit; empty for none, or where that can't be told from the address."""
    base = settings.edit_url.rstrip("/")
    if not commit or "{path}" in base or not base.startswith(("https://", "http://")):
        return ""
    return f"{base}{'/-' if 'gitlab' in base.lower() else ''}/commit/{commit}"
