"""Readings that were kept, and which of them a worker has checked: `sound_readings` has it done."""

from __future__ import annotations

from okrsite.workers import BackgroundTask

READINGS = "readings.jsonl"
"""The file in which readings are kept."""


class CheckedReadings:
    """What a cache of readings holds, and which of them were found to be such as okrsite makes."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes of the kept file."""
        self.data: bytes | None = data
        """None once they were taken."""
        self.checking: BackgroundTask[frozenset[str]] | None = None
        """What checks them; None where nothing does."""
        self._keys: frozenset[str] | None = None

    def take_data(self) -> bytes | None:
        """Return the bytes, once: to whoever reads the content again, the file has more to say."""
        data, self.data = self.data, None
        return data

    def has_found(self, key: str) -> bool:
        """Whether a reading was found to be sound by now; nobody waits for that: to check one takes less."""
        checking = self.checking
        return (self._keys is not None or checking is None or checking.has_result) and key in self.keys

    @property
    def keys(self) -> frozenset[str]:
        """The keys of readings that were found to be sound; whoever asks first may have to wait for them."""
        if self._keys is None:
            self._keys = self.checking.get_result() if self.checking is not None else frozenset()
        return self._keys
