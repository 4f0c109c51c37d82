"""Problems as CI systems read them: GitHub's annotations, GitLab's code quality, SARIF, JUnit.

Sources: GitHub, "Workflow commands for GitHub Actions", escaped as its own toolkit does it (`@actions/core`,
command.ts); GitLab, "Code Quality report format"; OASIS, SARIF 2.1.0; JUnit's XML as GitLab and Jenkins read it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote
from xml.etree import ElementTree

from okrsite import __version__
from okrsite.feeds.plain_values import Json, encoded
from okrsite.feeds.terminal_text import one_line
from okrsite.problems import CODES, Problem

_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}
_GITLAB = {"error": "major", "warning": "minor", "info": "info"}
_SARIF = {"error": "error", "warning": "warning", "info": "note"}


def github(problems: Sequence[Problem], folder: str = "") -> bytes:
    """Return one workflow command for each problem; GitHub shows it beside the line."""
    lines = []
    for found in problems:
        place = found.place
        spot = f"line={place.line},endLine={place.end_line},col={place.column}"
        if place.end_line == place.line:
            # GitHub refuses columns that span lines. Its end is inclusive, ours is not.
            spot += f",endColumn={max(place.end_column - 1, place.column)}"
        file = _github_property(one_line(folder + place.path))
        command = f"::{_GITHUB[found.severity]} file={file},{spot},title={_github_property(found.code)}"
        lines.append(f"{command}::{_github_data(_said(found))}\n")
    return "".join(lines).encode("utf-8", "backslashreplace")


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def gitlab(problems: Sequence[Problem], folder: str = "") -> bytes:
    """Return GitLab's code quality report."""
    return encoded(
        [
            {
                "description": f"{one_line(found.message)} {one_line(found.hint)}".strip(),
                "check_name": found.code,
                "fingerprint": fingerprint,
                "severity": _GITLAB[found.severity],
                "location": {"path": folder + found.place.path, "lines": {"begin": found.place.line}},
            }
            for found, fingerprint in zip(problems, _fingerprints(problems), strict=True)
        ]
    )


def sarif(problems: Sequence[Problem], folder: str = "") -> bytes:
    """Return a SARIF 2.1.0 log."""
    codes = sorted({found.code for found in problems})
    results = [
        _sarif_result(found, codes.index(found.code), fingerprint, folder)
        for found, fingerprint in zip(problems, _fingerprints(problems), strict=True)
    ]
    driver = {"name": "okrsite", "version": __version__, "rules": [_sarif_rule(code) for code in codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return encoded({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _sarif_rule(code: str) -> Json:
    known = CODES[code]
    level = {"level": _SARIF[known.severity]}
    return {"id": code, "shortDescription": {"text": known.meaning}, "defaultConfiguration": level}


def _sarif_result(found: Problem, rule: int, fingerprint: str, folder: str) -> Json:
    place = found.place
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    artifact = {"uri": quote(folder + place.path, errors="backslashreplace"), "uriBaseId": "%SRCROOT%"}
    return {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": _SARIF[found.severity],
        "message": {"text": _said(found)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"okrsite/v1": fingerprint},
    }


def junit(problems: Sequence[Problem], folder: str = "", *, strict: bool = False) -> bytes:
    """Return a JUnit report: a test for each problem, failed where it fails the check; one that passes for none."""
    failing = ("error", "warning") if strict else ("error",)
    failures = sum(found.severity in failing for found in problems)
    counts = {"tests": str(max(len(problems), 1)), "failures": str(failures), "errors": "0"}
    root = ElementTree.Element("testsuites", {"name": "okrsite check", **counts})
    suite = ElementTree.SubElement(root, "testsuite", {"name": "okrsite check", **counts})
    for found in problems:
        place = one_line(f"{folder}{found.place.path}:{found.place.line}:{found.place.column}")
        case = ElementTree.SubElement(suite, "testcase", {"classname": found.code, "name": f"{place}: {found.code}"})
        case.set("file", one_line(folder + found.place.path))
        if found.severity in failing:
            told = {"message": one_line(found.message), "type": found.severity}
            ElementTree.SubElement(case, "failure", told).text = f"{place}\n{_said(found)}"
        else:
            ElementTree.SubElement(case, "system-out").text = f"{found.severity}: {_said(found)}"
    if not problems:
        ElementTree.SubElement(suite, "testcase", {"classname": "okrsite", "name": "no problems"})
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _said(found: Problem) -> str:
    message = one_line(found.message)
    return f"{message}\n{one_line(found.hint)}" if found.hint else message


def _fingerprints(problems: Sequence[Problem]) -> list[str]:
    """Name each problem by what it says, not by its line, so that it stays the same when lines are added above it."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for each in problems:
        key = (each.code, each.place.path, each.message)
        seen[key] += 1
        text = "\0".join((*key, str(seen[key])))
        found.append(hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32])
    return found
