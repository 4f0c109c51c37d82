"""Exports that are fetched: good ones, and broken, slow, huge, changed and vanished ones; and the copies behind them."""

from __future__ import annotations

import copy
import gc
import threading
import warnings

from msgspec.structs import replace
from other_company import SITE, encode

from okrsite.federation.download import Limits
from okrsite.federation.loading import NO_NETWORK, load_federation
from okrsite.federation.reader import compute_digest
from okrsite.request import BuildRequest, describe_federation_source, open_source
from okrsite.settings import read_site

LIMITS = Limits(seconds=30, size=1024**2)


def load(made, *, fetches=True, limits=LIMITS):
    request = BuildRequest(made.config, fetches=fetches)
    source = describe_federation_source(request, read_site(made.config))
    return load_federation(replace(source, limits=limits))


def list_codes(federation):
    return [problem.code for problem in federation.problems]


def keep_a_copy(made):
    assert load(made).problems == ()


def test_an_export_is_fetched_once_for_a_build(name_acme, acme_server):
    federation = load(name_acme())
    assert len(federation.remotes["acme"].objectives) == 2
    assert federation.problems == ()
    assert acme_server.asked == ["/data/okr.json"]


def test_whoever_only_looks_fetches_once_and_then_takes_the_copy(name_acme, acme_server):
    made = name_acme()
    for _ in range(2):
        assert load(made, fetches=False).remotes["acme"].kept_on is None
    assert len(acme_server.asked) == 1


def spoil_answers(acme_server, acme_export):
    """Yield ways in which the other side can fail, each by its name and what is said of it."""
    acme_server.body = b"{broken"
    yield "broken", "no export"
    acme_server.body = acme_export[:-400]
    yield "cut", "no export"
    acme_server.headers = {"Content-Length": str(len(acme_server.body) + 5000)}
    yield "shorter than announced", "part of it"
    acme_server.headers = {}
    acme_server.body = b" " * (LIMITS.size + 1)
    yield "huge", "larger than 1 MB"
    acme_server.body, acme_server.status = b"<h1>Gone</h1>", 404
    yield "vanished", "404"
    acme_server.status, acme_server.headers = 302, {"Location": "http://169.254.169.254/latest/meta-data/"}
    yield "sent elsewhere", "another host"
    acme_server.headers = {"Location": "/data/okr.json"}
    yield "sent in circles", "status 302"
    acme_server.headers = {"Location": "file:///etc/passwd"}
    yield "sent to a file", "can't be used"


def test_a_remote_that_fails_is_a_warning_and_its_last_good_copy_is_shown(name_acme, acme_server, acme_export):
    made = name_acme()
    keep_a_copy(made)
    for name, said in spoil_answers(acme_server, acme_export):
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


def test_whatever_fails_leaves_no_socket_open(name_acme, acme_server, acme_export):
    made = name_acme()
    keep_a_copy(made)
    gc.collect()
    gc.freeze()  # what other tests have left is looked through no more
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", ResourceWarning)
        for _ in spoil_answers(acme_server, acme_export):
            load(made)
            gc.collect()
    assert [str(warning.message) for warning in said if "unclosed" in str(warning.message)] == []


def test_a_remote_that_fails_at_once_is_known_by_name_only(name_acme, acme_server):
    acme_server.status = 500
    federation = load(name_acme(name="Acme"))
    assert list_codes(federation) == ["OKR315"]
    remote = federation.remotes["acme"]
    assert (remote.name, remote.as_of, dict(remote.objectives)) == ("Acme", None, {})


def test_a_slow_remote_is_not_waited_for(name_acme, acme_server):
    made = name_acme()
    keep_a_copy(made)
    acme_server.wait = threading.Event()
    federation = load(made, limits=Limits(seconds=0.2))
    (problem,) = federation.problems
    assert "within 0.2 seconds" in problem.message
    assert len(federation.remotes["acme"].objectives) == 2


def test_nobody_at_the_address_is_a_warning(name_acme):
    made = name_acme(export="http://127.0.0.1:9/okr.json")
    federation = load(made)
    assert list_codes(federation) == ["OKR315"]
    assert "can't be reached" in federation.problems[0].message


def test_a_redirection_on_the_same_host_is_followed(name_acme, acme_server, monkeypatch):
    made = name_acme()
    acme_server.headers = {"Location": acme_server.url}
    acme_server.status = 302

    class OnceOnly(list):
        def append(self, path):
            super().append(path)
            acme_server.status = 302 if len(self) < 2 else 200

    acme_server.asked = OnceOnly()
    assert load(made).problems == ()
    assert len(acme_server.asked) == 2


def test_a_pinned_export_is_used_and_another_one_is_not(name_acme, acme_server, acme):
    made = name_acme(sha256=compute_digest(acme_server.body))
    assert load(made).problems == ()
    other = copy.deepcopy(acme)
    other["objectives"] = []
    acme_server.body = encode(other)
    federation = load(made)
    assert list_codes(federation) == ["OKR316"]
    assert len(federation.remotes["acme"].objectives) == 2
    assert "okrsite federation update acme" in federation.problems[0].hint


def test_a_pin_that_nothing_fits_shows_nothing(name_acme):
    federation = load(name_acme(sha256="0" * 64))
    assert list_codes(federation) == ["OKR316"]
    assert federation.remotes["acme"].as_of is None


def test_without_a_network_the_copy_counts_and_nobody_is_asked(name_acme, acme_server, monkeypatch):
    made = name_acme()
    keep_a_copy(made)
    acme_server.asked.clear()
    monkeypatch.setenv(NO_NETWORK, "1")
    assert load(made).problems == ()
    assert acme_server.asked == []


def test_without_a_network_and_a_copy_it_is_said_what_forbids_it(name_acme, acme_server, monkeypatch):
    monkeypatch.setenv(NO_NETWORK, "1")
    federation = load(name_acme())
    assert NO_NETWORK in federation.problems[0].message
    assert acme_server.asked == []


def test_an_export_in_a_file_is_read_each_time_and_kept(project, tmp_path, acme_export):
    made = project({"company/team.yml": "name: C"}, federation={"acme": {"export": "others/acme.json", "site": SITE}})
    file = tmp_path / "others" / "acme.json"
    file.parent.mkdir()
    file.write_bytes(acme_export)
    assert load(made, fetches=False).problems == ()
    file.unlink()
    federation = load(made, fetches=False)
    assert list_codes(federation) == ["OKR315"]
    assert len(federation.remotes["acme"].objectives) == 2


def test_a_file_that_is_not_there_is_named_as_it_is_typed(project, tmp_path):
    """Where the folder lies on this machine is nobody's business, and would differ from one to the next."""
    made = project({"company/team.yml": "name: C"}, federation={"acme": {"export": "others/acme.json", "site": SITE}})
    (problem,) = load(made).problems
    assert problem.code == "OKR315"
    assert "others/acme.json" in problem.message
    assert str(tmp_path) not in f"{problem.message} {problem.hint} {problem.place.path}"


def test_a_folder_or_a_pipe_in_the_place_of_the_file_is_a_warning(project, tmp_path):
    made = project({"company/team.yml": "name: C"}, federation={"acme": {"export": "content", "site": SITE}})
    assert list_codes(load(made)) == ["OKR315"]


def test_a_copy_that_somebody_has_changed_is_none(name_acme, acme_server, tmp_path):
    made = name_acme()
    keep_a_copy(made)
    (kept,) = [path for path in (tmp_path / ".okrsite" / "federation" / "acme").glob("*.json") if path.stem != "copies"]
    kept.write_bytes(kept.read_bytes().replace(b"Spain", b"Nepal"))
    acme_server.status = 500
    assert load(made).remotes["acme"].as_of is None


def test_a_strange_objective_is_counted(name_acme, acme_server, acme):
    spoiled = copy.deepcopy(acme)
    spoiled["objectives"][0]["url"] = "javascript:alert(1)"
    acme_server.body = encode(spoiled)
    (problem,) = load(name_acme()).problems
    assert "1 objective of the export of 'acme'" in problem.message


def test_a_source_knows_the_others(name_acme):
    """Every command reads the same: what belongs to a configuration comes with it."""
    with open_source(BuildRequest(name_acme().config)) as source:
        assert list(source.federation.remotes) == ["acme"]
