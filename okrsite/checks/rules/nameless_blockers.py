"""OKR625: something is in the way, and nobody is named who could remove it.

What: a blocker of a running objective, in English or German, names no person, no unit and no role, and the objective
depends on nobody and consults nobody. What could be a name in any way is taken for one. It is said once for an
objective.
Why: a blocker without a name is a complaint. In a meeting everybody nods, and next week it is still there.
Instead: put the person or team behind it who can decide, or name the objective of theirs under `depends_on`.
Taught by: Andy Grove, *High Output Management* (who decides, by when); many practitioners ask of each blocker who is
asked for help.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from okrsite.checks.running_goals import list_running_objectives
from okrsite.late_patterns import compile_late
from okrsite.model.organisation import Organisation
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot
from okrsite.sources.misreads import quote_text
from okrsite.vocabulary import OBJECTIVE

_WORD = compile_late(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# A blocker in another language says none of these, and is left alone.
_LACKS = frozenset(
    _WORD.findall(
        "no not nothing missing waiting wait lack lacking lacks late delayed blocked pending unclear unresolved slow "
        "broken kein keine keinen nicht nichts fehlt fehlen fehlende fehlender fehlendes warten wartet verspätet "
        "verzögert blockiert ungeklärt unklar langsam kaputt offen"
    )
)
# Other words with a capital may be names: German writes all nouns so.
_THINGS = _LACKS | frozenset(
    _WORD.findall(
        "a an the our we it there this these still too approval budget access capacity der die das ein eine wir es "
        "unser unsere noch zu freigabe genehmigung zugang zugänge kapazität zeit daten entscheidung stelle stellen "
        "personal leute system schnittstelle vertrag antwort rückmeldung zusage umgebung test tests monday tuesday "
        "wednesday thursday friday january february september october november december montag dienstag mittwoch "
        "donnerstag freitag januar februar oktober dezember"
    )
)
_ROLES = frozenset(
    _WORD.findall(
        "team teams department board council committee management manager managers director lead leads owner sponsor "
        "supplier suppliers vendor vendors provider providers partner partners agency contractor contractors customer "
        "customers client clients landlord landlords authority authorities regulator ministry court bank auditor "
        "auditors legal finance procurement purchasing security union headquarters hq colleague colleagues chief "
        "vorstand geschäftsführung leitung abteilung betriebsrat lieferant lieferanten anbieter dienstleister partner "
        "kunde kunden behörde behörden amt bauamt einkauf rechtsabteilung aufsicht gericht chef chefin kollege "
        "kollegin kollegen"
    )
)
_LINK = compile_late(r"@|://|\]\(|\[\[|#\d")


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each running objective with a blocker that nobody is named for."""
    names: Set[str] | None = None
    for objective, _ in list_running_objectives(snapshot):
        if not objective.blockers or objective.depends_on or objective.consult:
            continue
        names = _collect_names(snapshot.organisation) if names is None else names
        if blocker := next((text for text in objective.blockers if _is_nameless(text, names)), None):
            yield create_problem(
                "OKR625",
                objective.find_place(OBJECTIVE.BLOCKERS) or objective.place,
                f"{quote_text(blocker)} is in the way, and nobody is named who could remove it.",
                "Add the person or team that can decide, or their objective under `depends_on`.",
            )


def _collect_names(organisation: Organisation) -> Set[str]:
    """Return the words of which names of people and units are made, folded."""
    texts = [
        *(text for key, person in organisation.people.items() for text in (key, person.name)),
        *(text for key, unit in organisation.units.items() for text in (key.replace("-", " "), unit.name)),
    ]
    return {word.casefold() for text in texts for word in _WORD.findall(text)}


def _is_nameless(text: str, names: Set[str]) -> bool:
    words = _WORD.findall(text)
    folded = [word.casefold() for word in words]
    if not words or _LINK.search(text) or _LACKS.isdisjoint(folded):
        return False
    if any(word[0].isupper() and word.casefold() not in _THINGS for word in words):
        return False
    parts = {part for word in folded for part in (word, *word.split("-"), word.removesuffix("'s").removesuffix("’s"))}
    return parts.isdisjoint(_ROLES) and parts.isdisjoint(names)
