"""Whether a document, or a part of it, tells goals at all: handbook pages and meeting notes speak of OKRs, too.

Decides what counts for it (labels, cycles, titles) and what against (explanations, examples, templates). A line is
taken for a goal only where its words say so, or where the document around it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from okrsite.importing.cycle_words import find_cycle, find_part, is_month, remove_cycle
from okrsite.importing.line_parts import clean_title, read_title_label
from okrsite.importing.outline import OutlineNode
from okrsite.importing.words import LabelKind, names_key_results, normalise_words
from okrsite.late_patterns import compile_late

OKR_WORDS = compile_late(
    r"(?<![A-Za-z0-9_])OKRs?(?![A-Za-z0-9_])|\bobjectives?\s?(?:and|&|\+|/|,)\s?(?:the\s)?key[ -]results?\b"
    r"|ziele?\s(?:und|&)\sschl[uü]sselergebnisse?|objectifs?\set\sr[eé]sultats|objetivos\s[ey]\sresultados",
    re.IGNORECASE,
)
_GOAL_WORDS = compile_late(
    r"\b(?:goals?|objectives?|priorities|key results?|ziele|objectifs|objetivos|obiettivi|doelen|doelstellingen|mål"
    r"|cele)\b",
    re.IGNORECASE,
)
_GUIDE_TITLE = compile_late(
    r"\b(?:what (?:is|are)|how (?:to|we|do)|guides?|introduction|intro|templates?|best practices?|writing"
    r"|understanding|examples?|playbook|framework|an[aá]lisis|analyse"
    r"|methodology|workshop|training|course|101|tips|cheat ?sheet|handbuch|leitfaden|anleitung|vorlage|beispiele?"
    r"|mod[eè]le|plantilla|using okrs"
    r"|why (?:we|you)|faq|glossary|glossar|tutorial|lesson|module|explained|process|policy|guidelines?|your|tracker "
    r"app|tool|gap analysis|okrs? (?:system|software|apps?|dashboard|platform|manager|module|integration))\b",
    re.IGNORECASE,
)
_MINUTES = compile_late(
    r"\b(?:weekly|bi-?weekly|sync|meetings?|minutes|stand-?ups?|calls?|agenda|retro|retrospective|protokoll"
    r"|compte[- ]rendu|session log|ata|acta|reuni[ãóo]o?n?|besprechung|verslag)\b|会议|會議|議事録|회의록",
    re.IGNORECASE,
)
_REFERENCE = compile_late(r"\([^()]*\bO?KR\s?\d[^()]*\)")
"""A goal that a title refers to: `Failure analysis (OKR 2, KR 2)`."""
_OF_AN_OBJECTIVE = compile_late(r"O\d{1,2}\s?[-–./,: ]\s?KR\s?\d", re.IGNORECASE)
"""How a table about key results names each of them: `O2-KR1`."""
_MANY_YEARS = compile_late(r"\b(20\d\d)\s?[-–—]\s?(20\d\d)\b")
"""The years of a strategy: `2025-2030`; two that follow one another are one year of business."""
_SERIES = compile_late(r"\W*([A-Z])[-.]?\d{1,2}\b")
_LETTERS_OF_A_SERIES = 4
_TALK = compile_late(
    r"\bOKR['’]?s?\s(?:stands?|are|is|was|were|help|should|have been|must|can|framework|system|method)"
    r"|\b(?:an?|the|each"
    r"|every|good|your)?\s?objectives?\**\s(?:is|are|should|must|tend|describes?|helps?|answers?|lay|need|reflect)\b"
    r"|\bkey results?\**\s(?:is|are|should|must|measures?|helps?|describes?|tells?|need)\b|\byou(?:r|['’]ll"
    r"|['’]re)?\b|\b(?:stehen? für|steht für|signifie|goal[- ]setting (?:framework|method|tool|system))\b"
    r"|(?:OKRs?|KRs?|objectives?|key results?|目標|目标|목표)[^。.\n]{0,60}(?:べきです|必要があります|してください"
    r"|推奨され|とは|应当|应该|指的是|是什么|해야 합니다|하세요|이란)"
    r"|\bOKRs?\s(?:são|foram|devem|promovem|permitem|ajudam|son|deben|permiten|ayudan|sont|doivent|permettent|aident"
    r"|sind|sollten|helfen|то|помога|—\sметод)\b|\b(?:(?:os|los|les|die)\s)?(?:objetivos|objectifs|ziele"
    r"|resultados?[- ](?:chave|clave)|r[ée]sultats[- ]cl[ée]s)"
    r"\s(?:são|devem|fornecem|se referem|son|deben|sont|doivent|sind|sollten|müssen)\b"
    r"|OKR`?(?:[的]?(?:最大|主要|核心|优势|基本|目的)|是|强调|不是|解决|可以|需要|应该|的设定|은|는|을|이란)",
    re.IGNORECASE,
)
_EXAMPLE_CUE = compile_late(
    r"\b(?:for example|for instance|example|examples|e\.g\.|sample|such as the following|might (?:be|look)|could "
    r"(?:be|look)|would look|looks? like this|zum beispiel|z\. ?b\.|beispiel|par exemple"
    r"|exemple|imagine|suppose|let['’]s say|template|following format|structure is|hypothetical|fictional)\b",
    re.IGNORECASE,
)
_PLACEHOLDER = compile_late(
    r"(?:(?:[\[<{(][^\]>})]{0,200}[\]>})]{1,2}[\s.:,–—-]*)+|x{2,}|tb[dca]\b.{0,30}|n/?a|none|null|\.{2,}|…|_+|-+|\?+"
    r"|lorem ipsum.*"
    r"|\[[^\]]{1,80}\]\s*[–—-]\s[^:：]{1,30}[:：].{1,40}"
    r"|(?:(?:an?|the)\s)?(?:(?:clear|measurable|specific|qualitative|quantitative|quantifiable|ambitious|inspiring"
    r"|inspirational|concrete|memorable|high-level)\b[,\s]*(?:and\s)?){1,5}(?:goal|objective|outcome|statement|description"
    r"|result|metric|target)s?\s(?:you|we|that|which|to be|of what)\b.*"
    r"|e\.g\.[,:]?\s.*|(?:where|what) do (?:i|we|you) want\b.*\?|(?:objective|key result) (?:description|statement)"
    r"|KRs?\s?\d{1,2}(?:\.\d)?(?:\s?[-–,/&]\s?(?:KR\s?)?\d{1,2}(?:\.\d)?)+"
    r"|[^:：\n]{1,40}[:：]\s*(?:tb[dca]|todo|\?{2,}|\.{3}|…)"
    r"|(?:objective|key result|kr|o|okr|ziel|title|objectif)\s?#?[\dxn]*(?:\.[\dxn])?(?: (?:here|title))?"
    r"|(?:insert|describe|enter|your|add|write)\b.{0,40}\b(?:here|objective|key result|goal)\b.{0,20}|fill in.*|work "
    r"in progress|wip|coming soon.*|to be (?:determined|defined|added|done|confirmed)\.?)\Z",
    re.IGNORECASE,
)
_THEME_OF_CYCLE = compile_late(r"\s*(?:\([^)]*\))?\s*[:–—]\s*\w")
_GENERIC_WORDS = (
    "okr okrs objective objectives and key results result kr krs goal goals our the my team teams company quarterly "
    "annual yearly quarter current draft calendar fiscal year years set "
    "for of in q planning plan priorities active upcoming next last this list all org organization organisation "
    "final official working group wg new proposed corporate level individual"
    " personal ziele und schlüsselergebnisse quartalsziele jahresziele unternehmensziele objectifs et résultats clés "
    "fy cy trimester cycle period half wip"
    " monthly month public overview status tracker report progress update dashboard to be the at on with a vs "
    "completed archived strategic wide definitions definition document focus loop from until till through"
)
_GENERIC = frozenset(_GENERIC_WORDS.split())


class PageFacts(msgspec.Struct, frozen=True):
    """What is known of a document as a whole."""

    title: str
    cycle: str | None
    """The cycle that its title, front matter or path names."""
    team: str | None
    has_okr_title: bool
    """Whether its title or path says that it is about OKRs, or goals of a cycle."""
    begins_with_goals: bool
    """Whether lines without labels may be goals before any heading says so."""
    is_guide: bool
    """Whether its title says that it explains something."""
    talk: int
    """Sentences in it that explain what OKRs are."""
    is_trusted: bool
    """Whether labels in it mean what they say."""
    labels_objectives: bool = False
    """Whether its objectives are labelled: what has no label then is none, however much it looks like one."""
    has_sections: bool = False
    """Whether its key results stand below `Key results`."""
    told_results: frozenset[str] = frozenset()
    """Numbers of key results that stand outside of tables: a table that names these says more about them."""
    is_minutes: bool = False
    """Whether it says what was spoken about in a meeting."""


def judge_page(root: OutlineNode, title: str, path_words: str) -> PageFacts:
    """Return what is known of a document.

    Args:
        root: Its outline.
        title: The title of its front matter; empty for none.
        path_words: Its path, below the folder that is imported.
    """
    nodes = [node for node in root.walk() if node.kind != "code"]
    heads = [node for node in nodes if node.kind == "heading"]
    first = next((node for node in heads if node.level == 1), None)
    # Where there is more than one heading of the first level, none of them is the document's title.
    own = [clean_title(first.text)] if first is not None and first is heads[0] else []
    titles = [_REFERENCE.sub(" ", one) for one in (title, *own, path_words)]
    name = " ".join(one for one in (title, *own) if one)
    told = {found for node in heads if is_context(node.text) and (found := find_cycle(node.text))}
    cycle = next((found for one in titles if (found := find_cycle(one))), None) or (
        told.pop() if len(told) == 1 else None
    )
    goals = any(_GOAL_WORDS.search(one) for one in titles)
    okrs = any(OKR_WORDS.search(one) for one in titles)
    talk = sum(len(_TALK.findall(node.text)) for node in nodes if node.kind in ("text", "quote", "item"))
    numbered = sum(1 for node in nodes if has_label(node, "key result") and not is_placeholder(_get_rest(node)))
    sections = sum(1 for node in nodes if has_label(node, "key results") or _has_column_of_results(node))
    named = sum(1 for node in nodes if has_label(node, "objective") and (_get_rest(node) or node.children))
    mentioned = okrs or any(OKR_WORDS.search(node.text) for node in nodes)
    begins = any(OKR_WORDS.search(node.text) for node in nodes[:4])
    in_cycle = cycle is not None or any(find_cycle(node.text) or find_part(node.text) for node in heads)
    trusted = (
        (mentioned and (numbered + sections > 0 or named > 1))
        or (numbered >= 2 and (named > 0 or mentioned or goals or in_cycle or _abbreviates(nodes)))
        or (sections > 0 and (named > 1 or in_cycle or sections > 1) and named > 0)
        or (sections > 1 and (in_cycle or goals))
        or (
            goals
            and any(_has_column_of_results(node) and _has_column(node, "objective", "objectives") for node in nodes)
        )
    )
    has_title = okrs or (in_cycle and not _spans_years(name) and (goals or (begins and cycle is not None)))
    if len({match[1] for node in nodes if (match := _SERIES.match(node.text))}) >= _LETTERS_OF_A_SERIES:
        trusted = trusted and numbered + sections > 0  # `F-1`, `C-2`, `O-3`: rules that are numbered by their chapters
    return PageFacts(
        name or path_words,
        cycle,
        find_team(name) if name else None,
        has_title or any(OKR_WORDS.search(node.text) for node in heads),
        has_title,
        bool(_GUIDE_TITLE.search(name)) and cycle is None,
        talk,
        trusted,
        trusted and (named > 1 or (named > 0 and numbered + sections > 0)),
        sections > 0,
        frozenset(_list_numbers(nodes)),
        any(_MINUTES.search(one) for one in titles) and not okrs,
    )


def _list_numbers(nodes: Sequence[OutlineNode]) -> Iterator[str]:
    """Yield the numbers of labelled key results that have words."""
    for node in nodes:
        label = read_title_label(node.text) if node.text and node.kind != "quote" else None
        if label is not None and label.kind == "key result" and label.number and (label.rest or node.children):
            yield label.number


def names_told_results(rows: Sequence[Sequence[str]], facts: PageFacts) -> bool:
    """Whether the first cells of a table's rows are numbers of key results that stand elsewhere in the document."""
    cells = [row[0].strip() for row in rows[1:] if row and row[0].strip()]
    if cells and all(_OF_AN_OBJECTIVE.match(cell) for cell in cells):
        return True
    labels = [read_title_label(row[0]) for row in rows[1:] if row and row[0].strip()]
    return len(labels) > 1 and all(
        label is not None and label.kind == "key result" and label.number in facts.told_results for label in labels
    )


def _spans_years(title: str) -> bool:
    """Whether a title names years that are too many for goals of a cycle."""
    return any(int(last) - int(first) > 1 for first, last in _MANY_YEARS.findall(title))


def _has_column_of_results(node: OutlineNode) -> bool:
    return bool(node.rows) and any(map(names_key_results, node.rows[0]))


def _has_column(node: OutlineNode, *kinds: LabelKind) -> bool:
    """Whether a table has a column of goals of some kinds."""
    labels = [read_title_label(cell) for cell in node.rows[0]] if node.rows else []
    return any(label is not None and label.kind in kinds and not label.rest for label in labels)


def find_page_values(root: OutlineNode) -> dict[str, str]:
    """Return what lines and tables before the first goal say of all of them: by field, `cycle` and `team`."""
    found: dict[str, str] = {}
    for node in root.walk():
        if has_label(node, "objective") or has_label(node, "key result") or has_label(node, "key results"):
            break
        parts = [" : ".join(cell.strip(" :") for cell in row[:2]) for row in node.rows if len(row) == 2]
        for part in parts or node.text.split(" | "):
            label = read_title_label(part)
            if label is not None and label.kind == "field" and label.name in ("cycle", "team"):
                found.setdefault(label.name, label.rest)
    return {name: words for name, words in found.items() if words and not is_placeholder(words)}


def _abbreviates(nodes: Sequence[OutlineNode]) -> bool:
    """Whether key results are called `KR`: papers have key results, too, and call them nothing else."""
    return any(re.match(r"\W*KR\b|\W*KR\d", node.text) for node in nodes)


def is_example_cue(text: str) -> bool:
    """Whether a sentence says that what follows is an example."""
    return _EXAMPLE_CUE.search(text) is not None


def is_placeholder(text: str) -> bool:
    """Whether a title stands for one that somebody has yet to write: `[Objective]`, `TBD`, `Key result 1`."""
    return not text.strip(" *_`-–—:.") or _PLACEHOLDER.match(text.strip(" *_`")) is not None


def is_context(text: str) -> bool:
    """Whether a heading only names a cycle, or says that goals follow: `2018 Q4`, `Team OKRs (draft)`."""
    return not _list_own_words(text)


def says_goals(text: str) -> bool:
    """Whether a heading says that goals follow."""
    return OKR_WORDS.search(text) is not None or _GOAL_WORDS.search(text) is not None or find_cycle(text) is not None


def names_goals(text: str) -> bool:
    """Whether a heading has a word for goals, other than a cycle."""
    return OKR_WORDS.search(text) is not None or _GOAL_WORDS.search(text) is not None


def says_okrs(text: str) -> bool:
    """Whether a heading speaks of OKRs."""
    return OKR_WORDS.search(text) is not None


def find_team(text: str) -> str | None:
    """Return the team that a heading names beside a cycle and words for goals: `Data` of `Data OKRs Q1`."""
    words = clean_title(text)
    if not says_goals(words) and find_part(words) is None:
        return None
    rest = _cut_generic(remove_cycle(words))
    if find_cycle(words) and _THEME_OF_CYCLE.match(remove_cycle(words)) and not OKR_WORDS.search(words):
        return None  # `Q1 2025: Growth` says what the quarter is about
    return rest if rest and len(rest.split()) <= 4 and rest[:1].isalnum() and not rest[:1].isdigit() else None


def _cut_generic(text: str) -> str:
    """Return a text without words for goals and times at both ends."""
    words = re.sub(r"objectives?\s?(?:and|&)\s?key[ -]results?", " ", text, flags=re.IGNORECASE)
    words = re.sub(r"\([^)]*\)", " ", words)
    parts = [part for part in re.split(r"[\s:|–—/,-]+", words) if part]
    while parts and is_generic(parts[0]):
        parts.pop(0)
    while parts and is_generic(parts[-1]):
        parts.pop()
    return " ".join(parts)


def _list_own_words(text: str) -> list[str]:
    return [word for word in normalise_words(remove_cycle(clean_title(text))).split() if not is_generic(word)]


def is_generic(word: str) -> bool:
    """Whether a word of a title or of a name of a file stands for goals, a cycle or nothing much: it names no team."""
    plain = word.lower().strip("()[]*:.'’\"&+#")
    return not plain or plain in _GENERIC or plain.isdigit() or find_part(plain) is not None or is_month(plain)


def has_label(node: OutlineNode, kind: LabelKind) -> bool:
    """Whether a part begins with a label of a kind that is no word of everyday speech, as `Goals` is."""
    label = read_title_label(node.text) if node.text else None
    return label is not None and label.kind == kind and not label.is_weak


def _get_rest(node: OutlineNode) -> str:
    label = read_title_label(node.text)
    return label.rest if label else ""
