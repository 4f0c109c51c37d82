"""Which files of the content folder the host is not to publish as they are."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from pathlib import Path
from unicodedata import normalize

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from okrsite.feeds.terminal_text import escape_control_characters
from okrsite.site.content import SiteContent
from okrsite.site.mkdocs.ordinary_pages import list_host_documents
from okrsite.site_assets import find_site_assets
from okrsite.snapshot import Snapshot

log = logging.getLogger("mkdocs.plugins.okrsite")


def list_published_files(content: SiteContent, config: MkDocsConfig) -> frozenset[str]:
    """Return the files beside the pages that are published as they are, by path inside the content folder.

    What the configuration names is trusted. For the public, another file is published if a text leads to it that is
    published itself.
    """
    snapshot = content.snapshot
    attachments = snapshot.organisation.attachments
    if snapshot.is_public:
        attachments &= content.page_set.attachments
    assets = find_site_assets(Path(config.docs_dir), snapshot.site.named_files)
    return attachments | assets | list_host_documents(snapshot.site, snapshot.organisation)


def list_kept_back_files(files: Files, config: MkDocsConfig, snapshot: Snapshot) -> list[File]:
    """Return the Markdown files of which no ordinary page is published: drafts, what is internal, files of OKRs.

    Another plugin would make something of them, such as a list of all posts with their first words.
    """
    published = {document.inside for document in snapshot.organisation.documents}
    return [
        file
        for file in files
        if file.src_dir == config.docs_dir and file.is_documentation_page() and file.src_uri not in published
    ]


def list_unwanted_files(files: Files, config: MkDocsConfig, attachments: Collection[str]) -> list[File]:
    """Return the files of the content folder but for attachments, and those that have the place of one of the theme's.

    Names of Material's are refused when the content is read. What a site's own `custom_dir` holds is known here only:
    whoever may change it comes first.
    """
    unwanted = []
    for file in files:
        if file.src_dir != config.docs_dir:
            continue
        if file.src_uri not in attachments:
            unwanted.append(file)
        elif not file.is_documentation_page() and _is_of_theme(file.dest_uri, config):
            log.warning(
                "%s is not published: the theme has a file of that name.", escape_control_characters(file.src_uri)
            )
            unwanted.append(file)
    return unwanted


def has_theme_file(files: Iterable[File], config: MkDocsConfig) -> bool:
    """Whether the theme has a file in the place of one of these that is no page."""
    # Nearly all files of the content lie in folders that no theme has.
    folders = [folder for folder in map(Path, config.theme.dirs) if folder.is_dir()]
    tops = {_fold_name(path.name) for folder in folders for path in folder.iterdir()}
    return any(
        _fold_name(file.src_uri.partition("/")[0]) in tops
        and not file.is_documentation_page()
        and _is_of_theme(file.src_uri, config)
        for file in files
    )


def _is_of_theme(place: str, config: MkDocsConfig) -> bool:
    return any(Path(folder, place).is_file() for folder in config.theme.dirs)


def _fold_name(name: str) -> str:
    """Return what a name has in common with all that a system may take for the same."""
    return normalize("NFC", name).casefold()
