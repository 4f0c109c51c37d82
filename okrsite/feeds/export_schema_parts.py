"""What the export consists of besides objectives: the definitions that its schema refers to."""

from __future__ import annotations

from okrsite.feeds.plain_values import Json
from okrsite.feeds.schema_parts import (
    BOOLEAN,
    COUNT,
    DATE,
    FRACTION,
    NUMBER,
    TEXT,
    allow_list,
    allow_null,
    allow_words,
    build_object_schema,
    refer_to,
)
from okrsite.progress.explanation import RULES
from okrsite.progress.status import STATUSES
from okrsite.progress.target_changes import WHAT

REF: Json = {"type": "string", "pattern": "^[^/#]+/[^/#]+/[^/#]+(#[^#]+)?$"}
WORDS = allow_words("on track", "at risk", "off track", "done", "paused", "dropped")
PERSON = (allow_null(TEXT), "The id of one of `people`; null for nobody.")
SOURCE = (allow_null(refer_to("source")), "Where it was typed; null for the public.")
URL = (TEXT, "The address of its page, from the site's root.")

ORGANISATION: dict[str, Json] = {
    "problems": build_object_schema(
        "Counts by severity.",
        {
            "error": (COUNT, "Errors: something is left out or wrong."),
            "warning": (COUNT, "Warnings."),
            "info": (COUNT, "Remarks."),
        },
    ),
    "organisation": build_object_schema(
        "The organisation as a whole.",
        {
            "name": (TEXT, "Its name."),
            "mission": (TEXT, "What it is there for, as Markdown; empty where nothing is said."),
            "vision": (TEXT, "Where it wants to be in some years, as Markdown; empty where nothing is said."),
        },
    ),
    "cycle": build_object_schema(
        "A stretch of days for which objectives are set.",
        {
            "id": (TEXT, "Its id, such as 2026-Q4."),
            "name": (TEXT, "As people say it: Q4 2026."),
            "start": (DATE, "The first day."),
            "end": (DATE, "The last day, inclusive."),
            "state": (allow_words("planned", "active", "grading", "closed"), "Its state on the day of the export."),
            "parent": (allow_null(TEXT), "The smallest larger cycle that holds all its days; null at the top."),
            "progress": (allow_null(FRACTION), "The mean of its objectives with data, dropped ones left out."),
            "session": (
                allow_null(refer_to("session")),
                "The strategy session that opened it; null if none is recorded.",
            ),
        },
    ),
    "session": build_object_schema(
        "A strategy session.",
        {
            "date": (allow_null(DATE), "The day; null where nothing is said."),
            "facilitator": PERSON,
            "inputs": (allow_list(TEXT), "What was on the table."),
            "decisions": (allow_list(TEXT), "What was decided."),
        },
    ),
    "team": build_object_schema(
        "A unit: the company, a division, a team, or a person with objectives.",
        {
            "id": (TEXT, "Its id; the company's is `company`."),
            "name": (TEXT, "What it is called."),
            "parent": (allow_null(TEXT), "The unit above it; null for the company only."),
            "lead": PERSON,
            "progress": (allow_null(FRACTION), "The mean of its objectives in its active cycles, else in its newest."),
            "url": URL,
        },
    ),
    "person": build_object_schema(
        "Somebody who is named in the objectives.",
        {
            "id": (TEXT, "Their id: of people.yml, or made from the name."),
            "name": (TEXT, "Their name."),
            "team": (allow_null(TEXT), "The unit they belong to; null where nothing is said."),
        },
    ),
    "memo": build_object_schema(
        "The story of a year.",
        {
            "team": (TEXT, "The unit that wrote it."),
            "title": (TEXT, "Its title."),
            "author": PERSON,
            "date": (allow_null(DATE), "When; null where nothing is said."),
            "url": URL,
        },
    ),
    "kpi": build_object_schema(
        "A number of the running business.",
        {
            "id": (TEXT, "Its id; a team's is `team/kpi`, the company's `kpi`."),
            "name": (TEXT, "What it is called."),
            "team": (TEXT, "The unit that keeps it."),
            "unit": (TEXT, "The unit of measure; empty where it has none."),
            "owner": PERSON,
            "range": (allow_null(refer_to("range")), "The range in which it is healthy; null where nothing is said."),
            "values": (allow_list(refer_to("dated_value")), "Its values, oldest first."),
        },
    ),
}

SMALL: dict[str, Json] = {
    "source": build_object_schema(
        "A place in the content.",
        {
            "path": (TEXT, "The file, relative to the configuration file."),
            "line": ({"type": "integer", "minimum": 1}, "The line, from 1."),
        },
    ),
    "range": build_object_schema(
        "Limits to stay within, ends included.",
        {
            "low": (allow_null(NUMBER), "The lower limit; null for none."),
            "high": (allow_null(NUMBER), "The upper limit; null for none."),
        },
    ),
    "dated_value": build_object_schema(
        "A value on a day.",
        {"date": (DATE, "The day."), "value": (NUMBER, "The value, in the unit of measure.")},
    ),
    "graded_text": build_object_schema(
        "What a grade means.",
        {"grade": (FRACTION, "The grade, 0 to 1."), "text": (TEXT, "What it means here.")},
    ),
    "explanation": build_object_schema(
        "How a number came about, with everything that is needed to calculate it again.",
        {
            "sentence": (TEXT, "In words."),
            "rule": (allow_null(allow_words(*RULES)), " ".join(f"`{name}`: {text}" for name, text in RULES.items())),
            "terms": (allow_list(refer_to("term")), "What goes into it, in order."),
        },
    ),
    "term": build_object_schema(
        "One part of a calculation.",
        {
            "label": (TEXT, "What it is; where it came from stands behind it in parentheses."),
            "text": (TEXT, "As a reader sees it, with its unit."),
            "number": (allow_null(NUMBER), "The value itself, unrounded; null for dates, words and what isn't known."),
            "weight": (NUMBER, "How much it counts, where the rule weighs its terms."),
            "ref": (allow_null(REF), "The objective or key result that it is about; null for the own one."),
            "source": (
                allow_null(refer_to("source")),
                "Where it was typed; null for what follows from others or the calendar.",
            ),
        },
    ),
    "milestone": build_object_schema(
        "One step of a key result.",
        {
            "title": (TEXT, "What is reached."),
            "done": (BOOLEAN, "Whether it is reached."),
            "due": (allow_null(DATE), "When it is due; null: by the end of the cycle."),
            "weight": ({"type": "number", "minimum": 0}, "How much it counts beside the others."),
        },
    ),
    "levels": build_object_schema(
        "Three levels of a result.",
        {
            "commit": (allow_null(TEXT), "What is promised: counts 0.3."),
            "target": (allow_null(TEXT), "What is aimed for: counts 0.7."),
            "stretch": (allow_null(TEXT), "What would be outstanding: counts 1.0."),
        },
    ),
    "status": build_object_schema(
        "How something stands, in a word.",
        {
            "shown": (allow_words(*STATUSES), "The word that the site shows."),
            "reported": (allow_null(WORDS), "A person's word; null where nobody said one."),
            "computed": (
                allow_null(allow_words("on track", "at risk", "off track")),
                "What follows from the numbers; null where they say nothing.",
            ),
            "why": (TEXT, "The reason for the word that is shown."),
        },
    ),
    "direct_link": build_object_schema(
        "A direct link up: the number is part of theirs.",
        {
            "ref": (REF, "The objective, or key result, that it leads to."),
            "share": (allow_null(FRACTION), "Which part of theirs this one is; null where nothing is said."),
            "because": (TEXT, "Why the link is there; empty where nothing is said."),
        },
    ),
    "indirect_link": build_object_schema(
        "An indirect link up: it helps, and is never counted.",
        {
            "ref": (REF, "The objective, or key result, that it leads to."),
            "because": (TEXT, "Why the link is there; empty where nothing is said."),
        },
    ),
    "aligned": build_object_schema(
        "How the objectives of other units that link up to this one stand; never mixed into its own progress.",
        {
            "direct": (allow_null(FRACTION), "The plain mean of those that contribute; null where none has data."),
            "indirect": (allow_null(FRACTION), "The plain mean of those that support; null where none has data."),
        },
    ),
    "contribution": build_object_schema(
        "Whether what contributes to a key result adds up to it.",
        {
            "planned": (NUMBER, "The key result's own movement, `to - from`, in its unit of measure."),
            "covered": (NUMBER, "What the contributing key results promise together."),
            "verdict": (allow_words("covered", "short", "promised twice"), "How the two compare."),
        },
    ),
    "goalpost": build_object_schema(
        "A target, deadline, wording or the like that was changed after its cycle had begun.",
        {
            "date": (DATE, "The day of the commit."),
            "what": (allow_words(*WHAT.values()), "What was moved."),
            "result": (allow_null(TEXT), "The id of the key result; null for the objective itself."),
            "before": (TEXT, "What it was, as a reader sees it, with its unit; `nothing` where nothing was said."),
            "after": (TEXT, "What it became; `taken out` for a key result that went."),
            "by": (TEXT, "The author of the commit, by name."),
            "reason": (TEXT, "The commit's first line; empty where it says only that something changed."),
            "eased": (BOOLEAN, "Whether it became easier to reach."),
            "commit": (allow_null(TEXT), "The commit's id, in full; null for the public."),
        },
    ),
    "projection": build_object_schema(
        "Where a key result ends if it goes on as between its first and its last dated value.",
        {
            "date": (DATE, "When it is due, else the last day of the cycle."),
            "value": (NUMBER, "The value on that day, in the unit of measure."),
            "progress": (NUMBER, "What that value would be worth, uncut."),
            "sentence": (TEXT, "The same in words, with the days between which the pace was taken."),
        },
    ),
    "checkin": build_object_schema(
        "What was reported on an objective.",
        {
            "date": (DATE, "The day."),
            "by": PERSON,
            "note": (TEXT, "What was said, as Markdown; may be empty."),
            "status": (allow_null(WORDS), "The word that was given; null for none."),
            "origin": (allow_words("file", "kpi", "git"), "Where it comes from."),
        },
    ),
    "value_checkin": build_object_schema(
        "What was reported on a key result.",
        {
            "date": (DATE, "The day."),
            "by": PERSON,
            "now": (
                {"type": ["number", "string", "null"]},
                "The value, or the level's name; null if none was given.",
            ),
            "confidence": (allow_null(FRACTION), "The confidence, 0 to 1; null if none was given."),
            "note": (TEXT, "What was said, as Markdown; may be empty."),
            "origin": (allow_words("file", "kpi", "git"), "Where it comes from."),
        },
    ),
    "initiative": build_object_schema(
        "What is done to move the key results; never counted as progress.",
        {
            "title": (TEXT, "What is done."),
            "owner": PERSON,
            "status": (allow_words("todo", "doing", "done", "dropped"), "How far it is."),
            "link": (
                allow_null(TEXT),
                "Where the work is tracked: on the web, or from the site's root; null where that is nowhere.",
            ),
        },
    ),
}
