"""Why each page of a site was made, or taken over from the last one: what `--why` and `-v` tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

Origin = Literal["reused", "changed", "new", "other", "always", "damaged", "undrawn", "unframed", "all"]
"""Where a page comes from.

- `reused`: it is that of the last site;
- `changed`: something that it was made of has changed;
- `new`: the last site has no such page;
- `other`: the last site's page of that address was about something else;
- `always`: it is made of everything, and made in each build;
- `damaged`: its file in the last site isn't as it was left there;
- `undrawn`: the last site's lacks its map;
- `unframed`: the host renders it in each build, because few pages have a frame like its own;
- `all`: all pages were made.
"""
ChangeKind = Literal["changed", "new", "gone"]


class Change(msgspec.Struct, frozen=True, array_like=True):
    """An input that isn't what it was when the last site was made."""

    name: str
    """The mapping of the snapshot, or the derived value; see `input_tracking.Input`."""
    key: str
    kind: ChangeKind


class PageOrigins(msgspec.Struct, frozen=True):
    """Where the pages of a site come from."""

    reason: str = ""
    """Why all pages were made, as a clause; empty where each was looked at by itself."""
    pages: Mapping[str, Origin] = {}
    """By URI, for each page of the site."""
    changes: tuple[Change, ...] = ()
    """What has changed of that of which pages were made."""
    changed: Mapping[str, tuple[int, ...]] = {}
    """By URI of each page that was made for that: which of the changes it would show, by place."""

    def list_changes(self, uri: str) -> tuple[Change, ...]:
        """Return the changes for which a page was made, in order; none where it was made for another reason."""
        places = range(len(self.changes))  # a record that was kept may name others
        return tuple(self.changes[number] for number in self.changed.get(uri, ()) if number in places)
