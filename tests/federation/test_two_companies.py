"""Two companies that name each other: each builds its site, and one goes on while the other fails in every way."""

from __future__ import annotations

import copy
import json
import threading

import pytest
from msgspec.structs import replace
from other_company import ACME, SITE, encode, serve_answers
from project_tree import Project
from stories import build_site

from okrsite import request as requests
from okrsite.federation.download import Limits

OURS = {
    "company/team.yml": "name: Ours",
    "company/2026-Q4.yml": """
        objectives:
          - id: goal
            title: Grow abroad
            owner: anna
            contributes_to: acme:growth/spain
            key_results: [{id: k, title: Shops of ours, from: 0, to: 10, now: 3}]
    """,
}
LINKED_BACK = "contributes_to: [company/new-market, 'ours:company/goal']"
LIMITS = Limits(seconds=30, size=2 * 1024**2)


def spoil(document):
    """Return an export of which each objective has something that nobody may link to, and hostile words."""
    document = copy.deepcopy(document)
    for objective in document["objectives"]:
        objective.update(title="<script>alert(1)</script>\u202e", url="javascript:alert(2)")
    return document


@pytest.fixture
def two(tmp_path, monkeypatch):
    """Both companies, each with the export of the other; ours asks a server for theirs."""
    describe = requests.describe_federation_source
    limits = [LIMITS]
    monkeypatch.setattr(
        requests, "describe_federation_source", lambda *asked: replace(describe(*asked), limits=limits[0])
    )
    with serve_answers() as answers:
        (tmp_path / "ours").mkdir()
        (tmp_path / "acme").mkdir()
        ours = Project(
            tmp_path / "ours",
            {"data": "single", "federation": {"acme": {"export": answers.url, "site": SITE, "name": "Acme"}}},
        ).write(OURS)
        theirs = {
            "data": "single",
            "federation": {"ours": {"export": "../ours/site/data/okr.json", "site": "https://ours.example/"}},
        }
        content = {path: text.replace("contributes_to: company/new-market", LINKED_BACK) for path, text in ACME.items()}
        acme = Project(tmp_path / "acme", theirs).write(content)
        yield ours, acme, answers, limits


def build(made):
    """Build a site; return what was said of other organisations."""
    said = []
    report = build_site(made.config, fetches=True, log=lambda severity, text: said.append(text))
    assert report.errors == 0
    return [text for text in said if "OKR315" in text or "OKR316" in text or "OKR317" in text]


def read(made, path):
    return (made.root / "site" / path).read_text(encoding="utf-8")


def test_two_companies_federate_and_one_goes_on_when_the_other_fails(two):
    ours, acme, answers, limits = two
    build(acme)  # ours isn't there yet: that is a warning
    answers.body = (acme.root / "site" / "data" / "okr.json").read_bytes()
    assert build(ours) == []
    assert build(acme) == []
    goal = "objectives/company/2026-Q4/goal/index.html"
    assert "Open in Spain" in read(ours, goal)
    assert "Grow abroad" in read(acme, "objectives/growth/2026-Q4/spain/index.html")
    # Each counts its own alone, although each contributes to the other.
    assert [one["progress"] for one in json.loads(read(ours, "data/okr.json"))["objectives"]] == [0.3]
    good = answers.body
    hostile = encode(spoil(json.loads(good)))
    for name, body, seconds in (
        ("broken", good[: len(good) // 2], 30),
        ("huge", b"[" + b" " * LIMITS.size + b"]", 30),
        ("slow", good, 0.2),
        ("hostile", hostile, 30),
    ):
        answers.body, limits[0] = body, replace(LIMITS, seconds=seconds)
        answers.wait = threading.Event() if name == "slow" else None
        (said,) = build(ours)
        assert "OKR315" in said and "copy of 2026-11-20" in said, name
        assert "Open in Spain" in read(ours, goal), name
        page = read(ours, "organisations/acme/index.html")
        assert "Shown is the copy of" in page and "alert(1)" not in page, name
        if answers.wait is not None:
            answers.wait.set()
    answers.wait, limits[0] = None, LIMITS
    answers.body = good
    assert build(ours) == []
    assert "Open in Spain" in read(ours, goal)
