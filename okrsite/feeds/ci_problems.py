"""Problems as CI systems read them: GitHub's annotations, GitLab's code quality, SARIF, JUnit.

Sources: GitHub, "Workflow commands for GitHub Actions", escaped as its own toolkit does it (`@actions/core`,
command.ts); GitLab, "Code Quality report format"; OASIS, SARIF 2.1.0; JUnit's XML as GitLab and Jenkins read it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from okrsite import __version__
from okrsite.feeds.json_encoding import Json, encode_json
from okrsite.feeds.terminal_text import escape_control_characters
from okrsite.problems import CODES, Problem

_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}
_GITLAB = {"error": "major", "warning": "minor", "info": "info"}
_SARIF = {"error": "error", "warning": "warning", "info": "note"}


def format_github(problems: Sequence[Problem], folder: str = "") -> bytes:
    """Return one workflow command for each problem; GitHub shows it beside the line."""
    lines = []
    for problem in problems:
        place = problem.place
        spot = f"line={place.line},endLine={place.end_line},col={place.column}"
        if place.end_line == place.line:
            # GitHub refuses columns that span lines. Its end is inclusive, ours is not.
            spot += f",endColumn={max(place.end_column - 1, place.column)}"
        file = _escape_github_property(escape_control_characters(folder + place.path))
        command = f"::{_GITHUB[problem.severity]} file={file},{spot},title={_escape_github_property(problem.code)}"
        lines.append(f"{command}::{_escape_github_data(_format_message(problem))}\n")
    return "".join(lines).encode("utf-8", "backslashreplace")


def _escape_github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_github_property(text: str) -> str:
    return _escape_github_data(text).replace(":", "%3A").replace(",", "%2C")


def format_gitlab(problems: Sequence[Problem], folder: str = "") -> bytes:
    """Return GitLab's code quality report."""
    return encode_json(
        [
            {
                "description": (
                    f"{escape_control_characters(problem.message)} {escape_control_characters(problem.hint)}"
                ).strip(),
                "check_name": problem.code,
                "fingerprint": fingerprint,
                "severity": _GITLAB[problem.severity],
                "location": {"path": folder + problem.place.path, "lines": {"begin": problem.place.line}},
            }
            for problem, fingerprint in zip(problems, _compute_fingerprints(problems), strict=True)
        ]
    )


def format_sarif(problems: Sequence[Problem], folder: str = "") -> bytes:
    """Return a SARIF 2.1.0 log."""
    codes = sorted({problem.code for problem in problems})
    results = [
        _build_sarif_result(problem, codes.index(problem.code), fingerprint, folder)
        for problem, fingerprint in zip(problems, _compute_fingerprints(problems), strict=True)
    ]
    driver = {"name": "okrsite", "version": __version__, "rules": [_build_sarif_rule(code) for code in codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return encode_json({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _build_sarif_rule(code: str) -> Json:
    known = CODES[code]
    level = {"level": _SARIF[known.severity]}
    return {"id": code, "shortDescription": {"text": known.meaning}, "defaultConfiguration": level}


def _build_sarif_result(problem: Problem, rule: int, fingerprint: str, folder: str) -> Json:
    place = problem.place
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    artifact = {"uri": quote(folder + place.path, errors="backslashreplace"), "uriBaseId": "%SRCROOT%"}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _SARIF[problem.severity],
        "message": {"text": _format_message(problem)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"okrsite/v1": fingerprint},
    }


def format_junit(problems: Sequence[Problem], folder: str = "", *, strict: bool = False) -> bytes:
    """Return a JUnit report: a test for each problem, failed where it fails the check; one that passes for none."""
    failing = ("error", "warning") if strict else ("error",)
    failures = sum(problem.severity in failing for problem in problems)
    counts = {"tests": str(max(len(problems), 1)), "failures": str(failures), "errors": "0"}
    from xml.etree import ElementTree  # each command would wait for its parser, and this writes only

    root = ElementTree.Element("testsuites", {"name": "okrsite check", **counts})
    suite = ElementTree.SubElement(root, "testsuite", {"name": "okrsite check", **counts})
    for problem in problems:
        place = escape_control_characters(f"{folder}{problem.place.path}:{problem.place.line}:{problem.place.column}")
        case = ElementTree.SubElement(
            suite, "testcase", {"classname": problem.code, "name": f"{place}: {problem.code}"}
        )
        case.set("file", escape_control_characters(folder + problem.place.path))
        if problem.severity in failing:
            told = {"message": escape_control_characters(problem.message), "type": problem.severity}
            ElementTree.SubElement(case, "failure", told).text = f"{place}\n{_format_message(problem)}"
        else:
            ElementTree.SubElement(case, "system-out").text = f"{problem.severity}: {_format_message(problem)}"
    if not problems:
        ElementTree.SubElement(suite, "testcase", {"classname": "okrsite", "name": "no problems"})
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _format_message(problem: Problem) -> str:
    message = escape_control_characters(problem.message)
    return f"{message}\n{escape_control_characters(problem.hint)}" if problem.hint else message


def _compute_fingerprints(problems: Sequence[Problem]) -> list[str]:
    """Name each problem by what it says, not by its line, so that it stays the same when lines are added above it."""
    seen: Counter[tuple[str, str, str]] = Counter()
    fingerprints = []
    for problem in problems:
        key = (problem.code, problem.place.path, problem.message)
        seen[key] += 1
        text = "\0".join((*key, str(seen[key])))
        fingerprints.append(hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32])
    return fingerprints
