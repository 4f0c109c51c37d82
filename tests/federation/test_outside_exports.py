"""Links to goals of other organisations in exports and tables, and in what a merge request changes."""

from __future__ import annotations

import json
import subprocess

import jsonschema
import pytest
from linked_company import TEAM, make_ours
from other_company import SITE

from okrsite.changes.writing import format_difference
from okrsite.feeds.explain.subjects import SubjectNotFoundError, find_subject
from okrsite.feeds.export import build_export, format_export
from okrsite.feeds.export_tables import build_tables
from okrsite.feeds.markdown_export import format_markdown_export
from okrsite.feeds.schema import build_schema
from okrsite.importing.export_tables import read_export
from okrsite.pipeline import compare_states, take_snapshot
from okrsite.request import BuildRequest, open_source


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory, acme_export):
    with open_source(BuildRequest(make_ours(tmp_path_factory.mktemp("ours"), acme_export).config)) as source:
        return take_snapshot(source)


def find(document, ref):
    return next(one for one in document["objectives"] if one["ref"] == ref)


def test_the_export_has_the_links_apart_from_ours(snapshot):
    document = json.loads(format_export(snapshot))
    goal = find(document, "company/2026-Q4/goal")
    assert goal["contributes_to"] == []
    assert goal["outside"] == [
        {
            "ref": "acme:company/2026/new-market#shops",
            "kind": "contributes_to",
            "organisation": "Acme & Sons",
            "title": "Shops abroad",
            "url": f"{SITE}objectives/company/2026/new-market/",
            "share": 0.2,
            "because": "We open two of them.",
        }
    ]
    helper = find(document, "a/2026-Q4/x")
    assert [(one["ref"], one["title"], one["url"] == SITE) for one in helper["outside"]] == [
        ("acme:growth/2026-Q4/spain", "Open in Spain", False),
        ("acme:growth/gone", None, True),
    ]
    assert [one["ref"] for one in helper["key_results"][0]["outside"]] == ["acme:growth/2026-Q4/spain#first"]
    jsonschema.validate(document, build_schema("export"))


def test_tables_have_them_and_are_read_back(snapshot):
    export = build_export(snapshot)
    tables = {
        table.name: [dict(zip([column.name for column in table.columns], row, strict=True)) for row in table.rows]
        for table in build_tables(export)
    }
    assert {row["ref"] for row in tables["links"] if row["field"] == "outside"} == {
        "acme:company/2026/new-market#shops",
        "acme:growth/2026-Q4/spain",
        "acme:growth/gone",
        "acme:growth/2026-Q4/spain#first",
    }
    assert read_export("folder", tables) == export


def test_an_export_of_before_is_still_read(snapshot):
    """Who has kept one from an earlier version imports it as it is."""
    from okrsite.importing.export_files import _read_json

    document = json.loads(format_export(snapshot))
    for one in document["objectives"]:
        for record in (one, *one["key_results"]):
            del record["outside"]
    assert _read_json(json.dumps(document).encode()) is not None


def test_the_text_names_goal_and_organisation(snapshot):
    text = format_markdown_export(build_export(snapshot))
    assert "- Contributes to: Shops abroad (Acme" in text
    assert "- Supports: Open in Spain (Acme" in text


def run_git(root, *arguments):
    identity = ("-c", "user.name=Anna", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


def test_a_merge_request_tells_of_a_new_link_and_of_one_that_is_gone(tmp_path, acme_export):
    made = make_ours(tmp_path, acme_export)
    assert made.config.is_file()
    run_git(tmp_path, "init", "-q", "-b", "main")
    run_git(tmp_path, "add", "mkdocs.yml", "content")
    run_git(tmp_path, "commit", "-q", "-m", "Goals")
    changed = TEAM.replace("supports: [acme:growth/spain, acme:growth/gone]", "supports: acme:company/new-market")
    made.write({"teams/a/2026-Q4.yml": changed})
    difference = compare_states(BuildRequest(made.config), "main", None)
    links = [
        (change.kind, change.other, change.before or change.after)
        for change in difference.changes
        if change.subject == "link"
    ]
    assert links == [
        ("added", "acme:company/2026/new-market", "Win a second market (Acme & Sons)"),
        ("removed", "acme:growth/2026-Q4/spain", "Open in Spain (Acme & Sons)"),
        ("removed", "acme:growth/gone", "growth/gone (Acme & Sons)"),
    ]
    assert "supports 'Win a second market (Acme & Sons)'" in format_difference(difference)


@pytest.mark.parametrize(
    "ref", ["acme:company/new-market", "acme:company/2026/new-market", "acme:company/new-market#shops"]
)
def test_their_goals_are_explained_where_their_numbers_are_reckoned(snapshot, ref):
    """Nothing of how a number there came about stands in an export that we believe."""
    with pytest.raises(SubjectNotFoundError, match="is a goal of Acme & Sons") as raised:
        find_subject(snapshot, ref)
    assert raised.value.hint == f"See where they come from on {SITE}objectives/company/2026/new-market/."


def test_a_goal_that_they_do_not_have_leads_to_their_site(snapshot):
    with pytest.raises(SubjectNotFoundError) as raised:
        find_subject(snapshot, "acme:growth/gone")
    assert raised.value.hint == f"See where they come from on {SITE}."
