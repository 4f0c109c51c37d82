"""What an ordinary page's own HTML asks for and doesn't get: elements that load or run something, and styles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrsite.late_patterns import compile_late

_ELEMENTS = ("iframe", "video", "audio", "embed", "object", "script", "style", "form")
_OPENING = compile_late(rf"<({'|'.join(_ELEMENTS)})(?=[\s/>])[^<>]*", re.IGNORECASE)
_COMMENT = compile_late(r"<!--(?:[^-]|-(?!->))*+(?:-->)?")
_STYLED = compile_late(
    r"<[a-z][a-z0-9]*\s(?:[^<>]*\s)?style\s*=[^<>]*>|\{:?(?:[^{}\n]*\s)?style\s*=[^{}\n]*\}", re.IGNORECASE
)
_ADDRESS = compile_late(r"\bsrc\s*=\s*[\"']?((?:https?:)?//[^\s\"'<>]{1,150})", re.IGNORECASE)
_STYLE = " style="
_LINK = "Link to what it shows, or put it beside the page and link to that."
_CLASS = (
    'Give it a class (`{ .name }` or `class="name"`), and say how it looks in a style sheet that `extra_css` names.'
)

LeftOut = tuple[str, str, str]
"""What is typed, why nothing becomes of it, and what to do."""


def find_left_out(text: str, html: str) -> Iterator[LeftOut]:
    """Yield what the sanitiser takes out of a page, each kind once.

    Args:
        text: The page's Markdown, without its code.
        html: What became of all of it: only here it is known what is no code.
    """
    text, html = _COMMENT.sub("", text), _COMMENT.sub("", html)
    made = {match[1].lower() for match in _OPENING.finditer(html)}
    told: set[str] = set()
    for match in _OPENING.finditer(text):
        name = match[1].lower()
        if name not in made or name in told:
            continue
        told.add(name)
        address = _ADDRESS.search(match[0])
        hint = f"Link to it: `[words]({address[1]})`." if address else _CLASS if name == "style" else _LINK
        yield (
            match[0].strip(),
            f"An ordinary page holds no <{name}>, so it is left out: nothing there loads or runs.",
            hint,
        )
    if _STYLE in html and (found := _STYLED.search(text)):
        yield found[0], "No ordinary page styles itself, so its words stand here without this style.", _CLASS
