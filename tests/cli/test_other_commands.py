"""`export`, `explain` and `schema`."""

from __future__ import annotations

import json
import stat

import pytest
from command_line import call, call_process

from okrsite.feeds.export import format_export
from okrsite.feeds.schema_kinds import KINDS

FILES = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": "objectives: [{id: goal, title: Ziel für Zürich, owner: anna, key_results: [{id: k, title: K, from: 0, to: 10, now: 5}]}]\n",
    "teams/a/team.yml": "name: A\n",
}
BROKEN = {"teams/a/2026-Q4.yml": "objectives: 5\n"}


def test_export_prints_what_the_site_publishes_to_the_byte(project):
    made = project(FILES)
    done = call_process("export", "-f", made.config, LC_ALL="C")
    assert done.status == 0 and done.err == ""
    assert done.out == format_export(made.snapshot())
    assert "Zürich" in done.out


def test_export_into_a_file(project, tmp_path):
    made = project(FILES)
    target = tmp_path / "okr.json"
    target.write_text("old")
    target.chmod(0o640)
    done = call("export", "-f", made.config, "-o", target)
    assert done.status == 0 and done.out == ""
    assert target.read_text(encoding="utf-8") == format_export(made.snapshot())
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert not list(tmp_path.glob(".okr.json-*"))


def test_export_of_content_with_errors_says_so_and_leaves_a_file_alone(project, tmp_path):
    made = project({**FILES, **BROKEN})
    target = tmp_path / "okr.json"
    target.write_text("old")
    done = call("export", "-f", made.config, "-o", target)
    assert done.status == 1 and done.out == ""
    assert target.read_text() == "old"
    assert "content/teams/a/2026-Q4.yml:1:13: error OKR202" in done.err and "was not written" in done.err
    printed = call("export", "-f", made.config)
    assert printed.status == 1
    assert json.loads(printed.out)["problems"]["error"] == 1


def test_export_to_where_nothing_can_be_written_is_wrong_usage(project, tmp_path):
    done = call("export", "-f", project(FILES).config, "-o", tmp_path / "none" / "okr.json")
    assert done.status == 2 and "can't be written" in done.err
    assert call("export", "-f", project(FILES).config, "-o", tmp_path).status == 2


def test_the_day_can_be_chosen(project):
    config = project(FILES).config
    assert json.loads(call("export", "-f", config).out)["as_of"] == "2026-11-20"
    assert json.loads(call("export", "-f", config, "--today", "2026-10-01").out)["as_of"] == "2026-10-01"


def test_explain_goes_down_to_the_line(project):
    done = call("explain", "company/goal#k", "-f", project(FILES).config)
    assert done.status == 0 and done.err == ""
    assert done.out.startswith("company/2026-Q4/goal#k: K\n") and "content/company/2026-Q4.yml:1" in done.out


def test_explain_suggests_what_may_have_been_meant(project):
    done = call("explain", "company/gaol", "-f", project(FILES).config)
    assert done.status == 2 and done.out == ""
    assert "Did you mean 'company/goal'?" in done.err


def test_explain_warns_where_something_could_not_be_read(project):
    done = call("explain", "company", "-f", project({**FILES, **BROKEN}).config)
    assert done.status == 0
    assert "1 error" in done.err


@pytest.mark.parametrize("kind", KINDS)
def test_schema_prints_a_schema(kind):
    done = call("schema", kind)
    assert done.status == 0
    # Linters of front matter know the older one only.
    older = "http://json-schema.org/draft-07/schema#"
    newer = "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(done.out)["$schema"] == (older if kind.startswith("front-matter") else newer)


def test_schema_without_a_kind_lists_them():
    assert [line.split()[0] for line in call("schema").out.splitlines()] == list(KINDS)


def test_an_unknown_schema_is_wrong_usage():
    done = call("schema", "cycles")
    assert done.status == 2 and "cycle" in done.err
