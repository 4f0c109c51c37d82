"""What is fuzzed: each target takes any bytes and raises if a promise is broken.

A target is a function of bytes, so that a fuzzer, a test over kept inputs and a person with a file can all run it. Time
and memory are bounded by whoever runs it (`fuzzing.py`).
"""

from __future__ import annotations

import json
import math
import os
import re
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import html5lib
import msgspec

from okrsite.amounts import Quantity, Range
from okrsite.analysis import add_draft_problems, analyse_organisation, read_content
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.feeds.export import format_export
from okrsite.feeds.export_records import Export
from okrsite.feeds.terminal_text import escape_control_characters
from okrsite.gate.feeds import check_css, check_csv, check_data, check_feed, check_svg, parse_json, parse_xml
from okrsite.gate.page import PageInspector
from okrsite.gate.theme import ThemeInlineCode
from okrsite.history.as_of import AsOfCommit
from okrsite.history.git import GitError, Repository
from okrsite.history.log import LoggedCommit, _parse_commits, _split_tokens, list_branch_steps
from okrsite.importing.contract import write_contract
from okrsite.importing.export_files import find_export
from okrsite.importing.export_found import describe_export
from okrsite.importing.files import ImportedFile
from okrsite.importing.reading import read_files
from okrsite.importing.report import write_report
from okrsite.maps import (
    Diagram,
    DiagramNode,
    Edge,
    Lane,
    build_dot_file,
    build_json_file,
    build_svg_file,
    draw_layout,
    layout_diagram,
)
from okrsite.pages.prose.renderer import ProseRenderer
from okrsite.pages.prose.sanitiser import TAGS
from okrsite.problems import CODES, Place, Problem
from okrsite.request import BuildRequest, Source
from okrsite.settings import read_site
from okrsite.snapshot import Snapshot
from okrsite.sources.attachments import KINDS, find_kind, inspect_attachment
from okrsite.sources.file_names import explain_refused_name
from okrsite.sources.markdown.documents import read_markdown
from okrsite.sources.numbers import (
    parse_boolean,
    parse_confidence,
    parse_date,
    parse_fraction,
    parse_weight,
    render_quantity,
)
from okrsite.sources.quantities import Misread, parse_quantity
from okrsite.sources.ranges import parse_range
from okrsite.sources.records import ListNode, MapNode, Scalar
from okrsite.sources.records import Node as Read
from okrsite.sources.text import decode_file, find_refused_characters, remove_refused_characters
from okrsite.sources.yaml import MAX_DEPTH, read_yaml

LINE_END = re.compile(r"\r\n|\r|\n")
RECORDS_OF_FILES = ("cycle_file", "team", "memo")
SPELLINGS = ("2026-Q4.yml", "2026-Q4.md")
CONFIG = "site_name: T\ndocs_dir: content\ntheme: {name: material}\nplugins: [search, {okrsite: {today: 2026-11-20}}]\n"
RUNS = {
    "script",
    "iframe",
    "object",
    "embed",
    "base",
    "style",
    "animate",
    "set",
    "foreignobject",
    "frame",
    "link",
    "meta",
}
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "{http://www.w3.org/1999/xlink}href"}
FRAME = (
    '<!doctype html><html><head><meta charset="utf-8"><title>A</title></head><body><article>{}</article></body></html>'
)


def fuzz_yaml(data: bytes) -> None:
    """Any bytes are fields or problems, with places inside the file."""
    text, problems = decode_file("a.yml", data)
    if text is None:
        check(problems, data.decode("latin-1"))
        assert problems
        return
    refused = find_refused_characters("a.yml", text)
    kept = remove_refused_characters(text) if refused else text
    node, found_problems = read_yaml("a.yml", kept)
    check([*found_problems, *refused], text)
    assert node is not None or found_problems
    assert node is None or deepest(node) <= MAX_DEPTH


def fuzz_markdown(data: bytes) -> None:
    """Any text is records or problems, with places inside the file; the first byte says what file it is."""
    text, problems = decode_file("a.md", data[1:])
    if text is None:
        check(problems, data.decode("latin-1"))
        return
    kept = remove_refused_characters(text)
    node, found_problems = read_markdown(
        "a.md", kept, RECORDS_OF_FILES[(data[0] if data else 0) % len(RECORDS_OF_FILES)]
    )
    check(found_problems, kept)
    for place in places(node) if node else ():
        inside(place, kept)


def fuzz_numbers(data: bytes) -> None:
    """Any text is a number, a range, a date … or a sentence that says why not."""
    text = remove_refused_characters(data.decode("utf-8", "replace"))
    for comma in (False, True):
        for parse in (parse_quantity, parse_range, parse_confidence, parse_fraction, parse_weight):
            value = parse(text, decimal_comma=comma)
            if isinstance(value, Misread):
                said(value)
            elif isinstance(value, Quantity):
                assert math.isfinite(value.value)
                assert render_quantity(value.value, value.unit)
            elif isinstance(value, Range):
                assert value.low is None or value.high is None or value.low <= value.high
            else:
                assert math.isfinite(value) and value >= 0
    for value in (parse_date(text), parse_boolean(text)):
        assert isinstance(value, date | bool) or said(value)


def fuzz_references(data: bytes) -> None:
    """Whatever five fields call an objective: a graph and problems."""
    lines = [remove_refused_characters(line) for line in LINE_END.split(data[1:4096].decode("utf-8", "replace"))][:5]
    fields = list(zip(("contributes_to", "supports", "depends_on", "confirms", "differs_from"), lines, strict=False))
    name = SPELLINGS[data[0] % 2 if data else 0]
    if name.endswith("md"):
        body = "".join(f"- {field.replace('_', ' ').capitalize()}: {text}\n" for field, text in fields)
        made = f"## O\n\n- Id: o\n- Owner: a\n{body}\n- [ ] KR: K {{#k}}\n"
    else:
        body = "".join(f"    {field}: [{json.dumps(text)}]\n" for field, text in fields)
        made = f"objectives:\n  - id: o\n    title: O\n    owner: a\n{body}    key_results: [{{id: k, title: K, done: no}}]\n"
    other = (
        "objectives: [{id: o, title: P, owner: b, supports: company/o, key_results: [{id: k, title: K, done: yes}]}]\n"
    )
    snapshot({f"company/{name}": made.encode(), "teams/a/2026-Q4.yml": other.encode()})


def fuzz_content(data: bytes) -> None:
    """Any file in any place: problems with known codes, and data that are what their schema says. The first byte says which place."""
    found = ("company/2026-Q4.yml", "company/2026-Q4.md", "company/team.yml", "teams/a/team.md", "people.yml", "kpis.yml",
             "company/memo-2026.md", "index.md", "page.md")  # fmt: skip
    text = format_export(snapshot({found[data[0] % len(found) if data else 0]: data[1:]}))
    msgspec.convert(json.loads(text), Export)


def fuzz_maps(data: bytes) -> None:
    """Each line is a card with that text everywhere; its first letter says to which earlier one it leads."""
    lines = LINE_END.split(data.decode("utf-8", "surrogateescape"))[:12]
    nodes = tuple(
        DiagramNode(
            id=f"{number}{line}", title=line, unit=line, owner=line, level=min(number, len(line) % 4), status_key="on",
            status_word=line, progress=None if len(line) % 3 else len(line) / 7, expected=None, href=f"o/{number}/",
            aligned=not line.startswith("!"), hidden_children=len(line) % 5, unit_id=line, owner_id=line, tags=(line,),
            purpose=line[:9], reason=line,
        )
        for number, line in enumerate(lines)
    )  # fmt: skip
    edges = tuple(
        Edge(nodes[number].id, nodes[ord(line[0]) % len(nodes)].id, ("direct", "indirect", "depends")[len(line) % 3])
        for number, line in enumerate(lines)
        if line
    )
    text = lines[0]
    diagram = Diagram(f"m{text}", text, tuple(Lane(level, text) for level in range(4)), nodes, edges, text, (text,))
    placed = layout_diagram(diagram)
    for picture in (str(draw_layout(placed)), build_svg_file(placed)):
        for element in ET.fromstring(picture).iter():
            bare = str(element.tag).rpartition("}")[2]
            assert bare in {
                "div",
                "svg",
                "defs",
                "marker",
                "path",
                "g",
                "a",
                "rect",
                "circle",
                "text",
                "tspan",
                "title",
                "use",
            }
            # It draws a mark that the page itself has, and nothing from elsewhere.
            assert bare != "use" or (element.attrib.keys() == {"href"} and element.attrib["href"].startswith("#okr."))
            assert not [key for key in element.attrib if key.startswith("on") or key == "style"]
    json.loads(build_json_file(diagram, href_for=lambda node: node.href))
    assert build_dot_file(diagram, href_for=lambda node: node.href).endswith("}\n")


def fuzz_gitlog(data: bytes) -> None:
    """Whatever git says: commits, or a `GitError`. No mail address stays."""
    try:
        logged_commits = list(_parse_commits(_split_tokens(BytesIO(data)), ZoneInfo("Europe/Berlin")))
    except GitError:
        return
    assert all(isinstance(logged_commit, LoggedCommit) for logged_commit in logged_commits)
    for logged_commit in logged_commits:
        for text in (logged_commit.commit.author, logged_commit.commit.subject):
            assert remove_refused_characters(text) == text and "\n" not in text
            assert not re.search(r"[\w.]@[\w-]+\.[a-z]{2,}\b", text)
    list_branch_steps(logged_commits, logged_commits[0].commit.id if logged_commits else "")


def fuzz_gate(data: bytes) -> None:
    """A page that the gate passes runs nothing, as html5lib reads it; feeds are read or refused."""
    text = data.decode("utf-8", "replace")
    inspector = PageInspector(ThemeInlineCode([]))
    _, findings = inspector.inspect_page("a.html", FRAME.format(text))
    if not findings:
        for element in html5lib.parse(FRAME.format(text), namespaceHTMLElements=False).find(".//body").iter():
            if isinstance(element.tag, str):
                harmless(element)
    list(check_css(text))
    list(check_csv(text))
    list(check_data(parse_json(text)[0]))
    root, _ = parse_xml(text)
    if root is not None:
        list(check_svg(root))
        list(check_feed(root, inspector.inspect_fragment))


def fuzz_attachments(data: bytes) -> None:
    """Any bytes under any name: published or refused, and what is published doesn't begin like a page."""
    kind = sorted(KINDS)[data[0] % len(KINDS) if data else 0]
    file = root() / "attachment"
    file.write_bytes(data[1:])
    attachment_refusal = inspect_attachment(file, kind)
    if attachment_refusal is not None:
        assert (
            attachment_refusal.code in CODES
            and attachment_refusal.message
            and remove_refused_characters(attachment_refusal.message) == attachment_refusal.message
        )
    elif kind != "txt" and kind != "csv":
        assert not data[1:].lstrip().lower().startswith((b"<", b"\xef\xbb\xbf<"))


def fuzz_names(data: bytes) -> None:
    """Any name of a file: refused in a sentence, or fit for a disk, an address and a message."""
    name = os.fsdecode(data.replace(b"/", b"").replace(b"\0", b"")[:255])
    if not name or not name.strip("."):
        return
    if said := explain_refused_name(f"handbook/{name}"):
        assert remove_refused_characters(said) == said and said.endswith(".")
        return
    assert len(name.encode("utf-8")) <= 200 and remove_refused_characters(name) == name and "\n" not in name
    assert not set('<>:"|?*\\') & set(name)
    find_kind(name)


def fuzz_prose(data: bytes) -> None:
    """Prose becomes elements of the list, and no address that runs or loads from elsewhere."""
    text = remove_refused_characters(data.decode("utf-8", "replace"))
    made = prose()
    article = made.render_document(text, source="company/2026-Q4.md", page_uri="company/index.md")
    block = made.render_block(text, source="company/2026-Q4.md", page_uri="company/index.md")
    inline = made.render_inline(text, source="company/2026-Q4.md", page_uri="company/index.md")
    for part in (article.body, block, inline):
        for element in html5lib.parseFragment(str(part), namespaceHTMLElements=False).iter():
            if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT":
                assert element.tag in TAGS | {"h1"}, element.tag
                harmless(element)
    made.extract_plain_text(text)
    made.problems.clear()
    made._unbound.clear()
    made._bound._made.clear()
    made._plain.clear()


def fuzz_importing(data: bytes) -> None:
    """Any bytes as a document, a sheet or a tree: goals with a place and a fate for each line, or a sentence that says why not."""
    ending = (".md", ".csv", ".xlsx", ".json", ".yml", ".tsv", ".ods", ".txt")[data[0] % 8 if data else 0]
    path = root() / f"objectives{ending}"
    path.write_bytes(data[1:])
    files = [ImportedFile(path, path.name)]
    try:
        export = find_export(files)
        found = describe_export(path.name, export) if export is not None else read_files(files)
    except EditRefusedError as error:
        for sentence in (str(error), error.hint):
            assert sentence.endswith("."), sentence
            assert remove_refused_characters(sentence) == sentence, sentence
        return
    assert all(one.line >= 1 and one.title.strip() for one in found.objectives)
    assert all(one.parent is None or one.parent < place for place, one in enumerate(found.objectives))
    assert all(fate.line >= 1 and fate.reason for _, fate in found.fates)
    json.loads(write_contract(found))
    said = write_report(found)
    assert all(escape_control_characters(line) == line for line in said.split("\n"))


TARGETS: dict[str, Callable[[bytes], None]] = {
    name.removeprefix("fuzz_"): value for name, value in sorted(globals().items()) if name.startswith("fuzz_")
}


def check(problems: list[Problem], text: str) -> None:
    """Problems have known codes, a sentence that can be shown, and places inside the file."""
    for problem in problems:
        assert problem.code in CODES
        assert remove_refused_characters(problem.message) == problem.message, problem
        inside(problem.place, text)


def inside(place: Place, text: str) -> None:
    """A place is inside the file, and its end is not before its beginning."""
    assert 1 <= place.line <= place.end_line <= lines_of(text) + 1, place
    assert (place.line, place.column) <= (place.end_line, place.end_column), place
    assert place.column >= 1


@lru_cache(maxsize=4)
def lines_of(text: str) -> int:
    """How many lines a text has."""
    return len(LINE_END.split(text))


def places(node: Read) -> Iterator[Place]:
    """Every place of a tree."""
    yield node.place
    if isinstance(node, ListNode):
        for item in node.items:
            yield from places(item)
    elif isinstance(node, MapNode):
        for entry in node:
            yield entry.key.place
            yield from places(entry.value)


def deepest(node: Read) -> int:
    """How many levels a tree has."""
    if isinstance(node, Scalar):
        return 0
    below = node.items if isinstance(node, ListNode) else [entry.value for entry in node]
    return 1 + max(map(deepest, below), default=0)


def said(value: object) -> bool:
    """A misreading has a code and a sentence that can be shown."""
    assert isinstance(value, Misread) and value.code in CODES and value.message
    assert remove_refused_characters(value.message) == value.message
    return True


def harmless(element: ET.Element) -> None:
    """An element neither runs nor loads anything from elsewhere."""
    assert element.tag.lower() not in RUNS, element.tag
    for name, value in element.attrib.items():
        key = str(name).lower()
        assert not key.startswith("on") and key not in ("style", "srcdoc"), key
        if key in ADDRESSES:
            plain = re.sub(r"[\x00-\x20]", "", value).lower()
            assert not plain.startswith(("javascript:", "vbscript:", "data:")), value


@cache
def root() -> Path:
    """The folder of a project, made once; the system's own rules say when it goes."""
    folder = tempfile.TemporaryDirectory(prefix="okrsite-fuzz-")
    _KEPT.append(folder)
    (Path(folder.name) / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return Path(folder.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


def snapshot(files: dict[str, bytes]) -> Snapshot:
    """Read the files and nothing that was there before; what is wrong has a known code and a place."""
    content = root() / "content"
    for path in content.rglob("*"):
        if path.is_file():
            path.unlink()
    for path, data in {"company/team.yml": b"name: Company\n", **files}.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_bytes(data)
    # As if travelling, and without a past: no process is started for an input.
    nowhere = AsOfCommit(Repository("", root(), "0" * 40))
    site = read_site(root() / "mkdocs.yml")
    source = Source(BuildRequest(site.config), site, as_of_commit=nowhere)
    snapshot = add_draft_problems(source, analyse_organisation(read_content(source, with_past=False)))
    for problem in snapshot.problems:
        assert problem.code in CODES
        assert problem.place.path.startswith("content/")
        assert remove_refused_characters(problem.message) == problem.message, problem
    return snapshot


@cache
def prose() -> ProseRenderer:
    """Prose of a small company."""
    return ProseRenderer(
        snapshot({"company/2026-Q4.yml": b"objectives: [{id: o, title: O, owner: a}]\n", "x/p.md": b"# P\n"})
    )
