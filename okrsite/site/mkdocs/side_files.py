"""The files beside the pages that the host writes: data, the note of the build, maps to take away."""

from __future__ import annotations

import logging

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from okrsite.feeds.export import build_data_files
from okrsite.feeds.json_encoding import encode_record
from okrsite.pages.build_note import BUILD_URI, create_build_note
from okrsite.pages.site_pages import PageSet
from okrsite.site.content import SiteContent


def make_side_files(content: SiteContent, *, all_of_them: bool) -> dict[str, str | bytes]:
    """Return all files but the pages, by address; without those that wait on the disk, if others write these."""
    snapshot, page_set = content.snapshot, content.page_set
    return {
        **_make_tables(content),
        **dict(build_data_files(snapshot, page_set.list_files_beside_pages())),
        BUILD_URI: encode_record(create_build_note(snapshot)),
        **(page_set.read_files() if all_of_them else _list_unspooled_files(page_set)),
    }


def _make_tables(content: SiteContent) -> dict[str, bytes]:
    if not content.snapshot.site.settings.tables:
        return {}
    # Not above: few sites have them.
    from okrsite.feeds.site_tables import make_site_tables

    made = make_site_tables(content.snapshot, content.cache)
    if cuts := made.describe_cuts():
        logging.getLogger("mkdocs.plugins.okrsite").info(cuts)
    return made.files


def _list_unspooled_files(page_set: PageSet) -> dict[str, str]:
    spooled = page_set.spooled_files
    return {file.uri: file.content for file in page_set.files if file.uri not in spooled}


def create_side_file(config: MkDocsConfig, uri: str, content: str | bytes) -> File:
    """Return a file that is written as it is: one that ends in `.md` isn't to become a page."""
    if not uri.endswith(".md"):
        return File.generated(config, uri, content=content, inclusion=InclusionLevel.INCLUDED)
    file = File.generated(config, f"{uri}.txt", content=content, inclusion=InclusionLevel.INCLUDED)
    file.dest_uri = uri
    return file
