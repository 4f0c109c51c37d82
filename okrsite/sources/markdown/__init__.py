"""Markdown files to positioned records: `documents` reads a file, the other modules its parts.

Nothing is imported here: most files of a large site are known from earlier runs, and what reads them isn't needed then.
"""
