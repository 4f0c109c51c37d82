"""Comments in the place of a field's value: `owner: # Ana` leaves the field empty, and may not be meant to."""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late
from okrsite.problems import Problem, create_problem
from okrsite.sources.text import LineIndex
from okrsite.vocabulary import KEY_RESULT, LEVELS, OBJECTIVE

LONE_COMMENT = compile_late(r"[ \t]+#(?P<blanks>[ \t]+)(?P<text>\S[^\r\n]*)")
_INSTRUCTION = compile_late(
    r"(?:tbd|tba|tbc|to ?do|fixme|fill|optional|required|e\.g\.|for example|example|type|write|one of|see|insert|the"
    r"|a|an|your|who|what|when|which|how|not yet|none|nobody|no|n/a|\W*\Z)(?!\w)",
    re.IGNORECASE,
)
"""How a comment begins that says what belongs into an empty field, or that nothing does yet."""
_SENTENCE = compile_late(
    r"(?:The|A|An) \w+[,;:]? \S+|(?:the|a|an) (?:\S+ ){7,400}\S+\Z"
    r"|(?:Your|Who|What|When|Which|How|No|Nobody|None|One of) (?:\S+ ){3,400}\S+[.!]\Z"
    r"|(?:See|Type|Write|Insert|Fill|Example) (?:\S+ ){8,400}\S+[.!]\Z"
)
"""How a comment begins that is a sentence of its own, and hardly tells anybody what to type."""
_LEVELS = frozenset({"none", *(level.name for level in LEVELS.fields)})
"""What stands in `now` of a result that is described in levels."""
_SLUG = compile_late(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def explain_lone_comment(comment: re.Match[str], name: str, lines: LineIndex) -> Problem | None:
    """Return a question about a comment behind an empty field, unless it only says what belongs there."""
    text = comment["text"].rstrip()
    is_title = name == OBJECTIVE.TITLE.name and text[0].isupper() and " " in text and not text.isupper()
    is_id = name == OBJECTIVE.ID.name and _SLUG.fullmatch(text) is not None
    is_level = name == KEY_RESULT.NOW.name and text in _LEVELS
    if _INSTRUCTION.match(text) and not (is_title or is_id or is_level) and not _SENTENCE.match(text):
        return None
    place = lines.make_place(comment.start("blanks") - 1, comment.start("text") + len(text))
    message = "`#` begins a comment, so the field before it has no value."
    hint = "If it is the value, delete the `#`; a comment about an empty field belongs on a line of its own."
    return create_problem("OKR125", place, message, hint, correction=text)
