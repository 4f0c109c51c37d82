"""The markup of a map's nested list; what stands in it is decided in `nested_list`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from markupsafe import Markup

from okrsite.escaping import escape
from okrsite.languages.words import translate_html
from okrsite.pages.html.outside_links import render_organisation, render_outside_link


class MapListNeed(msgspec.Struct, frozen=True):
    """Another objective that has to be done first."""

    title: str
    url: str
    open: bool
    """Whether the other side has not confirmed it."""


class MapListEntry(msgspec.Struct, frozen=True):
    """An entry of the list; nesting is said by what opens and closes behind it."""

    title: str
    url: str
    who: str
    """Unit and owner."""
    is_outside: bool
    """Whether it is a goal of another organisation, on its own site."""
    kind: str
    """How it serves the entry above: contributes or supports; empty at the root."""
    key: str
    """Mark and colour of the status."""
    word: str
    """The status."""
    number: str
    """Progress."""
    hidden: str
    """What says how many stand below that the map leaves out; empty for none."""
    needs: tuple[MapListNeed, ...]
    anchor: str = ""
    """Where a later entry of the same objective leads."""
    above: str = ""
    """The anchor of the earlier entry that has everything below this one; empty if this entry has it itself."""
    opens: bool = False
    """A nested list follows."""
    closes: int = 0
    """How many nested lists end behind it."""
    purpose: str = ""
    """Why it serves nothing, if somebody said so: "on purpose: …"."""


class MapListView(msgspec.Struct, frozen=True):
    """A whole list, ready to print."""

    summary: str
    """What it is, on the line that opens it."""
    linked: Sequence[MapListEntry]
    loose: Sequence[MapListEntry]
    """What serves nothing."""
    loose_label: str
    """Heading of what serves nothing."""
    hidden: str
    """What says how many more serve nothing and are left out; empty for none."""
    prefix: str
    """What the ids of the list begin with."""


def render_list(view: MapListView) -> Markup:
    """Return a map's list as safe HTML."""
    lines = [f'<details class="okr-maplist-box"><summary>{escape(view.summary)}</summary>']
    if view.linked:
        lines.append(_render_entries(view.linked))
    if view.loose or view.hidden:
        heading = escape(f"{view.prefix}-loose")
        lines.append(f'<p class="okr-maplist__heading" id="{heading}">{escape(view.loose_label)}</p>')
        if view.loose:
            lines.append(_render_entries(view.loose, f' aria-labelledby="{heading}"'))
        if view.hidden:
            lines.append(f'<p class="okr-maplist__more">{escape(view.hidden)}</p>')
    lines.append("</details>")
    return Markup("\n".join(lines))


def _render_entries(entries: Sequence[MapListEntry], attribute: str = "") -> str:
    lines = [f'<ul class="okr-maplist"{attribute}>']
    for entry in entries:
        words = " ".join(_render_words(entry))
        anchor = f' id="{escape(entry.anchor)}"' if entry.anchor else ""
        lines.append(f"<li{anchor}>{words}" + ("" if entry.opens else "</li>"))
        if entry.opens:
            lines.append("<ul>")
        lines += ["</ul></li>"] * entry.closes
    lines.append("</ul>")
    return "\n".join(lines)


def _render_words(entry: MapListEntry) -> Iterator[str]:
    """Yield what an entry says, piece by piece; between them stands a blank."""
    key = escape(entry.key)
    if entry.kind:
        yield f"<i>{escape(entry.kind)}</i>"
    if entry.is_outside:
        yield f"{render_outside_link(entry.title, entry.url)} {render_organisation(entry.who)}"
    else:
        yield _render_title(entry.url, entry.title)
        yield f"<span>{escape(entry.who)}</span>"
    yield f'<span class="okr-status--{key}">{escape(entry.word)}</span>'
    yield f"<b>{escape(entry.number)}</b>"
    if entry.purpose:
        yield f'<span class="okr-maplist__needs">{escape(entry.purpose)}</span>'
    if entry.above:
        words = translate_html("what stands below it: see above")
        yield f'<a class="okr-maplist__above" href="#{escape(entry.above)}">{words}</a>'
    if entry.hidden:
        yield f'<span class="okr-maplist__more">{escape(entry.hidden)}</span>'
    if entry.needs:
        needs = translate_html("depends on {goals}", goals=Markup(", ".join(map(_render_need, entry.needs))))
        yield f'<span class="okr-maplist__needs">{needs}</span>'


def _render_need(need: MapListNeed) -> str:
    title = _render_title(need.url, need.title)
    return translate_html("{title} (not confirmed yet)", title=Markup(title)) if need.open else title


def _render_title(url: str, title: str) -> str:
    return f'<a href="{escape(url)}">{escape(title)}</a>' if url else escape(title)
