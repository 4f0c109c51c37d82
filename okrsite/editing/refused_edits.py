"""What is said where a command can't change a file as it was asked to."""

from __future__ import annotations

from okrsite.problems import Problem


class EditRefusedError(Exception):
    """Something can't be changed as it was asked for; nothing was written.

    The message is a sentence, `hint` the way out; `problems` are the reason, where they aren't said by the sentence.
    """

    def __init__(
        self, message: str, hint: str = "", problems: tuple[Problem, ...] = (), *, is_wrong_usage: bool = False
    ) -> None:
        """Say what, why, and whether the command was given something that isn't there."""
        super().__init__(message)
        self.hint = hint
        self.problems = problems
        self.is_wrong_usage = is_wrong_usage

    def explain(self) -> str:
        """Return why and the way out in one line, as an answer to somebody who is asked: of problems, the first."""
        message, hint = (self.problems[0].message, self.problems[0].hint) if self.problems else (str(self), self.hint)
        return f"{message} {hint}"
