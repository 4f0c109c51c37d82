"""Ordinary pages that another plugin or a hook of the host leaves out, and that okrsite would publish all the same."""

from __future__ import annotations

import posixpath
from typing import Protocol

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

from okrsite.feeds.terminal_text import escape_control_characters
from okrsite.site.content import SiteContent
from okrsite.site.mkdocs.aborts import ConfigAbort


class HoldsContent(Protocol):
    """What has the content of the site: okrsite's plugin."""

    content: SiteContent


# Behind all that other plugins do to the list of files, and before okrsite's own pages come into it.
@event_priority(-49)
def refuse_left_out_pages(plugin: HoldsContent, files: Files, *, config: MkDocsConfig) -> Files:
    """Stop where a page was taken out of the host's files: whoever did so didn't want it published.

    Raises:
        ConfigAbort: there is such a page.
    """
    documents = plugin.content.snapshot.organisation.documents
    paths = {document.inside for document in documents}
    for document in documents:
        folder, name = posixpath.split(document.inside)
        if name == "README.md" and posixpath.join(folder, "index.md") in paths:
            continue  # the host itself takes the one of both
        file = files.src_uris.get(document.inside)
        if file is None or file.inclusion.is_excluded():
            raise ConfigAbort(
                escape_control_characters(
                    f"{document.place.path} was left out by a plugin or a hook, and okrsite would publish it. Name it "
                    "under `exclude_docs` of mkdocs.yml, which all of them go by."
                )
            )
    return files
