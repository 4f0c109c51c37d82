"""`okrsite verify`: the gate, for any built site."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from okrsite.cli.call import Call
from okrsite.cli.options import Place, common
from okrsite.feeds.plain_values import encoded
from okrsite.feeds.terminal_text import one_line
from okrsite.gate.findings import Finding
from okrsite.gate.headers import FORMATS

_FOLDER = Place(exists=True, file_okay=False)


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
@click.option("--headers", type=click.Choice(sorted(FORMATS)), help="Print the headers that the site needs.")
@common
@click.pass_obj
def verify(
    call: Call,
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
    from okrsite.gate.inspection import NotASite, examine
    from okrsite.gate.theme import installed

    try:
        seen = examine(site, theme=installed(theme), private=private, links=not no_links)
    except NotASite as error:
        raise click.BadParameter(str(error), param_hint="DIR") from error
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--private") from error
    found = seen.findings
    if headers:
        if found:
            call.complain(f"{_tally(found)} in {site}.", "Run it again without --headers to see them.")
        call.result(FORMATS[headers](seen.policy) + ("\n" if headers == "meta" else ""))
    elif wanted == "json":
        call.result(_as_json(found, seen.pages, seen.files))
    else:
        call.result("".join(_line(each, call) for each in found))
        call.note(f"okrsite verify: {_tally(found)} in {seen.pages} pages and {seen.files - seen.pages} other files.")
    return int(bool(found))


def _tally(found: Sequence[Finding]) -> str:
    return f"{len(found) or 'no'} finding{'s' if len(found) != 1 else ''}"


def _line(found: Finding, call: Call) -> str:
    place = one_line(found.path + (f":{found.line}" if found.line else ""))
    said = f"{place}: {call.paint('error', 'error')} {found.code} {one_line(found.message)}\n"
    return said + (f"    {one_line(found.hint)}\n" if found.hint else "")


def _as_json(found: Sequence[Finding], pages: int, files: int) -> bytes:
    listed = [
        {"code": each.code, "path": each.path, "line": each.line, "message": each.message, "hint": each.hint}
        for each in found
    ]
    counts = {"findings": len(found), "pages": pages, "files": files}
    # Names of files may hold bytes that are no text; escaped, they are still valid JSON.
    return encoded({"findings": listed, "counts": counts})
