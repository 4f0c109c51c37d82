"""Every option of the plugin, once: default, type, one sentence. What may stand in each decides `option_values`."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, structs

PLACE = ("plugins", "okrsite")
"""Below which keys the options are typed."""


class DeclaredCycle(msgspec.Struct, frozen=True):
    """A cycle that isn't named by a built-in name."""

    start: date
    end: date
    name: str = ""


class DeclaredRemote(msgspec.Struct, frozen=True):
    """Another organisation, whose goals stand beside one's own."""

    export: str
    """Where its export is: an address on the web, or a path from the configuration file's folder."""
    site: str
    """The address of its site, with a slash at its end; what its goals link to lies below it."""
    name: str = ""
    """What it is called; empty: as its export says."""
    sha256: str = ""
    """The SHA-256 of the one export that is used, in hexadecimal; empty for any."""

    @property
    def is_on_web(self) -> bool:
        """Whether the export is fetched from an address."""
        return self.export.startswith(("https://", "http://"))


class Option(msgspec.Struct, frozen=True):
    """One setting, as the guide and the schema for editors list it."""

    name: str
    type: object
    help: str
    default: object
    """None: nothing, or an empty table."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that it takes; empty where it takes something else."""
        kinds = (self.type, *get_args(self.type))
        return next((get_args(kind) for kind in kinds if get_origin(kind) is Literal), ())


class Settings(msgspec.Struct, frozen=True):
    """The options under `okrsite:` in `mkdocs.yml`. Each carries its one sentence."""

    today: Annotated[
        date | None, Meta(description="What 'today' means; for demonstrations and reproducible builds.")
    ] = None
    timezone: Annotated[
        str,
        Meta(description="The time zone in which days begin and end."),
    ] = "UTC"
    fiscal_year_start: Annotated[int, Meta(description="The month in which the fiscal year starts, 1 to 12.")] = 1
    fiscal_year_named_after: Annotated[
        Literal["start", "end"],
        Meta(description="Whether a fiscal year is named after the calendar year of its start or its end."),
    ] = "start"
    cycles: Annotated[
        dict[str, DeclaredCycle],
        Meta(description="Cycles with names of their own: {launch: {start, end, name}}."),
    ] = msgspec.field(default_factory=dict)
    language: Annotated[
        Literal["en", "de", "fr", "es"] | None,
        Meta(
            description="The language of okrsite's words, days and numbers. Without it that of the theme "
            "(theme: language), with numbers as decimal_comma says."
        ),
    ] = None
    terms: Annotated[
        dict[str, str],
        Meta(description="What terms are called here, each as one and as many: {objective: Goal, objectives: Goals}."),
    ] = msgspec.field(default_factory=dict)
    decimal_comma: Annotated[
        bool,
        Meta(
            description="Read 1,2 as one point two and 1.200 as one thousand two hundred, and write numbers so; "
            "where `language` is de, fr or es, true unless it is set."
        ),
    ] = False
    outdated_after_days: Annotated[
        int, Meta(description="An objective without a check-in for more days than this is outdated.")
    ] = 14
    grading_days: Annotated[int, Meta(description="For how many days after its end a cycle is being graded.")] = 21
    at_risk_behind: Annotated[
        float, Meta(description="From how many points behind the expected progress an objective is at risk.")
    ] = 10.0
    off_track_behind: Annotated[
        float, Meta(description="From how many points behind the expected progress an objective is off track.")
    ] = 25.0
    low_confidence: Annotated[
        float, Meta(description="Below how many percent of confidence an objective is at risk.")
    ] = 30.0
    progress_from: Annotated[
        Literal["key_results", "aligned", "both"],
        Meta(
            description="What an objective's progress is made of where it doesn't say it itself: its key results, the "
            "objectives that contribute directly (aligned), or both."
        ),
    ] = "key_results"
    audience: Annotated[
        Literal["internal", "public"],
        Meta(
            description="Who the site is for: internal shows everything, public leaves out what is marked as internal."
        ),
    ] = "internal"
    edit_url: Annotated[
        str,
        Meta(
            description="The repository's address on GitHub or GitLab, or a pattern with {path} and {line}. "
            "Without it, MkDocs' repo_url, edit_uri and edit_uri_template count."
        ),
    ] = ""
    branch: Annotated[
        str,
        Meta(description="The branch that edit links lead to."),
    ] = "main"
    people_pages: Annotated[
        bool,
        Meta(description="Whether each person has a page."),
    ] = True
    ordinary_pages: Annotated[
        Literal["okrsite", "mkdocs"],
        Meta(
            description="Who renders ordinary pages: okrsite, which sanitises them, or mkdocs with all its "
            "extensions and plugins, where whoever writes content is trusted."
        ),
    ] = "okrsite"
    navigation: Annotated[
        Literal["completed", "typed"],
        Meta(
            description="Whether okrsite's pages that a `nav` in mkdocs.yml doesn't name are added to it (completed), "
            "or not (typed)."
        ),
    ] = "completed"
    render: Annotated[
        Literal["stamped", "full"],
        Meta(
            description="Whether the theme's frame is rendered for each page (full), "
            "or once for pages that differ in words (stamped)."
        ),
    ] = "stamped"
    data: Annotated[
        Literal["divided", "single"],
        Meta(
            description="Whether data/okr.json leads to a file for each unit and cycle (divided), "
            "or holds everything itself, as `okrsite export` prints it (single)."
        ),
    ] = "divided"
    feeds: Annotated[
        bool,
        Meta(
            description="Whether the company, each unit and each objective has an Atom feed of its changes; "
            "needs site_url in mkdocs.yml."
        ),
    ] = False
    calendars: Annotated[
        bool,
        Meta(
            description="Whether the company, each unit and each person has a calendar (iCalendar) of what is due; "
            "its dates lead to their pages where site_url is known."
        ),
    ] = False
    badges: Annotated[
        bool,
        Meta(description="Whether units and objectives have badges: pictures for other pages of how they stand."),
    ] = False
    tables: Annotated[
        bool,
        Meta(
            description="Whether the site has tables to take away, as `okrsite export` writes them: a workbook "
            "data/okr.xlsx, and a file for each table in data/csv/."
        ),
    ] = False
    markdown_pages: Annotated[
        bool,
        Meta(
            description="Whether each page lies beside itself as Markdown, and `llms.txt` leads assistants to them: "
            "it doubles the number of files."
        ),
    ] = False
    digest: Annotated[
        bool,
        Meta(
            description="Whether the site has the digest of the week and the agenda of its review as pages, as "
            "`okrsite report` tells them."
        ),
    ] = False
    review_packs: Annotated[
        Literal["company", "all", "none"],
        Meta(
            description="Which review packs there are, pages to be printed for a review or presented goal by goal: of "
            "the company's cycles (company), of each unit as well (all), or none."
        ),
    ] = "company"
    checkins: Annotated[
        Literal["list", "file"],
        Meta(
            description="Whether `okrsite checkin` adds to the objective's file (list), or writes a file of its own "
            "(file), which conflicts with nobody's."
        ),
    ] = "list"
    federation: Annotated[
        dict[str, DeclaredRemote],
        Meta(
            description="Other organisations whose goals can be linked to, by ids of your choice: "
            "{acme: {export, site, name, sha256}}."
        ),
    ] = msgspec.field(default_factory=dict)
    rules: Annotated[
        dict[str, str],
        Meta(description="Severity by problem code: error, warning, info or off (for warnings only)."),
    ] = msgspec.field(default_factory=dict)


@cache
def list_options() -> tuple[Option, ...]:
    """Return every setting, in the order in which they are declared."""
    hints = get_type_hints(Settings, include_extras=True)
    options = []
    for declared in structs.fields(Settings):
        type, about = get_args(hints[declared.name])
        default = None if declared.default is msgspec.NODEFAULT else declared.default
        options.append(Option(declared.name, type, about.description, default))
    return tuple(options)
