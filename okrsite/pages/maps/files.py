"""Maps to take away: of the whole organisation in each cycle and of each unit's current cycle, as SVG, DOT and JSON."""

from __future__ import annotations

from collections.abc import Callable

from okrsite.maps import Diagram, DiagramNode, Layout, LayoutFailure, build_dot_file, build_json_file, build_svg_file
from okrsite.pages.addresses import make_relative_url
from okrsite.pages.page import SideFile, make_whole_url

KINDS = ("svg", "dot", "json")


def make_file_uri(page_uri: str, kind: str) -> str:
    """Return where the file of a page's map lies: `map.svg`, `map/2026-Q4.svg`, `teams/marketing/map.svg`."""
    folder, _, name = page_uri.rpartition("/")
    return f"{folder}/{name.removesuffix('.md') if folder == 'map' else 'map'}.{kind}".removeprefix("/")


def make_map_links(page_uri: str, kinds: tuple[str, ...] = KINDS) -> tuple[tuple[str, str], ...]:
    """Return name and address of each file of a page's map, as the page links to them."""
    return tuple((kind.upper(), make_relative_url(page_uri, make_file_uri(page_uri, kind))) for kind in kinds)


def build_map_files(
    page_uri: str, diagram: Diagram, layout: Layout | LayoutFailure, site_url: str = ""
) -> tuple[SideFile, ...]:
    """Return the files of a page's map; one that can't be drawn is none as SVG."""
    href_for = _make_href_function(page_uri, site_url)
    texts = {
        "dot": build_dot_file(diagram, href_for=href_for),
        "json": build_json_file(diagram, href_for=href_for),
    }
    if isinstance(layout, Layout):
        texts["svg"] = build_svg_file(layout, href_for=href_for)
    return tuple(SideFile(make_file_uri(page_uri, kind), texts[kind]) for kind in KINDS if kind in texts)


def _make_href_function(page_uri: str, site_url: str) -> Callable[[DiagramNode], str]:
    """Whole addresses where the site has one: the file may end up anywhere."""
    if site_url:
        return lambda node: node.href if node.outside else make_whole_url(site_url, node.href)
    folder = f"{page_uri.rpartition('/')[0]}/index.md".removeprefix("/")
    return lambda node: node.href if node.outside else make_relative_url(folder, node.href)
