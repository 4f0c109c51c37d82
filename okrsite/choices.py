"""The closed lists of words that an author chooses from, in the order in which they are offered."""

from __future__ import annotations

from typing import Literal

Horizon = Literal["strategic", "tactical"]
Ambition = Literal["committed", "aspirational", "learning"]
InitiativeStatus = Literal["todo", "doing", "done", "dropped"]
ReportedStatus = Literal["on track", "at risk", "off track", "done", "paused", "dropped"]
"""The words that a person can say about how something stands."""
Decision = Literal["carry on", "close", "drop"]
"""What becomes of an objective behind its cycle: into the next one, ended, or given up. It counts in no number."""
ProgressSource = Literal["key results", "aligned", "both"]
"""What an objective's progress is made of: its own key results, the objectives that contribute directly, or both."""
SumSource = Literal["children"]
"""What the value of a key result can be the sum of."""
Rhythm = Literal["weekly", "monthly", "quarterly"]
"""How often a KPI gets a new value."""
DROPPED: ReportedStatus = "dropped"
SETTLED: frozenset[str] = frozenset(("done", DROPPED))
"""What nobody has to do anything about any more."""
Visibility = Literal["public", "draft"]
Audience = Literal["public", "internal"]
AudienceMark = Literal["public", "internal", "internal numbers", "internal notes"]
"""What is withheld of an objective or a key result, of which parts can be."""
