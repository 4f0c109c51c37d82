"""What a merge request does to goals: each kind of change is named once, and nothing that didn't change."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml
from edited_company import EDITS, EditedCompany, create_company, create_objective
from git_repository import Repo
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from okrsite.changes import key_results, objectives, organisation
from okrsite.changes.sides import FieldRule
from okrsite.changes.writing import MARKER, format_comment, format_difference, write_code
from okrsite.cli import okrsite
from okrsite.cli.running import run_command
from okrsite.feeds.diff_records import ComparedChange, ComparedState, ContentDifference
from okrsite.feeds.json_encoding import encode_record
from okrsite.feeds.schema import build_schema
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import KeyResult, Objective
from okrsite.model.organisation import Document, Kpi, Memo, Person, Unit
from okrsite.pipeline import compare_states
from okrsite.request import BuildRequest

TODAY = date(2026, 11, 20)
SETTINGS = ("who reads it", "a threshold", "how numbers are typed", "when the year begins", "how loud a rule is")
"""Edits of the configuration, which no commit here holds."""
SALES, SHOPS, COMPANY, FINANCE = (
    "teams/sales/2026-Q4.yml",
    "teams/shops/2026-Q4.yml",
    "company/2026-Q4.yml",
    "teams/finance/2026-Q4.yml",
)
WIN, SELL, GROW = "sales/2026-Q4/win", "shops/2026-Q4/sell", "company/2026-Q4/grow"
Files = dict[str, Any]
CASES: dict[str, tuple[Callable[[Files], object], list[str]]] = {}
"""What somebody does to the files, and what is told of it."""


def case(name: str, *told: str) -> Callable[[Callable[[Files], object]], object]:
    def register(edit: Callable[[Files], object]) -> object:
        CASES[name] = edit, list(told)
        return edit

    return register


def objective(files: Files, path: str = SALES, place: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = files[path]["objectives"][place]
    return found


def result(files: Files, path: str = SALES, place: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = objective(files, path)["key_results"][place]
    return found


def set_field(name: str, field: str, value: object, *told: str) -> None:
    case(name, *told)(lambda files: objective(files).update({field: value}))


def set_result_field(name: str, fields: dict[str, object], *told: str) -> None:
    case(name, *told)(lambda files: result(files).update(fields))


set_field("a title", "title", "Win again", f"changed objective {WIN} title: We win in 2026-Q4 → Win again")
set_field("an owner", "owner", "anna", f"changed objective {WIN} owner: Dev → Anna")
set_field("a status", "status", "at risk", f"changed objective {WIN} status: nothing → at risk")
set_field("a decision", "decision", "close", f"changed objective {WIN} decision: nothing → close")
set_field("an audience", "audience", "internal", f"changed objective {WIN} audience: public → internal")
set_field("an alias", "aliases", ["victory"], f"changed objective {WIN} aliases: nothing → victory")
set_field("a reason", "why", "Because.", f"changed objective {WIN} why")
set_field("no goal", "contributes_to", None, f"removed link {WIN} contributes_to: {GROW}")
set_field("another goal", "supports", ["finance/bill"], f"added link {WIN} supports: finance/2026-Q4/bill")
case("another kind of link", f"changed link {WIN} kind: contributes_to → supports ({GROW})")(
    lambda files: objective(files).update(contributes_to=None, supports=["company/grow"])
)
case("a draft", f"withdrawn objective {WIN}-more")(
    lambda files: objective(files, place=1).update(visibility="draft")
)  # fmt: skip
case("a share", f"changed link {WIN} share: nothing → 40% ({GROW})")(
    lambda files: objective(files).update(contributes_to=[{"to": "company/grow", "share": "40%"}])
)
case("a reason of a link", f"changed link {WIN} because: nothing → It pays ({GROW})")(
    lambda files: objective(files).update(contributes_to=[{"to": "company/grow", "because": "It pays"}])
)
case("a confirmation", f"added confirmation {SELL} ({GROW})")(
    lambda files: objective(files, COMPANY).update(confirms=["shops/sell"])
)
case("work together", f"changed objective {WIN} with: nothing → Finance")(
    lambda files: objective(files).update({"with": ["finance"]})
)

set_result_field("a target that is eased", {"to": 8}, f"changed key result {WIN}#a to: 10 → 8, eased")
set_result_field("a target that is raised", {"to": 12}, f"changed key result {WIN}#a to: 10 → 12, raised")
set_result_field("what is promised", {"commit": 8}, f"changed key result {WIN}#a commit: nothing → 8")
set_result_field("what would be outstanding", {"stretch": 15}, f"changed key result {WIN}#a stretch: nothing → 15")
set_result_field("a start", {"from": 2}, f"changed key result {WIN}#a from: 0 → 2, eased")
set_result_field("a day", {"due": date(2026, 12, 1)}, f"changed key result {WIN}#a due: nothing → 2026-12-01, raised")
set_result_field("a value", {"now": 7}, f"changed key result {WIN}#a now: 4 → 7")
set_result_field("a confidence", {"confidence": "30%"}, f"changed key result {WIN}#a confidence: nothing → 30%")
set_result_field("a grade", {"grade": 0.5}, f"changed key result {WIN}#a grade: nothing → 0.5")
set_result_field("a weight", {"weight": 2}, f"changed key result {WIN}#a weight: 1 → 2")
set_result_field("a key result's title", {"title": "Deals"}, f"changed key result {WIN}#a title: Number of win → Deals")
set_result_field(
    "a key result's id", {"id": "deals", "aliases": ["a"]}, f"moved key result {WIN}#a → {WIN}#deals id: a → deals"
)
set_result_field(
    "internal numbers",
    {"audience": "internal numbers"},
    f"changed key result {WIN}#a audience: public → internal numbers",
)
case("a key result more", f"added key result {WIN}#f")(
    lambda files: objective(files)["key_results"].append({"id": "f", "title": "Calls", "done": False})
)
case("a key result less", f"removed key result {WIN}#e")(lambda files: objective(files)["key_results"].pop())
case("something done", f"changed key result {WIN}#b now: not done → done")(
    lambda files: result(files, place=1).update(done=True)
)
case("a check-in without a value", f"added check-in {WIN}: 2026-11-12, Ben")(
    lambda files: objective(files)["checkins"].append({"date": date(2026, 11, 12), "by": "ben", "note": "Well"})
)
case("a check-in with a value", f"changed key result {WIN}#a now: 4 → 6")(
    lambda files: (
        result(files).pop("now"),
        objective(files)["checkins"].append(
            {"date": date(2026, 11, 12), "by": "ben", "note": "Well", "now": {"a": 6}}
        ),
    )
)  # fmt: skip
case("an objective more", "added objective sales/2026-Q4/next")(
    lambda files: files[SALES]["objectives"].append(create_objective("sales", "next", "2026-Q4") | {
        "key_results": [{"id": "n", "title": "Next ones", "done": False}]})
)  # fmt: skip
case("an objective less", f"removed objective {WIN}-more")(lambda files: files[SALES]["objectives"].pop())


@case("a rename that says the former id", f"moved objective {WIN} → sales/2026-Q4/beat id: {WIN} → sales/2026-Q4/beat")
def rename(files: Files) -> None:
    objective(files).update(id="beat", aliases=["win"])


@case("a title with its id", f"moved objective {WIN} → sales/2026-Q4/beat title: We win in 2026-Q4 → Beat them")
def retitle(files: Files) -> None:
    objective(files).update(id="beat", title="Beat them", aliases=["win"])


@case("a team with another id", "moved unit shops → stores id: shops → stores")
def rename_team(files: Files) -> None:
    for path in [path for path in files if path.startswith("teams/shops/")]:
        files[path.replace("shops", "stores")] = files.pop(path)


@case(
    "an objective of another team",
    "moved objective sales/2026-Q4/win-more → shops/2026-Q4/win-more "
    "id: sales/2026-Q4/win-more → shops/2026-Q4/win-more",
)
def hand_over(files: Files) -> None:
    files[SHOPS]["objectives"].append(files[SALES]["objectives"].pop())


@case("an objective that goes on", "added objective sales/2027-Q1/win", "added cycle 2027-Q1")
def carry_on(files: Files) -> None:
    files["teams/sales/2027-Q1.yml"] = {
        "objectives": [
            {"id": "win", "title": "We still win", "owner": "anna", "continues": "sales/2026-Q4/win",
             "contributes_to": ["company/2026-Q4/grow"], "key_results": [{"title": "Wins", "done": False}]}
        ]
    }  # fmt: skip


case("another order")(lambda files: (files[SALES]["objectives"].reverse(), objective(files)["key_results"].reverse()))
case("milestones that are done", f"changed key result {WIN}#c now: 1 of 2 done → 2 of 2 done")(
    lambda files: result(files, place=2)["milestones"][1].update(done=True)
)
case("a milestone more", f"changed key result {WIN}#c milestones: One, Two → One, Two, Three",
     f"changed key result {WIN}#c now: 1 of 2 done → 2 of 3 done")(
    lambda files: result(files, place=2)["milestones"].append({"title": "Three", "done": True})
)  # fmt: skip
case("an open milestone less", f"changed key result {WIN}#c milestones: One, Two → One, eased")(
    lambda files: result(files, place=2)["milestones"].pop()
)
case("a milestone that is due earlier", f"changed key result {WIN}#c milestones, raised")(
    lambda files: result(files, place=2)["milestones"][1].update(due=date(2026, 12, 1))
)
case("a key result that is given up", f"changed key result {WIN}#a status: nothing → dropped, eased")(
    lambda files: result(files).update(status="dropped")
)
case("a level", f"changed key result {WIN}#d now: commit → target")(
    lambda files: result(files, place=3).update(now="target")
)
case("a range that is wider", f"changed key result {WIN}#e keep: 5 to 8 → 5 to 9, eased")(
    lambda files: result(files, place=4).update(keep="5..9")
)
case("another kind of measure", f"changed key result {WIN}#b measure: yes or no → a number to reach")(
    lambda files: objective(files)["key_results"].__setitem__(
        1, {"id": "b", "title": "Done with win", "from": 0, "commit": 3, "to": 5, "stretch": 8, "now": 1}
    )
)  # fmt: skip
case("a team's name", "changed unit shops name: Shops → Stores")(
    lambda files: files["teams/shops/team.yml"].update(name="Stores")
)
case("a team's lead", "changed unit sales lead: Anna → Dev")(
    lambda files: files["teams/sales/team.yml"].update(lead="dev")
)
case("a team's place", "changed unit shops parent: Sales → Finance")(
    lambda files: files["teams/shops/team.yml"].update(parent="finance")
)
case("a team that is internal", "changed unit finance audience: public → internal")(
    lambda files: files["teams/finance/team.yml"].update(audience="internal")
)
case("a file that is internal", "changed unit finance audience: public → internal")(
    lambda files: files[FINANCE].update(audience="internal")
)
case("a team more", "added unit repair")(
    lambda files: files.update({"teams/repair/team.yml": {"name": "Repair", "parent": "sales"}})
)
case("a person more", "added person eva")(lambda files: files["people.yml"].update(eva={"name": "Eva"}))
case("a person's name", "changed person anna name: Anna → Anna Berg")(
    lambda files: files["people.yml"]["anna"].update(name="Anna Berg")
)
case("a cycle more", "added objective company/2027-Q1/next", "added cycle 2027-Q1")(
    lambda files: files.update({"company/2027-Q1.yml": {"objectives": [
        {"id": "next", "title": "Next", "owner": "anna", "key_results": [{"title": "Next ones", "done": False}]}]}})
)  # fmt: skip
case("a value of a KPI", "changed KPI nps values: 5 (2026-11-01) → 7 (2026-11-15)")(
    lambda files: files["company/team.yml"]["kpis"]["nps"]["values"].update({date(2026, 11, 15): 7})
)
case("a KPI less", "removed KPI nps")(lambda files: files["company/team.yml"].pop("kpis"))
case("a memo", "added memo 2026")(
    lambda files: files.update({"company/memo-2026.md": "---\ntitle: The year\nauthor: anna\n---\n\nIt was good.\n"})
)
case("a page", "changed page handbook.md body")(
    lambda files: files.update({"handbook.md": files["handbook.md"] + "\nMore.\n"})
)
case("a comment", *())(lambda files: files.update({"handbook.md": files["handbook.md"]}))


def describe(change: ComparedChange) -> str:
    refs = list(dict.fromkeys(str(ref) for ref in (change.before_ref, change.after_ref) if ref is not None))
    said = f"{change.kind} {change.subject} {' → '.join(refs)}"
    if change.subject == "link" and change.kind in ("added", "removed"):
        return f"{said} {change.field}: {change.other}"
    if change.subject == "check-in":
        return f"{said}: {change.after or change.before}"
    if change.field is not None:
        said += f" {change.field}"
        if change.before is not None or change.after is not None:
            said += f": {change.before or 'nothing'} → {change.after or 'nothing'}"
    said += f" ({change.other})" if change.other else ""
    return said + (f", {change.effect}" if change.effect else "")


@pytest.fixture(scope="module")
def repo(tmp_path_factory):
    """Return a repository of a company, in which each test makes a branch of its own."""
    made = Repo(tmp_path_factory.mktemp("company") / "repo")
    made.commit("2026-11-01", "Goals", create_files().dump())
    return made


def create_files() -> EditedCompany:
    """Return a company with key results of all kinds."""
    company = create_company(("company", "sales", "shops", "finance"))
    objective(company.files)["key_results"] += [
        {"id": "c", "title": "Steps", "milestones": [{"title": "One", "done": True}, {"title": "Two", "done": False}]},
        {"id": "d", "title": "Level", "levels": {"commit": "A", "target": "B", "stretch": "C"}, "now": "commit"},
        {"id": "e", "title": "Days", "keep": "5..8", "now": 6},
    ]
    return company


def commit_branch(repo: Repo, edit: Callable[[Files], object]) -> EditedCompany:
    """Commit an edit on a branch of its own."""
    repo.git("checkout", "-q", "-f", "-B", "branch", "main")
    company = create_files()
    before = company.dump()
    edit(company.files)
    after = company.dump()
    repo.commit("2026-11-10", "Plan", {**dict.fromkeys(before.keys() - after.keys()), **after})
    return company


def compare(repo: Repo, base: str = "main", head: str | None = "branch", **asked: Any) -> ContentDifference:
    return compare_states(BuildRequest(repo.root / "mkdocs.yml", today=TODAY, **asked), base, head)


@pytest.mark.parametrize("name", CASES)
def test_each_kind_of_change_is_named_once(repo, name):
    edit, told = CASES[name]
    commit_branch(repo, edit)
    difference = compare(repo)
    assert [describe(change) for change in difference.changes] == told
    jsonschema.validate(json.loads(encode_record(difference)), build_schema("diff"))


def test_what_was_not_changed_is_not_told(repo):
    """Trees that are the same have no difference, whatever the commits are called."""
    repo.git("checkout", "-q", "-f", "-B", "branch", "main")
    repo.commit("2026-11-10", "Nothing")
    for base, head in (("main", "branch"), ("branch", "main"), ("main", None), ("2026-11-05", "HEAD")):
        difference = compare(repo, base, head)
        assert list_everything(difference) == []
    assert "Nothing changes about goals." in format_comment(difference)
    assert format_difference(difference) == "Nothing changes about goals.\n"


def test_a_file_in_the_other_spelling_changes_nothing(repo):
    commit_branch(repo, lambda files: None)
    path = repo.root / "content" / SALES
    assert run_command(okrsite, ["convert", str(path), "--to", "md", "-f", str(repo.root / "mkdocs.yml")]) == 0
    assert path.with_suffix(".md").exists()
    repo.commit("2026-11-11", "Convert")
    assert list_everything(compare(repo)) == []


def list_everything(difference: ContentDifference) -> list[object]:
    lists = (difference.changes, difference.measures, difference.gaps, difference.problems, difference.addresses)
    return [item for items in lists for item in items]


MIRRORED = {
    **{"added": "removed", "removed": "added", "published": "withdrawn", "withdrawn": "published"},
    **{"eased": "raised", "raised": "eased", "new": "mended", "mended": "new"},
}


def summarise(difference: ContentDifference, *, mirrored: bool = False) -> list[str]:
    """Return everything without what names things as they are after, in any order; mirrored as seen from there."""

    def turn(word: Any) -> Any:
        return MIRRORED.get(word, word) if mirrored else word

    def order(before: object, after: object) -> tuple[object, object]:
        return (after, before) if mirrored else (before, after)

    return sorted(
        [
            f"{turn(change.kind)} {change.subject} {order(change.before_ref, change.after_ref)} {change.field} "
            f"{order(change.before, change.after)} {turn(change.effect)} {change.parts} {change.goals}"
            for change in difference.changes
        ]
        + [f"{change.subject} {change.measure} {order(change.before, change.after)}" for change in difference.measures]
        + [f"{turn(change.change)} {change.kind}" for change in difference.gaps]
        + [f"{turn(change.change)} {change.problem.code} {change.problem.message}" for change in difference.problems]
        + [f"{order(address.before, address.after)}" for address in difference.addresses]
    )


@pytest.mark.parametrize("seed", range(6))
def test_there_and_back_are_mirror_images(tmp_path, seed):
    """Whatever was edited, what is told of the way back is the same the other way round."""
    chance = Random(seed)
    company = create_company(("company", "sales", "shops", "finance"))
    repo = Repo(tmp_path / "repo")
    repo.commit("2026-11-01", "Goals", company.dump())
    before = company.dump()
    names = sorted(EDITS.keys() - {"a file that can't be read", *SETTINGS, "a new day", "another id of an objective"})
    for name in chance.sample(names, 5):
        EDITS[name](company, chance)
    after = company.dump()
    repo.commit("2026-11-10", "Plan", {**dict.fromkeys(before.keys() - after.keys()), **after})
    there, back = compare(repo, "HEAD~1", "HEAD"), compare(repo, "HEAD", "HEAD~1")
    assert summarise(there, mirrored=True) == summarise(back)
    assert list_everything(compare(repo, "HEAD", None)) == []


def test_what_others_brought_meanwhile_is_no_change_of_the_branch(tmp_path):
    """The base has gone on: only what the branch itself changed is told."""
    repo = Repo(tmp_path / "repo")
    company = create_company(("company", "sales"))
    repo.commit("2026-11-01", "Goals", company.dump())
    repo.git("checkout", "-q", "-b", "branch")
    result(company.files)["to"] = 8
    repo.commit("2026-11-02", "Less", company.dump())
    repo.git("checkout", "-q", "main")
    repo.commit("2026-11-03", "Others", {"teams/product/team.yml": "name: Product\n"})
    told = [f"changed key result {WIN}#a to: 10 → 8, eased"]
    assert [describe(change) for change in compare(repo).changes] == told
    repo.git("checkout", "-q", "branch")
    assert [describe(change) for change in compare(repo, "main", None).changes] == told


def test_numbers_above_and_around_are_told_that_follow(repo):
    commit_branch(repo, lambda files: result(files).update(now=7))
    told = {(change.ref, change.measure, change.before, change.after) for change in compare(repo).measures}
    assert (WIN, "progress") in [change[:2] for change in told]
    assert (GROW, "aligned", pytest.approx(0.32), pytest.approx(0.35)) in [*told]
    assert {("sales", "progress"), ("2026-Q4", "progress")} <= {change[:2] for change in told}
    assert not any(ref.startswith(("finance", "shops", "2026-Q3")) for ref, *_ in told)


def test_gaps_and_problems_are_told_that_are_new_or_mended(repo):
    commit_branch(repo, lambda files: objective(files).pop("contributes_to"))
    assert [(gap.change, gap.kind, gap.ref) for gap in compare(repo).gaps if gap.kind == "unaligned"] == [
        ("new", "unaligned", WIN)
    ]
    assert ("mended", WIN) in [(gap.change, gap.ref) for gap in compare(repo, "branch", "main").gaps]
    commit_branch(repo, lambda files: objective(files).update(contributes_to=["company/nothing"]))
    found = compare(repo).problems
    assert [(finding.change, finding.problem.path, finding.problem.severity) for finding in found] == [
        ("new", f"content/{SALES}", "error")
    ]


def test_a_file_that_cannot_be_read_any_more_takes_no_goal_away(repo):
    """Its error is told; what stands in it is still there, and nobody knows what it says."""
    for path in (SALES, "teams/sales/team.yml", "people.yml"):
        commit_branch(repo, lambda files, path=path: files.update({path: "objectives: [\n"}))
        difference = compare(repo)
        assert difference.changes == ()
        assert [(each.change, each.problem.path, each.problem.code) for each in difference.problems] == [
            ("new", f"content/{path}", "OKR102")
        ]


def test_a_value_that_cannot_be_read_any_more_is_not_taken_out(repo):
    """Its error is told, and the values beside it as they are."""
    commit_branch(repo, lambda files: result(files).update(to="lots", weight=2))
    difference = compare(repo)
    assert [describe(change) for change in difference.changes] == [f"changed key result {WIN}#a weight: 1 → 2"]
    assert "error" in {each.problem.severity for each in difference.problems if each.change == "new"}
    back = compare(repo, "branch", "main")
    assert [describe(change) for change in back.changes] == [f"changed key result {WIN}#a weight: 2 → 1"]


def test_addresses_that_move_are_told_with_whether_they_lead_on(repo):
    commit_branch(repo, rename)
    assert [(address.before, address.after, address.leads_on) for address in compare(repo).addresses] == [
        (f"objectives/{WIN}/", "objectives/sales/2026-Q4/beat/", True)
    ]
    commit_branch(repo, rename_team)
    moved = {address.before: address.after for address in compare(repo).addresses}
    assert moved["teams/shops/"] == "teams/stores/"
    assert moved[f"objectives/{SELL}/"] == "objectives/stores/2026-Q4/sell/"
    assert all(address.leads_on for address in compare(repo).addresses)
    commit_branch(repo, lambda files: files["people.yml"].update(anya=files["people.yml"].pop("anna")))
    assert [(address.before, address.after, address.leads_on) for address in compare(repo).addresses] == [
        ("people/anna/", "people/anya/", False)
    ]


def test_settings_that_change_are_named_with_the_numbers_that_follow(repo):
    """Of tables each entry; the day on which an example stands says nothing, and the public isn't told."""
    commit_branch(repo, lambda files: None)
    config = repo.root / "mkdocs.yml"
    document = yaml.safe_load(config.read_text())
    document["plugins"][1]["okrsite"] |= {
        "outdated_after_days": 21,
        "at_risk_behind": 5,
        "today": date(2026, 12, 1),
    }
    document["plugins"][1]["okrsite"].setdefault("rules", {})["OKR512"] = "off"
    config.write_text(yaml.dump(document))
    repo.commit("2026-11-19", "Be patient")
    difference = compare(repo)
    assert [(change.subject, change.title, change.before, change.after) for change in difference.changes] == [
        ("setting", "outdated_after_days", "14", "21"),
        ("setting", "at_risk_behind", "10", "5"),
        ("setting", "rules: OKR512", None, "off"),
    ]
    assert {change.measure for change in difference.measures} == {"status"}
    assert "**Setting changed**: `at_risk_behind`: `10` → `5`" in format_comment(difference, "")
    jsonschema.validate(json.loads(encode_record(difference)), build_schema("diff"))
    assert compare(repo, audience="public").changes == ()


def test_every_field_of_what_is_compared_is_compared():
    """A field that is added has to be told of, or to stand here with those that are told of otherwise."""
    told = {"confirms", "contributes_to", "supports", "depends_on", "continues"}  # as links
    named = {*told, "id", "title", "name", "unit", "cycle", "key_results", "checkins", "texts", "parent"}
    apart = {"place", "places", "value_places", "ref", "unread", "withheld", "reported", "heard", "draft", "ignored"}
    apart |= {"aliases", "is_person", "declared", "unit_id", "level", "done", "audience", "confidence", "pillars_place"}
    # Which page is its folder's follows from the files; the number that a key result calls itself decides which
    # check-ins mean it, whose values are told of.
    apart |= {"is_folder_page", "number"}
    renamed = {"joint": "with", "start": "from", "target": "to", "kind": "measure"}
    renamed |= {"hidden": "hide", "is_found": "search"}
    compared = (
        (Objective, objectives._RULES),
        (KeyResult, (*key_results._RULES, FieldRule("now", str, str))),
        (Unit, organisation._UNIT),
        (Person, organisation._PERSON),
        (Kpi, organisation._KPI),
        (Memo, organisation._MEMO),
        (Document, organisation._DOCUMENT),
        (Cycle, organisation._CYCLE),
    )
    for record, rules in compared:
        fields = {field.name for field in msgspec.structs.fields(record)} - named - apart
        known = {rule.name for rule in rules} | {"inside"}
        missing = {field for field in fields if field not in known and renamed.get(field) not in known}
        assert missing == set(), record


def test_a_draft_is_told_of_when_it_is_published_and_not_before(repo):
    def write_draft(files: Files) -> None:
        secret = create_objective("sales", "secret-plan", "2026-Q4")
        files[SALES]["objectives"].append(secret | {"title": "Buy the others", "visibility": "draft"})

    company = commit_branch(repo, write_draft)
    for audience in ("internal", "public"):
        difference = compare(repo, audience=audience)
        assert list_everything(difference) == []
        assert "Buy the others" not in format_comment(difference)
    objective(company.files, place=2).pop("visibility")
    repo.commit("2026-11-11", "Publish", company.dump())
    published = [describe(change) for change in compare(repo, "HEAD~1", "HEAD").changes]
    assert "published objective sales/2026-Q4/secret-plan" in published
    public = [describe(change) for change in compare(repo, "HEAD~1", "HEAD", audience="public").changes]
    assert "added objective sales/2026-Q4/secret-plan" in public


def test_a_link_that_waited_for_a_draft_is_no_change(repo):
    """It was typed before; that its goal is published says it all."""
    company = commit_branch(repo, lambda files: objective(files).update(visibility="draft"))
    objective(company.files).pop("visibility")
    repo.commit("2026-11-11", "Publish", company.dump())
    told = [change for change in compare(repo, "HEAD~1", "HEAD").changes if change.subject in ("link", "objective")]
    assert [describe(change) for change in told] == [f"published objective {WIN}"]


def test_the_public_is_told_no_path_of_a_link(repo):
    """It may name what is internal, or a draft; that it is another one isn't told either."""

    def lead_elsewhere(files: Files, secret: str) -> None:
        plan, wiki = f"/{secret}/plan.md", f"https://wiki.example/{secret[-1]}"
        files["teams/sales/team.yml"]["links"] = [{"title": "Plan", "url": plan}, {"title": "Wiki", "url": wiki}]
        objective(files)["initiatives"] = [{"title": "Ask", "link": f"/{secret}/ask.md"}]
        files["people.yml"]["carla"] = {"name": "Carla", "link": f"/{secret}/carla.md", "photo": f"/{secret}/c.png"}

    company = commit_branch(repo, lambda files: lead_elsewhere(files, "zqsecret1"))
    lead_elsewhere(company.files, "zqsecret2")
    repo.commit("2026-11-11", "Lead elsewhere", company.dump())
    shown, told = (compare(repo, "HEAD~1", "HEAD", audience=audience).changes for audience in ("internal", "public"))
    assert [describe(change) for change in told] == [
        "changed unit sales links: Plan, Wiki https://wiki.example/1 → Plan, Wiki https://wiki.example/2"
    ]
    assert {change.field for change in shown} == {"links", "initiatives", "link", "photo"}
    assert "/zqsecret2/plan.md" in " ".join(map(describe, shown))


def test_the_public_is_told_nothing_of_what_is_internal(repo):
    def add_secrets(files: Files) -> None:
        objective(files).update(title="Sue them", audience="internal", owner="carla")
        objective(files, SHOPS).update(title="Sell better", blockers=["a"])
        result(files, FINANCE).update(to=777, audience="internal numbers")

    commit_branch(repo, add_secrets)
    difference = compare(repo, audience="public")
    written = format_comment(difference) + encode_record(difference).decode()
    assert "Sell better" in written
    for secret in ("Sue them", "777", "problem OKR", repo.git("rev-parse", "branch")):
        assert secret not in written
    assert f"removed objective {WIN}" in [describe(change) for change in difference.changes]
    inside = [describe(change) for change in compare(repo, audience="internal").changes]
    assert f"changed objective {WIN} audience: public → internal" in inside
    assert "**Hidden from the public (objective)**: `Sue them`" in format_comment(compare(repo, audience="internal"))
    assert "**Visible to the public (objective)**" in format_comment(compare(repo, "branch", "main"))


def test_numbers_that_become_internal_are_told_of_in_one_line(repo):
    """Its target, its thresholds and its value are gone for the public, and no line names any of them."""
    commit_branch(repo, lambda files: result(files).update(commit=8, stretch=15))
    company = create_files()
    result(company.files).update(commit=8, stretch=15, audience="internal numbers")
    repo.commit("2026-11-11", "Keep the numbers to ourselves", company.dump())
    changes = compare(repo, "HEAD~1", "HEAD", audience="public").changes
    told = [describe(change) for change in changes if change.subject == "key result"]
    assert told == [f"changed key result {WIN}#a audience: public → internal numbers"]


HOSTILE = (
    "Closes #12 and fixes acme/site#3 for @everyone",
    "</details><script>alert(1)</script><!-- x -->",
    "[a](https://evil.example) ![b](https://evil.example/p.png) **bold** | cell",
    "```\n# Heading\n\n/close\n~~~",
    "` `` `x` ```` \\` &lt;b&gt; https://evil.example www.evil.example a@b.example",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_an_author_typed_becomes_markup(repo, text):
    """A renderer finds our own bold words and code, and every word of an author's in code alone."""

    def type_text(files: Files) -> None:
        objective(files).update(title=text, blockers=[text])
        result(files).update(title=text)
        files["teams/shops/team.yml"].update(name=text, contact=text)
        files["people.yml"]["anna"].update(name="@anna")

    commit_branch(repo, type_text)
    for preview in ("", "https://preview.example.org/7"):
        comment = format_comment(compare(repo), preview)
        lines = comment.splitlines()
        assert lines[0] == MARKER
        for line in lines[1:]:
            outside = re.sub(r"(?<!`)(`+)(?!`)(?:.*?[^`])\1(?!`)", "", line)
            outside = re.sub(r"\]\(<https://preview\.example\.org/7[\w/#-]*>\)|\[", "", outside)
            assert re.fullmatch(r"[\w\s*():,.;→%…-]*|</?details>|<details><summary>[\w\s()]+</summary>", outside), line
        assert not re.search(r"@\w|#\d|<script|<!-- x", comment)
        assert len(comment) < 65_536


PIECES = st.sampled_from(
    ["`", "``", "\\", "<b>", "</details>", "<!--", "@anna", "#12", "](x)", "![", "*", "_", "~~~", "\n\n# a", "\r", "    ",
     "\t", "&lt;", "https://evil.example", "|", "$`a`$", "\u2028- b", "\x00", "-->", "[x]: y", "é", "a", " "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=60))
def test_any_text_is_one_piece_of_code(text):
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(f"- a {write_code(text)} b\n")
    assert re.fullmatch(r"<ul>\n<li>a <code>[^<]+</code> b</li>\n</ul>\n", rendered)
    assert not re.search(r"[@#]\w", write_code(text))


def test_a_comment_is_never_longer_than_a_forge_takes():
    """Of thousands of changes the first are told, and the others counted."""
    change = ComparedChange(
        kind="changed", subject="objective", before_ref="a/2026/b", after_ref="a/2026/b", title="Ü" * 900,
        within="`" * 900, field="title", before="<" * 900, after="&" * 900,
    )  # fmt: skip
    state = ComparedState(name=None, commit=None)
    difference = ContentDifference(
        as_of=TODAY, audience="internal", base=state, head=state, changes=(change,) * 5_000, measures=(), gaps=(),
        problems=(), addresses=(),
    )  # fmt: skip
    comment = format_comment(difference, "https://preview.example.org/")
    assert len(comment) < 62_000
    assert comment.startswith(f"{MARKER}\n**okrsite**: 5,000 changes.\n")
    assert re.search(r"\n- … and 4,[0-9]{3} lines more\n\n</details>\n", comment)


def test_much_is_folded_and_little_is_not(repo):
    commit_branch(repo, lambda files: result(files).update(weight=1.5))
    assert "<details>" not in format_comment(compare(repo))
    commit_branch(repo, lambda files: [files.pop(path) for path in (SALES, SHOPS, FINANCE)])
    comment = format_comment(compare(repo))
    assert comment.count("<details>") == comment.count("</details>") > 1


def test_the_command_ends_well_with_differences_and_says_what_it_does_not_know(repo, capfd):
    commit_branch(repo, lambda files: result(files).update(to=8))
    config = str(repo.root / "mkdocs.yml")
    asked = ["-f", config, "--today", "2026-11-20"]
    assert run_command(okrsite, ["diff", "main", *asked]) == 0
    assert "Target eased (key result): 'Number of win' ('We win in 2026-Q4'): '10' → '8'" in capfd.readouterr().out
    assert run_command(okrsite, ["diff", "main", "branch", *asked, "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["changes"][0]["effect"] == "eased"
    assert run_command(okrsite, ["diff", "no-such-branch", *asked]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert "There is no commit for 'no-such-branch'." in said.err
    assert "git fetch origin" in said.err
    assert run_command(okrsite, ["diff", "main", *asked, "--preview-url", "javascript:alert(1)"]) == 2
