"""Draws the maps of all pages: laid out in one go, each different picture once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from markupsafe import Markup

from okrsite.languages.words import translate
from okrsite.maps import Diagram, DiagramNode, Layout, LayoutCache, LayoutFailure, draw_layout, lay_out_diagrams
from okrsite.pages.addresses import relate_to_page
from okrsite.pages.page import make_url

_PHONE = 358.0
"""Pixels that a phone has for a picture. What is no wider needs no second one."""
_WORTH_A_TWIN = _PHONE / 2
"""Pixels by which the second one has to be narrower: half a screen less to be scrolled is worth its bytes."""
_ONE_SCREEN = 800.0
"""Pixels that a large screen has for a picture's height."""
_COLUMN = 940.0
"""Pixels that it has for a picture's width, in the column of a page."""
_TWINS = Markup('<div class="okr-maps">{}\n{}</div>')
_FOLDED_TWIN = Markup('<details class="okr-maps__fold"><summary>{}</summary>{}</details>')


class MapDrawer:
    """Knows where everything stands on every map; draws one when its page is written, for drawings are large."""

    def __init__(
        self,
        diagrams: Iterable[Diagram],
        *,
        jobs: int | None = None,
        cache: Path | LayoutCache | None = None,
        most_kept: int = 0,
    ) -> None:
        """Lay out all diagrams.

        `jobs` is the number of worker processes, None to decide by the work; `cache` is what was laid out before, or
        a folder for it: with and without it the drawings are the same. What is too wide for a phone is laid out from
        left to right as well. `most_kept` is how many layouts the folder may hold for those to stay that are of other
        diagrams.
        """
        self._different: dict[int, Diagram] = {}
        """The first of equal diagrams, by the id of each."""
        self._diagrams: list[Diagram] = []
        self._jobs = jobs
        different: dict[Diagram, Diagram] = {}
        for diagram in diagrams:
            # The same value on several pages needs no second look. It is kept: its id must stay its own.
            if id(diagram) not in self._different:
                self._diagrams.append(diagram)
                self._different[id(diagram)] = different.setdefault(diagram, diagram)
        layout_cache = cache if isinstance(cache, LayoutCache) else LayoutCache(cache, most_kept=most_kept)
        self._layouts = self._lay_out(different, layout_cache)
        turned = {diagram: diagram.to_horizontal() for diagram, layout in self._layouts.items() if _is_wide(layout)}
        narrow_layouts = self._lay_out(turned.values(), layout_cache)
        self._narrow = {diagram: narrow_layouts[horizontal] for diagram, horizontal in turned.items()}
        layout_cache.save()

    def _lay_out(self, wanted: Iterable[Diagram], layout_cache: LayoutCache) -> dict[Diagram, Layout | LayoutFailure]:
        keys = {diagram: diagram.compute_layout_key() for diagram in wanted}
        known = {diagram: layout_cache.get(key, diagram) for diagram, key in keys.items()}
        new = [diagram for diagram in keys if known[diagram] is None]
        layouts = dict(zip(new, lay_out_diagrams(new, jobs=self._jobs), strict=True))
        for diagram, layout in layouts.items():
            if isinstance(layout, Layout):
                layout_cache.store(keys[diagram], layout)
        return {diagram: known[diagram] or layouts[diagram] for diagram in keys}

    def draw_map(
        self, uri: str, diagram: Diagram, *, mini: bool = False, once: bool = False, prefix: str | None = None
    ) -> Markup | LayoutFailure:
        """Return the drawing of one of the diagrams for a page, with links relative to it, or why there is none.

        `prefix` begins the ids inside it, where the same diagram stands on a page more than once.

        `mini` lets it shrink to the width of its column instead of being scrolled. Where a phone can't show the picture
        whole and the same from left to right is much narrower, both are returned; the style sheet shows one of them.
        The second one of `mini` is folded: it is higher than a phone, and stands among other things.
        With `once`, one from left to right is for all screens if a large one shows all of that, or not even the whole
        width of the other: up and down is scrolled more easily.
        """
        layout = self.get_layout(diagram)
        if not isinstance(layout, Layout):
            return layout
        href_for = _make_href_function(uri)
        narrow = self._narrow.get(self._find_first(diagram))
        if not isinstance(narrow, Layout) or layout.width - narrow.width < _WORTH_A_TWIN:
            return draw_layout(layout, href_for=href_for, prefix=prefix, mini=mini)
        if once and (narrow.height <= _ONE_SCREEN or layout.width > _COLUMN):
            return draw_layout(narrow, href_for=href_for, prefix=prefix)
        wide = draw_layout(layout, href_for=href_for, prefix=prefix, mini=mini, screens="wide")
        second = draw_layout(narrow, href_for=href_for, prefix=prefix, screens="narrow", twin=layout)
        return _TWINS.format(wide, _FOLDED_TWIN.format(translate("Show the map"), second) if mini else second)

    def find_failure(self, diagram: Diagram) -> LayoutFailure | None:
        """Return why there is no drawing of one of the diagrams, None where there is one."""
        layout = self.get_layout(diagram)
        return None if isinstance(layout, Layout) else layout

    def has_layout(self, diagram: Diagram) -> bool:
        """Whether this very diagram is one of those that were laid out."""
        return id(diagram) in self._different

    def get_layout(self, diagram: Diagram) -> Layout | LayoutFailure:
        """Return where everything stands on one of the diagrams, or why that is not known."""
        return self._layouts[self._find_first(diagram)]

    def _find_first(self, diagram: Diagram) -> Diagram:
        return self._different.get(id(diagram), diagram)


def draw_maps(
    wanted: Sequence[tuple[str, Diagram]],
    *,
    mini: Collection[str] = (),
    once: Collection[str] = (),
    jobs: int | None = None,
) -> list[Markup | LayoutFailure]:
    """Return the drawing of each (page URI, diagram), or why there is none, in their order.

    `mini` names the pages whose map shrinks to the width of its column, `once` those where it is one for all screens.
    """
    drawer = MapDrawer((diagram for _, diagram in wanted), jobs=jobs)
    return [drawer.draw_map(uri, diagram, mini=uri in mini, once=uri in once) for uri, diagram in wanted]


def _is_wide(layout: Layout | LayoutFailure) -> bool:
    return isinstance(layout, Layout) and layout.width > _PHONE


def _make_href_function(uri: str) -> Callable[[DiagramNode], str]:
    here = make_url(uri)
    return lambda node: node.href if node.outside else relate_to_page(here, node.href)
