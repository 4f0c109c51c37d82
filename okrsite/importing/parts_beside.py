"""Which headings begin something beside goals: explanations, schedules, minutes, tables of contents.

Decides by the words of a heading alone, in the languages that companies write.
"""

from __future__ import annotations

import re

from okrsite.importing.cycle_words import find_cycle
from okrsite.importing.line_parts import clean_title
from okrsite.importing.roles import begins_with_verb
from okrsite.importing.words import is_prose_word, normalise_words, read_label
from okrsite.late_patterns import compile_late

_EXPLANATION = compile_late(
    r"(?:what|why|how|when|who|where|which|was|wie|warum|qu['’]est|comment|pourquoi|qué|cómo)\b(?!.*\bwe(?:['’]re| "
    r"are) (?:going|aiming))"
    r"|(?:o que|como|por que|quando|o que é)\b"
    r"|什[么麼]是|何[为謂谓]|[为為]什[么麼]|如何|怎[么麼样樣]|哪[个個]|[为為]何"
    r"|.*(?:是什[么麼]|有什[么麼]|怎[么麼][写寫]|とは|なぜ|이란|란 무엇).*|.*\blà gì\b"
    r"|.*\b(?:good|bad|strong|weak|poor|wrong)\s(?:vs\.?\s\w+\s)?(?:okrs?|objectives?|key results?)\b"
    r"|.*[?？]\s*\Z|.*\b(?:examples?|templates?|formats?|best practices?|tips|glossary|fundamentals|definitions?"
    r"|concepts?|terminology|anatomy|pitfalls|mistakes|cheat sheet"
    r"|(?:components|elements|building blocks|parts) of (?:an |the )?okrs?"
    r"|okrs? (?:framework|structure|hierarchy|system)"
    r"|anti[- ]?patterns?|beispiele?|vorlagen?|exemples?|ejemplos?|exemplos?|(?:componentes|composants|bestandteile)"
    r"(?: \w+)? (?:d[eo]s? |des |der |von )?okrs?|faq|guidelines?|guide|methodology|principles"
    r"|criteria for|rules|prompt|instructions)\b"
    r"|.*(?:예시|사례|작성법|작성 가이드|템플릿|示例|例子|案例|模板|实战|例|テンプレート|書き方)\s*\Z"
    r"|.*(?:OKRs?|目标|目標)\s?(?:示例|样例|范例|範例|模板).*",
    re.IGNORECASE,
)
_ASIDE = compile_late(
    r"(?:assumptions? .*|risks? .*|about|overview of|introduction|background|context|purpose|scope|process|schedule"
    r"|okr schedule|cadence|timeline|calendar|scoring|scoring guide|grading|grading scale"
    r"|references?|external references|resources|(?:helpful |useful )?links|further reading|reading|read more|see also"
    r"|roles(?: and responsibilities)?|responsibilities|archive|okr archive|archives|previous (?:quarters?|okrs"
    r"|cycles?)|past okrs|history|tracking|notes|changelog|appendix|(?:weekly|monthly) check-?ins?\b.*"
    r"|motivation|summary|executive summary|reviews?|check-?ins?(?: schedule)?|retrospectives?|.*\bretrospectives?"
    r"|retro|pre-?meeting recordings?|recordings?|(?:what went |the )?(?:good|bad|well|badly|try|start|stop"
    r"|continue)|reflections?|next steps|action items|actions|attendees|participants|agenda"
    r"|minutes|decisions|discussion|risks?|dependencies|initiatives|key initiatives|projects|activities|tasks|to "
    r"?dos?|details|team|team members|contact|usage|installation|license"
    r"|features|requirements|getting started|acceptance criteria|updates?|weekly updates?|key|(?:.{0,20}\s)?legend"
    r"|stakeholders"
    r"|prerequisites|pre-?conditions|conditions|implications|condi[cç](?:ões|iones)|implica[cç](?:ões|iones)"
    r"|결론|요약|핵심 요약"
    r"|assumptions|conclusion|document control|review cadence"
    r"|hintergrund|einleitung|zweck|ablauf|anwesende|tagesordnung|beschlüsse|offene punkte|prozess|rückblick"
    r"|contexte|ordre du jour|decision points|telemetry.*|budget"
    r"|(?:outcome|success|supporting|team|product|business|health|guardrail|other|additional) kpis"
    r"|(?:process|meeting|planning|okr|review|working) notes|related (?!objectives|key results|okrs|goals).*"
    r"|(?:okr |strategic )?alignment(?: map| matrix)?|score formula.*"
    r"|notas(?: de (?:progresso|progreso|acompanhamento|seguimiento))?|histórico|historial"
    r"|(?:프로젝트 )?(?:컨텍스트|배경)"
    r"|vision|mission|values|strategy|our mission|our vision|north star|key metrics|kpis|health metrics|metrics"
    r"|success metrics.*|global success metrics.*|most recent okrs|review"
    r"|(?:task |project )?details|(?:.{0,20}\s)?(?:important|key) dates|dates|key milestones"
    r"|process(?:es)?\s(?:of|for|to)\b.*"
    r"|integration points"
    r"|(?:(?:okrs? )?self[- ](?:evaluation|assessment|check|review|correction)|selbst(?:bewertung|einschätzung)"
    r"|auto-?[ée]valuation|autoevaluación|autoavaliação|(?:OKR\s?)?(?:자체 ?(?:평가|점검)|自己(?:評価|点検)"
    r"|自我(?:评估|评价|評估)))(?:\s\([^()]*\))?"
    r"|(?:list of )?(?:(?:potential|possible|planned|future|upcoming) )+features"
    r"|(?:(?:achievement|supporting) )?evidence"
    r"|(?:okrs? )?(?:tracking|monitoring)(?: (?:&|and) (?:tracking|monitoring|measurement|reporting|reviews?))?"
    r"|okrs? (?:progress|performance)(?: dashboard| overview| report)?"
    r"|(?:execution |operating |meeting |review )?(?:cadence|rhythm)|weekly rhythm|scoring guidelines?"
    r"|confidence levels?(?: \(.*\))?|quick references?|(?:implementation|execution|rollout)\s(?:status|plan|phases"
    r"|roadmap|timeline)(?:\s[-–—].*)?|(?:\w+\s){0,2}(?:commands|features implemented|action plan)(?:\s\(.*\))?|"
    r"(?:next |immediate )+(?:actions|steps)\b.*|acceptance(?: criteria)?"
    r"|(?:functional|non-functional|technical)\srequirements|(?:final |quarter(?:ly)? )?summary"
    r"|progress (?:updates?|tracking|notes?)|rules|project overview|definition of done|deliverables"
    r"|suivi|(?:prochaines )?étapes|règles|seguimiento|próximos pasos|reglas|acompanhamento|próximos passos"
    r"|ミッション|ビジョン|(?:.{0,4}の)?優先事項|アクション(?:項目|アイテム|プラン)|進捗確認.*|(?:OKRの?)?自信度.*|振り返り"
    r"|genel bakış|takip|프로젝트 개요|개요|背景|说明|概述|附录|变更记录|更新日志|回顾|复盘|总结)\s*:?\Z",
    re.IGNORECASE,
)
_PROGRESS = compile_late(
    r"(?:(?:current|overall|latest|mid-?quarter)\s)?(?:status|progress)"
    r"(?:\s(?:updates?|reports?|overview|summary|dashboard|trackers?|tracking))?"
    r"|(?:aktueller )?(?:stand|fortschritt)|(?:état d['’])?avancement|progreso(?: actual)?"
    r"|(?:andamento|progresso)(?: atual)?"
    r"|(?:현재 )?(?:진행 ?상황|현황)|(?:当前|目前)?(?:进展|进度)|(?:目前)?(?:進度|進展)|(?:現在の)?進捗(?:状況)?"
    r"|وضعیت(?:\s.*)?",
    re.IGNORECASE,
)
_EXAMPLE_FIRST = compile_late(
    r"(?:examples?|beispiel|exemple|exemplo|ejemplo|예시?|例|例如|ví dụ|пример|e\.g\.|z\. ?b\.)\s?[:：]", re.IGNORECASE
)
_STAGE = compile_late(
    r"(?:phase|stage|gate|sprint|step|milestone|iteration|étape|etapa|fase|阶段|階段)\s?\d{1,2}[A-Za-z]?\b",
    re.IGNORECASE,
)
_PROCESS = compile_late(r"(?:[\w-]+ ){1,3}(?:process|workflow)\s*:?\Z", re.IGNORECASE)


def is_explanation(text: str) -> bool:
    """Whether a heading begins something that explains, or shows an example: nothing below it is anybody's goal."""
    words = clean_title(text)
    if is_example(words):
        return True
    if begins_with_verb(words) or read_label(words) is not None:
        return False
    return _EXPLANATION.match(words) is not None and find_cycle(words) is None


def is_example(text: str) -> bool:
    """Whether a line is one example: `Example: more revenue from product A`."""
    return _EXAMPLE_FIRST.match(text) is not None


def is_contents(text: str) -> bool:
    """Whether a heading begins a table of contents; what it holds below it are the parts of the document."""
    return normalise_words(clean_title(text)) in (
        "on this page",
        "toc",
        "table of contents",
        "contents",
        "inhalt",
        "inhaltsverzeichnis",
    )


def is_progress_report(text: str) -> bool:
    """Whether a heading begins a part that says how far goals are; it may name each of them once more."""
    words = re.sub(r"\s*\([^()]*\)\s*\Z", "", clean_title(text)).rstrip(":：")
    return _PROGRESS.fullmatch(words) is not None


def is_aside(text: str) -> bool:
    """Whether a heading begins something that belongs to goals and is none: schedules, risks, links."""
    words = clean_title(text).rstrip(":")
    if _PROCESS.match(words) and not begins_with_verb(words):
        return True
    return _ASIDE.match(words) is not None or is_prose_word(words)


def is_stage(text: str) -> bool:
    """Whether a heading without a label names a stage of a plan by its number: `Phase 1: Foundation`, `Gate 2B`."""
    return _STAGE.match(clean_title(text)) is not None
