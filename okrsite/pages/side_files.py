"""What lies beside pages and isn't a map: data, news, dates. Pages plan it; whoever knows the formats makes it."""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.model.refs import ObjectiveRef
from okrsite.pages.page import Page, SideFile

_NOTHING: tuple[SideFile, ...] = ()


class SideFileMaker:
    """Makes the files beside pages, of what is read as pages read it. This one makes none."""

    def list_cycle_files(self, unit: str, cycle: str) -> Iterable[SideFile]:
        """Return what lies beside the page on which all of a unit's cycle stands, by their ids."""
        return _NOTHING

    def list_unit_files(self, unit: str) -> Iterable[SideFile]:
        """Return what lies beside a unit's own page, by its id."""
        return _NOTHING

    def list_objective_files(self, ref: ObjectiveRef) -> Iterable[SideFile]:
        """Return what lies beside an objective's own page."""
        return _NOTHING

    def list_person_files(self, person: str) -> Iterable[SideFile]:
        """Return what lies beside the page of a person who isn't a unit, by their key."""
        return _NOTHING

    def list_home_files(self) -> Iterable[SideFile]:
        """Return what lies beside the home page, at the top of the site."""
        return _NOTHING

    def list_page_files(self, page: Page) -> Iterable[SideFile]:
        """Return what lies beside any page, made of the page itself."""
        return _NOTHING

    def list_changes_files(self) -> Iterable[SideFile]:
        """Return what lies beside the page of changes."""
        return _NOTHING
