"""Our own export, brought into an empty repository: exported again, it is what it was."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from command_line import call
from git_repository import Repo
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from project_tree import Project
from stories import read_example

from okrsite.feeds.csv_export import write_csv_files
from okrsite.feeds.export import build_export
from okrsite.feeds.export_records import Export
from okrsite.feeds.workbook import write_workbook
from okrsite.problems import CODES
from okrsite.snapshot import Snapshot

EXAMPLE = Path(__file__).parents[2] / "mkdocs.yml"


def write_csv(export: Export, folder: Path) -> Path:
    (folder / "csv").mkdir()
    for name, data in write_csv_files(export):
        (folder / "csv" / name).write_bytes(data)
    return folder / "csv"


def write_xlsx(export: Export, folder: Path) -> Path:
    (folder / "okr.xlsx").write_bytes(write_workbook(export).data)
    return folder / "okr.xlsx"


def write_json(export: Export, folder: Path) -> Path:
    (folder / "okr.json").write_bytes(msgspec.json.encode(export, enc_hook=str))
    return folder / "okr.json"


FORMATS = {"csv": write_csv, "xlsx": write_xlsx, "json": write_json}


def describe(export: Export) -> dict:
    """Return an export without what is of its repository: where things stand, the commit, and what git alone told."""
    document = json.loads(msgspec.json.encode(export, enc_hook=str))
    document["commit"] = None
    return drop_past(document)


def drop_past(value: object) -> object:
    if isinstance(value, dict):
        return {key: drop_past(inner) for key, inner in value.items() if key not in ("source", "goalposts")}
    if isinstance(value, list):
        return [drop_past(one) for one in value if not (isinstance(one, dict) and one.get("origin") == "git")]
    return value


def list_differences(before: object, after: object, where: str = "") -> Iterator[str]:
    """Yield what differs, so that a failure is a line and not two documents."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            yield from list_differences(before.get(key), after.get(key), f"{where}.{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for place, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from list_differences(one, other, f"{where}[{place}]")
    elif before != after:
        yield f"{where}: {before!r} became {after!r}"


def bring_back(project: Project, path: Path) -> Snapshot:
    """Import an export into an empty repository, and read what that says then."""
    (project.root / "content").mkdir(parents=True, exist_ok=True)
    done = call("import", path, "-f", project.config)
    assert done.status == 0, done.err
    return project.snapshot()


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_of_the_example_comes_back_as_it_was(form, tmp_path):
    """Links, check-ins, answers to remarks and dependencies, grades, KPIs, memos, and each number that follows from them."""
    before = build_export(read_example())
    path = FORMATS[form](before, tmp_path)
    project = Project(tmp_path / "new")
    project.root.mkdir()
    project.config.write_bytes(re.sub(rb"(?m)^  custom_dir: .*\n", b"", EXAMPLE.read_bytes()))
    after = build_export(bring_back(project, path))
    assert list(list_differences(describe(before), describe(after)))[:5] == []
    files = {file: file.read_bytes() for file in (project.root / "content").rglob("*.*")}
    done = call("import", path, "-f", project.config)
    assert "Nothing was written: all of it is there already." in done.err
    assert {file: file.read_bytes() for file in (project.root / "content").rglob("*.*")} == files


def test_what_git_alone_told_is_said_and_not_typed_for_anybody(tmp_path):
    """A target that was eased is seen in commits; typed into a file, it would look as if it had been seen here."""
    repo = Repo(tmp_path / "old", {"today": "2026-11-20"})
    text = "objectives: [{id: one, title: One, key_results: [{id: k, title: K, from: 0, to: %s, now: 2}]}]\n"
    for day, target in (("2026-10-02", 100), ("2026-10-20", 50)):
        files = {"company/2026-Q4.yml": text % target, "company/team.yml": "name: Company\n"}
        repo.commit(day, f"Target {target}", files)
    exported = call("export", "-f", repo.root / "mkdocs.yml")
    (tmp_path / "okr.json").write_text(exported.out)
    new = Project(tmp_path / "new")
    (new.root / "content").mkdir(parents=True)
    done = call("import", tmp_path / "okr.json", "-f", new.config)
    assert done.status == 0, done.err
    assert "1 moved target" in done.err
    assert "weren't written" in done.err
    assert "checkins" not in (new.root / "content/company/2026-Q4.yml").read_text()


@pytest.mark.parametrize(
    ("place", "name"),
    [("teams", "id"), ("objectives", "team"), ("objectives", "cycle"), ("memos", "team"), ("kpis", "team")],
)
@pytest.mark.parametrize("bad", ["../../../outside", "/outside", "a/../../../outside", "..\\outside", "..", "CON"])
def test_no_name_in_a_forged_export_leads_out_of_the_content(project, tmp_path, place, name, bad):
    """An export can come from anybody: what would be a folder or a file is a plain name, or nothing is written."""
    company = project(
        {
            "company/team.yml": "name: Company\n",
            "company/memo-2026.md": "---\ntitle: The year\n---\nIt was good.\n",
            "kpis.yml": "visits: {name: Visits}\n",
            "company/2026-Q4.yml": "objectives: [{id: one, title: One}]\n",
        }
    )
    document = json.loads(call("export", "-f", company.config).out)
    for one in document[place]:
        one[name] = bad
    path = tmp_path / "forged.json"
    path.write_text(json.dumps(document))
    new = Project(tmp_path / "deep" / "er" / "new")
    (new.root / "content").mkdir(parents=True)
    assert new.config.is_file()
    before = {file for file in tmp_path.rglob("*") if new.root not in file.parents}
    done = call("import", path, "-f", new.config)
    assert done.status == 1
    assert "can't be the id of a unit" in done.err or "is no cycle of this site" in done.err
    assert not list((new.root / "content").iterdir())
    assert {file for file in tmp_path.rglob("*") if new.root not in file.parents} == before


NASTY = st.sampled_from(
    [
        *('=HYPERLINK("https://bad.example","x")', "+1", "-2+3", "@SUM(A1)", "'quoted", "a\tb", "| a | b |", "---"),
        *(
            "<script>alert(1)</script>",
            "<!-- x -->",
            "&amp;",
            "{{ x }}",
            "{% raw %}",
            "${x}",
            "%s",
            "`",
            "**b**",
            "# h",
        ),
        *("null", "yes", "~", "1.5", "2026-11-20", "1,260", "90%", "[a](b.md)", "[x]", "- [ ] x", "a: b", "a #b", "*a"),
        *(
            "👩‍🚒 emoji",
            "مرحبا",
            "עברית",
            "漢字",
            "e\u0301",
            "ﬁ",
            "_x0041_",
            "a; b",
            "a, b",
            "because",
            "OKR601, because x",
        ),
        *("line\nbreak", "two\n\nparts", "\n- a\n- b", "tail\\", '"', "''", "\\n", "\\0", "x" * 10_000, "word " * 900),
    ]
)
words = st.lists(NASTY | st.text(st.characters(exclude_categories=["C"]), max_size=12), min_size=1, max_size=2)
proses = words.map(" ".join)
lines = proses.map(lambda text: " ".join(text.split())[:400])


@st.composite
def companies(draw: Callable) -> dict[str, str]:
    """Draw a company of which each text is hostile, as YAML files."""
    line, prose = (lambda: draw(lines)), (lambda: draw(proses))
    result = {
        "id": "k",
        "title": line(),
        "from": -5,
        "to": 10,
        "unit": draw(st.sampled_from(["", "€", "%", "tickets a day", "m²"])),
        "notes": prose(),
        "rubric": {"0.5": line()},
        "ignore": "OKR601, because they count",
    }
    checkin = {"date": date(2026, 10, 12), "by": "anna", "note": prose(), "now": {"k": 1.5}, "confidence": {"k": 0.5}}
    one = {
        **{"id": "one", "title": line(), "why": prose(), "notes": prose(), "needs": prose(), "owner": "anna"},
        **{"tags": [line(), line()], "blockers": [line()], "consult": [line()], "inform": [line()]},
        **{"unaligned": line(), "retrospective": prose(), "aliases": ["first"]},
        "key_results": [
            result,
            {"id": "l", "title": line(), "levels": {"commit": line(), "target": line(), "stretch": line()}},
            {"id": "m", "title": line(), "milestones": [{"title": line(), "done": True}]},
        ],
        "initiatives": [{"title": line(), "status": "doing"}],
        "checkins": [checkin],
    }
    other = {
        **{"id": "two", "title": line(), "confirms": ["a/2026-Q4/three"]},
        "differs_from": [{"to": "a/2026-Q4/three", "because": line()}],
    }
    three = {
        **{"id": "three", "title": line(), "depends_on": ["company/2026-Q4/two"]},
        "supports": [{"to": "company/2026-Q4/one", "because": line()}],
    }
    session = {"date": date(2026, 10, 1), "inputs": [line()], "decisions": [line()]}
    files = {
        "people.yml": {"anna": {"name": line(), "role": line(), "team": "a"}},
        "kpis.yml": {"visits": {"name": line(), "unit": "€", "values": {"2026-10-01": 3}}},
        "company/team.yml": {"name": line(), "mission": prose(), "vision": prose()},
        "company/2026-Q4.yml": {"objectives": [one, other], "session": session},
        "teams/a/team.yml": {"name": line(), "lead": "anna"},
        "teams/a/2026-Q4.yml": {"objectives": [three]},
    }
    # As JSON, which is YAML with everything in quotes.
    return {name: json.dumps(value, ensure_ascii=False, default=str) + "\n" for name, value in files.items()}


# A company of a hundred texts is told as it was drawn: making it smaller would take minutes.
@settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large],
    deadline=None,
)
@given(companies(), st.sampled_from(["csv", "xlsx", "json"]))
def test_a_hostile_company_comes_back_as_it_was(tmp_path_factory, files, form):
    """Formulas, markup, line ends, words that mean something in YAML: whatever the reader accepts survives two tables."""
    folder = tmp_path_factory.mktemp("hostile")
    old = Project(folder / "old").write(files)
    snapshot = old.snapshot()
    assume(not [one for one in snapshot.problems if CODES[one.code].severity == "error"])
    before = build_export(snapshot)
    after = build_export(bring_back(Project(folder / "new"), FORMATS[form](before, folder)))
    # What is said of how a text was typed (signs of HTML in a title) is said once, when it is read.
    said = [{**describe(one), "problems": None} for one in (before, after)]
    assert list(list_differences(*said))[:5] == []
