"""Pages as trees of elements, for tests that ask what stands where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "rect",
        "path",
        "circle",
        "line",
        "use",
        "polyline",
    ]
)


@dataclass(eq=False)
class Element:
    """An element with its attributes, and what stands in it: others and text. Once a page is read, nothing of it changes."""

    tag: str
    attributes: dict[str, str]
    above: Element | None
    inside: list[Element | str] = field(default_factory=list)

    @cached_property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def elements(self) -> list[Element]:
        """The elements that stand right in it."""
        return [each for each in self.inside if isinstance(each, Element)]

    @cached_property
    def text(self) -> str:
        """All words in it."""
        return " ".join("".join(self._list_texts()).split())

    def _list_texts(self) -> Iterator[str]:
        for each in self.inside:
            yield from [each] if isinstance(each, str) else each._list_texts()

    def walk(self) -> Iterator[Element]:
        """Return it and all below it, in order."""
        return iter(self._all)

    @cached_property
    def _all(self) -> list[Element]:
        found = [self]
        for each in self.elements:
            found += each._all
        return found

    @cached_property
    def links(self) -> list[Element]:
        """The links in it, or it itself if it is one."""
        return [each for each in self._all if each.tag == "a" and "href" in each.attributes]

    def list_above(self) -> Iterator[Element]:
        """Yield what it stands in, from the inside to the outside."""
        above = self.above
        while above is not None:
            yield above
            above = above.above

    def find(self, name: str) -> Iterator[Element]:
        """Yield those below it that have a class."""
        return (each for each in self.walk() if name in each.classes)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, None)
        self._open = self.root

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.inside.append(element)
        if tag not in _VOID:
            self._open = element

    def handle_startendtag(self, tag, attrs):
        self._open.inside.append(Element(tag, {name: value or "" for name, value in attrs}, self._open))

    def handle_endtag(self, tag):
        for element in (self._open, *self._open.list_above()):
            if element.tag == tag and element.above is not None:
                self._open = element.above
                return

    def handle_data(self, data):
        self._open.inside.append(data)


def parse_html(text: str) -> Element:
    """Return the root of a page, or of a piece of one."""
    builder = _Builder()
    builder.feed(text)
    return builder.root
