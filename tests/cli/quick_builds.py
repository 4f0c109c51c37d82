"""Builds that take no time: what is built is three files, and everything around that is the real thing."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from okrsite import pipeline
from okrsite.folder_walk import list_built_files
from okrsite.pages.site_pages import PageSet
from okrsite.site import targets
from okrsite.site.manifest import write_manifest
from okrsite.site.outcome import InspectedSite

CONTENT = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.yml": "objectives: [{id: o, title: O, owner: a, key_results: [{title: K, from: 0, to: 3, now: 1}]}]\n",
}


def write_site(folder: Path, text: str = "<p>a</p>") -> Path:
    """Write a small site, with its manifest."""
    for name in ("index.html", "404.html", "teams/index.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    write_manifest(folder)
    return folder


def build_quickly(
    monkeypatch, fault: BaseException | None = None, name: str = "2026-11-20-3f2a91c0", *, caching: bool = False
) -> None:
    """Let builds write a small site and nothing else, or begin it and fail; with `caching`, remember it as usual."""

    content = SimpleNamespace(release=name, errors=0, unread=0, left_out=(), notices=(), page_set=PageSet((), ()))

    @contextmanager
    def open_host(source, folder, log):
        def render(content):
            if fault is not None:
                (folder / "index.html").write_text("half", encoding="utf-8")
                raise fault
            write_site(folder)
            rendered = SimpleNamespace(content=content, stages=(("pages", 0.0),))
            rendered.add_seconds = lambda stage, seconds: rendered
            return rendered

        yield SimpleNamespace(render=render, compile_templates=dict)

    monkeypatch.setattr("okrsite.site.mkdocs.host.open_mkdocs", open_host)
    monkeypatch.setattr(pipeline, "make_content", lambda source, last, prepare_pages: content)
    monkeypatch.setattr(
        "okrsite.site.inspection.inspect_staged_site",
        lambda folder, site, rendered, *_: InspectedSite(rendered, 3, "", {}, 0.0, files=list_built_files(folder)),
    )
    monkeypatch.setattr(targets, "seal_site", lambda folder, linked, paths: {})
    # Else what lies in the project is other than before.
    if not caching:
        monkeypatch.setattr("okrsite.request.prepare_cache_folder", lambda base: None)


def tree(folder: Path) -> dict[str, object]:
    """Return all that lies in a folder: texts by path, for links where they lead, for folders nothing."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        found[name] = path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else None
    return found
