"""The words by which people mark objectives, key results and their values, in the languages that companies write.

Decides what a label at the beginning of a line says; nothing here knows where a line stands.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import msgspec

LabelKind = Literal["objective", "key result", "objectives", "key results", "deliverables", "field", "prose"]

LONGEST_LABEL = 90
"""Characters at the beginning of a line in which a label is looked for."""

_OBJECTIVE = (
    r"objectives?|objectifs?|objetivos?|obiettiv[oi]|doelstelling(?:en)?|zielsetzung(?:en)?|ziele?|doel(?:en)?"
    r"|målsättning(?:ar)?|mål|cele?|hedefl?e?r?|цел[ьи]|目标|目標|목표"
)
_GOAL = r"goals?|priorit(?:y|ies)|rocks?"
_KEY_RESULT = (
    r"key[ -]?results?|krs?|(?:se|rc)(?=\s?\d)|schl[uü]ssel(?:ergebnis(?:se)?|resultate?)|kernergebnis(?:se)?"
    r"|messgr[oö](?:ß|ss)en?"
    r"|r[eé]sultats?[ -]cl[eé]s?|resultados?[ -](?:clave|chaves?|principa(?:l|is))|risultat[oi] chiave"
    r"|kernresulta(?:at|ten)"
    r"|nyckelresultat|kluczow[ey] (?:rezultat|wynik)y?|anahtar sonuç(?:lar)?"
    r"|ключев(?:ой|ые) результаты?|关键结果|關鍵結果"
    r"|핵심 ?결과"
)
_NUMBER = r"(?:\s?(?:#|n[or°]\.?\s?|nº)?\s?-?\d{1,3}(?:[.\-/]\d{1,3}){0,3}[a-z]?\b|\s[A-Z]\b(?![\w']))"
_SEPARATOR = r"(?:\s?(?:[:：.)|]|={1,2}>|->|→)(?=\s|$|[^\w])|\s?[:：]|\s[-–—]{1,3}(?=\s|$)|[-–—](?=\s)|(?=\s*$))"

_PARENTHESIS = r"(?:\s?\((?P<inner>[^()]{1,50})\))?"
_OBJECTIVE_LABEL = re.compile(
    rf"(?P<before>(?:[\w&/’'.-]+ ){{0,3}}?)(?P<word>{_OBJECTIVE}|{_GOAL})(?P<number>{_NUMBER})?{_PARENTHESIS}"
    rf"(?P<separator>{_SEPARATOR})(?P<rest>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED_OBJECTIVE = re.compile(
    rf"(?P<before>)(?P<word>{_OBJECTIVE}|{_GOAL})(?P<number>\s?#?\s?\d{{1,3}}(?:\.\d{{1,3}})?)(?P<separator>\s+)(?P<rest>\S.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_SHORT_OBJECTIVE = re.compile(
    r"(?:(?:[A-Z]{1,3}\d{0,2}[-_ ])?(?:O|OKR|OBJ\.?)\s?[-#]?(?P<number>\d{1,3}(?:\.\d{1,2})?)|O(?=\s?[:：]\s))"
    r"(?:\s?[:：.)|](?=\s|$|\*)|\s?[:：]|\s[-–—]{1,3}(?=\s)|[-–—](?=\s)|(?=\s+[\"“'A-ZÀ-ÞА-Я])|(?=\s*$))(?P<rest>.*)\Z",
    re.DOTALL,
)
_KEY_RESULT_LABEL = re.compile(
    rf"(?P<before>(?:[\w&/(),’'.+-]+ ){{0,7}}?)(?:O\d{{1,2}}[\s.\-:/]{{0,2}})?(?P<word>{_KEY_RESULT})"
    rf"(?P<number>{_NUMBER})?{_PARENTHESIS}"
    rf"(?P<separator>{_SEPARATOR})(?P<rest>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED_KEY_RESULT = re.compile(
    rf"(?P<before>)(?P<word>{_KEY_RESULT})(?P<number>\s?#?\s?\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}[a-z]?)"
    r"(?P<separator>\s+)(?P<rest>\S.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_PLURAL = re.compile(
    r"(?:.*s|ziele|zielsetzungen|doelen|doelstellingen|obiettivi|hedefler|цели|målsättningar|schl[uü]sselergebnisse"
    r"|schl[uü]sselresultate|kernergebnisse|risultati chiave|kernresultaten|anahtar sonuçlar|ключевые результаты"
    r"|关键结果|關鍵結果|nyckelresultat"
    r"|kluczowe .*|messgr.*n|핵심 ?결과)\Z",
    re.IGNORECASE,
)
_SUCCESS = re.compile(
    r"(?:we['’]ll know (?:that )?we(?:['’]re| are)? success\w*(?: when)?|how (?:will|do) we (?:measure|know)\b.{0,40}"
    r"|(?:as )?measured by|measures? of success|success (?:metrics|measures|criteria)|what success looks like"
    r"|we know (?:we|that|this)\b.{0,40}|measurable results|outcomes|target outcomes|erfolgskriterien|metrics|measures)"
    r"\s?[:：]?\s*\Z",
    re.IGNORECASE,
)
_DELIVERABLES = re.compile(
    r"(?:what we['’]ll ship|deliverables|what we(?:['’]ll| will) do)\s?[:：]?\s*\Z", re.IGNORECASE
)
_SAID_DELIVERABLES = re.compile(
    r"what we(?:['’]ll| will) (?:ship|do|build)\s?[:：]\s*(?P<rest>\S.*)\Z", re.IGNORECASE | re.DOTALL
)

_FIELDS: dict[str, str] = {
    "owner": "owner|owners|owner s|objective owner|kr owner|dri|dris|directly responsible individual|lead|leads"
    "|responsible"
    "|accountable|accountable person|assignee|assigned to|champion|driver|sponsor|exec sponsor|tracking manager|led by"
    "|verantwortlich|verantwortliche|verantwortlicher|besitzer|eigentümer|responsable|responsables|propriétaire|pilote"
    "|dueño|responsável|dono|eigenaar|ansvarig|owned by|point person|maintainer|coordinator",
    "team": "team|teams|department|group|squad|area|abteilung|équipe|equipo|equipe|working group|division",
    "cycle": "cycle|quarter|period|time period|timeframe|time frame|okr period|quartal|trimestre|zeitraum|periode"
    "|zyklus",
    "progress": "progress|current progress|completion|complete|percent complete|complete %|% complete|% completed"
    "|overall progress|fortschritt"
    "|avancement|progreso|progresso|ilerleme|progression|attainment",
    "score": "score|final score|kr score|objective score|grade|final grade|rating|bewertung|note finale|puntuación"
    "|punktzahl|result score"
    "|q score|end score|eoq score|final",
    "status": "status|state|health|rag|on track|current state|statut|estado|stand|status s",
    "target": "target|goal value|target value|end|end value|zielwert|cible|meta|objective value|committed target"
    "|final target|goal",
    "from": "baseline|start|starting|starting value|start value|initial|initial value|current baseline|from"
    "|ausgangswert"
    "|startwert|valeur initiale|valor inicial|base|starting point|starting metric",
    "now": "current|current value|current status|now|actual|actual value|latest|today|aktuell|aktueller wert|istwert"
    "|valeur actuelle|actuel|actual eoq|as of today",
    "to": "to",
    "due": "due|due date|deadline|by|by when|target date|end date|fällig|échéance|fecha|eta|timeline|timing",
    "confidence": "confidence|confidence level|zuversicht|confiance|confianza",
    "result": "result|outcome|actual result|achieved|achievement|ergebnis|erreicht|outcome so far",
    "parent": "parent|parent objective|aligns to|aligned to|aligned with|supports|contributes to|parent okr|ladders "
    "up to|ladder up|alignment|company objective|company okr|unterstützt",
    "metric": "metric|measure|measurement|measurement method|data source|source|evidence|unit|kpi|type|priority"
    "|weight|horizon|tags|effort"
    "|created|updated|last updated|review date|version|date|epic|issue|link|links|tracked|active from|kr measurement "
    "deadline|tracking"
    "|tip|typ|frequency|source page",
    "why": "why|why this matters|why it matters|motivation|rationale|reason|reasoning|why now|purpose|problem|warum"
    "|begründung|pourquoi"
    "|por qué|impact|description|beschreibung|statement|context",
}
_PROSE = (
    "note|notes|comment|comments|commentary|remarks|update|updates|progress updates|latest update|retrospective|retro"
    "|learnings|lessons learned|reflection|reflections|what went well|initiatives|initiative|key initiatives"
    "|proposed initiatives"
    "|projects|key projects|tasks|activities|key activities|actions|action items|next steps|to do|todo|todos|todo s"
    "|dependencies"
    "|risks|risk|risks and dependencies|blockers|background|tracking|tracking notes|okr notes|details|epics"
    "|milestones|stretch goals"
    "|check in|check ins|weekly check in|history|assumptions|health metrics|guardrails|kpis|non goals|out of scope"
    "|maßnahmen|massnahmen"
    "|initiativen|hintergrund|anmerkungen|notizen|actions clés|iniciativas|what we ll do|stakeholders|resources|key "
    "metrics"
    "|supporting activities|supporting projects|strategies|tactics|how|approach|scoring|scoring notes|izleme|değerler"
)
_FIELD_OF = {word: name for name, words in _FIELDS.items() for word in words.split("|")}
_PROSE_WORDS = frozenset(_PROSE.split("|"))
_BRACKETED = re.compile(
    r"[\[(](?P<label>(?:KR|O|Key Result|Objective)\s?#?\d{1,2}(?:\.\d{1,2})?)[\])]\s*[:.–—-]?\s*(?P<rest>\S.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_FIELD_LABEL = re.compile(r"(?P<label>[^:：=|\n]{1,45}?)\s?(?P<sign>[:：]|\s=\s|\s[-–—]\s)\s*(?P<rest>.*)\Z", re.DOTALL)
_OF_NUMBERED = frozenset(("owner", "score", "progress", "status"))
"""Values of a goal that is named by its number: `Objective 1 final score: 0.6`."""
_ARTICLES = frozenset(
    ("the", "a", "an", "this", "that", "each", "every", "your", "for", "my", "one", "set", "write", "define")
)
_TELLS_TIME = re.compile(
    r"\d|\b(?:objectives?|goals?|and|okrs?|how|what|our|about|writing|good|setting)\b", re.IGNORECASE
)
_SIGNS = " :：-–—|.)]"
"""What stands between a label and what it labels, where there are two of it: `KR 1 : …`, `KR1.1 — …`."""
_NO_LETTERS = re.compile(r"[^\w%]+", re.UNICODE)
_ENGLISH_INNER = re.compile(r"(?P<kind>objective|key results?|krs?)s?\Z", re.IGNORECASE)


class Label(msgspec.Struct, frozen=True):
    """What the beginning of a line says."""

    kind: LabelKind
    rest: str
    """The words behind it."""
    name: str = ""
    """Of a field: its name (`owner`, `score`, …)."""
    number: str = ""
    """As typed: `1`, `2.1`."""
    role: str = ""
    """What stands before it: the `VP Eng` of `VP Eng KR:`; the `(Sales)` of `KR 1 (Sales):`, which may be a theme."""
    is_weak: bool = False
    """Whether the word is used for other things too: `Goal: …`."""


def normalise_words(text: str) -> str:
    """Return words as they are compared: small letters, single blanks, no signs."""
    return " ".join(_NO_LETTERS.sub(" ", text.lower()).split())


@lru_cache(maxsize=16384)
def read_label(text: str) -> Label | None:
    """Return what the beginning of a line says; None for one that begins with words of its own."""
    if bracketed := _BRACKETED.match(text):
        text = f"{bracketed['label']}: {bracketed['rest']}"
    for read in (_read_success, _read_key_result, _read_objective, _read_field):
        if label := read(text):
            inner = _read_field(label.rest) if label.number and label.kind in ("objective", "key result") else None
            if inner is not None and inner.kind == "field" and inner.name in _OF_NUMBERED:
                return inner
            return msgspec.structs.replace(label, rest=label.rest.lstrip(_SIGNS).strip())
    return None


def _read_success(text: str) -> Label | None:
    if _SUCCESS.match(text):
        return Label("key results", "", is_weak=True)
    if _DELIVERABLES.match(text):
        return Label("deliverables", "")
    said = _SAID_DELIVERABLES.match(text)
    return Label("prose", said["rest"], name="deliverables") if said is not None else None


def _read_key_result(text: str) -> Label | None:
    named = _KEY_RESULT_LABEL.match(text)
    match = named if named is not None and named["inner"] else _NUMBERED_KEY_RESULT.match(text) or named
    if match is None or match.start("rest") > LONGEST_LABEL:
        return None
    before = match["before"].strip()
    if before and (before[:1].islower() or before.split()[0].lower() in _ARTICLES):
        return None
    rest, number = match["rest"].strip(), (match["number"] or "").strip(" #-")
    inner = match.groupdict().get("inner") or ""
    plural = not number and _PLURAL.match(match["word"]) is not None
    if plural and not rest:
        return (
            Label("key results", "", role=before)
            if len(before.split()) <= 3 and not _TELLS_TIME.search(before)
            else None
        )
    if plural and before:
        return None
    if inner and not rest:
        rest = "" if _ENGLISH_INNER.match(inner) else f"({inner})"
        inner = ""
    role, rest = _place_inner(inner, before, rest)
    return Label("key result", rest, number=number, role=role, is_weak=plural)


def _place_inner(inner: str, before: str, rest: str) -> tuple[str, str]:
    """Return role and words of a goal whose label has a parenthesis: `Objective 1 (Sales): …` says whose it is."""
    if not inner or _ENGLISH_INNER.match(inner):
        return before, rest
    if not before and inner[:1].isalpha() and inner[:1].isupper() and not any(sign.isdigit() for sign in inner):
        return f"({inner})", rest
    return before, f"{rest} ({inner})" if rest else f"({inner})"


def _read_objective(text: str) -> Label | None:
    if short := _SHORT_OBJECTIVE.match(text):
        return Label("objective", short["rest"].strip(), number=short["number"] or "")
    named = _OBJECTIVE_LABEL.match(text)
    match = named if named is not None and named["inner"] else _NUMBERED_OBJECTIVE.match(text) or named
    if match is None or match.start("rest") > LONGEST_LABEL:
        return None
    before, word = match["before"].strip(), match["word"].lower()
    rest, number = match["rest"].strip(), (match["number"] or "").strip(" #-")
    if before and (before[:1].islower() or not before[:1].isalpha() or before.split()[0].lower() in _ARTICLES):
        return None
    weak = re.fullmatch(_GOAL, word, re.IGNORECASE) is not None
    inner = match.groupdict().get("inner") or ""
    if inner and (known := _ENGLISH_INNER.match(inner)) and known["kind"].lower() != "objective":
        return Label("key results" if not rest else "key result", rest)
    plural = not number and _PLURAL.match(word) is not None and word != "mål"
    if plural:
        return Label("objectives", rest, role=before, is_weak=weak) if not rest else None
    if weak and not number and not match["separator"].strip():
        return None
    role, rest = _place_inner(inner, before, rest)
    return Label("objective", rest, number=number, role=role, is_weak=weak)


def _read_field(text: str) -> Label | None:
    match = _FIELD_LABEL.match(text)
    label, rest = (match["label"], match["rest"].strip()) if match else (text, "")
    words = normalise_words(label)
    if name := _FIELD_OF.get(words) or _FIELD_OF.get(words.removesuffix(" s")):
        is_dash = match is not None and match["sign"].strip() in ("-", "–", "—")
        if (match is None or is_dash) and name not in ("why", "owner", "score", "progress", "status", "target"):
            return None
        if match is None and name != "why":
            return None
        return Label("field", rest, name=name)
    if words in _PROSE_WORDS and (match is None or match["sign"].strip() in (":", "：")):
        return Label("prose", rest, name=words)
    return None


def cut_label(text: str, *kinds: LabelKind) -> str:
    """Return the words behind a label of some kinds; all of the text where it has none, or nothing behind it."""
    label = read_label(text)
    return label.rest if label is not None and label.kind in kinds and label.rest else text


def find_column_field(heading: str) -> str | None:
    """Return the field that a column's heading names: `owner`, `score`, …; None for none."""
    words = normalise_words(heading)
    return _FIELD_OF.get(words) or _FIELD_OF.get(words.removesuffix(" s"))


def is_prose_word(text: str) -> bool:
    """Whether a heading names a part that is no OKR: notes, initiatives, risks, …."""
    return normalise_words(text) in _PROSE_WORDS
