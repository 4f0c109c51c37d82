"""A forged line of the cache, with the right checksum, gives what a forged file could give: no crash, and no draft."""

from __future__ import annotations

import copy
import json
import textwrap
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from stories import take_snapshot

from okrsite.feeds.export import format_export
from okrsite.model import file_reading
from okrsite.model.cycles import Cycle
from okrsite.model.kept_readings import ReadingCache, compute_reading_key
from okrsite.pages.site_pages import build_pages
from okrsite.settings import Site, read_site
from okrsite.sources.tree import FoundFile

DAY = date(2026, 11, 20)
SECRET = "Quicksilver"
FILES = {
    "mkdocs.yml": "site_name: Test\ndocs_dir: content\ntheme: {name: material}\nplugins: [okrsite]\n",
    "content/people.yml": "anna: {name: Anna Berg, team: sales, link: /x, photo: https://example.org/a.png}\n",
    "content/kpis.yml": "nps: {name: Promoters, unit: '%', owner: anna, range: '>= 5%', values: {2026-10-01: 5%, 2026-11-01: 7%}}\n",
    "content/company/team.yml": "name: Company\nlinks: [{title: Wiki, url: /wiki}]\n",
    "content/company/2026-Q4.yml": """
        session: {date: 2026-09-20, facilitator: anna, decisions: [Go]}
        intro: Some *words*
        objectives:
          - id: grow
            title: We grow
            owner: anna
            why: Because
            aliases: [bloom]
            key_results:
              - {id: a, title: Customers, from: 0, to: 10, weight: 2, phases: {2026-11-01: 4, 2026-12-01: 8}}
              - {id: b, title: Mood, kpi: nps, to: 9%}
              - {id: c, title: Steps, milestones: [{title: one, done: true, due: 2026-11-01}, two]}
              - {id: d, title: Kept, keep: 2..4, now: 3, rubric: {0.3: bad, 1.0: good}, grade: 0.5}
            initiatives: [{title: Work, owner: anna, status: doing, link: /work}]
            checkins:
              - {date: 2026-10-20, by: anna, note: Well, now: {a: 2}, confidence: {a: 70%}}
              - {date: 2026-11-10, by: anna, status: at risk, now: {a: 4}}
        """,
    "content/teams/sales/team.md": "# Sales\n\n- Lead: anna\n- Members: anna, Ben\n",
    "content/teams/sales/2026-Q4.yml": """
        objectives:
          - id: win
            title: We win
            owner: anna
            contributes_to: [{to: company/grow, share: 50%}]
            depends_on: [company/grow]
            continues: sales/2026-Q3/win
            key_results:
              - {id: l, title: Levels, levels: {commit: one, target: two, stretch: three}}
              - {id: y, title: Done with it, done: false}
            checkins: [{date: 2026-11-10, by: Ben, now: {l: target}}]
        """,
    "content/teams/sales/2026-Q3.md": "# Objectives\n\n## We won {#win}\n\n- Owner: Anna Berg\n\n| Key result | From | To |\n|---|---|---|\n| Calls | 1 | 3 |\n",
    "content/teams/sales/2027-Q1.yml": f"objectives: [{{title: {SECRET}, owner: anna, visibility: draft}}]\n",
    "content/teams/sales/memo-2026.md": "# The year\n\nIt was good.\n",
    "content/handbook.md": "---\ntitle: How\n---\n\nAs [it](teams/sales/2026-Q4.yml#win) is.\n",
}  # fmt: skip


class Forgery:
    """A company whose readings are kept, to be forged."""

    def __init__(self, root: Path) -> None:
        for path, text in FILES.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        self.cache = root / "cache"
        self.site: Site = read_site(root / "mkdocs.yml")
        self.honest = take_snapshot(self.site, DAY, cache=self.cache)
        self._lines = ReadingCache(self.cache)._texts._lines
        self._texts = [(key, text) for _, key, text in self._lines.read()]
        self.readings: list[Any] = [json.loads(text) for _, text in self._texts]

    def find_reading(self, word: str) -> int:
        """Return the number of the reading that holds a word."""
        (number,) = (number for number, (_, text) in enumerate(self._texts) if word in text)
        return number

    def forge(self, number: int, reading: object) -> None:
        """Put another reading into the place of one, written as okrsite writes it."""
        text = msgspec.json.encode(reading).decode()
        keys = [key for key, _ in self._texts]
        texts = [text if at == number else kept for at, (_, kept) in enumerate(self._texts)]
        self._lines.write(zip(keys, texts, strict=True))

    def is_believed(self, number: int, reading: object) -> bool:
        """Whether a forged reading counts; whatever it says, a site is made of it."""
        self.forge(number, reading)
        snapshot = take_snapshot(self.site, DAY, cache=self.cache)
        if snapshot.organisation == self.honest.organisation and snapshot.problems == self.honest.problems:
            return False
        told = format_export(snapshot) + "".join(str(page.body) for page in build_pages(snapshot).pages)
        assert SECRET not in told
        return True


@pytest.fixture(scope="module")
def forgery(tmp_path_factory) -> Forgery:
    return Forgery(tmp_path_factory.mktemp("forgery"))


def test_what_is_written_as_it_was_counts(forgery):
    """Else the tests below would prove nothing."""
    number = forgery.find_reading("We grow")
    reading = copy.deepcopy(forgery.readings[number])
    reading["value"]["objectives"][0]["title"] = "We shrink"
    assert forgery.is_believed(number, reading)


def change_objective(**values: object) -> Callable[[Any], object]:
    return lambda value: value["objectives"][0].update(values)


def change_result(at: int, **values: object) -> Callable[[Any], object]:
    return lambda value: value["objectives"][0]["key_results"][at].update(values)


def change_checkin(**values: object) -> Callable[[Any], object]:
    return lambda value: value["objectives"][0]["checkins"][-1].update(values)


def move(value: Any) -> None:
    """Say that all of it stands in another cycle."""
    value["cycle"] = "2026-Q3"
    change_objective(cycle="2026-Q3", ref="company/2026-Q3/grow")(value)


FORGED: dict[str, tuple[str, Callable[[Any], object]]] = {
    "another cycle": ("We grow", move),
    "another objective's cycle": ("We grow", change_objective(cycle="2031", ref="company/2031/grow")),
    "a reference that isn't the objective's": ("We grow", change_objective(ref="company/2026-Q4/x")),
    "what only redaction says": ("We grow", change_objective(reported="2026-11-01")),
    "news of which nothing is told": ("We grow", change_objective(heard=True)),
    "another person than was asked for": ("We grow", change_objective(owner="ANNA")),
    "nobody with an empty name": ("We grow", change_objective(owner="")),
    "one objective twice": ("We grow", lambda value: value["objectives"].append(value["objectives"][0])),
    "one key result twice": (
        "We grow",
        lambda value: value["objectives"][0]["key_results"].append(value["objectives"][0]["key_results"][0]),
    ),
    "check-ins out of order": ("We grow", lambda value: value["objectives"][0]["checkins"].reverse()),
    "a title of a book": ("We grow", change_objective(title="x" * 1_001)),
    "a title of two lines": ("We grow", change_objective(title="x\ny")),
    "an invisible character": ("We grow", change_objective(title="x\u202ey")),
    "a control character": ("We grow", change_objective(title="x\u0007y")),
    "a mark that nobody knows": ("We grow", change_objective(audience=["secret"])),
    "numbers that are withheld": ("We grow", change_result(0, withheld={"progress": 0.5, "expected": None})),
    "a KPI that isn't there": ("We grow", change_result(1, kpi="mrr")),
    "a weight below nothing": ("We grow", change_result(0, weight=-1.0)),
    "a confidence of two": ("We grow", change_result(0, confidence=2.0)),
    "a number without end": ("We grow", change_result(0, start={"value": 1e300, "unit": "", "text": "1"})),
    "a number next to nothing": ("We grow", change_result(0, start={"value": 1e-300, "unit": "", "text": "1"})),
    "phases out of order": (
        "We grow",
        lambda value: value["objectives"][0]["key_results"][0]["phases"].reverse(),
    ),
    "a level of a number": ("We grow", change_result(0, level="target")),
    "a level that isn't one": ("We win", change_result(0, level="best")),
    "a number of levels": ("We win", change_result(0, now={"value": 1.0, "unit": "", "text": "1"})),
    "a level in a check-in that isn't one": ("We win", change_checkin(now={"l": "best"})),
    "a number in a check-in of levels": ("We win", change_checkin(now={"l": {"value": 1.0, "unit": "", "text": "1"}})),
    "a value of no key result": ("We win", change_checkin(now={"z": "target"})),
    "a confidence in no key result": ("We win", change_checkin(confidence={"z": 0.5})),
    "a place in another file": ("We win", change_objective(place=["content/people.yml", 1, 1, 1, 2])),
    "a place on no line": ("We win", change_objective(place=["content/teams/sales/2026-Q4.yml", -1, 1, -1, 2])),
    "a place on a line that no file has": (
        "We win",
        change_objective(place=["content/teams/sales/2026-Q4.yml", 2**70, 1, 2**70, 2]),
    ),
    "a strategy session of a team": (
        "We win",
        lambda value: value.update(
            session={
                "date": None,
                "facilitator": None,
                "inputs": [],
                "decisions": [],
                "place": ["content/teams/sales/2026-Q4.yml", 1, 1, 1, 2],
            }
        ),
    ),
    "a team without a unit above": ('"id":"sales"', lambda value: value["unit"].update(parent=None)),
    "a company with a unit above": ('"id":"company"', lambda value: value["unit"].update(parent="sales")),
    "a team that is a person": ('"id":"sales"', lambda value: value["unit"].update(is_person=True)),
    "a team that nobody declared": ('"id":"sales"', lambda value: value["unit"].update(declared=False)),
    "a person without a place": ("example.org", lambda value: value["anna"].update(place=None)),
    "values of a KPI out of order": ("Promoters", lambda value: value["nps"]["values"].reverse()),
    "values of a KPI without places": ("Promoters", lambda value: value["nps"].update(value_places={})),
}


@pytest.mark.parametrize("what", FORGED)
def test_what_no_file_can_say_is_not_believed(forgery, what):
    word, edit = FORGED[what]
    number = forgery.find_reading(word)
    reading = copy.deepcopy(forgery.readings[number])
    edit(reading["value"])
    assert reading != forgery.readings[number]
    assert not forgery.is_believed(number, reading)


def test_a_reading_that_is_far_larger_than_its_file_is_not_believed(forgery):
    """Else a line of a cache could ask for any amount of work."""
    number = forgery.find_reading("We win")
    reading = copy.deepcopy(forgery.readings[number])
    reading["value"]["objectives"] += [
        first | {"id": f"o{at}", "ref": f"sales/2026-Q4/o{at}"}
        for first in reading["value"]["objectives"]
        for at in range(2_000)
    ]
    assert not forgery.is_believed(number, reading)


def test_a_problem_of_no_code_is_not_believed(forgery):
    """Nor one that is said to follow from another."""
    number = forgery.find_reading("We win")
    place = ["content/teams/sales/2026-Q4.yml", 1, 1, 1, 2]
    words = {"place": place, "message": "M.", "hint": "", "correction": None}
    for code, severity, believed in (("OKR251", "warning", True), ("OKR251", "error", False), ("X1", "error", False)):
        problem = {"code": code, "severity": severity, **words, "consequences": []}
        cause = {"code": "OKR118", "severity": "warning", **words, "consequences": [problem]}
        for told in (problem, cause):
            reading = forgery.readings[number] | {"problems": [told]}
            assert forgery.is_believed(number, reading) == believed


def test_a_file_with_a_draft_is_always_read(forgery):
    """No line of the cache, whoever wrote it, says that it is none."""
    assert not any(SECRET in json.dumps(reading) for reading in forgery.readings)


def test_no_line_of_the_cache_makes_a_draft_public(tmp_path, monkeypatch):
    """What the file said before it was a draft is put in the place of what it says now; a file without a mark is believed."""
    made, asked = Forgery(tmp_path), {}
    path = tmp_path / "content" / "teams" / "sales" / "2027-Q1.yml"
    draft = path.read_bytes()
    tagged = draft.replace(b"visibility: draft", b"tags: [late]")

    def note_and_compute(file: FoundFile, cycle: Cycle | None, data: bytes) -> str:
        asked[file.path] = (file, cycle)
        return compute_reading_key(file, cycle, data)

    monkeypatch.setattr(file_reading, "compute_reading_key", note_and_compute)
    path.write_bytes(draft.replace(b", visibility: draft", b""))
    assert SECRET in format_export(take_snapshot(made.site, DAY, cache=made.cache))
    (told,) = [text for _, _, text in made._lines.read() if SECRET in text]
    others = [(key, text) for _, key, text in made._lines.read() if SECRET not in text]
    for data in (tagged, draft):
        key = compute_reading_key(*asked["content/teams/sales/2027-Q1.yml"], data)
        made._lines.write([*others, (key, told)])
        path.write_bytes(data)
        snapshot = take_snapshot(made.site, DAY, cache=made.cache)
        if data == tagged:
            (objective,) = snapshot.organisation.list_objectives("sales", "2027-Q1")
            assert not objective.tags, "or nothing is proved of the draft"
        else:
            assert SECRET not in format_export(snapshot)


def test_for_the_public_files_with_marks_are_always_read(tmp_path):
    path = tmp_path / "content" / "company" / "2026-Q4.yml"
    made = Forgery(tmp_path)
    path.write_text(path.read_text("utf-8").replace("why: Because", "why: Because\n    audience: internal"), "utf-8")
    internal = take_snapshot(made.site, DAY, cache=made.cache)
    assert internal.organisation.objectives["company/2026-Q4/grow"].audience
    kept = {key for _, key, _ in made._lines.read()}
    site = replace(made.site, settings=replace(made.site.settings, audience="public"))
    for _ in range(2):
        public = take_snapshot(site, DAY, cache=made.cache)
        assert "company/2026-Q4/grow" not in public.organisation.objectives
        assert len({key for _, key, _ in made._lines.read()}) == len(kept) - 1


def list_spots(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each container with each of its keys or places."""
    for key in node if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], dict | list):
            yield from list_spots(node[key])


ODD: tuple[object, ...] = (
    *(None, True, False, 0, -1, 0.5, 2**70, 1e300, "", " ", "x", "none", "target", "levels", "reach", "milestones"),
    *("company", "sales", "anna", "2026-Q4", "1970-01-01", "9999-12-31", "../x", "javascript:alert(1)", "internal"),
    *([], {}, [[]], ["a"], {"a": 1}, {"value": 1.0, "unit": "", "text": "1"}),
)  # fmt: skip


def mutate(reading: Any, data: st.DataObject) -> None:
    """Change one thing in a reading, somewhere."""
    spots = list(list_spots(reading))
    node, key = data.draw(st.sampled_from(spots), label="where")
    what = data.draw(st.sampled_from(["odd", "odd", "other", "other", "gone", "twice", "backwards"]), label="what")
    if what == "odd":
        node[key] = copy.deepcopy(data.draw(st.sampled_from(ODD), label="odd"))
    elif what == "other":
        alike = [other[at] for other, at in spots if type(other[at]) is type(node[key])]
        node[key] = copy.deepcopy(data.draw(st.sampled_from(alike), label="other"))
    elif what == "gone":
        del node[key]
    elif what == "twice" and isinstance(node, list):
        node.append(copy.deepcopy(node[key]))
    elif isinstance(node[key], list):
        node[key].reverse()


@settings(max_examples=150)
@given(st.data())
def test_any_change_to_a_reading_makes_a_site_or_none(forgery, data):
    number = data.draw(st.integers(0, len(forgery.readings) - 1), label="file")
    reading = copy.deepcopy(forgery.readings[number])
    mutate(reading, data)
    forgery.is_believed(number, reading)
