"""Phrases of several words, in several languages, that say that something is not for everybody or not ready.

Each is replaced by one word, so that `mark_words` knows it wherever it knows words: `not yet approved` becomes
`provisional`, `zur internen Verwendung` becomes `restricted`.
"""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late

PROVISIONAL = "provisional"
_NOT_PUBLIC = re.compile(
    r"\b(?:not|non|no|never)[\s-]*(?:for\s+)?(?:the\s+)?(?:public(?:ation|ly)?|publish(?:ed)?)\b"
    r"|\b(?:noch )?nicht (?:zu )?(?:veröffentlichen|öffentlich)\b|\bunveröffentlicht\b"
    r"|\bne pas publier\b|\bno publicar\b|\bnon pubblicare\b"
)
_ONLY_INTERNAL = re.compile(
    r"\bnur (?:für (?:den )?)?(?:internen gebrauch|intern\w{0,3})\b|\binterne à l['’]entreprise\b"
    r"|\b(?:nur )?(?:zu[mr]|für) interne\w? (?:gebrauch|verwendung|zwecke)\b|\b(?:à )?usage interne\b"
    r"|\bnur für (?:(?:die|den|das) )?(?:führungskräfte|(?:geschäfts|team)?leitung|geschäftsführung|management|vorstand"
    r"|mitarbeit\w{1,12})\b"
    r"|\b(?:commercially |business |company )?sensitive\b|\bdiffusion restreinte\b"
)
_NOT_READY = compile_late(
    r"\b(?:preliminary|provisional|tentative|vorläufig\w{0,2}|provisorisch\w{0,2}|provisoire|provisori[oa]|ébauche)\b"
    r"|\b(?:rohfassung|arbeits(?:stand|fassung|version)|vorab(?:version|fassung)|version de travail)\b"
    r"|\b(?:not|(?:noch )?nicht|pas encore)(?: yet)?\s+(?:final\w{0,4}|approved|agreed|signed[ -]off|freigegeben"
    r"|abgestimmt|beschlossen|validée?|approuvée?|définitif)(?: yet)?\b"
    r"|\b(?:pending|awaiting|subject to)\s+(?:final )?(?:approval|sign-?off)\b|\bto be (?:approved|signed[ -]off)\b"
    r"|\bnoch in (?:abstimmung|bearbeitung|prüfung)\b|\ben cours de (?:validation|rédaction)\b"
)
_BEGINNINGS = (
    *("prelim", "provis", "tentat", "vorl", "rohf", "arbeits", "vorab", "version de", "bauche"),
    *(
        "final",
        "approv",
        "agreed",
        "signed",
        "sign",
        "freigeg",
        "abgestimmt",
        "beschlossen",
        "valid",
        "finit",
        "noch in",
    ),
    "en cours",
)


def replace_phrases(small: str) -> str:
    """Return a text in small letters with one word in the place of each phrase."""
    if "n" in small or "sensi" in small:
        small = _ONLY_INTERNAL.sub("restricted", _NOT_PUBLIC.sub("unpublished", small))
    return _NOT_READY.sub(PROVISIONAL, small) if any(map(small.__contains__, _BEGINNINGS)) else small


def says_not_ready(small: str) -> bool:
    """Whether a text in small letters has a phrase that says that something isn't ready."""
    return any(map(small.__contains__, _BEGINNINGS)) and _NOT_READY.search(small) is not None
