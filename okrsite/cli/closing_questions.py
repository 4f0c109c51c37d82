"""What `okrsite close` and `okrsite rollover` ask on a terminal: grades, decisions and what was learned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from okrsite.cli.call import CommandContext

if TYPE_CHECKING:
    from okrsite.editing.closings import ObjectiveClosing
    from okrsite.model.objectives import KeyResult, Objective
    from okrsite.snapshot import Snapshot

_OPEN, _STOP = "-", "q"


class _StoppedError(Exception):
    """Somebody wants to answer no more questions."""


def ask_for_closings(
    call: CommandContext, snapshot: Snapshot, objectives: Sequence[Objective], skipped: Sequence[Objective] = ()
) -> list[ObjectiveClosing]:
    """Ask about objectives that lack a grade or a decision, and return what is answered.

    Args:
        call: Speaks.
        snapshot: The content.
        objectives: Those of the cycle.
        skipped: Those of which is known already that they aren't carried on.
    """
    from okrsite.editing.new_closings import list_ungraded

    asked = [one for one in objectives if list_ungraded(one) or one.decision is None]
    if not asked:
        return []
    call.write_note("Enter takes what stands in brackets, another answer takes its place, - leaves a thing open.")
    call.write_note("q ends the questions and keeps your answers so far; Ctrl-C ends them and writes nothing.")
    closings: list[ObjectiveClosing] = []
    for number, objective in enumerate(asked, 1):
        call.write_note("")
        call.write_note(f"{objective.title} ({objective.ref}, {number} of {len(asked)})")
        questions = _ObjectiveQuestions(call, snapshot, objective, is_skipped=objective in skipped)
        try:
            questions.ask_all()
        except _StoppedError:
            break
        finally:
            closings.append(questions.create_closing())
    return closings


class _ObjectiveQuestions:
    """The questions about one objective, and what was answered so far."""

    def __init__(self, call: CommandContext, snapshot: Snapshot, objective: Objective, *, is_skipped: bool) -> None:
        self._call = call
        self._snapshot = snapshot
        self._objective = objective
        self._is_skipped = is_skipped
        self._grades: dict[str, str] = {}
        self._reasons: list[str] = []
        self._decision = ""
        self._sentence = ""

    def create_closing(self) -> ObjectiveClosing:
        from okrsite.editing.closings import ObjectiveClosing
        from okrsite.editing.new_closings import join_paragraphs

        texts = [text for text in (self._sentence, *self._reasons) if text]
        return ObjectiveClosing(self._objective, self._grades, self._decision, join_paragraphs(texts))

    def ask_all(self) -> None:
        from okrsite.editing.new_closings import list_ungraded

        for key_result in list_ungraded(self._objective):
            self._ask_for_grade(key_result)
        if self._objective.decision is None:
            self._ask_for_decision()
        if not self._objective.retrospective:
            self._sentence = _ask("  What did you learn? A sentence, or Enter", "")

    def _ask_for_grade(self, key_result: KeyResult) -> None:
        from okrsite.editing.closings import parse_grade
        from okrsite.editing.new_closings import explain_grade, propose_grade
        from okrsite.number_style import swap_decimal_sign
        from okrsite.progress.grade_scale import is_far_above

        comma = self._snapshot.site.settings.decimal_comma
        proposed = propose_grade(self._snapshot, self._objective, key_result)
        self._call.write_note(f"  {key_result.title}: {_describe(self._snapshot, self._objective, key_result)}")

        def parse(typed: str) -> float:
            return parse_grade(typed, f"'{key_result.id}'", decimal_comma=comma)

        scale = swap_decimal_sign("0.0 to 1.0", comma)
        way_out = f"Type a number, {scale}, or - to leave it open."
        typed = self._ask_until(f"    Grade, {scale}", proposed, parse, way_out)
        if typed in ("", _OPEN):
            return
        self._grades[key_result.id] = typed
        if not proposed or self._objective.retrospective:
            return
        grades = parse(typed), parse(proposed)
        if is_far_above(max(grades), min(grades)):
            reason = _ask(f"    That is far from {proposed}. Why? A sentence, or Enter", "")
            self._reasons += [explain_grade(key_result, reason)] if reason else []

    def _ask_for_decision(self) -> None:
        from okrsite.editing.closings import parse_decision
        from okrsite.editing.new_closings import propose_decision
        from okrsite.vocabulary import OBJECTIVE

        words = OBJECTIVE.DECISION.choices
        by_number = {str(number): word for number, word in enumerate(words, 1)}
        offered = ", ".join(f"{number} {word}" for number, word in by_number.items())
        proposed = words[1] if self._is_skipped else propose_decision(self._snapshot, self._objective)

        def parse(typed: str) -> str:
            return parse_decision(by_number.get(typed, typed), str(self._objective.ref))

        typed = self._ask_until(f"  What becomes of it: {offered}", proposed, parse, f"Type one of: {offered}.")
        self._decision = "" if typed in ("", _OPEN) else parse(typed)

    def _ask_until(self, question: str, proposed: str, parse: Callable[[str], object], way_out: str) -> str:
        """Ask until the answer can be read, or leaves the thing open."""
        from okrsite.editing.refused_edits import EditRefusedError

        while True:
            typed = _ask(question, proposed)
            if typed in ("", _OPEN):
                return typed
            try:
                parse(typed)
            except EditRefusedError as error:
                self._call.write_note(f"    {error} {way_out}")
            else:
                return typed


def _describe(snapshot: Snapshot, objective: Objective, key_result: KeyResult) -> str:
    """Say from where to where a key result goes, where it stands, and how far that is."""
    from okrsite.languages.words import translate
    from okrsite.pages.wording import summarise_key_result
    from okrsite.progress.explanation import format_percent

    numbers = snapshot.measures.key_results[objective.ref.make_key_result_ref(key_result.id)]
    said = summarise_key_result(key_result, numbers.current_values)
    if numbers.progress is None:
        return said
    # As the key result's page says it, so in the language of the site whole.
    return translate("{summary}, progress {percent}", summary=said, percent=format_percent(numbers.progress))


def _ask(question: str, proposed: str) -> str:
    """Ask a question; Enter answers what is proposed.

    Raises:
        _StoppedError: the answer is that there shall be no more questions.
    """
    answer = str(click.prompt(question, default=proposed, show_default=bool(proposed), err=True)).strip()
    if answer == _STOP:
        raise _StoppedError
    return answer
