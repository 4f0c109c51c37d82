"""`--why` tells at the end of a build why a page was made anew, and `-v` how many were and for what."""

from __future__ import annotations

from command_line import call
from company_with_teams import CHANGED, FILES, edit
from effort import times_as_much

from okrsite.site.page_answers import _strip_address

OBJECTIVE = "objectives/finance/2026-Q3/goal2"


def test_a_build_after_an_edit_says_of_a_page_what_of_it_has_changed(project):
    """And the next one, which has nothing to do, repeats it."""
    made = project(FILES)
    first = call("build", "-f", made.config, "--why", OBJECTIVE)
    assert first.status == 0
    assert first.out.endswith(f"{OBJECTIVE}/ was made anew, as all pages were: there is no last site.\n")
    edit(made)
    done = call("build", "-f", made.config, "-v", "--why", f"{OBJECTIVE}/index.html")
    assert done.status == 0
    answer = f"{OBJECTIVE}/ was made anew: the objective finance/2026-Q3/goal2 changed"
    assert done.out.splitlines()[-1].startswith(answer)
    lines = done.out.splitlines()
    counts = next(line for line in lines if line.startswith("  pages: "))
    made_pages, linked, inspected = (int(part.split()[0]) for part in counts.removeprefix("  pages: ").split(", "))
    assert linked > 0
    assert inspected == made_pages + 1  # 404.html
    assert any("because the objective finance/2026-Q3/goal2 changed" in line for line in lines)
    again = call("build", "-q", "-f", made.config, "--why", "objectives/sales/2026-Q4/goal2")
    assert again.out == (
        "Nothing has changed since the last build. In that one, "
        "objectives/sales/2026-Q4/goal2/ was taken over from the last site.\n"
    )
    unknown = call("build", "-f", made.config, "--why", "objectives/finance/2026-Q3/gaol2")
    assert (unknown.status, "pages lie in" in unknown.out) == (2, True)
    assert "The site has no page 'objectives/finance/2026-Q3/gaol2'." in unknown.err
    assert f"Did you mean '{OBJECTIVE}/'?" in unknown.err


def test_a_build_with_other_settings_says_that_all_pages_were_made_for_that(project):
    made = project({path: FILES[path] for path in ("company/team.yml", "company/2026-Q4.yml", "handbook.md")})
    assert call("publish", "-f", made.config, "--to", made.root / "host").status == 0
    made.config.write_text(made.config.read_text().replace("- okrsite:\n", "- okrsite:\n    low_confidence: 20.0\n"))
    done = call("publish", "-v", "-f", made.config, "--to", made.root / "host", "--why", "company")
    reason = "okrsite, its settings, the theme or a package has changed"
    assert done.out.endswith(f"company/ was made anew, as all pages were: {reason}.\n")
    assert f"  all pages were made anew: {reason}\n" in done.out


def test_where_nothing_is_published_nothing_is_answered(project):
    made = project({**FILES, CHANGED: "objectives: 5\n"})
    done = call("build", "-f", made.config, "--why", OBJECTIVE)
    assert (done.status, done.out) == (1, "")


def test_an_address_of_any_length_is_read_once():
    assert _strip_address("https://example.org/okrs/teams/a/?x#y") == "okrs/teams/a"
    assert times_as_much(lambda size: _strip_address("x" * size), 10_000, 16) < 4 * 16
