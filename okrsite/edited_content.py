"""Content that somebody edits: looked at again and again, and read again where it has changed.

What is known of it stays in memory from one edit to the next, so that an edit costs what it touches.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from okrsite import clock
from okrsite.analysis import analyse_organisation, read_content, redact_snapshot
from okrsite.analysis_memory import AnalysisMemory
from okrsite.model.content_memory import ContentMemory
from okrsite.request import Source
from okrsite.snapshot import Snapshot
from okrsite.sources.file_states import FileState, read_states


class EditedContent:
    """What is known of the content of a configuration, as of the last look at it."""

    def __init__(self, source: Source) -> None:
        """Take what is to be read; nothing is read yet."""
        self._source = source
        self.states: Mapping[str, FileState] = {}
        """The states of all files when they were read last, by path inside the content folder."""
        self._newest: Mapping[str, FileState] = {}
        """The states as they were seen since."""
        self._day: date | None = None
        """On which they were read; None: they were not, or not to the end."""
        self._memory = ContentMemory()
        self._analysis = AnalysisMemory()

    def has_changed(self) -> bool:
        """Whether a file or the day is another one than when the content was read."""
        self._newest = read_states(self._source.site.content)
        return self._day != self._find_day() or self._newest != self.states

    def take_snapshot(self) -> Snapshot:
        """Read the content, and return all that is known of it.

        Raises:
            ConfigurationError: there is no content folder.
        """
        self._day = None
        self.states, self._newest = self._newest or read_states(self._source.site.content), {}
        self._memory.take_states(self.states)
        reading = read_content(self._source, memory=self._memory)
        snapshot = analyse_organisation(reading, self._analysis)
        if self._source.is_public:
            snapshot = analyse_organisation(redact_snapshot(self._source, snapshot, reading.parsed))
        self._day = self._find_day()
        return snapshot

    def _find_day(self) -> date:
        return clock.choose_today(self._source.site.settings, self._source.today)
