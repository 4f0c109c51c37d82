"""An author's Markdown becomes safe HTML.

CommonMark with GitHub's tables and strikethrough, no raw HTML, then a sanitiser with a list of what may stay: two
walls, each enough alone. Comments are dropped. Headings take their place in the page's outline; links lead where
`okrsite.pages.prose.links` says, and what leads nowhere stays as words and is noted in `ProseRenderer.problems`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from okrsite.pages.input_tracking import InputTracker
from okrsite.pages.markdown.rendering import OrdinaryPages
from okrsite.pages.page import make_url
from okrsite.pages.page_links import ANY_PAGE, restore_marks
from okrsite.pages.prose.document_anchors import DocumentAnchors
from okrsite.pages.prose.limits import Definitions, check_link_length
from okrsite.pages.prose.links import LinkDestination, LinkResolver
from okrsite.pages.prose.outline import RenderedDocument, list_titles, nest_headings, normalise_headings, split_sections
from okrsite.pages.prose.parser import EMBED, create_parser, extract_plain_text, join_paragraphs, split_at_embeddings
from okrsite.pages.prose.pieces import Embed, PieceEmbedder
from okrsite.pages.prose.places import TypedPlaceFinder
from okrsite.pages.prose.rewriting import rewrite_link_opening, rewrite_picture
from okrsite.pages.prose.sanitiser import sanitise
from okrsite.pages.tag_names import ask_for_tags
from okrsite.pages.tracked_cache import TrackedCache
from okrsite.problems import Problem, create_problem
from okrsite.prose import Prose
from okrsite.snapshot import Snapshot

MAX_LENGTH = 256 * 1024
"""Characters that are read as Markdown. No text holds more; whatever is longer is printed as it is."""

# Lines that begin with a letter and hold nothing that Markdown knows are paragraphs, whatever else they say. Most texts
# are such lines, and need neither a parser nor a sanitiser: there is nothing in them to escape.
_ORDINARY = re.compile(r"(?:[^\W\d_][^`*_\[\]<>&\\!#|~\x00-\x1f\x7f-\xa0\ud800-\udfff]*(?<! )(?:\n+|\Z))+\Z")


def holds_words_only(prose: Prose) -> bool:
    """Whether what an author typed is nothing but paragraphs of words, in which there is no link and no mark-up."""
    return _ORDINARY.match(prose.markdown.strip("\n ")) is not None


class ProseRenderer:
    """Makes HTML of Markdown; made once per build, remembers what it has made."""

    def __init__(self, snapshot: Snapshot, tracker: InputTracker | None = None) -> None:
        """Take the snapshot whose pages links lead to; `tracker` notes what is read of it."""
        tracker = tracker or InputTracker(snapshot)
        snapshot = tracker.snapshot
        self.problems: list[Problem] = []
        self._snapshot = snapshot
        self._prefix = snapshot.site.content_prefix
        self._places = TypedPlaceFinder(snapshot.site.content, self._prefix)
        self._links = LinkResolver(
            tracker, DocumentAnchors(tracker, self._parse_beginning, self._list_ids).list_anchors
        )
        self._pieces = PieceEmbedder(snapshot, self._places, self.problems)
        site = snapshot.site
        self._ordinary = OrdinaryPages(site) if site.markdown or site.host_renders_pages else None
        self._parser = create_parser()
        self._lines = create_parser(only=("comment", "reference", "paragraph"))
        self._unbound: dict[tuple[str, ...], Markup] = {}
        """Texts without links into the site: they are the same wherever they stand."""
        self._bound: TrackedCache[tuple[str, ...], tuple[Markup, bool]] = TrackedCache(tracker.recorder)
        """Texts as they are in one place, and whether they are others elsewhere: where their links lead is an input."""
        self._plain: dict[str, str] = {}

    @property
    def attachments(self) -> frozenset[str]:
        """The files beside the content to which texts have led so far, by path inside the content folder."""
        return frozenset(self._links.attachments)

    def render(self, prose: Prose, page_uri: str) -> Markup:
        """Return what an author typed as safe HTML, for a page."""
        if not prose:
            return Markup()
        return self.render_block(prose.markdown, source=self._find_source(prose), page_uri=page_uri)

    def render_line(self, prose: Prose, page_uri: str) -> Markup:
        """Return what an author typed as one line of safe HTML without a paragraph around it, for a page."""
        if not prose:
            return Markup()
        return self.render_inline(prose.markdown, source=self._find_source(prose), page_uri=page_uri)

    def render_page(self, prose: Prose, page_uri: str, embed: Embed | None = None) -> RenderedDocument:
        """Return what an author typed as a whole page, with the pieces of the model that `embed` returns for it."""
        return self.render_document(prose.markdown, source=self._find_source(prose), page_uri=page_uri, embed=embed)

    def render_ordinary_page(self, prose: Prose, page_uri: str, embed: Embed | None = None) -> RenderedDocument:
        """Return an ordinary page, as `render_page`, but with the extensions of the site's configuration."""
        prose = ask_for_tags(prose, self._snapshot.site)
        if self._ordinary is None or not prose:
            return self.render_page(prose, page_uri, embed)
        source, text = self._find_source(prose), prose.markdown[:MAX_LENGTH]
        if not self._snapshot.is_public:
            for typed, message, hint in self._ordinary.list_unused(text):
                place = self._places.find_place(source, typed)
                self.problems.append(create_problem("OKR313", place, message, hint))
        rendered = self._ordinary.render(
            text,
            lambda href: self._resolve_typed_address(href, "", source, page_uri),
            lambda comment: self._pieces.embed(comment, source, page_uri, embed),
        )
        return rendered or self.render_page(prose, page_uri, embed)

    def _list_ids(self, prose: Prose) -> frozenset[str] | None:
        """Return the ids on an ordinary page; None where its headings alone have some."""
        return self._ordinary.list_ids(prose.markdown[:MAX_LENGTH]) if self._ordinary is not None else None

    def extract_words(self, prose: Prose) -> str:
        """Return the words of what an author typed, not escaped, on one line: for search and descriptions."""
        return self.extract_plain_text(prose.markdown) if prose else ""

    def _find_source(self, prose: Prose) -> str:
        """Return the path inside the content folder of the file in which it was typed."""
        return prose.place.path.removeprefix(self._prefix) if prose.place else "index.md"

    def render_block(self, text: str, *, source: str, page_uri: str, top: int = 3) -> Markup:
        """Return blocks of Markdown as safe HTML.

        Args:
            text: What an author typed.
            source: Path inside the content folder of the file in which it was typed.
            page_uri: The page on which it is printed, or `ANY_PAGE`.
            top: The level of its highest headings, 2 to 6: below what the page itself has.
        """
        stripped = text.strip("\n ")
        if _ORDINARY.match(stripped):
            return Markup("<p>" + re.sub(r"\n{2,}", "</p>\n<p>", stripped) + "</p>")
        return self._render_cached("block", str(top), text, source, page_uri)

    def render_inline(self, text: str, *, source: str, page_uri: str) -> Markup:
        """Return a line of Markdown as safe HTML without a paragraph around it; arguments as for `render_block`."""
        lines = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
        if len(lines) <= MAX_LENGTH and _ORDINARY.match(lines):
            return Markup(re.sub(r"\n+", " ", lines))
        return self._render_cached("inline", "", lines, source, page_uri)

    def resolve_address(self, typed: str, *, source: str, page_uri: str) -> str:
        """Return what a field that holds a link leads to on a page; empty for nowhere. See `render_block`."""
        return self._resolve_link(typed, source, page_uri).url if typed else ""

    def extract_plain_text(self, text: str) -> str:
        """Return the words of a Markdown text, not escaped, on one line: for search and descriptions."""
        plain = self._plain.get(text)
        if plain is None:
            if len(text) > MAX_LENGTH or _ORDINARY.match(text.strip("\n ")):
                plain = " ".join(text[:MAX_LENGTH].split())
            else:
                # A text that only defines links has no tokens, and no words.
                plain = extract_plain_text(self._parser.parse(text, _create_parser_environment(text)))
            self._plain[text] = plain
        return plain

    def render_document(
        self, text: str, *, source: str, page_uri: str, embed: Embed | None = None, original: str = ""
    ) -> RenderedDocument:
        """Return a document: its title, its body with headings from the second level on, and its sections.

        A comment line such as `<!-- okr: map company -->` is replaced by what `embed` returns for it. Of a text that
        is translated, `original` is what it was translated from: the ids of its headings stay.
        """
        tokens = self._parse(text[:MAX_LENGTH], source)
        title = ""
        if [token.tag for token in tokens[:1]] == ["h1"]:
            title, tokens = extract_plain_text(tokens[:3]), tokens[3:]
        original_titles = list_titles(self._parse(original, source))[1:] if original else ()
        headings = list(normalise_headings(tokens, 2, ids=True, original_titles=original_titles))
        self._resolve_links(tokens, source, page_uri)
        body = Markup("\n").join(
            part
            for run in split_at_embeddings(tokens)
            if (part := self._render_run(run, source, page_uri, embed)).strip()
        )
        intro, sections = split_sections(tokens)
        return RenderedDocument(title, body, nest_headings(headings), intro, sections)

    def _parse_beginning(self, prose: Prose) -> list[Token]:
        """Return the tokens of as much of a text as is published."""
        return self._parser.parse(prose.markdown[:MAX_LENGTH], _create_parser_environment(prose.markdown))

    def _render_run(self, run: Sequence[Token], source: str, page_uri: str, embed: Embed | None) -> Markup:
        if run[0].type != EMBED:
            return self._render_sanitised(run)
        return self._pieces.embed(run[0].content, source, page_uri, embed)

    def _render_cached(self, form: str, top: str, text: str, source: str, page_uri: str) -> Markup:
        if len(text) > MAX_LENGTH:
            return Markup("<p>{}</p>").format(text)
        anywhere = (form, top, text)
        rendered = self._unbound.get(anywhere)
        if rendered is None:
            here = (*anywhere, source, make_url(page_uri))
            rendered, bound = self._bound.get(here, lambda: self._render_text(form, top, text, source, page_uri))
            if not bound:
                self._unbound[anywhere] = rendered
        return rendered

    def _render_text(self, form: str, top: str, text: str, source: str, page_uri: str) -> tuple[Markup, bool]:
        """Return a text as HTML, and whether it is bound to its place by a link."""
        if form == "block":
            tokens = self._parse(text, source)
            list(normalise_headings(tokens, int(top), ids=False))
        else:
            tokens = list(join_paragraphs(self._parse(text, source, self._lines)))
        bound = self._resolve_links(tokens, source, page_uri)
        rendered = self._render_sanitised(tokens).strip()
        if bound and page_uri == ANY_PAGE:
            rendered = Markup(restore_marks(rendered))
        return rendered, bound

    def _parse(self, text: str, source: str, by: MarkdownIt | None = None) -> list[Token]:
        """Return the tokens of a text; that its definitions are named too often is noted."""
        environment = _create_parser_environment(text)
        tokens = (by or self._parser).parse(text, environment)
        refused = environment["references"].refused
        if refused and not self._snapshot.is_public:
            self.problems.append(
                create_problem(
                    "OKR311",
                    self._places.find_place(source, refused),
                    "This link is used so often that its addresses and titles would be longer than the text itself.",
                    "Use it less often, or a shorter address; where there is no room for it, the text stays as typed.",
                )
            )
        return tokens

    def _render_sanitised(self, tokens: Sequence[Token]) -> Markup:
        """Render, then take out whatever is not on the list."""
        rendered = self._parser.renderer.render(list(tokens), self._parser.options, {})
        return sanitise(rendered)

    def _resolve_links(self, tokens: Sequence[Token], source: str, page_uri: str) -> bool:
        """Give every link and picture its address; return whether the text is bound to its place by one."""
        bound = False
        for token in tokens:
            if token.children is None:
                continue
            settled: list[Token] = []
            closing: list[str] = []
            for child in token.children:
                if child.type == "link_open":
                    landing = self._resolve_token_link(child, "href", source, page_uri)
                    bound = bound or not landing.outside
                    closing.append(landing.url)
                    if not landing.url:
                        continue  # one that leads to a draft and one that leads nowhere leave nothing but their words
                    rewrite_link_opening(child, landing)
                elif child.type == "link_close":
                    if not closing.pop():
                        continue
                elif child.type == "image":
                    landing = self._resolve_token_link(child, "src", source, page_uri)
                    bound = bound or not landing.outside
                    settled += rewrite_picture(child, landing, linked=any(closing))
                    continue
                settled.append(child)
            token.children = settled
        return bound

    def _resolve_token_link(self, token: Token, attribute: str, source: str, page_uri: str) -> LinkDestination:
        address, title = str(token.attrs.get(attribute, "")), str(token.attrs.get("title", ""))
        return self._resolve_typed_address(address, title, source, page_uri)

    def _resolve_typed_address(self, address: str, title: str, source: str, page_uri: str) -> LinkDestination:
        trouble = check_link_length(address, title)
        if not trouble:
            return self._resolve_link(address, source, page_uri)
        if not self._snapshot.is_public:
            found_problem = create_problem(
                "OKR311", self._places.find_place(source, address), trouble, "Use a shorter one."
            )
            self.problems.append(found_problem)
        return LinkDestination()

    def _resolve_link(self, href: str, source: str, page_uri: str) -> LinkDestination:
        landing = self._links.resolve_link(href, source, page_uri)
        if landing.trouble and self._snapshot.is_public:
            return LinkDestination()  # what leads nowhere here may lead somewhere internal
        if landing.trouble:
            self.problems.append(
                create_problem("OKR307", self._places.find_place(source, href), landing.trouble, landing.hint)
            )
        return landing


def _create_parser_environment(text: str) -> dict[str, Definitions]:
    """Return what the parser keeps while it reads a text: its link definitions, with the budget for naming them."""
    return {"references": Definitions(min(len(text), MAX_LENGTH))}
