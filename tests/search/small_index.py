"""A small index in parts, which lies beside this file: the tests of the code that writes it and of the script that reads
it go by the same bytes, so that the two can't differ. `python tests/search/small_index.py` writes it.
"""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import patch

from markupsafe import escape

from okrsite.search import entries, terms
from okrsite.search.files import FOLDER, STUB, build_search_files

PATH = Path(__file__).parent / "small_index.json"
HOSTILE = """<img src=x onerror=a()> &amp; "b" 'c'"""


def write_document(location: str, title: str, text: str = "", **more: object) -> dict[str, object]:
    """Return an entry as Material's plugin writes it."""
    return {"location": location, "title": str(escape(title)), "text": str(escape(text)), **more}


DOCUMENTS = (
    write_document("teams/dispatch/", "Dispatch", boost=2.0),
    write_document("teams/dispatch/2026-Q4/", "Dispatch, Q4 2026", boost=2.0),
    write_document("teams/dispatch/2026-Q4/#wait", "Halve the wait", "dispatch/2026-Q4/wait Mira Kaya", boost=2.0),
    write_document("teams/dispatch/2025-Q4/", "Dispatch, Q4 2025"),
    write_document("teams/dispatch/2025-Q4/#wait", "Halve the wait", "dispatch/2025-Q4/wait"),
    write_document("people/mira/", "Mira Kaya", "Dispatch"),
    write_document("people/jorg/", "Jörg Åkesson", "Leads Distances"),
    write_document(
        "handbook/", "Handbook", "The way in which we wait for the others.", tags=["Working together", "R&D"]
    ),
    write_document("handbook/#visits", "Visits", f"{'before ' * 60}the needle, the others{' after' * 60}."),
    write_document("objectives/uriage/", "売上増加計画", "営業の目標は増\u200b加と成長"),
    write_document("handbook/#hostile", HOSTILE, HOSTILE),
    write_document("handbook/#constructor", "Constructor", "the wait, and waiting, of __proto__"),
    *(write_document(f"handbook/#part-{n}", f"Part {n}", "The wait and why it is there") for n in range(1, 5)),
)


def build_small_index() -> str:
    """Return the files of the index by name, as one JSON text.

    Files and words have room for so little that there are words of which not all is told, and divided files.
    """
    with (
        patch.multiple(terms, FILE_SIZE=100, MOST_POSTINGS=6, BEST=4),
        patch.multiple(entries, _FILE_SIZE=700, TEXT_LENGTH=700),
    ):
        files = dict(build_search_files({"lang": ["en"]}, DOCUMENTS, most_pages=0))
    named = {path.removeprefix(FOLDER): json.loads(data) for path, data in sorted(files.items()) if path != STUB}
    return json.dumps(named, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(build_small_index(), "utf-8")
