"""Two snapshots, compared: what was changed, and what follows from it."""

from __future__ import annotations

from okrsite.changes.consequences import diff_addresses, diff_gaps, diff_measures, diff_problems
from okrsite.changes.links import diff_links
from okrsite.changes.objectives import diff_objectives
from okrsite.changes.organisation import diff_organisation
from okrsite.changes.outside_links import diff_outside_links
from okrsite.changes.pairing import pair_organisations
from okrsite.changes.settings import diff_settings
from okrsite.changes.sides import make_sides
from okrsite.feeds.diff_records import ComparedState, ContentDifference
from okrsite.settings import Settings
from okrsite.snapshot import Snapshot


def compare_snapshots(
    before: Snapshot,
    after: Snapshot,
    base: ComparedState | None = None,
    head: ComparedState | None = None,
    settings: tuple[Settings, Settings] | None = None,
) -> ContentDifference:
    """Return what is different between two snapshots of the same day and for the same audience.

    Args:
        before: The snapshot of before.
        after: The snapshot of after.
        base: Which of them it is, for the report.
        head: So for after.
        settings: Those that were typed, where they are compared, too; the public isn't told of them.
    """
    pairs = pair_organisations(before.organisation, after.organisation)
    sides = make_sides(before, after, pairs)
    nobody = ComparedState(name=None, commit=None)
    return ContentDifference(
        as_of=after.today,
        audience="public" if after.is_public else "internal",
        base=base or nobody,
        head=head or nobody,
        changes=(
            *diff_objectives(pairs, sides),
            *diff_links(pairs, sides),
            *diff_outside_links(pairs, sides),
            *diff_organisation(pairs, sides),
            *(diff_settings(*settings) if settings and not after.is_public else ()),
        ),
        measures=tuple(diff_measures(pairs, sides)),
        gaps=tuple(diff_gaps(pairs, sides)),
        problems=tuple(diff_problems(sides)),
        addresses=tuple(diff_addresses(pairs, sides)),
    )
