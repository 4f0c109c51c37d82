"""Runs MkDocs from within: one build into a folder, or a live preview."""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mkdocs.commands.build import build as host_build
from mkdocs.commands.serve import serve as host_serve
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from okrsite.history.as_of import AsOfCommit
from okrsite.refusals import explain_refusal
from okrsite.settings import ConfigurationError
from okrsite.site.build import ContentErrors
from okrsite.site.mkdocs.plugin import ConfigAbort, OkrsitePlugin
from okrsite.site.mkdocs.plugin import HostAbort as Stopped
from okrsite.site.mkdocs.stopwatch import StageTimer
from okrsite.site.publishing import Log

_TAKEN = (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES)
"""What a system says of a port that can't be had."""


@dataclass(frozen=True, slots=True)
class HostResult:
    """What a build by the host leaves to know."""

    stages: tuple[tuple[str, float], ...]
    """Named seconds."""
    theme_folders: tuple[Path, ...]
    """Where its templates came from: their inline scripts are the theme's."""
    release: str
    """What a release of this site is called."""
    errors: int
    """How many errors the content has; more than none only where files with errors are left out."""
    left_out: tuple[str, ...]
    """The files that were."""
    notices: tuple[str, ...] = ()
    """What to know about the past, a sentence each."""
    withheld: tuple[str, ...] = ()
    """Texts that must be nowhere in the site."""


def build_with_mkdocs(
    config: Path,
    output: Path,
    *,
    strict: bool,
    today: date | None,
    log: Log | None = None,
    standpoint: AsOfCommit | None = None,
    isolating: bool = False,
    audience: str | None = None,
) -> HostResult:
    """Build the site into a folder; `standpoint` is the commit that the configuration's folder is a copy of.

    With `isolating`, files with errors are left out instead of stopping it. `audience` wins over the setting.

    Raises:
        Unpublished: the content has errors; with `strict`, there are warnings.
        ConfigurationError: the host refuses the configuration, or the build fails.
    """
    stopwatch = StageTimer()
    with _forward_log(log):
        loaded = _load_host_config(config, output, strict)
        plugin = _find_plugin(loaded)
        plugin.today = today
        plugin.as_of_commit = standpoint
        plugin.isolating = isolating
        plugin.audience = audience
        loaded.plugins["okrsite/stopwatch"] = stopwatch
        stopwatch.record_stage("configuration")
        loaded.plugins.on_startup(command="build", dirty=False)
        try:
            host_build(loaded)
        except ConfigAbort as error:
            raise _extract_configuration_error(error) from error
        except Stopped as error:
            raise ContentErrors(str(error)) from error
        except Abort as error:
            # Warnings with `strict`, or what another plugin found: the log has told it.
            raise ContentErrors(f"Nothing was published. MkDocs says: {error}") from error
        except MkDocsException as error:
            raise ConfigurationError(f"The site could not be built: {error}") from error
        finally:
            loaded.plugins.on_shutdown()
    return HostResult(
        tuple(stopwatch.stages),
        tuple(Path(folder) for folder in loaded.theme.dirs),
        plugin.release,
        plugin.errors,
        plugin.left_out,
        plugin.notices,
        plugin.withheld,
    )


def serve_with_mkdocs(
    config: Path, port: int, today: date | None, log: Log | None = None, audience: str | None = None
) -> None:
    """Serve a live preview on loopback until it is interrupted.

    Raises:
        ConfigurationError: the host refuses the configuration, or the port is taken.
    """
    OkrsitePlugin.today = today
    OkrsitePlugin.audience = audience
    with _forward_log(log):
        try:
            host_serve(config_file=str(config), dev_addr=f"127.0.0.1:{port}", livereload=True)
        except ConfigAbort as error:
            raise _extract_configuration_error(error) from error
        except MkDocsException as error:
            raise ConfigurationError(f"The preview could not be started: {error}") from error
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
            raise ConfigurationError(
                f"The preview can't listen on port {port}: {explain_refusal(error)}.", "Choose another --port."
            ) from error


def _load_host_config(config: Path, output: Path, strict: bool) -> MkDocsConfig:
    try:
        return load_config(config_file=str(config), site_dir=str(output), strict=strict)
    except MkDocsException as error:
        raise ConfigurationError(f"{config.name} can't be used: {error}") from error


def _find_plugin(config: MkDocsConfig) -> OkrsitePlugin:
    for plugin in config.plugins.values():
        if isinstance(plugin, OkrsitePlugin):
            return plugin
    raise ConfigurationError("mkdocs.yml doesn't use the plugin okrsite.", "Write `plugins: [search, okrsite]`.")


def _extract_configuration_error(error: ConfigAbort) -> ConfigurationError:
    cause = error.__cause__
    return cause if isinstance(cause, ConfigurationError) else ConfigurationError(str(error))


class _LogForwarder(logging.Handler):
    """Hands on what the host and its plugins say."""

    def __init__(self, log: Log) -> None:
        super().__init__(logging.INFO)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Hand on one message, its severity in our words."""
        severe = record.levelno >= logging.WARNING
        self._log("error" if record.levelno >= logging.ERROR else "warning" if severe else "info", record.getMessage())


@contextmanager
def _forward_log(log: Log | None) -> Iterator[None]:
    """Hand on the host's log for a while; without a listener, warnings and errors go where Python's logging says."""
    logger = logging.getLogger("mkdocs")
    level, ear = logger.level, _LogForwarder(log) if log else None
    logger.setLevel(logging.INFO if ear else logging.WARNING)
    if ear:
        logger.addHandler(ear)
    try:
        yield
    finally:
        logger.setLevel(level)
        if ear:
            logger.removeHandler(ear)
