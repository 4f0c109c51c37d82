"""`okrsite publish`: releases on a plain host."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import call

GOOD = """
objectives:
  - title: Everybody is heard
    owner: anna
    key_results: [{title: Calls answered, from: 0, to: 10, now: 4}]
"""


@pytest.fixture
def company(project):
    made = project({"company/team.yml": "name: Company\n", "company/2026-Q4.yml": GOOD})
    assert made.config.is_file()
    return made


def publish(made, *more):
    return call("publish", "-f", made.config, "--to", made.root / "www", *more)


def releases(made) -> list[str]:
    return sorted(each.name for each in (made.root / "www" / "releases").iterdir())


def test_a_release_is_named_after_its_day_and_shown_by_current(company):
    done = publish(company)
    assert done.status == 0, done.err
    assert releases(company) == ["2026-11-20"]
    current = company.root / "www" / "current"
    assert current.readlink() == Path("releases/2026-11-20")
    assert "Everybody is heard" in (current / "index.html").read_text(encoding="utf-8")
    assert f"pages into {current.resolve()}." in done.out
    assert sorted(each.name for each in current.parent.iterdir()) == ["current", "releases"]


def test_older_releases_stay_up_to_keep_and_one_can_go_back(company):
    for day in ("2026-11-17", "2026-11-18", "2026-11-19"):
        assert publish(company, "--keep", 2, "--today", day).status == 0
    assert releases(company) == ["2026-11-18", "2026-11-19"]
    current = company.root / "www" / "current"
    newest = (current / "index.html").read_bytes()
    current.unlink()
    current.symlink_to("releases/2026-11-18")
    assert (current / "index.html").read_bytes() != newest
    assert publish(company, "--keep", 2, "--today", "2026-11-20").status == 0
    assert current.readlink() == Path("releases/2026-11-20")


def test_content_with_an_error_leaves_the_last_release_shown(company):
    publish(company)
    company.write({"company/2026-Q4.yml": "objectives: [{title: A, wrong: b}]\n"})
    done = publish(company, "--today", "2026-11-21")
    assert (done.status, releases(company)) == (1, ["2026-11-20"])
    assert (company.root / "www" / "current").readlink() == Path("releases/2026-11-20")


def test_with_isolate_the_rest_is_released_and_the_status_is_1(company):
    company.write({"teams/sales/team.yml": "name: Sales\n", "teams/sales/2026-Q4.yml": "objectives: [{wrong: b}]\n"})
    done = publish(company, "--on-error", "isolate")
    assert done.status == 1
    assert "1 objective left out" in done.err
    assert releases(company) == ["2026-11-20"]


@pytest.mark.parametrize("there", ["somebody.txt", "current/index.html"])
def test_a_folder_with_anything_else_in_it_is_refused(company, there):
    file = company.root / "www" / there
    file.parent.mkdir(parents=True)
    file.write_text("mine", encoding="utf-8")
    assert publish(company).status == 2
    assert file.read_text(encoding="utf-8") == "mine"
    assert not (company.root / "www" / "releases").exists()


@pytest.mark.parametrize("to", [".", "content", "content/www"])
def test_a_folder_that_holds_the_sources_is_refused(company, to):
    assert call("publish", "-f", company.config, "--to", company.root / to).status == 2


def test_another_publisher_is_told_to_wait(company):
    from okrsite.site.publishing import lock_target

    with lock_target(company.root / "www" / "current"):
        done = publish(company)
    assert done.status == 2
    assert "Another build" in done.err


@pytest.mark.parametrize("wrong", [("--keep", 0), ("--strict", "--on-error", "isolate"), ("--on-error", "never")])
def test_wrong_usage_ends_with_2(company, wrong):
    assert publish(company, *wrong).status == 2
