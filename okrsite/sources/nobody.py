"""Words that stand for nobody where a person is named (`TBD`, `N.N.`), for everybody (`the team`), or are no name."""

from __future__ import annotations

import re
from functools import lru_cache

_NOBODY = re.compile(
    r"(?:t\s?b\s?[adchn](?: later)?|n/a|n\s?n|none(?: yet)?|(?:nobody|no ?one)(?: yet)?|no owner|unassigned|unfilled"
    r"|not yet|no|false|nope|nein|keine?r?|personne"
    r"|not (?:yet )?(?:assigned|known|decided|found)|unknown|unclear|(?:still )?open|open position|position open"
    r"|vacant|vacancy|hiring|recruiting|to be (?:decided|defined|determined|announced|confirmed|hired|named|assigned"
    r"|done|found)(?: later| soon)?|nil|null|pending|some(?:one|body)|anyone|new hire|to ?do|xxx?|without|missing|empty"
    r"|(?:noch )?offen|niemand|vakant|unbesetzt)(?: (?:until|till|from|since|as of|bis|ab|seit|jusqu)\b.{1,40})?\Z"
)


_REMARK = re.compile(r"(?<=\w)\s?\([^()]{1,60}\)\Z")
_EVERYBODY = re.compile(
    r"(?:(?:the|our|whole|entire|das|ganze) ){0,3}team|every(?:body|one)|all(?: of us)?|we(?: all)?|us|both|alle"
    r"|wir(?: alle)?|(?:all(?: of)?|every(?:body|one) (?:in|of)|alle (?:aus|in|von)) .{2,40}",
    re.IGNORECASE,
)


_ANSWERS = frozenset({"yes", "true", "ja", "oui"})
_AND_SO_ON = frozenset(
    {"etc", "et al", "and others", "others", "more", "and more", "usw", "u.a", "u. a", "und andere", "…"}
)
_COUNTED = re.compile(r"\d{1,4}\s+[^\W\d_]")
"""`14 planners`: how many, and not who."""
_LONGEST_KEPT = 60
"""Characters of a text of which it is remembered whether it is a name."""
_MENTION = re.compile(r"<[@!#][^<>]*>\Z")
"""`<@U02AB3C4D>`, as chats write a person, a group or a channel when a text is copied."""


@lru_cache(maxsize=4096)  # a name stands in many places
def is_no_name(typed: str) -> bool:
    """Whether a text can't be what somebody is called: a number, how many there are, or an answer to a question."""
    word = typed.strip().casefold()
    if word in _ANSWERS or _MENTION.match(word) or word.rstrip(".") in _AND_SO_ON or _COUNTED.match(word):
        return True
    return not any(sign.isalpha() for sign in typed)


@lru_cache(maxsize=4096)
def is_everybody(typed: str) -> bool:
    """Whether a text stands for all of a team, of whom none answers for anything alone."""
    return _EVERYBODY.fullmatch(" ".join(typed.split())) is not None


def is_nobody(typed: str) -> bool:
    """Whether a text stands for nobody: `TBD`, `n/a`, `-`, `?`."""
    return _is_known_nobody(typed) if len(typed) <= _LONGEST_KEPT else _reads_as_nobody(typed)


@lru_cache(maxsize=4096)
def _is_known_nobody(typed: str) -> bool:
    return _reads_as_nobody(typed)


def _reads_as_nobody(typed: str) -> bool:
    typed = _REMARK.sub("", typed)
    word = " ".join(typed.casefold().replace("-", " ").replace("_", " ").replace(".", " ").split()).strip("()[]<>*!?: ")
    return _NOBODY.match(word) is not None or not any(sign.isalnum() for sign in word)
