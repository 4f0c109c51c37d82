"""The digest of the week and the agenda of its review as pages, in the words of `okrsite report`.

Who writes these words knows pages, and so is handed in from above. The pages tell of all goals on two days: they are
made in each build, where the settings want them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import ClassVar

import msgspec
from markupsafe import Markup

from okrsite.languages.words import translate
from okrsite.pages import addresses
from okrsite.pages.context import ViewContext
from okrsite.pages.page import Page, PlannedPage, SearchEntry, make_url
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.pages.views import NameView
from okrsite.snapshot import Snapshot


class WeekSection(msgspec.Struct, frozen=True):
    """What belongs together in a digest or an agenda."""

    title: str
    lines: tuple[Markup, ...]
    more: NameView | None
    """Where the lines are for which there was no room, with how many."""


class WeekText(msgspec.Struct, frozen=True):
    """A digest or an agenda, ready to be printed."""

    title: str
    introduction: Markup
    sections: tuple[WeekSection, ...]
    notes: tuple[Markup, ...]


class WeekTexts(msgspec.Struct, frozen=True):
    """What is told of a week."""

    digest: WeekText
    agenda: WeekText


DescribeWeek = Callable[[Snapshot], WeekTexts]
"""Tells of the week that is due, for the audience of a snapshot."""


def describe_no_week(snapshot: Snapshot) -> WeekTexts:
    """Return texts without a word, where pages are only planned."""
    nothing = WeekText("", Markup(), (), ())
    return WeekTexts(nothing, nothing)


class WeekTextView(PageView, frozen=True):
    """The digest of a week, or the agenda of its review."""

    template: ClassVar[str] = "week_text.html"
    introduction: Markup
    sections: tuple[WeekSection, ...]
    notes: tuple[Markup, ...]
    other: NameView
    """The page of the other text."""


def build_week_text_pages(
    context: ViewContext, renderer: TemplateRenderer, describe_week: DescribeWeek
) -> Iterator[PlannedPage]:
    """Yield both pages, where the settings want them."""
    if not context.settings.digest:
        return
    # They are made in every build, so nothing of what they read has to be noted.
    get_texts = cache(lambda: describe_week(context.tracker.whole))

    def build_digest() -> Page:
        other = NameView(translate("The agenda of the review"), make_url(addresses.AGENDA))
        return _build_page(
            context, renderer, addresses.DIGEST, translate("Digest of the week"), get_texts().digest, other
        )

    def build_agenda() -> Page:
        other = NameView(translate("The digest of the week"), make_url(addresses.DIGEST))
        return _build_page(
            context, renderer, addresses.AGENDA, translate("Agenda of the review"), get_texts().agenda, other
        )

    yield PlannedPage(addresses.DIGEST, build_digest)
    yield PlannedPage(addresses.AGENDA, build_agenda)


def _build_page(
    context: ViewContext, renderer: TemplateRenderer, uri: str, name: str, text: WeekText, other: NameView
) -> Page:
    frame = PageFrame(uri, text.title, context.build_crumbs(Crumb(name)))
    view = WeekTextView(text.introduction, text.sections, text.notes, other)
    return Page(
        uri=uri,
        title=name,
        body=renderer.render(view, frame),
        search=(SearchEntry("", name, text.title),),
        description=translate("{name}: {title}.", name=name, title=text.title),
        layout="navigation toc",
    )
