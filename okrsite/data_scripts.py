"""How JSON files of a site are written once more as scripts, for pages that are opened as files.

Browsers let such a page fetch nothing, but load scripts. Decides the one form of these scripts: a call with the JSON as
a text. As a literal, a key such as `__proto__` would mean something else in a script than in JSON.
"""

from __future__ import annotations

import json

ENDING = ".json.js"
"""What the path of such a script ends with; without the `.js`, it is that of the JSON file."""
OFFLINE_SCRIPT = "assets/okr/offline.js"
"""What reads them, in an offline copy and in no other site."""
INDEX_SCRIPT = "search/search_index.js"
"""What Material loads in the place of `search_index.json`, under a name of its own."""


def format_data_script(data: bytes) -> bytes:
    """Return the script of a JSON file."""
    return f"okrData({_quote(data)});\n".encode("ascii")


def format_index_script(data: bytes) -> bytes:
    """Return the script in which Material looks for what a search index says."""
    return f"var __index = JSON.parse({_quote(data)});\n".encode("ascii")


def _quote(data: bytes) -> str:
    """Return UTF-8 as a text of JavaScript that would end no element of a page, if it stood in one.

    Raises:
        UnicodeDecodeError: it is none.
    """
    return json.dumps(data.decode("utf-8")).replace("<", "\\u003c")
