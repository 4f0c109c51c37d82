"""The vocabulary: every field that can be typed in content, once.

The readers, the loader, the JSON Schema for editors and the guide page all derive from the records below. A field is
read as `values.get(OBJECTIVE.NEEDS)`: its type says what that gives, and mypy refuses a name that isn't here.
"""

from __future__ import annotations

from okrsite import field_types as types
from okrsite.fields import Field, Record

_VISIBILITY = Field("visibility", types.VISIBILITY, "draft keeps it out of everything that is published.")
_AUDIENCE = Field("audience", types.AUDIENCE, "internal keeps it out of a site that is built for the public.")
_PARTS = Field(
    "audience",
    types.MARKS,
    "What a site for the public leaves out: internal for all of it, internal numbers, internal notes.",
)


_CONTRIBUTES_TO = Field(
    "contributes_to",
    types.REFERENCES,
    "A direct link up: what we reach is part of what they reach. Whether our number counts there, they say.",
)
_IGNORE = Field("ignore", types.TEXT, "A remark of `check` to be left out here: its code, because of a reason.")


class _Milestone(Record):
    TITLE = Field("title", types.TEXT, "What is reached.", required=True)
    DONE = Field("done", types.BOOLEAN, "Whether it is reached.")
    DUE = Field("due", types.DATE, "When it is due; the cycle's end where nothing is said.")
    WEIGHT = Field("weight", types.WEIGHT, "How much it counts beside the others; 1 where nothing is said.")


MILESTONE = _Milestone("milestone", "One step of a key result that is measured in steps.", text_field=_Milestone.TITLE)


class _Levels(Record):
    COMMIT = Field("commit", types.TEXT, "What we promise: counts 0.3.")
    TARGET = Field("target", types.TEXT, "What we aim for: counts 0.7.")
    STRETCH = Field("stretch", types.TEXT, "What would be outstanding: counts 1.0.")


LEVELS = _Levels("levels", "Three levels of a result that can be described better than counted.")


class _KeyResult(Record):
    TITLE = Field("title", types.TEXT, "What is measured.", required=True, labels=("key result", "kr", "result"))
    ID = Field("id", types.ID, "Its id, unique in its objective; made from the title where nothing is said.")
    FROM = Field("from", types.NUMBER, "Where it starts.", labels=("start", "baseline"))
    TO = Field("to", types.NUMBER, "Where it should be at the end.", labels=("target", "goal"))
    COMMIT = Field("commit", types.NUMBER, "What we promise to reach at least, beside the target `to`.")
    STRETCH = Field("stretch", types.NUMBER, "What would be outstanding, beyond the target `to`.")
    FIND_OUT = Field("find_out", types.BOOLEAN, "To find out where we are: done once `now` says it, without progress.")
    NOW = Field("now", types.VALUE, "Where it stands.", labels=("current",))
    KEEP = Field("keep", types.RANGE, "The range in which it should stay.")
    MILESTONES = Field("milestones", types.SEVERAL_RECORDS, "Steps, each done or not.", record=MILESTONE)
    DONE = Field("done", types.BOOLEAN, "For a result that is reached or not.")
    LEVELS = Field("levels", types.ONE_RECORD, "Three levels: commit, target, stretch.", record=LEVELS)
    KPI = Field("kpi", types.TEXT, "The KPI from which it takes its values.")
    SUM_OF = Field(
        "sum_of",
        types.SUM_SOURCE,
        "children: its value is the sum of the key results that contribute to it in the same unit of measure.",
    )
    UNIT = Field("unit", types.TEXT, "The unit of measure, where the numbers don't carry it.")
    CONFIDENCE = Field(
        "confidence", types.CONFIDENCE, "How sure we are to reach it; 80, 50 and 20 % are the usual three."
    )
    OWNER = Field(
        "owner", types.PERSON, "The one person who answers for it; the objective's owner where nothing is said."
    )
    WEIGHT = Field("weight", types.WEIGHT, "How much it counts in the objective; 1 where nothing is said.")
    DUE = Field("due", types.DATE, "When it is due, if not at the end of the cycle.")
    PHASES = Field("phases", types.DATED_NUMBERS, "Interim targets; the expected line joins them.")
    RUBRIC = Field("rubric", types.GRADED_TEXTS, "What a grade means here.")
    STATUS = Field("status", types.REPORTED_STATUS, "A person's word on how it stands.")
    GRADE = Field("grade", types.FRACTION, "The grade at the end of the cycle, given by a person.")
    CONTRIBUTES_TO = _CONTRIBUTES_TO
    SUPPORTS = Field("supports", types.REFERENCES, "An indirect link up: it helps, and is never counted.")
    ALIASES = Field("aliases", types.IDS, "Earlier ids, at most 20; addresses and history stay.")
    AUDIENCE = _PARTS
    IGNORE = _IGNORE
    NOTES = Field("notes", types.PROSE, "Anything else worth knowing.")


KEY_RESULT = _KeyResult(
    "key_result", "A measurable result that shows whether the objective is reached.", text_field=_KeyResult.TITLE
)


class _Initiative(Record):
    TITLE = Field("title", types.TEXT, "What is done.", required=True)
    OWNER = Field("owner", types.PERSON, "Who does it.")
    STATUS = Field("status", types.INITIATIVE_STATUS, "How far it is.")
    DUE = Field("due", types.DATE, "When it should be done, if that is known.")
    LINK = Field("link", types.ADDRESS, "Where the work is tracked.")
    MOVES = Field("moves", types.IDS, "The key results of its objective that it should move, by their ids.")


INITIATIVE = _Initiative(
    "initiative", "What we do to move the key results. Never counted as progress.", text_field=_Initiative.TITLE
)


class _Checkin(Record):
    DATE = Field("date", types.DATE, "The day.", required=True)
    BY = Field("by", types.PERSON, "Who reports.")
    NOTE = Field("note", types.PROSE, "What happened, what helps, what is in the way.")
    STATUS = Field("status", types.REPORTED_STATUS, "A person's word on the objective.")
    NOW = Field("now", types.NAMED_VALUES, "Values by key result.")
    CONFIDENCE = Field("confidence", types.NAMED_CONFIDENCES, "Confidences by key result.")
    AUDIENCE = Field(
        "audience", types.AUDIENCE, "internal keeps its words and its author from the public; its values stay."
    )


CHECKIN = _Checkin("checkin", "What somebody reported on a day.")


class _Link(Record):
    TO = Field(
        "to",
        types.TEXT,
        "unit/objective or unit/cycle/objective, with #key-result where it is one; with `name:` before it, a goal of "
        "another organisation that the settings name.",
        required=True,
    )
    SHARE = Field("share", types.CONFIDENCE, "Which part of theirs ours is.")
    BECAUSE = Field("because", types.TEXT, "Why the link is there, in a sentence.")


LINK = _Link("link", "A link to an objective or key result.", text_field=_Link.TO)


class _Objective(Record):
    TITLE = Field("title", types.TEXT, "The objective, in a sentence.", required=True)
    ID = Field("id", types.ID, "Its id, unique in its file; made from the title where nothing is said.")
    WHY = Field("why", types.PROSE, "Why it matters.")
    OWNER = Field("owner", types.PERSON, "Exactly one person who answers for it.")
    REVIEWER = Field("reviewer", types.PERSON, "Who reads along.")
    CONTRIBUTORS = Field("contributors", types.PEOPLE, "Who helps.")
    HORIZON = Field("horizon", types.HORIZON, "How far it looks.")
    PILLAR = Field("pillar", types.TEXT, "The strategic pillar to which it belongs, by its name.")
    AMBITION = Field("ambition", types.AMBITION, "How it is meant: a promise, a stretch, or a question.")
    CONTRIBUTES_TO = _CONTRIBUTES_TO
    SUPPORTS = Field("supports", types.REFERENCES, "An indirect link up: it helps, and is never counted.")
    PROGRESS_FROM = Field(
        "progress_from",
        types.PROGRESS_SOURCE,
        "What its progress is made of: its key results, the objectives that contribute directly, or both; as the "
        "setting says where nothing is said.",
    )
    WEIGHT = Field("weight", types.WEIGHT, "How much it counts beside other objectives; 1 where nothing is said.")
    UNALIGNED = Field("unaligned", types.TEXT, "Why it links to no goal, where that is on purpose.")
    DEPENDS_ON = Field("depends_on", types.GOALS, "What we need from others.")
    CONFIRMS = Field("confirms", types.GOALS, "Objectives of others that depend on this one, and may count on it.")
    DIFFERS_FROM = Field(
        "differs_from", types.REFERENCES, "What looks alike and is not; `because` says why, and ends the question."
    )
    WITH = Field("with", types.TEXTS, "Units with which it is done jointly; one owner all the same.")
    CONSULT = Field("consult", types.TEXTS, "Who must be asked.")
    INFORM = Field("inform", types.TEXTS, "Who must know.")
    NEEDS = Field("needs", types.PROSE, "Resources that are still missing.")
    BLOCKERS = Field("blockers", types.TEXTS, "What is in the way.")
    CONTINUES = Field("continues", types.REFERENCE, "The objective of an earlier cycle that this one carries on.")
    ALIASES = Field("aliases", types.IDS, "Earlier ids, at most 20; addresses and history stay.")
    TAGS = Field("tags", types.TEXTS, "Words to find it by.")
    STATUS = Field("status", types.REPORTED_STATUS, "A person's word on how it stands.")
    VISIBILITY = _VISIBILITY
    AUDIENCE = _PARTS
    IGNORE = _IGNORE
    NOTES = Field("notes", types.PROSE, "Anything else worth knowing.")
    KEY_RESULTS = Field("key_results", types.SEVERAL_RECORDS, "Two to five measurable results.", record=KEY_RESULT)
    INITIATIVES = Field("initiatives", types.SEVERAL_RECORDS, "What we do to move the key results.", record=INITIATIVE)
    CHECKINS = Field(
        "checkins",
        types.SEVERAL_RECORDS,
        "What was reported, by day.",
        record=CHECKIN,
        labels=("check-ins", "check ins"),
    )
    DECISION = Field("decision", types.DECISION, "What becomes of it behind its cycle; counts in no number.")
    RETROSPECTIVE = Field("retrospective", types.PROSE, "What we learned, at the end of the cycle.")


OBJECTIVE = _Objective("objective", "Where a unit wants to be at the end of the cycle.", text_field=_Objective.TITLE)


class _Session(Record):
    DATE = Field("date", types.DATE, "The day.")
    FACILITATOR = Field("facilitator", types.PERSON, "Who led it.")
    INPUTS = Field("inputs", types.TEXTS, "What was on the table.")
    DECISIONS = Field("decisions", types.TEXTS, "What was decided.")


SESSION = _Session("session", "The strategy session that opened a cycle.")


class _CycleFile(Record):
    SUMMARY = Field("summary", types.TEXT, "One line on what this cycle is about.")
    INTRO = Field("intro", types.PROSE, "Prose that introduces the cycle.")
    TEAM = Field("team", types.TEXT, "The unit; the path says it already.")
    CYCLE = Field("cycle", types.TEXT, "The cycle; the path says it already.")
    VISIBILITY = _VISIBILITY
    AUDIENCE = _AUDIENCE
    IGNORE = _IGNORE
    SESSION = Field(
        "session", types.ONE_RECORD, "The strategy session that opened the cycle (company only).", record=SESSION
    )
    OBJECTIVES = Field("objectives", types.SEVERAL_RECORDS, "Two to five objectives.", record=OBJECTIVE)


CYCLE_FILE = _CycleFile("cycle_file", "The objectives of one unit in one cycle.")


_OF_WHICH = Field(
    "objective",
    types.TEXT,
    "The objective: its id, behind its cycle where that isn't the one of the day (2026-Q3/events).",
)


class _CheckInReport(Record):
    OBJECTIVE = _OF_WHICH
    NOTE = _Checkin.NOTE
    STATUS = _Checkin.STATUS
    NOW = _Checkin.NOW
    CONFIDENCE = _Checkin.CONFIDENCE
    AUDIENCE = _Checkin.AUDIENCE


CHECKIN_REPORT = _CheckInReport("checkin_report", "What a check-in file says about one objective of several.")


class _CheckInFile(Record):
    DATE = Field("date", types.DATE, "When; the day that the file's name begins with where nothing is said.")
    BY = _Checkin.BY
    OBJECTIVE = _OF_WHICH
    NOTE = _Checkin.NOTE
    STATUS = _Checkin.STATUS
    NOW = _Checkin.NOW
    CONFIDENCE = _Checkin.CONFIDENCE
    AUDIENCE = _Checkin.AUDIENCE
    REPORTS = Field(
        "reports", types.SEVERAL_RECORDS, "For several objectives: an entry for each.", record=CHECKIN_REPORT
    )


CHECKIN_FILE = _CheckInFile("checkin_file", "A check-in as a file of its own, in the folder checkins/ of its unit.")


class _Kpi(Record):
    NAME = Field("name", types.TEXT, "What it is called.")
    UNIT = Field("unit", types.TEXT, "The unit of measure.")
    OWNER = Field("owner", types.PERSON, "Who answers for it.")
    RANGE = Field("range", types.RANGE, "The range in which it is healthy.")
    RANGES = Field("ranges", types.DATED_RANGES, "Other ranges, each from a day on: targets of a year or a quarter.")
    RHYTHM = Field("rhythm", types.RHYTHM, "How often it gets a value; without a new one it is overdue.")
    ABOUT = Field("about", types.PROSE, "What it counts, and how.")
    VALUES = Field("values", types.DATED_NUMBERS, "Its values by date.")
    AUDIENCE = _AUDIENCE


KPI = _Kpi("kpi", "A number of the running business.")


class _NamedLink(Record):
    TITLE = Field("title", types.TEXT, "What it is called.")
    URL = Field("url", types.ADDRESS, "Its address.", required=True)


NAMED_LINK = _NamedLink("named_link", "A place on the web.", text_field=_NamedLink.URL)


class _Team(Record):
    NAME = Field("name", types.TEXT, "What it is called.")
    LEAD = Field("lead", types.PERSON, "Who leads it.")
    MEMBERS = Field("members", types.PEOPLE, "Who belongs to it.")
    PARENT = Field("parent", types.TEXT, "The unit above; the company where nothing is said.")
    MISSION = Field("mission", types.PROSE, "What it is there for.")
    VISION = Field("vision", types.PROSE, "Where it wants to be in some years.")
    PILLARS = Field(
        "pillars", types.TEXTS, "The strategic pillars in their order (company only); objectives name one as `pillar`."
    )
    CONTACT = Field("contact", types.TEXT, "How to reach it.")
    LINKS = Field("links", types.SEVERAL_RECORDS, "Where else to look.", record=NAMED_LINK)
    TAGS = Field("tags", types.TEXTS, "Words to find it by.")
    KPIS = Field("kpis", types.KPIS, "Its KPIs, by id.")
    ABOUT = Field("about", types.PROSE, "What else there is to say; in a team.md the text below the front matter.")
    ALIASES = Field("aliases", types.IDS, "Earlier ids, which are names of its folder, at most 20; addresses stay.")
    VISIBILITY = _VISIBILITY
    AUDIENCE = _AUDIENCE


TEAM = _Team("team", "A unit: the company, a division, a team.")


class _Person(Record):
    NAME = Field("name", types.TEXT, "Full name.")
    ROLE = Field("role", types.TEXT, "What they do.")
    TEAM = Field("team", types.TEXT, "The unit they belong to.")
    LINK = Field("link", types.ADDRESS, "Their page elsewhere.")
    PHOTO = Field("photo", types.ADDRESS, "A picture in this site.")


PERSON = _Person("person", "Somebody who is named in the objectives.", text_field=_Person.NAME)


class _Memo(Record):
    TITLE = Field("title", types.TEXT, "Its title.")
    AUTHOR = Field("author", types.PERSON, "Who wrote it.")
    DATE = Field("date", types.DATE, "When.")
    VISIBILITY = _VISIBILITY
    AUDIENCE = _AUDIENCE
    BODY = Field("body", types.PROSE, "The memo itself: the text below the front matter.")


MEMO = _Memo("memo", "A memo that tells the story of a year.")

RECORDS: dict[str, Record] = {
    record.name: record
    for record in (
        CYCLE_FILE,
        OBJECTIVE,
        KEY_RESULT,
        MILESTONE,
        LEVELS,
        INITIATIVE,
        CHECKIN,
        CHECKIN_FILE,
        CHECKIN_REPORT,
        LINK,
        SESSION,
        TEAM,
        KPI,
        NAMED_LINK,
        PERSON,
        MEMO,
    )
}
