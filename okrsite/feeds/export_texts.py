"""What authors wrote, as the export tells it: their words, and where their links lead.

Both are settled as on pages, by the same code, so that the export tells of nothing that no page tells.
"""

from __future__ import annotations

from okrsite.pages import addresses
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.problems import Place
from okrsite.prose import Prose
from okrsite.snapshot import Snapshot
from okrsite.sources.markdown.words import holds_untold_parts


class TextWriter:
    """Writes the texts and links of one snapshot."""

    def __init__(self, snapshot: Snapshot, prose: ProseRenderer | None = None) -> None:
        """Take the snapshot, and what renders its texts elsewhere."""
        self._prose = prose or ProseRenderer(snapshot)
        self._prefix = snapshot.site.content_prefix
        self._public = snapshot.is_public

    def write_prose(self, prose: Prose) -> str:
        """Return an author's Markdown as typed, or its words alone where more than words may be told.

        A comment, or an address within the repository, may speak of a draft, which nobody is told of; whether there is
        one must not show. For the public any address may speak of what is internal.
        """
        return self.write_line(prose.markdown)

    def write_line(self, text: str) -> str:
        """Return the first line of a commit under the same rule."""
        return self._prose.extract_plain_text(text) if self._public or holds_untold_parts(text) else text

    def write_address(self, link: str, place: Place) -> str | None:
        """Return where a field that holds a link leads: on the web, or from the site's root; None for nowhere."""
        source = place.path.removeprefix(self._prefix)
        return self._prose.resolve_address(link, source=source, page_uri=addresses.HOME) or None
