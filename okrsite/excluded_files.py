"""Which files of the content MkDocs is told to leave out (`exclude_docs`, `draft_docs`): they are no pages here."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from okrsite.model.organisation import Organisation
from okrsite.settings import Site

_DEFAULT = (".*", "/templates/")
"""What MkDocs leaves out without being told; later lines may take that back."""


def leave_out_excluded_files(organisation: Organisation, site: Site) -> Organisation:
    """Return what was read without ordinary pages and attachments that the configuration leaves out.

    Files of OKRs, of units and memos are no pages of MkDocs, and stay.
    """
    paths = {document.inside for document in organisation.documents} | organisation.attachments
    excluded = _find_excluded(paths, site)
    if not excluded:
        return organisation
    return replace(
        organisation,
        documents=tuple(document for document in organisation.documents if document.inside not in excluded),
        attachments=organisation.attachments - excluded,
    )


def _find_excluded(paths: Iterable[str], site: Site) -> frozenset[str]:
    if not (site.exclude_docs or site.draft_docs) and not any(path.startswith("templates/") for path in paths):
        return frozenset()
    from pathspec.gitignore import GitIgnoreSpec  # few sites need it

    specs = [
        GitIgnoreSpec.from_lines([*_DEFAULT, *site.exclude_docs.splitlines()]),
        GitIgnoreSpec.from_lines(site.draft_docs.splitlines()),
    ]
    return frozenset(path for path in paths if any(spec.match_file(path) for spec in specs))
