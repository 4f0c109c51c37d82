"""Which of several spellings in Markdown says what it should: each is read back where it would stand.

What could be meant by a line of Markdown is decided by its reader alone. So nothing of that is known here twice: the
spelling that reads best is tried first, then those in which more signs are escaped, or that are longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from okrsite.editing.meaning import Meaning, read_meaning
from okrsite.editing.written_lines import WrittenLine, indent_lines, join_lines
from okrsite.late_patterns import compile_late
from okrsite.problems import Place
from okrsite.sources.markdown.documents import read_markdown
from okrsite.sources.records import NULL_WORDS, ListNode, MapEntry, MapNode, Scalar
from okrsite.vocabulary import CYCLE_FILE, OBJECTIVE

Lines = list[WrittenLine]

_MARKUP = compile_late(r"[\\`*_\[\]<>&!|{}#]")
_PUNCTUATION = compile_late(r"[!-/:-@\[-`{-~]")
_ABOVE, _BELOW = "## Above\n\n- Id: above\n\n", "\n## Below\n\n- Id: below\n"
_NEIGHBOURS = ({"title": "Above", "id": "above"}, {"title": "Below", "id": "below"})


class UnwritableError(Exception):
    """Something can be typed in one spelling and not in the other.

    The message is a sentence; `place` is where it was typed.
    """

    def __init__(self, message: str, place: Place, hint: str) -> None:
        """Say what, where, and what to do about it."""
        super().__init__(message)
        self.place = place
        self.hint = hint


def spell_words(scalar: Scalar) -> Iterator[str]:
    """Yield spellings of a text that is read as its words: as it is, and with more and more signs escaped."""
    text = " ".join(scalar.text.split())
    if text in NULL_WORDS:
        yield f"`{text}`"  # a word like any other, where the plain one would be nothing
        return
    yield text
    yield _MARKUP.sub(r"\\\g<0>", text)
    yield _PUNCTUATION.sub(r"\\\g<0>", text)


def list_typed_entries(record: MapNode) -> list[MapEntry]:
    """Return the fields of a record that say something."""
    return [entry for entry in record if not (isinstance(entry.value, Scalar) and entry.value.is_absent)]


def read_objective_back(lines: Iterable[WrittenLine]) -> tuple[Meaning, bool]:
    """Return what an objective in Markdown says between two others, and whether nothing about it is asked.

    What says more or less than one objective, or something of its neighbours, says nothing.
    """
    text = f"{_ABOVE}{join_lines(lines)}{_BELOW}"
    node, problems = read_markdown("", text, CYCLE_FILE.name)
    objectives = node.get(CYCLE_FILE.OBJECTIVES.name) if node is not None and len(node.entries) == 1 else None
    if not isinstance(objectives, ListNode) or len(objectives.items) != 3:
        return None, False
    above, meant, below = (read_meaning(item, OBJECTIVE) for item in objectives.items)
    return (meant, not problems) if (above, below) == _NEIGHBOURS else (None, False)


class MarkdownTrials:
    """Chooses among spellings, carefully or the first one that comes."""

    def __init__(self, *, careful: bool) -> None:
        """Read each spelling back if `careful`; else take the one that reads best, for whoever reads all of it back."""
        self.careful = careful

    def find(self, spellings: Iterable[Lines], frame: Callable[[Lines], Lines], expected: MapNode) -> Lines | None:
        """Return the first spelling that says what it should, if possible without a question about it; None for none.

        Args:
            spellings: From the one that reads best to the one that is safest.
            frame: Makes an objective of it, in whose place it stands.
            expected: What that objective says.
        """
        if not self.careful:
            return next(iter(spellings), None)
        meaning, second = read_meaning(expected, OBJECTIVE), None
        for lines in spellings:
            said, is_clear = read_objective_back(frame(lines))
            if said == meaning and is_clear:
                return lines
            if said == meaning and second is None:
                second = lines
        return second

    def choose(
        self, spellings: Iterable[Lines], frame: Callable[[Lines], Lines], expected: MapNode, called: str, place: Place
    ) -> Lines:
        """Return what `find` does.

        Args:
            spellings: As for `find`.
            frame: As for `find`.
            expected: As for `find`.
            called: What it is, for a message: `the title`.
            place: Where it was typed.

        Raises:
            UnwritableError: no spelling says it.
        """
        lines = self.find(spellings, frame, expected)
        if lines is None:
            message = f"{called[:1].upper()}{called[1:]} can't be written in Markdown so that it says the same."
            hint = "Type it in simpler words or signs first, or leave the file as it is."
            raise UnwritableError(message, place, hint)
        return lines


def frame_texts(*texts: str) -> Lines:
    """Return lines that come from nowhere."""
    return [WrittenLine(text) for text in texts]


def nest(lines: Sequence[WrittenLine]) -> Lines:
    """Return lines as a part of the bullet above them."""
    return indent_lines(lines, "  ")
