"""Plugins and looks of the host that can't be used beside okrsite, or make nothing here: before anybody wonders."""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.config_lines import find_typed_entry
from okrsite.model.organisation import Organisation
from okrsite.problems import Problem, create_problem
from okrsite.settings import Site

_TAKE_OUT = "Take it out of `plugins`."
_LEAVES_OUT = (
    "leaves pages out behind okrsite's back, which would publish them.",
    "Name the files under `exclude_docs` of mkdocs.yml, and take the plugin out.",
)
_REFUSED = {
    "i18n": (
        "makes each page anew in each language out of its file, and pages of okrsite have none.",
        "Take it out of `plugins`, and build the translated pages as a site of their own beside this one.",
    ),
    "privacy": ("fetches what pages load from other hosts, which is nothing beside okrsite.", _TAKE_OUT),
    "exclude": _LEAVES_OUT,
    "file-filter": _LEAVES_OUT,
    "encryptcontent": (
        "locks pages by a password after okrsite has taken their words into search and other files.",
        "Keep what not everybody may read on a site of its own, or mark it `audience: internal`.",
    ),
    "glightbox": (
        "writes a script and a style of its own into each page, and okrsite publishes none that stands in a page.",
        "Take it out of `plugins`: a click on a picture can open it, with a link around it.",
    ),
    "rss": (
        "reads the file of each page, and pages of okrsite have none.",
        "Take it out of `plugins`; `feeds: true` under `okrsite:` makes feeds of goals.",
    ),
    "monorepo": ("puts folders of elsewhere into the site, which okrsite can't read.", _TAKE_OUT),
    "multirepo": ("puts repositories of elsewhere into the site, which okrsite can't read.", _TAKE_OUT),
}
"""Plugins that can't work beside okrsite: why, and the way out."""
_CHANGE_PAGES = frozenset(
    (
        *("include-markdown", "table-reader", "autorefs", "mkdocstrings", "markdownextradata", "ezlinks", "roamlinks"),
        *(
            "charts",
            "drawio",
            "drawio-exporter",
            "kroki",
            "build_plantuml",
            "swagger-ui-tag",
            "render_swagger",
            "click",
        ),
        *("codeinclude", "embed-external-markdown", "abs-rel-links", "img2fig", "images", "caption", "mermaid2"),
    )
)
"""Plugins that make something of the text of pages."""


def list_plugin_problems(site: Site, organisation: Organisation) -> Iterator[Problem]:
    """Yield what is to be said of other plugins that the configuration names."""
    for plugin, (message, hint) in _REFUSED.items():
        if plugin in site.plugins:
            yield _create_problem("OKR904", site, plugin, f"The plugin {plugin} {message}", hint)
    if site.host_renders_pages or not organisation.documents:
        return
    for plugin in site.plugins:
        if plugin not in _CHANGE_PAGES:
            continue
        yield _create_problem(
            "OKR313",
            site,
            plugin,
            f"The plugin {plugin} does nothing with the text of ordinary pages here: okrsite makes these.",
            "Let MkDocs render ordinary pages (`ordinary_pages: mkdocs`), or take the plugin out: see the guide.",
        )
    if "blog" in site.plugins:
        yield _create_problem(
            "OKR313",
            site,
            "blog",
            "The plugin blog makes nothing of posts here: okrsite makes ordinary pages of them.",
            "Let MkDocs render ordinary pages (`ordinary_pages: mkdocs`), or take the plugin out: see the guide.",
        )


def list_look_problems(site: Site) -> Iterator[Problem]:
    """Yield what the configuration would put onto every page and `build` refuses.

    Warnings: whether hooks and plugins take it out again only shows when the site is built.
    """
    for look in site.refused_looks:
        place = find_typed_entry((site.config, *site.inherited), site.base, *look.typed)
        yield create_problem("OKR905", place, look.message, look.hint)


def _create_problem(code: str, site: Site, plugin: str, message: str, hint: str) -> Problem:
    files = (site.config, *site.inherited)
    places = [find_typed_entry(files, site.base, "plugins", name) for name in (plugin, f"material/{plugin}")]
    place = next((found for found in places if found.column > 1), places[0])
    return create_problem(code, place, message, hint)
