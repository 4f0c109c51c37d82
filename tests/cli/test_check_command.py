"""`okrsite check`: which problems, in which form."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from command_line import call

import okrsite as package

BAD = {
    "company/team.yml": "name: Company\n",
    "teams/a/team.yml": "name: A\nparnet: company\n",
    "teams/a/2026-Q4.yml": "objectives: [{id: o, title: O, owner: Anna, supports: b/nothing}]\n",
    "teams/b/team.yml": "name: B\n",
    "teams/b/2026-Q4.yml": "objectives: [{id: o, title: O}]\n",
}


def listed(done) -> list[str]:
    return [f"{found['path']}:{found['line']} {found['code']}" for found in json.loads(done.out)["problems"]]


def test_text_is_for_people(project):
    out = call("check", "-f", project(BAD).config).out
    assert (
        "content/teams/a/team.yml:2:1: error OKR201 'parnet' is not a field of a team.\n"
        "    Did you mean 'parent'? Write: parent: company\n"
    ) in out


def test_json_is_what_its_schema_says_in_order(project):
    made = project(BAD)
    done = call("check", "-f", made.config, "--format", "json")
    document = json.loads(done.out)
    jsonschema.validate(document, json.loads(call("schema", "problems").out))
    assert listed(done) == sorted(listed(done))
    assert document["counts"] == {
        kind: sum(found["severity"] == kind for found in document["problems"]) for kind in ("error", "warning", "info")
    }
    assert document["counts"]["error"] == 2
    with pytest.raises(jsonschema.ValidationError):
        document["problems"][0]["mesage"] = "typo"
        jsonschema.validate(document, json.loads(call("schema", "problems").out))


def test_a_clean_project_is_an_empty_list(project):
    done = call("check", "-f", project({"company/team.yml": "name: C\n"}).config, "--format", "json", "-q")
    assert json.loads(done.out) == {"problems": [], "counts": {"error": 0, "warning": 0, "info": 0}}
    assert done.err == ""


def test_under_a_path_only_its_problems_count(project, monkeypatch):
    made = project(BAD)
    monkeypatch.chdir(made.config.parent)
    team = call("check", "content/teams/b", "--format", "json")
    assert listed(team) and all("teams/b/" in each for each in listed(team))
    assert team.status == 0
    # The link into another team's folder is still looked up.
    one = call("check", "content/teams/a/2026-Q4.yml", "--format", "json")
    assert [each.split()[1] for each in listed(one)] == ["OKR252", "OKR301"]
    assert one.status == 1
    several = call("check", "content/teams/b", "content/teams/a/team.yml", "--format", "json")
    assert {each.split(":")[0] for each in listed(several)} == {
        "content/teams/a/team.yml",
        "content/teams/b/2026-Q4.yml",
    }


def test_a_path_is_seen_from_where_one_stands(project, monkeypatch):
    made = project(BAD)
    assert made.config.exists()
    monkeypatch.chdir(made.root / "content" / "teams" / "b")
    everything = listed(call("check", "--format", "json"))
    assert listed(call("check", ".", "--format", "json")) == [each for each in everything if "teams/b/" in each]
    assert listed(call("check", "../a/team.yml", "--format", "json")) == [
        each for each in everything if "a/team.yml" in each
    ]
    assert listed(call("check", "../../..", "--format", "json")) == everything


def test_a_folder_is_no_beginning_of_a_name(project, monkeypatch):
    made = project({**BAD, "teams/bb/team.yml": "nam: BB\n"})
    monkeypatch.chdir(made.config.parent)
    assert not [each for each in listed(call("check", "content/teams/b", "--format", "json")) if "/bb/" in each]


def test_a_path_that_is_nowhere_or_elsewhere_is_wrong_usage(project, monkeypatch, tmp_path_factory):
    made = project(BAD)
    monkeypatch.chdir(made.config.parent)
    assert call("check", "content/teams/c").status == 2
    outside = call("check", tmp_path_factory.mktemp("elsewhere"))
    assert outside.status == 2 and "lies outside" in outside.err


def test_ci_formats_name_files_from_the_top_of_the_repository(project):
    """The configuration may lie in a folder of the repository; forges want paths from its top."""
    made = project(BAD)
    folder = made.root / "okrs"
    folder.mkdir()
    (made.root / "content").rename(folder / "content")
    config = made.config.rename(folder / "mkdocs.yml")
    (made.root / ".git").mkdir()
    assert "::error file=okrs/content/teams/a/team.yml,line=2," in call("check", "-f", config, "--format", "github").out
    quality = json.loads(call("check", "-f", config, "--format", "gitlab").out)
    assert {each["location"]["path"].split("/")[0] for each in quality} == {"okrs"}
    results = json.loads(call("check", "-f", config, "--format", "sarif").out)["runs"][0]["results"]
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results]
    assert all(uri.startswith("okrs/content/") for uri in uris)
    report = ElementTree.fromstring(call("check", "-f", config, "--format", "junit").out)
    assert {case.get("file").split("/")[0] for case in report.iter("testcase")} == {"okrs"}
    # Ours is about the configuration, not the repository.
    assert {each.split("/")[0] for each in listed(call("check", "-f", config, "--format", "json"))} == {"content"}


def test_strict_makes_warnings_failures_in_junit(project):
    made = project({k: v for k, v in BAD.items() if "/a/" not in k})

    def failures(*options):
        out = call("check", "-f", made.config, "--format", "junit", *options).out
        return len(list(ElementTree.fromstring(out).iter("failure")))

    assert failures() == 0
    assert failures("--strict") == 2


def on_a_terminal(*arguments: object, **environment: str) -> str:
    """What a command prints where stdout is a terminal."""
    ours, theirs = pty.openpty()
    process = [sys.executable, "-m", "okrsite", *map(str, arguments)]
    root = str(Path(package.__file__).parents[1])
    subprocess.run(
        process, stdout=theirs, check=False, timeout=900, env={**os.environ, "PYTHONPATH": root, **environment}
    )
    os.close(theirs)
    printed = os.read(ours, 65536).decode()
    os.close(ours)
    return printed


def test_colours_are_for_terminals_only_and_can_be_refused(project):
    made = project(BAD)
    assert "\x1b" not in call("check", "-f", made.config).said
    assert "\x1b[31m" in on_a_terminal("check", "-f", made.config, NO_COLOR="", TERM="xterm")
    for refused in (("--no-color", ""), ("-q", "1")):
        plain = on_a_terminal("check", "-f", made.config, refused[0], NO_COLOR=refused[1], TERM="xterm")
        assert "error OKR201" in plain and "\x1b" not in plain


def test_words_of_authors_do_not_steer_the_terminal(project):
    """A key, an id, a reference and a name in a path: all are quoted in messages."""
    made = project(
        {
            **BAD,
            "teams/a/team.yml": '"na\\u001b]0;owned\\u0007me": A\n',
            "teams/a/2026-Q4.yml": 'objectives: [{id: "x\\u009b31m", title: O, owner: a, supports: "b/\\u202enothing"}]\n',
            "teams/b\x1b[2J/team.yml": "name: B\n",
        }
    )
    done = call("check", "-f", made.config)
    assert done.status == 1
    assert not [sign for sign in done.said if sign != "\n" and (not sign.isprintable() or sign == "\u202e")]
