"""Goals of other organisations, as templates are given them: plain values, spelled out."""

from __future__ import annotations

from datetime import date

import msgspec

from okrsite.pages.status_views import StatusView


class OutsideView(msgspec.Struct, frozen=True):
    """A link to a goal of another organisation, as a row says it."""

    title: str
    """The goal; where nothing is known of it, its reference there."""
    url: str
    """The whole address of the goal on their site."""
    organisation: str
    """The name of the organisation."""
    unit: str
    """The name of the goal's unit there; empty where nothing is known."""
    result: str
    """Title of the key result that is meant, empty for the whole objective."""
    kind: str
    """direct or indirect: how its line is drawn."""
    share: str
    """`20%`, or empty."""
    because: str
    own_result: str
    """Title of this end's key result, where the link was typed under one."""
    status: StatusView | None
    """As they tell it; None where nothing is known."""
    number: str
    """Their progress: `42%`; empty where nothing is known."""
    page: str
    """The page of the organisation here, from the site's root."""
    as_of: date | None
    """The day for which that holds; None where nothing is known of the organisation."""
