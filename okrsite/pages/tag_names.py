"""Which tags are the same, and what is tagged with each.

A tag is a word or two that somebody types; `Customer success`, `customer-success` and `customer success` are one.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from okrsite.languages.sorting import make_sort_key
from okrsite.late_patterns import compile_late
from okrsite.model.cycles import sort_newest_first
from okrsite.model.folded_words import fold_words
from okrsite.model.organisation import Organisation
from okrsite.model.refs import ObjectiveRef
from okrsite.pages.addresses import TAGS, find_document_uri, make_tag_uri
from okrsite.pages.markdown.code import replace_outside_code
from okrsite.pages.page import make_url
from okrsite.pages.views import NameView
from okrsite.prose import Prose
from okrsite.settings import Site
from okrsite.snapshot import Snapshot

_LIST = compile_late(r"<!--[ \t]*material/tags\b[^>]*-->")
"""Where Material prints a list of tags, whatever it is told about that."""


class TagUse(msgspec.Struct, frozen=True):
    """What is tagged with a tag."""

    name: str
    """As the first of them types it."""
    entries: dict[str, tuple[ObjectiveRef | None, ...]]
    """By unit, in tree order: its objectives, the newest cycles first; before them None for the unit itself."""
    pages: tuple[tuple[str, str], ...] = ()
    """Ordinary pages, by URI, with their titles."""

    @property
    def number(self) -> int:
        """How many objectives and units there are of it."""
        return sum(map(len, self.entries.values()))


class TagRow(msgspec.Struct, frozen=True):
    """A tag in a list of them."""

    tag: NameView
    running: int
    """How many objectives of running cycles have it."""
    objectives: int
    units: int
    pages: int
    """Ordinary pages."""


def collect_site_tags(snapshot: Snapshot) -> dict[str, TagUse]:
    """Return what is tagged on a site: ordinary pages where Material's plugin for their tags is there."""
    return collect_tags(snapshot.organisation, snapshot.site)


def has_page_tags(site: Site) -> bool:
    """Whether okrsite does for ordinary pages what Material's plugin for tags would do."""
    return "tags" in site.plugins and not site.host_renders_pages


def has_own_tag_list(snapshot: Snapshot) -> bool:
    """Whether the list of all tags stands on an ordinary page, which asks for it as Material has it."""
    return "tags" in snapshot.site.plugins and any(
        find_document_uri(document, snapshot.site) == TAGS and bool(_LIST.search(document.body.markdown))
        for document in snapshot.organisation.documents
    )


def name_tags(tags: Iterable[str]) -> tuple[NameView, ...]:
    """Return tags as they are typed, each with its page."""
    return tuple(NameView(tag, make_url(make_tag_uri(fold_words(tag)))) for tag in tags)


def ask_for_tags(prose: Prose, site: Site) -> Prose:
    """Return the text of a page that asks for the list of tags in okrsite's way, and not in Material's."""
    if "tags" not in site.plugins:
        return prose
    return Prose(replace_outside_code(prose.markdown, lambda text: _LIST.sub("<!-- okr: tags -->", text)), prose.place)


def collect_tags(organisation: Organisation, site: Site) -> dict[str, TagUse]:
    """Return what is tagged, by the folded tag, in the order of the alphabet; pages where the site does so."""
    pages: dict[str, list[tuple[str, str]]] = {}
    names: dict[str, str] = {}
    entries: dict[str, dict[str, list[ObjectiveRef | None]]] = {}

    def note_tags(tags: Iterable[str], unit: str, entry: ObjectiveRef | None) -> None:
        for tag in dict.fromkeys(map(fold_words, typed := tuple(tags))):
            names.setdefault(tag, next(name for name in typed if fold_words(name) == tag))
            entries.setdefault(tag, {}).setdefault(unit, []).append(entry)

    order = [cycle.id for cycle in sort_newest_first(organisation.cycles.values())]
    for unit in organisation.units.values():
        note_tags(unit.tags, unit.id, None)
        own = organisation.by_unit.get(unit.id, {})
        for cycle in (cycle for cycle in order if cycle in own):
            for objective in own[cycle]:
                note_tags(objective.tags, unit.id, objective.ref)
    for document in organisation.documents if has_page_tags(site) else ():
        for tag in document.tags:
            names.setdefault(folded := fold_words(tag), tag)
            pages.setdefault(folded, []).append((find_document_uri(document, site), document.title))
    return {
        tag: TagUse(
            names[tag],
            {unit: tuple(those) for unit, those in entries.get(tag, {}).items()},
            tuple(dict.fromkeys(pages.get(tag, ()))),
        )
        for tag in sorted(names, key=lambda tag: (*make_sort_key(names[tag]), tag))
    }
