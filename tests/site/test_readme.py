"""What the README tells people to type works as it stands there, from an empty folder on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^(?:`(?P<path>[^`\n]+)`\n\n)?```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
BEGIN, END = "## Begin your own", "## Make it look like yours"
INSTALL = "python -m pip install okrsite\n"
"""What is left out: the okrsite of these tests is on the path."""
REMOTE = "https://github.com/riverside/okrs.git"


def list_blocks() -> list[re.Match[str]]:
    return list(BLOCK.finditer(README, README.index(BEGIN), README.index(END)))


def make_script() -> str:
    """What somebody types who follows the README word by word: commands, and files with what is to stand in them."""
    parts = []
    for block in list_blocks():
        if block["path"]:
            parts.append(f"cat > {block['path']} <<'END OF FILE'\n{block['text']}END OF FILE\n")
        else:
            assert block["language"] == "sh"  # a file needs its name above it
            parts.append(block["text"].replace(INSTALL, ""))
    return "set -ex\n" + "".join(parts)


@pytest.mark.skipif(os.name == "nt", reason="the commands are those of a shell")
def test_the_readme_leads_from_an_empty_folder_to_a_repository_on_a_forge(tmp_path):
    forge, folder, home = (tmp_path / name for name in ("forge.git", "empty", "home"))
    folder.mkdir()
    home.mkdir()
    subprocess.run(["git", "init", "-q", "--bare", str(forge)], check=True)
    settings = {"user.name": "Ana", "user.email": "ana@example.org", f"url.{forge}.insteadOf": REMOTE}
    environment = {
        **os.environ, "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": str(len(settings)),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "SOURCE_DATE_EPOCH": "1795132800",
    }  # fmt: skip
    for number, (name, value) in enumerate(settings.items()):
        environment |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    assert INSTALL in "".join(block["text"] for block in list_blocks())
    done = subprocess.run(
        ["bash", "-c", make_script()], cwd=folder, env=environment, check=False, timeout=900,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    page = (folder / "riverside" / "site" / "index.html").read_text(encoding="utf-8")
    assert "Riders come back to us" in page
    assert "Nobody in town needs a car to get to work." in page
    pushed = subprocess.run(
        ["git", "-C", str(forge), "ls-tree", "-r", "--name-only", "main"], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    assert {block["path"] for block in list_blocks() if block["path"]} < set(pushed)
    assert ".github/workflows/okrs.yml" in pushed
    assert [path for path in pushed if path.startswith(("site", ".okrsite/", ".venv"))] == []


def test_the_first_objectives_of_the_readme_are_read_without_a_problem(project):
    files = {
        block["path"].removeprefix("content/"): block["text"] for block in list_blocks() if block["path"] is not None
    }
    assert len(files) == 5
    made = project(files)
    assert [found for found in made.problems() if found.severity != "info"] == []
    snapshot = made.snapshot()
    assert snapshot.measures.objectives["company/2026-Q4/riders-come-back-to-us"].progress is not None
    assert snapshot.alignment.links[0].target_ref == "company/2026-Q4/riders-come-back-to-us#repairs"


def test_every_file_that_the_readme_points_to_is_there():
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    assert [target for target in targets if "://" not in target and not (ROOT / target).exists()] == []
