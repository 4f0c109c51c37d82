"""What Python's own module raises at a ZIP archive that is damaged, locked or made to do harm.

Decides it once, for office documents that are published, workbooks that are imported, and our own workbook.
"""

from __future__ import annotations

import struct
import zipfile
import zlib

_LZMA_ERRORS: tuple[type[Exception], ...] = ()
try:
    from lzma import LZMAError
except ImportError:
    pass  # Python was built without it, and has a RuntimeError for such a part
else:
    _LZMA_ERRORS = (LZMAError,)

UNREADABLE_ARCHIVE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,  # it is none, or a part isn't what its checksum says
    zlib.error,  # packed bytes that nothing has packed
    *_LZMA_ERRORS,  # the same for the other way of packing
    struct.error,  # a head that ends too early
    EOFError,  # a part that ends too early
    KeyError,  # a part that isn't there
    RuntimeError,  # a part with a password; as NotImplementedError a way of packing that nobody knows
    ValueError,  # a place before the beginning, a name in no known encoding
    OSError,  # damaged bytes again, in the third way of packing; and whatever the disk refuses
)
