"""A small company with something withheld in every place, and every kind of change to it that nobody may see.

The kinds come from the vocabulary: each field of each record, wherever the record is withheld, and each field of words of
what everybody may see, in which a comment or an address changes.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from audience_company import INTERNAL, OPEN_RESULT, PNG, OpenTypist, Typist, front, spelled

from okrsite.fields import Field
from okrsite.vocabulary import RECORDS

Files = dict[str, Any]
"""Content by path: fields as values, other files as they are."""
Change = Callable[[Files, "Pens"], None]
GOALS = "company/2026-Q4.yml"
NUMBERS_TOLD = {
    *("weight", "confidence", "status", "grade", "due", "phases", "done", "now", "from", "to", "keep", "milestones"),
    *("levels", "audience", "kpi", "sum_of", "find_out", "commit", "stretch"),
}
"""Fields of a withheld key result from which something follows that is told: how far it is, and how sure."""


@dataclass(frozen=True)
class Kind:
    """One kind of change."""

    purpose: str
    change: Change


@dataclass(frozen=True)
class Pens:
    """Who types what is withheld, and what everybody may see."""

    secret: Typist
    told: OpenTypist


def pens(prefix: str) -> Pens:
    """Return pens that type texts which begin alike."""
    texts, numbers = itertools.count(100), itertools.count(1000 if prefix == "a" else 5000)

    def fill() -> str:
        return f"{prefix}{next(texts)}"

    return Pens(Typist(fill, numbers.__next__), OpenTypist(fill, "secret", "hid"))


def company() -> Files:
    """Return the files of the company."""
    typed = pens("a")
    secret, told = typed.secret, typed.told
    open_goal = told.objective(id="words")
    open_goal["key_results"] = [open_goal["key_results"][place] for place in (0, 2, 4)]
    hidden_goal = secret.objective(id="hidden", **INTERNAL)
    hidden_goal["key_results"] = [secret.result("to"), secret.result("milestones"), secret.result("levels")]
    hidden_goal["initiatives"] = [secret.record("initiative", moves=[hidden_goal["key_results"][0]["id"]])]
    hidden_goal["checkins"] = [secret.record("checkin"), secret.record("checkin", date="2026-11-04")]
    numbers = {"audience": "internal numbers", "owner": "anna", "notes": "Open", "aliases": [], "due": "2026-12-20"}
    numbers |= {"contributes_to": [], "supports": []}
    goal = {
        **{"id": "goal", "title": "Open goal", "owner": "anna", "audience": "internal notes"},
        **{name: secret.value(_field("objective", name)) for name in ("notes", "retrospective", "blockers", "needs")},
        "key_results": [
            OPEN_RESULT,
            secret.result("to", **INTERNAL),
            secret.result("levels", id="n", title="Open levels", **numbers),
            secret.result("milestones", id="m", title="Open steps", **numbers),
            secret.result("to", id="t", title="Open number", **numbers),
            {"id": "fed", "title": "Fed", "kpi": "secret", "to": 40, "unit": "EUR"},
        ],
        "checkins": [
            {"date": "2026-11-12", "by": "anna", "now": {"k": 3}, "note": secret.fill()},
            {"date": "2026-11-14", "by": "ben", "now": {"k": 4}, "note": secret.fill(), **INTERNAL},
            {"date": "2026-11-13", "by": "ben", "now": {"t": secret.number()}, "note": secret.fill()},
        ],
    }
    files: Files = {
        "people.yml": {
            "anna": told.record("person", name="Anna Berg", team="secret"),
            "ben": {"name": "Ben Open"},
            "hidden": secret.record("person", team="secret", photo="teams/secret/picture.png"),
        },
        "kpis.yml": {
            "told": told.record("kpi", unit="EUR", values={"2026-09-30": 10, "2026-11-01": 16}),
            "secret": secret.record("kpi", unit="EUR", values={"2026-09-30": 10, "2026-11-01": 16}, **INTERNAL),
        },
        "company/team.yml": told.record("team", name="Company", members=["anna", "ben"]),
        "company/2026-H2.yml": {
            "objectives": [{"id": "year", "title": "Y", "owner": "anna", "key_results": [OPEN_RESULT]}]
        },
        GOALS: told.record("cycle_file", objectives=[goal, hidden_goal, open_goal]),
        "company/2026-Q3.yml": secret.record("cycle_file", objectives=[{"id": "before", "title": "H"}], **INTERNAL),
        "company/memo-2027.yml": None,
        "teams/a/2026-Q4.yml": {"objectives": [{"id": "open", "title": "Open", "owner": "anna"}]},
        "teams/secret/team.yml": secret.record("team", parent="company", **INTERNAL),
        "teams/secret/2026-Q4.yml": {"objectives": [{"id": "hid", "title": secret.fill(), "owner": "anna"}]},
        "teams/secret/2026-Q3.yml": {"objectives": [{"id": "hid", "title": secret.fill(), "owner": "anna"}]},
        "teams/secret/picture.png": PNG,
        "company/memo-2026.md": (secret.record("memo", **INTERNAL), secret.fill()),
        "company/memo-2027.md": (told.record("memo", date="2026-11-19"), told.prose()),
        "handbook/hidden.md": ({"title": secret.fill(), **INTERNAL}, f"# {secret.fill()}\n\nWords.\n"),
        "handbook/open.md": ({"title": told.line()}, f"# Open\n\n{told.prose()}\n"),
        "index.md": ({}, f"# Home\n\n{told.prose()}\n"),
    }
    del files["company/memo-2027.yml"]
    return files


def written(files: Files) -> dict[str, str | bytes]:
    """Return the files as they stand on the disk."""
    return {path: front(*typed) if isinstance(typed, tuple) else spelled(typed) for path, typed in files.items()}


def _field(record: str, name: str) -> Field[object]:
    field = RECORDS[record].find_field(name)
    assert field is not None
    return field


Place = Callable[[Files], dict[str, Any]]


def _goal(number: int) -> Place:
    return lambda files: files[GOALS]["objectives"][number]


def _result(goal: int, number: int) -> Place:
    return lambda files: files[GOALS]["objectives"][goal]["key_results"][number]


WITHHELD: tuple[tuple[str, str, Place, set[str]], ...] = (
    ("an internal objective", "objective", _goal(1), set()),
    ("a key result of an internal objective", "key_result", _result(1, 0), set()),
    ("a step of an internal objective", "milestone", lambda files: _result(1, 1)(files)["milestones"][0], set()),
    ("the levels of an internal objective", "levels", lambda files: _result(1, 2)(files)["levels"], set()),
    ("a link of an internal objective", "link", lambda files: _goal(1)(files)["contributes_to"][0], {"to"}),
    ("work for an internal objective", "initiative", lambda files: _goal(1)(files)["initiatives"][0], set()),
    ("a check-in of an internal objective", "checkin", lambda files: _goal(1)(files)["checkins"][0], {"now", "confidence"}),
    ("an internal key result", "key_result", _result(0, 1), NUMBERS_TOLD),
    ("the levels of internal numbers", "levels", lambda files: _result(0, 2)(files)["levels"], set()),
    ("a step of internal numbers", "milestone", lambda files: _result(0, 3)(files)["milestones"][0], {"done", "weight", "due"}),
    ("an internal KPI", "kpi", lambda files: files["kpis.yml"]["secret"], {"values", "unit"}),
    ("an internal unit", "team", lambda files: files["teams/secret/team.yml"], set()),
    ("an internal file", "cycle_file", lambda files: files["company/2026-Q3.yml"], set()),
    ("the session of an internal file", "session", lambda files: files["company/2026-Q3.yml"]["session"], set()),
    ("an internal memo", "memo", lambda files: files["company/memo-2026.md"][0], set()),
    ("somebody whom nothing public names", "person", lambda files: files["people.yml"]["hidden"], set()),
)  # fmt: skip
"""What is withheld as a whole: what it is, its record, where it is, and the fields from which something is told."""
KEPT = {
    *(
        "audience",
        "visibility",
        "objectives",
        "key_results",
        "checkins",
        "initiatives",
        "session",
        "kpis",
        "milestones",
    ),
    *("with", "team", "cycle", "body", "keep", "done", "levels", "kpi", "sum_of", "find_out"),
}
"""Fields that say what is withheld; lists that have kinds of their own; what has to agree with something beside it."""


def other(pen: Typist, field: Field[object], now: Any) -> Any:
    """Return another value for a field."""
    ways: dict[str, Callable[[], Any]] = {
        "choice": lambda: next(word for word in field.choices if word != now),
        "date": lambda: "2026-10-29",
        "boolean": lambda: not now,
        "confidence": lambda: "83%",
        "fraction": lambda: 0.9,
        "weight": lambda: 3,
        "names": lambda: ["company/2026-H2/year"],
        "reference": lambda: "company/2026-H2/year",
        "named values": lambda: {"k": 1},
        "named confidences": lambda: {"k": "20%"},
    }
    return ways.get(field.type.name, lambda: pen.value(field))()


def _changed(place: Place, field: Field[object]) -> Change:
    def change(files: Files, typed: Pens) -> None:
        there = place(files)
        there[field.name] = other(typed.secret, field, there.get(field.name))

    return change


def of_fields() -> Iterator[Kind]:
    """Yield a kind for each field of each record that is withheld."""
    for what, record, place, told in WITHHELD:
        for field in RECORDS[record].fields:
            if field.name not in KEPT | told and not (record == "team" and field.name == "parent"):
                yield Kind(f"{what}: another {field.label.lower()}", _changed(place, field))
    for name in ("notes", "retrospective", "blockers", "needs"):
        yield Kind(f"internal notes: another {name}", _changed(_goal(0), _field("objective", name)))


OPEN: tuple[tuple[str, str, Place], ...] = (
    ("an objective", "objective", _goal(2)),
    ("a key result", "key_result", _result(2, 0)),
    ("a step", "milestone", lambda files: _result(2, 1)(files)["milestones"][0]),
    ("levels", "levels", lambda files: _result(2, 2)(files)["levels"]),
    ("a link", "link", lambda files: _goal(2)(files)["supports"][0]),
    ("work", "initiative", lambda files: _goal(2)(files)["initiatives"][0]),
    ("a check-in", "checkin", lambda files: _goal(2)(files)["checkins"][0]),
    ("a file", "cycle_file", lambda files: files[GOALS]),
    ("a session", "session", lambda files: files[GOALS]["session"]),
    ("a KPI", "kpi", lambda files: files["kpis.yml"]["told"]),
    ("a unit", "team", lambda files: files["company/team.yml"]),
    ("a link of a unit", "named_link", lambda files: files["company/team.yml"]["links"][0]),
    ("somebody", "person", lambda files: files["people.yml"]["anna"]),
    ("a memo", "memo", lambda files: files["company/memo-2027.md"][0]),
)
"""What everybody may see."""
LINES = {"text", "texts", "graded texts", "prose", "link"}
NAMES = {("team", "name"), ("person", "name"), ("person", "team"), ("kpi", "unit"), ("key_result", "unit")}
MEANT = NAMES | {("link", "to"), ("key_result", "kpi"), ("team", "parent"), ("objective", "with")}
"""Fields that aren't typed with comments: what they say, others refer to."""


def _told_otherwise(place: Place, field: Field[object]) -> Change:
    def change(files: Files, typed: Pens) -> None:
        place(files)[field.name] = typed.told.value(field)

    return change


def of_words() -> Iterator[Kind]:
    """Yield a kind for each field of words that everybody may see: its comments, addresses and titles change."""
    for what, record, place in OPEN:
        for field in RECORDS[record].fields:
            typed = place(company())
            if field.type.name in LINES and (record, field.name) not in MEANT and field.name in typed:
                yield Kind(
                    f"{what} that is told: comments and addresses in {field.label.lower()}",
                    _told_otherwise(place, field),
                )


def _body(path: str) -> Change:
    def change(files: Files, typed: Pens) -> None:
        fields, body = files[path]
        pen = typed.secret.fill if "hidden" in path or "2026" in path else typed.told.prose
        files[path] = (fields, f"{body.partition(chr(10))[0]}\n\n{pen()}" if body.startswith("# ") else pen())

    return change


def _set(path: str, typed: Any) -> Change:
    return lambda files, pens: files.update({path: typed(pens) if callable(typed) else typed})


def _gone(*paths: str) -> Change:
    def change(files: Files, typed: Pens) -> None:
        for path in paths:
            del files[path]

    return change


def _at(place: Callable[[Files], Any], act: Callable[[Any, Pens], None]) -> Change:
    return lambda files, typed: act(place(files), typed)


def _scaled(place: Place, factor: int) -> Change:
    def change(files: Files, typed: Pens) -> None:
        result = place(files)
        for name in ("from", "to", "now"):
            result[name] *= factor
        result["phases"] = {day: number * factor for day, number in result["phases"].items()}

    return change


def _hid(pens: Pens) -> dict[str, Any]:
    return {"objectives": [pens.secret.objective(id="hid")]}


def by_hand() -> Iterator[Kind]:
    """Yield the kinds that no field says: how many there are, whether there are any, where and when."""
    checkins = lambda number: lambda files: _goal(number)(files)["checkins"]  # noqa: E731
    unit, kpi = "teams/secret/team.yml", lambda files: files["kpis.yml"]
    for purpose, change in (
        ("a page's words", _body("handbook/open.md")),
        ("the home page's words", _body("index.md")),
        ("a memo's words", _body("company/memo-2027.md")),
        ("an internal page's words", _body("handbook/hidden.md")),
        ("an internal memo's words", _body("company/memo-2026.md")),
        ("no internal page", _gone("handbook/hidden.md")),
        ("one more internal page", _set("handbook/more.md", lambda pens: (INTERNAL, "# More\n"))),
        ("a page in an internal unit's folder", _set("teams/secret/notes.md", lambda pens: ({}, "# Notes\n"))),
        ("a memo of an internal unit", _set("teams/secret/memo-2026.md", lambda pens: ({"title": "M"}, "Words.\n"))),
        ("no internal memo", _gone("company/memo-2026.md")),
        ("an internal file of another cycle", _set("company/2027.yml", {"objectives": [], **INTERNAL})),
        ("an internal file of a unit that has none", _set("teams/b/2026-Q4.yml", {"objectives": [], **INTERNAL})),
        ("a file of an internal unit", _set("teams/secret/2026-H2.yml", _hid)),
        ("all fields of an internal unit's objective", _set("teams/secret/2026-Q4.yml", _hid)),
        ("one more internal unit", _set("teams/more/team.yml", {"name": "More", **INTERNAL})),
        ("a unit below an internal one", _set("teams/more/team.yml", {"name": "More", "parent": "secret", **INTERNAL})),
        ("the only file of an internal unit is that of its team", _set(unit, {"name": "S", **INTERNAL})),
        ("somebody with an internal unit", _set("people/hidden/2026-Q4.yml", {"objectives": [], **INTERNAL})),
        ("nobody whom nothing public names", _at(lambda files: files["people.yml"], lambda people, _: people.pop("hidden"))),
        ("one more whom nothing public names", _at(lambda files: files["people.yml"], lambda people, _: people.update(zoe={"name": "Anna Adam"}))),
        ("another file in an internal unit's folder", _set("teams/secret/more.png", PNG)),
        ("a file that only something internal leads to", _set("files/hidden.png", PNG)),
        ("no file in an internal unit's folder", _gone("teams/secret/picture.png")),
        ("no internal objective", _at(lambda files: files[GOALS]["objectives"], lambda goals, _: goals.pop(1))),
        ("an internal objective at the beginning", _at(lambda files: files[GOALS]["objectives"], lambda goals, _: goals.insert(0, goals.pop(1)))),
        ("one more internal objective", _at(lambda files: files[GOALS]["objectives"], lambda goals, pens: goals.append(pens.secret.objective(**INTERNAL)))),
        ("fewer key results of an internal objective", _at(lambda files: _goal(1)(files)["key_results"], lambda found, _: found.pop())),
        ("more steps of an internal objective", _at(lambda files: _result(1, 1)(files)["milestones"], lambda found, pens: found.append("More"))),
        ("fewer check-ins of an internal objective", _at(checkins(1), lambda found, _: found.pop())),
        ("more check-ins of an internal objective", _at(checkins(1), lambda found, pens: found.append(pens.secret.record("checkin", date="2026-11-18")))),
        ("more work for an internal objective", _at(lambda files: _goal(1)(files)["initiatives"], lambda found, pens: found.append("More"))),
        ("an internal objective that links to one for everybody", _at(_goal(1), lambda goal, _: goal.update(depends_on=["company/goal"], supports=["company/words"]))),
        ("an internal objective that looks like one for everybody", _at(_goal(1), lambda goal, _: goal.update(title="Open goal"))),
        ("an internal objective that is dropped", _at(_goal(1), lambda goal, _: goal.update(status="dropped"))),
        ("the words of an internal check-in", _at(checkins(0), lambda found, pens: found[1].update(note=pens.secret.fill()))),
        ("the author of an internal check-in", _at(checkins(0), lambda found, _: found[1].update(by="hidden"))),
        ("words beside a withheld value", _at(checkins(0), lambda found, pens: found[2].update(note=pens.secret.fill()))),
        ("who reported a withheld value", _at(checkins(0), lambda found, _: found[2].update(by="anna"))),
        ("the day of a withheld value that isn't the newest", _at(checkins(0), lambda found, _: found[2].update(date="2026-11-10"))),
        ("a withheld value", _at(checkins(0), lambda found, pens: found[2].update(now={"t": pens.secret.number()}))),
        ("more withheld values", _at(checkins(0), lambda found, pens: found.append({"date": "2026-11-01", "now": {"t": 7}}))),
        ("no check-in with a withheld value", _at(checkins(0), lambda found, _: found.pop())),
        ("withheld words in a note for everybody", _at(checkins(0), lambda found, pens: found[0].update(note=pens.secret.fill()))),
        ("larger numbers of an internal key result, as far", _scaled(_result(0, 1), 13)),
        ("larger internal numbers, as far", _scaled(_result(0, 4), 13)),
        ("the number and day of an internal KPI's values", _at(kpi, lambda found, _: found["secret"].update(values={"2026-09-30": 10, "2026-10-12": 15, "2026-11-11": 16}))),
        ("the unit of measure of internal numbers", _at(_result(0, 4), lambda result, _: result.update(unit="GBP"))),
        ("the rubric of an internal key result", _at(_result(0, 1), lambda result, pens: result.update(rubric={1.0: pens.secret.fill()}))),
        ("one more internal KPI", _at(kpi, lambda found, pens: found.update(more=pens.secret.record("kpi", unit="EUR", **INTERNAL)))),
        ("a KPI of an internal unit", _at(lambda files: files[unit], lambda team, pens: team.update(kpis={"k": pens.secret.record("kpi", unit="EUR")}))),
    ):  # fmt: skip
        yield Kind(purpose, change)


ALL_KINDS = (*of_fields(), *of_words(), *by_hand())
