"""Everything hostile that can be typed, really built: the gate passes it, and a browser's parser sees only our elements."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import html5lib
import pytest
from corpus import HARMLESS, NAMED, NAMES, RUN, TYPED, VECTORS, Typist, share_hostile_site, whole_search_index, write
from data_files import read_site_data
from stories import build_site

from okrsite.gate import inspect_site
from okrsite.search.files import ENTRIES, WHOLE, build_search_files
from okrsite.vocabulary import RECORDS

ADDRESSES = frozenset(
    (
        "href",
        "src",
        "action",
        "formaction",
        "data",
        "poster",
        "xlink:href",
        "{http://www.w3.org/1999/xlink}href",
    )
)


@dataclass
class Corpus:
    """A built site of one text per item."""

    root: Path
    typist: Typist

    @property
    def site(self) -> Path:
        return self.root / "site"

    @cached_property
    def data(self) -> Any:
        return read_site_data(self.site)

    @cached_property
    def shape(self) -> dict[tuple[str, str], str]:
        """Each element and each of its attributes, with a page where it stands."""
        return self._seen[0]

    @cached_property
    def addresses(self) -> set[str]:
        return self._seen[1]

    @cached_property
    def loads(self) -> set[str]:
        """What a browser fetches with a page."""
        return self._seen[2]

    @cached_property
    def _seen(self) -> tuple[dict[tuple[str, str], str], set[str], set[str]]:
        shape: dict[tuple[str, str], str] = {}
        addresses, loads = set(), set()
        for path in self.pages():
            page = path.relative_to(self.site).as_posix()
            for tag, attributes in elements(path):
                for name in ("", *attributes):
                    shape.setdefault((tag, str(name)), page)
                addresses |= {attributes[name] for name in attributes.keys() & ADDRESSES}
                if tag == "link" or "src" in attributes:
                    loads |= {attributes[name] for name in ("src", "href") if name in attributes}
        return shape, addresses, loads

    def pages(self) -> Iterator[Path]:
        """Yield a page of every kind, and the pages of the units, which show every text; of the others a few, or a fourth."""
        met: dict[str, int] = {}
        for path in sorted(self.site.rglob("*.html")):
            inside = path.relative_to(self.site)
            kind = inside.parts[0] + ("/" if len(inside.parts) > 3 else "")
            met[kind] = met.get(kind, -1) + 1
            if kind in ("objectives/", "people", "company", "teams/") and met[kind] % 23:
                continue
            if kind in ("pillars", "tags") and met[kind] % 4:
                continue
            yield path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Corpus:
    typist = write(tmp_path_factory.mktemp("typed"), past=False)
    return Corpus(share_hostile_site(tmp_path_factory), typist)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory) -> Corpus:
    root = tmp_path_factory.mktemp("harmless")
    typist = write(root, HARMLESS[::3])  # what is ours they show as well as all of them
    with whole_search_index():
        build_site(root / "mkdocs.yml", root / "site")
    return Corpus(root, typist)


def elements(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what a browser makes of a page."""
    tree = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield element.tag, element.attrib


def test_every_field_that_takes_words_is_attacked(hostile):
    typed = {
        (record.name, field.name) for record in RECORDS.values() for field in record.fields if field.type.name in TYPED
    }
    assert typed - hostile.typist.filled == NAMED
    assert len(set(VECTORS)) >= 60


def test_the_gate_passes_it(hostile):
    seen = inspect_site(hostile.site, private=["secret@example.org"])
    assert seen.findings == ()
    assert seen.pages > 3 * len(VECTORS)


def test_a_browser_sees_no_element_and_no_attribute_that_is_not_ours(hostile, harmless):
    strange = dict(hostile.shape)
    # Pages of the same names say most, and when nothing is left the others needn't be parsed.
    alike = (harmless.site / page for page in hostile.shape.values() if (harmless.site / page).is_file())
    for path in dict.fromkeys(chain(alike, harmless.pages())):
        if not strange:
            break
        for tag, attributes in elements(path):
            for name in ("", *attributes):
                strange.pop((tag, str(name)), None)
    assert strange == {}
    assert not [name for _, name in hostile.shape if name.lower().startswith("on")]


def test_every_name_of_a_file_is_published(hostile):
    for name in NAMES:
        page = html5lib.parse(
            (hostile.site / "names" / name / "index.html").read_text("utf-8"), namespaceHTMLElements=False
        )
        assert [each.get("alt") for each in page.find(".//article").iter("img")] == ["Picture"]
        assert (hostile.site / "names" / f"{name}.png").is_file()


def test_no_address_leads_to_a_script(hostile):
    assert hostile.addresses
    for address in hostile.addresses:
        plain = "".join(address.split()).lower()
        scheme = plain.partition(":")[0] if ":" in plain else ""
        assert scheme in ("", "https", "http", "mailto") or set("/#?") & set(scheme), address
        assert not plain.replace("\\", "/").startswith("//"), address


def test_nothing_is_fetched_from_elsewhere(hostile):
    assert hostile.loads
    assert not [address for address in hostile.loads if ":" in address or address.startswith(("//", "\\"))]


def test_every_title_is_shown_as_it_was_typed(hostile):
    for number in range(0, len(VECTORS), 5):
        page = hostile.site / f"objectives/y{number // 12}/2026-Q4/o{number}/index.html"
        tree = html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        heading = " ".join("".join(tree.find(".//h1").itertext()).split())
        assert " ".join(VECTORS[number].split()) in heading
        assert " ".join(VECTORS[number].split()) in " ".join("".join(tree.find(".//title").itertext()).split())


def test_the_data_say_every_title_as_it_was_typed(hostile):
    titles = {each["id"]: each["title"] for each in hostile.data["objectives"] if each["team"].startswith("y")}
    assert [titles[f"o{number}"] for number in range(len(VECTORS))] == [text.strip() for text in VECTORS]


@pytest.mark.parametrize("kept", ["whole", "in parts"])
def test_the_search_index_holds_texts_and_no_elements(hostile, kept):
    index = json.loads((hostile.site / WHOLE).read_text(encoding="utf-8"))
    entries = index["docs"]
    if kept == "in parts":
        files = dict(build_search_files(index["config"], index["docs"]))
        assert WHOLE not in files
        entries = [
            entry for name, data in files.items() if name.startswith(ENTRIES) for entry in json.loads(data)["docs"]
        ]
    titles = {html.unescape(entry["title"]) for entry in entries}
    for text in VECTORS:
        assert any(text.strip() in title for title in titles), text
    for entry in entries:
        for part in (entry["title"], entry["text"]):
            assert "<" not in part
            assert [each.tag for each in html5lib.parseFragment(part, namespaceHTMLElements=False).iter()] == [
                "DOCUMENT_FRAGMENT"
            ]


def test_the_past_is_told_as_it_was_typed_and_without_addresses(hostile):
    notes = {
        checkin["note"]
        for objective in hostile.data["objectives"]
        for result in objective["key_results"]
        for checkin in result["checkins"]
        if checkin["origin"] == "git"
    }
    assert len(notes & set(VECTORS)) > 40
    for path in hostile.site.rglob("*"):
        assert path.is_dir() or b"secret@example.org" not in path.read_bytes(), path


def test_the_vectors_do_run_where_nothing_holds_them():
    ours = (each for text in VECTORS if RUN in text for each in html5lib.parseFragment(text).iter())
    assert any(name.startswith("on") for each in ours for name in each.attrib)
