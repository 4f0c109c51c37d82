"""What becomes of a link or a picture in a text, when it is known where it leads."""

from __future__ import annotations

from markdown_it.token import Token

from okrsite.pages.prose.links import LinkDestination
from okrsite.pages.prose.parser import extract_plain_text


def rewrite_link_opening(token: Token, landing: LinkDestination) -> None:
    """Turn a link's opening into what it becomes."""
    title = token.attrs.get("title")
    token.attrs = {"href": landing.url}
    if title:
        token.attrs["title"] = title
    if landing.outside:
        token.attrs["rel"] = "noopener noreferrer"


def rewrite_picture(token: Token, landing: LinkDestination, *, linked: bool) -> list[Token]:
    """Return a picture of this site as one; any other as a link to it, or as words inside another link."""
    words = token.content or extract_plain_text(token.children or ()) or "picture"
    if landing.image:
        token.attrs = {"src": landing.url, "alt": token.attrs.get("alt", ""), "loading": "lazy"}
        return [token]
    text = Token("text", "", 0, content=words)
    if not landing.url or linked:
        return [text]
    opening = Token("link_open", "a", 1, attrs={"href": landing.url})
    if landing.outside:
        opening.attrs["rel"] = "noopener noreferrer"
    return [opening, text, Token("link_close", "a", -1)]
