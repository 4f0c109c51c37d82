"""Links from what everybody may see up to what is internal: nobody may type one, and no command makes one."""

from __future__ import annotations

from okrsite.alignment.links import Link
from okrsite.model.audience import ALL
from okrsite.model.objectives import Objective


def leads_to_internal_goal(link: Link, lower: Objective, upper: Objective) -> bool:
    """Whether a link leads from what everybody may see up to a goal that is internal.

    Args:
        link: The link.
        lower: The objective in which it is typed.
        upper: The objective to which it leads, or will lead.
    """
    if not link.serves or ALL in lower.audience or ALL not in upper.audience:
        return False
    key_result = lower.find_key_result(link.source_result) if link.source_result else None
    return key_result is None or ALL not in key_result.audience
