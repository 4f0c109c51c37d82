"""What the next build is to know of a site's pages: told once the site is inspected, and kept by `page_reuse`.

Decides which of its pages may be taken over then. What was known of pages that lie in it already is told as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from okrsite.folder_walk import BuiltFile
from okrsite.pages.input_recorder import Input
from okrsite.pages.known_pages import KnownPages
from okrsite.pages.page_origins import Origin
from okrsite.pages.value_digests import digest_value
from okrsite.search.files import FOLDER
from okrsite.site.build_inputs import BuildInputs
from okrsite.site.outcome import InspectedSite
from okrsite.site.reusable_site import (
    LinkedFile,
    ReusablePage,
    ReusableSearch,
    ReusableSite,
    collect_numbers,
    describe_site,
    pack_numbers,
)

_USED = 0.9
"""The share of a site's inputs that pages of the next one must have, for them to keep their places."""


def describe_reusable_site(inputs: BuildInputs, site: InspectedSite) -> bytes | None:
    """Return what the next build is to know of a site, but for its place, as it is kept; None for nothing.

    `site` has the hashes of all its files.
    """
    content = site.rendered.content
    known, digests = content.page_set.known, content.page_set.digests
    if not known.pages or digests is None:
        return None
    pages, numbers = _describe_pages(site, known)
    unfit: dict[str, Origin] = dict.fromkeys(known.pages, "unframed")
    unfit |= dict.fromkeys(content.page_set.undrawn, "undrawn")
    for reusable in pages:
        del unfit[reusable.page.uri]
    for read in known.outer:
        numbers[read]
    record = ReusableSite(
        inputs.environment,
        "",
        site.policy,
        digest_value(content.snapshot.withheld),
        known.outer,
        tuple(numbers),
        digests.list_digests(numbers),
        pages,
        unfit,
        targets=site.targets,
        search=_describe_search(site),
        looks=tuple(site.facts.looks),
        clean=site.clean,
    )
    return describe_site(record)


def _describe_search(site: InspectedSite) -> ReusableSearch | None:
    """Return what is to be known of a site's search index; None where the host's own plugin keeps it."""
    search, there, hashes = site.rendered.search, site.files, site.hashes
    if search is None:
        return None
    files = search.files or tuple(path for path in there if path in site.linked and path.startswith(FOLDER))
    if not all(path in there and path in hashes for path in files):
        return None
    return ReusableSearch(search.digest, tuple(LinkedFile(there[path], hashes[path]) for path in files))


class _Numbering(dict[Input, int]):
    """The place of each input in the list of all; one that is asked for first gets the next."""

    def __missing__(self, key: Input) -> int:
        number = self[key] = len(self)
        return number


def _describe_pages(site: InspectedSite, known: KnownPages) -> tuple[tuple[ReusablePage, ...], _Numbering]:
    """Return the pages that may be taken over, and the place of each input in the list of all.

    Pages of the last site are told as they were, and its inputs keep their places for that; unless many of these are
    no page's any more.
    """
    reused, numbers, last = site.rendered.content.page_set.reused, _Numbering(), site.last
    taken = {page.page.uri: page for page in last.pages if page.page.uri in reused}
    used = set(collect_numbers(taken.values()))
    if len(used) > _USED * len(last.inputs):
        numbers.update(zip(last.inputs, range(len(last.inputs)), strict=True))
    else:
        taken = {}
    return tuple(_list_reusable_pages(site, known, numbers, taken)), numbers


def _list_reusable_pages(
    site: InspectedSite, known: KnownPages, numbers: _Numbering, taken: Mapping[str, ReusablePage]
) -> Iterator[ReusablePage]:
    """Yield the pages that may be taken over.

    Args:
        site: The site in which they lie.
        known: What is known of its pages.
        numbers: The places of inputs in the list of all; is filled.
        taken: Pages of the last site that are in this one, by URI, with numbers that are right here.
    """
    rendered, seen, there, hashes = site.rendered, site.facts.pages, site.files, site.hashes
    for uri, page in known.pages.items():
        frame, path = rendered.frames.get(uri), rendered.page_files.get(uri, "")
        same = taken.get(uri)
        if same is not None and frame == same.frame and seen.get(path) is same.facts and _lies_there(same, there):
            yield _take_over_page(same, there)
            continue
        files = [there.get(name) for name in (path, *page.files)]
        if frame is None or path not in seen or None in files:
            continue
        html, *others = [LinkedFile(file, hashes[file.path]) for file in files if file is not None]
        inputs = pack_numbers(map(numbers.__getitem__, page.inputs))
        yield ReusablePage(page.page, page.subject, inputs, frame, html, seen[path], tuple(others))


def _lies_there(page: ReusablePage, there: Mapping[str, BuiltFile]) -> bool:
    """Whether the files of a page are among those that lie somewhere, and none was copied."""
    files = [(there.get(linked.file.path), linked.file) for linked in (page.html, *page.files)]
    return all(now is not None and now.is_still(file) for now, file in files)


def _take_over_page(page: ReusablePage, there: Mapping[str, BuiltFile]) -> ReusablePage:
    """Return a page with its files as they lie there now: when they were linked, they got another name."""
    files = (page.html, *page.files)
    if all(there[linked.file.path] == linked.file for linked in files):  # as nearly all: they were linked before
        return page
    html, *others = (replace(linked, file=there[linked.file.path]) for linked in files)
    return replace(page, html=html, files=tuple(others))
