"""Sections of an objective: what stands below one heading within it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from okrsite.fields import Field
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.headings import SECTIONS, find_section
from okrsite.sources.markdown.reading import MarkdownReading


@dataclass(slots=True)
class ObjectiveSection:
    """What stands below one level-3 heading, or between the objective's own heading and the first of them."""

    heading: MarkdownBlock | None
    field: Field[object] | None
    """The field that the heading names; None above the first heading and below one that names none."""
    first: int
    last: int = 0
    blocks: list[MarkdownBlock] = dataclasses.field(default_factory=list)


def split_sections(
    reading: MarkdownReading, heading: MarkdownBlock, blocks: Sequence[MarkdownBlock], last: int
) -> list[ObjectiveSection]:
    """Return the sections of one objective, the one right below its heading first.

    Args:
        reading: The file.
        heading: The objective's heading.
        blocks: The top-level blocks below it, up to the next objective.
        last: The line behind its last one, from 0.
    """
    sections = [ObjectiveSection(None, None, heading.last)]
    for block in blocks:
        known = find_section(reading.make_scalar(block.text).text) if block.kind == "heading" and block.text else None
        in_prose = sections[-1].field is not None and sections[-1].field not in SECTIONS
        # Below the objective's own level any heading may name a section; within a text, headings are its own.
        if block.kind == "heading" and (block.level in (2, 3) or (known is not None and not in_prose)):
            sections[-1].last = block.first
            sections.append(ObjectiveSection(block, known, block.last))
        else:
            sections[-1].blocks.append(block)
    sections[-1].last = last
    return sections
