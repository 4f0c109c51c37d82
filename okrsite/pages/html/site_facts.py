"""What pieces of pages have to know of the site: where files are edited. Which day it is, they are not told."""

from __future__ import annotations

import msgspec

from okrsite.forge import ForgeAddresses
from okrsite.pages.edit_links import make_place_link
from okrsite.problems import Place


class SiteFacts(msgspec.Struct, frozen=True):
    """Where the files of a site are edited."""

    forge: ForgeAddresses

    def make_edit_link(self, place: Place | None) -> str:
        """Return where a place is edited, empty where that is not known."""
        return make_place_link(self.forge, place)
