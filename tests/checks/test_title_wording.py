"""Which titles name an activity, and which only sound like one: the lists of words against many titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.checks.activities import counts_own_work, names_activity
from okrsite.checks.title_words import is_number, quote_shortened, split_words

ACTIVITIES = """
    Launch the app; Hold 20 meetings; Publish 5 posts; Newsletter verschicken; Migrate to Kubernetes; App launchen
    CRM einführen; CRM einfuehren; Launch the new website by March; Roll out the new CRM; Conduct 10 interviews
    Run 5 workshops; Write 10 blog posts; Implement SSO; 5 Artikel schreiben; Build a dashboard; Create a mobile app
    Set up a CRM; Successfully launch the app; 20 Meetings durchführen; Neue Website veröffentlichen bis Ende März
    Make 500 sales calls; Send the newsletter; Design the new landing page; Deliver the CRM migration; Train 50 people
    Hold weekly team meetings; Konzept erarbeiten; Auf Microservices migrieren; Introduce OKRs; Launch 3 products
"""
NO_ACTIVITIES = """
    Launch in 3 cities; Launch the app in 3 cities; Release frequency; Release 2.0 used by 500 customers; Roll
    Write-offs per month; Build trust in our data platform; Build a great sales team; Hold times under 2 min
    Hold the churn rate at 3 %; Plan checkouts finished; Report errors; Launch an awesome MVP; Ship small, ship daily
    Prepare Ghent; Design partners signed; Kunden, die ihre Woche planen; Techniker können ihre Touren planen; Launch
    Vertrauen in die Plattform aufbauen; Finish the year in the black; Deliver 500 orders a day; Publish rate; Run rate
    Führungskräfte entwickeln; Make the app faster; Publier cinq articles; Lanzar la app; アプリをリリースする
    Запустить приложение; Launch readiness; Create 200 jobs; Build times; Test coverage; Develop leaders; To the moon
    Kundenversprechen einhalten; Feedback unserer Kunden schneller umsetzen; Verträge abschließen; Call volume
    90 % der Berichte pünktlich versenden; Train delays below 3 min; Post views; Draft picks; Record sales
"""
OWN_WORK = """
    Workshops held; 20 workshops held; Number of blog posts published; Blog posts per month; Newsletters sent; Webinars
    Number of workshops; Anzahl der Schulungen; Workshops durchgeführt; Blogbeiträge veröffentlicht; # newsletters
"""
NO_OWN_WORK = """
    Number of meetings; Events attended by customers; Reports that are opened; Market days with a repair table; Posts
    Videos watched; Stories written by technicians; Calls answered; Meetings held without an agenda; Posts read
    Webinar attendance; Newsletter subscribers; Trainings completed by technicians; Leaflets in print; Interviews
"""


def list_titles(text: str) -> list[str]:
    """Return the titles of a list, which lines and semicolons separate."""
    return [title.strip() for line in text.strip().splitlines() for title in line.split(";")]


@pytest.mark.parametrize("title", list_titles(ACTIVITIES))
def test_an_activity_is_known(title):
    assert names_activity(title)
    assert names_activity(title.upper())


@pytest.mark.parametrize("title", list_titles(NO_ACTIVITIES))
def test_what_sounds_like_an_activity_is_let_pass(title):
    assert not names_activity(title)
    assert not counts_own_work(title)


@pytest.mark.parametrize("title", list_titles(OWN_WORK))
def test_a_count_of_own_work_is_known(title):
    assert counts_own_work(title)


@pytest.mark.parametrize("title", list_titles(NO_OWN_WORK))
def test_a_count_of_what_others_do_is_let_pass(title):
    assert not counts_own_work(title)


@given(st.text(max_size=60))
def test_any_title_can_be_judged(title):
    """No text makes a rule fail, and what is quoted is never longer than a line."""
    names_activity(title)
    counts_own_work(title)
    assert all(split_words(title))
    assert len(quote_shortened(title * 3)) <= 62


@pytest.mark.parametrize(
    ("word", "expected"), [("3", True), ("1,200", True), ("zwölf", False), ("zwoelf", True), ("2027", False)]
)
def test_a_year_is_no_number(word, expected):
    """Words come folded; `zwölf` is none of a title's folded words."""
    assert is_number(word) is expected
