"""A value that can't be read costs itself: its page says so with what is known from before, and all else stays."""

from __future__ import annotations

import json
import re
import subprocess
from html import unescape
from itertools import product

import pytest
from msgspec.structs import replace
from project_tree import Project
from stories import build_site, take_snapshot

from okrsite.feeds.export import format_export
from okrsite.model.objectives import KeyResult, Objective
from okrsite.pages.page import make_url
from okrsite.pages.parts.unread_values import build_unread_views
from okrsite.progress.key_result_explanations import explain_progress
from okrsite.settings import read_site
from okrsite.site.content import SiteContent
from okrsite.site.isolation import isolate_broken_files
from okrsite.snapshot import Snapshot

MARKDOWN = """\
## Grow

- Id: grow
- Owner: Anna
- Status: on track
- Contributes to: company/all

| Key result | Id | From | To | Now | Confidence | Due | Weight | Grade |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| Calls | calls | 20 | 120 | 42 | 50% | 2026-12-01 | 2 | 0.4 |
| Mails | mails | 0% | 100% | 10% | 80% | | | |

- KR: Complaints
  - Id: complaints
  - Keep: 1..5
  - Now: 3
- KR: Regions
  - Id: regions
  - Levels: commit one region; target two regions; stretch all three
  - Now: commit
- KR: Scanner
  - Id: scanner
  - Done: yes
"""
YAML = """\
objectives:
  - id: grow
    title: Grow
    owner: Anna
    status: on track
    contributes_to: company/all
    key_results:
      - {id: calls, title: Calls, from: 20, to: 120, now: 42, confidence: 50%, due: 2026-12-01, weight: 2, grade: 0.4}
      - {id: mails, title: Mails, from: 0%, to: 100%, now: 10%, confidence: 80%}
      - {id: complaints, title: Complaints, keep: 1..5, now: 3}
      - id: regions
        title: Regions
        levels: {commit: one region, target: two regions, stretch: all three}
        now: commit
      - {id: scanner, title: Scanner, done: yes}
"""
FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": "objectives:\n  - {id: all, title: All of it, owner: Cem, key_results: [{id: k, title: K, from: 0, to: 9, now: 3}]}\n",
    "teams/sales/team.yml": "name: Sales\n",
    "teams/shops/team.yml": "name: Shops\n",
    "teams/shops/2026-Q4.yml": "objectives:\n  - {id: sell, title: Sell, owner: Dana, supports: sales/grow, key_results: [{id: k, title: K, from: 0, to: 9, now: 3}]}\n",
}
SLIPS = {
    "a value": ("42", "many", "calls", "Its value", "42"),
    "a start": ("20", "twenty", "calls", "Its start", "20"),
    "a target": ("120", "lots", "calls", "Its target", "120"),
    "a confidence": ("50%", "so-so", "calls", "Its confidence", "50%"),
    "a day": ("2026-12-01", "2026-13-01", "calls", "The day on which it is due", "1 December 2026"),
    "a weight": ("| 2 |", "| -2 |", "calls", "Its weight", "2"),
    "a grade": ("0.4", "4.4", "calls", "Its grade", "0.4"),
    "a range": ("1..5", "5..1", "complaints", "Its range", "1..5"),
    "a value in another unit": ("10%", "10 EUR", "mails", "Its numbers", "10%"),
    "a start that is the target": ("20 | 120", "120 | 120", "calls", "Its numbers", "42"),
    "a level": ("ow: commit", "ow: committed", "regions", "Its value", "commit"),
    "yes or no": ("one: yes", "one: nearly", "scanner", "Whether it is done", "yes"),
    "an owner": ("wner: Anna", "wner: Anna and Ben", "", "Its owner", "Anna"),
    "a status": ("on track", "fine", "", "Its status", "on track"),
}
"""What is typed, what in its place, under which key result, and what the page says."""
IN_YAML = {
    "| 2 |": "weight: 2", "| -2 |": "weight: -2", "20": "from: 20", "twenty": "from: twenty",
    "20 | 120": "from: 20, to: 120", "120 | 120": "from: 120, to: 120",
}  # fmt: skip


class Company:
    """A company in a repository, whose sales team types something wrong."""

    def __init__(self, made: Project, path: str, text: str) -> None:
        self.made, self.path, self.text = made, path, text
        made.write({**FILES, path: text})
        self._run("init", "-q", "-b", "main")
        assert made.config.exists()

    def _run(self, *command: str, day: str = "2026-10-05") -> None:
        moment = f"{day}T10:00:00Z"
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *command],
            cwd=self.made.root, check=True, capture_output=True,
            env={"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, "PATH": "/usr/local/bin:/usr/bin:/bin"},
        )  # fmt: skip

    def commit(self, day: str, text: str | None = None) -> Company:
        self.made.write({self.path: text or self.text})
        self._run("add", "content", day=day)
        self._run("commit", "-qm", "Values", day=day)
        return self

    def break_value(self, old: str, new: str) -> Company:
        assert self.text.count(old), old
        self.made.write({self.path: self.text.replace(old, new, 1)})
        return self

    def isolate(self, audience: str = "internal") -> SiteContent:
        site = read_site(self.made.config)
        site = replace(site, settings=replace(site.settings, audience=audience))
        return isolate_broken_files(lambda without: take_snapshot(site, without=without, isolate=True))

    def read(self) -> Snapshot:
        return take_snapshot(read_site(self.made.config))


def begin(project, spelling: str, **options: object) -> Company:
    path = f"teams/sales/2026-Q4.{spelling}"
    made = project({}, edit_url="https://example.org/repo", **options)
    return Company(made, path, MARKDOWN if spelling == "md" else YAML)


def find_objective(kept: SiteContent) -> Objective:
    return next(objective for ref, objective in kept.snapshot.organisation.objectives.items() if ref.unit == "sales")


def find_key_result(kept: SiteContent, key: str) -> KeyResult:
    found = find_objective(kept).find_key_result(key)
    assert found is not None
    return found


def list_notes(kept: SiteContent, url: str = "objectives/sales/2026-Q4/grow/") -> list[str]:
    """What a page says of values that can't be read, in words."""
    page = next(str(page.body) for page in kept.page_set.pages if make_url(page.uri) == url)
    notes = re.findall(r'<p class="okr-lack">(.*?)</p>', page)
    return [unescape(re.sub("<.*?>", "", note)) for note in notes if "read just now" in unescape(note)]


def list_numbers(snapshot: Snapshot) -> list[object]:
    return [
        (ref, numbers.progress, numbers.expected, numbers.confidence, numbers.status.shown)
        for ref, numbers in snapshot.measures.objectives.items()
    ]


@pytest.mark.parametrize("spelling", ["md", "yml"])
@pytest.mark.parametrize("slip", SLIPS)
def test_the_last_value_that_git_knows_stands_in_its_place_and_no_number_changes(project, slip, spelling):
    old, new, key, said, last = SLIPS[slip]
    if spelling == "yml":
        old, new = IN_YAML.get(old, old), IN_YAML.get(new, new)
    company = begin(project, spelling).commit("2026-11-13")
    whole = company.read()
    kept = company.break_value(old, new).isolate()
    assert not kept.is_blocked and kept.left_out == () and kept.errors == 1 and kept.unread == 1
    assert list_numbers(kept.snapshot) == list_numbers(whole)
    (note,) = list_notes(kept)
    assert note.startswith(said) and f"; {last} on 13 November 2026." in note and "That counts until it can." in note
    assert f"2026-Q4.{spelling}, line " in note
    assert list_notes(kept, "teams/sales/") == [note]
    named = find_key_result(kept, key) if key else find_objective(kept)
    assert named.unread and kept.snapshot.organisation.people.keys() == whole.organisation.people.keys()


@pytest.mark.parametrize("slip", SLIPS)
def test_without_git_the_value_is_missing_and_its_page_says_so(project, slip):
    old, new, *_, said, _ = SLIPS[slip]
    kept = begin(project, "md").break_value(old, new).isolate()
    assert not kept.is_blocked and kept.left_out == ()
    (note,) = list_notes(kept)
    assert note.startswith(said) and "That counts" not in note


@pytest.mark.parametrize(("old", "new"), [("Id: grow", "Id: Gr ow"), ("| calls |", "| Ca lls |")])
def test_an_id_that_is_none_costs_the_id(project, old, new):
    company = begin(project, "md").commit("2026-11-13")
    whole = company.read()
    kept = company.break_value(old, new).isolate()
    assert kept.left_out == () and list_numbers(kept.snapshot) == list_numbers(whole)
    (note,) = list_notes(kept)
    assert note.startswith("Its id can't be read just now.")


@pytest.mark.parametrize("slip", ["a start", "a target", "a range", "a value in another unit"])
def test_what_has_no_start_target_or_range_is_not_measured_by_a_guess(project, slip):
    old, new, key, *_ = SLIPS[slip]
    company = begin(project, "md")
    kept = company.break_value(old, new).isolate()
    ref = find_objective(kept).ref.make_key_result_ref(key)
    assert kept.snapshot.measures.key_results[ref].progress is None


def test_the_day_is_that_on_which_the_value_was_typed(project):
    company = begin(project, "md").commit("2026-10-05").commit("2026-11-02", MARKDOWN.replace("42", "38"))
    company.commit("2026-11-13").commit("2026-11-16", MARKDOWN.replace("| 10% |", "| 12% |"))
    (note,) = list_notes(company.break_value("42", "many").isolate())
    assert "42 on 13 November 2026" in note


def test_a_newer_check_in_says_it_better_than_git(project):
    report = "\n### Check-ins\n\n- 2026-11-18, Anna: Good. calls 47\n"
    company = begin(project, "md").commit("2026-11-13")
    company.text = MARKDOWN + report
    kept = company.break_value("42", "many").isolate()
    (note,) = list_notes(kept)
    assert "47 on 18 November 2026" in note
    current = kept.snapshot.measures.key_results[find_objective(kept).ref.make_key_result_ref("calls")].current_values
    assert current.now is not None and current.now.value == 47


def test_the_numbers_say_from_when_they_are(project):
    kept = begin(project, "md").commit("2026-11-13").break_value("42", "many").isolate()
    objective = find_objective(kept)
    key_result = next(listed for listed in objective.key_results if listed.id == "calls")
    numbers = kept.snapshot.measures.key_results[objective.ref.make_key_result_ref("calls")]
    labels = [term.label for term in explain_progress(key_result, numbers).terms]
    assert "now (known since 2026-11-13)" in labels


def test_the_export_says_what_is_missing_and_what_is_from_before(project):
    company = begin(project, "md").commit("2026-11-13")
    document = json.loads(format_export(company.break_value("42", "many").isolate().snapshot))
    objective = next(each for each in document["objectives"] if each["team"] == "sales")
    calls = objective["key_results"][0]
    assert calls["now"] == 42
    assert calls["unread"] == [{"field": "now", "last": "42", "date": "2026-11-13", "counts": True}]
    assert objective["unread"] == [] and objective["key_results"][1]["unread"] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("company/all", "company/nothing", "A goal that it contributes to"),
        ("company/all", "something else", "A goal that it contributes to"),
        ("company/all", "sales/grow", "A goal that it contributes to"),
        ("- Status: on track", "- Depends on: shops/lend", "Something that it depends on"),
        ("- Status: on track", "- With: nobodies", "One of the units that do it together"),
    ],
)
def test_a_link_to_what_is_not_there_costs_the_link(project, old, new, said):
    kept = begin(project, "md").break_value(old, new).isolate()
    assert not kept.is_blocked and kept.left_out == ()
    (note,) = list_notes(kept)
    assert note.startswith(said)
    assert "sales/2026-Q4/grow" not in kept.snapshot.gaps.unaligned


def test_who_links_to_what_vanished_from_a_file_that_can_be_read_stays(project):
    company = begin(project, "md")
    company.made.write({company.path: MARKDOWN.replace("Grow", "Blossom").replace("grow", "blossom")})
    kept = company.isolate()
    assert "content/teams/shops/2026-Q4.yml" not in kept.left_out
    (note,) = list_notes(kept, "objectives/shops/2026-Q4/sell/")
    assert note.startswith("A goal that it supports")


def test_a_value_in_a_check_in_costs_itself(project):
    company = begin(project, "md")
    company.text = (
        MARKDOWN + "\n### Check-ins\n\n- 2026-11-02, Anna: Fine. mails 9%\n- 2026-11-18, Anna: Good. malls 12%\n"
    )
    company.made.write({company.path: company.text})
    kept = company.isolate()
    assert kept.left_out == ()
    (note,) = list_notes(kept)
    assert note.startswith("Something in a check-in can't be read just now")
    assert len(find_objective(kept).checkins) == 2


MARKS = {
    "a mark of an objective": ("    owner: Anna\n", "    owner: Anna\n    audience: intern\n"),
    "a visibility": ("    owner: Anna\n", "    owner: Anna\n    visibility: drft\n"),
    "a mark of a key result": ("title: Calls,", "title: Calls, audience: intern,"),
    "a mark of the file": ("objectives:", "audience: intern\nobjectives:"),
    "a mark in a value": ("now: 42", "now: internal 42"),
    "a mark in the place of a value": ("now: 42", "now: {value: 42, audience: internal}"),
    "a mark in an owner": ("owner: Anna", "owner: Anna and draft"),
    "an unknown key": ("title: Calls,", "title: Calls, audienc: internal,"),
    "a mark of a check-in": (
        "    owner: Anna\n",
        "    owner: Anna\n    checkins: [{date: 2026-11-02, by: anna, audience: intern, now: {calls: 9}}]\n",
    ),
}


@pytest.mark.parametrize("audience", ["internal", "public"])
@pytest.mark.parametrize("how", MARKS)
def test_a_mark_that_is_not_understood_takes_all_that_it_may_cover(project, how, audience):
    old, new = MARKS[how]
    kept = begin(project, "yml").break_value(old, new).isolate(audience)
    assert not kept.is_blocked and "content/teams/shops/2026-Q4.yml" not in kept.left_out
    assert not any(ref.unit == "sales" for ref in kept.snapshot.organisation.objectives)


def everything(kept: SiteContent) -> str:
    return f"{format_export(kept.snapshot)} {[str(page.body) for page in kept.page_set.pages]}"


@pytest.mark.parametrize(
    ("where", "mark"),
    [
        *product(("the objective", "the key result", "the file"), ["audience: internal"]),
        *product(("the objective", "the key result"), ["audience: internal numbers"]),  # a file is internal as a whole
        *product(("the objective", "the file"), ["visibility: draft"]),  # a key result has no visibility
    ],
)
def test_what_was_kept_back_then_is_not_told_now(project, where, mark):
    secret = YAML.replace("now: 42", "now: 77.25")
    marked = {
        "the objective": secret.replace("    owner: Anna\n", f"    owner: Anna\n    {mark}\n"),
        "the key result": secret.replace("title: Calls,", f"title: Calls, {mark},"),
        "the file": f"{mark}\n{secret}",
    }[where]
    company = begin(project, "yml").commit("2026-10-05", marked)
    kept = company.break_value("42", "many").isolate("public")
    assert kept.left_out == ()
    (note,) = list_notes(kept)
    assert note.startswith("Its value can't be read just now.")
    assert "77.25" not in everything(kept)


def test_what_is_kept_back_today_is_not_told_from_before(project):
    company = begin(project, "yml").commit("2026-10-05", YAML.replace("now: 42", "now: 77.25"))
    company.text = YAML.replace("title: Calls,", "title: Calls, audience: internal numbers,")
    kept = company.break_value("now: 42", "now: many").isolate("public")
    assert kept.left_out == () and list_notes(kept) == []
    assert "77.25" not in everything(kept)


def test_the_public_is_told_of_no_line_and_of_no_link(project):
    company = begin(project, "md").commit("2026-11-13")
    company.text = MARKDOWN.replace("company/all", "company/nothing")
    (note,) = list_notes(company.break_value("42", "many").isolate("public"))
    assert note == "Its value can't be read just now; 42 on 13 November 2026. That counts until it can."


def test_a_build_says_how_many_values_are_left_out(project):
    company = begin(project, "md").break_value("42", "many")
    report = build_site(company.made.config, company.made.root / "site", isolate=True)
    assert (report.errors, report.left_out, report.unread) == (1, (), 1)


def test_without_isolation_an_error_stops_a_build_as_ever(project):
    company = begin(project, "md").break_value("42", "many")
    kept = take_snapshot(read_site(company.made.config))
    assert [problem.code for problem in kept.problems if problem.severity == "error"] == ["OKR203"]
    assert not kept.unread_problems


@pytest.mark.parametrize(
    "report",
    [
        "now: {calls: 5..2 lots}",
        "now: {calls: 42 apples}",
        "confidence: {calls: so-so}",
        "now: {cals: 42}",
        "now: {zzz: 42}",
    ],
)
def test_words_beside_a_value_that_cannot_be_read_may_be_about_what_is_withheld(project, report):
    company = begin(project, "yml")
    marked = YAML.replace("title: Calls,", "title: Calls, audience: internal,")
    company.text = (
        f"{marked}    checkins: [{{date: 2026-11-02, by: Zebedee, note: We lose the quokka, now: {{mails: 9%}}}}]\n"
    )
    kept = company.break_value("now: {mails: 9%}", report).isolate("public")
    assert kept.left_out == ()
    assert "quokka" not in everything(kept) and "Zebedee" not in everything(kept)
    assert "quokka" in everything(company.isolate())


@pytest.mark.parametrize("kpis", ["revenue: {audience: internal, values: {2026-11-01: 5}}\n", "revenue: [\n"])
def test_numbers_beside_a_kpi_that_is_not_found_are_told_to_nobody_outside(project, kpis):
    company = begin(project, "yml")
    company.made.write({"kpis.yml": kpis})
    company.text = YAML.replace("from: 20, to: 120, now: 42,", "kpi: revenue, from: 22.13, to: 66.17,")
    kept = company.break_value("kpi: revenue", "kpi: revenu").isolate("public")
    assert "Calls" in everything(kept)
    assert not [number for number in ("22.13", "66.17") if number in everything(kept)]


NAMES = {
    "a cell too few": ("md", "| 50% | 2026-12-01", "| 2026-12-01", "calls", "Its row in the table", "42"),
    "a cell too many": ("md", "| 50% | 2026-12-01", "| 50% | 50% | 2026-12-01", "calls", "Its row in the table", "42"),
    "a column": ("md", "| Confidence |", "| Confidance |", "calls", "Its confidence", "50%"),
    "a column twice": ("md", "| Grade |", "| Now |", "calls", "Its value", "42"),
    "a bullet twice": ("md", "- Status: on track", "- Status: on track\n- Status: off track", "", "Its status", "on track"),
    "a bullet of two words twice": ("md", "- Contributes to: company/all", "- Contributes to: company/all\n- Contributes to: company/all", "", "A goal that it contributes to", ""),
    "a bullet twice below a key result": ("md", "  - Keep: 1..5", "  - Keep: 1..5\n  - Keep: 1..6", "complaints", "Its range", "1..5"),
    "a misspelt name": ("yml", "now: 42", "nwo: 42", "calls", "Its value", "42"),
    "a misspelt name in a line of its own": ("yml", "        now: commit", "        nwo: commit", "regions", "Its value", "commit"),
    "a misspelt first name": ("yml", "{id: calls, title: Calls, from: 20,", "{form: 20, id: calls, title: Calls,", "calls", "Its start", "20"),
    "a name twice": ("yml", "now: 42", "now: 42, now: 43", "calls", "Its value", "42"),
    "a misspelt weight": ("yml", "weight: 2", "wieght: 2", "calls", "Its weight", "2"),
    "a misspelt owner": ("yml", "    owner: Anna", "    ownr: Anna", "", "Its owner", "Anna"),
    "a misspelt link": ("yml", "    contributes_to:", "    contributs_to:", "", "A goal that it contributes to", ""),
    "a name that is near to none": ("yml", "    status:", "    flavour: mint\n    status:", "", "One of its fields", ""),
}  # fmt: skip
"""The file's ending, what is typed, what in its place, under which key result, what the page says, and what counts."""


@pytest.mark.parametrize("how", NAMES)
def test_a_name_or_a_row_that_can_not_be_read_costs_its_values(project, how):
    ending, old, new, key, said, known = NAMES[how]
    text = MARKDOWN if ending == "md" else YAML
    company = Company(project({}), f"teams/sales/2026-Q4.{ending}", text).commit("2026-10-05")
    whole = company.isolate().snapshot
    kept = company.break_value(old, new).isolate()
    assert not kept.is_blocked and kept.left_out == () and kept.errors == 1
    objective = kept.snapshot.organisation.objectives["sales/2026-Q4/grow"]
    values = {value.field: value for result in objective.key_results if result.id == key for value in result.unread}
    values |= {value.field: value for value in objective.unread if not key}
    (value,) = values.values()
    (view,) = build_unread_views([value])
    assert view.sentence.startswith(f"{said} can't be read just now")
    assert (value.last or "") == known and (not known or "5 October 2026" in view.sentence)
    # Nothing else changes: all numbers are what they were.
    if known:
        assert list_numbers(kept.snapshot) == list_numbers(whole)


@pytest.mark.parametrize("new", ["audiance: numbers", "visibilty: draft", "seen_by: internal", "for: [numbers, notes]"])
def test_a_name_that_may_keep_something_back_costs_the_objective(project, new):
    company = Company(project({}), "teams/sales/2026-Q4.yml", YAML).commit("2026-10-05")
    kept = company.break_value("now: 42", f"now: 42, {new}").isolate()
    assert kept.left_out in (("content/teams/sales/2026-Q4.yml:2",), ("content/teams/sales/2026-Q4.yml",))
    assert "sales/2026-Q4/grow" not in kept.snapshot.organisation.objectives


def test_a_row_whose_audience_is_not_known_costs_the_objective(project):
    text = MARKDOWN.replace("| Grade |", "| Audience |").replace("| 2 | 0.4 |", "| 2 | numbers |")
    company = Company(project({}), "teams/sales/2026-Q4.md", text).commit("2026-10-05")
    kept = company.break_value("| 50% | 2026-12-01", "| 2026-12-01").isolate()
    assert kept.left_out == ("content/teams/sales/2026-Q4.md:1",)


def test_a_row_of_a_table_that_says_who_sees_it_costs_the_objective(project):
    text = MARKDOWN.replace("| Grade |", "| Audiance |").replace("| 2 | 0.4 |", "| 2 | nubmers |")
    company = Company(project({}), "teams/sales/2026-Q4.md", text).commit("2026-10-05")
    kept = company.break_value("| 50% | 2026-12-01", "| 2026-12-01").isolate("public")
    assert kept.left_out == ("content/teams/sales/2026-Q4.md:1",)
