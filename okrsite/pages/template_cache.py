"""Templates that this process has compiled: for a preview, whose pages get a new environment after each edit."""

from __future__ import annotations

from functools import cache
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class TemplateCache(BytecodeCache):
    """Compiled templates by their file and what they say; for environments that compile in one way."""

    def __init__(self) -> None:
        """Begin without any."""
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what it was compiled to."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


@cache
def create_template_cache() -> BytecodeCache:
    """Return the cache of this process; it knows templates by what they say."""
    return TemplateCache()
