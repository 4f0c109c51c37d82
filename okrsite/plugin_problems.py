"""Plugins of the host that can't work beside okrsite, or make nothing as the site is set up: before anybody wonders."""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.config_lines import find_typed_entry
from okrsite.model.organisation import Organisation
from okrsite.problems import Problem, create_problem
from okrsite.settings import Site


def list_plugin_problems(site: Site, organisation: Organisation) -> Iterator[Problem]:
    """Yield what is to be said of other plugins that the configuration names."""
    if "i18n" in site.plugins:
        yield _create_problem(
            "OKR904",
            site,
            "i18n",
            "The plugin i18n makes each page anew in each language out of its file, and pages of okrsite have none.",
            "Take it out of `plugins`, and build the translated pages as a site of their own beside this one.",
        )
    if "privacy" in site.plugins:
        yield _create_problem(
            "OKR904",
            site,
            "privacy",
            "The plugin privacy fetches what pages load from other hosts, which is nothing beside okrsite.",
            "Take it out of `plugins`.",
        )
    if "blog" in site.plugins and not site.host_renders_pages and organisation.documents:
        yield _create_problem(
            "OKR313",
            site,
            "blog",
            "The plugin blog makes nothing of posts here: okrsite makes ordinary pages of them.",
            "Let MkDocs render ordinary pages (`ordinary_pages: mkdocs`), or take the plugin out: see the guide.",
        )


def _create_problem(code: str, site: Site, plugin: str, message: str, hint: str) -> Problem:
    files = (site.config, *site.inherited)
    places = [find_typed_entry(files, site.base, "plugins", name) for name in (plugin, f"material/{plugin}")]
    place = next((found for found in places if found.column > 1), places[0])
    return create_problem(code, place, message, hint)
