"""Inspects what isn't a page: the search index, data, feeds, pictures and style sheets."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Set
from contextlib import suppress
from functools import lru_cache
from xml.etree import ElementTree

import msgspec

from okrsite.gate.findings import Fault, shorten_for_message
from okrsite.gate.markup import read_tag
from okrsite.gate.tags import FORBIDDEN
from okrsite.gate.urls import check_link_url, check_load_url, normalise_like_browser
from okrsite.late_patterns import compile_late
from okrsite.search.files import SHARDS, TERMS, WHOLE
from okrsite.sources.formulas import find_formula_cells

Fragment = Callable[[str], tuple[list[str], list[Fault]]]
"""Takes a piece of HTML apart: its tags, and what is wrong with them."""

# What Material's search keeps of a page's markup, without attributes; its results are put into pages as HTML.
_IN_SEARCH = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
_SEARCH_WORD = compile_late(r"[^\W_]+\Z")
_SEARCH_POSTINGS = compile_late(r"\*?((?:[\w-]{6})*)\Z", re.ASCII)
_SEARCH_POSTING = compile_late(r"[\w-]{6}", re.ASCII)
_ADDRESS_KEYS = frozenset({"url", "link", "href", "edit_url", "commit_url", "homepage"})
_NESTED = (dict, list)
_DEPTH = 200
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_LOAD = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"']*))", re.IGNORECASE)
_CSS_ESCAPE = compile_late(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\r\n\f])?|([^\r\n\f]))")
_XML_FRAME = compile_late(r"<!(?!--|\[CDATA\[)|<\?(?!xml[ \t\r\n])", re.IGNORECASE)


def parse_json(text: str) -> tuple[object, list[Fault]]:
    """Return what a JSON file holds, and whether it can't be read."""
    # It reads less than `json` does, several times as fast.
    with suppress(msgspec.DecodeError, RecursionError):
        return msgspec.json.decode(text), []
    try:
        return json.loads(text, parse_constant=_refuse_constant), []
    except (ValueError, RecursionError) as error:
        return None, [Fault("GATE302", f"The file is no JSON: {shorten_for_message(str(error))}")]


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def check_data(value: object) -> Iterator[Fault]:
    """Yield each address in a JSON value that nothing may lead to."""
    objects, lists = _sort_containers([value])
    for _ in range(_DEPTH):
        for part in objects:
            # Most have no addresses.
            if not _ADDRESS_KEYS.isdisjoint(part):
                for name, address in part.items():
                    if name in _ADDRESS_KEYS:
                        yield from _check_addresses(address)
        inner = [held for part in objects for held in part.values() if held and type(held) in _NESTED]
        for items in lists:
            inner += items
        objects, lists = _sort_containers(inner)
        if not objects and not lists:
            return
    yield Fault("GATE302", "The data are nested deeper than any program expects.")


def _sort_containers(values: list[object]) -> tuple[list[dict[str, object]], list[list[object]]]:
    """Return the objects and the lists among some values of JSON."""
    return [value for value in values if type(value) is dict], [value for value in values if type(value) is list]


def _check_addresses(value: object) -> Iterator[Fault]:
    """Yield what is wrong with an address, or with those in a list; what else stands in its place is none."""
    pending = [value]
    while pending:
        address = pending.pop()
        if isinstance(address, list):
            pending += address
        elif isinstance(address, str) and (wrong := check_link_url(normalise_like_browser(address))):
            yield Fault("GATE203", f"The address '{shorten_for_message(address)}' {wrong}.")


def check_search_index(index: object, fragment: Fragment, leads: Callable[[str], bool] | None) -> Iterator[Fault]:
    """Yield what a search result must not hold.

    Args:
        index: What the search index holds.
        fragment: Takes HTML apart.
        leads: Whether an address leads to something on the site; None where links are not to be followed.
    """
    entries = index.get("docs") if isinstance(index, dict) else None
    if not isinstance(entries, list):
        yield Fault("GATE301", "The search index has no entries.")
        return
    for entry in entries:
        if not isinstance(entry, dict):
            yield Fault("GATE301", f"An entry of the search index is none: {shorten_for_message(repr(entry))}")
            continue
        location = entry.get("location", "")
        if not isinstance(location, str) or check_load_url(normalise_like_browser(location)):
            yield Fault("GATE203", f"A search result leads to '{shorten_for_message(str(location))}'.")
        elif leads and not leads(location):
            yield Fault("GATE210", f"A search result leads to '{shorten_for_message(location)}', and there is nothing.")
        for text in _list_entry_texts(entry):
            tags, faults = fragment(text)
            bad = next((tag for tag in tags if not _is_plain_tag(tag)), None)
            if faults or bad:
                yield Fault(
                    "GATE301", f"A search result holds markup: {shorten_for_message(bad or text)}", "Escape it."
                )


def list_promised_files(stub: object, manifest: object) -> Iterator[str]:
    """Yield the files that the stub of a search index says are there, as our script will ask for them.

    Args:
        stub: What the file holds that every page loads.
        manifest: What the file holds that lists the words of an index in parts.
    """
    config = stub.get("config") if isinstance(stub, dict) else None
    kept = config.get("okrsite") if isinstance(config, dict) else None
    if kept == "whole":
        yield WHOLE
    elif kept == "shards":
        yield SHARDS
        parts = manifest if isinstance(manifest, dict) else {}
        for names in (parts.get("leaves"), parts.get("nodes")):
            yield from (f"{TERMS}{name}.json" for name in (names if isinstance(names, list) else ()))


def list_entry_ids(index: object) -> Iterator[str]:
    """Yield the ids of the entries of a part of a search index."""
    entries = index.get("docs") if isinstance(index, dict) else None
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            yield entry["id"]


def check_search_terms(index: object, entry_ids: Set[str]) -> Iterator[Fault]:
    """Yield what the words of a search index must not hold: anything but words, and entries that are not there."""
    terms = index.get("terms") if isinstance(index, dict) else None
    best = index.get("best", "") if isinstance(index, dict) else None
    words = index.get("words", "") if isinstance(index, dict) else None
    if not isinstance(terms, list) or not all(isinstance(part, str) for part in (*terms, best, words)):
        yield Fault("GATE301", "A part of the search index has no words.")
        return
    if wrong := next((word for word in (*terms[::2], *str(words).split()) if not _SEARCH_WORD.match(word)), None):
        yield Fault("GATE301", f"The search index holds what is no word: {shorten_for_message(wrong)}")
    for postings in (*terms[1::2], best):
        found = _SEARCH_POSTINGS.match(postings)
        if not found or not entry_ids >= {posting[1:] for posting in _SEARCH_POSTING.findall(found.group(1))}:
            yield Fault("GATE301", f"The search index finds nothing there: {shorten_for_message(postings)}")
            return


def _list_entry_texts(entry: dict[str, object]) -> Iterator[str]:
    for key in sorted(entry):
        texts = entry[key]
        if isinstance(texts, str):
            yield texts
        elif isinstance(texts, list):
            yield from (text for text in texts if isinstance(text, str))


def _is_plain_tag(tag: str) -> bool:
    name, pairs = read_tag(tag)
    if tag.startswith("</"):
        return tag[2:-1].strip().lower() in _IN_SEARCH
    return name in _IN_SEARCH and not pairs


def parse_xml(text: str) -> tuple[ElementTree.Element | None, list[Fault]]:
    """Return what an XML file holds; one with a document type or instructions is not read."""
    if _XML_FRAME.search(text):
        return None, [Fault("GATE302", "The XML has a document type or an instruction, and nothing here needs one.")]
    try:
        return ElementTree.fromstring(text), []
    except ElementTree.ParseError as error:
        return None, [Fault("GATE302", f"The file is no XML: {error}")]


def check_feed(root: ElementTree.Element, fragment: Fragment) -> Iterator[Fault]:
    """Yield what a sitemap or a news feed must not hold."""
    for element in root.iter():
        name = _strip_namespace(element.tag)
        addresses = [element.get(key) for key in ("href", "src", "uri") if element.get(key)]
        if name in ("loc", "link", "uri", "id", "icon", "logo") and element.text and ":" in element.text:
            addresses.append(element.text)
        for address in addresses:
            url = normalise_like_browser(address or "")
            if not (name == "id" and url.startswith(("urn:", "tag:"))) and (wrong := check_link_url(url)):
                yield Fault("GATE203", f"The address '{shorten_for_message(url)}' {wrong}.")
        if name == "script" or (element.get("type") == "xhtml" and name != "link"):
            yield Fault("GATE302", f"The feed holds markup in <{name}>.")
        elif element.get("type") == "html" or name in ("description", "encoded"):
            yield from fragment(element.text or "")[1]


def check_svg(root: ElementTree.Element) -> Iterator[Fault]:
    """Yield what runs or loads in a picture."""
    for element in root.iter():
        name = _strip_namespace(element.tag)
        if name == "script" or name in FORBIDDEN:
            yield Fault("GATE304", f"The picture has an element <{name}>.")
        elif name == "style":
            for fault in check_css(element.text or ""):
                yield Fault("GATE304", fault.message)
        for key, value in element.attrib.items():
            attribute = _strip_namespace(key)
            if attribute.startswith("on"):
                yield Fault("GATE304", f"The picture has an event handler {attribute}.")
                continue
            if attribute in ("href", "src"):
                url = normalise_like_browser(value)
                if check_link_url(url) if name == "a" else check_load_url(url):
                    yield Fault("GATE304", f"The picture has the address '{shorten_for_message(url)}'.")
                    continue
            # What loads something in CSS has one of these; most parentheses are those of transformations.
            may_load = "@" in value or "\\" in value or ("(" in value and "url" in value.lower())
            if may_load and any(check_css(value)):
                yield Fault("GATE304", f"The attribute {attribute} loads something.")


def check_css(text: str) -> Iterator[Fault]:
    """Yield what a style sheet loads from elsewhere."""
    bare = _CSS_COMMENT.sub(" ", text)
    if "\\" in bare:
        # A browser reads `\75rl(` as `url(`.
        bare = f"{bare}\n{_CSS_ESCAPE.sub(_read_css_escape, bare)}"
    if "@import" in bare.lower():
        yield Fault("GATE207", "The style sheet imports another one.", "Load it from the page, from this site.")
    for quoted, other, unquoted in _CSS_LOAD.findall(bare):
        url = (quoted or other or unquoted).strip()
        if not url.lower().startswith(("data:image/", "data:font/")) and check_load_url(normalise_like_browser(url)):
            yield Fault("GATE207", f"The style sheet loads '{shorten_for_message(url)}'.")


def _read_css_escape(match: re.Match[str]) -> str:
    """Return the letter that an escape of CSS stands for."""
    number, letter = match.groups()
    return letter or chr(min(int(number, 16), sys.maxunicode))


def check_csv(text: str) -> Iterator[Fault]:
    """Yield cells that a spreadsheet would run."""
    for _, cell in find_formula_cells(text):
        yield Fault("GATE303", f"The cell '{shorten_for_message(cell)}' is a formula.", "Put a ' before it.")


@lru_cache(maxsize=256)
def _strip_namespace(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()
