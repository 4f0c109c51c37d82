"""The pieces of an ordinary page as safe HTML, each link and picture with its address."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.pages.markdown.document import SitePage
from okrsite.pages.markdown.sanitiser import Comment, End, Start, Text, clean_id, has_end
from okrsite.pages.prose.links import LinkDestination

_ALIGNED = {"right": "okr-end", "center": "okr-center"}
_HOLDERS = frozenset({"div", "details", "blockquote"})
"""Elements in which a piece of the model may stand."""
_SCHEMES = ("#only-light", "#only-dark", "#gh-light-mode-only", "#gh-dark-mode-only")
"""What a picture's address may end in to be shown under one palette only."""
_EMOJI = frozenset({"twemoji", "emojione", "gemoji"})
_DIAGRAM = "mermaid"
"""The class of what Material has Mermaid draw."""
_FLAGS = frozenset({"checked", "disabled", "open"})


class PagePrinter:
    """Prints one page."""

    def __init__(
        self,
        page: SitePage,
        resolve: Callable[[str], LinkDestination],
        embed: Callable[[str], Markup],
        *,
        draws_diagrams: bool = False,
    ) -> None:
        """Take what tells where an address leads, and what makes a piece of the model of a comment.

        Without a script that draws diagrams they are code like any other: the theme would fetch one from elsewhere.
        """
        self._page = page
        self._draws_diagrams = draws_diagrams
        self._resolve = resolve
        self._embed = embed
        self._open: list[str] = []
        """What ends the elements that are open; empty texts where nothing was printed for one."""
        self._elements: list[str] = []
        """Their names."""

    def print_page(self) -> Markup:
        """Return the page."""
        return Markup("".join(self._print_piece(piece) for piece in self._page.pieces).strip())

    def _print_piece(self, piece: Start | End | Text | Comment) -> str:
        if isinstance(piece, Text):
            return escape(piece.words)
        if isinstance(piece, Comment):
            asks = piece.text.lstrip().startswith("okr:") and _HOLDERS.issuperset(self._elements)
            return str(self._embed(piece.text)) if asks else ""
        if isinstance(piece, End):
            self._elements.pop()
            return self._open.pop()
        if piece.tag == "img":
            return self._print_picture(piece)
        tag, attributes = piece.tag, dict(piece.attributes)
        if tag == "a":
            tag, attributes = self._place_link(attributes)
        elif tag in ("td", "th") and (aligned := attributes.pop("align", "")) in _ALIGNED:
            attributes["class"] = " ".join(filter(None, (attributes.get("class", ""), _ALIGNED[aligned])))
        before = after = ""
        if _DIAGRAM in piece.classes:
            if piece.tag == "pre" and self._draws_diagrams:
                # What styles itself in there is kept in there.
                before, after = '<div class="okr-diagram">', "</div>"
            else:
                attributes["class"] = " ".join(name for name in piece.classes if name != _DIAGRAM)
        if has_end(piece.tag):
            self._elements.append(piece.tag)
            self._open.append(f"</{tag}>{after}" if tag else "")
        return f"{before}{_print_tag(tag, attributes)}" if tag else ""

    def _place_link(self, attributes: dict[str, str]) -> tuple[str, dict[str, str]]:
        """Return what a link becomes: one that leads somewhere, or the place that it marks, or nothing around it."""
        typed = attributes.pop("href", "")
        url, outside = "", False
        if typed.startswith("#") and (anchor := clean_id(unquote(typed[1:]))) in self._page.ids:
            url = f"#{anchor}"
        elif typed:
            landing = self._resolve(typed)
            url, outside = landing.url, landing.outside
        if not url:
            return ("span" if attributes else "", attributes)
        return "a", {"href": url, **attributes, **({"rel": "noopener noreferrer"} if outside else {})}

    def _print_picture(self, picture: Start) -> str:
        attributes = dict(picture.attributes)
        typed, words = attributes.pop("src", ""), attributes.get("alt", "")
        if _EMOJI.intersection(picture.classes):
            return escape(words)  # the sign itself: its picture lies on another host
        landing = self._resolve(typed) if typed else LinkDestination()
        if landing.image:
            shown = next((ending for ending in _SCHEMES if typed.endswith(ending)), "")
            return _print_tag("img", {"src": landing.url + shown, "alt": words, **attributes, "loading": "lazy"})
        words = words or "picture"
        if not landing.url or "a" in self._elements:
            return escape(words)
        link = {"href": landing.url, **({"rel": "noopener noreferrer"} if landing.outside else {})}
        return f"{_print_tag('a', link)}{escape(words)}</a>"


def _print_tag(tag: str, attributes: dict[str, str]) -> str:
    printed = "".join(
        f" {name}" if name in _FLAGS else f' {name}="{escape(value)}"'
        for name, value in attributes.items()
        if value or name != "class"
    )
    return f"<{tag}{printed}>"
