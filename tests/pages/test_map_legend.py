"""What the legend of a map counts: what is on it, by the marks that filter it."""

from __future__ import annotations

import re

from stories import build_site


def objective(name: str, status: str, *, measured: bool = True) -> str:
    result = "{title: A, from: 0, to: 10, now: 5}" if measured else "{title: A, from: 0, to: 10}"
    return f"  - {{id: {name}, title: Goal {name}, owner: Anna, {status} key_results: [{result}]}}\n"


def test_the_legend_counts_what_is_on_the_map_and_has_one_entry_for_a_mark(project, tmp_path):
    made = project(
        {
            "company/team.yml": "name: Company\n",
            "company/2026-Q4.yml": "objectives:\n"
            + objective("a", "status: at risk,")
            + objective("b", "status: dropped,")
            + objective("c", "", measured=False),
            "company/2026-12.yml": "objectives:\n" + objective("d", ""),
        },
        outdated_after_days=1000,
    )
    build_site(made.config, tmp_path / "site")
    page = (tmp_path / "site" / "map" / "2026-Q4" / "index.html").read_text(encoding="utf-8")
    legend = page.partition('aria-label="Status">')[2].partition("</ul>")[0]
    chips = re.findall(r'class="is-(\w+)">.*?</span><span>(.*?)</span><b>(\d+)</b>', legend)
    assert chips == [("risk", "At risk", "1"), ("none", "Not started, no data", "2")]
    drawn = set(re.findall(r'objectives/company/([^"]*)/" class="okr-node okr-node--company is-(\w+)', page))
    assert drawn == {("2026-Q4/a", "risk"), ("2026-Q4/c", "none"), ("2026-12/d", "none")}
