"""Runs MkDocs from within: one build into a folder, or a live preview."""

from __future__ import annotations

import errno
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from mkdocs.commands.build import build as host_build
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from okrsite.garbage import collect_garbage_less_often
from okrsite.pages.template_cache import CompiledTemplates
from okrsite.refusals import explain_refusal
from okrsite.request import BuildRequest, Source, read_existing_site
from okrsite.settings import ConfigurationError
from okrsite.site.build_report import ContentErrors
from okrsite.site.content import SiteContent
from okrsite.site.mkdocs.aborts import ConfigAbort, HostAbort, find_configuration_error, find_failing_plugin
from okrsite.site.mkdocs.compiled_templates import compile_templates, use_compiled_templates
from okrsite.site.mkdocs.plugin import find_plugin
from okrsite.site.mkdocs.stopwatch import StageTimer
from okrsite.site.outcome import RenderedSite
from okrsite.site.publishing import Log

_TAKEN = (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES)
"""What a system says of a port that can't be had."""
_HOST = "127.0.0.1"
"""Where a preview listens: on this machine only."""


class MkDocsHost:
    """MkDocs with a configuration that can be used, about to build into a folder."""

    def __init__(self, source: Source, folder: Path) -> None:
        """Load the configuration.

        Raises:
            ConfigurationError: the host refuses it.
        """
        self._stopwatch = StageTimer()
        self._config = _load_host_config(source.site.config, folder, source.request)
        self._plugin = find_plugin(self._config)
        self._plugin.source = source
        self._config.plugins["okrsite/stopwatch"] = self._stopwatch
        self._stopwatch.record_stage("configuration")

    def compile_templates(self) -> CompiledTemplates:
        """Return the theme's templates, for `take_templates` in the process that waits for this one."""
        return compile_templates(self._config)

    def take_templates(self, compiled: CompiledTemplates) -> None:
        """Take the theme's templates: none of them is compiled again."""
        use_compiled_templates(self._config, compiled)

    def render(self, content: SiteContent) -> RenderedSite:
        """Write the site into its folder.

        Raises:
            ContentErrors: the content has errors; with `strict`, there are warnings.
            ConfigurationError: the host refuses the configuration after all, or the build fails.
        """
        self._plugin.content = content
        self._config.plugins.on_startup(command="build", dirty=False)
        try:
            host_build(self._config)
        except ConfigAbort as error:
            raise find_configuration_error(error) from error
        except HostAbort as error:
            raise ContentErrors(str(error)) from error
        except Abort as error:
            # Warnings with `strict`, or what another plugin found: the log has told it.
            raise ContentErrors(f"Nothing was published. MkDocs says: {error}") from error
        except MkDocsException as error:
            raise ConfigurationError(f"The site could not be built: {error}") from error
        except Exception as error:
            if name := find_failing_plugin(error, self._config):
                raise ConfigurationError(
                    f"The plugin {name} failed: {type(error).__name__}: {error}.",
                    f"Take it out of `plugins` in {Path(self._config.config_file_path).name}; the guide's page on "
                    "settings says which plugins work beside okrsite.",
                ) from error
            raise
        finally:
            self._config.plugins.on_shutdown()
        folders = tuple(Path(folder) for folder in self._config.theme.dirs)
        # A hook may have changed the configuration, and with it what the pages say.
        return RenderedSite(
            self._plugin.content,
            tuple(self._stopwatch.stages),
            folders,
            self._plugin.page_files,
            self._plugin.frames,
            self._plugin.framed_pages,
            self._plugin.search,
        )

    def release_plugin(self) -> None:
        """Have the plugin forget this build: MkDocs gives it to the next one of the same process, too."""
        self._plugin.source = None


@contextmanager
def open_mkdocs(source: Source, folder: Path, log: Log | None) -> Iterator[MkDocsHost]:
    """Give MkDocs, for one build into a folder; what it and its plugins say meanwhile is handed on.

    Raises:
        ConfigurationError: the host refuses the configuration.
    """
    with _forward_log(log):
        host = MkDocsHost(source, folder)
        try:
            yield host
        finally:
            host.release_plugin()


def serve_site(request: BuildRequest, port: int = 8000, log: Log | None = None) -> None:
    """Show a live preview on this machine only, until it is interrupted.

    Raises:
        ConfigurationError: the configuration can't be used, or the port is taken.
    """
    read_existing_site(request.config)
    with (
        _forward_log(log),
        collect_garbage_less_often(),
        tempfile.TemporaryDirectory(prefix="okrsite-preview-") as folder,
    ):
        try:
            _serve_from(Path(folder), request, port)
        except ConfigAbort as error:
            raise find_configuration_error(error) from error
        except MkDocsException as error:
            raise ConfigurationError(f"The preview could not be started: {error}") from error
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
            raise ConfigurationError(
                f"The preview can't listen on port {port}: {explain_refusal(error)}.", "Choose another --port."
            ) from error


def _serve_from(folder: Path, request: BuildRequest, port: int) -> None:
    """Show a preview of which the host's part lies in an empty folder."""
    # Imported where somebody asks for it: a build needs no server.
    from okrsite.site.mkdocs.preview import Preview
    from okrsite.site.mkdocs.preview_server import PreviewServer

    first = _load_preview_config(request.config, folder, port)
    mount_path = urlsplit(first.site_url or "/").path
    url = f"http://{_HOST}:{port}/{mount_path.strip('/')}".rstrip("/") + "/"

    def load() -> MkDocsConfig:
        config = _load_preview_config(request.config, folder, port)
        config.site_url = url
        return config

    preview = Preview(request, load, folder)
    server = PreviewServer(preview, _HOST, port, folder, mount_path)
    first.plugins.on_startup(command="serve", dirty=False)
    try:
        config = preview.build()
        serving = config.plugins.on_serve(server, config=config, builder=server.builder)
        server.watch_host()
        Thread(target=server.follow_edits, daemon=True).start()
        serving.serve()
    except KeyboardInterrupt:
        logging.getLogger("mkdocs.plugins.okrsite").info("Shutting down...")
    finally:
        server.shutdown()
        first.plugins.on_shutdown()
        find_plugin(first).read_navigation = None  # MkDocs keeps it for the next build of this process


def _load_preview_config(config: Path, folder: Path, port: int) -> MkDocsConfig:
    return load_config(config_file=str(config), site_dir=str(folder), dev_addr=f"{_HOST}:{port}")


def _load_host_config(config: Path, output: Path, request: BuildRequest) -> MkDocsConfig:
    try:
        # None leaves it to the file.
        folders = False if request.offline else None
        return load_config(str(config), site_dir=str(output), strict=request.strict, use_directory_urls=folders)
    except MkDocsException as error:
        hint = (
            "MkDocs says the reason above. A plugin that isn't installed is installed where okrsite is, or taken out "
            "of `plugins`."
        )
        raise ConfigurationError(f"{config.name} can't be used: {error}", hint) from error


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
