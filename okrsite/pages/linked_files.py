"""The files beside a page to which it links at its foot, as the settings of the site want them."""

from __future__ import annotations

from okrsite.languages.words import translate
from okrsite.options import Settings
from okrsite.pages.addresses import make_badge_uri, make_calendar_uri, make_feed_uri, make_relative_url
from okrsite.pages.views import NameView


def find_feed(settings: Settings, page_uri: str) -> str:
    """Return the address of a page's feed, relative to the page; empty where the site has no feeds."""
    return make_relative_url(page_uri, make_feed_uri(page_uri)) if settings.feeds else ""


def list_files_beside(
    settings: Settings, page_uri: str, *, feed: bool = False, calendar: bool = False, badge: bool = False
) -> tuple[NameView, ...]:
    """Return those files beside a page that it may have and the settings want, with addresses relative to it."""
    found = []
    if feed and settings.feeds:
        found.append(NameView(translate("Feed"), find_feed(settings, page_uri)))
    if calendar and settings.calendars:
        found.append(NameView(translate("Calendar"), make_relative_url(page_uri, make_calendar_uri(page_uri))))
    if badge and settings.badges:
        found.append(NameView(translate("Badge"), make_relative_url(page_uri, make_badge_uri(page_uri))))
    return tuple(found)
