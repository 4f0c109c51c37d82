"""Looks for what an audience is not shown, thousands of texts at once: each file is read a single time.

The last look only: the model that pages are made of has none of these texts. One that is found was left in by a fault
of ours, or stands somewhere where everybody may read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick

import okrsite
from okrsite.feeds.json_encoding import encode_json
from okrsite.gate.findings import Finding, shorten_for_message

_SPEAKING = frozenset({".html", ".js", ".md", ".py", ".yml"})
"""Endings of the package's files that hold words for pages."""
_HINT = "Type these words where nothing is internal too if everybody may read them, else find out how they got there."


class WithheldTextFinder:
    """Finds texts in files; made once for a site."""

    def __init__(self, texts: Iterable[str] = (), said: bytes = b"") -> None:
        """Prepare for `texts`; those that stand in what is `said` anyway, or in okrsite's own words, are no secret."""
        self._spelled = sorted({(way, text) for text in texts for way in _list_spellings(text)})
        if self._spelled:
            search = BytesAhoCorasick([way for way, _ in self._spelled])
            anyway = search.find_matches_as_indexes(b"\n".join((said, *_read_own_words())), overlapping=True)
            no_secret = {self._spelled[index][1] for index, _, _ in anyway}
            self._spelled = [pair for pair in self._spelled if pair[1] not in no_secret]
        self._search = BytesAhoCorasick([way for way, _ in self._spelled]) if self._spelled else None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be looked for."""
        return self._search is None

    def find_withheld_texts(self, path: str, data: bytes) -> Iterator[Finding]:
        """Yield what is found in a file's name and in its bytes: each text once, where it first stands."""
        if self._search is None:
            return
        texts: dict[str, int | None] = {}
        for index, _, _ in self._search.find_matches_as_indexes(path.encode("utf-8", "surrogateescape")):
            texts.setdefault(self._spelled[index][1], None)
        for index, start, _ in self._search.find_matches_as_indexes(data):
            text = self._spelled[index][1]
            if text not in texts:
                texts[text] = data.count(b"\n", 0, start) + 1
        for text, line in texts.items():
            yield Finding(
                path, line, "GATE107", f"The site says '{shorten_for_message(text)}', which is internal.", _HINT
            )


def _list_spellings(text: str) -> set[bytes]:
    """How pages and data spell a text without quotes and brackets."""
    return {text.encode("utf-8", "surrogatepass"), json.dumps(text)[1:-1].encode(), encode_json(text).strip()[1:-1]}


def _read_own_words() -> Iterator[bytes]:
    for path in sorted(Path(okrsite.__file__).parent.rglob("*")):
        if path.suffix in _SPEAKING and path.is_file():
            yield path.read_bytes()
