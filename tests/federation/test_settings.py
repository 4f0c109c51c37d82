"""The setting `federation`: what may stand in it, and in which line it is refused."""

from __future__ import annotations

import pytest
from other_company import SITE

from okrsite.settings import ConfigurationError, read_site

GOOD = {"export": "https://goals.acme.example/data/okr.json", "site": "https://goals.acme.example"}


def read(project, federation):
    made = project({"company/team.yml": "name: C"}, federation=federation)
    return read_site(made.config).settings.federation


def test_an_organisation_is_an_export_and_a_site(project):
    digest = "AB" * 32
    remote = read(project, {"acme": {**GOOD, "name": "Acme", "sha256": digest}})["acme"]
    assert (remote.site, remote.name, remote.sha256) == ("https://goals.acme.example/", "Acme", digest.lower())
    assert remote.is_on_web


def test_a_path_is_no_address(project):
    assert not read(project, {"acme": {"export": "../acme/okr.json", "site": SITE}})["acme"].is_on_web


@pytest.mark.parametrize("export", ["http://127.0.0.1:8000/x.json", "http://localhost/x.json"])
def test_this_machine_may_be_asked_without_encryption(project, export):
    assert read(project, {"acme": {**GOOD, "export": export}})["acme"].export == export


def test_a_pinned_export_may_be_fetched_without_encryption(project):
    export = "http://goals.acme.example/okr.json"
    assert read(project, {"acme": {**GOOD, "export": export, "sha256": "0a" * 32}})["acme"].export == export


@pytest.mark.parametrize(
    ("federation", "said", "hint"),
    [
        ({"Acme": GOOD}, "can't be called 'Acme'", "a-z"),
        ({"https": GOOD}, "can't be called 'https'", "another id"),
        ({"company": GOOD}, "can't be called 'company'", "another id"),
        ({"acme": "https://goals.acme.example/"}, "needs an export", "export:"),
        ({"acme": {**GOOD, "exports": "x"}}, "not known: exports", "Did you mean 'export'?"),
        ({"acme": {"export": "x.json"}}, "has no site", "site:"),
        ({"acme": {"site": SITE}}, "has no export", "export:"),
        ({"acme": {**GOOD, "site": "goals.acme.example"}}, "no address of a site", "https://"),
        ({"acme": {**GOOD, "site": "javascript:alert(1)"}}, "no address of a site", "https://"),
        ({"acme": {**GOOD, "site": "https://user:secret@acme.example/"}}, "no address of a site", "without a user"),
        ({"acme": {**GOOD, "site": "https://acme.example/?a=1"}}, "no address of a site", "question mark"),
        ({"acme": {**GOOD, "export": "file:///etc/passwd"}}, "neither an address", "https://"),
        ({"acme": {**GOOD, "export": "ftp://acme.example/x"}}, "neither an address", "https://"),
        ({"acme": {**GOOD, "export": "http://acme.example/x"}}, "without encryption", "sha256"),
        ({"acme": {**GOOD, "sha256": "abc"}}, "sha256", "okrsite federation update acme"),
        ({"acme": {**GOOD, "sha256": 12}}, "no text", "quotes"),
        ({"acme": {**GOOD, "name": "a\u202eb"}}, "signs that nobody sees", "Type it anew"),
        (["acme"], "can't be", "names"),
    ],
)
def test_what_cant_be_used_is_refused_in_its_line(project, federation, said, hint):
    with pytest.raises(ConfigurationError, match=r"mkdocs\.yml:[0-9]+: ") as raised:
        read(project, federation)
    assert said in str(raised.value)
    assert hint in raised.value.hint
    assert raised.value.code == "OKR902"
