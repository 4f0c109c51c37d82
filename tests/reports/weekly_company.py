"""A small company in whose forty-seventh week much happens, and its report."""

from __future__ import annotations

from datetime import date

from okrsite.feeds.report_records import WeeklyReport
from okrsite.reports.week_report import report_week
from okrsite.reports.weeks import Week, find_week_of
from okrsite.snapshot import Snapshot

WEEK = Week(date(2026, 11, 16))

FILES = {
    "company/team.yml": "name: Riverside\n",
    "people.yml": "anna: {name: Anna Berg}\nben: {name: Ben Ito}\n",
    "company/2026-Q4.yml": """
        objectives:
          - id: grow
            title: More people come back
            owner: anna
            key_results:
              - {id: back, title: People who come back, from: 0, to: 100, now: 62, confidence: 70%}
            checkins:
              - {date: 2026-11-12, by: anna, note: Slow., now: {back: 40}, confidence: {back: 60%}}
              - {date: 2026-11-18, by: anna, note: Better than we feared., now: {back: 62}, confidence: {back: 70%}}
        """,
    "teams/sales/team.yml": "name: Sales\nlead: ben\n",
    "teams/sales/2026-Q4.yml": """
        objectives:
          - id: win
            title: Win the north
            owner: ben
            contributes_to: [company/grow]
            depends_on: [shops/open]
            blockers: [The permit is missing]
            needs: A *second* pair of hands
            consult: [shops]
            key_results:
              - {id: deals, title: Deals, from: 0 deals, to: 10 deals, now: 1 deals}
            checkins:
              - {date: 2026-11-10, by: ben, now: {deals: 1}, status: on track}
              - {date: 2026-11-17, by: ben, note: "The **permit** again.", now: {deals: 1}, status: off track}
          - id: quiet
            title: Nobody speaks of it
            owner: ben
            contributes_to: [company/grow]
            key_results:
              - {id: calls, title: Calls, from: 0, to: 10, now: 9}
            checkins:
              - {date: 2026-10-20, by: ben, now: {calls: 9}}
        """,
    "teams/sales/2026-Q3.yml": """
        objectives:
          - id: old
            title: What was in summer
            owner: ben
            unaligned: It was before.
            key_results:
              - {id: k, title: Umbrellas, from: 0, to: 10, now: 10}
        """,
    "teams/shops/team.yml": "name: Shops\nparent: sales\n",
    "teams/shops/2026-Q4.yml": """
        objectives:
          - id: open
            title: Three shops
            contributes_to: [company/grow]
            key_results:
              - {id: shops, title: Shops, from: 0 shops, to: 3 shops, confidence: 90%}
              - {id: staff, title: Staff, from: 0, to: 10, confidence: 20%}
            checkins:
              - {date: 2026-11-09, now: {shops: 2, staff: 8}}
              - {date: 2026-11-19, now: {shops: 3, staff: 8}, confidence: {staff: 20%, shops: 90%}}
          - id: shut
            title: Close the old one
            contributes_to: [company/grow]
            key_results:
              - {id: k, title: Closed, done: false}
            checkins:
              - {date: 2026-11-19, status: dropped, note: It stays.}
        """,
}


def tell(snapshot: Snapshot, day: date = date(2026, 11, 20), *units: str) -> WeeklyReport:
    return report_week(snapshot, find_week_of(day), units)
