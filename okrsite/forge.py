"""Where the repository of the content is on the web, as the configuration says it, in the plugin's words or MkDocs'.

`edit_url` of the plugin counts before `repo_url`, `edit_uri` and `edit_uri_template`, which mean what they mean for
MkDocs. Paths lead from the root of the repository, also where the configuration lies in a folder of it. How addresses
are made of it is the business of `pages.edit_links`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from okrsite.config_loading import SettingError
from okrsite.late_patterns import compile_late
from okrsite.option_values import refuse_user_in_address
from okrsite.options import Settings

KEYS = ("repo_url", "edit_uri", "edit_uri_template")
"""What MkDocs calls it."""

_PATH = compile_late(r"\{(path|path_noext)(!q)?\}")


class ForgeAddresses(msgspec.Struct, frozen=True):
    """Where files of the site are edited, and where commits are shown; empty texts where that isn't known."""

    pattern: str = ""
    """With `{path}`, `{line}` and `{path_noext}` (also as `{path!q}`, with its slashes quoted)."""
    prefix: str = ""
    """What stands before paths that are relative to the configuration file: `tools/goals/`."""
    without: str = ""
    """What is taken away from these first: `content/`, where paths are relative to the content folder."""
    commits: str = ""
    """What the addresses of commits begin with, their ids behind it."""

    def make_edit_link(self, path: str, line: int) -> str:
        """Return where a file is edited, at a line; empty where that isn't known.

        Args:
            path: Relative to the configuration file.
            line: Where the address has a place for it.
        """
        if not self.pattern or not path.startswith(self.without):
            return ""
        # Content may lie beside the configuration (`tools/../docs/`), and a forge knows no `..`.
        file = posixpath.normpath(self.prefix + path[len(self.without) :])
        spellings = {"path": file, "path_noext": re.sub(r"(?<=[^/])\.[^./]*\Z", "", file)}
        filled = _PATH.sub(lambda hole: quote(spellings[hole[1]], safe="" if hole[2] else "/"), self.pattern)
        return filled.replace("{line}", str(line))


def read_forge(settings: Settings, values: Mapping[str, object], place: str, content: str) -> ForgeAddresses:
    """Return what a configuration says of its repository.

    Args:
        settings: The plugin's options.
        values: What stands under `KEYS` in the configuration.
        place: The path of the configuration's folder inside the repository, with a slash at its end; empty for its
            root.
        content: The path of the content folder from the configuration's (`content/`, `../docs/`); empty where both are
            one.

    Raises:
        SettingError: an address can't be used.
    """
    if typed := settings.edit_url.rstrip("/"):
        if not typed.startswith(("https://", "http://")):
            return ForgeAddresses()
        if "{path}" not in typed:
            return _describe_repository(typed, settings.branch, place)
        # Who wrote the folder into the pattern before okrsite knew of it means the same file.
        known = typed.partition("{path}")[0].endswith(f"/{place}")
        return ForgeAddresses(typed, "" if known else place)
    repository, uri, template = (_check_text(key, values.get(key)) for key in KEYS)
    if template:
        return _describe_pattern(repository or "", _check_template(template), content)
    if uri:
        folder = uri if uri.endswith("/") else f"{uri}/"
        return _describe_pattern(repository or "", re.sub(r"[{}]", "", folder) + "{path}", content)
    if uri is None and repository and (_is_github(repository) or _is_gitlab(repository)):
        return _describe_repository(repository.rstrip("/"), settings.branch, place)
    return ForgeAddresses()


def find_repository_place(base: Path) -> str:
    """Return the path of a folder inside its repository, with a slash at its end; empty for the root, and for none."""
    for folder in (base, *base.parents):
        if (folder / ".git").exists():
            inside = base.relative_to(folder).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""


def _describe_repository(base: str, branch: str, place: str) -> ForgeAddresses:
    """Return the addresses of a repository on a forge; a GitLab's have `/-` between it and what is shown."""
    repository = base.removesuffix("/-")
    root = f"{repository}/-" if repository != base or _is_gitlab(base) else base
    plain = re.sub(r"[{}]", "", root)
    return ForgeAddresses(f"{plain}/edit/{quote(branch)}/{{path}}#L{{line}}", place, commits=f"{plain}/commit/")


def _describe_pattern(repository: str, pattern: str, content: str) -> ForgeAddresses:
    """Return addresses as MkDocs makes them of a repository and what stands behind it, relative to the content."""
    if repository and not pattern.startswith(("?", "#")) and not repository.endswith("/"):
        repository += "/"
    whole = urljoin(re.sub(r"[{}]", "", repository), pattern)
    if not whole.startswith(("https://", "http://")):
        return ForgeAddresses()
    if not set("?#") & set(whole):  # GitHub's, GitLab's and Gitea's editors open a file at a line
        whole += "#L{line}" if whole.endswith("{path}") else ""
    repository = repository.rstrip("/")
    commits = ""
    if repository:
        commits = f"{repository}/{'commits' if _find_host(repository) == 'bitbucket.org' else 'commit'}/"
        if _is_gitlab(repository):
            commits = f"{repository.removesuffix('/-')}/-/commit/"
    return ForgeAddresses(whole, without=content, commits=commits)


def _check_text(key: str, value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise SettingError(f"'{key}' can't be {value!r}.", "It takes a text.", key)
    refuse_user_in_address(f"'{key}'", value, key)
    return value


def _check_template(template: str) -> str:
    """Return a template of MkDocs as a pattern.

    Raises:
        SettingError: it names something else than a path.
    """
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise _refuse_template(f"can't be read: {error}") from error
    pattern = ""
    for text, field, spec, conversion in parts:
        pattern += re.sub(r"[{}]", "", text)
        if field is None:
            continue
        if field not in ("path", "path_noext") or spec or conversion not in (None, "q"):
            raise _refuse_template(f"names '{{{field}}}'")
        pattern += f"{{{field}{'!q' if conversion else ''}}}"
    return pattern


def _refuse_template(why: str) -> SettingError:
    hint = "It takes {path} and {path_noext}, also as {path!q} and {path_noext!q}."
    return SettingError(f"'edit_uri_template' {why}.", hint, "edit_uri_template")


def _find_host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def _is_github(address: str) -> bool:
    return _find_host(address) == "github.com"


def _is_gitlab(address: str) -> bool:
    return "gitlab" in address.lower() or address.rstrip("/").endswith("/-")
