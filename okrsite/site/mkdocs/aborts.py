"""What stops a build of the host, and is told from what the host itself refuses."""

from __future__ import annotations

import traceback

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from okrsite.settings import ConfigurationError


class HostAbort(Abort):
    """Stops a build because of what the content says."""


class ConfigAbort(Abort):
    """Stops a build because of the configuration, which is another matter than the content."""

    exit_code = 2


def find_configuration_error(error: ConfigAbort) -> ConfigurationError:
    """Return the error of the configuration because of which a build was stopped."""
    cause = error.__cause__
    return cause if isinstance(cause, ConfigurationError) else ConfigurationError(str(error))


def find_failing_plugin(error: Exception, config: MkDocsConfig) -> str:
    """Return the name of the plugin in whose code an error arose; empty for one of okrsite's or of the host itself."""
    packages: dict[str, str] = {
        type(plugin).__module__.partition(".")[0]: name.rpartition("/")[2]
        for name, plugin in config.plugins.items()
        if not type(plugin).__module__.startswith("okrsite.")
    }
    for frame, _ in reversed(list(traceback.walk_tb(error.__traceback__))):
        package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        if package == "okrsite":
            return ""
        if package in packages:
            return str(packages[package])
    return ""
