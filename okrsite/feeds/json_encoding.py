"""JSON as we write it: UTF-8 that steers no terminal and no build server."""

from __future__ import annotations

import json
import re
from contextlib import suppress

import msgspec

from okrsite.late_patterns import compile_late

Json = dict[str, object]
"""A JSON object; what is in it is looked at before it is used."""
# The controls that JSON lets pass as they are, separators of lines, directions, half characters; and what build servers
# take for commands when it is printed into a log (`terminal_text`), which stands nowhere in JSON but inside of a text.
_UNSEEN = compile_late(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
    "|(?<=:):|(?<=#)#|(?i:(?<=section)_(?=(?:start|end):))"
)
# Whatever `_UNSEEN` finds is one of the first or stands in one of the others, which are found many times faster alone.
_CONTROLS = compile_late("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_NO_CONTROLS = bytes(range(0x7F))
_NEARLY_NOTHING = b"0.0000"
# It begins with the letter itself, which is found many times faster than some digit before one.
_EXPONENT = re.compile(rb"e(?<=[0-9]e)-?[0-9]")
# With the long s, which is an s where case doesn't count.
_SECTION = compile_late(rb"_(?:(?:s|\xc5\xbf)tart|end):", re.IGNORECASE)


def encode_json(document: object) -> bytes:
    """Write JSON for people and machines: UTF-8, indented, in the order in which it was made.

    What UTF-8 can't hold (a lone surrogate), and what could steer a terminal or a build server or turn a line around,
    becomes JSON's own escape.
    """
    return _encode_utf8(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2))


def encode_record(record: msgspec.Struct) -> bytes:
    """Write a record like `encode_json`."""
    return encode_json(_convert_record(record))


def format_record_by_lines(record: msgspec.Struct) -> str:
    """Write a large record as JSON with a line for each of its fields, and for each item of a list among them.

    A tool that compares lines tells which objective has changed, and the whole is half as large and made several times
    as fast as with every value indented. Otherwise like `encode_json`.
    """
    lines = [
        b" %b: %b" % (_encode_one_line(written), _encode_list(getattr(record, name)))
        # `msgspec.structs.fields` reads the annotations of the class each time: a third of the work.
        for name, written in zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True)
    ]
    data = b"{\n" + b",\n".join(lines) + b"\n}\n"
    return _escape_unseen(data) if _may_hold_unseen(data) else data.decode("utf-8")


def _convert_record(record: object) -> object:
    return msgspec.to_builtins(record, enc_hook=_convert_text)


def _convert_text(value: object) -> str:
    """Return a text whose class is a special one, such as a reference, as a plain text.

    Raises:
        TypeError: it is no text; JSON has no such type.
    """
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"a record holds a {type(value).__name__}, which JSON can't")


_ENCODER = msgspec.json.Encoder(enc_hook=_convert_text)


def _encode_list(value: object) -> bytes:
    if not isinstance(value, list | tuple) or not value:
        return _encode_one_line(value)
    return b"[\n" + b",\n".join([b"  " + _encode_one_line(item) for item in value]) + b"\n ]"


def _encode_one_line(value: object) -> bytes:
    with suppress(ValueError):  # a half character, which no UTF-8 holds
        data = msgspec.json.format(_ENCODER.encode(value), indent=0)
        # Some of the smallest and largest numbers are written in another way: one way is enough.
        if _NEARLY_NOTHING not in data and not _EXPONENT.search(data):
            return data
    return json.dumps(_convert_record(value), ensure_ascii=False, allow_nan=False).encode("utf-8", "surrogatepass")


def _encode_utf8(text: str) -> bytes:
    data = f"{text}\n".encode("utf-8", "surrogatepass")
    return _escape_unseen(data).encode("utf-8") if _may_hold_unseen(data) else data


def _escape_unseen(data: bytes) -> str:
    return _UNSEEN.sub(lambda match: f"\\u{ord(match.group()):04x}", data.decode("utf-8", "surrogatepass"))


def _may_hold_unseen(data: bytes) -> bool:
    """Whether `_UNSEEN` can find anything in a text."""
    if b"::" in data or b"##" in data or _SECTION.search(data):
        return True
    # What is left is a letter here and there.
    others = data.translate(None, _NO_CONTROLS)
    return bool(others and _CONTROLS.search(others.decode("utf-8", "surrogatepass")))
