"""The anchors of ordinary pages and of the guide's, to which links in texts may lead."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.token import Token

from okrsite.pages.guide.anchors import list_table_anchors, read_guide_text
from okrsite.pages.input_tracking import InputTracker
from okrsite.pages.prose.link_targets import GUIDE_PAGES
from okrsite.pages.prose.outline import normalise_headings
from okrsite.pages.tracked_cache import TrackedCache
from okrsite.prose import NO_PROSE, Prose


class DocumentAnchors:
    """Finds the anchors of a page when a link first asks for them."""

    def __init__(
        self,
        tracker: InputTracker,
        parse: Callable[[Prose], list[Token]],
        list_ids: Callable[[Prose], frozenset[str] | None],
    ) -> None:
        """Take the snapshot that is tracked, what makes tokens of a page's text, and what knows all ids of one.

        `list_ids` returns None where nothing but headings has ids.
        """
        self._parse = parse
        self._list_ids = list_ids
        self._get_documents = tracker.declare_mapping(
            "documents", lambda: {document.inside: document for document in tracker.snapshot.organisation.documents}
        )
        self._anchors: TrackedCache[str, frozenset[str]] = TrackedCache(tracker.recorder)

    def list_anchors(self, inside: str) -> frozenset[str]:
        """Return the anchors of a document or of a page of the guide, given its path inside content."""
        return self._anchors.get(inside, lambda: self._collect_anchors(inside))

    def _collect_anchors(self, inside: str) -> frozenset[str]:
        document = self._get_documents().get(inside)
        name = inside.removeprefix("guide/").removesuffix(".md")
        guide = document is None and name in GUIDE_PAGES
        if document is not None and (ids := self._list_ids(document.body)) is not None:
            return ids
        tokens = self._parse(document.body if document else Prose(read_guide_text(name)) if guide else NO_PROSE)
        if [token.tag for token in tokens[:1]] == ["h1"]:
            tokens = tokens[3:]
        headings = frozenset(heading for heading, _, _ in normalise_headings(tokens, 2, ids=True))
        return headings | (list_table_anchors(name) if guide else frozenset())
