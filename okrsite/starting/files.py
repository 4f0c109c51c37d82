"""The files of a new repository: which there are, and what they say.

Most are templates in the folder `files/`. What stands between two @ in them is put in once, quoted for its place, so
that no name can be read as anything else. Their example is about on track on the day on which it begins.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from importlib.resources import files as open_package
from xml.sax.saxutils import quoteattr

from okrsite.feeds.json_encoding import encode_json
from okrsite.feeds.schema import build_schema
from okrsite.late_patterns import compile_late
from okrsite.model.cycles import resolve_cycle
from okrsite.settings import Settings
from okrsite.starting.answers import Answers
from okrsite.starting.forges import FORGES

SCHEMA_FOLDER = ".okrsite-schema"
_OF_UNITS = ("company", "teams/*", "people/*")
_ENDINGS = ("yml", "yaml")
SCHEMAS: Mapping[str, tuple[str, ...]] = {
    "cycle": tuple(f"content/{unit}/2*.{ending}" for unit in _OF_UNITS for ending in _ENDINGS),
    "team": tuple(f"content/{unit}/team.{ending}" for unit in _OF_UNITS for ending in _ENDINGS),
    "checkin": tuple(f"content/{unit}/checkins/*.{ending}" for unit in _OF_UNITS for ending in _ENDINGS),
    "people": ("content/people.yml",),
    "kpis": ("content/kpis.yml",),
}
"""The kinds of content that editors know a schema of, each with the files that it is for."""
FRONT_MATTER: Mapping[str, tuple[str, ...]] = {
    "front-matter-cycle": tuple(f"./content/{unit}/2*.md" for unit in _OF_UNITS),
    "front-matter-team": tuple(f"./content/{unit}/team.md" for unit in _OF_UNITS),
    "front-matter-checkin": tuple(f"./content/{unit}/checkins/*.md" for unit in _OF_UNITS),
    "front-matter-memo": tuple(f"./content/{unit}/memo*.md" for unit in _OF_UNITS),
}
"""The kinds of Markdown files of whose front matter a linter knows a schema."""

_PLACE = compile_late(r"@([A-Z_]+)@")
_TARGETS: Mapping[str, tuple[str, float, float, str]] = {
    "NAMED": ("year", 20, 80, "%"),
    "SERVE": ("year", 10, 60, "%"),
    "TEAMS": ("quarter", 0, 6, ""),
    "FRESH": ("quarter", 0, 90, "%"),
    "WEEKS": ("quarter", 0, 12, ""),
    "MEETING": ("quarter", 10, 50, "%"),
    "HANDS": ("quarter", 0, 6, ""),
}
"""The values of the example's check-ins: of the year or of the quarter, from where to where, and the unit."""


def list_files(answers: Answers) -> dict[str, bytes]:
    """Return what each file of a new repository holds, by its path in it."""
    team = f"content/teams/{answers.team_id}"
    templates = {
        "README.md": "README.md",
        "mkdocs.yml": "mkdocs.yml",
        "requirements.txt": "requirements.txt",
        "constraints.txt": "constraints.txt",
        "content/index.md": "index.md",
        "content/people.yml": "people.yml",
        "content/company/team.yml": "company-team.yml",
        f"content/company/{answers.year}.md": "year.md",
        f"content/company/{answers.quarter}.md": "quarter.md",
        f"{team}/team.yml": "team.yml",
        f"{team}/{answers.quarter}.md": "team-quarter.md",
        ".gitignore": "gitignore",
        ".pre-commit-config.yaml": "pre-commit.yml",
        "CODEOWNERS": "CODEOWNERS",
    }
    if ci_file := FORGES[answers.forge].ci_file:
        templates[ci_file] = f"{answers.forge}.yml"
    values = _list_values(answers)
    folder = open_package("okrsite.starting") / "files"
    texts = {path: fill_template((folder / name).read_text("utf-8"), values) for path, name in templates.items()}
    texts[".vscode/settings.json"] = _format_vscode_settings()
    texts[".vscode/extensions.json"] = (
        json.dumps({"recommendations": ["redhat.vscode-yaml", "unifiedjs.vscode-remark"]}, indent=2) + "\n"
    )
    texts[".idea/jsonSchemas.xml"] = _format_jetbrains_schemas()
    texts[".remarkrc.yaml"] = _format_remark_settings()
    schemas = {f"{SCHEMA_FOLDER}/{kind}.json": encode_json(build_schema(kind)) for kind in (*SCHEMAS, *FRONT_MATTER)}
    wheel = {answers.source: answers.wheel} if answers.wheel else {}
    return {path: text.encode("utf-8") for path, text in texts.items()} | schemas | wheel


def fill_template(template: str, values: Mapping[str, str]) -> str:
    """Put values into a template, each as it is: what looks like a place in one of them is text.

    Raises:
        KeyError: the template names a value that there isn't.
    """
    return _PLACE.sub(lambda place: values[place[1]], template)


def quote_yaml(text: str) -> str:
    """Return a text of one line as a value in YAML, whatever stands in it."""
    return json.dumps(text, ensure_ascii=False)


def quote_markdown(text: str) -> str:
    """Return a text of one line as words in Markdown, whatever stands in it."""
    return re.sub(r"([\\`*_\[\]<>&#~|])", r"\\\1", text)


def _list_values(answers: Answers) -> dict[str, str]:
    forge = FORGES[answers.forge]
    return {
        "NAME_IN_YAML": quote_yaml(answers.name),
        "NAME_IN_MARKDOWN": quote_markdown(answers.name),
        "TEAM_IN_YAML": quote_yaml(answers.team),
        "TEAM": answers.team_id,
        "SOURCE": answers.source,
        "YEAR": answers.year,
        "QUARTER": answers.quarter,
        "DAY": answers.today.isoformat(),
        "SITE_URL": forge.site_url,
        "EDIT_URL": forge.edit_url,
        "CI_FILE": forge.ci_file or "constraints.txt",
        "PROPOSE": forge.proposing,
        "PUBLISH": forge.publishing,
        **{
            name: f"{_reckon_value(getattr(answers, cycle), answers.today, start, target)}{unit}"
            for name, (cycle, start, target, unit) in _TARGETS.items()
        },
    }


def _reckon_value(name: str, today: date, start: float, target: float) -> int:
    """Return what is about expected of a key result on a day, so that the example isn't red from the first day on."""
    cycle = resolve_cycle(name, Settings())
    share = cycle.compute_elapsed_share(today) if cycle else 0.0
    return round(start + (target - start) * share)


def _format_vscode_settings() -> str:
    settings = {
        "yaml.schemas": {f"./{SCHEMA_FOLDER}/{kind}.json": list(patterns) for kind, patterns in SCHEMAS.items()},
        "yaml.customTags": ["!ENV scalar", "!ENV sequence"],
    }
    return json.dumps(settings, indent=2) + "\n"


def _format_remark_settings() -> str:
    """Return the settings of remark, the linter of Markdown that VS Code has an extension for."""
    lines = [
        "# Front matter is checked by its schemas where remark is installed:",
        "# npm install --save-dev remark-cli remark-frontmatter remark-lint-frontmatter-schema",
        "plugins:",
        "  - remark-frontmatter",
        "  - - remark-lint-frontmatter-schema",
        "    - schemas:",
    ]
    for kind, patterns in FRONT_MATTER.items():
        lines.append(f"        ./{SCHEMA_FOLDER}/{kind}.json: {json.dumps(patterns)}")
    return "\n".join(lines) + "\n"


def _format_jetbrains_schemas() -> str:
    """Return the mapping of schemas as the editors of JetBrains keep it with a project."""
    entries = "".join(_format_jetbrains_entry(kind, patterns) for kind, patterns in SCHEMAS.items())
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<project version="4">
  <component name="JsonSchemaMappingsProjectConfiguration">
    <state>
      <map>
{entries}      </map>
    </state>
  </component>
</project>
"""


def _format_jetbrains_entry(kind: str, patterns: tuple[str, ...]) -> str:
    items = "".join(
        f"""                  <Item>
                    <option name="pattern" value="true" />
                    <option name="path" value={quoteattr(pattern)} />
                    <option name="mappingKind" value="Pattern" />
                  </Item>
"""
        for pattern in patterns
    )
    return f"""        <entry key="okrsite {kind}">
          <value>
            <SchemaInfo>
              <option name="name" value="okrsite {kind}" />
              <option name="relativePathToSchema" value="{SCHEMA_FOLDER}/{kind}.json" />
              <option name="patterns">
                <list>
{items}                </list>
              </option>
            </SchemaInfo>
          </value>
        </entry>
"""
