"""The data files of a site: an index and a file for each unit and cycle, which together are the export."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from data_files import join_data_files
from msgspec.structs import replace
from stories import read_example

import okrsite
from okrsite.feeds.export import build_data_files, format_export
from okrsite.feeds.schema import build_schema
from okrsite.option_values import read_settings
from okrsite.settings import ConfigurationError
from okrsite.snapshot import Snapshot

EXAMPLE = Path(okrsite.__file__).parents[1] / "mkdocs.yml"
TEAM = """
    objectives:
      - id: win
        title: Win {title}
        key_results: [{{id: k, title: Share, from: 0, to: 10, now: {now}}}]
"""


@pytest.fixture(scope="module")
def example() -> Snapshot:
    return read_example()


@pytest.fixture
def company(project):
    """Two teams with goals in two cycles, and a KPI."""
    files = {
        f"teams/{name}/{cycle}.yml": TEAM.format(title=name, now=1) for name in "ab" for cycle in ("2026", "2026-Q4")
    }
    return project({**files, "company/team.yml": "name: Company\nkpis: {nps: {name: Promoters}}\n"})


def test_the_files_together_are_the_export(example):
    files = dict(build_data_files(example))
    joined = join_data_files(files.__getitem__)
    exported = json.loads(format_export(example))
    assert list(joined) == list(exported)
    for key, value in exported.items():
        assert joined[key] == value, key


def test_the_index_names_every_file_and_no_other(example):
    files = dict(build_data_files(example))
    read = []
    join_data_files(lambda uri: read.append(uri) or files[uri])
    assert sorted(read) == sorted(files)


def test_each_file_lies_at_an_address_of_ids(company):
    assert list(dict(build_data_files(company.snapshot()))) == [
        "data/okr.json",
        "data/people.json",
        "data/kpis/company.json",
        "data/units/a/2026.json",
        "data/units/a/2026-Q4.json",
        "data/units/b/2026.json",
        "data/units/b/2026-Q4.json",
    ]


def test_an_edit_changes_the_file_of_its_unit_and_cycle_and_the_index(company):
    before = dict(build_data_files(company.snapshot()))
    company.write({"teams/a/2026-Q4.yml": TEAM.format(title="a", now=7)})
    after = dict(build_data_files(company.snapshot()))
    assert [uri for uri in before if before[uri] != after[uri]] == ["data/okr.json", "data/units/a/2026-Q4.json"]


def test_the_files_keep_to_their_schemas(example):
    kinds = {"okr.json": "data", "people.json": "data-people", "kpis": "data-kpis", "units": "data-cycle"}
    validators = {kind: jsonschema.Draft202012Validator(build_schema(kind)) for kind in kinds.values()}
    seen = set()
    for uri, text in build_data_files(example):
        kind = kinds[uri.split("/")[1]]
        seen.add(kind)
        validators[kind].validate(json.loads(text))
    assert seen == set(kinds.values())


def test_one_document_with_everything_is_an_option(example):
    site = replace(example.site, settings=read_settings({"data": "single"}))
    assert list(build_data_files(replace(example, site=site))) == [("data/okr.json", format_export(example))]
    with pytest.raises(ConfigurationError, match="can't be 'both': it is 'divided' or 'single'"):
        read_settings({"data": "both"})
