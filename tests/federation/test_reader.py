"""What a stranger sends as an export: read into small records, or refused; never more."""

from __future__ import annotations

import copy
import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from other_company import SITE, encode

from okrsite.federation import reader
from okrsite.federation.reader import read_export
from okrsite.federation.records import REMOTE_WORDS, RemoteState, UnusableExportError
from okrsite.model.cycles import State
from okrsite.options import DeclaredRemote
from okrsite.progress.outcomes import OUTCOMES
from okrsite.progress.status import STATUSES
from okrsite.sources.text import has_refused_characters

DECLARED = DeclaredRemote("acme.json", SITE)


def read(document):
    return read_export(encode(document), "acme", DECLARED)


def spoil(acme, **fields):
    """Return the export with other fields of its last objective."""
    document = copy.deepcopy(acme)
    document["objectives"][-1].update(fields)
    return document


def test_an_export_of_okrsite_is_read_whole(acme):
    remote = read(acme)
    assert (remote.name, str(remote.as_of), remote.left_out) == (acme["organisation"]["name"], "2026-11-20", 0)
    assert list(remote.objectives) == ["company/2026/new-market", "growth/2026-Q4/spain"]
    spain = remote.objectives["growth/2026-Q4/spain"]
    assert (spain.title, spain.unit, spain.owner, spain.cycle) == ("Open in Spain", "Growth", "Yan", "Q4 2026")
    assert spain.url == f"{SITE}objectives/growth/2026-Q4/spain/"
    assert [(one.id, one.title) for one in spain.key_results] == [("first", "First shop")]
    assert remote.objectives["company/2026/new-market"].progress == 0.4


def test_the_words_of_an_export_are_those_that_okrsite_writes():
    """Who adds a word there adds it here: else whatever has it is left out."""
    assert {*STATUSES, *OUTCOMES} == REMOTE_WORDS
    assert get_args(RemoteState) == get_args(State)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Safe \u202egnp.exe"},
        {"title": "a\u200bb"},
        {"title": "\x1b[31mred"},
        {"title": ""},
        {"title": "x" * 501},
        {"title": ["a", "list"]},
        {"url": "javascript:alert(1)"},
        {"url": "//evil.example/"},
        {"url": "https://evil.example/"},
        {"url": "../../elsewhere/"},
        {"url": "objectives/../../x"},
        {"url": "a%2e%2e/b"},
        {"url": "\\\\evil"},
        {"url": 'x"onclick="alert(1)'},
        {"url": "data:text/html,x"},
        {"id": "<script>"},
        {"team": "gro wth"},
        {"ref": "growth/2026-Q4/other"},
        {"cycle": "2031"},
        {"progress": 7},
        {"progress": -1},
        {"progress": "half"},
        {"status": {"shown": "<b>fine</b>"}},
        {"status": None},
        {"aliases": ["a/b"]},
        {"aliases": [f"a{number}" for number in range(60)]},
        {"key_results": [{"id": "a b", "title": "x"}]},
        {"key_results": [{"id": "a", "title": "\u2066x"}]},
        {"key_results": [{"id": f"k{number}", "title": "x"} for number in range(101)]},
    ],
)
def test_an_objective_that_no_okrsite_exports_is_left_out_alone(acme, fields):
    remote = read(spoil(acme, **fields))
    assert (list(remote.objectives), remote.left_out) == (["company/2026/new-market"], 1)


def test_markup_in_a_title_is_text(acme):
    remote = read(spoil(acme, title="<script>alert(1)</script>"))
    assert remote.objectives["growth/2026-Q4/spain"].title == "<script>alert(1)</script>"


def test_names_that_cant_be_shown_are_replaced_by_ids(acme):
    document = copy.deepcopy(acme)
    document["organisation"]["name"] = "A\u202ec"
    for team in document["teams"]:
        team["name"] = "\x07"
    for person in document["people"]:
        person["name"] = "\u2067"
    remote = read(document)
    assert remote.name == "acme"
    assert [(one.unit, one.owner) for one in remote.objectives.values()] == [("company", ""), ("growth", "")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"<!doctype html><title>Not found</title>",
        b"\xff\xfe\x00",
        b'{"schema_version": "1"}',
        b'{"schema_version": 1}',
        b'{"schema_version": 3}',
        b'{"schema_version": 1e400}',
        b"[" * 200_000,
        b'{"schema_version": 1, "x": ' + b"[" * 200_000,
        b'{"a":' * 200_000,
    ],
)
def test_what_is_no_export_is_refused_without_quoting_it(data):
    with pytest.raises(UnusableExportError) as raised:
        read_export(data, "acme", DECLARED)
    assert "Not found" not in str(raised.value)
    assert raised.value.hint


def test_the_index_of_a_divided_export_says_what_to_ask_for():
    with pytest.raises(UnusableExportError, match="divided") as raised:
        read_export(b'{"schema_version": 2, "teams": []}', "acme", DECLARED)
    assert "data: single" in raised.value.hint


def test_a_day_that_cant_be_reckoned_with_is_refused(acme):
    with pytest.raises(UnusableExportError, match="day"):
        read({**acme, "as_of": "9999-12-31"})


def test_too_much_is_refused(acme, monkeypatch):
    monkeypatch.setattr(reader, "MOST_OBJECTIVES", 1)
    with pytest.raises(UnusableExportError, match="more than 1 objectives"):
        read(acme)
    monkeypatch.setattr(reader, "LARGEST", 100)
    with pytest.raises(UnusableExportError, match="larger"):
        read(acme)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_FIELDS = ("ref", "id", "team", "cycle", "title", "url", "status", "owner", "progress", "key_results", "aliases")


@given(place=st.sampled_from(_FIELDS), value=_JSON)
def test_whatever_stands_in_a_field_is_read_as_promised_or_left_out(acme, place, value):
    check_promises(json.dumps(spoil(acme, **{place: value})).encode("utf-8", "surrogatepass"))


@given(place=st.sampled_from(("as_of", "organisation", "cycles", "teams", "people", "objectives")), value=_JSON)
def test_whatever_stands_at_the_top_is_read_as_promised_or_refused(acme, place, value):
    check_promises(json.dumps({**acme, place: value}).encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_read(data):
    check_promises(data)


def check_promises(data):
    """Hold what is read to what pages rely on."""
    try:
        remote = read_export(data, "acme", DECLARED)
    except UnusableExportError:
        return
    for ref, one in remote.objectives.items():
        assert one.ref == ref
        assert one.url.startswith(SITE)
        assert ".." not in one.url.removeprefix(SITE).split("/")
        assert one.word in REMOTE_WORDS
        assert one.progress is None or 0 <= one.progress <= 1
        for text in (remote.name, one.title, one.unit, one.owner, one.cycle, *(key.title for key in one.key_results)):
            assert not has_refused_characters(text)
            assert "\n" not in text
            assert len(text) <= 500
