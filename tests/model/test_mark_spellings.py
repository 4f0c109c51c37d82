"""What may be meant to be kept back is an error at its line, however it is typed; words of prose are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from project_tree import Project

from okrsite.problems import Problem

BASE = {"company/team.yml": "name: Company\n", "teams/ferry/team.yml": "name: Ferry\n"}
TABLE = "| Key result | Id | From | To | Now |\n| --- | --- | --- | --- | --- |\n| Trips | trips | 40 | 90 | 50 |\n"
M, Y, T = "teams/ferry/2026-Q4.md", "teams/ferry/2026-Q4.yml", "teams/ferry/team.yml"


def markdown(*, title: str = "Sail on time", fields: str = "", prose: str = "The river calls.", end: str = "") -> str:
    return f"## {title}\n\n- Id: sail\n- Owner: Juno\n{fields}\n{prose}\n\n{TABLE}\n{end}"


def yaml(*, title: str = "Sail on time", fields: str = "", top: str = "", last: str = "") -> str:
    return (
        f"{top}objectives:\n  - id: sail\n    title: {title}\n    owner: Juno\n{fields}    key_results:\n"
        f"      - {{id: trips, title: Trips, from: 40, to: 90, now: 50{last}}}\n"
    )


def find(made: Project, path: str) -> list[Problem]:
    return [found for found in made.problems() if found.place.path == f"content/{path}" and found.code[3] != "5"]


FIELDS = [
    "Draft: yes", "draft: true", "**Draft:** yes", "Draft", "DRAFT", "Internal", "Internal only", "Confidential",
    "Confidential: yes", "Private: true", "Published: no", "Public: no", "Hidden: yes", "Entwurf: ja", "Vertraulich",
    "Status: draft", "WIP", "Visibility – draft", "Not public",
]  # fmt: skip


@pytest.mark.parametrize("typed", FIELDS)
def test_a_bullet_among_the_fields_of_an_objective(project: Callable[..., Project], typed: str) -> None:
    [problem] = find(project({**BASE, M: markdown(fields=f"- {typed}\n").encode()}), M)
    assert (problem.code, problem.severity, problem.place.line) == ("OKR310", "error", 5)
    assert "Visibility: draft" in problem.hint or "Audience: internal" in problem.hint


@pytest.mark.parametrize(
    ("typed", "line"),
    [("- Draft: yes", "- Visibility: draft"), ("* **Internal**: yes", "* Audience: internal")],
)
def test_the_bullet_as_it_should_be_is_shown(project: Callable[..., Project], typed: str, line: str) -> None:
    [problem] = find(project({**BASE, M: markdown(fields=f"{typed}\n").encode()}), M)
    assert problem.hint.endswith(f"Write: {line}")


@pytest.mark.parametrize(
    "title", ["Sail (DRAFT)", "Sail [Draft]", "Sail (internal only)", "DRAFT: Sail", "[DRAFT] Sail", "Sail – Draft", "Sail (Entwurf)"]
)  # fmt: skip
@pytest.mark.parametrize("spelling", ["md", "yml"])
def test_a_title(project: Callable[..., Project], title: str, spelling: str) -> None:
    path, text, line = (M, markdown(title=title), 1) if spelling == "md" else (Y, yaml(title=f'"{title}"'), 3)
    [problem] = find(project({**BASE, path: text.encode()}), path)
    assert (problem.code, problem.place.line) == ("OKR310", line)


PROSE = [
    "Confidential", "**Internal only**", "Internal use only.", "Do not publish.", "Please do not forward this.", "DRAFT",
    "DRAFT – not yet agreed", "Draft – do not share", "> Draft – do not share", "Strictly confidential, do not forward",
    "Confidential. The river has a new owner.", "This memo is confidential.", "This page is for internal use only.",
    "Not for publication.", "Vertraulich",
]  # fmt: skip


@pytest.mark.parametrize("typed", PROSE)
@pytest.mark.parametrize("path", [M, "company/memo-2026.md", "handbook/river.md", "index.md"])
def test_a_paragraph(project: Callable[..., Project], path: str, typed: str) -> None:
    text = markdown(prose=typed) if path == M else f"# The river\n\nIt is wide.\n\n{typed}\n\nIt is deep.\n"
    line = text.splitlines().index(typed) + 1
    [problem] = find(project({**BASE, path: text.encode()}), path)
    assert (problem.code, problem.place.line) == ("OKR310", line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (yaml(fields="    draft: true\n"), 5),
        (yaml(fields="    Internal: yes\n"), 5),
        (yaml(fields="    tags: [river, draft]\n"), 5),
        (yaml(fields="    notes: Internal only\n"), 5),
        (yaml(fields="    # draft\n"), 5),
        (yaml(top="# CONFIDENTIAL\n"), 1),
        (yaml(top="draft: yes\n"), 1),
        (yaml(last=", draft: true"), 6),
        (yaml(last=", notes: Confidential."), 6),
    ],
)
def test_a_line_of_yaml(project: Callable[..., Project], text: str, line: int) -> None:
    [problem] = find(project({**BASE, Y: text.encode()}), Y)
    assert (problem.code, problem.severity, problem.place.line) == ("OKR310", "error", line)


@pytest.mark.parametrize(
    "remark",
    [
        "internal: yes", "Draft: yes", "do not share", "Don't publish yet", "status: draft", "published: no", "DRAFT, not agreed",
        "audience = internal", "Visibilty: draft", "audience: internal", "TLP:AMBER", "embargo until 1 December", "[draft]",
        "nicht veröffentlichen", "nur intern", "hidden: true", "this objective is confidential", "for your eyes only",
    ],
)  # fmt: skip
def test_a_remark_behind_a_value_of_yaml(project: Callable[..., Project], remark: str) -> None:
    """No machine reads a comment, whatever it says."""
    long = "The river rises in spring, and whoever wants to cross it then needs a boat and patience. " * 3
    team = f"name: Ferry\nmission: {long} # {remark}\n"
    for path, text, line in ((Y, yaml(fields=f"    horizon: tactical  # {remark}\n"), 5), (T, team, 2)):
        [problem] = find(project({**BASE, path: text.encode()}), path)
        assert (problem.code, problem.severity, problem.place.line) == ("OKR310", "error", line)


def test_a_remark_in_the_front_matter_of_markdown(project: Callable[..., Project]) -> None:
    text = f"---\nsummary: Sail  # draft: true\n---\n\n{markdown()}"
    [problem] = find(project({**BASE, M: text.encode()}), M)
    assert (problem.code, problem.place.line) == ("OKR310", 2)


@pytest.mark.parametrize(
    "mark",
    [
        "(draft: yes)",
        "(Status: draft)",
        "[internal: yes]",
        "(TLP: RED)",
        "#draft",
        "(do not publish)",
        "(unveröffentlicht)",
    ],
)
@pytest.mark.parametrize(
    "text", [markdown(title="Sail {}"), markdown(end="- KR: Sail {}\n  - Id: rolls\n"), yaml(title='"Sail {}"')]
)
def test_a_title_with_more_than_a_word_in_brackets(project: Callable[..., Project], text: str, mark: str) -> None:
    path = Y if text.startswith("objectives") else M
    errors = [
        found
        for found in find(project({**BASE, path: text.replace("{}", mark).encode()}), path)
        if found.severity == "error"
    ]
    assert [found.code for found in errors] == ["OKR310"]
    assert mark in text.replace("{}", mark).splitlines()[errors[0].place.line - 1]


@pytest.mark.parametrize(
    "typed",
    [
        "Internal only",
        "**[Draft]**",
        "**#draft**",
        "(DRAFT)",
        "TLP: AMBER",
        "#confidential",
        "Nicht öffentlich",
        "DRAFT",
    ],
)
@pytest.mark.parametrize("prose", ["The river calls.\n{}\nWe answer.", "The river\n{}\ncalls.", "{}\nThe river calls."])
@pytest.mark.parametrize("path", [M, Y])
def test_a_line_within_a_paragraph(project: Callable[..., Project], path: str, prose: str, typed: str) -> None:
    """A line that says nothing else is no part of the sentence around it; YAML makes one line of all of them."""
    told = prose.replace("{}", typed)
    folded = "    why: >-\n" + "".join(f"      {line}\n" for line in told.splitlines())
    text = markdown(prose=told) if path == M else yaml(fields=folded)
    [problem] = find(project({**BASE, path: text.encode()}), path)
    assert problem.code == "OKR310"
    assert text.splitlines()[problem.place.line - 1].strip() == typed


@pytest.mark.parametrize("typed", ["Internal", "DRAFT", "not public", "**Confidential**", "TLP: GREEN", "Do not share"])
def test_an_item_below_or_between_checkins(project: Callable[..., Project], typed: str) -> None:
    checkins = "### Check-ins\n\n- 2026-10-12, Juno: Rain. trips 45\n{}- 2026-10-19, Juno: Sun. trips 50\n"
    for bullet in (f"  - {typed}\n", f"- {typed}\n"):
        problems = find(project({**BASE, M: markdown(end=checkins.replace("{}", bullet)).encode()}), M)
        assert [(found.code, found.place.line) for found in problems if found.severity == "error"] == [("OKR310", 15)]


@pytest.mark.parametrize(
    "typed", ["We wait for the board (internal only).", "(DRAFT) We sail.", "Rain (not to be published)."]
)
def test_brackets_that_are_no_part_of_a_sentence(project: Callable[..., Project], typed: str) -> None:
    for text in (markdown(prose=typed), markdown(end=f"### Check-ins\n\n- 2026-10-12, Juno: {typed} trips 50\n")):
        problems = find(project({**BASE, M: text.encode()}), M)
        assert [found.code for found in problems if found.severity == "error"] == ["OKR310"]


def test_marks_that_are_read_are_no_fault_where_the_file_is_broken_elsewhere(project: Callable[..., Project]) -> None:
    text = yaml(fields="    Here stands no colon\n", last=", audience: internal")
    assert [found.place.line for found in find(project({**BASE, Y: text.encode()}), Y)] == [5]


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("handbook/x.md", "# X\n\n!!! warning \"Internal only\"\n    Words.\n", 3),
        ("handbook/x.md", "---\ndraft: true\n---\n\n# X\n\nw\n", 2),
        ("handbook/x.md", "# X (DRAFT)\n\nw\n", 1),
        ("company/memo-2026.md", "---\ntitle: The year (draft)\n---\n\nWords\n", 2),
        ("teams/ferry/team.yml", "name: Ferry\n# internal only\n", 2),
        ("people.yml", "juno: {name: Juno, visibility: draft}\n", 1),
        (M, markdown(end="### Notes (internal)\n\nWords.\n"), 12),
        (M, markdown(end="### Internal\n\nWords.\n"), 12),
        (M, markdown(end="### Check-ins\n\n- 2026-10-12, Juno: Internal only. trips 50\n"), 14),
        (M, markdown(end="- KR: Rolls: 1 → 2, now 1\n  - internal\n"), 13),
    ],
)  # fmt: skip
def test_other_places(project: Callable[..., Project], path: str, text: str, line: int) -> None:
    problems = [found for found in find(project({**BASE, path: text.encode()}), path) if found.severity == "error"]
    assert [found.place.line for found in problems] == [line]


@pytest.mark.parametrize(
    "text",
    [
        markdown(prose="Our internal tools are slow."),
        markdown(prose="The first draft is done."),
        markdown(prose="We publish drafts of the plan, and what is confidential stays with us."),
        markdown(title="Half of all requests come from internal tools"),
        markdown(title="Draft horses draw every ferry"),
        markdown(end="### Initiatives\n\n- [ ] Contract (draft)\n- [x] Draft the plan\n- [ ] Internal launch\n"),
        markdown(end="- KR: Contract signed\n  - [ ] Draft\n  - [x] Review\n"),
        markdown(end="### Check-ins\n\n- 2026-10-12, Juno: The draft is with the lawyers. trips 50\n"),
        markdown(prose="Three steps:\n\n- Draft\n- Review\n- Publish"),
        yaml(title="Internal mobility doubles"),
        yaml(fields="    notes: The draft of the contract is with the lawyers.\n"),
        yaml(fields="    tags: [internal-tools]\n"),
        yaml(fields="    # a draft of this went to the board\n"),
        yaml(fields="    # visibility: draft\n"),
        yaml(fields="    # audience: internal\n"),
        yaml(fields="    horizon: tactical  # the draft said strategic\n"),
        yaml(fields="    horizon: tactical  # public: yes\n"),
        yaml(fields="    contributes_to: company/fleet#draft\n").replace("company/fleet#draft", "[]  # TLP: CLEAR"),
        yaml(
            fields="    why: >-\n      The numbers of the second half are still\n      internal\n      and not ours to tell.\n"
        ),
        markdown(prose="The numbers are still\ninternal\nand not ours to tell."),
        markdown(prose="We sent the contract (draft) to the harbour, and the tool (internal) to Juno."),
        markdown(prose="Ask in #drafting or #public-affairs."),
        markdown(prose="The lights turn (green), and TLP is a protocol."),
    ],
)
def test_words_of_objectives_stay_silent(project: Callable[..., Project], text: str) -> None:
    path = Y if text.startswith("objectives") else M
    assert [found.code for found in find(project({**BASE, path: text.encode()}), path)] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("company/memo-2026.md", "# Year\n\nWe kept it confidential until May, and then went public.\n"),
        ("handbook/x.md", "# Internal communication\n\nWords.\n"),
        ("handbook/x.md", "# How drafts work\n\nA draft is kept back with `visibility: draft`.\n"),
        ("handbook/x.md", "# Roles\n\n| Role | Access |\n| --- | --- |\n| Editor | drafts and published pages |\n"),
        ("handbook/x.md", "# Rules\n\nKeep customer data private.\n\n- Draft\n- Review\n- Publish\n"),
        ("handbook/x.md", "# Rules\n\n## Draft and review\n\nThis draft is the fourth. Share it with your team.\n"),
        ("teams/ferry/team.yml", "name: Internal Audit\nmission: Keep confidential things safe\n"),
        ("people.yml", "juno: {name: Juno, role: Head of Internal Communications}\n"),
    ],
)  # fmt: skip
def test_words_of_other_files_stay_silent(project: Callable[..., Project], path: str, text: str) -> None:
    assert [found.code for found in find(project({**BASE, path: text.encode()}), path)] == []
