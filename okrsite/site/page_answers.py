"""What a build has to say about a page of its site: why it was made, or taken over from the last one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from okrsite.late_patterns import compile_late
from okrsite.nearest import find_close_name, suggest_name
from okrsite.number_style import format_english_plural
from okrsite.pages.addresses import HOME
from okrsite.pages.input_words import describe_changes, list_clauses
from okrsite.pages.page import make_url
from okrsite.pages.page_origins import Origin, PageOrigins
from okrsite.site.build_report import BuildReport
from okrsite.site.manifest import MANIFEST, read_manifest

_SENTENCES: dict[Origin, str] = {
    "reused": "{page} was taken over from the last site.",
    "changed": "{page} was made anew: {changes}.",
    "new": "{page} was made, because the last site has no such page.",
    "other": "{page} was made anew: the last site's page of that address is about something else.",
    "always": "{page} is made in every build, because it is made of everything.",
    "damaged": "{page} was made anew: its file in the last site isn't as it was left there.",
    "undrawn": "{page} was made anew: its map could not be drawn for the last site.",
    "unframed": "{page} is made in every build: few pages have a frame like its own, and MkDocs renders those.",
    "all": "{page} was made anew, as all pages were: {reason}.",
}
_ENDING = compile_late(r"\.(?:md|markdown|html?|ya?ml)\Z", re.IGNORECASE)
_SERVER = compile_late(r"\A[a-z][a-z0-9+.-]*://[^/]*", re.IGNORECASE)
_MOST_NEAR = 3
"""Names that are told of a page that isn't there."""
_MOST_REASONS = 3


class PageNotFoundError(LookupError):
    """The site has no such page, nor such a file. `hint` says what it has."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Carry a sentence and a hint."""
        super().__init__(message)
        self.hint = hint


def explain_page(report: BuildReport, typed: str) -> str:
    """Return why a page of a site was made, in a sentence or two.

    Args:
        report: The build.
        typed: The page's address or its file, as somebody typed it; any other file of the site.

    Raises:
        PageNotFoundError: there is none.
    """
    pages = {_make_key(uri): uri for uri in report.origins.pages}
    before = "Nothing has changed since the last build. In that one, " if report.unchanged else ""
    path = _strip_address(typed)
    key = _make_key(path)
    files = {MANIFEST: "", **(read_manifest(report.output) or {})}
    if path in files and not path.endswith(".html"):
        return f"{path} is no page: a map goes with its page, and every other file is written in each build."
    uri = pages.get(key) or _find_by_part(pages, key)
    if uri is not None:
        return f"{before}{_explain_origin(report.origins, uri)}"
    if f"{key}.html" in files or f"{key}/index.html" in files:
        return f"{path} is a page of MkDocs's own, which is made in every build."
    raise _create_not_found_error(typed, key, pages)


def _explain_origin(origins: PageOrigins, uri: str) -> str:
    return _SENTENCES[origins.pages[uri]].format(
        page=_name_page(uri), changes=describe_changes(origins.list_changes(uri)), reason=origins.reason
    )


def list_main_reasons(origins: PageOrigins) -> Iterator[str]:
    """Yield why most of the pages of a site were made anew, a line for each reason."""
    if origins.reason:
        yield f"all pages were made anew: {origins.reason}"
    counts = Counter(clause for uri in origins.changed for clause in list_clauses(origins.list_changes(uri)))
    for clause, count in counts.most_common(_MOST_REASONS):
        yield f"{format_english_plural(count, 'page')} made anew, because {clause}"
    always = sum(origin in ("always", "unframed") for origin in origins.pages.values())
    if always and not origins.reason:
        yield f"{format_english_plural(always, 'page')} made, as in every build"


def _name_page(uri: str) -> str:
    return make_url(uri) or HOME


def _strip_address(typed: str) -> str:
    """Return the path in what may be a whole address, without what only a browser or a shell adds."""
    address = _SERVER.sub("", typed.strip(), count=1).partition("#")[0].partition("?")[0]
    parts = unquote(address).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", "."))


def _make_key(path: str) -> str:
    """Return what a page's address, file and URI have in common: `teams/finance` of `teams/finance/index.md`."""
    folder, _, name = path.rpartition("/")
    stem = _ENDING.sub("", name)
    return folder if stem == "index" and stem != name else f"{folder}/{stem}".lstrip("/")


def _find_by_part(pages: dict[str, str], key: str) -> str | None:
    """Return the page of which a key is the end, or that is the end of it; None if there is none, or more than one.

    So `finance` is `teams/finance`, and what lies above the site in an address or a folder is passed over.
    """
    steps = key.split("/")
    for first in range(1, len(steps)):
        if uri := pages.get("/".join(steps[first:])):
            return uri
    ends = [uri for page, uri in pages.items() if key and page.endswith(f"/{key}")]
    return ends[0] if len(ends) == 1 else None


def _create_not_found_error(typed: str, key: str, pages: dict[str, str]) -> PageNotFoundError:
    ends = [make_url(uri) for page, uri in pages.items() if key and page.endswith(f"/{key}")]
    if ends:
        return PageNotFoundError(f"'{typed}' may be {' or '.join(ends[:_MOST_NEAR])}.", "Name one of them.")
    near = find_close_name(key, pages)
    hint = suggest_name(make_url(pages[near]) if near else "", "Name a page as its address does: teams/finance/.")
    return PageNotFoundError(f"The site has no page '{typed}'.", hint)
