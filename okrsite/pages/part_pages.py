"""Names of the pages of a divided list, and what leads from one of them to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from okrsite.pages.dividing import WHOLE, Item, PagePart, Parts, find_neighbours, list_lower_entries, list_parts_above
from okrsite.pages.page import make_url
from okrsite.pages.render import Crumb
from okrsite.pages.views import NameView, PartCount


class PartPages(msgspec.Struct, frozen=True):
    """The pages of a divided list."""

    parts: Parts
    make_uri: Callable[[str], str]
    """Returns the page of a part by its id; that of the whole list for `WHOLE`."""

    def name_part(self, part: PagePart, anchor: str = "") -> NameView:
        """Return a part with its address, or with that of an anchor on its page."""
        return NameView(part.name, make_url(self.make_uri(part.id)) + (f"#{anchor}" if anchor else ""))

    def name_neighbours(self, part: PagePart) -> tuple[NameView | None, NameView | None]:
        """Return the parts before and after one, among those that belong to the same."""
        before, after = find_neighbours(self.parts, part)
        return self.name_part(before) if before else None, self.name_part(after) if after else None

    def count_lower_parts(self, part: PagePart, by_unit: Mapping[str, Sequence[Item]]) -> tuple[PartCount, ...]:
        """Return the parts of which one consists, each with how many entries its page and those below it have."""
        lower = (self.parts[key] for key in part.parts)
        return tuple(
            PartCount(self.name_part(step), len(list_lower_entries(self.parts, step, by_unit))) for step in lower
        )

    def list_crumbs(self, part: PagePart, title: str) -> Iterator[Crumb]:
        """Yield the whole list, by its title, and the parts between it and one; that one is the last."""
        if part.id == WHOLE:
            yield Crumb(title)
            return
        yield Crumb(title, make_url(self.make_uri(WHOLE)))
        for above in list_parts_above(self.parts, part):
            yield Crumb(above.name, make_url(self.make_uri(above.id)))
        yield Crumb(part.name)
