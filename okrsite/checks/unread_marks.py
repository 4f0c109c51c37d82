"""OKR310: a text holds a mark that was meant to keep something back, and isn't read there.

What: a title, an owner or a text of an objective says `Audience: internal` or `Visibility: draft`.
Why: as a part of a text it keeps nothing back; all of it would be published.
Instead: type it as a field of its own: in Markdown as a bullet right under the heading, with a dash and a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrsite.alignment.graph import Alignment
from okrsite.model.objectives import Objective
from okrsite.model.organisation import Organisation
from okrsite.problems import Problem, problem
from okrsite.progress.measure import Measures

_MARK = re.compile(r"\b(audience|visibility)\W{0,4}[:=]\W{0,4}(?:internal|draft)\b", re.IGNORECASE)


def check(organisation: Organisation, alignment: Alignment, measures: Measures) -> Iterator[Problem]:
    """Yield a problem for each objective in whose texts such a mark stands."""
    for each in organisation.objectives.values():
        found = next(filter(None, map(_MARK.search, _texts(each))), None)
        if found is not None:
            word = found[1].lower()
            yield problem(
                "OKR310",
                each.place,
                f"A text in this objective says '{' '.join(found[0].split())}', which keeps nothing back there.",
                f"Type `{word}` as a field of its own, in Markdown as a bullet: `- {word.capitalize()}: …`.",
            )


def _texts(each: Objective) -> Iterator[str]:
    """Yield the texts in which a line can end up that was typed a little beside its place."""
    yield from (each.title, each.why, each.notes, each.needs, each.retrospective, *each.tags, *each.blockers)
    yield from filter(None, (each.owner, each.reviewer, *each.contributors))
    for result in each.key_results:
        yield from (result.title, result.notes, result.owner or "")
    for said in each.checkins:
        yield from (said.note, said.by or "")
