"""What is wrong in the texts themselves: links that lead nowhere, pieces of the model that aren't there.

Pages find the same when they are made; this finds it without making pages, for `okrsite check`.
"""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from okrsite.field_types import ADDRESS, PROSE
from okrsite.fields import AnyFieldType
from okrsite.model.cycles import Cycle
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Document, Kpi, Memo, Person
from okrsite.model.typed_texts import Holder, list_typed_texts
from okrsite.pages import addresses
from okrsite.pages.prose.renderer import ProseRenderer, holds_words_only
from okrsite.problems import Problem
from okrsite.prose import Prose
from okrsite.snapshot import Snapshot

_LOOKED_AT: frozenset[AnyFieldType] = frozenset({PROSE, ADDRESS})
"""Types of fields that may hold links; in all others, what looks like one is printed as it is."""


class TextProblems(msgspec.Struct, frozen=True):
    """What is found in all texts."""

    problems: tuple[Problem, ...] = ()
    attachments: frozenset[str] = frozenset()
    """The files beside the content to which they lead, by path inside the content folder."""


def collect_text_problems(snapshot: Snapshot) -> TextProblems:
    """Return the problems of all texts and links that the site prints, their severities not yet the settings'."""
    prose, of_host = ProseRenderer(snapshot), ProseRenderer(snapshot)
    prefix = snapshot.site.content_prefix

    def embed(kind: str, argument: str, uri: str) -> Markup | None:
        return Markup()  # whether there is such a piece, and room for it, the prose knows

    for typed in list_typed_texts(snapshot.organisation, _LOOKED_AT):
        is_page = isinstance(typed.holder, Document | None)
        if not is_page and isinstance(typed.text, Prose) and holds_words_only(typed.text):
            continue  # most texts are such, and there is nothing to be found in them
        uri = _find_page(typed.holder, snapshot)
        if isinstance(typed.text, str):
            prose.resolve_address(typed.text, source=typed.path.removeprefix(prefix), page_uri=uri)
        elif isinstance(typed.holder, Document) and snapshot.site.host_renders_pages:
            # What leads nowhere there, the host says; which files it leads to, the public site has to know.
            of_host.render_ordinary_page(typed.text, uri, embed)
        elif is_page:
            prose.render_ordinary_page(typed.text, uri, embed)
        else:
            prose.render(typed.text, uri)
    return TextProblems(tuple(prose.problems), prose.attachments | of_host.attachments)


def _find_page(holder: Holder, snapshot: Snapshot) -> str:
    """Return a page on which an item's texts stand."""
    match holder:
        case None:
            return addresses.HOME
        case Objective():
            return addresses.make_objective_uri(holder)
        case Kpi():
            return addresses.KPIS
        case Memo():
            return addresses.make_memo_uri(holder, snapshot.organisation.units[holder.unit])
        case Document():
            return addresses.find_document_uri(holder, snapshot.site)
        case Person():
            return addresses.make_person_uri(holder)
        case Cycle():
            return addresses.make_cycle_uri(holder.id)
    return addresses.make_unit_uri(holder)
