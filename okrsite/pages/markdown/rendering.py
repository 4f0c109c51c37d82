"""Renders ordinary pages by Python-Markdown; made once per build, for sites whose configuration names extensions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from okrsite.asset_names import draws_diagrams, sets_formulas
from okrsite.late_patterns import compile_late
from okrsite.markdown_extensions import ChosenExtensions, choose_extensions
from okrsite.pages.markdown.code import remove_code
from okrsite.pages.markdown.costs import find_cost
from okrsite.pages.markdown.document import SitePage, arrange_page
from okrsite.pages.markdown.left_out import find_left_out
from okrsite.pages.markdown.printing import PagePrinter
from okrsite.pages.markdown.sanitiser import Start, sanitise_page
from okrsite.pages.prose.links import LinkDestination
from okrsite.pages.prose.outline import RenderedDocument
from okrsite.settings import Site

if TYPE_CHECKING:
    from markdown import Markdown

_KEPT = 64
"""Pages that are kept: one is asked for once for its anchors and once for itself."""
_SNIPPET = compile_late(r"^[ \t]*(?:;*)-{2,}8<-{2,}[^\n]*", re.MULTILINE)
_MACRO = compile_late(r"\{\{[^{}\n]*\}\}|\{%[^\n]*?%\}")

Unused = tuple[str, str, str]
"""What stands in a page, why nothing becomes of it, and what to do."""


class OrdinaryPages:
    """Makes pages of Markdown, as the configuration of the site says."""

    def __init__(self, site: Site) -> None:
        """Take the site."""
        self.chosen: ChosenExtensions = choose_extensions(site.markdown, site.base)
        self._site = site
        self._draws_diagrams = draws_diagrams(site.named_files)
        self._markdown: Markdown | None = None
        self._read_known_page = lru_cache(maxsize=_KEPT)(self._read_page)

    def render(
        self, text: str, resolve: Callable[[str], LinkDestination], embed: Callable[[str], Markup]
    ) -> RenderedDocument | None:
        """Return a page; None where Python-Markdown fails on it.

        Args:
            text: Its Markdown.
            resolve: Tells where an address leads.
            embed: Makes a piece of the model of a comment.
        """
        page = self._read_known_page(text)
        if page is None:
            return None
        body = PagePrinter(page, resolve, embed, draws_diagrams=self._draws_diagrams).print_page()
        intro, sections = page.split_sections()
        return RenderedDocument(page.title, body, page.outline, intro, sections)

    def list_ids(self, text: str) -> frozenset[str] | None:
        """Return the ids of all elements of a page; None where Python-Markdown fails on it."""
        page = self._read_known_page(text)
        return page.ids if page is not None else None

    def _read_page(self, text: str) -> SitePage | None:
        if find_cost(text):
            return None
        try:
            html = self._convert(text)
            page = arrange_page(sanitise_page(html))
            page.left_out = tuple(find_left_out(remove_code(text), html))
            return page
        except (RecursionError, ValueError, TypeError, LookupError, AttributeError, AssertionError):
            # Extensions are many, and what authors type is more: a page that one fails on is rendered without any.
            self._markdown = None
            return None

    def _convert(self, text: str) -> str:
        if self._markdown is None:
            # Not above: whoever has no extensions needs none of it.
            from markdown import Markdown

            self._markdown = Markdown(extensions=list(self.chosen.names), extension_configs=self._get_options())
        self._markdown.reset()
        return self._markdown.convert(text)

    def _get_options(self) -> dict[str, dict[str, object]]:
        return {name: dict(options) for name, options in self.chosen.options.items()}

    def list_unused(self, text: str) -> Iterator[Unused]:
        """Yield what a page says to extensions that are off, and what it needs that the site doesn't bring."""
        page = self._read_known_page(text)
        if page is None:
            cost = find_cost(text)
            why = f"would take too long for this page, which has {cost}" if cost else "fails on this page"
            yield "", f"Python-Markdown {why}, so it is shown without the extensions of the site.", _FAILED
            return
        yield from page.left_out
        bare = remove_code(text)
        if found := _SNIPPET.search(bare):
            yield found[0].strip(), "No file is put into an ordinary page: snippets stay off.", _WHOLE
        if "macros" in self._site.plugins and (found := _MACRO.search(bare)):
            yield found[0], "No macro is run on an ordinary page.", _WHOLE
        if _has_class(page, "mermaid") and not self._draws_diagrams:
            yield (
                "",
                "This page has diagrams, and the site brings no script that draws them, so they are shown as text.",
                _DRAWN,
            )
        if _has_class(page, "arithmatex") and not sets_formulas(self._site.named_files):
            yield (
                "",
                "This page has formulas, and the site brings no script that sets them, so they are shown as text.",
                _SET,
            )


_WHOLE = "Type the words themselves, or let MkDocs render ordinary pages (`ordinary_pages: mkdocs`): see the guide."
_FAILED = "Divide the page, or take out what nobody would read."
_DRAWN = "Put mermaid.min.js into the content folder, and name it under `extra_javascript`: see the guide on settings."
_SET = "Put the files of KaTeX into the content folder, and name them: see the guide on settings."


def _has_class(page: SitePage, name: str) -> bool:
    return any(isinstance(piece, Start) and name in piece.classes for piece in page.pieces)
