"""OKR606: an objective is a slogan, or says too little.

What: the title of an objective has nothing but words that any company could say of anything (“Improve”, “Be the best”,
“World-class quality”, “Besser werden”), in English or German. One word that says what it is about is enough to pass.
Why: whoever reads it doesn't know what to do differently on Monday, and at the end everybody can say that it was
reached.
Instead: say what will be different, for whom and in what.
Taught by: John Doerr, *Measure What Matters* (objectives are concrete); Richard Rumelt, *Good Strategy Bad Strategy*
(fluff).
Disagrees: those for whom an objective is a headline, and the key results below it say everything.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.checks.running_goals import list_open_objectives
from okrsite.checks.title_words import fold_words, quote_shortened, split_words
from okrsite.problems import Problem, create_problem
from okrsite.snapshot import Snapshot

_FILLERS = fold_words(
    "a all always an and are as at be become by day do even every everything for get go in is it its keep make more of "
    "on our ourselves the things to together us we what with "
    "alles am auf das dem den der die ein eine einen für im immer in ist machen mehr mit noch sein sind stets und uns "
    "unser unsere werden wir zu zum zur"
)
_EMPTY = fold_words(
    "achieve amazing awesome best better big bigger boost deliver drive efficiency efficient effective effectiveness "
    "effort excel excellence excellent fast faster first-class good great greatness greater grow growing growth high "
    "higher highest impact improve improvement improving increase innovate innovation innovative leader leaders "
    "leadership leading market number 1 one optimise optimisation optimization optimize outstanding perform "
    "performance potential productive productivity progress quality results scale smarter strong stronger succeed "
    "success successful synergies synergy think top unleash value win winning world-class "
    "beste besten bester bestes besser effektiver effektivität effizient effizienter effizienz erfolg erfolgreich "
    "erfolgreicher erhöhen exzellent exzellenz führend fortschritt größer gut gute guter höchste hohe innovativ "
    "innovativer leistung marktführer marktführerschaft nr nummer eins optimieren optimierung potenzial potenziale "
    "produktiver produktivität qualität schneller spitze spitzenklasse spitzenleistung stärker stark steigern "
    "verbessern verbesserung wachsen wachstum weltklasse wert werte"
)


def check(snapshot: Snapshot) -> Iterator[Problem]:
    """Yield a remark for each open objective whose title says nothing."""
    for objective in list_open_objectives(snapshot):
        if is_slogan(objective.title):
            yield create_problem(
                "OKR606",
                objective.place,
                f"{quote_shortened(objective.title)} could be anybody's goal.",
                "Say what will be different, for whom and in what.",
            )


def is_slogan(title: str) -> bool:
    """Whether a title has no word that says what it is about."""
    words = [word for word in split_words(title) if word not in _FILLERS]
    return bool(words) and _EMPTY.issuperset(words)
