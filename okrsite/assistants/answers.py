"""What an assistant may ask, and the answers: those of the export and of the pages, word for word.

Nothing is written, whatever is asked. What the audience of the site isn't shown is in no answer, nor is a draft.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date

from msgspec.structs import replace

from okrsite.assistants.goal_search import GoalSearch
from okrsite.edited_content import EditedContent
from okrsite.editing.changed_files import ChangedFiles
from okrsite.editing.checkin_texts import NewCheckIn, ReportedValues
from okrsite.editing.new_checkins import create_report, find_author
from okrsite.editing.planned_reports import plan_report
from okrsite.editing.refused_edits import EditRefusedError
from okrsite.feeds.explain.accounts import explain_subject
from okrsite.feeds.explain.subjects import SubjectNotFoundError, find_subject
from okrsite.feeds.explain.writing import format_explanation
from okrsite.feeds.export import build_export
from okrsite.feeds.json_encoding import Json, encode_record
from okrsite.feeds.markdown_pages import write_markdown_page
from okrsite.history.author import read_author_names
from okrsite.late_patterns import compile_late
from okrsite.model.objectives import Objective
from okrsite.pages import addresses
from okrsite.pages.on_demand import PagesOnDemand
from okrsite.pipeline import compare_states
from okrsite.request import Source
from okrsite.snapshot import Snapshot

_HUNK = compile_late(r"^@@ -(\d+)(?:,(\d+))? ", re.MULTILINE)
"""Where lines are taken away: the first, and how many where that isn't one."""
RefuseErrors = Callable[[Snapshot, Mapping[str, str]], object]
"""Reads the content with other texts in some files; refuses with EditRefusedError what has errors then."""


class Answers:
    """Answers questions about the content as it lies there when they are asked."""

    def __init__(self, source: Source, read_editable: Callable[[], Snapshot], refuse_errors: RefuseErrors) -> None:
        """Take what is to be read, and how it is read by whoever edits it."""
        self._source = source
        self._read_editable = read_editable
        self._refuse_errors = refuse_errors
        self._content = EditedContent(source)
        self._snapshot: Snapshot | None = None
        self._export: Json = {}
        self._objectives: dict[str, Json] = {}
        """Those of the export, by reference."""
        self._goal_search: GoalSearch | None = None
        """Made with the first search in what is known."""

    def search(self, words: str, most: int = 20) -> Json:
        """Return the objectives in which all of some words are, by title, key results, team, owner and tags."""
        snapshot = self._look()
        if self._goal_search is None:
            self._goal_search = GoalSearch(snapshot)
        found = self._goal_search.find(words)
        return {
            **self._describe_state(),
            "found": [_summarise(self._objectives[ref]) for ref in found[: max(0, most)]],
            "more": max(0, len(found) - max(0, most)),
        }

    def get_objective(self, ref: str) -> Json:
        """Return an objective, or the one of a key result, with all that the export has of it.

        Raises:
            SubjectNotFoundError: it leads to none.
        """
        snapshot = self._look()
        subject = find_subject(snapshot, ref)
        objective = subject[0] if isinstance(subject, tuple) else subject
        if not isinstance(objective, Objective):
            raise SubjectNotFoundError(f"'{ref}' is no objective.", "Ask for team/objective, or search for it.")
        return {**self._describe_state(), "objective": self._objectives[objective.ref]}

    def explain(self, ref: str) -> str:
        """Return where the numbers of something come from, as `okrsite explain` prints it.

        Raises:
            SubjectNotFoundError: the reference leads nowhere.
        """
        snapshot = self._look()
        return format_explanation(explain_subject(snapshot, find_subject(snapshot, ref)))

    def list_gaps(self) -> str:
        """Return the page of gaps and overlaps as Markdown."""
        return write_markdown_page(PagesOnDemand(self._look()).make_page(addresses.GAPS).page.body)

    def compare(self, base: str, head: str | None = None) -> Json:
        """Return what is different between two commits, branches or days, as `okrsite diff --format json` prints it.

        Raises:
            ConfigurationError: there is no such commit or day.
        """
        compared: Json = json.loads(encode_record(compare_states(self._source.request, base, head)))
        return compared

    def prepare_checkin(
        self,
        ref: str,
        now: str = "",
        confidence: str = "",
        status: str = "",
        note: str = "",
        by: str = "",
        day: date | None = None,
    ) -> Json:
        """Return what a check-in would change in the files, as a diff; nothing is written.

        It shows no line but those that change, as a draft may stand beside them.

        Raises:
            SubjectNotFoundError: the reference leads nowhere.
            EditRefusedError: it can't be said, or the audience isn't shown the files.
        """
        shown = self._look()
        if shown.is_public:
            raise EditRefusedError(
                "A check-in shows lines of the files, and this server tells what is public only.",
                "Start it with --audience internal.",
            )
        find_subject(shown, ref)  # a draft is found in the files, and isn't to be told of
        snapshot = self._read_editable()
        author = by or find_author(snapshot, read_author_names(snapshot.site.base))
        said = NewCheckIn(day or snapshot.today, author, note, status, always_listed=day is not None or bool(by))
        files = ChangedFiles(snapshot)
        values = ReportedValues(now, confidence, ())
        try:
            planned = plan_report(snapshot, files, create_report(snapshot, ref, said, values))
            self._refuse_errors(snapshot, files.texts)
        except EditRefusedError as error:
            told = replace(shown, problems=error.problems).public_problems
            raise EditRefusedError(str(error), error.hint, told) from error
        changes = list(files.list_changes(around=0))
        for path, diff in zip(files.changed_paths, changes, strict=True):
            _refuse_lines_of_drafts(shown, path, diff)
        return {
            "summary": planned.summary,
            "diff": "".join(changes),
            "warnings": [problem.message for problem in planned.warnings],
            "applied": False,
        }

    def _look(self) -> Snapshot:
        """Return what is known of the content, read again if a file or the day is another one."""
        if self._snapshot is None or self._content.has_changed():
            snapshot = self._content.take_snapshot()
            self._export = json.loads(encode_record(build_export(snapshot)))
            self._objectives = {str(one["ref"]): one for one in _list_objects(self._export["objectives"])}
            self._snapshot, self._goal_search = snapshot, None
        return self._snapshot

    def _describe_state(self) -> Json:
        return {"as_of": self._export["as_of"], "commit": self._export["commit"]}


def _refuse_lines_of_drafts(shown: Snapshot, path: str, diff: str) -> None:
    """Refuse to show a line that holds a draft beside what changes, as in a file that is a single line of YAML.

    Raises:
        EditRefusedError: a line of the diff is one.
    """
    spans = [span for span in shown.organisation.draft_spans if span.path == path]
    for found in _HUNK.finditer(diff):
        first, count = int(found[1]), int(found[2] or 1)
        if any(span.line < first + count and first < max(span.end_line, span.line + 1) for span in spans):
            raise EditRefusedError(
                f"{path}:{first}: A draft stands in the line that would change, and drafts are shown to nobody here.",
                "Give each objective lines of its own, or report with okrsite checkin.",
            )


def _list_objects(value: object) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _summarise(objective: Json) -> Json:
    return {key: objective[key] for key in ("ref", "title", "team", "cycle", "owner", "status", "progress", "url")}
