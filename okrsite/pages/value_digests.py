"""Digests of parts of the snapshot, by which the next build knows whether they are the same."""

from __future__ import annotations

import hashlib
from fractions import Fraction

import msgspec


def digest_value(value: object) -> str:
    """Return a digest of a part of the snapshot; the same in every process for the same value."""
    try:
        data = _ENCODER.encode(value)
    except TypeError:  # a mapping whose keys are no words, such as days
        data = _ENCODER.encode(msgspec.to_builtins(value, str_keys=True, enc_hook=_encode_others))
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def _encode_others(value: object) -> object:
    if isinstance(value, str):  # references, of which there are most
        return str(value)
    if isinstance(value, Fraction):
        return value.as_integer_ratio()  # in one call; there are thousands
    raise TypeError(f"A {type(value).__name__} has no digest.")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_encode_others, order="deterministic")
