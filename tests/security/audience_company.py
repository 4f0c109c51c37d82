"""A company with something internal of every kind beside what is public, typed field by field as the vocabulary says.

A new field of the vocabulary is typed by itself; one of a new type fails until somebody says how it is typed.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from okrsite.fields import Field
from okrsite.vocabulary import RECORDS

Fill = Callable[[], str]
"""Gives a text for the next withheld place: lower-case letters and digits, so that it may be an id."""
Near = Callable[[int, int], float]
"""Gives a value so near to another one that it is the same in whole percent of the second number."""

KINDS = ("to", "keep", "milestones", "done", "levels", "kpi", "sum_of", "find_out")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f030005fe02fea7"
    "35811f0000000049454e44ae426082"
)
_LEFT = {
    # What the path says; what decides who sees it; and what would make another item of it.
    "cycle_file": {"team", "cycle", "visibility", "audience", "objectives"},
    "objective": {"visibility", "audience", "checkins", "key_results", "continues", "with"},
    "key_result": {*KINDS, "from", "now", "phases", "kpi", "commit", "stretch", "audience"},
    "team": {"visibility", "audience", "parent", "pillars"},
    "initiative": {"moves"},
    "memo": {"visibility", "audience", "body"},
    "checkin": {"audience", "now", "confidence"},
    "checkin_file": {"audience", "objective", "now", "confidence", "reports"},
    "checkin_report": {"audience", "objective", "now", "confidence"},
    "kpi": {"audience"},
    "link": {"to"},
}


# All begin with the same digits, however many companies one run of tests types.
_COUNTED = itertools.count(7_171_700_001, 7)


class Tokens:
    """Tokens that stand nowhere else."""

    def __init__(self) -> None:
        self._number = itertools.count(100)
        self.made: list[str] = []

    def __call__(self) -> str:
        self.made.append(f"zq{next(self._number)}x")
        return self.made[-1]


class Typist:
    """Types every field of a record."""

    def __init__(self, fill: Fill, number: Callable[[], int] | None = None, near: Near | None = None) -> None:
        self.fill = fill
        self.number = number or _COUNTED.__next__
        self.near = near or (lambda value, whole: value)

    def record(self, name: str, /, **more: object) -> dict[str, Any]:
        """Return a record with every field typed that can be, and those that are given."""
        fields = [field for field in RECORDS[name].fields if field.name not in _LEFT.get(name, set()) | set(more)]
        return {**{field.name: self.value(field) for field in fields}, **more}

    def value(self, field: Field[object]) -> object:
        token = self.fill
        ways: dict[str, Callable[[], object]] = {
            "text": token,
            "prose": lambda: f"Words {token()} and [more](https://{token()}.example/{token()}).",
            "id": token,
            "ids": lambda: [token()],
            "person": lambda: f"Person {token()}",
            "people": lambda: [f"Person {token()}", f"Person {token()}"],
            "texts": lambda: [token(), f"of {token()}"],
            "choice": lambda: field.choices[0],
            "number": self.number,
            "value": self.number,
            "confidence": lambda: "37%",
            "fraction": lambda: 0.3,
            "weight": lambda: 1,
            "date": lambda: "2026-11-02",
            "boolean": lambda: True,
            "range": lambda: f"<= {self.number()}",
            "link": lambda: f"https://{token()}.example/{token()}",
            "references": lambda: [self.record("link", to="company/2026-H2/year#k")],
            "names": lambda: ["a/2026-Q4/open"],
            "record": lambda: self.record(field.record.name),
            "records": lambda: [self.record(field.record.name)],
            "dated numbers": lambda: {"2026-10-30": self.number(), "2026-11-09": self.number()},
            "dated ranges": lambda: {"2026-10-30": f"<= {self.number()}"},
            "graded texts": lambda: {0.3: token()},
            "kpis": lambda: {token(): self.record("kpi")},
        }
        return ways[field.type.name]()

    def result(self, kind: str, **more: object) -> dict[str, Any]:
        """Return a key result that is measured in one way, with every other field that goes with it."""
        low = self.number()
        ways: dict[str, Callable[[], dict[str, object]]] = {
            "to": lambda: {
                "from": 0,
                "to": 4 * low,
                "now": self.near(low, 4 * low),
                "phases": {"2026-10-31": 2 * low},
                "commit": 3 * low,
                "stretch": 5 * low,
            },
            "keep": lambda: {"keep": f"<= {low}", "now": low - 1},
            "milestones": lambda: {"milestones": [self.record("milestone"), self.record("milestone", done=False)]},
            "done": lambda: {"done": False},
            "levels": lambda: {"levels": self.record("levels"), "now": "commit"},
            "find_out": lambda: {"find_out": True, "now": low},
            "sum_of": lambda: {"sum_of": "children", "from": 0, "to": 4 * low},
            "kpi": lambda: {"kpi": "secret", "to": 40, "unit": "EUR"},
        }
        return self.record("key_result", **{**ways[kind](), **more})

    def objective(self, **more: object) -> dict[str, Any]:
        """Return an objective with every field."""
        results = [self.result(kind) for kind in KINDS]
        checkins = [
            self.record("checkin", now={results[0]["id"]: self.number()}, confidence={results[0]["id"]: "41%"}),
            self.record("checkin"),
        ]
        return self.record(
            "objective",
            **{"key_results": results, "checkins": checkins, "continues": "company/2026-Q3/before", "with": ["a"]},
            initiatives=[self.record("initiative", moves=[results[0]["id"]])],
            **more,
        )


class OpenTypist(Typist):
    """Types records that everybody may see, with something withheld in every field of words.

    What nobody may see stands in comments, in addresses, titles and definitions of links, and in what refers to units.
    """

    def __init__(self, fill: Fill, secret: str, goal: str = "") -> None:
        super().__init__(fill, itertools.count(11).__next__)
        self.secret = secret
        """The id of a unit that is withheld, whether there is one or not."""
        self.goal = goal
        """The id of an objective of that unit in two cycles; empty where there is none."""
        self._ids = (f"told-{number}" for number in itertools.count(1))

    def line(self) -> str:
        """Return a line that is no Markdown."""
        return f"Open words <!-- {self.fill()} --> and [open](../{self.secret}/{self.fill()}.md)"

    def prose(self) -> str:
        """Return a text in Markdown, with all that may stand in one."""
        at, token = f"../{self.secret}", self.fill
        name = token()
        return (
            f"Open *words* <!-- {token()} -->, [open]({at}/{token()}.pdf '{token()}'), ![open]({at}/{token()}.png "
            f"'{token()}'), [open][{name}], &lt;open&gt; and <https://open.example/> \u2013 [![open]({token()}.png)]"
            f"(/{self.secret}/{token()}.md#{token()}).\n\n<!--\n{token()}\n-->\n\n"
            f"[{name}]: {at}/{token()}.md '{token()}'\n[{token()}]: <{at}/{token()}>\n\n<!-- {token()}"
        )

    def value(self, field: Field[object]) -> object:
        ways: dict[str, Callable[[], object]] = {
            "text": self.line,
            "prose": self.prose,
            "texts": lambda: [self.line(), f"of {self.line()}"],
            "graded texts": lambda: {0.3: self.line()},
            "link": lambda: f"../{self.secret}/{self.fill()}.pdf",
            "id": self._ids.__next__,
            "ids": lambda: [next(self._ids)],
            "person": lambda: "Anna Berg",
            "people": lambda: ["ben", f"Cora <!-- {self.fill()} -->"],
            "names": lambda: [*([f"{self.secret}/2026-Q4/{self.goal}"] if self.goal else []), "a/2026-Q4/open"],
            "references": lambda: [self.record("link", to="company/2026-H2/year#k")],
            "kpis": dict,
        }
        if field.name in ("consult", "inform"):
            return ["Open words", self.secret, self.line()]
        return ways[field.type.name]() if field.type.name in ways else super().value(field)

    def objective(self, **more: object) -> dict[str, Any]:
        results = [self.result(kind, unit="EUR", **({"kpi": "told"} if kind == "kpi" else {})) for kind in KINDS]
        value = {"now": {results[0]["id"]: self.number()}, "confidence": {results[0]["id"]: "41%"}}
        checkins = [self.record("checkin", **value), self.record("checkin", date="2026-11-09")]
        work = self.record("initiative", moves=[results[0]["id"]])
        fields = {"key_results": results, "checkins": checkins, "with": ["a"], "initiatives": [work]}
        if self.goal:
            fields |= {"with": ["a", self.secret], "continues": f"{self.secret}/2026-Q3/{self.goal}"}
        return self.record("objective", **fields, **more)


INTERNAL = {"audience": "internal"}
OPEN_RESULT = {"id": "k", "title": "Open result", "from": 0, "to": 10, "now": 4, "owner": "anna"}


def company(
    fill: Fill, number: Callable[[], int] | None = None, near: Near | None = None, *, present: bool = True
) -> dict[str, str | bytes]:
    """Return the files; what differs between two calls is withheld from the public.

    Args:
        fill: Gives the withheld texts.
        number: Gives the withheld numbers.
        near: Gives a value for another that is the same part of a whole, in whole percent.
        present: Whether there are internal files, units, objectives, notes and people at all; parts of what is for
            everybody (key results, numbers) are always there.
    """
    typist = Typist(fill, number, near)
    name, other, person, page, secret = fill(), fill(), fill(), fill(), fill()
    goal = fill()
    told = OpenTypist(fill, name, goal if present else "")
    goals = _goals(typist, present=present)
    hidden_goal = typist.objective(id=goal)
    hidden_value = {"now": {hidden_goal["key_results"][0]["id"]: typist.number()}, "confidence": {}}
    files: dict[str, Any] = {
        "people.yml": {
            "anna": "Anna Berg",
            "ben": told.record("person", name="Ben Open", team=name if present else None),
            **({person: {"name": f"Hidden {fill()}", "role": fill(), "team": name}} if present else {}),
        },
        "kpis.yml": {
            "churn": {"name": "Open churn", "unit": "%", "values": {"2026-10-01": 4, "2026-11-01": 3}},
            "told": told.record("kpi", unit="EUR", values={"2026-09-30": 10, "2026-11-01": 16}),
            "secret": typist.record(
                "kpi", unit="EUR", values={"2026-09-30": 10, "2026-11-01": typist.near(16, 30)}, **INTERNAL
            ),
        },
        "company/team.yml": told.record("team", name="Company", pillars=[told.line(), told.line()]),
        "company/memo-2027.md": front(told.record("memo", date="2026-11-19"), told.prose()),
        "company/2026-H2.yml": {
            "objectives": [{"id": "year", "title": "Open year", "owner": "anna", "key_results": [OPEN_RESULT]}]
        },
        "company/2026-Q3.yml": {"objectives": [{"id": "before", "title": "Before", "owner": "anna"}]},
        "company/2026-Q4.yml": told.record("cycle_file", objectives=[*goals, told.objective(id="words")]),
        # The day of a check-in is told, and nothing else of one that is internal.
        "company/checkins/2026-11-10.yml": typist.record(
            "checkin_file", objective=goals[0]["id"], date="2026-11-10", **INTERNAL
        ),
        "company/checkins/2026-11-11.yml": {
            "reports": [typist.record("checkin_report", objective=goals[0]["id"], **INTERNAL)],
            "by": f"Reporter {fill()}",
        },
        "teams/a/team.md": front({"name": "A", "lead": "anna"}, told.prose()),
        "teams/a/2026-Q4.md": _markdown(typist, told, present=present),
        "handbook/open.md": f"# Open page\n\nText.\n\n![A picture](../files/open.png)\n\n{told.prose()}",
        "index.md": f"# Open home\n\nWelcome.\n\n{told.prose()}",
        "files/open.png": PNG,
    }
    hidden = {
        "company/2026.yml": typist.record("cycle_file", objectives=[typist.objective()], **INTERNAL),
        "teams/a/2026-Q3.yml": typist.record("cycle_file", objectives=[typist.objective()], **INTERNAL)
        | {"session": None},
        f"teams/{name}/team.yml": typist.record("team", parent="a", **INTERNAL),
        f"teams/{name}/2026-Q4.yml": {"summary": fill(), "objectives": [hidden_goal]},
        f"teams/{name}/checkins/2026-11-10-{fill()}.yml": typist.record(
            "checkin_file", objective=goal, date="2026-11-10", **hidden_value
        ),
        f"teams/{name}/2026-Q3.yml": {"objectives": [{"id": goal, "title": fill(), "owner": "anna"}]},
        f"teams/{name}/memo-2025.md": f"---\ntitle: {fill()}\n---\nStory {fill()}.\n",
        f"teams/{other}/2026-Q4.yml": {"summary": fill(), "objectives": [typist.objective()], **INTERNAL},
        f"people/{person}/2026-Q4.yml": {"summary": fill(), "objectives": [typist.objective()], **INTERNAL},
        "company/memo-2026.md": front(typist.record("memo", **INTERNAL), f"Story {fill()}."),
        f"handbook/{page}.md": front(
            {"title": f"Page {fill()}", **INTERNAL}, f"# Head {fill()}\n\n![{fill()}](../files/{secret}.png)"
        ),
        f"files/{secret}.png": PNG,
    }
    return {path: spelled(content) for path, content in (files | (hidden if present else {})).items()}


def _goals(typist: Typist, *, present: bool) -> list[dict[str, Any]]:
    """An objective for everybody with withheld parts of every kind, and one that is withheld between two others."""
    goal = _goal(typist)
    last = {"id": "last", "title": "Open last", "owner": "anna", "key_results": [OPEN_RESULT]}
    if present:
        return [goal, typist.objective(**INTERNAL), last]
    for note in ("notes", "retrospective", "blockers", "needs"):
        del goal[note]
    for said in goal["checkins"]:
        said.pop("note", None)
    return [goal, last]


def _goal(typist: Typist) -> dict[str, Any]:
    hidden = [typist.result(kind, **INTERNAL) for kind in KINDS]
    # The same steps done by the same weight: how far it is, is told.
    told_of = {"owner": "anna", "notes": "Open notes", "aliases": [], "due": "2026-12-20"}
    link = {"to": "company/2026-H2/year#k", "share": f"{typist.number() % 89 + 10}%", "because": "it helps"}
    told_of |= {"contributes_to": [link], "supports": [link]}
    numbers = [
        typist.result(
            kind, audience="internal numbers", id=f"n-{kind.replace('_', '-')}", title=f"Open {kind}", **told_of
        )
        for kind in KINDS
    ]
    told = {"date": "2026-11-05", "by": "anna"}
    return {
        "id": "goal",
        "title": "Open goal",
        "owner": "anna",
        "audience": "internal notes",
        "notes": typist.fill(),
        "retrospective": f"Learned {typist.fill()}",
        "blockers": [typist.fill()],
        "needs": f"Needs {typist.fill()}",
        "key_results": [OPEN_RESULT, *hidden, *numbers],
        "checkins": [
            {**told, "note": f"Said {typist.fill()}", "now": {"k": 3, "n-to": typist.number()}},
            {"date": "2026-11-06", "by": f"Reporter {typist.fill()}", "now": {hidden[0]["id"]: typist.number()}},
            {**told, "date": "2026-11-08", "status": "at risk", "note": typist.fill(), **INTERNAL},
        ],
    }


def _markdown(typist: Typist, told: OpenTypist, *, present: bool) -> str:
    fill, number = typist.fill, typist.number
    secret = told.secret
    hidden, low = fill(), number()
    text = f"""# A in the last quarter

## Open

- Id: open
- Owner: Anna Berg
- Contributes to: company/2026-Q4/goal#k (10 %, because it helps)
- Depends on: company/2026-Q4/goal{f", [open](../{secret}/2026-Q4.yml#{told.goal})" if told.goal else ""}
- Consult: Open words, {secret}
{f"- With: {secret}" if told.goal else "- With:"}
- Unaligned: {told.line()}
- Needs: {told.line()}

Open words <!-- {fill()} -->, with [a link](../../company/2026-Q4.yml#goal) and [one to nowhere](../../company/2026.yml).

| Key result | Id | Owner | From | To | Now | Audience |
| --- | --- | --- | --- | --- | --- | --- |
| Open table | t | Anna Berg | 0 | 9 | 2 | |
| Result {fill()} | {hidden} | Person {fill()} | 0 | {4 * low} | {low} | internal |
| Open numbers | n | Anna Berg | 0 | {4 * low} | {typist.near(low, 4 * low)} | internal numbers, internal notes |

- KR: Secret {fill()} {low} → {3 * low}, now {typist.near(2 * low, 2 * low)}
  - Audience: Internal
  - Notes: {fill()}
- KR: Open steps
  - Audience: internal numbers
  - [x] First {fill()}
  - [ ] Second {fill()}

### Check-ins

- 2026-11-02, Anna Berg: {told.line()}. t 1

  <!-- {fill()} -->
- 2026-11-03, Anna Berg: Open words. t 1
- 2026-11-04, Reporter {fill()}: Said {fill()}. t 2
  - Audience: internal
- 2026-11-05, Anna Berg: About {fill()}. {hidden} {number()} (33%)
- 2026-11-07, Anna Berg: Open words too. n {number()}

## Secret {fill()}

- Id: {fill()}
- Audience: internal
- Owner: Person {fill()}
- Tags: {fill()}
- Contributes to: company/2026-Q4/goal#k (10 %, because {fill()})

Why {fill()}.

| Key result | Id | Owner | From | To | Now |
| --- | --- | --- | --- | --- | --- |
| Result {fill()} | {fill()} | Person {fill()} | 0 | {number()} | 1 |

### Initiatives

- [ ] Work {fill()} (Worker {fill()})

### Check-ins

- 2026-11-02, Reporter {fill()}: Said {fill()}.

## Open too

- Id: too
- Owner: Anna Berg
- Contributes to: company/2026-Q4/goal#k
- Blockers: {told.line()}

### Initiatives

- [ ] [Open work](../{secret}/{fill()}.pdf)

### Notes

{told.prose()}
"""
    head, _, rest = text.partition("## Secret")
    return text if present else head + rest[rest.index("## Open too") :]


def front(fields: Mapping[str, object], body: str) -> str:
    return f"---\n{yaml.safe_dump(fields)}---\n{body}\n"


def spelled(content: object) -> str | bytes:
    if isinstance(content, str | bytes):
        return content
    # JSON is YAML, and quotes everything that could be read as something else.
    return json.dumps(content, ensure_ascii=False, indent=1)
