"""Sites for the public that tests make of what `audience_company` says."""

from __future__ import annotations

from pathlib import Path

from draft_company import CONFIG
from msgspec.structs import replace
from stories import take_snapshot

from okrsite.settings import read_site
from okrsite.snapshot import Snapshot


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    for path, text in files.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_bytes(text.encode() if isinstance(text, str) else text)
    return root / "mkdocs.yml"


def public(config: Path) -> Snapshot:
    site = read_site(config)
    return take_snapshot(replace(site, settings=replace(site.settings, audience="public")))


def clear(root: Path) -> None:
    for path in sorted((root / "content").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
