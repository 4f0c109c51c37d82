"""Which titles name an activity, and which only sound like one: the lists of words against many titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.checks.activities import counts_own_work, names_activity
from okrsite.checks.rules.number_as_objective import names_number
from okrsite.checks.rules.slogan_as_objective import is_slogan
from okrsite.checks.run_work import names_run_work
from okrsite.checks.title_words import is_number, quote_shortened, split_words

ACTIVITIES = """
    Launch the app; Hold 20 meetings; Publish 5 posts; Newsletter verschicken; Migrate to Kubernetes; App launchen
    CRM einführen; CRM einfuehren; Launch the new website by March; Roll out the new CRM; Conduct 10 interviews
    Run 5 workshops; Write 10 blog posts; Implement SSO; 5 Artikel schreiben; Build a dashboard; Create a mobile app
    Set up a CRM; Successfully launch the app; 20 Meetings durchführen; Neue Website veröffentlichen bis Ende März
    Make 500 sales calls; Send the newsletter; Design the new landing page; Deliver the CRM migration; Train 50 people
    Organise 5 events; Upgrade the database; Write the handbook; Draft a new policy; Release the app; Publish our data
    Hold weekly team meetings; Konzept erarbeiten; Auf Microservices migrieren; Introduce OKRs; Launch 3 products
"""
NO_ACTIVITIES = """
    Launch in 3 cities; Launch the app in 3 cities; Release frequency; Release 2.0 used by 500 customers; Roll
    Develop the next-generation client platform; Write 4 blog posts to attract 5,000 readers; Write the next chapter
    Introduce a culture of feedback; Eine Feedbackkultur einführen; Organise ourselves around bakers; Record a profit
    Release the potential of our people; Upgrade the customer experience; Rewrite the rules of repair; Ship the right part
    Uns neu organisieren; Send the right signal; Own the retail market; Design a workplace; Sign 10 contracts
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
NUMBERS = """
    Increase revenue by 20 %; 10 Mio. Umsatz; Revenue +20%; Raise €5m; Series A of $10M; Umsatz auf 5 Mio steigern
    Reduce churn from 5 to 3; Reduce the wait to 4 days; Certify 45 technicians; 1,000 happy customers
    50 neue Kunden gewinnen; Grow to 1000 customers; Reach 10k users; NPS auf 60 erhöhen; Win 100 customers
    Reach 1M users; Achieve $5M ARR; € 500.000 Umsatz; Cut costs by 15 percent; Umsatzsteigerung um 20 Prozent; 99.9 % availability
"""
NO_NUMBERS = """
    Open 3 cities; Find the fault in 5 questions; Be there 24/7; ISO 27001; Office 365 for all; Top 10 employer
    Industry 4.0; 5-star experience; 100% renewable; Run on 100 % green power; A visit within 4 days; SOC 2; 42; 3D
    Answer in 24 hours; 365 days of joy; Version 2.0; 10x faster; Agenda 2030; 2027 is the year; Room 101; B2B
    Be the number 1; Close the month in 3 days; Java 21 everywhere; Erste Hilfe 112; Windows 11; 007; 1. FC Köln
    Reduce CO2 emissions; Cut emissions to zero by 2030; Win the 2026 cup; Make 2026 our year; Reach the top 100
    Increase trust in 2027; Grow from 2026 on; Improve our ISO 9001; ²³; Reach ٤٥ bakers
"""
SLOGANS = """
    Improve; Be the best; World-class quality; Excellence in everything we do; Wachstum; Besser werden; Growth; Win
    Qualität verbessern; Make it better; Be number one; Effizienz steigern; Marktführer werden; Die Besten sein
"""
NO_SLOGANS = """
    Ship small, ship daily; Booking never goes down; Say it everywhere; Aachen; Works in a cellar; Doing it once
    Delight our customers; Be a great place to work; Grow our business; Achieve operational excellence
    Kundenzufriedenheit; 品質; Améliorer; Better bread; Improve the website; Qualität der Öfen; 🚀; ---; Nobody waits
"""
RUN_WORK = """
    Keep the lights on; Continue to answer tickets; Maintain uptime at 99 %; Keep answering tickets; Business as usual
    Tagesgeschäft sicherstellen; Betrieb aufrechterhalten; Weiterhin Tickets beantworten; Keep the systems running
    Ensure smooth operations; We maintain the platform; Qualität beibehalten
"""
NO_RUN_WORK = """
    Learn what makes people keep a machine; Keep every customer; Continue to grow in the north; Keep improving
    Booking never goes down; Maintenance takes half the time; Keep our promises; Maintain; Technicians who stay
    Support that people love; Weiter wachsen; Sicherheit im Betrieb verbessern; Zukunft sichern
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


@pytest.mark.parametrize(
    ("judge", "title", "expected"),
    [
        (judge, title, expected)
        for judge, yes, no in (
            (names_number, NUMBERS, NO_NUMBERS),
            (is_slogan, SLOGANS, NO_SLOGANS),
            (names_run_work, RUN_WORK, NO_RUN_WORK),
        )
        for expected, titles in ((True, yes), (False, no))
        for title in list_titles(titles)
    ],
)
def test_a_title_is_judged_by_its_words(judge, title, expected):
    """What a number, a slogan or run work is, and what only sounds like it; capitals don't matter."""
    assert judge(title) is expected
    assert judge(title.upper()) is expected


@given(st.text(max_size=60))
def test_any_title_can_be_judged(title):
    """No text makes a rule fail, and what is quoted is never longer than a line."""
    for judge in (names_activity, counts_own_work, names_number, is_slogan, names_run_work):
        assert judge(title) in (True, False)
    assert all(split_words(title))
    assert len(quote_shortened(title * 3)) <= 62


@pytest.mark.parametrize(
    ("word", "expected"), [("3", True), ("1,200", True), ("zwölf", False), ("zwoelf", True), ("2027", False)]
)
def test_a_year_is_no_number(word, expected):
    """Words come folded; `zwölf` is none of a title's folded words."""
    assert is_number(word) is expected
