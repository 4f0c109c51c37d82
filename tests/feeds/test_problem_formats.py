"""Problems in every format, with words that try to break out of it, read back by somebody else's parser."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from okrsite.feeds.problem_formats import FORMATS, encode_problems, format_line, format_text
from okrsite.problems import Place, Problem, count_by_severity, create_problem, join_names, point_at

HOSTILE = (
    "::error::pwned",
    "%0A::set-env name=PATH::evil",
    "a\n::add-mask::b\r\n::stop-commands::x",
    "]]></failure><script>alert(1)</script>",
    '"><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;',
    "\x1b]0;owned\x07\x9b31m",
    "back\u202ewards\u2028next",
    "nul\x00 half \ud800 last \uffff",
    "comma, colon: percent% é 東京 👩‍💻",
    "see ##[stop-commands]tok, ##vso[task.setvariable variable=PATH]x and ###[group]x",
    "##teamcity[buildStop comment='x'] section_start:1:x\r\x1b[0Kx SECTION_END:1:x :::set-output name=a::b",
    "over\rwritten\b\b\x1b]8;;https://evil.example\x07 hid\u200bden\u2066",
)
COMMAND = re.compile(r"::|##\w*\[|##[\w.-]+\[|section_(?:start|end):", re.IGNORECASE)
"""What a build server obeys when it stands in a log; GitHub's runner and Azure's find `##[` in the middle of a line."""
TEXTS = [pytest.param(text, id=str(number)) for number, text in enumerate(HOSTILE)]


def hostile(text: str) -> list[Problem]:
    """The same words as path, message and hint."""
    place = Place(f"content/{text}.yml", 3, 5, 3, 9)
    return [
        create_problem("OKR201", place, text, text),
        create_problem("OKR252", Place("content/b.yml", 7, 2, 9, 4), text),
        Problem("OKR308", "info", Place("content/c.yml"), text, text),
    ]


def readable(text: str) -> bool:
    """Whether every sign but the end of a line can be shown and turns nothing around."""
    return all(sign == "\n" or (sign.isprintable() and sign not in "\u202e\u2028") or sign in "\u200d" for sign in text)


@pytest.mark.parametrize("text", TEXTS)
def test_text_stays_within_its_lines(text):
    written = format_text(hostile(text))
    assert readable(written)
    lines = written.splitlines()
    assert len(lines) == 5
    assert [line.startswith("    ") for line in lines] == [False, True, False, False, True]
    assert ":3:5: error OKR201 " in lines[0] and lines[2].startswith("content/b.yml:7:2: warning OKR252 ")


@pytest.mark.parametrize("text", TEXTS)
def test_a_line_for_a_log_is_one_line(text):
    for problem in hostile(text):
        assert readable(format_line(problem)) and "\n" not in format_line(problem)


def test_a_line_for_a_log_says_where_what_and_what_to_do():
    found_problem = create_problem(
        "OKR301", point_at("a/b.md", 14, 3), "no objective is called 'x'.", "Did you mean 'y'?"
    )
    assert format_line(found_problem) == "a/b.md:14:3: OKR301 no objective is called 'x'. Did you mean 'y'?"
    assert (
        format_line(create_problem("OKR105", Place("a.md"), "This file is empty."))
        == "a.md:1:1: OKR105 This file is empty."
    )


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_that_is_printed_is_a_command_to_a_build_server(text):
    problems = hostile(text)
    assert not COMMAND.search(format_text(problems)) and not any(
        COMMAND.search(format_line(problem)) for problem in problems
    )
    for format in sorted({*FORMATS} - {"github"}):
        assert not COMMAND.search(encode_problems(problems, format, folder=text).decode()), format
    for line in encode_problems(problems, "github", folder=text).decode().splitlines():
        assert len(COMMAND.findall(line)) == 2, "the one at the start, and the one before the words"


@pytest.mark.parametrize("path", [":", "a:", "#", "section", ":x"])
def test_a_path_and_its_line_make_no_command_together(path):
    problems = [create_problem("OKR105", Place(path), "Empty.")]
    assert not COMMAND.search(format_text(problems)) and not COMMAND.search(format_line(problems[0]))


def test_words_of_the_severity_may_be_painted():
    written = format_text(
        [create_problem("OKR105", Place("a.md"), "Empty.")], lambda word, severity: f"<{word}|{severity}>"
    )
    assert written == "a.md:1:1: <error|error> OKR105 Empty.\n"


def github_command(line: str) -> tuple[str, dict[str, str], str]:
    """Read a command as GitHub's runner does."""
    match = re.fullmatch(r"::(\w+) ([^\n]*?)::(.*)", line)
    assert match, line

    def plain(value: str) -> str:
        for escaped, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            value = value.replace(escaped, sign)
        return value

    properties = dict(pair.split("=", 1) for pair in match[2].split(","))
    return match[1], {name: plain(value) for name, value in properties.items()}, plain(match[3])


@pytest.mark.parametrize("text", TEXTS)
def test_github_reads_one_command_for_each_problem(text):
    written = encode_problems(hostile(text), "github", folder="okrs/").decode("utf-8")
    lines = written.splitlines()
    assert len(lines) == 3 and readable(written)
    kinds = [github_command(line) for line in lines]
    assert [kind for kind, _, _ in kinds] == ["error", "warning", "notice"]
    properties = kinds[0][1]
    assert properties["file"].startswith("okrs/content/") and properties["title"] == "OKR201"
    assert (properties["line"], properties["endLine"], properties["col"], properties["endColumn"]) == (
        "3",
        "3",
        "5",
        "8",
    )
    assert "endColumn" not in kinds[1][1]
    assert kinds[0][2].count("\n") == 1


@pytest.mark.parametrize("text", TEXTS)
def test_gitlab_reads_its_report(text):
    report = json.loads(encode_problems(hostile(text), "gitlab", folder="okrs/"))
    assert [each["severity"] for each in report] == ["major", "minor", "info"]
    assert [each["check_name"] for each in report] == ["OKR201", "OKR252", "OKR308"]
    assert report[1]["location"] == {"path": "okrs/content/b.yml", "lines": {"begin": 7}}
    assert all(set(each) == {"description", "check_name", "fingerprint", "severity", "location"} for each in report)
    assert all(readable(each["description"]) for each in report)


def test_fingerprints_are_all_different_and_do_not_move_with_lines():
    def prints(shift: int) -> list[str]:
        places = [point_at("a.yml", 1 + shift), point_at("a.yml", 9 + shift), point_at("b.yml", 1 + shift)]
        problems = [create_problem("OKR105", place, "Same words.") for place in places]
        return [each["fingerprint"] for each in json.loads(encode_problems(problems, "gitlab"))]

    assert len(set(prints(0))) == 3
    assert prints(0) == prints(5)


@pytest.mark.parametrize("text", TEXTS)
def test_sarif_says_rule_place_and_words(text):
    document = json.loads(encode_problems(hostile(text), "sarif", folder="okrs/"))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    spot = run["results"][0]["locations"][0]["physicalLocation"]
    assert spot["region"] == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9}
    uri = spot["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9/._~%-]+", uri)
    if text.isprintable():
        assert unquote(uri) == f"okrs/content/{text}.yml"
    assert readable(run["results"][0]["message"]["text"])


@pytest.mark.parametrize("text", TEXTS)
def test_junit_is_xml_with_a_failure_for_each_that_fails(text):
    written = encode_problems(hostile(text), "junit", folder="okrs/")
    assert b"<!DOCTYPE" not in written and b"<script" not in written
    root = ElementTree.fromstring(written)
    assert (root.get("tests"), root.get("failures")) == ("3", "1")
    assert [len(case.findall("failure")) for case in root.iter("testcase")] == [1, 0, 0]
    assert {element.tag for element in root.iter()} == {"testsuites", "testsuite", "testcase", "failure", "system-out"}
    strict = ElementTree.fromstring(encode_problems(hostile(text), "junit", strict=True))
    assert strict.get("failures") == "2"


def test_no_problems_are_said_in_every_format():
    assert format_text([]) == ""
    assert json.loads(encode_problems([], "json")) == {"problems": [], "counts": {"error": 0, "warning": 0, "info": 0}}
    assert encode_problems([], "github") == b""
    assert json.loads(encode_problems([], "gitlab")) == []
    assert json.loads(encode_problems([], "sarif"))["runs"][0]["results"] == []
    (case,) = ElementTree.fromstring(encode_problems([], "junit")).iter("testcase")
    assert not len(case)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("text", TEXTS)
def test_every_format_is_utf_8(format, text):
    encode_problems(hostile(text), format).decode("utf-8")


@pytest.mark.parametrize("text", TEXTS)
def test_json_keeps_the_words(text):
    problems = hostile(text)
    document = json.loads(encode_problems(problems, "json"))
    assert [each["message"] for each in document["problems"]] == [text] * 3
    assert document["counts"] == count_by_severity(problems)
    assert document["problems"][0]["doc"] == "guide/problems/#okr201"


@pytest.mark.parametrize(
    ("names", "listed"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a", "b"] * 2, "a, b, a and b"),
    ],
)
def test_names_stand_in_a_sentence_in_one_way(names, listed):
    assert join_names(names) == listed
