"""Pages as Markdown, for assistants and programs that read no HTML: word for word what the page says.

Made of the page's own body, so that nothing can be said here that isn't said there, in other words or with other
numbers. Charts, bars and marks are told in the words that screen readers are given; what leads around the site, forms
and pictures of maps are left out, as each map stands beside its picture as a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from okrsite.feeds.unfit_characters import replace_unfit_characters
from okrsite.late_patterns import compile_late

_SKIPPED = frozenset({"button", "form", "nav", "script", "style", "svg", "template"})
SKIPPED_CLASSES = frozenset({"okr-chart__keys", "okr-mapkey", "okr-source", "okr-where"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer"}
    | {"header", "hr", "li", "main", "ol", "p", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead"}
    | {"tr", "ul"}
)
_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_HEADING = compile_late(r"h[1-6]\Z")
_MARKUP = compile_late(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)")
_AT_START = compile_late(r"(?:[-+]|#{1,6}|\d{1,9}[.)])(?=\s|\Z)|[-=]+(?=\s*\Z)")
"""What begins a list or a heading, or makes one of the line above."""
_AT_END = compile_late(r"(?<!\\)#(?=\s*\Z)")
"""What ends a heading and isn't part of it."""
_BLANKS = compile_late(r"\s+")
_EMPHASIS = {"strong": "**", "em": "*"}
_FACTS = "okr-facts"

Attributes = Sequence[tuple[str, str | None]]


def write_markdown_page(body: str, address: str = "") -> str:
    """Return the body of a page as Markdown; links are as on the page.

    Args:
        body: Safe HTML as pages are made of.
        address: Where the page is on the web, which is said below its title; empty: isn't known.
    """
    writer = _MarkdownWriter()
    writer.feed(body)
    writer.close()
    blocks = writer.finish()
    if address:
        at = next((place + 1 for place, block in enumerate(blocks) if block.startswith("# ")), 0)
        blocks.insert(at, f"<{address}>")
    return replace_unfit_characters(_join_blocks(blocks))


def escape_words(text: str) -> str:
    """Return a text without a line end in which nothing is markup."""
    return _MARKUP.sub(_escape_last, text)


def make_line(mark: str, text: str) -> str:
    """Return a line of a document: a mark such as `## `, and behind it escaped words that are no mark of their own."""
    begun = _AT_START.sub(_escape_last, text, count=1) if _AT_START.match(text) else text
    return f"{mark}{_AT_END.sub(_escape_last, begun)}"


def _escape_last(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}\\{found[0][-1]}"


def _make_code_mark(text: str, shortest: int) -> str:
    """Return backticks that begin and end code, more than stand together in it."""
    return "`" * max([shortest, *(len(run) + 1 for run in re.findall("`+", text))])


def _has_looks(classes: frozenset[str]) -> bool:
    return any(name.startswith(("okr-", "is-")) for name in classes)


def _join_blocks(blocks: Sequence[str]) -> str:
    """Join blocks: lines of one list or table below each other, all else with an empty line between."""
    text = ""
    before = ""
    for block in blocks:
        kind = (
            "list" if block.lstrip().startswith("- ") or block.startswith("  ") else "table" if block[0] == "|" else ""
        )
        text += "" if not text else "\n" if kind and kind == before else "\n\n"
        text += block
        before = kind
    return f"{text}\n"


class _MarkdownWriter(HTMLParser):
    """Takes the body of a page apart and collects its blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[str] = []
        self._line: list[str] = []
        self._skipped = 0
        """How many open elements there are from the first that is skipped on."""
        self._open: list[tuple[str, frozenset[str]]] = []
        self._items: list[bool] = []
        """Of each list item that is open, whether its first line was written."""
        self._heading = ""
        self._links: list[tuple[str, int]] = []
        """Address and place in the line of each link that is open."""
        self._row: list[str] | None = None
        self._rows = 0
        self._pre: list[str] | None = None
        self._code: list[str] | None = None
        self._closed = False
        """Whether an element ended just now: the next one may stand right behind it only to the eye."""
        self._stands_apart = False
        """Whether one ended that to the eye stands apart from what is behind it."""

    def finish(self) -> list[str]:
        """Return the blocks, now that all was read."""
        self._flush()
        return self._blocks

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Begin an element."""
        known = dict(attrs)
        classes = frozenset((known.get("class") or "").split())
        if self._skipped or tag in _SKIPPED or classes & SKIPPED_CLASSES:
            if not self._skipped and tag == "svg" and known.get("role") == "img" and "okr-map__svg" not in classes:
                self._say_label(known.get("aria-label") or "")
            self._skipped += tag not in _VOID
            return
        if tag in _BLOCKS or _HEADING.match(tag):
            self._begin_block(tag)
        elif self._line and self._pre is None and self._code is None and (self._closed or _has_looks(classes)):
            # To the eye it stands apart from what is before it.
            self._line.append(" · " if self._closed and self._open and _FACTS in self._open[-1][1] else " ")
        self._closed = False
        if tag == "a":
            self._links.append((known.get("href") or "", len(self._line)))
        elif tag == "img" and known.get("alt"):
            self._line.append(escape_words(known["alt"] or ""))
        elif tag == "pre":
            self._pre = []
        elif tag == "br":
            self._line.append(" ")
        elif tag == "code" and self._pre is None:
            self._code = []
        elif tag in _EMPHASIS and self._code is None:
            self._line.append(_EMPHASIS[tag])
        if tag not in _VOID:
            self._open.append((tag, classes))

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if self._skipped:
            self._skipped -= tag not in _VOID
            self._closed = True
            return
        classes = self._open.pop()[1] if self._open else frozenset()
        if tag == "pre" and self._pre is not None:
            self._write_code(self._pre)
            self._pre = None
        elif tag == "a" and self._links:
            self._end_link()
        elif tag in _EMPHASIS and self._code is None:
            self._line.append(_EMPHASIS[tag])
        elif tag == "code" and self._code is not None:
            self._end_code(self._code)
            self._code = None
        elif tag in _BLOCKS or _HEADING.match(tag):
            self._end_block(tag)
        self._closed = tag not in _BLOCKS
        self._stands_apart = self._closed and _has_looks(classes)

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._skipped:
            return
        if self._pre is not None:
            self._pre.append(data)
            return
        if self._code is not None:
            self._code.append(data)
            return
        if self._stands_apart and data[:1].isalnum():
            self._line.append(" ")
        self._closed = self._closed and not data.strip()
        self._stands_apart = False
        text = _BLANKS.sub(" ", data)
        if text != " " or self._line:
            self._line.append(text if text == " " else escape_words(text))

    def _begin_block(self, tag: str) -> None:
        if tag in ("td", "th") and self._row is not None:
            self._line = []
            return
        if self._row is not None and tag not in ("tr", "table", "tbody", "thead", "tfoot"):
            self._line.append(" ")  # a block inside of a cell
            return
        self._flush()
        if tag in ("li", "dt"):
            self._items.append(False)
        elif tag == "tr":
            self._row = []
        elif tag == "table":
            self._rows = 0
        elif _HEADING.match(tag):
            self._heading = f"{'#' * int(tag[1])} "

    def _end_block(self, tag: str) -> None:
        if tag in ("td", "th") and self._row is not None:
            self._row.append(self._take_line())
        elif tag == "tr" and self._row is not None:
            self._write_row(self._row)
            self._row = None
        elif self._row is None and tag == "dt":
            self._line.append(":")
        elif self._row is None:
            self._flush()
            if tag in ("li", "dd") and self._items:
                self._items.pop()
            self._heading = ""

    def _end_link(self) -> None:
        address, place = self._links.pop()
        words = "".join(self._line[place:]).strip()
        del self._line[place:]
        if words:
            spelled = f"<{address}>" if re.search(r"[\s()]", address) else address
            self._line.append(f"[{words}]({spelled})" if address else words)

    def _end_code(self, pieces: Sequence[str]) -> None:
        text = _BLANKS.sub(" ", "".join(pieces))
        if not text.strip():
            return
        mark = _make_code_mark(text, 1)
        edge = " " if text.startswith("`") or text.endswith("`") else ""
        # Pipes stand between cells even in code.
        shown = text if self._row is None else text.replace("|", "\\|")
        self._line.append(f"{mark}{edge}{shown}{edge}{mark}")

    def _say_label(self, label: str) -> None:
        if label:
            self._line.append(f" ({escape_words(_BLANKS.sub(' ', label))})")

    def _write_row(self, row: Sequence[str]) -> None:
        self._blocks.append(f"| {' | '.join(row)} |")
        self._rows += 1
        if self._rows == 1:
            self._blocks.append(f"|{' --- |' * len(row)}")

    def _write_code(self, pieces: Sequence[str]) -> None:
        text = "".join(pieces).rstrip("\n")
        fence = _make_code_mark(text, 3)
        indent = "  " * len(self._items)
        self._blocks.append("\n".join(f"{indent}{line}".rstrip() for line in (fence, *text.split("\n"), fence)))

    def _take_line(self) -> str:
        line, self._line = _BLANKS.sub(" ", "".join(self._line)).strip(" "), []
        return line.removeprefix("· ").removesuffix(" ·")

    def _flush(self) -> None:
        """Write the line that was collected as a block, at the depth of the list in which it stands."""
        line = self._take_line()
        if not line:
            return
        if not self._items:
            self._blocks.append(make_line(self._heading, line))
            return
        mark = "  " if self._items[-1] else "- "
        self._items[-1] = True
        self._blocks.append(make_line(f"{'  ' * (len(self._items) - 1)}{mark}", line))
