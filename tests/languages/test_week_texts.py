"""The digest of a week and the agenda of its review are said in the language of the site, wherever they are read."""

from __future__ import annotations

import re
from datetime import date

import pytest
from git_repository import Repo
from msgspec.structs import replace
from project_tree import Project
from pseudo_language import list_english, list_english_texts, speak_widely
from week_company import PAST, QUIET, TEAM

from okrsite.languages import catalogue
from okrsite.languages.words import set_language
from okrsite.reports.agenda import write_agenda
from okrsite.reports.digest import write_digest
from okrsite.reports.html import format_html
from okrsite.reports.lines import Quoted, join_clauses
from okrsite.reports.markdown import format_markdown
from okrsite.reports.page_texts import describe_week
from okrsite.reports.week_report import report_week
from okrsite.reports.weeks import Week

TODAY = date(2026, 11, 20)


@pytest.fixture
def snapshot(tmp_path):
    """A company in whose week goals came, moved, stalled, were eased, reached and given up, in German."""
    root = tmp_path / "repository"
    repository = Repo(root, {"language": "de", "digest": True, "rules": {"OKR531": "warning"}})
    files = {
        "company/team.yml": "name: Riverside\n",
        "people.yml": "anna: {name: Anna Berg}\nben: {name: Ben Ito}\n",
        "teams/sales/team.yml": "name: Sales\nlead: ben\n",
        "teams/shops/team.yml": "name: Shops\n",
        "teams/sales/2026-Q4.yml": TEAM.format(target=20, done="no", status="off track"),
        "teams/sales/2026-Q3.yml": PAST,
        "teams/shops/2026-Q4.yml": QUIET,
    }
    repository.commit("2026-10-02", "Say what we want", files)
    changed = TEAM.format(target=10, done="yes", status="off track").replace("Win the north", "Win the far north")
    repository.commit("2026-11-18", "Update", {"teams/sales/2026-Q4.yml": changed})
    new = QUIET.replace("id: quiet", "id: calm") + "    status: dropped\n"
    repository.commit("2026-11-19", "Start anew", {"teams/shops/2026-Q4.yml": new})
    return Project(root, repository.options).snapshot(TODAY)


def write_all(snapshot):
    """Return digest and agenda, of many more lines than they have room for."""
    report = report_week(snapshot, Week(date(2026, 11, 16)))
    report = replace(report, site_url="https://goals.example/", concerns=report.concerns * 30, incomplete=True)
    return write_digest(report), write_agenda(report)


def drop_typed(html: str) -> str:
    """Return a text without what was typed or committed by somebody, which other tests look at."""
    return re.sub(r"<bdi>.*?</bdi>", "", html)


def test_no_word_of_a_digest_or_an_agenda_comes_past_the_catalogues(tmp_path, request, monkeypatch):
    speak_widely(monkeypatch)
    snapshot = request.getfixturevalue("snapshot")
    texts = write_all(snapshot)
    for text in texts:
        assert len(text.sections) > 4
        assert list_english(drop_typed(format_html(text))) == []
        words = re.sub(r"`[^`]*`|\(<[^>]*>\)", "", format_markdown(text))
        assert list_english_texts(words.splitlines()) == []
    week = describe_week(snapshot)
    for text in (week.digest, week.agenda):
        lines = [text.introduction, *text.notes, *(line for section in text.sections for line in section.lines)]
        assert list_english(drop_typed("".join(lines))) == []
        assert list_english_texts([*(section.title for section in text.sections)]) == []


def test_a_german_mail_says_its_language_and_speaks_it(snapshot):
    digest, agenda = map(format_html, write_all(snapshot))
    assert '<html lang="de"' in digest and '<html lang="de"' in agenda
    assert "Kalenderwoche 47, 2026" in digest and "Review der Kalenderwoche 47, 2026" in agenda
    assert "16. bis 20. November 2026." in digest
    assert "„<bdi>A second pair of hands</bdi>“" in agenda
    markdown = format_markdown(write_all(snapshot)[0])
    assert "- … und [20 weitere](" in markdown and "[Zur Site](" in markdown


def test_clauses_are_joined_as_the_language_puts_them(tmp_path, monkeypatch):
    """A translation is one sentence with parts: it may turn them round, or say more than a sign between them."""
    (tmp_path / "de.po").write_text(
        'msgid ""\nmsgstr ""\n"Language: de\\n"\n\nmsgid "{first}; {second}"\nmsgstr "erst {first}, dann {second}!"\n',
        "utf-8",
    )
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path)
    set_language("de")
    clauses = [(Quoted("A"), " ", Quoted("B")), (Quoted("C"),), (Quoted("{second}"),)]
    said = "".join(piece if isinstance(piece, str) else piece.text for piece in join_clauses(clauses))
    assert said == "erst erst A B, dann C!, dann {second}!"
    assert join_clauses(clauses[:1]) == clauses[0]
    assert join_clauses([]) == ()
