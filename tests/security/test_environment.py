"""What lies around a build: variables, the folder it is started in, files of the content that a host would obey."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project_tree import Project
from stories import build_site

from okrsite.settings import ConfigurationError, find_config

pytestmark = pytest.mark.skipif(os.name == "nt", reason="its canaries are shell scripts")
COMPANY = {
    "company/team.yml": "name: Company\n",
    "company/2026-Q4.md": "## Grow\n\n- Id: g\n- Owner: a\n\n- KR: K 1 → 9, now 3\n",
    "teams/a/team.yml": "name: A\n",
    "teams/a/2026-Q4.md": "## Help\n\n- Id: h\n- Owner: b\n- Supports: company/g\n\n- KR: L 1 → 9, now 3\n",
    "page.md": "# A page\n",
}
# Names of modules that a build imports, and that Python would look for where it is started.
MODULES = ("json", "yaml", "mkdocs", "jinja2", "sitecustomize", "usercustomize", "pygraphviz", "okrsite", "click")


def files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix != ".gz"  # it holds the time at which it was packed
    }


def command(config: Path, site: Path, cwd: Path, environment: dict[str, str]) -> None:
    program = Path(sys.executable).with_name("okrsite")
    done = subprocess.run(
        [str(program), "build", "-f", str(config), "-o", str(site)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr.decode()


def repository(project) -> Project:
    made = project(COMPANY)
    quiet = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (
        ["init", "-q"],
        ["add", "-A", made.config.name, "content"],
        [*quiet, "commit", "-q", "-m", "One"],
    ):
        subprocess.run(["git", *arguments], cwd=made.root, check=True)
    return made


def test_variables_and_the_folder_it_is_started_in_run_nothing_and_change_nothing(project, tmp_path_factory):
    made = repository(project)
    aside = tmp_path_factory.mktemp("aside")
    canary, script, started = aside / "canary", aside / "script", aside / "started"
    script.write_text(f"#!/bin/sh\necho x >> {canary}\n", encoding="utf-8")
    script.chmod(0o755)
    started.mkdir()
    for name in MODULES:
        (started / f"{name}.py").write_text(f"open({str(canary)!r}, 'a').write('{name}')\n", encoding="utf-8")
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    hostile = {
        **plain,
        **dict.fromkeys(("GIT_EXTERNAL_DIFF", "GIT_SSH", "GIT_PAGER", "GIT_ASKPASS", "GIT_EDITOR", "PAGER", "EDITOR"), str(script)),
        "GIT_DIR": str(aside), "GIT_WORK_TREE": "/", "GIT_INDEX_FILE": str(aside / "index"), "GIT_TRACE": "1",
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": str(script),
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor={script}'", "GIT_EXEC_PATH": str(aside), "GIT_TEMPLATE_DIR": str(aside),
        "PYTHONHASHSEED": "7", "PYTHONSTARTUP": str(started / "json.py"), "PYTHONINSPECT": "", "PYTHONWARNINGS": "ignore",
        "MKDOCS_CONFIG": str(aside), "MKDOCS_STRICT": "1", "MKDOCS_DOCS_DIR": "/etc", "OKRSITE_CONFIG": str(aside),
        "OKRSITE_OUTPUT": "/", "FORCE_COLOR": "1", "TZ": "Pacific/Apia", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "COLUMNS": "1",
    }  # fmt: skip
    command(made.config, aside / "one", made.root, plain)
    command(made.config, aside / "two", started, hostile)
    assert not canary.exists()
    one, two = files(aside / "one"), files(aside / "two")
    assert [name for name in one.keys() | two.keys() if one.get(name) != two.get(name)] == []


def test_a_configuration_among_the_content_is_no_configuration(project, tmp_path):
    canary = tmp_path / "canary"
    hook = f"open({str(canary)!r}, 'w').write('x')\n"
    made = project(
        {
            **COMPANY,
            **dict.fromkeys(
                ("mkdocs.yml", "properdocs.yml", "teams/a/mkdocs.yml"), "site_name: Mine\nhooks: [hook.py]\n"
            ),
            "hook.py": hook,
            "overrides/main.html": "<script>window.pwned=1</script>",
            "404.html": "<script>window.pwned=1</script>",
            "assets/okr/okr.js": "window.pwned=1",
            "_headers": "/*\n  X: y\n",
            "odd.md": "---\ntitle: Odd\ntemplate: ../overrides/main.html\nhide: [navigation]\nsearch: {exclude: true}\nicon: x\n---\n# Odd\n",
        }
    )
    report = build_site(made.config, tmp_path / "site")
    assert report.pages > 5 and not canary.exists()
    everything = b"".join(files(tmp_path / "site").values())
    assert b"window.pwned" not in everything and b"site_name: Mine" not in everything
    assert (tmp_path / "site/odd/index.html").is_file()
    warned = {found.place.path for found in made.problems() if found.code in ("OKR110", "OKR123")}
    assert {f"content/{name}" for name in ("mkdocs.yml", "properdocs.yml", "hook.py", "404.html", "_headers")} <= warned


def test_whoever_stands_in_the_content_is_told_so(project):
    made = project({**COMPANY, "teams/a/mkdocs.yml": "site_name: Mine\n"})
    config = made.config
    assert find_config(made.root / "content" / "company") == config
    with pytest.raises(ConfigurationError, match="among the content"):
        find_config(made.root / "content" / "teams" / "a")


def test_a_cache_that_came_with_the_repository_is_not_read(project, tmp_path):
    made = repository(project)
    build_site(made.config, tmp_path / "one")
    cache = made.root / ".okrsite" / "cache"
    assert any(cache.iterdir())
    before = {path.name: path.read_bytes() for path in cache.iterdir()}
    subprocess.run(["git", "add", "-f", ".okrsite"], cwd=made.root, check=True)
    for path in cache.iterdir():
        path.write_bytes(b"forged\n")
    build_site(made.config, tmp_path / "two")
    assert {path.name: path.read_bytes() for path in cache.iterdir()} == dict.fromkeys(before, b"forged\n")
    subprocess.run(["git", "rm", "-q", "--cached", "-r", "-f", ".okrsite"], cwd=made.root, check=True)
    build_site(made.config, tmp_path / "three")
    # What is kept of the last site names the place of that site.
    kept = {path.name: path.read_bytes() for path in cache.iterdir()}
    assert kept.keys() == before.keys() and b"forged\n" not in kept.values()
    of_sites = {"last-build.json", "pages.msgpack"}
    assert {name: kept[name] for name in kept.keys() - of_sites} == {
        name: before[name] for name in before.keys() - of_sites
    }
    shutil.rmtree(tmp_path / "two")
