"""What a new repository holds: names as they were meant, cycles of any day, editors that know the content."""

from __future__ import annotations

import json
import re
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from okrsite.feeds.schema_kinds import KINDS
from okrsite.starting.answers import OWN_SOURCE, Answers, StartRefusedError, check_name, propose_forge, propose_name
from okrsite.starting.files import fill_template, list_files
from okrsite.starting.forges import FORGES
from okrsite.starting.writing import read_back

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)
HOSTILE = [
    'A "B": c', "{{ x }} {% raw %}", "Müller & Söhne", "<b>bold</b>", "O'Neil #1 @TEAM@ `code` *b* [x](y)", "東京チーム",
    "- yes", "null", "on", "${{ secrets.KEY }}", '\\n\\"x', "company", "CON", "%YAML", "👩‍👩‍👧 Fam", "!ENV HOME", "&a *a", "1.0",
    "2026-Q4", "שלום", "a\\",
]  # fmt: skip


def answer(name: str = "Riverside", team: str = "Workshop", forge: str = "github", today: date = TODAY) -> Answers:
    return Answers(name=name, team=team, forge=forge, source=OWN_SOURCE, today=today)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_the_same_name_afterwards_whatever_it_looks_like(name):
    answers = answer(name, name, "gitlab")
    files = list_files(answers)
    read_back(files, answers)  # refuses what would be read as something else
    title, words = MarkdownIt().parse(files["README.md"].decode("utf-8"))[0:2]
    assert (title.tag, "".join(part.content for part in words.children)) == ("h1", f"{name}: goals")
    assert {path for path in files if not re.fullmatch(r"[A-Za-z0-9./-]+", path)} == set()


SIGNS = st.sampled_from(
    [*"\"':#{}[]&*!|>%@`\\~,=a0 ", "- ", "null", "<!--", "-->", "---", "2026-Q4", "company", "TBD", "$x", "ß"]
)


@settings(max_examples=40)
@given(*[st.lists(SIGNS, max_size=8).map("".join) | st.text(max_size=30)] * 2)
def test_every_name_that_is_accepted_can_be_read_back(name, team):
    try:
        answers = answer(check_name(name, "the organisation"), check_name(team, "the team"))
    except StartRefusedError:
        return
    read_back(list_files(answers), answers)


def test_a_name_that_may_be_meant_as_a_mark_of_secrecy_is_asked_about():
    answers = answer("Riverside (draft)")
    with pytest.raises(StartRefusedError, match=r"'\(draft\)' keeps nothing back"):
        read_back(list_files(answers), answers)


@pytest.mark.parametrize(
    "today", [date(2026, 1, 1), date(2026, 3, 31), date(2028, 2, 29), date(2026, 12, 31), date(1999, 7, 1)], ids=str
)
def test_the_example_is_about_on_track_on_any_day(today, project):
    files = list_files(answer(today=today))
    read_back(files, answer(today=today))
    made = project({path.removeprefix("content/"): data for path, data in files.items() if path.startswith("content/")})
    measures = made.snapshot(today).measures.objectives
    assert len(measures) == 3
    assert {measure.status.shown for measure in measures.values()} == {"on track"}


def test_a_folder_proposes_a_name_and_a_forge(tmp_path):
    assert propose_name(tmp_path / "riverside-bikes-okrs") == "Riverside bikes"
    assert propose_name(tmp_path / "---") == "Our organisation"
    assert propose_forge(tmp_path) == "none"
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("[remote]\n  url = https://github.com/a/b\n", encoding="utf-8")
    assert propose_forge(tmp_path) == "github"


def test_two_ats_in_a_name_are_no_place_of_a_template():
    assert fill_template("a @X@ b", {"X": "@Y@"}) == "a @Y@ b"
    with pytest.raises(KeyError):
        fill_template("@NOBODY_KNOWS@", {})


@pytest.mark.parametrize("forge", FORGES)
def test_no_place_of_a_template_is_left_open(forge):
    texts = [data.decode("utf-8") for data in list_files(answer(forge=forge)).values()]
    assert [found for text in texts for found in re.findall(r"@[A-Z_]+@", text)] == []


def test_no_file_speaks_of_a_file_of_this_repository():
    for path, data in list_files(answer()).items():
        if not path.startswith(".okrsite-schema/"):
            assert not re.search(rb"pyproject|requirements/|\.ci/|Makefile|\bmake \b", data), path


def test_editors_know_the_schema_of_each_yaml_file_and_find_nothing_wrong():
    files = list_files(answer())
    vscode = {
        Path(schema).as_posix(): patterns
        for schema, patterns in json.loads(files[".vscode/settings.json"])["yaml.schemas"].items()
    }
    jetbrains = {
        entry.find(".//option[@name='relativePathToSchema']").get("value"): [
            option.get("value") for option in entry.findall(".//option[@name='path']")
        ]
        for entry in ElementTree.fromstring(files[".idea/jsonSchemas.xml"]).iter("SchemaInfo")
    }
    assert vscode == jetbrains
    typed = [path for path in files if path.startswith("content/") and path.endswith(".yml")]
    assert len(typed) == 3
    for path in typed:
        schemas = [schema for schema, patterns in vscode.items() if any(fnmatch(path, pattern) for pattern in patterns)]
        assert len(schemas) == 1, path
        jsonschema.validate(yaml.safe_load(files[path]), json.loads(files[schemas[0]]))
    printed = {
        "settings",
        "export",
        "problems",
        "read",
        "diff",
        "report",
        *(kind for kind in KINDS if kind.startswith("data")),
    }
    assert fnmatch("content/teams/workshop/2027-Q1.yml", vscode[".okrsite-schema/cycle.json"][2])
    in_markdown = {schema for schema in _read_front_matter_schemas(files) if schema in files}
    assert {f".okrsite-schema/{kind}.json" for kind in set(KINDS) - printed} == {*vscode, *in_markdown}


def _read_front_matter_schemas(files):
    """Return the schemas that remark is told of, each with its files."""
    linter, schemas = yaml.safe_load(files[".remarkrc.yaml"])["plugins"][1]
    assert linter == "remark-lint-frontmatter-schema"
    return {schema.removeprefix("./"): patterns for schema, patterns in schemas["schemas"].items()}


def test_a_linter_of_markdown_knows_the_schema_of_each_front_matter():
    files = list_files(answer())
    schemas = _read_front_matter_schemas(files)
    for path in (path for path in files if re.fullmatch(r"content/(company|teams/.*)/.*\.md", path)):
        assert [schema for schema, globs in schemas.items() if any(fnmatch(f"./{path}", glob) for glob in globs)] == [
            ".okrsite-schema/front-matter-cycle.json"
        ], path


def test_the_versions_that_a_repository_begins_with_are_those_of_the_lock():
    locked = set(
        re.findall(r"^([a-z][\w.-]*==[^\s;\\]+)", (ROOT / "requirements" / "site.txt").read_text("utf-8"), re.M)
    )
    written = list_files(answer())["constraints.txt"].decode("utf-8")
    assert set(re.findall(r"^([a-z][\w.-]*==[^\s;\\]+)", written, re.M)) == locked
    assert "hash" not in written
