"""What was parsed for today's model isn't parsed again for the past, which stays the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from git_repository import Repo, objective

from okrsite.history import version_store, versions
from okrsite.history.events import Past
from okrsite.history.past import read_past
from okrsite.history.read_ahead import VersionedFiles
from okrsite.history.versions import FileVersion
from okrsite.model.field_reader import FieldReader
from okrsite.model.loading import load_organisation
from okrsite.model.parsed_files import ParsedFiles, compute_blob_id
from okrsite.vocabulary import CYCLE_FILE, TEAM

YAML = "teams/marketing/2026-Q4.yml"
MARKDOWN = "teams/sales/2026-Q4.md"
SALES = """
    ---
    team: sales
    ---

    ## Sell more

    - Owner: Anna Schmidt

    | Key result | From | To | Now |
    |---|---|---|---|
    | Deals | 10 | 20 | 12 |
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "repository")
    files = {
        "people.yml": "anna: {name: Anna Schmidt}\n",
        "kpis.yml": "visits: {name: Visits}\n",
        "teams/marketing/team.yml": "name: M\n",
        "teams/sales/team.md": "# Sales\n",
        YAML: objective(),
        MARKDOWN: SALES,
    }
    repo.commit("2026-10-01", "Start", files)
    repo.commit("2026-10-03", "Later", {YAML: objective(now="130", owner="anna")})
    return repo


def read_both(repo: Repo, **options: str) -> tuple[Past, Past]:
    """Return the past as it is read with what was parsed, and without."""
    repo.options.update(options)
    site = repo.site
    parsed = ParsedFiles()
    organisation, _ = load_organisation(site.content, site.base, site.name, site.settings, parsed=parsed)
    return read_past(site, organisation, parsed=parsed), read_past(site, organisation)


def test_git_is_asked_for_earlier_versions_only(repo, monkeypatch):
    asked: list[list[str]] = []
    read_blobs = version_store.read_blobs

    def noted(repository, ids):
        asked.append(list(ids))
        return read_blobs(repository, asked[-1])

    monkeypatch.setattr(version_store, "read_blobs", noted)
    with_parsed, without = read_both(repo)
    assert with_parsed == without
    assert asked[0] == [repo.git("rev-parse", f"HEAD~:content/{YAML}")]
    assert len(asked[1]) == 5


@pytest.mark.parametrize(
    "text",
    [
        "objectives:\n- title: A\n- title: A\n",
        "objectives:\n- title: A\u200b\n",
        "objectives:\n- title: A\n  key_results: 5\n",
        "objectives: [\n",
        "visibility: draft\nobjectives:\n- title: A\n",
        "# nothing\n",
        "",
        "objectives:\r\n- title: A\r\n- title: B\r\n",
        "objectives:\n- {title: A, owner: Anna Schmidt, key_results: [{title: K, kpi: visits, to: 5}]}\n",
        "objectives:\n- {title: A, owner: nobody, checkins: [{date: 2020-01-01, now: {x: 1}}]}\n",
        "audience: internal\nobjectives:\n- {title: A, key_results: [{title: K, from: 1, to: 5}]}\n",
    ],
)
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_version_says_the_same_however_it_was_parsed(repo, text, audience):
    repo.commit("2026-10-05", "Change", {YAML: text})
    with_parsed, without = read_both(repo, audience=audience)
    assert with_parsed == without


@pytest.mark.parametrize("text", ["visibility: draft\n", "[visibility: draft\n", "[\n", "", "name: M\nvisibility: x\n"])
def test_a_team_file_hides_the_same_however_it_was_parsed(repo, text):
    repo.commit("2026-10-05", "Change", {"teams/marketing/team.yml": text})
    with_parsed, without = read_both(repo)
    assert with_parsed == without


def test_what_is_not_committed_is_no_version(repo):
    repo.write({YAML: objective(now="999")})
    with_parsed, without = read_both(repo)
    assert with_parsed == without
    assert "999" not in str(with_parsed)


def test_no_text_is_parsed_twice(repo, monkeypatch):
    parsed_texts: list[str] = []
    parse_version = versions.parse_version

    def noted(text, spelling, record):
        parsed_texts.append(text)
        return parse_version(text, spelling, record)

    monkeypatch.setattr(version_store, "parse_version", noted)
    monkeypatch.setattr("okrsite.history.incremental.parse_version", noted)
    site = repo.site
    parsed = ParsedFiles()
    organisation, _ = load_organisation(site.content, site.base, site.name, site.settings, parsed=parsed)
    read_past(site, organisation, parsed=parsed)
    assert len(parsed_texts) == 1


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_what_workers_parsed_is_read_by_nobody_else(repo, monkeypatch, audience):
    """The past is the same, and of the versions of today git is asked for none."""
    repo.options["audience"] = audience
    site = repo.site
    parsed = VersionedFiles(decimal_comma=False, audiences=(False, True))
    monkeypatch.setattr("okrsite.model.shared_reading.choose_worker_count", lambda pages: 2)
    organisation, _ = load_organisation(site.content, site.base, site.name, site.settings, parsed=parsed)
    assert not parsed.items()
    without = read_past(site, organisation)
    asked: list[list[str]] = []
    read_blobs = version_store.read_blobs

    def note(repository, ids):
        asked.append(list(ids))
        return read_blobs(repository, asked[-1])

    monkeypatch.setattr(version_store, "read_blobs", note)
    assert read_past(site, organisation, parsed=parsed) == without
    assert asked == [[repo.git("rev-parse", f"HEAD~:content/{YAML}")]]


def test_a_team_file_that_can_not_be_read_is_looked_at_for_marks_whoever_has_parsed_it(repo, monkeypatch):
    """It may have said that nobody is to see the unit: a worker hands nothing over of it, and git has its text."""
    broken = "name: [\nvisibility: draft\n"
    repo.commit("2026-10-05", "Break it", {"teams/marketing/team.yml": broken})
    site = repo.site
    parsed = VersionedFiles(decimal_comma=False, audiences=(False, True))
    monkeypatch.setattr("okrsite.model.shared_reading.choose_worker_count", lambda pages: 2)
    organisation, _ = load_organisation(site.content, site.base, site.name, site.settings, parsed=parsed)
    blob = repo.git("rev-parse", "HEAD:content/teams/marketing/team.yml")
    assert not any(parsed.has_version(blob, "yml", TEAM.name, public=public) for public in (False, True))
    assert parsed.get_version(compute_blob_id(b"# Sales\n"), "md", TEAM.name, public=True) == FileVersion()
    past = read_past(site, organisation, parsed=parsed)
    assert past == read_past(site, organisation)


def test_fields_are_read_once_for_today_and_for_a_version_that_is_handed_over(repo, monkeypatch):
    """What is wrong with them is known to both: here a number that is none, in a file of which there is no version."""
    repo.write({YAML: objective(now="many")})
    read: list[str] = []
    read_record = FieldReader.read_record

    def note(self, node, record):
        if record is CYCLE_FILE:
            read.append(node.place.path)
        return read_record(self, node, record)

    monkeypatch.setattr(FieldReader, "read_record", note)
    site = repo.site
    parsed = VersionedFiles(decimal_comma=False, audiences=(False,)).create_empty()
    _, problems = load_organisation(site.content, site.base, site.name, site.settings, parsed=parsed)
    assert sorted(read) == [f"content/{YAML}", f"content/{MARKDOWN}"]
    assert any(problem.place.path == f"content/{YAML}" and problem.severity == "error" for problem in problems)
    versions = parsed.hand_over().items()
    versions_by_spelling = {spelling: version for (_, spelling, record, _), version in versions if record != TEAM.name}
    assert versions_by_spelling["yml"] is None
    assert versions_by_spelling["md"].objectives


TYPED = {
    "a plain name": ("owner: Ana Berg", "ana"),
    "a registered name, which a version knows as it was typed": ("owner: Mira Jansen", "mira"),
    "a registered id": ("owner: mira", "mira"),
    "several people": ("owner: Ana and Mira Jansen", "ana"),
    "nobody": ("owner: TBD", "ana"),
    "a KPI": ("owner: Ana Berg\n  unaligned: none yet", "kpi"),
    "a field that nobody knows": ("owner: Ana Berg\n  audiance: internal", "ana"),
    "a day outside the cycle": ("owner: Ana Berg\n  checkins: [{date: 2020-01-01, by: Ana Berg, note: Old}]", "ana"),
    "an error": ("owner: Ana Berg\n  weight: heavy", "ana"),
    "a mark for an audience": ("owner: Ana Berg\n  audience: internal", "ana"),
}


@pytest.mark.parametrize("case", TYPED)
def test_a_version_says_the_same_when_it_is_what_todays_model_has_just_read(repo, monkeypatch, case):
    """What is handed over is what reading the version by itself gives, whatever today's model knows besides."""
    fields, kpi = TYPED[case]
    measure = "kpi: visits" if kpi == "kpi" else "from: 1\n      to: 5"
    text = f"objectives:\n- title: Grow\n  {fields}\n  key_results:\n    - title: Visits\n      {measure}\n"
    repo.write({
        YAML: text,
        "people.yml": "mira: {name: Mira Jansen, team: company}\n",
        "kpis.yml": "visits: {title: Visits, unit: people}\n",
    })  # fmt: skip
    site = repo.site
    handed: dict[object, object] = {}
    alone: dict[object, object] = {}
    for known, same in ((handed, True), (alone, False)):
        parsed = VersionedFiles(decimal_comma=False, audiences=(False, True)).create_empty()
        if not same:
            monkeypatch.setattr(VersionedFiles, "_find_same", lambda self, reading: None)
        load_organisation(site.content, site.base, site.name, site.settings, parsed=parsed)
        known.update(parsed.hand_over())
    assert handed == alone
    assert any(spelling == "yml" for _, spelling, _, _ in handed)


def test_fields_of_plain_files_are_interpreted_once_for_today_and_for_the_past(repo, monkeypatch):
    """Their owner is nobody whom the register knows by another name, so a version says what today's model says."""
    repo.write({MARKDOWN: SALES.replace("Anna Schmidt", "Ben Holm")})
    read = []
    monkeypatch.setattr("okrsite.history.read_ahead.read_cycle_version", lambda *_, **__: read.append(1))
    site = repo.site
    parsed = VersionedFiles(decimal_comma=False, audiences=(False, True)).create_empty()
    load_organisation(site.content, site.base, site.name, site.settings, parsed=parsed)
    assert parsed.hand_over()
    assert not read
