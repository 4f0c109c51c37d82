"""Templates that this process has compiled: for a preview, whose pages get a new environment after each edit.

And such as our own worker has compiled. They are never kept on a disk, for what is read there could be anybody's.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from functools import cache
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

CompiledTemplates = Mapping[tuple[str, str], bytes]
"""Code of templates as it goes from a worker to the process that waits, by their file and what they say."""


class TemplateCache(BytecodeCache):
    """Compiled templates by their file and what they say; for environments that compile in one way."""

    def __init__(self, compiled: CompiledTemplates | None = None) -> None:
        """Begin without any, or with those that our own worker has compiled."""
        self._codes: dict[tuple[str, str], CodeType] = {
            about: marshal.loads(code) for about, code in (compiled or {}).items()
        }

    def list_compiled(self) -> CompiledTemplates:
        """Return all templates, for the process that waits for this one."""
        return {about: marshal.dumps(code) for about, code in self._codes.items()}

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
