"""What the scripts of the pages say in the language of the site, as a script that pages load before them."""

from __future__ import annotations

import json

from okrsite.languages.catalogue import SEPARATOR
from okrsite.languages.words import get_language, list_script_words
from okrsite.number_style import get_percent_sign, get_thousands_sign, uses_decimal_comma


def format_script_words() -> str:
    """Return a script that puts the words where `frontend/src/words.js` looks for them; empty where none is needed."""
    words = {key.replace(SEPARATOR, "|"): text for key, text in sorted(list_script_words().items())}
    if not words:
        return ""
    # As a text, because a key such as `__proto__` would mean something else in a literal.
    said = {"language": get_language(), "numbers": _list_number_signs(), "words": words}
    data = json.dumps(json.dumps(said, ensure_ascii=False), ensure_ascii=False)
    return f"globalThis.okrTranslations = JSON.parse({data.replace('<', chr(92) + 'u003c')});\n"


def _list_number_signs() -> dict[str, str]:
    return {
        "decimal": "," if uses_decimal_comma() else ".",
        "thousands": get_thousands_sign(),
        "percent": get_percent_sign(),
    }
