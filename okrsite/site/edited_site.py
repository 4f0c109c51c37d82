"""The site of content that somebody edits: what is asked for is made, of the content as it is now."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from okrsite.edited_content import EditedContent
from okrsite.feeds.export import build_data_files, find_cycle_data, list_cycle_data, list_table_uris
from okrsite.feeds.json_encoding import encode_record
from okrsite.feeds.site_files import SiteFileMaker
from okrsite.maps import LayoutCache
from okrsite.pages.build_note import BUILD_URI, create_build_note
from okrsite.pages.input_tracking import KeptValues
from okrsite.pages.on_demand import PagesOnDemand
from okrsite.pages.prose.text_problems import collect_text_problems
from okrsite.problems import Problem, apply_severity_rules, sort_problems
from okrsite.reports.page_texts import describe_week
from okrsite.request import Source
from okrsite.snapshot import Snapshot
from okrsite.sources.file_states import GONE, FileState

_DATA = "data/"


class EditedSite:
    """Pages, and the files beside them, as of the last look at the content."""

    def __init__(self, source: Source) -> None:
        """Take what is to be read, and read it.

        Raises:
            ConfigurationError: there is no content folder.
        """
        self.source = source
        self._content = EditedContent(source)
        self._layouts = LayoutCache(source.cache, is_saved=False)
        self._values: KeptValues = {}
        self.pages = self._plan_pages()

    @property
    def snapshot(self) -> Snapshot:
        """What the pages are made of."""
        return self.pages.snapshot

    def update(self) -> bool:
        """Read the content again if it has changed; return whether it was.

        Raises:
            ConfigurationError: there is no content folder.
        """
        if not self._content.has_changed():
            return False
        self.pages = self._plan_pages()
        return True

    def list_attachments(self) -> dict[str, FileState]:
        """Return the states of the files that are published as they are, by path inside the content folder.

        For the public these are those to which a text leads that is published itself.
        """
        attachments = self.snapshot.organisation.attachments
        if self.snapshot.is_public:
            attachments &= collect_text_problems(self.snapshot).attachments
        return {path: self.get_state(path) for path in sorted(attachments)}

    def get_state(self, path: str) -> FileState:
        """Return the state of a file of the content, by path inside its folder."""
        return self._content.states.get(path, GONE)

    def find_file(self, path: str) -> str | bytes | None:
        """Return a file that is no page, by its path inside the site; None where okrsite makes none."""
        if path == BUILD_URI:
            return encode_record(create_build_note(self.snapshot))
        if path.startswith(_DATA):
            return self._find_data_file(path)
        for uri in _list_neighbours(path):
            if uri in self.pages:
                for file in self.pages.make_page(uri).files:
                    if file.uri == path:
                        return file.content
        return None

    def _find_data_file(self, path: str) -> str | bytes | None:
        if (named := find_cycle_data(path)) is not None:
            files = {file.uri: file.content for file in self.pages.files.list_cycle_files(*named)}
            return files.get(path)
        if path in list_table_uris(self.snapshot):
            from okrsite.feeds.site_tables import make_site_tables

            return make_site_tables(self.snapshot, self.source.cache).files.get(path)
        apart = frozenset(list_cycle_data(self.snapshot.organisation))
        return next((content for uri, content in build_data_files(self.snapshot, apart) if uri == path), None)

    def _plan_pages(self) -> PagesOnDemand:
        return PagesOnDemand(
            self._content.take_snapshot(),
            self._layouts,
            SiteFileMaker,
            self._values,
            describe_week,
        )


def list_problems_of_pages(pages: PagesOnDemand) -> tuple[Problem, ...]:
    """Return what is wrong with the content, and what only shows on its pages, without making them."""
    snapshot = pages.snapshot
    shown = [*collect_text_problems(snapshot).problems, *pages.conflicts]
    return sort_problems([*snapshot.problems, *apply_severity_rules(shown, snapshot.site.settings.rules)])


def _list_neighbours(path: str) -> Iterator[str]:
    """Yield the pages beside which a file may lie: that of its folder, and the one of its own name."""
    folder, stem = posixpath.dirname(path), posixpath.splitext(path)[0]
    yield posixpath.join(folder, "index.md")
    yield f"{stem}.md"
    yield f"{path.removesuffix('.html.md')}.md"
    if folder:
        yield f"{folder}.md"
