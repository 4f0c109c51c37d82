"""What is written into MkDocs' log: our problems, and whatever others say, made harmless for terminals."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from okrsite.feeds.problem_formats import format_line
from okrsite.feeds.terminal_text import escape_lines
from okrsite.listed_problems import shorten_problems
from okrsite.site.content import SiteContent


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


def log_problems(content: SiteContent, *, serving: bool) -> None:
    """List all problems, and what to know about the past. A preview never fails: there an error is a warning."""
    log = logging.getLogger("mkdocs.plugins.okrsite")
    for problem in shorten_problems(content.problems):
        level = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO}[problem.severity]
        log.log(min(level, logging.WARNING) if serving else level, format_line(problem))
    for notice in content.notices:
        log.info(notice)


class _ErrorCollector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(escape_lines(record.getMessage()))


@contextmanager
def collect_errors() -> Iterator[list[str]]:
    """Collect the errors that MkDocs and its plugins log in this block: it says there what it raises without a word."""
    collector, logger = _ErrorCollector(), logging.getLogger("mkdocs")
    logger.addHandler(collector)
    try:
        yield collector.messages
    finally:
        logger.removeHandler(collector)
