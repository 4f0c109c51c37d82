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
    allow_list,
    allow_null,
    allow_words,
    build_document_schema,
    build_object_schema,
    refer_to,
)

_WHOLE: Json = build_object_schema(
    "Everything that is public in an organisation's OKRs on one day, with the computed numbers. Texts in Markdown that "
    "hold a comment or a link within the repository are their words alone; for the public all are.",
    {
        "schema_version": ({"const": 1}, "The version of this format; changes that break readers raise it."),
        "as_of": (DATE, "The day for which the numbers hold."),
        "commit": (
            allow_null(TEXT),
            "The short hash of the commit that was read; null outside a repository and for the public.",
        ),
        "problems": (refer_to("problems"), "How many problems the public content has, by severity."),
        "organisation": (refer_to("organisation"), "The organisation as a whole."),
        "cycles": (allow_list(refer_to("cycle")), "The cycles, by start, the longer first."),
        "teams": (
            allow_list(refer_to("team")),
            "All units in tree order: the company, teams, and people with objectives.",
        ),
        "people": (allow_list(refer_to("person")), "Everybody who is named somewhere, by name."),
        "memos": (allow_list(refer_to("memo")), "Executive memos."),
        "objectives": (
            allow_list(refer_to("objective")),
            "All objectives: by unit in tree order, cycle, place in the file.",
        ),
        "kpis": (allow_list(refer_to("kpi")), "The numbers of the running business, by id."),
    },
)

_LINKS: dict[str, tuple[Json, str]] = {
    "contributes_to": (allow_list(refer_to("direct_link")), "Direct links up, where they lead somewhere."),
    "supports": (allow_list(refer_to("indirect_link")), "Indirect links up, where they lead somewhere."),
}

_OBJECTIVE: dict[str, tuple[Json, str]] = {
    "ref": (REF, "Its full reference: unit/cycle/objective."),
    "id": (TEXT, "Its id, unique in its file."),
    "aliases": (allow_list(TEXT), "Earlier ids."),
    "team": (TEXT, "The unit whose objective it is."),
    "cycle": (TEXT, "The cycle in which it holds."),
    "title": (TEXT, "The objective, in a sentence."),
    "why": (TEXT, "Why it matters, as Markdown; may be empty."),
    "notes": (TEXT, "Further prose, as Markdown; may be empty."),
    "owner": PERSON,
    "reviewer": PERSON,
    "contributors": (allow_list(TEXT), "Who helps: ids of `people`."),
    "horizon": (allow_null(allow_words("strategic", "tactical")), "How far it looks; null where nothing is said."),
    "ambition": (
        allow_null(allow_words("committed", "aspirational", "learning")),
        "How it is meant; null where nothing is said.",
    ),
    "tags": (allow_list(TEXT), "Words to find it by."),
    "with": (allow_list(TEXT), "Units with which it is done jointly."),
    "consult": (allow_list(TEXT), "Who must be asked: units or words."),
    "inform": (allow_list(TEXT), "Who must know: units or words."),
    "needs": (TEXT, "Resources that are still missing, as Markdown; may be empty."),
    "blockers": (allow_list(TEXT), "What is in the way."),
    "checkins": (allow_list(refer_to("checkin")), "What was reported up to the day of the export, oldest first."),
    "retrospective": (TEXT, "What was learned, as Markdown; may be empty."),
    **_LINKS,
    "depends_on": (allow_list(REF), "What it needs from others."),
    "continues": (allow_null(REF), "The objective of an earlier cycle that it carries on; null for none."),
    "progress": (allow_null(FRACTION), "The weighted mean of its key results with data; null without data."),
    "expected": (allow_null(FRACTION), "The progress that was expected by the day of the export."),
    "confidence": (allow_null(FRACTION), "The weighted mean of its key results that have one."),
    "grade": (allow_null(FRACTION), "The weighted mean of the grades, once all key results have one."),
    "status": (refer_to("status"), "How it stands."),
    "aligned": (refer_to("aligned"), "How what links up to it stands."),
    "explanations": (
        build_object_schema(
            "How its numbers came about, from those of its key results.",
            {
                name: (refer_to("explanation"), f"Of `{name}`.")
                for name in ("progress", "expected", "confidence", "grade")
            },
        ),
        "How its numbers came about.",
    ),
    "goalposts": (
        allow_list(refer_to("goalpost")),
        "What was moved while its cycle was running, oldest first; from git.",
    ),
    "url": URL,
    "source": SOURCE,
    "key_results": (allow_list(refer_to("key_result")), "Its key results, as typed."),
    "initiatives": (allow_list(refer_to("initiative")), "The work under it, as typed."),
}

_KEY_RESULT: dict[str, tuple[Json, str]] = {
    "ref": (REF, "Its full reference: unit/cycle/objective#key-result."),
    "id": (TEXT, "Its id, unique in its objective."),
    "title": (TEXT, "What is measured."),
    "kind": (
        allow_null(allow_words("reach", "keep", "milestones", "yes-no", "levels")),
        "How it is measured; null where nothing is said yet, or not told. A yes-no result says it by its progress.",
    ),
    "withheld": (
        BOOLEAN,
        "Whether its numbers are not for the public, for whom this was made; its progress, expectation, confidence and "
        "grade are told in whole percent, and so are all means that it is part of.",
    ),
    "owner": (allow_null(TEXT), "The id of one of `people`; null: the objective's owner answers for it."),
    "from": (allow_null(NUMBER), "Where it starts: as typed, else the KPI's value or the first check-in's."),
    "to": (allow_null(NUMBER), "Where it should be at the end."),
    "now": (
        {"type": ["number", "string", "null"]},
        "Where it stands: as typed, else as reported last; for levels, the level's name.",
    ),
    "unit": (TEXT, "The unit of measure; empty where it has none."),
    "keep": (allow_null(refer_to("range")), "The range in which it should stay."),
    "milestones": (allow_null(allow_list(refer_to("milestone"))), "Its steps."),
    "levels": (allow_null(refer_to("levels")), "Its levels."),
    "phases": (allow_null(allow_list(refer_to("dated_value"))), "Interim targets, by date."),
    "rubric": (allow_list(refer_to("graded_text")), "What a grade means here, the lowest first."),
    "weight": ({"type": "number", "minimum": 0}, "How much it counts in the objective."),
    "progress": (
        allow_null(NUMBER),
        "Unrounded and uncut: it may lie below 0 and above 1; cut where it is withheld. Null without data.",
    ),
    "expected": (allow_null(FRACTION), "The progress that was expected by the day of the export."),
    "confidence": (allow_null(FRACTION), "How sure its owner is to reach it; null where nothing is said."),
    "grade": (allow_null(FRACTION), "The grade that a person gave at the end; null before."),
    "proposed_grade": (allow_null(FRACTION), "Its progress, cut to 0 to 1: a proposal for the grade."),
    "status": (refer_to("status"), "How it stands."),
    "due": (allow_null(DATE), "When it is due; null: at the end of the cycle."),
    "kpi": (allow_null(TEXT), "The id of one of `kpis`, from which it takes its values; null for none."),
    **_LINKS,
    "contribution": (
        allow_null(refer_to("contribution")),
        "Whether what contributes adds up; null where nothing does.",
    ),
    "projection": (
        allow_null(refer_to("projection")),
        "Where it ends if its pace stays; null where that can't be said.",
    ),
    "explanations": (
        build_object_schema(
            "How its numbers came about, from what was typed.",
            {
                "progress": (refer_to("explanation"), "Of `progress`."),
                "expected": (refer_to("explanation"), "Of `expected`."),
                "contribution": (
                    allow_null(refer_to("explanation")),
                    "Of `covered` in `contribution`; null where that is null.",
                ),
            },
        ),
        "How its numbers came about.",
    ),
    "checkins": (allow_list(refer_to("value_checkin")), "What was reported up to the day of the export, oldest first."),
    "source": SOURCE,
}


def build_export_schema() -> Json:
    """Return the schema of the export."""
    definitions = {
        **ORGANISATION,
        **SMALL,
        "objective": build_object_schema("Where a unit wants to be at the end of a cycle.", _OBJECTIVE),
        "key_result": build_object_schema(
            "A measurable result. Fields of another kind of measure are null.", _KEY_RESULT
        ),
    }
    return build_document_schema("okrsite export", _WHOLE, definitions)
