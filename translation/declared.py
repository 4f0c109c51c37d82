"""Texts of the guide that are declared as data, where no function marks them: fields, settings, codes and rules."""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.checks.rule_list import RULES
from okrsite.options import list_options
from okrsite.pages.guide.problem_pages import collect_rule_advice, read_advice
from okrsite.pages.guide.tables import name_record
from okrsite.problems import CODES
from okrsite.vocabulary import RECORDS


def list_declared_texts() -> Iterator[tuple[str, str]]:
    """Yield the file that declares a text, and the text as the guide prints it in English."""
    for record in RECORDS.values():
        yield "okrsite/vocabulary.py", name_record(record)
        yield "okrsite/vocabulary.py", record.help
        for field in record.fields:
            yield "okrsite/vocabulary.py", field.help
            yield "okrsite/field_types.py", field.type.help
    for option in list_options():
        yield "okrsite/options.py", option.help
    for code in CODES.values():
        yield "okrsite/problems.py", code.meaning
    for text in read_advice().values():
        yield "okrsite/pages/guide/advice.yml", text
    for text in collect_rule_advice().values():
        yield "okrsite/checks/rules", text
    for rule in RULES:
        for text in (rule.what, rule.why, rule.taught_by, rule.disagrees):
            if text:
                yield "okrsite/checks/rules", text[:1].upper() + text[1:]
