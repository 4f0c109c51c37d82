"""The content folder: roles by place and name, and what is refused."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsite.sources.tree import FoundFile, parse_cycle_name, walk_content

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has other links and no pipes")


def grow(base: Path, *paths: str) -> Path:
    content = base / "content"
    content.mkdir(exist_ok=True)
    for path in paths:
        target = content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.mkdir() if path.endswith("/") else target.write_text("x")
    return content


def seen(
    base: Path, *paths: str, declared: tuple[str, ...] = ()
) -> tuple[dict[str, FoundFile], tuple[str, ...], list[tuple[str, str]]]:
    files, units, problems = walk_content(grow(base, *paths), base, declared_cycles=declared)
    assert [file.inside for file in files] == sorted(file.inside for file in files)
    return {file.inside: file for file in files}, units, [(problem.code, problem.place.path) for problem in problems]


def test_a_whole_site(tmp_path: Path) -> None:
    files, units, problems = seen(
        tmp_path,
        "index.md",
        "people.yml",
        "kpis.yml",
        "guide/how.md",
        "guide/2026-11-12-notes.md",
        "logo.svg",
        "company/team.yml",
        "company/2026.md",
        "company/2026-Q4.md",
        "company/memo-2026.md",
        "teams/marketing/team.md",
        "teams/marketing/2026-Q4.yaml",
        "teams/marketing/memo-2026.md",
        "teams/marketing/img/chart.png",
        "teams/marketing/notes.md",
        "people/anna/2026-Q4.md",
        ".git/config",
        "teams/marketing/.DS_Store",
        "notes.md~",
    )
    assert problems == []
    assert units == ("anna", "company", "marketing")
    assert {inside: (file.role, file.unit, file.cycle, file.spelling) for inside, file in files.items()} == {
        "index.md": ("index", None, None, "md"),
        "people.yml": ("people", None, None, "yml"),
        "kpis.yml": ("kpis", None, None, "yml"),
        "guide/how.md": ("page", None, None, "md"),
        "guide/2026-11-12-notes.md": ("page", None, None, "md"),
        "logo.svg": ("asset", None, None, ""),
        "company/team.yml": ("team", "company", None, "yml"),
        "company/2026.md": ("cycle", "company", "2026", "md"),
        "company/2026-Q4.md": ("cycle", "company", "2026-Q4", "md"),
        "company/memo-2026.md": ("memo", "company", None, "md"),
        "teams/marketing/team.md": ("team", "marketing", None, "md"),
        "teams/marketing/2026-Q4.yaml": ("cycle", "marketing", "2026-Q4", "yml"),
        "teams/marketing/memo-2026.md": ("memo", "marketing", None, "md"),
        "teams/marketing/img/chart.png": ("asset", "marketing", None, ""),
        "teams/marketing/notes.md": ("page", "marketing", None, "md"),
        "people/anna/2026-Q4.md": ("cycle", "anna", "2026-Q4", "md"),
    }
    file = files["company/2026.md"]
    assert file.path == "content/company/2026.md"
    assert file.absolute == tmp_path / "content" / "company" / "2026.md"


def test_declared_cycles_are_cycles(tmp_path: Path) -> None:
    files, _, problems = seen(
        tmp_path, "company/team.yml", "company/launch.md", "company/2026-Autumn.yml", declared=("launch", "2026-autumn")
    )
    assert files["company/launch.md"].cycle == "launch"
    assert files["company/2026-Autumn.yml"].cycle == "2026-autumn"
    assert problems == [("OKR111", "content/company/2026-Autumn.yml")]


def test_lower_case_is_read_with_a_warning(tmp_path: Path) -> None:
    files, _, problems = seen(tmp_path, "teams/a/team.yml", "teams/a/2026-q4.md")
    assert files["teams/a/2026-q4.md"].cycle == "2026-Q4"
    assert problems == [("OKR111", "content/teams/a/2026-q4.md")]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("2026-Q5.md", "Q1 to Q4"),
        ("2026-4Q.yml", "2026-Q4.yml"),
        ("2026Q4.md", "2026-Q4.md"),
        ("2026_q4.md", "2026-Q4.md"),
        ("2026-Q04.md", "2026-Q4.md"),
        ("2026-S1.md", "2026-H1.md"),
        ("2026-H3.md", "H1 to H2"),
        ("2026-13.md", "01 to 12"),
        ("2026-7.md", "2026-07.md"),
        ("2026-Nov.md", "2026-11.md"),
        ("2026-November.yaml", "2026-11.yaml"),
        ("Q4-2026.md", "2026-Q4.md"),
        ("2026-offsite.md", "declared"),
        ("2026-Q4-draft.md", "declared"),
    ],
)
def test_what_is_almost_a_cycle(tmp_path: Path, name: str, hint: str) -> None:
    files, _, problems = walk_content(grow(tmp_path, "teams/a/team.yml", f"teams/a/{name}"), tmp_path)
    assert [problem.code for problem in problems] == ["OKR109"]
    assert hint in problems[0].hint
    assert files[0].role == ("page" if name.endswith("md") else "asset")


@pytest.mark.parametrize("name", ["rfc-2119.md", "9001.md", "20260101.md", "notes-2026.md"])
def test_other_numbers_are_pages(tmp_path: Path, name: str) -> None:
    assert seen(tmp_path, "teams/a/team.yml", f"teams/a/{name}")[2] == []


@pytest.mark.parametrize("path", ["2026-Q4.md", "teams/2026-Q4.md", "teams/a/sub/2026-Q4.yml"])
def test_cycles_in_the_wrong_place(tmp_path: Path, path: str) -> None:
    files, _, problems = seen(tmp_path, "teams/a/team.yml", path)
    assert problems == [("OKR109", f"content/{path}")]
    assert files[path].role in ("page", "asset")


@pytest.mark.parametrize(
    "path", ["team.yml", "guide/data.yaml", "teams/a/people.yml", "teams/a/memo-2026.yml", "teams/a.yml"]
)
def test_stray_yaml(tmp_path: Path, path: str) -> None:
    files, _, problems = seen(tmp_path, "teams/a/team.yml", path)
    assert problems == [("OKR110", f"content/{path}")]
    assert files[path].role == "asset"


def test_two_files_for_one_thing(tmp_path: Path) -> None:
    content = grow(
        tmp_path,
        "teams/a/team.md",
        "teams/a/team.yml",
        "teams/a/2026-Q4.md",
        "teams/a/2026-Q4.yml",
        "teams/a/2026-q4.md",
        "people.yml",
        "people.yaml",
    )
    files, _, problems = walk_content(content, tmp_path)
    assert [(problem.code, problem.place.path.rpartition("/")[2]) for problem in problems] == [
        ("OKR110", "people.yml"),
        ("OKR114", "2026-Q4.yml"),
        ("OKR114", "2026-q4.md"),
        ("OKR113", "team.yml"),
    ]
    assert "'2026-Q4.md'" in problems[1].message
    assert [file.inside for file in files] == ["people.yaml", "teams/a/2026-Q4.md", "teams/a/team.md"]


def test_a_unit_without_a_team_file(tmp_path: Path) -> None:
    _, units, problems = seen(tmp_path, "company/2026.md", "teams/a/2026-Q4.md", "teams/b/", "people/anna/2026.md")
    assert units == ("a", "anna", "b", "company")
    assert problems == [("OKR112", "content/teams/a"), ("OKR112", "content/teams/b"), ("OKR112", "content/company")]


@pytest.mark.parametrize(
    "name", ["Marketing", "größe", "a_b", "a b", "-a", "company", "con", "NUL", "com1", "x\u202ey", "a.b"]
)
def test_folder_names_that_are_no_ids(tmp_path: Path, name: str) -> None:
    files, units, problems = walk_content(
        grow(tmp_path, f"teams/{name}/team.yml", f"teams/{name}/2026-Q4.md"), tmp_path
    )
    assert {problem.code for problem in problems} == {"OKR116"}
    assert all(problem.hint for problem in problems)
    assert files == ()
    assert units == ()


def test_twins_by_case(tmp_path: Path) -> None:
    content = grow(tmp_path, "teams/sales/team.yml", "teams/Sales/2026-Q4.md", "guide/Start.md", "guide/start.md")
    if not (content / "teams" / "Sales").is_dir() or len(list((content / "guide").iterdir())) < 2:
        pytest.skip("this disk knows no case")
    _, units, problems = walk_content(content, tmp_path)
    assert units == ("sales",)
    assert [(problem.code, problem.place.path) for problem in problems] == [
        ("OKR116", "content/guide/start.md"),
        ("OKR116", "content/teams/Sales"),
    ]
    assert "'sales' is there already" in problems[1].message


def test_an_id_of_a_team_and_a_person(tmp_path: Path) -> None:
    files, units, problems = seen(tmp_path, "teams/anna/team.yml", "people/anna/2026-Q4.md")
    assert units == ("anna",)
    assert problems == [("OKR116", "content/people/anna")]
    assert list(files) == ["teams/anna/team.yml"]


def test_device_names_of_pages_too(tmp_path: Path) -> None:
    assert seen(tmp_path, "guide/aux.md", "guide/console.md")[2] == [("OKR116", "content/guide/aux.md")]


@posix_only
def test_links_are_refused_and_not_followed(tmp_path: Path) -> None:
    content = grow(tmp_path, "index.md", "teams/a/team.yml")
    (content / "etc").symlink_to("/etc")
    (content / "loop").symlink_to(content)
    (content / "inside.md").symlink_to(content / "index.md")
    (content / "teams" / "b").symlink_to(content / "teams" / "a")
    (content / "dangling.md").symlink_to("nowhere")
    files, units, problems = walk_content(content, tmp_path)
    assert {problem.code for problem in problems} == {"OKR108"}
    assert len(problems) == 5
    assert [file.inside for file in files] == ["index.md", "teams/a/team.yml"]
    assert units == ("a",)


@posix_only
def test_a_content_folder_that_is_a_link(tmp_path: Path) -> None:
    grow(tmp_path, "index.md")
    (tmp_path / "other").symlink_to(tmp_path / "content")
    files, units, problems = walk_content(tmp_path / "other", tmp_path)
    assert (files, units, [problem.code for problem in problems]) == ((), (), ["OKR108"])


@posix_only
def test_pipes_and_sockets_do_not_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = grow(tmp_path, "index.md")
    os.mkfifo(content / "2026.md")
    monkeypatch.chdir(content)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.md")
        files, _, problems = walk_content(content, tmp_path)
    assert [problem.code for problem in problems] == ["OKR108", "OKR108"]
    assert [file.inside for file in files] == ["index.md"]


@posix_only
def test_names_that_are_no_text(tmp_path: Path) -> None:
    content = grow(tmp_path, "index.md", "Screenshot 3.04\u202fPM.png", "new\nline.md")
    try:
        (content / os.fsdecode(b"caf\xe9.md")).write_text("x")
    except OSError:
        pytest.skip("this disk takes UTF-8 only")
    files, _, problems = walk_content(content, tmp_path)
    assert [problem.code for problem in problems] == ["OKR116", "OKR116"]
    for problem in problems:
        problem.place.path.encode()
        assert "\n" not in problem.place.path
    assert [file.inside for file in files] == ["Screenshot 3.04\u202fPM.png", "index.md"]


def test_no_content_folder(tmp_path: Path) -> None:
    assert [problem.code for problem in walk_content(tmp_path / "content", tmp_path)[2]] == ["OKR901"]


def test_a_deep_tree(tmp_path: Path) -> None:
    grow(tmp_path, "/".join(["d"] * 300) + "/a.md")
    assert len(seen(tmp_path)[0]) == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs folders that can be closed")
def test_a_folder_that_cannot_be_opened(tmp_path: Path) -> None:
    content = grow(tmp_path, "index.md", "closed/a.md")
    (content / "closed").chmod(0)
    try:
        assert [problem.code for problem in walk_content(content, tmp_path)[2]] == ["OKR101"]
    finally:
        (content / "closed").chmod(0o700)


def test_places_are_relative_to_the_configuration(tmp_path: Path) -> None:
    content = grow(tmp_path, "index.md")
    assert walk_content(content, content)[0][0].path == "index.md"
    assert walk_content(content, tmp_path / "site")[0][0].path == "../content/index.md"


@pytest.mark.parametrize(
    ("text", "cycle"),
    [
        ("2026", "2026"), ("2026-H1", "2026-H1"), ("2026-q4", "2026-Q4"), ("2026-T3", "2026-T3"), ("2026-11", "2026-11"),
        ("2026-H3", None), ("2026-Q0", None), ("2026-T4", None), ("2026-00", None), ("2026-13", None), ("2026-1", None),
        ("0001", None), ("٢٠٢٦", None), ("2026\n", None), ("", None), ("2026-", None), (" 2026", None),
    ],
)  # fmt: skip
def test_names_of_cycles(text: str, cycle: str | None) -> None:
    assert parse_cycle_name(text) == cycle


NAMES = st.text(
    alphabet=st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20
).filter(lambda name: name not in (".", "..") and len(name.encode()) < 200)
LIKELY = st.sampled_from(
    [
        "company",
        "teams",
        "people",
        "team.yml",
        "team.md",
        "2026-Q4.md",
        "2026-q4.yml",
        "2026-Q5.md",
        "memo-1.md",
        "a",
        "A",
        "con",
        "x.yml",
    ]
)


@posix_only
@settings(deadline=None)
@given(st.lists(st.lists(st.one_of(LIKELY, NAMES), min_size=1, max_size=4), max_size=6))
def test_any_names_are_files_or_problems(tmp_path_factory: pytest.TempPathFactory, paths: list[list[str]]) -> None:
    base = tmp_path_factory.mktemp("site")
    content = grow(base)
    for parts in paths:
        try:
            content.joinpath(*parts[:-1]).mkdir(parents=True, exist_ok=True)
            content.joinpath(*parts).write_text("x")
        except OSError:
            continue
    files, units, problems = walk_content(content, base)
    assert len({(file.unit, file.cycle) for file in files if file.role == "cycle"}) == sum(
        file.role == "cycle" for file in files
    )
    assert {file.unit for file in files} - {None} <= set(units)
    for problem in problems:
        problem.place.path.encode()
