"""`python -m translation`: see the package."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from translation.catalogues import TRANSLATED, list_source_files, list_untranslated, update_catalogues
from translation.unmarked import list_unmarked


def main() -> int:
    """Do what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m translation")
    parser.add_argument("--check", action="store_true", help="change nothing, and fail where a catalogue is stale")
    parser.add_argument("--unmarked", metavar="PLACE", nargs="+", help="list texts that no function marks")
    parser.add_argument("--untranslated", metavar="LANGUAGE", choices=TRANSLATED, help="list what a language lacks")
    parser.add_argument("--count", action="store_true", help="with --unmarked: how many, by file")
    asked = parser.parse_args()
    if asked.unmarked:
        return _print_unmarked([Path(place).resolve() for place in asked.unmarked], only_count=asked.count)
    if asked.untranslated:
        for entry in list_untranslated(asked.untranslated):
            print(entry.id if isinstance(entry.id, str) else " | ".join(entry.id))
        return 0
    current = update_catalogues(print, only_check=asked.check)
    if asked.check and not current:
        print("Run: make words", file=sys.stderr)
        return 1
    return 0


def _print_unmarked(places: list[Path], *, only_count: bool) -> int:
    for path in list_source_files():
        if any(path.is_relative_to(place) for place in places) and (found := list_unmarked(path)):
            if only_count:
                print(f"{len(found):4} {path.relative_to(Path.cwd())}")
            else:
                print(*(f"{path.relative_to(Path.cwd())}:{line}: {text}" for line, text in found), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
