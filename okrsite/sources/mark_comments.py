"""Comments in YAML that keep something back for people, and for nobody else: `title: Merger  # do not publish`.

Decides which comments may be meant as such a mark. No machine reads a comment, so none of them keeps anything back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsite.late_patterns import compile_late
from okrsite.sources.mark_sentences import find_sentence_mark
from okrsite.sources.mark_words import FIELDS, find_ban_field, find_pair_field, find_secrecy_field

_PAIR = compile_late(r"(?P<label>\w[\w -]{0,30}?)\s*(?:[:=]+|\s[-–—]\s)\s*(?P<value>\S.*)")
_LONGEST = 80
"""Characters of a comment; a longer one is a sentence."""


def find_comment_marks(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the comments that may be a mark: line from 0, field, words.

    A field of ours that was made a comment (`# visibility: draft`) is none: that is how somebody takes it back.
    """
    for number, line in enumerate(lines):
        at = line.rfind("#")
        if at < 0 or len(line) - at > _LONGEST:
            continue
        before, words = line[:at].rstrip("#"), line[at + 1 :].strip(" \t-–—!.*_[](){}<>/")
        if before and not before[-1].isspace():
            continue
        pair = _PAIR.fullmatch(words)
        if pair and not before.strip() and pair["label"] in FIELDS:
            continue
        field = (
            find_secrecy_field(words, exactly=True)
            or find_ban_field(words)
            or (find_pair_field(pair["label"], pair["value"]) if pair else "")
            or find_sentence_mark(words)[0]
        )
        if field:
            yield number, field, f"# {words}"
