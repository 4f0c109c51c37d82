"""What others call the fields of objectives and key results: words of other tools and languages, to be asked about."""

from __future__ import annotations

from collections.abc import Mapping

from okrsite.sources.markdown.labels import normalise_label

_OF_BOTH = {
    "Owner": (
        *(
            "responsible",
            "accountable",
            "dri",
            "lead",
            "led by",
            "assignee",
            "assigned to",
            "owned by",
            "who",
            "in charge",
        ),
        *("verantwortlich", "verantwortung", "zuständig", "besitzer", "responsable"),
    ),
    "Contributes to": (
        *(
            "parent",
            "parent objective",
            "parent goal",
            "aligned to",
            "aligned with",
            "aligns with",
            "linked to",
            "links to",
        ),
        *("rolls up to", "supports goal", "zahlt ein auf", "trägt bei zu", "beitrag zu", "contribue à"),
    ),
    "Supports": ("helps", "helps goal", "unterstützt", "enables", "advertises"),
    "Status": ("state", "health", "rag", "zustand"),
    "Tags": ("labels", "keywords", "label", "schlagworte", "schlagwörter", "stichworte"),
    "Id": ("identifier", "ident", "slug", "key", "kürzel", "kennung", "short name", "short id", "identifiant"),
}
_OF_OBJECTIVES = {
    "Contributors": ("helpers", "members", "with help of", "mitwirkende", "beteiligte"),
    "Depends on": (
        "depends",
        "dependency",
        "dependencies",
        "needs from",
        "hängt ab von",
        "abhängig von",
        "abhängigkeiten",
    ),
    "Ambition": ("type", "kind", "category", "art"),
    "Consult": ("consulted", "fragen"),
    "Inform": ("informed", "informieren"),
    "Reviewer": ("reviewed by", "prüfer", "gegenleser"),
    "Continues": ("continued from", "carried over from", "carries on", "setzt fort", "fortsetzung von"),
    "Blockers": ("risks", "risk", "obstacles", "impediments", "blocker", "blocked by", "hindernisse"),
    "Why": ("description", "rationale", "reason", "background", "context", "warum", "grund"),
}
_OF_KEY_RESULTS = {
    "Key result": (
        *(
            "schlüsselergebnis",
            "kernergebnis",
            "ergebnis",
            "kennzahl",
            "messgröße",
            "result",
            "metric",
            "what",
        ),
        *("résultat clé", "résultats clés", "indicateur", "resultado clave", "resultados clave", "indicador"),
    ),
    "Now": (
        "actual",
        "today",
        "value",
        "current value",
        "ist",
        "aktuell",
        "heute",
        "stand",
        "as of today",
        "latest",
        "status quo",
        *("derzeit", "jetzt", "actuel", "actuelle", "actuellement", "aujourd'hui", "ahora", "actualmente", "hoy"),
    ),
    "From": (
        "start value",
        "begin",
        "beginning",
        "initial",
        "was",
        "von",
        "ausgangswert",
        "startwert",
        "de",
        "départ",
        "desde",
        "inicio",
    ),
    "To": ("target value", "aim", "goal value", "ziel", "zielwert", "bis", "soll", "à", "cible", "hasta", "meta"),
    "Confidence": (
        "conf",
        "certainty",
        "likelihood",
        "probability",
        "zuversicht",
        "wahrscheinlichkeit",
        "confiance",
        "confianza",
    ),
    "Due": ("deadline", "until", "by when", "due date", "date", "fällig", "frist", "termin"),
    "Keep": ("range", "limit", "within", "halten", "bereich", "grenze"),
    "Unit": ("measure", "measured in", "unit of measure", "einheit"),
    "Weight": ("weighting", "gewicht", "gewichtung"),
    "Grade": ("score", "final score", "bewertung", "note am ende"),
    "Sum of": (
        "sum",
        "sums",
        "sum from",
        "total of",
        "adds up",
        "summe",
        "summe von",
        "somme",
        "somme de",
        "suma",
        "suma de",
    ),
    "Phases": ("interim targets", "milestones by date", "zwischenziele"),
    "Done": ("completed", "finished", "achieved", "erledigt", "fertig"),
}
_OF_CHECKINS = {
    "Status": _OF_BOTH["Status"],
    "By": ("who", "author", "reporter", "name", "owner", "von", "autor", "autorin", "auteur", "par", "por", "de"),
    "Date": ("day", "datum", "tag", "fecha", "jour", "when"),
    "Note": ("notes", "comment", "comments", "text", "notiz", "kommentar", "commentaire", "nota", "comentario"),
    "Now": ("values", "value", "actual", "stand", "werte", "wert", "ist", "aktuell", "valeurs", "valores"),
    "Confidence": ("conf", "certainty", "zuversicht", "confiance", "confianza"),
}
_OF_MEMOS = {
    "Author": ("by", "written by", "from", "who", "owner", "autor", "autorin", "auteur", "autrice"),
    "Date": ("day", "published", "datum", "fecha", "jour"),
    "Title": ("headline", "subject", "titel", "titre", "título", "betreff"),
}
_OF_TEAMS = {
    "Lead": ("leader", "owner", "head", "manager", "leiter", "leiterin", "leitung", "responsable", "chef"),
    "Parent": ("belongs to", "part of", "reports to", "above", "division", "gehört zu", "département"),
    "Mission": ("purpose", "goal", "auftrag", "zweck", "misión"),
    "Members": ("people", "team", "mitglieder", "membres", "miembros"),
}
_OF_PEOPLE = {
    "Team": ("unit", "department", "group", "abteilung", "équipe", "equipo", "bereich"),
    "Role": ("title", "position", "job", "function", "rolle", "funktion", "poste", "puesto"),
    "Link": ("website", "page", "url", "profile", "webseite", "site"),
    "Photo": ("picture", "image", "avatar", "foto", "bild"),
}
_OF_KPIS = {
    "Range": ("target", "goal", "limit", "limits", "ziel", "zielbereich", "objectif", "objetivo", "keep"),
    "Values": ("value", "data", "numbers", "history", "werte", "wert", "valeurs", "valores"),
    "About": ("description", "definition", "notes", "beschreibung"),
    "Owner": ("responsible", "lead", "verantwortlich", "responsable"),
    "Rhythm": ("frequency", "cadence", "interval", "rhythmus", "häufigkeit"),
}

_SAID_ELSEWHERE = {
    **dict.fromkeys(
        ("team", "unit", "department", "abteilung", "équipe", "equipo", "bereich"),
        "Whose objective it is says the folder of the file; people who help stand in “Contributors”.",
    ),
    **dict.fromkeys(
        ("quarter", "cycle", "period", "year", "quartal", "zeitraum", "jahr", "trimestre", "trimester"),
        "To which cycle it belongs says the name of the file.",
    ),
    **dict.fromkeys(
        (
            "progress",
            "% done",
            "done %",
            "percent done",
            "% complete",
            "completion",
            "fortschritt",
            "avancement",
            "progreso",
        ),
        "Progress is computed from the numbers of key results, so nobody types it.",
    ),
}
"""What need not be said, by its word, and what says it."""

REMARKS = frozenset(("comment", "comments", "remark", "remarks", "kommentar", "bemerkung", "anmerkung", "commentaire"))
"""Other words for notes; in Markdown they begin a note, and need no field."""


def _index_words(*groups: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: label for group in groups for label, words in group.items() for word in words}


_MEANT = {
    "objective": _index_words(_OF_OBJECTIVES, _OF_BOTH),
    "key_result": _index_words(_OF_KEY_RESULTS, _OF_BOTH),
    "initiative": _index_words({label: _OF_BOTH[label] for label in ("Owner", "Status")}),
    "memo": _index_words(_OF_MEMOS),
    "team": _index_words(_OF_TEAMS),
    "person": _index_words(_OF_PEOPLE),
    "kpi": _index_words(_OF_KPIS),
    "checkin": _index_words(_OF_CHECKINS),
}


def find_other_label(label: str, record: str) -> str:
    """Return the label of ours that another word for a field of a record means; empty for none."""
    return _MEANT.get(record, {}).get(normalise_label(label), "")


def explain_needless_label(label: str) -> str:
    """Return why something needn't be said that other tools ask for; empty for another label."""
    return _SAID_ELSEWHERE.get(normalise_label(label), "")
