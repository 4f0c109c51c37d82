"""A site that sets `decimal_comma` writes its numbers as its authors do, wherever people read them."""

from __future__ import annotations

import html
import re

from stories import build_site

CONTENT = {
    "company/team.yml": "name: Backstube\n",
    "kpis.yml": """
        margin: {name: Margin, unit: "%", values: {2026-06-01: '11,25', 2026-09-30: '12,5', 2026-10-31: '13,75'}}
        revenue: {name: Revenue, unit: EUR, values: {2026-09-30: '1.250.000', 2026-10-31: '1.312.500,5'}}
    """,
    "people.yml": "ana: {name: Ana Berg}\n",
    "company/2026.yml": """
        objectives:
          - {id: year, title: A good year, owner: ana, key_results: [{id: rate, title: Rating, from: '3,5', to: '4,5'}]}
    """,
    "company/2026-Q3.yml": """
        objectives:
          - id: before
            title: A good summer
            owner: ana
            ambition: aspirational
            contributes_to: [{to: company/2026/year, share: '12,5%', because: It counts.}]
            key_results:
              - {id: rate, title: Rating, from: '3,5', to: '4,5', now: '4,25', grade: '0,75', weight: '1,5'}
              - {id: keep, title: Margin, keep: '12,5%..15,5%', kpi: margin, grade: '0,4'}
            checkins:
              - {date: 2026-08-14, by: ana, note: Fine., now: {rate: '4,1'}, confidence: {rate: '62,5%'}}
    """,
    "company/2026-Q4.md": """
        ## Every loaf finds a buyer

        - Id: loaves
        - Owner: Ana
        - Continues: 2026-Q3/before
        - KR: Margin: 12,5 % → 15,5 %, now 13,75 % (50%)
          - Id: margin
          - Weight: 2,5
          - Phases: 2026-10-31: 13,25, 2026-11-30: 14,75
        - KR: Revenue: 1.250.000 EUR → 1.400.000 EUR
          - Id: revenue
        - KR: Ovens renewed
          - Id: ovens
          - [x] First (weight 1,5)
          - [ ] Second

        ### Check-ins
        - 2026-10-16, Ana: Fine. margin 12,9 (60%), revenue 1.275.500,5
        - 2026-11-13, Ana: Fine. margin 13,75 (50%), revenue 1.300.250
    """,
    "company/2026-Q4-page.md": "# How we count\n\n:::okr objective company/2026-Q4/loaves\n",
}
_HIDDEN = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]*>", re.DOTALL)
_SHOWN_ATTRIBUTES = re.compile(r"(?:title|aria-label|alt)=\"([^\"]*)\"")
_SVG_TEXT = re.compile(r"<(?:text|title|desc|tspan)\b[^>]*>([^<]*)<")
_POINT = re.compile(r"\b[0-9]+\.[0-9]+\b")


def list_words(page: str) -> str:
    """Return all that a page says: its words, those of its drawings, and what is said about its elements."""
    words = [_HIDDEN.sub(" ", page), *_SHOWN_ATTRIBUTES.findall(page), *_SVG_TEXT.findall(page)]
    return html.unescape("\n".join(words))


def test_every_page_writes_a_comma_before_decimals(project):
    made = project(CONTENT, decimal_comma=True)
    assert [problem.message for problem in made.problems() if problem.severity == "error"] == []
    site = build_site(made.config).output
    wrong, seen = [], ""
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        words = list_words(path.read_text(encoding="utf-8")) if not name.startswith("guide/") else ""
        # Thousands stand in groups of three digits.
        wrong += [
            (name, number) for number in _POINT.findall(words) if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+", number)
        ]
        seen += words
    assert wrong == []
    for number in ("13,75", "15,5%", "4,25", "0,75", "1.300.250", "EUR 1.312.500,5", "weight 2,5", "weight 1,5"):
        assert number in seen, number
