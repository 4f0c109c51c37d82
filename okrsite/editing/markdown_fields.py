"""Fields as bullets of Markdown: `- Owner: Anna`, with bullets below where one line doesn't do.

Each function yields spellings of one field, from the one that reads best to the one that is safest.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from okrsite import field_types as types
from okrsite.editing.markdown_trials import Lines, nest, spell_words
from okrsite.editing.written_lines import WrittenLine
from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.sources.records import ListNode, MapNode, Node, Scalar, list_typed_nodes
from okrsite.vocabulary import LEVELS, LINK

_BLOCK_START = compile_late(r"[ \t]|[#>|`~+*=-]|\d{1,9}[.)]|<")
_PATH = compile_late(r"(?:\.{1,2}/)?[\w./-]+\.(?:md|ya?ml)#(?P<anchor>[\w-]+)\Z")
_SIGNS_OF_LISTS = compile_late(r"[,;]")
_MOST_SPELLINGS = 4
_LONGEST_LINE = 120


def write_field(field: Field[object], value: Node, origin: int) -> Iterator[Lines]:
    """Yield spellings of a field as one bullet, and what stands below it.

    Args:
        field: The field.
        value: What it holds.
        origin: The line at which it was typed.
    """
    if field.type is types.PROSE and isinstance(value, Scalar):
        yield from write_prose_bullet(field.label, value.text, origin)
    elif isinstance(value, Scalar) and field.type is types.ADDRESS:
        yield from (_bullet(field, text, origin) for text in (value.text, f"<{value.text}>"))
    elif isinstance(value, Scalar) and field.type not in types.LINKS:
        yield from (_bullet(field, text, origin) for text in spell_words(value))
        for text in spell_words(value):
            yield [*_bullet(field, "", origin), WrittenLine(f"  - {text}")]
    elif isinstance(value, MapNode) and field.type not in types.LINKS:
        yield from _write_pairs(field, value, origin)
    elif field.type in types.LINKS:
        yield from _write_links(field, list_typed_nodes(value), origin)
    elif isinstance(value, ListNode):
        yield from _write_list(field, list_typed_nodes(value), origin)


def _bullet(field: Field[object], text: str, origin: int) -> Lines:
    return [WrittenLine(f"- {field.label}: {text}".rstrip(), origin)]


def write_prose_bullet(label: str, markdown: str, origin: int) -> Iterator[Lines]:
    """Yield spellings of Markdown behind a label: on its line, below it, and so far to the right that it holds all."""
    lines = [line if line.strip() else "" for line in markdown.strip("\n").split("\n")]
    if len(lines) == 1 and lines[0][:4] != "    ":
        lines = [lines[0].strip()]
    first, rest = lines[0], lines[1:]
    if not _BLOCK_START.match(first) and (not rest or any(line and not line[0].isspace() for line in rest)):
        yield [WrittenLine(f"- {label}: {first}", origin), *_shift(rest, 2)]
    yield [WrittenLine(f"- {label}:", origin), WrittenLine(""), *_shift(lines, 2)]
    yield [WrittenLine(f"-    {label}:", origin), WrittenLine(""), *_shift(lines, 5)]
    if not _BLOCK_START.match(first):
        yield [WrittenLine(f"-    {label}: {first}", origin), *_shift(rest, 5)]


def _shift(lines: list[str], by: int) -> Lines:
    return [WrittenLine(f"{' ' * by}{line}" if line else "") for line in lines]


def _write_list(field: Field[object], items: tuple[Node, ...], origin: int) -> Iterator[Lines]:
    texts = [item for item in items if isinstance(item, Scalar)]
    spelled = list(zip(*(_take(spell_words(text)) for text in texts), strict=True))
    fits = len(texts) == 1 or (
        not any(_SIGNS_OF_LISTS.search(text.text) for text in texts)
        and sum(len(text.text) + 2 for text in texts) < _LONGEST_LINE
        and not any(len(text.text.split()) > 4 for text in texts)
    )
    below = [[*_bullet(field, "", origin), *_list_below(texts, words)] for words in spelled]
    beside = [_bullet(field, ", ".join(words), origin) for words in spelled]
    is_single_line = len(texts) == 1 and len(texts[0].text.split()) > 4
    yield from (*beside, *below) if fits and not is_single_line else (*below, *beside)


def _list_below(items: list[Scalar], words: tuple[str, ...]) -> Lines:
    return [WrittenLine(f"  - {text}", item.place.line, is_inner=True) for item, text in zip(items, words, strict=True)]


def _take(spellings: Iterator[str]) -> list[str]:
    """Return as many spellings of a text as of any other, so that several are escaped alike."""
    known = list(spellings)
    return known[:_MOST_SPELLINGS] + [known[-1]] * (_MOST_SPELLINGS - len(known))


def _write_pairs(field: Field[object], pairs: MapNode, origin: int) -> Iterator[Lines]:
    """Yield levels (`commit one; target two`), or values by name (`2026-10-31: 130, 2026-11-30: 155`)."""
    is_levels = field.record is LEVELS
    sign, end = (" ", "; ") if is_levels else (": ", "; " if field.type is types.GRADED_TEXTS else ", ")
    keys = [entry.key for entry in pairs if _is_typed(entry.value)]
    spelled = [
        list(zip(_take(spell_words(entry.key)), _take(spell_words(entry.value)), strict=True))
        for entry in pairs
        if isinstance(entry.value, Scalar) and not entry.value.is_absent
    ]
    by_care = list(zip(*spelled, strict=True))
    for words in by_care:
        yield _bullet(field, end.join(f"{key}{sign}{value}" for key, value in words), origin)
    for between, words in product((": ", " "), by_care):
        lines = [
            WrittenLine(f"  - {name}{between}{value}", key.place.line, is_inner=True)
            for key, (name, value) in zip(keys, words, strict=True)
        ]
        yield [*_bullet(field, "", origin), *lines]


def _write_links(field: Field[object], links: tuple[Node, ...], origin: int) -> Iterator[Lines]:
    for care in range(_MOST_SPELLINGS):
        texts = [_write_link(link, care) for link in links]
        if len(texts) == 1:
            yield _bullet(field, texts[0], origin)
        elif not any(_SIGNS_OF_LISTS.search(text) for text in texts):
            yield _bullet(field, ", ".join(texts), origin)
        lines = [
            WrittenLine(f"  - {text}", link.place.line, is_inner=True) for link, text in zip(links, texts, strict=True)
        ]
        yield [*_bullet(field, "", origin), *lines]
    for care in range(_MOST_SPELLINGS):
        lines = [line for link in links for line in _write_link_below(link, care)]
        yield [*_bullet(field, "", origin), *nest(lines)]


def _write_link(link: Node, care: int) -> str:
    if not isinstance(link, MapNode):
        return _spell_reference(link, care)
    share, because = link.get(LINK.SHARE.name), link.get(LINK.BECAUSE.name)
    reason = [_spell(share, 0)] if _is_typed(share) else []
    reason += [f"because {_spell(because, care)}"] if _is_typed(because) else []
    to = _spell_reference(link.get(LINK.TO.name), care)
    return f"{to} ({', '.join(reason)})" if reason else to


def _write_link_below(link: Node, care: int) -> Lines:
    """Return a link as a bullet, with share and reason below it."""
    if not isinstance(link, MapNode):
        return [WrittenLine(f"- {_spell_reference(link, care)}")]
    lines = [WrittenLine(f"- {_spell_reference(link.get(LINK.TO.name), care)}")]
    for field in (LINK.SHARE, LINK.BECAUSE):
        if _is_typed(value := link.get(field.name)):
            lines.append(WrittenLine(f"  - {field.label}: {_spell(value, care)}"))
    return lines


def _spell_reference(node: Node | None, care: int) -> str:
    text = _spell(node, care)
    path = _PATH.match(text) if care == 0 else None
    return f"[{path['anchor'].replace('-', ' ')}]({text})" if path else text


def _spell(node: Node | None, care: int) -> str:
    return _take(spell_words(node))[care] if isinstance(node, Scalar) else ""


def _is_typed(node: Node | None) -> bool:
    return isinstance(node, Scalar) and not node.is_absent
