"""Tests read like a project: a small tree goes in, the real thing runs, facts come out."""

from __future__ import annotations

import gc
import os
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from made_once import make_once
from other_company import SITE, Answers, encode, make_acme, serve_answers
from project_tree import Project

from okrsite.languages.words import set_language
from okrsite.number_style import set_decimal_comma

_HERE = Path(__file__).parent

# Some images say that Python shall keep nothing it has compiled. Hundreds of tests start okrsite in a process of its own:
# each would compile it anew, which is more than half of what it does.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# An example that takes long, and input that is slow to make, say that the machine is busy, and nothing about the code.
# In CI the examples are the same in each run: one that is found by chance belongs on a developer's machine, and not into
# somebody else's merge request.
hypothesis.settings.register_profile(
    "any machine",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
hypothesis.settings.load_profile("any machine")


_SLOW = ("browser", "site", "benchmarks", "security", "cli", "starting", "gate", "slips", "pages", "history")
"""The folders whose files take longest, the slowest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the folders of slow files, so that no worker ends with one of them while the other has nothing left."""
    ranks = {name: rank for rank, name in enumerate(_SLOW)}
    items.sort(key=lambda item: ranks.get(item.path.relative_to(_HERE).parts[0], len(ranks)))


def pytest_collection_finish() -> None:
    """Look for garbage in circles less often, and not among what stays: modules, and thousands of collected tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True, scope="session")
def what_is_made_once() -> Iterator[None]:
    """Sites that are built in this process share what is the same in all of them."""
    with make_once():
        yield


@pytest.fixture(autouse=True)
def point_before_decimals() -> Iterator[None]:
    """Numbers and words are English before and after each test; fixtures that tests share must set nothing else."""
    set_decimal_comma(False)
    set_language("en")
    yield
    set_decimal_comma(False)
    set_language("en")


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Project]:
    """Make a project of files: `project({"company/2026.yml": "..."}, decimal_comma=True)`."""

    def make(files: Mapping[str, str | bytes] | None = None, **options: object) -> Project:
        return Project(tmp_path, options).write(files or {})

    return make


@pytest.fixture
def one_key_result(project: Callable[..., Project]) -> Callable[..., Project]:
    """A company with one objective `o` in 2026-Q4 with one key result `k`, made of the fields given as YAML."""

    def make(fields: str, cycle: str = "2026-Q4", extra: str = "", **options: object) -> Project:
        body = textwrap.indent(textwrap.dedent(fields).strip(), " " * 8)
        more = textwrap.indent(textwrap.dedent(extra).strip(), " " * 4)
        text = f"objectives:\n  - id: o\n    title: An objective\n    owner: anna\n{more}\n    key_results:\n      - id: k\n        title: A key result\n{body}\n"
        return project({f"company/{cycle}.yml": text, "company/team.yml": "name: Company\n"}, **options)

    return make


@pytest.fixture(scope="session")
def acme(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What another organisation exports; whoever spoils it takes a copy."""
    return make_acme(tmp_path_factory.mktemp("acme"))


@pytest.fixture(scope="session")
def acme_export(acme: dict[str, Any]) -> bytes:
    """The same as it is read from a file or fetched."""
    return encode(acme)


@pytest.fixture
def acme_server(acme_export: bytes) -> Iterator[Answers]:
    """A server that hands it out, until it is told to answer something else."""
    with serve_answers() as answers:
        answers.body = acme_export
        yield answers


@pytest.fixture
def name_acme(project: Callable[..., Project], acme_server: Answers) -> Callable[..., Project]:
    """Make a company whose settings name that organisation by its server: `name_acme(sha256="...")`."""

    def make(**remote: object) -> Project:
        declared = {"export": acme_server.url, "site": SITE, **remote}
        return project({"company/team.yml": "name: C"}, federation={"acme": declared})

    return make
