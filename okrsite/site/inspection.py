"""The last look at a site in its staging folder, before it is published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from okrsite.settings import Site
from okrsite.site.outcome import ContentErrors, RenderedSite
from okrsite.site.publishing import Log


def inspect_staged_site(folder: Path, site: Site, rendered: RenderedSite, log: Log | None) -> int:
    """Let the gate look at every file, write down the policy under which the pages work, and count them.

    Args:
        folder: The staging folder.
        site: What the configuration says today, also where the content is that of another time.
        rendered: What the host says of the site.
        log: Takes what the gate found, a line at a time.

    Raises:
        ContentErrors: the gate found something.
    """
    # Not above: `check` and `explain` would wait for it.
    from okrsite.gate import WithheldTextFinder, inspect_site, list_machine_paths
    from okrsite.gate.headers import AT_ROOT
    from okrsite.gate.theme import load_installed_theme

    seen = inspect_site(
        folder,
        theme=load_installed_theme(rendered.theme_folders),
        private=list_machine_paths(site.base, folder),
        # Whoever may change the configuration has said its words for everybody.
        withheld=WithheldTextFinder(rendered.content.snapshot.withheld, site.config.read_bytes()),
    )
    for finding in seen.findings:
        if log is not None:
            line = f":{finding.line}" if finding.line else ""
            log("error", f"{finding.path}{line}: {finding.code} {finding.message} {finding.hint}".strip())
    if seen.findings:
        raise ContentErrors(
            f"Nothing was published: the built pages hold {len(seen.findings)} "
            f"thing{'s' if len(seen.findings) != 1 else ''} that no page may hold."
        )
    (folder / AT_ROOT).write_text(seen.policy.format_headers_file(), encoding="utf-8", newline="\n")
    pages = list(_list_pages(folder))
    # For hosts that send no headers of ours: the page declares the policy itself.
    for page in pages:
        page.write_bytes(seen.policy.add_policy_to_page(page.read_bytes()))
    return len(pages)


def _list_pages(folder: Path) -> Iterator[Path]:
    """Yield the pages of a site; a folder may be named like one."""
    return (path for path in folder.rglob("*.html") if path.is_file())
