"""In which language commands speak: what they say of themselves is English, and what pages say too is said as pages do.

So no line has words of both. Okrsite's words come out in full-width letters here, and what authors type is Cyrillic.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import pytest
from command_line import answer, call
from git_repository import Repo

from okrsite import analysis

sys.path.append(str(Path(__file__).parents[1] / "languages"))
from pseudo_language import speak_widely

TODAY = date(2027, 1, 8)
COMPANY = """\
objectives:
  - id: grow
    title: Расти
    owner: анна
    key_results: [{id: revenue, title: Доход, from: 0, to: 100, now: 10}]
"""
TEAM = """\
objectives:
  - id: sell
    title: Продавать
    owner: анна
    depends_on: [company/grow]
    contributes_to: [company/grow]
    key_results:
      - {id: k, title: Что мы продаём, from: 0, to: 60, now: 55, contributes_to: company/grow#revenue, commit: 30}
      - {id: keep, title: Порядок, keep: 2..4, now: 9}
      - {id: steps, title: Шаги, milestones: [{title: Раз, done: yes}, {title: Два, due: 2026-11-01}]}
      - {id: ready, title: Готово, done: no, due: 2026-11-01}
      - {id: visits, title: Визиты, kpi: visits, to: 20}
    checkins:
      - {date: 2026-11-10, by: анна, note: Да., confidence: {k: 80%}, status: at risk}
      - {date: 2026-11-20, by: анна, note: Да., confidence: {k: 80%}}
      - {date: 2026-12-10, by: анна, note: Да., confidence: {k: 10%}}
"""
KPIS = "visits: {name: Визиты, unit: визитов, range: '>= 4', rhythm: weekly, values: {2026-10-01: 3, 2026-11-20: 5}}\n"
REFS = ("company", "sales", "company/grow", "sales/2026-Q4/sell", "visits", "2026-Q4", "2027-Q1")
REFS_OF_RESULTS = ("k", "keep", "steps", "ready", "visits")
WORD = re.compile(r"[A-Za-z]{3,}")
WIDE = re.compile("[\uff21-\uff3a\uff41-\uff5a]")
TYPED = re.compile(r"`[^`]*`|\[[^\]]*\]|\(<?content/[^)]*\)|\S*[/#]\S*|\b\w+\.(?:yml|md)\b|2026-Q\d|\bEUR\b")


@pytest.fixture
def company(tmp_path, monkeypatch) -> Repo:
    """A German site of a company with goals of each kind, after its quarter."""
    load = analysis.load_organisation
    speak_widely(monkeypatch)
    monkeypatch.setattr(analysis, "load_organisation", load)
    repository = Repo(tmp_path, {"language": "de", "decimal_comma": False, "today": TODAY})
    files = {
        "people.yml": "анна: {name: Анна Берг}\n",
        "company/team.yml": "name: Компания\n",
        "company/2026-Q4.yml": COMPANY,
        "kpis.yml": KPIS,
        "teams/sales/team.yml": "name: Команда\n",
        "teams/sales/2026-Q4.yml": TEAM,
        "teams/sales/2027-Q1.yml": TEAM.replace("id: sell", "id: more").split("    checkins")[0],
    }
    repository.commit("2026-10-02", "Цели", files)
    repository.commit("2026-12-15", "Проще", {"teams/sales/2026-Q4.yml": TEAM.replace("to: 60", "to: 50")})
    return repository


def list_mixed(text: str) -> list[str]:
    """Return the lines that have words of two languages."""
    lines = [(line, TYPED.sub("", line)) for line in text.splitlines()]
    return [line for line, words in lines if WORD.search(words) and WIDE.search(words)]


@pytest.mark.parametrize("ref", [*REFS, *(f"sales/2026-Q4/sell#{name}" for name in REFS_OF_RESULTS)])
def test_an_explanation_is_said_as_pages_say_it(company, ref):
    done = call("explain", "-f", company.root / "mkdocs.yml", ref)
    told = [TYPED.sub("", line) for line in done.out.splitlines()[1:]]
    assert WIDE.search(done.out) and [line for line in told if WORD.search(line)] == [], ref


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("report", "--week", "2026-W51"),
        ("report", "--week", "2026-W51", "--agenda"),
        ("close", "2026-Q4", "--accept-proposals", "--dry-run"),
        ("rollover", "2026-Q4", "2027-Q1", "--dry-run"),
        ("export", "--format", "markdown"),
        ("read", "FILE"),
        ("diff", "HEAD~1"),
        ("diff", "HEAD~1", "--format", "markdown"),
    ],
    ids=" ".join,
)
def test_no_line_of_a_command_has_words_of_two_languages(company, arguments):
    file = company.root / "content/teams/sales/2026-Q4.yml"
    done = call(
        arguments[0], "-f", company.root / "mkdocs.yml", *(file if each == "FILE" else each for each in arguments[1:])
    )
    assert done.status in (0, 1), done.said
    assert done.said.strip() and list_mixed(done.said) == []


def test_questions_quote_a_key_result_as_its_page_does(company, monkeypatch):
    asked = answer(monkeypatch, "\n" * 40, "close", "2026-Q4", "-f", company.root / "mkdocs.yml")
    quoted = [line for line in asked.said.splitlines() if WIDE.search(line)]
    assert len(quoted) >= 5 and list_mixed(asked.said) == []
