"""Draws the maps of all pages: laid out in one go, each different picture once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from markupsafe import Markup

from okrsite.maps import Diagram, Layout, LayoutFailure, LayoutShelf, Node, draw, layouts
from okrsite.pages.addresses import relative


class MapDrawer:
    """Knows where everything stands on every map; draws one when its page is written, for drawings are large."""

    def __init__(self, diagrams: Iterable[Diagram], *, jobs: int | None = None, cache: Path | None = None) -> None:
        """Lay out all diagrams.

        `jobs` is the number of worker processes, None to decide by the work; `cache` is a folder for what was laid out
        before: with and without it the drawings are the same.
        """
        self._keys: dict[int, str] = {}
        self._diagrams: list[Diagram] = []
        different: dict[str, Diagram] = {}
        for diagram in diagrams:
            # The same value on several pages needs no second fingerprint. It is kept: its id must stay its own.
            if id(diagram) not in self._keys:
                self._diagrams.append(diagram)
                key = self._keys[id(diagram)] = diagram.fingerprint()
                different.setdefault(key, diagram)
        shelf = LayoutShelf(cache)
        self._layouts: dict[str, Layout | LayoutFailure] = {}
        for key, diagram in different.items():
            known = shelf.get(key, diagram)
            if known is not None:
                self._layouts[key] = known
        new = {key: diagram for key, diagram in different.items() if key not in self._layouts}
        for key, found in zip(new, layouts(list(new.values()), jobs=jobs), strict=True):
            self._layouts[key] = found
            if isinstance(found, Layout):
                shelf.put(key, found)
        shelf.save()

    def draw(self, uri: str, diagram: Diagram, *, mini: bool = False) -> Markup | LayoutFailure:
        """Return the drawing of one of the diagrams for a page, with links relative to it, or why there is none.

        `mini` lets it shrink to the width of its column instead of being scrolled.
        """
        layout = self.layout(diagram)
        return layout if not isinstance(layout, Layout) else draw(layout, href_for=_href_from(uri), mini=mini)

    def failure(self, diagram: Diagram) -> LayoutFailure | None:
        """Return why there is no drawing of one of the diagrams, None where there is one."""
        layout = self.layout(diagram)
        return None if isinstance(layout, Layout) else layout

    def layout(self, diagram: Diagram) -> Layout | LayoutFailure:
        """Return where everything stands on one of the diagrams, or why that is not known."""
        return self._layouts[self._keys.get(id(diagram)) or diagram.fingerprint()]


def draw_all(
    wanted: Sequence[tuple[str, Diagram]], *, mini: Collection[str] = (), jobs: int | None = None
) -> list[Markup | LayoutFailure]:
    """Return the drawing of each (page URI, diagram), or why there is none, in their order.

    `mini` names the pages whose map shrinks to the width of its column.
    """
    drawer = MapDrawer((diagram for _, diagram in wanted), jobs=jobs)
    return [drawer.draw(uri, diagram, mini=uri in mini) for uri, diagram in wanted]


def _href_from(uri: str) -> Callable[[Node], str]:
    return lambda node: relative(uri, node.href)
