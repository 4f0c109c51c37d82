"""Values that are kept from one run to the next, each in a file of its own: a checksum, then the value's bytes.

The checksum tells damage, and what another okrsite has written. Whoever decodes the bytes gives them their types: what
lies in a cache may come from anybody.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from okrsite.sources.kept_files import read_kept_bytes, write_kept_bytes

_CHECKSUM = 32
"""Bytes."""


def read_kept_value(path: Path, mark: str) -> bytes:
    """Return the bytes of a kept value; nothing where there is none, or it is damaged, or has another mark."""
    held = read_kept_bytes(path)
    data = held[_CHECKSUM:]
    return data if held[:_CHECKSUM] == compute_checksum(mark, data) else b""


def write_kept_value(path: Path, mark: str, data: bytes) -> None:
    """Keep the bytes of a value; a disk that won't take them is no harm."""
    write_kept_bytes(path, [compute_checksum(mark, data), data])


def compute_checksum(mark: str, data: bytes) -> bytes:
    """Return what stands before a value's bytes; `mark` says by what code and for whom they are written."""
    digest = hashlib.sha256(f"{mark} ".encode("utf-8", "surrogatepass"))
    digest.update(data)
    return digest.digest()


def digest_inputs(*values: object) -> str:
    """Return a digest of what a kept value is made of; the same in every process for the same values."""
    try:
        data = _ENCODER.encode(values)
    except TypeError:  # a mapping whose keys are no words, such as days
        data = _ENCODER.encode(msgspec.to_builtins(values, str_keys=True, enc_hook=str))
    return hashlib.sha256(data).hexdigest()


_ENCODER = msgspec.msgpack.Encoder(enc_hook=str, order="deterministic")  # references and paths are texts
