"""Roles and teams that stand before a goal: `VP Eng: Ship high quality releases`.

Decides which words before a colon say who, and which are part of a title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from okrsite.importing.words import normalise_words
from okrsite.late_patterns import compile_late

_ROLE_WORDS = (
    "ceo cto cfo cmo cro cpo coo cio ciso chro cco cso cdo clo cos vp vpe svp evp avp dir director directors head "
    "manager managers mgr lead leads leader chief president founder founders"
    " officer counsel fellow architect analyst specialist engineer engineers designer pm pmm sdr bdr sca msd "
    "principal secretary treasurer chair board executive exec partner owner coordinator"
    " geschäftsführung leiter leiterin leitung bereichsleiter vorstand directeur directrice gerente"
)
_ROLES = frozenset(_ROLE_WORDS.split())
_TEAM_WORDS = (
    "engineering product products sales marketing design support finance legal people hr ops operations success "
    "infrastructure infra security data qa quality ux ui content frontend backend fe be platform growth business"
    " web distribution mobile ios android devops sre research analytics alliances partnerships partnership channel "
    "community outreach recruiting talent accounting it admin brand comms communications pr documentation docs writing"
    " development dev delivery enablement customer customers intelligence services service core search payments "
    "billing onboarding everyone team company corporate field revenue online digital programs social media monitoring"
    " plan create verify package release configure monitor secure defend manage gitaly geo database memory ecosystem "
    "internationalization automation integrations integration campaigns campaign api plattform vertrieb"
    " entwicklung technik produkt personal finanzen buchhaltung einkauf produktion logistik ventes équipe ventas "
    "ingeniería producto talento compliance procurement strategy facilities cs gtm rev bi ai ml apps app"
    " solutions discussion discussions certify labs foundation education policy events video studio creative science "
    "hiring wide general"
)
_TEAMS = frozenset(_TEAM_WORDS.split())
_PREFIX = compile_late(r"(?P<role>[A-ZÄÖÜÉ][^:：\n]{0,70}?)\s?(?:[:：]{1,2})\s+(?P<rest>\S.*)\Z", re.DOTALL)
_LONE = compile_late(r"(?P<role>[A-ZÄÖÜÉ][^:：\n]{0,60}?)\s?[:：]?\s*\Z")
_VERBS = compile_late(
    r"(?:increase|improve|reduce|grow|build|launch|ship|create|deliver|achieve|reach|make|get|hire|implement"
    r"|establish|complete|develop|ensure|define|drive|expand|enable|support|decrease|become|run|write|publish"
    r"|migrate|add|set|move|start|finish|keep|maintain|provide|document|test|fix|raise|win|close|scale|cut|automate"
    r"|advance|promote|announce|understand|learn|practi[cs]e|apply|teach|master|study|explore|identify|validate|strengthen"
    r"|accelerate|streamline|foster|elevate|transform|empower|optimi[sz]e|unlock|equip|harden|stabili[sz]e|formali[sz]e"
    r"|moderni[sz]e|consolidate|demonstrate|prove"
    r"|refactor|bring|become|becoming|being|having|offer|find|introduce|simplify"
    r"|release|redesign|attract|double|triple|have|be|use|do|we|our|all|every|no|at|from|to|the|for|with|\d)\b",
    re.IGNORECASE,
)


_THEME = compile_late(
    r"(?:theme|pillar|priority|focus|stream|initiative|part|phase|area|bet|thema|säule|axe)\b(?:\s\w{1,3})?\s?[:–—-]",
    re.IGNORECASE,
)
"""What a heading is that parts goals by what they are about, not by who has them."""

_THEME_BEFORE = compile_late(
    r"(?:(?:problem|focus|goal|strategic|key|growth|priority)\s)?(?:area|theme|pillar|bet)\s?(?:#?\d{1,2})?\s?[:–—]\s+"
    r"(?P<rest>\S+\s.*\S)\Z",
    re.IGNORECASE | re.DOTALL,
)

_UNIT_WORD = compile_late(
    r"\A(?:team|department|squad|group|chapter|guild|division|org|wg)s?\b"
    r"|\b(?:team|department|squad|group|chapter|guild|division|org|wg)s?\s*:?\Z",
    re.IGNORECASE,
)
"""What says at the beginning or the end of words that they name a team; elsewhere it may be part of a goal."""
_DOCUMENT = compile_late(r".*\s(?:strategy|plan|roadmap|spec|charter)\Z", re.IGNORECASE)


_OF_CLAUSES = frozenset(("is", "are", "was", "were", "be", "by", "our", "we", "that"))
"""Words of sentences: “Releases are trusted by customers” names no team, though it ends as if it did."""


class Role(msgspec.Struct, frozen=True):
    """Who stands before a goal, and the goal's own words."""

    name: str
    rest: str
    is_known: bool
    """Whether its words are those of roles or teams; else only lines beside it can tell."""


def read_role(text: str, bold_head: str = "") -> Role | None:
    """Return who stands before a goal; None for nobody.

    Args:
        text: The line, without its label.
        bold_head: The bold words with which it begins: `**CFO** 5,000 licences`.
    """
    match = _PREFIX.match(text)
    if (
        match
        and len(match["role"].split()) <= 9
        and "http" not in match["role"]
        and not match["role"].rstrip().endswith((".", "!", "?"))
        and not ("(" in match["role"][1:] and ")" not in match["role"])
    ):
        role = (
            match["role"].strip(" *_[]()")
            if match["role"].count("(") != match["role"].count(")")
            else match["role"].strip(" *_")
        )
        if not _VERBS.match(role) or is_known_role(role):
            return Role(role, match["rest"].strip().lstrip(":").strip(" *"), is_known_role(role))
    head = bold_head.strip(" :*")
    if head and len(head) < len(text) - 3 and is_known_role(head) and text.startswith(head):
        return Role(head, text[len(head) :].strip(" :*–—-"), True)
    return None


def cut_theme(text: str) -> str:
    """Return a goal's own words without a word before them that says what part of the goals it is: `Focus area: …`."""
    match = _THEME_BEFORE.match(text)
    return match["rest"] if match is not None else text


def begins_with_verb(text: str) -> bool:
    """Whether a text begins as goals do: `Increase …`, `Build …`."""
    return _VERBS.match(text) is not None and not re.match(r"(?:our|the|all|for|at|with|no|to)\b", text, re.IGNORECASE)


def is_known_role(text: str) -> bool:
    """Whether words are those of a role or a team."""
    parts = [part for part in re.split(r"[,;&/]|\band\b", text) if part.strip()]
    words = normalise_words(text).split()
    if not words or len(words) > 14 or not _OF_CLAUSES.isdisjoint(words):
        return False
    if len(words) <= 8 and any(word in _ROLES for word in words) and not _VERBS.match(text):
        return True
    is_verb = len(words) > 1 and _VERBS.match(text) is not None
    return len(words) <= 4 * max(1, len(parts)) and words[-1] in _TEAMS and not is_verb and text[:1].isupper()


def read_lone_role(text: str, *, has_children: bool) -> str | None:
    """Return the role that a line is, and nothing else: `VPE`, `Dir, Customer Success:`; None for none."""
    match = _LONE.match(text)
    if match is None or not has_children:
        return None
    role = match["role"].strip(" *_")
    ends = text.rstrip(" *").endswith((":", "："))
    return role if is_known_role(role) or (ends and len(role.split()) <= 3 and not _VERBS.match(role)) else None


def is_role_list(texts: Sequence[str]) -> bool:
    """Whether so many lines that stand together begin with words and a colon that these say who."""
    found = [role for text in texts if (role := read_role(text))]
    known = sum(role.is_known for role in found)
    return (len(texts) >= 3 and len(found) >= 0.6 * len(texts) and known > 0) or (
        known >= 1 and known >= 0.5 * len(texts)
    )


def is_team_name(text: str) -> bool:
    """Whether a heading is the name of a team or a role: `Sales and marketing`, `VP Eng`."""
    words = text.strip(" *:")
    if _THEME.match(words) or _DOCUMENT.match(words):
        return False
    plain = words if begins_with_verb(words) else _UNIT_WORD.sub("", words).strip(" :*–—-")
    if not plain or len(plain.split()) > 6:
        return False
    return is_known_role(words) or (plain != words and len(plain.split()) <= 4)
