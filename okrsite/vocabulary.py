"""The vocabulary: every field that can be typed in content, once.

The readers, the loader, the JSON Schema for editors and the guide page all derive from the tables below. A field's
`type` names the reading that `okrsite.model.fields` gives it; this module knows names and meanings only.
"""

from __future__ import annotations

import msgspec


class Field(msgspec.Struct, frozen=True):
    """One field of a record."""

    name: str
    """The key in YAML. In Markdown the label is the same with spaces for underscores, any case."""
    type: str
    """What it holds: see `TYPES`."""
    help: str
    """One sentence for the guide and for editors' tooltips."""
    choices: tuple[str, ...] = ()
    """The words of a `choice`."""
    record: str = ""
    """The record of which a `records` field holds a list, or a `record` field one."""
    labels: tuple[str, ...] = ()
    """Further labels that the Markdown spelling accepts."""
    required: bool = False

    @property
    def label(self) -> str:
        """The Markdown label, as `new` and `convert` write it."""
        return self.name.replace("_", " ").capitalize()


class Record(msgspec.Struct, frozen=True):
    """A group of fields that stand together."""

    name: str
    help: str
    fields: tuple[Field, ...]
    text_field: str = ""
    """The field that a bare text stands for where the record is expected (`- Market search` is a title)."""

    def find_field(self, name: str) -> Field | None:
        """Return the field with this name, None where there is none."""
        return next((known for known in self.fields if known.name == name), None)


TYPES: dict[str, str] = {
    "text": "one line of text, as typed",
    "prose": "Markdown",
    "id": "an id: a-z, 0-9 and hyphens",
    "ids": "ids",
    "person": "one person: an id or full name of people.yml, or a plain name",
    "people": "people, one or several",
    "texts": "words or lines, one or several",
    "choice": "one of the words listed",
    "number": "a number with or without a unit: 1,200, 45%, EUR 30k, 3 days",
    "value": "a number, or for levels the level's name",
    "confidence": "50%, or 0.5, or 2 to 100",
    "fraction": "a number from 0.0 to 1.0",
    "weight": "a number, 0 or more",
    "date": "a date: 2026-12-15",
    "boolean": "true or false; yes and no too",
    "range": "2%..4%, or <= 4%, or >= 99.9%",
    "link": "a web address (https, http, mailto) or a path in this site",
    "references": "links to objectives or key results, with share and reason",
    "reference": "one objective",
    "names": "links to objectives",
    "audience": "who sees it: internal, internal numbers, internal notes; one or several",
    "record": "one group of fields",
    "records": "a list, each with fields of its own",
    "dated numbers": "date: number, one or several",
    "graded texts": "grade: text, one or several",
    "named values": "key result: value, one or several",
    "named confidences": "key result: confidence, one or several",
    "kpis": "KPIs by id",
}

_VISIBILITY = Field(
    "visibility", "choice", "draft keeps it out of everything that is published.", choices=("public", "draft")
)
_AUDIENCE = Field(
    "audience",
    "choice",
    "internal keeps it out of a site that is built for the public.",
    choices=("public", "internal"),
)
_PARTS = Field(
    "audience",
    "audience",
    "What a site for the public leaves out: internal for all of it, internal numbers, internal notes.",
    choices=("public", "internal", "internal numbers", "internal notes"),
)

MILESTONE = Record(
    "milestone",
    "One step of a key result that is measured in steps.",
    (
        Field("title", "text", "What is reached.", required=True),
        Field("done", "boolean", "Whether it is reached."),
        Field("due", "date", "When it is due; the cycle's end where nothing is said."),
        Field("weight", "weight", "How much it counts beside the others; 1 where nothing is said."),
    ),
    text_field="title",
)

LEVELS = Record(
    "levels",
    "Three levels of a result that can be described better than counted.",
    (
        Field("commit", "text", "What we promise: counts 0.3."),
        Field("target", "text", "What we aim for: counts 0.7."),
        Field("stretch", "text", "What would be outstanding: counts 1.0."),
    ),
)

KEY_RESULT = Record(
    "key_result",
    "A measurable result that shows whether the objective is reached.",
    (
        Field("title", "text", "What is measured.", required=True, labels=("key result", "kr", "result")),
        Field("id", "id", "Its id, unique in its objective; made from the title where nothing is said."),
        Field("from", "number", "Where it starts.", labels=("start", "baseline")),
        Field("to", "number", "Where it should be at the end.", labels=("target", "goal")),
        Field("now", "value", "Where it stands.", labels=("current",)),
        Field("keep", "range", "The range in which it should stay."),
        Field("milestones", "records", "Steps, each done or not.", record="milestone"),
        Field("done", "boolean", "For a result that is reached or not."),
        Field("levels", "record", "Three levels: commit, target, stretch.", record="levels"),
        Field("kpi", "text", "The KPI from which it takes its values."),
        Field("unit", "text", "The unit of measure, where the numbers don't carry it."),
        Field("confidence", "confidence", "How sure we are to reach it; 80, 50 and 20 % are the usual three."),
        Field("owner", "person", "The one person who answers for it; the objective's owner where nothing is said."),
        Field("weight", "weight", "How much it counts in the objective; 1 where nothing is said."),
        Field("due", "date", "When it is due, if not at the end of the cycle."),
        Field("phases", "dated numbers", "Interim targets; the expected line joins them."),
        Field("rubric", "graded texts", "What a grade means here."),
        Field(
            "status",
            "choice",
            "A person's word on how it stands.",
            choices=("on track", "at risk", "off track", "done", "paused", "dropped"),
        ),
        Field("grade", "fraction", "The grade at the end of the cycle, given by a person."),
        Field("contributes_to", "references", "A direct link up: our number is part of theirs."),
        Field("supports", "references", "An indirect link up: it helps, and is never counted."),
        Field("aliases", "ids", "Earlier ids, at most 20; addresses and history stay."),
        _PARTS,
        Field("notes", "prose", "Anything else worth knowing."),
    ),
    text_field="title",
)

INITIATIVE = Record(
    "initiative",
    "What we do to move the key results. Never counted as progress.",
    (
        Field("title", "text", "What is done.", required=True),
        Field("owner", "person", "Who does it."),
        Field("status", "choice", "How far it is.", choices=("todo", "doing", "done", "dropped")),
        Field("link", "link", "Where the work is tracked."),
    ),
    text_field="title",
)

CHECKIN = Record(
    "checkin",
    "What somebody reported on a day.",
    (
        Field("date", "date", "The day.", required=True),
        Field("by", "person", "Who reports."),
        Field("note", "prose", "What happened, what helps, what is in the way."),
        Field(
            "status",
            "choice",
            "A person's word on the objective.",
            choices=("on track", "at risk", "off track", "done", "paused", "dropped"),
        ),
        Field("now", "named values", "Values by key result."),
        Field("confidence", "named confidences", "Confidences by key result."),
        Field(
            "audience",
            "choice",
            "internal keeps its words and its author out of a site for the public; its values stay.",
            choices=("public", "internal"),
        ),
    ),
)

LINK = Record(
    "link",
    "A link to an objective or key result.",
    (
        Field("to", "text", "unit/objective or unit/cycle/objective, with #key-result where it is one.", required=True),
        Field("share", "confidence", "Which part of theirs ours is."),
        Field("because", "text", "Why the link is there, in a sentence."),
    ),
    text_field="to",
)

OBJECTIVE = Record(
    "objective",
    "Where a unit wants to be at the end of the cycle.",
    (
        Field("title", "text", "The objective, in a sentence.", required=True),
        Field("id", "id", "Its id, unique in its file; made from the title where nothing is said."),
        Field("why", "prose", "Why it matters."),
        Field("owner", "person", "Exactly one person who answers for it."),
        Field("reviewer", "person", "Who reads along."),
        Field("contributors", "people", "Who helps."),
        Field("horizon", "choice", "How far it looks.", choices=("strategic", "tactical")),
        Field(
            "ambition",
            "choice",
            "How it is meant: a promise, a stretch, or a question.",
            choices=("committed", "aspirational", "learning"),
        ),
        Field("contributes_to", "references", "A direct link up: our number is part of theirs."),
        Field("supports", "references", "An indirect link up: it helps, and is never counted."),
        Field("unaligned", "text", "Why it links to no goal, where that is on purpose."),
        Field("depends_on", "names", "What we need from others."),
        Field("confirms", "names", "Objectives of others that depend on this one, and may count on it."),
        Field("differs_from", "references", "What looks alike and is not; `because` says why, and ends the question."),
        Field("with", "texts", "Units with which it is done jointly; one owner all the same."),
        Field("consult", "texts", "Who must be asked."),
        Field("inform", "texts", "Who must know."),
        Field("needs", "prose", "Resources that are still missing."),
        Field("blockers", "texts", "What is in the way."),
        Field("continues", "reference", "The objective of an earlier cycle that this one carries on."),
        Field("aliases", "ids", "Earlier ids, at most 20; addresses and history stay."),
        Field("tags", "texts", "Words to find it by."),
        Field(
            "status",
            "choice",
            "A person's word on how it stands.",
            choices=("on track", "at risk", "off track", "done", "paused", "dropped"),
        ),
        _VISIBILITY,
        _PARTS,
        Field("notes", "prose", "Anything else worth knowing."),
        Field("key_results", "records", "Two to five measurable results.", record="key_result"),
        Field("initiatives", "records", "What we do to move the key results.", record="initiative"),
        Field("checkins", "records", "What was reported, by day.", record="checkin", labels=("check-ins", "check ins")),
        Field("retrospective", "prose", "What we learned, at the end of the cycle."),
    ),
    text_field="title",
)

SESSION = Record(
    "session",
    "The strategy session that opened a cycle.",
    (
        Field("date", "date", "The day."),
        Field("facilitator", "person", "Who led it."),
        Field("inputs", "texts", "What was on the table."),
        Field("decisions", "texts", "What was decided."),
    ),
)

CYCLE_FILE = Record(
    "cycle_file",
    "The objectives of one unit in one cycle.",
    (
        Field("summary", "text", "One line on what this cycle is about."),
        Field("intro", "prose", "Prose that introduces the cycle."),
        Field("team", "text", "The unit; the path says it already."),
        Field("cycle", "text", "The cycle; the path says it already."),
        _VISIBILITY,
        _AUDIENCE,
        Field("session", "record", "The strategy session that opened the cycle (company only).", record="session"),
        Field("objectives", "records", "Two to five objectives.", record="objective"),
    ),
)

KPI = Record(
    "kpi",
    "A number of the running business.",
    (
        Field("name", "text", "What it is called."),
        Field("unit", "text", "The unit of measure."),
        Field("owner", "person", "Who answers for it."),
        Field("range", "range", "The range in which it is healthy."),
        Field("about", "prose", "What it counts, and how."),
        Field("values", "dated numbers", "Its values by date."),
        _AUDIENCE,
    ),
)

NAMED_LINK = Record(
    "named_link",
    "A place on the web.",
    (Field("title", "text", "What it is called."), Field("url", "link", "Its address.", required=True)),
    text_field="url",
)

TEAM = Record(
    "team",
    "A unit: the company, a division, a team.",
    (
        Field("name", "text", "What it is called."),
        Field("lead", "person", "Who leads it."),
        Field("members", "people", "Who belongs to it."),
        Field("parent", "text", "The unit above; the company where nothing is said."),
        Field("mission", "prose", "What it is there for."),
        Field("vision", "prose", "Where it wants to be in some years."),
        Field("contact", "text", "How to reach it."),
        Field("links", "records", "Where else to look.", record="named_link"),
        Field("tags", "texts", "Words to find it by."),
        Field("kpis", "kpis", "Its KPIs, by id."),
        Field("about", "prose", "What else there is to say; in a team.md the text below the front matter."),
        _VISIBILITY,
        _AUDIENCE,
    ),
)

PERSON = Record(
    "person",
    "Somebody who is named in the objectives.",
    (
        Field("name", "text", "Full name."),
        Field("role", "text", "What they do."),
        Field("team", "text", "The unit they belong to."),
        Field("link", "link", "Their page elsewhere."),
        Field("photo", "link", "A picture in this site."),
    ),
    text_field="name",
)

MEMO = Record(
    "memo",
    "A memo that tells the story of a year.",
    (
        Field("title", "text", "Its title."),
        Field("author", "person", "Who wrote it."),
        Field("date", "date", "When."),
        _VISIBILITY,
        _AUDIENCE,
        Field("body", "prose", "The memo itself: the text below the front matter."),
    ),
)

RECORDS: dict[str, Record] = {
    known.name: known
    for known in (
        CYCLE_FILE,
        OBJECTIVE,
        KEY_RESULT,
        MILESTONE,
        LEVELS,
        INITIATIVE,
        CHECKIN,
        LINK,
        SESSION,
        TEAM,
        KPI,
        NAMED_LINK,
        PERSON,
        MEMO,
    )
}
