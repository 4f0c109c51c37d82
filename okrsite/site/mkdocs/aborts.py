"""What stops a build of the host, and is told from what the host itself refuses."""

from __future__ import annotations

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
