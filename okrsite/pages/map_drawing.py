"""Draws the maps of all pages: laid out in one go, each different picture once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from markupsafe import Markup

from okrsite.maps import Diagram, Layout, LayoutFailure, Node, draw, layouts
from okrsite.pages.addresses import relative


class MapDrawer:
    """Knows where everything stands on every map; draws one when its page is written, for drawings are large."""

    def __init__(self, diagrams: Iterable[Diagram], *, jobs: int | None = None) -> None:
        """Lay out all diagrams; `jobs` is the number of worker processes, None to decide by the work."""
        self._keys: dict[int, str] = {}
        self._diagrams: list[Diagram] = []
        different: dict[str, Diagram] = {}
        for diagram in diagrams:
            # The same value on several pages needs no second fingerprint. It is kept: its id must stay its own.
            if id(diagram) not in self._keys:
                self._diagrams.append(diagram)
                key = self._keys[id(diagram)] = diagram.fingerprint()
                different.setdefault(key, diagram)
        self._layouts = dict(zip(different, layouts(list(different.values()), jobs=jobs), strict=True))

    def draw(self, uri: str, diagram: Diagram, *, mini: bool = False) -> Markup | LayoutFailure:
        """Return the drawing of one of the diagrams for a page, with links relative to it, or why there is none.

        `mini` lets it shrink to the width of its column instead of being scrolled.
        """
        layout = self._layout(diagram)
        return layout if not isinstance(layout, Layout) else draw(layout, href_for=_href_from(uri), mini=mini)

    def failure(self, diagram: Diagram) -> LayoutFailure | None:
        """Return why there is no drawing of one of the diagrams, None where there is one."""
        layout = self._layout(diagram)
        return None if isinstance(layout, Layout) else layout

    def _layout(self, diagram: Diagram) -> Layout | LayoutFailure:
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
