"""What pieces of pages have to know of the site: which day it is, and where files are edited."""

from __future__ import annotations

from datetime import date

import msgspec

from okrsite.pages.edit_links import make_place_link
from okrsite.pages.formatting import format_age, format_short_day
from okrsite.problems import Place
from okrsite.settings import Settings


class SiteFacts(msgspec.Struct, frozen=True):
    """The day and the settings of a site."""

    today: date
    settings: Settings

    def format_short_day(self, day: date) -> str:
        """`20 Nov`; with its year where that is not this one."""
        return format_short_day(day, self.today)

    def format_age(self, day: date) -> str:
        """`today`, `5 days ago`."""
        return format_age(day, self.today)

    def make_edit_link(self, place: Place | None) -> str:
        """Return where a place is edited, empty where that is not known."""
        return make_place_link(self.settings, place)
