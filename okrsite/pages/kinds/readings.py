"""How a page was read, for whoever writes it: the file with what became of each line. In a preview only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import ClassVar

import msgspec

from okrsite.languages.words import translate
from okrsite.model.file_accounts import read_account_of_path
from okrsite.model.line_accounts import LineAccount, LineKind, describe_account
from okrsite.pages.addresses import make_reading_uri
from okrsite.pages.page import Page, PlannedPage
from okrsite.pages.render import Crumb, PageFrame, PageView, TemplateRenderer
from okrsite.problems import Place, Problem, Severity
from okrsite.snapshot import Snapshot
from okrsite.sources.tree import Role


class ProblemView(msgspec.Struct, frozen=True):
    """What is wrong with a line."""

    severity: Severity
    message: str
    hint: str


class LineView(msgspec.Struct, frozen=True):
    """A line of the file."""

    number: int
    account: str
    """What became of it, in a few words."""
    kind: LineKind
    text: str
    problems: tuple[ProblemView, ...]


class ReadingView(PageView, frozen=True):
    """A file, line by line."""

    template: ClassVar[str] = "reading.html"
    path: str
    lines: tuple[LineView, ...]


def build_reading_pages(snapshot: Snapshot, renderer: TemplateRenderer) -> Iterator[PlannedPage]:
    """Yield a page for each file that was read; none where readers see it: on a site, or as the public."""
    if not snapshot.preview or snapshot.is_public:
        return
    by_path: dict[str, list[Problem]] = {}
    for problem in snapshot.problems:
        by_path.setdefault(problem.place.path, []).append(problem)
    for path, role in sorted(_list_files(snapshot).items()):
        build = partial(_build_page, path, role, snapshot, renderer, by_path.get(path, ()))
        yield PlannedPage(make_reading_uri(path), build, source=Place(path))


def _list_files(snapshot: Snapshot) -> dict[str, Role]:
    """Return the files of which pages are made, each with what it is."""
    organisation = snapshot.organisation
    roles: dict[str, Role] = {}
    for unit in organisation.units.values():
        roles.setdefault(unit.place.path, "team")
        roles |= {text.path: "cycle" for text in unit.texts.values()}
    roles |= {memo.place.path: "memo" for memo in organisation.memos}
    roles |= {document.place.path: "page" for document in organisation.documents}
    people = (person.place.path for person in organisation.people.values() if person.place)
    roles |= dict.fromkeys(people, "people")
    for kpi in organisation.kpis.values():
        roles.setdefault(kpi.place.path, "kpis")
    return {path: role for path, role in roles.items() if path}


def _build_page(
    path: str, role: Role, snapshot: Snapshot, renderer: TemplateRenderer, problems: Iterable[Problem]
) -> Page:
    accounts: list[LineAccount] | None = None
    with suppress(OSError):  # it was deleted since it was read
        accounts = read_account_of_path(snapshot.site.base / path, path, role, snapshot.site.settings)
    by_line: dict[int, list[Problem]] = {}
    for problem in problems:
        by_line.setdefault(problem.place.line, []).append(problem)
    lines: list[LineView] = []
    subject = ""
    for account in accounts or ():
        shown = tuple(
            ProblemView(problem.severity, problem.message, problem.hint) for problem in by_line.get(account.number, ())
        )
        said = describe_account(account, subject)
        subject = account.values[-1].subject if account.values else subject
        lines.append(LineView(account.number, said, account.kind, account.text, shown))
    uri = make_reading_uri(path)
    title = translate("How {path} was read", path=path)
    lead = translate("Beside each line stands what okrsite made of it. This page is part of the preview only.")
    frame = PageFrame(uri, title, (Crumb(snapshot.organisation.name), Crumb(title)), Place(path), lead=lead)
    return Page(uri, title, renderer.render(ReadingView(path, tuple(lines)), frame), layout="navigation")
