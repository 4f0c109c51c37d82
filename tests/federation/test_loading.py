"""Exports that are fetched: good ones, and broken, slow, huge, changed and vanished ones; and the copies behind them."""

from __future__ import annotations

import copy
import threading

import pytest
from msgspec.structs import replace
from other_company import SITE, encode, make_acme, serve_answers

from okrsite.federation.download import Limits
from okrsite.federation.loading import NO_NETWORK, load_federation
from okrsite.federation.reader import compute_digest
from okrsite.request import BuildRequest, describe_federation_source, open_source
from okrsite.settings import read_site

LIMITS = Limits(seconds=30, size=1024**2)


@pytest.fixture(scope="module")
def acme(tmp_path_factory):
    return make_acme(tmp_path_factory.mktemp("acme"))


@pytest.fixture
def answers():
    with serve_answers() as served:
        yield served


@pytest.fixture
def ours(project, answers):
    """A company that names the other one, by its server."""

    def make(**remote):
        declared = {"export": answers.url, "site": SITE, **remote}
        return project({"company/team.yml": "name: C"}, federation={"acme": declared})

    return make


def load(made, *, fetches=True, limits=LIMITS):
    request = BuildRequest(made.config, fetches=fetches)
    source = describe_federation_source(request, read_site(made.config))
    return load_federation(replace(source, limits=limits))


def list_codes(federation):
    return [problem.code for problem in federation.problems]


def keep_a_copy(made, answers, acme):
    answers.body = encode(acme)
    assert load(made).problems == ()


def test_an_export_is_fetched_once_for_a_build(ours, answers, acme):
    answers.body = encode(acme)
    federation = load(ours())
    assert len(federation.remotes["acme"].objectives) == 2
    assert federation.problems == ()
    assert answers.asked == ["/data/okr.json"]


def test_whoever_only_looks_fetches_once_and_then_takes_the_copy(ours, answers, acme):
    answers.body = encode(acme)
    made = ours()
    for _ in range(2):
        assert load(made, fetches=False).remotes["acme"].kept_on is None
    assert len(answers.asked) == 1


def spoil_answers(answers, acme):
    """Yield ways in which the other side can fail, each by its name and what is said of it."""
    answers.body = b"{broken"
    yield "broken", "no export"
    answers.body = encode(acme)[:-400]
    yield "cut", "no export"
    answers.headers = {"Content-Length": str(len(answers.body) + 5000)}
    yield "shorter than announced", "part of it"
    answers.headers = {}
    answers.body = b" " * (LIMITS.size + 1)
    yield "huge", "larger than 1 MB"
    answers.body, answers.status = b"<h1>Gone</h1>", 404
    yield "vanished", "404"
    answers.status, answers.headers = 302, {"Location": "http://169.254.169.254/latest/meta-data/"}
    yield "sent elsewhere", "another host"
    answers.headers = {"Location": "/data/okr.json"}
    yield "sent in circles", "status 302"
    answers.headers = {"Location": "file:///etc/passwd"}
    yield "sent to a file", "can't be used"


def test_a_remote_that_fails_is_a_warning_and_its_last_good_copy_is_shown(ours, answers, acme):
    made = ours()
    keep_a_copy(made, answers, acme)
    for name, said in spoil_answers(answers, acme):
        federation = load(made)
        (problem,) = federation.problems
        assert (problem.code, problem.severity) == ("OKR315", "warning"), name
        assert said in problem.message, name
        assert "copy of 2026-11-20" in problem.message
        assert problem.hint, name
        assert problem.place.path == "mkdocs.yml"
        assert problem.place.line > 1
        assert len(federation.remotes["acme"].objectives) == 2, name
        assert str(federation.remotes["acme"].kept_on) == "2026-11-20"


def test_a_remote_that_fails_at_once_is_known_by_name_only(ours, answers):
    answers.status = 500
    federation = load(ours(name="Acme"))
    assert list_codes(federation) == ["OKR315"]
    remote = federation.remotes["acme"]
    assert (remote.name, remote.as_of, dict(remote.objectives)) == ("Acme", None, {})


def test_a_slow_remote_is_not_waited_for(ours, answers, acme):
    made = ours()
    keep_a_copy(made, answers, acme)
    answers.wait = threading.Event()
    federation = load(made, limits=Limits(seconds=0.2))
    (problem,) = federation.problems
    assert "within 0.2 seconds" in problem.message
    assert len(federation.remotes["acme"].objectives) == 2


def test_nobody_at_the_address_is_a_warning(ours, answers, acme):
    made = ours(export="http://127.0.0.1:9/okr.json")
    federation = load(made)
    assert list_codes(federation) == ["OKR315"]
    assert "can't be reached" in federation.problems[0].message


def test_a_redirection_on_the_same_host_is_followed(ours, answers, acme, monkeypatch):
    made = ours()
    answers.body = encode(acme)
    answers.headers = {"Location": answers.url}
    answers.status = 302

    class OnceOnly(list):
        def append(self, path):
            super().append(path)
            answers.status = 302 if len(self) < 2 else 200

    answers.asked = OnceOnly()
    assert load(made).problems == ()
    assert len(answers.asked) == 2


def test_a_pinned_export_is_used_and_another_one_is_not(ours, answers, acme):
    data = encode(acme)
    made = ours(sha256=compute_digest(data))
    answers.body = data
    assert load(made).problems == ()
    other = copy.deepcopy(acme)
    other["objectives"] = []
    answers.body = encode(other)
    federation = load(made)
    assert list_codes(federation) == ["OKR316"]
    assert len(federation.remotes["acme"].objectives) == 2
    assert "okrsite federation update acme" in federation.problems[0].hint


def test_a_pin_that_nothing_fits_shows_nothing(ours, answers, acme):
    answers.body = encode(acme)
    federation = load(ours(sha256="0" * 64))
    assert list_codes(federation) == ["OKR316"]
    assert federation.remotes["acme"].as_of is None


def test_without_a_network_the_copy_counts_and_nobody_is_asked(ours, answers, acme, monkeypatch):
    made = ours()
    keep_a_copy(made, answers, acme)
    answers.asked.clear()
    monkeypatch.setenv(NO_NETWORK, "1")
    assert load(made).problems == ()
    assert answers.asked == []


def test_without_a_network_and_a_copy_it_is_said_what_forbids_it(ours, answers, monkeypatch):
    monkeypatch.setenv(NO_NETWORK, "1")
    federation = load(ours())
    assert NO_NETWORK in federation.problems[0].message
    assert answers.asked == []


def test_an_export_in_a_file_is_read_each_time_and_kept(project, tmp_path, acme):
    made = project({"company/team.yml": "name: C"}, federation={"acme": {"export": "others/acme.json", "site": SITE}})
    file = tmp_path / "others" / "acme.json"
    file.parent.mkdir()
    file.write_bytes(encode(acme))
    assert load(made, fetches=False).problems == ()
    file.unlink()
    federation = load(made, fetches=False)
    assert list_codes(federation) == ["OKR315"]
    assert len(federation.remotes["acme"].objectives) == 2


def test_a_folder_or_a_pipe_in_the_place_of_the_file_is_a_warning(project, tmp_path):
    made = project({"company/team.yml": "name: C"}, federation={"acme": {"export": "content", "site": SITE}})
    assert list_codes(load(made)) == ["OKR315"]


def test_a_copy_that_somebody_has_changed_is_none(ours, answers, acme, tmp_path):
    made = ours()
    keep_a_copy(made, answers, acme)
    (kept,) = [path for path in (tmp_path / ".okrsite" / "federation" / "acme").glob("*.json") if path.stem != "copies"]
    kept.write_bytes(kept.read_bytes().replace(b"Spain", b"Nepal"))
    answers.status = 500
    assert load(made).remotes["acme"].as_of is None


def test_a_strange_objective_is_counted(ours, answers, acme):
    spoiled = copy.deepcopy(acme)
    spoiled["objectives"][0]["url"] = "javascript:alert(1)"
    answers.body = encode(spoiled)
    (problem,) = load(ours()).problems
    assert "1 objective of the export of 'acme'" in problem.message


def test_a_source_knows_the_others(ours, answers, acme):
    """Every command reads the same: what belongs to a configuration comes with it."""
    answers.body = encode(acme)
    with open_source(BuildRequest(ours().config)) as source:
        assert list(source.federation.remotes) == ["acme"]
