"""A line of a goal, taken apart: its title, its owner, what was reached, how far it is.

Decides which words at both ends of a line are no part of its title. What stands in the middle always is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from okrsite.importing.line_tails import STATE_LAST, STATE_SENTENCE, WORDS_OF_AMOUNTS, cut_quotes, cut_tail
from okrsite.importing.values import is_quantity, read_done, read_movement, read_score, read_share
from okrsite.importing.words import Label, read_label
from okrsite.late_patterns import compile_late
from okrsite.sources.nobody import is_nobody

_KRAMDOWN = compile_late(r"\{:[^{}\n]{0,200}\}|\{#[\w-]{1,100}(?:\s[^{}\n]{0,200})?\}|<!--.*?-->", re.DOTALL)
_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u23e9-\u23fa\u231a\u231b\u2139"
"""Pictures, signs and joiners, as parts of a set in a regular expression."""
_EDGE_SIGNS = compile_late(rf"(?:[{_EMOJI}]|:[a-z][a-z0-9_+-]{{1,40}}:|!WIP!)+\s*")
_END_SIGNS = compile_late(rf"\s*(?:[{_EMOJI}]|(?<=\s):[a-z][a-z0-9_+-]{{1,40}}:)+\Z")
_NUMBERING = compile_late(
    r"(?:[•▪◦‣](?=\s)|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?"
    rf"(?!\s+(?:{WORDS_OF_AMOUNTS})\b)|[a-z][.)]|[IVX]{{1,4}}[.)]|[A-EGKMST]\d{{1,2}}\s[–—-])\s+"
    r"(?=\S)|(?:[一二三四五六七八九十]{1,3}|第[一二三四五六七八九十\d]{1,3}[章节節部])[、．.]\s*(?=\S)"
)
_PRIORITY = compile_late(
    r"(?:\[(?:P\d|PX|P\?)\]|\((?:P\d|PX)\)|(?:P\d|PX)(?=\s*[-:–—]|\s+@|\s+[A-Z]|,\s*(?:@|\?))|p\d(?=\s*[-:–—]|,\s*@))"
    r"\s*[-:–—,]?\s*"
)
_PRIORITY_LAST = compile_late(r"\s*[\[(](?:P\d|PX|P\?)[\])]\s*\Z|\s+[_?]{0,3}\s?/\s?10\Z")
"""A priority, or the place of a score that nobody has given: `/10`."""
_HANDLE = r"@[\w?][\w.?-]{0,60}"
_HANDLE_FIRST = compile_late(
    rf"(?P<names>{_HANDLE}(?:[\s,&/+]{{1,3}}(?:and\s)?{_HANDLE}){{0,5}})(?:\s?\(\?\))?\s*[-:–—]?\s+(?=\S)"
)
_NOBODY_FIRST = compile_late(r"(?:OWNER|TBD|\?{2,4})\s*(?:[:–—]|\s-)\s+(?=\S)")
"""A place for an owner that nobody has filled, before a goal."""
_HANDLE_LAST = compile_late(
    rf"[\s,;]*[-–—:(\[/]{{0,3}}\s*(?P<names>{_HANDLE}(?:[\s,&/+]{{1,3}}(?:and\s)?{_HANDLE}){{0,5}})\s*[)\]]?[.]?\s*\Z"
)
_BRACKET_FIRST = compile_late(
    r"\[(?P<name>[A-Z][A-Z0-9&/ _-]{1,30}|@?[A-Z][\w&/ -]{1,30}(?:, [A-Z][\w&/ -]{1,30}){0,4}|@?[a-z][\w.-]{2,30})\]"
    r"\s*[:–—-]?\s*(?=\S)"
)
_BRACKET_LAST = compile_late(
    r"[\s]*\[(?P<name>[\w@][\w@.,&/ -]{0,60})\]\s*(?P<score>0?[.,]\d{1,2}|[01](?:[.,]0)?|\d{1,3}\s?%)?\s*\Z"
)
_OWNER_WORDS = (
    r"owners?|dris?|lead|leads|led by|owned by|responsible|assignee|champion"
    r"|verantwortlich\w*|responsable|driver|pilote|who"
)
_OWNER_SOMEWHERE = compile_late(
    rf"\s*(?:[(\[]\s?(?:(?:{_OWNER_WORDS})\s?[:=–-]\s?|(?:owners?|dris?|led by|owned "
    rf"by)\s)(?P<inside>[^()\[\]]{{1,80}})[)\]]"
    rf"|[-–—|;,]\s?(?:{_OWNER_WORDS})\s?[:=]\s?(?P<behind>[^|;()]{{1,80}}))\s*",
    re.IGNORECASE,
)
_NAME_LAST = compile_late(r"\s+[-–—]\s+(?P<name>[A-Z][\w'’.-]+(?:\s(?:[A-Z][\w'’.-]*|&|and|de|van|von)){1,3})\s*\Z")
_RESULT = compile_late(r"\s*(?:={1,3}>|-{1,3}>|⇒|➡️?|→|⟶|➔)\s*")
_TELLS_RESULT = compile_late(
    rf"\W*(?:\d|[{_EMOJI}✔✗✘☐]|(?:done|complete|achieved|accomplished|finished|shipped|delivered|launched|released|hit|yes"
    r"|no|not|none|met|missed|failed|partial|mostly|almost|in progress|on track|at risk|off track|pending|ongoing|open"
    r"|dropped|cancel|postponed|deferred|erledigt|erreicht|nicht|offen|terminé|atteint|hecho|logrado|exceeded|reached"
    r"|closed|we |still |all |only |result|outcome|score|grade)"
    r"|[^→⟶➔]*\b(?:was|were|has been|have been|had|didn['’]t)\b)",
    re.IGNORECASE,
)
"""What stands behind an arrow that leads to a result."""
_TELLS_STEP = compile_late(r"[^\W\d]+(?:\s[^\W\d]+){0,2}\s*(?:-{1,3}>|➡️?|→|⟶|➔)\s*[^\W\d]")
"""Words behind an arrow from which another one leads on: a step of several."""
_SCORE_LAST = compile_late(
    r"[\s:–—|,;-]*[(\[]?\s?(?:(?:final |kr |eoq )?(?:score|grade|graded|rating|note|bewertung)d?\s?[:=]?\s?)"
    r"(?P<named>[01]?[.,]\d{1,2}|[01]|\d{1,3}\s?%|\d{1,2}/10)\s?[)\]]?\s*\Z|(?:\s*[(\[]|\s+[-–—|:]+\s*"
    r"|:\s*)(?P<plain>0[.,]\d{1,2}|1[.,]00?)\s?[)\]]?\s*\Z"
    r"|(?<=[\w.)\]])\s+(?P<bare>0[.,]\d|1[.,]0)\Z",
    re.IGNORECASE,
)
_SHARE_LAST = compile_late(
    r"(?:[:–—-]\s*|\s*[(\[])(?:progress:?\s?|status:?\s?|at\s)?(?P<share>~?\d{1,3}(?:[.,]\d+)?\s?%"
    r"|\d{1,4}/\d{1,4}(?:\s?\(\d{1,3}%\))?)"
    r"(?P<more>\s?(?:complete|completed|done|there|erreicht))?(?P<why>[)\]]?\s*(?:[-–—,:]?\s*\([^()]{1,200}\)"
    r"|\([^\n]{1,300}\)|[-–—,;]\s[^\n]{1,300})?)[)\]]?\s*\Z"
    r"|(?<=[.!✅❌⏳🟢🟡🔴️])\s+(?P<bare>\d{1,3}\s?%)(?:\s\([^()]{1,200}\))?\s*\Z",
    re.IGNORECASE,
)
_REFERENCE_LAST = compile_late(
    r"(?:\s*[\[(](?:(?:ref|see):\s?[\w./-]*#\d+|(?:Epic|Issue|Link|MR|PR|Ticket)\s?[#!&]?\d*"
    r"|[\w./-]*#\d+(?:,?\s[\w./-]*#\d+)*|link|source|issue|epic|note)[\])]"
    r"|(?:\s+[(\[]?(?:KRs?|key results|details|more|see|tracked)\sin)?"
    r"(?:(?<=[.!)\]])\s*|\s+)(?:Epic|Issue)\s?[#!&]?\d+[\])]?)\s*\Z"
)
_NARROW = str.maketrans("（）％", "()%")
"""Signs as wide as Chinese letters."""
_TICKS = ("✅", "❌", "✔", "☑", "✗", "✘", "☐", "🎉", "🏆", "💯")
_WORDS_OF_A_NAME = 6
_LONGEST_LINE = 4_000
_NO_OWNERS = frozenset(
    ("redacted", "tbd", "wip", "draft", "stretch", "internal only", "if attending", "link", "x", "done", "new")
)
"""What stands in brackets before a goal and names nobody."""
_EMPTY_OWNERS = frozenset(("na", "name"))
"""What stands in templates and cells in place of an owner, beside the words by which nobody is meant everywhere."""


@dataclass(slots=True)
class LineParts:
    """What a line says; None where it says nothing of it."""

    title: str
    owner: str | None = None
    result: str | None = None
    progress: float | None = None
    score: float | None = None
    done: bool | None = None
    start: str | None = None
    target: str | None = None


def take_apart(
    text: str, *, checked: bool | None = None, struck: bool = False, keeps_values: bool = False
) -> LineParts:
    """Return what a line says.

    Args:
        text: Its words, without Markdown and without a label.
        checked: Whether the box before it is ticked; None where there is none.
        struck: Whether all of it is struck through.
        keeps_values: Whether start, value and target stay in the title: an objective has no field for them.
    """
    if len(text) > _LONGEST_LINE:
        return LineParts(" ".join(text.split()))  # no line of a goal; every pattern would go through it again and again
    parts = LineParts(" ".join(_KRAMDOWN.sub(" ", text.translate(_NARROW)).split()))
    done = read_done(parts.title) if any(sign in parts.title for sign in _TICKS) else None
    _strip_front(parts)
    _split_result(parts)
    _take_tail(parts, keeps_values=keeps_values)
    for _ in range(4):
        before = parts.title
        _strip_behind(parts)
        if parts.title == before:
            break
    if parts.done is None:
        parts.done = done if done is not None else (checked if checked is not None else (True if struck else None))
    if movement := read_movement(parts.title):
        parts.start, parts.target = movement.start or parts.start, movement.target or parts.target
    parts.title = _REFERENCE_LAST.sub("", parts.title.strip(" *_`|")).strip()
    parts.title = cut_quotes(re.sub(r"\s[–—-]+\Z", "", parts.title))
    return parts


@lru_cache(maxsize=16384)  # each line is asked about by whoever looks at the lines around it
def clean_title(text: str) -> str:
    """Return the words of a heading without numbering, emoji at its ends and attributes."""
    words = " ".join((_KRAMDOWN.sub(" ", text) if "{" in text or "<!" in text else text).translate(_NARROW).split())
    words = _EDGE_SIGNS.sub("", words, count=1) if _EDGE_SIGNS.match(words) else words
    words = _NUMBERING.sub("", words, count=1) if _NUMBERING.match(words) else words
    words = words[2:] if words.startswith("**") and words.count("**") == 1 else words
    words = _EDGE_SIGNS.sub("", words, count=1) if _EDGE_SIGNS.match(words) else words
    # A tick at the end says that it is done.
    return words if words[-1:] in _TICKS else _END_SIGNS.sub("", words).strip()


def read_title_label(text: str) -> Label | None:
    """Return the label of a heading, an item or a cell, whatever numbering and emoji stand before it."""
    return read_label(clean_title(text))


def clean_owner(text: str) -> str | None:
    """Return a name as it was meant, without signs around it; None for `TBD`, `???` and the like."""
    words = " ".join(_KRAMDOWN.sub(" ", text).split()).strip(" *_`.,;:()[]")
    words = _END_SIGNS.sub("", words)
    words = _EDGE_SIGNS.sub("", words).strip()
    words += ")" * (words.count("(") - words.count(")"))
    name = words.strip("@? ")
    if is_nobody(name) or name.lower() in _EMPTY_OWNERS or len(words) > 120:
        return None
    handles = re.findall(_HANDLE, words)
    if handles and re.fullmatch(rf"(?:{_HANDLE}|[\s,&/+]|and)+", words):
        return ", ".join(handle.lstrip("@") for handle in handles)
    return words


def _strip_front(parts: LineParts) -> None:
    for _ in range(4):
        before = parts.title
        parts.title = clean_title(parts.title) or parts.title
        if match := _PRIORITY.match(parts.title):
            parts.title = parts.title[match.end() :]
        if match := _NOBODY_FIRST.match(parts.title):
            parts.title = parts.title[match.end() :]
        if match := _HANDLE_FIRST.match(parts.title):
            parts.owner = parts.owner or clean_owner(match["names"])
            parts.title = parts.title[match.end() :]
        elif (
            parts.owner is None
            and (match := _BRACKET_FIRST.match(parts.title))
            and match["name"].lower() not in _NO_OWNERS
        ):
            parts.owner = clean_owner(match["name"])
            parts.title = parts.title[match.end() :]
        if parts.title == before:
            return


def _split_result(parts: LineParts) -> None:
    """Split what was reached off behind an arrow that doesn't stand between two numbers."""
    for match in _RESULT.finditer(parts.title):
        left, right = parts.title[: match.start()].strip(), parts.title[match.end() :].strip().lstrip(". ")
        if not left or left.count("(") > left.count(")"):
            continue
        arrow = match[0].strip()
        if not arrow.startswith("=") and (not _TELLS_RESULT.match(right) or _TELLS_STEP.match(right)):
            continue  # “retrieve → verify → score → propose” tells how something goes
        last_word = " ".join(left.split()[-2:])
        if (
            not arrow.startswith("=")
            and (is_quantity(left.split()[-1]) or is_quantity(last_word))
            and re.match(r"[<>≤≥~$€£+-]*\s?[\dXYN]", right)
        ):
            continue
        if arrow.startswith("=") and is_quantity(left.split()[-1]) and is_quantity(right.split()[0] if right else ""):
            continue
        parts.title = left
        if right:
            parts.result = right
            _read_result(parts, right)
        return


def _read_result(parts: LineParts, words: str) -> None:
    if (score := read_score(words)) is not None and "%" not in words[:6] and "/" not in words[:8]:
        parts.score = score
    elif "%" in words[:8] or re.match(r"\d+\s?/\s?\d+", words):
        parts.progress = read_share(words)
    done = read_done(words)
    parts.done = done if done is not None else (True if parts.progress is not None and parts.progress >= 1 else None)


def _take_tail(parts: LineParts, *, keeps_values: bool) -> None:
    tail = cut_tail(parts.title)
    if tail.title == parts.title or not tail.title or (keeps_values and (tail.now or tail.target or tail.start)):
        return
    parts.title, parts.start, parts.target = tail.title, tail.start, tail.target
    if said := tail.now or tail.state:
        parts.result = parts.result or said
        _read_result(parts, tail.state or said)


def _strip_behind(parts: LineParts) -> None:
    parts.title = _PRIORITY_LAST.sub("", parts.title)
    if match := _OWNER_SOMEWHERE.search(parts.title):
        parts.owner = parts.owner or clean_owner(match["inside"] or match["behind"])
        parts.title = f"{parts.title[: match.start()].rstrip()} {parts.title[match.end() :]}".strip()
    elif match := _HANDLE_LAST.search(parts.title):
        if match.start() > 0:
            parts.owner = parts.owner or clean_owner(match["names"])
            parts.title = parts.title[: match.start()].rstrip(" ,;-–—(")
    elif (match := _BRACKET_LAST.search(parts.title)) and match.start() > 8 and _is_name(match["name"]):
        if parts.owner is None or match["score"]:
            parts.owner = parts.owner or clean_owner(match["name"])
        elif not match["score"]:
            parts.owner = ", ".join(filter(None, (clean_owner(match["name"]), parts.owner)))
        if match["score"]:
            _take_number(parts, match["score"])
        parts.title = parts.title[: match.start()].rstrip()
    elif (match := _SCORE_LAST.search(parts.title)) and match.start() > 3 and parts.score is None:
        parts.score = read_score(match["named"] or match["plain"] or match["bare"])
        parts.title = parts.title[: match.start()].rstrip(" (-–—:")
    elif (match := _SHARE_LAST.search(parts.title)) and match.start() > 3 and parts.progress is None:
        words = match["share"] or match["bare"]
        parts.progress = read_share(words)
        parts.result = parts.result or _trim_result(parts.title[match.start() :])
        parts.title = parts.title[: match.start()].rstrip(" :-–—(")
    elif (match := STATE_LAST.search(parts.title) or STATE_SENTENCE.search(parts.title)) and match.start() > 3:
        parts.result = parts.result or match["state"]
        parts.done = parts.done if parts.done is not None else read_done(match["state"])
        parts.title = parts.title[: match.start()].rstrip()
    else:
        parts.title = _END_SIGNS.sub("", parts.title)
        if (match := _NAME_LAST.search(parts.title)) and parts.owner is None and len(match["name"].split()) <= 4:
            parts.owner = clean_owner(match["name"])
            parts.title = parts.title[: match.start()].rstrip()


def _take_number(parts: LineParts, text: str) -> None:
    if "%" in text:
        parts.progress = read_share(text)
    else:
        parts.score = read_score(text)


def _trim_result(text: str) -> str:
    words = text.strip(" :-–—[]")
    if words.startswith("(") and words.endswith(")") and words.count("(") == 1:
        return words[1:-1]
    return words + ")" * (words.count("(") - words.count(")"))


def _is_name(text: str) -> bool:
    """Whether what stands in brackets at the end can be people or a team."""
    names = [name.strip() for name in re.split(r"[,&/]", text)]
    return (
        len(text.split()) <= _WORDS_OF_A_NAME
        and not any(sign.isdigit() for sign in text)
        and all(" " not in name or all(word[:1].isupper() for word in name.split()) for name in names)
    )
