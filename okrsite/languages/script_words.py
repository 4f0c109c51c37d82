"""What the scripts of the pages say in the language of the site, as a script that pages load before them."""

from __future__ import annotations

import json

from okrsite.languages.catalogue import SEPARATOR
from okrsite.languages.words import get_language, list_script_words


def format_script_words() -> str:
    """Return a script that puts the words where `frontend/src/words.js` looks for them; empty where none is needed."""
    words = {key.replace(SEPARATOR, "|"): text for key, text in sorted(list_script_words().items())}
    if not words:
        return ""
    # As a text, because a key such as `__proto__` would mean something else in a literal.
    data = json.dumps(json.dumps({"language": get_language(), "words": words}, ensure_ascii=False), ensure_ascii=False)
    return f"globalThis.okrTranslations = JSON.parse({data.replace('<', chr(92) + 'u003c')});\n"
