"""`okrsite verify`: the gate for any built site."""

from __future__ import annotations

import json

import pytest
from command_line import call

PAGE = '<!doctype html><html><head><meta charset="utf-8"><title>A</title></head><body>{}</body></html>\n'


@pytest.fixture
def built(tmp_path):
    """A site that nobody's builder made."""

    def make(body: str = '<a href="a.txt">x</a>'):
        folder = tmp_path / "site"
        folder.mkdir(exist_ok=True)
        (folder / "index.html").write_text(PAGE.format(body), encoding="utf-8")
        (folder / "a.txt").write_text("words", encoding="utf-8")
        return folder

    return make


def test_a_clean_site_ends_with_0_and_says_nothing_on_stdout(built):
    done = call("verify", built())
    assert (done.status, done.out) == (0, "")
    assert done.err == "okrsite verify: no findings in 1 page and 1 other file.\n"


def test_findings_end_with_1_and_are_lines_with_file_and_line(built):
    done = call("verify", built('<p>\n<b onclick="a()">x</b>'), "--no-color")
    assert done.status == 1
    assert done.out.startswith("index.html:2: error GATE202 ")
    assert "1 finding in" in done.err


def test_findings_as_json(built):
    done = call("verify", built("<iframe></iframe>"), "--format", "json")
    told = json.loads(done.out)
    assert done.status == 1
    assert told["counts"] == {"findings": 1, "pages": 1, "files": 2}
    assert [(each["code"], each["path"], each["line"]) for each in told["findings"]] == [("GATE205", "index.html", 1)]
    assert set(told["findings"][0]) == {"code", "path", "line", "message", "hint"}


def test_no_finding_can_write_to_the_terminal(built):
    done = call("verify", built('<a href="\x1b[31mjavascript:a()">x</a>'), "--no-color")
    assert done.status == 1
    done = call("verify", built('<a href="&#27;[31mx:">x</a>'), "--no-color")
    assert "\x1b" not in done.out and "GATE203" in done.out


def test_what_is_named_private_must_not_be_there(built):
    site = built("secret plan")
    assert call("verify", site, "--private", "secret plan").status == 1
    assert call("verify", site, "--private", "another").status == 0
    assert call("verify", site, "--private", "x").status == 2


def test_links_are_followed_unless_told_otherwise(built):
    site = built('<a href="nowhere/">x</a>')
    assert call("verify", site).status == 1
    assert call("verify", site, "--no-links").status == 0


def test_a_themes_own_script_passes_where_its_templates_are_named(built, tmp_path):
    site = built("<script>mine()</script>")
    assert call("verify", site).status == 1
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text("<script>mine()</script>", encoding="utf-8")
    assert call("verify", site, "--theme", tmp_path / "theme").status == 0


def test_the_headers_come_alone_on_stdout(built):
    done = call("verify", built(), "--headers", "caddy")
    assert done.status == 0
    assert done.out.startswith("header {\n\tContent-Security-Policy \"default-src 'none'; ")
    assert done.err == ""


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_what_is_no_site_is_wrong_usage(tmp_path, name):
    (tmp_path / "empty").mkdir()
    done = call("verify", tmp_path / name)
    assert done.status == 2
    assert done.err
