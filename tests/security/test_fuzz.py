"""Whatever lies in the content folder: the whole pipeline gives problems, never an exception, and pages stay pages."""

from __future__ import annotations

import json
from pathlib import Path

import html5lib
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from stories import read_snapshot

from okrsite.pages.site_pages import build_pages
from okrsite.problems import CODES
from okrsite.snapshot import Snapshot
from okrsite.sources.text import remove_refused_characters

QUICK = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
PLACES = ("company/2026-Q4.yml", "company/2026-Q4.md", "company/team.yml", "teams/a/team.md", "people.yml", "kpis.yml",
          "company/memo-2026.md", "index.md", "page.md")  # fmt: skip
CONFIG = "site_name: T\ndocs_dir: content\ntheme: {name: material}\nplugins: [search, {okrsite: {today: 2026-11-20}}]\n"
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
REFERENCES = st.one_of(
    st.text("abo/#.-2026Q4 ()[]", max_size=24),
    st.sampled_from(
        ["company/o", "company/2026-Q4/o#k", "a/o", "../company/2026-Q4.yml#o", "#k", "/", "##", "company/o#"]
    ),
    WORDS,
)


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return folder


def snapshot(root: Path, files: dict[str, bytes]) -> Snapshot:
    """Read the files and nothing that was there before; what is wrong has a known code and a place."""
    content = root / "content"
    for path in content.rglob("*"):
        if path.is_file():
            path.unlink()
    for path, data in {"company/team.yml": b"name: Company\n", **files}.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_bytes(data)
    snapshot = read_snapshot(root / "mkdocs.yml", None)
    for problem in snapshot.problems:
        assert problem.code in CODES
        assert problem.place.path.startswith("content/")
        assert remove_refused_characters(problem.message) == problem.message, problem
    return snapshot


@QUICK
@given(st.sampled_from(PLACES), st.one_of(st.binary(max_size=300), WORDS.map(lambda text: text.encode("utf-16"))))
@example("company/2026-Q4.yml", b"\xff\xfe\x00\x00")
@example("people.yml", b"- [" * 90)
def test_any_bytes_in_any_file(root, place, data):
    snapshot(root, {place: data})


@QUICK
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["contributes_to", "supports", "depends_on", "confirms", "differs_from"]), REFERENCES
        ),
        max_size=4,
        unique_by=lambda pair: pair[0],
    ),
    st.booleans(),
)
def test_any_references(root, pairs, markdown):
    if markdown:
        lines = "".join(f"- {field.replace('_', ' ').capitalize()}: {text}\n" for field, text in pairs)
        data = f"## O\n\n- Id: o\n- Owner: a\n{lines}\n- [ ] KR: K {{#k}}\n"
    else:
        lines = "".join(f"    {field}: [{json.dumps(text)}]\n" for field, text in pairs)
        data = f"objectives:\n  - id: o\n    title: O\n    owner: a\n{lines}    key_results: [{{id: k, title: K, done: no}}]\n"
    name = "2026-Q4.md" if markdown else "2026-Q4.yml"
    snapshot(
        root,
        {
            f"company/{name}": data.encode("utf-8", "surrogatepass"),
            "teams/a/2026-Q4.yml": b"objectives: [{id: o, title: P, owner: b, supports: company/o, key_results: [{id: k, title: K, done: yes}]}]\n",
        },
    )


@settings(QUICK, max_examples=12)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), min_size=1, max_size=60),
        min_size=1,
        max_size=4,
    )
)
@example(["]]>", "<![CDATA[", "&amp;", "\"'"])
@example(["\\N\\L\\E\\G\\T", "%d", "<B>x</B>", '\\\\"'])
def test_any_titles_on_pages_and_pictures(root, titles):
    body = "".join(
        f"  - id: o{number}\n    title: {json.dumps(text, ensure_ascii=False)}\n    owner: a\n"
        f"    key_results: [{{id: k, title: {json.dumps(text, ensure_ascii=False)}, from: 0, to: 2, now: 1}}]\n"
        for number, text in enumerate(titles)
    )
    made = snapshot(root, {"company/2026-Q4.yml": f"objectives:\n{body}".encode()})
    pages = {page.uri: page for page in build_pages(made).pages}
    shown = html5lib.parseFragment(str(pages["map.md"].body), namespaceHTMLElements=False)
    assert not [name for each in shown.iter() for name in each.attrib if str(name).lower().startswith("on")]
    words = " ".join("".join(shown.itertext()).split())
    for objective in made.organisation.objectives.values():
        assert " ".join(objective.title.split())[:8].strip() in words
