"""What somebody meant by a list or group of fields between brackets that YAML can't read.

Goes through the brackets as a person reads them: a value lasts until a comma with the name of a field behind it,
whatever signs stand in between. Returns them as they should be typed, with everything else on them as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from okrsite.late_patterns import compile_late
from okrsite.sources.yaml_flow_signs import (
    NO_TEXT,
    ends_in_sign_for_comma,
    explain_odd_blank,
    explain_sign_for_colon,
    explain_sign_for_comma,
    find_next_field,
)
from okrsite.sources.yaml_loose_values import FROM_TO, find_loose_values
from okrsite.sources.yaml_names import BESIDE_VALUES, HOLDERS, NAME, NAMES, SELDOM_IN_TEXTS, fits_in_record
from okrsite.sources.yaml_quotes import (
    PUT_IN_QUOTES,
    QUOTES,
    Slip,
    explain_open_quote,
    explain_signs,
    find_quote_end,
    read_quoted,
    write_quoted,
)
from okrsite.sources.yaml_values import correct_flow_value, is_only_text, strip_markup

_NO_BLANK = "A space is missing behind the colon."
MAX_DEPTH = 12
"""Brackets within brackets that are looked into."""

_CLOSING = {"{": "}", "[": "]"}
_KEY = compile_late(rf"\s*(?P<name>{NAME})(?P<gap>\s*):(?P<blank>\s*)")
# A name that is glued to its value only counts if it is one of ours: `https://…` is none.
_GLUED = compile_late(r"\s*(?P<name>[a-z_][\w-]*)\s*:(?=[^\s:/])")
_EQUALS = compile_late(r"\s*(?P<name>[a-z_][\w-]*)(?P<sign>\s*=+>?\s*)(?=\S)")
_NO_COLON = compile_late(r"\s*(?P<name>[a-z_][\w-]*)(?P<sign>[ \t]+)(?=[^\s:=,}\]])")
_VALUE = compile_late(r"[\"']?[-+−]?(?:[A-Z]{3} ?|[€$£])?\d")
_MISSED = compile_late(r"\s+(?P<name>[a-z_]+|\d{4}-\d\d-\d\d|\d\.\d)\s*:(?=\s)")
_MISSED_BEHIND_NUMBER = compile_late(r"\s+(?P<name>[\w.-]+)\s*:(?=\s)")
_NUMBER = compile_late(r"[-+−]?[\d.,]+(?:\s*[%€$]|[kM])?[;.]?\Z")
_QUOTED = compile_late(r"\"[^\"\\]*\"|'[^']*'(?!')")
_COMMENT = compile_late(r"\s+#(?:\s|\Z)")
_BEHIND_BRACKET = compile_late(r"\s*[^\s,;}\]#.]")
"""What goes on behind a bracket that is a sign of a text."""
_BLANKS = compile_late(r"\s*")


@dataclass(slots=True)
class FlowRepair:
    """One line with brackets while it is put right."""

    line: str
    end: int
    """Where the line's own text ends."""
    slips: list[Slip] = field(default_factory=list)
    _depth: int = 0
    is_closed: bool = False
    """Whether the brackets that were repaired last close on this line."""
    _holder: str = ""
    """The field that the brackets belong to."""

    def repair(self, at: int, opening: str = "") -> tuple[str, int]:
        """Return the brackets that open at an offset as they should be, and where they end.

        With `opening`, they opened on a line above, and the offset is where this line begins to speak of them.
        """
        bracket, first = opening or self.line[at], at
        last_comma: tuple[int, int] | None = None
        at += 0 if opening else 1
        self._depth += 1
        parts = [] if opening else [bracket]
        closing, self.is_closed = _CLOSING[bracket], False
        names = {match[1] for match in re.finditer(r"[{,]\s*([a-z_]+)\s*:", self.line[:4000])}
        while at < self.end:
            blanks = self._skip_blanks(at)
            parts.append(self.line[at:blanks])
            at = blanks
            if at >= self.end or self._is_comment(at):
                break
            sign = self.line[at]
            if sign == closing:
                parts.append(sign)
                at, self.is_closed = at + 1, True
                break
            if sign == ",":
                if "".join(parts[-3:]).rstrip().endswith(","):
                    self.slips.append(Slip(at, at + 1, "Two commas stand here."))
                else:
                    last_comma = (len(parts), at)
                    parts.append(sign)
                at += 1
                continue
            if last_comma and self._leaves_values(at):
                self.slips.append(Slip(first, first + 1, f"The bracket `{bracket}` that opens here is not closed."))
                del parts[last_comma[0] :]
                parts.append(closing)
                at, self.is_closed = last_comma[1], True
                break
            if bracket == "{":
                key, at = self._read_key(at)
                parts.append(key)
            name = parts[-1].rstrip(": \t") if bracket == "{" else self._holder
            # What stands below `now` is named by its key result, and no field.
            name = f"{self._holder} {name}" if bracket == "{" and self._holder in HOLDERS and name else name
            value, at = self._read_value(at, closing, names, pair=bracket == "{", name=name)
            parts.append(value)
        self._depth -= 1
        return "".join(parts), at

    def _leaves_values(self, at: int) -> bool:
        """Whether a field follows that can't belong to named values, such as `confidence: {` within `now: {`."""
        match = _KEY.match(self.line, at, self.end) if self._holder in HOLDERS else None
        return match is not None and match["name"] in BESIDE_VALUES

    def _skip_blanks(self, at: int) -> int:
        match = _BLANKS.match(self.line, at, self.end)
        return match.end() if match else at

    def _is_comment(self, at: int) -> bool:
        """Whether a comment begins at an offset where a field or an item may begin."""
        return self.line[at] == "#" and self.line[at + 1 : at + 2].isspace()

    def _read_key(self, at: int) -> tuple[str, int]:
        """Return a field's name with its colon, and where its value begins; nothing where no name is to be seen."""
        if (match := _KEY.match(self.line, at, self.end)) and (match["blank"] or match.end() >= self.end):
            odd = match["blank"].strip(" \t")
            if odd:
                self.slips.append(Slip(match.start("blank"), match.end("blank"), explain_odd_blank(odd[0])))
            return f"{match['name']}{match['gap'] if not odd else ''}:{match['blank'] if not odd else ' '}", match.end()
        if match and self.line[match.end()] in ",}":
            return match[0].strip(), match.end()
        if match and self.line[match.end()] in "{[":
            self.slips.append(Slip(match.end() - 1, match.end(), _NO_BLANK))
            return f"{match[0].strip()} ", match.end()
        if (match := _GLUED.match(self.line, at, self.end)) and self._is_name(match):
            self.slips.append(Slip(match.end() - 1, match.end(), _NO_BLANK))
            return f"{match['name']}: ", match.end()
        if (match := _EQUALS.match(self.line, at, self.end)) and self._is_name(match):
            self.slips.append(Slip(*match.span("sign"), explain_sign_for_colon(match["sign"])))
            return f"{match['name']}: ", match.end()
        if match := FROM_TO.match(self.line, at, self.end):
            message = "Colons are missing behind `from` and `to`, and a comma between the two."
            self.slips.append(Slip(at, match.end(), message))
            return f"from: {match['first']}, to: ", match.end()
        if (match := _NO_COLON.match(self.line, at, self.end)) and (
            match["name"] in NAMES or (self._holder in HOLDERS and _VALUE.match(self.line, match.end()))
        ):
            self.slips.append(
                Slip(match.start("name"), match.end("name"), f"A colon is missing behind `{match['name']}`.")
            )
            return f"{match['name']}: ", match.end()
        return "", at

    def _read_value(self, at: int, closing: str, names: set[str], *, pair: bool, name: str) -> tuple[str, int]:
        """Return a value as it should be typed, and where it ends; `pair` says that it belongs to a field."""
        start = self._skip_blanks(at)
        before, sign = self.line[at:start], self.line[start : start + 1]
        if not sign or start >= self.end:
            return before, start
        if loose := find_loose_values(self.line, start, self.end, name, names):
            self.slips.append(Slip(start, loose[1], f"The values of `{name}` stand in braces of their own."))
            return f"{before}{{{loose[0]}}}", loose[1]
        if (whole := _QUOTED.match(self.line, start, self.end)) and (
            parted := self._part_quoted(whole, closing, names)
        ):
            return f"{before}{whole[0]}{parted[0]}", parted[1]
        if sign in QUOTES and (end := find_quote_end(self.line, start, self.end)):
            if following := find_next_field(self.line, start + 1, end, name):
                # So these were never closed.
                self.slips.append(Slip(start, start + 1, explain_open_quote(sign), PUT_IN_QUOTES))
                return f"{before}{write_quoted(self.line[start + 1 : following.start()])}", following.start()
            return before + self._read_quotes(start, end, name) + self._add_comma(end, closing, names), end
        is_nested = sign in "{[" and self.line[start + 1 : start + 2] != "#" and not is_only_text(name)
        if is_nested and self._depth < MAX_DEPTH:
            inner = FlowRepair(self.line, self.end, [], self._depth, _holder=name)
            nested, end = inner.repair(start)
            if end > start + 1 and inner.is_closed and self._ends_value(end, closing):
                self.slips += inner.slips
                if self.line[end : end + 1] in (";", ".") and self._match_missed(end + 1, names, number=True):
                    self.slips.append(Slip(end, end + 1, explain_sign_for_comma(self.line[end])))
                    return f"{before}{nested},", end + 1
                return before + nested + self._add_comma(end, closing, names), end
        end = self._find_plain_end(start, closing, names, pair=pair, is_text=is_only_text(name))
        text = self.line[start:end].rstrip()
        end = start + len(text)
        signs = explain_signs(text, flow=True, within=pair)
        if signs:
            slip, text = correct_flow_value(name, text, Slip(start, end, signs, PUT_IN_QUOTES))
            self.slips.append(slip)
        comma = self._add_comma(end, closing, names)
        if comma and ends_in_sign_for_comma(text, name):
            self.slips[-1] = Slip(end - 1, end, explain_sign_for_comma(text[-1]))
            text = text[:-1]
        return before + text + comma, end

    def _part_quoted(self, quoted: re.Match[str], closing: str, names: set[str]) -> tuple[str, int] | None:
        """Return the comma that belongs behind quotes, where another sign or none stands before the next field."""
        end, number = quoted.end(), _NUMBER.match(quoted[0][1:-1]) is not None
        is_other = closing == "}" and self.line[end : end + 1] in (";", ".")
        if is_other and self._match_missed(end + 1, names, number=number):
            self.slips.append(Slip(end, end + 1, explain_sign_for_comma(self.line[end])))
            return ",", end + 1
        comma = self._add_comma(end, closing, names) if self._match_missed(end, names, number=number) else ""
        return (comma, end) if comma else None

    def _read_quotes(self, start: int, end: int, name: str) -> str:
        typed = self.line[start:end]
        inner, message = read_quoted(typed)
        if message:
            self.slips.append(Slip(start, end, message, PUT_IN_QUOTES))
            return write_quoted(strip_markup(name if name in NAMES else self._holder, inner))
        return typed

    def _ends_value(self, at: int, closing: str) -> bool:
        """Whether nothing but another field or the end of the brackets follows at an offset."""
        if self.line[at : at + 1] in (";", ".") and at + 1 < self.end:
            return _MISSED.match(self.line, at + 1, self.end) is not None
        following = self._skip_blanks(at)
        return (
            following >= self.end
            or self.line[following] in (",", closing)
            or self._is_comment(following)
            or _MISSED.match(self.line, at, self.end) is not None
        )

    def _add_comma(self, at: int, closing: str, names: set[str]) -> str:
        """Return a comma where one was forgotten between two fields."""
        match = self._match_missed(at, names, number=True) if closing == "}" else None
        if match is None:
            return ""
        name = match["name"]
        self.slips.append(Slip(match.start("name"), match.end("name"), f"A comma is missing before `{name}:`."))
        return ","

    def _match_missed(self, at: int, names: set[str], *, number: bool) -> re.Match[str] | None:
        """Return the name of a field that follows at an offset without a comma before it."""
        match = _MISSED.match(self.line, at, self.end)
        if match and (not match["name"].isalpha() or (match["name"] in NAMES and match["name"] not in names)):
            return match
        match = _MISSED_BEHIND_NUMBER.match(self.line, at, self.end) if number else None
        return match or None

    def _find_plain_end(self, start: int, closing: str, names: set[str], *, pair: bool, is_text: bool) -> int:
        """Return where a text without quotes ends: at the next field, at a closing bracket, at the line's end."""
        whole = is_text and self._depth == 1 and self.line[: self.end].rstrip().endswith(closing)
        depth: list[str] = []
        at = start
        while at < self.end:
            sign = self.line[at]
            if sign in "{[":
                depth.append(_CLOSING[sign])
            elif depth and sign == depth[-1]:
                depth.pop()
            elif (sign == closing and not depth and not (whole and _BEHIND_BRACKET.match(self.line, at + 1))) or (
                sign == "," and self._divides(start, at, closing, names, pair=pair)
            ):
                return at
            elif sign.isspace():
                if _COMMENT.match(self.line, at, self.end) and closing not in self.line[at : self.end]:
                    return at
                is_number = _NUMBER.match(self.line[start:at]) is not None if at - start < 20 else False
                if pair and not depth and at > start and self._match_missed(at, names, number=is_number):
                    return at
            at += 1
        return self._find_last_closing(start, closing) if depth else at

    def _find_last_closing(self, start: int, closing: str) -> int:
        """Return where brackets close last: one that opened within the text was never closed."""
        last = self.line.rfind(closing, start, self.end)
        return last if last > start else self.end

    def _divides(self, start: int, comma: int, closing: str, names: set[str], *, pair: bool) -> bool:
        """Whether a comma stands between two fields or items, and not within a text."""
        if not pair:
            return True
        following = self._skip_blanks(comma + 1)
        if following >= self.end or self.line[following] in (closing, ","):
            return True
        if (match := _KEY.match(self.line, following, self.end)) and (
            match["blank"] or match.end() >= self.end or self.line[match.end()] in ",}{["
        ):
            return True
        missed = _NO_COLON.match(self.line, following, self.end)
        behind = self.line[missed.end() : missed.end() + 1] if missed else ""
        if missed and self._holder in HOLDERS and behind.isdigit() and _NUMBER.match(self.line[start:comma][:40]):
            return True
        if missed and missed["name"] in NAMES and missed["name"] not in names and fits_in_record(missed["name"], names):
            return (
                NO_TEXT.match(self.line[start:comma][:40]) is not None
                or missed["name"] in SELDOM_IN_TEXTS
                or _VALUE.match(self.line, missed.end()) is not None
                or behind in "{["
            )
        glued = _GLUED.match(self.line, following, self.end) or _EQUALS.match(self.line, following, self.end)
        return glued is not None and self._is_name(glued)

    def _is_name(self, match: re.Match[str]) -> bool:
        """Whether a word with a sign glued to it is a field's name: one of ours, or an id with a number behind it."""
        return match["name"] in NAMES or _VALUE.match(self.line, match.end()) is not None
