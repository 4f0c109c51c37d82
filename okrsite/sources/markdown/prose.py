"""Prose: source lines as they stand in the file, kept as Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from okrsite.sources.markdown.blocks import MarkdownBlock, strip_blank_lines
from okrsite.sources.markdown.spans import LINE_END, SourceText, Span, strip_comments
from okrsite.sources.records import Scalar

_ASKING = re.compile(r"<!-- (?:okr:|material/tags\b)")


def read_prose_lines(source: SourceText, numbers: Iterable[int], flush: set[int] | None = None) -> Scalar | None:
    """Return some lines of a file as one prose, None when they say nothing.

    Args:
        source: The file.
        numbers: The lines, from 0, rising. Where some are left out, an empty line stands in between.
        flush: First lines of blocks that keep their indentation; a run that begins elsewhere was cut out of a bullet.
    """
    runs = [run for run in _split_runs(source, numbers) if run]
    texts: list[str] = []
    for run in runs:
        lines = [source.get_line(number) for number in run]
        cut_out = 0
        if flush is not None:
            cut_out = next((at for at, number in enumerate(run) if number in flush), len(run))
        if cut_out:
            parts = textwrap.dedent("\n".join(lines[:cut_out])), "\n".join(lines[cut_out:])
            texts.append("\n".join(part for part in parts if part))
        else:
            texts.append("\n".join(lines))
    whole = "\n\n".join(texts)
    # A comment that asks for a piece of the model, or for the list of tags, is all that some pages hold.
    if not strip_comments(whole).strip() and not _ASKING.search(whole):
        return None
    place = source.make_place(source.find_line_start(runs[0][0]), source.find_line_end(runs[-1][-1]))
    return Scalar(whole, place, plain=False)


def _split_runs(source: SourceText, numbers: Iterable[int]) -> Iterable[list[int]]:
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield list(strip_blank_lines(source, run))
            run = []
        run.append(number)
    yield list(strip_blank_lines(source, run))


def read_prose_after_label(span: Span, item: MarkdownBlock | None) -> Scalar:
    """Return prose that begins behind a label: the rest of the line, and what its bullet holds below."""
    source = span.source
    if item is None:
        return span.to_scalar(span.raw.replace("\\|", "|"))
    numbers = strip_blank_lines(source, item.lines)
    below = [number for number in numbers if source.find_line_start(number) > span.start]
    rest = textwrap.dedent("\n".join(source.get_line(number) for number in below))
    first = LINE_END.split(span.raw, maxsplit=1)[0].rstrip()
    text = f"{first}\n{rest}".strip("\n")
    end = source.find_line_end(below[-1]) if below else span.end
    return Scalar(text, source.make_place(span.start, max(span.start, end)), plain=False)
