"""Single values from positioned texts: words, Markdown, ids, addresses, numbers and dates.

A value that can't be read becomes a problem and is left out, so that one wrong cell never hides the rest of its file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from okrsite import field_types as types
from okrsite.amounts import Quantity, Range
from okrsite.fields import AnyFieldType, Field
from okrsite.late_patterns import compile_late
from okrsite.model.lengths import MAX_LINE, UNLIMITED, check_length, take_ids
from okrsite.model.names import explain_invalid_id
from okrsite.problems import Place, Problem, create_problem
from okrsite.prose import Prose
from okrsite.sources import numbers
from okrsite.sources.misreads import Misread, swap_decimal_sign
from okrsite.sources.records import ListNode, Node, Scalar, list_typed_nodes
from okrsite.sources.web_addresses import check_host, find_meant_address, find_missing_scheme, has_leftovers
from okrsite.synonyms import find_meant_words, normalise_word
from okrsite.vocabulary import OBJECTIVE

# Browsers take a backslash for a slash: `/\\evil.example` would leave the site.
_SAFE_LINK = compile_late(r"(?:https?://|mailto:|(?![a-z][a-z0-9+.-]*:)(?!//)[^\s\\])[^\s\\]*\Z", re.IGNORECASE)

_SIGN_BETWEEN = compile_late(r"(?<=[^\W\d_]{3})(?:\.\s+|\s*;\s*|\s*[|•·]\s*|\s+/\s+)(?=[^\W\d_])")
_NAMES_OF_SIGNS = {";": "semicolon", ".": "full stop", "|": "pipe", "•": "bullet", "·": "dot", "/": "slash"}
_HASHTAGS = compile_late(r"#[^\W_][\w-]*(?:\s+#[^\W_][\w-]*)*\Z")
"""Tags as other programs have them: `#help #speed`."""
_BULLET = re.compile(r"(?:\\?[-*+–•‣▪][ \u00a0\t]+|[-–•‣▪])(?=[^\W\d_])")
_SIGN_BEHIND = compile_late(r"(?<=[^\W\d_]{3})(?<!Inc)(?<!Ltd)(?<!Corp)(?<!etc)[.;]\Z")
_WORD_LISTS = frozenset({OBJECTIVE.TAGS.name, OBJECTIVE.WITH.name, OBJECTIVE.CONSULT.name, OBJECTIVE.INFORM.name})
_SHOWN = 60
"""Characters of a text that a question repeats."""

T = TypeVar("T")
Word = TypeVar("Word", bound=str)


class ValueReader:
    """Reads values of one file and collects what is wrong with them.

    Each `read_` method takes what stands in a field and returns its value, None where it can't be read; each `parse_`
    method does so with a text and what messages call it.
    """

    def __init__(self, problems: list[Problem], *, decimal_comma: bool = False) -> None:
        """Collect into `problems`; numbers as the site's settings say."""
        self.problems = problems
        self.decimal_comma = decimal_comma
        self.days: tuple[date, date] | None = None
        """The first and the last day of the file's cycle, where it has one: a date without a year lies between them."""

    def report(self, code: str, place: Place, message: str, hint: str = "", *, correction: str | None = None) -> None:
        """Note a problem; `correction` is what should stand in its place, where that is known."""
        self.problems.append(create_problem(code, place, message, hint, correction=correction))

    def accept_length(self, scalar: Scalar, name: str, type: AnyFieldType = types.TEXT) -> bool:
        """Return whether a text is short enough for a field of a type; report a longer one."""
        wrong = check_length(scalar, name, type)
        if wrong is None:
            return True
        self.problems.append(wrong)
        return False

    def read_scalar(self, node: Node, field: Field[object]) -> Scalar | None:
        """Return the one text of a field; a list of one stands for it."""
        only = node.items[0] if isinstance(node, ListNode) and len(node.items) == 1 else node
        if isinstance(only, Scalar):
            is_short = len(only.text) <= MAX_LINE or field.type in UNLIMITED
            return only if is_short or self.accept_length(only, field.name, field.type) else None
        shape = "a list" if isinstance(node, ListNode) else "a group of fields"
        takes, belong = ("single values", "belong") if field.type in types.SEVERAL else ("one value", "belongs")
        code = "OKR216" if field.name == "owner" else "OKR202"
        hint = (
            "Name the one person who answers for it; the others are `contributors`."
            if field.name == "owner"
            else swap_decimal_sign(f"Here {belong} {field.help[0].lower()}{field.help[1:]}", self.decimal_comma)
        )
        self.report(code, node.place, f"'{field.name}' takes {takes}, and here is {shape}.", hint)
        return None

    def read_parsed(self, node: Node, field: Field[object], parse: Callable[[Scalar, str], T | None]) -> T | None:
        """Return what one of the `parse_` methods makes of the one text of a field."""
        scalar = self.read_scalar(node, field)
        return None if scalar is None else parse(scalar, field.name)

    def read_text(self, node: Node, field: Field[object]) -> str | None:
        """Return one line of text, blanks joined."""
        scalar = self.read_scalar(node, field)
        return None if scalar is None else " ".join(scalar.text.split())

    def read_prose(self, node: Node, field: Field[object]) -> Prose | None:
        """Return Markdown without the empty lines around it."""
        scalar = self.read_scalar(node, field)
        return None if scalar is None else Prose(scalar.text.strip("\n"), scalar.place)

    def read_id(self, node: Node, field: Field[object]) -> str | None:
        """Return an id."""
        scalar = self.read_scalar(node, field)
        if scalar is None:
            return None
        text = scalar.text.strip()
        wrong = explain_invalid_id(text)
        if wrong is None:
            return text
        self.report("OKR209", scalar.place, *wrong)
        return None

    def read_ids(self, node: Node, field: Field[object]) -> tuple[str, ...]:
        """Return ids, without those that are none."""
        return tuple(filter(None, (self.read_id(item, field) for item in take_ids(node, field.name, self.problems))))

    def read_texts(self, node: Node, field: Field[object]) -> tuple[str, ...]:
        """Return lines of text, each once."""
        texts: list[str] = []
        for item in self._split_words(node, field) if field.name in _WORD_LISTS else list_typed_nodes(node):
            if isinstance(item, Scalar):
                text = self._drop_bullet(item)
                texts += [" ".join(text.split())] if self.accept_length(item, field.name) else []
            else:
                self.report(
                    "OKR202",
                    item.place,
                    f"'{field.name}' takes words, and here is something with parts of its own.",
                    "Write each as one line of text; one with a colon in it in quotes.",
                )
        return tuple(dict.fromkeys(texts))

    def _drop_bullet(self, item: Scalar) -> str:
        """Return a line without the sign of a list before it, which is told."""
        sign = _BULLET.match(item.text)
        if sign is None:
            return item.text
        meant = item.text[sign.end() :]
        message = f"{numbers.quote_text(item.text)} begins with the sign of a list, and is read without it."
        self.report("OKR118", item.place, message, correction=meant)
        return meant

    def _split_words(self, node: Node, field: Field[object]) -> Iterator[Node]:
        """Yield each word of a list, or of a text with commas; ask about another sign where a comma was meant."""
        for item in list_typed_nodes(node):
            if not isinstance(item, Scalar):
                yield item
                continue
            # What is an item of a list already is one tag, with any commas in it.
            is_typed_alone = node is item and field.name == OBJECTIVE.TAGS.name
            in_brackets = item.text[:1] + item.text[-1:] == "()" and "," in item.text
            if in_brackets and field.name == OBJECTIVE.TAGS.name:
                message = f"The round brackets around these {field.name} are read as a part of them."
                self.report("OKR118", item.place, message, correction=item.text[1:-1])
            tags = re.split("[,;]", item.text) if is_typed_alone else [item.text]
            if field.name == OBJECTIVE.TAGS.name:
                parts = [tag.split() if _HASHTAGS.match(tag.strip()) else [tag] for tag in tags]
                tags = [part.removeprefix("#") for split in parts for part in split]
            for tag in filter(None, map(str.strip, tags)):
                if match := _SIGN_BETWEEN.search(tag):
                    sign = _NAMES_OF_SIGNS[match[0].strip()]
                    called = "tag" if field.name == OBJECTIVE.TAGS.name else "name"
                    message = f"{numbers.quote_text(tag)} is one {called}, with a {sign} in it."
                    meant = f"{tag[: match.start()]}, {tag[match.end() :]}"
                    self.report("OKR118", item.place, message, f"Do you mean two, with a comma: {meant[:_SHOWN]}?")
                elif match := _SIGN_BEHIND.search(tag):
                    message = f"“{match[0]}” at the end of {numbers.quote_text(tag)} is read as a part of it."
                    without = item.text.removesuffix(match[0]) if item.text.endswith(tag) else None
                    self.report("OKR118", item.place, message, correction=without)
                yield Scalar(tag, item.place, item.plain)

    def read_choice(self, node: Node, field: Field[object], words: tuple[Word, ...]) -> Word | None:
        """Return one of some words; any case, hyphens and underscores are read."""
        scalar = self.read_scalar(node, field)
        if scalar is None:
            return None
        typed = normalise_word(scalar.text)
        for word in words:
            if word == typed:
                return word
        meant = find_meant_words(scalar.text, words)
        quoted = " or ".join(f"'{word}'" for word in meant)
        self.report(
            "OKR211",
            scalar.place,
            f"'{field.name}' can't be {numbers.quote_text(scalar.text)}.",
            f"{f'Did you mean {quoted}? ' if meant else ''}It is one of: {', '.join(words)}.",
            correction=meant[0] if len(meant) == 1 else None,
        )
        return None

    def read_marks(self, node: Node, field: Field[object]) -> tuple[str, ...] | None:
        """Read one word or several; one that isn't known makes all of it unreadable, and so withholds everything."""
        words: list[str | None] = []
        for item in list_typed_nodes(node):
            if isinstance(item, Scalar):
                typed = filter(str.strip, item.text.split(","))
                words += [self.read_choice(Scalar(word, item.place), field, field.choices) for word in typed]
            else:
                words.append(self.read_choice(item, field, field.choices))
        return None if None in words else tuple(filter(None, words))

    def read_address(self, node: Node, field: Field[object]) -> str | None:
        """Return an address that may be published as a link."""
        scalar = self.read_scalar(node, field)
        if scalar is None:
            return None
        if is_safe_address(scalar.text.strip()):
            return scalar.text.strip()
        if has_leftovers(scalar.text):
            message = f"{numbers.quote_text(scalar.text)} has signs in it that belong to no address."
            hint = "Type the address alone, from its https:// to its end."
            self.report("OKR224", scalar.place, message, hint, correction=find_meant_address(scalar.text))
            return None
        if meant := find_missing_scheme(scalar.text.strip()):
            scheme = meant.partition(":")[0]
            message = f"{numbers.quote_text(scalar.text)} would be a path in this site: its beginning is missing."
            hint = (
                f"Begin it with {scheme}:{'' if scheme == 'mailto' else '//'}; begin a path in this site with a slash."
            )
            self.report("OKR224", scalar.place, message, hint, correction=meant)
            return None
        fault = check_host(scalar.text.strip())
        self.report(
            "OKR224",
            scalar.place,
            f"'{scalar.text[:80]}' can't be published as a link{fault and f': it {fault}'}.",
            "Links begin with https://, http:// or mailto:, or are paths in this site.",
        )
        return None

    def read_confidence(self, node: Node, field: Field[object]) -> float | None:
        """Return a share of 0.0 to 1.0."""
        return self.read_parsed(node, field, lambda scalar, name: self.parse_confidence(scalar, name, name))

    def parse_words(self, scalar: Scalar, name: str) -> str | None:
        """Return a text without outer blanks; one that is too long is reported."""
        return scalar.text.strip() if self.accept_length(scalar, name) else None

    def parse_quantity(self, scalar: Scalar, name: str) -> Quantity | None:
        """Return a number with its unit of measure."""
        return self._take(numbers.parse_quantity(scalar.text.strip(), decimal_comma=self.decimal_comma), scalar, name)

    def parse_confidence(self, scalar: Scalar, name: str, called: str) -> float | None:
        """Return a share of 0.0 to 1.0; `called` is what the sentence about a wrong one calls it."""
        share = numbers.parse_confidence(scalar.text.strip(), decimal_comma=self.decimal_comma, called=called)
        return self._take(share, scalar, name)

    def parse_fraction(self, scalar: Scalar, name: str) -> float | None:
        """Return a number from 0.0 to 1.0."""
        return self._take(numbers.parse_fraction(scalar.text.strip(), decimal_comma=self.decimal_comma), scalar, name)

    def parse_weight(self, scalar: Scalar, name: str) -> float | None:
        """Return a number of 0 or more."""
        return self._take(numbers.parse_weight(scalar.text.strip(), decimal_comma=self.decimal_comma), scalar, name)

    def parse_range(self, scalar: Scalar, name: str) -> Range | None:
        """Return a range."""
        return self._take(numbers.parse_range(scalar.text.strip(), decimal_comma=self.decimal_comma), scalar, name)

    def parse_date(self, scalar: Scalar, name: str) -> date | None:
        """Return a date."""
        return self._take(numbers.parse_date(scalar.text.strip(), self.days), scalar, name)

    def parse_boolean(self, scalar: Scalar, name: str) -> bool | None:
        """Return yes or no."""
        return self._take(numbers.parse_boolean(scalar.text.strip()), scalar, name)

    def _take(self, value: T | Misread, scalar: Scalar, name: str) -> T | None:
        """Return a value that could be read; report one that couldn't."""
        if isinstance(value, Misread):
            self.report(value.code, scalar.place, f"{name}: {value.message}", value.hint, correction=value.correction)
            return None
        return value


def is_safe_address(text: str) -> bool:
    """Whether an address may be published as a link."""
    is_whole = not check_host(text) and not has_leftovers(text) and find_missing_scheme(text) is None
    return is_whole and _SAFE_LINK.match(text) is not None
