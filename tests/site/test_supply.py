"""What okrsite is made of: locked, listed, and the same bytes whoever builds it."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).parents[2]
LOCKS = ("site.txt", "ci.txt", "audit.txt")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
DOCKERFILES = ("Dockerfile", "docker/serve.Dockerfile")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def locked(name: str) -> dict[str, str]:
    """Package and everything that is said about it, from a lock file."""
    text = re.sub(r"^\s*#.*\n?", "", (ROOT / "requirements" / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    entries = text.replace("\\\n", " ").splitlines()
    return {re.split(r"==|\[", entry)[0].strip(): entry for entry in entries if entry.strip()}


def load(name: str) -> ModuleType:
    """Import a script of the folder `requirements`."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "requirements" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_version_and_hashes(name):
    for package, entry in locked(name).items():
        assert re.match(r"[a-z0-9-]+(\[[a-z,-]+\])?==\S+", entry), package
        assert "--hash=sha256:" in entry, package
        assert "://" not in entry, package


@pytest.mark.parametrize(("name", "asked"), [("site.txt", []), ("ci.txt", PROJECT["optional-dependencies"]["dev"])])
def test_the_lock_holds_what_the_project_asks_for_in_its_range(name, asked):
    from packaging.requirements import Requirement

    found = locked(name)
    for text in [*PROJECT["dependencies"], *asked, "hatchling>=1.27"]:
        wanted = Requirement(text)
        entry = found[wanted.name.lower().replace("_", "-")]
        version = re.search(r"==([^\s;]+)", entry).group(1)
        assert wanted.specifier.contains(version), f"{text} is locked to {version}: make lock"


def test_what_checks_the_script_is_locked_with_hashes_and_names_no_host():
    packages = json.loads((ROOT / "frontend/package-lock.json").read_text(encoding="utf-8"))["packages"]
    asked = json.loads((ROOT / "frontend/package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert packages.pop("")["devDependencies"] == asked, "make lock"
    assert {f"node_modules/{name}" for name in asked} <= packages.keys()
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert package["dev"] and "resolved" not in package, name


def test_ci_and_image_run_the_same_versions():
    of = {
        name: {package: entry.split()[0] for package, entry in locked(name).items()} for name in ("site.txt", "ci.txt")
    }
    assert of["site.txt"].items() <= of["ci.txt"].items()


def test_the_wheel_is_the_same_bytes_from_another_folder_at_another_time(tmp_path):
    wheels = []
    for number in range(2):
        source = tmp_path / f"copy{number}" / ("deeper" if number else "here")
        for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
            source.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, source / name)
        shutil.copytree(ROOT / "okrsite", source / "okrsite", ignore=shutil.ignore_patterns("__pycache__"))
        for file in source.rglob("*"):
            # What git leaves open: times, and rights but for the one to run a file.
            os.utime(file, (1_700_000_000 + number * 90_000,) * 2)
            file.chmod((0o700 if number else 0o755) if file.is_dir() else (0o600 if number else 0o664))
        out = tmp_path / f"out{number}"
        subprocess.run(
            [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)],
            check=True,
            capture_output=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": str(number), "TZ": f"UTC+{number}"},
            umask=0o077 if number else 0o002,
        )
        wheels += out.glob("*.whl")
    one, other = wheels
    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.skipif(os.name == "nt" or shutil.which("make") is None, reason="needs make and a shell")
@pytest.mark.parametrize("ends", [0, 1])
def test_an_audit_that_fails_says_what_that_may_mean_and_passes_only_when_all_is_known(tmp_path, ends):
    asked = tmp_path / "asked"
    for name, status in (("python", 0), ("pip-audit", ends)):
        stub = tmp_path / name
        stub.write_text(f'#!/bin/sh\necho "{name} $*" >> {asked}\nexit {status}\n', encoding="utf-8")
        stub.chmod(0o755)
    done = subprocess.run(
        ["make", "audit", f"BIN={tmp_path}", "STAMP=Makefile"], cwd=ROOT, capture_output=True, text=True, timeout=600
    )
    assert (done.returncode != 0) is bool(ends)
    assert ("could not be asked" in done.stderr) is bool(ends)
    assert "--strict" in asked.read_text(encoding="utf-8").splitlines()[-1].split()


def test_nobody_audits_without_being_strict():
    uses = [line for file in (ROOT / "Makefile", *WORKFLOWS) for line in file.read_text(encoding="utf-8").splitlines()]
    uses = [line for line in uses if re.search(r"pip-audit .*-r ", line)]
    assert len(uses) >= 2
    assert all("--strict" in line and "--timeout" in line for line in uses)


def test_the_bill_of_materials_lists_the_lock():
    module = load("sbom")
    done = subprocess.run([sys.executable, str(ROOT / "requirements" / "sbom.py")], check=True, capture_output=True)
    listed = json.loads(done.stdout)
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    assert listed["metadata"]["component"]["version"] == PROJECT["version"]
    # Some have two versions, each for other Pythons.
    assert list(dict.fromkeys(each["name"] for each in listed["components"])) == list(locked("site.txt"))
    assert len({each["bom-ref"] for each in listed["components"]}) == len(listed["components"])
    (only,) = module.sbom("a.b_c==1.0 ; python_version > '3' \\\n", "2")["components"]
    assert only["purl"] == "pkg:pypi/a-b-c@1.0"


@pytest.mark.parametrize("name", DOCKERFILES)
def test_images_are_made_of_files_that_exist_and_run_as_nobody(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(?:--\S+ )*(.+) \S+$", text, re.MULTILINE)
    assert copied
    assert [path for line in copied for path in line.split() if not (ROOT / path).exists()] == []
    last = text[text.rindex("\nFROM ") :]
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", last, re.MULTILINE)
    assert not re.search(r"^ADD |curl|wget|:latest", text, re.MULTILINE)


def test_what_an_image_installs_is_locked():
    installs = re.findall(r"pip install (.*)", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    assert installs
    assert all("--require-hashes" in line or ("--no-index" in line and "--no-deps" in line) for line in installs)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_install_only_what_is_locked_and_hold_no_more_rights_than_they_need(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    runs = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    installs = [line for run in runs for line in run.splitlines() if "pip install" in line]
    assert installs or runs == [".ci/run"]
    assert all("--require-hashes" in line or "--no-deps --no-build-isolation" in line for line in installs)
    named = re.findall(r"requirements/[\w.]+", path.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_the_newest_packages_are_tried_once_a_day_and_hold_up_no_merge_and_no_site():
    asking = [path for path in WORKFLOWS if "LATEST" in path.read_text(encoding="utf-8")]
    assert [path.name for path in asking] == ["latest.yml"]
    workflow = yaml.safe_load(asking[0].read_text(encoding="utf-8"))
    assert set(workflow[True]) == {"schedule", "workflow_dispatch"}  # YAML reads the key `on` as true
    jobs = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    asking = [name for name, job in jobs.items() if isinstance(job, dict) and "LATEST" in job.get("variables", {})]
    assert asking == ["latest"]
    assert jobs["latest"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}]
    assert jobs["pages"]["needs"] == []


def test_the_newest_packages_are_named_beside_what_is_locked():
    lock = f"pyyaml==0.1 \\\n    --hash=sha256:0\nclick=={metadata.version('click')} ; python_version < '9'\nnobody-has-this==1.0\n"
    assert load("newer").newer(lock) == [f"pyyaml {metadata.version('PyYAML')} (locked: 0.1)"]


@pytest.mark.parametrize(
    ("latest", "installs"), [("", "--require-hashes -r requirements/ci.txt"), ("1", "--editable '.[dev]'")]
)
def test_a_green_commit_stays_green_unless_the_newest_are_asked_for(latest, installs):
    command = ["make", "--dry-run", "--always-make", "site", f"LATEST={latest}"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert (installs in said, "--require-hashes" in said) == (True, not latest)


@pytest.mark.skipif(os.name == "nt" or shutil.which("make") is None, reason="needs make and a shell")
@pytest.mark.parametrize(("target", "ci", "fails"), [
    ("chromium", "", False), ("chromium", "true", True), ("servers", "", False), ("servers", "true", True),
])  # fmt: skip
def test_what_cannot_be_tried_is_skipped_aloud_and_never_in_ci(tmp_path, target, ci, fails):
    for name in ("make", "sh", "id", "cat", "cksum", "cut"):
        (tmp_path / name).symlink_to(shutil.which(name))
    command = ["make", target, f"PYTHON={sys.executable}", "SHELL=/bin/sh", "OKRSITE_CHROMIUM="]
    if Path("/Applications/Google Chrome.app").exists():
        pytest.skip("it is found there, whatever the path says")
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={"PATH": str(tmp_path), "CI": ci}
    )
    assert (done.returncode != 0) is fails, done.stderr
    assert ("NO CHROMIUM" in done.stdout) is (target == "chromium")
    assert ("not good enough" in done.stderr) is fails


def test_what_gitlab_installs_is_locked():
    jobs = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    lines = [line for job in jobs.values() if isinstance(job, dict) for line in job.get("before_script", [])]
    installs = [line for line in lines if "pip install" in line]
    assert installs
    assert all("--require-hashes" in line or "--no-deps --no-build-isolation" in line for line in installs)
