"""An author's Markdown becomes safe HTML.

CommonMark with GitHub's tables and strikethrough, no raw HTML, then a sanitiser with a list of what may stay: two
walls, each enough alone. Comments are dropped. Headings take their place in the page's outline; links lead where
`okrsite.pages.prose_links` says, and what leads nowhere stays as words and is noted in `Prose.problems`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from okrsite.pages.guide_anchors import table_anchors, text_of
from okrsite.pages.page import Heading, url_of
from okrsite.pages.prose_limits import Definitions, PieceCounter, too_long
from okrsite.pages.prose_links import GUIDE_PAGES, Landing, Links, content_prefix
from okrsite.pages.prose_markdown import EMBED, in_a_line, parser, plain_text, runs
from okrsite.pages.prose_outline import Section, sections_of, settle_headings, tree
from okrsite.pages.prose_places import TypedPlaces
from okrsite.problems import Problem, problem
from okrsite.snapshot import Snapshot

Embed = Callable[[str, str, str], "Markup | None"]
"""Given a kind, an argument and a page's URI: the piece of the model that a comment line asks for, None for none."""

MAX_LENGTH = 256 * 1024
"""Characters that are read as Markdown. No text holds more; whatever is longer is printed as it is."""

# Lines that begin with a letter and hold nothing that Markdown knows are paragraphs, whatever else they say. Most texts
# are such lines, and need neither a parser nor a sanitiser: there is nothing in them to escape.
_ORDINARY = re.compile(r"(?:[^\W\d_][^`*_\[\]<>&\\!#|~\x00-\x1f\x7f-\xa0\ud800-\udfff]*(?<! )(?:\n+|\Z))+\Z")
_EMBED = re.compile(r"\s*okr:\s*([a-z-]+)(?:\s+(.*?))?\s*\Z", re.DOTALL)

_TAGS = frozenset(
    {
        *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "img"),
        *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
    }
)
_ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_CLASSES = {
    "p": {"okr-caption"},
    "th": {"okr-end", "okr-center"},
    "td": {"okr-end", "okr-center"},
}


@dataclass(frozen=True, slots=True)
class Article:
    """A whole page of prose."""

    title: str
    """The heading at its very beginning, as plain text; empty where there is none. It is not part of the body."""
    body: Markup
    headings: tuple[Heading, ...]
    intro: str
    """Plain text before the first section."""
    sections: tuple[Section, ...]


class Prose:
    """Makes HTML of Markdown; made once per build, remembers what it has made."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take the snapshot whose pages links lead to."""
        self.problems: list[Problem] = []
        self._snapshot = snapshot
        self._places = TypedPlaces(snapshot.site.content, content_prefix(snapshot))
        self._links = Links(snapshot, self._anchors_of)
        self._pieces = PieceCounter(snapshot)
        self._documents = {each.inside: each for each in snapshot.organisation.documents}
        self._parser = parser()
        self._lines = parser(only=("comment", "reference", "paragraph"))
        self._made: dict[tuple[str, ...], Markup] = {}
        self._plain: dict[str, str] = {}
        self._anchors: dict[str, frozenset[str]] = {}

    @property
    def attachments(self) -> frozenset[str]:
        """The files beside the content to which texts have led so far, by path inside the content folder."""
        return frozenset(self._links.attachments)

    def html(self, text: str, *, source: str, page_uri: str, top: int = 3) -> Markup:
        """Return blocks of Markdown as safe HTML.

        Args:
            text: What an author typed.
            source: Path inside the content folder of the file in which it was typed.
            page_uri: The page on which it is printed.
            top: The level of its highest headings, 2 to 6: below what the page itself has.
        """
        stripped = text.strip("\n ")
        if _ORDINARY.match(stripped):
            return Markup("<p>" + re.sub(r"\n{2,}", "</p>\n<p>", stripped) + "</p>")
        return self._remembered("block", str(top), text, source, page_uri)

    def inline(self, text: str, *, source: str, page_uri: str) -> Markup:
        """Return a line of Markdown as safe HTML without a paragraph around it; arguments as for `html`."""
        lines = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
        return self._remembered("inline", "", lines, source, page_uri)

    def address(self, typed: str, *, source: str, page_uri: str) -> str:
        """Return what a field that holds a link leads to on a page; empty for nowhere. Arguments as for `html`."""
        return self._landing(typed, source, page_uri).url if typed else ""

    def plain(self, text: str) -> str:
        """Return the words of a Markdown text, not escaped, on one line: for search and descriptions."""
        found = self._plain.get(text)
        if found is None:
            known = len(text) <= MAX_LENGTH
            # A text that only defines links has no tokens, and no words.
            found = (
                plain_text(self._parser.parse(text, _environment(text)))
                if known
                else " ".join(text[:MAX_LENGTH].split())
            )
            self._plain[text] = found
        return found

    def article(self, text: str, *, source: str, page_uri: str, embed: Embed | None = None) -> Article:
        """Return a document: its title, its body with headings from the second level on, and its sections.

        A comment line such as `<!-- okr: map company -->` is replaced by what `embed` returns for it.
        """
        tokens = self._parsed(text[:MAX_LENGTH], source)
        title = ""
        if [token.tag for token in tokens[:1]] == ["h1"]:
            title, tokens = plain_text(tokens[:3]), tokens[3:]
        headings = list(settle_headings(tokens, 2, ids=True))
        self._settle_links(tokens, source, page_uri)
        body = Markup("\n").join(
            part for run in runs(tokens) if (part := self._run(run, source, page_uri, embed)).strip()
        )
        intro, sections = sections_of(tokens)
        return Article(title, body, tree(headings), intro, sections)

    def _run(self, run: Sequence[Token], source: str, page_uri: str, embed: Embed | None) -> Markup:
        if run[0].type != EMBED:
            return self._safe(run)
        if embed is None or not (match := _EMBED.match(run[0].content)):
            return Markup()
        kind, argument = match[1], match[2] or ""
        trouble = self._pieces.trouble(page_uri, kind, argument)
        if not trouble:
            return embed(kind, argument, page_uri) or Markup()
        if not self._snapshot.public:
            code, message, hint = trouble
            asked = " ".join(run[0].content.split())[:80]
            place = self._places.find(source, run[0].content.strip())
            self.problems.append(problem(code, place, f"{message}: '{asked}'.", hint))
        return Markup()

    def _remembered(self, form: str, top: str, text: str, source: str, page_uri: str) -> Markup:
        anywhere = (form, top, text)
        here = (*anywhere, source, url_of(page_uri))
        found = self._made.get(anywhere) or self._made.get(here)
        if found is not None:
            return found
        if len(text) > MAX_LENGTH:
            return Markup("<p>{}</p>").format(text)
        if form == "block":
            tokens = self._parsed(text, source)
            list(settle_headings(tokens, int(top), ids=False))
        else:
            tokens = list(in_a_line(self._parsed(text, source, self._lines)))
        bound = self._settle_links(tokens, source, page_uri)
        found = self._safe(tokens).strip()
        self._made[here if bound else anywhere] = found
        return found

    def _parsed(self, text: str, source: str, by: MarkdownIt | None = None) -> list[Token]:
        """Return the tokens of a text; that its definitions are named too often is noted."""
        environment = _environment(text)
        tokens = (by or self._parser).parse(text, environment)
        refused = environment["references"].refused
        if refused and not self._snapshot.public:
            self.problems.append(
                problem(
                    "OKR311",
                    self._places.find(source, refused),
                    "This link is used so often that its addresses and titles would be longer than the text itself.",
                    "Use it less often, or a shorter address; where there is no room for it, the text stays as typed.",
                )
            )
        return tokens

    def _safe(self, tokens: Sequence[Token]) -> Markup:
        """Render, then take out whatever is not on the list."""
        rendered = self._parser.renderer.render(list(tokens), self._parser.options, {})
        return Markup(
            nh3.clean(
                rendered,
                tags=set(_TAGS),
                attributes=_ATTRIBUTES,
                allowed_classes=_CLASSES,
                url_schemes={"http", "https", "mailto"},
                link_rel=None,
            )
        )

    def _settle_links(self, tokens: Sequence[Token], source: str, page_uri: str) -> bool:
        """Give every link and picture its address; return whether the text is bound to its place by one."""
        bound = False
        for token in tokens:
            if token.children is None:
                continue
            settled: list[Token] = []
            closing: list[str] = []
            for child in token.children:
                if child.type == "link_open":
                    landing = self._landing_of(child, "href", source, page_uri)
                    bound = bound or not landing.outside
                    closing.append(landing.url)
                    if not landing.url:
                        continue  # one that leads to a draft and one that leads nowhere leave nothing but their words
                    _open_link(child, landing)
                elif child.type == "link_close":
                    if not closing.pop():
                        continue
                elif child.type == "image":
                    landing = self._landing_of(child, "src", source, page_uri)
                    bound = bound or not landing.outside
                    settled += _picture(child, landing, linked=any(closing))
                    continue
                settled.append(child)
            token.children = settled
        return bound

    def _landing_of(self, token: Token, attribute: str, source: str, page_uri: str) -> Landing:
        address = str(token.attrs.get(attribute, ""))
        trouble = too_long(address, str(token.attrs.get("title", "")))
        if not trouble:
            return self._landing(address, source, page_uri)
        if not self._snapshot.public:
            found = problem("OKR311", self._places.find(source, address), trouble, "Use a shorter one.")
            self.problems.append(found)
        return Landing()

    def _landing(self, href: str, source: str, page_uri: str) -> Landing:
        landing = self._links.landing(href, source, page_uri)
        if landing.trouble and self._snapshot.public:
            return Landing()  # what leads nowhere here may lead somewhere internal
        if landing.trouble:
            self.problems.append(problem("OKR307", self._places.find(source, href), landing.trouble, landing.hint))
        return landing

    def _anchors_of(self, inside: str) -> frozenset[str]:
        """Return the anchors of a document or of a page of the guide, given its path inside content."""
        if inside not in self._anchors:
            found = self._documents.get(inside)
            name = inside.removeprefix("guide/").removesuffix(".md")
            guide = found is None and name in GUIDE_PAGES
            body = found.body if found else text_of(name) if guide else ""
            tokens = self._parser.parse(body[:MAX_LENGTH], _environment(body))
            if [token.tag for token in tokens[:1]] == ["h1"]:
                tokens = tokens[3:]
            headings = frozenset(heading for heading, _, _ in settle_headings(tokens, 2, ids=True))
            self._anchors[inside] = headings | (table_anchors(name) if guide else frozenset())
        return self._anchors[inside]


def _environment(text: str) -> dict[str, Definitions]:
    """Return what the parser keeps while it reads a text: its link definitions, with the budget for naming them."""
    return {"references": Definitions(min(len(text), MAX_LENGTH))}


def _open_link(token: Token, landing: Landing) -> None:
    """Turn a link's opening into what it becomes."""
    title = token.attrs.get("title")
    token.attrs = {"href": landing.url}
    if title:
        token.attrs["title"] = title
    if landing.outside:
        token.attrs["rel"] = "noopener noreferrer"


def _picture(token: Token, landing: Landing, *, linked: bool) -> list[Token]:
    """Return a picture of this site as one; any other as a link to it, or as words inside another link."""
    words = token.content or plain_text(token.children or ()) or "picture"
    if landing.image:
        token.attrs = {"src": landing.url, "alt": token.attrs.get("alt", ""), "loading": "lazy"}
        return [token]
    text = Token("text", "", 0, content=words)
    if not landing.url or linked:
        return [text]
    opening = Token("link_open", "a", 1, attrs={"href": landing.url})
    if landing.outside:
        opening.attrs["rel"] = "noopener noreferrer"
    return [opening, text, Token("link_close", "a", -1)]
