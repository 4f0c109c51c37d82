"""An export, brought into an empty repository, gives the same export: as JSON, as a folder of CSV files, as a workbook.

What must be equal is all of it, but for what an export can't hold or what says where it was made: the commit, counts of
problems, places in files, and what git tells of moved targets. Of the example that is in `test_own_exports.py`.
"""

from __future__ import annotations

import json
import shutil

import openpyxl
import pytest
from command_line import call
from other_company import SITE
from stories import read_snapshot

NOT_COMPARED = ("commit", "problems", "source", "goalposts")
COMPUTED = (*NOT_COMPARED, "explanations", "outcome", "unread", "withheld")
"""What no file says, and no import has to bring back."""
FORMATS = ("json", "csv", "xlsx")
COMPANY = {
    "company/team.yml": 'name: Company\nlead: anna\nmission: |\n  Serve *people*.\n\n  - well\nvision: "null"\npillars: ["=Tr,ust", yes]\n',
    "company/memo-2026.md": "---\ntitle: '=Year, \"one\"'\nauthor: anna\ndate: 2026-01-12\n---\n\n# One\n\n---\n\n| a | b |\n\n- null\n",
    "people.yml": "anna: {name: '+Anna, \"the\" Adler; x', role: '=Lead; \"all\"', team: a}\nben: {name: Ben Beck}\n",
    "kpis.yml": "visits: {name: '=visits', unit: '%', owner: ben, range: '30%..40%', ranges: {2026-01-01: '>= 32.5%', 2026-10-01: '<= 45%'}, rhythm: monthly, values: {2026-09-30: 30%, 2026-11-01: 34.5%}}\n",
    "company/2026.yml": """
        session: {date: 2026-01-12, facilitator: anna, inputs: [Numbers, "a; b"], decisions: ["We do less", "null"]}
        objectives:
          - id: base
            title: "null"
            owner: anna
            weight: 0.25
            progress_from: both
            key_results:
              - {id: visits, title: "1.5", kpi: visits, to: 40%}
              - {id: phased, title: Phased, from: 0.5, to: 10, unit: M€, phases: {2026-03-31: 2, 2026-06-30: 4.25}, weight: 0.1}
              - {id: summed, title: Summed, sum_of: children, to: 90}
              - {id: half, title: Half summed, sum_of: children, from: 1, to: 90}
    """,
    "teams/a/team.yml": 'name: "=cmd|\' /C calc\'!A0"\nlead: ben\ntags: ["a,b", "yes", "=x"]\nkpis:\n  own: {name: Own, unit: ms, values: {2026-10-01: 3}}\n',
    "teams/a/memo-Q3-Review.md": "---\ntitle: Review\n---\n\nText.\n",
    "teams/b/team.yml": "name: Below\nparent: a\n",
    "teams/a/2026-Q3.yml": """
        objectives:
          - id: past
            title: Past
            decision: close
            retrospective: "# Learned\\n\\na lot"
            key_results:
              - {id: graded, title: Graded, from: 1, to: 2, now: 1.5, grade: 0.7, rubric: {0.3: a, 1: "=b"}}
              - {id: dropped, title: Dropped, from: 1, to: 2, status: dropped}
    """,
    "teams/a/2026-Q4.yml": """
        objectives:
          - id: one
            title: '=HYPERLINK("https://bad.example","click")'
            owner: anna
            reviewer: ben
            contributors: [Ben Beck, Cem Celik]
            horizon: tactical
            pillar: "=Tr,ust"
            ambition: committed
            tags: ["a,b", 'c "d"', "e;f"]
            aliases: [old-one, older]
            blockers: ["two\\nlines", 'a \\ backslash', "-dash"]
            with: [b]
            consult: [Legal]
            inform: [b, "Works council"]
            needs: "- money\\n- people"
            why: "'quoted\\n\\n| a | b |\\n\\nsep=;"
            notes: "yes"
            differs_from: {to: b/2026-Q4/other, because: "=no; #1"}
            ignore: "OKR601, because =one; OKR602, because 'two'"
            status: at risk
            continues: a/2026-Q3/past
            contributes_to: {to: company/2026/base#visits, share: 33.3%, because: "half, or so: = more"}
            supports: {to: company/2026/base, because: "# so"}
            depends_on: b/2026-Q4/other
            key_results:
              - {id: count, title: "-2+3", from: -5, to: 10, weight: 0.1, owner: ben, due: 2026-12-01}
              - {id: text, title: "@SUM(A1)", levels: {commit: "=1", target: two, stretch: three}, now: target}
              - {id: steps, title: "\\tTab", milestones: [{title: "+1", done: true, due: 2026-12-01, weight: 2}, {title: "no"}]}
              - {id: kept, title: Kept, keep: ">= 99.5%", now: 99.9%, confidence: 80%, supports: {to: company/2026/base, because: so}}
              - {id: said, title: Said, done: true, contributes_to: {to: company/2026/base#phased, share: 12.5%, because: =}}
              - {id: between, title: Between, keep: 1.5 ms..20 ms, now: 3 ms}
              - {id: open, title: Open}
              - {id: ladder, title: Ladder, from: 10, commit: 14, to: 16, stretch: 20, now: 15}
              - {id: find, title: Find out, find_out: true, now: 12.5 ms}
              - {id: unknown, title: Not known yet, find_out: true, unit: "%", aliases: [asked], notes: "=1 + 1", ignore: "OKR603, because - so"}
              - {id: small, title: Small, from: 0.000001, to: 0.1234567890123, now: 0.05}
            initiatives: [{title: "_x0041_ </v>", status: doing, due: 2026-12-01, owner: Dana, link: "https://forge.example/1", moves: [text]}]
            checkins:
              - {date: 2026-10-12, by: anna, note: "\\ttab", now: {count: 1.5, text: commit}, confidence: {count: 50%}}
              - {date: 2026-10-12, by: anna, note: "\\ttab", now: {count: 2}}
              - {date: 2026-11-01, by: ben, note: "a | b", status: on track, now: {count: 3}}
    """,
    "teams/b/2026-Q4.yml": "objectives: [{id: other, confirms: [a/2026-Q4/one], title: '😀 Ünïcode 目标', key_results: [{title: ~0, from: 1, to: 2, now: 1.5, contributes_to: [company/2026/base#summed, company/2026/base#half]}]}]\n",
    "people/anna/2026-Q4.yml": "objectives: [{id: mine, title: Learn, unaligned: '=of mine', owner: anna, contributes_to: {to: 'acme:company/new-market', share: 25%, because: '=x'}, supports: 'acme:growth/spain', key_results: [{title: A book, done: false, contributes_to: {to: 'acme:company/new-market#shops', share: 50%, because: so}}]}]\n",
}


OTHERS = {"acme": {"export": "acme.json", "site": SITE}}
"""Another organisation, to whose goals the story links."""


@pytest.fixture
def story(project, tmp_path, acme_export):
    """The configuration of the company of hostile texts."""
    (tmp_path / "acme.json").write_bytes(acme_export)
    return project(COMPANY, federation=OTHERS).config


@pytest.fixture
def empty(tmp_path, acme_export):
    """A repository that `okrsite init` made, without its example."""
    folder = tmp_path / "empty"
    assert call("init", folder, "--name", "Larkwell", "--forge", "none").status == 0
    for path in list((folder / "content").iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (folder / "acme.json").write_bytes(acme_export)
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert "\n  - okrsite:\n" in text
    config.write_text(
        text.replace("\n  - okrsite:\n", f"\n  - okrsite:\n      federation: {json.dumps(OTHERS)}\n"), encoding="utf-8"
    )
    return config


def export(config, target, wanted):
    done = call("export", "-f", config, "--today", "2026-11-20", "--format", wanted, "-o", target)
    assert done.status == 0, done.err
    return target


def read(config, tmp_path):
    target = tmp_path / "read.json"
    export(config, target, "json")
    return json.loads(target.read_text(encoding="utf-8"))


def compare(document):
    """Return what must be equal of an export."""
    if isinstance(document, dict):
        return {key: compare(value) for key, value in document.items() if key not in NOT_COMPARED}
    return [compare(each) for each in document] if isinstance(document, list) else document


def list_values(document, path=""):
    """Yield each field of an export as the path to it, and what stands there."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield from list_values(value, f"{path}.{key}" if path else key)
    elif isinstance(document, list):
        for each in document:
            yield from list_values(each, path)
    yield path, document


def test_the_story_of_hostile_texts_says_something_in_each_field(story, tmp_path):
    """What no file of it says, the comparison below couldn't miss; a weight of 1 is what holds where nothing is said."""
    said, silent = set(), set()
    for path, value in list_values(read(story, tmp_path)):
        is_said = (
            value not in (None, "", [], {}) and value is not False and not (value == 1 and path.endswith(".weight"))
        )
        (said if is_said else silent).add(path)
    assert sorted(path for path in silent - said if not set(path.split(".")) & set(COMPUTED)) == []


@pytest.mark.parametrize("wanted", FORMATS)
def test_an_export_comes_back_as_it_was(story, empty, tmp_path, wanted):
    """Ids, aliases, links with their reasons, check-ins, steps, grades, KPIs, people, sessions: every field and number."""
    source = export(story, tmp_path / f"goals.{wanted}", wanted)
    done = call("import", source, "-f", empty, "--today", "2026-11-20")
    assert done.status == 0, done.err
    before, after = compare(read(story, tmp_path)), compare(read(empty, tmp_path))
    before["organisation"].pop("name"), after["organisation"].pop("name")
    assert after["organisation"] == before["organisation"]
    for name in ("cycles", "teams", "people", "kpis", "memos"):
        assert after[name] == before[name]
    assert [one["ref"] for one in after["objectives"]] == [one["ref"] for one in before["objectives"]]
    for one, other in zip(after["objectives"], before["objectives"], strict=True):
        assert one == other


def test_a_second_import_of_an_export_changes_nothing(story, empty, tmp_path):
    source = export(story, tmp_path / "goals.json", "json")
    assert call("import", source, "-f", empty).status == 0
    files = {path: path.read_bytes() for path in empty.parent.rglob("*.yml")}
    done = call("import", source, "-f", empty)
    assert "Nothing was written: all of it is there already." in done.err
    assert {path: path.read_bytes() for path in empty.parent.rglob("*.yml")} == files


def test_what_is_there_stays_and_the_rest_is_added(story, empty, tmp_path):
    """Somebody who has begun already keeps their words; people, KPIs and objectives that lack are added beside them."""
    source = export(story, tmp_path / "goals.json", "json")
    mine = {
        "people.yml": "ben: {name: Benno}  # mine\n",
        "kpis.yml": "# KPIs\nvisits: {name: Mine, values: {2026-10-01: 1}}\n",
        "teams/a/team.yml": "name: Mine\n",
        "teams/a/2026-Q4.yml": "objectives:\n  - {id: one, title: Mine}\n",
    }
    for path, text in mine.items():
        (empty.parent / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (empty.parent / "content" / path).write_text(text, encoding="utf-8")
    done = call("import", source, "-f", empty)
    assert done.status == 0, done.err
    for path, text in mine.items():
        assert (empty.parent / "content" / path).read_text(encoding="utf-8").startswith(text)
    assert "anna:" in (empty.parent / "content" / "people.yml").read_text(encoding="utf-8")
    assert read_snapshot(empty).organisation.units["a"].name == "Mine"


def test_what_would_be_written_can_be_seen_first(story, empty, tmp_path):
    """A dry run names each objective and key result, and writes nothing; as JSON it is the tree that scripts rely on."""
    source = export(story, tmp_path / "tables", "csv")
    before = sorted(empty.parent.rglob("*"))
    said = call("import", source, "-f", empty, "--dry-run").out
    assert "key result: @SUM(A1)" in said
    tree = json.loads(call("import", source, "-f", empty, "--dry-run", "--format", "json").out)
    assert [one["title"] for one in tree["objectives"]][:1] == ["null"]
    assert sorted(empty.parent.rglob("*")) == before


def test_a_memo_without_a_name_is_said(story, empty, tmp_path):
    """A memo is called after its address; of one that was changed by hand nobody knows the file, and the rest comes back."""
    source = export(story, tmp_path / "goals.json", "json")
    document = json.loads(source.read_text(encoding="utf-8"))
    (memo,) = (one for one in document["memos"] if one["team"] == "company")
    memo["url"] = "company/2026/"
    source.write_text(json.dumps(document), encoding="utf-8")
    done = call("import", source, "-f", empty)
    assert done.status == 0, done.err
    assert "1 memo was not taken over, as the address says no name of a file: '=Year, \"one\"'." in done.err
    assert sorted(path.name for path in (empty.parent / "content").rglob("memo*")) == ["memo-Q3-Review.md"]


def test_memos_of_one_address_are_one_file_and_the_others_are_said(story, empty, tmp_path):
    """Two memos of a unit with one address, or whose addresses differ in capitals, can't both be `memo-….md`.

    The first is written; whoever imports is told of the others by their titles, as their texts would be lost.
    """
    source = export(story, tmp_path / "goals.json", "json")
    document = json.loads(source.read_text(encoding="utf-8"))
    (memo,) = (one for one in document["memos"] if one["team"] == "a")
    document["memos"] += [
        memo | {"title": "Second review", "text": "More."},
        memo | {"title": "Third review", "url": memo["url"].replace("Q3-Review", "q3-review")},
        memo | {"title": "Of another unit", "team": "b"},
    ]
    source.write_text(json.dumps(document), encoding="utf-8")
    done = call("import", source, "-f", empty)
    assert done.status == 0, done.err
    told = "2 memos were not taken over, as another memo of the export has the same address: 'Second review', 'Third review'."
    assert told in done.err
    teams = empty.parent / "content" / "teams"
    assert [path.relative_to(teams).as_posix() for path in sorted(teams.rglob("memo*"))] == [
        "a/memo-Q3-Review.md",
        "b/memo-Q3-Review.md",
    ]
    assert "Text." in (teams / "a" / "memo-Q3-Review.md").read_text(encoding="utf-8")


def test_a_cell_that_was_changed_is_named(story, empty, tmp_path):
    """Whoever edits a workbook and types what can't stand there is told what, and nothing is written."""
    source = export(story, tmp_path / "goals.xlsx", "xlsx")
    workbook = openpyxl.load_workbook(source)
    sheet = workbook["Objectives"]
    column = [cell.value for cell in sheet[1]].index("ambition") + 1
    sheet.cell(2, column).value = "heroic"
    workbook.save(source)
    done = call("import", source, "-f", empty)
    assert done.status == 1
    assert "was changed after it was exported" in done.err
    assert "heroic" in done.err
    assert not list((empty.parent / "content").iterdir())


def rename_sheet(workbook):
    workbook["Key results"].title = "KRs"


def rename_column(workbook):
    workbook["Objectives"]["A1"] = "Verweis"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda workbook: workbook.remove(workbook["Links"]), "its table “links” is missing."),
        (lambda workbook: workbook.remove(workbook["Organisation"]), "its table “organisation” is missing."),
        (rename_sheet, "its table “key-results” is missing."),
        (rename_column, "the columns of its sheet “Objectives” are others than those of this version."),
    ],
)
def test_a_workbook_of_ours_that_lacks_something_is_refused(story, empty, tmp_path, change, said):
    """Read like anybody's, objectives of its overview would become key results; without its links none would be there."""
    source = export(story, tmp_path / "goals.xlsx", "xlsx")
    workbook = openpyxl.load_workbook(source)
    change(workbook)
    workbook.save(source)
    done = call("import", source, "-f", empty)
    assert done.status == 1
    assert f"goals.xlsx is an export of okrsite, but {said}" in done.err
    assert "Export it again, or save the sheet with the goals alone, as CSV." in done.err
    assert not list((empty.parent / "content").iterdir())


def test_a_folder_of_ours_without_its_links_is_refused(story, empty, tmp_path):
    source = export(story, tmp_path / "tables", "csv")
    (source / "links.csv").unlink()
    done = call("import", source, "-f", empty)
    assert done.status == 1
    assert "tables is an export of okrsite, but its table “links” is missing." in done.err
    assert not list((empty.parent / "content").iterdir())


def test_a_cycle_that_the_site_does_not_have_is_refused_with_a_way_out(project, empty, tmp_path):
    """Cycles of a company's own stand in its settings, which an import doesn't change."""
    options = {"cycles": {"sprint-1": {"name": "Sprint 1", "start": "2026-11-01", "end": "2026-11-30"}}}
    company = project({"teams/a/sprint-1.yml": "objectives: [{title: Run}]\n"}, **options)
    source = export(company.config, tmp_path / "goals.json", "json")
    done = call("import", source, "-f", empty)
    assert done.status == 1
    assert "'sprint-1' is no cycle of this site." in done.err
    assert "cycles: {sprint-1: {name: Sprint 1, start: 2026-11-01, end: 2026-11-30}}" in done.err
