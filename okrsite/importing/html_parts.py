"""What people write as HTML within Markdown: tables, summaries of details, and words.

Decides what such a block says; nothing of its markup is kept.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from okrsite.late_patterns import compile_late

MOST_CELLS = 20_000
_SUMMARY = compile_late(r"<summary[^>]*>(?P<words>.*?)</summary>", re.IGNORECASE | re.DOTALL)
_DETAILS = compile_late(r"</?details\b", re.IGNORECASE)
_WORDS_IN_ANGLES = compile_late(r"<(?P<name>[a-z][\w-]*)(?P<rest>(?:\s[^<>=\"'/]*)?)>", re.IGNORECASE)
_SOME_WORDS = 2
_ELEMENT_NAMES = (
    "a abbr address article aside audio b bdi bdo blockquote body br button canvas caption center cite code col "
    "colgroup data dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer form h1 h2 "
    "h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark meta meter nav "
    "noscript object ol optgroup option output p picture pre progress q rp rt ruby s samp script section select "
    "slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th "
    "thead time title tr track tt u ul var video wbr"
)
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())
_TAG = compile_late(r"<!--.*?-->|<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>", re.IGNORECASE | re.DOTALL)


def read_summary(html: str) -> str:
    """Return the words of the first `<summary>`; empty for none."""
    match = _SUMMARY.search(html)
    return read_words(match["words"]) if match else ""


def is_place_to_fill(tag: str) -> bool:
    """Whether what has the form of a tag is a place for words, as in `<name>` and `<a goal that people remember>`."""
    match = _WORDS_IN_ANGLES.fullmatch(tag)
    return match is not None and (match["name"].lower() not in _ELEMENTS or len(match["rest"].split()) >= _SOME_WORDS)


def split_details(html: str) -> list[tuple[int, str]]:
    """Return the pieces of a block, with their lines from 0: details may end where the next ones begin, too."""
    places = [0, *(match.start() for match in _DETAILS.finditer(html) if match.start())]
    ends = [*places[1:], len(html)]
    return [(html.count("\n", 0, place), html[place:end]) for place, end in zip(places, ends, strict=True)]


def read_words(html: str) -> str:
    """Return the words of a piece of HTML on one line."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def read_html_table(html: str) -> list[list[str]]:
    """Return the rows of a table with merged cells filled; empty where there is none."""
    if "<table" not in html.lower() and "<tr" not in html.lower():
        return []
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    return [row for row in reader.rows if any(row)]


class _TableReader(HTMLParser):
    """Collects the cells of rows; a cell that spans rows stands in each of them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._words: list[str] | None = None
        self._span = 1
        self._waiting: dict[int, tuple[int, str]] = {}
        """By column: for how many more rows a merged cell goes on, and its words."""
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows and self._cells < MOST_CELLS:
            self._fill_merged()
            self._words = []
            span = dict(attrs).get("rowspan") or "1"
            self._span = min(int(span), 200) if span.isascii() and span.isdigit() else 1
        elif tag in ("br", "li", "p") and self._words is not None and self._words:
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in ("td", "th") and self._words is not None and self.rows:
            lines = [" ".join(line.split()) for line in "".join(self._words).split("\n")]
            words = "\n".join(line for line in lines if line)
            row = self.rows[-1]
            if self._span > 1:
                self._waiting[len(row)] = (self._span - 1, words)
            row.append(words)
            self._cells += 1
            self._words = None
        elif tag == "tr" and self.rows:
            self._fill_merged()

    def handle_data(self, data: str) -> None:
        """Collect the words of a cell."""
        if self._words is not None:
            self._words.append(data.replace("\n", " "))

    def _fill_merged(self) -> None:
        row = self.rows[-1]
        while len(row) in self._waiting:
            left, words = self._waiting.pop(len(row))
            if left > 1:
                self._waiting[len(row)] = (left - 1, words)
            row.append(words)
