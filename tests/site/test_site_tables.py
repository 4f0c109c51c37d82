"""The tables of the export on a site: for whoever takes them away, without what the site leaves out, made when they change."""

from __future__ import annotations

import io
import json
import zipfile

import openpyxl
import pytest
from msgspec.structs import replace
from stories import build_site, redact_snapshot

from okrsite.feeds import site_tables
from okrsite.feeds.csv_export import write_csv_files
from okrsite.feeds.export import build_export, list_table_uris
from okrsite.gate import inspect_site
from okrsite.request import BuildRequest, open_source
from okrsite.site.edited_site import EditedSite

TOLD, KEPT_BACK, OURS = "Bakery", "Zanzibar", "Quicksilver"
FILES = {
    "company/team.yml": f"name: {TOLD}\n",
    "people.yml": f"ana: {{name: Ana, team: company}}\nivo: {{name: {OURS} Ivo, team: a}}\n",
    "company/2026-Q4.yml": f"""
        objectives:
          - id: bread
            title: Bread for all
            owner: ana
            key_results:
              - {{id: loaves, title: Loaves, from: 0, to: 9, now: 3}}
              - {{id: secret, title: {OURS} loaves, from: 0, to: 9, now: 4, audience: internal}}
            checkins:
              - {{date: 2026-11-01, by: ana, note: "{OURS} news", audience: internal, now: {{loaves: 3}}}}
          - {{id: later, title: {KEPT_BACK} plans, visibility: draft, owner: ana}}
          - {{id: ours, title: {OURS} goal, audience: internal}}
    """,
    "teams/a/team.yml": f"name: {OURS} team\naudience: internal\n",
    "teams/b/2026-Q4.yml": f"visibility: draft\nobjectives:\n  - {{id: b, title: {KEPT_BACK} goal}}\n",
}


def read_all_bytes(site) -> dict[str, bytes]:
    """Return what each file of the tables holds, and each part of the workbook."""
    files = {path.name: path.read_bytes() for path in (site / "data" / "csv").iterdir()}
    with zipfile.ZipFile(site / "data" / "okr.xlsx") as archive:
        return files | {part: archive.read(part) for part in archive.namelist()}


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_site_has_its_tables_without_what_it_leaves_out(project, audience):
    made = project(FILES, tables=True, audience=audience)
    build_site(made.config, made.root / "site")
    site = made.root / "site"
    held = read_all_bytes(site)
    assert not any(KEPT_BACK.encode() in data for data in held.values())
    assert any(OURS.encode() in data for data in held.values()) == (audience == "internal")
    assert any(TOLD.encode() in data for data in held.values())
    assert inspect_site(site).findings == ()
    index = json.loads((site / "data" / "okr.json").read_text("utf-8"))
    assert sorted(index["tables"]) == sorted(
        path.relative_to(site).as_posix() for path in (site / "data").rglob("*") if path.suffix in (".xlsx", ".csv")
    )
    page = (site / "map" / "index.html").read_text("utf-8")
    assert 'href="../data/okr.xlsx"' in page and 'href="../data/csv/objectives.csv"' in page
    listing = (site / "cycles" / "2026-Q4" / "index.html").read_text("utf-8")
    assert '<a href="../../data/csv/key-results.csv">key results</a>' in listing
    sheet = openpyxl.load_workbook(site / "data" / "okr.xlsx")["Overview"]
    assert sheet["A1"].value == TOLD


def test_they_are_those_of_the_command_but_for_the_commit(project):
    made = project(FILES)
    snapshot = redact_snapshot(made.snapshot())
    files = site_tables.make_site_tables(snapshot).files
    assert {name: files[f"data/csv/{name}"] for name, _ in write_csv_files(build_export(snapshot))} == dict(
        write_csv_files(replace(build_export(snapshot), commit=None))
    )


def test_a_site_has_none_unless_its_settings_want_them(project):
    made = project(FILES)
    build_site(made.config, made.root / "site")
    assert not list((made.root / "site" / "data").rglob("*.xlsx")) and not (made.root / "site/data/csv").exists()
    assert "okr.xlsx" not in (made.root / "site" / "map" / "index.html").read_text("utf-8")
    assert list_table_uris(made.snapshot()) == ()


@pytest.fixture
def written(monkeypatch):
    """Count how often a workbook is written."""
    count, write = [], site_tables.write_workbook
    monkeypatch.setattr(site_tables, "write_workbook", lambda *given: count.append(given) or write(*given))
    return count


def test_they_are_made_anew_only_when_something_in_them_has_changed(project, written, tmp_path):
    """Another commit, or an ordinary page that is edited, changes no table; a value that is reported does."""
    made = project(FILES, tables=True)
    snapshot, cache = made.snapshot(), tmp_path / "cache"
    cache.mkdir()
    first = site_tables.make_site_tables(snapshot, cache)
    assert site_tables.make_site_tables(replace(snapshot, commit="abc1234"), cache) == first
    made.write({"about.md": "# About\n\nWords.\n"})
    assert site_tables.make_site_tables(made.snapshot(), cache) == first
    assert len(written) == 1
    made.write({"company/2026-Q4.yml": FILES["company/2026-Q4.yml"].replace("now: 3}", "now: 5}")})
    second = site_tables.make_site_tables(made.snapshot(), cache)
    assert len(written) == 2 and second.files != first.files
    assert second == site_tables.make_site_tables(made.snapshot())


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:-9], lambda data: data.replace(b"Loaves", b"Loavez")]
)
def test_what_is_kept_of_them_is_taken_only_whole(project, written, tmp_path, damage):
    snapshot = project(FILES, tables=True).snapshot()
    first = site_tables.make_site_tables(snapshot, tmp_path)
    (kept,) = tmp_path.glob("*.msgpack")
    data = kept.read_bytes()
    assert damage(data) != data
    kept.write_bytes(damage(data))
    assert site_tables.make_site_tables(snapshot, tmp_path) == first
    assert len(written) == 2


def test_a_preview_makes_them_when_somebody_asks(project):
    made = project(FILES, tables=True)
    with open_source(BuildRequest(made.config, preview=True)) as source:
        site = EditedSite(source)
        workbook = openpyxl.load_workbook(io.BytesIO(site.find_file("data/okr.xlsx")))
        assert "Goals of the company" in workbook.sheetnames
        assert b"Bread for all" in site.find_file("data/csv/objectives.csv")
        assert site.find_file("data/csv/nothing.csv") is None


def test_what_is_not_in_the_workbook_is_said():
    assert site_tables.SiteTables({}, 0, 0).describe_cuts() == ""
    said = site_tables.SiteTables({}, 2, 3000).describe_cuts()
    assert "2 texts end after 32,767" in said and "3,000 rows" in said and "data/csv/" in said


def repack(data: bytes, part: str, change) -> bytes:
    """Return a workbook with one part changed, or one more."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()}
        for name, held in (parts | {part: change(parts.get(part, b""))}).items():
            new.writestr(name, held)
    return target.getvalue()


def add_to_sheet(cell: bytes):
    return lambda data: repack(
        data, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", cell + b"</sheetData>")
    )


FORGERIES = {
    "nothing": lambda files: files,
    "a script of the theme": lambda files: files | {"assets/okr/okr.js": b"alert(1)"},
    "a file out of the site": lambda files: files | {"../../escaped.txt": b"x"},
    "a page": lambda files: files | {"teams/a/index.html": b"<h1>x</h1>"},
    "a table less": lambda files: dict(list(files.items())[:-1]),
    "no workbook": lambda files: files | {"data/okr.xlsx": b"x"},
    "a formula": lambda files: files | {"data/okr.xlsx": add_to_sheet(b'<row r="999"><c r="A999"><f>1+1</f></c></row>')(files["data/okr.xlsx"])},
    "a formula by another name": lambda files: files | {"data/okr.xlsx": add_to_sheet(b'<x:f>1</x:f>')(files["data/okr.xlsx"])},
    "a formula in another encoding": lambda files: files | {"data/okr.xlsx": repack(files["data/okr.xlsx"], "xl/worksheets/sheet1.xml", lambda xml: xml.decode().encode("utf-16"))},
    "a macro": lambda files: files | {"data/okr.xlsx": repack(files["data/okr.xlsx"], "xl/vbaProject.bin", lambda xml: b"x")},
    "a link to elsewhere": lambda files: files | {"data/okr.xlsx": repack(files["data/okr.xlsx"], "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"</Relationships>", b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="https://evil.example/" TargetMode="External"/></Relationships>'))},
    "a bomb": lambda files: files | {"data/okr.xlsx": repack(files["data/okr.xlsx"], "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * 50_000_000)},
}  # fmt: skip


@pytest.mark.parametrize("what", FORGERIES)
def test_what_no_site_has_is_not_taken_although_its_digests_are_right(project, written, tmp_path, what):
    """A cache may come from anybody: else it could have any file written, of any name, and the script of all pages."""
    snapshot = project(FILES, tables=True).snapshot()
    first = site_tables.make_site_tables(snapshot, tmp_path)
    (path,) = tmp_path.glob("*.msgpack")
    kept = site_tables._read_tables(path)
    tables = replace(kept.tables, files=FORGERIES[what](kept.tables.files))
    forged = replace(kept, tables=tables, holds=site_tables._digest(site_tables._encode(tables)))
    path.write_bytes(site_tables._encode(forged))
    assert site_tables.make_site_tables(snapshot, tmp_path) == first
    assert len(written) == (1 if what == "nothing" else 2)


def test_what_is_nested_deeply_is_as_good_as_nothing(project, written, tmp_path):
    snapshot = project(FILES, tables=True).snapshot()
    first = site_tables.make_site_tables(snapshot, tmp_path)
    (path,) = tmp_path.glob("*.msgpack")
    path.write_bytes(b"\x81\xa1x" + b"\x91" * 100_000)
    assert site_tables.make_site_tables(snapshot, tmp_path) == first
