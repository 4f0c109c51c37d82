"""What can be wrong, said as data.

Decides the shape of a problem (code, severity, place, sentence, hint) and the closed registry of codes. It never
prints and never raises: stages collect problems, the command line formats them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Place(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """A span in a file. Lines and columns count characters from 1; the end is exclusive."""

    path: str
    """Path relative to the configuration file, with forward slashes."""
    line: int = 1
    """0 in a model for the public, which is told no lines."""
    column: int = 1
    end_line: int = 1
    end_column: int = 2
    """A file as a whole is told by its first character."""

    def span_to(self, end: Place) -> Place:
        """Return the span from this start to the end of `end`."""
        return Place(self.path, self.line, self.column, end.end_line, end.end_column)


def point_at(path: str, line: int, column: int = 1) -> Place:
    """Return the place of one character."""
    return Place(path, line, column, line, column + 1)


class ProblemCode(msgspec.Struct, frozen=True):
    """One kind of problem."""

    severity: Severity
    meaning: str
    """One sentence: what this code says, whatever the file."""
    is_off: bool = False
    """Whether it is said only where the settings name a severity for it."""

    @property
    def is_opinion(self) -> bool:
        """Whether it is a remark about how goals are written or kept, about which one may think otherwise."""
        return self.severity == "info"


class Problem(msgspec.Struct, frozen=True, eq=False):
    """One thing that somebody should look at. Two are equal that say the same, whatever follows from them."""

    code: str
    severity: Severity
    place: Place
    message: str
    """A full sentence (or a clause that reads as one) for somebody who isn't technical."""
    hint: str = ""
    """What to do about it; empty when the message says it already."""
    correction: str | None = None
    """What should stand in the place of what was typed, until the file's reader makes the whole line of it."""
    consequences: tuple[Problem, ...] = ()
    """What only follows from this one, and isn't told beside it: told where this one isn't, or is less severe."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problem) and self._said == other._said

    def __hash__(self) -> int:
        return hash(self._said)

    @property
    def _said(self) -> tuple[object, ...]:
        return (self.code, self.severity, self.place, self.message, self.hint, self.correction)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of every listing: path, line, column, code."""
        return (self.place.path, self.place.line, self.place.column, self.code, self.message)


def create_problem(code: str, place: Place, message: str, hint: str = "", *, correction: str | None = None) -> Problem:
    """Make a problem of a registered code.

    Args:
        code: One of `CODES`.
        place: Where it is.
        message: What is wrong, in a sentence.
        hint: What to do about it.
        correction: The text that was meant, where that is known: it replaces what stands in `place`, and the corrected
            line is shown behind the hint. In YAML it is put in quotes where it needs them.

    Raises:
        KeyError: the code is not in `CODES`; codes are a closed list.
    """
    return Problem(code, CODES[code].severity, place, message, hint, correction)


def join_names(names: Sequence[str], most: int | None = None) -> str:
    """Return names as a sentence lists them: `a`, `a and b`, `a, b and c`; empty for none.

    With `most`, no more names are listed, and how many more there are: `a, b and 3 more`.
    """
    if most is not None and len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort for output and drop exact repetitions."""
    return tuple(sorted(set(problems), key=lambda problem: problem.sort_key))


def add_consequences(problems: Collection[Problem], causes: Mapping[int, Problem]) -> list[Problem]:
    """Return problems without those that follow from others, which carry them.

    Args:
        problems: All problems, the causes among them.
        causes: From which problem another one follows, by the identity (`id`) of that.
    """
    by_cause: dict[int, list[Problem]] = {}
    for problem in problems:
        if cause := causes.get(id(problem)):
            by_cause.setdefault(id(cause), []).append(problem)

    def carry(problem: Problem) -> Problem:
        following = by_cause.get(id(problem))
        if not following:
            return problem
        return replace(problem, consequences=(*problem.consequences, *map(carry, following)))

    return [carry(problem) for problem in problems if id(problem) not in causes]


def count_by_severity(problems: Iterable[Problem]) -> dict[Severity, int]:
    """Count by severity; all three keys are always there."""
    counts: dict[Severity, int] = {"error": 0, "warning": 0, "info": 0}
    for problem in problems:
        counts[problem.severity] += 1
    return counts


def apply_severity_rules(problems: Iterable[Problem], rules: Mapping[str, str]) -> list[Problem]:
    """Give problems the severities that the settings ask for; `off` leaves them out. Errors stay errors.

    What is off unless it is asked for is left out, too. What follows from a problem is told in its place if it is left
    out, and beside it if it is more severe.
    """
    found_problems = []
    for problem in problems:
        wanted = rules.get(problem.code, "off" if CODES[problem.code].is_off else problem.severity)
        severity = "error" if problem.severity == "error" else wanted
        consequences = apply_severity_rules(problem.consequences, rules) if problem.consequences else []
        if severity == "off":
            found_problems += consequences
            continue
        worse = [each for each in consequences if SEVERITIES.index(each.severity) < SEVERITIES.index(severity)]
        hidden = tuple(each for each in consequences if each not in worse) if worse else tuple(consequences)
        if severity != problem.severity or problem.consequences:
            problem = replace(problem, severity=severity, consequences=hidden)
        found_problems += [problem, *worse]
    return found_problems


CODES: dict[str, ProblemCode] = {
    # 1xx: files and bytes
    "OKR101": ProblemCode("error", "A file is not readable as UTF-8 text."),
    "OKR102": ProblemCode("error", "A file is not well-formed YAML."),
    "OKR103": ProblemCode(
        "error", "YAML is used in a way that is refused here, such as anchors, tags, several documents, tabs."
    ),
    "OKR104": ProblemCode("error", "The same key stands twice in one place."),
    "OKR105": ProblemCode("error", "A file is empty."),
    "OKR106": ProblemCode("warning", "A file holds nothing but comments, or a page nothing at all."),
    "OKR107": ProblemCode(
        "error", "A file, a text, a list or the whole folder is larger, or nested deeper, than anybody needs."
    ),
    "OKR108": ProblemCode("error", "In the place of a file lies a symbolic link, a special file, or a folder."),
    "OKR109": ProblemCode("warning", "A file name looks like a cycle and is none."),
    "OKR110": ProblemCode(
        "warning", "A file seems to be meant as one that is read, and by its name or folder it is not."
    ),
    "OKR111": ProblemCode("warning", "A cycle's file name is in lower case."),
    "OKR112": ProblemCode("warning", "A unit's folder has no team file."),
    "OKR113": ProblemCode("error", "A unit has two team files."),
    "OKR114": ProblemCode("error", "A unit has two files for one cycle."),
    "OKR115": ProblemCode(
        "error", "Text contains an invisible character that can make it read differently from what it says."
    ),
    "OKR116": ProblemCode(
        "error", "A file or folder has a name that can't be an id, or not on every system and server."
    ),
    "OKR117": ProblemCode("error", "What a file says about itself contradicts its path."),
    "OKR118": ProblemCode("warning", "Something looks like a part of the format, and is read as plain text."),
    "OKR119": ProblemCode("warning", "A heading holds nothing that makes it an objective."),
    "OKR120": ProblemCode(
        "error", "The frame of a Markdown file is broken: front matter or a table that can't be read."
    ),
    "OKR121": ProblemCode("error", "An attachment is not what its name says."),
    "OKR122": ProblemCode(
        "error", "An attachment holds something that could run, or that fetches something from elsewhere."
    ),
    "OKR123": ProblemCode("warning", "A file is of a kind that is not published."),
    "OKR124": ProblemCode("error", "Two versions of a file were merged, and nobody said which one counts."),
    "OKR125": ProblemCode("warning", "A part of a line in YAML is a comment, and may be meant to be read."),
    # 2xx: the vocabulary and its values
    "OKR201": ProblemCode("error", "A key is not in the vocabulary."),
    "OKR202": ProblemCode("error", "A value has the wrong shape: a list where one value belongs, or the like."),
    "OKR203": ProblemCode("error", "A number can't be understood."),
    "OKR204": ProblemCode("error", "A number could be read in two ways."),
    "OKR205": ProblemCode("error", "The values of one key result have different units."),
    "OKR206": ProblemCode("error", "A date is impossible or not written as YYYY-MM-DD."),
    "OKR207": ProblemCode("error", "A confidence, or a link's share, can't be understood."),
    "OKR208": ProblemCode("error", "A key result is of two kinds at once."),
    "OKR209": ProblemCode("error", "An id has characters that ids can't have."),
    "OKR210": ProblemCode("error", "The same id stands twice."),
    "OKR211": ProblemCode("error", "A word is not one of those that this field knows."),
    "OKR212": ProblemCode("error", "Something that can't be left out is missing."),
    "OKR213": ProblemCode("error", "A range can't be understood."),
    "OKR214": ProblemCode("error", "A weight is negative or no number."),
    "OKR215": ProblemCode("error", "A key result starts where it ends."),
    "OKR216": ProblemCode("error", "An objective or key result names more than one owner."),
    "OKR217": ProblemCode("error", "A level, milestone or phase can't be understood."),
    "OKR219": ProblemCode("error", "A check-in or an initiative names a key result that isn't there."),
    "OKR220": ProblemCode("error", "A KPI does not exist."),
    "OKR221": ProblemCode("error", "A unit does not exist."),
    "OKR222": ProblemCode("error", "The tree of units is broken: a circle, or the company below something."),
    "OKR223": ProblemCode("error", "A grade is not between 0.0 and 1.0."),
    "OKR224": ProblemCode("error", "A link's address is not one that may be published."),
    "OKR225": ProblemCode("error", "A check-in names a key result by a number that means another one by now."),
    "OKR251": ProblemCode("warning", "A key result says nothing that could be measured."),
    "OKR252": ProblemCode("warning", "An objective has no key results."),
    "OKR253": ProblemCode("warning", "An objective has no owner."),
    "OKR254": ProblemCode("warning", "A key result has a value but no start."),
    "OKR255": ProblemCode("warning", "All weights are zero, so nothing can be added up."),
    "OKR256": ProblemCode("warning", "A date lies outside its cycle."),
    "OKR257": ProblemCode("warning", "Phases are not in the order of their dates, or don't lead from start to target."),
    "OKR258": ProblemCode("warning", "The typed value and the newest check-in contradict each other."),
    "OKR259": ProblemCode(
        "warning", "A name is nobody's in people.yml, and nearly somebody's, or that of no one person."
    ),
    "OKR260": ProblemCode("warning", "Two objectives of a file, or two key results of an objective, have one title."),
    "OKR261": ProblemCode("warning", "A check-in, or a value of a KPI, has a day that is still to come."),
    "OKR262": ProblemCode("warning", "The same check-in, step, initiative, link, pillar or person stands twice."),
    "OKR263": ProblemCode("warning", "An `ignore` names no code that can be ignored, or no reason."),
    "OKR264": ProblemCode("info", "An `ignore` names a code that isn't said of anything there."),
    "OKR265": ProblemCode("warning", "Commit, target and stretch don't lead from one to the next."),
    "OKR266": ProblemCode("warning", "An objective names a pillar that the company's list doesn't have."),
    "OKR267": ProblemCode("warning", "A unit stands where a person answers for something."),
    "OKR268": ProblemCode("warning", "A check-in names a key result by a number, and another one may stand there now."),
    # 3xx: links
    "OKR301": ProblemCode("error", "A reference leads nowhere."),
    "OKR302": ProblemCode("warning", "A link leads into a cycle that doesn't enclose this one."),
    "OKR303": ProblemCode("error", "Links form a circle."),
    "OKR304": ProblemCode("warning", "Dependencies form a circle."),
    "OKR305": ProblemCode("error", "A link leads to itself."),
    "OKR306": ProblemCode("error", "A reference can't be read."),
    "OKR307": ProblemCode("warning", "A link in a text leads nowhere."),
    "OKR308": ProblemCode("warning", "A page asks for a piece of the model that isn't there."),
    "OKR309": ProblemCode("error", "A goal for everybody links up to one that is internal."),
    "OKR310": ProblemCode("error", "A mark that was meant to keep something back stands where it isn't read."),
    "OKR311": ProblemCode(
        "warning", "A text asks for more than a page can hold: long links, or many pieces of the model."
    ),
    "OKR312": ProblemCode("warning", "A reference uses a former id, which only git's past knows."),
    "OKR313": ProblemCode(
        "warning", "A page says to a program what it can't do, or what one that is off or missing could."
    ),
    "OKR314": ProblemCode("warning", "What contributes to a sum can't be added to it."),
    "OKR315": ProblemCode("warning", "The export of another organisation can't be had or read, or parts of it can't."),
    "OKR316": ProblemCode("warning", "The export of another organisation is not the one that is pinned."),
    "OKR317": ProblemCode("warning", "A link to a goal of another organisation leads to none that its export has."),
    # 4xx: publishing
    "OKR401": ProblemCode("warning", "A map could not be laid out; the list stands in its place."),
    "OKR402": ProblemCode("error", "Two pages want the same address."),
    "OKR403": ProblemCode("warning", "An address moves, and no past will lead on from the old one."),
    # 5xx: gaps and overlaps, which are worth a talk and no fault
    "OKR501": ProblemCode("info", "An objective links to no goal and doesn't say why."),
    "OKR502": ProblemCode("info", "Nobody serves a goal of the company, or a key result of it."),
    "OKR503": ProblemCode("info", "A direct link passes by a unit that has an objective for the same goal."),
    "OKR504": ProblemCode("info", "A dependency is not confirmed by those it depends on."),
    "OKR505": ProblemCode("info", "What contributes to a key result doesn't add up to what it plans."),
    "OKR506": ProblemCode("info", "A key result contributes to one in another unit of measure."),
    "OKR511": ProblemCode("info", "Two units do the same, and have no link."),
    "OKR512": ProblemCode("info", "Two units pull against each other."),
    "OKR521": ProblemCode("info", "A target was made easier while its cycle was running, and nobody said why."),
    "OKR531": ProblemCode("info", "A cycle has ended, and an objective of it has no grade."),
    # 6xx: how goals are written and kept; whoever thinks otherwise says so with `ignore`, or turns the code off
    "OKR601": ProblemCode("info", "A unit has more than five objectives at a time."),
    "OKR602": ProblemCode("info", "An objective has one key result only, or more than five."),
    "OKR603": ProblemCode("info", "A key result names an activity, or counts what one does oneself."),
    "OKR604": ProblemCode("info", "An objective is a number."),
    "OKR605": ProblemCode("info", "An objective is a task."),
    "OKR606": ProblemCode("info", "An objective is a slogan, or says too little."),
    "OKR607": ProblemCode("info", "An objective or a key result is a copy of what it links up to."),
    "OKR608": ProblemCode("info", "Nothing of an objective is due before the cycle's last day.", is_off=True),
    "OKR609": ProblemCode("info", "An objective is work that runs anyway."),
    "OKR610": ProblemCode("info", "A key result is in the hands of a unit that nobody has told of the objective."),
    "OKR612": ProblemCode("info", "A key result has a target, and nothing says where it begins."),
    "OKR621": ProblemCode("info", "A running objective is outdated: nobody has reported on it for long."),
    "OKR622": ProblemCode("info", "A third of the cycle has passed, and nobody has reported anything."),
    "OKR623": ProblemCode("info", "An objective is on track, and no value of it has moved for four weeks."),
    "OKR624": ProblemCode("info", "Confidence is low, and nobody says why."),
    "OKR625": ProblemCode("info", "Something is in the way, and nobody is named who could remove it."),
    "OKR626": ProblemCode("info", "An aspirational goal is all but certain early in its cycle."),
    "OKR627": ProblemCode("info", "Progress rose because an open step was taken out, or an easy key result added."),
    "OKR631": ProblemCode("info", "All aspirational objectives of a unit were graded with 1.0."),
    "OKR632": ProblemCode("info", "A commitment was not kept, and there is no retrospective."),
    "OKR633": ProblemCode("info", "A grade is far above what the numbers say, and nobody says why."),
    "OKR634": ProblemCode("info", "A grade was given long before the end of the cycle."),
    # 9xx: configuration
    "OKR901": ProblemCode("error", "There is no content folder."),
    "OKR902": ProblemCode("error", "A setting is unknown or has a value that can't be used."),
    "OKR903": ProblemCode("error", "The navigation of the configuration names a page that isn't there."),
    "OKR904": ProblemCode("error", "A plugin of MkDocs can't work beside okrsite."),
    "OKR905": ProblemCode("warning", "Every page would load or link to what no page may: `build` refuses it."),
}
