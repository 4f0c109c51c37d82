"""What pages show of the forms that the script makes."""

from __future__ import annotations

import msgspec


class CheckinFormView(msgspec.Struct, frozen=True):
    """A link to the forge's page for a new file, and what a script needs to fill that file."""

    url: str
    """Outside of the site: the new file has a name, and nothing in it."""
    facts: str
    """For the script, as JSON."""
