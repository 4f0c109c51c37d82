"""The Markdown that authors may use: CommonMark, GitHub's tables and strikethrough; no raw HTML, no comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

EMBED = "okr_embed"
"""The token of a comment line that begins with `okr:`."""

_COMMENT = "okr_comment"

MAX_NESTING = 40
"""Lists in lists and quotes in quotes: twenty levels. Deeper ones are left out."""

_ALIGNED = {"text-align:right": "okr-end", "text-align:center": "okr-center"}
_ENDS = frozenset(
    {"paragraph_close", "heading_close", "list_item_close", "td_close", "th_close", "fence", "code_block", "hr"}
)


def create_parser(only: Sequence[str] = ()) -> MarkdownIt:
    """Return a parser that knows our dialect, and a renderer that needs no inline style.

    Args:
        only: The kinds of blocks that it knows; all where none is named.
    """
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    markdown.enable(["table", "strikethrough"])
    markdown.block.ruler.before(
        "paragraph", "comment", _parse_block_comment, {"alt": ["paragraph", "blockquote", "list"]}
    )
    markdown.inline.ruler.before("autolink", "comment", _parse_inline_comment)
    if only:
        markdown.block.ruler.enableOnly(list(only))
    # Every address is judged where links are settled, and what is refused there is reported; here it would stay as
    # brackets and nobody would be told.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # the parser's own way to replace it
    for name in ("th_open", "td_open"):
        markdown.add_render_rule(name, _render_cell)
    markdown.add_render_rule("fence", _render_fence)
    # A line's end, or the words around a comment would meet.
    for name in (EMBED, _COMMENT):
        markdown.add_render_rule(name, lambda *_: "\n")
    return markdown


def join_paragraphs(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield what stands in paragraphs, one after the other on one line, without the paragraphs."""
    paragraphs = [token for token in tokens if token.type == "inline"]
    for place, token in enumerate(paragraphs):
        if place:
            yield Token("text", "", 0, content=" ")
        breaks = ("softbreak", "hardbreak")
        children = token.children or ()
        token.children = [Token("text", "", 0, content=" ") if child.type in breaks else child for child in children]
        yield token


def split_at_embeddings(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield stretches of ordinary tokens, and each embedding by itself."""
    run: list[Token] = []
    for token in tokens:
        if token.type == EMBED:
            if run:
                yield run
            yield [token]
            run = []
        else:
            run.append(token)
    if run:
        yield run


def extract_plain_text(tokens: Sequence[Token]) -> str:
    """Return the words of tokens on one line, without markup."""
    parts: list[str] = []
    _collect_words(tokens, parts)
    return " ".join("".join(parts).split())


def _collect_words(tokens: Sequence[Token], parts: list[str]) -> None:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.children is not None and token.type in ("inline", "image"):
            _collect_words(token.children, parts)
        elif token.type in ("text", "text_special", "code_inline", "fence", "code_block"):
            parts.append(token.content)
        if token.type in _ENDS:
            parts.append(" ")


def _parse_block_comment(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read `<!-- … -->` that begins a line: gone, up to the end of the line on which it is closed."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.is_code_block(start_line) or not state.src.startswith("<!--", start):
        return False
    limit = state.eMarks[end_line - 1]
    close = _find_comment_end(state, start + 4, limit)
    line = start_line
    while line + 1 < end_line and state.eMarks[line] < close + 3:
        line += 1
    if state.src[close + 3 : state.eMarks[line]].strip() and line == start_line:
        return False  # words follow on the same line: the comment is a part of their paragraph
    if silent:
        return True
    state.line = line + 1
    content = state.src[start + 4 : close].strip()
    placed = state.level == 0 and content.startswith("okr:")
    state.push(EMBED if placed else _COMMENT, "", 0).content = content
    return True


def _parse_inline_comment(state: StateInline, silent: bool) -> bool:
    """Read `<!-- … -->` inside a paragraph: gone."""
    if not state.src.startswith("<!--", state.pos):
        return False
    close = _find_comment_end(state, state.pos + 4, state.posMax)
    state.pos = min(close + 3, state.posMax)
    return True


def _find_comment_end(state: StateBlock | StateInline, start: int, limit: int) -> int:
    """Return where a comment is closed; one that never is reaches to the end."""
    close = state.src.find("-->", start, limit)
    return close if close >= 0 else limit


def _render_cell(
    self: RendererProtocol, tokens: Sequence[Token], place: int, options: OptionsDict, environment: EnvType
) -> str:
    name = _ALIGNED.get(str(tokens[place].attrs.get("style", "")))
    return f'<{tokens[place].tag} class="{name}">' if name else f"<{tokens[place].tag}>"


def _render_fence(
    self: RendererProtocol, tokens: Sequence[Token], place: int, options: OptionsDict, environment: EnvType
) -> str:
    """Render code as it is; a title behind the language (`yaml title="team.yml"`) stands above it."""
    _, quoted, rest = tokens[place].info.partition('title="')
    title, closed, _ = rest.partition('"')
    caption = Markup('<p class="okr-caption"><code>{}</code></p>\n').format(title) if quoted and closed else ""
    return f"{caption}<pre><code>{escape(tokens[place].content)}</code></pre>\n"
