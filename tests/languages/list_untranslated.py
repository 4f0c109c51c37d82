"""Print the English texts of the pages of another language: `python tests/languages/list_untranslated.py teams`."""

from __future__ import annotations

import sys
from pathlib import Path

_TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(_TESTS), str(_TESTS / "languages")]

import pytest  # noqa: E402
from pseudo_language import speak_widely  # noqa: E402
from stories import read_example  # noqa: E402
from test_untranslated import collect_untranslated, list_typed_words  # noqa: E402

wanted = sys.argv[1:]
typed = list_typed_words(read_example())
with pytest.MonkeyPatch.context() as patch:
    speak_widely(patch)
    found = collect_untranslated(typed)
for kind, texts in sorted(found.items()):
    if not wanted or kind in wanted:
        print(f"{kind}: {len(texts)}")
        for text, uri in sorted(texts.items()):
            print(f"    {uri}: {text}")
