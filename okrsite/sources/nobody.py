"""Words that stand for nobody where a person is named (`TBD`, `N.N.`), for everybody (`the team`), or are no name."""

from __future__ import annotations

import re

_NOBODY = re.compile(
    r"(?:t\s?b\s?[adchn](?: later)?|n/a|n\s?n|none(?: yet)?|(?:nobody|no ?one)(?: yet)?|no owner|unassigned|unfilled"
    r"|not yet|no|false|nope|nein|keine?r?|personne"
    r"|not (?:yet )?(?:assigned|known|decided|found)|unknown|unclear|(?:still )?open|open position|position open"
    r"|vacant|vacancy|hiring|recruiting|to be (?:decided|defined|determined|announced|confirmed|hired|named|assigned"
    r"|done|found)(?: later| soon)?|nil|null|pending|some(?:one|body)|anyone|new hire|to ?do|xxx?|without|missing|empty"
    r"|(?:noch )?offen|niemand|vakant|unbesetzt)\Z"
)


_REMARK = re.compile(r"(?<=\w)\s?\([^()]{1,60}\)\Z")
_EVERYBODY = re.compile(
    r"(?:(?:the|our|whole|entire|das|ganze) ){0,3}team|every(?:body|one)|all(?: of us)?|we(?: all)?|us|both|alle"
    r"|wir(?: alle)?",
    re.IGNORECASE,
)


_ANSWERS = frozenset({"yes", "true", "ja", "oui"})


def is_no_name(typed: str) -> bool:
    """Whether a text can't be what somebody is called: a number, or an answer to a question."""
    return not any(sign.isalpha() for sign in typed) or typed.strip().casefold() in _ANSWERS


def is_everybody(typed: str) -> bool:
    """Whether a text stands for all of a team, of whom none answers for anything alone."""
    return _EVERYBODY.fullmatch(" ".join(typed.split())) is not None


def is_nobody(typed: str) -> bool:
    """Whether a text stands for nobody: `TBD`, `n/a`, `-`, `?`."""
    typed = _REMARK.sub("", typed)
    word = " ".join(typed.casefold().replace("-", " ").replace("_", " ").replace(".", " ").split()).strip("()[]<>*!?: ")
    return _NOBODY.match(word) is not None or not any(sign.isalnum() for sign in word)
