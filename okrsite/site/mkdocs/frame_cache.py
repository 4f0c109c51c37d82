"""Puts pages into the theme's frame without rendering it for each of them.

A frame depends on little of a page: how deep it lies, which columns it shows, how its headings are nested. For every
such kind the frame is rendered once, with marks where a page's own words go, and cut at the marks; a page is then a
join of the pieces and its words, byte for byte what rendering would have given, but for needless blanks. Whether that
holds is tried out on some pages of each kind before anything is written; where it doesn't, or where another plugin
wants to see the pages, all of them are rendered as MkDocs does it by itself.
"""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from pathlib import Path

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.toc import AnchorLink, TableOfContents
from msgspec.structs import replace

from okrsite.late_patterns import compile_late
from okrsite.pages.page import Heading, Page, find_section
from okrsite.site.mkdocs.compact_html import compact_frame
from okrsite.site.mkdocs.pages import OkrPage
from okrsite.site.mkdocs.unlisted_pages import UnlistedPage
from okrsite.site.page_frames import CompiledFrame, FramedPage
from okrsite.site.page_reuse import digest_frame

TEMPLATE = "okr/stamped.html"
"""Prints what was put together, so that the host has a template to render."""

NOT_WANTED = "Nobody wants it."
"""Why no frame is reused where the settings or a preview say so."""

# A single page of its kind costs more to try out than it saves; of two, the next build can take over both.
_WORTH_IT = 2
_HOOKS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
# Looks at the content of a page only to index it, and ours say that they are not to be: their entries come from the
# model. It also takes something out of contents, attributes or what looks like them.
_HARMLESS = "material.plugins.search."

_OURS = "okrsite.site.mkdocs."
"""Where okrsite's own plugins are."""

_MARK = "okrsite{}mark"
_MARKS = compile_late(_MARK.format(r"([0-9]+)"))
# What a site's own template can ask of a page that no mark stands for; a trial on some pages might miss the answer.
_PAGE_BOUND = compile_late(r"\bpage\s*(?!\.\s*(?:title|content|toc)\b)[.\[]|\bpage\s*[|=!]|[=!]=\s*page\b|\bokr_page\b")
# Words that a theme prints similar whether it escapes them, un-escapes them or strips them of tags.
_PLAIN = re.compile(r"[^\s&<>\"']+(?: [^\s&<>\"']+)*")


class FrameCache:
    """Knows which pages can be put into which cached frame; made once per build, when all pages are known."""

    def __init__(self, refused: str = "", *, takes_unlisted_pages: bool = False) -> None:
        """Begin with no frames."""
        self.takes_unlisted_pages = takes_unlisted_pages
        """Whether pages may go into frames without the host's being told of them."""
        self.reason_not_reusable = refused
        """Why no frame is reused, in a sentence; empty where nothing speaks against it."""
        self._frames: dict[tuple[object, ...], CompiledFrame] = {}
        self._kinds: dict[str, tuple[object, ...]] = {}
        """To which frame each page goes, by URI."""

    def render_in_frame(self, page: OkrPage) -> str | None:
        """Return a page in its frame, None where the frame must be rendered."""
        if page.meta.get("template") != TEMPLATE:
            return None
        return self._frames[self._kinds[page.okr.uri]].render_page(_list_page_words(page))

    def __contains__(self, uri: object) -> bool:
        """Whether the page of a URI is put into a cached frame."""
        return uri in self._kinds

    def list_framed_pages(self, pages: Iterable[OkrPage | UnlistedPage]) -> tuple[FramedPage, ...]:
        """Return those pages that wait on the disk and go into a cached frame: the host needn't render them."""
        return tuple(
            FramedPage(
                page.okr.uri,
                page.dest_uri,
                self._frames[self._kinds[page.okr.uri]],
                tuple(_list_page_words(page, with_body=False)),
            )
            for page in pages
            if page.spooled and page.okr.uri in self._kinds
        )

    def list_digests(self) -> dict[str, str]:
        """Return a digest of the frame of each page that is put into a cached one, by its URI."""
        digests = {kind: digest_frame(frame.pieces) for kind, frame in self._frames.items()}
        return {uri: digests[kind] for uri, kind in self._kinds.items()}

    def compile_frames(
        self,
        pages: Iterable[OkrPage | UnlistedPage],
        env: Environment,
        config: MkDocsConfig,
        nav: Navigation,
        files: Files,
        enter: Callable[[OkrPage, object], None],
        leave: Callable[[OkrPage], None],
        create_page: Callable[[Page], OkrPage],
    ) -> None:
        """Compile a frame for each kind of page, and have the pages of that kind use it.

        `enter` gives a context what the plugin gives it when a page is built; `leave` takes back what that changed.
        `create_page` gives a page that the host can render in the place of one of which it isn't told.
        """
        kinds: dict[tuple[object, ...], list[OkrPage | UnlistedPage]] = defaultdict(list)
        deep = {_find_branch(page.url) for page in nav.pages if "/" in page.url.strip("/")}
        for page in pages:
            if (
                page.okr.nav is None
                and not _is_in_navigation(page)
                and _find_branch(page.url) not in deep
                # One that is linked was put into such a frame by the last build.
                and (page.reused or _is_plain(page))
            ):
                kinds[_make_frame_key(page)].append(page)
        documents = list(files.documentation_pages())
        template = env.get_template("main.html")

        def render(page: OkrPage) -> str:
            page.active = True
            context = get_context(nav, documents, config, page)
            enter(page, context)
            try:
                return template.render(context)
            finally:
                leave(page)
                page.active = False

        def find_host_page(page: OkrPage | UnlistedPage) -> OkrPage:
            return page if isinstance(page, OkrPage) else create_page(page.okr)

        for kind, similar in kinds.items():
            if len(similar) < _WORTH_IT:
                continue
            made = [page for page in similar if not page.reused]
            marked = _fill_with_marks(find_host_page(similar[0]))
            pieces = _MARKS.split(compact_frame(render(marked), marked.content or ""))
            frame = CompiledFrame(tuple(pieces[::2]), tuple(map(int, pieces[1::2])))
            # The pages in between are made by the same templates; what tells them apart shows at the ends, if anywhere.
            # One that is linked from the last site has no words here: that its frame is the same is looked at later.
            samples = [made[place] for place in sorted({0, len(made) // 2, len(made) - 1})] if made else ()
            for page in map(find_host_page, samples):
                page.fill_content()
                if frame.render_page(_list_page_words(page)) != compact_frame(render(page), page.content or ""):
                    page.drop_content()
                    self._frames.clear()
                    self.reason_not_reusable = (
                        f"The theme's frame of {page.url} can't be told from that of {similar[0].url}."
                    )
                    return
                page.drop_content()
            self._frames[kind] = frame
        for kind in self._frames:
            for page in kinds[kind]:
                if isinstance(page, OkrPage):
                    page.meta["template"] = TEMPLATE
                self._kinds[page.okr.uri] = kind


def create_frame_cache(config: MkDocsConfig, *, is_wanted: bool) -> FrameCache:
    """Return the frames of a build, none yet; with a reason where each page must be rendered by itself.

    Another plugin or a hook, whatever it does, may want to know which pages there are.
    """
    refused = find_reason_not_reusable(config) if is_wanted else NOT_WANTED
    is_alone = not any(map(_list_foreign_methods, repeat(config), config.plugins.events))
    return FrameCache(refused, takes_unlisted_pages=is_alone and not refused)


def _list_foreign_methods(config: MkDocsConfig, hook: str) -> list[Callable[..., object]]:
    """Return what is called in an event, and is neither ours nor known to be harmless."""
    return [
        method
        for method in config.plugins.events[hook]
        if not type(getattr(method, "__self__", None)).__module__.startswith((_OURS, _HARMLESS))
    ]


def find_reason_not_reusable(config: MkDocsConfig) -> str:
    """Return in a sentence why each page must be rendered by itself; empty where nothing speaks against frames."""
    for hook in _HOOKS:
        for method in _list_foreign_methods(config, hook):
            return f"Something else than okrsite wants to see each page ({_format_hook_name(method)})."
    custom = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    for path in sorted(custom.rglob("*.html")) if custom else ():
        if _PAGE_BOUND.search(path.read_text("utf-8", "replace")):
            return f"The template {path.name} asks what page it is on."
    return ""


def _format_hook_name(method: Callable[..., object]) -> str:
    return f"{getattr(method, '__module__', '?')}.{getattr(method, '__qualname__', '?')}"


def _make_frame_key(page: OkrPage | UnlistedPage) -> tuple[object, ...]:
    """Return everything of a page, beside its words, on which its frame depends."""
    return (
        page.url.count("/"),  # how deep it lies
        page.url.partition("/")[0],
        find_section(page.okr.uri),
        page.okr.layout,
        tuple(len(heading.children) for heading in page.okr.headings),
        bool(page.okr.description),
        bool(page.okr.feed),
        page.has_web_address,
        page.edit_url is None,
    )


def _list_page_words(page: OkrPage | UnlistedPage, *, with_body: bool = True) -> list[str]:
    """Return a page's own words, in the order of the marks; the body is the first, and empty if it isn't made."""
    words = [
        str(page.read_body()) if with_body and isinstance(page, OkrPage) else "",
        page.okr.title,
        page.okr.description,
        page.canonical_url or "",
        page.edit_url or "",
        page.okr.feed,
    ]
    for heading in page.okr.headings:
        words += (heading.id, heading.title)
        for child in heading.children:
            words += (child.id, child.title)
    return words


def _fill_with_marks(page: OkrPage) -> OkrPage:
    """Return a page like this one that has marks for words."""
    marks = [_MARK.format(number) for number in range(len(_list_page_words(page, with_body=False)))]
    marked = copy.copy(page)
    body, title, description, canonical_url, edit_url, feed = marks[:6]
    marked.okr = replace(
        page.okr,
        title=title,
        description=description if page.okr.description else "",
        feed=feed if page.okr.feed else "",
    )
    marked.content, marked.title = body, title
    marked.canonical_url = canonical_url if page.canonical_url is not None else None
    marked.edit_url = edit_url if page.edit_url is not None else None
    entries = (AnchorLink(marks[n + 1], marks[n], 2) for n in range(6, len(marks), 2))
    marked.toc = TableOfContents([_add_children(next(entries), heading, entries) for heading in page.okr.headings])
    return marked


def _add_children(entry: AnchorLink, heading: Heading, entries: Iterator[AnchorLink]) -> AnchorLink:
    """Return an entry of a table of contents with as many of the following ones below it as the heading has."""
    entry.children = [next(entries) for _ in heading.children]
    for child in entry.children:
        child.level = entry.level + 1
    return entry


def _is_plain(page: OkrPage | UnlistedPage) -> bool:
    """Whether a page's words are printed as they are wherever they stand."""
    if page.has_search_attribute or any(child.children for heading in page.okr.headings for child in heading.children):
        return False
    _, title, *others = _list_page_words(page, with_body=False)
    return bool(_PLAIN.fullmatch(title)) and all(_PLAIN.fullmatch(word) for word in others if word)


def _is_in_navigation(page: OkrPage | UnlistedPage) -> bool:
    return isinstance(page, OkrPage) and (
        page.parent is not None or page.previous_page is not None or page.next_page is not None or page.is_homepage
    )


def _find_branch(url: str) -> str:
    """Return the folder below the root's folders in which an address lies.

    Links are relative to the page. From within the branch of a page of the navigation they are shorter than elsewhere.
    """
    return "/".join(url.split("/")[:2])
