"""Which of a field's words is meant by another one: `completed` is done, `amber` is at risk.

Decides which words people bring along from other tools are asked about, and with which of ours. None is read as one of
ours without a word: the colour of a traffic light is an opinion, and what it says is for its author to confirm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrsite.late_patterns import compile_late
from okrsite.nearest import find_close_name

_LONGEST = 100
"""Characters that are looked at; what is longer is a sentence."""

_SPELLED: dict[str, str] = {
    # How something stands. A field offers some of the words on the left only, and only those are proposed in it.
    "on track": "green|good|healthy|going well|ok|okay|fine|as planned|on plan|on schedule|on target|ontrack|track"
    "|in progress|ongoing|active|started|running|wip|work in progress|doing|🟢|💚|👍",
    "at risk": "amber|yellow|orange|risk|risky|warning|needs attention|attention|slipping|atrisk|blocked|concern"
    "|🟡|🟠|💛|⚠",
    "off track": "red|behind|behind schedule|late|delayed|overdue|critical|failing|in trouble|offtrack|bad|🔴|❤|🛑",
    "done": "completed|complete|finished|finish|achieved|accomplished|reached|met|closed|resolved|success|successful"
    "|delivered|shipped|100%|fulfilled|hit|ended|✅|✔|✓|☑",
    "paused": "on hold|hold|pause|suspended|stalled|waiting|parked|frozen|postponed|deferred|carried over|carry over"
    "|carried forward|moved|moved on|rolled over|rollover|⏸",
    "dropped": "cancelled|canceled|cancel|drop|abandoned|stopped|killed|aborted|rejected|deprioritised|deprioritized"
    "|given up|discontinued|removed|won't do|wont do|obsolete|not done|not achieved|missed|failed|not met|carried over"
    "|carried forward|carry over|❌|✗|✘",
    "todo": "to do|open|planned|not started|not started yet|new|next|backlog|pending|upcoming|scheduled|ready|☐",
    "doing": "in progress|ongoing|active|started|running|wip|work in progress|in work|working|begun|in review"
    "|in flight",
    # How far ahead, and how sure.
    "strategic": "long term|longterm|long|annual|yearly|strategy|multi year",
    "tactical": "short term|shortterm|short|quarterly|operational|tactic|monthly|mid term",
    "committed": "commit|commitment|roofshot|must|must have|guaranteed|firm|operational",
    "aspirational": "aspiration|moonshot|stretch|ambitious|stretch goal|bold|audacious",
    "learning": "learn|experiment|experimental|exploratory|exploration|explore|discovery|hypothesis",
    # What becomes of an objective behind its cycle.
    "carry on": "carried on|carry over|carried over|carried forward|continue|continued|keep|go on|next cycle|rollover",
    "close": "closed|end|ended|done|finished|completed|complete|reached|achieved",
    "drop": "dropped|abandon|abandoned|given up|give up|cancel|cancelled|canceled|stop|stopped|kill|killed",
    # Who may see it.
    "draft": "private|hidden|hide|secret|confidential|unpublished|wip|work in progress|in progress|internal|not public",
    "internal": "private|hidden|secret|confidential|company|company only|employees|staff|team|restricted|intern"
    "|not public",
    "public": "published|publish|visible|everyone|everybody|all|external|open|anyone|world|yes",
}


_SPELLED_ELSEWHERE: dict[str, str] = {
    # German, French, Spanish.
    "on track": "im plan|auf kurs|grün|gut|läuft|en bonne voie|vert|dans les temps|en curso|verde|bien encaminado",
    "at risk": "gefährdet|gelb|risiko|à risque|jaune|en riesgo|amarillo",
    "off track": "rot|verzögert|hinter plan|en retard|rouge|atrasado|retrasado|rojo",
    "done": "erledigt|fertig|erreicht|abgeschlossen|geschafft|terminé|terminée|fini|fait|atteint|hecho|logrado",
    "paused": "pausiert|ruht|angehalten|en pause|suspendu|en pausa|pausado",
    "dropped": "verworfen|gestrichen|abgebrochen|aufgegeben|abandonné|annulé|abandonado|cancelado|descartado",
    "todo": "offen|geplant|neu|à faire|prévu|pendiente|por hacer",
    "doing": "in arbeit|läuft|en cours|haciendo|en progreso|en curso",
    "committed": "verpflichtend|verbindlich|zugesagt|engagé|ferme|comprometido",
    "aspirational": "ehrgeizig|ambitioniert|ambitieux|ambicioso|aspiracional",
    "learning": "lernen|lernziel|apprentissage|aprendizaje",
    "weekly": "every week|wöchentlich|hebdomadaire|semanal",
    "monthly": "every month|monatlich|mensuel|mensual",
    "quarterly": "every quarter|quartalsweise|vierteljährlich|trimestriel|trimestral",
    "strategic": "strategisch|stratégique|estratégico|langfristig",
    "tactical": "taktisch|tactique|táctico|kurzfristig",
    "carry on": "fortsetzen|weiterführen|poursuivre|continuar",
    "close": "abschließen|schließen|clore|cerrar",
    "drop": "verwerfen|streichen|abandonner|descartar",
}


def _index_words() -> dict[str, tuple[str, ...]]:
    meanings: dict[str, tuple[str, ...]] = {}
    for word, spellings in (*_SPELLED.items(), *_SPELLED_ELSEWHERE.items()):
        for spelling in spellings.split("|"):
            meanings[spelling] = (*meanings.get(spelling, ()), word)
    return meanings


_MEANINGS = _index_words()
_HYPHENS = re.compile(r"[-_\u2010-\u2013\u2212]")
_OUTER_SIGNS = "[](){}<>.,;:!?*`\"'“”„‘’~/|#=&\ufe0f "
_HEAD_END = compile_late(r"[,;:(\[–—/|]| - ")


def normalise_word(typed: str) -> str:
    """Return a word as it is compared with others: small letters, single blanks, none of the hyphens."""
    return " ".join(_HYPHENS.sub(" ", typed.lower()).split())


def find_meant_words(typed: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return the words that may be meant by another one, the likeliest first; none where nothing is near.

    Args:
        typed: What was typed in their place.
        words: The words that a field knows.
    """
    typed = typed[:_LONGEST]
    for text in (typed, _HEAD_END.split(typed.strip(_OUTER_SIGNS), maxsplit=1)[0]):
        whole = normalise_word(text).strip(_OUTER_SIGNS)
        # Behind a sign there is often its word: `🟢 green`.
        for word in (whole, whole.lstrip("🟢🟡🟠🔴✅✔✓☑❌⏸🛑⚠\ufe0f ")):
            if word in words:
                return (word,)
            if meant := tuple(word for word in _MEANINGS.get(word, ()) if word in words):
                return meant
    near = find_close_name(normalise_word(typed), words)
    return (near,) if near else ()


def is_synonym(typed: str, words: Sequence[str]) -> bool:
    """Whether a text is another word, or a sign, for one of a field's words; one that is merely misspelt is not."""
    word = normalise_word(typed[:_LONGEST]).strip(_OUTER_SIGNS)
    return any(meant in words for meant in _MEANINGS.get(word, ()))
