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
        self._codes: dict[tuple[str, str], CodeType] = {}
        self._compiled = dict(compiled or {})
        """Those of the worker that nobody has asked for yet."""

    def take_compiled(self, compiled: CompiledTemplates) -> None:
        """Take templates that our own worker has compiled, beside those that are here."""
        self._compiled |= compiled

    def list_compiled(self) -> CompiledTemplates:
        """Return all templates, for the process that waits for this one."""
        return {**self._compiled, **{about: marshal.dumps(code) for about, code in self._codes.items()}}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what it was compiled to."""
        about = (bucket.key, bucket.checksum)
        if (code := self._compiled.pop(about, None)) is not None:
            self._codes[about] = marshal.loads(code)
        bucket.code = self._codes.get(about)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


@cache
def create_template_cache() -> TemplateCache:
    """Return the cache of this process; it knows templates by what they say."""
    return TemplateCache()
