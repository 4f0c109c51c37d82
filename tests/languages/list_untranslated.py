"""Print the English texts of the pages of another language: `python tests/languages/list_untranslated.py teams`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

_TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(_TESTS), str(_TESTS / "languages")]

import pytest  # noqa: E402
from pseudo_language import speak_widely  # noqa: E402
from test_untranslated import COUNTS, collect_untranslated  # noqa: E402

wanted = [word for word in sys.argv[1:] if word != "--write"]
with pytest.MonkeyPatch.context() as patch:
    speak_widely(patch)
    found = collect_untranslated()
if "--write" in sys.argv:
    counts = {kind: len(texts) for kind, texts in sorted(found.items())}
    COUNTS.write_text(json.dumps(counts, indent=2) + "\n", "utf-8")
for kind, texts in sorted(found.items()):
    if not wanted or kind in wanted:
        print(f"{kind}: {len(texts)}")
        for text, uri in sorted(texts.items()) if wanted or "--write" not in sys.argv else ():
            print(f"    {uri}: {text}")
