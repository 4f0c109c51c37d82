"""`okrsite verify`: the gate, for any built site."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.call import CommandContext
from okrsite.cli.options import PathArgument, add_common_options
from okrsite.feeds.json_encoding import encode_json
from okrsite.feeds.terminal_text import escape_control_characters
from okrsite.number_style import format_english_plural

if TYPE_CHECKING:
    from okrsite.gate.findings import Finding

_FOLDER = PathArgument(exists=True, file_okay=False)
HEADER_FORMATS = ("_headers", "caddy", "meta", "nginx")
"""The keys of `gate.headers.FORMATS`, named here so that other commands needn't wait for the gate."""


@click.command()
@click.argument("site", metavar="DIR", type=_FOLDER)
@click.option(
    "--format", "wanted", type=click.Choice(["text", "json"]), default="text", show_default=True, help="For whom."
)
@click.option(
    "--theme", multiple=True, type=_FOLDER, metavar="DIR", help="Templates that may have scripts of their own."
)
@click.option("--private", multiple=True, metavar="TEXT", help="Must be nowhere in the site. May be given again.")
@click.option("--no-links", is_flag=True, help="Don't follow links within the site.")
@click.option("--headers", type=click.Choice(HEADER_FORMATS), help="Print the headers that the site needs.")
@add_common_options
@click.pass_obj
def verify(
    call: CommandContext,
    site: Path,
    wanted: str,
    theme: tuple[Path, ...],
    private: tuple[str, ...],
    no_links: bool,
    headers: str | None,
) -> int:
    """Inspect the built site in DIR, whoever built it, as `build` does before it publishes.

    It ends with 1 if something in it must not be published. With --headers, what is printed is the security headers
    computed from the site, and what was found goes to stderr.
    """
    from okrsite.gate.headers import FORMATS
    from okrsite.gate.inspection import NotASiteError, inspect_site
    from okrsite.gate.theme import load_installed_theme

    try:
        seen = inspect_site(site, theme=load_installed_theme(theme), private=private, links=not no_links)
    except NotASiteError as error:
        raise click.BadParameter(f"{error} Name the folder of a built site.", param_hint="DIR") from error
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--private") from error
    findings = seen.findings
    if headers:
        if findings:
            call.write_complaint(
                f"{_format_finding_counts(findings)} in {site}.", "Run it again without --headers to see them."
            )
        call.write_result(FORMATS[headers](seen.policy) + ("\n" if headers == "meta" else ""))
    elif wanted == "json":
        call.write_result(_encode_findings(findings, seen.pages, seen.files))
    else:
        call.write_result("".join(_format_finding(finding, call) for finding in findings))
        call.write_note(
            f"okrsite verify: {_format_finding_counts(findings)} in {format_english_plural(seen.pages, 'page')} and "
            f"{format_english_plural(seen.files - seen.pages, 'other file')}."
        )
    return int(bool(findings))


def _format_finding_counts(findings: Sequence[Finding]) -> str:
    return format_english_plural(len(findings), "finding") if findings else "no findings"


def _format_finding(finding: Finding, call: CommandContext) -> str:
    place = escape_control_characters(finding.path + (f":{finding.line}" if finding.line else ""))
    said = (
        f"{place}: {call.apply_colour('error', 'error')} {finding.code} {escape_control_characters(finding.message)}\n"
    )
    return said + (f"    {escape_control_characters(finding.hint)}\n" if finding.hint else "")


def _encode_findings(findings: Sequence[Finding], pages: int, files: int) -> bytes:
    listed = [
        {
            "code": finding.code,
            "path": finding.path,
            "line": finding.line,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in findings
    ]
    counts = {"findings": len(findings), "pages": pages, "files": files}
    # Names of files may hold bytes that are no text; escaped, they are still valid JSON.
    return encode_json({"findings": listed, "counts": counts})
