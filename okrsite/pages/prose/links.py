"""Where a link in an author's text leads: from what works in a forge's preview to what works on the site.

Authors link to files, as a forge shows them; here a file becomes the page that is made of it. Whatever leads nowhere,
or to an address that no page may link to, is said to lead nowhere, and why; writing it down is the prose's business.
"""

from __future__ import annotations

import os
import posixpath
import re
import stat
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

import msgspec
from msgspec.structs import replace

from okrsite.late_patterns import compile_late
from okrsite.model.names import list_heading_anchors, list_possible_anchors
from okrsite.model.objectives import Objective
from okrsite.nearest import NameSuggester
from okrsite.pages import addresses
from okrsite.pages.input_tracking import InputTracker
from okrsite.pages.page import list_spellings
from okrsite.pages.page_links import make_link
from okrsite.pages.prose.link_targets import LinkTarget, collect_link_targets
from okrsite.pages.prose.moved_files import collect_former_headings
from okrsite.pages.prose.outline import MARK
from okrsite.pages.tracked_cache import TrackedCache
from okrsite.sources.attachments import KINDS, PICTURES, find_kind
from okrsite.sources.web_addresses import check_host

_OUTSIDE = compile_late(r"(?:https?://[^/?#\\]|mailto:[^/\\])", re.IGNORECASE)
_SOURCES = (".md", ".yml", ".yaml")
_SCHEME = compile_late(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class LinkDestination(msgspec.Struct, frozen=True):
    """Where a link leads."""

    url: str = ""
    """What to print: relative to the page, or marked for `ANY_PAGE`, or an address on the web; empty where it leads
    nowhere."""
    outside: bool = False
    """On the web, not on this site."""
    image: bool = False
    """A picture of this site."""
    trouble: str = ""
    """What is wrong with the link, in a sentence; empty where nothing is, or where it isn't the author's business."""
    hint: str = ""


class LinkResolver:
    """Finds where links lead; made once per build."""

    def __init__(self, tracker: InputTracker, anchors: Callable[[str], frozenset[str]]) -> None:
        """Take the snapshot that is tracked; `anchors` gives those of a document by its path inside content."""
        self._snapshot = tracker.snapshot
        self._anchors = anchors
        self._content = tracker.snapshot.site.content_prefix
        self._headings: TrackedCache[str, dict[str, Objective]] = TrackedCache(tracker.recorder)
        self._former_headings: TrackedCache[str, dict[str, Objective | None]] = TrackedCache(tracker.recorder)
        self.attachments: set[str] = set()
        """The files that texts lead to, by path inside the content folder."""
        self._get_targets = tracker.declare_value("link targets", lambda: collect_link_targets(tracker.snapshot))
        self._near = NameSuggester()

    def resolve_link(self, typed: str, source: str, page_uri: str) -> LinkDestination:
        """Return where a link leads.

        Args:
            typed: The address as the author typed it; percent-encoding is understood.
            source: Path inside the content folder of the file in which it was typed.
            page_uri: The page on which it is printed, or `ANY_PAGE`.
        """
        typed = typed.strip()
        fault = check_host(typed)
        if _OUTSIDE.match(typed) and not fault:
            return LinkDestination(typed, outside=True)
        if _SCHEME.match(typed) or typed.startswith(("//", "/\\", "\\")):
            return LinkDestination(
                trouble=f"'{typed[:80]}' is not an address that may be published{fault and f': it {fault}'}.",
                hint="Links begin with https://, http:// or mailto:, or are paths in this site.",
            )
        path, _, anchor = typed.partition("#")
        way = unquote(path.partition("?")[0])
        inside = source if not path else self._join_path(way, source)
        found = self._resolve_path(inside, unquote(anchor), typed, page_uri)
        if found.trouble and not found.url and (address := self._join_address(way, source)) not in (None, inside):
            there = self._resolve_path(address, unquote(anchor), typed, page_uri)
            return there if there.url else found
        return found

    def _resolve_path(self, inside: str | None, anchor: str, typed: str, page_uri: str) -> LinkDestination:
        """Return where a path inside the content folder leads; None is one that leads out of it."""
        if inside is None:
            return LinkDestination(
                trouble=f"'{typed[:80]}' leads out of the content folder.",
                hint="Link to a file inside of it, or to the address of the other one on the web.",
            )
        targets = self._get_targets()
        target = targets.pages.get(inside) or targets.pages.get(inside.removesuffix("/index.md"))
        if target is not None:
            return self._resolve_page_link(target, inside, anchor, typed, page_uri)
        now = self._find_moved_page(inside)
        if now is not None and not self._is_file(inside):
            there = self._resolve_page_link(now, self._make_content_path(now.path), anchor, typed, page_uri)
            return replace(
                there,
                trouble=there.trouble or f"'{typed[:80]}' leads to a file that has moved.",
                hint=there.hint or f"It is '{self._make_content_path(now.path)}' in the content folder now.",
            )
        return self._resolve_file_link(inside, typed, page_uri)

    def _join_address(self, path: str, source: str) -> str | None:
        """Return where a path in an ordinary page leads from the page's address, as browsers read what MkDocs leaves.

        None where it leads out of the site, and for the names of files of which pages are made: these are none.
        """
        targets = self._get_targets()
        if source not in targets.documents or not path or path.endswith(_SOURCES):
            return None
        address = unquote(targets.pages[source].address)
        return self._join_path(path, address if address.endswith(".html") else f"{address}index.html")

    def _find_moved_page(self, inside: str) -> LinkTarget | None:
        """Return the page of a file that lay at a path before; None where none did that leads on."""
        former, targets = self._snapshot.organisation.former, self._get_targets()
        if place := former.documents.get(inside):
            return targets.pages.get(self._make_content_path(place))
        now = targets.moved.get(posixpath.splitext(inside)[0].removesuffix("/index").removesuffix("/team"))
        return now if now is not None and former.has_file(inside) else None

    def _join_path(self, path: str, source: str) -> str | None:
        """Return a path inside the content folder; None for one that leads out of it."""
        joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path)).lstrip("/")
        depth = 0 if path.startswith("/") else len(PurePosixPath(source).parent.parts)
        for part in path.split("/"):
            depth += -1 if part == ".." else 0 if part in ("", ".") else 1
            if depth < 0:
                return None
        return joined

    def _resolve_page_link(
        self, target: LinkTarget, inside: str, anchor: str, typed: str, page_uri: str
    ) -> LinkDestination:
        url = make_link(page_uri, target.address)
        if not anchor:
            return LinkDestination(url)
        known_anchor = self._find_anchor(target, inside, anchor)
        if known_anchor is not None:
            return LinkDestination(make_link(page_uri, f"{target.address}#{quote(known_anchor)}"))
        if (target.path, anchor.lower()) in self._snapshot.organisation.draft_headings:
            return LinkDestination()
        if objective := self._find_former_heading(target.path, anchor):
            return LinkDestination(
                make_link(page_uri, f"{target.address}#{objective.id}"),
                trouble=f"'{typed[:80]}' leads to a heading that has another name now.",
                hint=f"Write #{objective.id} behind the file's name.",
            )
        trouble = f"'{typed[:80]}' leads to a page that has no heading '#{anchor[:60]}'."
        if target.path in self._get_targets().plans:
            # As one that leads to a draft: whether there is one, nobody can tell.
            return LinkDestination(trouble=trouble, hint="Correct what stands behind the #, or take it out.")
        hint = "The link leads to the page's beginning; correct what stands behind the #, or take it out."
        return LinkDestination(url, trouble=trouble, hint=hint)

    def _find_anchor(self, target: LinkTarget, inside: str, anchor: str) -> str | None:
        """Return the anchor on the site of an anchor as a forge knows it, None where there is no such heading."""
        guide = not target.path and target.address.startswith("guide/")
        if guide:
            inside = f"guide/{list_spellings(target.address)[0].removeprefix('guide').lstrip('/') or 'index'}.md"
        elif target.path and inside not in self._get_targets().documents:  # it was found by its address
            inside = self._make_content_path(target.path)
        if guide or inside in self._get_targets().documents:
            spellings = (anchor, anchor.lower(), MARK + anchor.lower())
            return next((known for known in spellings if known in self._anchors(inside)), None)
        if target.path not in self._get_targets().plans:
            return None
        heading, _, result = anchor.partition("#")
        known = self._index_objectives(target.path)
        objective = next((known[meant] for meant in list_possible_anchors(heading) if meant in known), None)
        if objective is None:
            return None
        key_result = objective.find_key_result(result) if result else None
        return addresses.make_key_result_anchor(objective, key_result) if key_result else objective.id

    def _find_former_heading(self, path: str, anchor: str) -> Objective | None:
        """Return the objective of a file that had an anchor before; None where none had it, or more than one."""
        if path not in self._get_targets().plans:
            return None
        plan = self._get_targets().plans[path]
        known = self._former_headings.get(path, lambda: collect_former_headings(self._snapshot.organisation, *plan))
        return next((known[meant] for meant in list_possible_anchors(anchor) if meant in known), None)

    def _index_objectives(self, path: str) -> dict[str, Objective]:
        """Return the objectives of a file by id and by the anchor that a forge makes of their headings."""
        return self._headings.get(path, lambda: self._collect_headings(path))

    def _collect_headings(self, path: str) -> dict[str, Objective]:
        headings: dict[str, Objective] = {}
        unit, cycle = self._get_targets().plans[path]
        for objective in self._snapshot.organisation.list_objectives(unit, cycle):
            for name in (*list_heading_anchors(objective.title, objective.id), *objective.aliases):
                headings.setdefault(name, objective)
        return headings

    def _resolve_file_link(self, inside: str, typed: str, page_uri: str) -> LinkDestination:
        kind = find_kind(inside.rpartition("/")[2])
        if f"{self._content}{inside}" in self._get_targets().hidden:
            return LinkDestination()
        if inside in self._snapshot.organisation.attachments:
            self.attachments.add(inside)
            address = "/".join(quote(part) for part in inside.split("/"))
            return LinkDestination(make_link(page_uri, address), image=kind in PICTURES)
        if self._is_file(inside):
            return LinkDestination(
                trouble=f"'{typed[:80]}' is a file that is not published.",
                # One that is refused has a problem of its own, which says why.
                hint="" if kind else f"Published are pages, and {', '.join(sorted(KINDS))}.",
            )
        files = [name for name in self._get_targets().pages if "." in name]
        near = self._near.find_closest(inside, files, 0.75)
        return LinkDestination(
            trouble=f"'{typed[:80]}' leads to nothing on this site.",
            hint=f"Did you mean '{near}' in the content folder?"
            if near
            else "Link to a file of the content folder, relative to this one.",
        )

    def _is_file(self, inside: str) -> bool:
        """Whether a regular file lies there, reached without following a symbolic link."""
        step = self._snapshot.site.content
        mode = 0
        for part in inside.split("/"):
            step = step / part
            try:
                mode = os.lstat(step).st_mode
            except (OSError, ValueError):
                return False
            if stat.S_ISLNK(mode) or part.startswith("."):
                return False
        return stat.S_ISREG(mode)

    def _make_content_path(self, path: str) -> str:
        return path.removeprefix(self._content)
