"""The types of which the fields of our records are made, each with what a JSON Schema says of it.

A record is a frozen struct whose fields are annotated with a description; `record_schema` makes the schema of it.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta


def describe(text: str) -> Meta:
    """Return the note that says in a sentence what a field holds."""
    return Meta(description=text)


Count = Annotated[int, Meta(ge=0)]
Position = Annotated[int, Meta(ge=1)]
"""A line or a column, from 1."""
Fraction = Annotated[float, Meta(ge=0, le=1)]
Weight = Annotated[float, Meta(ge=0)]
FullReference = Annotated[str, Meta(pattern="^[^/#]+/[^/#]+/[^/#]+(#[^#]+)?$")]
"""`unit/cycle/objective`, with `#key-result` behind it for a key result."""
PersonId = Annotated[str | None, describe("The id of one of `people`; null for nobody.")]
PageUrl = Annotated[str, describe("The address of its page, from the site's root.")]
