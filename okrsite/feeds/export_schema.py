"""What `okrsite export --format json` writes, field by field: the documentation of that format.

The keys stand in the order of the export. Everything is required and nothing else is allowed, so that a validation
says something; a later version of okrsite may add keys, and then this schema has them.
"""

from __future__ import annotations

from okrsite.feeds.export_schema_parts import ORGANISATION, PERSON, REF, SMALL, SOURCE, URL
from okrsite.feeds.plain_values import Json
from okrsite.feeds.schema_parts import (
    BOOLEAN,
    DATE,
    FRACTION,
    NUMBER,
    TEXT,
    closed,
    document,
    many,
    maybe,
    one_of,
    part,
)

_WHOLE: Json = closed(
    "Everything that is public in an organisation's OKRs on one day, with the computed numbers. Texts in Markdown that "
    "hold a comment or a link within the repository are their words alone; for the public all are.",
    {
        "schema_version": ({"const": 1}, "The version of this format; changes that break readers raise it."),
        "as_of": (DATE, "The day for which the numbers hold."),
        "commit": (
            maybe(TEXT),
            "The short hash of the commit that was read; null outside a repository and for the public.",
        ),
        "problems": (part("problems"), "How many problems the public content has, by severity."),
        "organisation": (part("organisation"), "The organisation as a whole."),
        "cycles": (many(part("cycle")), "The cycles, by start, the longer first."),
        "teams": (many(part("team")), "All units in tree order: the company, teams, and people with objectives."),
        "people": (many(part("person")), "Everybody who is named somewhere, by name."),
        "memos": (many(part("memo")), "Executive memos."),
        "objectives": (many(part("objective")), "All objectives: by unit in tree order, cycle, place in the file."),
        "kpis": (many(part("kpi")), "The numbers of the running business, by id."),
    },
)

_LINKS: dict[str, tuple[Json, str]] = {
    "contributes_to": (many(part("direct_link")), "Direct links up, where they lead somewhere."),
    "supports": (many(part("indirect_link")), "Indirect links up, where they lead somewhere."),
}

_OBJECTIVE: dict[str, tuple[Json, str]] = {
    "ref": (REF, "Its full reference: unit/cycle/objective."),
    "id": (TEXT, "Its id, unique in its file."),
    "aliases": (many(TEXT), "Earlier ids."),
    "team": (TEXT, "The unit whose objective it is."),
    "cycle": (TEXT, "The cycle in which it holds."),
    "title": (TEXT, "The objective, in a sentence."),
    "why": (TEXT, "Why it matters, as Markdown; may be empty."),
    "notes": (TEXT, "Further prose, as Markdown; may be empty."),
    "owner": PERSON,
    "reviewer": PERSON,
    "contributors": (many(TEXT), "Who helps: ids of `people`."),
    "horizon": (maybe(one_of("strategic", "tactical")), "How far it looks; null where nothing is said."),
    "ambition": (
        maybe(one_of("committed", "aspirational", "learning")),
        "How it is meant; null where nothing is said.",
    ),
    "tags": (many(TEXT), "Words to find it by."),
    "with": (many(TEXT), "Units with which it is done jointly."),
    "consult": (many(TEXT), "Who must be asked: units or words."),
    "inform": (many(TEXT), "Who must know: units or words."),
    "needs": (TEXT, "Resources that are still missing, as Markdown; may be empty."),
    "blockers": (many(TEXT), "What is in the way."),
    "checkins": (many(part("checkin")), "What was reported up to the day of the export, oldest first."),
    "retrospective": (TEXT, "What was learned, as Markdown; may be empty."),
    **_LINKS,
    "depends_on": (many(REF), "What it needs from others."),
    "continues": (maybe(REF), "The objective of an earlier cycle that it carries on; null for none."),
    "progress": (maybe(FRACTION), "The weighted mean of its key results with data; null without data."),
    "expected": (maybe(FRACTION), "The progress that was expected by the day of the export."),
    "confidence": (maybe(FRACTION), "The weighted mean of its key results that have one."),
    "grade": (maybe(FRACTION), "The weighted mean of the grades, once all key results have one."),
    "status": (part("status"), "How it stands."),
    "aligned": (part("aligned"), "How what links up to it stands."),
    "explanations": (
        closed(
            "How its numbers came about, from those of its key results.",
            {name: (part("explanation"), f"Of `{name}`.") for name in ("progress", "expected", "confidence", "grade")},
        ),
        "How its numbers came about.",
    ),
    "goalposts": (many(part("goalpost")), "What was moved while its cycle was running, oldest first; from git."),
    "url": URL,
    "source": SOURCE,
    "key_results": (many(part("key_result")), "Its key results, as typed."),
    "initiatives": (many(part("initiative")), "The work under it, as typed."),
}

_KEY_RESULT: dict[str, tuple[Json, str]] = {
    "ref": (REF, "Its full reference: unit/cycle/objective#key-result."),
    "id": (TEXT, "Its id, unique in its objective."),
    "title": (TEXT, "What is measured."),
    "kind": (
        maybe(one_of("reach", "keep", "milestones", "yes-no", "levels")),
        "How it is measured; null where nothing is said yet, or not told. A yes-no result says it by its progress.",
    ),
    "withheld": (
        BOOLEAN,
        "Whether its numbers are not for the public, for whom this was made; its progress, expectation, confidence and "
        "grade are told in whole percent, and so are all means that it is part of.",
    ),
    "owner": (maybe(TEXT), "The id of one of `people`; null: the objective's owner answers for it."),
    "from": (maybe(NUMBER), "Where it starts: as typed, else the KPI's value or the first check-in's."),
    "to": (maybe(NUMBER), "Where it should be at the end."),
    "now": (
        {"type": ["number", "string", "null"]},
        "Where it stands: as typed, else as reported last; for levels, the level's name.",
    ),
    "unit": (TEXT, "The unit of measure; empty where it has none."),
    "keep": (maybe(part("range")), "The range in which it should stay."),
    "milestones": (maybe(many(part("milestone"))), "Its steps."),
    "levels": (maybe(part("levels")), "Its levels."),
    "phases": (maybe(many(part("dated_value"))), "Interim targets, by date."),
    "rubric": (many(part("graded_text")), "What a grade means here, the lowest first."),
    "weight": ({"type": "number", "minimum": 0}, "How much it counts in the objective."),
    "progress": (
        maybe(NUMBER),
        "Unrounded and uncut: it may lie below 0 and above 1; cut where it is withheld. Null without data.",
    ),
    "expected": (maybe(FRACTION), "The progress that was expected by the day of the export."),
    "confidence": (maybe(FRACTION), "How sure its owner is to reach it; null where nothing is said."),
    "grade": (maybe(FRACTION), "The grade that a person gave at the end; null before."),
    "proposed_grade": (maybe(FRACTION), "Its progress, cut to 0 to 1: a proposal for the grade."),
    "status": (part("status"), "How it stands."),
    "due": (maybe(DATE), "When it is due; null: at the end of the cycle."),
    "kpi": (maybe(TEXT), "The id of one of `kpis`, from which it takes its values; null for none."),
    **_LINKS,
    "contribution": (maybe(part("contribution")), "Whether what contributes adds up; null where nothing does."),
    "projection": (maybe(part("projection")), "Where it ends if its pace stays; null where that can't be said."),
    "explanations": (
        closed(
            "How its numbers came about, from what was typed.",
            {
                "progress": (part("explanation"), "Of `progress`."),
                "expected": (part("explanation"), "Of `expected`."),
                "contribution": (
                    maybe(part("explanation")),
                    "Of `covered` in `contribution`; null where that is null.",
                ),
            },
        ),
        "How its numbers came about.",
    ),
    "checkins": (many(part("value_checkin")), "What was reported up to the day of the export, oldest first."),
    "source": SOURCE,
}


def export_schema() -> Json:
    """Return the schema of the export."""
    definitions = {
        **ORGANISATION,
        **SMALL,
        "objective": closed("Where a unit wants to be at the end of a cycle.", _OBJECTIVE),
        "key_result": closed("A measurable result. Fields of another kind of measure are null.", _KEY_RESULT),
    }
    return document("okrsite export", _WHOLE, definitions)
