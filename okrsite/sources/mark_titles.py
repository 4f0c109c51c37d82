"""Marks within a title or a line that say that something is not for everybody: `(DRAFT)`, `#draft`, `Draft: …`."""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late
from okrsite.sources.mark_phrases import PROVISIONAL
from okrsite.sources.mark_words import (
    UNREADY,
    find_ban_field,
    find_pair_field,
    find_secrecy_field,
    find_switch_field,
    split_words,
)

_NEVER_OTHERS = frozenset({"confidential", "unpublished", "vertraulich", "geheim", "confidentiel", "confidencial"})
"""Words that say nothing about a contract or a tool where they stand in brackets."""
_PAIR_IN_BRACKETS = compile_late(r"(?P<label>\w[\w ]{0,30}?)\s*[:=]\s*(?P<value>\S.*)", re.DOTALL)
_HASHTAG = compile_late(
    r"(?<![^\s*_(\[])#(?P<word>draft|unpublished|embargo(?:ed)?|confidential|secret|entwurf|vertraulich|geheim)(?![\w/.#-])",
    re.IGNORECASE,
)
_BRACKETS = compile_late(r"[\[({【]\s*([^\[\](){}【】]{1,40}?)\s*[\])}】]")


def find_title_mark(title: str, *, loosely: bool) -> tuple[str, str]:
    """Return the field that a title means by a mark in brackets, and the mark; two empty texts for none.

    Args:
        title: The words of a heading, a title or a name.
        loosely: Whether `Draft: …`, `… – draft` and capitals are marks as well, as at the top of a page.
    """
    for match in _BRACKETS.finditer(title):
        if (
            field := find_secrecy_field(match[1], exactly=True)
            or find_ban_field(match[1])
            or _find_told_field(match[1])
        ):
            return field, match[0]
    if mark := find_hashtag(title):
        return mark
    first, *_ = re.split(r"\s*:\s+|\s+[-–—]\s+", title, maxsplit=1)
    last = re.split(r"\s+[-–—]\s+|,\s+", title)[-1]
    for part in (first, last) if loosely else ():
        if (
            part != title
            and split_words(part)
            and (field := find_secrecy_field(part, exactly=True))
            and "internal" not in part
        ):
            return field, part
    for word in re.findall(r"\w+", title)[:1] + re.findall(r"\w+", title)[-1:] if loosely else ():
        if word in ("DRAFT", "INTERNAL", "CONFIDENTIAL") and (word == title or not title.isupper()):
            return ("visibility" if word == "DRAFT" else "audience"), word
    return "", ""


def _find_told_field(said: str) -> str:
    """Return the field that is meant by a pair in brackets: `draft: yes`, `TLP: RED`; or ''."""
    pair = _PAIR_IN_BRACKETS.fullmatch(said)
    return find_pair_field(pair["label"], pair["value"]) if pair else ""


def find_hashtag(text: str) -> tuple[str, str] | None:
    """Return the field that a tag such as `#draft` within a text means, and the tag; None for no such tag."""
    match = _HASHTAG.search(text) if "#" in text else None
    return (("visibility" if match["word"].casefold() in UNREADY else "audience"), match[0]) if match else None


def find_loud_mark(line: str) -> tuple[str, str] | None:
    """Return the field that a line of an objective means by brackets that can hardly be a part of a sentence.

    Those are capitals (`(DRAFT)`), several words (`(internal only)`), and a ban; `(draft)` may belong to a contract.
    """
    for match in _BRACKETS.finditer(line) if "(" in line or "[" in line else ():
        said = match[1].strip()
        is_loud = (said.isupper() and len(said) > 3) or " " in said or said.casefold() in _NEVER_OTHERS
        if not said.isupper() and PROVISIONAL in split_words(said):
            continue  # “the plan (not yet approved) costs …” is about the plan
        field = (find_secrecy_field(said, exactly=True) or find_ban_field(said)) if is_loud else ""
        pair = _PAIR_IN_BRACKETS.fullmatch(said)
        if field or (pair and (field := find_switch_field(pair["label"], pair["value"]))):
            return field, match[0]
    return None
