"""The words by which people mark objectives, key results and their values, in the languages that companies write.

Decides what a label at the beginning of a line says; nothing here knows where a line stands.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import msgspec

from okrsite.importing.field_words import FIELD_OF, PROSE_WORDS
from okrsite.late_patterns import compile_late

LabelKind = Literal["objective", "key result", "objectives", "key results", "deliverables", "field", "prose"]

LONGEST_LABEL = 90
"""Characters at the beginning of a line in which a label is looked for."""

_OBJECTIVE = (
    r"objectives?|objectifs?|objetivos?|obiettiv[oi]|doelstelling(?:en)?|zielsetzung(?:en)?|ziele?|doel(?:en)?"
    r"|målsättning(?:ar)?|mål|cele?|hedefl?e?r?|цел[ьи]|目标|目標|목표|mục tiêu|الهدف|الأهداف"
)
_GOAL = r"goals?|priorit(?:y|ies)|rocks?"
_KEY_RESULT = (
    r"key[ -]?results?|krs?|(?:se|rc)(?=\s?\d)|schl[uü]ssel(?:ergebnis(?:se)?|resultate?)|kernergebnis(?:se)?"
    r"|messgr[oö](?:ß|ss)en?"
    r"|r[eé]sultats?[ -]cl[eé]s?|resultados?[ -](?:clave|chaves?|principa(?:l|is))|risultat[oi] chiave"
    r"|kernresulta(?:at|ten)"
    r"|nyckelresultat|kluczow[ey] (?:rezultat|wynik)y?|anahtar sonuç(?:lar)?"
    r"|ключев(?:ой|ые) результаты?|关键结果|關鍵結果"
    r"|핵심 ?결과|kết quả (?:then chốt|chính)|hasil (?:kunci|utama)|النتيجة الرئيسية|النتائج الرئيسية"
)
_NUMBER = r"(?:\s?(?:#|n[or°]\.?\s?|nº|O(?=\d))?\s?-?\d{1,3}(?:[.\-/]\d{1,3}){0,3}[a-z]?\b|\s[A-Z]\b(?![\w']))"
_SEPARATOR = r"(?:\s?(?:[:：.)|]|={1,2}>|->|→)(?=\s|$|[^\w])|\s?[:：]|\s[-–—]{1,3}(?=\s|$)|[-–—](?=\s)|(?=\s*$))"

_PARENTHESIS = r"(?:\s?\((?P<inner>[^()]{1,50})\))?"
_OBJECTIVE_LABEL = compile_late(
    rf"(?P<before>(?:[\w&/’'.-]+ ){{0,3}}?)(?P<word>{_OBJECTIVE}|{_GOAL})(?P<number>{_NUMBER})?{_PARENTHESIS}"
    rf"(?P<separator>{_SEPARATOR})(?P<rest>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED_OBJECTIVE = compile_late(
    rf"(?P<before>)(?P<word>{_OBJECTIVE}|{_GOAL})(?P<number>\s?#?\s?\d{{1,3}}(?:\.\d{{1,3}})?)(?P<separator>\s+)(?P<rest>\S.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_SHORT_OBJECTIVE = compile_late(
    r"(?:(?:[A-Z]{1,3}\d{0,2}[-_ ])?(?:O|OKR|OBJ\.?)\s?[-#]?(?P<number>\d{1,3}(?:\.\d{1,2})?)|O(?=\s?:\s|\s?：))"
    r"(?:\s?[:：.)|](?=\s|$|\*)|\s?[:：]|\s[-–—]{1,3}(?=\s)|[-–—](?=\s)|(?=\s+[\"“'A-ZÀ-ÞА-Я])|(?<=-\d)(?=\s+[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])|(?=\s*$))"
    r"(?P<rest>.*)\Z",
    re.DOTALL,
)
_KEY_RESULT_LABEL = compile_late(
    rf"(?P<before>(?:[\w&/(),’'.+-]+ ){{0,7}}?)(?:O\d{{1,2}}[\s.\-:/]{{0,2}})?(?P<word>{_KEY_RESULT})"
    rf"(?P<number>{_NUMBER})?{_PARENTHESIS}"
    rf"(?P<separator>{_SEPARATOR})(?P<rest>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED_KEY_RESULT = compile_late(
    rf"(?P<before>)(?P<word>{_KEY_RESULT})(?P<number>-\d{{1,3}}(?:-\d{{1,3}}){{0,2}}|\s?#?\s?\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}[a-z]?)"
    r"(?P<separator>\s+)(?P<rest>\S.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER_OF_HEADING = compile_late(r"(O\s?\d{1,2})\s+(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")
"""The number of an objective before words without capitals; elsewhere than in headings it may refer to one."""
_PLURAL = compile_late(
    r"(?:.*s|resultados? clave|ziele|zielsetzungen|doelen|doelstellingen|obiettivi|hedefler|цели|målsättningar"
    r"|schl[uü]sselergebnisse"
    r"|schl[uü]sselresultate|kernergebnisse|risultati chiave|kernresultaten|anahtar sonuçlar|ключевые результаты"
    r"|关键结果|關鍵結果|nyckelresultat"
    r"|kluczowe .*|messgr.*n|핵심 ?결과)\Z",
    re.IGNORECASE,
)
_SUCCESS = compile_late(
    r"(?:we['’]ll know (?:that )?we(?:['’]re| are)? success\w*(?: when)?|how (?:will|do) we (?:measure|know)\b.{0,40}"
    r"|(?:as )?measured by|measures? of success|success (?:metrics|measures|criteria)"
    r"|what (?:success|done|good) looks like"
    r"|we know (?:we|that|this)\b.{0,40}|measurable results|outcomes|target outcomes|erfolgskriterien|metrics|measures)"
    r"\s?[:：]?\s*\Z",
    re.IGNORECASE,
)
_DELIVERABLES = compile_late(
    r"(?:what we['’]ll ship|deliverables|what we(?:['’]ll| will) do)\s?[:：]?\s*\Z", re.IGNORECASE
)
_SAID_DELIVERABLES = compile_late(
    r"what we(?:['’]ll| will) (?:ship|do|build)\s?[:：]\s*(?P<rest>\S.*)\Z", re.IGNORECASE | re.DOTALL
)

_BRACKETED = compile_late(
    r"[\[(](?P<label>(?:KR|O|Key Result|Objective)\s?#?\d{1,2}(?:\.\d{1,2})?)[\])]\s*[:.–—-]?\s*(?P<rest>\S.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_FIELD_LABEL = compile_late(
    r"(?P<label>[^:：=|\n]{1,45}?)\s?(?P<sign>[:：]|\s=\s|\s[-–—]\s)\s*(?P<rest>.*)\Z", re.DOTALL
)
_OF_NUMBERED = frozenset(("owner", "score", "progress", "status"))
"""Values of a goal that is named by its number: `Objective 1 final score: 0.6`."""
_ARTICLES = frozenset(
    ("the", "a", "an", "this", "that", "each", "every", "your", "for", "my", "one", "set", "write", "define")
)
_TELLS_TIME = compile_late(
    r"\d|\b(?:objectives?|goals?|and|okrs?|how|what|our|about|writing|good|setting)\b", re.IGNORECASE
)
_SAID_BEHIND = compile_late(r".{1,30}\((?:KRs?|key results?)\)\Z", re.IGNORECASE)
"""A heading such as `Target (KR)`."""
_IN_PARENTHESES = compile_late(r"\s*\([^()]{1,40}\)\s*\Z")
"""What a name says more about itself: `Key Result (EN)`, `Next steps (for the handbook)`."""
_COUNTED = compile_late(r"\d{1,2}\s(?:key results?|KRs)\b.{0,80}\Z", re.IGNORECASE)
"""A heading that counts what follows: `3 Key Results — leading and lagging`."""
_WITHOUT_CAPITALS = compile_late(r"[\u0590-\u08ff]")
"""Words of a script in which nothing tells a name before a label from the beginning of a sentence."""
_SIGNS = " :：-–—|.)]"
"""What stands between a label and what it labels, where there are two of it: `KR 1 : …`, `KR1.1 — …`."""
_SAID_OF_RESULT = compile_late(
    r"KR\s?#?\d{1,2}(?:\.\d{1,2}){0,2}(?:(?:은|는|이|가|의|을|를|에)\s.*"
    r"|\s(?P<about>deep[- ]dive|details?|notes?|breakdown|plan|status|update|progress|tracking|rationale|initiatives"
    r"|activities|tasks|actions)\s?[:–—].*)\Z",
    re.IGNORECASE | re.DOTALL,
)
"""A line about a key result that stands elsewhere: `KR1 deep dive: …`, in Korean its number with a particle."""
_NO_LETTERS = compile_late(r"[^\w%]+", re.UNICODE)
_ENGLISH_INNER = compile_late(r"(?P<kind>objective|key results?|krs?)s?\Z", re.IGNORECASE)


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


def mark_number(heading: str) -> str:
    """Return a heading with a colon behind the number of an objective: `O1 提高` as `O1：提高`."""
    return _NUMBER_OF_HEADING.sub(r"\1：", heading, count=1) if _NUMBER_OF_HEADING.match(heading) else heading


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
    if _COUNTED.match(text):
        return Label("key results", "")
    if _DELIVERABLES.match(text):
        return Label("deliverables", "")
    if _SAID_OF_RESULT.match(text):
        return Label("prose", text, name="remark")
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
    if before.count("(") > before.count(")") or _WITHOUT_CAPITALS.match(before):
        return None  # `Ships first (the rest is for KR1.3). …` begins with words of its own
    if before and match["separator"].strip() in ("→", "->", "=>", "==>"):
        return None  # `Without KR3 → train again` says what follows from one
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
    if words not in FIELD_OF and words not in PROSE_WORDS:
        words = normalise_words(_IN_PARENTHESES.sub("", label))
    if name := FIELD_OF.get(words) or FIELD_OF.get(words.removesuffix(" s")):
        is_dash = match is not None and match["sign"].strip() in ("-", "–", "—")
        if (match is None or is_dash) and name not in ("why", "owner", "score", "progress", "status", "target"):
            return None
        if match is None and name != "why":
            return None
        return Label("field", rest, name=name)
    if words in PROSE_WORDS and (match is None or match["sign"].strip() in (":", "：")):
        return Label("prose", rest, name=words)
    return None


def remove_parentheses(text: str) -> str:
    """Return words without what they say in parentheses at their end."""
    return _IN_PARENTHESES.sub("", text)


def cut_label(text: str, *kinds: LabelKind) -> str:
    """Return the words behind a label of some kinds; all of the text where it has none, or nothing behind it."""
    label = read_label(text)
    return label.rest if label is not None and label.kind in kinds and label.rest else text


def find_column_field(heading: str) -> str | None:
    """Return the field that a column's heading names: `owner`, `score`, …; None for none."""
    words = normalise_words(heading)
    return FIELD_OF.get(words) or FIELD_OF.get(words.removesuffix(" s"))


def is_prose_word(text: str) -> bool:
    """Whether a heading names a part that is no OKR: notes, initiatives, risks, …."""
    return normalise_words(text) in PROSE_WORDS


def names_key_results(heading: str) -> bool:
    """Whether the column below a heading holds key results."""
    heading = _IN_PARENTHESES.sub("", heading) if not _SAID_BEHIND.match(heading) else heading
    label = read_label(heading)
    return (
        normalise_words(heading) in ("kr", "krs", "key result", "key results")
        or _SAID_BEHIND.match(heading) is not None
        or (label is not None and label.kind in ("key result", "key results") and not label.rest and not label.is_weak)
    )
