"""The words by which people name the values of a goal, and the parts beside it, in the languages that companies write.

Decides which of our values a word means. Words are compared in small letters and without signs.
"""

from __future__ import annotations

_FIELDS: dict[str, str] = {
    "owner": "owner|owners|owner s|objective owner|kr owner|dri|dris|directly responsible individual|lead|leads"
    "|responsible"
    "|accountable|accountable person|assignee|assigned to|champion|driver|sponsor|exec sponsor|tracking manager|led by"
    "|verantwortlich|verantwortliche|verantwortlicher|besitzer|eigentümer|responsable|responsables|propriétaire|pilote"
    "|dueño|responsável|dono|eigenaar|ansvarig|owned by|point person|maintainer|coordinator|owner skill"
    "|sorumlu|负责人|責任者|担当|担当者|담당|담당자|책임자|ответственный|właściciel",
    "team": "team|teams|department|group|squad|area|abteilung|équipe|equipo|equipe|working group|division",
    "cycle": "cycle|quarter|period|time period|timeframe|time frame|okr period|quartal|trimestre|zeitraum|periode"
    "|zyklus",
    "progress": "progress|current progress|completion|complete|percent complete|complete %|% complete|% completed"
    "|overall progress|fortschritt"
    "|avancement|progreso|progresso|ilerleme|progression|attainment|avance|进度|完成度|進捗|진행률|달성률|прогресс",
    "score": "score|final score|kr score|objective score|grade|final grade|rating|bewertung|note finale|puntuación"
    "|punktzahl|result score"
    "|q score|end score|eoq score|final",
    "status": "status|state|health|rag|on track|current state|statut|estado|stand|status s|durum|状态|状況|상태|статус",
    "target": "target|goal value|target value|end|end value|zielwert|cible|meta|objective value|committed target"
    "|final target|goal|target value by end|목표값|目标值|目標値",
    "from": "baseline|start|starting|starting value|start value|initial|initial value|current baseline|from"
    "|ausgangswert"
    "|startwert|valeur initiale|valor inicial|base|starting point|starting metric|başlangıç|기준|基线|起始|初始值",
    "now": "current|current value|current status|now|actual|actual value|latest|today|aktuell|aktueller wert|istwert"
    "|valeur actuelle|actuel|actual eoq|as of today|mevcut|atual|当前|现状|当前值|現在|現状|현재|현재값|текущее",
    "to": "to",
    "due": "due|due date|deadline|by|by when|target date|end date|fällig|échéance|fecha|eta|timeline|timing"
    ""
    "|hedef tarih|prazo|期限|截止|截止日期|기한|마감|срок",
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
    "|risks|risk|risks and dependencies|blockers|background|tracking|tracking notes|tracking support|okr notes|details"
    "|epics"
    "|milestones|stretch goals"
    "|check in|check ins|weekly check in|history|assumptions|health metrics|guardrails|kpis|non goals|out of scope"
    "|maßnahmen|massnahmen"
    "|initiativen|hintergrund|anmerkungen|notizen|actions clés|iniciativas|what we ll do|stakeholders|resources|key "
    "metrics"
    "|supporting activities|supporting projects|strategies|tactics|how|approach|scoring|scoring notes|izleme|değerler"
)
FIELD_OF = {word: name for name, words in _FIELDS.items() for word in words.split("|")}
PROSE_WORDS = frozenset(_PROSE.split("|"))
