"""How long the stages of a build take, seen from between the host's events."""

from __future__ import annotations

import time

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

_LAST = -200


class StageTimer(BasePlugin):  # type: ignore[type-arg]  # it has no options
    """Notes when the host has passed a stage; it changes nothing."""

    def __init__(self) -> None:
        """Begin now."""
        self.stages: list[tuple[str, float]] = []
        """Name and seconds of each stage that is over."""
        self._begun = time.perf_counter()

    def record_stage(self, stage: str) -> None:
        """End a stage; the next one begins."""
        now = time.perf_counter()
        self.stages.append((stage, now - self._begun))
        self._begun = now

    @event_priority(_LAST)
    def on_config(self, config: MkDocsConfig) -> None:
        """Note that okrsite has read the content and made its pages."""
        self.record_stage("content")

    @event_priority(_LAST)
    def on_env(self, env: object, *, config: MkDocsConfig, files: Files) -> None:
        """Note that all pages are filled."""
        self.record_stage("pages")

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Note that all files are written."""
        self.record_stage("files")
