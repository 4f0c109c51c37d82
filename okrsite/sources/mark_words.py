"""Words by which people say that something is not for everybody, in whatever spelling.

Decides when words, a label with its value or a sentence may be meant as a mark; `mark_titles` finds such words within a
title or a line. Whether somebody reads them there is decided by others.
"""

from __future__ import annotations

import re
import string
from difflib import get_close_matches
from functools import lru_cache

from okrsite.late_patterns import compile_late
from okrsite.sources.mark_phrases import PROVISIONAL, replace_phrases, says_not_ready

FIELDS = ("audience", "visibility")
SUSPICIOUS = (
    *("draft", "visib", "audien", "intern", "privat", "publi", "confid", "secret", "hidden", "restrict", "embargo"),
    *("entwurf", "vertraulich", "geheim", "brouillon", "borrador", "bozza", "nicht", "eyes only", "tlp"),
    *("öffentlich", "pubblicare"),
    *("between us", "to yourself", "in the team"),
)
"""Parts of words, in small letters: a file that can't be read and holds none of them keeps nothing back."""
_BAN = compile_late(r"(?:not|n['’]t|be)\W{1,9}(?:share|forward|distribut|circulat)")
_LIKE_SECRECY = "confidence"
"""Begins like a word of secrecy, stands in most files of objectives, and keeps nothing back."""
_SECRET = frozenset(
    {
        *("internal", "draft", "private", "confidential", "secret", "restricted", "unpublished", "hidden"),
        *("entwurf", "vertraulich", "geheim", "brouillon", "confidentiel", "borrador", "confidencial", "bozza"),
        *("embargo", "embargoed", PROVISIONAL),
    }
)
UNREADY = frozenset(
    {"draft", "unpublished", "entwurf", "brouillon", "borrador", "bozza", "embargo", "embargoed", PROVISIONAL}
)
"""Those of them that make a draft of it."""
_FILLERS = frozenset(
    {
        *(
            "only",
            "numbers",
            "notes",
            "and",
            "or",
            "use",
            "for",
            "now",
            "us",
            "the",
            "a",
            "an",
            "is",
            "are",
            "strictly",
        ),
        *("streng", "team", "company", "still", "just", "please", "version", "this", "page", "file", "document"),
        *("until", "further", "notice", "not", "yet", "be", "kept", "keep", "it", "top", "highly", "very", "board"),
        *("leadership", "management", "treat", "as", "by", "noch", "stand", "fassung", "uniquement"),
    }
)
_FOR_ALL = frozenset({"public", "external", "everybody", "everyone", "anybody", "anyone", "all"})
_YES = frozenset({"yes", "true", "on", "y", "1", "x", "✓", "✔", "☑", "✅", "yep", "ja", "oui"})
_NO = frozenset({"no", "false", "off", "n", "0", "never", "not", "nope", "later", "nein", "non"})
_SWITCHES = _YES | _NO
NO_SWITCH = frozenset(string.ascii_letters + string.digits) - {
    sign for word in _SWITCHES for sign in (word[0], word[0].upper())
}
"""Letters and digits with which no switch begins, nor a text that says how one stands."""
_NOBODY = frozenset({"nobody", "no one", "none", "no", "off", "false", "unlisted", "not", "me", "us", "zero", "closed"})
_ABOUT_SECRECY = _SECRET | {
    "internal only",
    "unlisted",
    "not public",
    "is draft",
    "is internal",
    "keep internal",
    "wip",
}
_ABOUT_PUBLISHING = frozenset({"public", "published", "publish", "is public", "publicly visible"})
_ABOUT_STANDING = frozenset(
    {
        *("status", "state", "stage", "publication status", "document status", "page status", "publication"),
        *("classification", "confidentiality", "sensitivity", "access", "access level", "distribution", "circulation"),
        *("security level", "secrecy", "privacy", "privacy level", "visible to", "readers", "shared with"),
        *("sichtbarkeit", "vertraulichkeit", "geheimhaltung", "veröffentlichung", "einstufung", "klassifizierung"),
        *("confidentialité", "visibilité", "confidencialidad", "visibilidad"),
    }
)
_DEGREES = frozenset({"high", "hoch", "strict", "streng", "very high", "sehr hoch", "élevée", "alta"})
"""How confidential something is: a value that keeps it back only behind such a label."""
_ABOUT_DEGREE = frozenset(
    {"confidentiality", "sensitivity", "secrecy", "vertraulichkeit", "geheimhaltung", "confidentialité"}
)
_ABOUT_EMBARGO = frozenset(
    {"embargo", "embargoed", "embargo until", "embargoed until", "under embargo until", "sperrfrist"}
)
_LIFTED = frozenset({"lifted", "over", "ended", "none", "keine", "aufgehoben"})
# They are near the words in letters, and mean something else.
_OTHER_WORDS = frozenset(
    {
        *("interval", "intervals", "eternal", "infernal", "integral", "literal", "internals", "interim"),
        *("craft", "drift", "graft", "drafty", "raft", "daft", "kraft"),
    }
)
_FORBIDDEN = compile_late(
    r"(?:please )?(?:do not|don['’]t|not to be) (?:publish(?:ed)?|shared?|forward(?:ed)?|distribut(?:ed?)|circulated?)"
    r"(?: this| it)?(?: yet| outside(?: of)?(?: (?:the |our |this )?(?:team|company|house|group|board|department))?)?"
    r"(?: (?:before|until|till|prior to) [^.!?]{1,40})?"
    r"|not (?:yet )?for (?:the )?publi(?:c|cation)|(?:for )?internal use only|(?:strictly |for )?internal only"
    r"|(?:for )?(?:your |internal |our )?eyes only"
    r"|(?:please )?keep (?:this |it )?(?:between us|to yourself|in the team)"
    r"|(?:strictly )?embargo(?:ed)? (?:until|till) [^.!?]{1,40}|bitte nicht (?:weitergeben|teilen|veröffentlichen)"
    r"|nicht (?:weitergeben|teilen)|not (?:yet )?for (?:further )?(?:distribution|circulation)"
    r"|(?:for )?(?:the )?(?:leadership|management|board|executives?)(?: team)? only"
)
_TRAFFIC_LIGHTS = frozenset({"red", "amber", "green"})
"""Of the protocol that calls itself so (`TLP: AMBER`); with its white or clear, everybody may read it."""
_WORD = re.compile(r"\w+|[✓✔☑✅]")
_VERSION = compile_late(r"v?\d{1,2}|version|rev(?:ision)?")
"""What stands behind `Draft`: `Draft v2`."""
_AT_MOST = 8
"""Words of a value: what is longer is a sentence."""


@lru_cache(maxsize=20_000)
def may_keep_back(text: str) -> bool:
    """Whether a text that can't be read may say, in any spelling, that something isn't for everybody."""
    small = text.casefold().replace(_LIKE_SECRECY, "")
    return any(word in small for word in SUSPICIOUS) or _BAN.search(small) is not None or says_not_ready(small)


@lru_cache(maxsize=20_000)
def find_mark_field(word: str) -> str:
    """Return the field that keeps something back and is meant by a word, typing errors and capitals apart; or ''."""
    near = get_close_matches(word.casefold(), FIELDS, 1, 0.8)
    return near[0] if near else ""


@lru_cache(maxsize=20_000)
def _find_secrecy_word(word: str) -> str:
    """Return the word of secrecy that a word is, typing errors in the two of our own apart; or ''."""
    if word in _SECRET or word in _OTHER_WORDS:
        return word if word in _SECRET else ""
    near = get_close_matches(word, ("internal", "draft"), 1, 0.8)
    return near[0] if near else ""


def split_words(text: str) -> list[str]:
    """Return the words of a text in small letters, `not public` and the like as one of secrecy."""
    return _WORD.findall(replace_phrases(text.casefold()).replace("_", " "))


def find_secrecy_field(text: str, *, exactly: bool = False) -> str:
    """Return the field that a text means which says that something is not for everybody, and nothing else; or ''.

    With `exactly`, no word that is only near one of ours counts.
    """
    words = split_words(text)
    known = [word if word in _SECRET else "" if exactly else _find_secrecy_word(word) for word in words]
    if len(words) > _AT_MOST or not any(known):
        return ""
    rest = [word for word, near in zip(words, known, strict=True) if not near and word not in _FILLERS]
    if rest and not (UNREADY & set(known) and all(map(_VERSION.fullmatch, rest))):
        return ""
    return "visibility" if UNREADY & set(known) else "audience"


def _find_leading_secrecy_field(text: str) -> str:
    """As `find_secrecy_field`, with some more words behind it: `internal, until the board has decided`."""
    words = split_words(text)
    known = {_find_secrecy_word(word) for word in words[:3]} - {""}
    if len(words) > _AT_MOST or _FOR_ALL & set(words):
        return ""
    if " ".join(words) in _NOBODY or ("only" in words and len(words) <= 4):
        return "audience"
    return ("visibility" if UNREADY & known else "audience") if known else ""


def find_pair_field(label: str, value: str, *, sign: bool = True) -> str:
    """Return the field that is meant by a label and its value; '' where they may mean anything.

    Args:
        label: The words before the colon.
        value: The words behind it.
        sign: Whether a sign stands between the two; without one, only a value that says nothing else counts.
    """
    words = split_words(label)
    called = " ".join(words)
    if not words or len(words) > 4 or not value:
        return ""
    if called == "tlp":
        said = split_words(value)
        return "audience" if len(said) <= 2 and _TRAFFIC_LIGHTS & set(said[:1]) else ""
    if len(words) == 1 and (field := find_mark_field(called)):
        secret = _find_leading_secrecy_field(value) if sign else find_secrecy_field(value)
        return field if secret else ""
    if not sign:
        return ""
    if called in _ABOUT_DEGREE and " ".join(split_words(value)) in _DEGREES:
        return "audience"
    if called in _ABOUT_EMBARGO and not {*_NO, *_LIFTED} & set(split_words(value)[:1]):
        return "visibility"
    if any(find_mark_field(word) for word in words) or called in _ABOUT_STANDING:
        return find_secrecy_field(value)
    return find_switch_field(label, value)


def find_switch_field(label: str, value: str) -> str:
    """Return the field that is meant by a switch and how it stands: `draft: yes`, `published: no`; or ''."""
    small = value.casefold()
    first = _WORD.search(small)
    if first is None or first[0] not in _SWITCHES:
        return ""  # as nearly all are: their other words needn't be looked at
    said = _WORD.findall(small)
    if len(said) > 3:
        return ""
    called = " ".join(split_words(label))
    about = called if called in _ABOUT_SECRECY else _find_secrecy_word(called) if " " not in called else ""
    if about and said[0] in _YES:
        return "visibility" if set(about.split()) & {*UNREADY, "wip"} else "audience"
    return "visibility" if _normalise_label(label) in _ABOUT_PUBLISHING and said[0] in _NO else ""


def _normalise_label(label: str) -> str:
    return " ".join(_WORD.findall(label.casefold().replace("_", " ")))


def find_ban_field(line: str) -> str:
    """Return the field that a line means which forbids to publish something: `Do not publish`; or ''."""
    said = " ".join(line.casefold().split()).strip(" .!*-–—")
    return ("audience" if "internal" in said else "visibility") if _FORBIDDEN.fullmatch(said) else ""
