"""Values as people type them beside goals: `75%`, `0,75`, `8/10`, `done`, `from 45 % to 60 %`.

Decides what a share, a score, a state and a start with a target are; what isn't one of them stays a text.
"""

from __future__ import annotations

import re

import msgspec

from okrsite.late_patterns import compile_late

_NUMBER = r"\d{1,3}(?:[., ’']\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_SHARE = compile_late(rf"[~≈>]?\s?(?P<number>{_NUMBER})\s?(?P<percent>%|percent\b|prozent\b|٪)?", re.IGNORECASE)
_FRACTION = compile_late(rf"(?P<part>{_NUMBER})\s?(?:/|of|von|out of)\s?(?P<whole>{_NUMBER})(?![\d%])", re.IGNORECASE)
_SCORE = compile_late(r"(?:0?[.,]\d{1,3}|0|1|1[.,]0{1,3})\Z")
_DONE = compile_late(
    r"[\W_]*(?:100\s?%\s*[-:,.]?\s*)?(?:done|complete|completed|achieved|accomplished|finished|shipped|delivered"
    r"|launched|released|hit|yes|met"
    r"|erledigt|erreicht|fertig|abgeschlossen|terminé|atteint|fait|hecho|logrado|completado|concluído|feito|atingido"
    r"|completato|raggiunto|concluso|realizado|cumplido|alcanzado|atteinte?|voltooid|behaald|gehaald|klart|uppnått|färdig"
    r"|gotowe|osiągnięt[ey]|ukończon[ey]|tamamlandı|выполнено|достигнуто|завершено|完了|達成|已完成|完成|完료|완료|달성"
    r"|exceeded|reached|closed)\b",
    re.IGNORECASE,
)
_NOT_DONE = compile_late(
    r"[\W_]*(?:not (?:yet )?(?:done|started|complete\w*|achieved|met|reached|delivered|shipped|on track)|no\b|missed"
    r"|failed"
    r"|nicht (?:erreicht|erledigt|begonnen)|offen\b|open\b|todo\b|to do\b|in progress|wip\b|ongoing|in arbeit|en "
    r"cours|pending|planned|deferred|dropped"
    r"|nicht auf kurs|auf kurs|gefährdet|en (?:bonne voie|riesgo|curso|retard)|à risque|pendiente|pendente|em andamento"
    r"|in corso|a rischio|niet|op koers|pågår|w toku|zagrożone|devam ediyor|в работе"
    r"|进行中|未完成|未着手|進行中|対応中|진행 ?중"
    r"|ontrack|offtrack|atrisk|off[ _-]track|at[ _-]risk"
    r"|cancel\w+|abandoned|postponed|on hold|partial\w*|mostly|not)\b",
    re.IGNORECASE,
)
_CHECKS = ("✅", "✔", "☑", "🏆", "🎉", "💯")
_CROSSES = ("❌", "✗", "✘", "☐", "🚫")
_QUANTITY = (
    r"(?:(?:[<>≤≥~≈±+-]|<=|>=)\s?)?(?:[$€£¥₹]|USD|EUR|CHF|GBP|US\$|R\$)?\s?"
    rf"(?:{_NUMBER}|[XYNZ](?![A-Za-z])|zero|null)\s?(?:(?:[kKmMbB]|bn|mn|mio|tsd|million|billion|thousand)\b)?\+?"
    r"(?:\s?(?:[%€$£‰]|percent\b|prozent\b|pts?\b|points?\b|pp\b|h\b|hrs?\b|hours?\b|ms\b|s\b|sec(?:onds)?\b"
    r"|min(?:utes)?\b|days?\b|weeks?\b|months?\b"
    r"|Tage?n?\b|Stunden?\b|Wochen?\b|Euro?s?\b|jours?\b|x\b|/\d{1,3}\b))?"
)
_ARROW = r"(?:→|➔|➜|⇒|->|=>|-->|⟶)"
_FROM_TO = (
    compile_late(
        rf"\b(?:from|von|de|desde|da|van|från)\s(?P<start>{_QUANTITY})(?:\s[\w\s]{{1,40}}?)?\s?"
        rf"(?:to|auf|zu|à|a|bis|naar|till|para|{_ARROW})"
        rf"\s(?P<target>{_QUANTITY})",
        re.IGNORECASE,
    ),
    compile_late(rf"(?<![\w.])(?P<start>{_QUANTITY})\s?{_ARROW}\s?(?P<target>{_QUANTITY})"),
)
_BASELINE = compile_late(
    rf"[(\[](?:currently|current|current is|baseline|baseline:|was|from|now|up from|down from|today|aktuell|heute"
    rf"|vs\.?)\s?[:=]?\s?(?P<start>{_QUANTITY})[)\]]",
    re.IGNORECASE,
)
_TARGET = compile_late(rf"[(\[](?:target|goal|ziel|to)\s?[:=]?\s?(?P<target>{_QUANTITY})[)\]]", re.IGNORECASE)


class Movement(msgspec.Struct, frozen=True):
    """Where a number starts and where it should be, as typed."""

    start: str | None
    target: str | None


def read_share(text: str) -> float | None:
    """Return what `75%`, `0.75`, `0,75`, `75` or `8/10` is as a share; None for what begins otherwise.

    A plain number up to 1 is a share, one above it percents; of whole columns, `ShareColumn` decides.
    """
    text = text.strip()
    if match := _FRACTION.match(text):
        part, whole = parse_number(match["part"]), parse_number(match["whole"])
        return round(part / whole, 4) if part is not None and whole else None
    match = _SHARE.match(text)
    if match is None:
        return None
    number = parse_number(match["number"])
    if number is None or number > 10_000:
        return None
    if match["percent"]:
        return round(number / 100, 4)
    rest = text[match.end() :].strip()
    if rest and not re.match(r"[-–—(,;|✅❌🟢🟡🔴⏳]", rest):
        return None
    return round(number if number <= 1 else number / 100, 4)


def read_score(text: str) -> float | None:
    """Return a grade between 0.0 and 1.0; of percents and of grades up to 10 or 100, their share; None for none."""
    words = text.strip().strip("()[]*_")
    if _SCORE.match(words):
        return parse_number(words)
    if re.fullmatch(rf"(?:{_NUMBER})\s?(?:%|/\s?\d+(?:[.,]\d)?)?", words):
        share = read_share(words)
        return share if share is not None and share <= 1 else None
    match = re.match(r"(0[.,]\d{1,2}|1[.,]0)\b", words)
    return parse_number(match[1]) if match else None


def read_done(text: str) -> bool | None:
    """Return whether words say that something is reached (`Done`, `✅`) or that it isn't; None where they don't say."""
    if any(sign in text for sign in _CHECKS):
        return True
    if any(sign in text for sign in _CROSSES) or _NOT_DONE.match(text):
        return False
    return True if _DONE.match(text) else None


def read_movement(text: str) -> Movement | None:
    """Return where a number in a text starts and where it should be: `from 45% to 60%`, `60 (currently 45)`."""
    for pattern in _FROM_TO:
        if match := pattern.search(text):
            return Movement(_join_spaces(match["start"]), _join_spaces(match["target"]))
    start, target = _BASELINE.search(text), _TARGET.search(text)
    if start or target:
        return Movement(
            _join_spaces(start["start"]) if start else None, _join_spaces(target["target"]) if target else None
        )
    return None


def is_quantity(text: str) -> bool:
    """Whether a text is a number with or without a unit, and nothing else."""
    return re.fullmatch(_QUANTITY, text.strip()) is not None


def parse_number(text: str) -> float | None:
    """Return a number with points or commas as decimals or between thousands; None for none."""
    plain = re.sub(r"[ ’'\u00a0\u202f]", "", text.strip())
    last = max(plain.rfind("."), plain.rfind(","))
    if last >= 0:
        sign, head, tail = plain[last], plain[:last], plain[last + 1 :]
        grouped = len(tail) == 3 and head not in ("", "0") and head.count(sign) + 1 == plain.count(sign)
        other = "," if sign == "." else "."
        if plain.count(sign) > 1 or (grouped and other not in head and sign == ","):
            plain = re.sub("[.,]", "", plain)
        else:
            plain = f"{re.sub('[.,]', '', head)}.{tail}"
    try:
        return float(plain)
    except ValueError:
        return None


def _join_spaces(text: str) -> str:
    return " ".join(text.split())
