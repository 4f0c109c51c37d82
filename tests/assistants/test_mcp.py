"""What assistants are answered: the export's numbers, in the words of the pages, and nothing that the site doesn't show."""

from __future__ import annotations

import asyncio
import importlib
import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner
from git_repository import Repo
from project_tree import Project
from stories import read_export, read_snapshot

from okrsite.assistants.answers import Answers, RefuseErrors
from okrsite.assistants.server import create_server
from okrsite.cli import okrsite
from okrsite.cli.call import CommandContext
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.feeds.explain.accounts import explain_subject
from okrsite.feeds.explain.subjects import SubjectNotFoundError, find_subject
from okrsite.feeds.explain.writing import format_explanation
from okrsite.problems import create_problem, point_at
from okrsite.request import make_source, read_existing_site

ROOT = Path(__file__).parents[2]
GOAL = "booking/2026-Q4/two-taps"
RESULT = "booking/two-taps#checkout"
FILES = {
    "company/team.yml": "name: Company\n",
    "people.yml": "anna: {name: Anna Berg}\n",
    "teams/shop/team.yml": "name: Shop\n",
    "teams/shop/2026-Q4.yml": """
        objectives:
          - id: secret
            title: Zqdraft goal
            visibility: draft
            key_results: [{id: d, title: Zqdraft result, from: 0, to: 717171, now: 3}]
          - id: open
            title: The shop opens
            owner: anna
            key_results:
              - {id: k, title: Visitors, from: 0, to: 10, now: 2}
              - {id: i, title: Zqinternal result, from: 0, to: 828282, now: 5, audience: internal}
          - id: last
            title: Zqdraft end
            visibility: draft
            key_results: [{id: d, title: Zqdraft end, from: 0, to: 717171, now: 3}]
    """,
}


def open_answers(config: Path, audience: str | None = None, refuse_errors: RefuseErrors | None = None) -> Answers:
    """Return what `okrsite mcp` would answer of."""
    call = CommandContext(config, audience=audience)
    source = make_source(call.create_request(), read_existing_site(config))
    return Answers(source, call.read_editable_snapshot, refuse_errors or call.refuse_errors)


def run_alone(ask):
    """Run a coroutine in a thread of its own: in this one, the browser of other tests may have a loop of events."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(lambda: asyncio.run(ask())).result()


def read_content(config: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (config.parent / "content").rglob("*") if path.is_file()}


@pytest.fixture
def shop(tmp_path):
    made = Repo(tmp_path / "shop", {"today": "2026-11-20"})
    made.commit("2026-11-02", "Goals", FILES)
    return made.root / "mkdocs.yml"


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example company in a repository of its own, with an edit that isn't committed."""
    made = Repo(tmp_path_factory.mktemp("example") / "repo")
    shutil.copytree(ROOT / "content", made.root / "content")
    shutil.copyfile(ROOT / "mkdocs.yml", made.root / "mkdocs.yml")
    (made.root / "theme").mkdir()
    made.commit("2026-11-19", "All of it")
    goals = made.root / "content/teams/booking/2026-Q4.yml"
    goals.write_text(goals.read_text(encoding="utf-8").replace("Buy a care plan in two taps", "Buy a plan in two taps"))
    return made.root / "mkdocs.yml"


def create_client(server):
    """Return the SDK's client of a server.

    The complaints of one that is started go to a real file: by itself the client hands them to what was stderr while the
    SDK was imported, which another test may have had replaced.
    """
    sdk = load_sdk()
    if isinstance(server, sdk.StdioServerParameters):
        server = sdk.stdio_client(server, errlog=sys.__stderr__)
    return sdk.Client(server)


def load_sdk():
    """Return the SDK: not imported above, because each worker would load it to collect its tests."""
    return importlib.import_module("mcp")


def test_a_client_of_the_sdk_runs_every_tool_against_the_example(example):
    """Over stdin and stdout, as an assistant starts the server."""
    snapshot = read_snapshot(example)
    exported = {one["ref"]: one for one in read_export(snapshot)["objectives"]}
    command = load_sdk().StdioServerParameters(
        command=sys.executable, args=["-m", "okrsite", "mcp", "-f", str(example)]
    )
    asked = {
        "search": {"words": "plan two taps"},
        "objective": {"ref": RESULT},
        "explain": {"ref": RESULT},
        "gaps": {},
        "diff": {"base": "HEAD"},
        "prepare_checkin": {"ref": RESULT, "now": "44%", "by": "sana"},
    }

    async def ask():
        async with create_client(command) as client:
            tools = (await client.list_tools()).tools
            assert {tool.name for tool in tools} == asked.keys()
            assert all(tool.annotations.read_only_hint for tool in tools)
            return {name: await client.call_tool(name, arguments) for name, arguments in asked.items()}

    answers = run_alone(ask)
    assert not [name for name, answer in answers.items() if answer.is_error]
    told = {name: answer.structured_content for name, answer in answers.items()}
    assert told["objective"]["objective"] == exported[GOAL]
    (found,) = [one for one in told["search"]["found"] if one["ref"] == GOAL]
    assert found == {key: exported[GOAL][key] for key in found}
    assert told["explain"]["result"] == format_explanation(explain_subject(snapshot, find_subject(snapshot, RESULT)))
    assert told["gaps"]["result"].startswith("# Gaps and overlaps")
    (change,) = told["diff"]["changes"]
    assert "Buy a plan in two taps" in json.dumps(change)
    assert "+" in told["prepare_checkin"]["diff"] and told["prepare_checkin"]["applied"] is False


def test_a_mistake_is_answered_with_what_to_do(shop):
    async def ask():
        async with create_client(create_server(open_answers(shop))) as client:
            return await client.call_tool("objective", {"ref": "shop/opne"})

    answer = run_alone(ask)
    assert answer.is_error
    assert "shop/open" in answer.content[0].text


def test_search_finds_by_beginnings_and_by_what_was_meant(shop):
    answers = open_answers(shop)
    for words in ("shop opens", "visit", "anna", "SHOP ope", "visitros"):
        assert [one["ref"] for one in answers.search(words)["found"]] == ["shop/2026-Q4/open"], words
    assert answers.search("nothing like it")["found"] == answers.search("  ")["found"] == []
    assert answers.search("shop", most=0) | {"as_of": "", "commit": ""} == {
        "as_of": "",
        "commit": "",
        "found": [],
        "more": 1,
    }


def test_a_check_in_is_shown_and_not_written(shop):
    before = read_content(shop)
    prepared = open_answers(shop).prepare_checkin("shop/open#k", now="4", note="Four came", by="anna")
    assert "+" in prepared["diff"] and "Four came" in prepared["diff"]
    assert read_content(shop) == before
    (shop.parent / "change.diff").write_text(prepared["diff"])
    subprocess.run(["git", "apply", "--unidiff-zero", "change.diff"], cwd=shop.parent, check=True)
    assert read_snapshot(shop).measures.objectives["shop/2026-Q4/open"].last_report is not None


def test_an_edit_is_seen_by_the_next_question(shop):
    answers = open_answers(shop)
    assert answers.search("market")["found"] == []
    path = shop.parent / "content/teams/shop/2026-Q4.yml"
    path.write_text(path.read_text().replace("The shop opens", "The market opens"))
    assert [one["title"] for one in answers.search("market")["found"]] == ["The market opens"]


@pytest.mark.parametrize(
    ("audience", "secrets"),
    [("internal", ("Zqdraft", "717171")), ("public", ("Zqdraft", "Zqinternal", "717171", "828282"))],
)
def test_no_answer_tells_what_the_audience_is_not_shown(shop, audience, secrets):
    answers = open_answers(shop, audience)
    goals = shop.parent / "content/teams/shop/2026-Q4.yml"
    goals.write_text(goals.read_text().replace("now: 2}", "now: 3}"))
    told = [
        answers.search("goal"), answers.search("zqdraft"), answers.search("zqinternal"), answers.search("shop"),
        answers.get_objective("shop/open"), answers.explain("shop/open"), answers.explain("shop"),
        answers.explain("2026-Q4"), answers.list_gaps(), answers.compare("HEAD"),
    ]  # fmt: skip
    if audience == "internal":
        told.append(answers.prepare_checkin("shop/open#k", now="4", by="anna"))
    text = json.dumps(told, default=str)
    assert "The shop opens" in text
    assert [secret for secret in secrets if secret in text] == []
    for ref in ("shop/secret", "shop/2026-Q4/secret#d"):
        with pytest.raises(SubjectNotFoundError):
            answers.get_objective(ref)
        with pytest.raises((SubjectNotFoundError, EditRefusedError)):
            answers.prepare_checkin(ref, now="4")


def test_a_line_with_a_draft_in_it_is_not_shown(shop):
    """In a file of one line, the line that a check-in changes has the draft, too; beside it nothing of it is shown."""
    path = shop.parent / "content/teams/shop/2026-Q4.yml"
    goal = "{id: open, title: The shop opens, owner: anna, key_results: [{id: k, title: Visitors, from: 0, to: 10}]}"
    draft = "{id: secret, title: Zqdraft goal, visibility: draft}"
    for one_line in (f"[{draft}, {goal}]", f"[{goal}, {draft}]"):
        path.write_text(f"objectives: {one_line}\n")
        with pytest.raises(EditRefusedError, match=r"2026-Q4\.yml:1: A draft stands in the line") as refused:
            open_answers(shop).prepare_checkin("shop/open#k", now="4", by="anna")
        assert "Zqdraft" not in f"{refused.value} {refused.value.hint}"
    path.write_text(f"objectives:\n  - {draft}\n  - {goal}\n  - {draft.replace('secret', 'last')}\n")
    assert "Zqdraft" not in open_answers(shop).prepare_checkin("shop/open#k", now="4", by="anna")["diff"]


def test_what_is_wrong_with_a_file_is_told_with_its_line_and_nothing_of_its_drafts(shop):
    def refuse(snapshot, texts):
        (path,) = texts
        said = ((5, "Zqdraft is no number."), (10, "Seen is no number."))
        wrong = tuple(create_problem("OKR120", point_at(path, line), words) for line, words in said)
        raise EditRefusedError("With that, the content would have the errors below.", "", wrong)

    async def ask():
        async with create_client(create_server(open_answers(shop, refuse_errors=refuse))) as client:
            return await client.call_tool("prepare_checkin", {"ref": "shop/open#k", "now": "4", "by": "anna"})

    answer = run_alone(ask)
    assert answer.is_error
    assert "content/teams/shop/2026-Q4.yml:10:1: OKR120 Seen is no number." in answer.content[0].text
    assert "Zqdraft" not in answer.content[0].text


def test_for_the_public_no_check_in_is_prepared(shop):
    with pytest.raises(EditRefusedError, match="public only"):
        open_answers(shop, "public").prepare_checkin("shop/open#k", now="4")


def test_without_the_extra_the_command_says_how_to_get_it(project, monkeypatch):
    made: Project = project(FILES)
    monkeypatch.setitem(sys.modules, "mcp", None)
    done = CliRunner().invoke(okrsite, ["mcp", "-f", str(made.config)], obj=CommandContext(), standalone_mode=False)
    assert done.return_value == 2
    assert "pip install 'okrsite[mcp]'" in done.output
