"""What MkDocs writes into a log by itself, names of files among it, made harmless for terminals and build servers."""

from __future__ import annotations

import logging

from okrsite.feeds.terminal_text import escape_lines


class HarmlessLines(logging.Filter):
    """Rewrites a record before it is formatted; colours, which the formatter adds, stay."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Make the record's message and its traceback harmless; every record is kept."""
        record.msg, record.args = escape_lines(record.getMessage()), None
        if record.exc_info:
            record.exc_text = escape_lines(logging.Formatter().formatException(record.exc_info))
        return True


def make_logs_harmless() -> None:
    """Let everything that MkDocs, its theme and its plugins log be harmless, whoever listens to it by now."""
    for handler in logging.getLogger("mkdocs").handlers:
        if not any(isinstance(filter_, HarmlessLines) for filter_ in handler.filters):
            handler.addFilter(HarmlessLines())
