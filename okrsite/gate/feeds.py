"""Inspects what isn't a page: the search index, data, feeds, pictures and style sheets."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

from okrsite.gate.findings import Fault, shown
from okrsite.gate.markup import read_tag
from okrsite.gate.tags import FORBIDDEN
from okrsite.gate.urls import browser_reading, link_fault, load_fault
from okrsite.sources.formulas import formula_cells

Fragment = Callable[[str], tuple[list[str], list[Fault]]]
"""Takes a piece of HTML apart: its tags, and what is wrong with them."""

SEARCH_INDEX = "search/search_index.json"
# What Material's search keeps of a page's markup, without attributes; its results are put into pages as HTML.
_IN_SEARCH = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
_ADDRESS_KEYS = frozenset({"url", "link", "href", "edit_url", "homepage"})
_DEPTH = 200
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_LOAD = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"']*))", re.IGNORECASE)
_XML_FRAME = re.compile(r"<!(?!--|\[CDATA\[)|<\?(?!xml[ \t\r\n])", re.IGNORECASE)


def json_value(text: str) -> tuple[Any, list[Fault]]:
    """Return what a JSON file holds, and whether it can't be read."""
    try:
        return json.loads(text, parse_constant=_no_constant), []
    except (ValueError, RecursionError) as error:
        return None, [Fault("GATE302", f"The file is no JSON: {shown(str(error))}")]


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def data_faults(value: Any) -> Iterator[Fault]:
    """Yield each address in a JSON value that nothing may lead to."""
    pending = [("", value, 0)]
    while pending:
        key, found, depth = pending.pop()
        if depth > _DEPTH:
            yield Fault("GATE302", "The data are nested deeper than any program expects.")
        elif isinstance(found, dict):
            pending += [(name, each, depth + 1) for name, each in found.items()]
        elif isinstance(found, list):
            pending += [(key, each, depth + 1) for each in found]
        elif isinstance(found, str) and key in _ADDRESS_KEYS and (wrong := link_fault(browser_reading(found))):
            yield Fault("GATE203", f"The address '{shown(found)}' {wrong}.")


def search_faults(index: Any, fragment: Fragment, leads: Callable[[str], bool] | None) -> Iterator[Fault]:
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
            yield Fault("GATE301", f"An entry of the search index is none: {shown(repr(entry))}")
            continue
        location = entry.get("location", "")
        if not isinstance(location, str) or load_fault(browser_reading(location)):
            yield Fault("GATE203", f"A search result leads to '{shown(str(location))}'.")
        elif leads and not leads(location):
            yield Fault("GATE210", f"A search result leads to '{shown(location)}', and there is nothing.")
        for text in _strings(entry):
            tags, faults = fragment(text)
            bad = next((tag for tag in tags if not _plain(tag)), None)
            if faults or bad:
                yield Fault("GATE301", f"A search result holds markup: {shown(bad or text)}", "Escape it.")


def _strings(entry: dict[str, Any]) -> Iterator[str]:
    for key in sorted(entry):
        found = entry[key]
        if isinstance(found, str):
            yield found
        elif isinstance(found, list):
            yield from (each for each in found if isinstance(each, str))


def _plain(tag: str) -> bool:
    name, pairs = read_tag(tag)
    if tag.startswith("</"):
        return tag[2:-1].strip().lower() in _IN_SEARCH
    return name in _IN_SEARCH and not pairs


def xml_root(text: str) -> tuple[ElementTree.Element | None, list[Fault]]:
    """Return what an XML file holds; one with a document type or instructions is not read."""
    if _XML_FRAME.search(text):
        return None, [Fault("GATE302", "The XML has a document type or an instruction, and nothing here needs one.")]
    try:
        return ElementTree.fromstring(text), []
    except ElementTree.ParseError as error:
        return None, [Fault("GATE302", f"The file is no XML: {error}")]


def feed_faults(root: ElementTree.Element, fragment: Fragment) -> Iterator[Fault]:
    """Yield what a sitemap or a news feed must not hold."""
    for element in root.iter():
        name = _local(element.tag)
        addresses = [element.get(key) for key in ("href", "src", "uri") if element.get(key)]
        if name in ("loc", "link", "uri", "id", "icon", "logo") and element.text and ":" in element.text:
            addresses.append(element.text)
        for address in addresses:
            url = browser_reading(address or "")
            if not (name == "id" and url.startswith(("urn:", "tag:"))) and (wrong := link_fault(url)):
                yield Fault("GATE203", f"The address '{shown(url)}' {wrong}.")
        if name == "script" or (element.get("type") == "xhtml" and name != "link"):
            yield Fault("GATE302", f"The feed holds markup in <{name}>.")
        elif element.get("type") == "html" or name in ("description", "encoded"):
            yield from fragment(element.text or "")[1]


def svg_faults(root: ElementTree.Element) -> Iterator[Fault]:
    """Yield what runs or loads in a picture."""
    for element in root.iter():
        name = _local(element.tag)
        if name == "script" or name in FORBIDDEN:
            yield Fault("GATE304", f"The picture has an element <{name}>.")
        elif name == "style":
            for fault in css_faults(element.text or ""):
                yield Fault("GATE304", fault.message)
        for key, value in element.attrib.items():
            attribute, url = _local(key), browser_reading(value)
            if attribute.startswith("on"):
                yield Fault("GATE304", f"The picture has an event handler {attribute}.")
            elif attribute in ("href", "src") and (link_fault(url) if name == "a" else load_fault(url)):
                yield Fault("GATE304", f"The picture has the address '{shown(url)}'.")
            elif any(css_faults(value)):
                yield Fault("GATE304", f"The attribute {attribute} loads something.")


def css_faults(text: str) -> Iterator[Fault]:
    """Yield what a style sheet loads from elsewhere."""
    bare = _CSS_COMMENT.sub(" ", text)
    if "@import" in bare.lower():
        yield Fault("GATE207", "The style sheet imports another one.", "Load it from the page, from this site.")
    for quoted, other, unquoted in _CSS_LOAD.findall(bare):
        url = (quoted or other or unquoted).strip()
        if not url.lower().startswith(("data:image/", "data:font/")) and load_fault(browser_reading(url)):
            yield Fault("GATE207", f"The style sheet loads '{shown(url)}'.")


def csv_faults(text: str) -> Iterator[Fault]:
    """Yield cells that a spreadsheet would run."""
    for _, cell in formula_cells(text):
        yield Fault("GATE303", f"The cell '{shown(cell)}' is a formula.", "Put a ' before it.")


def _local(tag: Any) -> str:
    return str(tag).rpartition("}")[2].lower()
