"""What keeps the catalogues of `okrsite/locale/` true: `make words` writes them, `make lint` says when they are stale.

`python -m translation` finds all texts that the source marks and brings every catalogue up to date; `--check` only
says whether one isn't. `--unmarked okrsite/pages/kinds` lists texts that look like words for readers and are marked
nowhere; `--untranslated de` lists what a language lacks.
"""
