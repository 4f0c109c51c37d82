"""What is published of a snapshot, without the host: pages with all that stands around them, search, maps, data."""

from __future__ import annotations

import json

from msgspec.structs import asdict

from okrsite.feeds.export import build_data_files, format_export
from okrsite.feeds.site_files import SiteFileMaker
from okrsite.pages.site_pages import build_pages
from okrsite.snapshot import Snapshot


def outputs(snapshot: Snapshot) -> dict[str, str]:
    """Return every file by its address, and what `okrsite export` prints: of a page its body, title, description, headings, navigation and entries."""
    made = build_pages(snapshot, prepare_files=SiteFileMaker)
    beside = {file.uri for file in made.files}
    found = {"export": format_export(snapshot), **dict(build_data_files(snapshot, beside))}
    for page in made.pages:
        around = {name: value for name, value in asdict(page).items() if name not in ("body", "source")}
        found[page.uri] = f"{made.read_body(page)}\n{json.dumps(around, default=str, ensure_ascii=False, indent=1)}"
    found |= made.read_files()  # of a large site, what it has is on the disk by now
    if snapshot.is_public:
        found["attachments"] = "\n".join(sorted(made.attachments & snapshot.organisation.attachments))
    else:
        found["attachments"] = "\n".join(sorted(snapshot.organisation.attachments))
    return found
