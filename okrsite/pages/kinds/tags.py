"""A page for each tag, with the objectives, units and ordinary pages that have it, and the list of all tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import ClassVar

import msgspec

from okrsite.languages.words import mark_text, translate
from okrsite.model.objectives import Objective
from okrsite.model.refs import ObjectiveRef
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.dividing import (
    MOST_ROWS,
    WHOLE,
    PagePart,
    Parts,
    divide_list_by_units,
    group_by_letters,
    list_lower_entries,
)
from okrsite.pages.formatting import format_plural
from okrsite.pages.page import NavigationEntry, Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.part_pages import PartPages
from okrsite.pages.parts.carried_work import group_by_cycle
from okrsite.pages.parts.tag_rows import declare_tag_rows
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.row_views import CycleObjectives
from okrsite.pages.tag_names import TagRow, TagUse, collect_site_tags, has_own_tag_list
from okrsite.pages.views import NameView, PartCount

MOST_TAGS = 500
"""Tags on a page: each is a line of some 150 bytes."""
_TITLE = mark_text("Tags")
_LEAD = mark_text("What objectives and units are tagged with.")


class TagsView(PageView, frozen=True):
    """All tags, or those that begin alike."""

    template: ClassVar[str] = "tags.html"
    rows: tuple[TagRow, ...]
    letters: tuple[PartCount, ...]
    """In place of rows: the pages by letter, and how many tags each has."""


class TagView(PageView, frozen=True):
    """What has a tag, or what of it one part of the company has."""

    template: ClassVar[str] = "tag.html"
    units: tuple[NameView, ...]
    groups: tuple[CycleObjectives, ...]
    """Objectives by cycle, the newest first."""
    parts: tuple[PartCount, ...]
    """The others, by the page that lists them."""
    documents: tuple[NameView, ...]
    """Ordinary pages."""


class _TagSite(msgspec.Struct, frozen=True):
    """What the pages of tags are made of."""

    context: ViewContext
    renderer: TemplateRenderer
    get_uses: Callable[[], Mapping[str, TagUse]]
    get_parts: Callable[[], Mapping[str, Parts]]


def build_tag_pages(context: ViewContext, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield the list of tags, if no ordinary page is it, and the pages of all tags; none where nothing is tagged."""
    uses = collect_site_tags(context.snapshot)
    if not uses:
        return
    parts = {tag: _divide_use(context, use) for tag, use in uses.items()}
    tags = _TagSite(
        context,
        renderer,
        context.tracker.declare_mapping("tags", lambda: uses),
        context.tracker.declare_mapping("parts of tags", lambda: parts),
    )
    yield from _build_lists(tags, uses)
    for tag, divided in parts.items():
        for part in divided:
            build = partial(_build_tag_page, tags, tag, part)
            yield PlannedPage(addresses.make_tag_uri(tag, part), build, f"tag {tag} {part}")


def _divide_use(context: ViewContext, use: TagUse) -> Parts:
    if use.number <= MOST_ROWS:
        return {WHOLE: PagePart(WHOLE, use.name, tuple(use.entries))}
    return divide_list_by_units(context.organisation, {unit: len(those) for unit, those in use.entries.items()})


def _build_lists(tags: _TagSite, uses: Mapping[str, TagUse]) -> Iterator[PlannedPage]:
    get_rows = declare_tag_rows(tags.context, lambda: uses)
    entry = NavigationEntry(translate(_TITLE))
    is_own = has_own_tag_list(tags.context.snapshot)
    if len(uses) <= MOST_TAGS:
        listed = {WHOLE: tuple(uses)}
        get_listed = tags.context.tracker.declare_mapping("letters of tags", lambda: listed)
        build = partial(_build_list_page, tags, WHOLE, get_listed, get_rows)
        if not is_own:
            yield PlannedPage(addresses.TAGS, build, "tags", entry=entry)
        return
    groups = {letters: tuple(group) for letters, group in group_by_letters(list(uses), str, lambda tag: 1, MOST_TAGS)}
    get_groups = tags.context.tracker.declare_mapping("letters of tags", lambda: groups)
    if not is_own:
        yield PlannedPage(addresses.TAGS, partial(_build_letters_page, tags, get_groups), "tags", entry=entry)
    for letters in groups:
        build = partial(_build_list_page, tags, letters, get_groups, get_rows)
        yield PlannedPage(addresses.make_tags_uri(letters), build, f"tags {letters}")


def _build_list_page(
    tags: _TagSite,
    letters: str,
    get_groups: Callable[[], Mapping[str, tuple[str, ...]]],
    get_rows: Callable[[], Mapping[str, TagRow]],
) -> Page:
    rows = tuple(get_rows()[tag] for tag in get_groups()[letters])
    title = whole = translate(_TITLE)
    if letters != WHOLE:
        title = translate("Tags: {first} to {last}", first=rows[0].tag.name, last=rows[-1].tag.name)
    crumbs = (Crumb(whole),) if letters == WHOLE else (Crumb(whole, make_url(addresses.TAGS)), Crumb(title))
    frame = PageFrame(
        addresses.make_tags_uri(letters), title, tags.context.build_crumbs(*crumbs), lead=translate(_LEAD)
    )
    return _make_page(tags, frame, TagsView(rows, ()))


def _build_letters_page(tags: _TagSite, get_groups: Callable[[], Mapping[str, tuple[str, ...]]]) -> Page:
    uses = tags.get_uses()
    counts = tuple(
        PartCount(
            NameView(
                translate("{first} to {last}", first=uses[group[0]].name, last=uses[group[-1]].name),
                make_url(addresses.make_tags_uri(letters)),
            ),
            len(group),
        )
        for letters, group in get_groups().items()
    )
    title = translate(_TITLE)
    frame = PageFrame(addresses.TAGS, title, tags.context.build_crumbs(Crumb(title)), lead=translate(_LEAD))
    return _make_page(tags, frame, TagsView((), counts))


def _make_page(tags: _TagSite, frame: PageFrame, view: TagsView) -> Page:
    return Page(
        uri=frame.uri,
        title=frame.title,
        body=tags.renderer.render(view, frame),
        search=(SearchEntry("", frame.title, translate(_LEAD)),),
        nav=() if frame.uri == addresses.TAGS else None,
        description=translate(_LEAD),
        layout="navigation toc",
    )


def _build_tag_page(tags: _TagSite, tag: str, part_id: str) -> Page:
    context, use, parts = tags.context, tags.get_uses()[tag], tags.get_parts()[tag]
    part, pages = parts[part_id], PartPages(parts, partial(addresses.make_tag_uri, tag))
    entries = {unit: part.select_entries(use.entries[unit]) for unit in part.units}
    refs = [ref for those in entries.values() for ref in those if ref is not None]
    title = use.name if part.id == WHOLE else f"{use.name}: {part.name}"
    about = translate("What is tagged with {tag}.", tag=use.name)
    before, after = pages.name_neighbours(part)
    steps = tuple(pages.list_crumbs(part, use.name))
    frame = PageFrame(
        addresses.make_tag_uri(tag, part.id),
        title,
        context.build_crumbs(Crumb(translate(_TITLE), make_url(addresses.TAGS)), *steps),
        lead=translate("Tagged so: {counts}.", counts=_describe_counts(use, parts, part)),
        before=before,
        after=after,
    )
    view = TagView(
        units=tuple(context.name_unit(unit) for unit, those in entries.items() if None in those),
        groups=group_by_cycle(context, _list_objectives(context, refs)),
        parts=pages.count_lower_parts(part, use.entries),
        documents=tuple(NameView(title, make_url(uri)) for uri, title in _list_documents(use, part)),
    )
    return Page(
        uri=frame.uri,
        title=title,
        body=tags.renderer.render(view, frame),
        search=(SearchEntry("", title, about),),
        description=about,
        layout="navigation toc",
    )


def _list_objectives(context: ViewContext, refs: list[ObjectiveRef]) -> list[Objective]:
    return [context.organisation.objectives[ref] for ref in refs]


def _list_documents(use: TagUse, part: PagePart) -> tuple[tuple[str, str], ...]:
    """Return the ordinary pages that a page of a tag lists: as many as a list has room for, on the first one."""
    return use.pages[:MOST_ROWS] if part.id == WHOLE else ()


def _describe_counts(use: TagUse, parts: Parts, part: PagePart) -> str:
    """Say how many objectives, units and ordinary pages a part has."""
    entries = list_lower_entries(parts, part, use.entries)
    units = entries.count(None)
    said = [format_plural(len(entries) - units, "objective")] if len(entries) > units else []
    said += [format_plural(units, "unit")] if units else []
    said += [format_plural(len(use.pages), "page")] if use.pages and part.id == WHOLE else []
    return translate("{first} and {last}", first=", ".join(said[:-1]), last=said[-1]) if len(said) > 1 else said[-1]
