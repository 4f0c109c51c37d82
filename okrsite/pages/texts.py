"""What is wrong in the texts themselves: links that lead nowhere, pieces of the model that aren't there.

Pages find the same when they are made; this finds it without making pages, for `okrsite check`.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from okrsite.pages import addresses
from okrsite.pages.embedded import exists
from okrsite.pages.prose import Prose
from okrsite.pages.prose_links import content_prefix
from okrsite.problems import Problem, in_order, ruled
from okrsite.snapshot import Snapshot


def text_problems(snapshot: Snapshot) -> tuple[Problem, ...]:
    """Return the problems of all texts that the site prints."""
    prose = Prose(snapshot)
    prefix = content_prefix(snapshot)
    for text, path, uri in _texts(snapshot):
        if text.strip():
            prose.html(text, source=path.removeprefix(prefix), page_uri=uri)

    def embed(kind: str, argument: str, uri: str) -> Markup | None:
        return Markup() if exists(snapshot, kind, argument) else None

    home = snapshot.organisation.index_path.removeprefix(prefix)
    prose.article(snapshot.organisation.index, source=home, page_uri=addresses.HOME, embed=embed)
    for page in snapshot.organisation.documents:
        prose.article(page.body, source=page.inside, page_uri=page.inside, embed=embed)
    return in_order(ruled(prose.problems, snapshot.site.settings.rules))


def _texts(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    """Yield each text with the file it was typed in and a page on which it stands."""
    organisation = snapshot.organisation
    for unit in organisation.units.values():
        uri = addresses.unit_uri(unit)
        yield from ((text, unit.place.path, uri) for text in (unit.about, unit.mission, unit.vision))
        for text in unit.texts.values():
            yield text.intro, text.path, uri
    for each in organisation.objectives.values():
        uri, path = addresses.objective_uri(each), each.place.path
        yield from ((text, path, uri) for text in (each.why, each.notes, each.needs, each.retrospective))
        yield from ((result.notes, path, uri) for result in each.key_results)
    for kpi in organisation.kpis.values():
        yield kpi.about, kpi.place.path, addresses.KPIS
    for memo in organisation.memos:
        yield memo.body, memo.place.path, addresses.memo_uri(memo, organisation.units[memo.unit])
